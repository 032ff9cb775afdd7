"""What stands around an article: its date, authors and attribution; menus and headlines of other articles."""

import re
from collections.abc import Iterable, Sequence

import msgspec

from generator.importers import cues, dates
from generator.importers.arrange import Parts
from generator.importers.attribution import names, people
from generator.importers.lines import Line
from generator.importers.options import ImportOptions
from generator.importers.segment import is_prose
from generator.model import DroppedLine

_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_LONE_CREDIT = re.compile(r"^[-–—\s]*[(（\[]\s*([^()\d]{2,40}?)\s*[)）\]]\.?$")


class Surroundings(msgspec.Struct, frozen=True):
    """What could be read off the lines outside of the body."""

    published: str | None
    authors: tuple[str, ...]
    sources: tuple[str, ...]
    url: str | None
    related: tuple[str, ...]
    menu: tuple[str, ...]
    dropped: tuple[DroppedLine, ...]


def look(lines: Sequence[Line], parts: Parts, options: ImportOptions, lang: str | None) -> Surroundings:
    """Return what the lines around the article say, and the lines that are left out with the reason for each."""
    day, day_line = published(lines, parts, lang)
    sources, source_lines = _sources(lines, parts, options)
    authors, author_lines = _authors(lines, parts)
    url_at = _address_at(lines)
    url_lines = frozenset({url_at} if url_at is not None else ())
    related, related_lines = _related(lines, parts, source_lines)
    menu, menu_lines = _menu(lines, parts)
    taken = parts.used | source_lines | author_lines | url_lines | ({day_line} - {None})
    dropped = []
    for at, line in enumerate(lines):
        if at in taken:
            continue
        reason = parts.dropped.get(at) or ("menu" if at in menu_lines else "related" if at in related_lines else None)
        dropped.append(DroppedLine(text=line.text, reason=reason or _why(line, at, parts)))
    return Surroundings(day, authors, sources, address(lines) or None, (*parts.insets, *related), menu, tuple(dropped))


def published(lines: Sequence[Line], parts: Parts, lang: str | None) -> tuple[str | None, int | None]:
    """Return the day of publication where a line near the headline is that date, and that line.

    A date in the prose is of an event.
    """
    for at in _near(lines, parts):
        line = lines[at]
        labelled = line.label is not None and line.label[0] == "dateline"
        if (line.width <= 120 and not is_prose(line)) or labelled:
            found = dates.find_date(line.text, lang)
            if found and (labelled or dates.is_date_line(line.text) or dates.words_beside(line.text) <= 9):
                return found, at
    return None, None


def _near(lines: Sequence[Line], parts: Parts) -> Iterable[int]:
    """Yield the lines where a date of publication stands: under the headline, above it, in and after the article."""
    top = parts.title_at if parts.title_at is not None else parts.first
    inside = [at for at in range(top + 1, parts.last + 1) if at not in parts.used]
    yield from inside[:8]
    yield from range(top - 1, max(-1, top - 6), -1)
    yield from range(parts.last + 1, min(len(lines), parts.last + 5))


def _sources(lines: Sequence[Line], parts: Parts, options: ImportOptions) -> tuple[tuple[str, ...], frozenset[int]]:
    """Return the names in the attribution under the article, and the lines that it takes."""
    for at in [*range(parts.last + 1, min(len(lines), parts.last + 7)), *range(parts.last, parts.first, -1)]:
        line = lines[at]
        if line.label and line.label[0] == "source" and line.label[1] and line.width < 160 and at not in parts.used:
            if _ADDRESS.fullmatch(line.label[1]):
                continue
            return names(line.label[1], options.names), frozenset({at})
        alone = cues.label_only(line.text) == "source" and at + 1 < len(lines) and at > parts.last
        if alone and lines[at + 1].width <= 60 and not lines[at + 1].heading:
            return names(lines[at + 1].text, options.names), frozenset({at, at + 1})
        credit = _LONE_CREDIT.match(line.text)
        if credit and at == parts.last + 1:
            return names(credit[1], options.names), frozenset({at})
    return (), frozenset()


def _authors(lines: Sequence[Line], parts: Parts) -> tuple[tuple[str, ...], frozenset[int]]:
    """Return who a byline near the headline names, and the lines that it takes."""
    top = parts.title_at if parts.title_at is not None else parts.first
    for at in [*range(top + 1, min(parts.first + 3, len(lines))), *range(top - 1, max(-1, top - 4), -1)]:
        line = lines[at]
        if at in parts.used or line.width > 100:
            continue
        if line.label and line.label[0] == "byline" and line.label[1]:
            found = people(line.label[1])
        elif cues.begins_with(line.text, "byline"):
            found = people(_after_byline(line.text))
        else:
            continue
        if found:
            return found, frozenset({at})
    return (), frozenset()


def _after_byline(text: str) -> str:
    first, _, rest = text.partition(" ")
    return rest if cues.label_only(first) == "byline" else rest.partition(" ")[2]


def address(lines: Sequence[Line]) -> str:
    """Return the address alone in the first or last line: the person who captured the page put it there."""
    at = _address_at(lines)
    return "" if at is None else _address_in(lines[at])


def _address_at(lines: Sequence[Line]) -> int | None:
    ends = (0, len(lines) - 1) if lines else ()
    return next((at for at in ends if _ADDRESS.fullmatch(_address_in(lines[at]))), None)


def _address_in(line: Line) -> str:
    return line.label[1] if line.label and line.label[0] == "source" else line.text


def _related(lines: Sequence[Line], parts: Parts, taken: frozenset[int]) -> tuple[tuple[str, ...], frozenset[int]]:
    """Return the headlines of other articles that follow the article, up to its page's foot."""
    found: dict[str, str] = {}
    where: set[int] = set()
    announced = False
    for at in range(parts.last + 1, len(lines)):
        line = lines[at]
        if cues.begins_with(line.text, "copyright") or len(found) >= 40:
            break
        announced = line.heading == "related" or (announced and line.heading is None)
        if at in taken or line.heading or line.label or not _is_headline(line, announced):
            continue
        where.add(at)
        if parts.title is None or cues.fold(line.text) != cues.fold(parts.title):
            found.setdefault(cues.fold(line.text), line.text)
    return tuple(found.values()), frozenset(where)


def _is_headline(line: Line, announced: bool) -> bool:
    """Under a heading that announces them, headlines may be shorter than where nothing does."""
    if line.width > 200 or line.text.endswith((".", "。", "۔")) or dates.is_date_line(line.text):
        return False
    spaceless = line.words <= 2 and not line.text.isascii() and line.width >= 24
    plain = line.width >= 30 and line.words >= 4
    return spaceless or plain or (announced and line.width >= 16 and line.words >= 3)


def _menu(lines: Sequence[Line], parts: Parts) -> tuple[tuple[str, ...], frozenset[int]]:
    """Return the navigation above the article: short lines that are repeated there or bulleted."""
    top = parts.title_at if parts.title_at is not None else parts.first
    found: dict[str, str] = {}
    where: set[int] = set()
    title = cues.fold(parts.title or "")
    for at, line in enumerate(lines[:top]):
        folded = cues.fold(line.text)
        if (line.repeats > 1 or line.bullet) and line.width <= 80 and not line.heading and folded != title:
            found.setdefault(folded, line.text)
            where.add(at)
    return tuple(found.values()), frozenset(where)


def _why(line: Line, at: int, parts: Parts) -> str:
    if line.heading:
        return "menu" if line.heading == "related" and at < parts.first else line.heading
    if line.label:
        return {"dateline": "date", "also": "related"}.get(line.label[0], line.label[0])
    if parts.title is not None and cues.fold(line.text) == cues.fold(parts.title):
        return "repeat"
    if cues.begins_with(line.text, "copyright"):
        return "copyright"
    if dates.is_date_line(line.text):
        return "date"
    return "before the article" if at < parts.first else "after the article"
