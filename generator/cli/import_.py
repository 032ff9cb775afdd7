"""`nashra import`: captures become articles."""

import os
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

import click

from generator.cli.common import build_instant, digest, print_findings, project_option, result, write_json
from generator.desk.inbox import ImportRequest, InboxReport, RawCapture, capture_of, import_files
from generator.errors import ImportFailed, UsageError
from generator.model import Finding, Notice


@click.command("import")
@project_option
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--lang", default=None, metavar="LANG", help="The language of all sources, such as `ar` or `pt-BR`.")
@click.option("--thread", default=None, metavar="ID", help="The story thread that all articles join.")
@click.option("--dry-run", is_flag=True, help="Say what would be made; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found, one JSON object a line; write nothing.")
def import_command(
    project: Path | None, sources: tuple[str, ...], lang: str | None, thread: str | None, dry_run: bool, as_json: bool
) -> int:
    """Make articles of SOURCEs: files (text, saved pages, feeds), folders, or `-` for standard input.

    Prints the paths of the articles. A source without an article makes the exit code 1; the others are imported.
    """
    tag = _language(lang)
    if as_json:
        return _print_records(sources, tag)
    from generator.config import load_config

    folder = digest(project)
    config, _ = load_config(folder)
    _check_thread(thread, folder)
    failures: list[Finding] = []
    captures = _captures(sources, folder, config.timezone, failures)
    report = import_files(folder, config, captures, ImportRequest(lang=tag, thread=thread, dry_run=dry_run))
    return _print_report(report, failures)


def _print_report(report: InboxReport, failures: list[Finding]) -> int:
    for path in report.created:
        result(path)
    print_findings([*failures, *report.findings])
    return 1 if failures or any(finding.severity == "error" for finding in report.findings) else 0


def _print_records(sources: Iterable[str], lang: str | None) -> int:
    """Print the drafts in every source. This needs no digest."""
    from generator.importers import ImportOptions, json_record, read

    options = ImportOptions(lang=lang)
    failures: list[Finding] = []
    notices: list[Finding] = []
    for item in _opened(sources, None, "UTC"):
        try:
            if isinstance(item, ImportFailed):
                raise item
            drafts = read(item.data, item.name, options)
        except ImportFailed as failure:
            write_json({"file": failure.file, "error": failure.message})
            failures.append(_finding(failure))
            continue
        for draft in drafts:
            write_json(json_record(draft))
            notices += [_noticed(notice, draft.file) for notice in draft.notices]
    print_findings([*failures, *notices])
    return 1 if failures else 0


def _captures(sources: Iterable[str], folder: Path, timezone: str, failures: list[Finding]) -> Iterator[RawCapture]:
    for item in _opened(sources, folder, timezone):
        if isinstance(item, ImportFailed):
            failures.append(_finding(item))
        else:
            yield item


def _opened(sources: Iterable[str], folder: Path | None, timezone: str) -> Iterator[RawCapture | ImportFailed]:
    """Yield every source as a capture, or why it is none, in the order given; folders by name."""
    now = build_instant(None)
    for source in sources:
        if source == "-":
            yield _standard_input(now)
        elif urlsplit(source).scheme in ("http", "https"):
            yield ImportFailed("addresses cannot be fetched yet", file=source,
                               hint="open it in a browser, save the page, and import the saved file")  # fmt: skip
        else:
            for path in _files(Path(source)):
                try:
                    yield capture_of(path, str(path), timezone, now=now, inbox=_is_in_inbox(path, folder))
                except ImportFailed as failure:
                    yield failure


def _files(path: Path) -> Iterator[Path]:
    """Yield a file as it is, and of a folder what it holds, but for hidden files and what saved pages bring along."""
    if path.is_symlink() or not path.is_dir():
        yield path
        return
    for entry in sorted(os.scandir(path), key=lambda each: each.name):
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir():
            if not entry.name.endswith(("_files", ".files")):
                yield from _files(Path(entry.path))
        elif entry.is_file():
            yield Path(entry.path)


def _is_in_inbox(path: Path, folder: Path | None) -> bool:
    """Tell whether the file lies in the inbox, which it leaves by whatever command it is imported."""
    return folder is not None and path.resolve().is_relative_to((folder / "content" / "inbox").resolve())


def _standard_input(now: datetime) -> RawCapture | ImportFailed:
    from generator.importers import MAX_BYTES

    data = sys.stdin.buffer.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        return ImportFailed(f"larger than {MAX_BYTES // 2**20} MB", file="-", hint="import one article at a time")
    return RawCapture(name="-", data=data, captured=now.date().isoformat())


def _language(lang: str | None) -> str | None:
    if lang is None:
        return None
    from generator.locales import normalise

    tag = normalise(lang)
    if tag is None:
        raise UsageError(f"`--lang {lang}` is not a known language", hint="write a tag such as `ar`, `en` or `pt-BR`")
    return tag


def _check_thread(thread: str | None, folder: Path) -> None:
    """Raise UsageError for an id that no thread could have, and for one that none has."""
    if thread is None:
        return
    from generator.config import values

    try:
        values.identifier(thread)
    except values.Unfit as fault:
        raise UsageError(f"`--thread` {fault.message}", hint=fault.hint) from None
    if not thread or not (folder / "content" / "threads" / f"{thread}.toml").is_file():
        raise UsageError(f"there is no thread `{thread}`", hint="`nashra threads list` shows them all")


def _noticed(notice: Notice, file: str) -> Finding:
    return Finding(code=notice.code, severity="warning", file=file, message=notice.message, hint=notice.hint)


def _finding(failure: ImportFailed) -> Finding:
    return Finding(code="no-article", severity="error", file=failure.file, message=failure.message, hint=failure.hint)
