"""The rules under the importers: hygiene, escaping, dates, languages, attributions."""

import html
import re
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator import markdown as reader
from generator.errors import ImportFailed
from generator.importers import ImportOptions, json_record, read
from generator.importers.characters.hygiene import clean, clean_line, squeeze
from generator.importers.dates import find_date, is_date_line
from generator.importers.escaping import Block, escape, markdown
from generator.importers.language import guess
from generator.importers.text.attribution import names, people
from generator.locales.calendars import solar_to_gregorian

MISREAD = [
    "٢٠١٩. كان عاما صعبا",
    "2254. قرار",
    "1) أولا",
    "- قال نعم",
    "+ و",
    "* نجمة",
    "# وسم",
    "#وسم",
    "> اقتباس",
    "---",
    "===",
    "* * *",
    "_a_ b __c__",
    "a*b*c **d**",
    "[x](javascript:alert(1))",
    "![x](http://e.example/y)",
    "[^1]: note",
    "[//]: # (untranslated)",
    "<script>alert(1)</script>",
    "&amp; &lt; &nbsp; & x;",
    "`code` ~~gone~~",
    "a | b",
    "|---|---|",
    "x\\",
    "ends with hashes ##",
    "https://example.org/a_b_c?x=1&y=2",
    "www.example.org",
    "a@b.example",
    "~~~",
    "```",
    ":-- | --:",
]
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=60)
LINES = st.text(
    st.sampled_from(list("ab كم١2.,:;!?؟-+*_#>|[](){}<&`~\\=^$\"'/ \t\n\u200f\u202e\u2067\u2069•—。字א")), max_size=300
)


def shown(body: str) -> list[str]:
    """Return the blocks of a body as a reader of the site meets them."""
    blocks = "".join(reader.render_blocks(body).blocks)
    found = re.findall(r"<(?:p|h2|li)[^>]*>(.*?)</(?:p|h2|li)>", blocks, re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]+>", "", each)) for each in found]


@pytest.mark.parametrize("line", MISREAD)
def test_what_markdown_would_misread_comes_back_as_it_was(line: str) -> None:
    for blocks in (
        [Block(line)],
        [Block("before"), Block(line), Block("after")],
        [Block(line, "h")],
        [Block(line, "li")],
    ):
        assert shown(markdown(blocks)) == [block.text for block in blocks]


@given(st.lists(st.one_of(WORDS, st.sampled_from(MISREAD)), min_size=1, max_size=5))
def test_any_paragraphs_come_back_equal(texts: list[str]) -> None:
    lines = [line for text in texts if (line := clean_line(text))]

    assert shown(markdown([Block(line) for line in lines])) == lines


def test_prose_is_left_as_it_is() -> None:
    for line in (
        'كلمة، وأخرى (2254) و"ثالثة"!',
        "It's 5 - 3, isn't it?",
        "snake_case stays",
        "10.5 million",
        "#hashtag",
    ):
        assert escape(line) == line


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(LINES)
def test_any_text_is_an_article_or_refused(text: str) -> None:
    try:
        (draft,) = read(f"A title to begin with\n\n{text}\n".encode(), "x")
    except ImportFailed:
        return

    record = json_record(draft)
    assert shown(draft.body) == list(draft.paragraphs)
    assert record["paragraphs"]
    assert all(unicodedata.is_normalized("NFC", paragraph) for paragraph in draft.paragraphs)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.binary(max_size=300), st.binary(max_size=100).map(lambda tail: b"<html><body><p>" + tail),
                 st.binary(max_size=100).map(lambda tail: b"<rss><channel><item><title>x" + tail)))  # fmt: skip
def test_any_bytes_are_an_article_or_refused(data: bytes) -> None:
    try:
        drafts = read(data, "x")
    except ImportFailed:
        return
    assert all(draft.paragraphs for draft in drafts)


def test_presentation_forms_become_letters() -> None:
    assert clean("ﻟﻴﺒﻴﺎ") == "ليبيا"
    assert clean("ﷺ") == "ﷺ" or clean("ﷺ").isalpha()


def test_direction_controls_are_balanced_or_gone() -> None:
    assert clean("a\u2067b\u2069c") == "a\u2067b\u2069c"
    assert clean("gpj.\u202ecod.exe") == "gpj.cod.exe"
    assert clean("open \u2067 only\nnext") == "open  only\nnext"
    assert clean_line("a\u2067b\u2069c") == "abc"
    assert clean("a\u200fb") == "a\u200fb"


def test_joiners_that_spell_stay_and_invisible_fillers_go() -> None:
    assert clean("می‌شود") == "می‌شود"
    assert clean("x\u200b\ufeff\u00ad\u2060y\U000e0041") == "xy"
    assert clean("a\r\nb\rc\u2028d") == "a\nb\nc\nd"
    assert squeeze("a \u00a0 b «\u00a0c\u00a0»") == "a b «\u00a0c\u00a0»"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("8 أبريل 2019", "2019-04-08"),
        ("٨ نيسان ٢٠١٩ - ١٠:٣٠", "2019-04-08"),
        ("24 نيسان / أبريل 2020", "2020-04-24"),
        ("5 يوليو/ تموز 2021", "2021-07-05"),
        ("الجمعة 8 فيفري 2019", "2019-02-08"),
        ("8 كانون الثاني 2020", "2020-01-08"),
        ("3 كانون الأول 2020", "2020-12-03"),
        ("نشر في: 15 أوت 2019", "2019-08-15"),
        ("۲۹ بهمن ۱۳۹۸ - ۰۶:۵۵", "2020-02-18"),
        ("2 تير 1399", "2020-06-22"),
        ("۵ ژوئیه ۲۰۲۱ - ۱۴ تیر ۱۴۰۰", "2021-07-05"),
        ("1398/01/19", "2019-04-08"),
        ("15 نومبر 2022", "2022-11-15"),
        ("יום רביעי 23.06.2021", "2021-06-23"),
        ("23 ביוני 2021", "2021-06-23"),
        ("8 апреля 2019 года, 10:30", "2019-04-08"),
        ("8 квітня 2019", "2019-04-08"),
        ("8 Nisan 2019", "2019-04-08"),
        ("8 de abril de 2019", "2019-04-08"),
        ("1er août 2019", "2019-08-01"),
        ("8. april 2019", "2019-04-08"),
        ("April 8, 2019", "2019-04-08"),
        ("Updated: 8th of April 2019", "2019-04-08"),
        ("8 Απριλίου 2019", "2019-04-08"),
        ("2019年4月8日", "2019-04-08"),
        ("2019년 4월 8일", "2019-04-08"),
        ("2019-04-08T10:30:00Z", "2019-04-08"),
        ("28/04/2019", "2019-04-28"),
        ("04/28/2019", "2019-04-28"),
        ("08.04.2019", "2019-04-08"),
        ("08/04/2019", None),
        ("8 أبريل", None),
        ("عام 2011", None),
        ("أبريل 2019", None),
        ("2019-13-45", None),
        ("31 أبريل 2019", None),
        ("8 listopada 2019", None),
        ("1234-5678-2019", None),
    ],
)
def test_dates_are_read_only_where_they_are_sure(line: str, day: str | None) -> None:
    assert find_date(line) == day


def test_the_order_of_day_and_month_depends_on_the_language() -> None:
    assert find_date("08/04/2019", "ar") == "2019-04-08"
    assert find_date("08/04/2019", "en") is None


def test_a_date_line_has_little_else() -> None:
    assert is_date_line("الاثنين 8 أبريل 2019 - 10:30")
    assert not is_date_line("وقالت الوزارة إن العبارة عادت إلى العمل يوم 8 أبريل 2019 بعد توقف")


def test_the_solar_calendar_has_its_leap_years() -> None:
    assert str(solar_to_gregorian(1300, 1, 1)) == "1921-03-21"
    assert str(solar_to_gregorian(1399, 12, 30)) == "2021-03-20"
    assert solar_to_gregorian(1398, 12, 30) is None


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("وزارة النقل تعلن عودة العبارة", "ar"),
        ("وزیر راه می‌گوید کشتی به بندر بازگشت", "fa"),
        ("پاکستان میں ٹرینوں کا نیا شیڈول جاری ہے", "ur"),
        ("د هېواد په لوېديځ کې نوې لار پرانيستل شوه", "ps"),
        ("لە شاری هەولێر ڕێگایەکی نوێ کرایەوە", "ckb"),
        ("הספינה חזרה לנמל הישן", "he"),
        ("Паром вернулся в старую гавань после четырёх лет", "ru"),
        ("Пором повернувся до старої гавані, її чекали", "uk"),
        ("The ferry returned to the old harbour on Monday", "en"),
        ("A balsa voltou ao antigo porto na segunda-feira, depois de quatro anos", "pt"),
        ("Feribot pazartesi günü eski limana döndü", "tr"),
        ("渡轮周一返回旧港", "zh"),
        ("フェリーが古い港に戻った", "ja"),
        ("여객선이 옛 항구로 돌아왔다", "ko"),
        ("12345 !!!", None),
    ],
)
def test_languages_are_told_apart_on_a_headline(text: str, lang: str | None) -> None:
    assert guess(text)[0] == lang


@pytest.mark.parametrize(
    ("first", "last", "source"),
    [
        (
            "The ferry returned to the old harbour on Monday after four years, the port authority said. Nobody paid.",
            "The captain will sail again in the summer.",
            "Source: Coast Herald",
        ),
        (
            "عادت العبارة إلى الميناء القديم يوم الاثنين بعد أربع سنوات، وقالت هيئة الميناء إن الرحلة كانت مجانية.",
            "وسيبحر الربان مرة أخرى في الصيف.",
            "المصدر: صحيفة الساحل",
        ),
    ],
)
def test_a_short_paste_keeps_its_last_sentence(first: str, last: str, source: str) -> None:
    """What a person typed is lost nowhere, and least where there is little of it."""
    paste = f"The ferry is back\n\n2024-03-11\n\n{first}\n\n{last}\n\n{source}\n"
    (draft,) = read(paste.encode(), "paste.txt", ImportOptions())
    assert draft.paragraphs == (first, last)
    assert not draft.dropped_lines


def test_an_attribution_is_split_with_care() -> None:
    assert names("موقع وزارة الخارجية الروسية + نوفوستي") == ("موقع وزارة الخارجية الروسية", "نوفوستي")
    assert names("رويترز، وكالات") == ("رويترز", "وكالات")
    assert names("وكالة الأنباء وشركة الوادي") == ("وكالة الأنباء وشركة الوادي",)
    assert names("رويترز ووكالات", frozenset({"رويترز", "وكالات"})) == ("رويترز", "وكالات")
    assert names("Reuters, AFP and BBC") == ("Reuters", "AFP", "BBC")


def test_a_byline_gives_names_and_nothing_else() -> None:
    assert people("Anna Vetrova and John Brown") == ("Anna Vetrova", "John Brown")
    assert people("دنيا سالم - القاهرة") == ("دنيا سالم",)
    assert people("our own correspondent in the harbour") == ()
    assert people("8 April 2019") == ()


INTERVIEW = (
    "The harbour opens today, two years after the storm. What was the hardest part of the work for you and your men?",
    "The second winter. The sea took away in one night what eleven men had built in three weeks, and nobody slept.",
    "Some people in the town say that the money would have been better spent on the school behind the market hall.",
    "They may be right, but without the harbour there is no fish, and without fish there is no school here either.",
    "How many boats do you expect during the first summer, and how many of them will come from the other islands?",
    "About forty, I hope. The crews of the other islands wait until they see that the new wall holds in autumn.",
    "And if it does not hold? You said yourself that the sea is stronger than everything that you have built so far.",
    "Then we begin again. My grandfather built the first wall with his hands, and it stood for seventy years.",
)


def test_what_stands_twice_on_a_page_is_not_of_its_article() -> None:
    """The headline of another article stands in the text and below it; who speaks comes again and again."""
    spoken = [f"{name}:\n{line}" for name, line in zip(("Reem", "Tor") * 4, INTERVIEW, strict=True)]
    other = "Storm breaks the harbour wall of Selmar"
    page = ["Home", "News", "Sport", "The harbour opens again", *spoken[:4], other, *spoken[4:], "Read also", other]

    (draft,) = read("\n\n".join(page).encode(), "a.txt")

    assert other not in draft.paragraphs
    assert draft.paragraphs.count("Tor:") == 4
