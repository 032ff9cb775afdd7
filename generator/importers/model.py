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

from generator.importers.features import SIZES, columns
from generator.importers.lines import Line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

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
    import numpy as np

    looked_up = lookups(lines)
    answers = np.stack([_forward(weights, looked_up) for weights in networks()])
    body, title, lede = answers.mean(axis=0).T.tolist()
    return Scores(body, title, lede)


def lookups(lines: Sequence[Line]) -> "NDArray[np.intp]":
    """Return the rows of the table of vectors that stand for each line: an array of lines by features."""
    import numpy as np

    offsets = np.cumsum([0, *SIZES[:-1]])
    rows: NDArray[np.intp] = np.array(columns(lines), dtype=np.intp).T + offsets
    return rows


def _forward(weights: "Weights", looked_up: "NDArray[np.intp]") -> "NDArray[np.float32]":
    """Return the answers of one network: an array of lines by (body, title, lede)."""
    import numpy as np

    state = np.maximum(weights["vectors"][looked_up].sum(1) + weights["bias"], 0)
    count = len(state)
    for layer, reach in enumerate(DILATIONS):
        nothing = np.zeros((reach, state.shape[1]), dtype=state.dtype)
        above = np.concatenate([nothing, state])[:count]
        below = np.concatenate([state, nothing])[reach:]
        page = np.concatenate([state.mean(0), state.max(0)])
        seen = np.concatenate([above, state, below], axis=1) @ weights[f"layer{layer}"]
        state = state + np.maximum(seen + page @ weights[f"page{layer}"] + weights[f"bias{layer}"], 0)
    answers: NDArray[np.float32] = state @ weights["answers"] + weights["answers_bias"]
    return answers


@cache
def networks() -> "tuple[Weights, ...]":
    """Return the weights of each network. The file holds them side by side, as half-precision numbers."""
    import numpy as np

    with np.load(WEIGHTS, allow_pickle=False) as stored:
        together = {name: stored[name].astype(np.float32) for name in stored.files}
    count = len(next(iter(together.values())))
    return tuple({name: array[at] for name, array in together.items()} for at in range(count))
