"""What the lines of a capture are made of: characters and words of a kind, counted for all lines at once."""

from typing import TYPE_CHECKING

import msgspec

from generator.importers.text import kinds as k

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from generator.importers.characters.signs import Numbers

    Counts = NDArray[np.integer]
    Flags = NDArray[np.bool_]

_MOST_CLOSING = 3
_SHORT_WORD = 3
# In shorter lines a full stop stands after an abbreviation.
_MAY_HOLD_TWO = 20


class Tallies(msgspec.Struct, frozen=True):
    """Counts for all lines; `width` counts wide characters twice, `short` is the share of words up to three letters.

    `upper` and `lower` are words that begin so; `sentences` are those that another one follows in the line. `first` and
    `last` are the letters at the ends of each line.
    """

    width: "Counts"
    words: "Counts"
    sentences: "Counts"
    commas: "Counts"
    digits: "Counts"
    calls: "Counts"
    upper: "Counts"
    lower: "Counts"
    short: "NDArray[np.float64]"
    first: "Numbers"
    last: "Numbers"


def tally(letters: "Numbers") -> Tallies:
    """Return the counts of lines, of which none is empty or begins with a blank, and each ends with a line break."""
    import numpy as np

    kinds = k.kinds_of(letters)
    is_break = letters == ord("\n")
    breaks = is_break.nonzero()[0]
    starts = np.concatenate([[0], breaks[:-1] + 1])
    length = breaks - starts
    met = np.bitwise_or.reduce(kinds)

    def each(kind: int) -> "Counts":
        return _sums(kinds & kind > 0, starts) if met & kind else np.zeros(len(starts), dtype=np.int32)

    blank = kinds & k.SPACE > 0
    edges = (blank[1:] != blank[:-1]).nonzero()[0] + 1
    words = np.concatenate([[0], edges[1::2]])
    first_words = words.searchsorted(starts)
    initials = kinds.take(words)
    short = _sums(edges[::2] - words <= _SHORT_WORD, first_words)
    return Tallies(
        width=length - each(k.UNSEEN) + each(k.WIDE),
        words=_sums(letters == ord(" "), starts) + 1,
        sentences=np.where(length > _MAY_HOLD_TWO, _sums(_sentence_ends(kinds, blank & ~is_break), starts), 0),
        commas=each(k.COMMA) + (_sums(_phrase_ends(kinds, blank), starts) if met & k.PHRASED else 0),
        digits=each(k.DIGIT),
        calls=each(k.CALL),
        upper=_sums(initials & k.UPPER > 0, first_words),
        lower=_sums(initials & k.LOWER > 0, first_words),
        short=short / (words.searchsorted(breaks) - first_words),
        first=letters.take(starts),
        last=letters.take(breaks - 1),
    )


def _sums(flags: "Flags", starts: "Counts") -> "Counts":
    """Return how many of the `flags` are set from each of `starts` up to the next."""
    import numpy as np

    return np.add.reduceat(flags.view(np.int8), starts, dtype=np.int32)


def _phrase_ends(kinds: "k.Numbers", space: "Flags") -> "Flags":
    """Return where a space parts two phrases of a script that has no spaces between words."""
    phrased = kinds & k.PHRASED > 0
    ends = space.copy()
    ends[1:] &= phrased[:-1]
    ends[:-1] &= phrased[1:]
    return ends


def _sentence_ends(kinds: "k.Numbers", space: "Flags") -> "Flags":
    """Return where a sentence ends within a line: at a stop before a space, closing quotes and brackets aside."""
    closing = kinds & k.CLOSING > 0
    followed = closing.copy()
    followed[:-1] = space[1:]
    for _ in range(_MOST_CLOSING):
        followed[:-1] |= closing[1:] & followed[1:]
    return (kinds & k.STOP > 0) & followed | (kinds & k.FULL > 0)
