"""What each letter is, as bits of a number: looked up for all letters of a text at once."""

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from generator.importers.characters.signs import for_all_signs, numbers
from generator.importers.text.sentences import FULL_STOPS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.integer]

DIGIT, UPPER, LOWER, SPACE, COMMA, CALL, STOP, FULL, CLOSING, WIDE, UNSEEN, WORD, SPACELESS, PHRASED, _KNOWN = (
    1 << n for n in range(15)
)
"""A digit; a capital and a small letter; what is blank; marks within a sentence, that end one, and that follow its end;
what takes two columns or none; what words are made of, what stands in text without spaces, and in text whose spaces
part phrases."""

_SIGNS = {
    **dict.fromkeys(",،，、;؛:፣፤፥၊՝", COMMA), **dict.fromkeys(FULL_STOPS, STOP), **dict.fromkeys("!?؟፧", CALL | STOP),
    # No space has to follow these.
    **dict.fromkeys("。！？။།༎។៕", FULL), **dict.fromkeys("\"'”’»)]", CLOSING),
}  # fmt: skip
# Thai and Lao, Tibetan, Burmese, Khmer.
_IN_PHRASES = (("\u0e00", "\u0fff"), ("\u1000", "\u109f"), ("\u1780", "\u17ff"))
_WITHOUT_SPACES = (("\u3040", "\u30ff"), ("\u3400", "\u9fff"), *_IN_PHRASES)
_GEORGIAN = (("\u10d0", "\u10ff"),)
_MARKS = ("Mn", "Mc", "Me")


def letters_of(texts: Iterable[str]) -> "NDArray[np.uint32]":
    """Return the letters of `texts` as their numbers, a line break before each text and one behind the last."""
    return numbers("\n".join(["", *texts, ""]))


@for_all_signs
def kinds_of(letter: str) -> int:
    """Return the bits of a letter."""
    category = unicodedata.category(letter)
    unseen = category in ("Mn", "Me", "Cf")
    return (
        _KNOWN
        | _SIGNS.get(letter, 0)
        | DIGIT * letter.isdecimal()
        | UPPER * letter.isupper()
        | LOWER * is_small(letter)
        | SPACE * letter.isspace()
        | UNSEEN * unseen
        | WIDE * (not unseen and unicodedata.east_asian_width(letter) in "WF")
        | WORD * (letter.isalnum() or category in _MARKS)
        | SPACELESS * _is_within(letter, _WITHOUT_SPACES)
        | PHRASED * is_written_together(letter)
    )


def is_small(letter: str) -> bool:
    """Tell whether a letter is a small one, in a script with capitals: Georgian writes with small ones alone."""
    return letter.islower() and not _is_within(letter, _GEORGIAN)


def is_written_together(letter: str) -> bool:
    """Tell whether a letter is of a script whose spaces part phrases and no words."""
    return _is_within(letter, _IN_PHRASES)


def _is_within(letter: str, ranges: tuple[tuple[str, str], ...]) -> bool:
    return any(first <= letter <= last for first, last in ranges)
