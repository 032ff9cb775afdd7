"""A page becomes bytes. Runs in worker processes, so everything that a renderer holds can be pickled."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from generator import disk
from generator.bodies import Bodies
from generator.errors import OutputError, unreadable
from generator.fingerprints import fingerprint
from generator.model import (
    ArticleView,
    BothView,
    CorpusView,
    FeedView,
    Frame,
    Page,
    RecordView,
    SearchDocumentsView,
    SearchTextsView,
    SearchWordsView,
    Value,
)
from generator.records import record
from generator.search import SearchFiles
from generator.templates import Theme


class Staged(Value, frozen=True, kw_only=True):
    """A rendered page: the stamp of its file, and where the new bytes wait (empty when the file has them already)."""

    path: str
    staged: str
    stamp: tuple[int, int, int]


class Renderer:
    """Renders pages and stages what differs from the file that is there."""

    def __init__(self, project: Path, output: Path, stage: Path, theme: Theme, frames: dict[str, Frame]) -> None:
        self.project = project
        self.output = output
        self.stage = stage
        self.theme = theme
        self.frames = frames
        self._output, self._stage = str(output), str(stage)
        self._bodies = Bodies(project)
        self._search = SearchFiles(self._bodies.source)

    def __reduce__(self) -> tuple[Callable[..., "Renderer"], tuple[Any, ...]]:
        return _renderer, (self.project, self.output, self.stage, self.theme.folders, self.frames)

    def __call__(self, page: Page) -> Staged:
        """Render one page and stage it."""
        return self.keep(page.path, self.render(page))

    def render(self, page: Page) -> bytes:
        """Return the bytes of one page."""
        frame = self.frames.get(page.lang) or next(iter(self.frames.values()))
        bodies, root = self._bodies, page.root
        values: dict[str, object] = {}
        match page.content:
            case ArticleView(body=body):
                values["body"] = bodies.article(body, frame, root)
            case BothView(body=body):
                values["body"] = bodies.pairs(body, frame, root)
            case SearchWordsView() | SearchDocumentsView() | SearchTextsView():
                values["file"] = self._search.file(page.content)
            case FeedView(entries=entries):
                # A feed is read anywhere, so its pictures are named by their whole address where that is known.
                values["texts"] = tuple(bodies.whole(each, frame, frame.base_url or root) for each in entries)
            case RecordView():
                return record(
                    page.content,
                    frame.base_url,
                    lambda body: bodies.html(body, frame, root),
                    lambda body: bodies.beside(body, frame, root),
                )
        return self.theme.render(page, frame, values).encode()

    def join(self, page: Page) -> Staged:
        """Stage the records of a corpus as one file: each as it was just staged, else as it lies in the output."""
        if not isinstance(page.content, CorpusView):
            raise TypeError(f"`{page.path}` is no corpus")
        return self.keep(page.path, b"".join(self._current(path) for path, _ in page.content.records))

    def _current(self, path: str) -> bytes:
        try:
            return disk.read(f"{self._stage}/{fingerprint(path.encode())}")
        except FileNotFoundError:
            return disk.read(f"{self._output}/{path}")

    def keep(self, path: str, data: bytes) -> Staged:
        """Stage the bytes of an output, unless the file that is there has them already."""
        # Strings: making a path object costs more here than writing the file does.
        target = f"{self._output}/{path}"
        try:
            status = os.lstat(target)
            same = status.st_size == len(data) and _is_file(status) and disk.read(target) == data
        except OSError:
            same = False
        if same:
            return Staged(path=path, staged="", stamp=(status.st_mtime_ns, status.st_size, status.st_ino))
        name = fingerprint(path.encode())
        staged = f"{self._stage}/{name}"
        try:
            status = disk.write(staged, data)
        except OSError as error:
            raise OutputError(unreadable(Path(staged), error)) from error
        return Staged(path=path, staged=name, stamp=(status.st_mtime_ns, status.st_size, status.st_ino))


def _renderer(
    project: Path, output: Path, stage: Path, folders: tuple[Path, ...], frames: dict[str, Frame]
) -> Renderer:
    return Renderer(project, output, stage, Theme(folders), frames)


def _is_file(status: os.stat_result) -> bool:
    return status.st_mode & 0o170000 == 0o100000
