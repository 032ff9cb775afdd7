"""What a text and an answer have in common, trait by trait, that is the same in all languages.

Names by sound, places, news words and numbers are clues that both sides share; words of one origin begin with the same
consonants; length, digits, commas, questions and quotation marks follow the original.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log, log1p
from typing import NamedTuple

from generator.threads.crossing.clues import Clue, clues_of
from generator.threads.crossing.skeletons import skeletons
from generator.translation.checks.lengths import surprise
from generator.translation.checks.wholeness import ended

# What a shared clue of each kind says; what is not here is a place or an organisation.
_KINDS = {
    "territory": 1.2, "nation": 1.2, "city": 1.3, "region": 1.3, "concept": 1.0, "month": 1.0, "number": 1.5,
    "word": 1.2, "sound": 1.0, "near": 0.6,
}  # fmt: skip
_NAMED = 1.3
_QUOTES = frozenset('"“”„‟«»‹›‘‚')
_QUESTIONS = frozenset("?؟;")
_WIDEST = 20.0
# A quotation may stand in single marks, too, where it is the first or the last of a text.
_OPENS = re.compile("\\A\\s*[\"“”„‟«»‹›״'‘’‚‛׳]")
_CLOSES = re.compile("[\"“”„‟«»‹›״'‘’‚‛׳]\\W*\\Z")
_COMMAS, _MOST_COMMAS = frozenset(",،"), 4
_WORD = re.compile(r"[^\W\d_]+")
# So many consonants at the beginnings of two words are one origin; small words have none of their own.
_KIN, _LEAST_KIN = 3, 4


class Traits(NamedTuple):
    """What of a pair is compared; each counts as its weight says. Those from `rare` on are of a pair among others."""

    share: float = 0.0
    shared: float = 0.0
    length: float = 0.0
    question: float = 0.0
    quotes: float = 0.0
    nothing: float = 0.0
    size: float = 0.0
    rare: float = 0.0
    kin: float = 0.0
    opens: float = 0.0
    closes: float = 0.0
    ended: float = 0.0
    commas: float = 0.0
    digits: float = 0.0


class Side(NamedTuple):
    """A text as it is compared."""

    text: str
    lang: str
    clues: tuple[Clue, ...]
    keys: Mapping[str, float]
    weight: float
    beginnings: frozenset[str]
    marks: "Marks"


class Marks(NamedTuple):
    """What is written in a text beside its words."""

    question: bool
    quotes: bool
    opens: bool
    closes: bool
    ended: bool
    digits: bool
    commas: int


class Rarity(NamedTuple):
    """How few of the answers of an article have each clue and each beginning, as logarithms."""

    keys: Mapping[str, float]
    beginnings: Mapping[str, float]


@lru_cache(maxsize=2000)
def side(text: str, lang: str) -> Side:
    """Return a text with its clues."""
    base = lang.partition("-")[0]
    found = clues_of(text, base)
    keys: dict[str, float] = {}
    for clue in found:
        for key, sure in clue.keys.items():
            keys[key] = max(keys.get(key, 0.0), sure)
    weight = sum(max((sure * _kind(key) for key, sure in clue.keys.items()), default=0.0) for clue in found)
    return Side(text, lang, found, keys, weight, _beginnings(text, base), _marks(text))


def traits(source: Side, answer: Side, rarity: Rarity | None = None) -> Traits:
    """Return what an answer has in common with a text; with the `rarity` of an article, all of it."""
    shared, rare, used = 0.0, 0.0, set()
    for clue in source.clues:
        common = {
            key: min(sure, answer.keys[key]) * _kind(key) for key, sure in clue.keys.items() if key in answer.keys
        }
        if not common:
            continue
        shared += max(common.values())
        if rarity is not None:
            value, key = max((value * rarity.keys.get(key, 0.0), key) for key, value in common.items())
            if key not in used:
                used.add(key)
                rare += value
    least = min(source.weight, answer.weight)
    unexpected = surprise(source.text, answer.text, source.lang, answer.lang)
    here, there = source.marks, answer.marks
    alone = Traits(
        share=shared / (least + 1),
        shared=log1p(shared),
        length=min(unexpected * unexpected, _WIDEST),
        question=float(here.question != there.question),
        quotes=float(here.quotes != there.quotes),
        nothing=float(not shared),
        size=log1p(least),
    )
    if rarity is None:
        return alone
    return alone._replace(
        rare=log1p(rare),
        # In a fixed order, as sums of fractions depend on it.
        kin=log1p(sum(rarity.beginnings.get(each, 0.0) for each in sorted(source.beginnings & answer.beginnings))),
        opens=float(here.opens != there.opens),
        closes=float(here.closes != there.closes),
        ended=float(here.ended != there.ended),
        commas=min(abs(here.commas - there.commas), _MOST_COMMAS) / _MOST_COMMAS,
        digits=float(here.digits != there.digits),
    )


def rarity_of(answers: Sequence[Side]) -> Rarity:
    """Return of each clue and beginning how few of the answers have it."""
    keys, beginnings = (
        {each: log((len(answers) + 1) / count) for each, count in Counter(every).items()}
        for every in (
            (key for answer in answers for key in answer.keys),
            (beginning for answer in answers for beginning in answer.beginnings),
        )
    )
    return Rarity(keys, beginnings)


def _beginnings(text: str, lang: str) -> frozenset[str]:
    return frozenset(
        skeleton[:_KIN]
        for word in _WORD.findall(text)
        if len(word) >= _LEAST_KIN or word[0].isupper()
        for skeleton in skeletons(word, lang)
        if len(skeleton) >= _KIN
    )


def _marks(text: str) -> Marks:
    return Marks(
        question=not _QUESTIONS.isdisjoint(text),
        quotes=not _QUOTES.isdisjoint(text),
        opens=bool(_OPENS.match(text)),
        closes=bool(_CLOSES.search(text)),
        ended=ended(text),
        digits=any(character.isdecimal() for character in text),
        commas=sum(character in _COMMAS for character in text),
    )


def _kind(key: str) -> float:
    return _KINDS.get(key.partition(":")[0], _NAMED)
