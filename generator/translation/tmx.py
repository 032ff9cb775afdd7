"""Translation memory eXchange (TMX 1.4): segments out of ours, and out of any other tool's.

What is read is untrusted: entities are refused, the document type is not fetched, and inline codes are left out.
"""

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias
from xml.parsers import expat

from generator.locales import normalise
from generator.model import Value
from generator.translation.escaping import escaped, one_line
from generator.translation.segments import Kind, Segment

Pair: TypeAlias = tuple[str, str]

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
<header creationtool="nashra" creationtoolversion={version} segtype="block" o-tmf="nashra" adminlang="en" \
srclang="*all*" datatype="plaintext"/>
<body>
"""
_TAIL = "</body>\n</tmx>\n"
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CODES = frozenset(("bpt", "ept", "ph", "it", "ut"))
_MACHINE = re.compile(r"(?<![^\W_])(?:MT|machine)(?![^\W_])", re.IGNORECASE)


class TmxFault(Exception):  # noqa: N818 - an answer, not a fault of ours
    """A file that is no TMX: what is wrong, and in which line."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


class Unit(Value, frozen=True):
    """One segment with its languages."""

    pair: Pair
    segment: Segment


def write_tmx(units: Iterable[Unit], version: str) -> Iterator[str]:
    """Yield the text of a TMX file with those of `units` that XML can hold (see `is_writable`)."""
    yield _HEAD.format(version=_quoted(version))
    for unit in units:
        if is_writable(unit):
            yield from _written(unit)
    yield _TAIL


def is_writable(unit: Unit) -> bool:
    """Tell whether XML can hold a segment: it has no place for most control characters."""
    return not _UNWRITABLE.search(unit.segment.source + unit.segment.target)


def read_tmx(data: bytes) -> list[Unit]:
    """Return the units of a TMX file of any tool, by their source language; TmxFault where it is none.

    Text of other tools is plain, so it is known both as a title and as a paragraph without markup. It counts as a
    person's, unless the file says that a machine made it.
    """
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    # What an entity stands for may be endless, or on another machine.
    parser.EntityDeclHandler = _refuse
    parser.SkippedEntityHandler = _refuse
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise TmxFault(expat.ErrorString(error.code), error.lineno) from None
    except _Refused:
        raise TmxFault("it declares entities of its own, which are not read", parser.CurrentLineNumber) from None
    except (ValueError, LookupError):
        raise TmxFault("its encoding is not known", 1) from None
    if not reader.is_tmx:
        raise TmxFault("it is XML, but no TMX", 1)
    return reader.units


class _Refused(Exception):  # noqa: N818
    pass


def _refuse(*_: object) -> None:
    raise _Refused


class _Reader:
    """Collects units while a file is parsed."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self.is_tmx = False
        self._header_lang = ""
        self._unit: dict[str, str] = {}
        self._props: list[tuple[str, str]] = []
        self._texts: list[tuple[str, str]] = []
        self._lang = ""
        self._prop: str | None = None
        self._collected: list[str] | None = None
        self._in_code = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "tmx":
                self.is_tmx = True
            case "header":
                self._header_lang = attributes.get("srclang", "")
            case "tu":
                self._unit, self._props, self._texts = attributes, [], []
            case "tuv":
                self._lang = attributes.get("xml:lang") or attributes.get("lang", "")
                self._unit = {**attributes, **self._unit}
            case "prop":
                self._prop, self._collected = attributes.get("type", ""), []
            case "seg":
                self._collected = []
            case _ if name in _CODES:
                self._in_code += 1

    def end(self, name: str) -> None:
        match name:
            case "tu":
                self.units += _units(self._texts, self._unit, self._props, self._header_lang)
            case "prop" if self._prop is not None:
                self._props.append((self._prop, "".join(self._collected or ())))
                self._prop = self._collected = None
            case "seg":
                self._texts.append((self._lang, "".join(self._collected or ())))
                self._collected = None
            case _ if name in _CODES:
                self._in_code -= 1

    def text(self, text: str) -> None:
        if self._collected is not None and not self._in_code:
            self._collected.append(text)


def _units(
    texts: Sequence[tuple[str, str]], attributes: dict[str, str], props: Sequence[tuple[str, str]], header_lang: str
) -> Iterator[Unit]:
    wanted = (attributes.get("srclang") or header_lang).lower()
    tagged = [(tag, text) for lang, text in texts if (tag := normalise(lang)) and text.strip()]
    if len(tagged) < 2:
        return
    first = next((each for each in tagged if normalise(wanted) == each[0]), tagged[0])
    told = dict(props)
    for lang, text in tagged:
        if lang != first[0]:
            for segment in _segments(first[1], text, told, attributes):
                yield Unit((first[0], lang), segment)


def _segments(source: str, target: str, told: dict[str, str], attributes: dict[str, str]) -> Iterator[Segment]:
    common: dict[str, Any] = {"place": 0, "imported": True, "before": told.get("x-nashra-before", ""),
                              "after": told.get("x-nashra-after", "")}  # fmt: skip
    kind = told.get("x-nashra-kind")
    if kind in {"plain", "block"}:
        yield Segment(
            **common,
            kind="plain" if kind == "plain" else "block",
            source=source,
            target=target,
            by_person=told.get("x-nashra-by") == "person",
            engine=told.get("x-nashra-engine", ""),
            made=told.get("x-nashra-made", ""),
            flags=tuple(told.get("x-nashra-flags", "").split()),
        )
        return
    said = " ".join(attributes.get(name, "") for name in ("creationid", "changeid", "creationtool"))
    machine = bool(_MACHINE.search(" ".join((said, *(f"{name} {value}" for name, value in told.items())))))
    kinds: tuple[Kind, ...] = ("plain", "block")
    if plain := one_line(target):
        for each in kinds:
            text = plain if each == "plain" else escaped(plain)
            yield Segment(**common, kind=each, source=one_line(source), target=text, by_person=not machine)


def _written(unit: Unit) -> Iterator[str]:
    segment = unit.segment
    props = {
        "x-nashra-kind": segment.kind,
        "x-nashra-by": "person" if segment.by_person else "machine",
        "x-nashra-engine": segment.engine,
        "x-nashra-made": segment.made,
        "x-nashra-flags": " ".join(segment.flags),
        "x-nashra-before": segment.before,
        "x-nashra-after": segment.after,
    }
    yield f"<tu srclang={_quoted(unit.pair[0])}>\n"
    for name, value in props.items():
        if value:
            yield f"<prop type={_quoted(name)}>{_text(value)}</prop>\n"
    for lang, text in zip(unit.pair, (segment.source, segment.target), strict=True):
        yield f"<tuv xml:lang={_quoted(lang)}><seg>{_text(text)}</seg></tuv>\n"
    yield "</tu>\n"


def _text(text: str) -> str:
    # Readers of XML make a line feed of a carriage return, unless it is written like this.
    return html.escape(text, quote=False).replace("\r", "&#13;")


def _quoted(text: str) -> str:
    return f'"{html.escape(text)}"'
