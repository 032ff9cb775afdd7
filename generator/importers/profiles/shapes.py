"""What lines of one site begin or end with that differ in the rest, such as `Image credits:` and `= */Agency`."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from generator.importers.profiles.profile import ANYTHING, WHOLE, is_meant
from generator.importers.profiles.readings import Reading, most
from generator.importers.text.lines import Line
from generator.importers.text.segment import is_prose

LABEL_ENDS = (":", "：")
"""What ends a label."""
_LEAST_LETTERS = 3
_LABEL = 42
_LEAST_WORDS = 8
# Signs that part a name from what it is of.
_PARTING = "/|©–—=("
_BRACKETS = (("(", ")"), ("[", "]"), ("<", ">"), ("【", "】"))
_LONGEST_BRACKETS = 60
# In so many places must stand what no paragraph is.
_FEW = 2
# What such lines begin with is never the text of an article.
_NEVER_TEXT = frozenset(("caption", "also", "related", "share", "copyright", "tags", "subscribe", "comments"))


def shapes(
    captures: Sequence[Reading], repeated: frozenset[str], until: Sequence[int]
) -> Iterator[tuple[str, list[tuple[int, int]]]]:
    """Yield cue words for such lines between headline and end, with the capture and the place of each line."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, (capture, end) in enumerate(zip(captures, until, strict=True)):
        for at in range(capture.top, end):
            if capture.keys[at]:
                for cue in _parts(capture.lines[at].text, whole=capture.keys[at] in repeated):
                    found[cue].append((number, at))
    chosen: list[str] = []
    for cue, places in sorted(found.items(), key=lambda each: (len(each[0]), each[0])):
        # Two articles may begin a line with the same words; with the same label or credit they do not by chance.
        least = _FEW if cue.startswith(WHOLE) or cue.endswith(LABEL_ENDS) else most(captures)
        if len({number for number, _ in places}) < least and not _is_known(places, captures):
            continue
        if all(is_meant(captures[number].lines[at].text, chosen) for number, at in places):
            continue
        if _is_furniture(cue, places, captures):
            chosen.append(cue)
            yield cue, places


def is_no_text(line: Line) -> bool:
    """Tell whether a line begins with a word for what is never the text of an article."""
    return bool(line.begins & _NEVER_TEXT)


def _is_known(places: Sequence[tuple[int, int]], captures: Sequence[Reading]) -> bool:
    """Tell whether these are several lines, and all of them begin with what is never the text of an article."""
    return len(places) >= _FEW and all(is_no_text(captures[number].lines[at]) for number, at in places)


def _parts(line: str, *, whole: bool) -> Iterator[str]:
    """Yield the label of a line and, unless the `whole` of it repeats anyway, its first words and its last part."""
    if ANYTHING in line:
        return
    mark = min((at for sign in LABEL_ENDS if (at := line.find(sign)) >= _LEAST_LETTERS), default=-1)
    if 0 < mark <= _LABEL and len(line) > mark + 1:
        yield line[: mark + 1]
    if whole:
        return
    words = line.split(" ")
    for count in (2, 3):
        start = " ".join(words[:count])
        if len(words) > count and len(start) >= _LEAST_WORDS:
            yield start
    yield from _bracketed(line)
    mark = max(line.rfind(sign) for sign in _PARTING)
    if mark > 0 and _LEAST_LETTERS < len(line) - mark <= _LABEL:
        yield f"{WHOLE} {ANYTHING}{line[mark:]}"


def _bracketed(line: str) -> Iterator[str]:
    """Yield the brackets that a line begins with, and the first words in those that it ends with."""
    for opening, closing in _BRACKETS:
        end = line.find(closing)
        if line[0] == opening and _LEAST_LETTERS < end <= _LABEL:
            yield line[: end + 1]
        start = line.rfind(opening)
        words = line[start + 1 : -1].split(" ")
        if (
            line[-1] == closing
            and start > 0
            and len(line) - start <= _LONGEST_BRACKETS
            and len(words) > 1
            and words[0].isalpha()
        ):
            yield f"{WHOLE} {ANYTHING}{opening}{words[0]} {ANYTHING}{closing}"
    if 0 < line.find("©") < line.rfind("|"):
        yield f"{WHOLE} {ANYTHING}©{ANYTHING}|{ANYTHING}"


def _is_furniture(cue: str, places: Sequence[tuple[int, int]], captures: Sequence[Reading]) -> bool:
    """Tell whether such lines are no text: never a paragraph, and left out more often than not.

    What the same name ends in several articles, behind a sign that parts it, is a credit even where it was left in.
    """
    every = [
        (line, at in capture.body)
        for capture in captures
        for at, line in enumerate(capture.lines)
        if is_meant(line.text, (cue,))
    ]
    known = all(is_no_text(line) for line, _ in every)
    if any(is_prose(line) and (as_text or not known) for line, as_text in every):
        return _signs_off(cue, captures)
    return (
        known or cue.startswith(WHOLE) or sum(at in captures[number].body for number, at in places) * 2 <= len(places)
    )


def _signs_off(cue: str, captures: Sequence[Reading]) -> bool:
    """Tell whether such a line is the last of the text, and of the most captures: `Reporting by …`, `Written by …`."""
    ending = 0
    for capture in captures:
        places = [at for at, line in enumerate(capture.lines) if is_meant(line.text, (cue,))]
        if places and (len(places) > 1 or any(at > places[0] for at in capture.body)):
            return False
        ending += bool(places)
    return ending >= most(captures) and not cue.startswith(WHOLE)
