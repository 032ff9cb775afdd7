"""What words of a language stand for in all languages: places of CLDR, months, and the news words of `lexicon/`.

A concept is written as a kind and an id: `territory:LY`, `city:Africa/Tripoli`, `month:9`, `concept:ceasefire`.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from generator import locales
from generator.threads.crossing.inflection import form_roots, roots
from generator.threads.words import is_language, words

# A word that says nothing about a story.
NOTHING = "-"
# A root that many letters were cut to reach says little; a dictionary's form has shorter endings than a text's.
_MOST_CUT = 6
_MOST_CUT_FORM = 3
_SHORT = 3


class Phrase(NamedTuple):
    """A form of several words: the roots of each word after the first, and what the whole stands for."""

    rest: tuple[frozenset[str], ...]
    concept: str


class Vocabulary(NamedTuple):
    """The forms of one language: single words by root, with the letters cut, and phrases by a root of their first."""

    single: dict[str, tuple[int, str]]
    phrases: dict[str, list[Phrase]]


@cache
def vocabulary(lang: str) -> Vocabulary:
    """Return the forms of a language; without a file in `lexicon/` they are the names of CLDR alone."""
    single: dict[str, tuple[int, str]] = {}
    phrases: dict[str, list[Phrase]] = {}
    for concept, form in _forms(lang):
        found = [word.text for word in words(form, lang)]
        if len(found) == 1:
            readings = form_roots(found[0], lang)
            for root, cut in readings[:1] if concept == NOTHING else readings:
                if cut <= _MOST_CUT_FORM and (root not in single or cut < single[root][0]):
                    single[root] = (cut, concept)
        elif found:
            first, *rest = (frozenset(root for root, _ in form_roots(word, lang)) for word in found)
            for root in sorted(first):
                phrases.setdefault(root, []).append(Phrase(tuple(rest), concept))
    for choices in phrases.values():
        choices.sort(key=lambda phrase: -len(phrase.rest))
    return Vocabulary(single, phrases)


def look_up(found: Sequence[str], at: int, lang: str) -> tuple[str, int]:
    """Return what stands at a place in a row of words, and how many words it takes; nothing and 1 if unknown."""
    known = vocabulary(lang)
    readings = roots(found[at], lang)
    for root, _ in readings:
        for phrase in known.phrases.get(root, ()):
            end = at + 1 + len(phrase.rest)
            if end <= len(found) and all(
                any(root in wanted for root, _ in roots(word, lang))
                for word, wanted in zip(found[at + 1 : end], phrase.rest, strict=True)
            ):
                return phrase.concept, end - at
    best = min(
        ((cut + at_home, cut, concept) for root, cut in readings for at_home, concept in _single(known, root, cut)),
        default=(_MOST_CUT + 1, 0, ""),
    )
    return (best[2], 1) if best[0] <= _MOST_CUT else ("", 1)


def _single(known: Vocabulary, root: str, cut: int) -> Iterator[tuple[int, str]]:
    """Yield letters cut and concept of a root; a short root of a longer form is no word of its own (`дел`, `Дели`)."""
    found = known.single.get(root)
    if found and (cut or not found[0] or len(root) > _SHORT):
        yield found


def home(concept: str) -> str:
    """Return the country that a concept is at home in (`territory:LY` for a city there), nothing if it has none."""
    kind, _, zone = concept.partition(":")
    if kind == "city" and "/" in zone:
        country = locales.zone_territory(zone)
        return f"territory:{country}" if country else ""
    return _homes().get(concept, "")


@cache
def _homes() -> dict[str, str]:
    return dict(_table("homes"))


def _forms(lang: str) -> Iterator[tuple[str, str]]:
    """Yield concept and form, what a person wrote first."""
    for concept, forms in _table(lang) if is_language(lang) else ():
        for form in forms.split(","):
            yield concept, form.strip()
    for code, name in locales.territory_names(lang).items():
        for form in _spellings(name):
            yield f"territory:{code}", form
    for zone, name in locales.city_names(lang).items():
        yield f"city:{zone}", name.partition(",")[0].partition("،")[0]
    for month, names in locales.month_names(lang).items():
        for name in names:
            yield f"month:{month}", name


def _table(name: str) -> Iterator[tuple[str, str]]:
    """Yield the two columns of a file of `lexicon/`, nothing if it is not there."""
    path = files(__package__) / "lexicon" / f"{name}.tsv"
    if path.is_file():
        for line in path.read_text(encoding="utf-8").splitlines():
            first, tab, second = line.partition("\t")
            if tab and not line.startswith("#"):
                yield first, second


def _spellings(name: str) -> tuple[str, ...]:
    """Return a name of CLDR as running text has it: `Congo - Kinshasa` and `Myanmar (Burma)` are two each."""
    parts = [part.strip(" )") for part in name.replace("(", " - ").split(" - ")]
    return tuple(part for part in dict.fromkeys(parts) if part)
