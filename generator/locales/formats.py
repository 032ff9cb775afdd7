"""Numbers, counts, dates and times as a language writes them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Literal

from generator.locales.tags import cldr, join, locale_name, script

Digits = Literal["latn", "arab", "arabext"]
DateStyle = Literal["long", "month", "short"]

_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
_DIGITS: dict[Digits, str] = {"latn": "0123456789", "arab": "٠١٢٣٤٥٦٧٨٩", "arabext": "۰۱۲۳۴۵۶۷۸۹"}
_TO_DIGITS = {digits: str.maketrans("".join(_DIGITS.values()), row * len(_DIGITS)) for digits, row in _DIGITS.items()}
_PUBLISHED = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})"
    r"(?:T(?P<time>\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?)?)?",
    re.ASCII,
)


@cache
def digit_system(regional_tag: str, setting: str) -> Digits:
    """Return the digits of a text: CLDR's for the region if the setting is `auto`, else the setting's.

    Text in other scripts than Arabic has Latin digits, whatever the setting.
    """
    if script(regional_tag) != "Arab":
        return "latn"
    wanted = setting if setting != "auto" else cldr(regional_tag, "default_numbering_system")
    return next((digits for digits in _DIGITS if digits == wanted), "latn")


def localise_digits(text: str, digits: Digits) -> str:
    """Return the text with all its digits in one system."""
    return text.translate(_TO_DIGITS[digits])


@cache
def format_number(n: int, regional_tag: str, digits: Digits) -> str:
    """Return a whole number with digits and separators of one system, never a mix."""
    from babel.numbers import format_decimal

    # Babel writes Arabic separators round Latin digits when asked for anything but Latin.
    latin = format_decimal(n, locale=locale_name(regional_tag), numbering_system="latn")
    if digits == "latn":
        return latin
    return localise_digits(latin.replace(cldr(regional_tag, "number_symbols", "latn", "group"), "٬"), digits)


@cache
def plural_category(n: int, tag: str) -> str:
    """Return the CLDR plural category of a count (`few`)."""
    return str(cldr(tag, "plural_form")(abs(n)))


@cache
def plural_categories(tag: str) -> tuple[str, ...]:
    """Return the plural categories of a language, from `zero` to `other`."""
    return tuple(found for found in _CATEGORIES if found in {*cldr(tag, "plural_form").tags, "other"})


def format_date(value: str, regional_tag: str, digits: Digits, style: DateStyle = "long") -> str:
    """Return a date as its language writes it, as precise as the value; style `month` leaves the day out.

    A value is `2019`, `2019-04`, `2019-04-08` or `2019-04-08T10:30+03:00`; others, as `unknown`, are a ValueError.
    """
    found = _published(value)
    day = "" if style == "month" else found["day"] or ""
    text = _format_date(found["year"], found["month"] or "", day, regional_tag, style == "short")
    return localise_digits(text, digits)


def format_month(value: str, regional_tag: str, digits: Digits) -> str:
    """Return month and year of a date, the month's name standing alone (`апрель 2019 г.`)."""
    return format_date(value, regional_tag, digits, "month")


def format_time(value: str, regional_tag: str, digits: Digits) -> str:
    """Return the clock time of a value as `10:30`, in the value's own zone; nothing if it has none."""
    time = _published(value)["time"] or ""
    if digits == "latn":
        time = time.replace(":", cldr(regional_tag, "number_symbols", "latn", "timeSeparator"))
    return localise_digits(time, digits)


@cache
def format_offset(minutes: int, regional_tag: str, digits: Digits) -> str:
    """Return how a language names a zone by its distance from Greenwich (`GMT+2`, `GMT-3:30`)."""
    hours, rest = divmod(abs(minutes), 60)
    shown = f"{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}" if minutes else ""
    # The caller isolates the whole, so that it needs no marks of its own.
    text = str(cldr(regional_tag, "zone_formats", "gmt")).replace("%s", shown).strip("\u200e\u200f ")
    return localise_digits(text, digits)


def _published(value: str) -> re.Match[str]:
    found = _PUBLISHED.fullmatch(value)
    if found is None:
        raise ValueError(f"`{value}` is not a date: write 2019, 2019-04, 2019-04-08 or 2019-04-08T10:30+03:00")
    return found


def laid_out(year: int, month: str, day: int, tag: str) -> str:
    """Return a day of any calendar as a language writes whole dates, from the name of its month, in Latin digits."""

    def field(letter: str, width: int) -> str:
        match letter:
            case "y" | "Y":
                return str(year)
            case "d":
                return f"{day:0{width}}"
            case "M" | "L":
                return month
            case _:
                # The era is that of the Gregorian calendar.
                return ""

    return _filled(cldr(tag, "date_formats", "long").pattern, field, tag).replace("  ", " ").strip()


def _filled(pattern: str, field: Callable[[str, int], str], tag: str) -> str:
    from babel.dates import tokenize_pattern

    text = "".join(token if isinstance(token, str) else field(*token) for _, token in tokenize_pattern(pattern))
    return text.replace(",", "،") if script(tag) == "Arab" else text


@cache
def _format_date(year: str, month: str, day: str, tag: str, short: bool) -> str:
    if not month:
        return year
    when = date(int(year), int(month), int(day or 1))
    wide = cldr(tag, "months", "format", "wide")[when.month]
    if wide == f"M{month}":  # CLDR has no month names for this language
        return join("-", year, month, day)
    if day and not short:
        pattern = cldr(tag, "date_formats", "long")
    else:
        pattern = cldr(tag, "datetime_skeletons", ("yMMM" if short else "yMMMM") + ("d" if day else ""))
    return _filled(pattern.pattern, lambda letter, width: _date_field(letter, width, when, tag), tag)


def _date_field(letter: str, width: int, when: date, tag: str) -> str:
    match letter:
        case "y" | "Y":
            return f"{when.year:04}"
        case "d":
            return f"{when.day:0{width}}"
        case "G":
            return str(cldr(tag, "eras", "abbreviated")[1])
        case "M" | "L" if width < 3:
            return f"{when.month:0{width}}"
        case "M" | "L":
            context = "format" if letter == "M" else "stand-alone"
            return str(cldr(tag, "months", context, "abbreviated" if width == 3 else "wide")[when.month])
        case _:
            raise ValueError(f"the date pattern of `{tag}` in CLDR has a field that we do not know: `{letter}`")
