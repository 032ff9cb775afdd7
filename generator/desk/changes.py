"""Several files of `content/` changed as one: killed at any moment, the next run ends what was begun.

Before the first file is touched, all that is to be written lies in one file under `.nashra/`. It is carried out only on
files that still are what they were when it was decided; what a person changed meanwhile is left alone.
"""

import contextlib
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from generator.content import create_new, safe_join, write_atomic
from generator.errors import UsageError, unreadable
from generator.fingerprints import fingerprint
from generator.model import Value
from generator.state import only_one

Action: TypeAlias = Literal["create", "change", "remove"]

_STATE = ".nashra"
_UNFINISHED = "unfinished.json"
_ONLY_BELOW = "content/"


class Change(Value, frozen=True, kw_only=True):
    """One file: the fingerprint it must have (empty: no file is there), its bytes then (None: none), and in words."""

    path: str
    before: str = ""
    after: bytes | None = None
    told: str = ""

    @property
    def action(self) -> Action:
        """What happens to the file."""
        return "remove" if self.after is None else "change" if self.before else "create"


class Edit(Value, frozen=True, kw_only=True):
    """Changes that belong together, in the order of writing, and what a person should know of them."""

    changes: tuple[Change, ...] = ()
    notes: tuple[str, ...] = ()


class _Begun(Value, frozen=True):
    """An edit that is being carried out for a command."""

    command: str
    edit: Edit


def replaced(path: str, before: bytes, after: bytes, told: str) -> Change:
    """Return the change of a file that is there."""
    return Change(path=path, before=fingerprint(before), after=after, told=told)


def removed(path: str, before: bytes, told: str) -> Change:
    """Return the removal of a file."""
    return Change(path=path, before=fingerprint(before), told=told)


def carry_out(project: Path, edit: Edit, command: str) -> None:
    """Make all changes that a command asks for; UsageError where a file is not what it was, before any is touched.

    What was interrupted before is ended first.
    """
    if not edit.changes:
        return
    with only_one(safe_join(project, _STATE)):
        if before := _begun(project):
            _finish(project, before)
        for change in edit.changes:
            if _now(project, change.path) != change.before:
                raise UsageError(f"`{change.path}` has just been changed", hint="nothing is written: do it again")
        begun = _Begun(command, edit)
        write_atomic(_journal(project), msgspec.json.encode(begun))
        _finish(project, begun)


def interrupted(project: Path) -> str:
    """Return the command that was interrupted while it wrote; nothing where none was."""
    begun = _begun(project)
    return begun.command if begun else ""


def finish(project: Path) -> str:
    """End what was interrupted, and return the command that it was; nothing where there is nothing to end.

    UsageError where a person has changed one of the files meanwhile: then no more is written, and the command can be
    given again.
    """
    if not _journal(project).exists():
        return ""
    with only_one(safe_join(project, _STATE)):
        begun = _begun(project)
        if begun is None:
            _journal(project).unlink(missing_ok=True)
            return ""
        _finish(project, begun)
    return begun.command


def _begun(project: Path) -> _Begun | None:
    try:
        return msgspec.json.decode(_journal(project).read_bytes(), type=_Begun)
    except (OSError, msgspec.MsgspecError):
        return None


def _finish(project: Path, begun: _Begun) -> None:
    for change in begun.edit.changes:
        now = _now(project, change.path)
        if now == _fingerprint(change.after):
            continue
        if now != change.before:
            _journal(project).unlink()
            raise UsageError(f"`{change.path}` was changed while `{begun.command}` was not done yet",
                             hint="what it has not written stays as it is: give that command again")  # fmt: skip
        _write(project, change)
    _journal(project).unlink()


def _write(project: Path, change: Change) -> None:
    path = _path(project, change.path)
    try:
        match change.action:
            case "remove":
                path.unlink()
            case "change":
                write_atomic(path, change.after or b"")
            case "create":
                create_new(path, change.after or b"")
    except OSError as error:
        raise UsageError(unreadable(Path(change.path), error), hint="mend that, then give the command again") from None


def _now(project: Path, path: str) -> str:
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        return fingerprint(_path(project, path).read_bytes())
    return ""


def _fingerprint(data: bytes | None) -> str:
    return "" if data is None else fingerprint(data)


def _path(project: Path, path: str) -> Path:
    if not path.startswith(_ONLY_BELOW):
        raise UsageError(f"`{path}` is not below `{_ONLY_BELOW}`", hint=f"remove `{_STATE}/{_UNFINISHED}`")
    return safe_join(project, *path.split("/"))


def _journal(project: Path) -> Path:
    return safe_join(project, _STATE, _UNFINISHED)
