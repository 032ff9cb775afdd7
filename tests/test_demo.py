"""The demonstration, from raw material to HTML: what `make site` shows to somebody who has just come."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from digests import CHECKOUT, NOW, Demonstration, demonstration, nashra, tree_of
from pages import Element, read_page

from generator.frontmatter import values_in


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    return demonstration(tmp_path_factory)


@pytest.fixture(scope="module")
def pages(demo: Demonstration) -> dict[str, Element]:
    return {path: read_page(raw.decode()) for path, raw in tree_of(demo.site).items() if path.endswith(".html")}


def fronts(demo: Demonstration) -> dict[str, dict[str, object]]:
    """Return the front matter of every article, by the path of its file."""
    files = sorted((demo.folder / "content/articles").rglob("*.md"))
    return {path.relative_to(demo.folder).as_posix(): values_in(path.read_text(encoding="utf-8")) for path in files}


def captures() -> list[Path]:
    return sorted(path for path in (CHECKOUT / "content/inbox").iterdir() if path.name[0] != ".")


# From raw material -------------------------------------------------------------------------------------------------


def test_it_builds_without_an_error(demo: Demonstration) -> None:
    """What an editor still has to fill in is told; nothing is broken."""
    assert demo.outcome.code == 0
    findings = demo.outcome.json["findings"]
    assert [found for found in findings if found["severity"] == "error"] == []
    assert {found["code"] for found in findings} <= {
        "imported",
        "needs",
        "suggestion",
        "thread-joined",
        "thread-suggested",
    }


def test_every_capture_leaves_the_inbox_and_becomes_an_article(demo: Demonstration) -> None:
    """At least eight, in different shapes; the originals hold them byte for byte and name what was made of them."""
    waiting = captures()
    assert len(waiting) >= 8
    assert {path.suffix for path in waiting} >= {".txt", ".html", ".xml"}

    assert [path for path in (demo.folder / "content/inbox").iterdir() if path.name[0] != "."] == []
    imported = demo.outcome.json["imported"]
    assert len(imported) >= len(waiting)
    told = fronts(demo)
    kept = {
        hashlib.sha256(path.read_bytes()).hexdigest(): path.name
        for path in (demo.folder / "content/originals").iterdir()
    }
    assert {hashlib.sha256(path.read_bytes()).hexdigest() for path in waiting} <= kept.keys()
    for path in imported:
        original = told[path]["original"]
        assert isinstance(original, dict)
        assert kept[str(original["sha256"])] == original["file"], path


def test_what_was_imported_is_on_the_site_without_the_page_around_it(
    demo: Demonstration, pages: dict[str, Element]
) -> None:
    """Title and body are there; menus, share buttons and comments of the captured pages are not."""
    for path in demo.outcome.json["imported"]:
        stem = path.rpartition("/")[2].rpartition(".")[0].rpartition(".")[0]
        page = pages[f"ar/articles/{stem}.html"]
        title = fronts(demo)[path]["title"]
        assert page.one("h1").text == title
        body = page.one(class_="body").text
        assert len(body) > 200, path
        assert not re.search(r"cookie|كوكيز|شارك على|إشترك|تسجيل الدخول|Paylaş|Abone ol|תגובות|ملفات تعريف", body), path


def test_fresh_articles_join_the_stories_that_they_name(demo: Demonstration, pages: dict[str, Element]) -> None:
    """Most of what came in is part of a running story, and stands on its page."""
    told = fronts(demo)
    joined = {
        path: told[path]["threads_auto"] for path in demo.outcome.json["imported"] if "threads_auto" in told[path]
    }

    assert len(joined) * 2 > len(demo.outcome.json["imported"])
    for path, threads in joined.items():
        assert isinstance(threads, list)
        shown = " ".join(page.text for at, page in pages.items() if at.startswith(f"ar/threads/{threads[0]}"))
        assert str(told[path]["title"]) in shown


def test_a_second_build_has_nothing_to_do(demo: Demonstration) -> None:
    before = tree_of(demo.site)

    outcome = nashra("build", "--project", demo.folder, "--json", "--now", NOW.isoformat(), "--jobs", "1")

    report = outcome.json
    assert (outcome.code, report["rendered"], report["written"], report["imported"]) == (0, [], [], [])
    assert tree_of(demo.site) == before


# What it shows -----------------------------------------------------------------------------------------------------


def test_it_is_a_digest_of_some_size(demo: Demonstration, pages: dict[str, Element]) -> None:
    """At least 30 stories in 6 running ones; two thirds of what did not come in just now are in English too."""
    told = fronts(demo)
    originals = {path for path, front in told.items() if "translation" not in front}
    threads = list((demo.folder / "content/threads").glob("*.toml"))
    articles = [path for path in pages if re.fullmatch(r"ar/articles/[^/]+\.html", path)]
    fresh = {path.rpartition("/")[2].rpartition(".md")[0].rpartition(".")[0] for path in demo.outcome.json["imported"]}
    edited = [path for path in articles if path.rpartition("/")[2].removesuffix(".html") not in fresh]
    english = [path for path in edited if pages[path.replace("ar/", "en/", 1)].one("h1").lang == "en"]

    assert len(threads) == 6
    assert [path for path in threads if f"ar/threads/{path.stem}.html" not in pages] == []
    assert len(articles) >= 30
    assert len(english) * 3 >= len(edited) * 2
    languages = Counter(path.rpartition(".md")[0].rpartition(".")[2] for path in originals)
    assert languages.keys() >= {"ar", "fa", "he", "ur", "ru", "pt"}
    assert languages.most_common(1)[0][0] == "ar"


STATES = {
    "live badge": ("ar", {"class_": "badge-live"}),
    "video badge": ("ar", {"class_": "badge-video"}),
    "analysis badge": ("en", {"class_": "badge-analysis"}),
    "machine badge": ("en", {"class_": "badge-machine"}),
    "partial badge": ("en", {"class_": "badge-partial"}),
    "untranslated badge": ("en", {"class_": "badge-untranslated"}),
    "quiet thread": ("en", {"class_": "badge-dormant"}),
    "closed thread": ("en", {"class_": "badge-closed"}),
    "pinned thread": ("ar", {"class_": "pin"}),
    "human translation": ("en", {"class_": "status-human"}),
    "edited translation": ("en", {"class_": "status-edited"}),
    "machine translation": ("en", {"class_": "status-machine"}),
    "partial translation": ("en", {"class_": "status-partial"}),
    "missing translation": ("en", {"class_": "status-missing"}),
    "stale block": ("en", {"class_": "stale"}),
    "stale notice": ("en", {"class_": "stale-notice"}),
    "untranslated block": ("en", {"class_": "untranslated"}),
    "editor's note": ("ar", {"class_": "note"}),
    "footnotes": ("ar", {"class_": "notes"}),
    "corrections": ("ar", {"class_": "corrections"}),
    "unknown date": ("ar", {"class_": "unknown"}),
    "picture": ("ar", {"class_": "picture"}),
    "authors": ("ar", {"class_": "authors"}),
    "tags": ("ar", {"class_": "tags"}),
    "story so far": ("ar", {"class_": "so-far"}),
    "side by side": ("en", {"class_": "side-by-side"}),
    "quotation": ("ar", {"tag": "blockquote"}),
    "table": ("ar", {"tag": "table"}),
    "list": ("ar", {"tag": "ol"}),
}


@pytest.mark.parametrize(("lang", "wanted"), STATES.values(), ids=STATES)
def test_every_state_of_the_theme_can_be_seen(pages: dict[str, Element], lang: str, wanted: dict[str, str]) -> None:
    """Somebody who changes the style sheet sees in the demonstration what it does."""
    assert any(page.all(**wanted) for path, page in pages.items() if path.startswith(f"{lang}/"))


def test_dates_of_every_precision_can_be_seen(pages: dict[str, Element]) -> None:
    times = {each.attributes["datetime"] for page in pages.values() for each in page.all("time")}

    assert {re.sub(r"\d", "0", each)[:16] for each in times} >= {"0000-00-00", "0000-00-00T00:00"}


def test_what_is_held_back_is_nowhere(demo: Demonstration) -> None:
    """It has a draft, a private note, an embargo and an expired item to show that they are not shown."""
    held = {
        path: front
        for path, front in fronts(demo).items()
        if {"draft", "private", "publish_at", "expires"} & front.keys()
    }
    assert {key for front in held.values() for key in front} >= {"draft", "private", "publish_at", "expires"}

    tree = tree_of(demo.site)
    for path, front in held.items():
        title = str(front["title"])
        stem = path.rpartition("/")[2].partition(".")[0]
        assert not [at for at, raw in tree.items() if title.encode() in raw or stem.encode() in raw or stem in at]


def test_it_reads_as_news_and_not_as_a_test(pages: dict[str, Element]) -> None:
    """No empty page, no headline twice, no placeholder."""
    for path, page in pages.items():
        text = page.one("main").text
        assert len(text) > 20, path
        assert not re.search(r"lorem ipsum|TODO|FIXME|undefined|\bNone\b|\{\w+\}", text), path
        assert not page.all(class_="empty"), path
    titles = Counter(page.one("h1").text for path, page in pages.items() if re.fullmatch(r"ar/articles/[^/]+", path))
    assert [title for title, count in titles.items() if count > 1] == []


def test_all_text_is_our_own_and_links_of_outlets_are_made_up(demo: Demonstration) -> None:
    """Publishers of the demonstration lie below `.example`; institutions that really are there may be linked to."""
    settings = tomllib.loads((demo.folder / "content/digest.toml").read_text(encoding="utf-8"))
    assert all(".example" in each["url"] for each in settings["follow"])
    for path, front in fronts(demo).items():
        url = str(front.get("url", ""))
        assert not url or re.match(r"https?://[^/]*\.example(/|$)", url), path
