"""What can be wrong with front matter, where, and how the line is written rightly."""

import re
from collections.abc import Iterator

import yaml

from generator.frontmatter.writing import KEYS, quoted
from generator.model import Finding

NEWLINE = re.compile(r"\r\n|\n|\r")

_ENTRY = re.compile(r"(?P<start>\s*(?:- )?[\w-]+:[ \t]+|\s*- )(?P<value>\S.*)")
_TIGHT = re.compile(r"(?P<key>[\w-]+):(?P<value>\S.*)")
_FENCES = {
    "no-front-matter": (
        "the file does not begin with front matter",
        "make `---` the first line, then `title:`, `lang:`, and a second `---` before the text",
    ),
    "missing-end-fence": ("the front matter has no end", "write a line `---` between the last key and the text"),
}


class Refused(Exception):  # noqa: N818 - it never leaves this package
    """A fault of front matter, and where it is; raised where nothing of it can be relied on."""

    def __init__(self, code: str, message: str, hint: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.code, self.message, self.hint, self.line, self.column = code, message, hint, line, column

    def finding(self, file: str) -> Finding:
        """Return the fault as a finding of `file`."""
        return Finding(
            code=self.code,
            severity="error",
            file=file,
            line=self.line,
            column=self.column,
            message=self.message,
            hint=self.hint,
        )


def fences(code: str) -> Refused:
    """Return the fault of a file whose front matter cannot be cut from its text."""
    return Refused(code, *_FENCES[code])


def not_a_map(front: str) -> Refused:
    """Return the fault of front matter that holds no `key: value` lines."""
    lines = NEWLINE.split(front)
    number = next((number for number, line in enumerate(lines) if line.strip()), 0)
    message = "the front matter is not made of `key: value` lines" if number else "the front matter is empty"
    right = suggestion(lines[number])
    hint = f"write: {right}" if right else "write at least `title:` and `lang:` between the two `---` lines"
    return Refused("front-matter-not-a-map", message, hint, number + 1)


def syntax(front: str, error: yaml.MarkedYAMLError) -> Refused:
    """Return the fault of front matter that is not YAML, with the line as it should be where that can be told."""
    problem = error.problem or error.context or "it cannot be read"
    marks = [mark for mark in (error.problem_mark, error.context_mark) if mark is not None]
    line, column = (marks[0].line + 1, marks[0].column + 1) if marks else (1, 1)
    if "nesting" in problem:
        return Refused("nested-too-deep", "values are nested too deep", "put the value in double quotes", line, column)
    lines = NEWLINE.split(front)
    suspects = [number for mark in marks for number in (mark.line, mark.line - 1)]
    for number in dict.fromkeys(suspect for suspect in suspects if 0 < suspect < len(lines)):
        if right := suggestion(lines[number]):
            column = next((mark.column + 1 for mark in marks if mark.line == number), 1)
            return Refused("yaml-syntax", f"this line is not YAML: {problem}", f"write: {right}", number + 1, column)
    hint = "put the value in double quotes, and indent with spaces"
    return Refused("yaml-syntax", f"the front matter is not YAML: {problem}", hint, line, column)


def repeated(key: str, first: int, line: int, column: int) -> Refused:
    """Return the fault of a key that is written a second time."""
    message = f"`{key}` is written twice, on lines {first} and {line}"
    return Refused("duplicate-key", message, f"keep one; until then line {first} counts", line, column)


def control_character(text: str, at: int, where: str = "the front matter") -> Refused:
    """Return the fault of a character that no text holds, at index `at` of the whole file."""
    before = text[:at]
    offset = len(before.encode(errors="replace"))
    lines = NEWLINE.split(before)
    message = f"{where} holds the control character U+{ord(text[at]):04X} (byte {offset} of the file)"
    return Refused("control-character", message, "delete the character", len(lines), len(lines[-1]) + 1)


def suggestion(line: str) -> str:
    """Return the broken `line` as it should be written, empty where that cannot be told."""
    line = line.rstrip()
    if tight := _TIGHT.fullmatch(line):
        return f"{tight['key']}: {tight['value']}" if tight["key"] in KEYS else ""
    entry = _ENTRY.fullmatch(line)
    if not entry or _is_yaml(line.strip()):
        return ""
    candidates = (entry["start"] + value for value in _repaired(entry["value"]))
    return next((candidate.strip() for candidate in candidates if _is_yaml(candidate.strip())), "")


def _repaired(value: str) -> Iterator[str]:
    first = value[0]
    if first in "[{":
        yield value + {"[": "]", "{": "}"}[first]
    if first in "\"'" and value.count(first) == 1:
        yield value + first
    if first in "\"'" and first == value[-1] and value.count(first) % 2:
        yield quoted(value[1:-1])
    yield quoted(value)


def _is_yaml(text: str) -> bool:
    try:
        for _ in yaml.parse(text, yaml.CSafeLoader):
            pass
    except yaml.YAMLError:
        return False
    return True
