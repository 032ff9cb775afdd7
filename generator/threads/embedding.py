"""Embedding: words as points among words of like use, so that texts are near one another that share no word.

A text is the sum of its words, a thread the sum of its texts. All of it is counted in whole numbers, which come out
the same in whatever order they are added up.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import islice
from math import sqrt
from typing import TYPE_CHECKING, NamedTuple

from generator.threads.words import is_language

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

_FINE = 256.0
_LENGTH = 1000.0
_TOLD = 6


class Table(NamedTuple):
    """Of one language: the row of each stem, and the rows, of which those of words of like use point the same way."""

    rows: Mapping[str, int]
    vectors: "NDArray[np.int8]"


class Direction(NamedTuple):
    """Where a text points: its words with their weights and vectors, and all of them together at one length."""

    keys: list[str]
    weights: "Numbers"
    vectors: "Numbers"
    whole: "Numbers"


class Directions:
    """Where many threads point: each by its labels, its sure articles, and those that joined by themselves."""

    LABELS, SURE, GROWN = range(3)

    def __init__(self, threads: int, dimensions: int) -> None:
        import numpy as np

        self._sums = np.zeros((threads, 3, dimensions))
        self._all = np.zeros((threads, dimensions))
        self._squares = np.zeros(threads)

    def add(self, kind: int, thread: int, direction: Direction | None) -> None:
        """Take what one of a thread's texts or labels says."""
        if direction is not None:
            self._sums[thread, kind] += direction.whole
            together = self._all[thread]
            together += direction.whole
            self._squares[thread] = together @ together

    def nearness(self, direction: Direction) -> "Numbers":
        """Return of every thread how near it is to a text by all that is known of it: a cosine."""
        return _cosines(self._all, self._squares, direction.whole)

    def nearness_of(self, threads: Sequence[int], direction: Direction) -> list[list[float]]:
        """Return how near a text is to each thread's labels, its sure articles, and those that joined by themselves."""
        sums = self._sums[threads]
        nearness: list[list[float]] = _cosines(sums, (sums * sums).sum(axis=2), direction.whole).tolist()
        return nearness

    def told_by(self, kind: int, thread: int, direction: Direction) -> list[tuple[str, float]]:
        """Return the few words of a text that bring it nearest to a thread, each with its part; no numbers."""
        parts = direction.weights * (direction.vectors @ self._sums[thread, kind])
        near = sorted((-part, key) for key, part in zip(direction.keys, parts.tolist(), strict=True) if part > 0)
        told = ((key, -part) for part, key in near if not key.partition(" ")[2][0].isdecimal())
        return list(islice(told, _TOLD))


def direct(lang: str, vector: Mapping[str, float], table: Table) -> Direction | None:
    """Return where a text points by the weights of its terms; None if the table of its language knows none of them."""
    import numpy as np

    known = table.rows
    start = len(lang) + 1
    keys = [key for key in vector if key[start:] in known]
    if not keys:
        return None
    weights = np.rint(np.array([vector[key] for key in keys]) * _FINE)
    vectors = table.vectors[[known[key[start:]] for key in keys]].astype(np.float64)
    whole = weights @ vectors
    length = sqrt(whole @ whole)
    return Direction(keys, weights, vectors, np.rint(whole * (_LENGTH / length))) if length else None


@cache
def bundled(lang: str) -> Table | None:
    """Return the bundled table of a language, made by `bench/threading/embeddings.py`; None where there is none."""
    import numpy as np

    packed = files("generator.threads").joinpath("embeddings", f"{lang}.npz")
    if not is_language(lang) or not packed.is_file():
        return None
    with packed.open("rb") as opened, np.load(opened) as arrays:
        stems = arrays["stems"].tobytes().decode().split("\n")
        return Table({stem: row for row, stem in enumerate(stems)}, arrays["vectors"])


def _cosines(sums: "Numbers", squares: "Numbers", whole: "Numbers") -> "Numbers":
    import numpy as np

    lengths = np.sqrt(squares * (whole @ whole))
    cosines: Numbers = np.divide(sums @ whole, lengths, out=np.zeros(squares.shape), where=lengths > 0)
    return cosines
