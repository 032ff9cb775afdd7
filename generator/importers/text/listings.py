"""Lists that belong to an article: ingredients, results, a table of points; they read like furniture, line by line."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.importers import dates
from generator.importers.text.lines import Line

# A text of so few lines, of which none is furniture by its words, was copied without its page.
_ALONE = 40
_LEAST = 3
_WIDEST = 100
_DIGITS = 6
_CLOCK = re.compile(r"\d{1,2}[:.٫]\d\d(?!\d)")


def in_article(lines: Sequence[Line], kept: Sequence[int]) -> frozenset[int]:
    """Return the lines of lists between and around the lines `kept` of an article, in a text that holds nothing else.

    Of the lines above, those of a list are taken; of the lines below, all up to the end if most of them are of one.
    """
    if not kept or len(lines) > _ALONE or not all(map(_is_plain, lines)):
        return frozenset()
    above = kept[0]
    while above > 0 and _is_item(lines[above - 1]):
        above -= 1
    gaps = [range(above, kept[0]), *_gaps(kept), range(kept[-1] + 1, len(lines))]
    listed = (at for gap in gaps if _is_list([lines[each] for each in gap]) for at in gap)
    return frozenset(at for at in listed if not dates.is_date_line(lines[at].text))


def _gaps(kept: Sequence[int]) -> Iterator[range]:
    for before, after in pairwise(kept):
        if after - before > 1:
            yield range(before + 1, after)


def _is_plain(line: Line) -> bool:
    return not (line.heading or line.label or line.begins or line.repeats > 1 or "://" in line.text or "@" in line.text)


def _is_list(lines: Sequence[Line]) -> bool:
    items = sum(map(_is_item, lines))
    return items >= _LEAST and 2 * items >= len(lines)


def _is_item(line: Line) -> bool:
    """Tell whether a line is marked or counts something; dates, hours and numbers to call are of no list."""
    if line.width > _WIDEST or _CLOCK.match(line.text):
        return False
    return line.bullet or (0 < line.digits <= _DIGITS and not dates.is_date_line(line.text))
