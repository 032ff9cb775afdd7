"""What the files of one translation hold: pairs of a text and its translation, and how far the whole is."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Literal, TypeAlias

from generator.content import ledger
from generator.content.ledger import BlockPair, Entry, block_hash
from generator.model import TranslationStatus, Value
from generator.translation.assemble import CannotAssemble, assemble
from generator.translation.documents import Document, parts_of, read_entries, read_original, read_translation
from generator.translation.jobs import Job, answers
from generator.translation.study import Part, Study, is_orphan, is_stale, study

Kind: TypeAlias = Literal["plain", "block"]


class Segment(Value, frozen=True, kw_only=True):
    """A text and its translation: `plain` for titles and summaries, `block` for markdown.

    `place` orders the segments of one file. `before` and `after` are the `block_hash`es of the blocks around the
    original, empty at the ends. `imported` ones come from another tool.
    """

    place: int
    kind: Kind
    source: str
    target: str
    by_person: bool
    imported: bool = False
    engine: str = ""
    made: str = ""
    flags: tuple[str, ...] = ()
    before: str = ""
    after: str = ""


class TranslationState(Value, frozen=True, kw_only=True):
    """One translation in numbers; `status` is empty where there is none yet.

    `blocks` are the original's; `stale` counts title, summary and notes too. `orphans` are a person's blocks that have
    lost their original; `overtaken` are these, and what a person wrote whose original has changed.
    """

    path: str
    original: str
    lang: str
    status: TranslationStatus | str = ""
    blocks: int = 0
    machine: int = 0
    person: int = 0
    untranslated: int = 0
    stale: int = 0
    orphans: int = 0
    overtaken: int = 0
    engine: str = ""
    made: str = ""


class Read(Value, frozen=True, kw_only=True):
    """What the files of one translation say: fresh segments, numbers, and whether a run would leave it as it is."""

    segments: tuple[Segment, ...]
    state: TranslationState
    idle: bool


def read_translation_of(project: Path, job: Job, source_of: Callable[[str], str | None] = lambda _: None) -> Read:
    """Return what the files of a translation say; blocks that are missing count as untranslated.

    `source_of` is that of `study`.
    """
    original = read_original(project, job.original.path)
    originals = parts_of(original.body)[0] if original else ()
    untranslated = TranslationState(
        path=job.path,
        original=job.original.path,
        lang=job.lang,
        blocks=len(originals),
        untranslated=len(originals),
    )
    translation = read_translation(project, job.path) if job.translation else None
    if original is None or translation is None or job.translation is None or job.translation.translation is None:
        return Read(segments=(), state=untranslated, idle=False)
    entries, _ = read_entries(project, job.path)
    translations = parts_of(translation.body)[0]
    pairs = ledger.compare(originals, translations, entries)
    states = [pair.state for pair in pairs]
    studied = study(original, translation, entries, source_of)
    about = job.translation.translation
    state = TranslationState(
        path=untranslated.path,
        original=untranslated.original,
        lang=untranslated.lang,
        status=about.status,
        blocks=len(originals),
        machine=states.count("machine"),
        person=states.count("person"),
        untranslated=states.count("untranslated") + states.count("missing"),
        stale=sum(pair.stale for pair in pairs) + sum(_is_stale(part) for part in (*studied.fields, *studied.notes)),
        orphans=sum(map(is_orphan, studied.slots)),
        overtaken=len(studied.overtaken),
        engine=about.engine,
        made=about.made,
    )
    found = [*_fields(original, translation, entries)]
    # A person may have arranged a translation otherwise: without a ledger, only the same sequence of blocks is sure.
    if entries or [each.kind for each in originals] == [each.kind for each in translations]:
        found += _blocks(pairs, entries)
    idle = answers(translation, job) and _is_idle(studied, job.lang)
    return Read(segments=tuple(found), state=state, idle=idle)


def _is_stale(part: Part) -> bool:
    return part.owner != "nobody" and is_stale(part)


def _is_idle(found: Study, lang: str) -> bool:
    if found.wanted or found.for_a_person or found.overtaken:
        return False
    try:
        return assemble(found, {}, lang, "") is None
    except (CannotAssemble, ValueError):
        return False


def _fields(original: Document, translation: Document, entries: Sequence[Entry]) -> Iterator[Segment]:
    for place, name in ((-2, "title"), (-1, "summary")):
        source, target = original.text(name), translation.text(name)
        if not (source and target) or source == target:
            continue
        made = ledger.matching(entries, name, target)
        known = made or ledger.last_at(entries, name)
        # A person's title without a word of its original in the ledger is taken for fresh, as a block is.
        if known is None or known.src == block_hash(source):
            yield _segment(place, "plain", source, target, made)


def _blocks(pairs: Sequence[BlockPair], entries: Sequence[Entry]) -> Iterator[Segment]:
    hashes = ["", *(block_hash(pair.original.source) for pair in pairs if pair.original), ""]
    by_place: dict[ledger.Place, list[Entry]] = {}
    for entry in entries:
        by_place.setdefault(entry.i, []).append(entry)
    for pair in pairs:
        if not (pair.original and pair.translation) or pair.stale or pair.state not in {"machine", "person"}:
            continue
        text = pair.translation.source
        made = ledger.matching(by_place.get(pair.index, ()), pair.index, text) if pair.state == "machine" else None
        around = hashes[pair.index], hashes[pair.index + 2]
        yield _segment(pair.index, "block", pair.original.source, text, made, around)


def _segment(
    place: int, kind: Kind, source: str, target: str, made: Entry | None, around: tuple[str, str] = ("", "")
) -> Segment:
    return Segment(
        place=place,
        kind=kind,
        source=source,
        target=target,
        by_person=made is None,
        engine=made.engine if made else "",
        made=made.made if made else "",
        flags=made.flags if made else (),
        before=around[0],
        after=around[1],
    )
