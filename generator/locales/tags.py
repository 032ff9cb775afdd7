"""Language tags, and Babel's data for them, which are read here as they are stored.

Babel's own look-up writes resolved aliases into data that all locales share, so that the month names of one language
turn up in another, depending on the order of the calls (python-babel/babel#1234).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Literal

Direction = Literal["ltr", "rtl"]
_Table = Literal["language_aliases", "likely_subtags", "territory_aliases", "zone_aliases", "zone_territories"]

# Every code has four letters, so that `in` finds whole ones.
_RTL_SCRIPTS = (
    "Adlm Arab Aran Armi Avst Chrs Cprt Elym Gara Hatr Hebr Hung Khar Lydi Mand Mani Mend Merc Mero Narb Nbat Nkoo "
    "Orkh Ougr Palm Phli Phlp Phnx Prti Rohg Samr Sarb Sogd Sogo Syrc Syre Syrj Syrn Thaa Yezi"
)
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|[0-9]{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)",
    re.ASCII | re.IGNORECASE,
)


@cache
def normalise(tag: str) -> str | None:
    """Return the canonical BCP 47 spelling of a tag (`AR_eg`: `ar-EG`, `iw`: `he`), None if CLDR does not know it."""
    found = _TAG.fullmatch(tag.replace("_", "-"))
    if found is None:
        return None
    language = found["language"].lower()
    # An alias may say more than the language: `sh` is `sr_Latn`, `prs` is `fa_AF`.
    language, *implied = table("language_aliases").get(language, language).split("_")
    written = (found["script"] or next((part for part in implied if len(part) == 4), "")).title()
    region = (found["region"] or next((part for part in implied if len(part) == 2), "")).upper()
    # A country that fell apart has several heirs, and no one can say which was meant.
    heirs = table("territory_aliases").get(region, ())
    region = heirs[0] if len(heirs) == 1 else region
    canonical = join("-", language, written, region) + found["variants"].lower()
    return canonical if _is_known(language, written, region) else None


@cache
def script(tag: str) -> str:
    """Return the ISO 15924 code of the script that a tag names or implies (`Arab`), `Zzzz` if nobody knows."""
    language, written, region = subtags(tag)
    return written or _likely(language, "", region)[1]


def direction(tag: str) -> Direction:
    """Return the direction in which the script of a tag is written; `ltr` for what is unknown."""
    return "rtl" if script(tag) in _RTL_SCRIPTS else "ltr"


@cache
def regional(tag: str, timezone: str | None) -> str:
    """Return the tag for digits and months: in the time zone's country, if CLDR knows the language there (`ar-EG`)."""
    language, written, region = subtags(tag)
    if region or not timezone:
        return tag
    zone = table("zone_aliases").get(timezone, timezone)
    territory = table("zone_territories").get(zone, "")
    candidate = join("-", language, written, territory)
    return candidate if locale_name(candidate).endswith(f"_{territory}") else tag


def hreflang(tag: str) -> str:
    """Return the tag for `hreflang`, of which search engines know language, script and country, not variants."""
    language, written, region = subtags(tag)
    return join("-", language, written, "" if region.isdigit() else region) or tag


def og_locale(tag: str) -> str:
    """Return the Open Graph locale, such as `en_US`; `ar` is `ar_AR`, as Open Graph has it."""
    language, written, region = subtags(tag)
    territory = "AR" if tag == "ar" else region or _likely(language, written, "")[2]
    return join("_", language, territory)


def table(name: _Table) -> Mapping[str, Any]:
    """Return one of the tables that all locales share."""
    from babel.core import get_global

    return get_global(name)


def cldr(tag: str, *keys: str) -> Any:  # noqa: ANN401 (the data have no types)
    """Return what the locale that serves a tag has under the keys."""
    from babel.localedata import load

    return _follow(load(locale_name(tag)), keys)


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
def locale_name(tag: str) -> str:
    """Return the CLDR locale that serves a tag: the nearest of the same language and script, else `root`."""
    from babel.localedata import exists

    language, _, region = subtags(tag)
    code = script(tag)
    for parts in ((language, code, region), (language, region), (language, code), (language,)):
        name = join("_", *parts)
        if name and exists(name) and (code in parts or script(name) == code):
            return name
    return "root"


@cache
def subtags(tag: str) -> tuple[str, str, str]:
    """Return language, script and region as far as the tag names them; nothing of an unknown tag."""
    found = _TAG.fullmatch(normalise(tag) or "")
    return (found["language"], found["script"] or "", found["region"] or "") if found else ("", "", "")


def _likely(language: str, written: str, region: str) -> tuple[str, ...]:
    likely = table("likely_subtags")
    for key in (f"{language}_{written}", f"{language}_{region}", language):
        if key in likely:
            return tuple(likely[key].split("_"))
    return language, "Zzzz", ""


def _is_known(language: str, written: str, region: str) -> bool:
    from babel.localedata import exists

    return (
        language not in ("mis", "mul", "und", "zxx")
        and (exists(language) or language in cldr("en", "languages"))
        and (not written or (written[0] != "Z" and written in cldr("en", "scripts")))
        and (not region or (region != "ZZ" and region in cldr("en", "territories")))
    )


def join(hyphen: str, *subtags: str) -> str:
    """Return the subtags that there are, joined."""
    return hyphen.join(filter(None, subtags))
