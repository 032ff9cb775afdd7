"""Content is not trusted: whatever it holds, pages have our own elements, links lead where links may, files stay put.

Numbers of rows are those of the table of bad inputs that this was written from.
"""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import lxml.html
import pytest
from digests import Digest, tree_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pages import Element, plain, read_page, target

from generator.errors import BuildError
from generator.recall import open_state
from generator.state import only_one

BASE = 'base_url = "https://example.org/news/"'
BENIGN = "كلمة word 12"

SETTINGS = """\
base_url = "https://example.org/news/"
languages = ["ar", "en"]
[title]
ar = {text}
en = {text}
[description]
ar = {text}
[[follow]]
label = {{ ar = {text} }}
url = "https://t.example/x"
[sections.politics]
ar = {text}
"""

# Names go into lines that others share; these pieces try to get out of them.
PIECES = (
    "<script>alert(1)</script>", "</title><script>", '"><img src=x onerror=alert(1)>', "' onclick='x", "]]>",
    "<![CDATA[", "<!--", "-->", "&amp;", "&lt;", "&#60;", "&", "{{ 7*7 }}", "{% include 'x' %}", "{#", "{name}",
    "{count}", "{language}", "</script>", "</bdi>", "</textarea>", "<b>", "javascript:alert(1)", "\\", "\u0085",
    "\u2028", "`", "**", "[x](y)", "عنوان", "שלום", "Рutin", "\u0301", "\u200f", "\u200c", "🎉", "👨\u200d👩\u200d👧",
    "ﷺ", "٢٠١٩", "0", ":", "- ", "# ", "%s", "$1",
)  # fmt: skip

_ALPHABET = st.characters(
    codec="utf-8",
    exclude_categories=["Cc", "Cs", "Co", "Cn"],
    exclude_characters="".join(
        chr(each)
        for first, last in (
            *((0x200B, 0x200B), (0x202A, 0x202E), (0x2060, 0x206F), (0xAD, 0xAD), (0xFEFF, 0xFEFF)),
            *((0xFB50, 0xFDFF), (0xFE70, 0xFEFE), (0xE0000, 0xE007F)),
        )
        for each in range(first, last + 1)
    ),
)
texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(_ALPHABET, max_size=8)), max_size=5).map(
    lambda parts: "".join(parts)[:90]
)


def cleaned(text: str) -> str:
    """Return what of a text is to be read: composed, one line, spaces as one."""
    return plain(unicodedata.normalize("NFC", text))


def in_tags(text: str) -> str:
    """Return what of a text a tag may hold."""
    return re.sub(r"[/\\<>%?#]", "", text)


def written(folder: Path, text: str) -> Digest:
    """Return a digest that holds a text in every place that is not a body."""
    digest = Digest(folder)
    quoted = json.dumps(f"S {text} s", ensure_ascii=False).replace("\x7f", "")
    digest.put("content/digest.toml", SETTINGS.format(text=quoted))
    digest.put("content/threads/talks.toml", f"[title]\nar = {quoted}\n[summary]\nar = {quoted}\n")
    digest.put("content/sources/wire.toml", f'url = "https://wire.example/"\n[name]\nar = {quoted}\n')
    fields: dict[str, Any] = {
        "title": f"T {text} t",
        "summary": f"L {text} l",
        "published": "2019-04-08",
        "publisher": f"P {text} p",
        "sources": ["wire", f"Q {text} q"],
        "authors": [f"A {text} a"],
        "threads": ["talks"],
        "section": "politics",
        "tags": [f"G {in_tags(text)} g"],
        "note": f"N {text} n",
        "corrections": [{"date": "2019-04-09", "text": f"C {text} c"}],
        "image": {
            "src": "https://wire.example/x.jpg",
            "alt": f"I {text} i",
            "caption": f"K {text} k",
            "credit": f"R {text} r",
        },
    }
    digest.article("a.ar", **fields).article("b.ar", title=f"B {text} b", published="2019-04-07", threads=["talks"])
    made = {"status": "machine", "engine": f"E {text} e", "translator": f"X {text} x", "reviewed_by": f"V {text} v"}
    return digest.translation("a.en", "a.ar", title=f"T2 {text} t", summary=f"L2 {text} l", translation=made)


def inventory(pages: dict[str, Element]) -> set[str]:
    """Return every element, and every attribute of an element, that some page has."""
    elements = [each for page in pages.values() for each in page.walk()]
    return {each.tag for each in elements} | {f"{each.tag} {name}" for each in elements for name in each.attributes}


def pages_of(digest: Digest) -> dict[str, Element]:
    return {path: read_page(raw.decode()) for path, raw in digest.tree().items() if path.endswith(".html")}


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """Return what the theme makes of a digest that is up to nothing."""
    digest = written(tmp_path_factory.mktemp("theme") / "digest", BENIGN)
    digest.article("c.ar", title="غير مترجم").article("d.ar", authors=["فلان"], publisher="Wire", sources=["Wire"])
    digest.build()
    return inventory(pages_of(digest))


LIMIT = 25


@settings(max_examples=LIMIT, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=texts)
def test_any_text_comes_back_as_text(tmp_path_factory: pytest.TempPathFactory, theme: set[str], text: str) -> None:
    """Pages parse, nothing that the theme does not have appears, and every name reads as it was written."""
    digest = written(tmp_path_factory.mktemp("text") / "digest", text)
    # The story so far is markdown, which may make elements; bodies are tried below.
    thread = digest.folder / "content/threads/talks.toml"
    thread.write_text(thread.read_text().partition("[summary]")[0])

    report = digest.build()

    assert [found for found in report.findings if found.severity == "error"] == []
    pages = pages_of(digest)
    assert inventory(pages) <= theme | _ADDED_BY_BODIES  # the summary of a thread is markdown
    assert_links_are_harmless(pages)
    word = cleaned(f"_ {text} _")[2:-2]
    article, both = pages["ar/articles/a.html"], pages["ar/articles/a/both.html"]
    told = f" {word} " if word.strip() else " "
    assert article.one("h1").text == f"T{told}t"
    assert article.one("title").text == f"T{told}t | S{told}s"
    assert article.one(class_="standfirst").text == f"L{told}l"
    assert plain(article.one("meta", name="description").attributes["content"]) == f"L{told}l"
    assert plain(article.one("meta", property_="og:title").attributes["content"]) == f"T{told}t"
    shown = article.text
    for first in "ABNCKRPQS":
        assert f"{first}{told}{first.lower()}" in shown, first
    assert cleaned(f"G {in_tags(text)} g") in shown
    translation = pages["en/articles/a.html"]
    assert translation.one("h1").text == f"T2{told}t"
    assert all(f"{first}{told}{first.lower()}" in translation.one(class_="status").text for first in "EV")
    assert [each.text for each in both.all(class_="headline")] == [f"T2{told}t"]
    assert f"B{told}b" in pages["ar/threads/talks.html"].text
    assert pages["ar/threads/talks.html"].one("h1").text == f"S{told}s"
    assert pages["ar/sources/wire.html"].one("h1").text == f"S{told}s"
    assert pages["ar/sections/politics.html"].one("h1").text == f"S{told}s"
    assert_data_are_well_formed(digest, f"T{told}t", f"L{told}l", f"P{told}p")


def assert_links_are_harmless(pages: dict[str, Element]) -> None:
    """Check that every address is `http(s)`, `mailto`, or relative."""
    for path, page in pages.items():
        for element in page.walk():
            for name in {"href", "src", "srcset", "action", "data", "poster", "cite"} & element.attributes.keys():
                address = element.attributes[name]
                if not re.match(r"(https?://[a-z0-9]|mailto:[^/])", address):
                    assert target(path, address), (path, address)
                    assert not re.match(r"\s*[/\\]{2}|\s*[a-z0-9+.-]*:", address, re.IGNORECASE), (path, address)


def assert_data_are_well_formed(digest: Digest, title: str, summary: str, author: str) -> None:
    """Check that feeds and sitemap are XML and JSON-LD is JSON, and that they say what the article says."""
    atom = "{http://www.w3.org/2005/Atom}"
    for path, raw in digest.tree().items():
        if path.endswith(".xml"):
            feed = ElementTree.fromstring(raw)  # noqa: S314 - our own output
            if path == "ar/feed.atom.xml":
                entry = feed.find(f"{atom}entry")
                assert entry is not None
                assert plain(entry.findtext(f"{atom}title") or "") == title
                assert plain(entry.findtext(f"{atom}author/{atom}name") or "") == f"A{title[1:-1]}a"
                found = entry.find(f"{atom}summary")
                assert found is not None
                assert plain("".join(found.itertext())) == summary
    (script,) = digest.read("ar/articles/a.html").all("script")
    told = json.loads("".join(script.texts()))
    assert plain(told["headline"]) == title
    assert plain(told["description"]) == summary
    assert plain(told["sourceOrganization"]["name"]) == author


@pytest.mark.parametrize("character", ["\x00", "\x08", "\x0b", "\x1b", "\x7f", "\x9f", "\ufffe", "\uffff"])
def test_characters_that_no_document_may_hold_reach_none(tmp_path: Path, character: str) -> None:
    """Row 45: one such character in a name or a body would make a whole feed unreadable."""
    escaped = f"\\u{ord(character):04x}"
    digest = Digest(tmp_path / "digest").settings(BASE)
    digest.put("content/threads/talks.toml", f'[title]\nar = "a{escaped}b"\n[summary]\nar = "a{escaped}b"\n')
    digest.put("content/sources/wire.toml", f'[name]\nar = "a{escaped}b"\n')
    front = f'title: "a{escaped}b"\nsummary: "a{escaped}b"\nlang: ar\npublished: 2019-04-08\nthreads: [talks]\n'
    digest.put(
        "content/articles/a.ar.md", f'---\n{front}publisher: wire\nauthors: ["a{escaped}b"]\n---\na{character}b\n'
    )

    digest.build()

    assert (digest.output / "ar/articles/a.html").exists()
    for path, raw in digest.tree().items():
        if path.endswith(".xml"):
            ElementTree.fromstring(raw)  # noqa: S314 - our own output
    for path, raw in digest.tree().items():
        if path.endswith((".html", ".xml")):
            assert character not in raw.decode().replace("\n", ""), path


# Bodies ----------------------------------------------------------------------------------------------------------

SCRIPTS = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<svg/onload=alert(1)//",
    "<iframe src=//e.example></iframe>", "<iframe srcdoc='<script>1</script>'>", "<style>*{display:none}</style>",
    "<base href=//e.example>", "<meta http-equiv=refresh content='0;url=//e.example'>",
    "<form action=x><input name=y>", "<object data=x>", "<embed src=x>", "<link rel=stylesheet href=//e.example>",
    "<template><script>1</script></template>", "<video src=x autoplay>", "<textarea autofocus onfocus=alert(1)>",
    "<details open ontoggle=alert(1)>", "<body onload=x>", "</div></main><script>1</script>",
    "</bdi></a></p><script>1</script>", "<a href=javascript:alert(1)>x</a>",
    "<math><mi//xlink:href=\"data:x,<script>alert(4)</script>\">",
    "<noscript><p title=\"</noscript><img src=x onerror=1>\">",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=1>", "<!--><img src=x onerror=1>-->",
    "<![CDATA[><img src=x onerror=1>]]>", "<?xml ?><script>1</script>", "<x onclick=1>y",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;", "`<script>`",
    "```\"><script>alert(1)</script>\nx\n```", "~~~ \" onclick=1\n<script>\n~~~", "# x\" onclick=\"y",
    "# constructor\n\n# constructor\n\n# __proto__", "> <script>", "- <img src=x onerror=1>\n- <b onmouseover=1>",
    "|<script>|b|\n|---|--:|\n|<img onerror=x>|\" onclick=1|",
    "a[^\"><script>]\n\n[^\"><script>]: <script>1</script>", "[<script>](x)", "[a](x \"\\\" onclick=\\\"alert(1)\")",
    "[a](x '\"><script>1</script>')", "![\" onerror=1](x)", "![<img src=x onerror=1>](https://e.example/\"onerror=1)",
    "<https://e.example/\"onclick=x>", "[a]: javascript:alert(1) \"t\"\n\n[a] [b][a]", "\u2028<script>\u2029",
    "{{ 7*7 }} {% include 'x' %} {# y #}", "[//]: # (<script>)\n\n<script>", "    <script>\n    code", "\\<script>\\",
)  # fmt: skip

_EXECUTING = (
    "javascript:alert(1)",
    "vbscript:x",
    "data:text/html,<script>1</script>",
    "data:image/svg+xml,x",
    "file:///etc/passwd",
)
TARGETS = (
    *_EXECUTING, *(each.upper() for each in _EXECUTING), *(f"\x01{each}" for each in _EXECUTING), "JaVaScRiPt:x",
    "java\tscript:x", "java\nscript:x", "&#106;avascript:x", "&#x6A;avascript:x", "javascript&colon;x",
    "java&Tab;script:x", "&#1;javascript:x", "%6aavascript:x", "javascript%3Ax", "%256aavascript%3Ax",
    "\u00a0javascript:x", "\u200bjavascript:x", " javascript:x", "\x00javascript:x", "blob:https://e.example/x",
    "tel:1", "ssh://e.example", "ftp://e.example/x", "//evil.example", "///evil.example", "\t//evil.example",
    "/\\evil.example", "\\\\evil.example\\x", "https:evil.example", "https:/evil", "http:\\\\evil",
    "%2f%2fevil.example", "intent://x", "view-source:x", "about:blank", "chrome://x", "ws://e.example",
)  # fmt: skip

_ADDED_BY_BODIES = frozenset(
    "blockquote br code em h3 h4 h5 h6 hr li ol p pre strong sup table tbody td th thead tr ul div a".split()
) | {
    *("a href", "a rel", "a title", "a id", "a aria-label", "ol start", "ol class", "ol aria-label", "li id"),
    *("div class", "div tabindex", "pre tabindex", "td class", "th class"),
    # What runs the other way says so.
    *(
        f"{tag} {name}"
        for tag in ("bdi", *"blockquote ul ol li p pre code em strong a td th".split())
        for name in ("dir", "lang")
    ),
}


def assert_clean_twice(pages: dict[str, Element], digest: Digest, theme: set[str]) -> None:
    """Check that pages have only what theme and markdown may make, read by our parser and by another."""
    assert inventory(pages) <= theme | _ADDED_BY_BODIES
    assert_links_are_harmless(pages)
    directions = {each.attributes["dir"] for page in pages.values() for each in page.walk() if "dir" in each.attributes}
    assert directions <= {"ltr", "rtl", "auto"}
    for path in pages:
        once = lxml.html.tostring(lxml.html.fromstring(digest.page(path)), encoding="unicode")
        for element in lxml.html.fromstring(once).iter():
            if isinstance(element.tag, str):
                assert element.tag in theme | _ADDED_BY_BODIES, (path, element.tag)
                names = {str(name) for name in element.attrib}
                assert not any(name.startswith("on") or name in {"style", "srcdoc", "srcset"} for name in names), path


def test_no_body_puts_an_element_of_its_own_into_a_page(tmp_path: Path, theme: set[str]) -> None:
    """Rows 39, 46, 47 and 48: raw HTML is shown as text, in every place that markdown has for it."""
    digest = Digest(tmp_path / "digest").thread("talks").settings(BASE)
    for number, body in enumerate(SCRIPTS):
        digest.article(f"s{number}.ar", f"{body}\n", title=str(number), threads=["talks"])
        digest.translation(f"s{number}.en", f"s{number}.ar", f"{body}\n", translation={"status": "partial"})
        digest.put(f"content/threads/t{number}.toml", f"[title]\nar = 'x'\n[summary]\nar = {json.dumps(body)}\n")
        digest.article(f"t{number}.ar", threads=[f"t{number}"])

    digest.build()

    pages = pages_of(digest)
    assert_clean_twice(pages, digest, theme)
    braces = next(number for number, body in enumerate(SCRIPTS) if body.startswith("{{"))
    assert "<script>alert(1)</script>" in pages["ar/articles/s0.html"].text
    assert "{{ 7*7 }} {% include 'x' %}" in pages[f"ar/articles/s{braces}.html"].text
    assert len(pages["en/articles/s0/both.html"].all(class_="pair")) == 2


def test_no_link_leads_where_it_may_not(tmp_path: Path, theme: set[str]) -> None:
    """Rows 40 to 42: such a link is text, wherever it is written; the text stays."""
    digest = Digest(tmp_path / "digest").settings(BASE)
    for number, address in enumerate(TARGETS):
        body = f"[word](<{address}>)\n\n[word]({address})\n\n![word](<{address}>)\n\n<{address}>\n\n[word][r]\n\n"
        digest.put(f"content/threads/t{number}.toml", f"[title]\nar='x'\n[summary]\nar={json.dumps(body)}\n")
        note = f"a[^1]\n\n[^1]: [word](<{address}>)\n\n[r]: {address}\n"
        digest.article(f"l{number}.ar", body + note, title=str(number), threads=[f"t{number}"])

    digest.build()

    pages = pages_of(digest)
    assert_clean_twice(pages, digest, theme)
    for number in range(len(TARGETS)):
        page = pages[f"ar/articles/l{number}.html"]
        assert page.one(class_="body").text.count("word") >= 3, TARGETS[number]
        assert not any(re.search("evil|script|passwd", each.attributes["href"]) for each in page.all("a"))


@pytest.mark.parametrize(
    "address", [*_EXECUTING, "//evil.example", "ftp://e.example/x", "https:evil", "http://a b/", "x.html"]
)
def test_no_key_of_a_file_leads_where_it_may_not(tmp_path: Path, address: str) -> None:
    """An article's address and picture, a source's and a follow link's: `http(s)` or nothing, and a finding each."""
    digest = Digest(tmp_path / "digest").article("a.ar", url=address, image={"src": address}, sources=["wire"])
    quoted = json.dumps(address)
    digest.put("content/sources/wire.toml", f"url = {quoted}\n[name]\nar = 'x'\n")
    digest.settings(f"follow = [{{ label = {{ ar = 'x' }}, url = {quoted} }}]")

    report = digest.build()

    assert [(found.file, found.code) for found in report.findings] == [
        ("content/articles/a.ar.md", "bad-url"),
        ("content/articles/a.ar.md", "bad-url"),
        ("content/digest.toml", "bad-url"),
        ("content/sources/wire.toml", "bad-url"),
    ]
    assert not any(f'"{address}"' in raw.decode() for path, raw in digest.tree().items() if path.endswith("l"))


def test_nothing_loads_from_elsewhere(tmp_path: Path) -> None:
    """Pictures are named and linked, never fetched: reading a page tells no one else."""
    digest = Digest(tmp_path / "digest").article(
        "a.ar",
        "![x](https://e.example/a.png) ![y][r]\n\n[r]: https://e.example/b.png\n",
        image={"src": "https://e.example/c.png", "caption": "صورة"},
    )
    digest.build()

    for path, page in pages_of(digest).items():
        loading = [each for each in page.walk() if "src" in each.attributes or each.tag == "link"]
        addresses = [each.attributes.get("src") or each.attributes["href"] for each in loading]
        assert all(target(path, each) for each in addresses), path
        assert page.all("img") == []
    policy = digest.read("ar/index.html").one("meta", http_equiv="Content-Security-Policy").attributes["content"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


# Direction -------------------------------------------------------------------------------------------------------

_OPENING = {**dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"), **dict.fromkeys("\u2066\u2067\u2068", "\u2069")}
_ISOLATED = frozenset("bdi p li h1 h2 h3 h4 h5 h6 td th dd dt title option div a span b".split())
BIDI = ("\u202e", "\u2067", "\u2066", "\u2068", "\u202b", "\u202d", "\u202c", "\u2069", "\u2069\u2067", "\u202c\u202e")


def is_balanced(text: str) -> bool:
    open_: list[str] = []
    for character in text:
        if character in _OPENING:
            open_.append(_OPENING[character])
        elif character in "\u202c\u2069" and (not open_ or open_.pop() != character):
            return False
    return not open_


def shown_texts(element: Element) -> Iterator[str]:
    """Yield each text that is laid out by itself, and the attributes that are shown to people."""
    yield from (
        value for name, value in element.attributes.items() if name in {"title", "aria-label", "content", "alt"}
    )
    for child in element.children:
        if isinstance(child, Element):
            yield from shown_texts(child)
    if element.tag in {"p", "li", "h1", "h2", "h3", "td", "th", "pre", "title", "dd", "bdi", "time"}:
        yield "".join(element.texts())


def test_a_direction_control_ends_where_it_began(tmp_path: Path) -> None:
    """Rows 55 and 56: an unclosed override or isolate, wherever it is, cannot reach what stands beside it."""
    digest = Digest(tmp_path / "digest").settings(BASE)
    for number, control in enumerate(BIDI):
        evil = f"x{control}y"
        whole = written(tmp_path / "other", evil)
        for kind, name in (("threads", "talks"), ("sources", "wire")):
            text = (whole.folder / f"content/{kind}/{name}.toml").read_text()
            digest.put(f"content/{kind}/{name}{number}.toml", text)
        for lang in ("ar", "en"):
            text = (whole.folder / f"content/articles/a.{lang}.md").read_text().replace("talks", f"talks{number}")
            body = (
                f"{evil}\n\n- {evil}\n- [{evil}](https://e.example/{control}x '{evil}')\n\n> {evil}\n\n`{evil}`[^1]\n\n"
            )
            body += f"| {evil} |\n|---|\n| {evil} |\n\n```\n{evil}\n```\n\n# {evil}\n\n"
            body += f"[^1]: {evil}\n\n**{evil}** <b>{evil}\n"
            text = text.replace("wire", f"wire{number}").replace("a.ar", f"a{number}.ar")
            digest.put(f"content/articles/a{number}.{lang}.md", text.rpartition("---\n")[0] + "---\n" + body)
    digest.put("content/digest.toml", SETTINGS.format(text='"x\\u2067y\\u202e"'))

    report = digest.build()

    assert {found.code for found in report.findings} == {"hidden-character"}
    assert {found.severity for found in report.findings} == {"warning"}
    for path, page in pages_of(digest).items():
        for text in shown_texts(page):
            assert is_balanced(text), (path, text)
    for path, raw in digest.tree().items():
        if path.endswith((".xml", ".opml")):
            for text in ElementTree.fromstring(raw).itertext():  # noqa: S314 - our own output
                assert is_balanced(text), (path, text)
        if path.endswith((".json", ".jsonl")):
            documents = raw.splitlines() if path.endswith(".jsonl") else [raw]
            for text in _strings([json.loads(each) for each in documents]):
                assert is_balanced(text), (path, text)
    assert digest.read("ar/articles/a0.html").one("h1").text == "T xy t"


def _strings(told: object) -> Iterator[str]:
    """Yield every text in a JSON value."""
    match told:
        case str():
            yield told
        case list():
            for each in told:
                yield from _strings(each)
        case dict():
            for key, each in told.items():
                yield from (key, *_strings(each))


def test_names_of_unknown_language_are_isolated(tmp_path: Path) -> None:
    """A name in another script stands in an element of its own, so that its neighbours stay where they are."""
    digest = Digest(tmp_path / "digest").thread("talks")
    digest.article(
        "a.ar", publisher="Wire (2254)!", sources=["Агентство!", "וואלה!"], authors=["J. Doe!"], tags=["NATO!"]
    )

    digest.build()

    page = digest.read("ar/articles/a.html")
    for name in ("Wire (2254)!", "Агентство!", "וואלה!", "J. Doe!", "NATO!"):
        assert [each for each in page.all("bdi") if each.text == name], name


# Files -----------------------------------------------------------------------------------------------------------

STEMS = (
    "..ar", "....ar", "../x.ar", "..%2fx.ar", "%2e%2e.ar", "con.ar", "index.ar", "404.ar", "both.ar", "feed.xml.ar",
    ".hidden.ar", "a\\b.ar", "C:x.ar", "a b.ar", "a\nb.ar", "<b>.ar", "a&b.ar", "a'b.ar", "a+b=c;d,e.ar",
    "a(b)[c].ar", "~.ar", "-x.ar", "_headers.ar", "gpj.\u202ecod.ar", "é.ar", "ن" * 80 + ".ar", "x" * 199 + ".ar",
    "x" * 240 + ".ar", "🎉.ar", "a..b.ar", "a.b.c.ar", "x.ar", "X.en",
)  # fmt: skip
TAGS = (
    "..", ".", "../x", "/etc/passwd", "a/b", "a\\b", "<b>", "%00", "%2e%2e", "con", "AUX", "index", "404", "x" * 1000,
    "x" * 99, "ن" * 99, "🎉", "—", "???", "-", "a.b", "a&b", "C++", "C#", "a b", "A B", "\u202ex", "ﷺ", "_", "ı", "I",
    "İ", "café", "cafe\u0301",
)  # fmt: skip
IDS = ("../x", "..", "a/b", "/abs", "con", "a.b", "é", "x" * 500, "2", "ليبيا", "page")


def test_strange_names_stay_inside_the_output_folder(tmp_path: Path) -> None:
    """Rows 21, 22, 26, 28, 29 and 36: no stem, tag or id makes a file elsewhere, or two pages of one address."""
    digest = Digest(tmp_path / "deep" / "digest").settings(BASE)
    for name in STEMS:
        place = f"content/articles/{name}.md"
        if len(name.encode()) < 250 and not name.startswith("../"):
            lang = name.rpartition(".")[2]
            digest.put(place, f"---\ntitle: x\nlang: {lang}\naliases: [../x, //evil, /a, '%2e%2e/x']\n---\nx\n")
    digest.article("tagged.ar", tags=list(TAGS), threads=list(IDS), section="../x", sources=list(IDS), publisher="../x")
    for name in IDS:
        if "/" not in name and len(name.encode()) < 200:
            digest.put(f"content/threads/{name}.toml", f"[title]\nar = '{name}'\n")
            digest.put(f"content/sources/{name}.toml", f"[name]\nar = '{name}'\n")
    sections = "".join(f"[sections.{json.dumps(name, ensure_ascii=False)}]\nar = 'x'\n" for name in IDS)
    digest.put("content/digest.toml", (digest.folder / "content/digest.toml").read_text() + sections)
    for name in IDS:
        digest.article(f"in-{IDS.index(name)}.ar", section=name)
    before = {path: raw for path, raw in tree_of(tmp_path).items() if "/.nashra/" not in path}

    report = digest.build()

    after = {path: raw for path, raw in tree_of(tmp_path).items() if "/.nashra/" not in path}
    outside = {path: raw for path, raw in after.items() if not path.startswith("deep/digest/site/")}
    assert outside == before
    tree = digest.tree()
    assert not any(".." in path.split("/") or "\\" in path for path in tree)
    assert all(len(name.encode()) <= 255 for path in tree for name in path.split("/"))
    folded = Counter(unicodedata.normalize("NFC", path).casefold() for path in tree)
    assert [path for path, count in folded.items() if count > 1] == []
    pages = pages_of(digest)
    assert_links_are_harmless(pages)
    assert {found.code for found in report.findings if found.severity == "error"} >= {"bad-tag", "bad-id", "bad-path"}
    assert len(set(digest.page(".nashra-outputs").splitlines())) == len(digest.page(".nashra-outputs").splitlines())


def test_tags_that_a_file_system_takes_for_one_share_a_page(tmp_path: Path) -> None:
    """Row 26: where capitals do not count, `ß` is `ss`, and one page would overwrite the other."""
    digest = Digest(tmp_path / "digest").article("a.ar", tags=["straße", "Strasse", "STRASSE"])

    digest.build()

    tags = [path for path in digest.tree() if path.startswith("ar/tags/")]
    assert len({path.casefold() for path in tags}) == len(tags)


@pytest.mark.parametrize("folder", ["threads", "sources", "sections"])
def test_a_list_keeps_its_address(tmp_path: Path, folder: str) -> None:
    """Row 29: what is called `index` is a finding, takes nobody's place, and the rest is built."""
    digest = Digest(tmp_path / "digest").article("a.ar", threads=["index"], sources=["index"], section="index")
    if folder == "sections":
        text = (digest.folder / "content/digest.toml").read_text()
        digest.put("content/digest.toml", text + "[sections.index]\nar = 'فهرس'\n")
    else:
        digest.put(
            f"content/{folder}/index.toml", "[title]\nar = 'فهرس'\n" if folder == "threads" else "[name]\nar='x'\n"
        )

    report = digest.build()

    assert "error" in {found.severity for found in report.findings}
    index = digest.output / f"ar/{folder}/index.html"
    if index.exists():
        assert digest.read(f"ar/{folder}/index.html").one("body").attributes["data-template"] == folder
    assert (digest.output / "ar/articles/a.html").exists()


HELD_BACK = "كلمة السر: s3cret"


def assert_the_secret_is_kept(digest: Digest, secret: Path) -> None:
    assert secret.read_text() == HELD_BACK
    assert not any(HELD_BACK.encode() in raw or b"s3cret" in raw for raw in digest.tree().values())


@pytest.mark.parametrize(
    "place",
    [
        *(
            "content/articles/x.ar.md",
            "content/articles/x.en.md",
            "content/articles/a.en.tm.jsonl",
            "content/threads/x.toml",
        ),
        *("content/sources/x.toml", "content/articles/x", "content/threads", "content/sources", "content/articles"),
    ],
)
def test_links_in_content_are_not_followed(tmp_path: Path, place: str) -> None:
    """Rows 30 and 31: what a symbolic link leads to is nowhere in the site, and the link is named."""
    secret = tmp_path / "elsewhere" / "x.ar.md"
    secret.parent.mkdir()
    secret.write_text(f'---\ntitle: "{HELD_BACK}"\nlang: ar\n---\n{HELD_BACK}\n')
    (secret.parent / "x.toml").write_text(f'[title]\nar = "{HELD_BACK}"\n[name]\nar = "{HELD_BACK}"\n')
    digest = Digest(tmp_path / "digest")
    link = digest.folder / place
    link.parent.mkdir(parents=True, exist_ok=True)
    is_folder = "." not in link.name
    link.symlink_to(secret.parent if is_folder else secret.parent / ("x.toml" if link.suffix == ".toml" else "x.ar.md"))
    if place != "content/articles":
        digest.article("a.ar", threads=["x"], sources=["x"])

    report = digest.build()

    assert not any(b"s3cret" in raw for raw in digest.tree().values())
    assert [found.file for found in report.findings if found.code == "symlink"] == [place]


def test_loops_and_pipes_in_content_do_not_stop_a_build(tmp_path: Path) -> None:
    """Rows 20 and 31: a link to its own folder and a pipe that nobody writes to are named and left alone."""
    digest = Digest(tmp_path / "digest").article("a.ar")
    (digest.folder / "content/articles/loop").symlink_to("..")
    (digest.folder / "content/articles/self.ar.md").symlink_to("self.ar.md")
    os.mkfifo(digest.folder / "content/articles/pipe.ar.md")
    (digest.folder / "content/articles/zero.ar.md").symlink_to("/dev/zero")

    report = digest.build()

    assert [(found.file.rpartition("/")[2], found.code) for found in report.findings] == [
        ("loop", "symlink"),
        ("pipe.ar.md", "not-a-file"),
        ("self.ar.md", "symlink"),
        ("zero.ar.md", "symlink"),
    ]
    assert (digest.output / "ar/articles/a.html").exists()


@pytest.mark.parametrize(
    "place",
    [
        *("templates", "templates/404.html", "templates/partials", "templates/strings/ar.toml", "templates/strings"),
        *("templates/assets", "templates/assets/css/own.css", "templates/assets/css", "templates/assets/own.txt"),
    ],
)
def test_links_in_a_theme_are_not_followed(tmp_path: Path, place: str) -> None:
    """Row 53: a digest's templates may come from somebody else; what they link to does not reach the site."""
    secret = tmp_path / "elsewhere" / "secret"
    secret.parent.mkdir()
    secret.write_text(HELD_BACK)
    for name in ("404.html", "footer.html", "own.css", "own.txt"):
        (secret.parent / name).write_text(HELD_BACK)
    (secret.parent / "ar.toml").write_text(f'home = "{HELD_BACK}"\n')
    digest = Digest(tmp_path / "digest").article("a.ar")
    link = digest.folder / place
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(secret.parent if "." not in link.name else secret.parent / link.name)

    with suppress(BuildError):
        digest.build()

    assert_the_secret_is_kept(digest, secret)


def test_a_theme_cannot_ask_for_files_outside(tmp_path: Path) -> None:
    """Row 53: `../` and whole paths are not the names of templates."""
    secret = tmp_path / "secret"
    secret.write_text(HELD_BACK)
    digest = Digest(tmp_path / "digest").article("a.ar")
    for name in ("../../secret", str(secret), "../content/digest.toml"):
        digest.put("templates/404.html", f'{{% include "{name}" %}}')
        with pytest.raises(BuildError, match=r"the theme has no"):
            digest.build()


def test_links_in_the_output_are_not_written_through(tmp_path: Path) -> None:
    """Row 33: a page that somebody replaced by a link is replaced again; what the link leads to is as it was."""
    secret = tmp_path / "secret"
    secret.write_text(HELD_BACK)
    digest = Digest(tmp_path / "digest").article("a.ar").article("b.ar")
    digest.build()
    for path in ("ar/articles/a.html", "index.html", ".nojekyll", ".nashra-outputs"):
        (digest.output / path).unlink()
        (digest.output / path).symlink_to(secret)

    digest.article("a.ar", "جديد.\n").build()

    assert_the_secret_is_kept(digest, secret)
    assert not any(path.is_symlink() for path in digest.output.rglob("*"))
    assert digest.tree() == digest.clean_tree()


def test_a_folder_of_the_output_that_became_a_link_is_refused(tmp_path: Path) -> None:
    """Row 31: nothing is written to, or removed from, the place that it leads to."""
    digest = Digest(tmp_path / "digest").article("a.ar").article("b.ar")
    digest.build()
    elsewhere = tmp_path / "elsewhere"
    (digest.output / "ar/articles").rename(elsewhere)
    (digest.output / "ar/articles").symlink_to(elsewhere)
    before = tree_of(elsewhere)

    with pytest.raises(BuildError, match=r"ar/articles"):
        digest.remove("content/articles/b.ar.md").article("a.ar", "جديد.\n").build()

    assert tree_of(elsewhere) == before


@pytest.mark.parametrize("name", ["site", "site/.nashra-stage", ".nashra"])
def test_the_places_of_a_build_are_not_links(tmp_path: Path, name: str) -> None:
    """Row 32: a link in the place of the output, its stage or the state is refused; nothing is written through it."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine").write_text(HELD_BACK)
    digest = Digest(tmp_path / "digest").article("a.ar")
    place = digest.folder / name
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(elsewhere)

    with pytest.raises(BuildError):
        digest.build()

    assert tree_of(elsewhere) == {"mine": HELD_BACK.encode()}


@pytest.mark.parametrize(
    "name", ["lock", "state.sqlite3", "state.sqlite3-journal", "state.sqlite3-wal", "state.sqlite3-shm"]
)
@pytest.mark.parametrize("there", [True, False])
def test_files_of_the_state_are_not_links(tmp_path: Path, name: str, there: bool) -> None:
    """Row 32: a digest may bring its own `.nashra`: what a link there leads to is neither written nor made."""
    mine = tmp_path / "mine"
    if there:
        mine.write_text(HELD_BACK)
    digest = Digest(tmp_path / "digest").article("a.ar")
    place = digest.folder / ".nashra" / name
    place.parent.mkdir()
    place.symlink_to(mine)

    with pytest.raises(BuildError, match=rf"\.nashra/{name}` is a symbolic link"):
        digest.build()

    assert (mine.read_text() if mine.exists() else None) == (HELD_BACK if there else None)
    with open_state(digest.folder) as state:
        assert (state is None) == (name != "lock")
    assert (mine.read_text() if mine.exists() else None) == (HELD_BACK if there else None)


def test_a_digest_may_be_reached_over_a_link(tmp_path: Path) -> None:
    """Where it lies is its owner's affair; only what is in it may be a stranger's."""
    digest = Digest(tmp_path / "digest").article("a.ar")
    (tmp_path / "here").symlink_to(digest.folder)

    with only_one(tmp_path / "here/.nashra"):
        assert (digest.folder / ".nashra/lock").exists()


@pytest.mark.parametrize(
    "output", ["", ".", "content", "content/articles", "templates", ".nashra", "..", "/", "~", "a-file"]
)
def test_a_bad_place_for_the_output_is_refused(tmp_path: Path, output: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Row 32: the project, what it holds, what holds it, the home folder: nothing there is touched."""
    digest = Digest(tmp_path / "home" / "digest").article("a.ar").put("templates/x.txt", "x").put("a-file", "x")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    before = {path: raw for path, raw in tree_of(tmp_path).items() if "/.nashra/" not in path}
    place = tmp_path / "home" if output == "~" else digest.folder / output

    with pytest.raises(BuildError):
        digest.build(output=place)

    assert {path: raw for path, raw in tree_of(tmp_path).items() if "/.nashra/" not in path} == before


@pytest.mark.parametrize("line", ["../secret", "{outside}/secret", "ar/../../secret", "..\\secret", "link/secret"])
def test_nothing_outside_the_output_is_pruned(tmp_path: Path, line: str) -> None:
    """The list of our files lies where others may write: a line that leads out of the folder removes nothing."""
    (tmp_path / "digest").mkdir()
    for folder in (tmp_path, tmp_path / "digest"):
        (folder / "secret").write_text(HELD_BACK)
    digest = Digest(tmp_path / "digest").article("a.ar")
    digest.build()
    (digest.output / "link").symlink_to(tmp_path)
    listed = digest.page(".nashra-outputs") + line.format(outside=tmp_path) + "\n"

    digest.put("site/.nashra-outputs", listed).article("b.ar").build()

    assert (tmp_path / "secret").read_text() == (tmp_path / "digest" / "secret").read_text() == HELD_BACK
