"""Which files are captures: all that a folder holds, but for what belongs to the digest itself or was built from it."""

import os
from collections.abc import Iterator
from pathlib import Path

from generator.errors import ImportFailed, unreadable
from generator.output import LIST

_CONTENT, _INBOX, _ORIGINALS = "content", "inbox", "originals"


def files(path: Path, digest: Path | None) -> Iterator[Path | ImportFailed]:
    """Yield a file as it is, and of a folder its files by name, those of folders in it too; ImportFailed for no rights.

    Left out are hidden files, links, what saved pages bring along, built sites, and of the digest all but its inbox:
    its originals are captures only where they are named.
    """
    waiting = [path]
    while waiting:
        found = waiting.pop()
        try:
            if found.is_symlink() or not found.is_dir():
                yield found
                continue
            entries = sorted(os.scandir(found), key=lambda each: each.name, reverse=True)
        except OSError as error:
            yield ImportFailed(unreadable(found, error), file=str(found))
            continue
        if found != path and any(entry.name == LIST for entry in entries):
            continue
        waiting += [
            Path(entry.path)
            for entry in entries
            if _is_wanted(entry) and not (digest and _is_passed_over(Path(entry.path), digest, path))
        ]


def is_in_inbox(path: Path, digest: Path | None) -> bool:
    """Tell whether a file lies in the inbox, which it leaves by whatever command it is imported."""
    return digest is not None and _part_of(path, digest) == _INBOX


def is_of_digest(path: Path, digest: Path) -> bool:
    """Tell whether a file or folder is the digest's own, such as an article or its settings, and no capture."""
    return _part_of(path, digest) not in ("", _INBOX, _ORIGINALS)


def _is_passed_over(path: Path, digest: Path, start: Path) -> bool:
    part = _part_of(path, digest)
    return part not in ("", _INBOX) and part != _part_of(start, digest)


def _part_of(path: Path, digest: Path) -> str:
    """Return the entry of the digest's `content/` that a path is or lies in; nothing for what is elsewhere."""
    content = (digest / _CONTENT).resolve()
    whole = path.resolve()
    return whole.relative_to(content).parts[0] if whole != content and whole.is_relative_to(content) else ""


def _is_wanted(entry: "os.DirEntry[str]") -> bool:
    if entry.name.startswith(".") or entry.is_symlink():
        return False
    if entry.is_dir():
        return not entry.name.endswith(("_files", ".files"))
    return entry.is_file()
