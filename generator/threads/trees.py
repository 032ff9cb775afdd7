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
    # Nodes of all trees and measures of all cases by one number each, as arrays are read faster by one.
    tree = np.arange(len(asked)) * asked.shape[1]
    case = np.arange(len(given))[:, None] * given.shape[1]
    place = np.arange(len(given))[:, None] * weights.shape[1]
    node = np.repeat(tree[None, :], len(given), axis=0)
    while True:
        measure = asked.take(node)
        inner = measure >= 0
        if not inner.any():
            return weights
        is_below = given.take(case + measure) <= bounds.take(node)
        then = np.where(inner, np.where(is_below, below.take(node), above.take(node)) + tree, node)
        np.add.at(weights.reshape(-1), place + np.where(inner, measure, 0), values.take(then) - values.take(node))
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
