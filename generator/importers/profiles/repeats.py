"""Lines that repeat across captures of one site: what of them stands in articles, and what ends articles."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from generator.importers import cues
from generator.importers.profiles.profile import ANYTHING, WHOLE, is_meant, letters
from generator.importers.profiles.readings import Reading
from generator.importers.text.segment import is_prose

_LEAST_LETTERS = 3
# A longer line is named by its beginning, which is at least that long.
_LONG = 60
_BEGINNING = 24
_LONGEST_CUE = 190
_LABEL = 42
_LEAST_WORDS = 8
# Signs that part a name from what it is of.
_PARTING = "/|©–—=("
# What ends a label.
_LABEL_ENDS = (":", "：")
# In so many captures must stand what no paragraph is.
_FEW = 2
# So many lines in a row that repeat are a list.
_LIST = 6
# Of the text, what may stand below its end: headlines of other articles that were taken for paragraphs.
_TAIL = 0.25
_SHORTER = 0.7
# Buttons stand above, between and below paragraphs; where they are below in these captures, that is chance.
_ANYWHERE = frozenset(("advertisement", "subscribe", "share", "login", "consent"))
# What such lines begin with is never the text of an article.
_NEVER_TEXT = frozenset(("caption", "also", "related", "share", "copyright", "tags", "subscribe", "comments"))


class Furniture(msgspec.Struct, frozen=True):
    """A cue word of a kind, and the keys of the lines that may go with it."""

    kind: str
    cue: str
    keys: frozenset[str]


def furniture(captures: Sequence[Reading]) -> list[Furniture]:
    """Return cue words for what repeats: where articles end, then lines to drop, those kept as text first."""
    repeated = _repeated(captures)
    ends = list(_ends(captures, repeated))
    until = [_end(capture, [each.cue for each in ends]) for capture in captures]
    shapes = list(_shapes(captures, repeated, until))
    covered = frozenset().union(*(each.keys for each in shapes))
    return [*ends, *shapes, *_drops(captures, repeated - covered, until)]


def _repeated(captures: Sequence[Reading]) -> frozenset[str]:
    """Return the keys that stand in several captures; of paragraphs, which may be background, in nearly all.

    A paragraph among other lines that repeat, of which some are short, is of a list that pages have: two will do.
    """
    holders: dict[str, set[int]] = defaultdict(set)
    prose: set[str] = set()
    for number, capture in enumerate(captures):
        for line, key in zip(capture.lines, capture.keys, strict=True):
            holders[key].add(number)
            if is_prose(line):
                prose.add(key)
    own = {letters(each) for capture in captures for each in (capture.draft.title, capture.draft.summary) if each}
    several = frozenset(key for key, found in holders.items() if key and key not in own and len(found) >= _FEW)
    listed = frozenset().union(*(_listed(capture, several) for capture in captures))
    nearly_all = min(len(captures), max(3, len(captures) // 2 + 1))
    return frozenset(key for key in several if key not in prose - listed or len(holders[key]) >= nearly_all)


def _listed(capture: Reading, repeated: frozenset[str]) -> frozenset[str]:
    """Return the keys of runs of lines that repeat, long and short ones mixed."""
    found: set[str] = set()
    run: list[int] = []
    for at in range(len(capture.lines) + 1):
        if at < len(capture.lines) and (not capture.keys[at] or capture.keys[at] in repeated):
            run.append(at)
            continue
        short = sum(1 for each in run if not is_prose(capture.lines[each]))
        if len(run) >= _LIST and short * 3 >= len(run):
            found.update(capture.keys[each] for each in run)
        run = []
    return frozenset(found)


def _most(captures: Sequence[Reading]) -> int:
    """Return how many captures must have a line: half of them, and two in any case."""
    return max(2, (len(captures) + 1) // 2)


def _ends(captures: Sequence[Reading], repeated: frozenset[str]) -> Iterator[Furniture]:
    """Yield what stands first after the text, and for the captures that have no such line, the same among them."""
    places = [_first_places(capture, repeated) for capture in captures]
    fit = sorted(key for key in repeated if _may_end(key, captures, places, repeated))
    waiting = set(range(len(captures)))
    while waiting and len(waiting) >= min(2, len(captures) - 1):
        holders = {key: [number for number in sorted(waiting) if key in places[number]] for key in fit}
        after = {
            key: sum(places[at][key] - max(captures[at].body, default=0) for at in held)
            for key, held in holders.items()
        }
        best = min(fit, key=lambda key: (-len(holders[key]), after[key], key), default="")
        if not best or not holders[best]:
            return
        if cue := _cue(best, captures):
            below = (
                capture.keys[at]
                for capture, found in zip(captures, places, strict=True)
                if best in found
                for at in capture.body
                if at >= found[best]
            )
            yield Furniture("end", cue, frozenset((best, *below)))
        waiting -= set(holders[best])


def _may_end(
    key: str, captures: Sequence[Reading], places: Sequence[Mapping[str, int]], repeated: frozenset[str]
) -> bool:
    """Tell whether a line ends articles: it never stands above text, and is not of those that often do elsewhere.

    What announces other headlines may stand between paragraphs too: two captures are too few to tell.
    """
    if not all(
        _is_after_text(capture, at[key], repeated) for capture, at in zip(captures, places, strict=True) if key in at
    ):
        return False
    line = next(
        line.text for capture in captures for line, own in zip(capture.lines, capture.keys, strict=True) if own == key
    )
    kind = cues.prompt(line) or cues.heading(line)
    held = sum(key in at for at in places)
    return kind not in _ANYWHERE and (kind != "related" or held == len(captures) > 2)


def _first_places(capture: Reading, repeated: frozenset[str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for at, key in enumerate(capture.keys):
        if key in repeated:
            places.setdefault(key, at)
    return places


def _is_after_text(capture: Reading, place: int, repeated: frozenset[str]) -> bool:
    """Tell whether what was taken for text below a line is nothing, or few lines which are shorter than paragraphs."""
    above = [capture.lines[at].width for at in capture.body if at < place]
    below = [capture.lines[at].width for at in _tail(capture, place, repeated)]
    if not any(is_prose(capture.lines[at]) for at in capture.body if at < place):
        return False
    few = sum(below) <= _TAIL * sum(above)
    return not below or (few and sum(below) / len(below) <= _SHORTER * sum(above) / len(above))


def _tail(capture: Reading, place: int, repeated: frozenset[str]) -> list[int]:
    return [at for at in sorted(capture.body) if at >= place and capture.keys[at] not in repeated]


def _end(capture: Reading, ends: Sequence[str]) -> int:
    """Return the line at which the article ends by what was learned, or the one below its last."""
    last = max(capture.body, default=len(capture.lines) - 1)
    return min([last + 1, *(at for at, line in enumerate(capture.lines) if is_meant(line.text, ends))])


def _drops(captures: Sequence[Reading], repeated: frozenset[str], until: Sequence[int]) -> Iterator[Furniture]:
    """Yield what repeats between headline and end: first what was taken for text, then what stands there most often."""
    as_text: Counter[str] = Counter()
    often: Counter[str] = Counter()
    for capture, end in zip(captures, until, strict=True):
        for at in range(capture.top, end):
            if (key := capture.keys[at]) in repeated:
                as_text[key] += at in capture.body
                often[key] += 1
    for key in sorted(often, key=lambda each: (-as_text[each], -often[each], each)):
        if cue := _cue(key, captures):
            yield Furniture("drop", cue, frozenset((key,)))


def _cue(key: str, captures: Sequence[Reading]) -> str:
    """Return how a repeated line is named: the whole of it if it is short, else as much as makes it plain."""
    lines = [
        line.text for capture in captures for line, own in zip(capture.lines, capture.keys, strict=True) if own == key
    ]
    shortest = min(lines, key=lambda line: (len(line), line))
    whole = f"{WHOLE} {_without_numbers(shortest)}" if len(shortest) <= _LONGEST_CUE else ""
    if len(shortest) <= _LONG:
        return whole
    others = [
        line.text for capture in captures for line, own in zip(capture.lines, capture.keys, strict=True) if own != key
    ]
    for start in _starts(shortest):
        if all(line.startswith(start) for line in lines) and not any(line.startswith(start) for line in others):
            return start
    return whole


def _starts(line: str) -> Iterator[str]:
    """Yield the beginnings of a long line, the shortest first, up to its first number."""
    until = next((at for at, sign in enumerate(line) if sign.isdigit()), len(line))
    places = [at for at, sign in enumerate(line[:until]) if sign == " "]
    places = places if len(places) > 2 else list(range(_BEGINNING, until, 4))
    return (line[:at].rstrip() for at in places if _BEGINNING <= at <= _LONGEST_CUE)


def _without_numbers(line: str) -> str:
    kept = line.strip("0123456789()[]{}#.,:;+ ")
    return kept if letters(kept) == letters(line) else line


def _shapes(captures: Sequence[Reading], repeated: frozenset[str], until: Sequence[int]) -> Iterator[Furniture]:
    """Yield what lines begin or end with that differ in the rest, such as `Image credits:` and `= */Agency`."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, (capture, end) in enumerate(zip(captures, until, strict=True)):
        for at in range(capture.top, end):
            if capture.keys[at]:
                for cue in _parts(capture.lines[at].text, whole=capture.keys[at] in repeated):
                    found[cue].append((number, at))
    chosen: list[str] = []
    for cue, places in sorted(found.items(), key=lambda each: (len(each[0]), each[0])):
        # Two articles may begin a line with the same words; with the same label or credit they do not by chance.
        least = _FEW if cue.startswith(WHOLE) or cue.endswith(_LABEL_ENDS) else _most(captures)
        if len({number for number, _ in places}) < least:
            continue
        if all(is_meant(captures[number].lines[at].text, chosen) for number, at in places):
            continue
        if _is_furniture(cue, places, captures):
            chosen.append(cue)
            keys = frozenset(captures[number].keys[at] for number, at in places)
            yield Furniture("drop", cue, keys)


def _parts(line: str, *, whole: bool) -> Iterator[str]:
    """Yield the label of a line and, unless the `whole` of it repeats anyway, its first words and its last part."""
    if ANYTHING in line:
        return
    mark = min((at for sign in _LABEL_ENDS if (at := line.find(sign)) >= _LEAST_LETTERS), default=-1)
    if 0 < mark <= _LABEL and len(line) > mark + 1:
        yield line[: mark + 1]
    if whole:
        return
    words = line.split(" ")
    for count in (2, 3):
        start = " ".join(words[:count])
        if len(words) > count and len(start) >= _LEAST_WORDS:
            yield start
    mark = max(line.rfind(sign) for sign in _PARTING)
    if mark > 0 and _LEAST_LETTERS < len(line) - mark <= _LABEL:
        yield f"{WHOLE} {ANYTHING}{line[mark:]}"


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
    known = all(line.begins & _NEVER_TEXT for line, _ in every)
    if any(is_prose(line) and (as_text or not known) for line, as_text in every):
        return False
    return (
        known or cue.startswith(WHOLE) or sum(at in captures[number].body for number, at in places) * 2 <= len(places)
    )
