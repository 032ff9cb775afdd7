"""How rare a term is: in how many texts of a language it is found, by a bundled table and by what came before."""

from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files
from math import log
from typing import NamedTuple

from generator.threads.words import is_language, within

# How many texts the table counts for beside those of the digest.
_PRIOR = 5000.0


class Table(NamedTuple):
    """Of one language: in which share of texts a stem is found, and the share of a stem that is not in the table."""

    shares: dict[str, float]
    unseen: float


class Rarity:
    """Document frequencies of what came before, upon the bundled table; the more texts, the more they count."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}
        self._texts: dict[str, int] = {}

    def add(self, keys: Iterable[str]) -> None:
        """Count the terms of one more text."""
        languages = set()
        for key in keys:
            self._seen[key] = self._seen.get(key, 0) + 1
            languages.add(key.partition(" ")[0])
        for lang in languages:
            self._texts[lang] = self._texts.get(lang, 0) + 1

    def idf(self, key: str) -> float:
        """Return how rare a term is: the natural logarithm of one over the share of texts that have it."""
        return self.idfs(key.partition(" ")[0], (key,))[key]

    def idfs(self, lang: str, keys: Iterable[str]) -> dict[str, float]:
        """Return how rare each of many terms of one language is."""
        texts, seen = _PRIOR + self._texts.get(lang, 0), self._seen.get
        return {key: log(texts / (_expected(key) + seen(key, 0))) for key in keys}


@lru_cache(maxsize=100_000)
def idf(key: str) -> float:
    """Return how rare a term is by the bundled table alone."""
    lang, _, stem = key.partition(" ")
    return -log(share(lang, stem))


def share(lang: str, stem: str) -> float:
    """Return the share of texts of a language that are expected to have a stem, or a name of several."""
    if stem.startswith("#"):
        return max(_letters(lang).get(stem[1:], 0.0), table(lang).unseen)
    known = table(lang)
    found = known.shares.get(stem)
    if found is not None:
        return found
    if " " in stem:
        # A name is at most as common as the rarest of its words, and no rarer than words that no one has seen.
        return max(min(known.shares.get(part, known.unseen) for part in stem.split(" ")) / 2, known.unseen / 2)
    return known.unseen


@lru_cache(maxsize=200_000)
def _expected(key: str) -> float:
    lang, _, stem = key.partition(" ")
    return share(lang, stem) * _PRIOR


@cache
def _letters(lang: str) -> dict[str, float]:
    """Return the share of texts that are expected to have some letters within a word: by all words that have them."""
    shares: dict[str, float] = {}
    for stem, part in table(lang).shares.items():
        for letters in within(stem):
            shares[letters] = min(shares.get(letters, 0.0) + part, 1.0)
    return shares


@cache
def table(lang: str) -> Table:
    """Return the bundled table of a language; an empty one, in which everything is rare, where there is none."""
    import lzma

    packed = files("generator.threads").joinpath("backgrounds", f"{lang}.txt.xz")
    if not is_language(lang) or not packed.is_file():
        return Table({}, 1e-4)
    unseen, *lines = lzma.decompress(packed.read_bytes()).decode().splitlines()
    pairs = (line.split("\t") for line in lines)
    return Table({stem: int(count) / 1e6 for stem, count in pairs}, int(unseen) / 1e6)
