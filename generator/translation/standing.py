"""How each block of a translation stands: the original now and then, the translation, whose it is, what is known of it.

This is what a review shows. Nothing here asks an engine or writes a file.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from generator.content import ledger
from generator.model import Value
from generator.translation.assemble import Kind, key_of
from generator.translation.jobs import Job
from generator.translation.memory import Remembered
from generator.translation.study import ORPHAN_FLAG, Owner, Part, Slot, Study, is_orphan, odd_in
from generator.translation.writing import study_job


class Recollection(Protocol):
    """What standing asks of a memory."""

    def find(self, pair: tuple[str, str], kind: Kind, source: str) -> Remembered | None:
        """Return the translation of a text, if the digest has one."""
        ...

    def source_of(self, digest: str) -> str | None:
        """Return the source text that had this `block_hash`, if the memory has seen it."""
        ...


class BlockStanding(Value, frozen=True, kw_only=True):
    """One block, title, summary or footnote.

    `place` is `title`, `summary`, the block's number from 0, or `^KEY`; `kind` is `plain`, `block` or `note`.
    `original` is empty where a person's block has outlived its original, which the flag `orphan` says until the person
    accepts that. `before` is the original that the translation
    answers, where that is another text and still known. `translation` is empty where there is none yet.
    `engine`, `made` and `flags` are the ledger's, also of what a person has changed since. `suggestion` is what memory
    has for the original as it is now, where that differs from the translation.
    """

    place: str
    kind: Kind
    original: str
    before: str | None
    translation: str
    owner: Owner
    stale: bool
    wanted: bool
    flags: tuple[str, ...] = ()
    engine: str = ""
    made: str = ""
    suggestion: Remembered | None = None


class Standing(Value, frozen=True, kw_only=True):
    """A translation: its files and languages, what its `translation:` says, and its blocks in order.

    `by_person` tells that its status is `human`, so that only a person may change it. `blocks` are title and summary,
    then the body's blocks, then footnotes.
    """

    path: str
    original: str
    source: str
    target: str
    about: dict[str, object]
    by_person: bool
    blocks: tuple[BlockStanding, ...]

    @property
    def waiting(self) -> tuple[BlockStanding, ...]:
        """What a person may want to look at: stale, not translated, or flagged."""
        return tuple(each for each in self.blocks if each.stale or each.owner == "nobody" or each.flags)


def standing_of(project: Path, job: Job, memory: Recollection) -> Standing | None:
    """Return how a translation stands; None where it, or its original, cannot be read."""
    found = study_job(project, job, source_of=memory.source_of)
    if found is None:
        return None
    pair = job.original.lang, job.lang
    return Standing(
        path=job.path,
        original=job.original.path,
        source=job.original.lang,
        target=job.lang,
        about=found.about,
        by_person=found.by_person,
        blocks=tuple(_blocks(found, pair, memory)),
    )


def _blocks(found: Study, pair: tuple[str, str], memory: Recollection) -> Iterator[BlockStanding]:
    for part in found.parts:
        kind, original = key_of(part)
        current = _current(part)
        entry = part.entry
        moved = entry is not None and bool(original) and entry.src != ledger.block_hash(original)
        known = memory.find(pair, kind, original) if original and kind != "note" else None
        yield BlockStanding(
            place=str(part.place),
            kind=kind,
            original=original,
            before=memory.source_of(entry.src) if entry and (moved or not original) else None,
            translation="" if part.owner == "nobody" else current,
            owner=part.owner,
            stale=moved and part.owner != "nobody",
            wanted=part.wanted and not found.by_person,
            flags=(*odd_in(entry), *((ORPHAN_FLAG,) if is_orphan(part) else ())),
            engine=entry.engine if entry else "",
            made=entry.made if entry else "",
            suggestion=known if known and known.text != current else None,
        )


def _current(part: Slot | Part) -> str:
    if isinstance(part, Part):
        return part.current
    return part.current.source if part.current else ""
