"""Dates that name their month, in the words of many languages."""

import re
from collections.abc import Iterator, Sequence

import msgspec

from generator.importers.dates import calendars, months
from generator.importers.dates.stamps import Stamp, iso
from generator.locales.calendars import solar_to_gregorian

_TOKEN = re.compile(r"\d++|[^\W\d_][^\s\d!-/:-@\[-`{-~«»،؛…–—·•|“”„’٫、。（）]*+|[^\w\s]")

# How many words before and after a month its day and its year are looked for.
_BACK, _ON = 4, 6
# What may stand between the parts of a date.
_BEFORE_MONTH = frozenset({
    ".", "-", "–", ",", "،", "/", "de", "d", "of", "den", "the", "ב", "η", "o", "a", "st", "nd", "rd", "th",
    "er", "ος", "e", "ий", "من", "’", "'", "ی", "ê", "yê", "مه", "مې", "م", "טן", "סטן", "טער", "דעם", "ខែ", "เดือน",
    "ເດືອນ", "ই", "লা", "রা", "ঠা", "শে",
})  # fmt: skip
# What stands before a day and is a part of the date.
_INTRODUCES = frozenset({"ទី", "ທີ", "דעם"})
_BEFORE_YEAR = frozenset({
    ".", "-", "–", ",", "،", "/", "'", "’", "(", ")", "de", "del", "do", "سنة", "عام", "لسنة", "لعام", "ال",
    "ماه", "m", "d", "พศ", "คศ", "s", "năm", "ឆ្នាំ", "ปี", "ປີ", "ساڵی", "sala", "፣", "මස",
})  # fmt: skip
_AFTER_YEAR = frozenset({
    "د", ".", "-", "–", ",", "،", "/", "m", "metų", "metu", "gada", "жылғы", "жылы", "оны", "года", "ko", "eko",
    "urteko", "г", "yil", "yili", "йил", "йили", "يىل", "يىلى", "ж", "жылдын", "ခုနှစ်", "کال",
})  # fmt: skip
_AFTER_DAY = frozenset({
    "st", "nd", "rd", "th", ".", ",", "،", "d", "de", "a", "ren", "/", "ቀን", "፣", "၊", "ရက်", "වන",
})  # fmt: skip


def named(text: str) -> Iterator[Stamp]:
    """Yield the dates in a prepared line that name their month: day, month and year in any usual order."""
    words = _TOKEN.findall(text)
    numbers = [at for at, word in enumerate(words) if word.isdecimal()]
    behind = 0
    for at in _near(numbers, len(words)):
        if at < behind or len(words[at]) < 2 or words[at].isdecimal():
            continue
        last, meanings = _month_at(words, at)
        placed = _day_and_year(words, at, last) if meanings else None
        if placed and (stamp := _read(meanings, placed, [match.span() for match in _TOKEN.finditer(text)], text)):
            yield stamp
        behind = last + 1


def _near(numbers: Sequence[int], count: int) -> Iterator[int]:
    """Yield where a month may begin of which one of the `numbers` is the day or the year."""
    following = 0
    for number in numbers:
        # Its name may have three words.
        first, following = max(following, number - _ON - 2), min(number + _BACK + 1, count)
        yield from range(first, following)


def _month_at(words: Sequence[str], at: int) -> tuple[int, tuple[tuple[str, int, frozenset[str]], ...]]:
    """Return the last token of the month that begins at `at` (`at` itself where none does) and what it may mean."""
    word = words[at]
    if len(word) < 2 or not word[0].isalpha():
        return at, ()
    alone, begins = months.meanings(word)
    if (begins or word == "tháng") and at + 1 < len(words):
        if word == "tháng" and words[at + 1].isdecimal() and 1 <= int(words[at + 1]) <= 12:
            return at + 1, (("gregorian", int(words[at + 1]), frozenset({"vi"})),)
        for length in (2, 1):
            if found := months.meanings(" ".join(words[at : at + 1 + length]))[0]:
                return at + length, found
    return at, alone


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
        and not (at > 1 and words[at - 1] == ":" and words[at - 2].isdecimal())
    )


def _number_before(words: Sequence[str], at: int, between: frozenset[str] = _BEFORE_MONTH | _AFTER_YEAR) -> int | None:
    for before in range(at - 1, max(-1, at - _BACK - 1), -1):
        if words[before].isdecimal():
            return before
        if words[before] not in between:
            return None
    return None


def _number_after(words: Sequence[str], at: int, between: frozenset[str]) -> int | None:
    """Return the next number; the same month in other words (`نيسان / أبريل`) may stand between."""
    after = at + 1
    while after < min(len(words), at + _ON + 1):
        if words[after].isdecimal():
            return after
        if words[after] not in between:
            last, again = _month_at(words, after)
            if not again or words[after - 1] not in ("/", "-", "("):
                return None
            after = last
        after += 1
    return None


def _read(
    meanings: Sequence[tuple[str, int, frozenset[str]]], placed: _Place, spans: Sequence[tuple[int, int]], text: str
) -> Stamp | None:
    start, end = spans[placed.first][0], spans[placed.last][1]
    if placed.first and text[slice(*spans[placed.first - 1])] in _INTRODUCES:
        start = spans[placed.first - 1][0]
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
        if calendar == "ethiopic":
            ethiopic = calendars.ethiopic_day(placed.year, month, placed.day, text[end:])
            return Stamp((("ethiopic", ethiopic),), start, end) if ethiopic else None
        if calendar == "lunar" and placed.year in calendars.LUNAR_YEARS:
            return Stamp((), start, end, month=calendars.lunar_to_month(placed.year, month, placed.day))
    return None


def _common_year(placed: _Place, langs: frozenset[str]) -> int:
    """Return the Gregorian year: Thais count from the Buddha's death, in two digits too."""
    year = placed.year
    if placed.short:
        return year + 2500 - calendars.BUDDHIST if "th" in langs and year in range(60, 80) else year + 2000
    return year - calendars.BUDDHIST if year > 2500 else year
