"""A date that stands in a line of text, and what it may mean."""

from datetime import date

import msgspec

# Years of the web; a date outside of them is of an event.
_YEARS = range(1990, 2100)
_YEAR_FIRST = frozenset({"ko", "hu", "lt", "ja", "zh", "mn", "eu"})
_LUNAR_LANGS = frozenset({"ar", "ur"})
_SOLAR_LANGS = frozenset({"fa", "ps"})


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
        if self.short and lang in _SOLAR_LANGS:
            # The two digits may be of a year of either calendar, and stand first or last.
            return None
        if "solar" in read:
            return None if lang in _LUNAR_LANGS else read["solar"]
        if len(read) == 1:
            return next(iter(read.values()))
        if order in read:
            return read[order]
        if lang is None or (lang == "en" and "mdy" in read):
            return None
        usual = "ymd" if lang in _YEAR_FIRST and "ymd" in read else "dmy"
        return read.get(usual) or next((day for langs, day in self.readings if lang in langs.split()), None)


def iso(year: int, month: int, day: int) -> str | None:
    """Return the day as it is written in front matter, or None where there is no such day."""
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
