"""The terms of articles, which cost most of the time, remembered in `.nashra/` by what they were read from."""

from collections.abc import Mapping

import msgspec

from generator.desk.thread_items import Stories, keep_derived
from generator.state import State
from generator.threads import Item
from generator.threads.terms import Found, Terms, terms

_KIND = "thread-terms"


class TermMemory:
    """Reads the terms of a digest's items, each once as long as its files are the same."""

    def __init__(self, stories: Stories, state: State | None) -> None:
        self._keys: Mapping[str, str] = stories.keys
        self._state = state
        self._known = state.derived_keys(_KIND) if state else frozenset()
        self._fresh: dict[str, bytes] = {}
        self._decoder = msgspec.msgpack.Decoder(dict[str, Found])

    def read(self, item: Item) -> Terms:
        """Return the terms of an item."""
        key = self._keys[item.id]
        if self._state and key in self._known and (raw := self._state.derived_one(_KIND, key)):
            return self._decoder.decode(raw)
        found = terms(item)
        if self._state:
            self._fresh[key] = msgspec.msgpack.encode(found)
        return found

    def keep(self) -> None:
        """Remember what was read for the first time, and forget what is no longer in the digest."""
        gone = self._known - frozenset(self._keys.values())
        if self._fresh or gone:
            keep_derived(self._state, _KIND, self._fresh, gone)
