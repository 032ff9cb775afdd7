"""What each line of a capture tells alone, as small numbers: its shape, its marks, its anchor words."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from generator.importers import cues, dates
from generator.importers.text.lines import Line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_ADDRESS = re.compile(r"https?://|www\.|[\w.+-]@[\w-]+\.\w")
_CLOCK = re.compile(r"\d{1,2}[:.٫]\d{2}(?!\d)")
_KINDS = {kind: at for at, kind in enumerate((
    *("comments", "related", "share", "end", "source", "also", "tags", "byline", "dateline", "caption", "copyright"),
    *("updated", "subscribe", "consent", "advertisement", "login"),
), start=1)}  # fmt: skip
_BEGINNINGS = ("copyright", "byline", "updated", "caption", "dateline", "also")
_FIRST = {**dict.fromkeys("\"'“«„‘「『", 3), **dict.fromkeys("-–—•*", 4), **dict.fromkeys("([【（<>|#+", 5)}
_LAST = {
    **dict.fromkeys(".。۔।", 0), **dict.fromkeys("?؟？", 1), **dict.fromkeys("!！", 2), **dict.fromkeys(":：", 3),
    "…": 4, **dict.fromkeys("\"”»“'’」』", 5), **dict.fromkeys(")]）】", 6), **dict.fromkeys(",،，、;", 8),
    **dict.fromkeys(">|/›", 9),
}  # fmt: skip
_LONG = 60

ANCHORS = len(_KINDS)
"""How many kinds of anchor words there are."""


def alone(lines: Sequence[Line]) -> dict[str, "list[int] | NDArray[np.generic]"]:
    """Return for each line a number by feature."""
    return {**_counted(lines), **_spelled(lines)}


def _counted(lines: Sequence[Line]) -> dict[str, "NDArray[np.generic]"]:
    """Return what follows from the counts of lines."""
    import numpy as np

    width, words, sentences, commas, digits, calls, upper, lower, short, ends = np.array(
        [(line.width, line.words, line.sentences, line.commas, line.digits, line.calls, line.upper, line.lower,
          line.short, line.ends) for line in lines]
    ).T  # fmt: skip
    long = width >= _LONG
    cased = upper + lower
    capitals = np.where(cased > 0, 1 + steps(upper / np.maximum(cased, 1), 0.15, 0.4, 0.7, 0.99), 0)
    uncased_name = (cased == 0) & (width < 40)
    may_be_name = (words >= 2) & (words <= 4) & (digits == 0)
    return {
        "shape": steps(width, 12, 25, 40, 60, 90, 130, 200, 350) * 2 + ends,
        "sentences": np.minimum(sentences, 5),
        "commas": steps(commas * 100 / (width + 20), 0.01, 0.8, 1.6, 2.5, 4),
        "capitals": capitals * 2 + long,
        "digits": steps(digits / (width + 1), 0.001, 0.03, 0.08, 0.15, 0.3),
        "exclamations": np.minimum(calls, 2),
        "short_words": steps(short, 0.1, 0.2, 0.3, 0.45, 0.6),
        "word_counts": steps(words, 1, 2, 3, 5, 8, 13, 30),
        "word_lengths": steps(width / words, 3, 4.5, 6, 8, 14),
        # A person's name and nothing else: 1 by its capitals, 2 where there are none.
        "names": np.where(may_be_name, np.where(upper == words, 1, 2 * uncased_name), 0),
    }


def steps(numbers: "NDArray[np.generic]", *edges: float) -> "NDArray[np.intp]":
    """Return for each number how many of the `edges` it has reached."""
    import numpy as np

    return np.searchsorted(edges, numbers, side="right")


def _spelled(lines: Sequence[Line]) -> dict[str, list[int]]:
    """Return what follows from the letters and words of lines."""
    return {
        "kinds": [_KINDS.get(_kind(line) or "", 0) * 2 + (line.width >= _LONG) for line in lines],
        "signs": [_signs(line.text) for line in lines],
        "firsts": [_first(line.text[0]) for line in lines],
        "lasts": [7 if line.text[-1].isdigit() else _LAST.get(line.text[-1], 10) for line in lines],
        "dates": [_dated(line) if line.digits else 0 for line in lines],
    }


def _kind(line: Line) -> str | None:
    """Return what an anchor word makes of the line: a heading, a prompt, a label, or how it begins."""
    known = line.heading or cues.prompt(line.text) or (line.label[0] if line.label else None)
    if known or line.width >= 120:
        return known
    found = cues.beginnings(line.text)
    return next((kind for kind in _BEGINNINGS if kind in found), None) if found else None


def _signs(text: str) -> int:
    return (
        (len(text) > 8 and _has_address(text))
        + 2 * ("|" in text)
        + 4 * ("©" in text)
        + 8 * text.endswith(("...", "…", "[…]", "»", ">"))
    )


def _has_address(text: str) -> bool:
    return ("@" in text or "www." in text or "://" in text) and _ADDRESS.search(text) is not None


def _first(character: str) -> int:
    if character.islower():
        return 0
    if character.isupper():
        return 1
    if character.isdigit():
        return 2
    return _FIRST.get(character, 6 if character.isalpha() else 7)


def _dated(line: Line) -> int:
    """Return whether the line is or holds a date (3, 1), and a time of day (1 more)."""
    if line.width > 130:
        return 0
    day = 3 if dates.is_date_line(line.text) else int(line.digits >= 4 and dates.find_date(line.text) is not None)
    return day + (_CLOCK.search(line.text) is not None)
