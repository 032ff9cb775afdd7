"""What can be seen of each line of a capture: columns of small numbers, in which the model looks its weights up.

No feature knows a language or a site. They are shapes, marks, repetition, anchor words, and which words a line shares
with the lines around it.
"""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import msgspec

from generator.importers.text.line_features import ALONE, ANCHORS, steps
from generator.importers.text.lines import Line
from generator.importers.text.words import Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.integer]
    Flags = NDArray[np.bool_]

_LONG = 60
_SHARES = (0.01, 0.15, 0.3, 0.45, 0.6)
_PROGRESS = (0.001, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95)
# In how many paragraphs above and below the words of a line are looked for, and up to how many lines below.
_PARAGRAPHS, _BELOW = 3, 25
_UNDER_HEADLINE = 10


class Page(msgspec.Struct, frozen=True):
    """The lines of a capture with what several features need: their words, which are paragraphs, and how much they say.

    `mass` is the width of a paragraph up to 500 columns, 0 for other lines; `before` its sum up to each line.
    `with_top` is how many words each line shares with the first line, where the title of the page may stand.
    """

    lines: Sequence[Line]
    width: "Counts"
    words: Words
    prose: "Flags"
    mass: "Counts"
    before: "Counts"
    with_top: "Counts"
    headings: Sequence[tuple[int, str]]


def columns(lines: Sequence[Line], words: Words) -> "NDArray[np.uint8]":
    """Return a column for each of `SIZES`: for each line a number from 0 up to that size, without it."""
    import numpy as np

    found = np.empty((len(lines), len(SIZES)), dtype=np.uint8)
    if lines:
        alone = np.frombuffer(b"".join([line.columns for line in lines]), dtype=np.uint8)
        found[:, [_PLACES[name] for name in ALONE]] = alone.reshape(len(lines), len(ALONE))
        page = _page(lines, words)
        for name, column in _OF_PAGE.items():
            found[:, _PLACES[name]] = column(page)
    return found


def _page(lines: Sequence[Line], words: Words) -> Page:
    import numpy as np

    width = np.array([line.width for line in lines])
    ends = np.array([line.ends for line in lines])
    prose = (ends & (width >= _LONG)) | (width >= 160)
    mass = np.minimum(width, 500) * prose
    own = words.within(width >= 12)
    return Page(
        lines=lines,
        width=width,
        words=own,
        prose=prose,
        mass=mass,
        before=np.concatenate([[0], np.cumsum(mass)]),
        with_top=_shared_with_top(own),
        headings=[(at, line.heading) for at, line in enumerate(lines) if line.heading],
    )


def _shared_with_top(words: Words) -> "Counts":
    import numpy as np

    shared = words.count(words.in_lines(np.arange(len(words.of_line)) == 0) > 0)
    shared[0] = 0
    return shared


def _repeats(page: Page) -> list[int]:
    """How often the line stands on the page, and whether it stood before."""
    seen: set[str] = set()
    found = []
    for line in page.lines:
        if line.repeats == 1:
            found.append(0)
            continue
        often = 1 if line.repeats == 2 else 2 if line.repeats <= 4 else 3
        found.append(often * 3 + (2 if line.folded in seen else 1))
        seen.add(line.folded)
    return found


def _marks(page: Page) -> list[int]:
    return [line.bullet * 2 + line.after_blank for line in page.lines]


def _common(page: Page) -> "Counts":
    """Which share of the words is also in paragraphs of the page other than this line."""
    import numpy as np

    words = page.words
    found = words.count(words.in_lines(page.prose) > page.prose[words.line])
    share = steps(found / np.maximum(words.of_line, 1), 0.05, 0.2, 0.35, 0.5, 0.7)
    return share * 2 + page.prose


def _under_headline(page: Page) -> "Counts":
    """Which share of the words of a headline-like line just above comes again in this line."""
    headline = (page.words.of_line >= 3) & (page.width >= 20) & (page.width <= 200) & ~page.prose
    return steps(page.words.share_of_one_above(headline, _UNDER_HEADLINE, of=page.width >= 50), *_SHARES)


def _with_next(page: Page) -> "Counts":
    """Which share of the words comes again in the three paragraphs that follow within 25 lines."""
    near = page.words.below(page.prose, _PARAGRAPHS, _BELOW)
    return steps(page.words.count(near) / (page.words.of_line + 1), *_SHARES)


def _with_previous(page: Page) -> "Counts":
    """Which share of the words was in the three paragraphs before."""
    near = page.words.above(page.prose, _PARAGRAPHS)
    return steps(page.words.count(near) / (page.words.of_line + 1), *_SHARES)


def _with_top(page: Page) -> "Counts":
    """How many words the line shares with the first line."""
    import numpy as np

    return np.minimum(page.with_top, 5)


def _as_top(page: Page) -> "Counts":
    return steps(page.with_top / (page.words.of_line + 1), 0.01, 0.4, 0.7)


def _prose_before(page: Page) -> "Counts":
    return steps(page.before[:-1] / (page.before[-1] + 1), *_PROGRESS)


def _prose_after(page: Page) -> "Counts":
    return steps(1 - page.before[1:] / (page.before[-1] + 1), *_PROGRESS)


def _positions(page: Page) -> "Counts":
    import numpy as np

    return 10 * np.arange(len(page.lines)) // len(page.lines)


def _against_longest(page: Page) -> "Counts":
    return steps(page.mass / (page.mass.max() + 1), 0.01, 0.2, 0.6)


def _total(page: Page) -> int:
    return bisect_right((200, 600, 1500, 4000, 10000), page.before[-1])


def _line_count(page: Page) -> int:
    return bisect_right((20, 50, 100, 200, 400), len(page.lines))


def _since_comments(page: Page) -> int | list[int]:
    return _since(page, "comments")


def _since_related(page: Page) -> int | list[int]:
    return _since(page, "related")


def _since(page: Page, heading: str) -> int | list[int]:
    """How many lines ago such a heading stood; 5 where none did."""
    marks = [at for at, kind in page.headings if kind == heading]
    if not marks:
        return 5
    found = [5] * len(page.lines)
    for mark, end in pairwise([*marks, len(page.lines)]):
        found[mark:end] = [bisect_right((1, 3, 8, 25, 99), at) for at in range(end - mark)]
    return found


_OF_PAGE: dict[str, "Callable[[Page], int | list[int] | Counts]"] = {
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

_PLACES = {name: at for at, name in enumerate(_SIZES)}
SIZES = tuple(_SIZES.values())
"""How many different numbers each column may hold."""
