"""Attach translations to articles, or refresh the machine text in them: study, ask, assemble, write."""

import os
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from generator.config import Config
from generator.content import Content, create_new, ledger, safe_join, write_atomic
from generator.errors import UsageError, unreadable
from generator.link import instant
from generator.model import Article, Finding, TranslationStatus, Value
from generator.translation.asking import Failure, Outcome, ask, remembered, tasks_of
from generator.translation.assemble import CannotAssemble, assemble
from generator.translation.documents import read_entries, read_original, read_translation
from generator.translation.engines import Engine
from generator.translation.memory import Memory, build_memory
from generator.translation.study import Study, study

Action: TypeAlias = Literal["created", "updated", "unchanged", "failed"]


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
    translations = {(each.stem, each.lang): each for each in content.articles if each.translation}
    originals = {each.stem: each for each in content.articles if not each.translation}
    known = {each.path: each.stem for each in content.articles}
    stems = {stem for path in paths for stem in _stems_at(path, known)} if paths else set(originals)
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
    originals = {each.stem: each for each in content.articles if not each.translation}
    pairs = [
        (originals[each.stem], each)
        for each in content.articles
        if each.translation and each.stem in originals
        if not _held_back(each, now, zone) and not _held_back(originals[each.stem], now, zone)
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
        # Asking takes minutes, in which a person may have typed: what is written answers the files as they are now.
        found = _study(project, job)
        new = assemble(found, outcome.answers, job.lang, made) if found else None
        if found and new:
            _write(project, job, found, new.text, new.entries)
    except (CannotAssemble, ValueError, UsageError):
        return _done(job, "failed", outcome), [_finding(job, "the translation cannot be fitted into this file")]
    except FileExistsError:
        return _done(job, "failed", outcome), [_finding(job, "somebody else made this file meanwhile")]
    except OSError as error:
        return _done(job, "failed", outcome), [_finding(job, unreadable(Path(job.path), error))]
    if not (found and new):
        failed = any(failure.kind != "not_found" for failure in outcome.failures)
        return _done(job, "failed" if failed else "unchanged", outcome), []
    return _done(job, "updated" if found.translation else "created", outcome, new.status), []


def _write(project: Path, job: Job, found: Study, text: str, entries: tuple[ledger.Entry, ...]) -> None:
    """Write ledger, file, ledger: while both states are on disk, the ledger knows both, and no text changes hands."""
    file, record = safe_join(project, job.path), safe_join(project, ledger.ledger_path(job.path))
    both = (*(entry for entry in entries if entry not in found.entries), *found.entries)
    write_atomic(record, ledger.format(both).encode())
    if found.translation:
        write_atomic(file, text.encode())
    else:
        create_new(file, text.encode())
    write_atomic(record, ledger.format(entries).encode())


def _study(project: Path, job: Job) -> Study | None:
    original = read_original(project, job.original.path)
    translation = read_translation(project, job.path)
    if original is None or (translation is None and os.path.lexists(project / job.path)):
        return None
    if translation is not None and not isinstance(translation.fields.get("translation"), dict):
        return None
    return study(original, translation, read_entries(project, job.path)[0] if translation else ())


def _stems_at(path: str, known: dict[str, str]) -> Iterable[str]:
    folder = f"{path}/" if path else ""
    stems = {stem for file, stem in known.items() if file == path or file.startswith(folder)}
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


def _finding(job: Job, message: str) -> Finding:
    return Finding(
        code="not-translated",
        severity="error",
        file=job.path,
        line=1,
        column=1,
        message=message,
        hint="`nashra check` says what is wrong with it; then translate again",
    )
