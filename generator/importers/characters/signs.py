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
