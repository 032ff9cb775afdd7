"""Decisions on a digest's articles, remembered by day: what follows from the same articles is not worked out again."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import msgspec

from generator.desk.thread_items import keep_derived
from generator.fingerprints import combine, fingerprint
from generator.model import Value
from generator.state import State
from generator.threads import Decision, Item, Outline, Thresholds, day, decide, original_of
from generator.threads.reader import Reader

_KIND = "thread-decisions"


class _Day(Value, frozen=True):
    """The decisions on the articles of one day; `mark` stands for all that they follow from."""

    mark: str
    decisions: tuple[Decision, ...]


class Replays:
    """Decides on articles in the order of their days, beginning with the first day that is another than last time."""

    def __init__(
        self, outlines: Sequence[Outline], thresholds: Thresholds, state: State | None, reader: Reader
    ) -> None:
        self._outlines, self._thresholds, self._state, self._reader = outlines, thresholds, state, reader

    def decisions(self, items: Sequence[Item]) -> tuple[Decision, ...]:
        """Return the decision on every item that no person put into a thread, in the order of days."""
        known = list(self._known(items))
        if len(known) < sum(not item.threads for item in items):
            known = list(
                decide(
                    items,
                    self._outlines,
                    self._thresholds,
                    known={each.item: each for each in known},
                    reader=self._reader,
                )
            )
            self.keep(items, known)
        return tuple(known)

    def keep(self, items: Sequence[Item], decisions: Iterable[Decision]) -> None:
        """Remember the decisions on `items`, which must be those that a replay of them gives."""
        base, marks = self._marks(items)
        days = {item.id: day(item) for item in items}
        by_day: dict[str, list[Decision]] = {}
        for each in decisions:
            by_day.setdefault(days[each.item], []).append(each)
        record = [_Day(mark, tuple(by_day.get(when, ()))) for when, mark in marks]
        gone = self._state.derived_keys(_KIND) - {base} if self._state else ()
        keep_derived(self._state, _KIND, {base: msgspec.msgpack.encode(record)}, gone)

    def _known(self, items: Sequence[Item]) -> Iterator[Decision]:
        """Yield what is remembered of the days up to the first that is another."""
        base, marks = self._marks(items)
        raw = self._state.derived_one(_KIND, base) if self._state else None
        remembered = msgspec.msgpack.decode(raw, type=list[_Day]) if raw else []
        for (_, mark), found in zip(marks, remembered, strict=False):
            if found.mark != mark:
                return
            yield from found.decisions

    def _marks(self, items: Sequence[Item]) -> tuple[str, list[tuple[str, str]]]:
        """Return a fingerprint of what counts for every day, and each day with that of all up to its end."""
        by_id = {item.id: item for item in items}
        ordered = sorted(items, key=lambda item: (day(item), item.id))
        read = {item.id: msgspec.msgpack.encode((item, original_of(item, by_id).id)) for item in ordered}
        placed = b"".join(read[item.id] for item in ordered if item.threads)
        mark = base = fingerprint(msgspec.msgpack.encode((self._outlines, self._thresholds, placed)))
        marks = []
        for when, today in groupby(ordered, key=day):
            mark = combine(mark, *(fingerprint(read[item.id]) for item in today))
            marks.append((when, mark))
        return base, marks
