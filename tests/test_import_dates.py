"""Dates are read in the words and calendars of many languages, and only where there is one way to read them."""

from pathlib import Path

import pytest

from generator.importers import json_record, read
from generator.importers.dates import calendars, find_date, is_date_line, prepared, without_dates
from generator.importers.dates.clocks import find_clock

PROSE = (
    "The old ferry came back to the harbour on Monday after four years, and many people stood on the quay to see it.",
    "The company said that the boat had been repaired from bow to stern, and that it would sail twice a day again.",
    "Tickets will cost as much as before, the director added, because the town pays for a part of the repairs.",
)
TITLE = "The old ferry is back in the harbour of the town"

# The eighth of April 2019, as people write it.
EIGHTH = {
    "ar": ("٨ أبريل ٢٠١٩", "8 نيسان 2019", "8 أفريل 2019", "الاثنين 8 نيسان/ أبريل 2019", "8 أبريل (نيسان) 2019"),
    "az": ("8 aprel 2019",),
    "be": ("8 красавіка 2019",),
    "bg": ("8 април 2019 г.",),
    "bn": ("৮ এপ্রিল ২০১৯",),
    "ca": ("8 d’abril de 2019",),
    "ckb": ("8 نیسان 2019",),
    "cs": ("8. dubna 2019", "8. 4. 2019"),
    "da": ("8. april 2019",),
    "de": ("8. April 2019, 10:30 Uhr", "Stand: 08.04.2019", "Publiziert8. April 2019"),
    "el": ("8 Απριλίου 2019", "8 ΑΠΡΙΛΙΟΥ 2019"),
    "en": ("April 8, 2019", "Mon, Apr 8th, 2019", "8 April 2019", "10:05 am Apr 8, 2019", "Posted Apr. 8, 2019"),
    "es": ("8 de abril de 2019", "8 abr 2019"),
    "et": ("8. aprill 2019",),
    "eu": ("2019ko apirilaren 8a",),
    "fa": ("۱۹ فروردین ۱۳۹۸", "۸ آوریل ۲۰۱۹", "1398/01/19", "19 فروردين 1398"),
    "fi": ("8. huhtikuuta 2019", "8.4.2019"),
    "fr": ("8 avril 2019", "Publié le 8 AVRIL 2019 à 10h30"),
    "he": ("8 באפריל 2019", "יום שני 08.04.2019"),
    "hi": ("8 अप्रैल 2019", "८ अप्रैल २०१९"),
    "hr": ("8. travnja 2019.",),
    "hu": ("2019. április 8.", "2019. 04. 08. 10:30"),
    "hy": ("8 ապրիլի, 2019", "Ապրիլի 8, 2019"),
    "id": ("8 April 2019", "Senin, 8 Apr 2019"),
    "is": ("8. apríl 2019",),
    "it": ("8 aprile 2019",),
    "ja": ("2019年4月8日", "平成31年4月8日", "２０１９年４月８日"),
    "ka": ("8 აპრილი, 2019",),
    "kk": ("2019 жылғы 8 сәуір",),
    "ko": ("2019년 4월 8일", "2019.04.08 10:30", "2019. 4. 8. 오전 10:30"),
    "lt": ("2019 m. balandžio 8 d.",),
    "lv": ("2019. gada 8. aprīlis",),
    "mk": ("8 април 2019",),
    "ms": ("8 April 2019",),
    "nl": ("8 april 2019",),
    "no": ("8. april 2019", "8.4.2019"),
    "pl": ("8 kwietnia 2019 r.",),
    "ps": ("د ۱۳۹۸ د حمل ۱۹", "۱۹ وری ۱۳۹۸"),
    "pt": ("8 de abril de 2019",),
    "ro": ("8 aprilie 2019",),
    "ru": ("8 апреля 2019 года", "8 АПРЕЛЯ 2019, 10:30"),
    "sk": ("8. apríla 2019",),
    "sl": ("8. aprila 2019",),
    "sq": ("8 prill 2019",),
    "sr": ("8. априла 2019.", "8. aprila 2019."),
    "sv": ("8 april 2019",),
    "sw": ("8 Aprili 2019", "Aprili 8, 2019"),
    "ta": ("8 ஏப்ரல் 2019",),
    "th": ("8 เมษายน 2562", "8 เม.ย. 2562", "8 เม.ย. 62", "8 เมษายน พ.ศ. 2562"),
    "tr": ("8 Nisan 2019", "8 NİSAN 2019"),
    "uk": ("8 квітня 2019 року",),
    "ur": ("8 اپریل 2019", "۸ اپریل ۲۰۱۹"),
    "uz": ("8 aprel 2019",),
    "vi": ("ngày 8 tháng 4 năm 2019", "8 Tháng Tư, 2019"),
    "zh": ("2019年04月08日10:30", "民國108年4月8日"),
}


def published(*around: str, title: str = TITLE) -> str | None:
    """Return the date of a capture with these lines under its headline."""
    text = "\n\n".join((title, *around, *PROSE))
    found = json_record(read(text.encode(), "x.txt")[0])
    assert found["title"] == title
    value: str | None = found["published"]
    return value


@pytest.mark.parametrize(("lang", "line"), [(lang, line) for lang, lines in EIGHTH.items() for line in lines])
def test_a_day_is_read_as_the_language_writes_it(lang: str, line: str) -> None:
    assert find_date(line, lang) == "2019-04-08"
    assert is_date_line(line)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("5 غشت 2019", "2019-08-05"),
        ("5 شتنبر 2019", "2019-09-05"),
        ("5 نونبر 2019", "2019-11-05"),
        ("5 دجنبر 2019", "2019-12-05"),
        ("5 يوليوز 2019", "2019-07-05"),
        ("5 يونيه 2019", "2019-06-05"),
        ("5 يوليه 2019", "2019-07-05"),
        ("5 جوان 2019", "2019-06-05"),
        ("5 جويلية 2019", "2019-07-05"),
        ("5 كانون الثاني/ يناير 2019", "2019-01-05"),
        ("5 تشرين الأول 2019", "2019-10-05"),
        ("令和3年4月8日", "2021-04-08"),
        ("令和元年5月1日", "2019-05-01"),
        ("2 minute readApril 25, 20232:26 PM", "2023-04-25"),
    ],
)
def test_months_have_the_names_of_their_region(line: str, day: str) -> None:
    assert find_date(line) == day


@pytest.mark.parametrize(
    "line",
    [
        "3 hours ago",
        "vor 12 Minuten",
        "قبل ساعتين",
        "8 out of 2019 people",
        "Room 8, 2019",
        "8 April",
        "since April 2019",
        "30 February 2019",
        "٣ شعبان ١٤٤٠ هـ",
        "1440/08/03 هـ",
        "April 8, 1919",
    ],
)
def test_what_is_no_full_date_is_none(line: str) -> None:
    assert find_date(line) is None


@pytest.mark.parametrize(
    ("line", "day"),
    [("5 March 2019²", "2019-03-05"), ("5 March ² 2019", None), ("④ March 2019", None), ("٥ March ² 2019", None)],
)
def test_a_raised_or_circled_digit_is_no_number_of_a_date(line: str, day: str | None) -> None:
    assert find_date(line) == day


def test_a_lunar_date_beside_another_is_left_aside() -> None:
    assert find_date("٣ شعبان ١٤٤٠هـ - ٨ أبريل ٢٠١٩") == "2019-04-08"
    assert find_date("ג' בניסן תשע\"ט, 8 באפריל 2019") == "2019-04-08"
    assert find_date("۵ ژوئیه ۲۰۲۱ - ۱۴ تیر ۱۴۰۰") == "2021-07-05"


def test_a_lunar_date_alone_gives_at_most_its_month() -> None:
    assert calendars.lunar_to_month(1440, 8, 10) == "2019-04"
    assert calendars.lunar_to_month(1440, 7, 25) is None
    assert calendars.lunar_to_month(1440, 13, 1) is None


def test_a_name_that_means_two_months_needs_its_language() -> None:
    assert find_date("8 listopada 2019") is None
    assert find_date("8 listopada 2019", "pl") == "2019-11-08"
    assert find_date("8 listopada 2019", "hr") == "2019-10-08"


@pytest.mark.parametrize(
    ("line", "lang", "day"),
    [
        ("08/04/2019", "fr", "2019-04-08"),
        ("08/04/2019", "en", None),
        ("08/04/2019", None, None),
        ("28/04/2019", "en", "2019-04-28"),
        ("04/28/2019", "en", "2019-04-28"),
        ("08.04.2019", "en", "2019-04-08"),
        ("1440/08/03", "ar", None),
    ],
)
def test_the_order_of_numbers_is_that_of_the_language(line: str, lang: str | None, day: str | None) -> None:
    assert find_date(line, lang) == day


@pytest.mark.parametrize(
    ("line", "clock"),
    [
        ("2019-04-08T10:30:00Z", "10:30Z"),
        ("2019-04-08T10:30:00+03:00", "10:30+03:00"),
        ("10:30 GMT+3", "10:30+03:00"),
        ("9:05 PM EDT", "21:05-04:00"),
        ("12:20 am UTC", "00:20Z"),
        ("10:30 (мск)", "10:30+03:00"),
        ("٠٩:٢٣ م بتوقيت غرينتش", "21:23Z"),
        ("10:30", None),
        ("10:30 IST", None),
        ("25:30 GMT", None),
        ("13:30 pm GMT", None),
    ],
)
def test_an_hour_counts_only_with_its_zone(line: str, clock: str | None) -> None:
    assert find_clock(prepared(line)) == clock


def test_a_line_without_its_date_is_what_stood_beside_it() -> None:
    assert without_dates("Anna Berg, 8. April 2019 10:30 Uhr") == "Anna Berg,"
    assert without_dates("No date here") == "No date here"


def test_a_date_line_may_hold_a_label_and_the_hour() -> None:
    assert is_date_line("تاريخ النشر: الاثنين 8 أبريل 2019 - 10:30 ص")
    assert not is_date_line("On 8 April 2019 the ferry came back to the harbour, the company said on Monday evening.")
    assert not is_date_line("10:30 12 05")


def test_the_date_under_the_headline_is_the_date_of_publication() -> None:
    assert published("April 8, 2019, 10:30 am") == "2019-04-08"


def test_an_hour_with_its_zone_makes_an_instant() -> None:
    assert published("April 8, 2019 10:30 UTC") == "2019-04-08T10:30Z"


def test_the_publication_wins_over_the_last_change() -> None:
    assert published("Updated: April 9, 2019", "Published: April 8, 2019") == "2019-04-08"
    assert published("Published April 8, 2019 | Updated April 9, 2019") == "2019-04-08"
    assert published("Updated April 9, 2019 | Published April 8, 2019") == "2019-04-08"


@pytest.mark.parametrize(
    "line",
    [
        "Updated: April 9, 2019", "Harbour desk / Updated: Apr 9, 2019, 14:02", "Stand: 09.04.2019, 20:44 Uhr",
        "April 9, 2019 -- Updated 0203 GMT", "Mis à jour le 9 avril 2019 à 10h30", "آخر تحديث: 9 أبريل 2019",
    ],
)  # fmt: skip
def test_the_day_of_the_last_change_is_never_the_day_of_publication(line: str) -> None:
    found = json_record(read("\n\n".join((TITLE, line, *PROSE)).encode(), "x.txt")[0])

    assert found["published"] is None
    assert "published" in found["needs"]


def test_a_date_with_its_last_change_behind_it_is_the_day_of_publication() -> None:
    assert published("08.04.2019 - Güncelleme : 09.04.2019") == "2019-04-08"
    assert published("April 8, 2019 9:00 am (Updated 11:30 am)") == "2019-04-08"


def test_the_only_date_below_an_article_is_its_own() -> None:
    after = ("Tell a friend", "Print this page", "To the harbour desk", "Support the paper", "Our weekly letter")

    def dated(*lines: str) -> str | None:
        text = "\n\n".join((TITLE, *PROSE, *after, *lines))
        return json_record(read(text.encode(), "x.txt")[0])["published"]  # type: ignore[no-any-return]

    assert dated("April 8, 2019, 18:41") == "2019-04-08"
    assert dated("April 8, 2019, 18:41", "Bread is dearer", "April 7, 2019, 9:10", "Rain", "April 6, 2019") is None


def test_the_day_on_which_a_picture_was_taken_is_not_the_date() -> None:
    assert published("The quay on October 11, 2018. Photo: Nadia Brandt") is None


def test_other_dates_of_the_page_tell_the_order_of_numbers() -> None:
    assert published("08/04/2019") is None
    assert published("08/04/2019 10:30", "Last ferry: 23/03/2019") == "2019-04-08"


def test_a_lunar_date_under_the_headline_gives_its_month() -> None:
    assert published("10 شعبان 1440 هـ") == "2019-04"
    assert published("25 رجب 1440 هـ") is None
    assert published("10 شعبان 1440 هـ - 15 أبريل 2019") == "2019-04-15"


def test_an_age_is_not_a_date() -> None:
    assert published("Published 3 hours ago") is None


def test_comments_do_not_date_an_article() -> None:
    text = "\n\n".join((TITLE, *PROSE, "Comments", "Anna, April 9, 2019", "How nice!", "Ben, April 10, 2019"))

    assert json_record(read(text.encode(), "x.txt")[0])["published"] is None


def test_the_day_of_reading_in_the_head_is_not_the_date() -> None:
    menu = [f"Section {number}" for number in range(12)]
    text = "\n\n".join(("Monday, November 24, 2025", *menu, TITLE, *PROSE))

    assert json_record(read(text.encode(), "x.txt")[0])["published"] is None


def test_every_language_names_twelve_months() -> None:
    from generator.importers.dates.months import _file

    assert Path(calendars.__file__).with_name("months.toml").is_file()
    for calendar, rows in _file().items():
        assert {lang: len(row) for lang, row in rows.items()} == dict.fromkeys(
            rows, 13 if calendar == "ethiopic" else 12
        ), calendar
    assert len(_file()["gregorian"]) >= 40


@pytest.mark.parametrize(("written", "day"), [("۰۴/۰۹/۲۹", None), ("۱۴۰۴/۰۹/۲۹", "2025-12-20")])
def test_a_persian_year_of_two_digits_may_be_of_two_calendars(written: str, day: str | None) -> None:
    prose = (
        "وزیر راه گفت که کشتی پس از چهار سال به بندر قدیمی بازگشته است و سفرها از فردا آغاز می‌شود.",
        "مدیر بندر گفت که کشتی در کارگاهی نزدیک تعمیر شده و شمار مسافران در هفته نخست محدود خواهد بود.",
        "بهای بلیت مانند گذشته است، زیرا شهر بخشی از هزینه تعمیر را پرداخته است.",
    )
    capture = "\n\n".join(("کشتی به بندر قدیمی بازگشت", written, *prose)).encode()

    found = json_record(read(capture, "x.txt")[0])

    assert (found["lang"], found["date"]) == ("fa", day)
