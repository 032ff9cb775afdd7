"""What the digest has translated already: exact blocks, titles and summaries, read from its own files."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Literal, TypeAlias

from generator.content import ledger
from generator.markdown import split_blocks
from generator.model import Article, Value
from generator.translation.documents import Document, read_entries, read_original, read_translation

Kind: TypeAlias = Literal["plain", "block"]


class Remembered(Value, frozen=True):
    """A translation that was found: its text, and whether a person wrote it."""

    text: str
    by_person: bool


class Memory:
    """Translations by language pair and source text; a person's before a machine's, then the first by path."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, Kind, str], Remembered] = {}

    def add(self, pair: tuple[str, str], kind: Kind, source: str, remembered: Remembered) -> None:
        """Remember a translation, unless there is a better one."""
        key = (*pair, kind, ledger.block_hash(source))
        known = self._found.get(key)
        if known is None or (remembered.by_person and not known.by_person):
            self._found[key] = remembered

    def find(self, pair: tuple[str, str], kind: Kind, source: str) -> Remembered | None:
        """Return the translation of a text, if the digest has one."""
        return self._found.get((*pair, kind, ledger.block_hash(source)))


def build_memory(project: Path, pairs: Iterable[tuple[Article, Article]]) -> Memory:
    """Return what the given originals and their translations hold; stale text is not remembered."""
    memory = Memory()
    for original, translation in sorted(pairs, key=lambda pair: pair[1].path):
        source, target = read_original(project, original.path), read_translation(project, translation.path)
        if source is None or target is None:
            continue
        entries, _ = read_entries(project, translation.path)
        _remember(memory, (original.lang, translation.lang), source, target, entries)
    return memory


def _remember(
    memory: Memory, pair: tuple[str, str], source: Document, target: Document, entries: Sequence[ledger.Entry]
) -> None:
    for name in ("title", "summary"):
        text, answer = source.text(name), target.text(name)
        if text and answer and text != answer:
            made = ledger.matching(entries, name, answer)
            if made is None or made.src == ledger.block_hash(text):
                memory.add(pair, "plain", text, Remembered(answer, by_person=made is None))
    originals, translations = split_blocks(source.body), split_blocks(target.body)
    # A person may have arranged a translation otherwise: without a ledger, only the same sequence of blocks is sure.
    if not entries and [a.kind for a in originals] != [b.kind for b in translations]:
        return
    for here in ledger.compare(originals, translations, entries):
        if here.original and here.translation and here.state in {"machine", "person"} and not here.stale:
            memory.add(pair, "block", here.original.source, Remembered(here.translation.source, here.state == "person"))
