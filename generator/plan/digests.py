"""Digests: what one day, and one ISO week, brought, by story. What has no known day is in none.

A digest knows the one before and the one after, and nothing that the rest of the site decides, such as the order of
running stories: so an article changes its own day and week, and at most the two beside a day that is new.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TypeVar

from generator import locales
from generator.model import DigestGroup, DigestView, Link, Page, Story, Value
from generator.plan.datelines import second_day
from generator.plan.editions import DAY, Edition, root_of

Key = TypeVar("Key", str, date)


class Digests(Value, frozen=True, kw_only=True):
    """The stories of each day (`2019-04-08`) and each ISO week (by its Monday) of an edition, oldest first all."""

    days: dict[str, tuple[Story, ...]]
    weeks: dict[date, tuple[Story, ...]]

    @property
    def ids(self) -> frozenset[str]:
        """The names of all digests, as their addresses have them."""
        return frozenset((*self.days, *map(week_id, self.weeks)))


def digests(edition: Edition) -> Digests:
    """Group the stories of an edition whose day is known."""
    by_day: dict[str, list[Story]] = {}
    for story in reversed(edition.stories):
        if len(story.day) == DAY:
            by_day.setdefault(story.day, []).append(story)
    days = {day: tuple(stories) for day, stories in sorted(by_day.items())}
    by_week: dict[date, list[Story]] = {}
    for day, stories in days.items():
        by_week.setdefault(monday_of(date.fromisoformat(day)), []).extend(stories)
    return Digests(days=days, weeks={monday: tuple(stories) for monday, stories in by_week.items()})


def monday_of(day: date) -> date:
    """Return the first day of the ISO week that a day is in."""
    return day - timedelta(days=day.weekday())


def week_id(monday: date) -> str:
    """Return the name of an ISO week (`2019-W15`)."""
    year, week, _ = monday.isocalendar()
    return f"{year:04}-W{week:02}"


def week_link(edition: Edition, monday: date) -> Link:
    """Return the link to the digest of a week."""
    return Link(path=edition.at(f"digest/{week_id(monday)}.html"), text=edition.words(_week_name(edition, monday)))


def day_link(edition: Edition, day: str) -> Link:
    """Return the link to the digest of a day."""
    return Link(path=edition.digest_path(day), text=edition.words(edition.date(day).shown))


def month_link(edition: Edition, day: str) -> Link:
    """Return the link to the month of a day in the archive."""
    month = day[: len("2019-04")]
    name = locales.format_month(month, edition.regional, edition.digits)
    return Link(path=edition.at(f"archive/{month}.html"), text=edition.words(name))


def _week_name(edition: Edition, monday: date) -> str:
    year, week, _ = monday.isocalendar()
    shown = locales.format_date(f"{year:04}", edition.regional, edition.digits)
    return edition.say("week_of_year", week=edition.number(week), year=shown)


def digest_pages(
    edition: Edition, editions: Mapping[str, Edition], own: Digests, having: Mapping[str, frozenset[str]]
) -> Iterator[Page]:
    """Yield the digests of an edition; `having` has the names of each edition's."""
    for before, day, after in _with_neighbours(tuple(own.days)):
        view = _day(edition, day, own.days[day], before, after)
        yield _page(edition, editions, day, view, month_link(edition, day), having)
    for earlier, monday, later in _with_neighbours(tuple(own.weeks)):
        stories = own.weeks[monday]
        week = _week(edition, monday, stories, earlier, later)
        yield _page(edition, editions, week_id(monday), week, month_link(edition, stories[0].day), having)


def _day(edition: Edition, day: str, stories: tuple[Story, ...], before: str | None, after: str | None) -> DigestView:
    when = date.fromisoformat(day)
    return DigestView(
        kind="day",
        heading=edition.say("digest_of", date=edition.date(day).shown),
        span=locales.weekday_name(when, edition.lang),
        count=edition.count("articles", len(stories)),
        wider=week_link(edition, monday_of(when)),
        days=(),
        groups=_groups(edition, stories),
        previous=day_link(edition, before) if before else None,
        next=day_link(edition, after) if after else None,
        second=second_day(edition, day),
    )


def _week(
    edition: Edition, monday: date, stories: tuple[Story, ...], before: date | None, after: date | None
) -> DigestView:
    first, last = (edition.date(each.isoformat()).shown for each in (monday, monday + timedelta(days=6)))
    return DigestView(
        kind="week",
        heading=edition.say("digest_of_week", week=_week_name(edition, monday)),
        span=edition.say("from_to", first=first, last=last),
        count=edition.count("articles", len(stories)),
        wider=month_link(edition, stories[0].day),
        days=tuple(day_link(edition, day) for day in dict.fromkeys(story.day for story in stories)),
        groups=_groups(edition, stories),
        previous=week_link(edition, before) if before else None,
        next=week_link(edition, after) if after else None,
    )


def _with_neighbours(found: tuple[Key, ...]) -> Iterator[tuple[Key | None, Key, Key | None]]:
    for index, each in enumerate(found):
        yield found[index - 1] if index else None, each, found[index + 1] if index + 1 < len(found) else None


def _groups(edition: Edition, stories: tuple[Story, ...]) -> tuple[DigestGroup, ...]:
    """Return the stories by primary thread: those of most articles, then of the newest first; what is in none last."""
    groups: dict[str, list[Story]] = {}
    for story in stories:
        groups.setdefault(story.threads[0] if story.threads else "", []).append(story)
    newest_first = sorted(groups.items(), key=lambda each: each[1][-1].order, reverse=True)
    ordered = sorted(newest_first, key=lambda each: (not each[0], -len(each[1])))
    return tuple(
        DigestGroup(
            thread=edition.thread_link(thread) if thread else None,
            cards=tuple(edition.card(story) for story in members),
        )
        for thread, members in ordered
    )


def _page(
    edition: Edition,
    editions: Mapping[str, Edition],
    name: str,
    view: DigestView,
    month: Link,
    having: Mapping[str, frozenset[str]],
) -> Page:
    path = edition.at(f"digest/{name}.html")
    paths = {lang: f"{lang}/digest/{name}.html" for lang in editions if name in having[lang]}
    return Page(
        path=path,
        template="digest.html",
        lang=edition.lang,
        title=view.heading,
        description=f"{view.heading} – {view.count}",
        root=root_of(path),
        canonical=path,
        alternates=tuple((locales.hreflang(lang), each) for lang, each in paths.items()),
        x_default=paths.get(edition.config.default_language, ""),
        languages=edition.language_links(paths, "archive/index.html"),
        trail=(edition.index_link("archive", "archive"), month),
        content=view,
    )
