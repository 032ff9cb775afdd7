"""What a person owns: every fault in it is one finding, what is good is read, and nothing typed is lost."""

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.config import Config
from generator.content import (
    SourceRecord,
    Stamp,
    article_document,
    body_of,
    create_new,
    load,
    parse_article,
    parse_source,
    parse_thread,
    safe_join,
    scan,
    scan_tree,
    write_atomic,
)
from generator.content.scan import MAX_BYTES
from generator.errors import UsageError
from generator.fingerprints import fingerprint
from generator.model import Article, Capture, Correction, Image, Provenance, Source, Thread

CONFIG = Config(title={"en": "x"}, languages=("ar", "en"), default_language="ar")
LEDGER = '{"i":0,"src":"000000000000","out":"","engine":"","made":"","flags":[]}\n'
PATH = "content/articles/2019/04/talks.ar.md"
GOOD = ("title: ليبيا", "lang: ar")


def document(*lines: str, body: str = "نص\n") -> bytes:
    return "\n".join(("---", *lines, "---", body)).encode()


# Articles ----------------------------------------------------------------------------------------------------------


def test_every_key_of_an_article_is_read() -> None:
    """All that the design names has a place in the article."""
    raw = document(
        'title: "لافروف: الحوار"',
        "summary: |",
        "  سطر",
        "  وآخر",
        "lang: AR",
        "published: ٢٠١٩-٠٤-٠٨T١٠:٣٠+03:00",
        "url: https://example.org/x?a=1",
        "publisher: rt-arabic",
        "sources: [russian-mfa, نوفوستي, russian-mfa]",
        "authors: [A. B.]",
        "threads: [libya, أزمة-ليبيا]",
        "threads_auto: [oil]",
        "not_threads: [gas]",
        "section: politics",
        "tags: [NO, 1.10, تركيا وروسيا]",
        "image: {src: https://example.org/x.jpg, alt: a, caption: b, credit: c}",
        "captured: 2024-11-28",
        f"original: {{file: talks.txt, sha256: {'A' * 64}}}",
        "format: live",
        "dir: rtl",
        'note: "one\\n\\ntwo"',
        "corrections: [{date: 2020, text: wrong}]",
        "aliases: [ar/old.html]",
        "publish_at: 2019-04-08T10:30Z",
        "expires: 2030-01",
        "draft: no",
        "private: false",
        "needs: [published, url]",
    )

    article, findings = parse_article(PATH, raw)

    assert findings == ()
    assert article == Article(
        stem="talks",
        lang="ar",
        path=PATH,
        fingerprint=fingerprint(raw),
        body_line=31,
        title="لافروف: الحوار",
        summary="سطر وآخر",
        published="2019-04-08T10:30+03:00",
        url="https://example.org/x?a=1",
        publisher="rt-arabic",
        sources=("russian-mfa", "نوفوستي"),
        authors=("A. B.",),
        threads=("libya", "أزمة-ليبيا"),
        threads_auto=("oil",),
        not_threads=("gas",),
        section="politics",
        tags=("NO", "1.10", "تركيا وروسيا"),
        image=Image(src="https://example.org/x.jpg", alt="a", caption="b", credit="c"),
        captured="2024-11-28",
        original=Capture(file="talks.txt", sha256="a" * 64),
        format="live",
        dir="rtl",
        note="one\n\ntwo",
        corrections=(Correction(date="2020", text="wrong"),),
        aliases=("ar/old.html",),
        publish_at="2019-04-08T10:30+00:00",
        expires="2030-01",
        needs=("published", "url"),
        places={
            "publisher": (9, 12),
            "sources": (10, 10),
            "threads": (12, 10),
            "threads_auto": (13, 15),
            "not_threads": (14, 14),
            "section": (15, 10),
            "image": (17, 8),
            "aliases": (24, 10),
            "needs": (29, 8),
        },
    )


def test_a_translation_says_where_it_comes_from() -> None:
    """The block makes a file a translation; a file without it is an original."""
    raw = document(
        "title: Libya",
        "lang: en",
        "translation: {of: talks.ar.md, status: edited, engine: deepl, made: 2024-01-02, reviewed_by: M. S.}",
    )

    article, findings = parse_article("content/articles/talks.en.md", raw)

    assert findings == ()
    assert article is not None
    assert article.translation == Provenance(
        of="talks.ar.md", status="edited", engine="deepl", made="2024-01-02", reviewed_by="M. S."
    )


DATES = {
    "2019": "2019",
    "2019-04": "2019-04",
    "2019-04-08": "2019-04-08",
    "٢٠١٩-٠٤-٠٨": "2019-04-08",
    "۲۰۱۹-۰۴": "2019-04",
    "2019-04-08 10:30 +0300": "2019-04-08T10:30+03:00",
    "2019-04-08T10:30:15-05:30": "2019-04-08T10:30:15-05:30",
    "unknown": "",
    "~": "",
    '""': "",
}


@pytest.mark.parametrize(("written", "meant"), DATES.items())
def test_a_date_keeps_its_precision(written: str, meant: str) -> None:
    """What is not known is not filled in, whatever digits are used."""
    article, findings = parse_article(PATH, document(*GOOD, f"published: {written}"))

    assert findings == ()
    assert article is not None
    assert article.published == meant


@pytest.mark.parametrize(
    ("written", "days"),
    [("31/12/2019", "2019-12-31"), ("٥.٥.٢٠١٩", "2019-05-05"), ("3-4-2019", "2019-04-03 or 2019-03-04")],
)
def test_a_day_with_the_year_last_is_offered_in_the_right_form(written: str, days: str) -> None:
    """Nothing is guessed: where the month could come first, both readings are shown."""
    article, (finding,) = parse_article(PATH, document(*GOOD, f"published: {written}"))

    assert finding.hint.startswith(f"if {days} is meant, write that")
    assert article is not None
    assert article.published == ""


@pytest.mark.parametrize("written", ["30/02/2019", "31.04.2019", "12/12/0001", "31/12/1441", "۳۱/۱۲/۱۳۹۸", "1/1/2562"])
def test_no_day_is_offered_that_is_none_or_of_another_calendar(written: str) -> None:
    _, (finding,) = parse_article(PATH, document(*GOOD, f"published: {written}"))

    assert finding.hint.startswith("write it as 2019, ")


@pytest.mark.parametrize(
    "written",
    ["2019-13-45", "2019-02-29", "31/12/2019", "8 نيسان 2019", "yesterday", "0001-01-01", "9999", "2019-04-08T25:00Z",
     "2019-04-08T10:30+99:99", "2019-04-08T10:30", "9" * 5000],
)  # fmt: skip
def test_a_date_that_is_none(written: str) -> None:
    """The finding lists the accepted forms, and the article is built without a date."""
    article, findings = parse_article(PATH, document(*GOOD, f"published: {written}"))

    assert [(found.code, found.line, found.column) for found in findings] == [("bad-date", 4, 12)]
    assert "1000 to 2999" in findings[0].hint or "2019-04-08T10:30+03:00 or unknown" in findings[0].hint
    assert article is not None
    assert article.published == ""


# What is wrong, then the place and the hint: the article is built without the value.
FLAWS = {
    "unknown key": (("publishd: 2019",), "unknown-key", 4, 1, "did you mean `published`?"),
    "capital": (("Tags: [a]",), "unknown-key", 4, 1, "did you mean `tags`?"),
    "unknown key below": (("image: {src: https://x.example/a.jpg, captoin: y}",), "unknown-key", 4, 39, "`caption`"),
    "twice": (("tags: [a]", "tags: [b]"), "duplicate-key", 5, 1, "keep one"),
    "list wanted": (("tags: politics",), "wrong-shape", 4, 7, 'as in ["politics"]'),
    "text wanted": (("summary: [a]",), "wrong-shape", 4, 10, "write text"),
    "text wanted in list": (("sources: [a, [b]]",), "wrong-shape", 4, 14, "write text"),
    "map wanted": (("image: https://x.example/a.jpg",), "wrong-shape", 4, 8, "{key: value}"),
    "maps wanted": (("corrections: [x]",), "wrong-shape", 4, 15, "{key: value}"),
    "address": (("url: javascript:alert(1)",), "bad-url", 4, 6, "https://example.org"),
    "address without host": (('url: "https:evil"',), "bad-url", 4, 6, "https://example.org"),
    "address with login": (("url: https://u:p@x.example/",), "bad-url", 4, 6, "https://example.org"),
    "picture": (("image: {src: ../x.png}",), "bad-url", 4, 14, "https://example.org"),
    "picture without source": (("image: {alt: x}",), "missing-key", 4, 8, "src: https://"),
    "thread": (("threads: [libya, ../x]",), "bad-id", 4, 18, "`libya-talks`"),
    "thread with dot": (("threads: [a.b]",), "bad-id", 4, 11, "`libya-talks`"),
    "long thread": ((f"threads: [{'x' * 500}]",), "bad-id", 4, 11, "120 bytes"),
    "section": (("section: <b>",), "bad-id", 4, 10, "`libya-talks`"),
    "tag": (('tags: ["%00"]',), "bad-tag", 4, 8, "use words"),
    "long tag": ((f"tags: [{'x' * 1000}]",), "bad-tag", 4, 8, "100 characters"),
    "many tags": ((f"tags: [{', '.join(f't{n}' for n in range(501))}]",), "too-many", 4, 7, "first ones count"),
    "long summary": (("summary: " + "x" * 20_001,), "too-long", 4, 10, "shorten it"),
    "format": (("format: lvie",), "bad-choice", 4, 9, "did you mean `live`?"),
    "direction": (("dir: right",), "bad-choice", 4, 6, "write one of: ltr, rtl"),
    "alias upwards": (("aliases: [../x]",), "bad-path", 4, 11, "no dot before a name"),
    "alias elsewhere": (("aliases: [//evil]",), "bad-path", 4, 11, "no `/` in front"),
    "alias with query": (('aliases: ["a?b#c"]',), "bad-path", 4, 11, "no `?`"),
    "alias in disguise": (('aliases: ["%2e%2e/x"]',), "bad-path", 4, 11, "`%`"),
    "checksum": (("original: {file: a.txt, sha256: abc}",), "bad-sha256", 4, 33, "64"),
    "capture outside": (("original: {file: ../a.txt}",), "bad-path", 4, 18, "without `..`"),
    "correction": (("corrections: [{date: 2019}]",), "missing-key", 4, 15, "text: …"),
    "translation status": (("translation: {of: x.ar.md, status: done}",), "bad-choice", 4, 36, "machine, edited"),
    "override in summary": (('summary: "a\u202eb"',), "hidden-character", 4, 10, "delete them"),
    "tag characters": (("publisher: a\U000e0041b",), "hidden-character", 4, 12, "delete them"),
    "control character": (("note: a\x08b",), "control-character", 4, 8, "delete the character"),
}


@pytest.mark.parametrize(("lines", "code", "line", "column", "hint"), FLAWS.values(), ids=FLAWS)
def test_a_flaw_costs_its_value_only(lines: tuple[str, ...], code: str, line: int, column: int, hint: str) -> None:
    """One fault is one finding with its place and a hint, and the article is built."""
    article, findings = parse_article(PATH, document(*GOOD, *lines))

    assert [(found.code, found.line, found.column, found.file) for found in findings] == [(code, line, column, PATH)]
    assert hint in findings[0].hint
    assert article is not None
    assert article.title == "ليبيا"


# What is wrong, then the place and the hint: the article cannot be shown.
FAULTS = {
    "no title": (("lang: ar",), "missing-key", 1, 1, "title:"),
    "null title": (("title: ~", "lang: ar"), "missing-key", 2, 8, "title:"),
    "empty title": (('title: " "', "lang: ar"), "missing-key", 2, 8, "title:"),
    "invisible title": (('title: "\\u200B"', "lang: ar"), "missing-key", 2, 8, "title:"),
    "list as title": (("title: [a]", "lang: ar"), "wrong-shape", 2, 8, "write text"),
    "long title": (("title: " + "x" * 301, "lang: ar"), "too-long", 2, 8, "shorten it"),
    "no language": (("title: x",), "missing-key", 1, 1, "add `lang: ar`"),
    "unknown language": (("title: x", "lang: ../x"), "bad-language", 3, 7, "`pt-BR`"),
    "other language": (("title: x", "lang: en"), "lang-mismatch", 3, 7, "write `lang: ar`"),
    "unquoted colon": (("title: a: b", "lang: ar"), "yaml-syntax", 2, 9, 'write: title: "a: b"'),
    "bad draft": ((*GOOD, "draft: maybe"), "bad-flag", 4, 8, "true or false"),
    "empty draft": ((*GOOD, 'draft: ""'), "bad-flag", 4, 8, "true or false"),
    "list as private": ((*GOOD, "private: [true]"), "bad-flag", 4, 10, "true or false"),
    "bad embargo": ((*GOOD, "publish_at: tomorrow"), "bad-date", 4, 13, "2019-04-08"),
    "unknown embargo": ((*GOOD, "publish_at: unknown"), "bad-date", 4, 13, "2019-04-08"),
    "bad end": ((*GOOD, "expires: [2019]"), "wrong-shape", 4, 10, "write text"),
    "draft twice": ((*GOOD, "draft: false", "draft: true"), "duplicate-key", 5, 1, "keep one"),
    "misspelt draft": ((*GOOD, "drfat: true"), "unknown-key", 4, 1, "did you mean `draft`?"),
    "capital draft": ((*GOOD, "Draft: true"), "unknown-key", 4, 1, "did you mean `draft`?"),
    "translation of nothing": ((*GOOD, "translation: {status: machine}"), "missing-key", 4, 14, "of: NAME.ar.md"),
    "translation from outside": ((*GOOD, "translation: {of: ../x.ar.md}"), "bad-path", 4, 19, "without `..`"),
    "translation as text": ((*GOOD, "translation: x.ar.md"), "wrong-shape", 4, 14, "{key: value}"),
}


@pytest.mark.parametrize(("lines", "code", "line", "column", "hint"), FAULTS.values(), ids=FAULTS)
def test_a_fault_leaves_the_article_out(lines: tuple[str, ...], code: str, line: int, column: int, hint: str) -> None:
    """Without title or language nothing can be shown; what was to be held back is never shown by a slip."""
    article, findings = parse_article(PATH, document(*lines))

    assert [(found.code, found.severity, found.line, found.column) for found in findings] == [
        (code, "error", line, column)
    ]
    assert hint in findings[0].hint
    assert article is None


@pytest.mark.parametrize(
    "name", ["notes.md", ".ar.md", "talks.xx-yy-zz.md", "two words.ar.md", "a%2fb.ar.md", "gpj.\u202ecod.ar.md"]
)
def test_a_file_name_that_names_no_language(name: str) -> None:
    """Name and language are the file's name; the hint shows one."""
    article, findings = parse_article(f"content/articles/{name}", document(*GOOD))

    assert [(found.code, found.line) for found in findings] == [("bad-file-name", 1)]
    assert "border-talks.ar.md" in findings[0].hint
    assert article is None


ENCODINGS = {
    "Windows-1256": (document(*GOOD).decode().encode("cp1256"), PATH, "Windows-1256", 11, 2, 8),
    "Windows-1251": ("---\ntitle: Ливия\n---\n".encode("cp1251"), "content/articles/a.ru.md", "Windows-1251", 11, 2, 8),
    "UTF-16": (document(*GOOD).decode().encode("utf-16"), PATH, "UTF-16", 0, 1, 1),
    "UTF-16 without mark": (document("title: x").decode().encode("utf-16-le"), PATH, "UTF-16", 0, 1, 1),
    "cut off": (document(*GOOD).rstrip() + "ن".encode()[:1], PATH, "type it anew", 39, 5, 3),
}


@pytest.mark.parametrize(("raw", "path", "hint", "offset", "line", "column"), ENCODINGS.values(), ids=ENCODINGS)
def test_another_encoding_is_named(raw: bytes, path: str, hint: str, offset: int, line: int, column: int) -> None:
    """Bytes that are not UTF-8 are not guessed at; the finding says where they begin and what they may be."""
    article, findings = parse_article(path, raw)

    assert [(found.code, found.line, found.column) for found in findings] == [("not-utf-8", line, column)]
    assert f"byte {offset} " in findings[0].message
    assert hint in findings[0].hint
    assert article is None


@pytest.mark.parametrize("body", ["", "  \n\n", "<!-- later -->\n", "[//]: # (to do)\n"])
def test_an_article_without_text(body: str) -> None:
    """A headline alone can be shown, but somebody should know."""
    article, findings = parse_article(PATH, document(*GOOD, body=body))

    assert [(found.code, found.severity, found.line) for found in findings] == [("empty-body", "warning", 5)]
    assert article is not None


@pytest.mark.parametrize("body", ["[//]: # (untranslated)\n", "[//]: # (to do)\n\ntext\n", "<!-- a --> text\n"])
def test_a_comment_does_not_hide_the_text(body: str) -> None:
    """What follows a comment counts, and the mark of an untranslated block stands for something."""
    assert parse_article(PATH, document(*GOOD, body=body))[1] == ()


def test_a_nul_in_the_text_is_named_and_not_rendered() -> None:
    """Feeds and pages may hold no control character; the person is told where it is."""
    raw = document(*GOOD, body="سطر\r\nab\0cd\n")

    article, findings = parse_article(PATH, raw)

    assert [(found.code, found.line, found.column) for found in findings] == [("control-character", 6, 3)]
    assert f"byte {raw.index(0)} " in findings[0].message
    assert article is not None
    assert body_of(raw) == "سطر\nab cd\n"


def test_hidden_characters_leave_titles_and_names() -> None:
    """What reorders or hides text goes, with a finding; joiners and marks that spelling needs stay."""
    raw = document(
        'title: "gpj.\u202ecod.exe می\u200cخواهم\u200f a\u200bb\u00adc ﻟﻴﺒﻴﺎ ﷺ  d"', "lang: ar", "authors: [a\u2067b]"
    )

    article, findings = parse_article(PATH, raw)

    assert article is not None
    assert article.title == "gpj.cod.exe می\u200cخواهم\u200f abc ليبيا ﷺ d"
    assert article.authors == ("ab",)
    assert [(found.code, found.severity, found.line) for found in findings] == [
        ("hidden-character", "warning", 2),
        ("hidden-character", "warning", 4),
    ]
    assert "U+202E" in findings[0].message


@given(raw=st.one_of(st.binary(max_size=200), st.binary(max_size=100).map(lambda raw: document(*GOOD) + raw)))
def test_no_bytes_are_too_strange(raw: bytes) -> None:
    """Whatever a file holds, there is an article or a finding, and never an exception."""
    article, findings = parse_article(PATH, raw)

    assert article or findings
    assert isinstance(body_of(raw), str)


def test_an_article_is_read_quickly() -> None:
    """Ten thousand files must not make anybody wait; the bound is ten times what was measured."""
    raw = document(*GOOD, "tags: [a, b, c]", "published: 2019-04-08", body="نص طويل\n\n" * 300)
    parse_article(PATH, raw)
    started = time.process_time()
    for _ in range(100):
        parse_article(PATH, raw)

    assert time.process_time() - started < 0.2


# Threads and sources -----------------------------------------------------------------------------------------------


def test_a_thread_is_read() -> None:
    """Title and story so far come by language."""
    raw = """\
status = "dormant"
pinned = 1
aliases = ["الأزمة الليبية", "Libya"]
names = ["حفتر"]
[title]
ar = "الأزمة في ليبيا"
[summary]
ar = "one\\n\\n- two"
""".encode()

    assert parse_thread("content/threads/libya.toml", raw) == (
        Thread(
            id="libya",
            path="content/threads/libya.toml",
            title={"ar": "الأزمة في ليبيا"},
            summary={"ar": "one\n\n- two"},
            status="dormant",
            pinned=1,
            aliases=("الأزمة الليبية", "Libya"),
            names=("حفتر",),
            places={"aliases": (3, 11), "title": (5, 1)},
        ),
        (),
    )


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_title_that_nobody_has_touched_is_known_by_its_remark(line_end: str) -> None:
    text = (
        '[title]\nar = "أ"  # proposed by Nashra\nen = "A"  # mine\nfr = "# proposed by Nashra"\n[summary]\nhe = "x"\n'
    )

    thread, findings = parse_thread("content/threads/a.toml", text.replace("\n", line_end).encode())

    assert findings == ()
    assert thread is not None
    assert thread.proposed == ("ar",)


def test_a_source_is_read() -> None:
    """The cue words of its pages are kept for importing."""
    raw = """\
kind = "agency"
url = "https://ria.ru/"
country = "ru"
aliases = ["نوفوستي"]
[name]
en = "RIA Novosti"
[import]
end = ["المصدر:"]
""".encode()

    assert parse_source("content/sources/novosti.toml", raw) == (
        Source(
            id="novosti",
            path="content/sources/novosti.toml",
            name={"en": "RIA Novosti"},
            kind="agency",
            url="https://ria.ru/",
            country="RU",
            aliases=("نوفوستي",),
            cues={"end": ("المصدر:",)},
        ),
        (),
    )


TABLES = {
    "syntax": ("[title]\nar = x\n", "toml-syntax", 2, 6, "double quotes"),
    "no title": ('status = "open"\n', "missing-key", 1, 1, "[title]"),
    "empty title": ("[title]\n", "missing-key", 1, 1, "[title]"),
    "title without language": ('title = "Libya"\n', "wrong-shape", 1, 9, '{ key = "value" }'),
    "unknown key": ('statu = "open"\n[title]\nen = "x"\n', "unknown-key", 1, 1, "did you mean `status`?"),
    "people": ('people = ["A"]\n[title]\nen = "x"\n', "unknown-key", 1, 1, "did you mean `names`?"),
    "status": ('status = "running"\n[title]\nen = "x"\n', "bad-choice", 1, 10, "open, dormant, closed"),
    "pinned": ('pinned = true\n[title]\nen = "x"\n', "bad-number", 1, 10, "write a number"),
    "language": ('[title]\nen = "x"\nklingon = "y"\n', "bad-language", 3, 1, "`pt-BR`"),
    "alias": ('aliases = "x"\n[title]\nen = "x"\n', "wrong-shape", 1, 11, 'as in ["x"]'),
    "encoding": ("[title]\nar = 'ليبيا'\n", "not-utf-8", 2, 7, "save it as UTF-8"),
}


@pytest.mark.parametrize(("text", "code", "line", "column", "hint"), TABLES.values(), ids=TABLES)
def test_a_broken_thread_is_one_finding(text: str, code: str, line: int, column: int, hint: str) -> None:
    """The thread is still there under its id, so that its articles are not reported too."""
    raw = text.encode("cp1256" if code == "not-utf-8" else "utf-8")

    thread, findings = parse_thread("content/threads/libya.toml", raw)

    assert [(found.code, found.line, found.column) for found in findings] == [(code, line, column)]
    assert hint in findings[0].hint
    assert thread is not None
    assert thread.id == "libya"


def test_a_broken_source_is_one_finding() -> None:
    """Sources are read like threads."""
    source, findings = parse_source("content/sources/x.toml", b'country = "Russia"\n[name]\nen = "x"\n')

    assert [(found.code, found.line, found.column) for found in findings] == [("bad-country", 1, 11)]
    assert source == Source(id="x", path="content/sources/x.toml", name={"en": "x"})


def test_a_thread_whose_file_name_is_no_id() -> None:
    """The id is part of an address."""
    thread, findings = parse_thread("content/threads/two words.toml", b'status = "x"\n')

    assert [found.code for found in findings] == ["bad-file-name"]
    assert thread is None


# Walking and loading -----------------------------------------------------------------------------------------------


def put(project: Path, files: Mapping[str, bytes | str]) -> None:
    for path, text in files.items():
        target = project / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)


def settle(project: Path, seconds: float = 60.0) -> None:
    """Make files look as if they had been written a while ago, as far as anybody but the system clock can tell."""
    moment = time.time_ns() - int(seconds * 1e9) | 1
    for path in project.rglob("*"):
        os.utime(path, ns=(moment, moment), follow_symlinks=False)
    time.sleep(0.12)


DIGEST: dict[str, bytes | str] = {
    "digest.toml": 'languages = ["ar"]\n[title]\nar = "x"\n',
    "articles/2019/a.ar.md": document(*GOOD),
    "articles/2019/a.en.md": document("title: Libya", "lang: en", "translation: {of: a.ar.md, status: machine}"),
    "articles/2019/a.en.tm.jsonl": LEDGER,
    "articles/undated/b.ar.md": document("title: x", "lang: fa"),
    "threads/libya.toml": '[title]\nen = "Libya"\n',
    "sources/novosti.toml": '[name]\nen = "RIA Novosti"\n',
}


def test_content_is_loaded(tmp_path: Path) -> None:
    """Articles are sorted by path, ledgers are known by fingerprint, findings of all are together."""
    put(tmp_path, DIGEST)

    content = load(tmp_path, CONFIG, {})

    assert [article.path for article in content.articles] == [
        f"content/articles/2019/a.{lang}.md" for lang in ("ar", "en")
    ]
    assert content.ledgers == {"content/articles/2019/a.en.tm.jsonl": fingerprint(LEDGER.encode())}
    assert (list(content.threads), list(content.sources)) == (["libya"], ["novosti"])
    assert [(found.file, found.code) for found in content.findings] == [
        ("content/articles/undated/b.ar.md", "lang-mismatch")
    ]


def test_only_what_changed_is_parsed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records survive being stored, give the same content, and spare the reading."""
    put(tmp_path, DIGEST)
    settle(tmp_path)
    first = load(tmp_path, CONFIG, {})
    stored = msgspec.msgpack.encode(first.records)
    remembered = {record.path: record for record in msgspec.msgpack.decode(stored, type=tuple[SourceRecord, ...])}
    put(tmp_path, {"articles/undated/b.ar.md": document("title: new", "lang: ar"), "articles/c.ar.md": document(*GOOD)})
    parsed: list[str] = []

    def read(path: Path) -> bytes:
        parsed.append(path.name)
        return path.read_bytes()

    monkeypatch.setattr("generator.content.records._bytes", read)

    second = load(tmp_path, CONFIG, remembered)

    assert parsed == ["c.ar.md", "b.ar.md"]
    assert msgspec.structs.replace(second, records=()) == msgspec.structs.replace(
        load(tmp_path, CONFIG, {}), records=()
    )
    assert [article.title for article in second.articles] == ["ليبيا", "Libya", "ليبيا", "new"]


def test_a_touched_file_is_not_parsed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same bytes say the same, whatever the time on them."""
    put(tmp_path, DIGEST)
    first = load(tmp_path, CONFIG, {})
    settle(tmp_path)
    monkeypatch.setattr("generator.content.records.parse_article", None)

    second = load(tmp_path, CONFIG, {record.path: record for record in first.records})

    assert second.articles == first.articles


def test_a_file_written_just_now_is_looked_at_again(tmp_path: Path) -> None:
    """It may change within the same tick of the clock, with the same size, and nobody could tell."""
    put(tmp_path, DIGEST)
    assert {record.stamp for record in load(tmp_path, CONFIG, {}).records} == {Stamp()}

    settle(tmp_path)
    path = tmp_path / "content/articles/2019/a.ar.md"
    records = {record.path: record.stamp for record in load(tmp_path, CONFIG, {}).records}
    assert records.pop("content/articles/2019/a.ar.md").inode == path.stat().st_ino
    assert Stamp() not in records.values()

    whole_second = time.time_ns() // 1_000_000_000 * 1_000_000_000
    os.utime(path, ns=(whole_second, whole_second))
    time.sleep(0.12)
    stamps = {record.path: record.stamp for record in load(tmp_path, CONFIG, {}).records}
    assert stamps["content/articles/2019/a.ar.md"] == Stamp()


def test_workers_do_not_change_what_is_loaded(tmp_path: Path) -> None:
    """The order of files is the order of the result, whoever reads them."""
    put(tmp_path, {f"articles/{n % 7}/x{n}.ar.md": document(*GOOD, f"tags: [t{n}]", "oops: 1") for n in range(300)})
    settle(tmp_path)

    assert load(tmp_path, CONFIG, {}, jobs=2) == load(tmp_path, CONFIG, {}, jobs=1)


def test_what_is_no_plain_file_is_refused_unread(tmp_path: Path) -> None:
    """Links are not followed, pipes do not hang the build, and nothing of them is in the content."""
    put(tmp_path, DIGEST)
    (tmp_path / "secret.md").write_bytes(document("title: secret", "lang: ar"))
    articles = tmp_path / "content/articles"
    (articles / "link.ar.md").symlink_to(tmp_path / "secret.md")
    (articles / "loop").symlink_to(articles)
    os.mkfifo(articles / "pipe.ar.md")
    with (articles / "large.ar.md").open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    put(tmp_path, {"articles/.hidden.ar.md": b"x", "articles/.git/x.ar.md": b"x", "articles/photo.jpg": b"x"})
    put(tmp_path, {"threads/old/x.toml": b"", "articles/notes.txt": b"x"})

    content = load(tmp_path, CONFIG, {})

    assert [(found.file.removeprefix("content/"), found.code) for found in content.findings] == [
        ("articles/large.ar.md", "too-large"),
        ("articles/link.ar.md", "symlink"),
        ("articles/loop", "symlink"),
        ("articles/notes.txt", "unexpected-file"),
        ("articles/photo.jpg", "unexpected-file"),
        ("articles/pipe.ar.md", "not-a-file"),
        ("articles/undated/b.ar.md", "lang-mismatch"),
        ("threads/old/x.toml", "unexpected-file"),
    ]
    assert all(found.hint for found in content.findings)
    assert "secret" not in repr(content)


def test_a_linked_folder_is_not_entered(tmp_path: Path) -> None:
    """Nothing outside the project is read, even if all of `threads` is a link."""
    put(tmp_path, {"articles/a.ar.md": document(*GOOD)})
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside/x.toml").write_text("[title]\nen = 'x'\n")
    (tmp_path / "content/threads").symlink_to(tmp_path / "outside")

    found = scan(tmp_path)

    assert list(found.stamps) == ["content/articles/a.ar.md"]
    assert [(finding.file, finding.code) for finding in found.findings] == [("content/threads", "symlink")]


def test_names_that_some_systems_take_for_one(tmp_path: Path) -> None:
    """The second of two such files is left out and named, and a decomposed name is reported."""
    names = ["cafe.ar.md", "Cafe.ar.md", "caf\u00e9.ar.md", "cafe\u0301.ar.md", "e\u0301.ar.md"]
    put(tmp_path, {f"articles/{name}": document(*GOOD) for name in names})
    if len(list((tmp_path / "content/articles").iterdir())) < len(names):
        pytest.skip("this file system takes them for one itself")

    content = load(tmp_path, CONFIG, {})

    assert sorted(article.stem for article in content.articles) == ["Cafe", "caf\u00e9", "\u00e9"]
    assert sorted(found.code for found in content.findings) == ["name-not-nfc", "same-name", "same-name"]


def test_a_file_that_became_a_link_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the walk and the reading, a file may be swapped."""
    put(tmp_path, {"articles/a.ar.md": document(*GOOD)})
    (tmp_path / "secret").write_bytes(document("title: secret", "lang: ar"))
    seen = scan(tmp_path)
    (tmp_path / "content/articles/a.ar.md").unlink()
    (tmp_path / "content/articles/a.ar.md").symlink_to(tmp_path / "secret")
    monkeypatch.setattr("generator.content.records.scan", lambda _: seen)

    content = load(tmp_path, CONFIG, {})

    assert [found.code for found in content.findings] == ["unreadable"]
    assert content.articles == ()


def test_an_empty_digest_is_no_error(tmp_path: Path) -> None:
    """There may be nothing yet."""
    assert load(tmp_path, CONFIG, {}).findings == ()
    assert scan_tree(tmp_path / "nothing") == {}


def test_a_tree_is_scanned(tmp_path: Path) -> None:
    """All regular files are listed by their path in the folder, sorted."""
    put(tmp_path, {"b/x.css": "x", "a.html": "xy"})
    (tmp_path / "content/link").symlink_to(tmp_path)

    found = scan_tree(tmp_path / "content")

    assert {path: stamp.size for path, stamp in found.items()} == {"a.html": 2, "b/x.css": 1}
    assert list(found) == ["a.html", "b/x.css"]


# Writing -----------------------------------------------------------------------------------------------------------


OUTSIDE = [
    ("../x",),
    ("content", "../../x"),
    ("/etc/passwd",),
    ("content", "/etc/passwd"),
    ("a\\..\\b",),
    ("a\0b",),
    ("link/x",),
    ("content/link",),
]


@pytest.mark.parametrize("parts", OUTSIDE)
def test_no_path_leaves_the_project(tmp_path: Path, parts: tuple[str, ...]) -> None:
    """Neither dots nor links lead out."""
    (tmp_path / "link").symlink_to("/")
    (tmp_path / "content").mkdir()
    (tmp_path / "content/link").symlink_to("/etc/passwd")

    with pytest.raises(UsageError, match=r"lead"):
        safe_join(tmp_path, *parts)
    assert safe_join(tmp_path, "content", "articles/a.ar.md") == tmp_path / "content/articles/a.ar.md"


def test_a_file_is_replaced_as_a_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure half-way leaves the old bytes and no rubbish; permissions stay as they were."""
    path = tmp_path / "new/a.ar.md"
    write_atomic(path, b"one")
    path.chmod(0o640)
    write_atomic(path, b"two")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"two", 0o640)

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match=r"No space"):
        write_atomic(path, b"three")
    assert path.read_bytes() == b"two"
    assert list(path.parent.iterdir()) == [path]


def test_writing_does_not_follow_a_link(tmp_path: Path) -> None:
    """The link is replaced; what it points to is untouched."""
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "a.ar.md").symlink_to(tmp_path / "secret")

    write_atomic(tmp_path / "a.ar.md", b"text")

    assert (tmp_path / "secret").read_bytes() == b"secret"
    assert not (tmp_path / "a.ar.md").is_symlink()


@pytest.mark.parametrize("write", [write_atomic, create_new])
def test_what_cannot_be_written_is_named_by_its_own_name(tmp_path: Path, write: Callable[[Path, bytes], None]) -> None:
    """Nobody has heard of the file beside it that is written first."""
    (tmp_path / "folder").write_bytes(b"a file")

    with pytest.raises(NotADirectoryError) as caught:
        write(tmp_path / "folder/a.ar.md", b"text")

    assert caught.value.filename == str(tmp_path / "folder/a.ar.md")


@pytest.mark.parametrize("links", [True, False])
def test_a_new_file_never_replaces_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, links: bool) -> None:
    """Also where the file system knows no hard links."""
    if not links:
        monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(PermissionError(1, "no links here")))
    path = tmp_path / "2019/a.ar.md"

    create_new(path, b"one")
    with pytest.raises(FileExistsError) as caught:
        create_new(path, b"two")
    assert (caught.value.filename, caught.value.filename2) == (str(path), None)

    assert path.read_bytes() == b"one"
    assert list(path.parent.iterdir()) == [path]


def test_a_new_article_can_be_read_again() -> None:
    """What is not known is left out, and no finding is written into the world."""
    fields = {
        "lang": "ar",
        "title": 'قال: "لا" # حقا',
        "published": "",
        "sources": ("novosti",),
        "tags": (),
        "image": Image(src="https://example.org/x.jpg"),
        "original": Capture(file="a.txt", sha256="0" * 64),
        "draft": False,
        "needs": ["published"],
        "section": None,
    }

    raw = article_document(fields, "\n\nنص\n\nآخر\n\n\n")

    assert raw.decode().splitlines()[3:] == [
        "sources: [novosti]",
        "image: {src: https://example.org/x.jpg}",
        f"original: {{file: a.txt, sha256: {'0' * 64}}}",
        "needs: [published]",
        "---",
        "نص",
        "",
        "آخر",
    ]
    article, findings = parse_article(PATH, raw)
    assert findings == ()
    assert article is not None
    assert (article.title, article.sources, article.image) == (
        'قال: "لا" # حقا',
        ("novosti",),
        Image(src="https://example.org/x.jpg"),
    )
    assert body_of(raw) == "نص\n\nآخر\n"
