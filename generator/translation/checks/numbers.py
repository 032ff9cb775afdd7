"""Numbers of a text and its translation: which were changed, lost or added.

Numbers are compared by their digits, whatever script and separators they are written in. What a good translation may
write otherwise is no difference: small numbers as words, a month by its name, an hour of the afternoon, a decade,
`1.5 million`, miles for kilometres.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator

from generator import locales
from generator.model import Value
from generator.translation.checks.number_words import knows_all_numbers, knows_small_numbers, number_words

_NUMBER = re.compile(r"(?<!\d)\d{1,2} ?[:h] ?\d{2}(?!\d)|\d+(?:(?:[.,٫٬،'’]|[\u00a0\u202f ](?=\d{3}(?!\d)))\d+)*")
_ROMAN = re.compile(r"\b[IVXL]{2,}(?=\b|[a-zèé])|\b[VX](?=\b|[a-zèé])")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}
# Many languages write numbers up to this, and round ones up to the other, as words.
_SMALL, _ROUND = 12, 100
# What a number before an English unit may be in metric ones, give or take some rounding.
_FACTORS = {
    "mile": (1.609,), "mph": (1.609,), "foot": (30.48, 0.3048), "feet": (30.48, 0.3048), "ft": (30.48, 0.3048),
    "inch": (2.54, 25.4), "yard": (0.9144,), "pound": (0.4536,), "lb": (0.4536,), "acre": (0.4047, 4047.0),
    "degree": (), "stone": (6.35,),
}  # fmt: skip
_NEAR, _LEAST_NEAR = 0.025, 0.7
# Where a language has other names of the months in some of its countries.
_CALENDARS = {"ar": ("ar", "ar-SY", "ar-DZ")}
_UNIT = re.compile(
    rf"(\d[\d.,]*)(?:(?: to |-| and | or |–)(\d[\d.,]*))?[ -]?({'|'.join(_FACTORS)})",
    re.IGNORECASE,
)


class NumberChanges(Value, frozen=True):
    """Numbers, as their digits, that stand in the source alone (`lost`) and in the answer alone (`added`)."""

    lost: tuple[str, ...] = ()
    added: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is a difference."""
        return bool(self.lost or self.added)


def number_changes(source: str, answer: str, source_lang: str, target_lang: str) -> NumberChanges:
    """Return the numbers that one text has and the other lacks, those left out that may be written otherwise."""
    here, there = Counter(_numbers(source)), Counter(_numbers(answer))
    lost, added = set(here - there), set(there - here)
    metric = _metric(source) | _metric(answer)
    changed = {n for n in lost if not any(_akin(n, other, metric) for other in added)}
    new = {
        n
        for n in added
        if not any(_akin(n, other, metric) for other in lost)
        and not any(n == one and _near(value, int(other)) for one, value in metric for other in here)
    }
    if changed and new:
        return NumberChanges(_sorted(changed), _sorted(new))
    return NumberChanges(
        _sorted(_unwritten(changed, answer, target_lang)), _sorted(_unwritten(new, source, source_lang))
    )


def numbers_gone(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    """Tell whether a text has words and numbers, and its answer has none in digits and not all as words.

    A number that stands alone may be spelt out in any language.
    """
    if any(character.isdecimal() for character in answer) or not any(character.isalpha() for character in source):
        return False
    return bool(number_changes(source, answer, source_lang, target_lang).lost)


def numbers_of(text: str) -> frozenset[str]:
    """Return the numbers of a text as their digits, without leading noughts."""
    return frozenset(_numbers(text))


def _numbers(text: str) -> Iterator[str]:
    for found in _NUMBER.findall(text):
        digits = "".join(str(unicodedata.decimal(c)) for c in found if c.isdecimal())
        if digits.strip("0") or digits == "0":
            yield digits.lstrip("0") or "0"


def _sorted(numbers: Collection[str]) -> tuple[str, ...]:
    return tuple(sorted(numbers, key=lambda digits: (len(digits), digits)))


def _akin(digits: str, other: str, metric: frozenset[tuple[str, float]]) -> bool:
    """Tell whether one number may stand for the other: by noughts, as an hour, as a decade, in other units."""
    if digits.rstrip("0") == other.rstrip("0") and abs(len(digits) - len(other)) > 1:
        return True
    short, long = sorted((digits, other), key=len)
    if len(long) == 4 and long[:2] in {"18", "19", "20"} and len(short) == 2 and short == long[2:] and short[1] == "0":
        return True
    if len(long) <= 4 and _same_hour(int(digits), int(other)):
        return True
    return any(
        (one == digits and _near(value, int(other))) or (one == other and _near(value, int(digits)))
        for one, value in metric
    )


def _same_hour(one: int, two: int) -> bool:
    low, high = sorted((one, two))
    if low <= 12 and high in {low * 100, low * 100 + 1200}:
        return True
    return (1 <= low <= 12 and high == low + 12) or (100 <= low <= 1259 and high == low + 1200 and low % 100 < 60)


def _metric(text: str) -> frozenset[tuple[str, float]]:
    """Return the numbers before an English unit, each with what it may be in metric units."""
    found: set[tuple[str, float]] = set()
    for first, second, unit in _UNIT.findall(text):
        for digits in (*_numbers(first), *_numbers(second)):
            value = int(digits)
            found |= {(digits, value * factor) for factor in _FACTORS[unit.casefold()]}
            if unit.casefold() == "degree":
                found |= {(digits, (value - 32) / 1.8), (digits, value / 1.8)}
    return frozenset(found)


def _near(value: float, other: int) -> bool:
    """Tell whether a value is `other`, whose point is not known."""
    return any(abs(value * times - other) <= max(_NEAR * other, _LEAST_NEAR) for times in (1, 10))


def _unwritten(numbers: Collection[str], text: str, lang: str) -> set[str]:
    """Return those of `numbers` that `text` does not write as words, months or Roman numerals either."""
    if not numbers:
        return set()
    known = number_words(text, lang) | _months(text, lang) | _romans(text)
    return {digits for digits in numbers if digits not in known and not _may_be_written(digits, lang)}


def _may_be_written(digits: str, lang: str) -> bool:
    """Tell whether a number may stand in a text as a word that is not known here."""
    value = int(digits)
    if knows_all_numbers(lang):
        return False
    if value <= _SMALL:
        # One is many a word: `the leader` for `No. 1`.
        return value < 2 or not knows_small_numbers(lang)
    decade = 1800 <= value < 2100 and digits.endswith("0")
    return (value <= _ROUND and digits.endswith("0")) or decade or digits in {"1000", "1000000"}


def _months(text: str, lang: str) -> frozenset[str]:
    folded = text.casefold()
    return frozenset(
        str(month)
        for tag in _CALENDARS.get(lang, (lang,))
        for month, names in locales.month_names(tag).items()
        if any(len(name) > 2 and name.casefold() in folded for name in names)
    )


def _romans(text: str) -> frozenset[str]:
    found = set()
    for numeral in _ROMAN.findall(text):
        values = [_ROMAN_VALUES[letter] for letter in numeral]
        total = sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
        found.add(str(total))
    return frozenset(found)
