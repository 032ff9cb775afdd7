"""TOML with places: what a file says, and the line and column of every key and value.

`tomllib` decides what is TOML and what it means; the scanner after it only looks where things stand.
"""

import re
import tomllib
from bisect import bisect_right
from typing import TypeAlias

from generator.model import Value

Path: TypeAlias = tuple[str | int, ...]
# Line and column of the value, then of its key; all count from 1.
Place: TypeAlias = tuple[int, int, int, int]

_WHERE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_BLANK = re.compile(r"(?:[ \t\n]+|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_STRING = re.compile(
    r"\"\"\"(?:\\.|[^\\])*?\"\"\"\"{0,2}|'''.*?''''{0,2}|\"(?:\\.|[^\"\\])*\"|'[^']*'", re.DOTALL
)  # fmt: skip
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_PLAIN = re.compile(r"[^,\]}\n#]+")


class Toml(Value, frozen=True):
    """What a TOML file says, and where."""

    values: dict[str, object]
    places: dict[Path, Place]


class TomlFault(Exception):  # noqa: N818 - named as the other faults of files are
    """A file is not TOML; with the place of the first mistake."""

    def __init__(self, message: str, line: int, column: int) -> None:
        super().__init__(message)
        self.message, self.line, self.column = message, line, column


def read(text: str) -> Toml:
    """Return what `text` says; TomlFault where it is not TOML. A byte order mark and any line ends are let pass."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        values = tomllib.loads(text)
        return Toml(values, _Scanner(text).document())
    except RecursionError:
        raise TomlFault("values are nested too deep", 1, 1) from None
    except ValueError as error:
        where = _WHERE.search(str(error))
        line, column = (int(where[1]), int(where[2])) if where and where[1] else (text.count("\n") + 1, 1)
        raise TomlFault(_WHERE.sub("", str(error)), line, column) from None


class _Scanner:
    """Walks a text that is known to be TOML."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.lines = [0, *(found.end() for found in re.finditer("\n", text))]
        self.places: dict[Path, Place] = {}
        self.tables: dict[Path, int] = {}

    def document(self) -> dict[Path, Place]:
        table: Path = ()
        while self.skip(_BLANK) < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
        return self.places

    def header(self) -> Path:
        place = self.place()
        many = self.text.startswith("[[", self.at)
        self.at += 2 if many else 1
        path = self.resolve(self.key())
        if many:
            number = self.tables[path] = self.tables.get(path, -1) + 1
            self.places.setdefault(path, place * 2)
            path = (*path, number)
        self.at = self.text.index("]", self.at) + (2 if many else 1)
        self.places.setdefault(path, place * 2)
        return path

    def resolve(self, parts: tuple[str, ...]) -> Path:
        """Below an array of tables, a header means the table that came last."""
        path: Path = ()
        for number, part in enumerate(parts, 1):
            path = (*path, part)
            if number < len(parts) and path in self.tables:
                path = (*path, self.tables[path])
        return path

    def pair(self, table: Path) -> None:
        key_place = self.place()
        parts = self.key()
        self.at = self.text.index("=", self.at) + 1
        self.skip(_SPACE)
        place = (*self.place(), *key_place)
        for length in range(1, len(parts) + 1):
            self.places.setdefault((*table, *parts[:length]), place)
        self.value((*table, *parts))

    def value(self, path: Path) -> None:
        if string := _STRING.match(self.text, self.at):
            self.at = string.end()
        elif self.text[self.at] == "[":
            self.at += 1
            number = 0
            while self.text[self.skip(_BLANK)] != "]":
                place = self.place()
                self.places[*path, number] = (*place, *place)
                self.value((*path, number))
                number += 1
                self.comma()
            self.at += 1
        elif self.text[self.at] == "{":
            self.at += 1
            while self.text[self.skip(_BLANK)] != "}":
                self.pair(path)
                self.comma()
            self.at += 1
        else:
            self.skip(_PLAIN)

    def comma(self) -> None:
        if self.text[self.skip(_BLANK)] == ",":
            self.at += 1

    def key(self) -> tuple[str, ...]:
        parts: list[str] = []
        while True:
            self.skip(_SPACE)
            if bare := _BARE_KEY.match(self.text, self.at):
                parts.append(bare[0])
                self.at = bare.end()
            elif quoted := _STRING.match(self.text, self.at):
                parts.extend(tomllib.loads(f"{quoted[0]} = 0"))
                self.at = quoted.end()
            self.skip(_SPACE)
            if self.text[self.at] != ".":
                return tuple(parts)
            self.at += 1

    def skip(self, pattern: re.Pattern[str]) -> int:
        found = pattern.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def place(self) -> tuple[int, int]:
        line = bisect_right(self.lines, self.at)
        return line, self.at - self.lines[line - 1] + 1
