"""Lines that announce what is not of the article: they repeat, and what stands below them (a caption) differs."""

from collections.abc import Collection, Iterable, Sequence

from generator.importers import cues
from generator.importers.profiles.readings import Reading
from generator.importers.text.segment import is_inset, is_prose

_FEW, _SEVERAL = 2, 3
_MOST = 2 / 3
# Captions and headlines are this wide on the average; subheadings are not.
_WIDE = 45
# Buttons stand above, between and below paragraphs, and above subheadings.
_ANYWHERE = frozenset(("advertisement", "subscribe", "share", "login", "consent"))


def announces(places: Iterable[tuple[int, int]], captures: Sequence[Reading], repeated: Collection[str]) -> bool:
    """Tell whether lines, each given as its capture and place there, stand above short lines that are no text.

    Only those between paragraphs count: two captures have them, or one has several.
    """
    inside = [(captures[number], at) for number, at in places if _is_inside(captures[number], at)]
    if len({capture.name for capture, _ in inside}) < _FEW and len(inside) < _SEVERAL:
        return False
    if any(stands_anywhere(capture.lines[at].text) for capture, at in inside):
        return False
    under_text = sum(is_prose(capture.lines[at - 1]) for capture, at in inside)
    below = [(capture, at + 1) for capture, at in inside if capture.keys[at + 1] not in repeated]
    short = [(capture, at) for capture, at in below if is_inset(capture.lines[at])]
    return (
        under_text >= _MOST * len(inside)
        and len({capture.keys[at] for capture, at in short}) >= _FEW
        and len(short) >= _MOST * len(below)
        and sum(capture.lines[at].width for capture, at in short) >= _WIDE * len(short)
    )


def stands_anywhere(line: str) -> bool:
    """Tell whether a line is a button or an advertisement: what stands below it is there by chance."""
    return (cues.prompt(line) or cues.heading(line)) in _ANYWHERE


def _is_inside(capture: Reading, at: int) -> bool:
    return min(capture.body, default=0) < at < max(capture.body, default=0)
