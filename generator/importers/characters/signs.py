"""The signs of a text as numbers, and which it has beyond those of every text, found once for all that ask."""

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_USUAL = bytes([*range(ord(" "), ord("~") + 1), *b"\n\t"])
# Below it, a set of all signs is made faster than numbers of them.
_SHORT = 500


def numbers(text: str) -> "NDArray[np.uint32]":
    """Return the number of each sign of `text` in Unicode."""
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


@lru_cache(maxsize=64)
def unusual(text: str) -> frozenset[str]:
    """Return the signs of `text` but printable ASCII, tabs and line breaks."""
    rest = text.encode("utf-8", "surrogatepass").translate(None, _USUAL).decode("utf-8", "surrogatepass")
    if len(rest) < _SHORT:
        return frozenset(rest)
    import numpy as np

    signs = numbers(rest)
    met = np.zeros(int(signs.max()) + 1, dtype=np.bool_)
    met[signs] = True
    return frozenset(map(chr, met.nonzero()[0].tolist()))


def one_spaced(line: str) -> str:
    """Return `line` with one space for each run of blanks, and none at its ends."""
    if "  " not in line and line.isprintable():
        # The space is the only blank that is printed.
        return line.strip(" ")
    return " ".join(line.split())
