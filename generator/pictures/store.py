"""What was made of each picture, kept under `.nashra/pictures/`: one file a picture, a line of JSON and the bytes.

Deleting it loses time, nothing else. A file that is not whole counts as none.
"""

import os
from pathlib import Path
from typing import BinaryIO

import msgspec

from generator import disk
from generator.fingerprints import fingerprint
from generator.model import PictureType, Value
from generator.pictures.encoding import Encoded

_LONGEST = 1 << 16


class Part(Value, frozen=True, kw_only=True):
    """One file made of a picture: its type, its size in pixels and bytes, and the fingerprint of its bytes."""

    type: PictureType
    width: int
    height: int
    size: int
    mark: str


class Entry(Value, frozen=True, kw_only=True):
    """What was made of one picture, the fallback last; or why nothing was: (message, hint)."""

    parts: tuple[Part, ...] = ()
    moves: bool = False
    refused: tuple[str, str] | None = None


def keep(
    path: Path, files: tuple[Encoded, ...], *, moves: bool = False, refused: tuple[str, str] | None = None
) -> Entry:
    """Keep what was made of a picture, and return its entry."""
    parts = tuple(
        Part(type=each.type, width=each.width, height=each.height, size=len(each.data), mark=fingerprint(each.data, 6))
        for each in files
    )
    entry = Entry(parts=parts, moves=moves, refused=refused)
    waiting = f"{path}.{os.getpid()}"
    Path(waiting).unlink(missing_ok=True)
    disk.write(waiting, b"\n".join((msgspec.json.encode(entry), b"".join(each.data for each in files))))
    Path(waiting).replace(path)
    return entry


def find(path: Path) -> Entry | None:
    """Return the entry that is kept at `path`, or None where there is none, or not all of it."""
    try:
        with _opened(path) as file:
            line = file.readline(_LONGEST)
            entry = msgspec.json.decode(line, type=Entry)
            whole = len(line) + sum(part.size for part in entry.parts) == os.fstat(file.fileno()).st_size
    except (OSError, msgspec.DecodeError):
        return None
    return entry if whole else None


def read(path: Path, number: int) -> bytes | None:
    """Return the bytes of one part of the entry at `path`, or None where they are not what they were."""
    try:
        with _opened(path) as file:
            entry = msgspec.json.decode(file.readline(_LONGEST), type=Entry)
            part = entry.parts[number]
            file.seek(sum(before.size for before in entry.parts[:number]), os.SEEK_CUR)
            data = file.read(part.size)
    except (OSError, msgspec.DecodeError, IndexError):
        return None
    return data if fingerprint(data, 6) == part.mark else None


def _opened(path: Path) -> BinaryIO:
    """Open an entry to be read, and no link in its place: a digest may come from a stranger."""
    return os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC), "rb")
