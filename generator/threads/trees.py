"""The trained trees that turn measures into evidence: every split says how much its measure moved the answer.

A tree is read from its root to a leaf. The value of a node is the mean answer of the training cases that reached it,
so that the steps from node to node add up to the leaf, and each step is put down to the measure that was asked there.
"""

from functools import cache
from importlib.resources import files
from math import log
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]
    Places = NDArray[np.int64]

_WELL_KNOWN = 10


class Forest(NamedTuple):
    """Trees as arrays, one row a tree: of each node the measure asked (-1: a leaf), bound, children and value.

    `known` is by how much a thread's articles make an answer surer.
    """

    measure: "NDArray[np.int64]"
    bound: "NDArray[np.float64]"
    below: "NDArray[np.int64]"
    above: "NDArray[np.int64]"
    value: "NDArray[np.float64]"
    known: "NDArray[np.float64]"


def how_known(articles: int) -> float:
    """Return how well a thread is known by the articles that a person put into it: from 0 to 1, the first most."""
    return log(1 + min(articles, _WELL_KNOWN)) / log(1 + _WELL_KNOWN)


def weigh(
    cases: list[list[float]], known: list[float], forest: Forest | None = None, *, near: bool = False
) -> "NDArray[np.float64]":
    """Return how much each measure of each case counts, and in the last column what counts whatever the measures.

    The rows add up to log-odds. `known` is how well each case's thread is known. `near` chooses the bundled trees for
    cases in which words are known as points.
    """
    import numpy as np

    flat = _flat(forest) if forest else _bundled(near)
    given = np.asarray(cases, dtype=np.float64)
    count, measures = given.shape
    node = np.tile(flat.root, count)
    case = np.repeat(np.arange(count) * measures, len(flat.root))
    places, steps = [case[:0]], [flat.step[:0]]
    while True:
        measure = flat.measure.take(node)
        inner = measure >= 0
        if not inner.all():
            node, case, measure = node[inner], case[inner], measure[inner]
        if not len(node):
            break
        place = case + measure
        is_below = given.take(place) <= flat.bound.take(node)
        node = np.where(is_below, flat.below.take(node), flat.above.take(node))
        places.append(place)
        steps.append(flat.step.take(node))
    weights = np.empty((count, measures + 1))
    added = np.bincount(np.concatenate(places), np.concatenate(steps), minlength=count * measures)
    weights[:, :-1] = added.reshape(count, measures)
    weights[:, -1] = flat.start + flat.known * np.array(known)
    return weights


class Trees:
    """A forest laid out for its answers alone, without what each measure adds to them: that is found sooner."""

    def __init__(self, forest: Forest) -> None:
        import numpy as np

        leaf = forest.measure < 0
        roots = np.arange(len(leaf))[:, None] * leaf.shape[1]
        here = np.arange(leaf.size).reshape(leaf.shape)
        self._measure = np.where(leaf, 0, forest.measure).ravel()
        # A leaf is asked something, too, and leads to itself; of two children, `above` is the one after `below`.
        self._bound = np.where(leaf, np.inf, forest.bound).ravel()
        self._below = np.where(leaf, here, forest.below + roots).ravel()
        self._value = forest.value.ravel()
        self._roots = roots.ravel()

    def answer(self, cases: list[list[float]]) -> list[float]:
        """Return the log-odds of each case, to the ninth decimal, so that no order of sums decides."""
        import numpy as np

        given = np.array(cases)
        count, measures = given.shape
        case = np.repeat(np.arange(count) * measures, len(self._roots))
        asked = np.tile(self._roots, count)
        node = self._next(given, case, asked)
        while (node != asked).any():
            asked, node = node, self._next(given, case, node)
        answers: list[float] = self._value.take(node).reshape(count, -1).sum(axis=1).round(9).tolist()
        return answers

    def _next(self, given: "Numbers", case: "Places", node: "Places") -> "Places":
        above = given.take(case + self._measure.take(node)) > self._bound.take(node)
        return self._below.take(node) + above


class _Flat(NamedTuple):
    """All trees in one row of nodes: of each what is asked and what follows, and the step to it from its parent."""

    measure: "NDArray[np.int64]"
    bound: "NDArray[np.float64]"
    below: "NDArray[np.int64]"
    above: "NDArray[np.int64]"
    step: "NDArray[np.float64]"
    root: "NDArray[np.int64]"
    start: float
    known: float


def _flat(forest: Forest) -> _Flat:
    import numpy as np

    root = np.arange(len(forest.measure)) * forest.measure.shape[1]
    below, above = ((child + root[:, None]).ravel() for child in (forest.below, forest.above))
    values = forest.value.ravel()
    inner = forest.measure.ravel() >= 0
    step = np.zeros_like(values)
    for child in (below, above):
        step[child[inner]] = values[child[inner]] - values[inner]
    start = float(forest.value[:, 0].sum())
    return _Flat(forest.measure.ravel(), forest.bound.ravel(), below, above, step, root, start, float(forest.known))


@cache
def _bundled(near: bool) -> _Flat:
    return _flat(trained(f"trees-{'near' if near else 'plain'}.npz"))


@cache
def joins() -> Trees:
    """Return the trees that tell whether an article belongs to a story (made by `bench/threading/joins.py`)."""
    return Trees(trained("joins.npz"))


def trained(name: str) -> Forest:
    """Return bundled trees (made by `bench/threading/train.py` and `joins.py`)."""
    import numpy as np

    with files("generator.threads").joinpath(name).open("rb") as packed, np.load(packed) as arrays:
        return Forest(
            measure=arrays["measure"].astype(np.int64),
            bound=arrays["bound"],
            below=arrays["below"].astype(np.int64),
            above=arrays["above"].astype(np.int64),
            value=arrays["value"],
            known=arrays["known"],
        )
