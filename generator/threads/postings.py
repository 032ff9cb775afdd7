"""Postings: what each thread has of one term, singly to be added to, and in rows to be read all at once."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Where a row has what.
NUMBER, TITLE, SEED, GROWN, COVER = range(5)


class Posting:
    """How much a term weighs in one thread: in its labels, its sure articles, and those that joined by themselves."""

    __slots__ = ("at", "cover", "grown", "number", "seed", "title")

    def __init__(self, number: int, at: int) -> None:
        self.number = number
        self.at = at
        # As a part of a vector, and as a share of what the label says.
        self.title = 0.0
        self.cover = 0.0
        self.seed = 0.0
        self.grown = 0.0


class Postings:
    """The postings of one term, by thread."""

    __slots__ = ("_rows", "by_thread")

    def __init__(self) -> None:
        self.by_thread: dict[str, Posting] = {}
        self._rows: NDArray[np.float64] | None = None

    def label(self, thread: str, number: int, value: float, worth: float) -> None:
        """Take a term of one of a thread's labels, with what finding all of the label is worth."""
        posting = self.by_thread.get(thread) or self._begin(thread, number)
        posting.title = max(posting.title, value * worth)
        posting.cover = max(posting.cover, value * value * worth)
        self._rows = None

    def add(self, thread: str, number: int, value: float, sure: bool) -> float:
        """Take a term of one of a thread's articles; return by how much the square of its vector's length grows."""
        posting = self.by_thread.get(thread) or self._begin(thread, number)
        before = posting.seed if sure else posting.grown
        after = before + value
        if sure:
            posting.seed = after
        else:
            posting.grown = after
        if self._rows is not None:
            self._rows[posting.at, SEED if sure else GROWN] = after
        return value * (2 * before + value)

    def rows(self) -> "NDArray[np.float64]":
        """Return a row for each thread that has the term: the thread's number, then what a posting has."""
        import numpy as np

        if self._rows is None:
            postings = self.by_thread.values()
            self._rows = np.array([(each.number, each.title, each.seed, each.grown, each.cover) for each in postings])
        return self._rows

    def _begin(self, thread: str, number: int) -> Posting:
        posting = self.by_thread[thread] = Posting(number, len(self.by_thread))
        self._rows = None
        return posting
