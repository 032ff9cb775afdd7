"""What all commands share: finding the digest, printing, and turning failures into exit codes."""

import io
import json
import os
import sys
import unicodedata
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from generator.errors import UsageError
from generator.model import Finding

Command = TypeVar("Command", bound=Callable[..., Any])


def project_option(command: Command) -> Command:
    """Give a command `--project DIR`."""
    return click.option(
        "--project",
        type=click.Path(path_type=Path),
        default=None,
        help="The digest's folder. Default: the nearest folder upwards that holds `content/digest.toml`.",
    )(command)


def digest(project: Path | None) -> Path:
    """Return the digest's folder."""
    from generator.config import find_project

    return find_project(Path.cwd(), project)


def in_project(path: str, folder: Path) -> str:
    """Return a path as typed, from here or from the digest's folder, relative to the digest."""
    for start in (Path.cwd(), folder):
        whole = start / path
        if whole.exists() and whole.resolve().is_relative_to(folder.resolve()):
            found = whole.resolve().relative_to(folder.resolve()).as_posix()
            return "" if found == "." else found
    raise UsageError(f"`{path}` is not in this digest", hint="name an article file, or a folder of `content/articles/`")


def use_utf_8() -> None:
    """Make standard output and error take every text, whatever the machine's locale."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def say(message: str) -> None:
    """Print a message for the person at the terminal, on stderr."""
    print(printable(message), file=sys.stderr)


def result(line: str) -> None:
    """Print one line of a command's result, on stdout."""
    print(printable(line))


def write_json(value: object) -> None:
    """Print a value as one line of JSON, on stdout."""
    print(json.dumps(_escaped(msgspec.to_builtins(value)), ensure_ascii=False))


def _escaped(value: object) -> object:
    """Return what JSON is made of without the halves of characters that stand for bytes in names of files."""
    match value:
        case str():
            return value if value.isascii() else value.encode(errors="backslashreplace").decode()
        case dict():
            return {_escaped(key): _escaped(item) for key, item in value.items()}
        case list() | tuple():
            return [_escaped(item) for item in value]
    return value


def printable(text: str) -> str:
    """Return text without control and bidirectional characters, which could redraw a terminal.

    Bytes of file names that are no text are written as escapes.
    """
    if text.isprintable():
        return text
    text = text.encode(errors="backslashreplace").decode()
    unfit = {"Cc", "Cf", "Co"}
    kept = "\n\u200c\u200d"  # joiners are spelling in Persian and Urdu
    return "".join(" " if unicodedata.category(each) in unfit and each not in kept else each for each in text)


def print_findings(findings: Iterable[Finding], *, err: bool = True) -> None:
    """Print findings as `file:line:column: severity: message`, the hint below, where it was not given before."""
    told: set[tuple[str, str]] = set()
    for finding in findings:
        where = ":".join(str(part) for part in (finding.file, finding.line, finding.column) if part)
        text = f"{where}: {finding.severity}: {finding.message} [{finding.code}]"
        if finding.hint and (finding.code, finding.hint) not in told:
            told.add((finding.code, finding.hint))
            text += f"\n  hint: {finding.hint}"
        print(printable(text), file=sys.stderr if err else sys.stdout)


def counted(findings: Iterable[Finding]) -> str:
    """Return how many findings of each severity there are, as words."""
    found = list(findings)
    words = (("error", "errors"), ("warning", "warnings"), ("note", "notes"))
    counts = [(sum(each.severity == one for each in found), one, many) for one, many in words]
    return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts if count)


def build_instant(given: str | None) -> datetime:
    """Return the build's instant: `--now`, else `SOURCE_DATE_EPOCH`, else the clock."""
    if given:
        try:
            moment = datetime.fromisoformat(given)
        except ValueError as error:
            raise UsageError(f"`--now {given}` is not a time", hint="write it as 2026-01-31T08:00:00Z") from error
        return _in_calendar(moment if moment.tzinfo else moment.replace(tzinfo=UTC), f"`--now {given}`")
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    if epoch:
        try:
            moment = datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError) as error:
            raise UsageError(f"`SOURCE_DATE_EPOCH` is not a number of seconds: {epoch}") from error
        return _in_calendar(moment, f"`SOURCE_DATE_EPOCH={epoch}`")
    return datetime.now(UTC)


def _in_calendar(moment: datetime, given: str) -> datetime:
    """Return an instant that has a date everywhere; UsageError for one that in some time zone has none."""
    a_day = timedelta(days=1)
    try:
        moment.astimezone(UTC) - a_day, moment.astimezone(UTC) + a_day
    except OverflowError:
        raise UsageError(f"{given} is outside of the calendar", hint="write a year from 1 to 9999") from None
    return moment
