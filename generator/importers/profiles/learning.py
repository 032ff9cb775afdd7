"""Cue words for an outlet, learned: which lines repeat across captures of different articles, and where they stand."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from generator.errors import ImportFailed
from generator.importers.cues import fold
from generator.importers.profiles.profile import KINDS, is_meant
from generator.importers.profiles.readings import Reading, key_of, reading, reread
from generator.importers.profiles.repeats import Furniture, furniture
from generator.importers.text.lines import width
from generator.importers.text.segment import is_prose

__all__ = ["Learned", "Lesson", "Reading", "learn", "reading"]

# As many as a list of a source's file may hold with room for a person's own.
_MOST_CUES = 60
# Of the paragraphs of one capture in another: then both hold the same article.
_SAME = 0.5
_LEAST_WIDTH = 60
# What every page of a site has may be taken for the text of each; so many other paragraphs make another article.
_DIFFERENT = 2


class Learned(msgspec.Struct, frozen=True, kw_only=True):
    """A cue word, its kind (one of `KINDS`), and how many lines of which captures it means."""

    kind: str
    cue: str
    lines: dict[str, int]


class Lesson(msgspec.Struct, frozen=True, kw_only=True):
    """What was learned, and which captures were set aside because another one holds the same article."""

    learned: tuple[Learned, ...] = ()
    same: tuple[tuple[str, str], ...] = ()

    @property
    def cues(self) -> dict[str, tuple[str, ...]]:
        """Return the cue words as a source has them."""
        words = {kind: tuple(each.cue for each in self.learned if each.kind == kind) for kind in KINDS}
        return {kind: found for kind, found in words.items() if found}


def learn(captures: Sequence[Reading]) -> Lesson:
    """Return the cue words that keep the furniture of these captures out; ImportFailed for less than two articles."""
    distinct, same = _distinct(captures)
    if len(distinct) < 2:
        raise ImportFailed("nothing can be learned from one article",
                           hint="name captures of two or more different articles of the same site")  # fmt: skip
    found = _allowed(furniture(distinct), distinct)
    return Lesson(learned=tuple(_told(each, distinct) for each in found), same=tuple(same))


def _distinct(captures: Iterable[Reading]) -> tuple[list[Reading], list[tuple[str, str]]]:
    """Return the captures of different articles, and of the others the name with that of the one it is like."""
    distinct: list[Reading] = []
    same = []
    for capture in captures:
        like = next((known.name for known in distinct if _is_same(capture, known)), None)
        if like is None:
            distinct.append(capture)
        else:
            same.append((capture.name, like))
    return distinct, same


def _is_same(one: Reading, other: Reading) -> bool:
    """Tell whether two captures hold one article: most of its text, and but for that hardly any paragraph differs."""
    own, known = _text(one), _text(other)
    if len(own & known) <= _SAME * max(1, min(len(own), len(known))):
        return False
    titles = fold(one.draft.title or ""), fold(other.draft.title or "")
    here, there = _prose(one), _prose(other)
    return titles[0] == titles[1] != "" or min(len(here - there), len(there - here)) < _DIFFERENT


def _text(capture: Reading) -> frozenset[str]:
    return frozenset(fold(each) for each in capture.draft.paragraphs if width(each) >= _LEAST_WIDTH)


def _prose(capture: Reading) -> frozenset[str]:
    return frozenset(key for line, key in zip(capture.lines, capture.keys, strict=True) if key and is_prose(line))


def _allowed(proposed: Sequence[Furniture], captures: Sequence[Reading]) -> list[Furniture]:
    """Return the cues that cost no capture its headline or a whole paragraph that does not repeat."""
    chosen = list(proposed[:_MOST_CUES])
    if _is_harmless(chosen, captures):
        return chosen
    kept: list[Furniture] = []
    for each in chosen:
        if _is_harmless([*kept, each], [capture for capture in captures if _count(each, capture)]):
            kept.append(each)
    return kept


def _is_harmless(found: Sequence[Furniture], captures: Iterable[Reading]) -> bool:
    cues = _table(found)
    repeated = frozenset().union(*(each.keys for each in found)) if found else frozenset()
    return all(_keeps(capture, cues, repeated) for capture in captures)


def _keeps(capture: Reading, cues: Mapping[str, tuple[str, ...]], repeated: frozenset[str]) -> bool:
    try:
        draft = reread(capture, cues)
    except ImportFailed:
        return False
    found = [key_of(text) in repeated for text in capture.draft.paragraphs]
    # A headline that was found for what every page has need not stay.
    mistaken = sum(found) * 2 > len(found)
    if capture.draft.title and not mistaken and fold(draft.title or "") != fold(capture.draft.title):
        return False
    lost = Counter(capture.draft.paragraphs) - Counter([*draft.paragraphs, draft.summary or ""])
    prose = _prose(capture)
    return all(_may_go(text, cues, repeated) for text in lost if key_of(text) in prose)


def _may_go(text: str, cues: Mapping[str, tuple[str, ...]], repeated: frozenset[str]) -> bool:
    return is_meant(text, (*cues.get("drop", ()), *cues.get("skip", ()))) or key_of(text) in repeated


def _table(found: Iterable[Furniture]) -> dict[str, tuple[str, ...]]:
    kinds: dict[str, tuple[str, ...]] = {}
    for each in found:
        kinds[each.kind] = (*kinds.get(each.kind, ()), each.cue)
    return kinds


def _told(found: Furniture, captures: Iterable[Reading]) -> Learned:
    counts = ((capture.name, _count(found, capture)) for capture in captures)
    return Learned(kind=found.kind, cue=found.cue, lines={name: count for name, count in counts if count})


def _count(found: Furniture, capture: Reading) -> int:
    return sum(is_meant(line.text, (found.cue,)) for line in capture.lines)
