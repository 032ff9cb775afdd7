"""The ledger beside a translation: which of its blocks are machine text, and of which state of the original.

`SLUG.LANG.tm.jsonl` has one line a block. A block whose text does not hash to `out` is a person's, as is one
without a line. There may be several lines for a block, old and new, while a translation is being written:
the line that fits the text counts, so that no crash turns one kind of text into the other.
"""

import hashlib
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import Literal, TypeAlias

import msgspec

from generator.markdown import Block
from generator.model import Finding, Value

Place: TypeAlias = int | str
BlockState: TypeAlias = Literal["machine", "person", "untranslated", "missing", "extra"]

_FIRST = {"title": -2, "summary": -1}


class Entry(Value, frozen=True, omit_defaults=False):
    """One line: the place of a block (`title`, `summary`, its number, or `^note-1` for a footnote) and its hashes.

    `src` is the `block_hash` of the original when this text was made, `out` the `text_hash` of what the engine gave
    (empty when a person wrote it).
    """

    i: Place
    src: str
    out: str = ""
    engine: str = ""
    made: str = ""
    flags: tuple[str, ...] = ()


class BlockPair(Value, frozen=True):
    """The n-th block of an original, and what answers it."""

    index: int
    original: Block | None
    translation: Block | None
    state: BlockState
    stale: bool


def ledger_path(path: str) -> str:
    """Return the path of the ledger beside the translation at `path`."""
    return path.removesuffix(".md") + ".tm.jsonl"


@lru_cache(maxsize=4096)
def block_hash(text: str) -> str:
    """Return the hash of a source block; how it is broken into lines does not matter."""
    return _hash(" ".join(unicodedata.normalize("NFC", text).split()))


def text_hash(text: str) -> str:
    """Return the hash of a translated block; any change but of line endings and outer space makes it a person's."""
    return _hash(unicodedata.normalize("NFC", text.replace("\r\n", "\n")).lstrip("\n").rstrip())


def parse(raw: bytes, file: str) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """Return the entries of a ledger, and a finding for each line that is none; its block then counts as a person's."""
    entries: list[Entry] = []
    findings: list[Finding] = []
    for number, line in enumerate(raw.splitlines(), 1):
        if not line.strip():
            continue
        try:
            entries.append(_DECODER.decode(line))
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            findings.append(
                Finding(
                    code="ledger-line",
                    severity="warning",
                    file=file,
                    line=number,
                    column=1,
                    message="this line of the ledger cannot be read; its block counts as a person's",
                    hint="remove the line, or take the file back from your backup or history",
                )
            )
    return tuple(entries), tuple(findings)


def format(entries: Iterable[Entry]) -> str:  # noqa: A001 - read as `ledger.format`
    """Return the text of a ledger: title, summary, blocks, notes."""
    lines = (msgspec.json.encode(entry).decode() for entry in sorted(entries, key=_order))
    return "".join(f"{line}\n" for line in lines)


def matching(entries: Iterable[Entry], place: Place, text: str) -> Entry | None:
    """Return the entry that says `text` at `place` is machine text, or None if it is a person's."""
    out = text_hash(text)
    return next((entry for entry in _at(entries, place) if entry.out == out), None)


def last_at(entries: Iterable[Entry], place: Place) -> Entry | None:
    """Return the newest entry for `place`, which knows what original a person's text there answers."""
    return next(iter(reversed(_at(entries, place))), None)


def compare(
    originals: Sequence[Block], translations: Sequence[Block], entries: Sequence[Entry]
) -> tuple[BlockPair, ...]:
    """Return for each block of an original what answers it, whose text that is, and whether the original has changed.

    Without an entry a block counts as a person's and fresh.
    """
    by_place: dict[Place, list[Entry]] = {}
    for entry in entries:
        by_place.setdefault(entry.i, []).append(entry)
    return tuple(
        _pair(index, original, translation, by_place.get(index, ()))
        for index, (original, translation) in enumerate(zip_longest(originals, translations))
    )


def _pair(index: int, original: Block | None, translation: Block | None, entries: Sequence[Entry]) -> BlockPair:
    if translation is None:
        return BlockPair(index, original, None, "missing", stale=False)
    if original is None:
        return BlockPair(index, None, translation, "extra", stale=False)
    if translation.kind == "untranslated":
        return BlockPair(index, original, translation, "untranslated", stale=False)
    if not entries:
        return BlockPair(index, original, translation, "person", stale=False)
    made = matching(entries, index, translation.source)
    known = made or last_at(entries, index)
    stale = known is not None and known.src != block_hash(original.source)
    return BlockPair(index, original, translation, "machine" if made else "person", stale=stale)


def _at(entries: Iterable[Entry], place: Place) -> list[Entry]:
    return [entry for entry in entries if entry.i == place]


def _order(entry: Entry) -> tuple[int, str]:
    if isinstance(entry.i, int):
        return entry.i, ""
    return _FIRST.get(entry.i, 1 << 30), entry.i


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


_DECODER = msgspec.json.Decoder(Entry)
