"""Clustering: the stories of a stream of articles when nothing is known of any thread."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import log

from msgspec import structs

from generator.threads.background import share
from generator.threads.deciding import day
from generator.threads.linkage import linked
from generator.threads.stories import Stories
from generator.threads.story import Reading
from generator.threads.terms import ENGLISH, Terms, terms
from generator.threads.types import Item
from generator.threads.vectors import Vector, likeness, weigh

# Without days there is no before and after: articles are compared each with each, as long as there are not too many.
_EACH_WITH_EACH = 4000
_ALIKE = 0.165
_ALL = 400
# How many texts the bundled table counts for beside those that are given.
_PRIOR = 300.0
# The beginning of a report says what happened; the rest is what it has in common with other stories.
_BEGINNING = 600


def cluster_stream(items: Sequence[Item]) -> dict[str, str]:
    """Return for the id of every item the id of the first item of its story.

    Dated items are read in the order of days, each with what came before it; stories may merge later. Items of which
    most have no date are grouped by average linkage. A near-copy goes with its original. The order in which items are
    given changes nothing.
    """
    ordered = sorted(items, key=lambda item: (day(item), item.id))
    ids = {item.id for item in ordered}
    copies = {item.id: item.copy_of for item in ordered if item.copy_of in ids}
    original = {item.id: _original(item.id, copies) for item in ordered}
    own = [item for item in ordered if original[item.id] == item.id]
    dated = sum(1 for item in own if item.date)
    story = _linked(own) if 2 * dated < len(own) <= _EACH_WITH_EACH else _followed(own)
    first: dict[int, str] = {}
    for item in own:
        first.setdefault(story[item.id], item.id)
    return {item.id: first[story[original[item.id]]] for item in ordered}


def first_day(written: str) -> int | None:
    """Return a date as a count of days, its first where it is known to the month or year only; ValueError for none."""
    if not written:
        return None
    return date.fromisoformat(written[:10] + "0000-01-01"[len(written[:10]) :]).toordinal()


def reading(item: Item) -> Reading:
    """Return what is compared of an item where stories are followed."""
    return Reading(terms(_beginning(item)), first_day(item.date))


def _followed(items: Iterable[Item]) -> dict[str, int]:
    stories = Stories()
    joined = {item.id: stories.add(reading(item)) for item in items}
    return {name: stories.standing(number) for name, number in joined.items()}


def _linked(items: Sequence[Item]) -> dict[str, int]:
    """Group by how alike both beginnings and whole texts are; rare is what is rare among these items."""
    begun = likeness(_vectors([terms(_beginning(item)) for item in items]))
    whole = likeness(_vectors([terms(item) for item in items]))
    groups = linked(((begun + whole) / 2).round(9), _ALIKE)
    return {items[row].id: number for number, group in enumerate(groups) for row in group}


def _vectors(found: Sequence[Terms]) -> list[Vector]:
    seen = Counter(key for each in found for key in each)

    def idf(key: str) -> float:
        lang, _, stem = key.partition(" ")
        return log((len(found) + _PRIOR) / (seen[key] + share(lang, stem) * _PRIOR))

    return [weigh(each, idf, most=_ALL, common=0.0) for each in found]


def _beginning(item: Item) -> Item:
    """Return an item with the beginning of its text alone: of its English form, where it has been translated."""
    if item.pivot:
        return structs.replace(item, lang=ENGLISH, title="", text=item.pivot[:_BEGINNING], pivot="")
    return structs.replace(item, text=item.text[:_BEGINNING])


def _original(name: str, copies: Mapping[str, str]) -> str:
    """Return the id of what an item is a copy of, by and by; a ring of copies goes with the first of them."""
    seen = [name]
    while original := copies.get(seen[-1]):
        if original in seen:
            return min(seen[seen.index(original) :])
        seen.append(original)
    return seen[-1]
