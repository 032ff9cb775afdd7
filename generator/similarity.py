"""Near-duplicates: which texts are mostly the same words in the same order, in any language.

A text is the set of its runs of three words (letters, where a script has no spaces). Its **sketch** is the 32 runs
with the smallest hashes: a MinHash of one hash function, which unlike one of many functions costs one hash a run, and
shows a short text inside of a long one too. An index of sketches proposes candidates; `compare` then looks at all
words. Hashes are CRC-32, the same on every machine.
"""

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Generic, TypeVar
from zlib import crc32

from generator.model import Value

Key = TypeVar("Key", bound=Hashable)

RUN = 3
SKETCH = 32
# A run that so many texts have is a publisher's standing phrase, and proposes nobody.
_COMMON = 50
# Longer differences than this are paragraphs that one of two versions has, not words put in the place of others.
_SWAP = 12
_WORDS_COMPARED = 50_000

_SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_SPACELESS}]|[^\W_{_SPACELESS}]+")
_WITHOUT_SPACES = re.compile(f"[{_SPACELESS}]")
_MARKS = re.compile(
    "[\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069]"
)
_LINK = re.compile(r"\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)")
_MASK = 0xFFFFFFFF


class Comparison(Value, frozen=True, kw_only=True):
    """How two texts compare.

    `left_in_right` is the share of the left one's runs that the right one has, `right_in_left` the other way round.
    `words` counts those of the shorter one. `swaps` are places where a few words stand for a few others in an
    otherwise equal text; `figures` tells whether numbers differ in one of them, `words_differ` whether other words do.
    `same` is word for word.
    """

    left_in_right: float
    right_in_left: float
    words: int
    swaps: int = 0
    figures: bool = False
    words_differ: bool = False
    same: bool = False

    @property
    def least(self) -> float:
        """The lower of the two shares: high only where neither text has much of its own."""
        return min(self.left_in_right, self.right_in_left)

    @property
    def most(self) -> float:
        """The higher of the two shares: high where one text is inside of the other."""
        return max(self.left_in_right, self.right_in_left)


class Index(Generic[Key]):
    """Sketches by key, for finding those that share runs with a new one."""

    def __init__(self) -> None:
        self._keys: dict[int, list[Key]] = {}

    def add(self, key: Key, sketched: Iterable[int]) -> None:
        """Remember a text by its sketch."""
        for run in sketched:
            self._keys.setdefault(run, []).append(key)

    def near(self, sketched: Iterable[int], most: int = 5) -> list[Key]:
        """Return the keys of texts that share most runs with this sketch, the likeliest first; often there is none."""
        shared: Counter[Key] = Counter()
        for run in sketched:
            keys = self._keys.get(run, ())
            if len(keys) <= _COMMON:
                shared.update(keys)
        enough = [key for key, count in shared.items() if count > 1 or len(shared) == 1]
        return sorted(enough, key=lambda key: -shared[key])[:most]


def sketch(text: str) -> tuple[int, ...]:
    """Return the sketch of a text, in ascending order; texts with most runs in common have most of it in common."""
    hashes = list(map(_hash, _rough_words(text)))
    while 0 < len(hashes) < RUN:
        hashes.append(0)
    # A quarter of the runs, told by their first word, propose as well as all of them, and sooner.
    runs = {
        (a * 0x9E3779B1 ^ b * 0x85EBCA77 ^ c * 0xC2B2AE3D) & _MASK
        for a, b, c in zip(hashes, islice(hashes, 1, None), islice(hashes, 2, None), strict=False)
        if not a & 3
    }
    return tuple(sorted(runs)[:SKETCH])


def words(text: str) -> list[str]:
    """Return the words of a markdown text as they are compared: folded, digits in one script, no addresses of links."""
    return [_digits(word) if word[0].isdecimal() and not word.isascii() else word for word in _plain_words(text)]


def compare(left: str, right: str) -> Comparison:
    """Return how two texts compare; what is beyond 50,000 words is not looked at."""
    ours, theirs = words(left)[:_WORDS_COMPARED], words(right)[:_WORDS_COMPARED]
    shorter = min(len(ours), len(theirs))
    if ours == theirs:
        return Comparison(left_in_right=1.0, right_in_left=1.0, words=shorter, same=bool(ours))
    left_runs, right_runs = _runs(ours), _runs(theirs)
    both = len(left_runs.keys() & right_runs.keys())
    if not both:
        return Comparison(left_in_right=0.0, right_in_left=0.0, words=shorter)
    gaps = list(_gaps(ours, theirs, _anchors(left_runs, right_runs)))
    return Comparison(
        left_in_right=both / len(left_runs),
        right_in_left=both / len(right_runs),
        words=shorter,
        swaps=len(gaps),
        figures=any(_numbers(a) != _numbers(b) for a, b in gaps),
        words_differ=any(_without_numbers(a) != _without_numbers(b) for a, b in gaps),
    )


def _plain_words(text: str) -> list[str]:
    if "](" in text:
        text = _LINK.sub("]", text)
    if not text.isascii():
        if not unicodedata.is_normalized("NFKC", text):
            text = unicodedata.normalize("NFKC", text)
        if _MARKS.search(text):
            text = _MARKS.sub("", text)
    return _WORD.findall(text.casefold())


def _rough_words(text: str) -> list[str]:
    """Return the words with their punctuation, which costs half, where there are spaces between words."""
    return _plain_words(text) if _WITHOUT_SPACES.search(text) else text.casefold().split()


@lru_cache(maxsize=200_000)
def _hash(word: str) -> int:
    return crc32(word.encode())


def _digits(word: str) -> str:
    return "".join(str(unicodedata.decimal(letter, letter)) for letter in word)


def _runs(text: Sequence[str]) -> dict[tuple[str, ...], list[int]]:
    """Return every run of words with the places where it begins."""
    padded = [*text, *[""] * (RUN - len(text))]
    found: dict[tuple[str, ...], list[int]] = {}
    for at, run in enumerate(zip(padded, padded[1:], padded[2:], strict=False)):
        found.setdefault(run, []).append(at)
    return found


def _anchors(left: dict[tuple[str, ...], list[int]], right: dict[tuple[str, ...], list[int]]) -> list[tuple[int, int]]:
    """Return the places of runs that stand once in both texts, the most of them that are in the same order."""
    pairs = [(at[0], right[run][0]) for run, at in left.items() if len(at) == 1 and len(right.get(run, ())) == 1]
    ends: list[int] = []
    at_end: list[int] = []
    before: list[int] = []
    for number, (_, place) in enumerate(pairs):
        slot = bisect_left(ends, place)
        before.append(at_end[slot - 1] if slot else -1)
        if slot == len(ends):
            ends.append(place)
            at_end.append(number)
        else:
            ends[slot], at_end[slot] = place, number
    chain: list[tuple[int, int]] = []
    number = at_end[-1] if at_end else -1
    while number >= 0:
        chain.append(pairs[number])
        number = before[number]
    return chain[::-1]


def _gaps(
    left: Sequence[str], right: Sequence[str], anchors: Iterable[tuple[int, int]]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Yield the few words of both texts that stand for each other between what they have in common."""
    here, there = 0, 0
    for at, place in (*anchors, (len(left), len(right))):
        ours, theirs = left[here:at], right[there:place]
        if ours and theirs and len(ours) <= _SWAP and len(theirs) <= _SWAP and ours != theirs:
            yield ours, theirs
        here, there = max(here, at + RUN), max(there, place + RUN)


def _numbers(text: Iterable[str]) -> list[str]:
    return sorted(word for word in text if word[:1].isdecimal())


def _without_numbers(text: Iterable[str]) -> list[str]:
    return [word for word in text if not word[:1].isdecimal()]
