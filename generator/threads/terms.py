"""The terms of an article: stems, names and letters, each with its weight and as a person reads it.

A key begins with the language it belongs to, for only terms of one language are compared: `en libya`, for a name of
several words `en khalifa haftar`, for four letters within a word `ar #طراب`.
"""

from collections.abc import Iterable, Iterator
from math import log2
from typing import Literal, NamedTuple, TypeAlias

from generator.letters import script_of
from generator.threads.types import Item
from generator.threads.words import Word, within, words

TermKind: TypeAlias = Literal["word", "name", "letters"]
Terms: TypeAlias = dict[str, "Found"]

ENGLISH = "en"
_LETTERED = frozenset({"Arab", "Hebr"})
# The beginning of an article says what it is about; what comes later is background.
_MOST_WORDS = 200


class Found(NamedTuple):
    """A term as one text has it: what it is, how much it says there (1 for once), and as a person reads it."""

    kind: TermKind
    weight: float
    text: str


def terms(item: Item) -> Terms:
    """Return the terms of an item by key: those of its English form if it has one, and those of its own language."""
    lang = language(item.lang)
    found: Terms = {}
    if lang != ENGLISH:
        found.update(terms_of(lang, item.title, item.text))
    if item.pivot:
        found.update(terms_of(ENGLISH, "", item.pivot))
    elif lang == ENGLISH:
        found.update(terms_of(ENGLISH, item.title, item.text))
    return found


def terms_of(lang: str, title: str, text: str) -> Terms:
    """Return the terms of a text in a language; what stands in its title counts double."""
    count: dict[str, float] = {}
    shown: dict[str, tuple[TermKind, str]] = {}
    for part, worth in ((title, 2.0), (text, 1.0)):
        for key, kind, written in _readings(lang, words(part, lang, _MOST_WORDS)):
            if key not in count:
                count[key] = worth
                shown[key] = (kind, written)
                continue
            count[key] += worth
            # A word that is written large once within a sentence is a name wherever it stands.
            if kind == "name":
                shown[key] = (kind, written)
    return {key: Found(kind, log2(1.0 + count[key]), written) for key, (kind, written) in shown.items()}


def by_language(found: Terms) -> dict[str, Terms]:
    """Return terms by the language that they belong to."""
    parts: dict[str, Terms] = {}
    for key, term in found.items():
        parts.setdefault(key.partition(" ")[0], {})[key] = term
    return parts


def language(tag: str) -> str:
    """Return the language that words are compared in for a BCP 47 tag: its first part."""
    return tag.replace("_", "-").partition("-")[0].lower()


def _readings(lang: str, found: Iterable[Word]) -> Iterator[tuple[str, TermKind, str]]:
    """Yield key, kind and form of every term: words, runs of words written large, letters within words."""
    run: list[Word] = []
    for word in found:
        text, stem, large, begins, follows = word
        yield f"{lang} {stem}", "name" if large and not begins else "word", text
        if not text.isascii() and script_of(text) in _LETTERED:
            for letters in within(stem):
                yield f"{lang} #{letters}", "letters", text
        if run and not (large and follows):
            if len(run) > 1:
                yield _run(lang, run)
            run = []
        if large:
            run.append(word)
    if len(run) > 1:
        yield _run(lang, run)


def _run(lang: str, run: list[Word]) -> tuple[str, TermKind, str]:
    return f"{lang} {' '.join([word.stem for word in run])}", "name", " ".join([word.text for word in run])
