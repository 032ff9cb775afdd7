"""Attach translations to articles, or refresh the machine text in them: study, ask, assemble, write."""

import contextlib
import os
import secrets
import stat
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from msgspec import structs

from generator.config import Config
from generator.content import Content, create_new, ledger, safe_join, write_atomic
from generator.content.articles import first_originals, first_translations
from generator.errors import UsageError, unreadable
from generator.link import instant
from generator.model import Article, Finding, TranslationStatus, Value
from generator.translation.asking import Failure, Outcome, ask, remembered, tasks_of
from generator.translation.assemble import Answers, CannotAssemble, Made, assemble
from generator.translation.documents import Document, read_entries, read_original, read_translation
from generator.translation.engines import Engine
from generator.translation.memory import Memory, build_memory
from generator.translation.study import Study, study

Action: TypeAlias = Literal["created", "updated", "unchanged", "failed"]

TRIES = 3
"""How often a translation is put together anew because a person has saved it in the same moment."""


class _Changed(Exception):  # noqa: N818 - an answer, not a fault
    """Somebody has saved the file since it was studied."""


class Job(Value, frozen=True):
    """One original and the language it is wanted in; `path` is where the translation is or will be."""

    original: Article
    translation: Article | None
    lang: str
    path: str


class Planned(Value, frozen=True, kw_only=True):
    """What a run would do to one translation: texts wanted, how many memory has, and what would be sent."""

    path: str
    original: str
    lang: str
    wanted: int
    from_memory: int
    to_send: int
    characters: int


class Done(Value, frozen=True, kw_only=True):
    """What a run did to one translation."""

    path: str
    original: str
    lang: str
    action: Action
    status: TranslationStatus | Literal[""] = ""
    translated: int = 0
    from_memory: int = 0
    sent: int = 0
    characters: int = 0
    failures: tuple[Failure, ...] = ()
    flags: int = 0


def find_jobs(content: Content, config: Config, now: datetime, *, paths: Sequence[str], to: Sequence[str]) -> list[Job]:
    """Return the wanted translations of the articles at `paths` (all without any), by path and language.

    Private, draft and embargoed articles are never among them.
    """
    zone = ZoneInfo(config.timezone)
    originals = first_originals(content.articles)
    translations = first_translations(content.articles, originals)
    known = {each.path: each.stem for each in (*originals.values(), *translations.values())}
    there = [each.path for each in content.articles]
    stems = {stem for path in paths for stem in _stems_at(path, known, there)} if paths else set(originals)
    jobs = []
    for stem in sorted(stems & originals.keys()):
        original = originals[stem]
        for lang in to:
            translation = translations.get((stem, lang))
            held = any(each and _held_back(each, now, zone) for each in (original, translation))
            if lang != original.lang and not held:
                path = translation.path if translation else _path_beside(original, lang)
                jobs.append(Job(original, translation, lang, path))
    return jobs


def memory_of(project: Path, content: Content, config: Config, now: datetime) -> Memory:
    """Return what the digest has translated in articles that may be published."""
    zone = ZoneInfo(config.timezone)
    originals = first_originals(content.articles)
    pairs = [
        (originals[stem], each)
        for (stem, _), each in first_translations(content.articles, originals).items()
        if not _held_back(each, now, zone) and not _held_back(originals[stem], now, zone)
    ]
    return build_memory(project, pairs)


def plan_job(project: Path, job: Job, memory: Memory) -> Planned:
    """Return what `translate_job` would do; nothing is sent and nothing written."""
    pair = job.original.lang, job.lang
    found = _study(project, job)
    tasks = tasks_of(found, pair) if found else ()
    known = [task for task in tasks if remembered(task, memory, pair)]
    lines = dict.fromkeys(line for task in tasks if task not in known for line in task.lines)
    return Planned(
        path=job.path,
        original=job.original.path,
        lang=job.lang,
        wanted=len(tasks),
        from_memory=len(known),
        to_send=len(lines),
        characters=sum(len(line.text) for line in lines),
    )


def translate_job(project: Path, job: Job, memory: Memory, engine: Engine, made: str) -> tuple[Done, list[Finding]]:
    """Translate one article as far as memory and the engine can, and write what came of it."""
    pair = job.original.lang, job.lang
    found = _study(project, job)
    if found is None:
        return _done(job, "failed"), [_finding(job, "this article or its translation cannot be read")]
    outcome = ask(tasks_of(found, pair), memory, engine, pair)
    try:
        found, new = _put(project, job, outcome.answers, made)
    except (CannotAssemble, ValueError, UsageError, _Changed, OSError) as error:
        return _done(job, "failed", outcome), [_refusal(job, error)]
    if found is None:
        return _done(job, "failed", outcome), [_finding(job, "this article or its translation cannot be read")]
    outcome = structs.replace(
        outcome,
        failures=(*outcome.failures, *(Failure(str(part.place), "person") for part in found.for_a_person)),
    )
    if new is None:
        failed = any(failure.grave for failure in outcome.failures)
        return _done(job, "failed" if failed else "unchanged", outcome), []
    return _done(job, "updated" if found.translation else "created", outcome, new.status), []


def _put(project: Path, job: Job, answers: Answers, made: str) -> tuple[Study | None, Made | None]:
    """Write the answers into the files as they are now: asking takes minutes, in which a person may have typed."""
    for _ in range(TRIES):
        found = _study(project, job)
        new = assemble(found, answers, job.lang, made) if found else None
        if not (found and new):
            return found, None
        with contextlib.suppress(_Changed, FileExistsError):
            _write(project, job, found, new)
            return found, new
    raise _Changed


def _write(project: Path, job: Job, found: Study, new: Made) -> None:
    """Write ledger, file, ledger: while both states are on disk, the ledger knows both, and no text changes hands."""
    file, record = safe_join(project, job.path), safe_join(project, ledger.ledger_path(job.path))
    if found.translation and new.entries == found.entries:
        _replace(file, found.translation.raw, new.text)
        return
    before = record.read_bytes() if record.exists() else None
    both = (*(entry for entry in new.entries if entry not in found.entries), *found.entries)
    write_atomic(record, ledger.format(both).encode())
    try:
        if found.translation:
            _replace(file, found.translation.raw, new.text)
        else:
            create_new(file, new.text.encode())
    except (_Changed, OSError):
        if before is None:
            record.unlink(missing_ok=True)
        else:
            write_atomic(record, before)
        raise
    write_atomic(record, ledger.format(new.entries).encode())


def _replace(file: Path, before: str, after: str) -> None:
    """Replace a file in which `before` stands; everything slow is done before it is looked at for the last time."""
    temporary = file.parent / f".nashra-{secrets.token_hex(8)}.tmp"
    try:
        write_atomic(temporary, after.encode())
        with contextlib.suppress(FileNotFoundError):
            temporary.chmod(stat.S_IMODE(file.lstat().st_mode))
            if file.read_bytes() == before.encode():
                temporary.replace(file)
                return
    finally:
        temporary.unlink(missing_ok=True)
    raise _Changed


def _study(project: Path, job: Job) -> Study | None:
    original = read_original(project, job.original.path)
    translation = read_translation(project, job.path)
    if original is None or (translation is None and os.path.lexists(project / job.path)):
        return None
    if translation is not None and not _answers(translation, job):
        return None
    return study(original, translation, read_entries(project, job.path)[0] if translation else ())


def _answers(translation: Document, job: Job) -> bool:
    """Tell whether a file is a translation, and not of another article with the same name."""
    about = translation.fields.get("translation")
    if not isinstance(about, dict):
        return False
    names = (str(about.get("of", "")), job.original.path)
    return len({unicodedata.normalize("NFC", name.rpartition("/")[2].strip()) for name in names}) == 1


def _stems_at(path: str, known: Mapping[str, str], there: Sequence[str]) -> Iterable[str]:
    folder = f"{path}/" if path else ""
    stems = {stem for file, stem in known.items() if file == path or file.startswith(folder)}
    if path in there and not stems:
        raise UsageError(f"`{path}` belongs to no story", hint="`nashra check` says why it is left out")
    if not stems:
        raise UsageError(f"`{path}` is no article, and no folder with any", hint="name a file of `content/articles/`")
    return stems


def _held_back(article: Article, now: datetime, zone: ZoneInfo) -> bool:
    if article.private or article.draft:
        return True
    try:
        return bool(article.publish_at) and now < instant(article.publish_at, zone)
    except ValueError:
        return True


def _path_beside(original: Article, lang: str) -> str:
    folder, _, _ = original.path.rpartition("/")
    return f"{folder}/{original.stem}.{lang}.md"


def _done(job: Job, action: Action, outcome: Outcome | None = None, status: TranslationStatus | None = None) -> Done:
    base = Done(path=job.path, original=job.original.path, lang=job.lang, action=action, status=status or "")
    if outcome is None:
        return base
    return Done(
        path=base.path,
        original=base.original,
        lang=base.lang,
        action=action,
        status=base.status,
        translated=len(outcome.answers) if status else 0,
        from_memory=outcome.from_memory,
        sent=outcome.sent,
        characters=outcome.characters,
        failures=outcome.failures,
        flags=sum(bool(answer.flags) for answer in outcome.answers.values()),
    )


def _refusal(job: Job, error: Exception) -> Finding:
    match error:
        case _Changed():
            message = "this file was saved again and again meanwhile, so it was left as it is"
            return _finding(job, message, hint="translate again when nobody is writing it")
        case OSError():
            return _finding(job, unreadable(Path(job.path), error))
        case _:
            return _finding(job, "the translation cannot be fitted into this file")


def _finding(
    job: Job, message: str, *, hint: str = "`nashra check` says what is wrong with it; then translate again"
) -> Finding:
    return Finding(
        code="not-translated",
        severity="error",
        file=job.path,
        line=1,
        column=1,
        message=message,
        hint=hint,
    )
