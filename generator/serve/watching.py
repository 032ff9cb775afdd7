"""Which files of a digest changed: watchfiles says when to look, a snapshot says what there is to see.

Symlinks are never followed: watchfiles would follow them anywhere when it watches recursively, so every folder is
watched by itself.
"""

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from generator.model import Value

WATCHED = ("content", "templates")

# A burst (5,000 files from a version control system) is one change, as long as it does not pause for STEP.
_STEP_MS = 80
_BURST_MS = 5_000
_TICK_MS = 250


class Snapshot(Value, frozen=True):
    """The folders and files under what is watched; a file is known by its time, size and number."""

    folders: frozenset[str]
    files: dict[str, tuple[int, int, int]]


def snapshot(project: Path) -> Snapshot:
    """Return what there is to watch now, files by their path inside the project."""
    folders: set[str] = set()
    files: dict[str, tuple[int, int, int]] = {}
    todo = [project / name for name in WATCHED if (project / name).is_dir() and not (project / name).is_symlink()]
    while todo:
        folder = todo.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if _is_noise(entry.name):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        todo.append(Path(entry.path))
                    elif entry.is_file(follow_symlinks=False):
                        known = entry.stat(follow_symlinks=False)
                        name = Path(entry.path).relative_to(project).as_posix()
                        files[name] = (known.st_mtime_ns, known.st_size, known.st_ino)
        except FileNotFoundError:
            continue  # removed while we looked: the next look will not see it
        folders.add(str(folder))
    return Snapshot(frozenset(folders), files)


def changes(project: Path, before: Snapshot, stop: threading.Event) -> Iterator[tuple[str, ...]]:
    """Yield the files that differ from `before`, then from what was last yielded, a burst at a time."""
    seen = before
    polling: bool | None = None  # as watchfiles thinks best
    while not stop.is_set():
        try:
            for now, changed in _watched(project, seen, stop, polling=polling):
                seen = now
                if changed:
                    yield changed
        except FileNotFoundError:
            time.sleep(_STEP_MS / 1000)  # a folder went away before it could be watched: look again
        except OSError:
            if polling:
                raise
            polling = True  # more folders than the system lets us watch


def _watched(
    project: Path, seen: Snapshot, stop: threading.Event, *, polling: bool | None
) -> Iterator[tuple[Snapshot, tuple[str, ...]]]:
    """Yield each new snapshot and what is new in it; return when there are other folders to watch."""
    from watchfiles import watch

    roots = tuple(str(project / name) for name in WATCHED)
    # The project's own folder is watched for a `templates` that is yet to come.
    events = watch(
        project,
        *sorted(seen.folders),
        watch_filter=lambda _, path: path.startswith(roots) and not _is_noise(Path(path).name),
        debounce=_BURST_MS,
        step=_STEP_MS,
        stop_event=stop,
        rust_timeout=_TICK_MS,
        yield_on_timeout=True,
        force_polling=polling,
        recursive=False,
    )
    first = True
    for event in events:
        # The first tick shows what happened before the folders were watched.
        if not event and not first:
            continue
        first = False
        now = snapshot(project)
        changed = tuple(
            sorted(name for name in now.files.keys() | seen.files.keys() if now.files.get(name) != seen.files.get(name))
        )
        other_folders = now.folders != seen.folders
        seen = now
        yield now, changed
        if other_folders:
            return


def _is_noise(name: str) -> bool:
    """Return whether a file is an editor's own (backups, locks, swap files) and no part of a digest."""
    return (
        name.startswith((".", "#"))
        or name.endswith(("~", ".swp", ".swx", ".tmp", ".part", ".crdownload"))
        or name == "4913"
    )
