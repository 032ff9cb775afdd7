"""The order of names: the reader's own script first, letters as their alphabet has them."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest
from digests import Digest

from generator.plan.ordering import order_key

ORDERS = {
    "ar": "أب ءبد إيران بحر پكين تونس چين كوب هدى وزير ياسر école Zoo 東京",
    "tr": "cam çay école Irak ıspanak ispanya İstanbul orman özgür sat süt şehir yol zaman أحمد",
    "fa": "آب ءاذر ابر بم پاریس جنگ چین حقوق زمین ژاپن کتاب گاز لندن وزیر هند یمن Iran",
    "ur": "بحر پاکستان تجارت ٹرین دن ڈاک رات زمین ژالہ گاؤں لاہور وزیر ہند یورپ",
    "ru": "ель ёлка жизнь игра йод лес Яна apple",
    "en": "2024 east école Édouard Zoo أوكرانيا",
    "fr": "æthuse âge ail œil œuvre ouïe zoo",
    "nb": "Aksel Olav zoo ærlig Østfold Åse",
    "de": "Đorđe Dresden Łódź Lund Øre Ostsee ß Straße zwei",
    "ja": "ニュース 人民 東京 أمن",
    "he": "אב בית גז apple",
}


@pytest.mark.parametrize("lang", ORDERS)
def test_names_stand_as_the_alphabet_has_them(lang: str) -> None:
    names = ORDERS[lang].split(" ")

    assert sorted(names, key=lambda name: order_key(name, lang)) == names


@pytest.mark.parametrize("lang", ["ar", "fa", "en"])
def test_numbers_stand_by_their_digits_in_whatever_script(lang: str) -> None:
    names = ["١٩٩٠", "1991", "۱۹۹۲", "2019", "٢٠٢٠"]

    names.reverse()
    assert sorted(names, key=lambda name: order_key(name, lang)) == names[::-1]


def test_the_order_is_total() -> None:
    names = ("أب", "اب", "اَب", "Ab", "ab", "áb")

    assert len({tuple(sorted(some, key=lambda name: order_key(name, "ar"))) for some in permutations(names)}) == 1


def test_tags_stand_in_the_order_of_the_edition(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest")
    digest.article("a.ar", tags=["yol", "şehir", "école", "وزير", "أمن", "بحر"]).build()

    def tags(lang: str) -> list[str]:
        return [link.text for entry in digest.read(f"{lang}/tags/index.html").all("li") for link in entry.all("a")
                if "/tags/" in link.attributes["href"] and "index" not in link.attributes["href"]]  # fmt: skip

    assert tags("ar") == ["أمن", "بحر", "وزير", "école", "şehir", "yol"]
    assert tags("en") == ["école", "şehir", "yol", "أمن", "بحر", "وزير"]
