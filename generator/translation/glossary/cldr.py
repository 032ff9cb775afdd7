"""Names that the Unicode consortium's CLDR has in every language: countries, cities, months, languages, currencies."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, TypeAlias, get_args

from generator import locales
from generator.content.glossary import Term, TermKind
from generator.locales import script

Topic: TypeAlias = Literal["places", "cities", "months", "languages", "currencies"]
TOPICS: tuple[Topic, ...] = get_args(Topic)

# `Myanmar (Burma)`, `Afghan afghani (1927-2002)`: what stands behind is no part of the name.
_BESIDE = re.compile(r"\s*[\(（\[].*$|\s+-\s+\d.*$")
_DIGIT = re.compile(r"\d")


def seed(source_lang: str, target_lang: str, topics: tuple[Topic, ...] = ("places",)) -> tuple[Term, ...]:
    """Return CLDR's names in two languages, each source once, in the order of the topics and of its codes."""
    found: dict[str, Term] = {}
    for topic in topics:
        kind, table = _TABLES[topic]
        here, there = table(source_lang), table(target_lang)
        for code in sorted(here.keys() & there.keys(), key=str):
            source, target = _BESIDE.sub("", here[code]), _BESIDE.sub("", there[code])
            # A name that is not known in a language stands there in letters of another, or as its code.
            if _is_name(source, source_lang) and _is_name(target, target_lang):
                term = Term(source=source, target=target, source_lang=source_lang, target_lang=target_lang, kind=kind)
                found.setdefault(source, term)
    return tuple(found.values())


def _is_name(text: str, lang: str) -> bool:
    if len(text) < 2 or _DIGIT.search(text) or "," in text or "،" in text:
        return False
    return script(lang) == "Latn" or not text.isascii()


def _months(lang: str) -> Mapping[str, str]:
    return {f"{number:02}": names[-1] for number, names in locales.month_names(lang).items()}


def _cities(lang: str) -> Mapping[str, str]:
    return {zone: name for zone, name in locales.city_names(lang).items() if zone.count("/") == 1}


_TABLES: dict[Topic, tuple[TermKind, Callable[[str], Mapping[str, str]]]] = {
    "places": ("place", locales.territory_names),
    "cities": ("place", _cities),
    "months": ("term", _months),
    "languages": ("term", locales.language_names),
    "currencies": ("term", locales.currency_names),
}


def lacking(terms: tuple[Term, ...], known: tuple[Term, ...]) -> Iterator[Term]:
    """Yield the terms whose source and pair are not known: an editor's own line always wins."""
    keys = {term.key for term in known}
    return (term for term in terms if term.key not in keys)
