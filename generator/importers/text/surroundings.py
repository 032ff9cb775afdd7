"""What stands around an article: its date, authors and attribution; menus and headlines of other articles."""

import re
from collections.abc import Sequence

import msgspec

from generator.importers import cues, dates
from generator.importers.options import ImportOptions
from generator.importers.text import captions
from generator.importers.text.arrange import Parts
from generator.importers.text.byline import Byline, find_authors
from generator.importers.text.dateline import Dating, find_published
from generator.importers.text.lines import Line
from generator.importers.text.sources import Attribution, find_sources
from generator.model import DroppedLine

_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


class Surroundings(msgspec.Struct, frozen=True):
    """What could be read off the lines outside of the body."""

    published: str | None
    authors: tuple[str, ...]
    sources: tuple[str, ...]
    url: str | None
    related: tuple[str, ...]
    menu: tuple[str, ...]
    dropped: tuple[DroppedLine, ...]
    image_caption: str | None = None
    image_credit: str | None = None
    confidence: dict[str, float] = {}


def look(lines: Sequence[Line], parts: Parts, options: ImportOptions, lang: str | None) -> Surroundings:
    """Return what the lines around the article say, and the lines that are left out with the reason for each."""
    dating = find_published(lines, parts, lang, address(lines))
    credit = find_sources(lines, parts, options)
    caption, image_credit = captions.split(parts.caption) if parts.caption else (None, None)
    byline = find_authors(lines, parts, dating.at)
    url_at = _address_at(lines)
    url_lines = frozenset({url_at} if url_at is not None else ())
    related, related_lines = _related(lines, parts, credit.at)
    menu, menu_lines = _menu(lines, parts)
    taken = parts.used | credit.at | byline.at | url_lines | ({dating.at} - {None})
    title = _folded_title(parts)
    reasons = {**dict.fromkeys(related_lines, "related"), **dict.fromkeys(menu_lines, "menu"), **parts.dropped}
    dropped = [
        DroppedLine(text=line.text, reason=reasons.get(at) or _why(line, at, parts, title))
        for at, line in enumerate(lines)
        if at not in taken
    ]
    return Surroundings(
        published=dating.published,
        authors=byline.authors,
        sources=credit.sources,
        url=address(lines) or None,
        related=(*parts.insets, *related),
        menu=menu,
        dropped=tuple(dropped),
        image_caption=caption,
        image_credit=image_credit,
        confidence=_confidence(dating, byline, credit),
    )


def _confidence(dating: Dating, byline: Byline, credit: Attribution) -> dict[str, float]:
    sourced = 0.9 if credit.at else 0.7 if credit.sources else 0.0
    return {"published": dating.sure, "authors": byline.sure, "sources": sourced}


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
    title = _folded_title(parts)
    for at in range(parts.last + 1, len(lines)):
        line = lines[at]
        if "copyright" in line.begins or len(found) >= 40:
            break
        announced = line.heading == "related" or (announced and line.heading is None)
        if at in taken or line.heading or line.label or not _is_headline(line, announced):
            continue
        where.add(at)
        if line.folded != title:
            found.setdefault(line.folded, line.text)
    return tuple(found.values()), frozenset(where)


def _is_headline(line: Line, announced: bool) -> bool:
    """Under a heading that announces them, headlines may be shorter than where nothing does."""
    if line.width > 200 or line.text.endswith((".", "。", "۔")) or (line.digits and dates.is_date_line(line.text)):
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
        if (line.repeats > 1 or line.bullet) and line.width <= 80 and not line.heading and line.folded != title:
            found.setdefault(line.folded, line.text)
            where.add(at)
    return tuple(found.values()), frozenset(where)


def _folded_title(parts: Parts) -> str | None:
    return None if parts.title is None else cues.fold(parts.title)


def _why(line: Line, at: int, parts: Parts, title: str | None) -> str:
    if line.heading:
        return "menu" if line.heading == "related" and at < parts.first else line.heading
    if line.label:
        return {"dateline": "date", "also": "related"}.get(line.label[0], line.label[0])
    if line.folded == title:
        return "repeat"
    if "copyright" in line.begins:
        return "copyright"
    if line.digits and dates.is_date_line(line.text):
        return "date"
    return "before the article" if at < parts.first else "after the article"
