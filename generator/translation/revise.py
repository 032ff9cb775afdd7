"""What a person decides on parts of a translation, put into its file and its ledger; all else stays as it is.

A part that a person has changed or accepted has an entry without the hash of a machine's text: it is a person's from
then on, and the entry still says which original it answers and which engine gave the first version.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import TypeAlias

from msgspec.structs import replace

from generator import frontmatter
from generator.content.ledger import Entry, block_hash, text_hash
from generator.markdown import UNTRANSLATED, split_blocks, split_definitions
from generator.model import TranslationStatus, Value
from generator.translation.assemble import CannotAssemble, Made, body_of, by_machine, part_entry, slot_entry, with_notes
from generator.translation.study import NO_ORIGINAL, ORPHAN_FLAG, UNTRANSLATED_FLAG, Part, Slot, Study, odd_in

_FIELDS = ("title", "summary")


class Revision(Value, frozen=True, kw_only=True):
    """A person's text for one part, and which texts the person had in view.

    `place` is that of a `BlockStanding`; an empty `text` takes the translation out. `original` is the `block_hash` of
    the original and `seen` the `text_hash` of the translation that were shown (empty where there was none).
    """

    place: str
    text: str
    original: str
    seen: str


class Unfit(Exception):  # noqa: N818 - an answer to a person
    """A text that cannot stand where it was meant to; the message says why, the hint what to do."""

    def __init__(self, place: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.place = place
        self.message = message
        self.hint = hint


Texts: TypeAlias = Mapping[str, str]


def original_of(part: Slot | Part) -> str:
    """Return the original of a part, empty where a person's block has outlived it."""
    if isinstance(part, Part):
        return part.source
    return part.original.source if part.original else ""


def current_of(part: Slot | Part) -> str:
    """Return the translation of a part as it stands in the file, empty where there is none."""
    if part.owner == "nobody":
        return ""
    if isinstance(part, Part):
        return part.current
    return part.current.source if part.current else ""


def located(found: Study, revision: Revision) -> Revision | None:
    """Return a revision with the place that its part has now; None where the translation is not as the person saw it.

    Paragraphs that came or went meanwhile move a part: it is known by its original, and only then by its place.
    """
    # Whoever has the same words saved meanwhile loses none.
    known = {revision.seen, text_hash(revision.text)}
    seen = [part for part in found.parts if seen_of(part) in known]
    same = [part for part in seen if block_hash(original_of(part)) == revision.original]
    places = [str(part.place) for part in same or seen]
    if revision.place in places:
        return revision
    return replace(revision, place=places[0]) if same else None


def is_there(found: Study, revision: Revision) -> bool:
    """Tell whether what a person decided stands in the file and its ledger already, as that person's."""
    part = _part_at(found, revision.place)
    if part is None or part.owner != "person" or block_hash(original_of(part)) != revision.original:
        return False
    # The same words may answer another original now, or be what somebody was asked to look at.
    if part.entry and (part.entry.src != revision.original or odd_in(part.entry)):
        return False
    return " ".join(current_of(part).split()) == " ".join(revision.text.split())


def seen_of(part: Slot | Part) -> str:
    """Return the hash by which `was_seen` knows a translation again."""
    current = current_of(part)
    return text_hash(current) if current else ""


def revise(found: Study, revisions: Sequence[Revision], lang: str, reviewer: str = "") -> Made:
    """Return the translation with a person's texts in it; Unfit where a text cannot stand in its place.

    `reviewer` is named once nothing in it is a machine's alone. An original that has changed since it was shown makes
    the text stale at once.
    """
    try:
        return _revised(found, revisions, lang, reviewer)
    except (CannotAssemble, ValueError):
        place = next((each.place for each in revisions if not _stands_alone(found, each, lang)), revisions[0].place)
    raise Unfit(place, "this text would run into what stands beside it, or change it",
                "look for a list beside a list, or for markup that is not closed")  # fmt: skip


def _stands_alone(found: Study, revision: Revision, lang: str) -> bool:
    try:
        _revised(found, [revision], lang, "")
    except (CannotAssemble, ValueError):
        return False
    return True


def _revised(found: Study, revisions: Sequence[Revision], lang: str, reviewer: str) -> Made:
    given = {revision.place: revision for revision in revisions}
    texts = {place: _fitted(found, revision) for place, revision in given.items()}
    if found.translation is None and not texts.get("title"):
        texts["title"] = found.original.text("title")
    slots = _kept(found, texts)
    blocks = [_slot_text(slot, texts) for slot in slots]
    body = with_notes(body_of(found, slots, blocks), _plain_notes(found, texts), {})
    for part in found.notes:
        if texts.get(part.place):
            body = _with_note(body, part.place, texts[part.place])
    if [block.source for block in split_blocks(body)] != blocks:
        raise CannotAssemble
    status = _status(found, texts)
    entries = (
        *(entry for part in (*found.fields, *found.notes) if (entry := _part_entry(part, given, texts))),
        *(entry for index, slot in enumerate(slots) if (entry := _slot_entry(index, slot, given, texts))),
    )
    return Made(text=_file(found, texts, body, lang, status, reviewer), entries=entries, status=status)


def _part_at(found: Study, place: str) -> Slot | Part | None:
    return next((part for part in found.parts if str(part.place) == place), None)


def _fitted(found: Study, revision: Revision) -> str:
    """Return a person's text as it can stand in the file."""
    place = revision.place
    part = _part_at(found, place)
    if part is None:
        raise Unfit(place, "this part is no longer in the article", "load the page again")
    text = unicodedata.normalize("NFC", revision.text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n").rstrip()
    if isinstance(part, Part):
        if place == "title" and not text.strip():
            raise Unfit(place, "a title cannot be empty", "write one, or leave the machine's")
        return " ".join(text.split()) if place in _FIELDS else text.strip()
    if not text.strip() or text.strip() == UNTRANSLATED:
        return ""
    blocks = split_blocks(text)
    if len(blocks) != 1 or split_definitions(text):
        raise Unfit(place, f"this would be {len(blocks)} paragraphs, and the original has one here",
                    "take the blank lines out; a paragraph answers a paragraph")  # fmt: skip
    return blocks[0].source


def _kept(found: Study, texts: Texts) -> tuple[Slot, ...]:
    """Return the slots without those at the end that an existing file lacks and nobody has written.

    A block without an original goes when a person has emptied it.
    """
    slots = tuple(slot for slot in found.slots if slot.original or texts.get(str(slot.place)) != "")
    if found.translation:
        while slots and slots[-1].current is None and not texts.get(str(slots[-1].place)):
            slots = slots[:-1]
    return slots


def _slot_text(slot: Slot, texts: Texts) -> str:
    text = texts.get(str(slot.place))
    if text is None:
        return slot.current.source if slot.current else UNTRANSLATED
    return text or UNTRANSLATED


def _plain_notes(found: Study, texts: Texts) -> list[Part]:
    return [part for part in found.notes if part.current or texts.get(part.place)]


def _with_note(body: str, key: str, text: str) -> str:
    note = next(each for each in split_definitions(body) if each.key == key)
    return f"{body[: note.start]}[{key}]: {text.replace(chr(10), chr(10) + '    ')}{body[note.end :]}"


def _part_entry(part: Part, given: Mapping[str, Revision], texts: Texts) -> Entry | None:
    if part.place not in given:
        return part_entry(part, {}, "")
    # A summary that a person took out is not wanted.
    if part.place == "summary" and not texts[part.place]:
        return None
    return _persons(part.place, part.entry, given[part.place], texts[part.place])


def _slot_entry(index: int, slot: Slot, given: Mapping[str, Revision], texts: Texts) -> Entry | None:
    place = str(slot.place)
    if place not in given:
        return slot_entry(index, slot, {}, "")
    return _persons(index, slot.entry, given[place], texts[place])


def _persons(place: int | str, before: Entry | None, revision: Revision, text: str) -> Entry:
    if not text:
        return Entry(place, revision.original, flags=(UNTRANSLATED_FLAG,))
    flags = (ORPHAN_FLAG,) if revision.original == NO_ORIGINAL else ()
    engine, made = (before.engine, before.made) if before and before.engine != "copy" else ("", "")
    return Entry(place, revision.original, "", engine, made, flags)


def _status(found: Study, texts: Texts) -> TranslationStatus:
    """Return what the translation is now: a person's once no part is missing and none is a machine's alone."""
    before = str(found.about.get("status", ""))
    if before == "human":
        return "human"
    parts: tuple[Slot | Part, ...] = (*found.fields, *found.slots)
    if any(_is_gap(part, texts) for part in parts):
        return "partial"
    if before == "edited":
        return "edited"
    if any(part.owner == "machine" and str(part.place) not in texts for part in found.parts):
        return "machine"
    touched = found.about.get("engine") or any(by_machine(part.entry) for part in found.parts)
    return "edited" if touched else "human"


def _is_gap(part: Slot | Part, texts: Texts) -> bool:
    place = str(part.place)
    if place in texts:
        return not texts[place] and place != "summary" and bool(original_of(part))
    return part.owner == "nobody"


def _file(found: Study, texts: Texts, body: str, lang: str, status: TranslationStatus, reviewer: str) -> str:
    done_now = status == "edited" and found.about.get("status") != "edited"
    reviewed = {"reviewed_by": reviewer} if reviewer and (done_now or not found.about.get("reviewed_by")) else {}
    reviewed = reviewed if status == "edited" else {}
    if found.translation is None:
        of = found.original.path.rsplit("/", 1)[-1]
        about = {"of": of, "status": status, **({"translator": reviewer} if reviewer else {})}
        fields = {name: texts[name] for name in _FIELDS if texts.get(name)}
        return frontmatter.format_document({**fields, "lang": lang, "translation": about}, body)
    raw = found.translation.raw.removesuffix(found.translation.body) + body
    for name in _FIELDS:
        if name in texts and texts[name] != found.translation.text(name):
            raw = frontmatter.set_key(raw, name, texts[name])
    return frontmatter.set_subkeys(raw, "translation", {"status": status, **reviewed})
