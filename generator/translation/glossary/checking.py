"""Which translations lack the agreed renderings of what their originals say, block by block."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.content import Content, ledger
from generator.content.articles import first_originals, first_translations
from generator.markdown import plain_text, split_blocks
from generator.model import Article, Finding, Value
from generator.translation.documents import Document, read_entries, read_original, read_translation
from generator.translation.glossary.agreed import Glossary

_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)", re.DOTALL)
_UNSAID = frozenset({"block_code", "thematic_break", "block_html", "untranslated"})


class Passage(Value, frozen=True):
    """A text of an original and what answers it, both plain: where it stands, and whether a machine wrote it.

    `place` is `title`, `summary` or the number of a block from 1; `line` and `column` are those of the translation.
    """

    path: str
    place: str
    line: int
    source: str
    answer: str
    by_machine: bool


def passages(project: Path, original: Article, translation: Article) -> Iterator[Passage]:
    """Yield what is translated of an article: its title, its summary, its blocks; not what is stale or missing."""
    here, there = read_original(project, original.path), read_translation(project, translation.path)
    if here is None or there is None:
        return
    entries, _ = read_entries(project, translation.path)
    for name in ("title", "summary"):
        source, answer = here.text(name), there.text(name)
        made = ledger.matching(entries, name, answer)
        if source and answer:
            yield Passage(translation.path, name, _line_of_key(there, name), source, answer, made is not None)
    before = there.raw[: len(there.raw) - len(there.body)].count("\n") + 1
    for pair in ledger.compare(split_blocks(here.body), split_blocks(there.body), entries):
        if pair.original is None or pair.translation is None or pair.stale or pair.original.kind in _UNSAID:
            continue
        if pair.state in {"machine", "person"}:
            yield Passage(
                translation.path,
                str(pair.index + 1),
                before + there.body[: pair.translation.start].count("\n"),
                spoken(pair.original.source),
                spoken(pair.translation.source),
                pair.state == "machine",
            )


def spoken(markdown: str) -> str:
    """Return what is said in a block: its text without markup, addresses and code."""
    return plain_text(_CODE.sub(" ", markdown))


def check_translations(project: Path, content: Content, glossary: Glossary) -> Iterator[Finding]:
    """Yield a finding for each term that a translation does not render as agreed, by file and line."""
    if not glossary.terms:
        return
    originals = first_originals(content.articles)
    translations = first_translations(content.articles, originals).items()
    for (stem, lang), translation in sorted(translations, key=lambda item: item[1].path):
        original = originals[stem]
        if not glossary.serves(original.lang, lang):
            continue
        for passage in passages(project, original, translation):
            yield from _faults(passage, glossary, original.lang, lang)


def _faults(passage: Passage, glossary: Glossary, source_lang: str, target_lang: str) -> Iterable[Finding]:
    repaired = glossary.repair(passage.source, passage.answer, source_lang, target_lang)
    wrong = set(repaired.terms)
    for term in repaired.terms:
        message = f"{_where(passage)} has a form of `{term.source}` that the glossary rules out: write `{term.target}`"
        yield _finding(passage, "term-wrong", message)
    for term in glossary.missing(passage.source, passage.answer, source_lang, target_lang):
        if term not in wrong:
            message = f"{_where(passage)} lacks `{term.target}`, which is agreed for `{term.source}`"
            yield _finding(passage, "term-missing", message)


def _where(passage: Passage) -> str:
    place = f"block {passage.place}" if passage.place.isdecimal() else f"the {passage.place}"
    return f"{place} ({'machine text' if passage.by_machine else 'by a person'})"


def _finding(passage: Passage, code: str, message: str) -> Finding:
    return Finding(
        code=code,
        severity="warning" if code == "term-wrong" else "note",
        file=passage.path,
        line=passage.line,
        column=1,
        message=message,
        hint="correct the text, or the line in `content/glossary.tsv`",
    )


def _line_of_key(document: Document, name: str) -> int:
    for number, line in enumerate(document.raw.splitlines(), 1):
        if line.startswith(f"{name}:"):
            return number
    return 1
