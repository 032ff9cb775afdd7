"""A date that stands in a line of text, and what it may mean."""

from collections.abc import Mapping
from datetime import date

import msgspec

# Years of the web; a date outside of them is of an event.
_YEARS = range(1990, 2100)
# Nepal is 57 years ahead, by a calendar that is not read.
_NEPALI_LANGS = frozenset({"ne"})
_NEPALI = "2047"
_YEAR_FIRST = frozenset({"ko", "hu", "lt", "ja", "zh", "mn", "eu"})
# Where a year such as 1447 may be lunar.
_LUNAR_LANGS = frozenset({None, "ar", "ur", "sd"})
_ORDERS = frozenset({"dmy", "mdy", "ymd"})
_SOLAR_LANGS = frozenset({"fa", "ps"})
# Where a year such as 1405 may be one of Iran; elsewhere it may be of Bengal, or lunar.
_READ_SOLAR = frozenset({None, "fa", "ps", "ckb", "az-Arab", "tg"})
_ETHIOPIC_LANGS = frozenset({"am", "ti"})


class Stamp(msgspec.Struct, frozen=True):
    """A date that stands in a line: its readings, each with what decides for it, and its place in the prepared line.

    What decides is `sure`, an order (`dmy`, `mdy`, `ymd`), a calendar (`solar`), or languages. `month` is what a lunar
    date alone can tell; `short` says that the year has two digits.
    """

    readings: tuple[tuple[str, str], ...]
    start: int
    end: int
    month: str | None = None
    short: bool = False

    def day(self, lang: str | None = None, order: str | None = None) -> str | None:
        """Return the day that is meant in `lang` on a page that writes numbers in `order`, or None if that is open."""
        read = dict(self.readings)
        if self._is_of_another_year(read, lang):
            return None
        if len(read) == 1:
            return next(iter(read.values()))
        if order in read:
            return read[order]
        if lang is None or (lang == "en" and "mdy" in read):
            return None
        usual = "ymd" if lang in _YEAR_FIRST and "ymd" in read else "dmy"
        return read.get(usual) or next((day for langs, day in self.readings if lang in langs.split()), None)

    def lunar_month(self, lang: str | None = None) -> str | None:
        """Return the month (YYYY-MM) of a lunar date in `lang`, or None where it is not sure or has a day."""
        return self.month if not self.day(lang) and (not self.readings or lang in _LUNAR_LANGS) else None

    def _is_of_another_year(self, read: Mapping[str, str], lang: str | None) -> bool:
        """Tell whether the year may be one of a calendar in which `lang` would mean another day."""
        if self.short and lang in _SOLAR_LANGS:
            # The two digits may be of a year of either calendar, and stand first or last.
            return True
        if lang in _NEPALI_LANGS and max(read.values(), default="") >= _NEPALI:
            return True
        if "solar" in read:
            return lang not in _READ_SOLAR
        if "ethiopic" in read:
            # In Eritrea, the same names mean the Gregorian months that begin in them.
            return lang == "ti"
        return lang in _ETHIOPIC_LANGS and not _ORDERS.isdisjoint(read)


def iso(year: int, month: int, day: int) -> str | None:
    """Return the day as it is written in front matter, or None where there is no such day."""
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
