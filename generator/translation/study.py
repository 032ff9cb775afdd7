"""What a translation needs: which of its blocks are missing, not translated, or machine text gone stale.

A person's block never needs anything, and a translation whose status is `human` takes no machine text at all.
Which block answers which is told by the ledger where it knows the original of every block, so that a paragraph put
in or taken out moves the others along; else the n-th answers the n-th.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

from generator.content import ledger
from generator.content.ledger import Entry, block_hash
from generator.markdown import Block, Definition
from generator.model import Value
from generator.translation.documents import Document, parts_of

Owner: TypeAlias = Literal["machine", "person", "nobody"]

UNTRANSLATED_FLAG = "untranslated"
ORPHAN_FLAG = "orphan"
NO_ORIGINAL = block_hash("")
"""What the ledger says of a block that a person keeps without an original."""

_SourceOf: TypeAlias = Callable[[str], str | None]
# From which likeness (0 to 100) on one text is another rewritten. Two paragraphs of one article share far less.
_REWRITTEN = 60.0


class Slot(Value, frozen=True):
    """One block of the translation to be, what stands there now, whose it is, and whether it is to be translated.

    `original` is None for a person's block whose original is no more.
    """

    place: int
    original: Block | None
    current: Block | None
    owner: Owner
    entry: Entry | None
    wanted: bool


class Part(Value, frozen=True):
    """The title, the summary, or a footnote: like a slot, for text that has a name."""

    place: str
    source: str
    current: str
    owner: Owner
    entry: Entry | None
    wanted: bool


class Study(Value, frozen=True):
    """An original, its translation (None where there is none yet), and what is to be done."""

    original: Document
    translation: Document | None
    entries: tuple[Entry, ...]
    slots: tuple[Slot, ...]
    fields: tuple[Part, ...]
    notes: tuple[Part, ...]

    @property
    def wanted(self) -> tuple[Slot | Part, ...]:
        """Everything that an engine may translate, in order."""
        return () if self.by_person else tuple(part for part in self.parts if part.wanted)

    @property
    def for_a_person(self) -> tuple[Slot | Part, ...]:
        """What is missing or stale in a translation that only a person may change, in order."""
        if self.translation is None or not self.by_person:
            return ()
        return tuple(part for part in self.parts if part.wanted or is_stale(part))

    @property
    def overtaken(self) -> tuple[Slot | Part, ...]:
        """What a person wrote and its original has left behind, or which has lost its original, in order."""
        return tuple(part for part in self.parts if part.owner == "person" and (is_stale(part) or is_orphan(part)))

    @property
    def parts(self) -> tuple[Slot | Part, ...]:
        """The title, the summary, all blocks and all notes."""
        return (*self.fields, *self.slots, *self.notes)

    @property
    def about(self) -> dict[str, object]:
        """What the translation says of itself in its `translation:`."""
        about = self.translation.fields.get("translation") if self.translation else None
        return about if isinstance(about, dict) else {}

    @property
    def by_person(self) -> bool:
        """Whether the translation says that a person made it, so that readers must meet no machine's words in it."""
        return str(self.about.get("status", "")).strip().casefold() == "human"


def study(
    original: Document,
    translation: Document | None,
    entries: Sequence[Entry],
    source_of: Callable[[str], str | None] = lambda _: None,
) -> Study:
    """Return what is to be done for `translation` to answer `original` as both are now.

    `source_of` gives the former text of an original by its `block_hash`, where it is known: by that, a paragraph that
    was rewritten is told from one that was put in.
    """
    originals = parts_of(original.body)[0]
    translations = parts_of(translation.body)[0] if translation else ()
    slots = _slots(originals, translations, entries, source_of)
    # A person who took a footnote out does not want it.
    texts = [slot.original.source for slot in slots if slot.wanted and slot.original]
    shown = "\n".join([*texts, translation.body if translation else ""])
    return Study(
        original,
        translation,
        tuple(entries),
        slots,
        _fields(original, translation, entries),
        tuple(note for note in _notes(original, translation, entries) if note.current or f"[{note.place}]" in shown),
    )


def _slots(
    originals: Sequence[Block], translations: Sequence[Block], entries: Sequence[Entry], source_of: _SourceOf
) -> tuple[Slot, ...]:
    owned = [_owner(index, block, entries) for index, block in enumerate(translations)]
    answers, left = _align(originals, owned, source_of)
    slots: list[Slot] = []
    for original, index in zip(originals, answers, strict=True):
        if index is None:
            slots.append(Slot(len(slots), original, None, "nobody", None, wanted=True))
            continue
        owner, entry = owned[index]
        stale = entry is not None and entry.src != block_hash(original.source)
        wanted = owner == "nobody" or (owner == "machine" and stale)
        slots.append(Slot(len(slots), original, translations[index], owner, entry, wanted=wanted))
    # What has lost its original: a machine's is dropped, a person's is kept, after all the others.
    for index in left:
        owner, entry = owned[index]
        if owner == "person":
            slots.append(Slot(len(slots), None, translations[index], owner, entry, wanted=False))
    return tuple(slots)


def _owner(index: int, block: Block, entries: Sequence[Entry]) -> tuple[Owner, Entry | None]:
    known = ledger.last_at(entries, index)
    if block.kind == "untranslated":
        return "nobody", known
    made = ledger.matching(entries, index, block.source)
    return ("machine", made) if made else ("person", known)


def _align(
    originals: Sequence[Block], owned: Sequence[tuple[Owner, Entry | None]], source_of: _SourceOf
) -> tuple[list[int | None], list[int]]:
    """Return for each original the translation block that answers it, and which blocks answer none."""
    old = [entry.src if entry else None for _, entry in owned]
    new = [block_hash(block.source) for block in originals]
    if None in old:
        answers = [index if index < len(old) else None for index in range(len(new))]
    else:
        orphans = {index for index, (_, entry) in enumerate(owned) if _is_marked(entry)}
        in_place = sum(before == now for before, now in zip(old, new, strict=False))
        # Where no other order would bring more blocks to their originals, none of them moves.
        is_moved = in_place < (Counter(old) & Counter(new)).total()
        answers = _moved(old, new) if is_moved else _in_place(old, new)
        left = [index for index in range(len(old)) if index not in {*answers, *orphans}]
        if left and None in answers:
            before = {index: text for index in left if (text := source_of(old[index] or ""))}
            _place_rewritten(answers, left, before, originals)
        _place_between(answers, left, is_moved=is_moved)
    used = set(answers)
    return answers, [index for index in range(len(old)) if index not in used]


def _in_place(old: Sequence[str | None], new: Sequence[str]) -> list[int | None]:
    return [index if index < len(old) and old[index] == digest else None for index, digest in enumerate(new)]


def _moved(old: Sequence[str | None], new: Sequence[str]) -> list[int | None]:
    """Return the answers where blocks have changed places: equal originals in order, then anywhere."""
    answers: list[int | None] = [None] * len(new)
    for a, c, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        answers[c : c + size] = range(a, a + size)
    left = [index for index in range(len(old)) if index not in set(answers)]
    for place, digest in enumerate(new):
        if answers[place] is None and (index := next((each for each in left if old[each] == digest), None)) is not None:
            answers[place] = index
            left.remove(index)
    return answers


def _place_rewritten(
    answers: list[int | None], left: list[int], before: Mapping[int, str], originals: Sequence[Block]
) -> None:
    """Put blocks beside the original that is most like the one they were made of, which is `before` where it is known.

    Of equals, the one that stands in its place already comes first; so a second run moves nothing.
    """
    if not before:
        return
    from rapidfuzz.fuzz import ratio

    alike = [
        (-score, place != index, place, index)
        for place, answer in enumerate(answers)
        for index, text in before.items()
        if answer is None and (score := ratio(text, originals[place].source, score_cutoff=_REWRITTEN))
    ]
    for _, _, place, index in sorted(alike):
        if answers[place] is None and index in left:
            answers[place] = index
            left.remove(index)


def _place_between(answers: list[int | None], left: list[int], *, is_moved: bool) -> None:
    """Put what is left where it stands; where blocks have moved, between the same neighbours as before."""
    for place, answer in enumerate(answers):
        before = (answers[place - 1] if place else -1) if is_moved else place - 1
        if answer is None and before is not None and before + 1 in left:
            answers[place] = before + 1
            left.remove(before + 1)


def _fields(original: Document, translation: Document | None, entries: Sequence[Entry]) -> tuple[Part, ...]:
    parts = []
    for name in ("title", "summary"):
        source, current = original.text(name), translation.text(name) if translation else ""
        known = ledger.last_at(entries, name)
        # A person who took the summary out, or never wrote one, does not want it.
        if not source or (translation and not current and not _is_gap(known)):
            continue
        parts.append(_part(name, source, current, entries))
    return tuple(parts)


def _notes(original: Document, translation: Document | None, entries: Sequence[Entry]) -> tuple[Part, ...]:
    there = {each.key: each for each in notes_of(translation.body)} if translation else {}
    return tuple(
        _part(note.key, note.text, there[note.key].text if note.key in there else "", entries)
        for note in notes_of(original.body)
    )


def _part(place: str, source: str, current: str, entries: Sequence[Entry]) -> Part:
    made = ledger.matching(entries, place, current) if current else None
    entry = made or ledger.last_at(entries, place)
    owner: Owner = "nobody" if not current or _is_gap(made) else "machine" if made else "person"
    stale = entry is not None and entry.src != block_hash(source)
    return Part(place, source, current, owner, entry, wanted=owner == "nobody" or (owner == "machine" and stale))


def notes_of(body: str) -> tuple[Definition, ...]:
    """Return the footnotes that `body` defines, the first of each key."""
    found: dict[str, Definition] = {}
    for definition in parts_of(body)[1]:
        if definition.key:
            found.setdefault(definition.key, definition)
    return tuple(found.values())


def is_orphan(part: Slot | Part) -> bool:
    """Tell whether this is a person's block that has outlived its original, and nobody has said that it is to stay."""
    kept = part.entry is None or part.entry.src == NO_ORIGINAL
    return isinstance(part, Slot) and part.original is None and not kept


def is_stale(part: Slot | Part) -> bool:
    """Tell whether the original of a text is no longer the one that it was made of, as far as that is known."""
    original = part.source if isinstance(part, Part) else part.original.source if part.original else None
    return original is not None and part.entry is not None and part.entry.src != block_hash(original)


def odd_in(entry: Entry | None) -> tuple[str, ...]:
    """Return the flags of an entry that say what is odd about a text, as `FLAGS` names them."""
    return tuple(flag for flag in entry.flags if flag not in {UNTRANSLATED_FLAG, ORPHAN_FLAG}) if entry else ()


def _is_marked(entry: Entry | None) -> bool:
    return entry is not None and ORPHAN_FLAG in entry.flags


def _is_gap(entry: Entry | None) -> bool:
    return entry is not None and UNTRANSLATED_FLAG in entry.flags
