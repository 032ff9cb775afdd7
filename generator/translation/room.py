"""A digest opened for translating: its content, its memory, and the store behind both."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.config import Config
from generator.content import Content
from generator.model import Finding, Value
from generator.recall import open_state, recall
from generator.translation.imported import follow_imported, imported_files
from generator.translation.jobs import Job, find_jobs, translated
from generator.translation.memory import Memory, follow
from generator.translation.store import NAME, Store, in_words, open_store


class Wishes(Value, frozen=True, kw_only=True):
    """Which translations are meant: those of the articles at `paths` into `to`; all where they are empty."""

    now: datetime
    paths: tuple[str, ...] = ()
    to: tuple[str, ...] = ()


class Room(Value, frozen=True, kw_only=True):
    """What is there to work with; `jobs` are the translations that are meant, `day` is the digest's today."""

    store: Store
    content: Content
    memory: Memory
    jobs: tuple[Job, ...]
    findings: tuple[Finding, ...]
    day: str


@contextmanager
def open_room(project: Path, config: Config, wishes: Wishes, *, untranslated: bool = False) -> Iterator[Room]:
    """Open a digest with a memory that holds what its files say; nothing under `content/` is written.

    With `untranslated`, the store also follows translations that are only wanted, whose state is to be told.
    """
    with open_state(project) as state:
        content = recall(project, config, state)
    with in_words(), closing(open_store(project)) as store:
        there = translated(content, config, wishes.now)
        everything = find_jobs(content, config, wishes.now, paths=(), to=config.translate_to)
        jobs = everything
        if wishes.paths or wishes.to:
            to = wishes.to or config.translate_to
            jobs = find_jobs(content, config, wishes.now, paths=wishes.paths, to=to)
        known = {job.path for job in there}
        wanted = [job for job in jobs if job.path not in known] if untranslated else []
        others = imported_files(project)
        follow(store, project, content, [*there, *wanted], keep={job.path for job in everything})
        findings = follow_imported(store, project, others)
        memory = Memory(store)
        try:
            yield Room(
                store=store,
                content=content,
                memory=memory,
                jobs=tuple(jobs),
                findings=findings if store.is_kept else (*findings, _nothing_kept()),
                day=wishes.now.astimezone(ZoneInfo(config.timezone)).date().isoformat(),
            )
        finally:
            memory.keep()


def _nothing_kept() -> Finding:
    return Finding(
        code="nothing-kept",
        severity="warning",
        file=f".nashra/{NAME}",
        line=1,
        column=1,
        message="this file cannot be written, so answers and spending are forgotten when this run ends",
        hint="allow yourself to write it; `.nashra` must be a folder, not a link",
    )
