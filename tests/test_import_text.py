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


BRIDGE = (
    "The old bridge of Selmar was closed on Monday, after a lorry had broken one of the planks in its middle.",
    "Carpenters from the next valley will mend it within a week, and until then a boat takes people over the river.",
    "The mayor said that a new bridge of stone would cost more than the village spends in four years.",
)


def body(*lines: str) -> tuple[str, ...]:
    (draft,) = read("\n\n".join(lines).encode(), "a.txt")
    return draft.paragraphs


def test_what_somebody_says_in_the_text_is_no_headline() -> None:
    spoken = (
        f"HOST: {BRIDGE[0]}",
        f"CARPENTER: {BRIDGE[1]}",
        "HOST: And who will pay for it?",
        f"CARPENTER: {BRIDGE[2]}",
    )

    (draft,) = read("\n\n".join(spoken).encode(), "a.txt")

    assert draft.title is None
    assert (draft.summary or "", *draft.paragraphs) in {("", *spoken), spoken}
    assert "#" not in draft.body


@pytest.mark.parametrize("mark", ["• ", ""])
def test_an_interview_begins_with_its_first_question(mark: str) -> None:
    asked = ("Why was it closed?", "Who mends it?", "And a new one?")
    lines = [line for pair in zip((f"{mark}{each}" for each in asked), BRIDGE, strict=True) for line in pair]

    found = body("The mayor: our bridge will hold", "Interview by Anna Vetrova", *lines)

    assert found == tuple(line.removeprefix(mark) for line in lines)


@pytest.mark.parametrize(
    "sent",
    [
        "[12/02/2024, 10:22:31] Lea: ",
        "[10:22 AM, 2/12/2024] Lea: ",
        "12/02/2024, 10:22 - Lea Berg: ",
        "Lea, [12.02.2024 10:22]\n",
    ],
)
def test_who_sent_a_message_and_when_is_not_of_its_article(sent: str) -> None:
    text = "\n\n".join((f"{sent}📰 *The bridge of Selmar is closed*", *BRIDGE))

    (draft,) = read(text.encode(), "a.txt")

    assert (draft.title, draft.paragraphs) == ("The bridge of Selmar is closed", BRIDGE)
    assert (draft.published, draft.authors) == (None, ())
    assert (sent.strip(), "before the article") in [(line.text, line.reason) for line in draft.dropped_lines]


def test_front_matter_says_what_it_says_and_markdown_stays() -> None:
    text = f"""---
title: "The bridge: closed"
author: [Anna Vetrova, Lea Berg]
date: 2024-02-12
description: A lorry broke a plank.
url: https://selmar.example/bridge
layout: post
---

# The bridge: closed

{BRIDGE[0]}

* a *boat*
* [papers](https://selmar.example/p)
"""

    (draft,) = read(text.encode(), "a.md")

    assert draft.body == f"{BRIDGE[0]}\n\n* a *boat*\n* [papers](https://selmar.example/p)"
    assert draft.paragraphs[0] == BRIDGE[0]
    assert (draft.title, draft.summary) == ("The bridge: closed", "A lorry broke a plank.")
    assert (draft.authors, draft.published) == (("Anna Vetrova", "Lea Berg"), "2024-02-12")
    assert (draft.lang, draft.url) == ("en", "https://selmar.example/bridge")
    assert [(line.text, line.reason) for line in draft.dropped_lines] == [("layout: post", "before the article")]


@pytest.mark.parametrize("head", ["---\nno front matter\n---", "---\n[broken: {\n---", "---\nlayout: post\n---", "---"])
def test_what_is_no_front_matter_that_is_known_is_text(head: str) -> None:
    (draft,) = read("\n\n".join((head, "The bridge of Selmar is closed", *BRIDGE)).encode(), "a.md")

    assert (draft.title, draft.paragraphs) == ("The bridge of Selmar is closed", BRIDGE)


FLOUR = ("3 cups of flour", "1 onion", "2 carrots", "Salt")
STEPS = ("1. Leave the flour in water.", "2. Cut the onion and the carrots.", "3. Bake all of it for an hour.")


def test_lists_below_a_short_text_are_its_own() -> None:
    recipe = (BRIDGE[0], "Ingredients", *FLOUR, "Preparation", *STEPS, "Enjoy your meal.")

    assert body("Bread as they bake it in Selmar", *recipe) == recipe


def test_results_above_and_between_paragraphs_stay() -> None:
    results, table = (
        ("Selmar 2 - 1 Venn", "Orta 0 - 0 Tor", "Lind 3 - 2 Aven"),
        ("1 Selmar 48", "2 Orta 43", "3 Tor 40"),
    )
    text = (*results, BRIDGE[0], *table, BRIDGE[1], BRIDGE[2])

    assert body("Selmar leads after the twentieth round", *text) == text


@pytest.mark.parametrize(
    "furniture",
    [("Home", "News", "Sport", "Weather", "Contact"), ("5 boats for Tor", "About us", "Contact", "Jobs"),
     ("Read also", "5 boats for Tor", "2 owls in Venn", "7 wells"),
     ("12:40 Boats for Tor", "12:20 Owls in Venn", "11:50 Seven wells")],
)  # fmt: skip
def test_furniture_below_a_short_text_is_no_list_of_it(furniture: tuple[str, ...]) -> None:
    assert body("The bridge of Selmar is closed", *BRIDGE, *furniture) == BRIDGE
