"""What can be seen of each line of a capture: columns of small numbers, in which the model looks its weights up.

No feature knows a language or a site. They are shapes, marks, repetition, anchor words, and which words a line shares
with the lines around it.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from generator.importers import cues
from generator.importers.text.line_features import ANCHORS, alone, steps
from generator.importers.text.lines import Line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_WORD = re.compile(r"([^\W_]{3,5})[^\W_]*")
_SPACELESS = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]{2,}")

_LONG = 60
_SHARES = (0.01, 0.15, 0.3, 0.45, 0.6)
_PROGRESS = (0.001, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95)


class Page(msgspec.Struct, frozen=True):
    """The lines of a capture with what several features need: their words, which are paragraphs, and how much they say.

    `mass` is the width of a paragraph up to 500 columns, 0 for other lines; `before` its sum up to each line.
    """

    lines: Sequence[Line]
    words: list[frozenset[str]]
    prose: list[bool]
    mass: "NDArray[np.intp]"
    before: "NDArray[np.intp]"


def columns(lines: Sequence[Line]) -> "NDArray[np.intp]":
    """Return a column for each of `SIZES`: for each line a number from 0 up to that size, without it."""
    import numpy as np

    found = np.empty((len(lines), len(SIZES)), dtype=np.intp)
    if lines:
        page = _page(lines)
        of_line = alone(lines)
        for at, name in enumerate(_SIZES):
            found[:, at] = of_line[name] if name in of_line else _OF_PAGE[name](page)
    return found


@lru_cache(maxsize=8192)
def words(text: str) -> frozenset[str]:
    """Return the words of `text` cut to five letters, so that endings do not matter; pairs where no spaces are."""
    folded = cues.fold(text)
    found: list[str] = _WORD.findall(folded)
    if not folded.isascii():
        for run in _SPACELESS.findall(folded):
            found += [run[at : at + 2] for at in range(len(run) - 1)]
    return frozenset(found)


def _page(lines: Sequence[Line]) -> Page:
    import numpy as np

    prose = [(line.ends and line.width >= _LONG) or line.width >= 160 for line in lines]
    mass = np.minimum([line.width for line in lines], 500) * prose
    return Page(
        lines=lines,
        words=[words(line.text) if line.width >= 12 else frozenset() for line in lines],
        prose=prose,
        mass=mass,
        before=np.concatenate([[0], np.cumsum(mass)]),
    )


def _repeats(page: Page) -> list[int]:
    """How often the line stands on the page, and whether it stood before."""
    seen: set[str] = set()
    found = []
    for line in page.lines:
        if line.repeats == 1:
            found.append(0)
            continue
        folded = cues.fold(line.text)
        found.append((1 if line.repeats == 2 else 2 if line.repeats <= 4 else 3) * 3 + (2 if folded in seen else 1))
        seen.add(folded)
    return found


def _marks(page: Page) -> list[int]:
    return [line.bullet * 2 + line.after_blank for line in page.lines]


def _common(page: Page) -> list[int]:
    """Which share of the words is also in paragraphs of the page other than this line."""
    vocabulary: set[str] = set()
    again: set[str] = set()
    for own, prose in zip(page.words, page.prose, strict=True):
        if prose:
            again |= vocabulary & own
            vocabulary |= own
    found = []
    for own, prose in zip(page.words, page.prose, strict=True):
        share = len(own & (again if prose else vocabulary)) / len(own) if own else 0.0
        found.append((bisect_right((0.05, 0.2, 0.35, 0.5, 0.7), share) if own else 0) * 2 + prose)
    return found


def _under_headline(page: Page) -> list[int]:
    """Which share of the words of a headline-like line just above comes again in this line."""
    headlines: list[tuple[int, frozenset[str]]] = []
    found = []
    for at, (line, own) in enumerate(zip(page.lines, page.words, strict=True)):
        share = 0.0
        if line.width >= 50:
            near = (len(head & own) / (len(head) + 1) for above, head in headlines if at - above <= 10)
            share = max(near, default=0.0)
        found.append(bisect_right(_SHARES, share))
        if len(own) >= 3 and 20 <= line.width <= 200 and not page.prose[at]:
            headlines = [*headlines[-9:], (at, own)]
    return found


def _with_next(page: Page) -> list[int]:
    """Which share of the words comes again in the three paragraphs that follow within 25 lines."""
    found = [0] * len(page.lines)
    following: list[int] = []
    near: frozenset[str] = frozenset()
    for at in range(len(page.lines) - 1, -1, -1):
        own = page.words[at]
        if following and following[-1] - at > 25:
            following = [below for below in following if below - at <= 25]
            near = frozenset().union(*(page.words[below] for below in following))
        if own and near:
            found[at] = bisect_right(_SHARES, len(own & near) / (len(own) + 1))
        if page.prose[at]:
            following = [at, *following[:2]]
            near = frozenset().union(*(page.words[below] for below in following))
    return found


def _with_previous(page: Page) -> list[int]:
    """Which share of the words was in the three paragraphs before."""
    found = []
    before: list[frozenset[str]] = []
    near: frozenset[str] = frozenset()
    for own, prose in zip(page.words, page.prose, strict=True):
        found.append(bisect_right(_SHARES, len(own & near) / (len(own) + 1)) if own and near else 0)
        if prose:
            before = [*before[-2:], own]
            near = frozenset().union(*before)
    return found


def _with_top(page: Page) -> list[int]:
    """How many words the line shares with the first line, where the title of the page may stand."""
    top = page.words[0]
    return [0, *(min(len(own & top), 5) for own in page.words[1:])] if top else [0] * len(page.words)


def _as_top(page: Page) -> list[int]:
    top = page.words[0]
    edges = (0.01, 0.4, 0.7)
    shares = (len(own & top) / (len(own) + 1) for own in page.words[1:])
    return [0, *(bisect_right(edges, share) for share in shares)] if top else [0] * len(page.words)


def _prose_before(page: Page) -> "NDArray[np.intp]":
    return steps(page.before[:-1] / (page.before[-1] + 1), *_PROGRESS)


def _prose_after(page: Page) -> "NDArray[np.intp]":
    return steps(1 - page.before[1:] / (page.before[-1] + 1), *_PROGRESS)


def _positions(page: Page) -> list[int]:
    return [10 * at // len(page.lines) for at in range(len(page.lines))]


def _against_longest(page: Page) -> "NDArray[np.intp]":
    return steps(page.mass / (page.mass.max() + 1), 0.01, 0.2, 0.6)


def _total(page: Page) -> int:
    return bisect_right((200, 600, 1500, 4000, 10000), page.before[-1])


def _line_count(page: Page) -> int:
    return bisect_right((20, 50, 100, 200, 400), len(page.lines))


def _since_comments(page: Page) -> list[int]:
    return _since(page, "comments")


def _since_related(page: Page) -> list[int]:
    return _since(page, "related")


def _since(page: Page, heading: str) -> list[int]:
    """How many lines ago such a heading stood; 5 where none did."""
    found = [5] * len(page.lines)
    marks = [at for at, line in enumerate(page.lines) if line.heading == heading]
    for mark, end in pairwise([*marks, len(page.lines)]):
        found[mark:end] = [bisect_right((1, 3, 8, 25, 99), at) for at in range(end - mark)]
    return found


_OF_PAGE: dict[str, "Callable[[Page], int | list[int] | NDArray[np.intp]]"] = {
    "repeats": _repeats, "marks": _marks, "common": _common, "under_headline": _under_headline,
    "with_next": _with_next, "with_previous": _with_previous, "with_top": _with_top, "as_top": _as_top,
    "prose_before": _prose_before, "prose_after": _prose_after, "positions": _positions,
    "against_longest": _against_longest, "total": _total, "line_count": _line_count,
    "since_comments": _since_comments, "since_related": _since_related,
}  # fmt: skip
# In the order in which the model knows them.
_SIZES = {
    "shape": 18, "sentences": 6, "commas": 6, "capitals": 12, "kinds": 2 * ANCHORS + 2, "repeats": 12,
    "marks": 4, "digits": 6, "signs": 16, "firsts": 8, "lasts": 11, "dates": 6, "common": 12,
    "under_headline": 6, "with_next": 6, "with_previous": 6, "with_top": 6, "as_top": 4, "prose_before": 8,
    "prose_after": 8, "positions": 10, "against_longest": 4, "exclamations": 3, "short_words": 6, "total": 6,
    "line_count": 6, "since_comments": 6, "since_related": 6, "word_counts": 8, "word_lengths": 6, "names": 3,
}  # fmt: skip

SIZES = tuple(_SIZES.values())
"""How many different numbers each column may hold."""
