"""Promises of `generator.markdown`: exact blocks, and nothing dangerous on a page."""

# ruff: noqa: E501 - tables of bad input are read column by column

from __future__ import annotations

import html.parser
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import markdown
from generator.markdown import (
    UNTRANSLATED,
    directed,
    parser,
    plain_text,
    render_blocks,
    render_fragment,
    safe_link,
    split_blocks,
    split_definitions,
)
from generator.markdown.simple import simple

PIECES = (
    "# رأس", "عنوان\n===", "فقرة **أولى** و[رابط](https://e.org/)", "- a\n- b", "1. x\n2. y", "> q", "> q\n> r", "***",
    "---", "    code", "```\n# not a heading\n```", "~~~", "| a | b |\n|---|---|\n| 1 | 2 |", UNTRANSLATED,
    "[ref]: https://e.org", "[^n]: note\n    more", "see [ref] and [^n]", "<div>\nx", "<b>x</b>", "a|b\n-|-", "2) z",
    "\t- tab", "line  \nbreak", "\\", "`", "٢٠١٩. كان عاما", "\u2067x", "+", "-", "=", "\f", "\u00a0", "[x]:", "![", "&lt;",
)  # fmt: skip
DOCUMENTS = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from(["\n", "\n\n", "\n\n\n", " ", "\r\n", "\n> ", "\n  "])),
    max_size=12,
).map(lambda parts: "".join(piece + end for piece, end in parts))
TAGS = {
    *("p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "hr", "br", "div"),
    *("em", "strong", "a", "sup", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"href", "rel", "title", "id", "aria-label", "start", "tabindex", "class"}


class Reader(html.parser.HTMLParser):
    """Collects every tag and attribute of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def tags_of(page: str) -> list[tuple[str, dict[str, str | None]]]:
    reader = Reader()
    reader.feed(page)
    return reader.tags


def assert_harmless(page: str) -> None:
    for tag, attributes in tags_of(page):
        assert tag in TAGS, (tag, page)
        assert attributes.keys() <= ATTRIBUTES, (tag, attributes)
        if "href" in attributes:
            assert safe_link(attributes["href"] or ""), attributes


def kinds(body: str) -> list[str]:
    return [block.kind for block in split_blocks(body)]


def sources(body: str) -> list[str]:
    return [block.source for block in split_blocks(body)]


@given(st.one_of(DOCUMENTS, st.text(max_size=80), st.text("#>-*_`[]()!|=~ \n\t1.ab^:\\<&", max_size=60)))
@settings(max_examples=250, deadline=None)
def test_blocks_and_what_stands_between_them_make_the_body(body: str) -> None:
    """Pieces and gaps rejoin, pieces do not overlap, and every piece is rendered once."""
    blocks = split_blocks(body)
    end = 0
    for block in blocks:
        assert block.start >= end
        assert body[block.start : block.end] == block.source
        end = block.end
    page = render_blocks(body)
    assert len(page.blocks) == len(blocks)
    assert_harmless("".join(page.blocks) + page.notes)


@given(DOCUMENTS)
@settings(max_examples=150, deadline=None)
def test_between_blocks_stand_only_blank_lines_and_definitions(body: str) -> None:
    ends = [0, *(block.end for block in split_blocks(body))]
    starts = [*(block.start for block in split_blocks(body)), len(body)]
    definitions = {definition.source for definition in split_definitions(body)}
    for end, start in zip(ends, starts, strict=True):
        gap = body[end:start].strip()
        while gap and (found := [each for each in definitions if gap.startswith(each.strip())]):
            gap = gap.removeprefix(max(found, key=len).strip()).strip()
        assert not gap


def test_a_list_a_quote_and_a_table_are_one_block_each() -> None:
    body = "- a\n\n  - b\n- c\n\n> q\n>\n> r\n\n| a |\n|---|\n| 1 |\n"
    assert kinds(body) == ["list", "block_quote", "table"]


def test_definitions_are_no_blocks() -> None:
    body = "a [x]\n\n[x]: https://e.org\n\nb[^1]\n\n[^1]: note\n\nc\n"
    assert sources(body) == ["a [x]", "b[^1]", "c"]
    assert [each.key for each in split_definitions(body)] == ["", "^1"]


def test_the_marker_of_an_untranslated_block_is_one_block_and_shows_nothing() -> None:
    body = f"a\n\n{UNTRANSLATED}\n{UNTRANSLATED}\nb\n"
    assert kinds(body) == ["paragraph", "untranslated", "untranslated", "paragraph"]
    assert render_blocks(body).blocks == ("<p>a</p>\n", "", "", "<p>b</p>\n")


def test_line_endings_of_windows_keep_the_offsets() -> None:
    body = "# a\r\n\r\nb\r\nc\r\n\r\n- d\r\n"
    assert sources(body) == ["# a", "b\r\nc", "- d"]


def test_a_block_that_ends_a_list_or_a_quote_keeps_its_place() -> None:
    """By itself mistune puts the heading before the list here, and recurses for each change of kind."""
    assert kinds("> q\n- a\n# h\n") == ["block_quote", "list", "heading"]
    assert kinds("para\n> q\n2. x\n") == ["paragraph", "block_quote", "list"]
    assert len(split_blocks("> a\n- b\n" * 3000)) == 6000


def test_entities_are_read_unless_escaped() -> None:
    assert render_blocks("a &amp; b &lt;b&gt; &copy; *&quot;* \\&copy; `&copy;`").blocks == (
        '<p>a &amp; b &lt;b&gt; © <em>"</em> &amp;copy; <code>&amp;copy;</code></p>\n',
    )
    assert plain_text("AT&amp;T") == "AT&T"


def test_digits_of_other_scripts_make_no_list() -> None:
    assert kinds("٢٠١٩. كان عاما صعبا\n") == ["paragraph"]


def test_headings_begin_at_the_second_level_and_have_no_id() -> None:
    assert render_blocks("# a\n\n## b\n\n###### c\n").blocks == ("<h2>a</h2>\n", "<h2>b</h2>\n", "<h6>c</h6>\n")


def test_links_outside_are_marked_and_links_inside_are_not() -> None:
    (block,) = render_blocks("[a](https://e.org/?x=1&y=2) [b](mailto:a@e.org) [c](x.html#y)").blocks
    assert '<a href="https://e.org/?x=1&amp;y=2" rel="nofollow noopener">a</a>' in block
    assert '<a href="mailto:a@e.org">b</a>' in block
    assert '<a href="x.html#y">c</a>' in block


def test_a_picture_is_a_link_and_is_not_fetched() -> None:
    assert render_blocks("![صورة **ب**](https://e.org/a.png)").blocks == (
        '<p><a href="https://e.org/a.png" rel="nofollow noopener">صورة ب</a></p>\n',
    )
    (linked,) = render_blocks("[![alt](a.png)](https://e.org)").blocks
    assert linked.count("<a ") == 1
    assert "alt" in linked


def test_notes_lead_there_and_back_and_two_bodies_share_a_page() -> None:
    body = "a[^x] b[^y] c[^x]\n\n[^x]: one, see [^z]\n[^y]: two\n[^z]: three\n"
    page = render_blocks(body, back_label="عودة", notes_label="حواش", id_prefix="o-")
    assert page.notes.count("<li ") == 3
    assert 'aria-label="حواش"' in page.notes
    assert 'aria-label="عودة"' in page.notes
    names = re.findall(r' id="([^"]*)"', page.blocks[0] + page.notes)
    assert len(names) == len(set(names))
    assert all(name.startswith("o-") for name in names)
    assert set(re.findall(r'href="#([^"]*)"', page.blocks[0] + page.notes)) <= set(names)


def test_a_table_can_be_scrolled_and_is_aligned_by_the_text() -> None:
    (block,) = render_blocks("| a | b |\n|:--|--:|\n| 1 | 2 |").blocks
    assert block.startswith('<div class="table" tabindex="0"><table>')
    assert '<td class="end">2</td>' in block
    assert "style" not in block


def test_bidirectional_controls_do_not_reach_beyond_their_paragraph() -> None:
    first, second = render_blocks("a \u202e b\n\n\u2067c\u2069 \u2069 d\n").blocks
    assert first == "<p>a  b</p>\n"
    assert second == "<p>\u2067c\u2069  d</p>\n"


def test_plain_text_has_no_markup() -> None:
    body = "# T\n\na **b** [c](d)[^1] `e`\nf\n\n- g\n- h\n\n[^1]: n\n"
    assert plain_text(body) == "T\n\na b c e f\n\ng\nh"


def test_a_fragment_has_no_notes() -> None:
    assert render_fragment("a *b* [^1]\n\n[^1]: n") == "<p>a <em>b</em> [^1]</p>\n"


SCRIPTS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<iframe src=//e.org></iframe>",
    "<style>*{display:none}</style>", "<base href=//e.org>", "<meta http-equiv=refresh content=0>", "<form action=x>",
    "<math><mi//xlink:href='data:x,<script>alert(4)</script>'>", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<svg><style><img src=x onerror=alert(1)></style></svg>", "text <b onmouseover=alert(1)>b</b>", "<!-- x --><script>1</script>",
    "`<script>`", "```\"><script>alert(1)</script>\nx\n```", "# x\" onclick=\"y", "[a](x \"\\\" onclick=\\\"alert(1)\")",
    "[a]: javascript:alert(1)\n\n[a]", "<javascript:alert(1)>", "![x](javascript:alert(1))", "[<script>](x)", "&lt;script&gt;",
    "[^\"><script>]: x\n\na[^\"><script>]", "|<script>|\n|---|\n|<img onerror=x>|", "<a href=\"javascript:x\">y</a>",
    "[x](<java\nscript:alert(1)>)", "<https://e.org/\"onclick=x>", "</p></div><script>1</script>",
)  # fmt: skip


@pytest.mark.parametrize("body", SCRIPTS)
def test_raw_html_is_shown_as_text(body: str) -> None:
    page = render_blocks(body)
    text = "".join(page.blocks) + page.notes
    assert_harmless(text)
    assert "<script" not in text


TARGETS = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", "&#106;avascript:alert(1)", "javascript&colon;x",
    "java&Tab;script:x", "\x01javascript:x", "&#1;javascript:x", "%6aavascript:x", "javascript%3Ax", "%256aavascript%3Ax",
    " javascript:x", "\u00a0javascript:x", "\u200bjavascript:x", "vbscript:x", "data:text/html,x", "data:image/svg+xml,x",
    "file:///etc/passwd", "blob:x", "tel:1", "ssh://x", "ftp://e.org/x", "//evil.example", "///evil.example", "https:evil",
    "http:/evil", "\\\\evil\\x", "/\\evil", "https:\\\\evil", "%2f%2fevil", "mailto:", "http://", "https:///x", "\t//evil",
)  # fmt: skip


@pytest.mark.parametrize("target", TARGETS)
def test_a_link_elsewhere_becomes_text(target: str) -> None:
    for body in (f"[text](<{target}>)", f"[text]({target})", f"[text]\n\n[text]: {target}", f"![text](<{target}>)"):
        page = "".join(render_blocks(body).blocks)
        assert_harmless(page)
        assert "text" in page
    assert safe_link(target) is None or target.startswith("ftp")


@pytest.mark.parametrize(
    "target", ["https://e.org", "HTTP://e.org/a", "mailto:a@e.org", "a.html", "../a", "/a", "#b", "?c=d:e"]
)
def test_a_link_that_is_allowed_stays(target: str) -> None:
    assert safe_link(target) == target
    assert f'href="{target}"' in render_blocks(f"[x]({target})").blocks[0]


@pytest.mark.parametrize(
    "body",
    [
        *(character * 50_000 for character in ("[", "<", "`", "*", ">", "_", "!", "|", "\\", "&", "#", "~")),
        "> " * 20_000 + "x",
        "".join(f"{' ' * depth}- x\n" for depth in range(800)),
        "| " * 3000 + "|\n" + "|-" * 3000 + "|\n" + "| x " * 3000 + "|\n",
        "".join(f"a[^{n}]\n\n[^{n}]: note {n}\n\n" for n in range(2000)),
        "> a\n- b\n" * 2000,
        "[a](" * 10_000,
        "**a " * 10_000,
        "ن" * 1_000_000,
        "<div>\n" * 5000,
        "[x]: y\n" * 10_000,
        "a|b\n" * 8_000,
        "1. a\n   > b\n" * 1500,
        "نص " + "a(" * 50_000,
        "*a* نص " * 8_000,
        "نص " + "*a* " * 8_000,
    ],
    ids=lambda body: f"{body[:6]!r}x{len(body)}",
)
def test_no_body_takes_long(body: str) -> None:
    start = time.process_time()
    blocks = render_blocks(body).blocks
    assert len(blocks) == len(split_blocks(body))
    for block in blocks:
        directed(block, "rtl")
        directed(block, "ltr")
    assert time.process_time() - start < 4


NEWS = st.lists(
    st.sampled_from(
        ["*", "**", " ", "a", "bن", "[a](https://e.org/b)", "[a b](http://x-y.zz/~c?d=1#e_f)", "[ ](http://e.org)", "،", "(",
         ")", '"', "-", "\u0301", "…", "https://e.org", "[a](http://e)", "[a](http://e.org/(b))", "\n", "\n\n", "\n\n## x",
         "\n\n> a\n\n", "\n\n- a\n- b *c*\n\n", "\n- a  \n- b|\n", "\n \n", " #", ">", "\xa0", "|", "²", "\u2067", "![a](b)"]
    ),
    max_size=24,
).map("".join)  # fmt: skip


@settings(max_examples=500, deadline=None)
@given(st.one_of(NEWS, DOCUMENTS, st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80)))
def test_simple_blocks_are_what_the_long_way_makes_of_them(body: str) -> None:
    """Blocks of nothing but words, emphasis and links take a shorter way, which shows neither in tokens nor in HTML."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parser, "_parse_line", lambda _: None)
        patch.setattr(parser, "_parse_simple_list", lambda _: None)
        patch.setattr(markdown, "simple", lambda _: "")
        long = markdown.parse(body), render_blocks(body)

    assert (markdown.parse(body), render_blocks(body)) == long


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("كلام عن *الماء*، و**الميناء**", "<p>كلام عن <em>الماء</em>، و<strong>الميناء</strong></p>\n"),
        ("كلام > كلام", "<p>كلام &gt; كلام</p>\n"),
        ("a [b c](https://e.org/d_e) f", '<p>a <a href="https://e.org/d_e" rel="nofollow noopener">b c</a> f</p>\n'),
        ("# a", "<h2>a</h2>\n"),
        ("### a", "<h3>a</h3>\n"),
        ("> a *b*", "<blockquote>\n<p>a <em>b</em></p>\n</blockquote>\n"),
        ("- a\n- **b**", "<ul>\n<li>a</li>\n<li><strong>b</strong></li>\n</ul>\n"),
    ],
)
def test_what_most_of_a_news_text_is_takes_the_shorter_way(body: str, html: str) -> None:
    (token,) = markdown.parse(body)[0]
    assert simple(token) == html
    assert render_blocks(body).blocks == (html,)


@pytest.mark.parametrize(
    "body",
    ["*a", "a_b_", "[a](javascript:x)", "[a](http://e)", "[a](https://e.org/x y)", "![a](b.png)", "<b>a</b>", "a &lt; b",
     "*a b *", "***a***", "1. a", "- a\n\n- b", "\u202ea", "[a]", "[^1]", "a `b`"],
)  # fmt: skip
def test_what_needs_a_second_look_gets_it(body: str) -> None:
    assert [simple(token) for token in markdown.parse(body)[0]] == [""]
