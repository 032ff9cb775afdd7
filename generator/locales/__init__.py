"""What a language tag says about a text: its direction, digits, dates, numbers, plurals and names.

Babel is read in this package alone, and only when something is asked, as its import costs more than a build without
changes.
"""

from generator.locales.calendars import Calendar, format_day
from generator.locales.formats import (
    DateStyle,
    Digits,
    digit_system,
    format_date,
    format_month,
    format_number,
    format_offset,
    format_time,
    localise_digits,
    plural_categories,
    plural_category,
)
from generator.locales.names import (
    city_names,
    currency_names,
    endonym,
    language_name,
    language_names,
    month_names,
    territory_names,
    weekday_name,
    zone_territory,
)
from generator.locales.tags import (
    Direction,
    direction,
    hreflang,
    normalise,
    og_locale,
    regional,
    script,
)

__all__ = [
    "Calendar",
    "DateStyle",
    "Digits",
    "Direction",
    "city_names",
    "currency_names",
    "digit_system",
    "direction",
    "endonym",
    "format_date",
    "format_day",
    "format_month",
    "format_number",
    "format_offset",
    "format_time",
    "hreflang",
    "language_name",
    "language_names",
    "localise_digits",
    "month_names",
    "normalise",
    "og_locale",
    "plural_categories",
    "plural_category",
    "regional",
    "script",
    "territory_names",
    "weekday_name",
    "zone_territory",
]
