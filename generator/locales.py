"""What a language tag says about a text: its direction, digits, dates, numbers, plurals and names.

Babel is read here alone, and only when something is asked, as its import costs more than a build without changes.
Its data are read as stored: its own look-up writes resolved aliases into data that all locales share, so that the
month names of one language turn up in another, depending on the order of the calls (python-babel/babel#1234).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any, Literal

Direction = Literal["ltr", "rtl"]
Digits = Literal["latn", "arab", "arabext"]
DateStyle = Literal["long", "month", "short"]
_Table = Literal["language_aliases", "likely_subtags", "territory_aliases", "zone_aliases", "zone_territories"]

# Every code has four letters, so that `in` finds whole ones.
_RTL_SCRIPTS = (
    "Adlm Arab Aran Armi Avst Chrs Cprt Elym Gara Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb Nbat Nkoo "
    "Orkh Ougr Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sogd Sogo Syrc Syre Syrj Syrn Thaa Yezi"
)
_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
_DIGITS: dict[Digits, str] = {"latn": "0123456789", "arab": "٠١٢٣٤٥٦٧٨٩", "arabext": "۰۱۲۳۴۵۶۷۸۹"}
_TO_DIGITS = {digits: str.maketrans("".join(_DIGITS.values()), row * len(_DIGITS)) for digits, row in _DIGITS.items()}
# Codes of CLDR that are no place: unions, outlying oceans, a test.
_NO_PLACE = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)",
    re.ASCII | re.IGNORECASE,
)
_PUBLISHED = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2})"
    r"(?:T(?P<time>\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?)?)?",
    re.ASCII,
)


@cache
def normalise(tag: str) -> str | None:
    """Return the canonical BCP 47 spelling of a tag (`AR_eg`: `ar-EG`, `iw`: `he`), None if CLDR does not know it."""
    found = _TAG.fullmatch(tag.replace("_", "-"))
    if found is None:
        return None
    language = found["language"].lower()
    # An alias may say more than the language: `sh` is `sr_Latn`, `prs` is `fa_AF`.
    language, *implied = _global("language_aliases").get(language, language).split("_")
    written = (found["script"] or next((part for part in implied if len(part) == 4), "")).title()
    region = (found["region"] or next((part for part in implied if len(part) == 2), "")).upper()
    # A country that fell apart has several heirs, and no one can say which was meant.
    heirs = _global("territory_aliases").get(region, ())
    region = heirs[0] if len(heirs) == 1 else region
    canonical = _join("-", language, written, region) + found["variants"].lower()
    return canonical if _is_known(language, written, region) else None


@cache
def script(tag: str) -> str:
    """Return the ISO 15924 code of the script that a tag names or implies (`Arab`), `Zzzz` if nobody knows."""
    language, written, region = _subtags(tag)
    return written or _likely(language, "", region)[1]


def direction(tag: str) -> Direction:
    """Return the direction in which the script of a tag is written; `ltr` for what is unknown."""
    return "rtl" if script(tag) in _RTL_SCRIPTS else "ltr"


@cache
def regional(tag: str, timezone: str | None) -> str:
    """Return the tag for digits and months: in the time zone's country, if CLDR knows the language there (`ar-EG`)."""
    language, written, region = _subtags(tag)
    if region or not timezone:
        return tag
    zone = _global("zone_aliases").get(timezone, timezone)
    territory = _global("zone_territories").get(zone, "")
    candidate = _join("-", language, written, territory)
    return candidate if _locale_name(candidate).endswith(f"_{territory}") else tag


def hreflang(tag: str) -> str:
    """Return the tag for `hreflang`, of which search engines know language, script and country, not variants."""
    language, written, region = _subtags(tag)
    return _join("-", language, written, "" if region.isdigit() else region) or tag


def og_locale(tag: str) -> str:
    """Return the Open Graph locale, such as `en_US`; `ar` is `ar_AR`, as Open Graph has it."""
    language, written, region = _subtags(tag)
    territory = "AR" if tag == "ar" else region or _likely(language, written, "")[2]
    return _join("_", language, territory)


@cache
def language_name(tag: str, in_locale: str) -> str:
    """Return the name of a language for running text in another (`Arabic`), or the tag if it has none."""
    language, written, region = _subtags(tag)
    names = _cldr(in_locale, "languages")
    for used in ((language, written, region), (language, region), (language, written), (language,)):
        name = names.get(_join("_", *used))
        if name is not None:
            rest = [
                (table, part) for table, part in (("scripts", written), ("territories", region)) if part not in used
            ]
            return str(name) + "".join(f" ({_cldr(in_locale, table).get(part, part)})" for table, part in rest if part)
    return tag


@cache
def territory_names(tag: str) -> Mapping[str, str]:
    """Return the names of countries in a language by ISO 3166 code, without continents and other groups."""
    return {code: name for code, name in _cldr(tag, "territories").items() if len(code) == 2 and code not in _NO_PLACE}


@cache
def city_names(tag: str) -> Mapping[str, str]:
    """Return the cities that name time zones in a language, by zone (`Africa/Tripoli`: `طرابلس`)."""
    own = {zone: names["city"] for zone, names in _cldr(tag, "time_zones").items() if "city" in names}
    zones = [zone for zone in _cldr("ar", "time_zones") if "/" in zone and not zone.startswith("Etc/")]
    # CLDR leaves out what the zone's own name says, which is the Latin spelling.
    latin = {zone: zone.rpartition("/")[2].replace("_", " ") for zone in zones} if script(tag) == "Latn" else {}
    return {**latin, **{zone: name for zone, name in own.items() if not zone.startswith("Etc/")}}


def zone_territory(zone: str) -> str:
    """Return the country that a time zone belongs to (`Africa/Tripoli`: `LY`), nothing if it is not known."""
    found = _global("zone_territories").get(_global("zone_aliases").get(zone, zone), "")
    return str(found)


@cache
def month_names(tag: str) -> Mapping[int, tuple[str, ...]]:
    """Return what each month is called in a language, within a date and alone."""
    months = _cldr(tag, "months")
    return {n: tuple(dict.fromkeys((months["format"]["wide"][n], _alone(months, n)))) for n in range(1, 13)}


@cache
def language_names(tag: str) -> Mapping[str, str]:
    """Return the names of languages in a language by their tags."""
    return {code.replace("_", "-"): str(name) for code, name in _cldr(tag, "languages").items()}


@cache
def currency_names(tag: str) -> Mapping[str, str]:
    """Return the names of currencies in a language by ISO 4217 code."""
    return {code: str(name) for code, name in _cldr(tag, "currency_names").items()}


@cache
def weekday_name(day: date, tag: str) -> str:
    """Return what the day of the week is called (`Monday`), nothing where CLDR has no name for it."""
    names = _cldr(tag, "days", "format", "wide")
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


@cache
def digit_system(regional_tag: str, setting: str) -> Digits:
    """Return the digits of a text: CLDR's for the region if the setting is `auto`, else the setting's.

    Text in other scripts than Arabic has Latin digits, whatever the setting.
    """
    if script(regional_tag) != "Arab":
        return "latn"
    wanted = setting if setting != "auto" else _cldr(regional_tag, "default_numbering_system")
    return next((digits for digits in _DIGITS if digits == wanted), "latn")


def localise_digits(text: str, digits: Digits) -> str:
    """Return the text with all its digits in one system."""
    return text.translate(_TO_DIGITS[digits])


@cache
def format_number(n: int, regional_tag: str, digits: Digits) -> str:
    """Return a whole number with digits and separators of one system, never a mix."""
    from babel.numbers import format_decimal

    # Babel writes Arabic separators round Latin digits when asked for anything but Latin.
    latin = format_decimal(n, locale=_locale_name(regional_tag), numbering_system="latn")
    if digits == "latn":
        return latin
    return localise_digits(latin.replace(_cldr(regional_tag, "number_symbols", "latn", "group"), "٬"), digits)


@cache
def plural_category(n: int, tag: str) -> str:
    """Return the CLDR plural category of a count (`few`)."""
    return str(_cldr(tag, "plural_form")(abs(n)))


@cache
def plural_categories(tag: str) -> tuple[str, ...]:
    """Return the plural categories of a language, from `zero` to `other`."""
    return tuple(found for found in _CATEGORIES if found in {*_cldr(tag, "plural_form").tags, "other"})


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
        time = time.replace(":", _cldr(regional_tag, "number_symbols", "latn", "timeSeparator"))
    return localise_digits(time, digits)


@cache
def format_offset(minutes: int, regional_tag: str, digits: Digits) -> str:
    """Return how a language names a zone by its distance from Greenwich (`GMT+2`, `GMT-3:30`)."""
    hours, rest = divmod(abs(minutes), 60)
    shown = f"{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}" if minutes else ""
    # The caller isolates the whole, so that it needs no marks of its own.
    text = str(_cldr(regional_tag, "zone_formats", "gmt")).replace("%s", shown).strip("\u200e\u200f ")
    return localise_digits(text, digits)


def _global(table: _Table) -> Mapping[str, Any]:
    from babel.core import get_global

    return get_global(table)


def _cldr(tag: str, *keys: str) -> Any:  # noqa: ANN401 (the data have no types)
    from babel.localedata import load

    return _follow(load(_locale_name(tag)), keys)


def _follow(locale: Mapping[str, Any], keys: tuple[str, ...]) -> Any:  # noqa: ANN401
    """Return what stands under the keys, with CLDR's aliases resolved within the same locale, and nothing written."""
    from babel.localedata import Alias

    value: Any = locale
    for key in keys:
        value = value[key]
        match value:
            case Alias():
                value = _follow(locale, value.keys)
            case (Alias() as alias, own):
                value = {**_follow(locale, alias.keys), **own}
    return value


@cache
def _locale_name(tag: str) -> str:
    """Return the CLDR locale that serves a tag: the nearest of the same language and script, else `root`."""
    from babel.localedata import exists

    language, _, region = _subtags(tag)
    code = script(tag)
    for parts in ((language, code, region), (language, region), (language, code), (language,)):
        name = _join("_", *parts)
        if name and exists(name) and (code in parts or script(name) == code):
            return name
    return "root"


@cache
def _subtags(tag: str) -> tuple[str, str, str]:
    """Return language, script and region as far as the tag names them; nothing of an unknown tag."""
    found = _TAG.fullmatch(normalise(tag) or "")
    return (found["language"], found["script"] or "", found["region"] or "") if found else ("", "", "")


def _likely(language: str, written: str, region: str) -> tuple[str, ...]:
    table = _global("likely_subtags")
    for key in (f"{language}_{written}", f"{language}_{region}", language):
        if key in table:
            return tuple(table[key].split("_"))
    return language, "Zzzz", ""


def _is_known(language: str, written: str, region: str) -> bool:
    from babel.localedata import exists

    return (
        language not in ("mis", "mul", "und", "zxx")
        and (exists(language) or language in _cldr("en", "languages"))
        and (not written or (written[0] != "Z" and written in _cldr("en", "scripts")))
        and (not region or (region != "ZZ" and region in _cldr("en", "territories")))
    )


def _join(hyphen: str, *subtags: str) -> str:
    return hyphen.join(filter(None, subtags))


def _published(value: str) -> re.Match[str]:
    found = _PUBLISHED.fullmatch(value)
    if found is None:
        raise ValueError(f"`{value}` is not a date: write 2019, 2019-04, 2019-04-08 or 2019-04-08T10:30+03:00")
    return found


@cache
def _format_date(year: str, month: str, day: str, tag: str, short: bool) -> str:
    from babel.dates import tokenize_pattern

    if not month:
        return year
    when = date(int(year), int(month), int(day or 1))
    wide = _cldr(tag, "months", "format", "wide")[when.month]
    if wide == f"M{month}":  # CLDR has no month names for this language
        return _join("-", year, month, day)
    if day and not short:
        pattern = _cldr(tag, "date_formats", "long")
    else:
        pattern = _cldr(tag, "datetime_skeletons", ("yMMM" if short else "yMMMM") + ("d" if day else ""))
    text = "".join(
        token if isinstance(token, str) else _date_field(*token, when, tag)
        for _, token in tokenize_pattern(pattern.pattern)
    )
    return text.replace(",", "،") if script(tag) == "Arab" else text


def _date_field(letter: str, width: int, when: date, tag: str) -> str:
    match letter:
        case "y" | "Y":
            return f"{when.year:04}"
        case "d":
            return f"{when.day:0{width}}"
        case "G":
            return str(_cldr(tag, "eras", "abbreviated")[1])
        case "M" | "L" if width < 3:
            return f"{when.month:0{width}}"
        case "M" | "L":
            context = "format" if letter == "M" else "stand-alone"
            return str(_cldr(tag, "months", context, "abbreviated" if width == 3 else "wide")[when.month])
        case _:
            raise ValueError(f"the date pattern of `{tag}` in CLDR has a field that we do not know: `{letter}`")
