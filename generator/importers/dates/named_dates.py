"""Dates that name their month, in the words of many languages."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

import msgspec

from generator.importers.dates import calendars, months
from generator.importers.dates.stamps import Stamp, iso
from generator.locales.calendars import solar_to_gregorian

_TOKEN = re.compile(r"\d+|[^\W\d_](?:[^\s\d!-/:-@\[-`{-~«»،؛…–—·•|“”„’٫、。（）])*|[^\w\s]")

# How many words before and after a month its day and its year are looked for.
_BACK, _ON = 4, 6
# What may stand between the parts of a date.
_BEFORE_MONTH = frozenset({
    ".", "-", "–", ",", "،", "/", "de", "d", "of", "den", "the", "ב", "η", "o", "a", "st", "nd", "rd", "th",
    "er", "ος", "e", "ий", "من", "’", "'",
})  # fmt: skip
_BEFORE_YEAR = frozenset({
    ".", "-", "–", ",", "،", "/", "'", "’", "(", ")", "de", "del", "do", "سنة", "عام", "لسنة", "لعام", "ال",
    "ماه", "m", "d", "พศ", "คศ", "s", "năm",
})  # fmt: skip
_AFTER_YEAR = frozenset({
    "د", ".", "-", "–", ",", "،", "/", "m", "metų", "metu", "gada", "жылғы", "жылы", "оны", "года", "ko", "eko",
    "urteko", "г",
})  # fmt: skip
_AFTER_DAY = frozenset({
    "st", "nd", "rd", "th", ".", ",", "،", "d", "de", "a", "ren",
})  # fmt: skip


def named(text: str) -> Iterator[Stamp]:
    """Yield the dates in a prepared line that name their month: day, month and year in any usual order."""
    tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    words = [word for word, _, _ in tokens]
    numbers = [at for at, word in enumerate(words) if word.isdigit()]
    at = 0
    while at < len(words):
        if not _is_near(numbers, at):
            at += 1
            continue
        last, meanings = _month_at(words, at)
        placed = _day_and_year(words, at, last) if meanings else None
        if placed and (stamp := _read(meanings, placed, tokens)):
            yield stamp
        at = last + 1


def _is_near(numbers: Sequence[int], at: int) -> bool:
    """Tell whether the day or the year of a month that begins at `at`, or in the next two words, may be a number."""
    first = bisect_left(numbers, at - _BACK)
    return first < len(numbers) and numbers[first] <= at + 2 + _ON


def _month_at(words: Sequence[str], at: int) -> tuple[int, tuple[tuple[str, int, frozenset[str]], ...]]:
    """Return the last token of the month that begins at `at` (`at` itself where none does) and what it may mean."""
    word = words[at]
    if len(word) < 2 or not word[0].isalpha():
        return at, ()
    if at + 1 < len(words) and (months.begins(word) or word == "tháng"):
        if word == "tháng" and words[at + 1].isdigit() and 1 <= int(words[at + 1]) <= 12:
            return at + 1, (("gregorian", int(words[at + 1]), frozenset({"vi"})),)
        for length in (2, 1):
            if found := months.meanings(" ".join(words[at : at + 1 + length])):
                return at + length, found
    return at, months.meanings(word)


class _Place(msgspec.Struct, frozen=True):
    """Where the day and the year stand beside a month, as tokens from `first` to `last`."""

    day: int
    year: int
    short: bool
    first: int
    last: int


def _day_and_year(words: Sequence[str], at: int, last: int) -> _Place | None:
    before, after = _number_before(words, at), _number_after(words, last, _BEFORE_YEAR)
    if before is not None and after is not None and _is_day(words, before):
        year = int(words[after])
        if len(words[after]) == 4:
            return _Place(int(words[before]), year, False, before, after)
        if (len(words[after]) == 2 and words[after - 1] in ("'", "’")) or (
            len(words[after]) == 2 and year in range(60, 80)
        ):
            return _Place(int(words[before]), year, True, before, after)
    if after is not None and len(words[after]) <= 2 and _is_day(words, after):
        then = _number_after(words, after, _AFTER_DAY)
        if then is not None and len(words[then]) == 4:
            return _Place(int(words[after]), int(words[then]), False, at, then)
        if before is not None and len(words[before]) == 4:
            return _Place(int(words[after]), int(words[before]), False, before, after)
    if before is not None and _is_day(words, before):
        earlier = _number_before(words, before, _AFTER_YEAR)
        if earlier is not None and len(words[earlier]) == 4:
            return _Place(int(words[before]), int(words[earlier]), False, earlier, last)
    return None


def _is_day(words: Sequence[str], at: int) -> bool:
    """Tell whether the number may be a day; after a number and a colon it is of a time."""
    return (
        len(words[at]) <= 2
        and 1 <= int(words[at]) <= 31
        and not (at > 1 and words[at - 1] == ":" and words[at - 2].isdigit())
    )


def _number_before(words: Sequence[str], at: int, between: frozenset[str] = _BEFORE_MONTH | _AFTER_YEAR) -> int | None:
    for before in range(at - 1, max(-1, at - _BACK - 1), -1):
        if words[before].isdigit():
            return before
        if words[before] not in between:
            return None
    return None


def _number_after(words: Sequence[str], at: int, between: frozenset[str]) -> int | None:
    """Return the next number; the same month in other words (`نيسان / أبريل`) may stand between."""
    after = at + 1
    while after < min(len(words), at + _ON + 1):
        if words[after].isdigit():
            return after
        if words[after] not in between:
            last, again = _month_at(words, after)
            if not again or words[after - 1] not in ("/", "-", "("):
                return None
            after = last
        after += 1
    return None


def _read(
    meanings: Sequence[tuple[str, int, frozenset[str]]], placed: _Place, tokens: Sequence[tuple[str, int, int]]
) -> Stamp | None:
    start, end = tokens[placed.first][1], tokens[placed.last][2]
    gregorian = [
        (" ".join(sorted(langs)), day)
        for calendar, month, langs in meanings
        if calendar == "gregorian" and (day := iso(_common_year(placed, langs), month, placed.day))
    ]
    if gregorian:
        return Stamp(tuple(gregorian), start, end, short=placed.short and gregorian[0][0] != "th")
    for calendar, month, _ in meanings:
        if calendar == "solar" and (solar := solar_to_gregorian(placed.year, month, placed.day)):
            return Stamp((("solar", solar.isoformat()),), start, end)
        if calendar == "lunar" and placed.year in calendars.LUNAR_YEARS:
            return Stamp((), start, end, month=calendars.lunar_to_month(placed.year, month, placed.day))
    return None


def _common_year(placed: _Place, langs: frozenset[str]) -> int:
    """Return the Gregorian year: Thais count from the Buddha's death, in two digits too."""
    year = placed.year
    if placed.short:
        return year + 2500 - calendars.BUDDHIST if "th" in langs and year in range(60, 80) else year + 2000
    return year - calendars.BUDDHIST if year > 2500 else year
