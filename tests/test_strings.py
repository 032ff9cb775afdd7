"""The theme's own words: the same keys, forms and places to fill in, in all its languages."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from string import Formatter

import pytest

from generator import locales

FOLDER = Path(__file__).parent.parent / "templates" / "strings"
LANGUAGES = ("ar", "en", "fa", "fr", "he", "ru", "tr", "ur")
COUNTED = ("articles", "articles_in", "sources_count", "days_earlier", "months_earlier", "days_later", "months_later")
BIDI_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

Forms = dict[str, str]


def read(language: str) -> dict[str, str | Forms]:
    return tomllib.loads((FOLDER / f"{language}.toml").read_text(encoding="utf-8"))


def forms_of(language: str, key: str) -> Forms:
    forms = read(language)[key]
    assert isinstance(forms, dict), f"{language}: `{key}` has no plural forms"
    return forms


def counted(n: int, language: str, key: str) -> str:
    number = locales.format_number(n, language, "latn")
    return forms_of(language, key)[locales.plural_category(n, language)].format(count=number)


def places(text: str | Forms) -> set[str]:
    texts = text.values() if isinstance(text, dict) else [text]
    return {name for one in texts for _, name, _, _ in Formatter().parse(one) if name is not None}


def everything(language: str) -> dict[str, str]:
    """Return every single text of a language; a plural form under `key.category`."""
    texts: dict[str, str] = {}
    for key, value in read(language).items():
        texts |= {f"{key}.{form}": text for form, text in value.items()} if isinstance(value, dict) else {key: value}
    return texts


def test_the_theme_speaks_eight_languages() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} >= set(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_languages_have_the_same_keys_in_the_same_order(language: str) -> None:
    assert list(read(language)) == list(read("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_has_the_same_places_to_fill_in_in_all_languages(language: str) -> None:
    english = {key: places(value) for key, value in read("en").items()}

    assert {key: places(value) for key, value in read(language).items()} == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_counted_text_has_every_plural_form_of_its_language(language: str) -> None:
    kinds = {key for key, value in read("en").items() if isinstance(value, dict)}

    assert kinds == set(COUNTED)
    for key in kinds:
        assert tuple(forms_of(language, key)) == locales.plural_categories(language), (language, key)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plural_form_without_the_number_stands_for_one_number_only(language: str) -> None:
    """Russian *one* is also 21 and French *one* also 0: words alone would lie."""
    for key in COUNTED:
        for category, form in forms_of(language, key).items():
            if "{count}" not in form:
                assert len([n for n in range(1000) if locales.plural_category(n, language) == category]) == 1


@pytest.mark.parametrize(
    ("n", "text"),
    [
        *((0, "لا أخبار"), (1, "خبر واحد"), (2, "خبران"), (3, "3 أخبار"), (10, "10 أخبار"), (11, "11 خبرًا")),
        *((55, "55 خبرًا"), (99, "99 خبرًا"), (100, "100 خبر"), (102, "102 خبر"), (103, "103 أخبار")),
    ],
)
def test_arabic_counts_articles_as_arabic_does(n: int, text: str) -> None:
    assert counted(n, "ar", "articles") == text


def test_other_languages_count_articles_too() -> None:
    assert [counted(n, "ru", "articles") for n in (1, 2, 5, 21)] == ["1 статья", "2 статьи", "5 статей", "21 статья"]
    assert [counted(n, "he", "articles") for n in (1, 2, 7)] == ["ידיעה אחת", "שתי ידיעות", "7 ידיעות"]
    assert [counted(n, "fr", "articles") for n in (0, 1, 2)] == ["0 article", "1 article", "2 articles"]
    assert [counted(n, "en", "articles") for n in (0, 1, 2)] == ["0 articles", "1 article", "2 articles"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty_padded_or_left_in_english(language: str) -> None:
    english = everything("en")
    for key, text in everything(language).items():
        assert text.strip() == text != "", key
        assert not BIDI_CONTROLS.search(text), key
        if language in ("ar", "fa", "he", "ru", "ur"):
            assert text != english.get(key), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_uses_its_own_punctuation(language: str) -> None:
    for key, text in everything(language).items():
        assert "'" not in text, key
        assert '"' not in text, key
        match language:
            case "ar" | "fa" | "ur":
                assert not set(text) & set(",;?%"), key
            case "ru":
                assert not set(text) & set("“”"), key
            case "fr":
                # A no-break space stands before each high mark, and inside the guillemets.
                assert not re.search(r"(?<![\u00a0\u202f])[:;!?»]|«(?!\u202f)", text), key
            case _:
                pass


@pytest.mark.parametrize("language", ["ar", "fa", "he", "ur"])
def test_no_latin_word_stands_in_a_right_to_left_text(language: str) -> None:
    for key, text in everything(language).items():
        assert not re.search("[A-Za-z]", re.sub(r"\{\w+\}", "", text)), key


@pytest.mark.parametrize("language", ["ar", "fa", "ur"])
def test_no_word_is_joined_to_a_place_in_arabic_script(language: str) -> None:
    """What is filled in is isolated, and letters do not join across isolation."""
    for key, text in everything(language).items():
        assert not re.search(r"[^\W\d_]\{|\}[^\W\d_]", text), key
