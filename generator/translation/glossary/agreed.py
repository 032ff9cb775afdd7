"""The glossary at work: which terms stand in a text, which an answer lacks, and wrong forms put right."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from generator.content.glossary import Term
from generator.model import Value
from generator.translation.glossary.matching import Finder, Phrase
from generator.translation.glossary.words import base

_ARTICLES = {
    "ca": "el la els les l'",
    "de": "der die das den dem des",
    "en": "the a an",
    "es": "el la los las",
    "fr": "le la les l'",
    "it": "il lo la i gli le l'",
    "nl": "de het",
    "pt": "o a os as",
}


class Hit(Value, frozen=True):
    """A term in a text: where it begins and ends, without what is written onto it."""

    start: int
    end: int
    term: Term


class Repaired(Value, frozen=True):
    """An answer in which wrong forms were put right, and the terms that had them."""

    text: str
    terms: tuple[Term, ...] = ()


class Glossary:
    """Agreed renderings for any number of language pairs."""

    def __init__(self, terms: Iterable[Term] = ()) -> None:
        self.terms = tuple(terms)
        self._pairs: dict[tuple[str, str], _Pair] = {}
        self._renderings: dict[Term, Finder] = {}

    def serves(self, source_lang: str, target_lang: str) -> bool:
        """Tell whether anything is agreed for two languages."""
        return bool(self._pair(source_lang, target_lang).terms)

    def find(
        self, text: str, source_lang: str, target_lang: str, *, closed: Iterable[tuple[int, int]] = ()
    ) -> tuple[Hit, ...]:
        """Return the terms in a text, the longest where several fit, none in a `closed` place (links, code)."""
        pair = self._pair(source_lang, target_lang)
        if not pair.terms:
            return ()
        return tuple(
            Hit(each.start, each.end, pair.terms[each.phrase]) for each in pair.finder.find(text, closed=closed)
        )

    def atoms(self, text: str, source_lang: str, target_lang: str) -> tuple[Hit, ...]:
        """Return what must come back from an engine as it is: the terms to be kept."""
        return tuple(hit for hit in self.find(text, source_lang, target_lang) if hit.term.kind == "keep")

    def missing(self, text: str, answer: str, source_lang: str, target_lang: str) -> tuple[Term, ...]:
        """Return the terms in `text` whose agreed rendering `answer` lacks, each once.

        Case, an article, a possessive, and plural or case endings make no difference.
        """
        there = dict.fromkeys(hit.term for hit in self.find(text, source_lang, target_lang))
        return tuple(term for term in there if not self.renders(term, answer, target_lang))

    def renders(self, term: Term, answer: str, target_lang: str) -> bool:
        """Tell whether an answer holds the agreed rendering of a term."""
        finder = self._renderings.get(term)
        if finder is None:
            exact = term.kind == "keep"
            phrase = Phrase(without_article(term.target, target_lang), common=not exact, exact=exact)
            finder = self._renderings[term] = Finder([phrase], target_lang, cased=False)
        return bool(finder.find(answer))

    def repair(
        self, text: str, answer: str, source_lang: str, target_lang: str, *, closed: Iterable[tuple[int, int]] = ()
    ) -> Repaired:
        """Return the answer to `text` with the forms that a term's `not` names replaced, as whole words only.

        What stands in a `closed` place of the answer is left as it is.
        """
        terms = tuple(dict.fromkeys(hit.term for hit in self.find(text, source_lang, target_lang) if hit.term.wrong))
        if not terms:
            return Repaired(answer)
        # Right forms are looked for too: a wrong one inside of them, as `Al` in `Al Bayt`, is none.
        phrases = [(Phrase(form), term) for term in terms for form in term.wrong]
        right = [(Phrase(term.target), term) for term in terms]
        found = Finder([phrase for phrase, _ in (*phrases, *right)], target_lang).find(answer, closed=closed)
        repaired = []
        for match in reversed(found):
            if match.phrase < len(phrases):
                term = phrases[match.phrase][1]
                answer = _replaced(answer, match.start, match.end, term, target_lang)
                repaired.append(term)
        return Repaired(answer, tuple(dict.fromkeys(reversed(repaired))))

    def _pair(self, source_lang: str, target_lang: str) -> "_Pair":
        known = self._pairs.get((source_lang, target_lang))
        if known is None:
            terms = tuple(
                term
                for term in self.terms
                if _serves(term.source_lang, source_lang) and _serves(term.target_lang, target_lang)
            )
            known = self._pairs[source_lang, target_lang] = _Pair(terms, source_lang)
        return known


class _Pair:
    """The terms that serve two languages, and what finds them."""

    def __init__(self, terms: tuple[Term, ...], lang: str) -> None:
        self.terms = terms
        self._lang = lang

    @cached_property
    def finder(self) -> Finder:
        """What finds the terms in a text."""
        return Finder([phrase_of(term) for term in self.terms], self._lang)


def phrase_of(term: Term) -> Phrase:
    """Return what is looked for in an original."""
    return Phrase(term.source, common=term.kind == "term", exact=term.kind == "keep")


def without_article(text: str, lang: str) -> str:
    """Return a rendering without the article that it begins with."""
    for article in _articles(lang):
        joint = article if article.endswith("'") else f"{article} "
        rest = text[len(joint) :]
        if rest and text.casefold().startswith(joint):
            return rest
    return text


def _articles(lang: str) -> Iterator[str]:
    yield from _ARTICLES.get(base(lang), "").split()


def _serves(agreed: str, lang: str) -> bool:
    return agreed == lang or lang.startswith(f"{agreed}-")


def _replaced(answer: str, start: int, end: int, term: Term, lang: str) -> str:
    target = term.target
    bare = without_article(target, lang)
    if bare != target and re.search(rf"\b{re.escape(target[: -len(bare)].strip())}\s+$", answer[:start], re.IGNORECASE):
        target = bare
    if answer[start].isupper() and target[0].islower():
        target = target[0].upper() + target[1:]
    return answer[:start] + target + answer[end:]
