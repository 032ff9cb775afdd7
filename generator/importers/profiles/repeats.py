"""Lines that repeat across captures of one site: what of them stands in articles, and what ends articles."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

import msgspec

from generator.importers import cues
from generator.importers.profiles.insets import announces, stands_anywhere
from generator.importers.profiles.profile import WHOLE, is_meant, letters
from generator.importers.profiles.readings import Reading
from generator.importers.profiles.shapes import LABEL_ENDS, is_no_text, shapes
from generator.importers.text.lines import Line
from generator.importers.text.segment import is_prose

_LEAST_LETTERS = 3
# A longer line is named by its beginning, which is at least that long.
_LONG = 60
_BEGINNING = 24
_LONGEST_CUE = 190
# In so many captures must stand what no paragraph is.
_FEW, _SEVERAL = 2, 3
# So many lines in a row that repeat are a list.
_LIST = 6
# So many lines below the text are looked at: elsewhere they may be taken for text.
_BELOW = 5
# Of the text, what may stand below its end: headlines of other articles that were taken for paragraphs.
_TAIL = 0.25
_SHORTER = 0.7


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
    shaped = [_furniture(cue, places, captures, repeated) for cue, places in shapes(captures, repeated, until)]
    covered = frozenset().union(*(each.keys for each in shaped))
    return [*ends, *shaped, *_drops(captures, repeated - covered, repeated, until)]


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
    often = frozenset().union(*(_often(capture) for capture in captures))
    several = frozenset(key for key, found in holders.items() if key and (len(found) >= _FEW or key in often)) - own
    listed = frozenset().union(*(_listed(capture, several) for capture in captures))
    nearly_all = min(len(captures), max(3, len(captures) // 2 + 1))
    return frozenset(key for key in several if key not in prose - listed or len(holders[key]) >= nearly_all)


def _often(capture: Reading) -> frozenset[str]:
    """Return the keys of short lines that stand several times in one article, one of them between its lines."""
    first, last = min(capture.body, default=0), max(capture.body, default=-1)
    places: dict[str, list[int]] = defaultdict(list)
    for at in range(capture.top, min(last + 2, len(capture.lines))):
        line = capture.lines[at]
        if line.width <= _LONG and not line.ends and not line.text.endswith(LABEL_ENDS):
            places[capture.keys[at]].append(at)
    return frozenset(
        key
        for key, found in places.items()
        if key and len(found) >= (_FEW if _is_announced(capture.lines[found[0]]) else _SEVERAL)
        if any(first < at < last for at in found)
    )


def _is_announced(line: Line) -> bool:
    """Tell whether a line says itself that it is no text."""
    return is_no_text(line) or cues.is_furniture(line.text)


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
    held = sum(key in at for at in places)
    return not stands_anywhere(line) and (cues.heading(line) != "related" or held == len(captures) > 2)


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
    last = min(max(capture.body, default=len(capture.lines)) + _BELOW, len(capture.lines) - 1)
    return min([last + 1, *(at for at, line in enumerate(capture.lines) if is_meant(line.text, ends))])


def _drops(
    captures: Sequence[Reading], left: frozenset[str], repeated: frozenset[str], until: Sequence[int]
) -> Iterator[Furniture]:
    """Yield what is `left` of lines that repeat between headline and end: first what was taken for text most often."""
    as_text: Counter[str] = Counter()
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, (capture, end) in enumerate(zip(captures, until, strict=True)):
        for at in range(capture.top, end):
            if (key := capture.keys[at]) in left:
                as_text[key] += at in capture.body
                places[key].append((number, at))
    for key in sorted(places, key=lambda each: (-as_text[each], -len(places[each]), each)):
        if cue := _cue(key, captures):
            yield _furniture(cue, places[key], captures, repeated)


def _furniture(
    cue: str, places: Sequence[tuple[int, int]], captures: Sequence[Reading], repeated: frozenset[str]
) -> Furniture:
    kind = "skip" if announces(places, captures, repeated) else "drop"
    return Furniture(kind, cue, frozenset(captures[number].keys[at] for number, at in places))


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
