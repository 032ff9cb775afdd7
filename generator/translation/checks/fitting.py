"""How well a text and an answer fit together, by what is the same in all languages.

Names by sound, places, news words and numbers are clues that both sides share; length, questions and quotation marks
follow the original. One pair says little by itself. Within an article it is told apart: an answer that belongs to the
neighbour fits there far better than where it stands.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from math import log, log1p
from typing import NamedTuple

from generator.locales import script
from generator.threads.crossing.clues import Clue, clues_of
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
_CASED = frozenset({"Latn", "Cyrl", "Grek", "Armn"})
_MANY_NAMES, _SURE_NAME = 6, 0.7
# Neighbours that an answer may have been exchanged with, and how much better two have to fit a place farther off.
_REACH = 3
_FARTHER = 1.0
_DOUBTFUL, _CERTAIN = 0.5, 2.5
# By how much an answer has to fit another text better, if what that one was answered is not known to fit here; less is
# needed where the article is known to be mixed up.
_STRAY, _STRAY_MIXED = 6.5, 0.0
# An article is mixed up if so many of its answers, of at least so many, belong elsewhere; no farther off than this.
_MIXED_SHARE, _MIXED_LEAST, _MIXED_GAIN = 0.5, 4, 2.0
_FARTHEST = 40


# Of a text without an end, such as a headline: which share of its words are its last, and by how much an answer without
# any name or number of those is too short.
_LAST, _SHORTER = 3, -2.0


class Misplaced(NamedTuple):
    """The answers of an article, by place, that seem to belong to another text of it, and those that surely do."""

    doubtful: frozenset[int] = frozenset()
    certain: frozenset[int] = frozenset()


class Traits(NamedTuple):
    """What of a pair is compared; each counts as its weight says."""

    share: float = 0.0
    shared: float = 0.0
    length: float = 0.0
    question: float = 0.0
    quotes: float = 0.0
    nothing: float = 0.0
    size: float = 0.0
    rare: float = 0.0


# Learned on aligned news sentences of ten languages, right pairs against neighbours: bench/translation/fitting.py.
ALONE = Traits(2.85, 2.37, -0.49, -2.20, -1.57, 0.09, -2.23)
BIAS = 3.46
AMONG = Traits(4.51, 1.25, -0.29, -4.67, -2.74, -1.35, 1.36, 1.59)


class Side(NamedTuple):
    """A text as it is compared."""

    text: str
    lang: str
    clues: tuple[Clue, ...]
    keys: Mapping[str, float]
    weight: float


@lru_cache(maxsize=2000)
def side(text: str, lang: str) -> Side:
    """Return a text with its clues."""
    found = clues_of(text, lang.partition("-")[0])
    keys: dict[str, float] = {}
    for clue in found:
        for key, sure in clue.keys.items():
            keys[key] = max(keys.get(key, 0.0), sure)
    weight = sum(max((sure * _kind(key) for key, sure in clue.keys.items()), default=0.0) for clue in found)
    return Side(text, lang, found, keys, weight)


def traits(source: Side, answer: Side, rarity: Mapping[str, float] | None = None) -> Traits:
    """Return what an answer has in common with a text; `rarity` tells of each key how few of its neighbours have it."""
    shared, rare, used = 0.0, 0.0, set()
    for clue in source.clues:
        common = {
            key: min(sure, answer.keys[key]) * _kind(key) for key, sure in clue.keys.items() if key in answer.keys
        }
        if not common:
            continue
        shared += max(common.values())
        if rarity is not None:
            value, key = max((value * rarity.get(key, 0.0), key) for key, value in common.items())
            if key not in used:
                used.add(key)
                rare += value
    least = min(source.weight, answer.weight)
    unexpected = surprise(source.text, answer.text, source.lang, answer.lang)
    return Traits(
        share=shared / (least + 1),
        shared=log1p(shared),
        length=min(unexpected * unexpected, _WIDEST),
        question=float(_has(source.text, _QUESTIONS) != _has(answer.text, _QUESTIONS)),
        quotes=float(_has(source.text, _QUOTES) != _has(answer.text, _QUOTES)),
        nothing=float(not shared),
        size=log1p(least),
        rare=log1p(rare),
    )


def likeness(source: str, answer: str, source_lang: str, target_lang: str) -> float:
    """Return how likely an answer is to one text (log odds); what is far below 0 says something else."""
    return _weighed(traits(side(source, source_lang), side(answer, target_lang)), ALONE) + BIAS


def months_differ(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    """Tell whether both texts name months, and none is the same."""
    here, there = (
        {key for key in each.keys if key.startswith("month:")}
        for each in (side(source, source_lang), side(answer, target_lang))
    )
    return bool(here and there) and here.isdisjoint(there)


def names_lost(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    """Tell whether a text has many names and not one is in the answer; only where names are written large."""
    if script(source_lang) not in _CASED:
        return False
    found = side(answer, target_lang).keys.keys()
    names = [clue.keys.keys() for clue in side(source, source_lang).clues if _is_name(clue)]
    return len(names) >= _MANY_NAMES and all(found.isdisjoint(keys) for keys in names)


def end_lost(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    """Tell whether a headline's names and numbers at its end are not in an answer that is short."""
    if ended(source) or ended(answer) or surprise(source, answer, source_lang, target_lang) >= _SHORTER:
        return False
    words = source.split()
    last = side(" ".join(words[-max(_LAST, len(words) // _LAST) :]), source_lang)
    names = [{key for key, sure in clue.keys.items() if sure >= _SURE_NAME} for clue in last.clues if _is_name(clue)]
    found = side(answer, target_lang).keys.keys()
    return bool(names) and all(found.isdisjoint(keys) for keys in names)


def _is_name(clue: Clue) -> bool:
    sure = (value for key, value in clue.keys.items() if not key.startswith("near:"))
    return " " not in clue.text and max(sure, default=0.0) >= _SURE_NAME


def misplaced(
    pairs: Sequence[tuple[str, str]],
    source_lang: str,
    target_lang: str,
    refused: Collection[int] = (),
    *,
    mixed: bool = False,
) -> Misplaced:
    """Return which answers of an article fit elsewhere better than where they stand.

    Those at the places `refused` are not looked at, their texts are; `mixed` tells that answers of the article are
    known to be mixed up.
    """
    places = [place for place in range(len(pairs)) if place not in refused]
    fit = _fits(pairs, places, source_lang, target_lang)
    moved = {place for place in places if _elsewhere(place, places, fit) > _MIXED_GAIN}
    if len(moved) >= max(_MIXED_LEAST, _MIXED_SHARE * len(places)):
        return Misplaced(certain=frozenset(places))
    gains: dict[int, float] = {}
    for i in places:
        for j in places[places.index(i) + 1 :]:
            if j - i > _REACH:
                break
            gain = fit(i, j) + fit(j, i) - fit(i, i) - fit(j, j) - _FARTHER * (j - i - 1)
            for each in (i, j):
                gains[each] = max(gain, gains.get(each, gain))
    certain, doubtful = (
        frozenset(place for place, gain in gains.items() if gain >= least) for least in (_CERTAIN, _DOUBTFUL)
    )
    # Where some answers were exchanged for sure, others were.
    certain = doubtful if certain else certain
    least = _STRAY_MIXED if mixed or certain else _STRAY
    stray = frozenset(place for place in places if _stray(place, len(pairs), fit) >= least)
    return Misplaced((doubtful | stray) - certain, certain)


def _fits(
    pairs: Sequence[tuple[str, str]], places: Iterable[int], source_lang: str, target_lang: str
) -> Callable[[int, int], float]:
    """Return what tells how well the text of one place and the answer of another fit."""
    sources = [side(source, source_lang) for source, _ in pairs]
    answers = [side(answer, target_lang) for _, answer in pairs]
    rarity = rarity_of([answers[place] for place in places])

    @cache
    def fit(i: int, j: int) -> float:
        return _weighed(traits(sources[i], answers[j], rarity), AMONG)

    return fit


def _stray(place: int, places: int, fit: Callable[[int, int], float]) -> float:
    """Return how much better the answer of a place fits the text of one near it, whatever was answered there."""
    near = (i for i in range(max(0, place - _REACH), min(places, place + _REACH + 1)) if i != place)
    return max((fit(i, place) for i in near), default=fit(place, place)) - fit(place, place)


def _elsewhere(place: int, places: Sequence[int], fit: Callable[[int, int], float]) -> float:
    """Return how much better the best other answer fits here, and this answer fits its best other place."""
    others = [i for i in places if i != place and abs(i - place) <= _FARTHEST]
    if not others:
        return 0.0
    return max(fit(place, i) for i in others) + max(fit(i, place) for i in others) - 2 * fit(place, place)


def rarity_of(answers: Sequence[Side]) -> dict[str, float]:
    """Return of each key how few of the answers have it, as a logarithm."""
    held = Counter(key for answer in answers for key in answer.keys)
    return {key: log((len(answers) + 1) / count) for key, count in held.items()}


def _weighed(found: Traits, weights: Traits) -> float:
    return sum(value * weight for value, weight in zip(found, weights, strict=True))


def _has(text: str, marks: frozenset[str]) -> bool:
    return not marks.isdisjoint(text)


def _kind(key: str) -> float:
    return _KINDS.get(key.partition(":")[0], _NAMED)
