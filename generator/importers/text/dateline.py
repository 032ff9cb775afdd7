"""The day of publication among all the dates that a page shows."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from generator.importers import cues, dates
from generator.importers.dates.stamps import Stamp
from generator.importers.text.arrange import Parts
from generator.importers.text.lines import Line
from generator.importers.text.segment import is_prose

_FAR, _BELOW = 30, 15
_WIDEST = 200
# How many lines the head of a page has, where the day of reading stands.
_HEAD = 12
_CLOCK = re.compile(r"\d{1,2}[:.h٫]\s?\d\d(?!\d)")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-]?([01]\d)[/-]?([0-3]\d)(?=[/_-])")
_WORD = re.compile(r"[^\W\d_]+(?:[ '’][^\W\d_]+)?")
_ENOUGH, _GOOD = 1.0, 1.5


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
    order, addressed = _habits(lines, url)
    best: _Candidate | None = None
    for candidate in _candidates(lines, parts, lang, order, addressed):
        if best is None or candidate.score > best.score:
            best = candidate
    if best is None or best.score < _ENOUGH:
        return _lunar(lines, parts, lang)
    published = dates.instant(lines[best.at].text, best.day) if best.exact else best.day
    return Dating(published, best.at, _sure(best.score))


def _lunar(lines: Sequence[Line], parts: Parts, lang: str | None) -> Dating:
    """Return the month of a lunar date under the headline: without the table of a country its day is not sure."""
    top = parts.title_at if parts.title_at is not None else parts.first
    for at in range(top + 1, parts.first):
        if at not in parts.used and lines[at].width <= _WIDEST and not is_prose(lines[at]):
            month = next((each.month for each in dates.stamps(lines[at].text) if not each.day(lang)), None)
            if month:
                return Dating(month, at, 0.6)
    return Dating()


def _sure(score: float) -> float:
    """Return how often a date of such a score was right on labelled pages: what is near the bound, half the time."""
    return 0.5 if score < _GOOD else 0.95


def _habits(lines: Sequence[Line], url: str) -> tuple[str | None, str | None]:
    """Return in which order the page writes numeric dates, if it shows, and the day in the article's address."""
    orders: set[str] = set()
    for line in lines:
        for stamp in dates.stamps(line.text) if line.width <= _WIDEST else ():
            if len(stamp.readings) == 1 and stamp.readings[0][0] in ("dmy", "mdy") and not _same_numbers(stamp):
                orders.add(stamp.readings[0][0])
    found = _IN_ADDRESS.search(url)
    return (orders.pop() if len(orders) == 1 else None), "-".join(found.groups()) if found else None


def _same_numbers(stamp: Stamp) -> bool:
    """Tell whether the day equals the month, which says nothing about the order."""
    day = stamp.readings[0][1]
    return day[5:7] == day[8:10]


def _candidates(
    lines: Sequence[Line], parts: Parts, lang: str | None, order: str | None, addressed: str | None
) -> Iterator[_Candidate]:
    top = parts.title_at if parts.title_at is not None else parts.first
    crowded = _is_crowded(lines, top - _FAR)
    for at in range(min(len(lines), parts.last + 1 + _BELOW)):
        line = lines[at]
        if at > parts.last and line.heading == "comments":
            return
        if line.width > _WIDEST or not (found := dates.stamps(line.text)):
            continue
        if at in parts.used or (is_prose(line) and not _says_published(line)):
            base = _in_passing(line, found) if at <= parts.first else 0.0
        else:
            base = _place(at, top, parts) + _shape(lines, at)
        if at < top - 3 and base < 2.0 and not _CLOCK.search(line.text):
            # A date in the head of a page is that of the day of reading.
            base -= 1.0
        if at < top - _FAR and (crowded or (at < _HEAD and base < 2.0)):
            continue
        text = dates.prepared(line.text)
        updated = False
        begin = 0
        for stamp in found:
            day = stamp.day(lang, order) or _decided(stamp, addressed)
            updated = _says_updated(text, begin, stamp.start, updated)
            begin = stamp.end
            if day and not (stamp.short and base < 2):
                yield _Candidate(day, at, base - (1.5 if updated else 0.0) + (addressed == day), len(found) == 1)


def _is_crowded(lines: Sequence[Line], end: int) -> bool:
    """Tell whether several dates stand before line `end`: then none of them is the article's."""
    days = [line.text for line in lines[: max(0, end)] if line.width <= _WIDEST and dates.stamps(line.text)]
    return len(days) > 2


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
        return 3.0 - 0.08 * (at - top)
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
    if (line.label and line.label[0] == "caption") or cues.begins_with(line.text, "caption"):
        score -= 3.0
    if cues.begins_with(line.text, "copyright") or "@" in line.text:
        score -= 2.0
    if at > 0 and cues.label_only(lines[at - 1].text) == "dateline":
        score += 1.5 if not cues.is_update(lines[at - 1].text) else -1.0
    return score


def _says_published(line: Line) -> bool:
    labelled = line.label is not None and line.label[0] == "dateline"
    return (labelled or cues.begins_with(line.text, "dateline")) and not cues.is_update(line.text)


def _says_updated(text: str, begin: int, end: int, before: bool) -> bool:
    """Tell whether the date that begins at `end` is the last change; a label counts up to the next one."""
    between = text[begin:end]
    for match in reversed(list(_WORD.finditer(between))):
        for said in (match.group(), match.group().split(" ")[0].split("'")[0]):
            kind = cues.label_kind(said)
            if kind in ("dateline", "updated"):
                return kind == "updated"
    return before
