"""Feeds: the text if they have it, else the page; each article once; one that fails stops no other."""

from __future__ import annotations

import html
import io
import json
import os
import pty
import subprocess
import sys
import time
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from digests import CHECKOUT, Digest
from interrupting import interrupt
from loopback import Site, site
from processor import at_most

from generator.cli import run
from generator.config import load_config
from generator.desk.captures import RawCapture
from generator.desk.gather import Wishes, gather
from generator.desk.inbox import ImportRequest, InboxReport, import_files
from generator.errors import ImportFailed
from generator.importers import ImportOptions, detect, read
from generator.model import Draft, Finding
from generator.net import Limits

QUICK = Limits(pause=0, connect=2, silence=1, transfer=2)
NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)
FERRY = (
    "The ferry returned to the old harbour on Monday, four years after the line was closed.",
    "Tickets cost the same as before, the company said, and the first boat leaves at six in the morning.",
    "The mayor was on board. She said that the town had waited long enough for its boats.",
)
MILL = (
    "The water mill at the edge of the town turned again on Sunday, after two winters of repairs.",
    "Visitors may take home a bag of flour that was ground on the spot, the museum said.",
    "School classes have booked the mill until the end of June, and volunteers are welcome.",
)


def paragraphs(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def page(title: str, texts: tuple[str, ...] = FERRY, head: str = "") -> str:
    menu = "<nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>"
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{title}</title>{head}</head><body>{menu}"
        f"<article><h1>{title}</h1>{paragraphs(texts)}</article><footer>All rights reserved</footer></body></html>"
    )


def item(title: str, link: str = "", text: str = "", description: str = "", guid: str = "") -> str:
    parts = [f"<title>{title}</title>"]
    parts += [f"<link>{html.escape(link)}</link>"] if link else []
    parts += [f"<guid isPermaLink='false'>{guid}</guid>"] if guid else []
    parts += [f"<description>{html.escape(description)}</description>"] if description else []
    parts += [f"<content:encoded><![CDATA[{text}]]></content:encoded>"] if text else []
    return f"<item>{''.join(parts)}</item>"


def rss(*items: str) -> str:
    space = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    title = "<title>The Harbour Post</title><language>en</language>"
    return f"<?xml version='1.0'?><rss version='2.0' {space}><channel>{title}{''.join(items)}</channel></rss>"


def drafts(feed: str) -> tuple[Draft, ...]:
    return read(feed.encode(), "feed.xml")


def ask(*sources: str, **wishes: Any) -> tuple[list[RawCapture], list[Finding]]:
    """Return what some sources give, on loopback."""
    wished = Wishes(now=NOW, allow_private=True, limits=QUICK, **wishes)
    found = list(gather(sources, wished, io.BytesIO()))
    return [each for each in found if isinstance(each, RawCapture)], [
        each for each in found if isinstance(each, Finding)
    ]


def take(digest: Digest, *sources: str, **wishes: Any) -> tuple[InboxReport, list[Finding]]:
    """Import some sources as the command does."""
    cache = digest.folder / ".nashra" / "fetched"
    captures, findings = ask(*sources, folder=digest.folder, cache=cache, **wishes)
    return import_files(digest.folder, load_config(digest.folder)[0], captures, ImportRequest()), findings


def codes(findings: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.file.rpartition("/")[2], finding.code) for finding in findings]


# What a feed holds


def test_an_entry_with_its_text_is_an_article() -> None:
    (found,) = drafts(rss(item("Ferry returns", "https://example.org/ferry", paragraphs(FERRY), "The boats are back.")))

    assert found.title == "Ferry returns"
    assert found.paragraphs == FERRY
    assert (found.summary, found.url, found.publisher) == (
        "The boats are back.",
        "https://example.org/ferry",
        "The Harbour Post",
    )
    assert found.notices == ()


def test_a_long_description_is_the_text_and_a_short_one_is_said_to_be_a_summary() -> None:
    long, short = drafts(
        rss(
            item("Ferry returns", "https://example.org/ferry", description=paragraphs(FERRY)),
            item("Mill turns", "https://example.org/mill", description=MILL[0]),
        )
    )

    assert long.notices == ()
    assert [notice.code for notice in short.notices] == ["teaser-only"]
    assert "nashra import https://example.org/mill" in short.notices[0].hint


@pytest.mark.parametrize("end", ["…", "...", "[…]", "[...]", " […] "])
def test_a_text_that_is_cut_off_is_a_summary_whatever_the_feed_calls_it(end: str) -> None:
    (found,) = drafts(rss(item("Mill", "https://example.org/mill", f"<p>{MILL[0][:-1]}{end}</p>")))

    assert [notice.code for notice in found.notices] == ["teaser-only"]


BROKEN = "The ferry returned to the old harbour on Monday, four years after"


@pytest.mark.parametrize(
    ("markup", "text", "mark"),
    [
        (f"{BROKEN} [...]", f"{BROKEN}…", "[...]"),
        (f"{BROKEN} […]", f"{BROKEN}…", "[…]"),
        (f"<p>{FERRY[0]} [&hellip;]</p>", FERRY[0], "[…]"),
        (f"{BROKEN}… Read more", f"{BROKEN}…", "… Read more"),
        (f"{BROKEN}… Read more »", f"{BROKEN}…", "… Read more »"),
        (f"{BROKEN}... <a href='/ferry'>Continue reading <b>Ferry</b> →</a>", f"{BROKEN}…",
         "... Continue reading Ferry →"),
        (f"{BROKEN} <a href='https://example.org/ferry?utm_source=rss'>[…] Mehr</a>", f"{BROKEN}…", "[…] Mehr"),
        (f"<p>{BROKEN} […]</p><p><a href='/ferry'>To the article</a></p>", f"{BROKEN}…", "[…] To the article"),
        (f"<p>{BROKEN} …</p><p>اقرأ المزيد</p>", f"{BROKEN} …", "اقرأ المزيد"),
        (f"{BROKEN}…", f"{BROKEN}…", ""),
        (f"{BROKEN} ...", f"{BROKEN} ...", ""),
        (f"{BROKEN}… and then more", f"{BROKEN}… and then more", ""),
        (f"{BROKEN}… <a href='/other'>the other line</a>", f"{BROKEN}… the other line", ""),
        (f"{FERRY[0]} Read more", f"{FERRY[0]} Read more", ""),
        ("[…]", "[…]", ""),
    ],
)  # fmt: skip
def test_the_mark_of_a_feed_is_no_part_of_a_text(markup: str, text: str, mark: str) -> None:
    """It is listed among what was left out; an ellipsis stays where a sentence is broken off."""
    for entry in (
        item("Ferry", "https://example.org/ferry", description=markup),
        item("Ferry", "https://example.org/ferry", text=markup),
    ):
        (found,) = drafts(rss(entry))
        assert " ".join(found.paragraphs) == text
        assert [line.text for line in found.dropped_lines] == ([mark] if mark else [])
        if mark:
            assert [notice.code for notice in found.notices] == ["teaser-only"]


def test_links_before_the_mark_of_a_feed_stay() -> None:
    markup = "<p><b>The ferry</b> to <a href='/harbour'>the old harbour</a> <a href='/ferry'>… Read on</a></p>"

    (found,) = drafts(rss(item("Ferry", "https://example.org/ferry", text=markup)))

    assert found.body == "**The ferry** to [the old harbour](https://example.org/harbour)…"


def test_a_feed_of_headlines_is_named_in_what_fetches_them() -> None:
    feed = rss(item("Only a headline", "https://example.org/1"), item("Ferry", text=paragraphs(FERRY))).encode()

    (found,) = read(feed, "the news.xml")

    assert found.notices[0].hint == "`nashra import --fetch-pages 'the news.xml'` fetches the pages"
    with pytest.raises(ImportFailed) as caught:
        read(rss(item("Only a headline", "https://example.org/1")).encode(), "news.xml")
    assert "`nashra import --fetch-pages news.xml`" in caught.value.hint


@pytest.mark.parametrize("text", ["." * 60_000, "…" * 60_000, "[" * 60_000, "[ " * 30_000, "... " * 300 + "x"])
def test_an_entry_is_read_at_once_whatever_it_holds(text: str) -> None:
    with at_most(5):
        (found,) = drafts(rss(item("Mill turns", "https://example.org/mill", description=f"<p>{MILL[0]} {text}x</p>")))

    assert found.title == "Mill turns"


def test_headlines_are_left_out_aloud() -> None:
    """Their number and their words are told; the entries with text become articles all the same."""
    (found,) = drafts(
        rss(
            item("Only a headline", "https://example.org/1"),
            item("Ferry returns", "https://example.org/2", paragraphs(FERRY)),
            item("One more"),
        )
    )

    (notice,) = found.notices
    assert (found.index, notice.code) == (0, "headlines-only")
    assert "2 entries" in notice.message
    assert "Only a headline; One more" in notice.message
    with pytest.raises(ImportFailed, match="headlines only: Only a headline"):
        drafts(rss(item("Only a headline", "https://example.org/1")))


@pytest.mark.parametrize(
    "twice",
    [
        [("https://example.org/ferry", "a"), ("https://example.org/other", "a")],
        [("https://example.org/ferry?utm_source=rss", "a"), ("https://www.example.org/ferry/#top", "b")],
        [("https://example.org/ferry", ""), ("https://example.org/ferry", "")],
        [("", ""), ("", "")],
        [("", "a"), ("", "b")],
    ],
    ids=["same id", "same page", "no id", "no id, no address", "ids that change"],
)
def test_an_entry_counts_once(twice: list[tuple[str, str]]) -> None:
    """By its id, its canonical address, or its text."""
    text = paragraphs(FERRY)

    assert len(drafts(rss(*(item("Ferry returns", link, text, guid=guid) for link, guid in twice)))) == 1
    assert len(drafts(rss(item("Ferry", "", text), item("Mill", "", paragraphs(MILL))))) == 2


def test_links_and_pictures_of_an_entry_are_whole_addresses() -> None:
    """Links are relative to the entry's page; a picture is one that the feed says is one."""
    text = paragraphs(FERRY) + "<p>More in <a href='/tickets'>our list of tickets and prices</a>, as every year.</p>"
    entry = item("Ferry returns", "https://example.org/news/ferry", text)
    enclosure = "<enclosure url='https://example.org/{}' type='{}' length='1'/>"
    pictures = enclosure.format("a.mp3", "audio/mpeg") + enclosure.format("a.jpg", "image/jpeg") + "</item>"

    (found,) = drafts(rss(entry.replace("</item>", pictures)))

    assert "(https://example.org/tickets)" in found.body
    assert found.image_src == "https://example.org/a.jpg"


def test_what_an_entry_says_of_itself_cannot_do_harm() -> None:
    """A script in a title is left out, an address that runs something is none, a day that never was is unknown."""
    bad = item("<![CDATA[<script>alert(1)</script>Ferry <b>returns</b>]]>", "javascript:alert(1)", paragraphs(FERRY))
    (found,) = drafts(rss(bad.replace("</item>", "<pubDate>Mon, 08 Apr 2019 25:61:00 +0300</pubDate></item>")))

    assert (found.title, found.url, found.published) == ("Ferry returns", None, None)


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE rss SYSTEM "SECRET">',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "SECRET">]>',
        '<!DOCTYPE rss [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY x "&b;&b;&b;&b;">]>',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "ADDRESS"> %p;]>',
        '<!DOCTYPE rss [<!ENTITY x "unclosed',
    ],
    ids=["external subset", "external entity", "laughs", "parameter entity", "unclosed"],
)
@pytest.mark.parametrize("kind", ["rss", "opml"])
def test_a_doctype_is_refused_and_nothing_is_opened(prologue: str, kind: str, tmp_path: Path, web: Site) -> None:
    secret = tmp_path / "secret"
    secret.write_text("open sesame")
    prologue = prologue.replace("SECRET", secret.as_uri()).replace("ADDRESS", web.url)
    text = rss(item("&x;", "https://example.org/", "<p>&x;</p>")).replace("'1.0'?>", f"'1.0'?>{prologue}")
    if kind == "opml":
        text = f"<?xml version='1.0'?>{prologue}<opml><body><outline text='&x;' xmlUrl='https://e.example/'/></body></opml>"

    with pytest.raises(ImportFailed) as caught:
        read(text.encode(), "feed.xml")

    assert "sesame" not in str(caught.value)
    assert "DOCTYPE" in str(caught.value) or "[" in prologue
    assert web.asked == []


@pytest.mark.parametrize(("encoding", "text"), [("windows-1251", "Паром вернулся"), ("iso-8859-6", "عادت العبارة")])
def test_a_feed_is_read_in_the_encoding_that_it_declares(encoding: str, text: str) -> None:
    feed = rss(item(text, "https://example.org/1", f"<p>{text}</p>")).replace("'1.0'", f"'1.0' encoding='{encoding}'")

    (found,) = read(feed.encode(encoding), "feed.xml")

    assert found.title == text
    assert read(rss(item(text, "", f"<p>{text}</p>")).encode(), "feed.xml")[0].title == text


def test_entries_beyond_the_limit_are_left_out_aloud() -> None:
    found = drafts(rss(*(item(f"Ferry {number}", "", f"<p>{FERRY[0]} {number}</p>") for number in range(2003))))

    assert len(found) == 2000
    assert [(notice.code, notice.message.split()[0]) for notice in found[0].notices] == [("entries-left-out", "3")]


# JSON Feed


def json_feed(*items: dict[str, Any], version: str = "1.1") -> bytes:
    return json.dumps(
        {
            "version": f"https://jsonfeed.org/version/{version}",
            "title": "Post & Harbour",
            "language": "en",
            "items": items,
        }
    ).encode()


def test_a_json_feed_gives_its_items() -> None:
    whole, plain = read(
        json_feed(
            {
                "id": 1,
                "url": "https://example.org/ferry",
                "title": "Ferry < boats",
                "content_html": paragraphs(FERRY),
                "summary": "The boats are back.",
                "date_published": "2019-04-08T10:30:00+03:00",
                "authors": [{"name": "Elena Brook"}],
                "tags": ["harbour", 7],
            },
            {"id": "2", "content_text": "\n\n".join(MILL)},
        ),
        "feed.json",
    )

    assert (whole.kind, whole.title, whole.summary) == ("jsonfeed", "Ferry < boats", "The boats are back.")
    assert (whole.published, whole.authors) == ("2019-04-08T10:30+03:00", ("Elena Brook",))
    assert (whole.paragraphs, whole.publisher, whole.tags) == (FERRY, "Post & Harbour", ("harbour", "7"))
    assert (plain.title, plain.paragraphs, plain.url) == (None, MILL, None)


@pytest.mark.parametrize(
    "items",
    [
        ({"id": 1, "title": [], "content_html": {}, "url": 5, "tags": "x", "authors": [1, {"name": None}]},),
        ("text", None, 5),
        ({"title": "Only a headline"},),
        (),
    ],
)
def test_a_json_feed_of_wrong_shapes_is_refused_in_a_sentence(items: Any) -> None:
    for data in (json_feed(*items), json_feed(*items).replace(b'"items"', b'"itmes"'), json_feed(*items)[:-1]):
        assert detect(data, "x") == "jsonfeed"
        with pytest.raises(ImportFailed):
            read(data, "feed.json")


def test_letters_of_a_feed_that_were_read_wrongly_are_told_and_put_right() -> None:
    right = ("Das Fährschiff kehrt zurück", tuple(f"{text} Alle Gäste grüßten übermütig." for text in FERRY))
    wrong = rss(item(right[0].encode().decode("cp1252"), "", paragraphs(right[1]).encode().decode("cp1252")))

    (told,) = read(wrong.encode(), "feed.xml")
    (mended,) = read(wrong.encode(), "feed.xml", ImportOptions(repair=True))

    assert [notice.code for notice in told.notices] == ["mojibake"]
    assert (mended.title, mended.paragraphs) == right


# What a feed leads to


def test_a_feed_in_a_file_asks_nobody_unless_told_to(
    web: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its entries may come from anybody; who wants their pages says so."""
    feed = tmp_path / "feed.xml"
    feed.write_text(
        rss(item("Ferry returns", web.put("/ferry", page("Ferry returns"))), item("Mill", "", paragraphs(MILL)))
    )

    captures, findings = ask(str(feed))
    assert ([each.name for each in captures], findings, web.asked) == ([str(feed)], [], [])

    captures, findings = ask(str(feed), fetch_pages=True)
    assert [each.name for each in captures] == [str(feed)]
    assert codes(findings) == [("ferry", "no-article")]
    assert web.asked == []
    monkeypatch.setattr("generator.net.guard.is_public", lambda _ip: True)
    port = web.url.rpartition(":")[2]
    monkeypatch.setattr("generator.net.addresses._PORTS", {"http": int(port)})
    feed.write_text(feed.read_text().replace(f"127.0.0.1:{port}", "127.0.0.1"))
    captures, findings = ask(str(feed), fetch_pages=True)
    assert ([each.name for each in captures], findings) == ([str(feed), "http://127.0.0.1/ferry"], [])


def test_a_feed_stays_in_the_inbox_until_all_its_pages_are_had(
    web: Site, digest: Digest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.net.guard.is_public", lambda _ip: True)
    monkeypatch.setattr("generator.net.addresses._PORTS", {"http": int(web.url.rpartition(":")[2])})
    web.put("/ferry", page("Ferry returns"))
    feed = digest.folder / "content/inbox/feed.xml"
    bread = item("Bread", "http://127.0.0.1/bread")
    digest.put(
        "content/inbox/feed.xml",
        rss(item("Ferry", "http://127.0.0.1/ferry"), item("Mill turns", "", paragraphs(MILL)), bread),
    )

    report, findings = take(digest, str(feed), fetch_pages=True)
    assert len(report.created) == 2
    assert codes(findings) == [("bread", "no-article"), ("feed.xml", "feed-stays")]
    assert feed.exists()

    loaves = (
        "A loaf of rye costs a tenth more since the first of March, for the harvest was poor everywhere.",
        "The bakers say that they have lowered their own wages first, and that flour is what is dear.",
        "In the two villages above the pass people bake at home again, once a week, in the old common oven.",
    )
    web.put("/bread", page("Bread is dearer", loaves))
    report, findings = take(digest, str(feed), fetch_pages=True)
    assert [path.rpartition("/")[2] for path in report.created] == ["bread-is-dearer.en.md"]
    assert ("feed.xml", "feed-stays") not in codes(findings)
    assert not feed.exists()


def test_a_feed_of_headlines_stays_in_the_inbox_aloud(
    web: Site, digest: Digest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No article names it, so that there would be no original to find it by."""
    monkeypatch.setattr("generator.net.guard.is_public", lambda _ip: True)
    monkeypatch.setattr("generator.net.addresses._PORTS", {"http": int(web.url.rpartition(":")[2])})
    web.put("/ferry", page("Ferry returns"))
    feed = digest.folder / "content/inbox/feed.xml"
    digest.put("content/inbox/feed.xml", rss(item("Ferry", "http://127.0.0.1/ferry")))

    report, findings = take(digest, str(feed), fetch_pages=True)

    assert len(report.created) == 1
    assert codes(findings) == [("feed.xml", "list-stays")]
    assert feed.exists()


def test_an_entry_without_text_is_its_page(web: Site, digest: Digest) -> None:
    """What the page does not say, the feed may: who published it, and when."""
    day = "<pubDate>Mon, 08 Apr 2019 10:30:00 +0300</pubDate></item>"
    entry = item("Ferry", web.put("/ferry", page("Ferry returns to the harbour")), description="The boats are back.")
    whole = item("Mill turns", web.url + "/mill", paragraphs(MILL))
    web.put("/feed", rss(entry.replace("</item>", day), whole), "application/rss+xml")

    report, findings = take(digest, web.url + "/feed")

    assert findings == []
    assert web.paths == ["/feed", "/ferry"]
    mill, ferry = sorted(report.created, key=lambda path: "ferry" in path.casefold())
    text = (digest.folder / ferry).read_text(encoding="utf-8")
    assert 'title: "Ferry returns to the harbour"' in text
    assert f"url: {web.url}/ferry" in text
    assert "published: 2019-04-08T10:30+03:00" in text
    assert "publisher: The Harbour Post" in text
    assert FERRY[2] in text
    assert 'title: "Mill turns"' in (digest.folder / mill).read_text(encoding="utf-8")
    kept = {path.suffix: path.read_bytes() for path in (digest.folder / "content/originals").iterdir()}
    assert kept == {".html": web.pages["/ferry"].body, ".xml": web.pages["/feed"].body}


def test_pages_that_the_digest_has_are_not_fetched_again(web: Site, digest: Digest) -> None:
    link = web.put("/ferry", page("Ferry returns to the harbour"))
    web.put("/feed", rss(item("Ferry", link)), "application/rss+xml")
    take(digest, web.url + "/feed")
    web.put("/feed", rss(item("Ferry", link + "?utm_source=rss"), item("Mill", web.put("/mill", page("Mill", MILL)))))

    report, findings = take(digest, web.url + "/feed")

    assert web.paths == ["/feed", "/ferry", "/feed", "/mill"]
    assert len(report.created) == 1
    assert codes(findings) == [("feed", "already-imported")]


def test_a_feed_that_has_grown_gives_what_is_new(web: Site, digest: Digest) -> None:
    """Whatever it says for an id this time, and however it writes the address."""
    for number, link in enumerate((f"{web.url}/ferry", f"{web.url}/ferry?utm_source=feed#top", "")):
        first = item("Ferry returns", link, paragraphs(FERRY), guid=str(number))
        more = [item("Mill turns", f"{web.url}/mill", paragraphs(MILL), guid=f"m{number}")] if number else []
        web.put("/feed", rss(first, *more), "application/rss+xml")
        made = take(digest, f"{web.url}/feed")[0].created
        assert len(made) == (1, 1, 0)[number]


def test_nothing_is_left_out_silently(web: Site, digest: Digest) -> None:
    """An entry whose page fails, one without an address, one whose page is none."""
    web.put("/nav", "<html><body><nav><a href='/'>Home</a></nav></body></html>")
    web.put("/again", rss(item("Ferry", "", paragraphs(FERRY))), "application/rss+xml")
    items = [item("Gone", web.url + "/gone"), item("Menu", web.url + "/nav"), item("Feed", web.url + "/again")]
    web.put("/feed", rss(*items, item("Nowhere")), "application/rss+xml")

    report, findings = take(digest, web.url + "/feed")

    assert codes(findings) == [("feed", "headlines-only"), ("gone", "no-article"), ("again", "no-article")]
    assert codes(list(report.findings)) == [("nav", "no-article")]
    assert report.created == ()


def test_one_of_ten_feeds_stops_no_other(web: Site, digest: Digest) -> None:
    """Each of them fails in its own way and says so; where there is a copy of last time, it stands in."""
    good = [web.put(f"/good{n}", rss(item(f"Ferry {n}", "", f"<p>{FERRY[0]} {n}</p>")), "text/xml") for n in range(3)]
    copied = web.put("/copied", rss(item("Mill", "", paragraphs(MILL))), "application/rss+xml")
    assert len(take(digest, copied)[0].created) == 1
    with site() as gone:
        pass
    web.put("/copied", "<p>Our login page</p>")
    bad = {
        "404": web.url + "/404",
        "500": web.put("/500", status=500),
        "tls": web.url.replace("http://", "https://") + "/tls",
        "type": web.put("/type", b"%PDF-", "application/pdf"),
        "empty": web.put("/empty"),
        "none": web.put("/none", rss(), "text/xml"),
        "page": web.put("/page", page("No feed", head="<link rel=alternate type='application/rss+xml' href='/rss'>")),
        "slow": web.put("/slow", "<rss>", "text/xml", drip=b" ", pause=0.1),
        "endless": web.put("/endless", "<rss>", "text/xml", drip=b" " * 2**20),
        "broken": web.put("/broken", "<rss><chan", "text/xml"),
        "gone": gone.url + "/gone",
        "private": "http://169.254.169.254/private",
    }
    outlines = "".join(f"<outline text='x' xmlUrl='{each}'/>" for each in (good[0], *bad.values(), *good[1:], copied))
    (digest.folder / "feeds.opml").write_text(f"<opml version='2.0'><body>{outlines}</body></opml>")

    tracemalloc.start()
    report, findings = take(digest, str(digest.folder / "feeds.opml"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert len(report.created) == 3
    failed = [finding.file.rpartition("/")[2] for finding in findings if finding.severity == "error"]
    assert failed == list(bad)
    assert {each.code for each in findings if each.file in (bad["500"], bad["tls"], bad["slow"], bad["gone"])} == {
        "not-reached"
    }
    assert "/rss" in next(finding.hint for finding in findings if finding.file == bad["page"])
    (stood_in,) = [finding for finding in findings if finding.code == "last-copy-used"]
    assert (stood_in.file, "not a feed" in stood_in.message) == (copied, True)
    assert peak < 100 * 2**20


def test_the_ways_there_are_told_where_they_are_not_safe(web: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address that goes from https to http may have been changed on the way."""
    from generator.desk.answers import Label, items
    from generator.net import Fetched, Wanted

    wanted = Wanted(address="https://example.org/a", label=Label(expects="anything"))
    answer = Fetched(address=wanted.address, url="http://example.org/a", data=page("Ferry").encode(), insecure=True)

    finding, capture = items(wanted, answer, frozenset, "2026-01-31")

    assert isinstance(finding, Finding)
    assert finding.code == "insecure-redirect"
    assert isinstance(capture, RawCapture)
    assert capture.url == "http://example.org/a"


# The command


def test_an_address_becomes_an_article(web: Site, digest: Digest, capsys: pytest.CaptureFixture[str]) -> None:
    """Its own address is known, although the page does not say it; the capture is kept as a page."""
    address = web.put("/news.php?id=7", page("Ferry returns to the harbour"))

    assert run(["import", address, "--allow-private", "--project", str(digest.folder)]) == 0

    out = capsys.readouterr()
    (made,) = out.out.split()
    assert f"url: {address}" in (digest.folder / made).read_text(encoding="utf-8")
    assert [path.suffix for path in (digest.folder / "content/originals").iterdir()] == [".html"]
    assert out.err.splitlines()[-1].startswith("1 article, 0 known already, 0 failed, ")


def test_an_address_on_the_own_machine_needs_a_word(web: Site, digest: Digest) -> None:
    assert run(["import", web.put("/", page("Ferry")), "--project", str(digest.folder)]) == 1
    assert web.asked == []


@pytest.mark.parametrize("names", [(), ("good",), ("gone", "good"), ("500", "gone"), ("404", "500"), ("404", "good")])
def test_the_exit_code_tells_whether_trying_again_may_help(
    web: Site, digest: Digest, names: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    """4 where the network alone is to blame, 1 where something else is too."""
    with site() as gone:
        pass
    there = {
        "good": web.put("/good", page("Ferry returns to the harbour")),
        "500": web.put("/500", status=503),
        "404": web.url + "/404",
        "gone": gone.url + "/",
    }
    expected = 1 if "404" in names else 4 if {"500", "gone"} & set(names) else 0
    sources = [there[name] for name in names] or [there["good"]]

    for mode in (["--json"], ["--dry-run"], []):
        assert run(["import", *sources, "--allow-private", "--project", str(digest.folder), *mode]) == expected
    capsys.readouterr()


def test_json_fetches_too_and_writes_nothing(
    web: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    link = web.put("/ferry", page("Ferry returns to the harbour"))
    feed = web.put("/feed", rss(item("Mill", web.url + "/mill", paragraphs(MILL)), item("Ferry", link)), "text/xml")

    assert run(["import", "--json", "--allow-private", feed, web.url + "/gone"]) == 1

    mill, ferry, gone = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (mill["kind"], mill["url"], ferry["kind"], ferry["url"]) == ("feed", web.url + "/mill", "html", link)
    assert (ferry["file"], ferry["publisher"]) == (link, "The Harbour Post")
    assert set(gone) == {"file", "error"}
    assert list(tmp_path.iterdir()) == []


def test_the_order_is_that_of_the_sources(web: Site, tmp_path: Path) -> None:
    """Files and addresses mixed, the slow first."""
    slow = web.put("/slow", page("Ferry"), delay=0.4)
    note = tmp_path / "note.txt"
    note.write_text("A note\n\n" + FERRY[0])
    with site() as other:
        quick = other.put("/quick", page("Mill", MILL))

        captures, findings = ask(slow, str(note), quick, str(tmp_path / "none.txt"), str(note))

    assert [each.name for each in captures] == [slow, str(note), quick, str(note)]
    assert codes(findings) == [("none.txt", "no-article")]


def test_without_the_extra_addresses_say_what_to_install(
    web: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And what is no address is imported all the same."""
    for name in [name for name in sys.modules if name.startswith("generator.net.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "httpcore", None)
    note = tmp_path / "note.txt"
    note.write_text("A note\n\n" + FERRY[0])

    captures, findings = ask(web.url + "/", str(note))

    assert [each.name for each in captures] == [str(note)]
    assert [(finding.file, finding.hint) for finding in findings] == [(web.url + "/", "pip install 'nashra[fetch]'")]


def command(*arguments: str, stderr: int) -> subprocess.Popen[bytes]:
    words = [sys.executable, "-m", "generator", "import", "--json", "--allow-private", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "TERM": "xterm", "CI": "", "NO_COLOR": "1"}
    return subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=stderr)


def test_a_bar_on_the_terminal_leaves_the_results_alone(web: Site) -> None:
    addresses = [web.put(f"/{number}", status=404) for number in range(3)]
    terminal, other_end = pty.openpty()
    try:
        done = command(*addresses, stderr=other_end)
        out, _ = done.communicate(timeout=60)
        shown = os.read(terminal, 65536).decode(errors="replace")
    finally:
        os.close(terminal)
        os.close(other_end)

    assert [json.loads(line)["file"] for line in out.splitlines()] == addresses
    assert "importing" in shown


def test_an_interrupted_import_ends_soon(web: Site) -> None:
    """Without waiting for whoever is slow."""
    running = command(web.put("/", "<p>", drip=b"x", pause=0.2), web.url + "/b", stderr=subprocess.PIPE)
    while not web.paths:
        assert running.poll() is None, "it has ended before it asked"
        time.sleep(0.05)
    start = time.monotonic()
    interrupt(running)
    _, said = running.communicate()

    assert running.returncode == 130
    assert b"Traceback" not in said
    assert time.monotonic() - start < 5


def test_only_the_server_may_know_the_encoding(web: Site) -> None:
    """A page that does not say it is read as its server says, and kept in UTF-8."""
    text = "<html><head><title>Паром вернулся</title></head><body><p>Паром снова ходит.</p></body></html>"
    address = web.put("/", text.encode("windows-1251"), "text/html; charset=windows-1251")
    declared = web.put("/b", text.replace("<head>", "<head><meta charset=windows-1251>").encode("windows-1251"))

    captures, _ = ask(address, declared)

    assert captures[0].data.decode() == text
    assert captures[1].data == web.pages["/b"].body


_ODD = (
    b"<rss><channel><item><title>a</title><description>&#xd800; Text of it.</description></item></channel></rss>",
    b"<rss><channel><item><title>a</title><description>&#x110000; Text.</description></item></channel></rss>",
)


@pytest.mark.parametrize("data", _ODD)
def test_characters_that_no_text_holds_are_a_failure_in_a_sentence(data: bytes) -> None:
    with pytest.raises(ImportFailed, match="cannot be read"):
        read(data, "feed")


def test_half_a_pair_of_surrogates_is_no_text() -> None:
    item = {
        "id": "1",
        "url": "https://example.org/\ud800",
        "title": "A \udfff title",
        "content_text": "Text \ud800 here.",
    }
    data = json.dumps({"version": "https://jsonfeed.org/version/1", "items": [item]}).encode()

    (found,) = read(data, "feed")

    assert f"{found}".encode()
    assert "Text" in found.body


def test_a_date_beyond_all_calendars_is_unknown() -> None:
    date = "<pubDate>Tue, 31 Dec 9999 23:59:59 -2300</pubDate>"
    item = f"<item><title>a</title>{date}<description>Text here.</description></item>"

    (found,) = read(f"<rss><channel>{item}</channel></rss>".encode(), "feed")

    assert found.published is None


def test_a_feed_of_headlines_that_breaks_off_is_told(web: Site) -> None:
    whole = rss(item("Ferry", web.put("/ferry", page("Ferry"))), item("Mill", web.url + "/mill"))

    captures, findings = ask(web.put("/feed", whole[: whole.index("Mill")], "application/rss+xml"))

    assert [capture.name for capture in captures] == [web.url + "/ferry"]
    assert codes(findings) == [("feed", "feed-damaged")]
