"""Put forms that the glossary rules out right in machine text that is there already; a person's text is never changed.

Nothing is asked of an engine. What was a machine's stays a machine's: the ledger gets the hash of the new text.
"""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import structs

from generator import frontmatter
from generator.content.ledger import Entry, block_hash, text_hash
from generator.markdown import split_blocks
from generator.model import Value
from generator.translation.assemble import CannotAssemble, Made
from generator.translation.glossary.agreed import Glossary
from generator.translation.glossary.checking import spoken
from generator.translation.jobs import Job
from generator.translation.study import Part, Slot, Study
from generator.translation.writing import TRIES, Changed, study_job, write

# Code, addresses of links and pictures, and bare addresses.
_CLOSED = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)|\]\([^)\s]*|\]:\s*\S+|<[^<>\s]+>|https?://\S+", re.DOTALL)


class Mending(Value, frozen=True):
    """A part of a translation in which forms were put right: `title`, `summary` or a block's number from 1."""

    path: str
    place: str
    renderings: tuple[str, ...]


def mend(project: Path, job: Job, glossary: Glossary, *, dry_run: bool = False) -> tuple[Mending, ...]:
    """Put one translation right, or only say what would be; Changed where somebody saves it again and again."""
    for _ in range(TRIES):
        found = study_job(project, job)
        if found is None or found.translation is None or found.by_person:
            return ()
        mended = tuple(_mended(found, job, glossary))
        if mended and not dry_run:
            made = _made(found, mended)
            with contextlib.suppress(Changed):
                write(project, job, found, made)
                return _told(job, mended)
        else:
            return _told(job, mended)
    raise Changed


class _Mended(Value, frozen=True):
    part: Slot | Part
    text: str
    renderings: tuple[str, ...]


def _mended(found: Study, job: Job, glossary: Glossary) -> Iterator[_Mended]:
    for part in found.parts:
        source, current = _texts(part)
        if part.owner != "machine" or part.entry is None or part.entry.src != block_hash(source) or part in found.notes:
            continue
        plain = spoken(source) if isinstance(part, Slot) else source
        closed = [place.span() for place in _CLOSED.finditer(current)] if isinstance(part, Slot) else []
        repaired = glossary.repair(plain, current, job.original.lang, job.lang, closed=closed)
        if repaired.terms and (
            isinstance(part, Part) or [b.source for b in split_blocks(repaired.text)] == [repaired.text]
        ):
            yield _Mended(part, repaired.text, tuple(term.target for term in repaired.terms))


def _texts(part: Slot | Part) -> tuple[str, str]:
    if isinstance(part, Part):
        return part.source, part.current
    return part.original.source if part.original else "", part.current.source if part.current else ""


def _made(found: Study, mended: tuple[_Mended, ...]) -> Made:
    if found.translation is None:
        raise ValueError("there is no translation to be mended")
    fields = {each.part.place: each.text for each in mended if isinstance(each.part, Part)}
    # Slots stand in the order of the original, which need not be that of the file.
    texts = {each.part.current: each.text for each in mended if isinstance(each.part, Slot) and each.part.current}
    body = found.translation.body
    meant = [texts.get(block, block.source) for block in split_blocks(body)]
    for block in sorted(texts, key=lambda block: block.start, reverse=True):
        body = body[: block.start] + texts[block] + body[block.end :]
    if [block.source for block in split_blocks(body)] != meant:
        raise CannotAssemble
    entries: dict[Entry, Entry] = {}
    for each in mended:
        if each.part.entry:
            flags = sorted({*each.part.entry.flags, "term-mended"})
            entries[each.part.entry] = structs.replace(each.part.entry, out=text_hash(each.text), flags=tuple(flags))
    raw = found.translation.raw.removesuffix(found.translation.body) + body
    for name, text in fields.items():
        raw = frontmatter.set_key(raw, name, text)
    return Made(text=raw, entries=tuple(entries.get(entry, entry) for entry in found.entries), status="machine")


def _told(job: Job, mended: tuple[_Mended, ...]) -> tuple[Mending, ...]:
    return tuple(
        Mending(job.path, each.part.place if isinstance(each.part, Part) else str(each.part.place + 1), each.renderings)
        for each in mended
    )
