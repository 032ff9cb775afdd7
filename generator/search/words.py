"""Words as search compares them: letters folded, endings and joined particles taken off, by the rules of a table.

`templates/assets/search-words.js` has the same functions in the same order; `tests/search/words.json` holds both to it.
A word of Arabic or Hebrew may be read in two ways (`بلدنا`: "our country", or "to" and a name); it then has two stems,
the likelier first.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

TABLE = json.dumps(
    json.loads((Path(__file__).parent / "words.json").read_text(encoding="utf-8")),
    ensure_ascii=False,
    separators=(",", ":"),
)
"""The table of letters and endings, as the page's script gets it."""

LONGEST = 40
"""Longer words are addresses and the like; they are cut, as nobody types them whole."""

REMEMBERED_PIECES = 100_000

_table: dict[str, Any] = json.loads(TABLE)


class _Letters(dict[int, int | str | None]):
    """A table for `translate` that learns which letters stay as they are: not to find one costs an error inside."""

    def __missing__(self, letter: int) -> int:
        self[letter] = letter
        return letter


_LETTERS = _Letters(str.maketrans(_table["letters"]))


def _class(*names: str) -> str:
    ranges = (each for name in names for each in _table[name])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges)


_SILENT = re.compile(f"[{_class('silent')}]+")
# An abbreviation of Hebrew has a quotation mark before its last letter.
_LETTERS_OF_A_WORD = rf"[\w{_class('marks', 'silent')}]+"
_WORD = re.compile(f"{_LETTERS_OF_A_WORD}(?:[\"'’״׳](?=[א-ת]){_LETTERS_OF_A_WORD})*")
_CLEAN = re.compile(rf"[^\W_{_class('marks')}]+|[{_class('marks')}]+")
_UNSPACED = re.compile(f"[{_class('unspaced')}]")
_RUN = re.compile(rf"[{_class('unspaced')}][{_class('marks')}]*|[^{_class('unspaced')}]+")
_NUMBER_OR_NAME = re.compile(r"\d+|\D+")


def words_in(text: str) -> list[str]:
    """Return the words of a text as they are written."""
    return _WORD.findall(text)


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Return a word with its letters folded: no marks, no capitals, one letter for what is written in several ways."""
    if word.isascii():
        return word.lower().replace("_", "")[:LONGEST]
    bare = _SILENT.sub("", unicodedata.normalize("NFKD", word).lower()).translate(_LETTERS)
    return unicodedata.normalize("NFC", "".join(_CLEAN.findall(bare)))[:LONGEST]


class _Known(dict[str, tuple[str, ...]]):
    """The stems of every text that was asked for."""

    def __init__(self, read: Callable[[str], Iterable[str]]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: str) -> tuple[str, ...]:
        stems = self[text] = tuple(dict.fromkeys(self._read(text)))
        return stems


class Words:
    """How search reads the words of one language; each word is worked out once."""

    def __init__(self, lang: str) -> None:
        rules: dict[str, Any] = _table["languages"].get(lang.partition("-")[0].lower(), {})
        self._article = rules.get("article", "").split()
        self._starts = _replacements(rules.get("starts", ""))
        self._ends = _replacements(rules.get("ends", ""))
        self._leave = rules.get("leave", 3)
        self._short = rules.get("short", "").split()
        self._rounds = rules.get("rounds", 1)
        self._and = rules.get("and", "")
        self._maybe = sorted(rules.get("maybe", "").split(), key=lambda each: -len(each))
        self._future = rules.get("future", "").split()
        self._weak = _Letters(str.maketrans("", "", rules.get("weak", "")))
        self._same: dict[str, str] = {}
        self._keep: frozenset[str] = frozenset()
        self._keep = frozenset(self._without_ends(fold(word)) for word in rules.get("keep", "").split())
        pairs = [pair.split(" ") for pair in rules.get("same", "").split(",") if pair]
        self._same = {fold(plural): self._without_ends(fold(singular)) for plural, singular in pairs}
        self._known = _Known(lambda word: self._stems(fold(word)))
        self._pieces = _Known(lambda piece: chain.from_iterable(map(self.stems, words_in(piece))))

    def stems(self, word: str) -> tuple[str, ...]:
        """Return what a word is found by: one stem, two where it may be read in two ways, pairs of unspaced letters."""
        return self._known[word]

    def stems_in(self, text: str) -> Iterator[str]:
        """Return what the words of a text are found by, those of each piece between spaces once."""
        if len(self._pieces) > REMEMBERED_PIECES:
            self._pieces.clear()
        return chain.from_iterable(map(self._pieces.__getitem__, set(text.split())))

    def skeleton(self, stem: str) -> str:
        """Return a stem without its weak letters: what `كتاب` and `كتب` have in common, if the language has such."""
        return stem.translate(self._weak)

    def _stems(self, word: str) -> Iterator[str]:
        if _UNSPACED.search(word):
            yield from _pairs(word)
            return
        # `COP27` is found by `COP 27`, and the other way round.
        for part in _NUMBER_OR_NAME.findall(word):
            yield from self._readings(self._without_start(part))

    def _readings(self, word: str) -> Iterator[str]:
        for prefix in self._article:
            if word.startswith(prefix) and len(word) - len(prefix) >= 2:
                yield self._without_ends(word[len(prefix) :])
                if prefix == "لل":
                    yield self._without_ends(word[1:])
                return
        stem = self._without_ends(word)
        if self._and and stem not in self._keep and stem.startswith(self._and) and len(stem) > self._leave:
            stem = self._without_ends(stem[len(self._and) :])
        yield stem
        if stem not in self._keep:
            other = self._without_particle(stem)
            if other:
                yield self._without_ends(other)

    def _without_start(self, word: str) -> str:
        for start, instead in self._starts:
            if word.startswith(start):
                return instead + word[len(start) :]
        return word

    def _without_ends(self, word: str) -> str:
        for _ in range(self._rounds):
            if word in self._same:
                return self._same[word]
            shorter = self._without_end(word)
            if shorter == word:
                return word
            word = shorter
        return self._same.get(word, word)

    def _without_end(self, word: str) -> str:
        for end, instead in self._ends:
            if word.endswith(end):
                left = len(word) - len(end)
                if left >= self._leave or (end in self._short and left == self._leave - 1):
                    return word[:left] + instead
        return word

    def _without_particle(self, word: str) -> str:
        for prefix in self._maybe:
            if word.startswith(prefix) and len(word) - len(prefix) >= self._leave:
                return word[len(prefix) :]
        if any(word.startswith(each) for each in self._future) and len(word) > self._leave + 1:
            return word[1:]
        return ""


def _replacements(rules: str) -> list[tuple[str, str]]:
    """Return (what a word has, what it has instead) of each rule, the longest first."""
    pairs: list[tuple[str, str]] = [each.partition(">")[::2] for each in rules.split()]
    return sorted(pairs, key=lambda each: -len(each[0]))


def _pairs(word: str) -> Iterator[str]:
    """Yield overlapping pairs of letters of scripts that put no space between words, and the words between them."""
    runs = _RUN.findall(word)
    before = ""
    for run in runs:
        if not _UNSPACED.match(run):
            yield run
            before = ""
        else:
            if before:
                yield before + run
            before = run
    if len(runs) == 1:
        yield word


@cache
def words_of(lang: str) -> Words:
    """Return how search reads the words of a language, made once in a process."""
    return Words(lang)
