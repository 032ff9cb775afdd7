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
from generator.importers.text.words import Words, words_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Weights = dict[str, NDArray[np.float32]]

DILATIONS = (1, 2, 4, 8, 16)
"""How far the layers look, in lines, from the first layer to the last."""

_PARTS = ("above", "own", "below")

WEIGHTS = Path(__file__).with_name("model.npz")


class Scores(msgspec.Struct, frozen=True):
    """Log odds for each line: to be of the body, to be the headline (against the other lines), to be the lede.

    `words` are the words of the lines, by which what stands above an article is compared with it.
    """

    body: list[float]
    title: list[float]
    lede: list[float]
    words: Words


def score(lines: Sequence[Line]) -> Scores:
    """Return what the model says of `lines`."""
    words = words_of([line.folded for line in lines])
    if not lines:
        return Scores([], [], [], words)

    body, title, lede = _forward(networks(), lookups(lines, words)).mean(axis=0).T.tolist()
    return Scores(body, title, lede, words)


def lookups(lines: Sequence[Line], words: Words) -> "NDArray[np.intp]":
    """Return the rows of the table of vectors that stand for each line: an array of lines by features."""
    import numpy as np

    rows: NDArray[np.intp] = columns(lines, words) + np.cumsum([0, *SIZES[:-1]])
    return rows


def _forward(weights: "Weights", looked_up: "NDArray[np.intp]") -> "NDArray[np.float32]":
    """Return the answers of the networks: an array of networks by lines by (body, title, lede)."""
    import numpy as np

    state = np.add(_sums(weights["vectors"], looked_up), weights["bias"])
    # NumPy compares two arrays three times as fast as an array and a number.
    none = np.zeros_like(state)
    np.maximum(state, none, out=state)
    count = state.shape[1]
    evenly = np.full((1, count), 1 / count, dtype=state.dtype)
    for layer, reach in enumerate(DILATIONS):
        page = np.concatenate([evenly @ state, state.max(axis=1, keepdims=True)], axis=2) @ weights[f"page{layer}"]
        more = state @ weights[f"own{layer}"]
        more += page + weights[f"bias{layer}"]
        if reach < count:
            more[:, reach:] += state[:, :-reach] @ weights[f"above{layer}"]
            more[:, :-reach] += state[:, reach:] @ weights[f"below{layer}"]
        state += np.maximum(more, none, out=more)
    answers: NDArray[np.float32] = state @ weights["answers"] + weights["answers_bias"]
    return answers


def _sums(vectors: "NDArray[np.float32]", looked_up: "NDArray[np.intp]") -> "NDArray[np.float32]":
    """Return the sum of the vectors of each line: an array of networks by lines by numbers."""
    import numpy as np

    chosen = np.zeros((len(looked_up), vectors.shape[1]), dtype=vectors.dtype)
    chosen.reshape(-1)[looked_up + np.arange(0, chosen.size, vectors.shape[1])[:, None]] = 1
    sums: NDArray[np.float32] = chosen @ vectors
    return sums


@cache
def networks() -> "Weights":
    """Return the weights of all networks, side by side as the file holds them; there as half-precision numbers.

    Of each layer, what it does with the line itself and with those above and below stands apart. From then on, the
    linear algebra of this process has one thread: for matrices this small, a second one costs more than it brings, and
    so does asking for one on every page.
    """
    import numpy as np
    from threadpoolctl import threadpool_limits

    threadpool_limits(1)
    with np.load(WEIGHTS, allow_pickle=False) as stored:
        weights = {name: stored[name].astype(np.float32) for name in stored.files}
    for layer in range(len(DILATIONS)):
        parts = np.split(weights.pop(f"layer{layer}"), 3, axis=1)
        weights |= {f"{name}{layer}": np.ascontiguousarray(part) for name, part in zip(_PARTS, parts, strict=True)}
    biases = {name: array[:, None] for name, array in weights.items() if "bias" in name}
    return weights | biases
