"""The signs of a text as numbers, and what each of them is, looked up for all signs of a text at once."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Numbers: TypeAlias = NDArray[np.uint32]
    Kinds: TypeAlias = NDArray[np.uint16]

SIGNS = 0x110000
"""How many signs Unicode has room for."""
LETTERS = (
    r"(?:[^\W\d_]++|[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    r"\u0900-\u0963\u0980-\u09e3\u0a00-\u0a63\u0a80-\u0ae3\u0b00-\u0b63\u0b80-\u0be3\u0c00-\u0c63\u0c80-\u0ce3"
    r"\u0d00-\u0d63\u0d80-\u0de3\u0df2\u0df3\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ece"
    r"\u0f35\u0f37\u0f39\u0f71-\u0f84\u0f8d-\u0fbc\u102b-\u103e\u1056-\u1059\u17b4-\u17d3\u200c\u200d]++)++"
)
"""A run of letters as a regular expression: vowel signs and other marks of letters are no letters to `\\w`."""


def numbers(text: str) -> "Numbers":
    """Return the number of each sign of `text` in Unicode."""
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def for_all_signs(kind_of: Callable[[str], int]) -> Callable[["Numbers"], "Kinds"]:
    """Return `kind_of` for the numbers of signs, which asks it once for each sign that it meets; no kind is 0."""

    @cache
    def table() -> "Kinds":
        import numpy as np

        return np.zeros(SIGNS, dtype=np.uint16)

    def kinds_of(signs: "Numbers") -> "Kinds":
        import numpy as np

        kinds = table().take(signs)
        if not kinds.all():
            new = np.unique(signs[kinds == 0])
            table()[new] = [kind_of(chr(sign)) for sign in new.tolist()]
            kinds = table().take(signs)
        return kinds

    return kinds_of


def one_spaced(line: str) -> str:
    """Return `line` with one space for each run of blanks, and none at its ends."""
    if "  " not in line and line.isprintable():
        # The space is the only blank that is printed.
        return line.strip(" ")
    return " ".join(line.split())
