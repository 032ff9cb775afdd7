"""The day of publication among all the dates that a page shows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

import msgspec

from generator.importers import cues, dates
from generator.importers.characters.signs import LETTERS
from generator.importers.dates.stamps import Stamp
from generator.importers.text import captions
from generator.importers.text.arrange import Parts
from generator.importers.text.lines import Line
from generator.importers.text.segment import is_prose

_FAR, _BELOW = 30, 15
_WIDEST = 200
# How many lines the head of a page has, where the day of reading stands.
_HEAD = 12
# How many lines after the first of the text still belong to the head of the article.
_NEAR = 3
_CLOCK = re.compile(r"\d{1,2}[:.h٫]\s?\d\d(?!\d)")
_HOUR = re.compile(r"\d\d[:.h]?\d\d(?!\d)|\d[:.h]\d\d")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?=[/_-])")
_WORD = re.compile(LETTERS)
_LONGEST_LABEL = 4
# Below it, a date on labelled pages was more often that of another article than of this one.
_ENOUGH = 1.5
# How often a date above it was right there.
_SURE = 0.95


_Dated: TypeAlias = Mapping[int, tuple[Stamp, ...]]
"""The dates of lines that may tell, by the line, in their order."""


class Dating(msgspec.Struct, frozen=True):
    """When an article was published, as front matter says it, the line that says so, and how sure that is."""

    published: str | None = None
    at: int | None = None
    sure: float = 0.0


class _Candidate(msgspec.Struct, frozen=True):
    day: str
    at: int
    score: float
    exact: bool


def find_published(lines: Sequence[Line], parts: Parts, lang: str | None, url: str = "") -> Dating:
    """Return the day (or instant) of publication where a line around the article is that date.

    A date in the prose is of an event; the last change is not the publication.
    """
    dated = {
        at: found
        for at, line in enumerate(lines)
        if line.digits and line.width <= _WIDEST and (found := dates.stamps(line.text))
    }
    order, addressed = _habits(dated, url)
    best: _Candidate | None = None
    for candidate in _candidates(lines, parts, dated, lang, order, addressed):
        if best is None or candidate.score > best.score:
            best = candidate
    if best is None or best.score < _ENOUGH:
        return _lunar(lines, parts, lang)
    published = dates.instant(lines[best.at].text, best.day) if best.exact else best.day
    return Dating(published, best.at, _SURE)


def _lunar(lines: Sequence[Line], parts: Parts, lang: str | None) -> Dating:
    """Return the month of a lunar date under the headline: without the table of a country its day is not sure."""
    top = parts.title_at if parts.title_at is not None else parts.first
    for at in range(top + 1, parts.first):
        if at not in parts.used and lines[at].width <= _WIDEST and not is_prose(lines[at]):
            month = next((each.lunar_month(lang) for each in dates.stamps(lines[at].text)), None)
            if month:
                return Dating(month, at, 0.6)
    return Dating()


def _habits(dated: _Dated, url: str) -> tuple[str | None, str | None]:
    """Return in which order the page writes numeric dates, if it shows, and the day in the article's address."""
    orders: set[str] = set()
    for found in dated.values():
        for stamp in found:
            if len(stamp.readings) == 1 and stamp.readings[0][0] in ("dmy", "mdy") and not _same_numbers(stamp):
                orders.add(stamp.readings[0][0])
    in_address = _IN_ADDRESS.search(url)
    return (orders.pop() if len(orders) == 1 else None), "-".join(in_address.groups()) if in_address else None


def _same_numbers(stamp: Stamp) -> bool:
    """Tell whether the day equals the month, which says nothing about the order."""
    day = stamp.readings[0][1]
    return day[5:7] == day[8:10]


def _candidates(
    lines: Sequence[Line], parts: Parts, dated: _Dated, lang: str | None, order: str | None, addressed: str | None
) -> Iterator[_Candidate]:
    top = parts.title_at if parts.title_at is not None else parts.first
    # Where several dates stand in the head of the page, none of them is the article's.
    crowded = sum(at < top - _FAR for at in dated) > 2
    alone = _alone(lines, dated, top)
    end = min(len(lines), parts.last + 1 + _BELOW)
    end = next((at for at in range(parts.last + 1, end) if lines[at].heading == "comments"), end)
    for at, found in dated.items():
        if at >= end:
            return
        line = lines[at]
        if _is_text(lines, at, parts):
            base = _in_passing(line, found) if at <= parts.first else 0.0
        else:
            base = _place(at, top, parts) + _shape(lines, at) + (1.0 if at == alone else 0.0)
        if at < top - 3 and base < 2.0 and not _CLOCK.search(line.text):
            # A date in the head of a page is that of the day of reading.
            base -= 1.0
        if at < top - _FAR and (crowded or (at < _HEAD and base < 2.0)):
            continue
        text = dates.prepared(line.text)
        for stamp in _not_of_a_change(text, found, _below_label(lines, at) == "updated"):
            day = stamp.day(lang, order) or _decided(stamp, addressed)
            if day and not (stamp.short and base < 2):
                yield _Candidate(day, at, base + (addressed == day), len(found) == 1)


def _alone(lines: Sequence[Line], dated: _Dated, top: int) -> int | None:
    """Return the only line below the headline that is a date, if there is just one: it can be of no other article."""
    found = [at for at in dated if at >= top and dates.is_date_line(lines[at].text)]
    return found[0] if len(found) == 1 else None


def _is_text(lines: Sequence[Line], at: int, parts: Parts) -> bool:
    """Tell whether a line is of the text: a date under the headline is not, even where the model took it for text."""
    line = lines[at]
    if dates.is_date_line(line.text) and (_says_published(line) or at <= parts.first + _NEAR):
        return False
    return at in parts.used or (is_prose(line) and not _says_published(line))


def _in_passing(line: Line, found: Sequence[Stamp]) -> float:
    """Return what tells a date that sticks to a headline or a lede: it is at the end, or begins it with the hour."""
    text = dates.prepared(line.text)
    rest = _CLOCK.sub("", text[found[-1].end :])
    at_end = not line.ends and dates.words_beside(rest) <= 1 and len(rest) < 12
    at_beginning = found[0].start <= 2 and _CLOCK.match(text[found[0].end :].lstrip(" ,-–|"))
    return 2.0 if at_end or at_beginning else 0.0


def _decided(stamp: Stamp, addressed: str | None) -> str | None:
    """Return the reading that the address confirms."""
    return next((day for _, day in stamp.readings if day == addressed), None)


def _place(at: int, top: int, parts: Parts) -> float:
    """Return what the place of a line tells: under the headline is best, near it good."""
    if at < top:
        return _fading(1.6, top - at)
    if at < parts.first or at <= top + 6:
        return 3.0 - 0.08 * (min(at - top, parts.first - at) if at < parts.first else at - top)
    if at <= parts.last:
        return 1.6 - 0.05 * (at - parts.first)
    return _fading(1.4, at - parts.last) - (1.5 if at > parts.last + 3 else 0.0)


def _fading(most: float, distance: int) -> float:
    return most - 0.2 * min(distance, 5) - 0.03 * min(max(0, distance - 5), 20)


def _shape(lines: Sequence[Line], at: int) -> float:
    line = lines[at]
    score = 0.0
    if _says_published(line):
        score += 1.5
    beside = dates.words_beside(line.text)
    score += 1.0 if beside <= 3 else 0.3 if beside <= 10 else -1.5
    if _CLOCK.search(line.text):
        score += 0.7
    if line.repeats > 3:
        score -= 1.0
    if "caption" in line.begins or captions.is_credited(line.text):
        score -= 3.0
    if "copyright" in line.begins or "@" in line.text:
        score -= 2.0
    if _below_label(lines, at) == "dateline":
        score += 1.5
    return score


def _below_label(lines: Sequence[Line], at: int) -> str | None:
    """Return what the line above says that the date below it is, if that is all it says."""
    above = lines[at - 1].text if at > 0 else ""
    kind = cues.label_only(above)
    return "updated" if kind == "dateline" and cues.is_update(above) else kind


def _says_published(line: Line) -> bool:
    labelled = line.label is not None and line.label[0] == "dateline"
    return (labelled or "dateline" in line.begins) and not cues.is_update(line.text)


def _not_of_a_change(text: str, found: Sequence[Stamp], before: bool) -> Iterator[Stamp]:
    """Yield the dates of a prepared line but those of the last change: a label counts up to the next one.

    Behind a date such a label counts for it where an hour follows (`28 November 2013 -- Updated 0203 GMT`), for a date
    that follows else.
    """
    ordered = sorted(found, key=lambda stamp: stamp.start)
    ends = [*(stamp.start for stamp in ordered[1:]), len(text)]
    begin = 0
    updated = before
    kept = []
    for stamp, end in zip(ordered, ends, strict=True):
        said = _label_in(text[begin : stamp.start])
        updated = said == "updated" if said else updated
        behind = not said and end == len(text) and _says_when_updated(text[stamp.end :])
        if not (updated or behind):
            kept.append(stamp)
        begin = stamp.end
    return (stamp for stamp in found if stamp in kept)


def _label_in(text: str) -> str | None:
    """Return what the last label in a piece of a line says: `dateline` or `updated`."""
    words = [match.span() for match in _WORD.finditer(text)]
    for at in range(len(words) - 1, -1, -1):
        ends = [end for _, end in words[at : at + _LONGEST_LABEL]]
        start = words[at][0]
        if cues.may_begin(cues.fold(text[start : ends[-1]])):
            kinds = (cues.label_kind(text[start:end]) for end in reversed(ends))
            if kind := next((kind for kind in kinds if kind in ("dateline", "updated")), None):
                return kind
    return None


def _says_when_updated(after: str) -> bool:
    """Tell whether a label for the last change stands behind a date, and an hour not before but behind the label."""
    label = _WORD.search(after)
    if not label or _label_in(after) != "updated":
        return False
    return not _HOUR.search(after[: label.start()]) and bool(_HOUR.search(after[label.end() :]))
