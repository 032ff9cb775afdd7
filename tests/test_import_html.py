"""A saved page gives its article with its markup, what its head says, and nothing that stands around it."""

import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from processor import at_most

from generator.errors import ImportFailed
from generator.importers import ImportOptions, json_record, read
from generator.importers.escaping import markdown
from generator.importers.html import page
from generator.importers.html.fragments import fragment
from generator.importers.html.head import is_address
from generator.importers.html.pictures import split_credit
from generator.markdown import plain_text, render_blocks
from generator.model import Draft

CAPTURES = Path(__file__).parent / "captures"
PROSE = "The ferry to the old harbour sails again from Monday morning, the company said, after four years of repairs."
MORE = "Tickets cost what they did before, and the boats leave every hour until ten in the evening, it said on Sunday."
LAST = "A second boat is to follow next spring, if the council finds the money, its chair told the paper on Monday."


def draft(body: str, head: str = "", attributes: str = "") -> Draft:
    markup = f"<!DOCTYPE html><html {attributes}><head>{head}</head><body>{body}</body></html>"
    return read(markup.encode(), "x.html")[0]


def article(head: str = "", attributes: str = "") -> Draft:
    return draft(f"<h1>Ferry returns to the harbour</h1><p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p>", head, attributes)


def figures(*markup: str, head: str = "") -> Draft:
    text = "".join(f"<p>{each}</p>" for each in (PROSE, MORE, LAST))
    home = '<link rel="canonical" href="https://quay.example.org/ferry">'
    return draft(f"<main><article><h1>Ferry returns</h1>{''.join(markup)}{text}</article></main>", head + home)


def figure(src: str, caption: str = "The old harbour. Photo: Nadia Brandt", **attributes: str) -> str:
    given = "".join(f' {key.replace("_", "-")}="{value}"' for key, value in attributes.items())
    return f'<figure><img src="{src}"{given}><figcaption>{caption}</figcaption></figure>'


def test_a_page_that_names_no_picture_has_that_of_its_first_large_figure() -> None:
    found = figures(figure("/face.jpg", "Nina", width="64"), figure("/quay.jpg", width="1200"), figure("/b.jpg"))

    assert found.image_src == "https://quay.example.org/quay.jpg"


def test_a_figure_brings_its_caption_and_credit() -> None:
    found = figures(figure("data:image/gif;base64,AA", data_src="/quay.jpg"))

    assert found.image_src == "https://quay.example.org/quay.jpg"
    assert (found.image_caption, found.image_credit) == ("The old harbour.", "Nadia Brandt")


def test_a_picture_without_a_caption_or_beside_the_article_is_not_its_picture() -> None:
    beside = f"<aside>{figure('/advert.jpg')}</aside>"

    assert figures('<figure><img src="/logo.jpg"></figure>', beside).image_src is None


def test_the_picture_that_the_page_names_comes_first() -> None:
    named = '<meta property="og:image" content="https://quay.example.org/named.jpg">'
    data = '<script type="application/ld+json">{"@type": "NewsArticle", "image": {"url": "/data.jpg"}}</script>'

    assert figures(figure("/b.jpg"), head=named + data).image_src == "https://quay.example.org/named.jpg"
    assert figures(figure("/b.jpg"), head=data).image_src == "https://quay.example.org/data.jpg"


@pytest.fixture(scope="module")
def harbour() -> dict[str, Any]:
    return json_record(read((CAPTURES / "harbour.html").read_bytes(), "harbour.html")[0])


def test_the_body_keeps_its_markup_and_nothing_else(harbour: dict[str, Any]) -> None:
    assert harbour["body"].split("\n") == [
        (
            "The ferry to the old harbour sails again from Monday morning, the"
            " [harbour company](https://quay.example.org/company) said, after **four years** of repairs"
            " that were to take one."
        ),
        "",
        "## What changes for passengers",
        "",
        (
            "Boats leave every hour from six in the morning, and the last one returns at ten at night."
            " There are three things that passengers should know:"
        ),
        "",
        "1. Tickets are sold on board only.",
        "   - Coins are *always* welcome.",
        "   - Cards are welcome too.",
        "2. Bicycles travel free on weekdays.",
        "",
        "> We counted every rivet twice, and then we counted them again, the chief engineer said.",
        "",
        "## What it cost",
        "",
        (
            "The council has published what it paid for the work in each of the years,"
            " and a short note on why it paid more than it had planned."
        ),
        "",
        "| Year | Paid |",
        "| --- | --- |",
        "| 2017 | 1.2 million |",
        "| 2018 | 2.4 million |",
        "",
        "A second boat is to follow next spring, if the council finds the money, its chair said on Monday.",
    ]
    assert "Cards are welcome too." in harbour["paragraphs"]
    assert {"Lighthouse lit again", "Read also: The bridge that nobody wanted"} <= {
        line["text"] for line in harbour["dropped_lines"]
    }


def test_what_the_head_says_becomes_metadata(harbour: dict[str, Any]) -> None:
    """Structured data count though a comma too many breaks them; the site is no author, a change no publication."""
    found = read((CAPTURES / "harbour.html").read_bytes(), "harbour.html")[0]

    assert harbour["title"] == "Harbour ferry returns after four years"
    assert harbour["summary"] == "The first boat leaves at six in the morning, and the old fares stay."
    assert harbour["published"] == "2019-04-08T10:30+03:00"
    assert harbour["authors"] == ["Mara Lindqvist", "Tomas Oake"]
    assert (harbour["publisher"], harbour["lang"]) == ("The Quay Letter", "en")
    assert harbour["url"] == "https://quay.example.org/2019/ferry-returns"
    assert harbour["needs"] == []
    assert found.image_src == "https://quay.example.org/pictures/ferry.jpg"
    assert (found.image_caption, found.image_credit) == ("The ferry at its berth on Sunday.", "Ines Marrow")
    assert found.tags == ("Ferries", "Harbour")
    assert set(harbour["confidence"]) == {"body", "title", "lang", "published", "authors"}
    assert all(0.5 < sure <= 1 for sure in harbour["confidence"].values())


def test_a_canonical_address_that_is_the_home_page_is_not_believed() -> None:
    home = '<link rel="canonical" href="https://quay.example.org/">'

    assert article(home).url is None
    assert article(f'{home}<meta property="og:url" content="https://quay.example.org/a/1">').url == (
        "https://quay.example.org/a/1"
    )


def test_when_a_page_was_changed_is_not_when_it_was_published() -> None:
    changed = '<meta property="article:modified_time" content="2020-02-03T10:00:00Z">'

    assert article(changed).published is None
    assert article(f'{changed}<meta itemprop="datePublished" content="2019-04-08">').published == "2019-04-08"


def test_the_name_of_the_site_is_no_part_of_the_headline() -> None:
    for title in ("Ferry returns to the harbour | The Quay Letter", "Ferry returns to the harbour - News - Quay"):
        assert article(f"<title>{title}</title>").title == "Ferry returns to the harbour"


@pytest.mark.parametrize("title", ["a | " * 20_000, "a-" * 40_000, "a_" * 40_000, "word " * 20_000, "- " * 40_000])
def test_a_headline_is_found_at_once_whatever_the_page_is_called(title: str) -> None:
    with at_most(5):
        found = article(f'<title>{title}</title><meta property="og:title" content="{title}">')

    assert PROSE in found.paragraphs


def test_of_many_headings_and_a_long_title_the_headline_is_found_at_once() -> None:
    headings = "".join(f"<h1>Ferry {number} returns to the harbour</h1>" for number in range(3000))
    with at_most(20):
        found = draft(
            f"{headings}<p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p>", f"<title>{'ferry returns ' * 20_000}</title>"
        )

    assert PROSE in found.paragraphs


def test_a_headline_in_a_plain_block_is_found_by_the_page_s_title() -> None:
    found = draft(
        f"<h1>Quay Letter</h1><div class='t'>渡輪重返舊港口 票價不變</div><p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p>",
        "<title>渡輪重返舊港口 票價不變_新聞_碼頭報</title>",
    )

    assert found.title == "渡輪重返舊港口 票價不變"


@pytest.mark.parametrize(
    ("caption", "parts"),
    [
        ("The ferry on Sunday. (Photo: Ines Marrow)", ("The ferry on Sunday.", "Ines Marrow")),
        ("The ferry on Sunday © Ines Marrow", ("The ferry on Sunday", "Ines Marrow")),
        ("Die Fähre am Sonntag. Foto: Ines Marrow", ("Die Fähre am Sonntag.", "Ines Marrow")),
        ("العبارة يوم الأحد. تصوير: سلمى ناصر", ("العبارة يوم الأحد.", "سلمى ناصر")),
        ("The ferry on Sunday: full again", ("The ferry on Sunday: full again", "")),
    ],
)
def test_a_credit_is_split_off_where_it_is_marked(caption: str, parts: tuple[str, str]) -> None:
    assert split_credit(caption) == parts


RUSSIAN = (
    "<html><head>{}</head><body><p>Паром возвращается в старую гавань после четырёх лет ремонта.</p></body></html>"
)
ARABIC = "<html><head>{}</head><body><p>عادت العبارة إلى الميناء القديم بعد أربع سنوات من الإصلاح.</p></body></html>"


@pytest.mark.parametrize(
    ("markup", "declared", "encoding"),
    [
        (RUSSIAN, '<meta charset="windows-1251">', "cp1251"),
        (RUSSIAN, "<meta http-equiv='Content-Type' content='text/html; charset=koi8-r'>", "koi8-r"),
        (RUSSIAN, '<meta charset="utf-8">', "utf-16"),
        (RUSSIAN, '<meta charset="windows-1251">', "utf-8"),
        (RUSSIAN, "", "utf-8-sig"),
        (ARABIC, '<meta charset="windows-1256">', "cp1256"),
        (ARABIC, '<meta charset="x-cp1256">', "cp1256"),
    ],
)
def test_a_page_is_read_as_it_declares_unless_its_bytes_say_otherwise(
    markup: str, declared: str, encoding: str
) -> None:
    text = markup.format(declared)

    assert page.decode_page(text.encode(encoding), "x.html").text == text


def test_an_xml_declaration_counts_and_latin_1_is_read_as_browsers_read_it() -> None:
    text = '<?xml version="1.0" encoding="iso-8859-1"?><html><body><p>“Façade” — 5 €</p></body></html>'

    assert page.decode_page(text.encode("cp1252"), "x.html").text == text


def test_a_page_of_articles_is_a_list_and_no_article() -> None:
    entries = "".join(
        f"<article><h2>Headline number {n} of the day</h2><p>{n}: {PROSE}</p><p>{n}: {MORE}</p></article>"
        for n in range(5)
    )

    with pytest.raises(ImportFailed, match="list of articles"):
        draft(f"<main>{entries}</main>")


def test_the_main_one_of_several_articles_is_taken_and_the_others_are_mentioned() -> None:
    long = "".join(f"<p>{PROSE} This is part {n} of it.</p><p>{MORE} So says part {n}.</p>" for n in range(8))
    others = "".join(
        f"<article><h2>Another headline, {n}</h2><p>{n}: {MORE} {LAST}</p><p>{n}: {LAST} {MORE}</p></article>"
        for n in range(2)
    )

    found = draft(f"<article><h1>Ferry returns to the harbour</h1>{long}</article>{others}")

    assert found.title == "Ferry returns to the harbour"
    assert [f"part {n} of it" in f"{found.summary} {found.body}" for n in range(8)] == [True] * 8
    assert not any(LAST in paragraph for paragraph in found.paragraphs)
    assert [notice.code for notice in found.notices] == ["several-articles"]


def test_a_live_page_is_one_article() -> None:
    updates = "".join(
        f"<article itemtype='https://schema.org/BlogPosting'><h2>1{n}:00 News</h2><p>At {n}: {PROSE}</p></article>"
        for n in range(6)
    )
    kind = '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Ferry returns"}</script>'

    found = draft(f"<main><h1>Ferry returns to the harbour: live</h1>{updates}</main>", kind)

    assert sum("sails again" in paragraph for paragraph in found.paragraphs) == 6
    assert found.notices == ()


@pytest.mark.parametrize(
    "body",
    [
        "<nav><a href='/'>Home</a> <a href='/a'>Sport</a></nav>",
        "<ul>" + "".join(f"<li><a href='/{n}'>Headline {n} of today</a></li>" for n in range(40)) + "</ul>",
        "<script>document.write('article')</script><noscript>Please switch on scripts.</noscript>",
        "",
    ],
)
def test_navigation_is_no_article(body: str) -> None:
    with pytest.raises(ImportFailed, match=r"no article|cannot be read"):
        draft(body)


P = f"<p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p>"


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 450_000 + P,
        P + "<div>" * 100_000 + "<p>x</p>",
        "<blockquote>x" * 5000 + P,
        "<ul><li>x" * 5000 + P,
        P + "<table><tr><td>" * 3000,
        "<p>" + "<b><i>" * 10_000 + PROSE,
        "<div>a b</div>" * 20_000 + P,
        "<script type='application/ld+json'>" + "[" * 100_000 + "</script>" + P,
        f"<div class='{'article body ' * 100_000}'>{P}</div>",
    ],
    ids=["5 MB of divs", "100,000 deep", "quotes", "lists", "tables", "bold", "20,000 blocks", "json", "classes"],
)
def test_a_page_made_to_be_slow_ends_soon(body: str) -> None:
    started = time.process_time()

    try:
        found: Draft | None = draft(body)
    except ImportFailed:
        found = None

    assert time.process_time() - started < 15
    assert found is None or found.body


def test_a_feed_s_body_keeps_its_markup() -> None:
    blocks = fragment(
        "<p>See <a href='/a'>this</a>.</p><h4>Why</h4><ul><li>one<li>two</ul><blockquote>three</blockquote>"
        "<p>four<br>five</p>",
        "feed",
        base="https://example.org/x/",
    )

    assert markdown(blocks) == (
        "See [this](https://example.org/a).\n\n## Why\n\n- one\n- two\n\n> three\n\nfour\n\nfive"
    )
    assert markdown(fragment("<p>See <a href='/a'>this</a>.</p>", "feed")) == "See this."


def test_an_outlet_s_cue_words_end_its_pages_and_drop_lines() -> None:
    lines = (PROSE, f"Sponsored: {MORE}", LAST, f"Letters: {MORE}")
    body = "<h1>Ferry returns to the harbour</h1>" + "".join(f"<p>{line}</p>" for line in lines)
    options = ImportOptions(cues={"end": ("Letters",), "drop": ("Sponsored",)})

    (found,) = read(f"<html><body>{body}</body></html>".encode(), "x.html", options)

    assert found.paragraphs == (PROSE, LAST)


@pytest.mark.parametrize("tag", ["p", "div"])
@pytest.mark.parametrize(
    ("by", "day"),
    [
        ("بقلم سلمى الهادي", "24 ديسمبر 2025"),
        ("By Salma Hadi", "Published 24 December 2025, 10:45"),
        ("Salma Hadi", "Wednesday, December 24, 2025"),
    ],
)
def test_a_byline_and_a_date_below_the_headline_are_no_paragraphs(tag: str, by: str, day: str) -> None:
    around = "".join(f"<{tag}>{line}</{tag}>" for line in (by, day))

    found = draft(f"<h1>Ferry returns to the harbour</h1>{around}<p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p>")

    assert found.paragraphs == (PROSE, MORE, LAST)
    assert (found.published, len(found.authors)) == ("2025-12-24", 1)
    assert [(line.text, line.reason) for line in found.dropped_lines] == [(by, "byline"), (day, "date")]


@pytest.mark.parametrize(
    "line",
    [
        "Two boats sank on 24 December 2025",
        "Three boats taken by Harbour Watch",
        "Salma Hadi sailed on the first boat on Monday.",
        "Photographs by a reader",
    ],
)
def test_a_short_line_below_the_headline_that_says_something_stays(line: str) -> None:
    found = draft(f"<h1>Ferry returns to the harbour</h1><p>{line}</p><p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p>")

    assert found.paragraphs == (line, PROSE, MORE, LAST)


def test_a_line_that_looks_like_a_name_is_no_byline_where_others_wrote_the_article() -> None:
    text = f"<h1>Ferry returns to the harbour</h1><p>Evening Edition</p><p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p>"

    found = draft(text, '<meta name="author" content="Salma Hadi">')

    assert found.paragraphs == ("Evening Edition", PROSE, MORE, LAST)


def test_a_date_or_a_name_in_the_text_stays() -> None:
    lines = (PROSE, "24 December 2025", MORE, "Salma Hadi", LAST)
    body = "".join(f"<p>{line}</p>" for line in lines)

    found = draft(f"<h1>Ferry returns to the harbour</h1><p>By Salma Hadi</p><p>24 December 2025</p>{body}")

    assert found.paragraphs == lines


STANDFIRST = "The boats are back after four years, and the old harbour has its noise, its smell and its queues again."


@pytest.mark.parametrize(
    "beside", ["<p>By Salma Hadi</p><p>24 December 2025</p>", "<div><b>Salma Hadi</b> 24 December 2025</div>"]
)
def test_a_paragraph_above_the_byline_is_the_standfirst(beside: str) -> None:
    text = f"<p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p>"

    found = draft(f"<h1>Ferry returns to the harbour</h1><p><b>{STANDFIRST}</b></p>{beside}{text}")

    assert (found.summary, found.paragraphs) == (STANDFIRST, (PROSE, MORE, LAST))
    assert (found.published, found.authors) == ("2025-12-24", ("Salma Hadi",))


def test_a_heading_right_below_the_headline_that_is_a_sentence_is_the_standfirst() -> None:
    text = f"<p>{PROSE}</p><h2>Tickets and times of all the boats, by day and hour</h2><p>{MORE}</p><p>{LAST}</p>"

    found = draft(f"<h1>Ferry returns to the harbour</h1><h2>{STANDFIRST}</h2>{text}")

    assert found.summary == STANDFIRST
    assert found.body.startswith(PROSE)
    assert "## Tickets and times" in found.body
    assert draft(f"<h1>Ferry returns to the harbour</h1>{text}").summary is None


def test_what_greets_above_the_headline_is_before_the_article() -> None:
    greeting = "Dear all, here is the article that I told you about yesterday."

    found = draft(f"<p>{greeting}</p><h1>Ferry returns to the harbour</h1><p>{PROSE}</p><p>{MORE}</p><p>{LAST}</p>")

    assert found.paragraphs == (PROSE, MORE, LAST)
    assert [(line.text, line.reason) for line in found.dropped_lines] == [(greeting, "before the article")]


def test_a_text_above_a_heading_that_is_the_headline_stays_if_it_is_long() -> None:
    found = draft(f"<p>{PROSE}</p><p>{MORE}</p><h1>Ferry returns to the harbour</h1><p>{LAST}</p>")

    assert found.paragraphs == (PROSE, MORE, LAST)


# What markdown, HTML and their readers trip over, and letters of several scripts.
TEXTS = st.lists(
    st.sampled_from([*"ab1 .-+*_#>|~`[]()!<&:=\\\"'/", "نص", "字", "&amp;", "\u00a0", "1. ", "- ", "http://x.y", "\n"]),
    min_size=1,
    max_size=10,
).map("".join)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


INLINE = st.recursive(
    TEXTS.map(escaped),
    lambda inner: st.tuples(
        st.sampled_from(
            ["b", "em", "a href='https://e.org/(x)_[y]?a=1&amp;b=*'", "a href='javascript:x'", "span", "i"]
        ),
        st.lists(inner, min_size=1, max_size=3),
    ).map(lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0].split()[0]}>"),
    max_leaves=5,
)
LINES = st.lists(INLINE, min_size=1, max_size=3).map("".join)
FLOW = st.recursive(
    st.tuples(st.sampled_from(["p", "h2", "h4", "div"]), LINES).map(lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0]}>"),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: f"<blockquote>{''.join(parts)}</blockquote>"),
        st.tuples(st.sampled_from(["ul", "ol"]), st.lists(st.one_of(LINES, inner), min_size=1, max_size=3)).map(
            lambda pair: f"<{pair[0]}>" + "".join(f"<li>{item}</li>" for item in pair[1]) + f"</{pair[0]}>"
        ),
        st.lists(st.lists(LINES, min_size=2, max_size=2), min_size=2, max_size=3).map(
            lambda rows: (
                "<table>" + "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows) + "</table>"
            )
        ),
    ),
    max_leaves=6,
)


def words(text: str) -> str:
    return "".join(text.split())


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(FLOW, min_size=1, max_size=4).map("".join))
def test_whatever_a_page_holds_reads_back_as_the_same_text(markup: str) -> None:
    """Text of a page is never markup: the digest shows the same letters in the same order, and only safe links."""
    blocks = fragment(markup, "x")
    body = markdown(blocks)

    assert words(plain_text(body)) == words("".join(block.text for block in blocks))
    shown = "".join(render_blocks(body).blocks)
    assert "javascript:" not in shown.lower()
    assert "<hr" not in shown
    assert "<code" not in shown
    assert shown.count("<h") == sum(block.kind == "h" for block in blocks) + shown.count("<hr")


def test_an_address_that_is_made_to_be_slow_is_none_at_once() -> None:
    with at_most(5):
        assert not is_address(f"http://{'a.' * 40_000} x")
