"""Numbers and words as short text: what the index is made of, and what `search-files.js` reads back."""

from collections.abc import Iterable, Sequence
from itertools import chain
from operator import sub

LETTERS = "".join(chr(code) for code in range(35, 126) if chr(code) != "\\")
"""The digits of numbers: printable, and never escaped in JSON. The second half of them says that more digits follow."""

HALF = len(LETTERS) // 2
LEVELS = 3
"""Where a word stands: 2 in the title, 1 in the standfirst and the first lines, 0 in the rest."""


def number(value: int) -> str:
    """Return a number as text, its lowest digit first."""
    if value < HALF:
        return LETTERS[value]
    digits = []
    while value >= HALF:
        digits.append(LETTERS[HALF + value % HALF])
        value //= HALF
    digits.append(LETTERS[value])
    return "".join(digits)


class _Numbers(dict[int, str]):
    """The text of every number that was asked for."""

    def __missing__(self, value: int) -> str:
        text = self[value] = number(value)
        return text


_NUMBERS = _Numbers()


def postings(found: Sequence[int]) -> str:
    """Return which documents have a word, as text; each is `document * LEVELS + level`, rising, documents from 1."""
    before = chain((0,), [posting - posting % LEVELS for posting in found])
    return "".join(map(_NUMBERS.__getitem__, map(sub, found, before)))


def front_coded(words: Iterable[str]) -> str:
    """Return words, a line each: how many letters it shares with the one before, then the rest of it."""
    before = ""
    lines = []
    for word in words:
        most = min(len(before), len(word), HALF - 1)
        shared = 0
        while shared < most and before[shared] == word[shared]:
            shared += 1
        lines.append(LETTERS[shared] + word[shared:])
        before = word
    return "\n".join(lines)
