"""What languages, countries, cities, months, days and currencies are called."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from generator.locales.tags import cldr, join, script, subtags, table

# Codes of CLDR that are no place: unions, outlying oceans, a test.
_NO_PLACE = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})


@cache
def language_name(tag: str, in_locale: str) -> str:
    """Return the name of a language for running text in another (`Arabic`), or the tag if it has none."""
    language, written, region = subtags(tag)
    names = cldr(in_locale, "languages")
    for used in ((language, written, region), (language, region), (language, written), (language,)):
        name = names.get(join("_", *used))
        if name is not None:
            rest = [(kind, part) for kind, part in (("scripts", written), ("territories", region)) if part not in used]
            return str(name) + "".join(f" ({cldr(in_locale, kind).get(part, part)})" for kind, part in rest if part)
    return tag


@cache
def territory_names(tag: str) -> Mapping[str, str]:
    """Return the names of countries in a language by ISO 3166 code, without continents and other groups."""
    return {code: name for code, name in cldr(tag, "territories").items() if len(code) == 2 and code not in _NO_PLACE}


@cache
def city_names(tag: str) -> Mapping[str, str]:
    """Return the cities that name time zones in a language, by zone (`Africa/Tripoli`: `طرابلس`)."""
    own = {zone: names["city"] for zone, names in cldr(tag, "time_zones").items() if "city" in names}
    zones = [zone for zone in cldr("ar", "time_zones") if "/" in zone and not zone.startswith("Etc/")]
    # CLDR leaves out what the zone's own name says, which is the Latin spelling.
    latin = {zone: zone.rpartition("/")[2].replace("_", " ") for zone in zones} if script(tag) == "Latn" else {}
    return {**latin, **{zone: name for zone, name in own.items() if not zone.startswith("Etc/")}}


def zone_territory(zone: str) -> str:
    """Return the country that a time zone belongs to (`Africa/Tripoli`: `LY`), nothing if it is not known."""
    found = table("zone_territories").get(table("zone_aliases").get(zone, zone), "")
    return str(found)


@cache
def month_names(tag: str) -> Mapping[int, tuple[str, ...]]:
    """Return what each month is called in a language, within a date and alone."""
    months = cldr(tag, "months")
    return {n: tuple(dict.fromkeys((months["format"]["wide"][n], _alone(months, n)))) for n in range(1, 13)}


@cache
def language_names(tag: str) -> Mapping[str, str]:
    """Return the names of languages in a language by their tags."""
    return {code.replace("_", "-"): str(name) for code, name in cldr(tag, "languages").items()}


@cache
def currency_names(tag: str) -> Mapping[str, str]:
    """Return the names of currencies in a language by ISO 4217 code."""
    return {code: str(name) for code, name in cldr(tag, "currency_names").items()}


@cache
def weekday_name(day: date, tag: str) -> str:
    """Return what the day of the week is called (`Monday`), nothing where CLDR has no name for it."""
    names = cldr(tag, "days", "format", "wide")
    name = str(names[day.weekday()])
    return name if len(name) > len("Mon") or not name.isascii() else ""


def _alone(months: Mapping[str, Any], month: int) -> str:
    alone = months.get("stand-alone", {}).get("wide")
    return str(alone[month] if isinstance(alone, dict) else months["format"]["wide"][month])


@cache
def endonym(tag: str) -> str:
    """Return a language's own name as it stands in a list (`العربية`, `Français`), else its English name."""
    own = language_name(tag, tag)
    if own == tag:
        return language_name(tag, "en")
    # Capital letters as in a list, but `isiZulu` knows better.
    return own[:1].title() + own[1:] if own.islower() else own
