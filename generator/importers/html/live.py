"""Live pages: every update keeps its heading, which begins with its hour."""

import re
from collections.abc import Sequence

import msgspec

from generator.importers.html.head import Head
from generator.importers.html.passages import BITS, Passage, Run

_TYPES = frozenset({"LiveBlogPosting"})
_HOUR = re.compile(r"\W*(\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?)\b(?!\s*[-–]\s*\d)", re.IGNORECASE)
# So many passages above an update may belong to it.
_ABOVE = 4
# A line with the hour of an update holds no more than that, a day or a zone beside it.
_SHORT = 40


def is_live(head: Head, taken: Sequence[Passage]) -> bool:
    """Tell whether a page is a live one: it says so, or its markup does."""
    return bool(head.types & _TYPES) or any(passage.hints & BITS["live"] for passage in taken)


def with_updates(passages: Sequence[Passage], taken: Sequence[Passage]) -> tuple[tuple[Passage, ...], list[Passage]]:
    """Return the passages of a live page, each hour and headline of an update as one heading, and those of its text."""
    chosen = frozenset(passage for passage in taken if not passage.level)
    page: list[Passage] = []
    text: list[Passage] = []
    above: list[Passage] = []
    for passage in passages:
        if passage not in chosen:
            above.append(passage)
            continue
        main = max((at for at, each in enumerate(above) if each.level == 1), default=-1)
        heading, made_of = _heading(passage, above[max(main + 1, len(above) - _ABOVE) :], is_first=not text)
        page += [each for each in above if each not in made_of]
        page += [*heading, passage]
        text += [*heading, passage]
        above = []
    return (*page, *above), text


def _heading(update: Passage, above: Sequence[Passage], *, is_first: bool) -> tuple[list[Passage], list[Passage]]:
    """Return the heading of an update, if it has one, and the passages above it that it is made of."""
    hours = [each for each in above if not each.level and _hour(each)]
    headings = [each for each in above if each.level and each.linked * 2 < len(each.text)]
    # The hour above the first paragraph of a page is that of the page.
    if not headings and (is_first or not hours):
        return [], []
    made_of = [*hours[-1:], *headings[-1:]]
    text = " ".join(each.text if each.level else _hour(each) for each in made_of)
    run = Run(text, "", False, False)
    plain = msgspec.structs.replace(update, text=text, runs=(run,), tag="h2", linked=0, marked=0, items=())
    return [msgspec.structs.replace(plain, cell=None, quote=0)], made_of


def _hour(passage: Passage) -> str:
    match = _HOUR.match(passage.text) if len(passage.text) <= _SHORT else None
    return match[1] if match else ""
