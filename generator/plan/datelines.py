"""The date of an article where it stands alone: with the clock of its time of day, and in a second calendar."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from generator import locales
from generator.model import DateText
from generator.plan.editions import DAY, Edition


def dateline(edition: Edition, published: str) -> DateText:
    """Return a date with the clock that its time of day is of, and its day in the second calendar."""
    told = edition.date(published)
    zone = _zone(edition, published) if told.time else ""
    return msgspec.structs.replace(told, zone=zone, second=second_day(edition, published))


def _zone(edition: Edition, published: str) -> str:
    own = ZoneInfo(edition.config.timezone)
    moment = datetime.fromisoformat(published)
    moment = moment if moment.tzinfo else moment.replace(tzinfo=own)
    offset, here = (moment.utcoffset() or timedelta(), moment.astimezone(own).utcoffset())
    city = locales.city_names(edition.lang).get(edition.config.timezone, "")
    if city and offset == here:
        return edition.say("zone_of", city=city)
    return locales.format_offset(round(offset.total_seconds() / 60), edition.regional, edition.digits)


def second_day(edition: Edition, published: str) -> str:
    """Return which day a date is in the second calendar of the settings, by its name.

    Nothing without such a calendar, where the day is not known, where the calendar's tables do not reach, and in a
    language that has no names for its months.
    """
    calendar = edition.config.second_calendar
    if calendar == "none" or len(published) < DAY:
        return ""
    day = date.fromisoformat(published[:DAY])
    shown = locales.format_day(day, calendar, edition.regional, edition.digits)
    return edition.say(f"calendar_{calendar}", date=shown) if shown else ""
