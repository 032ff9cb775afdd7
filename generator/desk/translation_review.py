"""Reviewing translations: what waits for a person, how it stands, and what the person decides, written at once."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from generator.config import Config, load_config
from generator.errors import UsageError
from generator.model import Article, Thread, TranslationStatus, Value
from generator.translation.jobs import Job, translated
from generator.translation.memory import Match, states
from generator.translation.revise import Revision, Unfit, is_there, located, original_of, revise
from generator.translation.room import Room, Wishes, open_room
from generator.translation.segments import TranslationState
from generator.translation.standing import BlockStanding, Standing, standing_of
from generator.translation.writing import TRIES, Changed, study_job, write

_LATE = "9999"


class Work(Value, frozen=True, kw_only=True):
    """One translation that waits for a person, in numbers of parts; `thread` is empty for an article in none.

    `since` is the day of its machine text, else of its original, as far as it is known.
    """

    path: str
    original: str
    lang: str
    title: str
    title_lang: str
    thread: str
    thread_title: str
    since: str
    status: str
    blocks: int
    machine: int
    untranslated: int
    stale: int
    orphans: int

    @property
    def told(self) -> str:
        """What waits in it, in words."""
        counts = ((self.machine, "not reviewed"), (self.untranslated, "not translated"), (self.stale, "changed since"),
                  (self.orphans, "without an original"))  # fmt: skip
        return ", ".join(f"{number} {what}" for number, what in counts if number)


class Shown(Value, frozen=True, kw_only=True):
    """How a translation stands, and by place what memory has for texts similar to those not translated yet."""

    standing: Standing
    similar: dict[str, tuple[Match, ...]]


class Settled(Value, frozen=True, kw_only=True):
    """What came of a person's decisions: all were written (`status` says what the translation is now), or none.

    `changed` are places where the translation is no longer as the person saw it; `unfit` says why a text cannot stand.
    """

    status: TranslationStatus | str = ""
    changed: tuple[str, ...] = ()
    unfit: Unfit | None = None


def waits(part: BlockStanding) -> bool:
    """Tell whether a person has something to decide on a part."""
    return part.owner != "person" or part.stale or bool(part.flags)


def part_name(place: str) -> str:
    """Return how people call a part: paragraphs count from 1."""
    if place.isdigit():
        return f"Paragraph {int(place) + 1}"
    return place.capitalize() if not place.startswith("^") else f"Note {place.removeprefix('^')}"


def work_list(
    project: Path, config: Config, now: datetime, *, paths: Sequence[str] = (), to: Sequence[str] = ()
) -> tuple[Work, ...]:
    """Return the translations that nobody has been over, that their original has left behind, or that are not there.

    They come by thread, then by age; threads in the order of their oldest work, articles without a thread last.
    """
    with open_room(project, config, Wishes(now=now, paths=tuple(paths), to=tuple(to)), untranslated=True) as room:
        originals = {job.path: job.original for job in room.jobs}
        called = {each.id: _called(each, config.default_language) for each in room.content.threads.values()}
        found = [_work(each, originals[each.path], called) for each in states(room.store, room.jobs) if _waits(each)]
    oldest: dict[str, str] = {}
    for work in found:
        oldest[work.thread] = min(work.since or _LATE, oldest.get(work.thread, _LATE))
    return tuple(
        sorted(
            found, key=lambda each: (not each.thread, oldest[each.thread], each.thread, each.since or _LATE, each.path)
        )
    )


def standing(project: Path, config: Config, now: datetime, path: str) -> Standing:
    """Return how the translation at `path` stands; UsageError where there is none, or where it cannot be read."""
    with open_room(project, config, Wishes(now=now)) as room:
        found = standing_of(project, _job(room, config, now, path), room.memory)
    if found is None:
        raise _unreadable(path)
    return found


def shown(project: Path, config: Config, now: datetime, path: str) -> Shown:
    """Return how the translation at `path` stands, and what memory has for texts like those not translated yet."""
    with open_room(project, config, Wishes(now=now)) as room:
        found = standing_of(project, _job(room, config, now, path), room.memory)
        if found is None:
            raise _unreadable(path)
        pair = found.source, found.target
        gaps = [part for part in found.blocks if part.kind == "block" and part.original and not part.translation]
        return Shown(
            standing=found, similar={part.place: tuple(room.memory.fuzzy(pair, part.original)) for part in gaps}
        )


def settle(
    project: Path, config: Config, now: datetime, path: str, revisions: Sequence[Revision], reviewer: str = ""
) -> Settled:
    """Write a person's texts into the translation at `path`, and its ledger: all of them, or none.

    Nothing that was saved since the person looked is overwritten.
    """
    with open_room(project, config, Wishes(now=now)) as room:
        job = _job(room, config, now, path)
        for _ in range(TRIES):
            found = study_job(project, job, source_of=room.memory.source_of)
            if found is None:
                raise _unreadable(path)
            open_ones = [revision for revision in revisions if not is_there(found, revision)]
            if not open_ones:
                return Settled(status=str(found.about.get("status", "")) or "partial")
            placed = [located(found, revision) for revision in open_ones]
            if changed := tuple(each.place for each, here in zip(open_ones, placed, strict=True) if here is None):
                return Settled(changed=changed)
            try:
                made = revise(found, [each for each in placed if each], job.lang, reviewer)
            except Unfit as unfit:
                return Settled(unfit=unfit)
            with suppress(Changed, FileExistsError):
                write(project, job, found, made)
                # What a person's text answers is known from now on, so that a later change of it can be shown.
                room.memory.learn(original_of(part) for part in found.parts)
                return Settled(status=made.status)
    return Settled(changed=tuple(revision.place for revision in revisions))


def _job(room: Room, config: Config, now: datetime, path: str) -> Job:
    for job in (*room.jobs, *translated(room.content, config, now)):
        if job.path == path:
            return job
    raise UsageError(f"`{path}` is no translation in this digest", hint="`nashra review` lists those that wait")


def _waits(state: TranslationState) -> bool:
    reviewed = state.status in {"edited", "human"}
    return bool(
        not state.status or state.stale or state.orphans or state.untranslated or (state.machine and not reviewed)
    )


def _called(thread: Thread, lang: str) -> str:
    return thread.title.get(lang) or next(iter(thread.title.values()), thread.id)


def _work(state: TranslationState, original: Article, called: Mapping[str, str]) -> Work:
    thread = next(iter((*original.threads, *original.threads_auto)), "")
    return Work(
        path=state.path,
        original=state.original,
        lang=state.lang,
        title=original.title,
        title_lang=original.lang,
        thread=thread,
        thread_title=called.get(thread, thread),
        since=state.made or (original.published or "")[:10],
        status=state.status,
        blocks=state.blocks,
        machine=state.machine,
        untranslated=state.untranslated,
        stale=state.stale,
        orphans=state.orphans,
    )


def _unreadable(path: str) -> UsageError:
    return UsageError(f"`{path}` or its original cannot be read", hint="`nashra check` says what is wrong with it")


class Reviews:
    """The reviewing of one digest by the preview: everything is read anew for each question."""

    def __init__(self, project: Path) -> None:
        self._project = project

    def work(self) -> tuple[Work, ...]:
        """Return what waits for a person."""
        return work_list(self._project, load_config(self._project)[0], datetime.now(UTC))

    def shown(self, path: str) -> Shown:
        """Return how the translation at `path` stands, and what is like its gaps."""
        return shown(self._project, load_config(self._project)[0], datetime.now(UTC), path)

    def settle(self, path: str, revisions: Sequence[Revision], reviewer: str) -> Settled:
        """Write what a person decided."""
        return settle(self._project, load_config(self._project)[0], datetime.now(UTC), path, revisions, reviewer)
