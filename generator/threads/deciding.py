"""Decisions on many items, in the order of their days."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from math import exp

from generator.threads.matching import Matcher
from generator.threads.reader import READER, Reader
from generator.threads.types import Decision, Item, Outline, Term, Thresholds

_LAST = "9999-99-99"
# That one article is a copy of another is as good as certain.
_COPY = 9.0
# From which chance on an article that no person looked at feeds its thread's profile.
_CONFIDENT = 0.75


def decide(
    items: Iterable[Item],
    outlines: Iterable[Outline],
    thresholds: Thresholds,
    settled: Mapping[str, str | None] | None = None,
    *,
    known: Mapping[str, Decision] | None = None,
    reader: Reader = READER,
) -> tuple[Decision, ...]:
    """Return a decision for every item that no person put into a thread, in the order of days.

    An item is compared with what a person said of any day, and with what was decided on earlier days, so that the order
    in which the items of one day arrive changes nothing. A near-copy follows the item that it is a copy of. `settled`
    holds earlier automatic decisions, which are taken as they are and not returned. `known` are decisions that would
    come out the same, and need not be worked out again.
    """
    matcher = Matcher(outlines, thresholds, reader=reader)
    given, settled = list(items), settled or {}
    # What comes after the last day with something to decide changes nothing.
    last = max((day(item) for item in given if not item.threads and item.id not in settled), default="")
    return tuple(_replayed(given, matcher, settled, known or {}, until=f"{last}~"))


def explain(
    items: Iterable[Item],
    outlines: Iterable[Outline],
    thresholds: Thresholds,
    item_id: str,
    *,
    reader: Reader = READER,
) -> tuple[Decision, ...]:
    """Return a decision for each of the threads that an item is most like, the best first.

    The item is read as if no person had put it anywhere, with what `decide` would know on its day. KeyError if there is
    no item of that id.
    """
    by_id = {item.id: item for item in items}
    item = by_id.pop(item_id)
    matcher = Matcher(outlines, thresholds, reader=reader)
    known = [other for other in by_id.values() if other.threads or day(other) < day(item)]
    for _ in _replayed(known, matcher, {}, {}, until=day(item)):
        pass
    return matcher.rank(item)


def day(item: Item) -> str:
    """Return what items are put in order by: one that is not known to be earlier than another comes after it."""
    return (item.date[:10] + _LAST[len(item.date) :])[:10]


def original_of(item: Item, by_id: Mapping[str, Item]) -> Item:
    """Return what an item is a near-copy of, at the end of a chain of copies; itself if it is none."""
    seen = {item.id}
    while item.copy_of in by_id and item.copy_of not in seen:
        seen.add(item.copy_of)
        item = by_id[item.copy_of]
    return item


def _replayed(
    items: list[Item],
    matcher: Matcher,
    settled: Mapping[str, str | None],
    known: Mapping[str, Decision],
    until: str,
) -> Iterator[Decision]:
    """Yield the decisions on items day by day before `until`; what a day decided is learnt when the day is over."""
    by_id = {item.id: item for item in items}
    threads: dict[str, str | None] = {item.id: item.threads[0] for item in items if item.threads}
    for item in sorted(items, key=lambda item: item.id):
        for thread in item.threads:
            if thread not in original_of(item, by_id).threads or item is original_of(item, by_id):
                matcher.seed(item, thread)
    ordered = sorted(items, key=lambda item: (day(item), item is not original_of(item, by_id), item.id))
    for when, today in groupby(ordered, key=day):
        if when >= until:
            return
        learnt: list[tuple[Item, str | None]] = []
        for item in today:
            original = original_of(item, by_id)
            grown = None
            if item.id in settled and not item.threads:
                grown = threads[item.id] = settled[item.id]
            if grown is None and not item.threads:
                decision = known.get(item.id) or _inherited(item, original, threads) or matcher.score(item)
                grown = _feeds(decision)
                if item.id not in settled:
                    threads[item.id] = decision.thread if decision.outcome == "assigned" else None
                    yield decision
            if item is original:
                learnt.append((item, grown))
        for item, joined in learnt:
            matcher.learn(item, joined)


def _inherited(item: Item, original: Item, threads: Mapping[str, str | None]) -> Decision | None:
    """Return the decision on a near-copy of an item that has a thread already."""
    thread = None if item is original else threads.get(original.id)
    if thread is None or thread in item.not_threads:
        return None
    return Decision(
        item=item.id,
        outcome="assigned",
        thread=thread,
        score=_COPY,
        chance=1 / (1 + exp(-_COPY)),
        terms=(Term(original.title or original.id, "near", _COPY),),
    )


def _feeds(decision: Decision) -> str | None:
    """Return the thread whose profile grows by a decision; never by one that rests on what languages share."""
    across = any(term.kind == "crossing" for term in decision.terms)
    return decision.thread if decision.chance >= _CONFIDENT and not across else None
