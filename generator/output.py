"""The folder that the site goes to: what we wrote there, how it is replaced and pruned, and what is not ours.

Files are replaced by renaming. `.nashra-outputs` names every file that we wrote, and is widened before the first
file is replaced and narrowed after the last one is pruned, so that it is never too short, whenever a build is killed.
"""

import os
import shutil
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from generator.errors import OutputError, unreadable
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
                    path = prefix + entry.name
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
                file=path,
                message="this file in the output folder was not written by Nashra, and is left alone",
                hint="remove it if it should not be published",
            )
            for path in sorted(found)
            if path not in planned and path not in NOT_REPORTED
        )

    def replace(self, staged: Mapping[str, str], planned: frozenset[str], ours: frozenset[str]) -> tuple[str, ...]:
        """Put staged files (path to name in the stage) in place, and return what was pruned as no longer planned."""
        root, stage = str(self.folder), str(self.stage)
        for path in staged:
            if path not in ours and os.path.lexists(f"{root}/{path}"):
                raise OutputError(
                    f"`{root}/{path}` exists and was not written by Nashra",
                    hint="move it away, or choose another folder with `--output`",
                )
        made: set[str] = set()
        for folder in sorted({path.rpartition("/")[0] for path in staged} - {""}):
            self._make(folder, ours, made)
        self._write_list(ours | planned)
        try:
            for path, name in staged.items():
                os.replace(f"{stage}/{name}", f"{root}/{path}")
        except OSError as error:
            raise OutputError(unreadable(self.folder / path, error)) from error
        pruned = tuple(path for path in sorted(ours - planned) if self._prune(path))
        self._write_list(planned)
        self.abandon()
        return pruned

    def _make(self, folder: str, ours: frozenset[str], made: set[str]) -> None:
        if folder in made:
            return
        parent = folder.rpartition("/")[0]
        if parent:
            self._make(parent, ours, made)
        made.add(folder)
        place = f"{self.folder}/{folder}"
        try:
            status = os.lstat(place)
        except FileNotFoundError:
            os.mkdir(place)
            return
        if stat.S_ISDIR(status.st_mode):
            return
        if folder not in ours:
            raise OutputError(f"`{place}` is in the way of a folder", hint="move it away")
        os.unlink(place)
        os.mkdir(place)

    def _prune(self, path: str) -> bool:
        target = self.folder / path
        parents = [self.folder / parent for parent in PurePosixPath(path).parents if parent.name]
        if any(parent.is_symlink() for parent in parents):
            return False
        try:
            target.unlink()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError as error:
            raise OutputError(unreadable(target, error)) from error
        for parent in parents:
            try:
                parent.rmdir()
            except OSError:
                break
        return True

    def _write_list(self, paths: Iterable[str]) -> None:
        text = "".join(f"{path}\n" for path in sorted(paths))
        target = self.folder / LIST
        if target.is_file() and not target.is_symlink() and target.read_text(encoding="utf-8") == text:
            return
        waiting = self.stage / LIST
        try:
            waiting.write_text(text, encoding="utf-8")
            waiting.replace(target)
        except OSError as error:
            raise OutputError(unreadable(target, error)) from error


def _is_ours(line: str) -> bool:
    """Say whether a line of the list can be a path of ours: the list lies in a folder that others may write to."""
    path = PurePosixPath(line)
    return bool(line) and not path.is_absolute() and ".." not in path.parts and "\\" not in line
