"""Lists and counts: every story where a reader looks for it, once, and pages that stay as they are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from digests import Digest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pages import Element, target

from generator.model import Article, Story
from generator.plan.paging import paginate


def stories(count: int) -> tuple[Story, ...]:
    """Return `count` stories, newest first."""
    return tuple(
        Story(
            stem=f"s{number}",
            original=Article(stem=f"s{number}", lang="ar", path="", fingerprint="", body_line=1, title=""),
        )
        for number in range(count, 0, -1)
    )


def titles(page: Element, of: str = "main") -> list[str]:
    """Return the headlines of a list as they stand."""
    found = (each for each in page.one(of).walk() if {"headline", "brief"} & {*each.classes})
    return [each.all("a")[0].text for each in found]


def leads(page: Element, path: str) -> list[str]:
    """Return where the links of an element lead inside the site."""
    found = (target(path, each.attributes["href"]) for each in page.all("a"))
    return [place[0] for place in found if place]


# Pages of a list ---------------------------------------------------------------------------------------------------


@given(count=st.integers(0, 400), size=st.integers(1, 60))
def test_every_story_stands_on_one_page(count: int, size: int) -> None:
    """Newest first, from the top page down to number 1, none left out and none twice."""
    pages = paginate(stories(count), size)

    assert tuple(story for page in pages for story in page.stories) == stories(count)
    assert [page.number for page in pages] == list(range(len(pages), 0, -1))
    assert [page.top for page in pages] == [True] + [False] * (len(pages) - 1)
    assert all(len(page.stories) == size for page in pages if not page.top)
    assert len(pages[0].stories) < size * 2
    assert len(pages) == 1 or len(pages[0].stories) >= size // 2


@given(count=st.integers(0, 300), more=st.integers(0, 120), size=st.integers(1, 40))
def test_a_full_page_never_changes_when_newer_stories_come(count: int, more: int, size: int) -> None:
    """Its number counts from the oldest, so that its address and what it holds are for good."""
    before = {page.number: page.stories for page in paginate(stories(count), size) if not page.top}
    after = {page.number: page.stories for page in paginate(stories(count + more), size) if not page.top}

    assert before.items() <= after.items()


def grown(folder: Path, count: int, size: int) -> Digest:
    digest = Digest(folder).thread("talks").settings(f"page_size = {size}")
    for number in range(1, count + 1):
        digest.article(f"s{number:02}.ar", threads=["talks"], published=f"2019-04-{number:02}", section="politics")
    return digest


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(count=st.integers(1, 14), size=st.integers(1, 5))
def test_pages_of_a_built_list_follow_one_another(
    tmp_path_factory: pytest.TempPathFactory, count: int, size: int
) -> None:
    """`older` and `newer` lead back and forth over all pages; every story is on one of them."""
    digest = grown(tmp_path_factory.mktemp("pages") / "digest", count, size)
    digest.build()

    for top, folder in (
        ("ar/index.html", "ar/page/"),
        ("ar/threads/talks.html", "ar/threads/talks/"),
        ("en/sections/politics.html", "en/sections/politics/"),
    ):
        path, seen, back = top, [], ""
        while path:
            page = digest.read(path)
            seen += [each for each in titles(page) if each.startswith("s")]
            newer = [target(path, each.attributes["href"]) for each in page.all("a", "back", rel="prev")]
            assert newer == ([(back, "")] if back else []), path
            older = [target(path, each.attributes["href"]) for each in page.all("a", "forth", rel="next")]
            back, path = path, older[0][0] if older and older[0] else ""
            assert not path or path.startswith(folder)
        assert seen == [f"s{number:02}" for number in range(count, 0, -1)], top
        assert back in {top, f"{folder}1.html"}


def test_full_pages_keep_their_bytes_when_newer_stories_come(tmp_path: Path) -> None:
    """A day's work changes the top of a list and the page below it, not an archive of hundreds."""
    digest = grown(tmp_path / "digest", 9, 2)
    digest.build()
    before = digest.tree()
    for number in range(10, 14):
        digest.article(f"s{number:02}.ar", threads=["talks"], published=f"2019-04-{number:02}", section="politics")

    report = digest.build()

    for folder in ("ar/page", "ar/threads/talks", "en/sections/politics"):
        for number in (1, 2):
            path = f"{folder}/{number}.html"
            assert path not in report.rendered
            assert digest.tree()[path] == before[path]


def test_a_page_says_its_number_and_points_at_its_own_address(tmp_path: Path) -> None:
    digest = grown(tmp_path / "digest", 5, 2)
    digest.build()

    page = digest.read("en/page/1.html")
    assert page.one("title").text == "Nashra – Page 1 | Nashra"
    assert page.one(class_="pager-label").text == "Page 1"
    switch = page.one(class_="languages")
    assert leads(switch, "en/page/1.html") == ["ar/index.html", "en/page/1.html"]


# Order -------------------------------------------------------------------------------------------------------------


def test_lists_stand_newest_first_and_what_has_no_date_last(tmp_path: Path) -> None:
    """A month is older than its days, a year than its months; an unknown date is never today."""
    digest = Digest(tmp_path / "digest").thread("talks")
    dates = (
        "2019-04-08T22:00+02:00",
        "2019-04-08T21:30+03:00",
        "2019-04-08",
        "2019-04-07",
        "2019-04",
        "2019",
        "2018-12-31",
    )
    for number, date in enumerate((*dates, "unknown", "")):
        told = {"published": date} if date else {}
        digest.article(f"s{number}.ar", title=str(number), threads=["talks"], section="politics", **told)
    digest.build()

    for path in ("ar/index.html", "ar/threads/talks.html", "en/sections/politics.html"):
        shown = [each for each in titles(digest.read(path)) if each.isdigit()]
        assert shown[:7] == ["0", "1", "2", "3", "4", "5", "6"], path
        assert set(shown[7:]) == {"7", "8"}, path
    days = [each.text for each in digest.read("en/threads/talks.html").one(class_="timeline").all("h2")]
    assert days == ["April 8, 2019", "April 7, 2019", "April 2019", "2019", "December 31, 2018", "Undated"]


def test_ties_are_broken_by_name_and_not_by_chance(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest")
    for stem in ("b", "c", "a"):
        digest.article(f"{stem}.ar", published="2019-04-08")
    digest.build()

    assert titles(digest.read("ar/index.html")) == ["c", "b", "a"]


def test_months_stand_newest_first_with_their_counts(tmp_path: Path) -> None:
    """By year. Articles of a year without a month, and those without a date, stand together at the end."""
    digest = Digest(tmp_path / "digest").settings('digits = "latn"')
    for number, date in enumerate(("2019-04-08", "2019-04", "2019", "2018-12-31", "unknown", "2020-01-01")):
        digest.article(f"s{number}.ar", published=date)
    digest.build()

    page = digest.read("en/archive/index.html")
    years = {each.one("h2").text: [line.text for line in each.all("li")] for each in page.all(class_="entry-group")}
    assert years == {
        "2020": ["January 2020 1 article"],
        "2019": ["April 2019 2 articles"],
        "2018": ["December 2018 1 article"],
    }
    assert page.all(class_="entries")[-1].text == "Undated 2 articles"
    assert titles(digest.read("en/archive/undated.html")) == ["s2", "s4"]
    assert sorted(path for path in digest.tree() if path.startswith("en/archive/2")) == [
        f"en/archive/{month}.html" for month in ("2018-12", "2019-04", "2020-01")
    ]
    assert titles(digest.read("ar/archive/2019-04.html")) == ["s0", "s1"]


def test_sections_stand_in_the_order_of_the_settings(tmp_path: Path) -> None:
    """In the menu and in the index; a section that nothing is in is in neither."""
    digest = Digest(tmp_path / "digest")
    names = ("sport", "economy", "arts", "empty")
    text = (digest.folder / "content/digest.toml").read_text()
    digest.put("content/digest.toml", text + "".join(f'[sections.{name}]\nen = "{name}"\n' for name in names))
    for number, name in enumerate((*reversed(names[:3]), "politics", "sport", "nowhere")):
        digest.article(f"s{number}.ar", section=name)
    digest.build()

    page = digest.read("en/sections/index.html")
    assert [each.text for each in page.one(class_="entries").all("li")] == [
        *("Politics 1 article", "sport 2 articles", "economy 1 article", "arts 1 article"),
    ]
    menu = page.one("nav", "sections")
    assert leads(menu, "en/sections/index.html") == [
        f"en/sections/{name}.html" for name in ("politics", "sport", "economy", "arts")
    ]
    assert not (digest.output / "en/sections/empty.html").exists()


# Threads -----------------------------------------------------------------------------------------------------------


def thread(status: str = "open", pinned: int | None = None) -> str:
    return f'status = "{status}"\n' + (f"pinned = {pinned}\n" if pinned is not None else "")


def test_the_strip_names_pinned_threads_and_then_running_ones_by_last_change(tmp_path: Path) -> None:
    """On every page; what is closed or quiet is in the index alone, unless a person has pinned it."""
    threads = {
        "old": (thread(), "2019-04-01"),
        "new": (thread(), "2019-04-09"),
        "second": (thread(pinned=2), "2019-01-01"),
        "first": (thread(pinned=1), "2018-01-01"),
        "quiet": (thread("dormant"), "2019-05-01"),
        "closed": (thread("closed"), "2019-06-01"),
        "undated": (thread(), "unknown"),
        "empty": (thread(), ""),
    }
    digest = Digest(tmp_path / "digest")
    for name, (settings_, date) in threads.items():
        digest.put(f"content/threads/{name}.toml", f'{settings_}[title]\nar = "{name}"\n')
        if date:
            digest.article(f"{name}.ar", threads=[name], published=date)
    digest.build()

    for path in ("ar/index.html", "en/articles/old.html", "ar/threads/closed.html", "404.html"):
        strip = [each.text for each in digest.read(path).one(class_="strip").all("a")]
        assert strip == ["first", "second", "new", "old", "undated"], path
    cards = [each.one(class_="thread-title").text for each in digest.read("ar/index.html").all(class_="thread-card")]
    assert cards == ["first", "second", "new", "old", "undated"]
    index = [each.text for each in digest.read("en/threads/index.html").all(class_="thread-title")]
    assert sorted(index) == ["closed", "first", "new", "old", "quiet", "second", "undated"]
    assert index[:2] == ["first", "second"]
    assert index[-1] == "closed"
    assert not (digest.output / "ar/threads/empty.html").exists()


def test_a_new_article_brings_its_thread_to_the_front(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").thread("a").thread("b")
    digest.article("x.ar", threads=["a"], published="2019-04-08").article("y.ar", threads=["b"], published="2019-04-09")
    digest.build()
    assert [each.text for each in digest.read("en/index.html").one(class_="strip").all("a")] == ["b talks", "a talks"]

    digest.article("z.ar", threads=["a"], published="2019-04-10").build()

    assert [each.text for each in digest.read("en/index.html").one(class_="strip").all("a")] == ["a talks", "b talks"]


def test_a_story_is_in_the_threads_of_a_person_and_in_those_that_nobody_has_taken_it_out_of(tmp_path: Path) -> None:
    """The first that a person chose is the primary one; what Nashra chose comes after, without what is refused."""
    digest = Digest(tmp_path / "digest")
    for name in ("by-hand", "found", "refused"):
        digest.thread(name)
    digest.article(
        "a.ar",
        threads=["by-hand"],
        threads_auto=["refused", "found", "by-hand"],
        not_threads=["refused"],
        published="2019-04-08",
    )
    digest.article("b.ar", threads_auto=["found"], threads=["refused"], not_threads=["refused"], published="2019-04-09")
    digest.build()

    kicker = digest.read("en/articles/a.html").one("header", "story-head").one(class_="kicker")
    assert [each.text for each in kicker.all("a")] == ["by-hand talks", "found talks"]
    assert titles(digest.read("en/threads/by-hand.html")) == ["a"]
    assert titles(digest.read("en/threads/found.html")) == ["b", "a"]
    assert "a" not in titles(digest.read("en/threads/refused.html"))
    assert digest.read("en/index.html").one(class_="lead").one(class_="kicker").text == "refused talks"


def test_neighbours_lead_through_a_thread(tmp_path: Path) -> None:
    """Before and after in the primary thread, as an edition shows it."""
    digest = grown(tmp_path / "digest", 4, 50)
    digest.build()

    def ways(path: str) -> dict[str, str]:
        found = digest.read(path).all("a", "neighbour")
        return {each.attributes["rel"]: each.one("b").text for each in found}

    assert ways("ar/articles/s01.html") == {"next": "s02"}
    assert ways("en/articles/s02.html") == {"prev": "s01", "next": "s03"}
    assert ways("ar/articles/s04.html") == {"prev": "s03"}


# Counts ------------------------------------------------------------------------------------------------------------

FORMS = {1: "خبر واحد", 2: "خبران", 3: "3 أخبار", 11: "11 خبرًا", 55: "55 خبرًا", 100: "100 خبر"}


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Digest:
    """Return a built digest with a thread, a tag and a section of each size."""
    digest = Digest(tmp_path_factory.mktemp("counted") / "digest").settings('digits = "latn"')
    text = (digest.folder / "content/digest.toml").read_text()
    digest.put("content/digest.toml", text + "".join(f'[sections.n{count}]\nen = "n{count}"\n' for count in FORMS))
    for count in FORMS:
        digest.thread(f"n{count}")
        digest.put(f"content/sources/n{count}.toml", f'[name]\nen = "n{count}"\n')
        for number in range(count):
            month = f"20{count % 90 + 10:02}-01"
            told: dict[str, Any] = {name: [f"n{count}"] for name in ("threads", "sources", "tags")}
            digest.article(f"n{count}-{number}.ar", section=f"n{count}", published=month, **told)
    digest.build()
    return digest


@pytest.mark.parametrize("count", FORMS)
def test_counts_are_written_as_arabic_counts(counted: Digest, count: int) -> None:
    """Six forms, so that 55 is not `55 أخبار`; wherever something is counted."""
    for kind in ("threads", "sections", "sources", "tags"):
        page = counted.read(f"ar/{kind}/n{count}.html")
        assert page.one(class_="count").text == FORMS[count], kind
        assert counted.read(f"en/{kind}/n{count}.html").one(class_="count").text == (
            f"{count} article{'s' if count > 1 else ''}"
        )
    for path in ("ar/sections/index.html", "ar/sources/index.html"):
        assert FORMS[count] in [each.text for each in counted.read(path).one(class_="entries").all(class_="count")]
    assert FORMS[count] in [each.text for each in counted.read("ar/index.html").all(class_="count")]


def test_counts_are_written_in_the_digits_of_the_region(tmp_path: Path) -> None:
    """In Egypt `٣ أخبار`; no page mixes two kinds of digits in one number."""
    digest = Digest(tmp_path / "digest").thread("talks")
    for number in range(3):
        digest.article(f"s{number}.ar", threads=["talks"], published="2019-04-08T10:30+02:00")
    digest.build()

    assert digest.read("ar/threads/talks.html").one(class_="count").text == "٣ أخبار"
    assert digest.read("en/threads/talks.html").one(class_="count").text == "3 articles"
    assert not re.search(r"[0-9][٠-٩]|[٠-٩][0-9]", digest.read("ar/threads/talks.html").text)
    timeline = digest.read("ar/threads/talks.html").one(class_="timeline")
    assert [each.text for each in timeline.all("time")] == ["٨ أبريل ٢٠١٩", "١٠:٣٠", "١٠:٣٠", "١٠:٣٠"]
    assert digest.read("ar/articles/s0.html").one(class_="dateline").text == "٨ أبريل ٢٠١٩ ١٠:٣٠ بتوقيت القاهرة"


def test_counts_are_of_what_a_reader_of_the_language_can_open(tmp_path: Path) -> None:
    """As many cards stand below a count as it says, in each edition, with `untranslated = "hide"` too."""
    for setting in ("show", "hide"):
        digest = Digest(tmp_path / setting).thread("talks").settings(f'untranslated = "{setting}"', "page_size = 3")
        for number in range(8):
            told: dict[str, Any] = {"threads": ["talks"], "published": f"2019-04-{number + 1:02}"}
            digest.article(f"s{number}.ar", **told, **({"draft": "true"} if number == 7 else {}))
            if number % 2 or number == 7:
                digest.translation(f"s{number}.en", f"s{number}.ar", title=f"s{number}")
        digest.build()

        for lang, shown in (("ar", 7), ("en", 7 if setting == "show" else 3)):
            pages = [
                path
                for path in digest.tree()
                if path.startswith(f"{lang}/threads/talks") and path.endswith(".html") and "oldest" not in path
            ]
            cards = [title for path in pages for title in titles(digest.read(path)) if re.fullmatch(r"s\d", title)]
            assert len(cards) == len(set(cards)) == shown
            count = digest.read(f"{lang}/threads/talks.html").one(class_="count").text.split()[0]
            assert int(count) == shown
            assert all(f"{lang}/articles/{card}.html" in digest.tree() for card in cards)


def test_a_digest_without_articles_says_so_in_every_edition(tmp_path: Path) -> None:
    """An empty digest builds: a home page, no counts, nothing broken."""
    digest = Digest(tmp_path / "digest").thread("talks")

    report = digest.build()

    assert report.findings == ()
    assert digest.read("ar/index.html").one(class_="empty").text == "لا أخبار هنا بعد."
    assert digest.read("en/threads/index.html").one(class_="empty").text == "There are no articles here yet."
    assert digest.read("ar/index.html").all(class_="count") == []


# What a list does not say again -------------------------------------------------------------------------------------


def test_a_section_is_not_named_above_each_of_its_own_articles(tmp_path: Path) -> None:
    """Neither on its first page nor on its older ones; a story is, and on other lists the section is."""
    digest = Digest(tmp_path / "digest").thread("talks").settings("page_size = 2")
    for number in range(1, 6):
        told: dict[str, Any] = {"threads": ["talks"]} if number in {1, 5} else {}
        digest.article(f"s{number}.ar", published=f"2019-04-0{number}", section="politics", tags=["t"], **told)
    digest.build()

    for path, kickers in (
        ("en/sections/politics.html", ["talks talks"]),
        ("en/sections/politics/1.html", ["talks talks"]),
        ("en/sections/politics/2.html", []),
        ("en/tags/t/2.html", ["Politics", "Politics"]),
    ):
        assert [each.text for each in digest.read(path).one(class_="days").all(class_="kicker")] == kickers, path


def latest(digest: Digest, lang: str) -> list[str]:
    return [each.one("a").text for each in digest.read(f"{lang}/index.html").one(class_="front-latest").all("li")]


def test_the_latest_are_those_that_a_reader_can_read_as_long_as_they_are_new(tmp_path: Path) -> None:
    """Of the newest ten below the lead, newest first; where too few are in the reader's language, others fill up."""
    digest = Digest(tmp_path / "digest")
    for number in range(1, 17):
        digest.article(f"s{number:02}.ar", published=f"2019-04-{number:02}")
        if number in {16, 15, 9, 7, 6, 3}:
            digest.translation(f"s{number:02}.en", f"s{number:02}.ar", title=f"s{number:02}")
    digest.build()

    assert latest(digest, "ar") == ["s15", "s14", "s13", "s12", "s11"]
    assert latest(digest, "en") == ["s15", "s14", "s09", "s07", "s06"]
    page = digest.read("en/index.html")
    shown = [each.text for each in page.walk() if re.fullmatch(r"s\d\d", each.text) and each.tag == "a"]
    assert sorted(shown) == [f"s{number:02}" for number in range(1, 17)]
    assert sorted(set(shown) - {"s16", *latest(digest, "en")}, reverse=True) == [
        each for each in shown if each not in {"s16", *latest(digest, "en")}
    ]


def test_what_is_not_new_is_not_the_latest_in_any_language(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest")
    for number in range(1, 17):
        digest.article(f"s{number:02}.ar", published=f"2019-04-{number:02}")
    digest.translation("s01.en", "s01.ar", title="s01").build()

    assert latest(digest, "en") == ["s15", "s14", "s13", "s12", "s11"]


@pytest.mark.parametrize("folder", ["sections", "sources", "tags"])
def test_a_digest_without_groups_has_no_page_that_lists_them(tmp_path: Path, folder: str) -> None:
    digest = Digest(tmp_path).article("a.ar")
    digest.build()
    without = {path for path in digest.tree() if path.endswith(f"{folder}/index.html")}

    digest.article("a.ar", section="politics", publisher="wire", tags=["خبر"])
    digest.put("content/sources/wire.toml", "[name]\nar = 'وكالة'\n")
    digest.build()

    assert not without
    assert f"ar/{folder}/index.html" in digest.tree()


@pytest.mark.parametrize(
    ("name", "meant"),
    [("north-wire", ""), ("north-wires", "north-wire"), ("North Wire", ""), ("harbour", ""), ("رويتر", "رويترز")],
)
def test_a_source_with_a_typing_error_is_named(tmp_path: Path, name: str, meant: str) -> None:
    digest = Digest(tmp_path).article("a.ar", publisher="north-wire", sources=["رويترز", name])
    for source in ("north-wire", "رويترز"):
        digest.put(f"content/sources/{source}.toml", "[name]\nar = 'وكالة'\n")

    found = [(each.line, each.severity, each.hint) for each in digest.build().findings if each.code == "unknown-source"]

    assert found == ([(5, "note", f"did you mean `{meant}`?")] if meant else [])


# What is longer than a page --------------------------------------------------------------------------------------


def many(folder: Path) -> Digest:
    """Return a digest with five authors, tags and sources of one article each, all in one month."""
    digest = Digest(folder)
    for number in range(5):
        digest.put(f"content/sources/wire-{number}.toml", f"[name]\nar = 'وكالة {number}'\n")
        digest.article(
            f"a{number}.ar",
            published=f"2019-04-0{number + 1}",
            publisher=f"wire-{number}",
            authors=[f"كاتب {number}"],
            tags=[f"وسم{number}"],
        )
    return digest


def pages_from(digest: Digest, path: str) -> list[Element]:
    """Return the `main` of a page and of those that its pager leads on to, one after the other."""
    found = []
    while path:
        page = digest.read(path)
        found.append(page.one("main"))
        forth = page.all("a", rel="next")
        path = leads_to(path, forth[0]) if forth else ""
    return found


def leads_to(path: str, link: Element) -> str:
    place = target(path, link.attributes["href"])
    assert place is not None
    return place[0]


@pytest.mark.parametrize("kind", ["sources", "tags"])
def test_a_long_index_goes_on_and_leaves_nothing_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr("generator.plan.lists.ON_AN_INDEX", 2)
    digest = many(tmp_path)
    digest.build()

    pages = pages_from(digest, f"ar/{kind}/index.html")

    entries = [[name.text for name in page.all(class_="entry-name")] for page in pages]
    assert [len(names) for names in entries] == [2, 2, 1]
    assert len({name for names in entries for name in names}) == 5
    assert f"ar/{kind}/index/3.html" in digest.tree()


def test_long_credits_go_on_and_leave_nobody_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.plan.credits.ON_A_PAGE", 4)
    digest = many(tmp_path)
    digest.build()

    pages = pages_from(digest, "ar/credits.html")

    names = [name.text for page in pages for name in page.one(class_="credits").all("bdi")]
    assert sorted(names) == sorted([*(f"كاتب {n}" for n in range(5)), *(f"وكالة {n}" for n in range(5))])
    assert len(pages) == 3
    second = digest.read("ar/credits/2.html")
    (other,) = (link for link in second.all("a") if link.text.startswith("English"))
    assert leads_to("ar/credits/2.html", other) == "en/credits.html"


def test_every_page_of_a_month_is_one_click_from_the_archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.plan.archive.ON_A_PAGE", 2)
    digest = many(tmp_path)
    digest.build()

    index = digest.read("ar/archive/index.html").one("main")
    months = [path for path in leads(index, "ar/archive/index.html") if "2019-04" in path]

    assert months == ["ar/archive/2019-04.html", "ar/archive/2019-04/2.html", "ar/archive/2019-04/1.html"]
    assert [title for path in months for title in titles(digest.read(path))] == [f"a{n}" for n in range(4, -1, -1)]
