"""Text is cleaned of what deceives and of nothing else; a person is told what was left out."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.importers.characters.hygiene import clean, clean_line, inspect

HONEST = [
    "می‌خواهم خانه‌ها را ببینم، نمی‌دانم",  # ZWNJ is spelling
    "क्‍ष और क्‌ष अलग लिखे जाते हैं",  # ZWJ and ZWNJ choose the shape
    "ශ්‍රී ලංකාව සහ ක්‍රීඩාව",
    "أُعْلِنَ يَوْمَ الِاثْنَيْنِ عَنْ عَوْدَةِ الْعَبَّارَةِ اللّٰه",
    "العـــبارة عادت إلى المينــاء",  # tatweel
    "בְּרֵאשִׁ֖ית בָּרָ֣א",
    "\u200fقال (2254)\u200e ثم \u061cمضى",  # direction marks
    "ท่าเรือที่นี่ น้ำ ปี่",
    "Tiếng Việt: Ở đây có một chuyến phà",
    "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽 ❤️",
    "صلى الله عليه وسلم ﷺ و ﷻ",
    "\U0001fae8 \U000323b0",  # newer than the oldest Python that we run on
    "L’âge « d’or » : 5 %",
]
ANY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("ab كم١\u200c\u200d\u200f\u202a\u202c\u202e\u2067\u2069\u0301\u0308\u0344\u064b\u0651\ufe71"
                        "\ufcf2\ufdfa\ufefb\u00ad\u200b\ufeff\r\n\x0b\x85\u2028\ue000\U000e0041\u0378"
                        "\ud800\u05b8\u05c1\u1100\u1161"),
    ),
    max_size=80,
)  # fmt: skip


@pytest.mark.parametrize("text", HONEST)
def test_honest_text_is_left_as_it_is(text: str) -> None:
    assert clean(text) == text
    assert clean_line(text) == text
    assert inspect(text, text) == ()


@pytest.mark.parametrize(
    ("dirty", "line", "body"),
    [
        ("a\u202egpj\u202c.exe", "agpj.exe", "a\u202egpj\u202c.exe"),
        ("a\u2067b", "ab", "ab"),
        ("a\u2069b", "ab", "ab"),
        ("in\u00advis\u200bi\u2060ble\ufeff", "invisible", "invisible"),
        ("tag\U000e0041\U000e007f, \ue000private, \u0378none", "tag, private, none", "tag, private, none"),
        ("a\x00b\x1bc\x9fd", "a b c d", "a b c d"),
        ("a\r\nb\u2028c\x0bd", "a b c d", "a\nb\nc\nd"),
        ("ﻟﻴﺒﻴﺎ ﷺ", "ليبيا ﷺ", "ليبيا ﷺ"),
        ("cafe\u0301", "café", "café"),
        ("z" + "\u0335" * 10000, "z" + "\u0335" * 6, "z" + "\u0335" * 6),
        ("\ud800lone\udfff", "lone", "lone"),
    ],
)
def test_what_deceives_is_taken_out(dirty: str, line: str, body: str) -> None:
    assert clean_line(dirty) == line
    assert clean(dirty) == body


def test_controls_are_balanced_by_paragraph() -> None:
    text = "\u2067كلمة\u2069 one\nثان\u202b word"

    assert clean(text) == "\u2067كلمة\u2069 one\nثان word"


@pytest.mark.parametrize(
    ("text", "title", "code", "shown"),
    [
        ("plain", "a\u202egpj.exe", "hidden-character", "U+202E"),
        ("a\u2067b", "plain", "hidden-character", "U+2067"),
        ("x\U000e0041y", "plain", "hidden-character", "U+E0041"),
        ("x\ue123y", "plain", "hidden-character", "U+E123"),
        ("x\u0378y", "plain", "hidden-character", "U+0378"),
        ("z" + "\u0335" * 9, "plain", "stacked-marks", "more than six"),
        ("plain", "Рutin speaks", "mixed-scripts", "`Рutin`"),
        ("plain", "https://рaypal.com/", "mixed-scripts", "`рaypal`"),
        ("plain", "Εuropa", "mixed-scripts", "`Εuropa`"),
    ],
)
def test_a_person_is_told_what_was_left_out(text: str, title: str, code: str, shown: str) -> None:
    (notice,) = inspect(text, title)

    assert notice.code == code
    assert shown in notice.message
    assert notice.hint


@pytest.mark.parametrize(
    "title",
    ["IT-специалист рассказал о COVIDом", "Путин и Putin", "H₂O и CO₂", "ΔT"],
)
def test_words_of_two_languages_in_one_title_are_no_deceit(title: str) -> None:
    assert inspect("plain", title) == ()


def test_balanced_controls_in_a_body_are_no_finding() -> None:
    assert inspect("قال \u2068Reuters\u2069 اليوم") == ()


@settings(max_examples=400, deadline=None)
@given(ANY)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)

    assert clean(once) == once
    assert clean_line(clean_line(text)) == clean_line(text)


@settings(max_examples=400, deadline=None)
@given(ANY)
def test_clean_text_has_nothing_that_no_text_holds(text: str) -> None:
    body, line = clean(text), clean_line(text)

    assert unicodedata.is_normalized("NFC", body)
    assert not any(unicodedata.category(sign) in ("Cc", "Cs", "Co") for sign in body if sign not in "\n\t")
    assert "\n" not in line
    assert not set(line) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\u00ad\ufeff")
    # A ligature of the longest kind stands for eight letters, and most signs for one.
    assert len(body) <= 8 * len(text)


@settings(max_examples=400, deadline=None)
@given(ANY)
def test_a_long_text_is_cleaned_as_a_short_one_is(text: str) -> None:
    """A capture has too many signs to look at each of them, and a title has few."""
    plain = "A plain line.\n" * 40

    assert clean(plain + text) == plain + clean(text)
    assert inspect(plain + text) == inspect(text)


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from(list("ابپتکگیہےںअकमाि्אבשלабвγδab ،.\u200c")), max_size=60))
def test_letters_of_every_script_are_left_alone(text: str) -> None:
    assert clean(unicodedata.normalize("NFC", text)) == unicodedata.normalize("NFC", text)
