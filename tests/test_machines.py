"""What search engines and feed readers are told: RSS, the list of feeds, sitemaps, JSON-LD, and the page's policy."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import feedparser
import lxml.html
import pytest
from digests import Demonstration, Digest, demonstration, tree_of
from pages import read_page

from generator.config import Config
from generator.model import Page, SitemapView, TextView
from generator.plan.crawling import sitemap_pages

BASE = "https://example.org/news/"
SETTING = f'base_url = "{BASE}"'
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self'",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}


@pytest.fixture
def digest(tmp_path: Path) -> Digest:
    """Return a digest with one machine's, one person's and no translation."""
    digest = Digest(tmp_path / "digest").settings(SETTING).thread("talks")
    told: dict[str, Any] = {"threads": ["talks"], "section": "politics", "published": "2019-04-08"}
    digest.article("a.ar", "نص [رابط](b.html).[^1]\n\n[^1]: حاشية.\n", title="أول", summary="ملخص", **told)
    machine = {"status": "machine", "engine": "memory", "made": "2019-05-01"}
    digest.translation("a.en", "a.ar", "Machine text.\n", title="First", translation=machine)
    digest.article("b.ar", title="ثان", url="https://wire.example/b", authors=["هدى"], tags=["وسم"],
                   corrections=[{"date": "2019-06-01", "text": "صُحّح"}], sources=["Reuters"], **told)  # fmt: skip
    digest.translation("b.en", "b.ar", title="Second", translation={"translator": "Sam", "made": "2019-05-02"})
    return digest.article("c.ar", title="ثالث", **told)


def json_ld(digest: Digest, path: str) -> Any:
    return json.loads("".join(digest.read(path).one("script", type="application/ld+json").texts()))


def sitemap(digest: Digest) -> dict[str, ElementTree.Element]:
    root = ElementTree.fromstring(digest.page("sitemap.xml"))  # noqa: S314 - our own output
    return {unquote((each.findtext(f"{SITEMAP}loc") or "").removeprefix(BASE)): each for each in root}


# Feeds -----------------------------------------------------------------------------------------------------------


def test_rss_says_what_atom_says(digest: Digest) -> None:
    digest.build()

    for lang in ("ar", "en"):
        rss, atom = (feedparser.parse(digest.tree()[f"{lang}/feed.{kind}.xml"]) for kind in ("rss", "atom"))
        assert not rss.bozo, rss.get("bozo_exception")
        assert rss.version == "rss20"
        assert rss.feed.language == lang
        for name in ("id", "title", "link", "published_parsed"):
            assert [each[name] for each in rss.entries] == [each[name] for each in atom.entries], name
        assert [each.content[0].value for each in rss.entries] == [each.content[0].value for each in atom.entries]


@pytest.mark.parametrize("kind", ["atom.xml", "rss.xml", "json"])
def test_the_feeds_of_an_edition_have_whole_texts_in_their_direction(digest: Digest, kind: str) -> None:
    """Links lead from wherever the text is read, and a machine's text says that it is one, in the edition's words."""
    digest.build()

    raw = digest.page(f"en/feed.{kind}")
    if kind == "json":
        found = {each["title"]: each["content_html"] for each in json.loads(raw)["items"]}
    else:
        entries = feedparser.parse(raw, sanitize_html=False).entries
        found = {each.title: each.content[0].value for each in entries}
    machine = lxml.html.fragment_fromstring(found["First"], create_parent=True)
    assert "not reviewed" in (machine.findtext("p/em") or "")
    assert "Machine text." in machine.find("div").text_content()
    original = lxml.html.fragment_fromstring(found["ثالث"], create_parent=True)
    assert {(each.get("lang"), each.get("dir")) for each in original.findall("div")} == {("ar", "rtl")}

    arabic = digest.page("ar/feed.json")
    first = next(each for each in json.loads(arabic)["items"] if each["title"] == "أول")
    links = [each.get("href") for each in lxml.html.fromstring(first["content_html"]).iter("a")]
    assert links
    assert all(each.startswith(f"{BASE}ar/articles/") for each in links), links


def test_a_correction_is_an_update_of_its_entry(digest: Digest) -> None:
    """At the day of the last one, as noon in the digest's zone; its id, its date and its place stay."""
    digest.build()

    entries = {each.title: each for each in feedparser.parse(digest.tree()["ar/feed.atom.xml"]).entries}
    assert (entries["ثان"].published, entries["ثان"].updated) == (
        *("2019-04-08T12:00:00+02:00", "2019-06-01T12:00:00+02:00"),
    )
    assert entries["أول"].published == entries["أول"].updated
    items = {each["title"]: each for each in json.loads(digest.page("ar/feed.json"))["items"]}
    assert items["ثان"]["date_modified"] == "2019-06-01T12:00:00+02:00"
    assert "date_modified" not in items["أول"]


def test_the_list_of_feeds_names_each_once(digest: Digest) -> None:
    digest.build()

    root = ElementTree.fromstring(digest.page("feeds.opml"))  # noqa: S314 - our own output
    outlines = [each for each in root.iter("outline") if "xmlUrl" in each.attrib]
    listed = [each.attrib["xmlUrl"].removeprefix(BASE) for each in outlines]
    assert sorted(listed) == sorted(path for path in digest.tree() if path.endswith(".atom.xml"))
    for each in outlines:
        assert each.attrib["htmlUrl"].removeprefix(BASE) in digest.tree()
        assert each.attrib["text"]


def test_people_find_every_feed_on_one_page_of_their_edition(digest: Digest) -> None:
    digest.build()

    for page in ("ar/index.html", "en/articles/a.html"):
        lang = page.partition("/")[0]
        assert digest.read(page).one("footer").all("a", href=f"{'../' * page.count('/')}{lang}/feeds.html")
        links = digest.read(f"{lang}/feeds.html").one("main").all("a")
        linked = {each.attributes["href"].removeprefix("../") for each in links}
        endings = (".atom.xml", ".rss.xml", "feed.json")
        feeds = {path for path in digest.tree() if path.startswith(f"{lang}/") and path.endswith(endings)}
        assert feeds | {"feeds.opml"} <= linked <= digest.tree().keys()


# Search engines --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("index", ["reviewed", "all"])
def test_a_machines_translation_is_indexed_once_somebody_has_read_it(digest: Digest, index: str) -> None:
    """Until then it is `noindex`, in no sitemap, and no version names it; a setting makes it otherwise."""
    settings = (digest.folder / "content/digest.toml").read_text(encoding="utf-8")
    digest.put("content/digest.toml", f'{settings}[translate]\nindex = "{index}"\n').build()

    page, original = digest.read("en/articles/a.html"), digest.read("ar/articles/a.html")
    shown = index == "all"
    assert bool(page.all("meta", name="robots")) is not shown
    assert ("en/articles/a.html" in sitemap(digest)) is shown
    assert bool(original.all("link", hreflang="en", rel="alternate")) is shown
    assert digest.read("en/articles/b.html").all("meta", name="robots") == []

    reviewed = {"status": "machine", "engine": "memory", "reviewed_by": "Lea"}
    digest.translation("a.en", "a.ar", "Machine text.\n", title="First", translation=reviewed).build()
    assert digest.read("en/articles/a.html").all("meta", name="robots") == []
    assert "en/articles/a.html" in sitemap(digest)


def test_an_untranslated_article_points_to_its_original(digest: Digest) -> None:
    digest.build()

    page = digest.read("en/articles/c.html")
    assert page.one("link", rel="canonical").attributes["href"] == f"{BASE}ar/articles/c.html"
    assert page.one("meta", name="robots").attributes["content"] == "noindex"
    assert "en/articles/c.html" not in sitemap(digest)
    assert page.all("link", hreflang="ar", rel="alternate") == []


def test_the_sitemap_dates_what_changed(digest: Digest) -> None:
    """An article by the last day that its file knows of; nothing else, as nobody knows."""
    digest.article("d.ar", published="2019-04").build()

    days = {path: each.findtext(f"{SITEMAP}lastmod") for path, each in sitemap(digest).items()}
    assert days["ar/articles/a.html"] == "2019-04-08"
    assert days["ar/articles/b.html"] == "2019-06-01"
    assert days["en/articles/b.html"] == "2019-05-02"
    assert days["ar/articles/d.html"] is None
    assert days["ar/threads/talks.html"] is None


def test_a_large_sitemap_is_split(digest: Digest) -> None:
    pages = [
        Page(path=path, template="x", lang="ar", title="", description="", root="", canonical=path,
             content=TextView(text=""))
        for path in ("a.html", "b.html", "c.html")
    ]  # fmt: skip
    config = Config(title={"ar": "x"}, languages=("ar",), default_language="ar")

    index, *parts = sitemap_pages(pages, (), config, most=2)

    assert index.path == "sitemap.xml"
    assert isinstance(index.content, SitemapView)
    assert index.content.parts == tuple(each.path for each in parts) == ("sitemap-1.xml", "sitemap-2.xml")
    assert [len(each.content.entries) for each in parts if isinstance(each.content, SitemapView)] == [2, 1]
    (whole,) = sitemap_pages(pages, (), config, most=3)
    assert isinstance(whole.content, SitemapView)
    assert len(whole.content.entries) == 3


def test_json_ld_names_versions_sources_and_corrections(digest: Digest) -> None:
    digest.build()

    original, translation = json_ld(digest, "ar/articles/b.html"), json_ld(digest, "en/articles/b.html")
    assert original["inLanguage"] == "ar"
    assert original["author"] == [{"@type": "Person", "name": "هدى"}]
    assert original["isBasedOn"] == "https://wire.example/b"
    assert original["citation"] == ["Reuters"]
    assert original["correction"] == [
        {"@type": "CorrectionComment", "text": "صُحّح", "datePublished": "2019-06-01"}
    ]  # fmt: skip
    assert original["dateModified"] == "2019-06-01"
    assert original["isPartOf"]["url"] == f"{BASE}ar/threads/talks.html"
    (work,) = original["workTranslation"]
    assert (work["url"], work["inLanguage"]) == (f"{BASE}en/articles/b.html", "en")
    assert translation["translationOfWork"]["url"] == f"{BASE}ar/articles/b.html"
    assert translation["inLanguage"] == "en"
    assert "workTranslation" not in translation


def test_a_page_that_is_its_own_canonical_one_is_an_article_to_machines(digest: Digest) -> None:
    """Also where search engines shall not have it, and where the original stands in no edition of its language."""
    digest.article("d.pt", title="Desmatamento cai", published="2019-04-09", authors=["Ana"]).build()

    machine, homeless = json_ld(digest, "en/articles/a.html"), json_ld(digest, "ar/articles/d.html")
    assert machine["translationOfWork"]["url"] == f"{BASE}ar/articles/a.html"
    assert machine["creativeWorkStatus"] == "Machine translation from Arabic, not reviewed"
    assert "translator" not in machine
    assert (homeless["headline"], homeless["inLanguage"]) == ("Desmatamento cai", ["pt"])
    assert (homeless["datePublished"], homeless["author"]) == ("2019-04-09", [{"@type": "Person", "name": "Ana"}])
    assert homeless["url"] == f"{BASE}ar/articles/d.html"
    for path in ("en/articles/a.html", "ar/articles/d.html"):
        assert digest.read(path).one("meta", property_="og:type").attributes["content"] == "article"
    (own,) = digest.read("ar/articles/d.html").all("link", rel="canonical")
    assert own.attributes["href"] == f"{BASE}ar/articles/d.html"
    copy = digest.read("en/articles/d.html")
    assert copy.one("link", rel="canonical").attributes["href"] == f"{BASE}ar/articles/d.html"
    assert copy.one("meta", property_="og:type").attributes["content"] == "website"
    assert copy.all("script") == []


def test_who_translated_is_named_to_machines(digest: Digest) -> None:
    """By name alone: nobody said whether that is a person."""
    digest.build()

    assert json_ld(digest, "en/articles/b.html")["translator"] == "Sam"
    assert "translator" not in json_ld(digest, "ar/articles/b.html")


def test_open_graph_names_the_locales_that_there_are(digest: Digest) -> None:
    digest.build()

    def locales(path: str) -> list[str]:
        return [each.attributes["content"] for each in digest.read(path).all("meta", property_="og:locale:alternate")]

    assert locales("ar/articles/b.html") == ["en_US"]
    assert locales("en/articles/b.html") == ["ar_EG"]
    assert locales("ar/articles/c.html") == []
    article = digest.read("ar/articles/b.html")
    assert article.one("meta", property_="article:published_time").attributes["content"] == "2019-04-08"
    assert article.one("meta", property_="article:modified_time").attributes["content"] == "2019-06-01"
    assert article.one("meta", property_="article:tag").attributes["content"] == "وسم"


# The policy ------------------------------------------------------------------------------------------------------


def test_every_page_has_the_policy_before_anything_else(tmp_path_factory: pytest.TempPathFactory) -> None:
    demo: Demonstration = demonstration(tmp_path_factory)
    seen = set()

    for path, raw in tree_of(demo.site).items():
        if not path.endswith(".html"):
            continue
        page = read_page(raw.decode())
        first, second = [each for each in page.one("head").children if not isinstance(each, str)][:2]
        assert first.attributes == {"charset": "utf-8"}, path
        assert second.attributes["http-equiv"] == "Content-Security-Policy", path
        policy = dict(part.split(" ", 1) for part in re.split(r";\s*", second.attributes["content"]))
        template = page.one("body").attributes["data-template"]
        assert policy == (POLICY | {"script-src": "'self'"} if template == "search" else POLICY), path
        assert [
            each for each in page.all("script") if "src" not in each.attributes and not each.attributes.get("type")
        ] == []
        assert page.all("style") == []
        assert [each.tag for each in page.walk() if any(name.startswith("on") for name in each.attributes)] == []
        seen.add(template)
    assert seen >= {"article", "both", "home", "thread", "threads", "404"}


def test_a_page_that_leads_on_has_the_policy_and_names_where(digest: Digest) -> None:
    digest.article("n.ar", aliases=["ar/old.html"]).build()

    page = digest.read("ar/old.html")
    first, second = [each for each in page.one("head").children if not isinstance(each, str)][:2]
    assert first.attributes == {"charset": "utf-8"}
    assert second.attributes["http-equiv"] == "Content-Security-Policy"
    assert page.one("link", rel="canonical").attributes["href"] == f"{BASE}ar/articles/n.html"
