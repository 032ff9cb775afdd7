"""Whether one answer was given to several texts."""

import unicodedata
from collections.abc import Iterable, Sequence

# How alike two texts are (of 100) that may well have one translation; any two sentences come to 50.
_SAME = 65


def same_for_different(pairs: Iterable[tuple[str, str]], *, least: int = 12) -> frozenset[str]:
    """Return the answers given to more than one text: a page kept by mistake, or mixed-up threads.

    Those of less than `least` characters may well be right for several.
    """
    sources: dict[str, set[str]] = {}
    for source, answer in pairs:
        if len(answer) >= least:
            sources.setdefault(answer, set()).add(plain(source))
    return frozenset(answer for answer, found in sources.items() if len(found) > 1 and not _alike(sorted(found)))


def plain(text: str) -> str:
    """Return a text as it is compared: whatever its case, its space and the form of its letters."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _alike(texts: Sequence[str]) -> bool:
    from rapidfuzz.fuzz import ratio

    return all(ratio(texts[0], text) >= _SAME for text in texts[1:])
