"""Vectors of terms: what an article is about as weights by term, and how much two of them have in common."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from math import sqrt
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from generator.threads.terms import Terms

Vector: TypeAlias = dict[str, float]
Matrix: TypeAlias = npt.NDArray[np.float64]

# What is rarer than one text in e^9.5 is not more telling for it.
_RAREST = 9.5
_NOTHING: Mapping[str, float] = {}


def weigh(
    found: Terms,
    idf: Callable[[str], float],
    extra: Mapping[str, float] = _NOTHING,
    *,
    most: int = 60,
    common: float = 1.0,
) -> Vector:
    """Return the heaviest terms as a vector of length 1, the heaviest first.

    `idf` tells how rare a term is; what is no rarer than `common` says nothing. `extra` has weights of further keys.
    """
    raw = {key: term.weight * (min(idf(key), _RAREST) - common) for key, term in found.items()}
    raw.update(extra)
    kept = sorted([(-value, key) for key, value in raw.items() if value > 0])[:most]
    length = sqrt(sum([value**2 for value, _ in kept]))
    return {key: -value / length for value, key in kept}


def dot(left: Vector, right: Vector) -> float:
    """Return the sum of the products of two vectors: for vectors of length 1, their cosine."""
    if len(left) > len(right):
        left, right = right, left
    return sum([value * right[key] for key, value in left.items() if key in right])


def total(vectors: Iterable[Vector]) -> Vector:
    """Return the sum of vectors."""
    summed: Vector = {}
    for vector in vectors:
        for key, value in vector.items():
            summed[key] = summed.get(key, 0.0) + value
    return summed


def unit(vector: Vector) -> Vector:
    """Return a vector at length 1."""
    length = sqrt(sum(value * value for value in vector.values())) or 1.0
    return {key: value / length for key, value in vector.items()}


def likeness(vectors: Sequence[Vector]) -> Matrix:
    """Return the cosines of vectors of length 1 with one another; it has a row and a column for each of them."""
    having: dict[str, list[tuple[int, float]]] = {}
    for row, vector in enumerate(vectors):
        for key, value in vector.items():
            having.setdefault(key, []).append((row, value))
    alike = np.zeros((len(vectors), len(vectors)))
    for key in sorted(having):
        if len(having[key]) > 1:
            rows, values = map(np.array, zip(*having[key], strict=True))
            alike[np.ix_(rows, rows)] += np.outer(values, values)
    return alike
