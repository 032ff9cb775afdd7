"""What a text has that is the same in all languages: places, concepts, sounds of names, numbers."""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from generator.letters import script_of
from generator.threads.background import idf
from generator.threads.crossing.inflection import CLITICS, bare
from generator.threads.crossing.skeletons import skeletons
from generator.threads.crossing.vocabulary import NOTHING, home, look_up
from generator.threads.places import country
from generator.threads.terms import language
from generator.threads.types import Item, Outline
from generator.threads.words import Word, words

# The beginning of an article says what it is about.
_MOST_WORDS = 120
# Scripts that write names large.
_CASED = frozenset({"Latn", "Cyrl", "Grek", "Armn"})
# Shorter consonants meet by chance, and longer ones may be heard with one more or one less.
_LEAST = 2
_LEAST_COMMON = 4
_LEAST_FUZZY = 5
# How sure a reading is. Chosen on aligned news sentences: bench/threading/crossing/measure.py.
_BY_LENGTH = (0.2, 0.5, 0.8, 0.9, 1.0)
_NEAR = 0.4
_COMMON = 0.25
_BEGINS = 0.7
_HOME = 0.5
# From which rarity on a word may be a name, where names are not written large, and over which range it becomes one.
_RARE, _RANGE, _LEAST_RARE = 4.0, 3.0, 0.2
# Names without a language are read as in the largest one of their script.
_BY_SCRIPT = {"Arab": "ar", "Cyrl": "ru", "Grek": "el", "Hebr": "he"}


class Clue(NamedTuple):
    """One thing in a text, as a person reads it, with the keys it may be found under in another text.

    A key is `concept:ceasefire`, `territory:LY`, `city:…`, `month:9`, `number:1701`, `word:nato`, or `sound:HPTR`;
    its value is how sure the reading is, from 0 to 1.
    """

    text: str
    keys: dict[str, float]


def clues(item: Item) -> tuple[Clue, ...]:
    """Return the clues of an item in the order of its text: of its English form if it has one, else of its own."""
    if item.pivot:
        return clues_of(item.pivot, "en")
    return clues_of(f"{item.title}\n{item.text}" if item.title else item.text, language(item.lang))


def outline_clues(outline: Outline) -> tuple[Clue, ...]:
    """Return the clues of what a thread's file says: its titles, aliases and names."""
    tagged = [(title, language(tag)) for tag, title in sorted(outline.titles.items())]
    untagged = [(name, _BY_SCRIPT.get(script_of(name), "en")) for name in (*outline.aliases, *outline.names)]
    return tuple(clue for text, lang in (*tagged, *untagged) for clue in clues_of(text, lang))


def clues_of(text: str, lang: str) -> tuple[Clue, ...]:
    """Return the clues of a text in a language, in its order, each thing as often as it is there."""
    found = list(words(text, lang, _MOST_WORDS))
    cased = script_of(text[:2000]) in _CASED
    return tuple(_walk(found, lang, cased=cased))


def _walk(found: Sequence[Word], lang: str, *, cased: bool) -> Iterator[Clue]:
    texts = [word.text for word in found]
    names_before: Word | None = None
    at = 0
    while at < len(found):
        word = found[at]
        if word.text[0].isdecimal():
            yield from _number(word.text)
            names_before, taken = None, 1
        else:
            concept, taken = look_up(texts, at, lang)
            name = word.large if cased else not concept
            if concept and concept != NOTHING:
                yield Clue(" ".join(texts[at : at + taken]), _places(concept))
            elif not concept:
                yield from _sounds(word, names_before, lang, cased=cased)
            names_before = found[at + taken - 1] if name and concept != NOTHING else None
        at += taken


def _number(text: str) -> Iterator[Clue]:
    digits = "".join(str(unicodedata.decimal(digit)) for digit in text if digit.isdecimal())
    if len(digits) > 1:
        yield Clue(text, {f"number:{digits}": 1.0})


@lru_cache(maxsize=10_000)
def _places(concept: str) -> dict[str, float]:
    """Return the keys of a concept: a city is in its country, too."""
    country = home(concept)
    return {concept: 1.0, country: _HOME} if country else {concept: 1.0}


def _sounds(word: Word, before: Word | None, lang: str, *, cased: bool) -> Iterator[Clue]:
    """Yield what an unknown word sounds like, and with the name before it."""
    common = cased and not word.large
    rare = _rare(lang, word.stem) if not cased else _BEGINS if word.begins and not common else 1.0
    keys = {key: sure * rare for key, sure in _keys(word.text, lang, common=common)}
    if code := country(f"{lang} {word.stem}"):
        keys[f"territory:{code}"] = _HOME
    if keys:
        yield Clue(word.text, keys)
    if before is not None and word.follows and not common:
        pair = {f"sound:{a}{b}": 1.0 for a in _readings(before.text, lang)[:2] for b in _readings(word.text, lang)[:2]}
        pair = {key: sure for key, sure in pair.items() if len(key) > 6 + _LEAST_COMMON}
        if pair:
            yield Clue(f"{before.text} {word.text}", pair)


def _rare(lang: str, stem: str) -> float:
    """Return from 0 to 1 how little a word looks like a common one, which is no name."""
    return min(max((idf(f"{lang} {stem}") - _RARE) / _RANGE, _LEAST_RARE), 1.0)


@lru_cache(maxsize=100_000)
def _keys(word: str, lang: str, *, common: bool) -> tuple[tuple[str, float], ...]:
    least = _LEAST_COMMON if common else _LEAST
    keys: dict[str, float] = {}
    sure = _COMMON if common else 1.0
    if word.isascii() and len(word) > 1:
        keys[f"word:{word.casefold()}"] = sure
    for skeleton in _readings(word, lang):
        if len(skeleton) < least:
            continue
        length = min(len(skeleton), 6)
        keys[f"sound:{skeleton}"] = sure * _BY_LENGTH[length - 2]
        if len(skeleton) >= _LEAST_FUZZY:
            for near in {skeleton, *(skeleton[:at] + skeleton[at + 1 :] for at in range(len(skeleton)))}:
                keys.setdefault(f"near:{near}", sure * _NEAR)
    return tuple(keys.items())


def _readings(word: str, lang: str) -> tuple[str, ...]:
    """Return the skeletons of a word, and of what is left without a clitic on its front."""
    found = dict.fromkeys(skeletons(bare(word), lang))
    for front in CLITICS.get(lang, ()):
        if word.startswith(front) and len(word) - len(front) >= 3:
            found.update(dict.fromkeys(skeletons(word[len(front) :], lang)))
    return tuple(found)[:8]
