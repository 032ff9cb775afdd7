"""Where each story stands in its threads, and what else was told around then."""

from collections.abc import Mapping
from itertools import islice

from generator.model import Card, Story, ThreadPlace, Value
from generator.plan.editions import Edition

RELATED = 5


class Position(Value, frozen=True, kw_only=True):
    """The places of a story in its threads, the primary one first, and what else was told in that one around then."""

    places: tuple[ThreadPlace, ...] = ()
    related: tuple[Card, ...] = ()


NOWHERE = Position()


def positions(edition: Edition, threads: Mapping[str, tuple[Story, ...]]) -> dict[str, Position]:
    """Return the position of each story that is in a thread, by stem.

    A story is counted from the oldest and without a total, so that a fresh article changes the pages of the last few
    articles of its thread and not those of all.
    """
    places = {thread: _places(edition, thread, stories) for thread, stories in threads.items()}
    around = {thread: _around(edition, stories) for thread, stories in threads.items()}
    return {
        story.stem: Position(
            places=tuple(places[thread][story.stem] for thread in story.threads),
            related=around[story.threads[0]][story.stem],
        )
        for story in edition.stories
        if story.threads
    }


def _places(edition: Edition, thread: str, stories: tuple[Story, ...]) -> dict[str, ThreadPlace]:
    link = edition.thread_link(thread)
    # Undated stories stand at the end, as if they were the oldest; nobody knows whether they are.
    dated = sum(1 for story in stories if story.day)
    return {
        story.stem: ThreadPlace(
            thread=link,
            number=edition.number(dated - index) if story.day else "",
            previous=edition.card(stories[index + 1]) if index + 1 < len(stories) else None,
            next=edition.card(stories[index - 1]) if index else None,
        )
        for index, story in enumerate(stories)
    }


def _around(edition: Edition, stories: tuple[Story, ...]) -> dict[str, tuple[Card, ...]]:
    """Return the stories nearest in time to each but for the two beside it, after and before by turns."""
    found = {}
    for index, story in enumerate(stories):
        after = stories[max(0, index - 1 - RELATED) : max(0, index - 1)][::-1]
        before = stories[index + 2 : index + 2 + RELATED]
        nearest = (each for pair in zip(_padded(after), _padded(before), strict=True) for each in pair if each)
        found[story.stem] = tuple(edition.card(each) for each in islice(nearest, RELATED))
    return found


def _padded(stories: tuple[Story, ...]) -> tuple[Story | None, ...]:
    return (*stories, *(None for _ in range(RELATED - len(stories))))
