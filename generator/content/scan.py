"""One quick walk over what a person owns: which files there are, and whether they are the ones of last time."""

import contextlib
import os
import stat
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from generator.model import Finding, Value
from generator.slugs import fold

MAX_BYTES = 4 * 1024 * 1024
PICTURE_BYTES = 30 * 1024 * 1024
PICTURES = "content/pictures"
FOLDERS = ("content/articles", PICTURES, "content/sources", "content/threads")
SETTINGS = "content/digest.toml"
GLOSSARY = "content/glossary.tsv"

_SAME_TICK = 100_000_000
_WHOLE_SECOND = 1_000_000_000

_Entry: TypeAlias = tuple[str, str, os.stat_result]


class Stamp(Value, frozen=True):
    """What the file system says of a file; the empty one is that of no file."""

    mtime_ns: int = 0
    ctime_ns: int = 0
    size: int = 0
    inode: int = 0


class Scan(Value, frozen=True, kw_only=True):
    """The files of a digest by path, what was refused, and the instant (ns) before the first of them was looked at."""

    stamps: dict[str, Stamp]
    findings: tuple[Finding, ...]
    began: int


def is_settled(stamp: Stamp, seen: int) -> bool:
    """Say whether a file that has this stamp at the instant `seen` (ns) cannot change without getting another one."""
    # A file system that counts in seconds, or in two, gives whole ones.
    tick = _SAME_TICK if stamp.mtime_ns % _WHOLE_SECOND else 2 * _WHOLE_SECOND
    return max(stamp.mtime_ns, stamp.ctime_ns) < seen - tick


def scan(project: Path) -> Scan:
    """Walk over all that a build reads of `content/`. Links are not followed, and hidden files are passed over."""
    began = time.time_ns()
    stamps: dict[str, Stamp] = {}
    findings: list[Finding] = []
    for folder in FOLDERS:
        if _is_link(project / "content") or _is_link(project / folder):
            findings.append(_refusal(folder, "symlink", "is a symbolic link or below one", _UNLINK))
            continue
        _look(project, folder, stamps, findings)
    for path in (SETTINGS, GLOSSARY):
        with contextlib.suppress(OSError):
            stamps[path] = _stamp((project / path).lstat())
    return Scan(
        stamps=dict(sorted(stamps.items())),
        findings=tuple(sorted(findings, key=lambda found: (found.file, found.code))),
        began=began,
    )


def scan_tree(folder: Path) -> dict[str, Stamp]:
    """Return the stamps of all regular files below `folder` by their path in it, sorted; links are not followed."""
    found = {path: _stamp(seen) for path, _, seen in _walk(str(folder), "") if stat.S_ISREG(seen.st_mode)}
    return dict(sorted(found.items()))


_UNLINK = "put the file itself there; links are not followed"


def _look(project: Path, folder: str, stamps: dict[str, Stamp], findings: list[Finding]) -> None:
    names: dict[str, str] = {}
    decomposed: list[_Entry] = []
    most = PICTURE_BYTES if folder == PICTURES else MAX_BYTES
    for entry in sorted(_walk(str(project / folder), f"{folder}/", findings)):
        path, name, seen = entry
        if name[0] == ".":
            continue
        if not stat.S_ISREG(seen.st_mode) or seen.st_size > most:
            if fault := _fault(seen.st_mode, most):
                findings.append(_refusal(path, *fault))
        elif path.isascii():
            _keep(path, path.lower(), seen, names, stamps, findings)
        elif not unicodedata.is_normalized("NFC", path):
            decomposed.append(entry)
        elif _is_text(path):
            _keep(path, fold(path), seen, names, stamps, findings)
        else:
            findings.append(_refusal(path, "bad-file-name", "has a name that is not UTF-8", "rename it"))
    # They come last, so that of two names which look the same the usual one is kept.
    for path, name, seen in decomposed:
        if _keep(path, fold(path), seen, names, stamps, findings):
            hint = f"rename it to `{unicodedata.normalize('NFC', name)}`, typed anew"
            findings.append(_refusal(path, "name-not-nfc", "has a name in decomposed letters", hint, "warning"))


def _keep(
    path: str,
    folded: str,
    seen: os.stat_result,
    names: dict[str, str],
    stamps: dict[str, Stamp],
    findings: list[Finding],
) -> bool:
    """Keep a file, unless another has a name that some file systems take for the same."""
    if (other := names.setdefault(folded, path)) != path:
        message = f"has the name of `{other}` where capitals and accents do not count"
        findings.append(_refusal(path, "same-name", message, "rename one of them"))
        return False
    stamps[path] = _stamp(seen)
    return True


def _is_text(path: str) -> bool:
    return path.isprintable() or not any("\ud800" <= character <= "\udfff" for character in path)


def _fault(mode: int, most: int) -> tuple[str, str, str] | None:
    if stat.S_ISDIR(mode):
        return None
    if stat.S_ISREG(mode):
        return "too-large", f"has more than {most // 1024**2} MB and was not read", "make it smaller, or move it away"
    if stat.S_ISLNK(mode):
        return "symlink", "is a symbolic link", _UNLINK
    return "not-a-file", "is neither a file nor a folder and was not read", "remove it"


def _walk(top: str, prefix: str, findings: list[Finding] | None = None) -> Iterator[_Entry]:
    """Yield path, name and status of everything below `top`, but for what is in hidden folders."""
    folders = [(top, prefix)]
    while folders:
        folder, prefix = folders.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    name = entry.name
                    try:
                        seen = entry.stat(follow_symlinks=False)
                    except FileNotFoundError:
                        continue
                    if stat.S_ISDIR(seen.st_mode) and name[0] != ".":
                        folders.append((entry.path, f"{prefix}{name}/"))
                    yield prefix + name, name, seen
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            if findings is None:
                raise
            findings.append(_refusal(prefix.rstrip("/"), "unreadable", f"cannot be read: {error.strerror}", _ALLOW))


_ALLOW = "allow yourself to read it"


def _stamp(seen: os.stat_result) -> Stamp:
    return Stamp(seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size, seen.st_ino)


def _is_link(path: Path) -> bool:
    return path.is_symlink()


def _refusal(path: str, code: str, message: str, hint: str, severity: str = "error") -> Finding:
    shown = path.encode(errors="backslashreplace").decode()
    return Finding(
        code=code,
        severity="warning" if severity == "warning" else "error",
        file=shown,
        line=1,
        column=1,
        message=f"`{shown.rpartition('/')[2]}` {message}",
        hint=hint,
    )
