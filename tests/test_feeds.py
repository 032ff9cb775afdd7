"""Atom feeds: well formed, newest first, of lasting ids, each entry in its own language."""

from __future__ import annotations

import json
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from time import struct_time
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree
from zoneinfo import ZoneInfo

import feedparser
import pytest
from digests import Demonstration, Digest, demonstration, tree_of
from pages import read_page, target

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
BASE = "https://example.org/news/"


@pytest.fixture
def digest(tmp_path: Path) -> Digest:
    """Return a digest whose feeds have something to go wrong with."""
    digest = Digest(tmp_path / "digest").thread("talks")
    digest.put("content/sources/wire.toml", '[name]\nar = "وكالة"\nen = "Wire & Co"\n')
    told: dict[str, Any] = {"threads": ["talks"], "section": "politics", "sources": ["wire"]}
    digest.article("a.ar", title="أول", summary="ملخص <b>", published="2019-04-08", publisher="wire", **told)
    digest.translation("a.en", "a.ar", title="First & foremost", summary="Lede")
    digest.article("b.ar", title="ثان", published="2019-04-08T10:30+03:00", authors=["هدى", "كريم"], **told)
    digest.article("c.fa", title="سوم", published="2019-04-07T20:59Z", **told)
    digest.article("d.ar", title="رابع", published="2020-01-01", **told)
    for number, unknown in enumerate(("2019", "2019-04", "unknown", "")):
        digest.article(f"u{number}.ar", title="بلا تاريخ", **told, **({"published": unknown} if unknown else {}))
    return digest


FEEDS = tuple(
    f"{lang}/{path}"
    for lang in ("ar", "en")
    for path in ("feed.atom.xml", "threads/talks.atom.xml", "sections/politics.atom.xml", "sources/wire.atom.xml")
)


def feeds_of(site: Path) -> dict[str, bytes]:
    return {path: raw for path, raw in tree_of(site).items() if path.endswith(".atom.xml")}


def entries(raw: bytes) -> list[ElementTree.Element]:
    return ElementTree.fromstring(raw).findall(f"{ATOM}entry")  # noqa: S314 - our own output


def told(entry: ElementTree.Element, name: str) -> str:
    return entry.findtext(f"{ATOM}{name}") or ""


def parsed(raw: bytes) -> Any:
    return feedparser.parse(raw)


@pytest.mark.parametrize("base", [None, BASE])
def test_every_list_that_grows_has_a_feed_that_readers_understand(digest: Digest, base: str | None) -> None:
    """Home, thread, section and source; a strict reader finds nothing to complain about."""
    digest.build(base_url=base)

    found = feeds_of(digest.output)

    assert sorted(found) == sorted(FEEDS)
    for path, raw in found.items():
        feed = parsed(raw)
        assert not feed.bozo, (path, feed.get("bozo_exception"))
        assert feed.version == "atom10", path
        assert feed.feed.title, path
        assert feed.feed.updated_parsed, path
        assert [each for each in feed.entries if not (each.title and each.id and each.link and each.updated)] == []


def test_the_feeds_of_the_demonstration_are_well_formed(tmp_path_factory: pytest.TempPathFactory) -> None:
    demo: Demonstration = demonstration(tmp_path_factory)

    found = feeds_of(demo.site)

    assert len(found) >= 20
    for path, raw in found.items():
        feed = parsed(raw)
        assert not feed.bozo, (path, feed.get("bozo_exception"))
        assert 1 <= len(feed.entries) <= 20, path


def test_entries_stand_newest_first(digest: Digest) -> None:
    """By the instant of publication, whatever zone it was written in; a day is noon in the digest's zone."""
    digest.build()

    for path, raw in feeds_of(digest.output).items():
        moments: list[struct_time] = [each.published_parsed for each in parsed(raw).entries]
        assert moments == sorted(moments, reverse=True), path
        assert ElementTree.fromstring(raw).findtext(f"{ATOM}updated") == max(  # noqa: S314 - our own output
            (told(each, "updated") for each in entries(raw)), key=datetime.fromisoformat
        )
    published = [told(each, "published") for each in entries(digest.tree()["ar/feed.atom.xml"])]
    assert published == [
        "2020-01-01T12:00:00+02:00",
        "2019-04-08T12:00:00+02:00",
        "2019-04-08T10:30:00+03:00",
        "2019-04-07T20:59:00Z",
    ]


@pytest.mark.parametrize(
    ("zone", "readers"),
    [
        ("America/New_York", ("America/Los_Angeles", "America/New_York", "Europe/London", "Africa/Cairo")),
        ("Africa/Cairo", ("America/Los_Angeles", "America/New_York", "Europe/London", "Africa/Cairo", "Asia/Tokyo")),
        ("Asia/Tehran", ("America/New_York", "Europe/London", "Africa/Cairo", "Asia/Tehran", "Asia/Tokyo")),
    ],
)
def test_a_day_is_the_same_day_for_readers_far_away(tmp_path: Path, zone: str, readers: tuple[str, ...]) -> None:
    """In each format; an hour that is known stays as it was told."""
    digest = Digest(tmp_path / "digest")
    digest.put("content/digest.toml", (digest.folder / "content/digest.toml").read_text().replace("Africa/Cairo", zone))
    digest.article("a.ar", published="2022-12-20").article("b.ar", published="2022-12-19T23:30-05:00")
    digest.build(base_url=BASE)

    atom = {told(each, "title"): told(each, "published") for each in entries(digest.tree()["ar/feed.atom.xml"])}
    items = {each["title"]: each["date_published"] for each in json.loads(digest.page("ar/feed.json"))["items"]}
    rss = ElementTree.fromstring(digest.page("ar/feed.rss.xml"))  # noqa: S314 - our own output
    dates = {each.findtext("title"): parsedate_to_datetime(each.findtext("pubDate") or "") for each in rss.iter("item")}
    assert atom == items == {name: moment.isoformat() for name, moment in dates.items()}
    assert atom["b"] == "2022-12-19T23:30:00-05:00"
    days = {dates["a"].astimezone(ZoneInfo(reader)).date().isoformat() for reader in readers}
    assert days == {"2022-12-20"}


def test_clocks_that_were_set_by_the_sun_are_told_in_greenwich_time(tmp_path: Path) -> None:
    """The formats of feeds have no seconds of an offset."""
    digest = Digest(tmp_path / "digest").article("a.ar", published="1890-05-01")
    digest.build()

    assert told(entries(digest.tree()["ar/feed.atom.xml"])[0], "published") == "1890-05-01T09:54:51Z"


def test_only_articles_whose_day_is_known_are_in_feeds(digest: Digest) -> None:
    """A feed has no word for `April 2019`, and a day that is made up would be a lie."""
    digest.build()

    for path, raw in feeds_of(digest.output).items():
        assert len(entries(raw)) == 4, path
        assert "بلا تاريخ" not in raw.decode(), path


def test_a_list_without_known_days_has_no_feed_and_links_to_none(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").thread("old").article("a.ar", threads=["old"], published="2019")
    digest.build()

    assert sorted(feeds_of(digest.output)) == ["ar/feed.atom.xml", "en/feed.atom.xml"]
    assert not parsed(digest.tree()["ar/feed.atom.xml"]).bozo
    page = digest.read("ar/threads/old.html")
    assert {each.attributes["href"] for each in page.all(type="application/atom+xml")} == {"../../ar/feed.atom.xml"}


@pytest.mark.parametrize("base", [None, BASE])
def test_ids_are_one_for_each_thing_and_last(digest: Digest, base: str | None) -> None:
    """A change of title, text or date is the same entry; no two feeds, and no two entries, share an id."""
    digest.build(base_url=base)

    def ids() -> dict[str, list[str]]:
        return {path: [told(each, "id") for each in entries(raw)] for path, raw in feeds_of(digest.output).items()}

    before = ids()
    own = [ElementTree.fromstring(raw).findtext(f"{ATOM}id") for raw in feeds_of(digest.output).values()]  # noqa: S314
    assert len(set(own)) == len(own)
    assert not {*own} & {each for found in before.values() for each in found}
    assert all(len(set(found)) == len(found) for found in before.values())
    assert not {*before["ar/feed.atom.xml"]} & {*before["en/feed.atom.xml"]}
    start = base or "tag:"
    assert all(each.startswith(start) for found in before.values() for each in found)

    digest.article("a.ar", "نص آخر.\n", title="عنوان آخر", published="2019-04-08", threads=["talks"], sources=["wire"],
                   section="politics")  # fmt: skip
    digest.article("e.ar", title="جديد", published="2021-01-01").build(base_url=base)

    after = ids()
    assert {path: found for path, found in after.items() if "feed" not in path} == {
        path: found for path, found in before.items() if "feed" not in path
    }
    assert after["ar/feed.atom.xml"][1:] == before["ar/feed.atom.xml"]


def test_ids_are_the_same_for_anybody_who_builds(digest: Digest) -> None:
    """Neither folder nor machine nor instant is in an id."""
    digest.build()

    assert {path: raw for path, raw in digest.clean_tree().items() if path.endswith(".atom.xml")} == feeds_of(
        digest.output
    )


def test_entries_say_their_language_and_direction(digest: Digest) -> None:
    """An Arabic article in the English feed is Arabic, from right to left, whatever the feed's language is."""
    digest.build()

    raw = digest.tree()["en/feed.atom.xml"]
    assert ElementTree.fromstring(raw).attrib[LANG] == "en"  # noqa: S314 - our own output
    found = {told(each, "title"): each for each in entries(raw)}
    languages = {title: each.find(f"{ATOM}title").attrib[LANG] for title, each in found.items()}  # type: ignore[union-attr]
    assert languages == {"رابع": "ar", "ثان": "ar", "سوم": "fa", "First & foremost": "en"}
    links = {title: each.find(f"{ATOM}link").attrib["hreflang"] for title, each in found.items()}  # type: ignore[union-attr]
    assert links == languages

    def summary(path: str, title: str) -> tuple[str, str, str]:
        (entry,) = (each for each in entries(digest.tree()[path]) if told(each, "title") == title)
        (box,) = entry.iter("{http://www.w3.org/1999/xhtml}div")
        return box.attrib["lang"], box.attrib["dir"], "".join(box.itertext())

    assert summary("ar/feed.atom.xml", "أول") == ("ar", "rtl", "ملخص <b>")
    assert summary("en/feed.atom.xml", "First & foremost") == ("en", "ltr", "Lede")


def test_entries_say_who_wrote_or_published_them(digest: Digest) -> None:
    digest.build()

    authors = {
        told(each, "title"): each.findtext(f"{ATOM}author/{ATOM}name")
        for each in entries(digest.tree()["en/feed.atom.xml"])
    }
    assert authors == {"رابع": None, "ثان": "هدى", "سوم": None, "First & foremost": "Wire & Co"}


@pytest.mark.parametrize("base", ["", BASE])
def test_every_link_of_a_feed_leads_to_a_file(digest: Digest, base: str) -> None:
    """Absolute where the address of the site is known, else relative to the feed."""
    digest.build(base_url=base or None)
    tree = digest.tree()

    for path, raw in feeds_of(digest.output).items():
        links = [each.attrib["href"] for each in ElementTree.fromstring(raw).iter(f"{ATOM}link")]  # noqa: S314
        assert len(links) == 2 + len(entries(raw)), path
        for link in links:
            if base:
                assert link.startswith(base), (path, link)
                assert link.isascii(), (path, link)
                assert unquote(link.removeprefix(base)) in tree, (path, link)
            else:
                found = target(path, link)
                assert found is not None, (path, link)
                assert found[0] in tree, (path, link)
        own = ElementTree.fromstring(raw).find(f"{ATOM}link[@rel='self']")  # noqa: S314 - our own output
        assert own is not None
        assert (own.attrib["href"].removeprefix(base) if base else target(path, own.attrib["href"])) in (
            path,
            (path, ""),
        )


def test_a_page_names_its_feeds(digest: Digest) -> None:
    """A feed reader that is given the address of a page finds the feed of the page, then that of the edition."""
    digest.build()

    for page, feeds in {
        "ar/index.html": ["ar/feed.atom.xml"],
        "en/threads/talks.html": ["en/threads/talks.atom.xml", "en/feed.atom.xml"],
        "ar/sections/politics.html": ["ar/sections/politics.atom.xml", "ar/feed.atom.xml"],
        "ar/articles/a.html": ["ar/feed.atom.xml"],
    }.items():
        links = read_page(digest.page(page)).one("head").all("link", rel="alternate", type="application/atom+xml")
        assert [target(page, each.attributes["href"]) for each in links] == [(each, "") for each in feeds]
        assert all(each.attributes["title"] for each in links)


def test_a_feed_holds_the_newest_twenty(tmp_path: Path) -> None:
    """A reader who comes daily misses nothing, and nobody loads an archive."""
    digest = Digest(tmp_path / "digest")
    for number in range(1, 26):
        digest.article(f"s{number}.ar", title=f"خبر {number}", published=f"2019-04-{number:02}")
    digest.build()

    titles = [told(each, "title") for each in entries(digest.tree()["ar/feed.atom.xml"])]

    assert titles == [f"خبر {number}" for number in range(25, 5, -1)]
