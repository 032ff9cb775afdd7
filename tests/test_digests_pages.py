"""Digests of a day and of a week, the archive's months, tags and credits: what they hold and how they lead on."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import Any

import pytest
from digests import Digest
from pages import Element, target


def lines(page: Element, of: str) -> list[str]:
    return [each.text for each in page.one(class_=of).all("li")]


def told(page: Element) -> list[tuple[str, list[str]]]:
    """Return the stories of a digest: what each is called, and its headlines."""
    return [
        (each.one("h2").text, [card.one(class_="headline").text for card in each.all("article")])
        for each in page.all("section", "digest-story")
    ]


def ways(page: Element, path: str) -> dict[str, str]:
    """Return where previous and next lead."""
    found = {}
    for each in page.all("nav", "neighbouring"):
        for link in each.all("a"):
            place = target(path, link.attributes["href"])
            assert place
            found[link.attributes.get("rel", link.text)] = place[0]
    return found


@pytest.fixture
def digest(tmp_path: Path) -> Digest:
    """Two stories over the turn of a year, and what is in neither."""
    made = Digest(tmp_path / "digest").thread("water").thread("grain")
    made.article("a.ar", title="A", published="2018-12-31T23:30+02:00", threads=["water"])
    made.article("b.ar", title="B", published="2018-12-31", threads=["grain"])
    made.article("c.ar", title="C", published="2018-12-31T08:00+02:00", threads=["grain", "water"])
    made.article("d.ar", title="D", published="2019-01-02", threads=["water"])
    made.article("e.ar", title="E", published="2019-01-02")
    made.article("f.ar", title="F", published="2019-04-08", threads=["water"])
    made.article("month.ar", title="M", published="2019-01").article("year.ar", title="Y", published="2019")
    made.article("none.ar", title="N", published="unknown")
    made.build()
    return made


@pytest.mark.parametrize(
    ("calendar", "english", "arabic"),
    [
        ("islamic", "Hijri date (Umm al-Qura): Rabiʻ II 24, 1440", "التاريخ الهجري (أم القرى): ٢٤ ربيع الآخر ١٤٤٠"),
        ("persian", "Solar Hijri date: Dey 10, 1397", "التاريخ الهجري الشمسي: ١٠ دي ١٣٩٧"),
    ],
)
def test_a_second_calendar_names_the_day_once_more(digest: Digest, calendar: str, english: str, arabic: str) -> None:
    """On the article, on its side-by-side page and on the day; in no list, and for whole days alone."""
    assert "1440" not in digest.page("en/digest/2018-12-31.html")
    digest.settings(f'second_calendar = "{calendar}"').translation("a.en", "a.ar", title="A").build()

    for lang, words in (("en", english), ("ar", arabic)):
        assert words in digest.read(f"{lang}/digest/2018-12-31.html").one(class_="kicker").text
        assert digest.read(f"{lang}/articles/a.html").one(class_="second-date").text == words
        assert digest.read(f"{lang}/articles/b.html").one(class_="second-date").text == words
        assert digest.read(f"{lang}/articles/a/both.html").one(class_="second-date").text == words
        for path in ("index.html", "threads/water.html", "archive/2018-12.html", "digest/2019-W01.html"):
            assert words not in digest.page(f"{lang}/{path}"), path
        for stem in ("month", "year", "none"):
            assert digest.read(f"{lang}/articles/{stem}.html").all(class_="second-date") == []


def test_a_day_holds_what_appeared_on_it_by_story(digest: Digest) -> None:
    """Most articles first, each under its primary thread, the oldest article first, other news last."""
    day = digest.read("en/digest/2018-12-31.html")

    assert told(day) == [("grain talks", ["B", "C"]), ("water talks", ["A"])]
    assert told(digest.read("en/digest/2019-01-02.html")) == [("water talks", ["D"]), ("Other news", ["E"])]
    assert day.one("h1").text == "News of December 31, 2018"
    assert day.one(class_="kicker").text == "Monday"
    assert digest.read("ar/digest/2018-12-31.html").one("h1").text == "أخبار ٣١ ديسمبر ٢٠١٨"


def test_weeks_are_those_of_iso_8601(digest: Digest) -> None:
    """The last day of 2018 is in the first week of 2019."""
    week = digest.read("en/digest/2019-W01.html")

    assert not (digest.output / "en/digest/2018-W53.html").exists()
    assert told(week) == [("water talks", ["A", "D"]), ("grain talks", ["B", "C"]), ("Other news", ["E"])]
    assert lines(week, "chips") == ["December 31, 2018", "January 2, 2019"]
    assert week.one(class_="kicker").text == "December 31, 2018 to January 6, 2019"
    dates = [each.text for each in week.one("main").all("article")[0].all("time")]
    assert dates == ["December 31, 2018 23:30"]


def test_what_has_no_known_day_is_in_no_digest(digest: Digest) -> None:
    shown = " ".join(
        each.text for path in digest.tree() if "/digest/" in path for each in digest.read(path).all(class_="headline")
    )

    assert sorted(set(shown.split())) == list("ABCDEF")


def test_digests_follow_one_another_over_days_without_news(digest: Digest) -> None:
    days = ("2018-12-31", "2019-01-02", "2019-04-08")
    weeks = ("2019-W01", "2019-W15")
    for names in (days, weeks):
        for index, name in enumerate(names):
            path = f"ar/digest/{name}.html"
            wanted = {"prev": names[index - 1] if index else "", "next": (*names, "")[index + 1]}
            assert ways(digest.read(path), path) == {
                rel: f"ar/digest/{other}.html" for rel, other in wanted.items() if other
            }


def test_articles_lists_and_months_lead_to_their_digest(digest: Digest) -> None:
    for path, of in (
        ("en/articles/d.html", "facts"),
        ("en/threads/water.html", "timeline"),
        ("en/archive/2019-01.html", "days"),
    ):
        found = {
            target(path, each.attributes["href"]) for part in digest.read(path).all(class_=of) for each in part.all("a")
        }
        assert ("en/digest/2019-01-02.html", "") in found, path
    month = digest.read("en/archive/2019-01.html")
    assert lines(month, "chips") == ["week 1 of 2019"]
    assert [each.text for each in digest.read("en/digest/2019-01-02.html").one("nav", "trail").all("a")] == [
        *("Home", "Archive", "January 2019"),
    ]


def test_a_new_article_changes_its_own_digests_and_at_most_those_beside_them(digest: Digest) -> None:
    digest.article("g.ar", title="G", published="2019-01-02", threads=["water"])
    same_day = {path for path in digest.build().rendered if "/digest/" in path and path.startswith("ar/")}

    digest.article("h.ar", title="H", published="2019-02-20", threads=["water"])
    new_day = {path for path in digest.build().rendered if "/digest/" in path and path.startswith("ar/")}

    assert same_day == {"ar/digest/2019-01-02.html", "ar/digest/2019-W01.html"}
    assert new_day == {
        *("ar/digest/2019-02-20.html", "ar/digest/2019-W08.html"),
        *("ar/digest/2019-01-02.html", "ar/digest/2019-04-08.html"),
        *("ar/digest/2019-W01.html", "ar/digest/2019-W15.html"),
    }
    assert digest.tree() == digest.clean_tree()


def test_an_edition_has_digests_of_what_it_shows(tmp_path: Path) -> None:
    """And its language switch leads to the same day, or where that day is not."""
    digest = Digest(tmp_path / "digest").settings('untranslated = "hide"')
    digest.article("a.ar", published="2019-04-08").article("b.ar", published="2019-04-09")
    digest.translation("b.en", "b.ar", title="B").build()

    assert (digest.output / "ar/digest/2019-04-08.html").exists()
    assert not (digest.output / "en/digest/2019-04-08.html").exists()
    switch = {}
    for day in ("08", "09"):
        path = f"ar/digest/2019-04-{day}.html"
        (link,) = [each for each in digest.read(path).one(class_="languages").all("a") if "English" in each.text]
        switch[day] = target(path, link.attributes["href"])
    assert switch == {"08": ("en/archive/index.html", ""), "09": ("en/digest/2019-04-09.html", "")}


# The archive -------------------------------------------------------------------------------------------------------


def test_three_clicks_from_home_lead_to_any_article(tmp_path: Path) -> None:
    """Also to those of a busy month, and those of which no day is known."""
    digest = Digest(tmp_path / "digest").settings("page_size = 5")
    for number in range(120):
        digest.article(f"s{number}.ar", published=f"2019-{number % 3 + 1:02}-{number % 28 + 1:02}")
    digest.article("year.ar", published="2017").article("none.ar", published="unknown").build()

    clicks = {"ar/index.html": 0}
    waiting = deque(clicks)
    while waiting:
        path = waiting.popleft()
        for link in digest.read(path).one("body").all("a"):
            place = target(path, link.attributes["href"])
            if place and place[0].endswith(".html") and place[0].startswith("ar/") and place[0] not in clicks:
                clicks[place[0]] = clicks[path] + 1
                waiting.append(place[0])
    articles = [path for path in digest.tree() if path.startswith("ar/articles/")]
    assert len(articles) == 122
    assert max(clicks[path] for path in articles) <= 3


def test_months_lead_to_one_another(digest: Digest) -> None:
    path = "en/archive/2019-01.html"

    assert ways(digest.read(path), path) == {
        "April 2019": "en/archive/2019-04.html",
        "December 2018": "en/archive/2018-12.html",
    }


# Tags and credits --------------------------------------------------------------------------------------------------


def test_all_tags_stand_in_an_index(tmp_path: Path) -> None:
    """A tag called as the index is has an address of its own."""
    digest = Digest(tmp_path / "digest").article("a.ar", tags=["ماء", "index"]).article("b.ar", tags=["ماء"])
    digest.build()

    page = digest.read("en/tags/index.html")
    assert lines(page, "entries") == ["index 1 article", "ماء 2 articles"]
    assert digest.read("en/tags/index-1.html").one("h1").text == "index"


def test_credits_name_who_wrote_translated_and_reviewed(tmp_path: Path) -> None:
    """People first by what they did, as the articles of the edition say; nothing else is made up."""
    digest = Digest(tmp_path / "digest").put("content/sources/wire.toml", '[name]\nar = "وكالة"\nen = "The Wire"\n')

    def translated(name: str, **made: Any) -> None:
        digest.article(f"{name}.ar", publisher="wire", authors=["Nadia Rowan"])
        digest.translation(f"{name}.en", f"{name}.ar", title=name, translation=made)

    translated("a", status="human", translator="Mona")
    translated("b", status="edited", engine="apertium", reviewed_by="Sami")
    translated("c", status="human", translator="Mona", reviewed_by="Sami")
    digest.build()

    page = digest.read("en/credits.html")
    found = {
        each.one("h2").text: [line.text for line in each.all("li")]
        for each in page.one(class_="credits").all("section")
    }
    assert found == {
        "Translators": ["Mona 2 articles"],
        "Reviewers": ["Sami 2 articles"],
        "Translation engines": ["apertium 1 article"],
        "Authors": ["Nadia Rowan 3 articles"],
        "Sources": ["The Wire 3 articles"],
    }
    arabic = digest.read("ar/credits.html").one(class_="credits")
    assert [each.text for each in arabic.all("h2")] == ["الكتّاب", "المصادر"]
    assert "en/credits.html" in {
        (target("en/index.html", each.attributes["href"]) or ("",))[0]
        for each in digest.read("en/index.html").one("footer").all("a")
    }


# Reading an article -------------------------------------------------------------------------------------------------


def test_a_reference_to_copy_says_what_is_known(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").settings('base_url = "https://example.org/n/"')
    digest.article(
        "a.ar", title="خبر", published="2019-04", authors=["منى"], publisher="Reuters", url="https://wire.example/1"
    )
    digest.translation("a.en", "a.ar", title="News").build()

    assert digest.read("en/articles/a.html").one(class_="cite").one("pre").text == (
        "منى News خبر Reuters April 2019 https://wire.example/1 Nashra https://example.org/n/en/articles/a.html "
        "Translated from Arabic"
    )


def test_the_way_to_the_tags_is_in_the_archive_and_on_no_page_that_has_nothing_to_do_with_them(tmp_path: Path) -> None:
    """Else the first tag of a digest would change every page of it."""
    digest = Digest(tmp_path / "digest").article("a.ar", published="2019-04-08")
    digest.build()
    before = digest.page("ar/articles/a.html")
    assert digest.read("ar/archive/index.html").all("a", href="../../ar/tags/index.html") == []

    digest.article("b.ar", published="unknown", tags=["حبوب"]).build()

    assert digest.page("ar/articles/a.html") == before
    assert len(digest.read("ar/archive/index.html").one("main").all("a", href="../../ar/tags/index.html")) == 1


def test_other_languages_are_those_that_it_can_be_read_in(tmp_path: Path) -> None:
    """An edition that only shows the untranslated original is none; the original's own language is one.

    The language that one is reading is no other.
    """
    digest = Digest(tmp_path / "digest").article("a.ar").article("f.fa").translation("f.en", "f.fa", title="F")
    digest.build()

    assert digest.read("en/articles/a.html").all("nav", "versions") == []
    page = digest.read("en/articles/f.html").one("nav", "versions")
    found = {each.text: target("en/articles/f.html", each.attributes["href"]) for each in page.all("a")}
    assert found == {"فارسی": ("ar/articles/f.html", "")}
    page = digest.read("ar/articles/f.html").one("nav", "versions")
    assert [(each.text, target("ar/articles/f.html", each.attributes["href"])) for each in page.all("a")] == [
        ("English", ("en/articles/f.html", ""))
    ]


def test_the_clock_is_named(tmp_path: Path) -> None:
    """The digest's own by its city, another by its distance from Greenwich; a day has none."""
    digest = Digest(tmp_path / "digest")
    digest.article("own.ar", published="2019-01-08T10:30+02:00")
    digest.article("far.ar", published="2019-01-08T10:30-03:30").article("day.ar", published="2019-01-08").build()

    assert {
        name: digest.read(f"en/articles/{name}.html").one(class_="dateline").text for name in ("own", "far", "day")
    } == {
        "own": "January 8, 2019 10:30 Cairo time",
        "far": "January 8, 2019 10:30 GMT-3:30",
        "day": "January 8, 2019",
    }


def test_a_day_is_said_once_where_its_articles_stand_under_it(digest: Digest) -> None:
    for path, of in (
        ("en/threads/water.html", "timeline"),
        ("en/archive/2018-12.html", "days"),
        ("en/sections/politics.html", "days"),
    ):
        digest.article("p.ar", published="2018-12-31", section="politics").build()
        assert digest.read(path).one(class_=of).text.count("December 31, 2018") == 1, path
