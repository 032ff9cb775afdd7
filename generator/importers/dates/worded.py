"""Dates of three numbers with a word beside each: of East Asia, and as Mongols, Uyghurs and Tibetans write them."""

import re
from collections.abc import Iterator

from generator.importers.dates import calendars
from generator.importers.dates.stamps import Stamp, iso

_EAST_ASIAN = re.compile(
    r"(?:(?P<era>令和|平成|昭和|民國|民国)\s?(?P<n>\d{1,3}|元)|(?<!\d)(?P<y>\d{4}))\s?[年년]"
    r"\s?(?P<m>\d{1,2})\s?[月월]\s?(?P<d>\d{1,2})(?!\d)\s?[日일號号]?"
)
# By a word that no such date is without.
_OTHERS = (
    ("сарын", re.compile(r"(?<!\d)(?P<y>\d{4})\s?оны\s(?P<m>\d{1,2})\s?(?:-?р)?\sсарын\s(?P<d>\d{1,2})(?!\d)")),
    ("ئاي", re.compile(r"(?<!\d)(?P<y>\d{4})\s?-?\s?يىلى?\s(?P<m>\d{1,2})\s?-?\s?ئاي(?:نىڭ)?\s(?P<d>\d{1,2})(?!\d)")),
    (
        "ཟླ་",
        re.compile(
            r"(?<!\d)(?P<y>\d{4})\s?(?:ལོའི?་?)?\s?(?:[ཕས]ྤ?ྱི་)?ཟླ་(?:བ་)?\s?(?P<m>\d{1,2})\s?(?:པའི?་)?\s?"
            r"(?:ཚེས་|ཉིན་)\s?(?P<d>\d{1,2})(?!\d)"
        ),
    ),
)


def worded(text: str) -> Iterator[Stamp]:
    """Yield the dates in a prepared line whose year, month and day are numbers with words beside them."""
    if text.isascii():
        return
    for match in _EAST_ASIAN.finditer(text) if "年" in text or "년" in text else ():
        if match["era"]:
            year = calendars.ERAS[match["era"]] + (1 if match["n"] == "元" else int(match["n"]))
        else:
            year = int(match["y"])
        yield from _sure(match, year)
    for word, pattern in _OTHERS:
        for match in pattern.finditer(text) if word in text else ():
            yield from _sure(match, int(match["y"]))


def _sure(match: re.Match[str], year: int) -> Iterator[Stamp]:
    if day := iso(year, int(match["m"]), int(match["d"])):
        yield Stamp((("sure", day),), match.start(), match.end())
