"""What the cue words of an outlet mean: the lines that begin with one, or that are one and nothing more (`= Share`)."""

import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache

from generator.importers.cues import fold

KINDS = ("end", "skip", "drop")
"""Where articles end; lines that announce what is not of them, such as a caption; lines that are left out."""
WHOLE = "="
"""Before a cue word: only lines that are this word alone are meant."""
ANYTHING = "*"
"""In a cue word: whatever stands there (`= Photo: */Agency`)."""

# A longer line is no caption.
_CAPTION = 260


def is_meant(line: str, cues: Sequence[str]) -> bool:
    """Tell whether `line` is one that a cue word means: it begins with it, or after `=`, has no other words."""
    return any(_means(cue, line) for cue in cues)


def skipped(lines: Sequence[str], cues: Sequence[str], may_go: Callable[[int], bool]) -> frozenset[int]:
    """Return which lines `skip` words leave out: those that they mean, and the one below each if that may go."""
    found = [at for at, line in enumerate(lines) if cues and is_meant(line, cues)]
    return frozenset((*found, *(at + 1 for at in found if at + 1 < len(lines) and may_go(at + 1))))


def _means(cue: str, line: str) -> bool:
    whole = cue.startswith(WHOLE)
    if ANYTHING in cue:
        pieces = [piece.strip() for piece in cue.removeprefix(WHOLE).split(ANYTHING)]
        # A paragraph may end with a caption that was copied without a break.
        return any(pieces) and bool(pieces[0] or len(line) <= _CAPTION) and _holds(line, pieces, whole=whole)
    return letters(line) == letters(cue) != "" if whole else bool(cue) and line.startswith(cue)


def _holds(line: str, pieces: Sequence[str], *, whole: bool) -> bool:
    """Tell whether the pieces stand in `line` in their order: the first begins it, and the last ends the `whole`."""
    if not line.startswith(pieces[0]):
        return False
    end = len(line) - len(pieces[-1]) if whole else len(line)
    inner = pieces[1:-1] if whole else pieces[1:]
    at = len(pieces[0])
    for piece in inner:
        found = line.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return not whole or (at <= end and line.endswith(pieces[-1]))


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """Return the words of `text` as they are compared, without numbers and signs: `Comments (12)` is `comments`."""
    kept = (sign if sign.isalpha() or unicodedata.category(sign)[0] == "M" else " " for sign in fold(text))
    return " ".join("".join(kept).split())
