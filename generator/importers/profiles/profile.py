"""What the cue words of an outlet mean: the lines that begin with one, or that are one and nothing more (`= Share`)."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from generator.importers.cues import fold

WHOLE = "="
"""Before a cue word: only lines that are this word alone are meant."""


def is_meant(line: str, cues: Sequence[str]) -> bool:
    """Tell whether `line` is one that a cue word means: it begins with it, or after `=`, has no other words."""
    return any(
        letters(line) == letters(cue) != "" if cue.startswith(WHOLE) else bool(cue) and line.startswith(cue)
        for cue in cues
    )


@lru_cache(maxsize=4096)
def letters(text: str) -> str:
    """Return the words of `text` as they are compared, without numbers and signs: `Comments (12)` is `comments`."""
    kept = (sign if sign.isalpha() or unicodedata.category(sign)[0] == "M" else " " for sign in fold(text))
    return " ".join("".join(kept).split())
