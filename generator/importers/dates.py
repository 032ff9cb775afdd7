"""Dates in lines of text, read only where there is one way to read them."""

import re
from datetime import date, timedelta
from functools import cache
from unicodedata import decimal

from generator.importers.cues import fold
from generator.importers.months import gregorian, solar

# Years of the web; a date outside of them is of an event.
_YEARS = range(1990, 2100)
_LEAP_OF_33 = frozenset({1, 5, 9, 13, 17, 22, 26, 30})

_NUMERIC = re.compile(
    r"(?<![\d.,/:-])(?:(?P<y1>\d{4})\s?(?P<s1>[-/.])\s?(?P<m1>\d{1,2})\s?(?P=s1)\s?(?P<d1>\d{1,2})"
    r"|(?P<a>\d{1,2})\s?(?P<s2>[-/.])\s?(?P<b>\d{1,2})\s?(?P=s2)\s?(?P<y2>\d{4}))(?![\d/]|[.,-]\d)"
)
_EAST_ASIAN = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]?")
_WORD = r"[^\W\d_]+(?:['’][^\W\d_]+)?"


def find_date(line: str, lang: str | None = None) -> str | None:
    """Return the day (YYYY-MM-DD) that `line` names with its year, or None; Gregorian before other calendars."""
    text = _latin_digits(line)
    if not re.search(r"\d{4}", text):
        return None
    return _east_asian(text) or _named(text) or _numeric(text, lang)


def is_date_line(line: str) -> bool:
    """Tell whether `line` is a date with little around it (a weekday, a label, the hour)."""
    return len(line) <= 90 and find_date(line) is not None and words_beside(line) <= 5


def solar_to_gregorian(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day of a day of the Solar Hijri calendar (years 1300 to 1470), or None."""
    longest = 31 if month <= 6 else 30 if month <= 11 else 30 if _leap(year) else 29
    if not (1300 <= year <= 1470 and 1 <= month <= 12 and 1 <= day <= longest):
        return None
    days = sum(366 if _leap(y) else 365 for y in range(1300, year))
    days += 31 * (month - 1) if month <= 6 else 186 + 30 * (month - 7)
    return date(1921, 3, 21) + timedelta(days=days + day - 1)


def _leap(year: int) -> bool:
    return year % 33 in _LEAP_OF_33


def _latin_digits(text: str) -> str:
    return "".join(str(decimal(c)) if c.isdigit() and not c.isascii() and c.isdecimal() else c for c in text)


def _iso(year: int, month: int, day: int) -> str | None:
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _east_asian(text: str) -> str | None:
    match = _EAST_ASIAN.search(text)
    return _iso(*(int(part) for part in match.groups())) if match else None


def _named(text: str) -> str | None:
    folded = text.casefold()
    found = _first(_day_month_year(), folded, "gregorian") or _first(_month_day_year(), folded, "gregorian")
    return found or _first(_solar_pattern(), folded, "solar")


def _first(pattern: re.Pattern[str], text: str, calendar: str) -> str | None:
    for match in pattern.finditer(text):
        day, year, name = int(match["d"]), int(match["y"]), fold(match["m"])
        if calendar == "solar":
            found = solar_to_gregorian(year, solar()[name], day)
            if found:
                return found.isoformat()
        elif (month := gregorian().get(name)) and (iso := _iso(year, month, day)):
            return iso
    return None


def _numeric(text: str, lang: str | None) -> str | None:
    for match in _NUMERIC.finditer(text):
        if match["y1"]:
            year, month, day = int(match["y1"]), int(match["m1"]), int(match["d1"])
            persian = solar_to_gregorian(year, month, day) if 1300 <= year <= 1470 else None
            found = persian.isoformat() if persian else _iso(year, month, day)
        else:
            found = _day_and_month(int(match["a"]), int(match["b"]), int(match["y2"]), match["s2"], lang)
        if found:
            return found
    return None


def _day_and_month(first: int, second: int, year: int, separator: str, lang: str | None) -> str | None:
    """Only English writes the month first, and not with dots; where either order is possible there, nothing is sure."""
    if first == second or first > 12:
        return _iso(year, second, first)
    if second > 12:
        return _iso(year, first, second)
    return _iso(year, second, first) if separator == "." or lang not in (None, "en") else None


def words_beside(line: str) -> int:
    """Return how many words of `line` are no month names."""
    names = gregorian() | solar()
    return sum(1 for word in re.findall(_WORD, line) if fold(word) not in names)


@cache
def _day_month_year() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.|º|η|ª)?(?:\s+(?:de|of|η|ב)?\s*|\s*[-–]\s*|\s?ב)(?P<m>{_months()})[.,،]?"
        rf"(?:\s*/\s*{_WORD}(?:\s{_WORD})?)?(?:\s+(?:de|of|do|del)\s+|\s*[-–,،/]?\s*)(?:سنة\s+|عام\s+)?(?P<y>\d{{4}})(?!\d)"
    )


@cache
def _month_day_year() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<m>{_months()})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})(?!\d)")


@cache
def _solar_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<!\d)(?P<d>\d{{1,2}})\s+(?P<m>{_alternatives(solar())})(?:\s*ماه)?\s*[,،]?\s+(?P<y>1[34]\d\d)(?!\d)"
    )


def _months() -> str:
    return _alternatives(gregorian())


def _alternatives(names: dict[str, int]) -> str:
    """Match a name as it is folded: letters that `fold` makes one stand for each other."""
    variants = {"ا": "[اأإآ]", "ی": "[یىي]", "ک": "[كک]", "ه": "[هةۀھہ]"}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    spelled = ("".join(variants.get(c, re.escape(c)) for c in name).replace("\\ ", r"\s+") for name in longest_first)
    return "|".join(f"{name}" for name in spelled)
