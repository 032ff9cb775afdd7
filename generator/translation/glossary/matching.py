"""Find agreed terms in a text: whole words as they are inflected, the longest first, never two in one place."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from generator.model import Value
from generator.translation.glossary.forms import Reading, forms, may_precede, readings
from generator.translation.glossary.words import SPACELESS, Word, base, between, fold, joined, words

# Words that are written onto the next one, or apart from it.
_ONTO_NEXT = ("عبد", "ابو", "ابا", "ابي")


class Phrase(Value, frozen=True):
    """What is looked for. A `common` one is no name: it has plurals and may be written small; `exact` is never bent."""

    text: str
    common: bool = False
    exact: bool = False


class Match(Value, frozen=True):
    """A place in a text, without what is written onto it, and the number of the phrase that stands there."""

    start: int
    end: int
    phrase: int


class _Pattern(Value, frozen=True):
    """A phrase as words: what each may look like, what else than a space may part them, and their capitals."""

    phrase: int
    forms: tuple[frozenset[str], ...]
    signs: tuple[str, ...]
    first: str
    large: tuple[bool, ...]
    capitals: tuple[bool, ...]
    common: bool
    exact: tuple[str, ...]


class Finder:
    """Finds phrases of one language. Where `cased`, a name that begins large does not match a word that does not."""

    def __init__(self, phrases: Sequence[Phrase], lang: str, *, cased: bool = True) -> None:
        self._lang = lang
        self._cased = cased
        self._patterns: dict[str, list[_Pattern]] = {}
        self._spaceless: list[tuple[str, int]] = []
        for number, phrase in enumerate(phrases):
            if SPACELESS.search(phrase.text):
                self._spaceless.append((unicodedata.normalize("NFKC", phrase.text), number))
                continue
            parts = tuple(words(phrase.text, lang))
            signs = tuple(between(phrase.text, *pair) for pair in pairwise(parts))
            for spelling in _spellings([word.text for word in parts], lang):
                pattern = _pattern(number, phrase, spelling, signs, lang)
                for form in pattern.forms[0]:
                    self._patterns.setdefault(form, []).append(pattern)

    def find(self, text: str, *, closed: Iterable[tuple[int, int]] = ()) -> tuple[Match, ...]:
        """Return the matches in the order of the text; none in a `closed` place, such as an address or code."""
        found = [*self._in_words(text), *self._in_letters(text)]
        found.sort(key=lambda match: (match.start - match.end, match.start, match.phrase))
        taken = list(closed)
        kept = []
        for match in found:
            if all(match.end <= start or end <= match.start for start, end in taken):
                taken.append((match.start, match.end))
                kept.append(match)
        return tuple(sorted(kept, key=lambda match: match.start))

    def _in_words(self, text: str) -> Iterator[Match]:
        there = tuple(words(text, self._lang)) if self._patterns else ()
        for at, word in enumerate(there):
            for reading in readings(word.letters, self._lang, first=True):
                for pattern in self._patterns.get(reading.letters, ()):
                    if (match := self._match(text, there, at, reading, pattern)) is not None:
                        yield match

    def _match(self, text: str, there: Sequence[Word], at: int, reading: Reading, pattern: _Pattern) -> Match | None:
        count = len(pattern.forms)
        found = there[at : at + count]
        if len(found) < count or not all(
            joined(text, *pair) or between(text, *pair) == signs
            for pair, signs in zip(pairwise(found), pattern.signs, strict=True)
        ):
            return None
        if not may_precede(
            reading.before,
            reading.article,
            pattern.first,
            found[0].letters,
            self._lang,
            alone=count == 1,
            common=pattern.common,
        ):
            return None
        last = reading
        for forms_of, word in zip(pattern.forms[1:], found[1:], strict=True):
            fitting = [each for each in readings(word.letters, self._lang, first=False) if each.letters in forms_of]
            if not fitting:
                return None
            last = fitting[0]
        start, end = found[0].begins(reading.skip), found[-1].ends(last.written)
        written = [word.text for word in found]
        written[0] = text[start : found[0].end]
        return Match(start, end, pattern.phrase) if self._written_as(pattern, written, text[start:end]) else None

    def _written_as(self, pattern: _Pattern, written: Sequence[str], whole: str) -> bool:
        if pattern.exact:
            return tuple(word.text for word in words(unicodedata.normalize("NFC", whole), self._lang)) == pattern.exact
        if not self._cased:
            return True
        return all(
            (not large or word[:1].isupper() or not word[:1].isalpha()) and (not capitals or _capitals(word))
            for large, capitals, word in zip(pattern.large, pattern.capitals, written, strict=True)
        )

    def _in_letters(self, text: str) -> Iterator[Match]:
        for phrase, number in self._spaceless:
            at = text.find(phrase)
            while at >= 0:
                yield Match(at, at + len(phrase), number)
                at = text.find(phrase, at + len(phrase))


def _pattern(number: int, phrase: Phrase, spelling: Sequence[str], signs: tuple[str, ...], lang: str) -> _Pattern:
    alone, last = len(spelling) == 1, len(spelling) - 1
    return _Pattern(
        phrase=number,
        forms=tuple(
            frozenset({fold(word, lang)})
            if phrase.exact
            else forms(word, lang, common=phrase.common, last=at == last, alone=alone)
            for at, word in enumerate(spelling)
        ),
        signs=signs if len(signs) == last else ("",) * last,
        first=fold(spelling[0], lang),
        large=tuple(not phrase.common and word[0].isupper() for word in spelling),
        capitals=tuple(_capitals(word) and 2 <= len(word) <= 5 for word in spelling),
        common=phrase.common,
        exact=tuple(spelling) if phrase.exact else (),
    )


def _capitals(word: str) -> bool:
    letters = [character for character in word.partition("'")[0].partition("’")[0] if character.isalpha()]
    return len(letters) > 1 and all(character.isupper() for character in letters)


def _spellings(parts: list[str], lang: str) -> Iterator[list[str]]:
    """Yield the words of a phrase, and the same with `عبد` or `أبو` written onto the next one, or apart from it."""
    if not parts:
        return
    yield parts
    if base(lang) != "ar":
        return
    for at, part in enumerate(parts):
        folded = fold(part, lang)
        if folded in _ONTO_NEXT and at + 1 < len(parts):
            yield [*parts[:at], part + parts[at + 1], *parts[at + 2 :]]
        onto = next((each for each in _ONTO_NEXT if folded.startswith(each)), "")
        if onto and len(folded) >= len(onto) + 3 and part[: len(onto)] and (onto != "عبد" or folded[3:5] == "ال"):
            yield [*parts[:at], part[: len(onto)], part[len(onto) :], *parts[at + 1 :]]
