"""A translation file and its ledger out of what is there and what an engine gave; nothing else of a file changes."""

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias, get_args

from generator import frontmatter
from generator.content.ledger import Entry, block_hash, text_hash
from generator.markdown import UNTRANSLATED, Block
from generator.model import TranslationStatus, Value
from generator.translation.documents import parts_of
from generator.translation.study import ORPHAN_FLAG, UNTRANSLATED_FLAG, Part, Slot, Study, is_orphan, notes_of

Kind: TypeAlias = Literal["plain", "block", "note"]


class Translated(Value, frozen=True):
    """Verified text for one source: as plain text for a title or summary, as markdown for a block or note."""

    text: str
    engine: str
    flags: tuple[str, ...] = ()


Answers: TypeAlias = Mapping[tuple[Kind, str], Translated]


class Made(Value, frozen=True, kw_only=True):
    """What is to be written: the whole text of the file, its ledger, and its status."""

    text: str
    entries: tuple[Entry, ...]
    status: TranslationStatus


_STATUSES: tuple[TranslationStatus, ...] = get_args(TranslationStatus)


class CannotAssemble(Exception):  # noqa: N818 - an answer, not a fault
    """The blocks do not stay apart when they are put together, so nothing is written."""


def key_of(part: Slot | Part) -> tuple[Kind, str]:
    """Return what an answer to `part` is filed under."""
    if isinstance(part, Slot):
        return "block", part.original.source if part.original else ""
    return ("note" if part.place.startswith("^") else "plain"), part.source


def assemble(found: Study, answers: Answers, lang: str, made: str) -> Made | None:
    """Return the translation with all `answers` in it, or None if that changes nothing.

    A translation by a person is never changed; one that a person has completed is no longer `partial`.
    """
    if found.by_person:
        return None
    wanted = [(part, answers.get(key_of(part))) for part in found.wanted]
    used = [answer for part, answer in wanted if answer and _lands(part, found, answers)]
    # A rule or a block of code, copied as it is, is no translation yet.
    gained = [answer for answer in used if answer.engine != "copy"]
    if not gained and (len(used) < len(wanted) or not (used or _rearranged(found))):
        return _completed(found)
    slots = _kept(found, answers)
    texts = [_slot_text(slot, answers) for slot in slots]
    body = body_of(found, slots, texts)
    notes = [part for part in found.notes if part.current or f"[{part.place}]" in body]
    body = with_notes(body, notes, answers)
    if [block.source for block in parts_of(body)[0]] != texts:
        raise CannotAssemble
    entries = (
        *(entry for part in (*found.fields, *notes) if (entry := part_entry(part, answers, made))),
        *(entry for i, slot in enumerate(slots) if (entry := slot_entry(i, slot, answers, made))),
    )
    status = _status(found, answers, gained=bool(gained))
    # Whoever has a part in the text is named: memory must not take the credit for a provider's words.
    engine = ", ".join(sorted({entry.engine for entry in entries if by_machine(entry)})) if gained else ""
    return Made(text=_file(found, answers, body, lang, (status, engine, made)), entries=entries, status=status)


def _lands(part: Slot | Part, found: Study, answers: Answers) -> bool:
    """Tell whether a footnote is spoken of, now or by one of the answers; all else has its place."""
    mark = f"[{part.place}]"
    if not mark.startswith("[^") or (isinstance(part, Part) and part.current):
        return True
    texts = [answers[key_of(slot)].text for slot in found.slots if slot.wanted and key_of(slot) in answers]
    return any(mark in text for text in (*texts, found.translation.body if found.translation else ""))


def _rearranged(found: Study) -> bool:
    """Tell whether blocks are to change places or to go, or one has lost its original and the ledger does not know."""
    there = parts_of(found.translation.body)[0] if found.translation else ()
    if any(is_orphan(slot) and slot.entry and ORPHAN_FLAG not in slot.entry.flags for slot in found.slots):
        return True
    return [slot.current for slot in found.slots if slot.current] != list(there)


def _kept(found: Study, answers: Answers) -> tuple[Slot, ...]:
    """Return the slots without those at the end that an existing file lacks and nobody has an answer for."""
    slots = found.slots
    if found.translation:
        while slots and slots[-1].current is None and key_of(slots[-1]) not in answers:
            slots = slots[:-1]
    return slots


def _slot_text(slot: Slot, answers: Answers) -> str:
    if slot.wanted and (answer := answers.get(key_of(slot))):
        return answer.text
    return slot.current.source if slot.current else UNTRANSLATED


def body_of(found: Study, slots: Sequence[Slot], texts: Sequence[str]) -> str:
    """Return the body: what stands between blocks stays, unless blocks came or went there."""
    if found.translation is None:
        return "\n\n".join(texts) + "\n"
    body = found.translation.body
    there = parts_of(body)[0]
    for wide in (False, True):
        joined = _joined(body, there, [slot.current for slot in slots], texts, wide=wide)
        if [block.source for block in parts_of(joined)[0]] == list(texts) and {note.key for note in notes_of(body)} == {
            note.key for note in notes_of(joined)
        }:
            return joined
    raise CannotAssemble


def _joined(
    body: str, there: Sequence[Block], current: Sequence[Block | None], texts: Sequence[str], *, wide: bool
) -> str:
    ends = [0, *(block.end for block in there)]
    gaps = [body[end : block.start] for end, block in zip(ends, there, strict=False)]
    place = {block.start: number for number, block in enumerate(there)}
    out, before = "", -1
    for block, text in zip(current, texts, strict=True):
        number = place[block.start] if block else None
        if number is not None and number == before + 1 and not (wide and number):
            out += gaps[number]
        else:
            apart = gaps[number].strip("\r\n") if number is not None and gaps[number].strip() else ""
            out += ("\n\n" if out.strip() else "") + (f"{apart}\n\n" if apart else "")
        out += text
        before = number if number is not None else -2
    used = {place[block.start] for block in current if block}
    lost = [gaps[number].strip("\r\n") for number in range(len(there)) if number not in used and gaps[number].strip()]
    rest = body[ends[-1] :]
    return out + "".join(f"\n\n{gap}" for gap in lost) + (rest if rest.strip() or not wide else "\n")


def with_notes(body: str, notes: Sequence[Part], answers: Answers) -> str:
    """Return the body with its footnotes, answered where there is an answer."""
    there = {note.key: note for note in notes_of(body)}
    for part in sorted(notes, key=lambda part: there[part.place].start if part.place in there else -1, reverse=True):
        if part.place not in there:
            continue
        if part.wanted and (answer := answers.get(key_of(part))):
            note = there[part.place]
            body = f"{body[: note.start]}[{part.place}]: {answer.text}{body[note.end :]}"
    for part in notes:
        if part.place not in there:
            answer = answers.get(key_of(part))
            text = (answer.text if answer else part.source).replace("\n", "\n    ")
            body = f"{body.rstrip()}\n\n[{part.place}]: {text}\n"
    return body


def slot_entry(index: int, slot: Slot, answers: Answers, made: str) -> Entry | None:
    """Return the line of the ledger for the block at `index`; None where a person's block has none."""
    if slot.original and slot.wanted:
        src = block_hash(slot.original.source)
        if answer := answers.get(key_of(slot)):
            return Entry(index, src, text_hash(answer.text), answer.engine, made, answer.flags)
        if slot.current is None or slot.owner == "nobody":
            return Entry(index, src, flags=(UNTRANSLATED_FLAG,))
    kept = slot.entry
    if kept is None:
        return None
    flags = tuple(flag for flag in kept.flags if flag not in {ORPHAN_FLAG, UNTRANSLATED_FLAG})
    flags = flags if slot.original else (*flags, ORPHAN_FLAG)
    return Entry(index, kept.src, kept.out, kept.engine, kept.made, flags)


def part_entry(part: Part, answers: Answers, made: str) -> Entry | None:
    """Return the line of the ledger for the title, the summary or a footnote; None where it needs none."""
    if not part.wanted:
        return part.entry
    if answer := answers.get(key_of(part)):
        return Entry(part.place, block_hash(part.source), text_hash(answer.text), answer.engine, made, answer.flags)
    if part.owner == "machine":
        return part.entry
    # What a file cannot do without stands there in the original's language, and is asked for again next time.
    shown = "" if part.place == "summary" else part.current or part.source
    return Entry(part.place, block_hash(part.source), text_hash(shown) if shown else "", flags=(UNTRANSLATED_FLAG,))


def _status(found: Study, answers: Answers, *, gained: bool) -> TranslationStatus:
    """Return what the translation is now. With new words of a machine in it, nobody has been over all of it."""
    if _has_gaps(found, answers):
        return "partial"
    if gained:
        return "machine"
    before: TranslationStatus = next((each for each in _STATUSES if each == found.about.get("status")), "machine")
    return _whole(found) if before == "partial" else before


def _has_gaps(found: Study, answers: Answers) -> bool:
    parts: tuple[Slot | Part, ...] = (*found.fields, *found.slots)
    return any(part.owner == "nobody" and key_of(part) not in answers for part in parts)


def _completed(found: Study) -> Made | None:
    """Return a `partial` translation in which nothing is missing any more with its new status, and else as it is."""
    if found.translation is None or found.about.get("status") != "partial" or _has_gaps(found, {}):
        return None
    status = _whole(found)
    text = frontmatter.set_subkeys(found.translation.raw, "translation", {"status": status})
    return Made(text=text, entries=found.entries, status=status)


def _whole(found: Study) -> TranslationStatus:
    """Return the status of a translation whose gaps a person has filled.

    That says nothing of the paragraphs that a machine wrote: they count as seen where a person has changed every one
    or is named as the reviewer. Where the ledger does not know a block, it may be a machine's.
    """
    if not found.about.get("engine") and not any(by_machine(entry) for entry in found.entries):
        return "human"
    if str(found.about.get("reviewed_by") or "").strip():
        return "edited"
    seen = all(part.entry is not None if part.owner == "person" else not by_machine(part.entry) for part in found.parts)
    return "edited" if seen else "machine"


def by_machine(entry: Entry | None) -> bool:
    """Tell whether an entry says that an engine gave the text."""
    return entry is not None and bool(entry.out) and entry.engine not in {"", "copy"}


def _file(found: Study, answers: Answers, body: str, lang: str, how: tuple[TranslationStatus, str, str]) -> str:
    status, engine, made = how
    given = {part.place: answers.get(key_of(part)) for part in found.fields if part.wanted}
    texts = {place: answer.text for place, answer in given.items() if answer}
    about = {"status": status, **({"engine": engine, "made": made} if engine else {})}
    if found.translation is None:
        fields: dict[str, object] = {"title": texts.get("title") or found.original.text("title")}
        if "summary" in texts:
            fields["summary"] = texts["summary"]
        of = found.original.path.rsplit("/", 1)[-1]
        return frontmatter.format_document({**fields, "lang": lang, "translation": {"of": of, **about}}, body)
    raw = found.translation.raw.removesuffix(found.translation.body) + body
    for place, text in texts.items():
        raw = frontmatter.set_key(raw, place, text)
    # Who reviewed it has not seen the words that an engine gave now.
    return frontmatter.set_subkeys(raw, "translation", {**about, **({"reviewed_by": None} if engine else {})})
