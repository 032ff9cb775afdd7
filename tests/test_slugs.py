"""Slugs are safe as file names and addresses, readable in their own script, and never meet."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.slugs import MAX_BYTES, RESERVED, fold, slug, unique


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("الحوار السياسي: فقط!", "الحوار-السياسي-فقط"),
        ("مَرْحَبًا بِكُمْ", "مرحبا-بكم"),
        ("اطّلاعـــات", "اطلاعات"),
        ("می‌شود", "می-شود"),
        ("हिन्दी में समाचार", "हिन्दी-में-समाचार"),
        ("ข่าวด่วน", "ข่าวด่วน"),
        ("שָׁלוֹם עולם", "שלום-עולם"),
        ("Über: «Les Élus»", "über-les-élus"),
        ("_headers", "headers"),
    ],
)
def test_keeps_the_title_s_own_script(title: str, expected: str) -> None:
    assert slug(title) == expected


def test_latin_style_is_ascii() -> None:
    assert slug("Новости дня", "latin") == "novosti-dnia"
    assert slug("خارج الملعب", "latin").isascii()


@pytest.mark.parametrize("title", ["", "???", "—", "🎉", "ـــ", "\u202e"])
def test_what_has_no_letters_takes_the_fallback(title: str) -> None:
    assert slug(title, fallback="article-1a2b") == "article-1a2b"


@pytest.mark.parametrize("title", ["CON", "nul", "com1", "LPT9", "index", "404", "Feed"])
def test_reserved_names_are_not_used(title: str) -> None:
    made = slug(title)
    assert made.casefold() not in RESERVED
    assert made.startswith(title.casefold())


def test_a_long_title_is_cut_at_a_word() -> None:
    title = "كلمة " * 60

    made = slug(title)

    assert len(made.encode()) <= MAX_BYTES
    assert set(made.split("-")) == {"كلمة"}


@given(st.text(max_size=200))
def test_any_title_gives_a_safe_name(title: str) -> None:
    for style in ("native", "latin"):
        made = slug(title, style)
        assert made
        assert len(made.encode()) <= MAX_BYTES + 2
        assert made == unicodedata.normalize("NFC", made)
        assert not re.search(r"[\s./\\:*?\"<>|#%_]", made)
        assert made[0] != "-"
        assert made[-1] != "-"
        assert made.casefold() not in RESERVED


def test_a_name_that_is_taken_gets_a_number_whatever_its_case_or_form() -> None:
    assert unique("cafe", []) == "cafe"
    assert unique("cafe", ["Cafe"]) == "cafe-2"
    assert unique("café", [unicodedata.normalize("NFD", "CAFÉ"), "café-2"]) == "café-3"


@given(st.lists(st.sampled_from(["a", "A", "straße", "STRASSE", "é", "e\u0301"]), max_size=12))
def test_names_made_one_after_the_other_never_meet(wanted: list[str]) -> None:
    taken: list[str] = []
    for name in wanted:
        taken.append(unique(name, taken))
    assert len({fold(name) for name in taken}) == len(taken)
