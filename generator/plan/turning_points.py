"""The days on which a story turned, for a thread whose summary nobody has written.

They are found by counting: no text is read, and none is made. See docs/explanation/turning-points.md.
"""

from collections.abc import Mapping
from datetime import date

from generator.model import Story
from generator.plan.editions import DAY, Edition, sources_of

MOST = 5


def turning_points(edition: Edition, stories: tuple[Story, ...]) -> tuple[Story, ...]:
    """Return a story for each turning point of a thread, oldest first: its first, its busiest days, its latest.

    A story without a date or a standfirst stands for no day, nor does one in another language as long as two days
    have one in the edition's own. A thread without two such days has no turning points.
    """
    own: dict[str, Story] = {}
    any_language: dict[str, Story] = {}
    for story in reversed(stories):
        shown = edition.shown(story)
        if story.day and shown.summary:
            any_language.setdefault(story.day, story)
            if shown.lang == edition.lang:
                own.setdefault(story.day, story)
    told = own if len(own) > 1 else any_language
    if len(told) < 2:
        return ()
    return tuple(told[day] for day in _turns(_coverage(stories, told)))


def _coverage(stories: tuple[Story, ...], days: Mapping[str, object]) -> dict[str, tuple[int, int]]:
    """Return for each of `days` how many publishers and sources had something, and how many articles there were."""
    found: dict[str, list[Story]] = {day: [] for day in days}
    for story in stories:
        if story.day in found:
            found[story.day].append(story)
    return {
        day: (len({name for story in of_day for name in sources_of(story)}), len(of_day))
        for day, of_day in found.items()
    }


def _turns(coverage: Mapping[str, tuple[int, int]]) -> list[str]:
    """Return the first and the latest day, and between them the busiest that are not close to one another."""
    at = {day: _ordinal(day) for day in coverage}
    first, *between, latest = sorted(coverage)
    chosen = [first, latest]
    apart = (at[latest] - at[first]) // (2 * MOST)
    left = [day for day in between if len(day) == DAY]
    # Half of the days at most: what tells all is no summary.
    while len(chosen) < min(MOST, len(coverage) // 2):
        far = {day: min(abs(at[day] - at[other]) for other in chosen) for day in left}
        left = [day for day in left if far[day] > apart]
        if not left:
            break
        chosen.append(max(left, key=lambda day: (*coverage[day], far[day], -at[day])))
    return sorted(chosen)


def _ordinal(day: str) -> int:
    year, month, number = (*(int(part) for part in day.split("-")), 1, 1)[:3]
    return date(year, month, number).toordinal()
