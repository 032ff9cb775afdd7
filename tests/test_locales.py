"""What a language tag says: spelling, direction, names, digits, numbers, plurals and dates."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date, timedelta

import pytest
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as st

from generator import locales
from generator.locales import calendars

ALL_DIGITS: tuple[locales.Digits, ...] = ("latn", "arab", "arabext")
TO_LATIN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
CLDR_TAGS = sorted(name.replace("_", "-") for name in locale_identifiers() if len(name.split("_")[-1]) < 5)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        *(("ar_EG", "ar-EG"), ("AR-eg", "ar-EG"), ("iw", "he"), ("zh-hant", "zh-Hant"), ("no", "no"), ("ara", "ar")),
        *(("sh", "sr-Latn"), ("en-UK", "en-GB"), ("sr_latn_rs", "sr-Latn-RS"), ("es-419", "es-419"), ("syc", "syc")),
        *(("ca-VALENCIA", "ca-valencia"), ("xx", None), ("../x", None), ("", None), ("und", None), ("ar-", None)),
        *(("ar-XX", None), ("ar-Zyyy", None), ("a", None), ("ar\n", None), ("٣٣", None), ("mul", None)),
    ],
)
def test_a_tag_has_one_spelling_and_an_unknown_one_has_none(written: str, canonical: str | None) -> None:
    assert locales.normalise(written) == canonical


@given(st.text(max_size=12))
def test_any_text_is_a_canonical_tag_or_none_and_never_an_error(text: str) -> None:
    tag = locales.normalise(text)

    assert tag is None or locales.normalise(tag) == tag
    assert locales.direction(text) in ("ltr", "rtl")
    assert locales.endonym(text) or not text


RIGHT_TO_LEFT = "ar fa ur he ps ckb ug yi sd dv syc az-Arab pa-PK uz-AF ku-Arab ar-EG nqo ff-Adlm"
LEFT_TO_RIGHT = "en ru tr fr ks-Deva ar-Latn ku az uz pa zh el xx"


def test_the_script_of_a_language_gives_its_direction() -> None:
    assert {tag for tag in RIGHT_TO_LEFT.split() if locales.direction(tag) != "rtl"} == set()
    assert {tag for tag in LEFT_TO_RIGHT.split() if locales.direction(tag) != "ltr"} == set()


def test_a_tag_names_or_implies_a_script() -> None:
    assert [locales.script(tag) for tag in ("ar", "ar-Latn", "he", "pa-PK", "zh-TW", "xx")] == [
        *("Arab", "Latn", "Hebr", "Arab", "Hant", "Zzzz"),
    ]


def test_languages_have_names_of_their_own_and_in_others() -> None:
    own = [locales.endonym(tag) for tag in ("ar", "en", "fa", "he", "ru", "zu", "syc", "xx")]

    assert own == ["العربية", "English", "فارسی", "עברית", "Русский", "isiZulu", "Classical Syriac", "xx"]
    assert locales.language_name("ar", "en") == "Arabic"
    assert locales.language_name("ru", "ar") == "الروسية"
    assert locales.language_name("fr", "fr") == "français"
    assert locales.language_name("ar-EG", "en") == "Arabic (Egypt)"
    assert locales.language_name("pt-BR", "en") == "Brazilian Portuguese"
    assert locales.language_name("xx", "en") == "xx"


@pytest.mark.parametrize(
    ("tag", "timezone", "expected"),
    [
        *(("ar", "Africa/Cairo", "ar-EG"), ("ar", "Asia/Beirut", "ar-LB"), ("ar", "Egypt", "ar-EG")),
        *(("en", "Africa/Cairo", "en"), ("ar", "Europe/Paris", "ar"), ("ar", "UTC", "ar"), ("ar", None, "ar")),
        *(("ar", "Nowhere/Land", "ar"), ("ar-MA", "Africa/Cairo", "ar-MA"), ("ur", "Asia/Kolkata", "ur-IN")),
        *(("uz-Arab", "Asia/Kabul", "uz-Arab-AF"), ("xx", "Africa/Cairo", "xx")),
    ],
)
def test_the_time_zone_gives_a_region_where_the_language_is_known(
    tag: str, timezone: str | None, expected: str
) -> None:
    assert locales.regional(tag, timezone) == expected


@pytest.mark.parametrize(
    ("tag", "setting", "digits"),
    [
        *(("ar-EG", "auto", "arab"), ("ar-AE", "auto", "latn"), ("ar-MA", "auto", "latn"), ("ar", "auto", "latn")),
        *(("fa", "auto", "arabext"), ("ur-IN", "auto", "arabext"), ("ur", "auto", "latn"), ("ckb", "auto", "arab")),
        *(("ar-EG", "latn", "latn"), ("ar-AE", "arab", "arab"), ("ar", "arabext", "arabext")),
        *(("en", "arab", "latn"), ("he", "arabext", "latn"), ("ar-Latn", "arab", "latn"), ("hi", "auto", "latn")),
    ],
)
def test_digits_are_the_regions_or_the_settings_in_arabic_script_only(tag: str, setting: str, digits: str) -> None:
    assert locales.digit_system(tag, setting) == digits


def test_numbers_take_digits_and_separators_of_one_system() -> None:
    assert locales.format_number(1234567, "ar-EG", "arab") == "١٬٢٣٤٬٥٦٧"
    assert locales.format_number(1234567, "ar-LB", "arab") == "١٬٢٣٤٬٥٦٧"
    assert locales.format_number(1234567, "fa", "arabext") == "۱٬۲۳۴٬۵۶۷"
    assert locales.format_number(1234567, "ar-MA", "latn") == "1.234.567"
    assert locales.format_number(1234567, "en", "latn") == "1,234,567"
    assert locales.format_number(55, "ar", "latn") == "55"


@given(st.integers(min_value=0, max_value=10**15), st.sampled_from(CLDR_TAGS), st.sampled_from(ALL_DIGITS))
def test_a_number_is_read_back_from_what_was_written(n: int, tag: str, digits: locales.Digits) -> None:
    """Whatever the language and the digits: no digit is lost, and none is of another system."""
    text = locales.format_number(n, tag, digits)

    assert int("".join(filter(str.isdecimal, text)).translate(TO_LATIN)) == n
    assert locales.localise_digits(text, digits) == text
    if digits != "latn":
        assert {character for character in text if not character.isdecimal()} <= {"٬"}


@given(st.text(), st.sampled_from(ALL_DIGITS))
def test_digits_change_and_nothing_else(text: str, digits: locales.Digits) -> None:
    localised = locales.localise_digits(text, digits)

    assert localised.translate(TO_LATIN) == text.translate(TO_LATIN)


def test_digits_of_all_systems_become_one() -> None:
    assert locales.localise_digits("1٢۳ من 4", "arab") == "١٢٣ من ٤"
    assert locales.localise_digits("1٢۳ من 4", "latn") == "123 من 4"


@pytest.mark.parametrize(
    ("tag", "counts"),
    [
        ("ar", {0: "zero", 1: "one", 2: "two", 3: "few", 10: "few", 11: "many", 55: "many", 99: "many", 100: "other"}),
        ("ar-EG", {101: "other", 102: "other", 103: "few", 111: "many", 1000: "other", 1003: "few"}),
        ("ru", {0: "many", 1: "one", 2: "few", 5: "many", 11: "many", 21: "one", 22: "few", 112: "many"}),
        ("he", {0: "other", 1: "one", 2: "two", 3: "other", 20: "other"}),
        ("fr", {0: "one", 1: "one", 2: "other", 1_000_000: "many"}),
        ("fa", {0: "one", 1: "one", 2: "other"}),
        ("en", {0: "other", 1: "one", 2: "other"}),
        ("syc", {1: "other"}),
    ],
)
def test_counts_fall_into_the_plural_categories_of_the_language(tag: str, counts: dict[int, str]) -> None:
    assert {n: locales.plural_category(n, tag) for n in counts} == counts


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from(CLDR_TAGS))
def test_every_count_has_one_of_the_categories_of_its_language(n: int, tag: str) -> None:
    assert locales.plural_category(n, tag) in locales.plural_categories(tag)


def test_arabic_needs_six_plural_forms() -> None:
    assert locales.plural_categories("ar") == ("zero", "one", "two", "few", "many", "other")
    assert locales.plural_categories("ru") == ("one", "few", "many", "other")
    assert locales.plural_categories("xx") == ("other",)


@pytest.mark.parametrize(
    ("tag", "april", "november"),
    [
        *(("ar", "أبريل", "نوفمبر"), ("ar-EG", "أبريل", "نوفمبر"), ("ar-LB", "نيسان", "تشرين الثاني")),
        *(("ar-MA", "أبريل", "نونبر"), ("fa", "آوریل", "نوامبر"), ("fa-AF", "اپریل", "نومبر")),
    ],
)
def test_months_have_the_names_of_the_region(tag: str, april: str, november: str) -> None:
    assert locales.format_month("2019-04", tag, "latn") == f"{april} 2019"
    assert locales.format_date("2019-11-08", tag, "latn") == f"8 {november} 2019"


def test_a_date_is_written_as_precisely_as_it_is_known() -> None:
    values = ("2019", "2019-04", "2019-04-08", "2019-04-08T10:30+03:00")

    assert [locales.format_date(value, "ar-EG", "arab") for value in values] == [
        *("٢٠١٩", "أبريل ٢٠١٩", "٨ أبريل ٢٠١٩", "٨ أبريل ٢٠١٩"),
    ]
    assert [locales.format_date(value, "en", "latn", "short") for value in values] == [
        *("2019", "Apr 2019", "Apr 8, 2019", "Apr 8, 2019"),
    ]
    assert [locales.format_date(value, "ru", "latn", "month") for value in values] == [
        *("2019", *["апрель 2019\u202fг."] * 3),
    ]


def test_dates_follow_the_grammar_of_the_language() -> None:
    written = {tag: locales.format_date("2019-04-08", tag, "latn") for tag in ("he", "ru", "fr", "tr", "ur", "pt")}

    assert written == {
        "he": "8 באפריל 2019",
        "ru": "8 апреля 2019\u202fг.",
        "fr": "8 avril 2019",
        "tr": "8 Nisan 2019",
        "ur": "8 اپریل، 2019",
        "pt": "8 de abril de 2019",
    }


def test_the_clock_time_is_the_one_of_the_source() -> None:
    assert locales.format_time("2019-04-08T10:30+03:00", "en", "latn") == "10:30"
    assert locales.format_time("2019-04-08T10:30:59Z", "ar-EG", "arab") == "١٠:٣٠"
    assert locales.format_time("2019-04-08", "en", "latn") == ""


@pytest.mark.parametrize("value", ["unknown", "", "2019-13", "2019-02-30", "08/04/2019", "٢٠١٩"])
def test_what_is_no_date_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r"date|month|day"):
        locales.format_date(value, "ar", "arab")


@pytest.mark.parametrize("style", ["long", "month", "short"])
def test_every_language_of_cldr_writes_every_date(style: locales.DateStyle) -> None:
    for tag in CLDR_TAGS:
        digits = locales.digit_system(tag, "auto")
        for value in ("2019", "2019-11", "2019-11-08"):
            text = locales.format_date(value, tag, digits, style)
            assert "2019" in text.translate(TO_LATIN), (tag, text)
            # Rombo really shortens its eleventh month to M11; elsewhere that is how CLDR says that it has no name.
            assert "M11" not in text or tag.startswith("rof"), (tag, text)
            if locales.script(tag) == "Arab":
                assert "," not in text, (tag, text)


def test_a_language_without_data_writes_a_plain_date() -> None:
    assert locales.format_date("2019-04-08", "syc", "latn") == "2019-04-08"


def test_month_names_do_not_depend_on_which_language_was_asked_before() -> None:
    """Babel's own look-up gives Hebrew months to French and others after Hebrew was asked (python-babel/babel#1234)."""
    code = (
        "from generator import locales\n"
        "for tag in {order}: print(tag, [locales.format_date(v, tag, 'latn', s) for v in ('2019-04', '2019-04-08')"
        " for s in ('long', 'month', 'short')])"
    )
    tags = ["he", "ug", "fr", "ar", "ar-LB", "de", "ur", "yi", "uz-Arab", "no"]
    runs = [
        subprocess.run([sys.executable, "-X", "utf8", "-c", code.format(order=order)], capture_output=True, check=True)
        for order in (tags, tags[::-1])
    ]

    assert sorted(runs[0].stdout.splitlines()) == sorted(runs[1].stdout.splitlines())


@pytest.mark.parametrize(
    ("day", "tag", "digits", "islamic", "persian"),
    [
        ("2026-11-23", "ar-EG", "arab", "١٣ جمادى الآخرة ١٤٤٨", "٢ آذر ١٤٠٥"),
        ("2026-11-23", "en", "latn", "Jumada II 13, 1448", "Azar 2, 1405"),
        ("2026-11-23", "fa", "arabext", "۱۳ جمادی‌الثانی ۱۴۴۸", "۲ آذر ۱۴۰۵"),
        ("2026-11-23", "fr", "latn", "13 joumada ath-thania 1448", "2 âzar 1405"),
        ("2026-11-23", "he", "latn", "13 בג׳ומאדא א-ת׳אניה 1448", "2 באד׳ר 1405"),
        ("2026-11-23", "ru", "latn", "13 джумад-уль-ахир 1448\u202fг.", "2 азер 1405\u202fг."),
        ("2026-11-23", "tr", "latn", "13 Cemaziyelahir 1448", "2 Azer 1405"),
        ("2026-11-23", "ur", "latn", "13 جمادی الثانی، 1448", "2 آذر، 1405"),
        ("2026-03-21", "fa-AF", "arabext", "۲ شوال ۱۴۴۷", "۱ حمل ۱۴۰۵"),
        ("2026-03-21", "fa-IR", "arabext", "۲ شوال ۱۴۴۷", "۱ فروردین ۱۴۰۵"),
        *(("2026-03-21", tag, "latn", "", "") for tag in ("az-Arab", "ckb", "de", "ja", "ps", "zh")),
        ("1900-01-01", "ar", "latn", "", ""),
        ("2099-01-01", "ar", "latn", "", ""),
    ],
)
def test_a_day_has_a_name_in_other_calendars(
    day: str, tag: str, digits: locales.Digits, islamic: str, persian: str
) -> None:
    """As the language lays dates out, in its digits; nothing beyond a calendar's tables or without names of months."""
    when = date.fromisoformat(day)

    assert locales.format_day(when, "islamic", tag, digits) == islamic
    assert locales.format_day(when, "persian", tag, digits) == persian


@pytest.mark.parametrize("year", calendars.SOLAR_YEARS)
def test_every_day_of_the_persian_calendar_is_read_as_it_was_written(year: int) -> None:
    """And the year begins at the equinox, from 20 to 22 March."""
    first = calendars.solar_to_gregorian(year, 1, 1)
    assert first is not None
    assert date(first.year, 3, 20) <= first <= date(first.year, 3, 22)
    for number in range(366):
        day = first + timedelta(days=number)
        told = calendars.gregorian_to_solar(day)
        if told is None:
            assert (year, number) == (calendars.SOLAR_YEARS[-1], 365)
        else:
            assert calendars.solar_to_gregorian(*told) == day
            assert told[0] in {year, year + 1}


def test_the_persian_calendar_is_that_of_iran() -> None:
    """New Year's days as they were announced."""
    announced = ("2017-03-21", "2020-03-20", "2021-03-21", "2024-03-20", "2025-03-21", "2026-03-21")

    for day in announced:
        when = date.fromisoformat(day)
        assert calendars.gregorian_to_solar(when) == (when.year - 621, 1, 1)
        assert (calendars.gregorian_to_solar(when - timedelta(days=1)) or ())[:2] == (when.year - 622, 12)


@pytest.mark.parametrize("calendar", ["islamic", "persian"])
@pytest.mark.parametrize("tag", ["ar", "en", "fa", "fa-AF", "fr", "he", "ru", "tr", "ur"])
def test_each_calendar_has_twelve_months_in_each_language(calendar: locales.Calendar, tag: str) -> None:
    days = (date(2024, 1, 1) + timedelta(days=number) for number in range(400))
    shown = {re.sub(r"\d+", "", locales.format_day(day, calendar, tag, "latn")) for day in days}

    assert len(shown) == 12


def test_babel_is_not_imported_before_something_is_asked() -> None:
    code = "import sys, generator.locales; sys.exit(any(name.split('.')[0] == 'babel' for name in sys.modules))"

    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_search_engines_and_open_graph_get_their_own_spellings() -> None:
    assert [locales.og_locale(tag) for tag in ("ar", "ar-EG", "en", "fa", "he", "zh-Hant", "pt-BR")] == [
        *("ar_AR", "ar_EG", "en_US", "fa_IR", "he_IL", "zh_TW", "pt_BR"),
    ]
    assert [locales.hreflang(tag) for tag in ("ar", "ar-EG", "zh-Hant", "es-419", "ca-valencia")] == [
        *("ar", "ar-EG", "zh-Hant", "es", "ca"),
    ]
