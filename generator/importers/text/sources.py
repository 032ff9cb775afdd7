"""Whom an article attributes its facts to: the source line, a credit at the end, the agency in its first words."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from generator.importers import cues
from generator.importers.options import ImportOptions
from generator.importers.text.arrange import Parts
from generator.importers.text.attribution import names
from generator.importers.text.lines import Line
from generator.importers.text.names import is_agency

_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]+")
_WIDEST = 160
_EDITED = re.compile(r"[:：]|^fot\.|\d{4}$")
_LONE_CREDIT = re.compile(r"^[-–—\s]*[(（\[]\s*([^()\d]{2,40}?)\s*[)）\]]\.?$")
_AT_END = re.compile(r"[(（\[]\s*([^()（）\d]{2,40}?)\s*[)）\]]\s*\.?$")
# `CITY, April 8 (Agency) —`,
# `CITY Agency |`, `(City=Agency)`, `【Agency】`, `Agency City date 电`, `CITY, 8 Apr - Agency.`
# Each stands behind the marks of which it has one, as most paragraphs have none.
_DATELINES = (
    (
        "(（",
        re.compile(
            r"^(?:[^()（）.!?؟]|(?<=[A-Z][a-z]{2})\.|(?<=[A-Z][a-z]{3})\.){2,70}[(（]\s*([^()（）\d]{2,40}?)\s*[)）]\s*(?:[-–—:،,]|--)"
        ),
    ),
    ("|", re.compile(r"^[^\W\d_]{2,20}[^|()]{0,20}\s([^\W\d_]{2,12})\s\|\s")),
    ("=＝", re.compile(r"^[(（\[【][^=＝()]{1,14}[=＝]\s?([^\W\d_][^=)）\]】\s]{1,11})")),
    ("【", re.compile(r"^【(?:[^】]*?日\s?)?([A-Z]{2,6}|[\u3400-\u9fff]{2,6})】")),
    ("社", re.compile(r"^([\u3400-\u9fff]{2,6}社)[\u3400-\u9fff]{0,8}\d{1,2}月\d{1,2}日[电電]")),
    ("-–—", re.compile(r"^[^\W\d_][^.()]{2,30}\d{1,2}\s[^\W\d_]{3,9}\.?\s[-–—]\s([^\W\d_][^.()]{2,20}?)\.\s")),
)
# A label in the middle of a line, up to the next label or gap.
_IN_LINE = re.compile(
    r"(?<![^\W\d_])([^\W\d_]{2,12})\s?[:：]\s?([^:：|]{2,40}?)(?=\s{1,}[^\W\d_]{2,8}\s?[:：]|\s*\||\s*$|\s+\d{4}|\s\s)"
)


class Attribution(msgspec.Struct, frozen=True):
    """The names that an article credits, and the lines that are the credit and nothing else."""

    sources: tuple[str, ...] = ()
    at: frozenset[int] = frozenset()


def find_sources(lines: Sequence[Line], parts: Parts, options: ImportOptions) -> Attribution:
    """Return the sources that the article credits, the line that says so before the agency in its dateline."""
    for at in _places(lines, parts):
        line = lines[at]
        label = line.label
        if label and label[0] == "source" and label[1] and line.width < _WIDEST:
            if _ADDRESS.fullmatch(label[1]):
                continue
            return _credited(label[1], (at,), options)
        alone = at > parts.last and at + 1 < len(lines) and cues.label_only(line.text) == "source"
        if alone and lines[at + 1].width <= 60 and not lines[at + 1].heading:
            return _credited(lines[at + 1].text, (at, at + 1), options)
        credit = _LONE_CREDIT.match(line.text) if at == parts.last + 1 and not _is_byline(line) else None
        if credit or (at == parts.last + 1 and _only_agencies(line.text)):
            return _credited(credit[1] if credit else line.text, (at,), options)
        if at < parts.first and at not in parts.used and (said := _within(line.text)):
            return _credited(said, (), options)
    return Attribution(_in_prose(parts, options))


def _places(lines: Sequence[Line], parts: Parts) -> Iterator[int]:
    yield from range(parts.last + 1, min(len(lines), parts.last + 7))
    yield from range(parts.last, parts.first, -1)
    top = parts.title_at if parts.title_at is not None else max(0, parts.first - 6)
    yield from range(top + 1, parts.first)


def _credited(text: str, at: tuple[int, ...], options: ImportOptions) -> Attribution:
    """Return the names in a credit; a sentence is none."""
    found = names(_ADDRESS.sub("", text), options.names)
    if text.rstrip().endswith(("。", "؟")) or any(_EDITED.search(name) for name in found):
        return Attribution()
    return Attribution(found, frozenset(at))


def _is_byline(line: Line) -> bool:
    """`(记者 姓名)`: people in brackets, not whom the article credits."""
    return "byline" in line.begins or any(cues.is_called(word, "role") for word in line.folded.split())


def _only_agencies(text: str) -> bool:
    """`dpa/reuters`: agencies and nothing else."""
    found = names(text) if len(text) <= 60 else ()
    return bool(found) and all(map(is_agency, found))


def _within(text: str) -> str:
    """Return what a label in the middle of a line says of the source (`2019-04-08 来源：…`)."""
    if len(text) > _WIDEST or not (":" in text or "：" in text):
        return ""
    return next((match[2] for match in _IN_LINE.finditer(text) if cues.label_only(match[1]) == "source"), "")


def _in_prose(parts: Parts, options: ImportOptions) -> tuple[str, ...]:
    """Return the agency in the first words of the article or in brackets at its end; the words stay there."""
    if not parts.blocks:
        return ()
    known = frozenset(map(cues.fold, options.names))
    found: list[str] = []
    for text in dict.fromkeys((parts.summary or "", parts.blocks[0].text)):
        for marks, pattern in _DATELINES:
            if match := pattern.match(text) if any(map(text.__contains__, marks)) else None:
                found += (name for name in names(match[1], options.names) if _is_known(name, known))
                break
    if (match := _AT_END.search(parts.blocks[-1].text)) and all(_is_known(name, known) for name in names(match[1])):
        found += names(match[1], options.names)
    return tuple({cues.fold(name): name for name in reversed(found)}.values())[::-1]


def _is_known(name: str, known: frozenset[str]) -> bool:
    return is_agency(name) or cues.fold(name) in known
