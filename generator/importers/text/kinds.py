"""What each letter is, as bits of a number: looked up for all letters of a text at once."""

import unicodedata
from collections.abc import Iterable
from typing import TYPE_CHECKING

from generator.importers.characters.signs import for_all_signs, numbers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers = NDArray[np.integer]

DIGIT, UPPER, LOWER, SPACE, COMMA, CALL, STOP, FULL, CLOSING, WIDE, UNSEEN, WORD, SPACELESS, _KNOWN = (
    1 << n for n in range(14)
)
"""A digit; a capital and a small letter; what is blank; marks within a sentence, that end one, and that follow its end;
what takes two columns or none; what words are made of, and what stands in text without spaces."""

_SIGNS = {
    **dict.fromkeys(",،，、;؛:", COMMA), **dict.fromkeys("!?؟", CALL | STOP), **dict.fromkeys(".۔।", STOP),
    **dict.fromkeys("。！？", FULL), **dict.fromkeys("\"'”’»)]", CLOSING),
}  # fmt: skip
_WITHOUT_SPACES = (("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\u0e00", "\u0eff"))


def letters_of(texts: Iterable[str]) -> "NDArray[np.uint32]":
    """Return the letters of `texts` as their numbers, a line break before each text and one behind the last."""
    return numbers("\n".join(["", *texts, ""]))


@for_all_signs
def kinds_of(letter: str) -> int:
    """Return the bits of a letter."""
    unseen = unicodedata.category(letter) in ("Mn", "Me", "Cf")
    return (
        _KNOWN
        | _SIGNS.get(letter, 0)
        | DIGIT * letter.isdecimal()
        | UPPER * letter.isupper()
        | LOWER * letter.islower()
        | SPACE * letter.isspace()
        | UNSEEN * unseen
        | WIDE * (not unseen and unicodedata.east_asian_width(letter) in "WF")
        | WORD * letter.isalnum()
        | SPACELESS * any(first <= letter <= last for first, last in _WITHOUT_SPACES)
    )
