"""Years of other calendars as Gregorian days, where the conversion is exact; as months where it is not."""

from datetime import date, timedelta

_LEAP_OF_33 = frozenset({1, 5, 9, 13, 17, 22, 26, 30})
# The year before the first of an era.
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
BUDDHIST = 543
SOLAR_YEARS = range(1300, 1471)
LUNAR_YEARS = range(1400, 1521)
# By how much sightings of the moon and the national tables may differ from the arithmetic.
_LUNAR_SLACK = timedelta(days=2)


def solar_to_gregorian(year: int, month: int, day: int) -> date | None:
    """Return the Gregorian day of a day of the Solar Hijri calendar (years 1300 to 1470), or None."""
    longest = 31 if month <= 6 else 30 if month <= 11 else 30 if _leap(year) else 29
    if not (year in SOLAR_YEARS and 1 <= month <= 12 and 1 <= day <= longest):
        return None
    days = sum(366 if _leap(y) else 365 for y in range(SOLAR_YEARS[0], year))
    days += 31 * (month - 1) if month <= 6 else 186 + 30 * (month - 7)
    return date(1921, 3, 21) + timedelta(days=days + day - 1)


def lunar_to_month(year: int, month: int, day: int) -> str | None:
    """Return the Gregorian month (YYYY-MM) of a day of the lunar Hijri calendar, or None if it is not sure."""
    if not (year in LUNAR_YEARS and 1 <= month <= 12 and 1 <= day <= 30):
        return None
    number = (11 * year + 3) // 30 + 354 * year + 30 * month - (month - 1) // 2 + day + 1948440 - 385
    around = date.fromordinal(number - 1721425)
    earliest, latest = around - _LUNAR_SLACK, around + _LUNAR_SLACK
    return f"{around:%Y-%m}" if earliest.month == latest.month else None


def _leap(year: int) -> bool:
    return year % 33 in _LEAP_OF_33
