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

    answers = _forward(networks(), lookups(lines, words))
    body, title, lede = (answers.sum(axis=0) / len(answers)).T.tolist()
    return Scores(body, title, lede, words)


def lookups(lines: Sequence[Line], words: Words) -> "NDArray[np.intp]":
    """Return the rows of the table of vectors that stand for each line: an array of lines by features."""
    import numpy as np

    rows: NDArray[np.intp] = columns(lines, words) + _first_rows()
    return rows


@cache
def _first_rows() -> "NDArray[np.intp]":
    """Return the first row of each feature."""
    import numpy as np

    return np.cumsum([0, *SIZES[:-1]])


def _forward(weights: "Weights", looked_up: "NDArray[np.intp]") -> "NDArray[np.float32]":
    """Return the answers of the networks: an array of networks by lines by (body, title, lede)."""
    import numpy as np

    # A row holds a line's numbers of all networks, as NumPy is fast along rows; the products see them by network.
    state = _sums(weights["vectors"], looked_up)
    state += weights["bias"]
    # NumPy compares two arrays three times as fast as an array and a number.
    none = np.zeros_like(state)
    np.maximum(state, none, out=state)
    more, other = np.empty_like(state), np.empty_like(state)
    many = len(weights["answers"])
    of_state, of_more, of_other = (_by_network(rows, many) for rows in (state, more, other))
    count = len(state)
    evenly = np.full((1, count), 1 / count, dtype=state.dtype)
    for layer, reach in enumerate(DILATIONS):
        page = np.concatenate([evenly @ state, state.max(axis=0, keepdims=True)])
        of_page = _by_network(page, many).reshape(many, 1, -1) @ weights[f"page{layer}"]
        np.matmul(of_state, weights[f"own{layer}"], out=of_more)
        more += of_page.reshape(-1) + weights[f"bias{layer}"]
        if reach < count:
            np.matmul(of_state, weights[f"above{layer}"], out=of_other)
            more[reach:] += other[:-reach]
            np.matmul(of_state, weights[f"below{layer}"], out=of_other)
            more[:-reach] += other[reach:]
        state += np.maximum(more, none, out=more)
    answers: NDArray[np.float32] = of_state @ weights["answers"] + weights["answers_bias"]
    return answers


def _by_network(rows: "NDArray[np.float32]", many: int) -> "NDArray[np.float32]":
    """Return the numbers of `many` networks that stand side by side in rows as networks by rows by numbers."""
    return rows.reshape(len(rows), many, -1).transpose(1, 0, 2)


def _sums(vectors: "NDArray[np.float32]", looked_up: "NDArray[np.intp]") -> "NDArray[np.float32]":
    """Return the sum of the vectors of each line: an array of lines by numbers."""
    import numpy as np

    # A page looks up little more than half of them.
    met = np.bincount(looked_up.reshape(-1), minlength=len(vectors)) > 0
    place = met.cumsum() - 1
    chosen = np.zeros((len(looked_up), place[-1] + 1), dtype=vectors.dtype)
    chosen.reshape(-1)[place.take(looked_up) + np.arange(0, chosen.size, chosen.shape[1])[:, None]] = 1
    sums: NDArray[np.float32] = chosen @ vectors.compress(met, axis=0)
    return sums


@cache
def networks() -> "Weights":
    """Return the weights of all networks; the file holds them as half-precision numbers.

    Of each layer, what it does with the line itself and with those above and below stands apart. What is added to a
    row stands side by side, as the numbers of all networks do there. From then on, the
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
    rows = {"vectors": np.concatenate(weights["vectors"], axis=1), "answers_bias": weights["answers_bias"][:, None]}
    biases = {name: array.reshape(-1) for name, array in weights.items() if name.startswith("bias")}
    return weights | biases | rows
