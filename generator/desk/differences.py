"""Two versions of a text beside each other, paragraph by paragraph, so that each change can be decided by itself."""

import difflib
from collections.abc import Iterator, Sequence
from typing import TypeAlias

Part: TypeAlias = tuple[Sequence[str], Sequence[str]]

# Paragraphs that have less in common are no versions of each other.
_ALIKE = 0.5
# So many words are shown before the first that differs.
_BEFORE = 6
# More pairs are not compared one by one.
_MOST = 900


def parts(mine: Sequence[str], newer: Sequence[str]) -> Iterator[Part]:
    """Yield both texts in order, piece by piece: what is the same, and each paragraph that changed, came or went."""
    for tag, i, j, k, m in difflib.SequenceMatcher(None, mine, newer, autojunk=False).get_opcodes():
        if tag == "replace":
            yield from _aligned(mine[i:j], newer[k:m])
        else:
            yield mine[i:j], newer[k:m]


def from_difference(one: str, other: str) -> tuple[str, str]:
    """Return two versions of a paragraph from a few words before the first one that differs."""
    words = one.split(), other.split()
    same = next((at for at, (a, b) in enumerate(zip(*words, strict=False)) if a != b), min(map(len, words)))
    start = max(0, same - _BEFORE)
    mark = "… " if start else ""
    return f"{mark}{' '.join(words[0][start:])}", f"{mark}{' '.join(words[1][start:])}"


def _aligned(mine: Sequence[str], newer: Sequence[str]) -> Iterator[Part]:
    if len(mine) * len(newer) > _MOST:
        yield mine, newer
        return
    # The greatest likeness of what is left from each pair of places on.
    best = [[0.0] * (len(newer) + 1) for _ in range(len(mine) + 1)]
    alike = [[_likeness(one, other) for other in newer] for one in mine]
    for i in reversed(range(len(mine))):
        for k in reversed(range(len(newer))):
            best[i][k] = max(best[i + 1][k], best[i][k + 1], best[i + 1][k + 1] + alike[i][k])
    i = k = 0
    while i < len(mine) or k < len(newer):
        paired = i < len(mine) and k < len(newer) and alike[i][k] and best[i][k] == best[i + 1][k + 1] + alike[i][k]
        goes = not paired and i < len(mine) and (k == len(newer) or best[i][k] == best[i + 1][k])
        after = (i + (paired or goes), k + (not goes))
        yield mine[i : after[0]], newer[k : after[1]]
        i, k = after


def _likeness(one: str, other: str) -> float:
    matcher = difflib.SequenceMatcher(None, one.split(), other.split(), autojunk=False)
    ratio = matcher.ratio() if matcher.quick_ratio() >= _ALIKE else 0.0
    return ratio if ratio >= _ALIKE else 0.0
