"""Names that originals hold often and the glossary does not: how often, and how they could be rendered.

Where a language has capitals, a name begins large within a sentence. Elsewhere it is found by what CLDR and the
digest's own sources call it, by what people have written for it in translations, and after words such as `President`.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, TypeAlias

from generator.content import Content
from generator.content.articles import first_originals, first_translations
from generator.content.glossary import Term, TermKind
from generator.locales import script
from generator.markdown import split_blocks
from generator.model import Source, Value
from generator.translation.documents import read_original
from generator.translation.glossary.agreed import Glossary, phrase_of
from generator.translation.glossary.aligning import align
from generator.translation.glossary.checking import Passage, passages, spoken
from generator.translation.glossary.cldr import seed
from generator.translation.glossary.forms import forms
from generator.translation.glossary.matching import Finder
from generator.translation.glossary.names import capitalised, cued, has_capitals
from generator.translation.glossary.romanising import romanise
from generator.translation.glossary.words import fold

Origin: TypeAlias = Literal["cldr", "source", "translations", "romanised"]


class Candidate(Value, frozen=True):
    """A possible rendering, and who says so; `count` is how many passages of translations have it."""

    target: str
    origin: Origin
    count: int = 0


class Suggestion(Value, frozen=True, kw_only=True):
    """A name without an entry: how often it stands in how many articles, and its candidates, the likeliest first."""

    source: str
    pair: str
    kind: TermKind
    count: int
    articles: int
    candidates: tuple[Candidate, ...]
    example: str


class Corpus(Value, frozen=True):
    """The originals in one language: their texts by path, and what people wrote for them in another one."""

    texts: dict[str, str]
    aligned: tuple[Passage, ...]


def suggest(
    project: Path, content: Content, glossary: Glossary, source_lang: str, target_lang: str, *, least: int = 2
) -> tuple[Suggestion, ...]:
    """Return the names that stand at least so often in originals and lack an entry, the most frequent first."""
    corpus = corpus_of(project, content, source_lang, target_lang)
    offers: dict[str, list[Candidate]] = defaultdict(list)
    kinds: dict[str, TermKind] = {}
    named = tuple(_named(content.sources.values(), source_lang, target_lang))
    for term, origin in named:
        offers[term.source].append(Candidate(term.target, origin))
        kinds.setdefault(term.source, term.kind)
    known = Glossary((*glossary.terms, *(term for term, _ in named)))
    for found in align(corpus.aligned, known, source_lang, target_lang, least=least):
        offers[found.source].append(Candidate(found.target, "translations", found.count))
    names = capitalised if has_capitals(source_lang) else cued
    for name, count in Counter(name for text in corpus.texts.values() for name in names(text, source_lang)).items():
        if count >= least:
            offers.setdefault(name, [])
    counted = _counted(corpus.texts, _nominatives_first(offers, source_lang), kinds, glossary, source_lang, target_lang)
    suggestions = [
        Suggestion(
            source=name,
            pair=f"{source_lang}-{target_lang}",
            kind=kinds.get(name, "name"),
            count=len(places),
            articles=len(set(places)),
            candidates=_candidates(name, offers[name], target_lang),
            example=places[0],
        )
        for name, places in counted.items()
        if len(places) >= least
    ]
    return tuple(sorted(suggestions, key=lambda each: (-each.count, each.source)))


def corpus_of(project: Path, content: Content, source_lang: str, target_lang: str) -> Corpus:
    """Return what there is in a language, and what people have translated of it into another; private text too."""
    originals = first_originals(content.articles)
    texts: dict[str, str] = {}
    for article in originals.values():
        if article.lang == source_lang and (document := read_original(project, article.path)):
            blocks = (spoken(block.source) for block in split_blocks(document.body) if block.kind != "block_code")
            texts[article.path] = "\n\n".join([document.text("title"), document.text("summary"), *blocks])
    aligned = [
        passage
        for (stem, lang), translation in first_translations(content.articles, originals).items()
        if lang == target_lang and originals[stem].lang == source_lang
        for passage in passages(project, originals[stem], translation)
        if not passage.by_machine
    ]
    return Corpus(dict(sorted(texts.items())), tuple(aligned))


def _named(sources: Iterable[Source], source_lang: str, target_lang: str) -> Iterator[tuple[Term, Origin]]:
    """Yield what the digest's own files of sources call an outlet in both languages, then what CLDR has."""
    for source in sources:
        here, there = source.name.get(source_lang), source.name.get(target_lang)
        if here and there and here != there:
            kind: TermKind = "name" if source.kind == "person" else "org"
            yield Term(source=here, target=there, source_lang=source_lang, target_lang=target_lang, kind=kind), "source"
    for term in seed(source_lang, target_lang, ("places", "cities")):
        yield term, "cldr"


def _counted(
    texts: Mapping[str, str],
    names: Sequence[str],
    kinds: Mapping[str, TermKind],
    glossary: Glossary,
    source_lang: str,
    target_lang: str,
) -> dict[str, list[str]]:
    """Return for each name the paths of the articles it stands in, once for each time, but for what is agreed."""
    phrases = [
        phrase_of(
            Term(
                source=name,
                target=name,
                source_lang=source_lang,
                target_lang=target_lang,
                kind=kinds.get(name, "name"),
            )
        )
        for name in names
    ]
    finder = Finder(phrases, source_lang)
    found: dict[str, list[str]] = defaultdict(list)
    for path, text in texts.items():
        closed = [(hit.start, hit.end) for hit in glossary.find(text, source_lang, target_lang)]
        for match in finder.find(text, closed=closed):
            found[names[match.phrase]].append(path)
    return found


def _nominatives_first(names: Iterable[str], lang: str) -> list[str]:
    """Return the names, first the ones that others are cases of, so that a place in a text counts for them."""
    folded = {fold(name, lang) for name in names}
    covered = {
        name: len(folded & forms(name, lang, common=False, last=True, alone=True)) for name in names if " " not in name
    }
    return sorted(names, key=lambda name: (-covered.get(name, 0), name))


def _candidates(name: str, offers: Sequence[Candidate], target_lang: str) -> tuple[Candidate, ...]:
    order = {"source": 0, "translations": 1, "cldr": 2, "romanised": 3}
    sure = {each.target.casefold(): each for each in sorted(offers, key=lambda c: (-order[c.origin], c.count))}
    if not sure and script(target_lang) == "Latn" and (latin := romanise(name)):
        return (Candidate(latin, "romanised"),)
    return tuple(sorted(sure.values(), key=lambda each: (order[each.origin], -each.count, each.target)))
