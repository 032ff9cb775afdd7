"""Numbers that are written as words: in English most of them, in some other languages those up to twelve."""

import re
from collections.abc import Mapping
from functools import cache

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_TENS = "thirty forty fifty sixty seventy eighty ninety"
_OTHERS = {
    "half": 50, "halves": 50, "both": 2, "twice": 2, "double": 2, "couple": 2, "pair": 2, "once": 1, "an": 1, "a": 1,
    "dozen": 12, "decade": 10, "noon": 12, "midnight": 24, "hundred": 100, "hundreds": 100, "thousand": 1000,
    "thousands": 1000, "million": 1_000_000,
}  # fmt: skip
# From one to twelve, what their words and those of their ranks begin with.
_SMALL = {
    "ca": "un|prim dos|due|segon|amb|parell tre|terc quatr|quart cinc|cinqu|quint sis|sext set|sèt vuit|huit|oct"
    " nou|nov deu|dèc|dese|dèca onz dotz|migdia",
    "de": "ein|erst zwe|zwo|paar|beid drei|dritt vier fünf sechs sieb ach neun zehn|zehnt elf zwölf|dutzend|mittag",
    "es": "un|prim dos|segund|amb|par|dobl tre|terc|trip cuatr|cuart|cuád cinc|quint seis|sext siet|sépt och|octav"
    " nuev|noven diez|déc onc doc|mediod",
    "fa": "یک|اول|نخست دو|هردو|هر|جفت سه|سوم چهار پنج شش هفت هشت نه ده|دهم یازده دوازده|ظهر|نیمروز",
    "fr": "un|premi deux|second|paire|doubl tro|tierc|tripl quatr|quart cinq six sept hui neu dix|déc onz douz|midi",
    "hr": "jed|prv dva|dvi|dvj|dvo|drug|ob|par tri|tre|tro četir|četv|četr pet šest sed osam|osm devet deset jedan"
    " dvana|tucet|podn",
    "it": "un|prim du|second|entramb|coppi|paio|doppi tre|terz|tripl quattr|quart cinqu|quint sei|sest sett otto|ottav"
    " nov|non diec|decim undic dodic|dozzin|mezzog",
    "pt": "um|prim doi|dua|dui|segund|amb|par|dobr|dupl trê|tre|terc|trip quatr|quart cinc|quint seis|sext set|sét oit"
    " nov|non dez|déc onz doze|dúz|mei",
    "ru": "од|перв|раз дв|втор|оба|обе|обо|пар тр четв|четы|четь пят шест сем|седь вос девя|девят деся|десят одинн"
    " двен|дюж|полд",
}


def number_words(text: str, lang: str) -> frozenset[str]:
    """Return, as digits, the numbers that a text writes as words; what a word may only be is among them."""
    base = lang.partition("-")[0]
    found = {word.casefold() for word in _WORD.findall(text)}
    if base == "en":
        values = _english()
        return frozenset(str(values[word]) for word in found if word in values)
    beginnings = _beginnings(base)
    return frozenset(digits for digits, stems in beginnings.items() if any(word.startswith(stems) for word in found))


def knows_small_numbers(lang: str) -> bool:
    """Tell whether the words for the numbers up to twelve are known in a language."""
    base = lang.partition("-")[0]
    return base == "en" or base in _SMALL


def knows_all_numbers(lang: str) -> bool:
    """Tell whether the words for other numbers are known in a language, too."""
    return lang.partition("-")[0] == "en"


@cache
def _english() -> Mapping[str, int]:
    words = {word: value for value, word in enumerate(_ENGLISH.split())}
    words |= {word: value for value, word in enumerate(_ORDINALS.split(), 1)}
    words |= {word: value for value, word in zip(range(30, 100, 10), _TENS.split(), strict=True)}
    return words | _OTHERS


@cache
def _beginnings(lang: str) -> Mapping[str, tuple[str, ...]]:
    stems = _SMALL.get(lang, "").split()
    return {str(value): tuple(each.split("|")) for value, each in enumerate(stems, 1)}
