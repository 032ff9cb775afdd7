"""Which threads an article may belong to by what it shares with them across languages."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from math import log, sqrt
from typing import NamedTuple

from generator.model import Value
from generator.threads.crossing.clues import Clue, clues, outline_clues
from generator.threads.types import Item, Outline, Term

# How much a shared key of each kind says; what is not here is a place or an organisation.
_WEIGHTS = {
    "territory": 1.2, "nation": 1.2, "city": 1.3, "region": 1.3, "concept": 0.8, "month": 0.2, "number": 0.6,
    "word": 1.0, "sound": 1.0, "near": 0.6,
}  # fmt: skip
_NAMED = 1.3
# How much the share of a thread's articles that have a key counts, and the length of its whole profile.
_SHARE, _LENGTH = 0.75, 0.7
# The rest of a long text says little more.
_MOST_CLUES = 40
# A name that an editor gave counts as two articles do.
_EDITOR = 2.0


class Candidate(Value, frozen=True):
    """A thread that an article may belong to: how alike they are (0 to 1), and by what."""

    thread: str
    likeness: float
    terms: tuple[Term, ...]


class _Said(NamedTuple):
    """What a thread's articles say, by key: in how many of them, and how it is written where it is surest."""

    counts: dict[str, float]
    texts: dict[str, tuple[float, str]]


class _Index(NamedTuple):
    """For each key how rare it is, and the threads that have it with its weight there."""

    rarity: dict[str, float]
    threads: dict[str, list[tuple[str, float]]]


class Crossing:
    """What is known of every thread across languages; tables and texts are read when it is first asked."""

    def __init__(self, outlines: Iterable[Outline], read: Callable[[Item], tuple[Clue, ...]] = clues) -> None:
        self._read_clues = read
        self._outlines = tuple(outlines)
        self._added: list[tuple[str, Item]] = []
        self._articles: Counter[str] = Counter()
        self._said: dict[str, _Said] = {}
        self._index: _Index | None = None

    def add(self, item: Item, thread: str) -> None:
        """Take an article as one of a thread's."""
        self._added.append((thread, item))
        self._index = None

    def best(self, item: Item, barred: Collection[str] = (), most: int = 2) -> tuple[Candidate, ...]:
        """Return the threads that share most with an item, the best first; none of them is certain."""
        index = self._read()
        found: dict[tuple[str, ...], tuple[Clue, int]] = {}
        for clue in self._read_clues(item):
            keys = tuple(clue.keys)
            found[keys] = (found[keys][0] if keys in found else clue, found.get(keys, (clue, 0))[1] + 1)
        weights = {
            keys: {key: sure * (1 + log(times)) * index.rarity.get(key, 0.0) for key, sure in clue.keys.items()}
            for keys, (clue, times) in found.items()
        }
        heaviest = sorted(weights, key=lambda keys: (-max(weights[keys].values()), keys))[:_MOST_CLUES]
        length = sum(max(weights[keys].values()) ** 2 for keys in heaviest)
        shared: dict[str, dict[tuple[str, ...], tuple[float, str]]] = {}
        for keys in heaviest:
            for key, weight in weights[keys].items():
                for thread, value in index.threads.get(key, ()):
                    of_thread = shared.setdefault(thread, {})
                    if weight * value > of_thread.get(keys, (0.0, ""))[0]:
                        of_thread[keys] = (weight * value, key)
        length = sqrt(length) or 1.0
        likeness = {
            thread: round(sum(value for value, _ in of_thread.values()) / length, 6)
            for thread, of_thread in shared.items()
            if thread not in barred
        }
        order = sorted(likeness, key=lambda thread: (-likeness[thread], thread))
        return tuple(
            Candidate(thread, likeness[thread], self._terms(thread, found, shared[thread], length))
            for thread in order[:most]
        )

    def _terms(
        self,
        thread: str,
        found: dict[tuple[str, ...], tuple[Clue, int]],
        shared: dict[tuple[str, ...], tuple[float, str]],
        length: float,
    ) -> tuple[Term, ...]:
        texts = self._said[thread].texts
        listed: dict[str, float] = {}
        for keys, (value, key) in shared.items():
            here, there = found[keys][0].text, texts[key][1]
            text = here if here == there else f"{here} ~ {there}"
            listed[text] = listed.get(text, 0.0) + value / length
        return tuple(
            Term(text, "crossing", value) for text, value in sorted(listed.items(), key=lambda t: (-t[1], t[0]))
        )

    def _read(self) -> _Index:
        """Return the index of what was added; it is made anew only where something was, for it costs seconds."""
        if self._index is None:
            for outline in self._outlines if not self._said else ():
                self._say(outline.id, outline_clues(outline), _EDITOR)
            for thread, item in self._added:
                self._articles[thread] += 1
                self._say(thread, self._read_clues(item), 1.0)
            self._added.clear()
            self._index = _index(self._said, self._articles)
        return self._index

    def _say(self, thread: str, found: Iterable[Clue], worth: float) -> None:
        said = self._said.setdefault(thread, _Said({}, {}))
        surest: dict[str, float] = {}
        for clue in found:
            for key, sure in clue.keys.items():
                surest[key] = max(sure, surest.get(key, 0.0))
                if sure > said.texts.get(key, (0.0, ""))[0]:
                    said.texts[key] = (sure, clue.text)
        for key, sure in surest.items():
            said.counts[key] = said.counts.get(key, 0.0) + worth * sure


def _index(said: dict[str, _Said], articles: Counter[str]) -> _Index:
    held = Counter(key for known in said.values() for key in known.counts)
    rarity = {
        key: log((len(said) + 1) / (count + 0.5)) * _WEIGHTS.get(key.partition(":")[0], _NAMED)
        for key, count in held.items()
    }
    threads: dict[str, list[tuple[str, float]]] = {}
    for thread, known in said.items():
        weights = {
            key: (count / (articles[thread] + _EDITOR)) ** _SHARE * rarity[key] for key, count in known.counts.items()
        }
        # Less than a cosine: a thread that is told in many words is not punished for all of them.
        length = (
            sum(value * value for key, value in weights.items() if not key.startswith("near:")) ** (_LENGTH / 2) or 1.0
        )
        for key, value in weights.items():
            threads.setdefault(key, []).append((thread, value / length))
    return _Index(rarity, threads)
