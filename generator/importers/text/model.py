"""What the trained model says of each line: how much it reads like body, headline and lede of the page's article.

The model is a few small convolutional networks over the lines of a page, whose answers are averaged. A line's features
(see `features`) are looked up as vectors and added; five layers then look 1, 2, 4, 8 and 16 lines up and down and at
the page as a whole. `bench/importing/train_text.py` makes the weights.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from generator.importers.text.features import SIZES, columns
from generator.importers.text.lines import Line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from threadpoolctl import ThreadpoolController

    Weights = dict[str, NDArray[np.float32]]

DILATIONS = (1, 2, 4, 8, 16)
"""How far the layers look, in lines, from the first layer to the last."""

WEIGHTS = Path(__file__).with_name("model.npz")


class Scores(msgspec.Struct, frozen=True):
    """Log odds for each line: to be of the body, to be the headline (against the other lines), to be the lede."""

    body: list[float]
    title: list[float]
    lede: list[float]


def score(lines: Sequence[Line]) -> Scores:
    """Return what the model says of `lines`."""
    if not lines:
        return Scores([], [], [])

    weights, looked_up = networks(), lookups(lines)
    # For matrices this small, a second thread costs more than it brings.
    with _threads().limit(limits=1):
        body, title, lede = _forward(weights, looked_up).mean(axis=0).T.tolist()
    return Scores(body, title, lede)


def lookups(lines: Sequence[Line]) -> "NDArray[np.intp]":
    """Return the rows of the table of vectors that stand for each line: an array of lines by features."""
    import numpy as np

    rows: NDArray[np.intp] = columns(lines) + np.cumsum([0, *SIZES[:-1]])
    return rows


def _forward(weights: "Weights", looked_up: "NDArray[np.intp]") -> "NDArray[np.float32]":
    """Return the answers of the networks: an array of networks by lines by (body, title, lede)."""
    import numpy as np

    state = np.maximum(_sums(weights["vectors"], looked_up) + weights["bias"], 0, order="C")
    networks, count, size = state.shape
    seen = np.zeros((networks, count, 3 * size), dtype=state.dtype)
    for layer, reach in enumerate(DILATIONS):
        far = min(reach, count)
        seen[:, :far, :size] = 0
        seen[:, far:, :size] = state[:, : count - far]
        seen[:, :, size : 2 * size] = state
        seen[:, : count - far, 2 * size :] = state[:, far:]
        seen[:, count - far :, 2 * size :] = 0
        mean, most = (
            np.add.reduce(state, axis=1, keepdims=True) / count,
            np.maximum.reduce(state, axis=1, keepdims=True),
        )
        page = np.concatenate([mean, most], axis=2) @ weights[f"page{layer}"] + weights[f"bias{layer}"]
        more = seen @ weights[f"layer{layer}"]
        more += page
        state += np.maximum(more, 0, out=more)
    answers: NDArray[np.float32] = state @ weights["answers"] + weights["answers_bias"]
    return answers


def _sums(vectors: "NDArray[np.float32]", looked_up: "NDArray[np.intp]") -> "NDArray[np.float32]":
    """Return the sum of the vectors of each line: an array of networks by lines by numbers."""
    first, *others = looked_up.T
    sums: NDArray[np.float32] = vectors[first]
    for column in others:
        sums += vectors[column]
    return sums.swapaxes(0, 1)


@cache
def _threads() -> "ThreadpoolController":
    """Return what holds the threads of NumPy's linear algebra back; NumPy has to be there already."""
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


@cache
def networks() -> "Weights":
    """Return the weights of all networks, side by side as the file holds them; there as half-precision numbers.

    Vectors are looked up for all networks at once: a row of them holds one a network.
    """
    import numpy as np

    with np.load(WEIGHTS, allow_pickle=False) as stored:
        weights = {name: stored[name].astype(np.float32) for name in stored.files}
    biases = {name: array[:, None] for name, array in weights.items() if "bias" in name}
    return weights | biases | {"vectors": np.ascontiguousarray(weights["vectors"].swapaxes(0, 1))}
