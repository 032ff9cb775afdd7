"""Names for new stories, from the names and words of their own articles as they are written there."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from itertools import chain, pairwise
from typing import NamedTuple, TypeAlias

from generator.letters import script_of
from generator.locales import month_names, weekday_name
from generator.threads.background import idf
from generator.threads.terms import ENGLISH, language
from generator.threads.types import Item
from generator.threads.words import Word, words

# A story's name stands at the beginning of its articles.
_MOST_WORDS = 150
_LONGEST = 4
# What stands in more than one text in e^4 (55) is too common a word to tell a story by.
_TELLING = 4.0
_RAREST = 10.0
_GRAMMAR = 2.0
_WITHOUT_CAPITALS = frozenset(
    {"Arab", "Beng", "Deva", "Ethi", "Geor", "Hebr", "Jpan", "Hans", "Hant", "Kore", "Syrc", "Thaa", "Thai"}
)

_Stems: TypeAlias = tuple[str, ...]


class _Phrase(NamedTuple):
    """Adjacent words by their stems, as one text has them."""

    stems: _Stems
    text: str
    named: bool


def titles(items: Iterable[Item], *, by_name: bool = False) -> dict[str, str]:
    """Return a name by language for what some articles have in common; no language in which they share no words.

    With `by_name`, no language in which they share no person, place or the like.
    """
    texts: dict[str, list[str]] = {}
    for item in sorted(items, key=lambda item: item.id):
        texts.setdefault(language(item.lang), []).append(f"{item.title}\n{item.text}")
        if item.pivot and language(item.lang) != ENGLISH:
            texts.setdefault(ENGLISH, []).append(item.pivot)
    named = {lang: _title(lang, found, by_name=by_name) for lang, found in sorted(texts.items()) if lang}
    return {lang: title for lang, title in named.items() if title}


def _title(lang: str, texts: Sequence[str], *, by_name: bool) -> str:
    """Return the most telling name that articles share with their most telling word: `Hurricane Eta: floods`."""
    shared: Counter[_Stems] = Counter()
    forms: dict[_Stems, Counter[str]] = {}
    named: Counter[_Stems] = Counter()
    for text in texts:
        seen = set()
        for phrase in _phrases(lang, text):
            forms.setdefault(phrase.stems, Counter())[phrase.text] += 1
            named[phrase.stems] += phrase.named
            seen.add(phrase.stems)
        shared.update(seen)
    enough = max((len(texts) + 1) // 2, min(len(texts), 2))
    worth = {stems: shared[stems] * _told(lang, stems) for stems in shared if shared[stems] >= enough}
    days = _of_the_calendar(lang)
    names = {
        stems: value
        for stems, value in worth.items()
        if named[stems] and value and days.isdisjoint(form.casefold() for form in forms[stems])
    }
    name = _best(names)
    rest: dict[_Stems, float] = {
        stems: value
        for stems, value in worth.items()
        if len(stems) == 1 and not named[stems] and stems[0] not in name and value and stems[0].isalpha()
    }
    parts = [_written(forms[stems]) for stems in (name, _best(rest)) if stems] if name or not by_name else []
    return ": ".join(parts)


def _phrases(lang: str, text: str) -> Iterator[_Phrase]:
    """Yield single words, and runs of words that may be a name: written large, or adjacent where none is."""
    found = list(words(text, lang, _MOST_WORDS))
    for word in found:
        yield _Phrase((word.stem,), word.text, word.large and not word.begins)
    if script_of("".join(word.text for word in found[:20])) in _WITHOUT_CAPITALS:
        for left, right in pairwise(found):
            if right.follows and min(idf(f"{lang} {left.stem}"), idf(f"{lang} {right.stem}")) > _TELLING:
                yield _Phrase((left.stem, right.stem), f"{left.text} {right.text}", True)
        return
    run: list[Word] = []
    for word in found:
        if run and not (word.large and word.follows):
            yield from _run(run)
            run = []
        # `The` before a name is no part of it.
        if word.large and (run or idf(f"{lang} {word.stem}") > _GRAMMAR):
            run.append(word)
    yield from _run(run)


def _run(run: Sequence[Word]) -> Iterator[_Phrase]:
    if 2 <= len(run) <= _LONGEST:
        yield _Phrase(tuple(word.stem for word in run), " ".join(word.text for word in run), True)


def _told(lang: str, stems: _Stems) -> float:
    """Return how much a phrase tells: how rare its words are, and somewhat more for each further one."""
    rare = [min(idf(f"{lang} {stem}"), _RAREST) for stem in stems]
    if max(rare) < _TELLING or (len(stems) == 1 and len(stems[0]) < 2):
        return 0.0
    return max(rare) * (1 + 0.5 * (len(stems) - 1)) if len(stems) > 1 else rare[0]


@cache
def _of_the_calendar(lang: str) -> frozenset[str]:
    """Return the names of months and weekdays, which are written large in some languages and name no story."""
    week = (weekday_name(date(2024, 1, number), lang) for number in range(1, 8))
    return frozenset(name.casefold() for name in (*week, *chain.from_iterable(month_names(lang).values())))


def _best(worth: Mapping[_Stems, float]) -> _Stems:
    return min(worth, key=lambda stems: (-worth[stems], stems), default=())


def _written(forms: Counter[str]) -> str:
    """Return the form that is most often written; of several, not the one that begins a sentence."""
    return min(forms, key=lambda form: (-forms[form], form[:1].isupper() and form.isalpha(), form))
