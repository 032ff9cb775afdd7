"""Languages that share a script told apart by their alphabets and their commonest words."""

import math
import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

import msgspec

from generator.importers.characters.signs import LETTERS

_WORD = re.compile(rf"{LETTERS}(?:['’ʻ‘]{LETTERS})*+")
_TO_Z = frozenset(map(chr, range(ord("z") + 1)))
# How often a word is met in a language whose common word it is not, and the share of its commonest word.
_ELSEWHERE = 0.0006
_COMMONEST = 0.05
# Of so many different words, a thirtieth are common ones in Xhosa, and more in other languages.
_LONG, _LEAST = 40, 0.025
# What one word costs that has a letter the language lacks: names and quotations bring some along.
_FOREIGN = 2.0


class Profile(msgspec.Struct, frozen=True):
    """What is known of one language: see `languages.toml`."""

    script: str
    letters: frozenset[str]
    words: Mapping[str, float]
    rare: float


@cache
def profiles(script: str) -> dict[str, Profile]:
    """Return the languages of a script, by tag."""
    return {lang: profile for lang, profile in _all_profiles().items() if profile.script == script}


def evidence(text: str, script: str) -> dict[str, float]:
    """Return for each language of a script how much words and alphabet say for it, as a logarithm of likelihood."""
    known = profiles(script)
    meanings, shared = _meanings(script), _shared(script)
    said = dict.fromkeys(known, 0.0)
    foreign: Counter[tuple[str, ...]] = Counter()
    for word, count in Counter(_WORD.findall(text.replace("İ", "i").lower())).items():
        for lang, weight in meanings.get(word, ()):
            said[lang] += count * weight
        if not word.isascii() and not shared.issuperset(word):
            foreign[_lacking(frozenset(word) - shared, script)] += count
    for langs, count in foreign.items():
        for lang in langs:
            said[lang] -= _FOREIGN * count
    return said


def is_foreign(text: str, script: str, lang: str) -> bool:
    """Tell whether `text` is long and yet has hardly one of the common words of `lang`: it is in another language.

    Lists of names have few words without a capital, and are of any language.
    """
    words = {word for word in _WORD.findall(text) if not word[0].isupper()}
    return len(words) >= _LONG and len(words & profiles(script)[lang].words.keys()) < _LEAST * len(words)


@lru_cache(maxsize=4096)
def _lacking(signs: frozenset[str], script: str) -> tuple[str, ...]:
    """Return the languages of a script whose alphabet lacks a letter that is among `signs`."""
    letters = frozenset(filter(str.isalpha, signs))
    known = profiles(script).items()
    return tuple(lang for lang, profile in known if profile.letters and not letters <= profile.letters)


@cache
def _shared(script: str) -> frozenset[str]:
    """Return the letters that all alphabets of a script have, and all signs up to the last letter of English."""
    alphabets = [profile.letters for profile in profiles(script).values() if profile.letters]
    return _TO_Z.union(frozenset.intersection(*alphabets) if alphabets else ())


@cache
def _all_profiles() -> dict[str, Profile]:
    table = tomllib.loads(files(__package__).joinpath("languages.toml").read_text(encoding="utf-8"))
    return {lang: _profile(row) for lang, row in table.items()}


def _profile(row: Mapping[str, str]) -> Profile:
    base = "abcdefghijklmnopqrstuvwxyz" if row["script"] == "latin" else ""
    # By Zipf's law, the n-th word is met a n-th as often as the first, but for the first few.
    words = {word: math.log(_COMMONEST / (1 + at / 2.5) / _ELSEWHERE) for at, word in enumerate(row["words"].split())}
    return Profile(row["script"], frozenset(base + row.get("letters", "")), words, float(row.get("rare", 0)))


@cache
def _meanings(script: str) -> dict[str, tuple[tuple[str, float], ...]]:
    """Return for each common word what it says for which languages."""
    found: dict[str, list[tuple[str, float]]] = {}
    for lang, profile in profiles(script).items():
        for word, weight in profile.words.items():
            found.setdefault(word, []).append((lang, weight))
    return {word: tuple(said) for word, said in found.items()}
