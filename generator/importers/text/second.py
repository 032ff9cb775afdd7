"""A second article behind the first: somebody pasted several into one file, and all of it reads like one text."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from generator.importers import dates
from generator.importers.text.lines import Line
from generator.importers.text.segment import Segment, is_prose
from generator.importers.text.words import Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# A subheading shares words with the text above it, and the first headline with the text below; where both share less,
# another article begins. In 1,189 renderings of labelled pages one is seen in eleven, four of which have comments or a
# second article; of 258 pairs in one file, nine tenths are seen where they are dated, and almost half where not.
_SHARED, _OF_OWN, _COME_AGAIN = 0.25, 0.4, 3
_LONGEST = 160
# Between a headline and its text, a date and the authors may stand.
_BETWEEN = 4
_LEAST = 2
_NEXT = 3
_DASHES = ("—", "–", "-")


def second_headline(lines: Sequence[Line], words: Words, segment: Segment, title: int | None) -> int | None:
    """Return the line within the article at which another one seems to begin, or None."""
    prose = [at for at in sorted(segment.kept) if is_prose(lines[at])]
    candidates = list(_candidates(lines, segment, prose))
    if not candidates or not len(words.word):
        return None
    import numpy as np

    of_prose = np.zeros(len(lines), dtype=np.bool_)
    of_prose[prose] = True
    inside = of_prose[words.line]
    word, line = words.word[inside], words.line[inside]
    first = np.full(words.word[-1] + 1, len(lines))
    last = np.full(words.word[-1] + 1, -1)
    # In the order of lines, so that what is written last stays.
    first[word[::-1]], last[word] = line[::-1], line
    headline = _words(words, title)
    begins, ends = first[headline], last[headline]
    least_above, most_below = _OF_OWN * len(headline), _SHARED * len(headline)
    for at, following in candidates:
        is_dated = _is_dated(lines[at + 1 : following[0]])
        over = (
            len(headline) > 0
            and not lines[at].ends
            and np.count_nonzero(begins < at) >= least_above
            and np.count_nonzero(ends > at) <= most_below
        )
        if not (is_dated or over):
            continue
        own = _words(words, at)
        above = int((first[own] < at).sum())
        below = len(np.intersect1d(own, np.concatenate([_words(words, each) for each in following])))
        if (is_dated and (below > above or (not above and _is_day_alone(lines[at + 1])))) or (
            over and below >= _COME_AGAIN and above <= _SHARED * len(own)
        ):
            return at
    return None


def _candidates(lines: Sequence[Line], segment: Segment, prose: Sequence[int]) -> Iterator[tuple[int, Sequence[int]]]:
    """Yield the lines between paragraphs that look like a headline, each with the next paragraphs."""
    below = 0
    for at in range(segment.first, segment.last):
        while below < len(prose) and prose[below] <= at:
            below += 1
        if not _LEAST <= below <= len(prose) - _LEAST or prose[below] - at > _BETWEEN:
            continue
        if at != prose[below - 1] and _looks_like_headline(lines[at]):
            yield at, prose[below : below + _NEXT]


def _looks_like_headline(line: Line) -> bool:
    if line.heading or line.label or "copyright" in line.begins or is_prose(line):
        return False
    return line.width <= _LONGEST and not dates.is_date_line(line.text)


def _is_dated(between: Sequence[Line]) -> bool:
    """Tell whether a date stands among lines; below a quoted post, it stands behind a dash."""
    return any(line.digits and not line.text.startswith(_DASHES) and dates.is_date_line(line.text) for line in between)


def _is_day_alone(line: Line) -> bool:
    """Tell whether a line is a day and no hour, which comments have."""
    return dates.is_date_line(line.text) and dates.words_beside(line.text) <= 1 and ":" not in line.text


def _words(words: Words, at: int | None) -> "NDArray[np.intp]":
    found: NDArray[np.intp] = words.word[words.line == (-1 if at is None else at)]
    return found
