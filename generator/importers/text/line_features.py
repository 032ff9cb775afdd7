"""What the text of a line tells wherever it stands, as small numbers: its shape, its marks, its anchor words."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from generator.importers import dates
from generator.importers.characters.signs import for_all_signs
from generator.importers.cues import Signals
from generator.importers.folding import COLONS
from generator.importers.text.kinds import is_small
from generator.importers.text.sentences import FULL_STOPS
from generator.importers.text.tally import Tallies

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Columns = dict[str, NDArray[np.generic] | Sequence[int]]

_ADDRESS = re.compile(r"https?://|www\.|[\w.+-]@[\w-]+\.\w")
_CLOCK = re.compile(r"\d{1,2}[:.٫]\d{2}(?!\d)")
_KINDS = {kind: at for at, kind in enumerate((
    *("comments", "related", "share", "end", "source", "also", "tags", "byline", "dateline", "caption", "copyright"),
    *("updated", "subscribe", "consent", "advertisement", "login"),
), start=1)}  # fmt: skip
_BEGINNINGS = ("copyright", "byline", "updated", "caption", "dateline", "also")
_FIRST = {**dict.fromkeys("\"'“«„‘「『", 3), **dict.fromkeys("-–—•*", 4), **dict.fromkeys("([【（<>|#+", 5)}
_LAST = {
    **dict.fromkeys(FULL_STOPS, 0), **dict.fromkeys("?؟？፧", 1), **dict.fromkeys("!！", 2),
    # Two of its colons stand for the full stop of Ethiopic.
    **dict.fromkeys(COLONS, 3), "፡": 0,
    "…": 4, **dict.fromkeys("\"”»“'’」』", 5), **dict.fromkeys(")]）】", 6), **dict.fromkeys(",،，、;", 8),
    **dict.fromkeys(">|/›", 9),
}  # fmt: skip
# How lines end that lead to what is cut off.
_CUT = ("...", "…", "[…]", "»", ">")
_TORN = frozenset(cut[-1] for cut in _CUT)
_LONG = 60
# Anchor words begin short lines, dates with nothing else stand in them.
_ANCHORED, _DATED = 120, 130

ALONE = (
    *("shape", "sentences", "commas", "capitals", "digits", "exclamations", "short_words", "word_counts"),
    *("word_lengths", "names", "kinds", "signs", "firsts", "lasts", "dates"),
)
"""The names of these numbers, in their order."""

ANCHORS = len(_KINDS)
"""How many kinds of anchor words there are."""


def alone(
    texts: Sequence[str], counts: Tallies, ends: Sequence[bool], signals: Mapping[int, Signals]
) -> "NDArray[np.uint8]":
    """Return a number for each of `ALONE`: an array of lines by numbers."""
    import numpy as np

    columns = {**_counted(counts, ends), **_spelled(texts, counts, signals)}
    found = np.empty((len(texts), len(ALONE)), dtype=np.uint8)
    for at, name in enumerate(ALONE):
        found[:, at] = columns[name]
    return found


def steps(numbers: "NDArray[np.generic]", *edges: float) -> "NDArray[np.intp]":
    """Return for each number how many of the `edges` it has reached."""
    return _edges(edges).searchsorted(numbers, side="right")


@cache
def _edges(edges: tuple[float, ...]) -> "NDArray[np.float64]":
    import numpy as np

    return np.array(edges)


def _counted(of: Tallies, ends: Sequence[bool]) -> "Columns":
    """Return what follows from the counts of lines."""
    import numpy as np

    cased = of.upper + of.lower
    capitals = np.where(cased > 0, 1 + steps(of.upper / np.maximum(cased, 1), 0.15, 0.4, 0.7, 0.99), 0)
    uncased_name = (cased == 0) & (of.width < 40)
    may_be_name = (of.words >= 2) & (of.words <= 4) & (of.digits == 0)
    return {
        "shape": steps(of.width, 12, 25, 40, 60, 90, 130, 200, 350) * 2 + ends,
        "sentences": np.minimum(of.sentences, 5),
        "commas": steps(of.commas * 100 / (of.width + 20), 0.01, 0.8, 1.6, 2.5, 4),
        "capitals": capitals * 2 + (of.width >= _LONG),
        "digits": steps(of.digits / (of.width + 1), 0.001, 0.03, 0.08, 0.15, 0.3),
        "exclamations": np.minimum(of.calls, 2),
        "short_words": steps(of.short, 0.1, 0.2, 0.3, 0.45, 0.6),
        "word_counts": steps(of.words, 1, 2, 3, 5, 8, 13, 30),
        "word_lengths": steps(of.width / of.words, 3, 4.5, 6, 8, 14),
        # A person's name and nothing else: 1 by its capitals, 2 where there are none.
        "names": np.where(may_be_name, np.where(of.upper == of.words, 1, 2 * uncased_name), 0),
    }


def _spelled(texts: Sequence[str], of: Tallies, signals: Mapping[int, Signals]) -> "Columns":
    """Return what follows from the letters and words of lines."""
    import numpy as np

    widths, digits = of.width.tolist(), of.digits.tolist()
    kinds = np.zeros(len(texts), dtype=np.uint8)
    for at, said in signals.items():
        kinds[at] = _kind(said, widths[at])
    return {
        "kinds": kinds * 2 + (of.width >= _LONG),
        "signs": [
            (("@" in text or "://" in text or "www." in text) and _has_address(text))
            + 2 * ("|" in text)
            + 4 * ("©" in text)
            + 8 * (text[-1] in _TORN and text.endswith(_CUT))
            for text in texts
        ],
        "firsts": _firsts(of.first) - 1,
        "lasts": _lasts(of.last) - 1,
        "dates": [
            _dated(text, many) if many and width <= _DATED else 0
            for text, many, width in zip(texts, digits, widths, strict=True)
        ],
    }


def _kind(said: Signals, width: int) -> int:
    """Return what an anchor word makes of the line: a heading, a prompt, a label, or how it begins."""
    kind = said.heading or said.prompt or (said.label[0] if said.label else None)
    if kind is None and said.begins and width < _ANCHORED:
        kind = next((kind for kind in _BEGINNINGS if kind in said.begins), None)
    return _KINDS.get(kind, 0) if kind else 0


def _has_address(text: str) -> bool:
    return len(text) > 8 and _ADDRESS.search(text) is not None


@for_all_signs
def _firsts(letter: str) -> int:
    if is_small(letter):
        return 1
    if letter.isupper():
        return 2
    if letter.isdigit():
        return 3
    return 1 + _FIRST.get(letter, 6 if letter.isalpha() else 7)


@for_all_signs
def _lasts(letter: str) -> int:
    return 1 + (7 if letter.isdigit() else _LAST.get(letter, 10))


def _dated(text: str, digits: int) -> int:
    """Return whether a line with so many `digits` is or holds a date (3, 1), and a time of day (1 more)."""
    day = 0
    if dates.stamps(text):
        day = 3 if dates.is_date_line(text) else int(digits >= 4 and dates.find_date(text) is not None)
    return day + ((":" in text or "." in text or "٫" in text) and _CLOCK.search(text) is not None)
