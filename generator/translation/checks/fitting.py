"""How well a text and an answer fit together, by the traits that are the same in all languages.

One pair says little by itself. Within an article it is told apart: an answer that belongs to the neighbour fits there
far better than where it stands.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cache
from itertools import combinations
from typing import NamedTuple

from generator.locales import script
from generator.threads.crossing.clues import Clue
from generator.translation.checks.lengths import surprise
from generator.translation.checks.traits import Traits, rarity_of, side, traits
from generator.translation.checks.wholeness import ended

_CASED = frozenset({"Latn", "Cyrl", "Grek", "Armn"})
_MANY_NAMES, _SURE_NAME = 6, 0.7
# By how much two exchanged answers fit better, likely or surely; how much more for each place between them, at most;
# and how far off an answer is looked for.
_DOUBTFUL, _CERTAIN = 0.5, 2.5
_FARTHER, _FAR = 0.5, 4.0
_FARTHEST = 40
# By how much an answer has to fit the text of a near place better, if what that one was answered is not known to fit
# here; less is needed where the article is known to be mixed up.
_NEAR = 3
_STRAY, _STRAY_MIXED = 6.5, 0.0
# An article is mixed up if so many of its answers, of at least so many, belong elsewhere.
_MIXED_SHARE, _MIXED_LEAST, _MIXED_GAIN = 0.5, 4, 2.0


# Of a text without an end, such as a headline: which share of its words are its last, and by how much an answer without
# any name or number of those is too short.
_LAST, _SHORTER = 3, -2.0


class Misplaced(NamedTuple):
    """The answers of an article, by place, that seem to belong to another text of it, and those that surely do."""

    doubtful: frozenset[int] = frozenset()
    certain: frozenset[int] = frozenset()


# Learned on aligned news sentences of ten languages, right pairs against neighbours: bench/translation/fitting.py.
ALONE = Traits(2.85, 2.37, -0.49, -2.20, -1.57, 0.09, -2.23)
BIAS = 3.46
AMONG = Traits(4.68, 0.99, -0.24, -3.75, -1.60, -0.29, 0.51, 1.01, 1.49, -1.91, -2.11, -2.24, -3.80, -1.65)


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
    for i, j in combinations(places, 2):
        if j - i <= _FARTHEST:
            gain = fit(i, j) + fit(j, i) - fit(i, i) - fit(j, j) - min(_FARTHER * (j - i - 1), _FAR)
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
    near = (i for i in range(max(0, place - _NEAR), min(places, place + _NEAR + 1)) if i != place)
    return max((fit(i, place) for i in near), default=fit(place, place)) - fit(place, place)


def _elsewhere(place: int, places: Sequence[int], fit: Callable[[int, int], float]) -> float:
    """Return how much better the best other answer fits here, and this answer fits its best other place."""
    others = [i for i in places if i != place and abs(i - place) <= _FARTHEST]
    if not others:
        return 0.0
    return max(fit(place, i) for i in others) + max(fit(i, place) for i in others) - 2 * fit(place, place)


def _weighed(found: Traits, weights: Traits) -> float:
    return sum(value * weight for value, weight in zip(found, weights, strict=True))
