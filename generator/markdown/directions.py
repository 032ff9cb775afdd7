"""Parts of a text that run the other way say so: an English paragraph or name in an Arabic text, and the reverse.

What is marked is the largest block all of whose letters are of the other direction. Within a text of both, it is a run:
all that stands between two letters of the text's own direction. A part of a run is never marked alone, for what is
marked is isolated, and the parts would change places. A run that is an element gets the attributes of it; one of some
words, such as a quotation, an element of its own, and so are all runs of a text that is mostly of the other direction,
such as a headline that names two clubs.

In which language it is, nobody said; in which letters, it says itself (`und-Latn`). Code has letters and no language.
A list that is named for those who cannot see is in the page's language by its name.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from generator.letters import script_of
from generator.model import Direction

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
# Each begins with one set of characters, which is looked for twice as fast as a set with a look ahead.
_LETTERS = {"rtl": re.compile(rf"[{_RTL}](?<=[^\W\d_])"), "ltr": re.compile(rf"[^\W\d_{_RTL}]")}
_LETTER = re.compile(r"[^\W\d_]")
_OTHER: dict[Direction, Direction] = {"rtl": "ltr", "ltr": "rtl"}
_PIECE = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>|[^<]+")
_TAG = re.compile("<[^>]*>")
_ENTITY = re.compile(r"&[^;]*;")
_INLINE = frozenset({"a", "code", "em", "strong", "sup"})
_VOID = frozenset({"br", "hr", "img", "source"})
# Names of fewer words are read right without being marked.
_WORDS = 4
_CLOSED_BY = {"(": ")", "[": "]", "“": "”", "‘": "’", "«": "»"}
# Which the rules of Unicode read along with the letters before them, too.
_NUMBERS = re.compile(r"(?:[\s.,:/–-]*\d)+%?")
_ENDS = re.compile(r"[.!?…]+(?=[»”\"])")

_Mark = tuple[int, str]


@dataclass(slots=True)
class _Block:
    """A block while it is open: where its name ends in the HTML, its text but for code, and which letters it has."""

    at: int
    named: bool = False
    text: list[str] = field(default_factory=list)
    marked: list[_Mark] = field(default_factory=list)
    own: bool = False
    other: bool = False


@dataclass(slots=True)
class _Inline:
    """An element within a line: where it and its name begin and end in the HTML, and its text in that of the line."""

    name: str
    begin: int
    at: int
    first: int
    end: int = 0
    last: int = 0


class _Piece(NamedTuple):
    """Text between two tags: where it begins and ends in its line, where in the HTML, and what it is in."""

    first: int
    last: int
    at: int
    around: tuple[_Inline, ...]


class _Line:
    """The text of a block between other blocks, in pieces."""

    def __init__(self) -> None:
        self._pieces: list[_Piece] = []
        self._texts: list[str] = []
        self.length = 0

    def add(self, text: str, at: int, around: list[_Inline]) -> None:
        self._pieces.append(_Piece(self.length, self.length + len(text), at, tuple(around)))
        self._texts.append(text)
        self.length += len(text)

    @cached_property
    def text(self) -> str:
        return "".join(self._texts)

    def piece(self, at: int) -> _Piece:
        """Return the piece that holds a place of the line."""
        return self._pieces[bisect_right(self._pieces, at, key=attrgetter("first")) - 1]


def directed(html: str, own: Direction) -> str:
    """Return sanitised HTML of a text of direction `own`, with `dir` and `lang` where it runs the other way."""
    other = _OTHER[own]
    # The names of elements are Latin letters themselves.
    text = _without_entities(_TAG.sub("", html)) if other == "ltr" else html
    if not _LETTERS[other].search(text):
        return html
    parts, end = [], 0
    for at, mark in sorted(_marks(html, own, other)):
        parts += [html[end:at], mark]
        end = at
    return "".join([*parts, html[end:]])


def directed_text(escaped: str, own: Direction) -> str:
    """Return escaped text of direction `own` with the runs marked that go the other way, for the inside of a line."""
    return directed(escaped, own) if _LETTERS[_OTHER[own]].search(escaped) else escaped


def _without_entities(text: str) -> str:
    """Return text of the same length in which the names of entities are no letters."""
    return _ENTITY.sub(lambda entity: " " * len(entity[0]), text) if "&" in text else text


def _marks(html: str, own: Direction, other: Direction) -> list[_Mark]:
    """Return where attributes and elements are to be put, and which."""
    open_, around, line = [_Block(0)], list[_Inline](), _Line()
    for piece in _PIECE.finditer(html):
        closing, name, attributes = piece.groups()
        if not name:
            _read(open_[-1], _without_entities(piece[0]), own, other, code=any(each.name == "code" for each in around))
            line.add(_without_entities(piece[0]), piece.start(), around)
        elif name in _INLINE and not closing:
            around.append(_Inline(name, piece.start(), piece.start() + 1 + len(name), line.length))
        elif name in _INLINE:
            element = around.pop()
            element.end, element.last = piece.end(), line.length
        elif name not in _VOID or name == "br":
            open_[-1].marked += _runs(line, own, other)
            line = _Line()
            if closing:
                _close(open_.pop(), open_[-1], other)
            elif name != "br":
                open_.append(_Block(piece.start() + 1 + len(name), " aria-label=" in attributes))
    open_[-1].marked += _runs(line, own, other)
    return open_[-1].marked


def _read(block: _Block, text: str, own: Direction, other: Direction, *, code: bool) -> None:
    block.own |= _LETTERS[own].search(text) is not None
    block.other |= _LETTERS[other].search(text) is not None
    if not code:
        block.text.append(text)


def _close(block: _Block, parent: _Block, other: Direction) -> None:
    parent.text += block.text
    parent.own |= block.own
    parent.other |= block.other
    whole = block.other and not block.own and not block.named
    parent.marked += [(block.at, _attributes("".join(block.text), other))] if whole else block.marked


def _runs(line: _Line, own: Direction, other: Direction) -> Iterator[_Mark]:
    """Yield what marks the runs of the other direction in a line that has letters of its own direction too."""
    at = 0
    while first := _LETTERS[other].search(line.text, at):
        end = _LETTERS[own].search(line.text, first.start())
        at = end.start() if end else len(line.text)
        *_, last = _LETTERS[other].finditer(line.text, first.start(), at)
        yield from _marked(line, first.start(), last.end(), at, other)


def _marked(line: _Line, start: int, stop: int, limit: int, other: Direction) -> Iterator[_Mark]:
    """Yield what marks one run, which goes from `start` to `stop`; the next letter after it stands at `limit`."""
    left, right = line.piece(start), line.piece(stop - 1)
    shared = [each for each in left.around if each in right.around]
    for element in shared:
        # A number after it is read along with it, as long as nothing parts them.
        if _holds_only(line, element, start, stop) and not _NUMBERS.match(line.text, max(element.last, stop)):
            text = "" if element.name == "code" else line.text[start:stop]
            yield element.at, _attributes(text, other)
            return
    # An element that holds more letters than the run cannot be parted.
    outer = [each.around[len(shared)] if len(each.around) > len(shared) else None for each in (left, right)]
    is_whole = all(each is None or _holds_only(line, each, start, stop) for each in outer)
    if not is_whole or any(each.name == "code" for each in shared):
        return
    if len(line.text[start:stop].split()) < _WORDS and not (left is right and _is_mostly(line, left, other)):
        return
    taken = _belongs(line.text[start:stop], line.text[stop : min(limit, right.last)])
    begin = left.at + start - left.first if outer[0] is None else outer[0].begin
    end = right.at + stop + taken - right.first if outer[1] is None else outer[1].end
    yield begin, f"<bdi{_attributes(line.text[start:stop], other)}>"
    yield end, "</bdi>"


def _is_mostly(line: _Line, piece: _Piece, other: Direction) -> bool:
    """Tell whether most letters of a piece are of the other direction, and no number after it is read along with it."""
    text = line.text[piece.first : piece.last]
    if _NUMBERS.match(line.text, piece.last):
        return False
    return sum(1 for _ in _LETTERS[other].finditer(text)) * 2 > sum(1 for _ in _LETTER.finditer(text))


def _holds_only(line: _Line, element: _Inline, start: int, stop: int) -> bool:
    """Tell whether an element has no letters but some of a run."""
    before, after = line.text[element.first : start], line.text[stop : max(element.last, stop)]
    return not _LETTER.search(before) and not _LETTER.search(after)


def _belongs(run: str, after: str) -> int:
    """Return how much of what follows a run is of it: numbers, what closes its brackets, the end of a quotation."""
    number = _NUMBERS.match(after)
    taken = number.end() if number else 0
    wanted: list[str] = []
    for mark in run:
        if mark in _CLOSED_BY:
            wanted.append(_CLOSED_BY[mark])
        elif wanted and mark == wanted[-1]:
            wanted.pop()
    while wanted and (found := after.find(wanted.pop(), taken)) >= 0:
        taken = found + 1
    end = _ENDS.match(after, taken)
    return end.end() if end else taken


def _attributes(text: str, other: Direction) -> str:
    script = script_of(text)
    return f' dir="{other}"' + (f' lang="und-{script}"' if script else "")
