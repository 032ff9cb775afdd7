"""The trained trees that turn measures into evidence: every split says how much its measure moved the answer.

A tree is read from its root to a leaf. The value of a node is the mean answer of the training cases that reached it,
so that the steps from node to node add up to the leaf, and each step is put down to the measure that was asked there.
"""

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Forest(NamedTuple):
    """Trees as arrays, one row a tree: of each node the measure asked (-1: a leaf), bound, children and value."""

    measure: "NDArray[np.int64]"
    bound: "NDArray[np.float64]"
    below: "NDArray[np.int64]"
    above: "NDArray[np.int64]"
    value: "NDArray[np.float64]"


def weigh(cases: list[list[float]], forest: Forest | None = None) -> "NDArray[np.float64]":
    """Return how much each measure of each case counts, and in the last column what counts whatever the measures.

    The rows add up to log-odds.
    """
    import numpy as np

    asked, bounds, below, above, values = forest or trained()
    given = np.asarray(cases, dtype=np.float64)
    weights = np.zeros((len(given), given.shape[1] + 1))
    weights[:, -1] = values[:, 0].sum()
    rows = np.arange(len(given))[:, None]
    tree = np.arange(len(asked))[None, :]
    node = np.zeros((len(given), len(asked)), dtype=np.int64)
    while True:
        measure = asked[tree, node]
        inner = measure >= 0
        if not inner.any():
            return weights
        then = np.where(given[rows, measure] <= bounds[tree, node], below[tree, node], above[tree, node])
        then = np.where(inner, then, node)
        step = values[tree, then] - values[tree, node]
        np.add.at(weights, (np.broadcast_to(rows, step.shape), np.where(inner, measure, 0)), step)
        node = then


@cache
def trained() -> Forest:
    """Return the bundled trees (made by `bench/threading/train.py`)."""
    import numpy as np

    with files("generator.threads").joinpath("trees.npz").open("rb") as packed, np.load(packed) as arrays:
        return Forest(
            measure=arrays["measure"].astype(np.int64),
            bound=arrays["bound"],
            below=arrays["below"].astype(np.int64),
            above=arrays["above"].astype(np.int64),
            value=arrays["value"],
        )
