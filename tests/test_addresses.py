"""Every address of the site leads somewhere: from disk, from any base path, for readers and for search engines."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

import pytest
from digests import Demonstration, Digest, demonstration, tree_of
from pages import Element, read_page, target

BASE = "https://example.org/news/"
XHTML = "{http://www.w3.org/1999/xhtml}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"

# Letters that mean something in addresses, but not in the names of our files.
AWKWARD = (
    "a+b",
    "a&b=c;d,e",
    "a(b)[c]",
    "it's",
    "~x",
    "a@b!c",
    "$1",
    "é",
    "خبر-عاجل",
    "ライブ",
    "x.y",
    "{x}",
    "^",
    "`",
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    return demonstration(tmp_path_factory)


@pytest.fixture(params=["", BASE, "https://example.org/"])
def digest(tmp_path: Path, request: pytest.FixtureRequest) -> Digest:
    """Return a built digest with every kind of page, lists over several pages, and awkward names."""
    digest = Digest(tmp_path / "digest").thread("talks").thread("ليبيا")
    digest.settings(*([f'base_url = "{request.param}"'] if request.param else []), "page_size = 2")
    digest.put("content/sources/wire.toml", 'url = "https://wire.example/"\n[name]\nar = "وكالة"\n')
    for number, stem in enumerate(AWKWARD):
        fields: dict[str, Any] = {"published": f"2019-{number % 3 + 1:02}-08", "tags": ["ماء", stem.replace("?", "")]}
        digest.article(f"{stem}.ar", "نص[^1].\n\n# رأس\n\n[^1]: حاشية[^2].\n[^2]: أخرى.\n", **fields)
        digest.translation(f"{stem}.en", f"{stem}.ar", "Text[^1].\n\n[^1]: Note.\n", title=stem)
    for number in range(7):
        fields = {"threads": ["talks", "ليبيا"], "publisher": "wire", "section": "politics"}
        digest.article(f"t{number}.ar", published=f"2019-04-0{number + 1}T10:30+03:00", **fields)
    digest.article("fa.fa", threads=["talks"]).translation("fa.en", "fa.fa", title="From Persian")
    digest.article("en.en", title="English first").translation("en.ar", "en.en", title="عن الإنجليزية")
    digest.build()
    return digest


def pages_of(site: Path) -> dict[str, Element]:
    return {path: read_page(raw.decode()) for path, raw in tree_of(site).items() if path.endswith(".html")}


def linked(page: Element) -> list[str]:
    """Return every address that a page links to or loads."""
    names = ("href", "src", "cite", "action", "data", "poster")
    return [each.attributes[name] for each in page.walk() for name in names if name in each.attributes]


def assert_every_link_works(pages: dict[str, Element], files: set[str], base: str) -> None:
    """Check that what a page links to is a file of the site, and that its anchor is there."""
    ids = {path: {each.attributes.get("id", "") for each in page.walk()} for path, page in pages.items()}
    root = urlsplit(base).path or "/"
    for path, page in pages.items():
        for address in linked(page):
            if path == "404.html" and address.startswith("/"):
                assert address.startswith(root), (path, address)
                found = target("404.html", address.removeprefix(root))
            elif base and address.startswith(base):
                found = target("index.html", address.removeprefix(base))
            else:
                assert not address.startswith("/"), (path, address)
                found = target(path, address)
            if found is None:
                continue
            file, anchor = found
            assert not file.startswith(".."), (path, address)
            assert file in files, (path, address)
            assert not anchor or anchor in ids[file], (path, address)


def test_every_link_and_anchor_leads_to_a_file(digest: Digest) -> None:
    """All links inside the site are relative: the same site works from disk and below any path."""
    base = digest.read("ar/index.html").all("meta", property_="og:url")
    address = base[0].attributes["content"].removesuffix("ar/index.html") if base else ""

    assert_every_link_works(pages_of(digest.output), set(digest.tree()), address)


def test_every_link_of_the_demonstration_works(demo: Demonstration) -> None:
    assert_every_link_works(pages_of(demo.site), set(tree_of(demo.site)), "")


def test_every_page_can_be_reached_from_the_front_page(digest: Digest) -> None:
    """A reader who follows links comes to every page but the one for lost readers."""
    pages = pages_of(digest.output)
    reached, todo = {"index.html"}, ["index.html"]
    while todo:
        path = todo.pop()
        for address in linked(pages[path]):
            found = target(path, address)
            if found and found[0] in pages and found[0] not in reached:
                reached.add(found[0])
                todo.append(found[0])

    assert pages.keys() - reached == {"404.html"}


@pytest.mark.parametrize(("base", "root"), [("", "/"), (BASE, "/news/"), ("https://example.org/", "/")])
def test_the_page_for_lost_readers_works_at_any_depth(tmp_path: Path, base: str, root: str) -> None:
    """It is shown at any address, so its links start from the path of the base address, or from `/`."""
    digest = Digest(tmp_path / "digest").thread("talks").article("a.ar", threads=["talks"])
    digest.build(base_url=base or None)

    page = digest.read("404.html")

    inside = [each for each in linked(page) if not each.startswith(("http", "#"))]
    assert len(inside) > 5
    assert all(each.startswith(root) and not each.startswith("//") for each in inside)
    assert {f"{root}ar/index.html", f"{root}en/index.html"} <= set(inside)
    assert page.one("meta", name="robots").attributes["content"] == "noindex"


ADDRESSES = (
    *("index.html", "404.html", "robots.txt", ".nojekyll", ".nashra-outputs"),
    *(
        f"{lang}/{path}"
        for lang in ("ar", "en")
        for path in (
            *("index.html", "page/1.html", "page/2.html", "feed.atom.xml", "articles/é.html", "articles/é/both.html"),
            *("articles/خبر-عاجل.html", "articles/fa.html", "articles/en.html", "articles/t1.html"),
            *("threads/index.html", "threads/talks.html", "threads/talks/1.html", "threads/talks.atom.xml"),
            *("threads/ليبيا.html", "threads/ليبيا/2.html", "sections/index.html", "sections/politics.html"),
            *("sections/politics.atom.xml", "sections/politics/1.html", "sources/index.html", "sources/wire.html"),
            *(
                "sources/wire.atom.xml",
                "tags/ماء.html",
                "tags/ماء/1.html",
                "tags/index.html",
                "archive/index.html",
                "archive/2019-04.html",
                "credits.html",
            ),
        )
    ),
)


def test_pages_lie_where_the_design_says(digest: Digest) -> None:
    """Addresses are a contract: others link to them."""
    tree = digest.tree()

    assert [path for path in ADDRESSES if path not in tree] == []
    assert tree[".nojekyll"] == b""
    assert all(re.fullmatch(r"assets/[\w-]+\.[0-9a-f]{8,}\.\w+", path) for path in tree if path.startswith("assets/"))
    assert {path.rpartition(".")[2] for path in tree if path.startswith("assets/")} >= {"css", "svg"}


KINDS = {
    "index.html": "home",
    "ar/index.html": "home",
    "ar/page/1.html": "home",
    "404.html": "404",
    "ar/articles/é.html": "article",
    "ar/articles/é/both.html": "both",
    "ar/threads/index.html": "threads",
    "ar/threads/talks.html": "thread",
    "ar/threads/talks/1.html": "thread",
    "ar/sections/index.html": "sections",
    "ar/sections/politics.html": "section",
    "ar/sources/index.html": "sources",
    "ar/sources/wire.html": "source",
    "ar/tags/index.html": "tags",
    "ar/tags/ماء.html": "tag",
    "ar/credits.html": "credits",
    "ar/archive/index.html": "archive",
    "ar/archive/2019-04.html": "month",
}


def test_every_page_names_its_template_and_its_edition(digest: Digest) -> None:
    pages = pages_of(digest.output)

    for path, kind in KINDS.items():
        assert pages[path].one("body").attributes["data-template"] == kind, path
    for path, page in pages.items():
        assert page.one("body").attributes["data-template"], path
        lang = path.partition("/")[0] if "/" in path else "ar"
        assert page.attributes == {"lang": lang, "dir": "rtl" if lang == "ar" else "ltr"}, path
        assert page.one("title").text, path
        assert len(page.all("h1")) == 1, path


def test_the_list_of_our_files_is_the_tree(digest: Digest) -> None:
    """Pruning goes by it when the state is gone, so it may be neither too long nor too short."""
    listed = digest.page(".nashra-outputs").splitlines()

    assert listed == sorted(listed)
    assert set(listed) == digest.tree().keys() - {".nashra-outputs"}


# Search engines ---------------------------------------------------------------------------------------------------


def addresses(page: Element, rel: str) -> dict[str, str]:
    """Return the links of a page's head by their language."""
    found = [each.attributes for each in page.one("head").all("link", rel=rel) if "type" not in each.attributes]
    return {each.get("hreflang", ""): each["href"] for each in found}


def inside(base: str, address: str) -> str:
    """Return the path in the site of an absolute address."""
    assert address.startswith(base), address
    assert address.isascii(), address
    return unquote(address.removeprefix(base))


def built_for(tmp_path: Path, base: str) -> Digest:
    digest = Digest(tmp_path / "digest").thread("talks").settings(f'base_url = "{base}"', "page_size = 2")
    digest.article("خبر.ar", published="2019-04-08", threads=["talks"]).translation("خبر.en", "خبر.ar", title="News")
    digest.article("b.ar").article("c.ar", published="2019-05", threads=["talks"]).article("d.fa", section="politics")
    digest.article("e.fa").translation("e.en", "e.fa", title="From Persian")
    digest.build()
    return digest


def test_pages_name_their_own_address(tmp_path: Path) -> None:
    """With a base address every page that may be found says where it is, in whole and encoded addresses."""
    digest = built_for(tmp_path, BASE)

    for path, page in pages_of(digest.output).items():
        found = addresses(page, "canonical")
        robots = [each.attributes["content"] for each in page.all("meta", name="robots")]
        assert len(page.one("head").all("link", rel="canonical")) <= 1
        assert inside(BASE, page.one("meta", property_="og:url").attributes["content"]) == path
        if robots:
            assert robots == ["noindex"], path
        else:
            assert inside(BASE, found[""]) == path


def test_versions_point_at_one_another(tmp_path: Path) -> None:
    """Each version names all versions, itself too, and none that a search engine may not have."""
    digest = built_for(tmp_path, BASE)
    pages = pages_of(digest.output)
    told = {path: addresses(page, "alternate") for path, page in pages.items()}

    for path, versions in told.items():
        for lang, address in versions.items():
            other = inside(BASE, address)
            assert other in pages, (path, address)
            if lang != "x-default":
                assert pages[other].attributes["lang"] == lang, (path, address)
                assert told[other] == versions, (path, other)
                assert not pages[other].all("meta", name="robots"), (path, other)
        assert not versions or path in {inside(BASE, address) for address in versions.values()}, path
        assert not versions or not pages[path].all("meta", name="robots"), path
    assert {lang: inside(BASE, address) for lang, address in told["en/articles/خبر.html"].items()} == {
        "ar": "ar/articles/خبر.html",
        "en": "en/articles/خبر.html",
        "x-default": "ar/articles/خبر.html",
    }
    assert told["ar/index.html"].keys() == {"ar", "en", "x-default"}
    assert told["ar/articles/b.html"].keys() <= {"ar", "x-default"}


@pytest.mark.parametrize("motto", ["", '[description]\nar = "أخبار اليوم"\n'])
def test_the_front_of_one_edition_is_its_home(tmp_path: Path, motto: str) -> None:
    """Search engines are sent to one of the two; there is no switch to other languages, as there are none."""
    digest = Digest(tmp_path / "digest").article("a.ar", published="2019-04-08")
    settings = f'base_url = "{BASE}"\nlanguages = ["ar"]\n[title]\nar = "نشرة"\n{motto}'
    digest.put("content/digest.toml", settings).build()

    front, home = digest.read("index.html"), digest.read("ar/index.html")

    assert [inside(BASE, addresses(page, "canonical")[""]) for page in (front, home)] == ["ar/index.html"] * 2
    assert addresses(front, "alternate") == {}
    assert {inside(BASE, address) for address in addresses(home, "alternate").values()} == {"ar/index.html"}
    assert f"<loc>{BASE}index.html</loc>" not in digest.page("sitemap.xml")
    assert f"<loc>{BASE}ar/index.html</loc>" in digest.page("sitemap.xml")
    assert (front.one("title").text == home.one("title").text) == (not motto)
    assert not any(page.all("nav", class_="languages") for page in (front, home))


def test_the_sitemap_is_what_may_be_found(tmp_path: Path) -> None:
    """Every page without `noindex`, once, with the versions and the day that the page itself says."""
    digest = built_for(tmp_path, BASE)
    pages = pages_of(digest.output)
    entries = ElementTree.fromstring(digest.page("sitemap.xml")).findall(f"{SITEMAP}url")  # noqa: S314 - our own

    found = {inside(BASE, each.findtext(f"{SITEMAP}loc") or ""): each for each in entries}

    assert len(found) == len(entries)
    assert found.keys() == {path for path, page in pages.items() if not page.all("meta", name="robots")}
    for path, entry in found.items():
        versions = {each.attrib["hreflang"]: each.attrib["href"] for each in entry.findall(f"{XHTML}link")}
        assert versions == addresses(pages[path], "alternate"), path
    days = {path: entry.findtext(f"{SITEMAP}lastmod") for path, entry in found.items()}
    assert days["ar/articles/خبر.html"] == days["en/articles/خبر.html"] == "2019-04-08"
    assert days["ar/articles/b.html"] is days["ar/articles/c.html"] is None
    assert f"Sitemap: {BASE}sitemap.xml" in digest.page("robots.txt").splitlines()


def test_without_a_base_address_nothing_is_made_up(tmp_path: Path) -> None:
    """No canonical, no hreflang in the head, no `og:url`, no sitemap: nobody knows the address."""
    digest = built_for(tmp_path, BASE)
    digest.settings().build()

    assert not (digest.output / "sitemap.xml").exists()
    assert "Sitemap" not in digest.page("robots.txt")
    for path, page in pages_of(digest.output).items():
        assert addresses(page, "canonical") == addresses(page, "alternate") == {}, path
        assert page.all("meta", property_="og:url") == [], path
        assert "example.org" not in digest.page(path)


def test_only_addresses_depend_on_the_base_path(tmp_path: Path) -> None:
    """What a reader sees and follows is the same wherever the site will lie."""
    digest = built_for(tmp_path, BASE)
    first = {path: page.one("body") for path, page in pages_of(digest.output).items()}
    digest.build(base_url="https://other.example/a/b/")

    for path, page in pages_of(digest.output).items():
        body = page.one("body")
        assert body.text.replace("https://other.example/a/b/", BASE) == first[path].text
        if path != "404.html":
            assert linked(body) == linked(first[path])
