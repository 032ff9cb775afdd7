"""Thread pages: what a reader learns of a running story, where an article stands in it, and how to follow it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from digests import Digest
from pages import Element, target

from generator import locales

BASE = "https://example.org/news/"
LANGUAGES = ("ar", "en", "fa", "fr", "he", "ru", "tr", "ur")


def thread(*lines: str, en: str = "The river", ar: str = "النهر") -> str:
    return "".join(f"{line}\n" for line in lines) + f'[title]\nar = "{ar}"\nen = "{en}"\n'


def summary(**texts: str) -> str:
    return "[summary]\n" + "".join(f'{lang} = "{text}"\n' for lang, text in texts.items())


def story(digest: Digest, stem: str, day: str = "", lang: str = "ar", lede: str = "", **fields: Any) -> Digest:
    """Write an article of the thread `river`, of a day of April 2019 or of another date."""
    told: dict[str, Any] = {"threads": ["river"], **fields}
    if day:
        told["published"] = f"2019-04-{day}" if len(day) == 2 else day
    return digest.article(f"{stem}.{lang}", **told, **({"summary": lede} if lede else {}))


@pytest.fixture
def river(tmp_path: Path) -> Digest:
    """Return a digest with one thread."""
    digest = Digest(tmp_path / "digest").put("content/threads/river.toml", thread())
    return digest.settings('digits = "latn"')


def page(digest: Digest, lang: str = "en") -> Element:
    return digest.read(f"{lang}/threads/river.html")


def turns(found: Element) -> list[str]:
    return [each.one("h3").text for each in found.one("ol", "turning-points").all("li")]


def lines(found: Element, class_: str) -> list[str]:
    return [each.text for each in found.one(class_=class_).all("li")]


# Status and order --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "badge", "note"),
    [
        ("open", "Open", "New articles are added as they come."),
        ("dormant", "Quiet for now", "Nothing new for some time; the story may move again."),
        ("closed", "Closed", "The story has ended. Its articles stay here."),
    ],
)
def test_a_thread_says_how_it_stands_and_what_that_means(river: Digest, status: str, badge: str, note: str) -> None:
    story(river.put("content/threads/river.toml", thread(f'status = "{status}"')), "a", "08").build()

    assert page(river).one(class_="thread-status").text == f"{badge} {note}"
    (group,) = river.read("en/threads/index.html").all("section", "thread-group")
    assert [group.one("h2").text, group.one("h2").parent.all("p", "meta")[0].text] == [badge, note]  # type: ignore[union-attr]


def test_quiet_and_ended_stories_stand_apart_pinned_ones_first(tmp_path: Path) -> None:
    """Within each status by pin, then by last change; a pin does not bring an ended story back among the running."""
    digest = Digest(tmp_path / "digest")
    known = {"old": (), "new": (), "pin": ("pinned = 2",), "quiet": ('status = "dormant"',)}
    known |= {"ended": ('status = "closed"',), "kept": ('status = "closed"', "pinned = 1")}
    for day, (name, told) in enumerate(known.items(), 1):
        digest.put(f"content/threads/{name}.toml", thread(*told, en=name, ar=name))
        digest.article(f"{name}.ar", threads=[name], published=f"2019-04-{day:02}")
    digest.build()

    groups = digest.read("en/threads/index.html").all("section", "thread-group")
    assert [[each.text for each in group.all(class_="thread-title")] for group in groups] == [
        *(["pin", "new", "old"], ["quiet"], ["kept", "ended"]),
    ]


def test_of_two_pinned_alike_the_running_story_comes_first(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest")
    for day, (name, status) in enumerate((("run", "open"), ("rest", "dormant"), ("over", "closed")), 1):
        digest.put(f"content/threads/{name}.toml", thread(f'status = "{status}"', "pinned = 1", en=name, ar=name))
        digest.article(f"{name}.ar", threads=[name], published=f"2019-04-{day:02}")
    digest.build()

    assert [each.text for each in digest.read("en/index.html").one(class_="strip").all("a")] == ["run", "rest", "over"]


# The story so far --------------------------------------------------------------------------------------------------


def test_a_summary_by_hand_is_shown_as_it_is_written(river: Digest) -> None:
    told = summary(ar="ارتفع **النهر**.", en="The river *rose*.\\n\\n- twice")
    story(river.put("content/threads/river.toml", thread() + told), "a", "08", lede="سطر")
    story(river, "b", "09", lede="سطر").build()

    found = page(river).one("section", "so-far")
    assert "automatic" not in found.classes
    assert (found.one("em").text, found.one("li").text) == ("rose", "twice")
    assert page(river, "ar").one("section", "so-far").one("strong").text == "النهر"
    assert page(river).all("ol", "turning-points") == []


def test_a_summary_in_another_language_says_so(river: Digest) -> None:
    """With its language and direction, on the page of the thread and in the index."""
    story(river.put("content/threads/river.toml", thread() + summary(ar="ارتفع النهر.", en=" ")), "a", "08").build()

    for found in (page(river).one("section", "so-far"), river.read("en/threads/index.html").one(class_="thread-card")):
        assert found.one("span", "badge-untranslated").text == "In Arabic"
        (text,) = (each for each in found.all("div") if each.text == "ارتفع النهر.")
        assert (text.lang, text.dir) == ("ar", "rtl")
    assert page(river, "ar").one("section", "so-far").all("span", "badge") == []


def test_without_a_summary_the_turning_points_tell_the_story(river: Digest) -> None:
    """Marked as automatic; in the words of their articles, and each linked to its own."""
    for day in range(1, 11):
        story(river, f"s{day:02}", f"{day:02}", lede=f"سطر {day}", publisher="wire")
    story(river, "busy", "06", lede="سطر آخر", publisher="other").build()

    found = page(river, "ar").one("section", "so-far")
    assert "automatic" in found.classes
    assert found.one(class_="mark").text == "جُمعت هذه الخلاصة آليًا: أبرز محطات الملف بكلمات أخباره."
    assert turns(found) == ["s01", "s03", "busy", "s08", "s10"]
    first = found.one("ol").all("li")[0]
    assert first.one(class_="lede").text == "سطر 1"
    assert target("ar/threads/river.html", first.one("a").attributes["href"]) == ("ar/articles/s01.html", "")


def test_nothing_is_made_up_where_articles_say_little(river: Digest) -> None:
    """An article without a standfirst or a date is no turning point; one point alone is no story."""
    story(river, "a", "01").build()
    story(river, "b", "02", lede="سطر")
    story(river, "c", lede="سطر")
    story(river, "d", "03").build()

    assert page(river).all("section", "so-far") == []


def test_turning_points_are_in_the_readers_language_where_there_are_two(river: Digest) -> None:
    for day in ("01", "02", "05", "09"):
        story(river, f"s{day}", day, lede=f"سطر {day}")
    for day in ("02", "05"):
        river.translation(f"s{day}.en", f"s{day}.ar", title=f"Day {day}", summary=f"Lede {day}")
    river.build()

    assert turns(page(river)) == ["Day 02", "Day 05"]
    assert turns(page(river, "ar")) == ["s01", "s09"]


def test_turning_points_depend_on_nothing_but_the_articles(river: Digest) -> None:
    """Busy days that follow one another are one turn, and of days alike the one far from the others is taken."""
    for day in range(1, 29):
        for number in range(3 if day in {14, 15, 16} else 1):
            story(river, f"s{day:02}-{number}", f"{day:02}", lede="سطر", publisher=f"p{number}")
    river.build()

    assert turns(page(river, "ar")) == ["s01-0", "s07-0", "s14-0", "s21-0", "s28-0"]
    assert river.tree() == river.clean_tree(jobs=2)


# The timeline ------------------------------------------------------------------------------------------------------


def day_of(found: Element, label: str) -> Element:
    (day,) = (each for each in found.one(class_="timeline").all("li") if [h.text for h in each.all("h2")] == [label])
    return day


def test_a_day_names_whom_its_articles_come_from(river: Digest) -> None:
    """Publishers and their sources, each once; one publisher of one article is named by its card alone."""
    river.put("content/sources/wire.toml", '[name]\nar = "وكالة"\nen = "The Wire"\n')
    story(river, "a", "08", publisher="wire", sources=["ministry"])
    story(river, "b", "08", publisher="صحيفة", sources=["wire"])
    story(river, "c", "07", publisher="wire").build()

    found = day_of(page(river), "April 8, 2019").one(class_="day-sources")
    assert [each.text for each in found.all("li")] == ["The Wire", "ministry", "صحيفة"]
    assert target("en/threads/river.html", found.all("a")[0].attributes["href"]) == ("en/sources/wire.html", "")
    assert found.all("bdi")[2].dir == "rtl"
    assert day_of(page(river), "April 7, 2019").all(class_="day-sources") == []


def test_a_long_pause_is_told_between_two_days(river: Digest) -> None:
    for date in ("2019-04-01", "2019-04-07", "2019-04-20", "2019-09-20", "2019-10", "2019"):
        story(river, f"s{date}", date)
    river.build()

    assert [each.text for each in page(river).all(class_="gap")] == ["5 months earlier", "13 days earlier"]
    assert [each.text for each in page(river, "ar").all(class_="gap")] == ["قبل 5 أشهر من ذلك", "قبل 13 يومًا من ذلك"]
    assert day_of(page(river), "April 20, 2019").one(class_="gap").text == "5 months earlier"


def test_a_long_thread_has_a_way_to_each_of_its_months(river: Digest) -> None:
    """To the newest day of the month, on whatever page that is; an older page has the way to its own."""
    river.settings("page_size = 13", 'digits = "latn"')
    dates = ("2019-02-01", "2019-02-02", "2019-04-03", "2019-05-04", "2019-05-05", "2019-05-06", "2019-06-07", "2019")
    for number, date in enumerate((*dates, "") * 3):
        story(river, f"s{number:02}", date)
    river.build()

    ways = page(river).one("nav", "months").all("a")
    assert [each.text for each in ways] == ["June 2019", "May 2019", "April 2019", "February 2019", "2019", "Undated"]
    for way in ways:
        place = target("en/threads/river.html", way.attributes["href"])
        assert place is not None
        (there,) = river.read(place[0]).all("li", id=place[1])
        assert way.text in {there.one("h2").text, re.sub(r" \d+,", "", there.one("h2").text)}
    assert [each.text for each in river.read("en/threads/river/1.html").one("nav", "months").all("a")] == [
        *("April 2019", "February 2019", "2019", "Undated"),
    ]


def test_a_short_thread_needs_no_way_to_its_months(river: Digest) -> None:
    """Neither one of few months, nor one of few articles."""
    for number in range(11):
        story(river, f"s{number:02}", f"2019-{number + 1:02}")
    river.build()
    assert page(river).all("nav", "months") == []

    for number in range(11):
        story(river, f"s{number:02}", f"2019-{number % 2 + 1:02}")
        story(river, f"t{number:02}", f"2019-{number % 2 + 1:02}")
    river.build()
    assert page(river).all("nav", "months") == []


# From the beginning ------------------------------------------------------------------------------------------------


def days_in(found: Element) -> list[str]:
    return [each.text for each in found.one(class_="timeline").all("h2")]


def cards_in(found: Element) -> list[str]:
    return [each.text for each in found.one(class_="timeline").all("h3")]


def test_a_story_can_be_read_from_its_beginning(river: Digest) -> None:
    """Days and the articles of a day, as they are seen; each order leads to the other. What has no date stands last."""
    for stem, day in (("a", "01"), ("b", "02"), ("c", "2019-04-02T10:00+02:00"), ("d", "20")):
        story(river, stem, day)
    story(river, "u").build()

    newest, oldest = page(river), river.read("en/threads/river/oldest.html")
    assert cards_in(newest) == ["d", "c", "b", "a", "u"]
    assert cards_in(oldest) == ["a", "b", "c", "d", "u"]
    assert days_in(oldest) == ["April 1, 2019", "April 2, 2019", "April 20, 2019", "Undated"]
    assert [each.text for each in oldest.all(class_="gap")] == ["18 days later"]
    assert [each.text for each in newest.all(class_="gap")] == ["18 days earlier"]
    ways = [(newest, "en/threads/river.html"), (oldest, "en/threads/river/oldest.html")]
    assert [
        (each.one("a").text, target(path, each.one("a").attributes["href"]))
        for found, path in ways
        for each in found.all("p", "order")
    ] == [
        ("Oldest first", ("en/threads/river/oldest.html", "")),
        ("Newest first", ("en/threads/river.html", "")),
    ]
    assert oldest.one("h1").text == newest.one("h1").text
    switch = oldest.one(class_="languages").all("a")
    assert [target("en/threads/river/oldest.html", each.attributes["href"]) for each in switch] == [
        *(("ar/threads/river/oldest.html", ""), ("en/threads/river/oldest.html", "")),
    ]


def test_the_other_order_is_no_page_of_its_own_to_search_engines(river: Digest) -> None:
    for day in ("01", "02", "03", "04"):
        story(river, f"s{day}", day)
    river.build(base_url=BASE)

    oldest = river.read("en/threads/river/oldest.html")
    assert oldest.one("link", rel="canonical").attributes["href"] == f"{BASE}en/threads/river.html"
    assert oldest.all("meta", name="robots") == []
    assert oldest.one("title").text != page(river).one("title").text
    assert "oldest" not in river.page("sitemap.xml")
    assert "oldest" not in river.page("feeds.opml")


def test_a_short_story_needs_no_other_order(river: Digest) -> None:
    for day in ("01", "02", "03", ""):
        story(river, f"s{day}", day)
    river.build()

    assert page(river).all("p", "order") == []
    assert [path for path in river.tree() if "oldest" in path] == []


def test_an_edition_that_has_less_of_a_story_has_no_other_order(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").settings('untranslated = "hide"')
    digest.put("content/threads/river.toml", thread())
    for day in ("01", "02", "03", "04"):
        story(digest, f"s{day}", day)
    digest.translation("s01.en", "s01.ar").build()

    path = "ar/threads/river/oldest.html"
    assert [each for each in digest.tree() if "oldest" in each] == [path]
    (other,) = (each for each in digest.read(path).one(class_="languages").all("a") if "English" in each.text)
    assert target(path, other.attributes["href"]) == ("en/threads/river.html", "")


@pytest.mark.parametrize(("count", "size"), [(4, 4), (9, 4), (12, 4), (23, 5)])
def test_the_pages_of_the_other_order_hold_what_those_of_the_first_hold(tmp_path: Path, count: int, size: int) -> None:
    """One after the other from the oldest on; that page of the same articles is canonical, and full ones stay."""
    digest = Digest(tmp_path / "digest").put("content/threads/river.toml", thread()).settings(f"page_size = {size}")
    for number in range(count):
        story(digest, f"s{number:02}", f"{number + 1:02}")
    digest.build(base_url=BASE)

    seen, pages, path = [], list[str](), "en/threads/river/oldest.html"
    while path:
        pages.append(path)
        found = digest.read(path)
        there = found.one("link", rel="canonical").attributes["href"].removeprefix(BASE)
        assert cards_in(found) == cards_in(digest.read(there))[::-1], path
        seen += cards_in(found)
        onward = [target(path, each.attributes["href"]) for each in found.all("a", "forth", rel="next")]
        path = onward[0][0] if onward and onward[0] else ""
    assert seen == [f"s{number:02}" for number in range(count)]

    report = story(digest, "fresh", "29").build(base_url=BASE)

    assert pages[-1] in report.rendered
    assert not {*pages[:-1]} & {*report.rendered}


def test_the_other_order_names_a_page_with_its_articles_or_the_top(tmp_path: Path) -> None:
    """Articles without a date stand last in either order, so pages of the two orders may hold others."""
    digest = Digest(tmp_path / "digest").put("content/threads/river.toml", thread()).settings("page_size = 3")
    for number in range(9):
        story(digest, f"s{number}", f"0{number + 1}" if number < 5 else "")
    digest.build(base_url=BASE)

    folder = "en/threads/river"
    for path in (f"{folder}/oldest.html", f"{folder}/oldest-2.html", f"{folder}/oldest-3.html"):
        found = digest.read(path)
        there = found.one("link", rel="canonical").attributes["href"].removeprefix(BASE)
        assert there == f"{folder}.html" or {*cards_in(found)} == {*cards_in(digest.read(there))}, path
    first = digest.read(f"{folder}/oldest.html").one("link", rel="canonical")
    assert first.attributes["href"] == f"{BASE}{folder}.html"


# Counts ------------------------------------------------------------------------------------------------------------


def test_a_thread_says_since_when_it_runs_and_who_reports(river: Digest) -> None:
    river.put("content/sources/wire.toml", '[name]\nar = "وكالة"\nen = "The Wire"\n')
    for number in range(3):
        story(river, f"s{number}", f"1{number}", publisher="paper", sources=["wire"] if number else [])
    story(river, "u").build()

    assert page(river).one("header", "page-head").all("p", "meta")[0].text == (
        "4 articles2 sourcesFirst article: April 10, 2019Last change: April 12, 2019"
    )
    assert lines(page(river), "thread-sources") == ["paper 3 articles", "The Wire 2 articles"]
    card = river.read("en/threads/index.html").one(class_="thread-card").all("p", "meta")[0]
    assert card.text == "4 articles2 sourcesLast change: April 12, 2019"


def test_many_sources_leave_room_for_the_story(river: Digest) -> None:
    """The eight with most articles are in sight, all others one click away without a script."""
    for number in range(20):
        story(river, f"s{number:02}", "08", publisher=f"p{number:02}")
    story(river, "again", "09", publisher="p19").build()

    found = page(river).one("section", "thread-sources")
    shown = [each.text.partition(" ")[0] for each in found.all("li")]
    assert shown[0] == "p19"
    assert sorted(shown) == [f"p{number:02}" for number in range(20)]
    assert len(found.one("details").all("li")) == 12


def test_articles_are_counted_by_the_language_they_were_written_in(river: Digest) -> None:
    for number, lang in enumerate(["ar"] * 3 + ["he"] * 11 + ["ru"] * 2 + ["en"]):
        story(river, f"s{number}", "08", lang)
    river.translation("s0.en", "s0.ar").build()

    assert lines(page(river), "thread-languages") == [
        *("11 articles in Hebrew", "3 articles in Arabic", "2 articles in Russian", "1 article in English"),
    ]
    assert lines(page(river, "ar"), "thread-languages") == [
        "11 خبرًا باللغة العبرية",
        "3 أخبار باللغة العربية",
        "خبران باللغة الروسية",
        "خبر واحد باللغة الإنجليزية",
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_edition_counts_in_its_own_plurals_and_digits(tmp_path: Path, lang: str) -> None:
    """The same thread in all languages of the interface: no blank is left, and no digit is of another system."""
    digest = Digest(tmp_path / "digest").put("content/threads/river.toml", thread())
    text = (digest.folder / "content/digest.toml").read_text(encoding="utf-8")
    digest.put("content/digest.toml", text.replace('["ar", "en"]', json.dumps(LANGUAGES)))
    for number, origin in enumerate(["he"] * 12 + ["ru"] * 5 + ["fa"] * 2 + ["en"]):
        story(
            digest, f"s{number:02}", f"2019-{number % 9 + 1:02}-0{number % 7 + 1}", origin, publisher=f"p{number % 3}"
        )
    digest.build()

    found = page(digest, lang)
    counts = [*lines(found, "thread-languages"), *(each.text for each in found.all(class_="gap"))]
    assert len(counts) > 8
    assert all(locales.language_name(tag, lang) in found.one(class_="thread-languages").text for tag in ("he", "ru"))
    digits = {character for count in counts for character in count if character.isdigit()}
    system = locales.digit_system(locales.regional(lang, "Africa/Cairo"), "auto")
    assert digits
    assert digits <= {locales.format_number(number, lang, system) for number in range(10)}
    assert not re.search(r"[{}]", found.text)


# Near to it --------------------------------------------------------------------------------------------------------


def related(digest: Digest, name: str) -> list[str]:
    return [
        each.text
        for each in digest.read(f"en/threads/{name}.html").all(class_="thread-related")
        for each in each.all("a")
    ]


def test_threads_that_share_articles_or_names_are_related(tmp_path: Path) -> None:
    """Articles before names, and names however they are written; sources that report on everything relate nothing."""
    digest = Digest(tmp_path / "digest")
    names = {
        "river": '"Aswan", "أسوان"',
        "dam": '"ASWAN"',
        "canal": '"aswan", "أسوان"',
        "sport": '"Cairo"',
        "flood": "",
    }
    for name, told in names.items():
        digest.put(f"content/threads/{name}.toml", thread(f"names = [{told}]", en=name, ar=name))
        digest.article(f"{name}.ar", threads=[name], publisher="wire", published="2019-04-08")
    digest.article("both.ar", threads=["river", "flood"], publisher="wire", published="2019-04-09").build()

    assert related(digest, "river") == ["flood", "canal", "dam"]
    assert related(digest, "flood") == ["river"]
    assert related(digest, "canal") == ["river", "dam"]
    assert related(digest, "sport") == []


# Where an article stands -------------------------------------------------------------------------------------------


def test_an_article_says_where_it_stands_in_its_story(river: Digest) -> None:
    for day in ("01", "02", "03"):
        story(river, f"s{day}", day)
    river.build()

    more = river.read("en/articles/s02.html").one(class_="more")
    assert more.one("p", "position").text == "Article 2 in The river"
    assert target("en/articles/s02.html", more.one("p", "position").one("a").attributes["href"]) == (
        *("en/threads/river.html", ""),
    )
    assert [(each.attributes["rel"], each.one("b").text) for each in more.all("a", "neighbour")] == [
        *(("prev", "s01"), ("next", "s03")),
    ]
    assert river.read("ar/articles/s03.html").one("p", "position").text == "الخبر 3 في ملف النهر"


def test_an_article_in_several_stories_stands_in_each(river: Digest) -> None:
    """The primary one at length, the others in a line with their own ways on."""
    river.put("content/threads/dam.toml", thread(en="The dam", ar="السد"))
    river.article("x.ar", threads=["dam"], published="2019-04-01").article(
        "y.ar", threads=["dam"], published="2019-04-09"
    )
    story(river, "a", "02")
    story(river, "both", "03", threads=["river", "dam"]).build()

    more = river.read("en/articles/both.html").one(class_="more")
    assert [each.text for each in more.all("a", "neighbour")] == ["Previous a In Arabic April 2, 2019"]
    other = more.one("p", "elsewhere-in")
    assert other.text == "Article 2 in The dam Previous Next"
    assert [target("en/articles/both.html", each.attributes["href"]) for each in other.all("a")[1:]] == [
        *(("en/articles/x.html", ""), ("en/articles/y.html", "")),
    ]
    assert [each.attributes["title"] for each in other.all("a")[1:]] == ["x", "y"]


def test_an_undated_article_has_no_number_and_takes_none(river: Digest) -> None:
    story(river, "a", "01")
    story(river, "b", "02")
    story(river, "u").build()

    assert river.read("en/articles/u.html").one("p", "position").text == "The river"
    assert river.read("en/articles/a.html").one("p", "position").text == "Article 1 in The river"


def test_a_new_article_changes_the_pages_of_the_last_few_only(river: Digest) -> None:
    """Numbers count from the oldest and name no total, so that what was published stays as it is."""
    for day in range(1, 21):
        story(river, f"s{day:02}", f"{day:02}")
    river.build()

    report = story(river, "s21", "21").build()

    articles = {path for path in report.rendered if path.startswith("en/articles/")}
    assert articles == {f"en/articles/s{number}.html" for number in range(17, 22)}


def test_a_position_stands_in_no_quotation_marks_of_its_own(river: Digest) -> None:
    """The name of a story may have some, and marks within marks of the same kind are wrong in every language."""
    river.put("content/threads/river.toml", thread(ar="قمة «كوب 27»", en="The “Cop 27” summit"))
    story(river, "a", "01").build()

    assert river.read("ar/articles/a.html").one("p", "position").text == "الخبر 1 في ملف قمة «كوب 27»"
    assert river.read("en/articles/a.html").one("p", "position").text == "Article 1 in The “Cop 27” summit"
    assert 'title="خلاصة: قمة «كوب 27»"' in river.page("feeds.opml")


def test_related_articles_are_not_those_beside_it_again(river: Digest) -> None:
    for day in ("01", "02", "03", "04", "05"):
        story(river, f"s{day}", day)
    river.build()

    found = river.read("en/articles/s03.html").one("section", "related")
    assert [each.one("a").text for each in found.all("li")] == ["s05", "s01"]


# Feeds -------------------------------------------------------------------------------------------------------------


def feed(digest: Digest, path: str = "en/threads/river.feed.json") -> Any:
    return json.loads(digest.page(path))


def test_a_thread_can_be_followed_by_atom_and_by_json(river: Digest) -> None:
    """Both are named in the page's head, for readers of feeds, and in sight, for people."""
    story(river, "a", "08").build(base_url=BASE)

    found = page(river)
    for links in (found.one("head").all("link", rel="alternate")[3:5], found.one(class_="feeds").all("a")):
        assert [
            (each.attributes["type"], target("en/threads/river.html", each.attributes["href"])) for each in links
        ] == [
            ("application/atom+xml", ("en/threads/river.atom.xml", "")),
            ("application/feed+json", ("en/threads/river.feed.json", "")),
        ]
    assert found.one("head").all("link", type="application/feed+json")[0].attributes["title"] == "Feed of The river"
    home = river.read("ar/index.html").one("head").one("link", type="application/feed+json")
    assert target("ar/index.html", home.attributes["href"]) == ("ar/feed.json", "")


def test_the_json_feed_is_what_its_standard_asks_for(river: Digest) -> None:
    """JSON Feed 1.1: whole addresses, lasting ids, RFC 3339 dates, and a body that brings its direction."""
    story(river, "a", "08", lede='ملخص <b> "و"', authors=["هدى"])
    story(river, "b", "2019-04-08T10:30+03:00", "he")
    story(river, "c", "2019-04").build(base_url=BASE)

    told = feed(river, "ar/threads/river.feed.json")
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    assert (told["title"], told["description"], told["language"]) == ("النهر", "نشرة", "ar")
    assert told["home_page_url"] == f"{BASE}ar/threads/river.html"
    assert told["feed_url"] == f"{BASE}ar/threads/river.feed.json"
    assert told["items"] == [
        {
            "id": f"{BASE}ar/articles/a.html",
            "url": f"{BASE}ar/articles/a.html",
            "title": "a",
            "language": "ar",
            "content_html": '<div lang="ar" dir="rtl">ملخص &lt;b&gt; &#34;و&#34;</div>\n',
            "summary": 'ملخص <b> "و"',
            "date_published": "2019-04-08T12:00:00+02:00",
            "authors": [{"name": "هدى"}],
        },
        {
            "id": f"{BASE}ar/articles/b.html",
            "url": f"{BASE}ar/articles/b.html",
            "title": "b",
            "language": "he",
            "content_html": '<div lang="he" dir="rtl">b</div>\n',
            "date_published": "2019-04-08T10:30:00+03:00",
        },
    ]


def test_a_json_feed_of_a_site_without_an_address_names_none(river: Digest) -> None:
    story(river, "a", "08").build()

    told = feed(river)
    assert not {"home_page_url", "feed_url"} & set(told)
    (item,) = told["items"]
    assert item["id"] == "tag:nashra.invalid,2000:en/articles/a.html"
    assert "url" not in item


def test_both_feeds_of_a_thread_hold_the_same(river: Digest) -> None:
    for day in range(1, 26):
        story(river, f"s{day:02}", f"{day:02}")
    river.build(base_url=BASE)

    ids = [each["id"] for each in feed(river)["items"]]
    assert ids == [f"{BASE}en/articles/s{day:02}.html" for day in range(25, 5, -1)]
    assert re.findall(r"<entry>\n<id>(.*)</id>", river.page("en/threads/river.atom.xml")) == ids


# Extremes ----------------------------------------------------------------------------------------------------------


def test_a_thread_of_one_article_says_what_there_is(river: Digest) -> None:
    story(river, "a", "08", lede="سطر").build()

    found = page(river)
    assert found.one(class_="count").text == "1 article"
    assert [each.text for each in found.one("header", "page-head").all("time")] == ["April 8, 2019"]
    assert found.all("section", "so-far") == found.all("nav", "months") == found.all(class_="thread-related") == []
    assert river.read("en/articles/a.html").one(class_="more").all("a", "neighbour") == []


def test_a_thread_without_any_date_says_no_date(river: Digest) -> None:
    story(river, "a", lede="سطر")
    story(river, "b", lede="سطر").build()

    found = page(river)
    assert found.all("time") == found.all(class_="feeds") == found.all("section", "so-far") == []
    assert [each.text for each in found.one(class_="timeline").all("h2")] == ["Undated"]


def test_a_thread_that_an_edition_has_nothing_of_is_not_in_it(tmp_path: Path) -> None:
    """With `untranslated = "hide"`: no page, no feed, no link to either; the language switch leads to the index."""
    digest = Digest(tmp_path / "digest").settings('untranslated = "hide"')
    story(digest.put("content/threads/river.toml", thread()), "a", "08").build()

    assert [path for path in digest.tree() if path.startswith("en/threads/")] == ["en/threads/index.html"]
    switch = digest.read("ar/threads/river.html").one(class_="languages").all("a")
    assert [target("ar/threads/river.html", each.attributes["href"]) for each in switch] == [
        *(("ar/threads/river.html", ""), ("en/threads/index.html", "")),
    ]


def test_the_full_pages_of_a_long_thread_never_change(river: Digest) -> None:
    """Five hundred articles, and one more: neither numbers nor months, sources or status touch what is full."""
    for number in range(500):
        year, month, day = 2010 + number // 100, number % 12 + 1, number % 28 + 1
        story(river, f"s{number:03}", f"{year}-{month:02}-{day:02}", publisher=f"p{number % 7}")
    river.put("content/threads/river.toml", thread("pinned = 1")).build()
    before = river.tree()
    full = [path for path in before if re.fullmatch(r"(ar|en)/threads/river/\d+\.html", path)]

    river.put("content/threads/river.toml", thread("pinned = 1", 'status = "closed"') + summary(ar="انتهى", en="Over"))
    story(river, "new", "2015-01-01", "he", publisher="another").build()

    assert len(full) >= 16
    after = river.tree()
    assert [path for path in full if after[path] != before[path]] == []
    assert page(river).one(class_="count").text == "501 articles"


def test_long_titles_and_five_scripts_stand_as_they_are(river: Digest) -> None:
    """Each text brings its language and direction; nothing is cut, and the page is well formed."""
    long = "خبر طويل جدا " * 15
    river.put("content/threads/river.toml", thread(ar=long.strip(), en="A " + "very " * 39 + "long title"))
    titles = {"ar": long.strip(), "he": "כותרת", "ru": "Заголовок", "tr": "Başlık", "ja": "見出し"}
    for number, (lang, title) in enumerate(titles.items(), 1):
        story(river, lang, f"0{number}", lang, title=title, lede=title, publisher=title)
    river.build()

    found = page(river)
    shown = {each.text: (each.lang, each.dir) for each in found.one(class_="timeline").all("h3")}
    assert shown == {title: (lang, locales.direction(lang)) for lang, title in titles.items()}
    assert found.one("h1").text == "A " + "very " * 39 + "long title"
    assert page(river, "ar").one("h1").text == long.strip()
    story(river, "zz", "06", "ru", title="Ещё", publisher="Заголовок", sources=["כותרת"]).build()
    found = page(river)
    for source in found.one(class_="thread-sources").all("bdi"):
        assert source.dir == locales.direction(source.lang)


def test_what_articles_and_threads_say_is_text_and_never_code(river: Digest) -> None:
    evil = '</script><script>alert(1)</script>" onload="x'
    river.put("content/threads/river.toml", thread(en="R") + summary(en="<script>alert(1)</script>"))
    story(river, "a", "08", title=evil, lede=evil, publisher=evil, sources=[evil])
    story(river, "b", "09", title=evil, lede=evil, publisher=evil).build(base_url=BASE)

    for path in ("en/threads/river.html", "en/threads/index.html", "en/articles/a.html", "en/threads/river.feed.json"):
        assert "<script>alert" not in river.page(path), path
    assert [each["title"] for each in feed(river)["items"]] == [evil, evil]


# After edits -------------------------------------------------------------------------------------------------------


def test_thread_pages_follow_every_edit(river: Digest) -> None:
    """What is shown of other threads and articles is kept as fresh as by a clean build."""
    river.put("content/threads/dam.toml", thread('names = ["Aswan"]', en="The dam", ar="السد"))
    river.article("d.ar", threads=["dam"], published="2019-04-01")
    for day in ("01", "02", "20"):
        story(river, f"s{day}", day, lede="سطر")
    edits: tuple[Callable[[], object], ...] = (
        lambda: river.put("content/threads/river.toml", thread('names = ["aswan"]', 'status = "dormant"')),
        lambda: river.put("content/threads/dam.toml", thread('names = ["Aswan"]', en="Renamed", ar="السد")),
        lambda: story(river, "s02", "02", lede="سطر آخر", publisher="wire", threads=["river", "dam"]),
        lambda: river.put("content/sources/wire.toml", '[name]\nen = "The Wire"\n'),
        lambda: river.remove("content/articles/s20.ar.md"),
        lambda: river.put("content/threads/river.toml", thread() + summary(en="By hand")),
    )
    trees = []
    for edit in edits:
        edit()
        river.build()
        trees.append(river.tree())
        assert trees[-1] == river.clean_tree()
    assert all(one != other for one, other in pairwise(trees))
