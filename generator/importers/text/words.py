"""The words of the lines of a capture, and which share of them each line has in common with the lines around it."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import msgspec

from generator.importers.text.kinds import SPACELESS, WORD, kinds_of, letters_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Counts = NDArray[np.intp]
    Flags = NDArray[np.bool_]

_SHORTEST, _LONGEST = 3, 5
# Words are told apart by a number made of their letters, of which the bits above those for the line are kept.
_FACTORS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F)
_LINE_BITS = 20


class Words(msgspec.Struct, frozen=True):
    """The words of lines, cut to five letters so that endings do not matter; pairs of letters where no spaces are.

    A word counts once a line. `line` is in which line each stands, `word` its number; sorted by word, then by line.
    `of_line` is how many words each line has.
    """

    line: "Counts"
    word: "Counts"
    of_line: "Counts"

    def within(self, which: "Flags") -> "Words":
        """Return the words of the lines `which` alone; the other lines have none."""
        import numpy as np

        kept = which.take(self.line)
        return Words(self.line[kept], self.word[kept], np.where(which, self.of_line, 0))

    def count(self, which: "Flags") -> "Counts":
        """Return how many words of each line are among `which`."""
        import numpy as np

        return np.bincount(self.line[which], minlength=len(self.of_line))

    def in_lines(self, which: "Flags") -> "Counts":
        """Return for each word in how many of the lines `which` it stands."""
        import numpy as np

        counts = np.bincount(self.word[which.take(self.line)], minlength=self.word[-1] + 1 if len(self.word) else 0)
        return counts.take(self.word)

    def above(self, which: "Flags", most: int) -> "Flags":
        """Tell for each word whether it is also in one of the `most` last lines `which` above its line."""
        import numpy as np

        of_word, meant = self.word * (len(which) + 1), which.take(self.line)
        places = of_word + (self.line + 1) * meant
        last = np.concatenate([[-1], np.maximum.accumulate(places)[:-1]]) - of_word - 1
        number = which.cumsum()
        near = number.take(np.maximum(last, 0)) > number.take(self.line) - meant - most
        found: Flags = (last >= 0) & near
        return found

    def below(self, which: "Flags", most: int, reach: int) -> "Flags":
        """Tell for each word whether it is also in one of the `most` next lines `which`, up to `reach` lines below."""
        import numpy as np

        none = len(which)
        of_word = self.word * (none + 1)
        places = of_word + np.where(which.take(self.line), self.line, none)
        coming = np.minimum.accumulate(places[::-1])[::-1][1:] - of_word[:-1]
        following = np.minimum(np.concatenate([coming, [none]]), none)
        number = np.concatenate([which.cumsum(), [none]])
        near = (following - self.line <= reach) & (number.take(following) <= number.take(self.line) + most)
        found: Flags = (following < none) & near
        return found

    def share_of_one_above(self, which: "Flags", reach: int, of: "Flags") -> "NDArray[np.float64]":
        """Return for the lines `of` the greatest share of a line's words that come again: of one `which` in reach.

        The line stands up to `reach` lines above.
        """
        import numpy as np

        again = (self.word[1:] == self.word[:-1]) & (self.line[1:] <= self.line[:-1] + reach)
        upper = (again & which.take(self.line[:-1])).nonzero()[0]
        beyond = np.full(reach, -1)
        line, word = np.concatenate([self.line, beyond]), np.concatenate([self.word, beyond])
        lower = upper + np.arange(1, reach + 1)[:, None]
        below = line.take(lower)
        distance = below - line.take(upper)
        meant = (word.take(lower) == word.take(upper)) & (distance <= reach) & of.take(below)
        count = len(of)
        shared = np.bincount(distance[meant] * count + below[meant], minlength=(reach + 1) * count)
        above = np.maximum(np.arange(count) - np.arange(reach + 1)[:, None], 0)
        found: NDArray[np.float64] = (shared.reshape(above.shape) / (self.of_line.take(above) + 1)).max(axis=0)
        return found


def words_of(folded: Sequence[str]) -> Words:
    """Return the words of the lines of a page, given as they are compared (`cues.fold`)."""
    import numpy as np

    keys = np.sort(_keys(folded))
    keys = keys[_changes(keys)]
    line = (keys & np.uint64((1 << _LINE_BITS) - 1)).astype(np.intp)
    word = _changes(keys >> np.uint64(_LINE_BITS)).cumsum() - 1
    return Words(line, word, np.bincount(line, minlength=len(folded)))


def _changes(numbers: "NDArray[np.uint64]") -> "Flags":
    """Tell for each number whether it is another one than that before it; the first is."""
    import numpy as np

    changes = np.ones(len(numbers), dtype=np.bool_)
    np.not_equal(numbers[1:], numbers[:-1], out=changes[1:])
    return changes


def _keys(texts: Iterable[str]) -> "NDArray[np.uint64]":
    """Return a number for each word of each of `texts`: of the word, and in the last bits of its text."""
    import numpy as np

    letters = letters_of([*texts, " " * _LONGEST])
    kinds = kinds_of(letters)
    inside = kinds & WORD > 0
    edges = (inside[1:] != inside[:-1]).nonzero()[0] + 1
    starts, ends = edges[::2], edges[1::2]
    long = ends - starts >= _SHORTEST
    spaceless = kinds & SPACELESS > 0
    pairs = (spaceless[1:] & spaceless[:-1]).nonzero()[0]
    breaks = (letters == ord("\n")).nonzero()[0]
    of_words = _numbered(letters, breaks, starts[long], ends[long] - starts[long])
    return np.concatenate([of_words, _numbered(letters, breaks, pairs, 2)]) if len(pairs) else of_words


def _numbered(
    letters: "NDArray[np.uint32]", breaks: "Counts", starts: "Counts", sizes: "Counts | int"
) -> "NDArray[np.uint64]":
    """Return the numbers of the words at `starts`, in their order, between the `breaks` of texts."""
    import numpy as np

    made = np.zeros(len(starts), dtype=np.uint64)
    for reach, factor in enumerate(_FACTORS):
        made += letters.take(starts + reach) * np.uint64(factor) * (sizes > reach)
    ends = starts.searchsorted(breaks)
    of_text = np.repeat(np.arange(len(breaks) - 1, dtype=np.uint64), ends[1:] - ends[:-1])
    found: NDArray[np.uint64] = made >> np.uint64(_LINE_BITS) << np.uint64(_LINE_BITS) | of_text
    return found
