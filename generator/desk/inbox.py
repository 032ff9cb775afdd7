"""What an editor's command does before the pure build: captures become articles."""

import os
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from generator.config import Config
from generator.content import safe_join
from generator.desk.captures import RawCapture, capture_of, shown
from generator.desk.taking import Desk, ImportRequest, no_article
from generator.errors import ImportFailed, UsageError, unreadable
from generator.importers import LISTS, detect
from generator.importers.records import importing
from generator.model import Finding, Value

__all__ = ["ImportRequest", "InboxReport", "RawCapture", "capture_of", "import_files", "import_inbox"]

_INBOX = ("content", "inbox")


class InboxReport(Value, frozen=True, kw_only=True):
    """What importing did: the article files made (or, in a dry run, those that would be), and what there is to say.

    `left_out` counts the lines of captures that are in no article. `interrupted` tells that more was to be imported.
    """

    created: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    left_out: int = 0
    interrupted: bool = False


def import_inbox(project: Path, config: Config, *, now: datetime) -> InboxReport:
    """Make articles of the files in `content/inbox/`; those that give none stay there and are findings.

    `now` bounds the day of capture, for files can claim to be of tomorrow.
    """
    paths, findings = _waiting(project)
    if not paths:
        return InboxReport(findings=_ordered(findings))

    def captures() -> Iterator[RawCapture]:
        """Read one file after the other, so that only one is in memory."""
        for path in paths:
            name = _name_of(path, project)
            try:
                capture = capture_of(path, name, config.timezone, now=now, inbox=True)
                is_list = detect(capture.data, name) in LISTS
            except ImportFailed as failure:
                findings.append(no_article(failure, name))
                continue
            if is_list:
                findings.append(_waits(name))
            else:
                yield capture

    report = import_files(project, config, captures(), ImportRequest())
    if report.interrupted:
        raise KeyboardInterrupt
    return InboxReport(created=report.created, findings=_ordered([*findings, *report.findings]))


def import_files(project: Path, config: Config, captures: Iterable[RawCapture], request: ImportRequest) -> InboxReport:
    """Make articles of `captures`, one after the other; what gives no article is a finding `no-article`.

    An interrupt ends that, and what was made until then is treated as ever.
    """
    desk = Desk(project, config, request)
    threads: tuple[Finding, ...] = ()
    interrupted = False
    try:
        for capture in captures:
            desk.take_all(capture)
    except KeyboardInterrupt:
        interrupted = True
    try:
        if desk.created and not request.dry_run:
            threads = _find_threads(project, config, desk.created)
    except KeyboardInterrupt:
        interrupted = True
    findings = (*desk.findings, *threads)
    return InboxReport(
        created=tuple(desk.created), findings=_ordered(findings), left_out=desk.left_out, interrupted=interrupted
    )


def _find_threads(project: Path, config: Config, created: Iterable[str]) -> tuple[Finding, ...]:
    """Let new articles join the threads that they certainly belong to; return what they joined and what is likely.

    It comes after all are written, so that it makes no difference which of them was the first.
    """
    from generator.desk.threading import announcements, assign_new

    return announcements(assign_new(project, config, created))


def _waits(name: str) -> Finding:
    return Finding(code="list-waits", severity="note", file=name,
                   message="it lists addresses or feeds, and building asks the network for nothing",
                   hint=f"`{importing(name)}` fetches them")  # fmt: skip


def _waiting(project: Path) -> tuple[list[Path], list[Finding]]:
    """Return the files of the inbox by name, and findings on links; what is hidden is passed over."""
    found: list[Path] = []
    findings: list[Finding] = []
    try:
        inbox = safe_join(project, *_INBOX)
    except UsageError as error:
        return [], [no_article(ImportFailed(error.message, hint=error.hint), "/".join(_INBOX))]
    folders = [inbox] if inbox.is_dir() else []
    for folder in folders:
        try:
            entries = sorted(os.scandir(folder), key=lambda each: each.name)
        except OSError as error:
            failure = ImportFailed(shown(unreadable(folder, error)), hint="allow yourself to read it")
            findings.append(no_article(failure, _name_of(folder, project)))
            continue
        for entry in entries:
            path = Path(entry.path)
            if entry.name.startswith(".") or entry.name.endswith("~"):
                continue
            if entry.is_symlink():
                failure = ImportFailed("a symbolic link is not followed", hint="put the file itself into the inbox")
                findings.append(no_article(failure, _name_of(path, project)))
            elif entry.is_dir() and not entry.name.endswith(("_files", ".files")):
                folders.append(path)
            elif entry.is_file():
                found.append(path)
    return found, findings


def _name_of(path: Path, project: Path) -> str:
    return shown(path.relative_to(project).as_posix())


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda each: (each.file, each.code, each.message)))
