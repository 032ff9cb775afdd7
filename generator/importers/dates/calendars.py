"""Years of other eras and calendars as Gregorian years, and as months where a conversion is not exact."""

import re
from datetime import date, timedelta

# The year before the first of an era.
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
BUDDHIST = 543
LUNAR_YEARS = range(1400, 1521)
_ETHIOPIC_ERA = re.compile(r"[\s,]{0,2}ዓ\s?[./]?\s?ም")
_ETHIOPIC_YEARS = range(1983, 2043)
# The last day before the first year of Ethiopia, counted as Python counts days.
_BEFORE_ETHIOPIC = 2795
# By how much sightings of the moon and the national tables may differ from the arithmetic.
_LUNAR_SLACK = timedelta(days=2)


def ethiopic_day(year: int, month: int, day: int, after: str) -> str | None:
    """Return the Gregorian day (YYYY-MM-DD) of a day of Ethiopia, or None without its era `after` the year."""
    if not (_ETHIOPIC_ERA.match(after) and year in _ETHIOPIC_YEARS and 1 <= month <= 13):
        return None
    if not 1 <= day <= (30 if month <= 12 else 6 if year % 4 == 3 else 5):
        return None
    return date.fromordinal(_BEFORE_ETHIOPIC + 365 * (year - 1) + year // 4 + 30 * (month - 1) + day).isoformat()


def lunar_to_month(year: int, month: int, day: int) -> str | None:
    """Return the Gregorian month (YYYY-MM) of a day of the lunar Hijri calendar, or None if it is not sure."""
    if not (year in LUNAR_YEARS and 1 <= month <= 12 and 1 <= day <= 30):
        return None
    number = (11 * year + 3) // 30 + 354 * year + 30 * month - (month - 1) // 2 + day + 1948440 - 385
    around = date.fromordinal(number - 1721425)
    earliest, latest = around - _LUNAR_SLACK, around + _LUNAR_SLACK
    return f"{around:%Y-%m}" if earliest.month == latest.month else None
