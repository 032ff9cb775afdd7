"""Parts of a text that run the other way, and links that lead to the same place from every page of an article."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import pytest
from digests import Digest
from hypothesis import given
from hypothesis import strategies as st
from pages import read_page, target

from generator.markdown import directed, render_blocks

ADDED = re.compile(r'<bdi [^>]*>|</bdi>| dir="(?:ltr|rtl)"(?: lang="und-[A-Z][a-z]{3}")?(?=[ >])')


@pytest.mark.parametrize(
    ("own", "markdown", "html"),
    [
        ("rtl", "Only English here.", '<p dir="ltr" lang="und-Latn">Only English here.</p>'),
        ("rtl", "سافر إلى UN ثم عاد.", "<p>سافر إلى UN ثم عاد.</p>"),
        ("rtl", "2019، ثم 2020.", "<p>2019، ثم 2020.</p>"),
        ("rtl", "اقرأ *The Times* اليوم.", '<p>اقرأ <em dir="ltr" lang="und-Latn">The Times</em> اليوم.</p>'),
        (
            "rtl",
            "في [UN.org](a.html)، نص.",
            '<p>في <a dir="ltr" lang="und-Latn" href="a.html">UN.org</a>، نص.</p>',
        ),
        ("rtl", "اكتب `x = 1;` ثم.", '<p>اكتب <code dir="ltr">x = 1;</code> ثم.</p>'),
        (
            "rtl",
            "- One\n- اثنان\n",
            '<ul>\n<li dir="ltr" lang="und-Latn">One</li>\n<li>اثنان</li>\n</ul>',
        ),
        ("rtl", "- One\n- Two\n", '<ul dir="ltr" lang="und-Latn">\n<li>One</li>\n<li>Two</li>\n</ul>'),
        ("rtl", "Пять & *шесть*", '<p dir="ltr" lang="und-Cyrl">Пять &amp; <em>шесть</em></p>'),
        (
            "rtl",
            "قال «This is what I said then.» وعاد.",
            '<p>قال «<bdi dir="ltr" lang="und-Latn">This is what I said then.</bdi>» وعاد.</p>',
        ),
        (
            "rtl",
            "نص (in the book (p. 3)) وفي World Cup of Qatar 2022 فاز",
            (
                '<p>نص (<bdi dir="ltr" lang="und-Latn">in the book (p. 3)</bdi>) وفي'
                ' <bdi dir="ltr" lang="und-Latn">World Cup of Qatar 2022</bdi> فاز</p>'
            ),
        ),
        (
            "rtl",
            "فيديو: Real Madrid 2-1، نص.",
            '<p>فيديو: <bdi dir="ltr" lang="und-Latn">Real Madrid 2-1</bdi>، نص.</p>',
        ),
        (
            "rtl",
            "انظر [موقع UN.org](a.html)، ثم عد إلى البيت.",
            '<p>انظر <a href="a.html">موقع <bdi dir="ltr" lang="und-Latn">UN.org</bdi></a>، ثم عد إلى البيت.</p>',
        ),
        ("rtl", "نص `one two three four five` نص", '<p>نص <code dir="ltr">one two three four five</code> نص</p>'),
        ("rtl", "نص a & b & c & d نص", '<p>نص <bdi dir="ltr" lang="und-Latn">a &amp; b &amp; c &amp; d</bdi> نص</p>'),
        # Isolated, a part of a run would change places with the others.
        ("rtl", "اشترى متجر *Apple* Store الجديد.", "<p>اشترى متجر <em>Apple</em> Store الجديد.</p>"),
        ("rtl", "اكتب `npm` install ثم.", "<p>اكتب <code>npm</code> install ثم.</p>"),
        ("rtl", "في *COP* 27 قال.", "<p>في <em>COP</em> 27 قال.</p>"),
        (
            "rtl",
            "قال «We will not **stop** before the end.» وعاد.",
            '<p>قال «<bdi dir="ltr" lang="und-Latn">We will not <strong>stop</strong> before the end.</bdi>» وعاد.</p>',
        ),
        ("rtl", "ثم *عربي and then* some more words here", "<p>ثم <em>عربي and then</em> some more words here</p>"),
        ("rtl", "`x = 1;`", '<p dir="ltr"><code>x = 1;</code></p>'),
        ("ltr", "He said **שלום** twice.", '<p>He said <strong dir="rtl" lang="und-Hebr">שלום</strong> twice.</p>'),
        ("ltr", "السلام عليكم", '<p dir="rtl" lang="und-Arab">السلام عليكم</p>'),
        ("ltr", "Déjà vu, 日本.", "<p>Déjà vu, 日本.</p>"),
    ],
)
def test_what_runs_the_other_way_says_so(own: str, markdown: str, html: str) -> None:
    (block,) = render_blocks(markdown).blocks

    assert directed(block, "rtl" if own == "rtl" else "ltr") == f"{html}\n"


def test_notes_are_named_in_the_pages_language() -> None:
    notes = render_blocks("نص[^1].\n\n[^1]: A note.\n", notes_label="الهوامش", back_label="عودة").notes

    marked = directed(notes, "rtl")

    assert '<ol class="notes" aria-label="الهوامش">' in marked
    assert '<li dir="ltr" lang="und-Latn" id="note-1">' in marked


PIECES = st.sampled_from(
    [
        "نص",
        "text",
        "some words of English",
        "שלום",
        "(",
        ")",
        "2022",
        "２",
        "،",
        ". ",
        "»",
        '"',
        "&",
        "<",
        ">",
        " ",
        "\n\n",
        "- ",
        "> ",
        "*",
        "**",
        "`",
        "[",
        "](a.html)",
        "1. ",
        "|",
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join), st.sampled_from(("ltr", "rtl")))
def test_nothing_but_directions_is_added(body: str, own: str) -> None:
    for block in render_blocks(body).blocks:
        assert ADDED.sub("", directed(block, "rtl" if own == "rtl" else "ltr")) == block


@given(st.lists(PIECES, max_size=25).map("".join), st.sampled_from(("ltr", "rtl")))
def test_what_is_isolated_is_a_whole_run(body: str, own: str) -> None:
    """The next letters before and after it, across tags, are the text's own, or there are none in its block."""
    for block in render_blocks(body).blocks:
        marked = directed(block, "rtl" if own == "rtl" else "ltr")
        isolates = re.compile(r'<(bdi|a|em|strong|code|sup) dir="[^>]*>')
        for found in isolates.finditer(marked):
            inside = marked[found.end() :].partition(f"</{found[1]}>")[0]
            before = re.split(r"<(?!/?(?:bdi|a|em|strong|code|sup)\b)[^>]*>", marked[: found.start()])[-1]
            rest = marked[found.end() + len(inside) :]
            after = re.split(r"<(?!/?(?:bdi|a|em|strong|code|sup)\b)[^>]*>", rest)[0]
            letters = {direction_of(plain_text(before)[::-1]), direction_of(plain_text(after))}
            assert letters <= {own, ""}, marked


def plain_text(html: str) -> str:
    return re.sub(r"<[^>]*>|&[a-z]+;", "", html)


def direction_of(text: str) -> str:
    """Return the direction of the first letter of a text, nothing where it has none."""
    first = next((letter for letter in text if letter.isalpha()), "")
    return first and ("rtl" if unicodedata.bidirectional(first) in {"R", "AL"} else "ltr")


def test_a_page_says_it_of_both_its_texts(tmp_path: Path) -> None:
    digest = Digest(tmp_path).article("a.ar", "متن.\n\nAn English quotation.\n")
    digest.translation("a.en", "a.ar", "Text.\n\nاقتباس عربي.\n")
    digest.build()
    english, both = (read_page(digest.page(f"en/articles/{page}.html")) for page in ("a", "a/both"))

    assert [p.dir for p in english.all("p") if p.text == "اقتباس عربي."] == ["rtl"]
    assert [p.dir for p in both.all("p") if p.text == "An English quotation."] == ["ltr"]


def test_a_headline_and_a_caption_set_apart_what_runs_the_other_way(tmp_path: Path) -> None:
    digest = Digest(tmp_path).article(
        "a.ar",
        title="فيديو: Juventus – AS Roma <3",
        image={
            "src": "https://pictures.example/a.jpg",
            "alt": "صورة",
            "caption": "لاعب (John Smith of Leeds)",
            "credit": "© Studio North",
        },
    )
    digest.build()
    article, home = (read_page(digest.page(f"ar/{page}.html")) for page in ("articles/a", "index"))

    heading = article.one("h1")
    assert heading.text == "فيديو: Juventus – AS Roma <3"
    assert [(each.text, each.dir) for each in heading.all("bdi")] == [("Juventus – AS Roma <3", "ltr")]
    assert "John Smith of Leeds" in [each.text for each in article.one("figcaption").all("bdi")]
    assert [each.attributes["lang"] for each in article.all("bdi") if each.text == "© Studio North"] == ["und-Latn"]
    assert "Juventus – AS Roma <3" in [each.text for each in home.one("main").all("bdi")]


@pytest.mark.parametrize("digits", ["latn", "arab", "arabext"])
def test_lists_count_in_the_digits_of_the_page(tmp_path: Path, digits: str) -> None:
    digest = Digest(tmp_path).settings(f'digits = "{digits}"').article("a.ar", "1. أول\n2. ثان\n")
    digest.build()

    body = read_page(digest.page("ar/articles/a.html")).one("body")
    assert body.attributes["class"] == f"digits-{digits}"
    style = next((digest.output / "assets").glob("style.*.css")).read_text()
    assert (f".digits-{digits} .prose" in style) == (digits != "latn")


def test_a_link_to_another_article_leads_there_from_every_page(tmp_path: Path) -> None:
    digest = (
        Digest(tmp_path).article("b.ar").article("a.ar", "انظر [الآخر](b.html) و[هنا](#b1)[^1].\n\n[^1]: [ب](b.html)\n")
    )
    digest.translation("a.en", "a.ar", "See [the other](b.html).\n")
    digest.build()

    for path in ("ar/articles/a.html", "ar/articles/a/both.html", "en/articles/a.html", "en/articles/a/both.html"):
        written = [
            link
            for link in read_page(digest.page(path)).one("main").all("a")
            if link.text in {"الآخر", "the other", "ب"}
        ]
        assert written
        for link in written:
            found, _ = target(path, link.attributes["href"]) or ("", "")
            assert found.endswith("articles/b.html"), (path, link.attributes["href"])
