"""Read front matter strictly, remembering where every value stands."""

import re
from collections.abc import Callable
from typing import NamedTuple, Protocol, TypeAlias, cast

import yaml

from generator.frontmatter import faults
from generator.frontmatter.faults import NEWLINE, Refused
from generator.model import Finding, Value

Path: TypeAlias = tuple[str | int, ...]

MAX_BYTES = 64 * 1024
MAX_NESTING = 20

_OPEN = re.compile(r"\ufeff?---[ \t]*(?=[\r\n])")
_CLOSE = re.compile(r"(\r\n|\n|\r)---[ \t]*(?:\r\n|\n|\r|\Z)")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
# libyaml takes the first three for line ends and refuses the last; one character for each, so that places hold.
_AWKWARD = str.maketrans({"\x85": " ", "\u2028": " ", "\u2029": " ", "\ufeff": "\u2060"})
_NULL = frozenset(("", "~", "null", "Null", "NULL"))
_QUOTE = "put the value in double quotes"


# Of no type that a checker would narrow by: events are read through one protocol.
_SCALAR: object = yaml.ScalarEvent
_LIST: object = yaml.SequenceStartEvent
_LIST_END: object = yaml.SequenceEndEvent
_MAP: object = yaml.MappingStartEvent
_MAP_END: object = yaml.MappingEndEvent
_STREAM_END: object = yaml.StreamEndEvent


class Place(NamedTuple):
    """Where a value and its key stand in the file; lines and columns count from 1."""

    line: int
    column: int
    key_line: int
    key_column: int


class Split(Value, frozen=True, kw_only=True):
    """A file cut in two. `fault` is the code of what is wrong with the fences; then there is no body to publish."""

    fault: str = ""
    front: str = ""
    front_start: int = 0
    body: str = ""
    body_line: int = 1
    newline: str = "\n"


class Parsed(Value, frozen=True, kw_only=True):
    """Front matter as strings, lists and maps; `places` tells where each value stands, by its path of keys and numbers.

    `fields` is None where nothing of the front matter can be relied on. `repeated` holds the keys that are written
    more than once: the first value counts. Lines of `body` end in a line feed.
    """

    fields: dict[str, object] | None
    places: dict[Path, Place]
    repeated: frozenset[str] = frozenset()
    body: str = ""
    body_line: int = 1
    findings: tuple[Finding, ...] = ()


class Span(NamedTuple):
    """The first and last character of a value; a block of text or list ends where its last line does."""

    start: int
    end: int


class Tree(NamedTuple):
    """What front matter says, with the spans of its top-level values, and of the entries of those that are lists."""

    fields: dict[str, object]
    places: dict[Path, Place]
    spans: dict[str, Span]
    entries: dict[str, list[Span]]
    repeated: list[tuple[str, int, Place]]
    flow: bool
    indent: int


def split(text: str) -> Split:
    """Cut `text` into front matter and body, whatever its line ends; a byte order mark is let pass."""
    opening = _OPEN.match(text)
    if not opening:
        return Split(fault="no-front-matter")
    closing = _CLOSE.search(text, opening.end())
    if not closing:
        return Split(fault="missing-end-fence")
    return Split(
        front=text[opening.end() : closing.end(1)],
        front_start=opening.end(),
        body=text[closing.end() :],
        body_line=len(NEWLINE.findall(text, 0, closing.end())) + 1,
        newline=closing[1],
    )


def parse(text: str, file: str) -> Parsed:
    """Read the front matter of `text`; what is wrong with it becomes findings of `file`."""
    parts = split(text)
    try:
        tree = read(parts)
    except Refused as refused:
        return Parsed(fields=None, places={}, findings=(refused.finding(file),))
    findings = [
        faults.repeated(key, first, place.line, place.column).finding(file) for key, first, place in tree.repeated
    ]
    if not parts.front.replace("\n", "").isprintable() and (control := _CONTROL.search(parts.front)):
        findings.append(faults.control_character(text, parts.front_start + control.start()).finding(file))
    return Parsed(
        fields=tree.fields,
        places=tree.places,
        repeated=frozenset(key for key, _, _ in tree.repeated),
        body=NEWLINE.sub("\n", parts.body) if "\r" in parts.body else parts.body,
        body_line=parts.body_line,
        findings=tuple(findings),
    )


def values_in(text: str) -> dict[str, object]:
    """Return the front matter of `text` as plain values; ValueError where it cannot be read."""
    try:
        return read(split(text)).fields
    except Refused as refused:
        raise ValueError(refused.message) from None


def read(parts: Split) -> Tree:
    """Return what the front matter says; Refused where it cannot be relied on."""
    if parts.fault:
        raise faults.fences(parts.fault)
    front = parts.front
    if len(front) * 4 > MAX_BYTES and len(front.encode(errors="replace")) > MAX_BYTES:
        message = f"the front matter is larger than {MAX_BYTES // 1024} KB"
        raise Refused("front-matter-too-large", message, "move long text below the second `---` line")
    try:
        return _Composer(_readable(front)).document()
    except yaml.MarkedYAMLError as error:
        raise faults.syntax(front, error) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Refused("yaml-syntax", f"the front matter is not valid YAML: {error}", _QUOTE) from None


def _readable(front: str) -> str:
    """Return `front` without what libyaml trips over, every character in its place."""
    # Nearly all front matter passes the first test, which costs a tenth of the second.
    return front if front.replace("\n", "").isprintable() else _CONTROL.sub(" ", front).translate(_AWKWARD)


class _Mark(Protocol):
    line: int
    column: int
    index: int


class _Event(Protocol):
    """What libyaml's events have between them."""

    start_mark: _Mark
    end_mark: _Mark
    anchor: str | None
    tag: str | None
    style: str | None
    value: str
    flow_style: bool | None


class _Composer:
    """Builds a tree from libyaml's events, which unlike its nodes still know anchors and tags."""

    def __init__(self, front: str) -> None:
        self.front = front
        self.next = cast(Callable[[], _Event], yaml.CSafeLoader(front).get_event)
        self.places: dict[Path, Place] = {}
        self.spans: dict[str, Span] = {}
        self.entries: dict[str, list[Span]] = {}
        self.repeated: list[tuple[str, int, Place]] = []
        self.end = 0

    def document(self) -> Tree:
        self.next()
        if type(self.next()) is _STREAM_END:
            raise faults.not_a_map(self.front)
        root = self.next()
        if type(root) is not _MAP:
            raise faults.not_a_map(self.front)
        fields = self.mapping(root, ())
        self.next()
        if type(further := self.next()) is not _STREAM_END:
            raise Refused("yaml-syntax", "the front matter holds two documents", "remove the line `...`", *_at(further))
        return Tree(
            fields, self.places, self.spans, self.entries, self.repeated, bool(root.flow_style), root.start_mark.column
        )

    def value(self, event: _Event, path: Path) -> object:
        kind = type(event)
        if kind is _SCALAR:
            _check(event)
            self.end = event.end_mark.index
            return None if not event.style and event.value in _NULL else event.value
        if len(path) >= MAX_NESTING:
            raise Refused("nested-too-deep", f"values are nested more than {MAX_NESTING} deep", _QUOTE, *_at(event))
        if kind is _MAP:
            return self.mapping(event, path)
        if kind is _LIST:
            return self.sequence(event, path)
        raise Refused(
            "yaml-alias", "`*` makes an alias, which is not allowed", "put the value in double quotes", *_at(event)
        )

    def sequence(self, start: _Event, path: Path) -> list[object]:
        _check(start)
        items: list[object] = []
        while type(event := self.next()) is not _LIST_END:
            place, here = _at(event), (*path, len(items))
            value = self.value(event, here)
            if value is not None:
                items.append(value)
                self.places[here] = Place(*place, *place)
                if len(path) == 1:
                    self.entries.setdefault(str(path[0]), []).append(Span(event.start_mark.index, self.end))
        if start.flow_style:
            self.end = event.end_mark.index
        return items

    def mapping(self, start: _Event, path: Path) -> dict[str, object]:
        _check(start)
        found: dict[str, object] = {}
        seen: dict[str, int] = {}
        while type(event := self.next()) is not _MAP_END:
            key_place = _at(event)
            if type(event) is not _SCALAR:
                raise Refused(
                    "yaml-syntax", "a key must be a word", "begin the line with a key, such as `title:`", *key_place
                )
            _check(event)
            key = event.value
            event = self.next()
            here = (*path, key, 2) if key in seen else (*path, key)
            value = self.value(event, here)
            place = Place(*_at(event), *key_place)
            if key in seen:
                self.repeated.append((str(here[0]), seen[key], Place(*key_place, *key_place)))
                continue
            seen[key] = key_place[0]
            self.places[here] = place
            if not path:
                self.spans[key] = Span(event.start_mark.index, self.end)
            if value is not None:
                found[key] = value
        if start.flow_style:
            self.end = event.end_mark.index
        return found


def _check(event: _Event) -> None:
    if event.anchor is not None:
        raise Refused("yaml-alias", "`&` makes an anchor, which is not allowed", _QUOTE, *_at(event))
    if event.tag is not None:
        message = f"`!` makes a tag (`{event.tag}`), which is not allowed"
        raise Refused("yaml-tag", message, _QUOTE, *_at(event))


def _at(event: _Event) -> tuple[int, int]:
    mark = event.start_mark
    return mark.line + 1, mark.column + 1
