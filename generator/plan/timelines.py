"""The days of a thread: what each brought and from whom, the pauses between them, and the way to a month."""

from collections.abc import Mapping
from datetime import date

from generator import locales
from generator.model import Link, SourceLine, Story, TimelineDay
from generator.plan.editions import DAY, Edition, sources_of

PAUSE = 7
"""From how many days on a pause is worth a word."""

LONG_PAUSE = 60
"""From how many days on a pause is told in months."""

MONTHS = 3
LONG = 12
"""From how many months and stories on there is a way to each month."""

MONTH = len("2019-04")


def timeline(edition: Edition, stories: tuple[Story, ...]) -> tuple[TimelineDay, ...]:
    """Return the days of stories, both in the order of the stories."""
    days: dict[str, list[Story]] = {}
    for story in stories:
        days.setdefault(story.day, []).append(story)
    found = []
    above = month = ""
    for day, of_day in days.items():
        found.append(
            TimelineDay(
                label=edition.date(day),
                sources=_sources(edition, tuple(sorted(of_day, key=lambda story: story.order, reverse=True))),
                cards=tuple(edition.card(story) for story in of_day),
                gap=_gap(edition, above, day),
                anchor=_anchor(day) if _anchor(day) != month else "",
                digest=edition.digest_path(day),
            )
        )
        above, month = day, _anchor(day)
    return tuple(found)


def _sources(edition: Edition, stories: tuple[Story, ...]) -> tuple[SourceLine, ...]:
    if len(stories) == 1 and set(sources_of(stories[0])) <= {stories[0].original.publisher}:
        return ()
    return tuple(edition.credits(stories).values())


def _gap(edition: Edition, above: str, day: str) -> str:
    if len(above) < DAY or len(day) < DAY:
        return ""
    days = (date.fromisoformat(above) - date.fromisoformat(day)).days
    in_days, in_months = ("days_earlier", "months_earlier") if days > 0 else ("days_later", "months_later")
    days = abs(days)
    if days >= LONG_PAUSE:
        return edition.count(in_months, round(days * 12 / 365.25))
    return edition.count(in_days, days) if days >= PAUSE else ""


def _anchor(day: str) -> str:
    return day[:MONTH] or "undated"


def months(edition: Edition, pages: Mapping[str, tuple[Story, ...]]) -> tuple[Link, ...]:
    """Return the way to the first day of each month, on pages by their addresses, both in the order of reading.

    There is none where all is nearly in sight.
    """
    first_on: dict[str, str] = {}
    for path, stories in pages.items():
        for story in stories:
            first_on.setdefault(_anchor(story.day), path)
    if len(first_on) < MONTHS or sum(map(len, pages.values())) < LONG:
        return ()
    return tuple(
        Link(path=f"{path}#{anchor}", text=edition.words(_month_name(edition, anchor)))
        for anchor, path in first_on.items()
    )


def _month_name(edition: Edition, anchor: str) -> str:
    if anchor == "undated":
        return edition.say("undated")
    return locales.format_month(anchor, edition.regional, edition.digits)
