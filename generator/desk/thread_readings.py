"""What threading reads of articles, which costs most of the time, remembered in `.nashra/` by what it was read from."""

from collections.abc import Callable
from typing import Generic, TypeVar

import msgspec

from generator.desk.thread_items import Stories, keep_derived
from generator.state import State
from generator.threads import Item
from generator.threads.crossing.clues import Clue, clues
from generator.threads.reader import Reader
from generator.threads.terms import Found, terms

T = TypeVar("T")


class Readings:
    """Reads the items of a digest, each once as long as its files are the same."""

    def __init__(self, stories: Stories, state: State | None) -> None:
        self._terms = _Memory("thread-terms", dict[str, Found], terms, stories, state)
        self._clues = _Memory("thread-clues", tuple[Clue, ...], clues, stories, state)
        self.reader = Reader(self._terms.read, self._clues.read)

    def keep(self) -> None:
        """Remember what was read for the first time, and forget what is no longer in the digest."""
        self._terms.keep()
        self._clues.keep()


class _Memory(Generic[T]):
    """One kind of what is read of items."""

    def __init__(
        self, kind: str, form: type[T], read: Callable[[Item], T], stories: Stories, state: State | None
    ) -> None:
        self._kind, self._read, self._keys, self._state = kind, read, stories.keys, state
        self._known = state.derived_keys(kind) if state else frozenset()
        self._fresh: dict[str, bytes] = {}
        self._decoder = msgspec.msgpack.Decoder(form)

    def read(self, item: Item) -> T:
        key = self._keys[item.id]
        if self._state and key in self._known and (raw := self._state.derived_one(self._kind, key)):
            return self._decoder.decode(raw)
        found = self._read(item)
        if self._state:
            self._fresh[key] = msgspec.msgpack.encode(found)
        return found

    def keep(self) -> None:
        gone = self._known - frozenset(self._keys.values())
        if self._fresh or gone:
            keep_derived(self._state, self._kind, self._fresh, gone)
