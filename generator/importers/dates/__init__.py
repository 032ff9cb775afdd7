"""Dates in lines of text, in the scripts and calendars of the press, read only where there is one way to read them."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from generator.importers.characters.signs import LETTERS
from generator.importers.dates import calendars, months
from generator.importers.dates.clocks import find_clock
from generator.importers.dates.named_dates import named
from generator.importers.dates.stamps import Stamp, iso
from generator.importers.dates.worded import worded
from generator.locales.calendars import SOLAR_YEARS, solar_to_gregorian

_ZEROS = (
    *(0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66, 0xDE6, 0xE50, 0xED0, 0xF20),
    *(0x1040, 0x17E0, 0x1810, 0xFF10),
)
_DIGITS = {zero + digit: str(digit) for zero in _ZEROS for digit in range(10)}
_NO_LATIN_DIGIT = re.compile(r"[^\D0-9]")
_LONG = 400

# Nothing without a match of this can hold a date with its year.
_GATE = re.compile(r"\d(?:\d{3}|\s?[-./]\s?\d{1,2}\s?[-./]\s?\d\d|\s?[年月]|(?<=\.\d)\d|(?<=\.\s\d)\d|(?<=['’]\d)\d)")
# A day and a year; the month may be a number too.
_TWO_NUMBERS = re.compile(r"\d\D++\d")
# What `_NUMERIC` matches has a match of this, which is found faster.
_THREE_NUMBERS = re.compile(r"\d\s?[-/.]\s?\d\d?\s?[-/.]\s?\d")
_NUMERIC = re.compile(
    r"(?<![\d.,/:-])(?:(?P<y1>\d{4})\s?(?P<s1>[-/.])\s?(?P<m1>\d{1,2})\s?(?P=s1)\s?(?P<d1>\d{1,2})(?!\d)"
    r"|(?P<a>\d{1,2})\s?(?P<s2>[-/.])\s?(?P<b>\d{1,2})\s?(?P=s2)\s?(?P<c>\d{4}|\d\d)(?!\d))(?!/|[.-]\d)"
)
_GLUED_HOUR = re.compile(r"(?<=\D(?:19|20)\d\d)(?=\d{1,2}:\d\d)")
# What begins with a set of letters is found faster than what begins with a look behind.
_GLUED_MONTH = re.compile(r"[A-Z](?<=[^\W\d_A-Z][A-Z])(?=[a-z]{2})")
_HOUR = re.compile(
    r"^[\s,.|•·–—-]*(?:um|at|à|a las|às|alle|om|kl|klo|o|в|στις|saat|الساعة)?\.?\s*"
    r"\d{1,2}[:.h]\d\d(?::\d\d)?\s*(?:[AaPp]\.?[Mm]\.?|Uhr|ч\.?(?!\w)|น\.?|[صم](?!\w))?"
)
_THAI_SHORT = re.compile(r"([\u0e01-\u0e2e][\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]?)\.([\u0e01-\u0e2e])\.?")
_WORD = re.compile(rf"{LETTERS}(?:['’]{LETTERS})?")
_ASCII_WORD = re.compile("[A-Za-z]+(?:'[A-Za-z]+)?")


def find_date(line: str, lang: str | None = None) -> str | None:
    """Return the day (YYYY-MM-DD) that `line` names with its year, or None; Gregorian before other calendars."""
    found = stamps(line)
    return next((day for stamp in found if (day := stamp.day(lang)) and not stamp.short), None) if found else None


def is_date_line(line: str) -> bool:
    """Tell whether `line` is a date with little around it (a weekday, a label, the hour)."""
    return len(line) <= 90 and bool(stamps(line)) and words_beside(line) <= 5


@lru_cache(maxsize=1024)
def words_beside(line: str) -> int:
    """Return how many words of `line` are neither in a date of it nor the name of a month."""
    rest = prepared(line)
    for stamp in sorted(stamps(line), key=lambda stamp: -stamp.start):
        rest = f"{rest[: stamp.start]} {rest[stamp.end :]}"
    words = (_ASCII_WORD if rest.isascii() else _WORD).findall(rest)
    return sum(not any(months.meanings(word)) for word in words)


def instant(line: str, day: str) -> str:
    """Return `day` with the time that `line` gives, where the zone stands beside it; else `day`."""
    clock = find_clock(prepared(line))
    return f"{day}T{clock}" if clock else day


def without_dates(line: str) -> str:
    """Return `line` without the dates in it and the hours beside them."""
    found = stamps(line)
    if not found:
        return line
    spread = _spread(line)
    for stamp in sorted(found, key=lambda stamp: -stamp.start):
        spread = f"{spread[: stamp.start]} | {_HOUR.sub('', spread[stamp.end :])}"
    return spread.strip(" |")


@lru_cache(maxsize=1024)
def prepared(line: str) -> str:
    """Return `line` as stamps count in it: case-folded, Latin digits, what was glued to a month parted."""
    text = _spread(line)
    lowered = text.casefold()
    # A few letters grow when their case is folded; what counts is that places stay.
    return lowered if len(lowered) == len(text) else text.lower() if len(text.lower()) == len(text) else text


@lru_cache(maxsize=8192)
def stamps(line: str) -> tuple[Stamp, ...]:
    """Return the dates in `line`, Gregorian before other calendars, then in the order of the line."""
    if not (_GATE.search(line) and _TWO_NUMBERS.search(line)):
        return ()
    text = prepared(line[:_LONG])
    found = list(worded(text))
    found += [stamp for stamp in named(text) if not _overlaps(stamp, found)]
    found += [stamp for stamp in _numeric(text) if not _overlaps(stamp, found)]
    return tuple(sorted(found, key=lambda stamp: (bool(stamp.month) or _is_solar(stamp), stamp.start)))


def _is_solar(stamp: Stamp) -> bool:
    return any(kind == "solar" for kind, _ in stamp.readings)


def _spread(line: str) -> str:
    """Return `line` in Latin digits, with spaces where none parts a date from what stands beside it."""
    line = _GLUED_MONTH.sub(r" \g<0>", line) if _GLUED_MONTH.search(line) else line
    if not line.isascii():
        line = line.translate(_DIGITS) if _NO_LATIN_DIGIT.search(line) else line
        line = _THAI_SHORT.sub(r"\1\2 ", line) if "." in line else line
    return _GLUED_HOUR.sub(" ", line) if ":" in line else line


def _overlaps(stamp: Stamp, others: Sequence[Stamp]) -> bool:
    return any(stamp.start < other.end and other.start < stamp.end for other in others)


def _numeric(text: str) -> Iterator[Stamp]:
    for match in _NUMERIC.finditer(text) if _THREE_NUMBERS.search(text) else ():
        where = match.start(), match.end()
        if match["y1"]:
            year, month, day = int(match["y1"]), int(match["m1"]), int(match["d1"])
            if found := iso(year, month, day) or iso(year - calendars.BUDDHIST, month, day):
                yield Stamp((("sure", found),), *where)
            elif year in SOLAR_YEARS:
                yield from _other_calendar(text, year, month, day, where)
        elif len(match["c"]) == 4 and int(match["c"]) in SOLAR_YEARS:
            yield from _other_calendar(text, int(match["c"]), int(match["b"]), int(match["a"]), where)
        else:
            yield from _ordered(text, match["a"], match["b"], match["c"], match["s2"], where)


def _other_calendar(text: str, year: int, month: int, day: int, where: tuple[int, int]) -> Iterator[Stamp]:
    if re.match(r"\s?هـ?(?!\w)", text[where[1] :]):
        lunar = calendars.lunar_to_month(year, month, day)
        yield Stamp((), *where, month=lunar)
    elif solar := solar_to_gregorian(year, month, day):
        yield Stamp((("solar", solar.isoformat()),), *where, month=calendars.lunar_to_month(year, month, day))


def _ordered(text: str, first: str, second: str, third: str, separator: str, where: tuple[int, int]) -> Iterator[Stamp]:
    """Yield a date of three numbers: day first, or as Americans write it (never with dots), or year first."""
    short = len(third) == 2
    if not short and (ethiopic := calendars.ethiopic_day(int(third), int(second), int(first), text[where[1] :])):
        yield Stamp((("ethiopic", ethiopic),), *where)
        return
    a, b, c = int(first), int(second), int(third)
    year = c + 2000 if short else c - calendars.BUDDHIST if c > 2500 else c
    found: dict[str, str] = {}
    orders = [("dmy", year, b, a)]
    if separator != ".":
        orders.append(("mdy", year, a, b))
    if short and len(first) == 2:
        orders.append(("ymd", a + 2000, b, c))
    for order, *parts in orders:
        day = iso(*parts)
        if day and day not in found.values():
            found[order] = day
    if found:
        yield Stamp(tuple(found.items()), *where, short=short)
