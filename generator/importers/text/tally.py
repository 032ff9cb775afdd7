"""What the lines of a capture are made of: characters and words of a kind, counted for all lines at once."""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.integer]

_DIGIT, _UPPER, _LOWER, _SPACE, _COMMA, _CALL, _STOP, _FULL, _CLOSING, _WIDE, _NONE, _SEEN = (1 << n for n in range(12))
_SIGNS = {
    **dict.fromkeys(",،，、;؛:", _COMMA), **dict.fromkeys("!?؟", _CALL | _STOP), **dict.fromkeys(".۔।", _STOP),
    **dict.fromkeys("。！？", _FULL), **dict.fromkeys("\"'”’»)]", _CLOSING),
}  # fmt: skip
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


def tally(texts: Sequence[str]) -> Iterable[tuple[int, int, int, int, int, int, int, int, float]]:
    """Return the fields of a `Tally` for each text; none of them is empty or holds a line break."""
    import numpy as np

    if not texts:
        return ()
    letters = np.frombuffer("\n".join([*texts, ""]).encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = _kinds(letters)
    breaks = np.flatnonzero(letters == ord("\n"))
    starts = np.concatenate([[0], breaks[:-1] + 1])

    def each(marks: "Numbers | NDArray[np.bool_]") -> "Numbers":
        return np.add.reduceat(marks, starts, dtype=np.intp)

    space = kinds & _SPACE > 0
    first = ~space
    first[1:] &= space[:-1]
    ended = space[1:].copy()
    for reach in range(1, _SHORT_WORD):
        ended[:-reach] |= space[1 + reach :]
    length = breaks - starts
    return zip(
        (length - each(kinds & _NONE > 0) + each(kinds & _WIDE > 0)).tolist(),
        (each(letters == ord(" ")) + 1).tolist(),
        np.where(length > _MAY_HOLD_TWO, each(_sentence_ends(kinds, letters)), 0).tolist(),
        each(kinds & _COMMA > 0).tolist(),
        each(kinds & _DIGIT > 0).tolist(),
        each(kinds & _CALL > 0).tolist(),
        each(first & (kinds & _UPPER > 0)).tolist(),
        each(first & (kinds & _LOWER > 0)).tolist(),
        (each(first[:-1] & ended) / each(first)).tolist(),
        strict=True,
    )


def _sentence_ends(kinds: "Numbers", letters: "Numbers") -> "NDArray[np.bool_]":
    """Return where a sentence ends within a line: at a stop before a space, closing quotes and brackets aside."""
    closing = kinds & _CLOSING > 0
    followed = closing.copy()
    followed[:-1] = (kinds & _SPACE > 0)[1:] & (letters != ord("\n"))[1:]
    for _ in range(_MOST_CLOSING):
        followed[:-1] |= closing[1:] & followed[1:]
    return (kinds & _STOP > 0) & followed | (kinds & _FULL > 0)


def _kinds(letters: "Numbers") -> "Numbers":
    """Return the marks of each letter; those of new letters are worked out and kept."""
    import numpy as np

    table = _table()
    kinds: Numbers = table[letters]
    if new := set(letters[kinds == 0].tolist()):
        known = np.fromiter(new, dtype=np.uint32)
        table[known] = [_kind(chr(letter)) for letter in new]
        kinds = table[letters]
    return kinds


@cache
def _table() -> "Numbers":
    import numpy as np

    return np.zeros(0x110000, dtype=np.uint16)


def _kind(letter: str) -> int:
    unseen = unicodedata.category(letter) in ("Mn", "Me", "Cf")
    return (
        _SEEN
        | _SIGNS.get(letter, 0)
        | _DIGIT * letter.isdecimal()
        | _UPPER * letter.isupper()
        | _LOWER * letter.islower()
        | _SPACE * letter.isspace()
        | _NONE * unseen
        | _WIDE * (not unseen and unicodedata.east_asian_width(letter) in "WF")
    )
