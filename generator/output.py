"""The folder that the site goes to: what we wrote there, how it is replaced and pruned, and what is not ours.

Files are replaced by renaming. `.nashra-outputs` names every file that we wrote, and is widened before the first
file is replaced and narrowed after the last one is pruned, so that it is never too short, whenever a build is killed.
"""

import os
import shutil
import stat
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath

from generator.errors import OutputError, unreadable
from generator.folders import above
from generator.model import Finding

LIST = ".nashra-outputs"
STAGE = ".nashra-stage"
NOT_REPORTED = frozenset({LIST, ".gitkeep"})

FileStamp = tuple[int, int, int]
"""Modification time in ns, size, inode."""


class Output:
    """The output folder of one build."""

    def __init__(self, folder: Path, project: Path) -> None:
        self.folder = folder
        self.name = str(folder.resolve())
        self.shown = os.path.relpath(self.name, project.resolve()) if project in Path(self.name).parents else self.name
        self.stage = folder / STAGE
        self._refuse_bad_places(project)

    def _refuse_bad_places(self, project: Path) -> None:
        if self.folder.is_symlink():
            raise OutputError(f"`{self.folder}` is a symbolic link", hint="name the folder itself with `--output`")
        place = self.folder.resolve()
        kept = [project, *(project / name for name in ("content", "templates", "generator", ".nashra", ".git"))]
        holds_what_is_kept = any(place == each.resolve() or place in each.resolve().parents for each in kept)
        inside = any(each.resolve() in place.parents for each in kept[1:])
        if holds_what_is_kept or inside or place == Path.home():
            raise OutputError(
                f"`{self.folder}` cannot be the output folder", hint="choose a folder of its own, such as `site`"
            )
        if self.folder.exists() and not self.folder.is_dir():
            raise OutputError(f"`{self.folder}` is a file", hint="choose a folder with `--output`")

    def begin(self) -> None:
        """Make the folder and an empty place for new files."""
        self.abandon()
        try:
            self.stage.mkdir(parents=True)
        except OSError as error:
            raise OutputError(unreadable(self.stage, error)) from error

    def abandon(self) -> None:
        """Remove what was rendered and not put in place."""
        if self.stage.is_dir() and not self.stage.is_symlink():
            shutil.rmtree(self.stage)

    def scan(self) -> dict[str, FileStamp]:
        """Return the stamp of every file in the folder, by path; links count as files of their own."""
        found: dict[str, FileStamp] = {}
        folders = [""]
        while folders:
            prefix = folders.pop()
            try:
                entries = os.scandir(self.folder / prefix)
            except FileNotFoundError:
                continue
            with entries:
                for entry in entries:
                    path = prefix + _printable(entry.name)
                    if entry.is_dir(follow_symlinks=False):
                        if path not in {STAGE, ".git"}:
                            folders.append(path + "/")
                    else:
                        status = entry.stat(follow_symlinks=False)
                        found[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
        return found

    def listed(self) -> frozenset[str]:
        """Return the paths that we wrote, as the folder itself remembers them."""
        try:
            lines = (self.folder / LIST).read_text(encoding="utf-8").splitlines()
        except (FileNotFoundError, UnicodeDecodeError):
            return frozenset()
        return frozenset(line for line in lines if _is_ours(line))

    def foreign(self, found: Iterable[str], planned: frozenset[str]) -> tuple[Finding, ...]:
        """Return a note for each file in the folder that we did not write; such files are never removed."""
        return tuple(
            Finding(
                code="foreign-file",
                severity="note",
                file=f"{self.shown}/{path}",
                message="this file in the output folder was not written by Nashra, and is left alone",
                hint="remove it if it should not be published",
            )
            for path in sorted(found)
            if path not in planned and path not in NOT_REPORTED
        )

    def replace(self, staged: Mapping[str, str], planned: frozenset[str], ours: frozenset[str]) -> tuple[str, ...]:
        """Put staged files (path to name in the stage) in place, and return what was pruned as no longer planned."""
        try:
            self._refuse_to_overwrite(staged, ours)
            self._write_list(ours | planned)
            # Before, as a file may stand where a folder will, and the other way round.
            pruned = tuple(path for path in sorted(ours - planned) if self._prune(path))
            self._make_folders(staged)
            for path, name in staged.items():
                os.replace(f"{self.stage}/{name}", f"{self.folder}/{path}")
            self._write_list(planned)
        except OSError as error:
            raise OutputError(unreadable(Path(str(error.filename2 or error.filename or self.folder)), error)) from error
        self.abandon()
        return pruned

    def _refuse_to_overwrite(self, staged: Iterable[str], ours: frozenset[str]) -> None:
        folders_of_ours = {folder for path in ours for folder in above(path)}
        seen: set[str] = set()
        for path in staged:
            for place in (path, *above(path)):
                if place in seen:
                    break
                seen.add(place)
                target = f"{self.folder}/{place}"
                if place in ours or (place == path and place in folders_of_ours) or not os.path.lexists(target):
                    continue
                if place != path and stat.S_ISDIR(os.lstat(target).st_mode):
                    continue
                raise OutputError(
                    f"`{target}` exists and was not written by Nashra",
                    hint="move it away, or choose another folder with `--output`",
                )

    def _make_folders(self, staged: Iterable[str]) -> None:
        for folder in sorted({folder for path in staged for folder in above(path)}):
            with suppress(FileExistsError):
                os.mkdir(f"{self.folder}/{folder}")

    def _prune(self, path: str) -> bool:
        target = self.folder / path
        parents = [self.folder / parent for parent in above(path)]
        if any(parent.is_symlink() for parent in parents) or (target.is_dir() and not target.is_symlink()):
            return False
        try:
            target.unlink()
        except (FileNotFoundError, NotADirectoryError):
            return False
        for parent in parents:
            try:
                parent.rmdir()
            except OSError:
                break
        return True

    def _write_list(self, paths: Iterable[str]) -> None:
        data = "".join(f"{path}\n" for path in sorted(paths)).encode()
        target = self.folder / LIST
        if target.is_file() and not target.is_symlink() and target.read_bytes() == data:
            return
        waiting = self.stage / LIST
        waiting.write_bytes(data)
        waiting.replace(target)


def _printable(name: str) -> str:
    """Return a file name as text: bytes that are not UTF-8, which no file of ours has, are written out."""
    return name.encode("utf-8", "backslashreplace").decode() if not name.isascii() else name


def _is_ours(line: str) -> bool:
    """Say whether a line of the list can be a path of ours: the list lies in a folder that others may write to."""
    path = PurePosixPath(line)
    hidden = any(part.startswith(".") for part in path.parts) and line != ".nojekyll"
    return bool(line) and not path.is_absolute() and not hidden and "\\" not in line
