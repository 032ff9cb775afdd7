"""Put answers into the files of a translation as they are now: a person may have typed while an engine was asked."""

import contextlib
import os
import secrets
import stat
from collections.abc import Callable
from pathlib import Path

from generator.content import create_new, ledger, safe_join, write_atomic
from generator.translation.assemble import Answers, Made, assemble
from generator.translation.documents import read_entries, read_original, read_translation
from generator.translation.jobs import Job, answers
from generator.translation.study import Study, study

TRIES = 3
"""How often a translation is put together anew because a person has saved it in the same moment."""


class Changed(Exception):  # noqa: N818 - an answer, not a fault
    """Somebody has saved the file since it was studied."""


def study_job(
    project: Path,
    job: Job,
    before: Study | None = None,
    source_of: Callable[[str], str | None] = lambda _: None,
) -> Study | None:
    """Return what a translation needs as its files are now; None where one cannot be read, or answers another.

    `source_of` is that of `study`.
    """
    original = read_original(project, job.original.path)
    there = os.path.lexists(project / job.path)
    translation = read_translation(project, job.path) if there else None
    if original is None or (translation is None and there):
        return None
    if translation is not None and not answers(translation, job):
        return None
    entries = read_entries(project, job.path)[0] if translation else ()
    # While nobody has saved the files, what was found `before` is still so.
    if before and before.original is original and before.translation is translation and before.entries == entries:
        return before
    return study(original, translation, entries, source_of)


def put(
    project: Path,
    job: Job,
    before: Study,
    given: Answers,
    made: str,
    *,
    just_read: bool = False,
    source_of: Callable[[str], str | None] = lambda _: None,
) -> tuple[Study | None, Made | None]:
    """Write the answers into the files as they are now: asking takes minutes, in which a person may have typed.

    What was `just_read` is not read once more: it is written only where no other text stands in the files.
    """
    for attempt in range(TRIES):
        found = before if just_read and not attempt else study_job(project, job, before, source_of)
        new = assemble(found, given, job.lang, made) if found else None
        if not (found and new):
            return found, None
        with contextlib.suppress(Changed, FileExistsError):
            write(project, job, found, new)
            return found, new
    raise Changed


def write(project: Path, job: Job, found: Study, new: Made) -> None:
    """Write ledger, file, ledger: while both states are on disk, the ledger knows both, and no text changes hands.

    Changed, or FileExistsError for a new file, where somebody has saved the file or its ledger since it was studied.
    """
    file, record = safe_join(project, job.path), safe_join(project, ledger.ledger_path(job.path))
    if found.translation and read_entries(project, job.path)[0] != found.entries:
        raise Changed
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
    except (Changed, OSError):
        if before is None:
            record.unlink(missing_ok=True)
        else:
            write_atomic(record, before)
        raise
    if both != new.entries:
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
    raise Changed
