"""What the lines of a capture are made of: characters and words of a kind, counted for all lines at once."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from generator.importers.text import kinds as k

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.integer]
    Flags = NDArray[np.bool_]

_MOST_CLOSING = 3
_SHORT_WORD = 3
# In shorter lines a full stop stands after an abbreviation.
_MAY_HOLD_TWO = 20


class Tally(msgspec.Struct, frozen=True):
    """The counts of one line; `width` counts wide characters twice, `short` is the share of words up to three letters.

    `upper` and `lower` are words that begin so; `sentences` are those that another one follows in the line.
    """

    width: int
    words: int
    sentences: int
    commas: int
    digits: int
    calls: int
    upper: int
    lower: int
    short: float


class Tallies(msgspec.Struct, frozen=True):
    """The counts of `Tally`, each for all lines."""

    width: "Counts"
    words: "Counts"
    sentences: "Counts"
    commas: "Counts"
    digits: "Counts"
    calls: "Counts"
    upper: "Counts"
    lower: "Counts"
    short: "NDArray[np.float64]"

    def lists(self) -> Iterator[list[float]]:
        """Return each field of a `Tally` for all lines."""
        return (counts.tolist() for counts in msgspec.structs.astuple(self))


def tally(texts: Sequence[str]) -> Tallies:
    """Return the counts of `texts`, at least one; none of them is empty or holds a line break."""
    import numpy as np

    letters = k.letters_of(texts)[1:]
    kinds = k.kinds_of(letters)
    breaks = np.flatnonzero(letters == ord("\n"))
    starts = np.concatenate([[0], breaks[:-1] + 1])

    def each(marks: "Flags") -> "Counts":
        return np.add.reduceat(marks.view(np.int8), starts, dtype=np.int32)

    space = kinds & k.SPACE > 0
    first = ~space
    first[1:] &= space[:-1]
    ended = space[1:].copy()
    for reach in range(1, _SHORT_WORD):
        ended[:-reach] |= space[1 + reach :]
    length = breaks - starts
    return Tallies(
        width=length - each(kinds & k.UNSEEN > 0) + each(kinds & k.WIDE > 0),
        words=each(letters == ord(" ")) + 1,
        sentences=np.where(length > _MAY_HOLD_TWO, each(_sentence_ends(kinds, letters)), 0),
        commas=each(kinds & k.COMMA > 0),
        digits=each(kinds & k.DIGIT > 0),
        calls=each(kinds & k.CALL > 0),
        upper=each(first & (kinds & k.UPPER > 0)),
        lower=each(first & (kinds & k.LOWER > 0)),
        short=each(first[:-1] & ended) / each(first),
    )


def _sentence_ends(kinds: "k.Numbers", letters: "k.Numbers") -> "Flags":
    """Return where a sentence ends within a line: at a stop before a space, closing quotes and brackets aside."""
    closing = kinds & k.CLOSING > 0
    followed = closing.copy()
    followed[:-1] = (kinds & k.SPACE > 0)[1:] & (letters != ord("\n"))[1:]
    for _ in range(_MOST_CLOSING):
        followed[:-1] |= closing[1:] & followed[1:]
    return (kinds & k.STOP > 0) & followed | (kinds & k.FULL > 0)
