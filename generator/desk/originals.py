"""`content/originals/`: captures as they came, each once, never changed."""

from pathlib import Path, PurePosixPath

from generator import slugs
from generator.content import create_new, safe_join
from generator.desk.captures import RawCapture
from generator.errors import UsageError

_EXTENSIONS = {"text": "txt", "html": "html", "feed": "xml", "jsonfeed": "json", "mail": "eml"}
_FOLDER = ("content", "originals")


def keep(project: Path, capture: RawCapture, wanted: str, kind: str, taken: set[str], *, dry_run: bool) -> str:
    """Write a capture under the name `wanted`, or the next free one, and return the name of its file.

    `taken` are the folded stems of articles. The copy that a killed run left is used.
    """
    suffix = "" if capture.url else PurePosixPath(capture.name).suffix.lower().lstrip(".")
    plain = suffix.isascii() and suffix.isalnum() and len(suffix) <= len("webarchive")
    extension = suffix if plain else _EXTENSIONS[kind]
    number = 1
    while True:
        stem = wanted if number == 1 else f"{wanted}-{number}"
        path = safe_join(project, *_FOLDER, f"{stem}.{extension}")
        there = path.exists() or path.is_symlink()
        if slugs.fold(stem) not in taken and (not there or holds(path, capture.data)):
            break
        number += 1
    if not there and not dry_run:
        create_new(path, capture.data)
    return path.name


def is_kept(project: Path, name: str, data: bytes) -> bool:
    """Tell whether the original of this name has these bytes."""
    try:
        return bool(name) and holds(safe_join(project, *_FOLDER, name), data)
    except (UsageError, OSError):
        return False


def read_original(project: Path, name: str) -> bytes:
    """Return the bytes of an original; nothing where there is none."""
    try:
        path = safe_join(project, *_FOLDER, name)
        return path.read_bytes() if name and path.is_file() else b""
    except (UsageError, OSError):
        return b""


def holds(path: Path, data: bytes) -> bool:
    """Tell whether the file at `path` is a regular one with these bytes."""
    return not path.is_symlink() and path.is_file() and path.read_bytes() == data
