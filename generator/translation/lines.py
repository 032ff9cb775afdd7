"""One text of a block, its markup told apart from its words, and how the two come together again."""

import re
from collections.abc import Callable, Sequence
from typing import Literal, TypeAlias

from generator.model import Value
from generator.translation.escaping import escaped

_OPENING = "([{«“‘\"'¿¡"
_NEXT, _LAST = re.compile(r"\s*\w+"), re.compile(r"\w+\W*\Z")
_CLOSING = ".,;:!?…)]}»”’،؛؟%\"'"


class Mark(Value, frozen=True):
    """Markup inside a text: its markdown, what it does there, and whether space stood before and after it.

    An atom may stand for words, as a name that is never translated does: `source` in the text, `text` in the answer.
    """

    markdown: str
    role: Literal["open", "close", "atom"]
    before: bool = False
    after: bool = False
    source: str = ""
    text: str = ""


Piece: TypeAlias = str | Mark
Found: TypeAlias = str | int
"""A part of an answer: words, or the place of a mark among the pieces of the line."""


class Line(Value, frozen=True):
    """One text of a block, on one line of its own in the result; in a `cell`, `|` would end it."""

    pieces: tuple[Piece, ...]
    cell: bool = False

    @property
    def text(self) -> str:
        """The text without its markup."""
        return " ".join("".join(piece if isinstance(piece, str) else piece.source for piece in self.pieces).split())

    @property
    def marked(self) -> bool:
        """Whether there is markup in the text."""
        return any(isinstance(piece, Mark) for piece in self.pieces)

    @property
    def marks(self) -> dict[int, Mark]:
        """The marks by their place among the pieces."""
        return {place: piece for place, piece in enumerate(self.pieces) if isinstance(piece, Mark)}


class Restored(Value, frozen=True):
    """An answer with its markup: as markdown, and as plain text; `moved` if markup went on to a neighbouring word."""

    markdown: str
    plain: str
    moved: bool = False


def make_line(pieces: Sequence[Piece], *, cell: bool = False) -> Line:
    """Return a line of `pieces`, neighbouring texts merged, space beside markup noted."""
    merged: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and merged and isinstance(merged[-1], str):
            merged[-1] += piece
        elif piece != "":
            merged.append(piece)
    for index, piece in enumerate(merged):
        if isinstance(piece, Mark):
            before = merged[index - 1] if index else ""
            after = merged[index + 1] if index + 1 < len(merged) else ""
            merged[index] = Mark(
                piece.markdown,
                piece.role,
                before=isinstance(before, str) and before[-1:].isspace(),
                after=isinstance(after, str) and after[:1].isspace(),
                source=piece.source,
                text=piece.text,
            )
    return Line(tuple(merged), cell)


def with_atoms(line: Line, spans: Callable[[str], Sequence[tuple[int, int, str]]]) -> Line:
    """Return a line in which what `spans` finds in its words (start, end, rendering) travels as atoms."""
    pieces: list[Piece] = []
    for piece in line.pieces:
        if isinstance(piece, Mark):
            pieces.append(piece)
            continue
        at = 0
        for start, end, rendering in spans(piece):
            pieces += [piece[at:start], Mark(escaped(rendering), "atom", source=piece[start:end], text=rendering)]
            at = end
        pieces.append(piece[at:])
    return make_line(pieces, cell=line.cell)


def rebuilt(line: Line, found: Sequence[Found], *, exact: bool = False) -> Restored | None:
    """Return an answer of words and marks as markdown; None unless each mark is there once, and pairs are well nested.

    `exact` keeps the space of the answer, else it follows that of the line.
    """
    marks = line.marks
    if sorted(part for part in found if isinstance(part, int)) != sorted(marks):
        return None
    given, found = found, _filled(found, marks)
    if not _nested(found, marks):
        return None
    pieces = [marks[part] if isinstance(part, int) else part for part in found]
    if exact:
        markdown, plain = _spaced(pieces, cell=line.cell), "".join(map(_said, pieces))
    else:
        markdown = _joined(
            pieces, lambda mark: mark.markdown, lambda text, start: escaped(text, cell=line.cell, start=start)
        )
        plain = _joined(pieces, _said, lambda text, _: text)
    return Restored(markdown, " ".join(plain.split()), moved=found is not given)


def copied(line: Line) -> str:
    """Return a line as it is, as markdown."""
    whole = rebuilt(line, [piece if isinstance(piece, str) else place for place, piece in enumerate(line.pieces)])
    return whole.markdown if whole else ""


def partners(marks: dict[int, Mark]) -> dict[int, int]:
    """Return for each mark that opens the one that closes it."""
    closes: dict[int, int] = {}
    stack: list[int] = []
    for place, mark in marks.items():
        if mark.role == "open":
            stack.append(place)
        elif mark.role == "close":
            closes[stack.pop()] = place
    return closes


def _filled(found: Sequence[Found], marks: dict[int, Mark]) -> Sequence[Found]:
    """Return an answer in which pairs whose word was dropped stand around the next word, or the one before."""
    closes = partners(marks)
    parts = found
    # The outer pair first: the word that it takes is then the inner one's neighbour.
    for start, close in sorted(closes.items()):
        if close == start + 1 or start not in parts or close not in parts:
            continue
        first, last = parts.index(start), parts.index(close)
        if first < last and not any(_fills(part, marks) for part in parts[first + 1 : last]):
            parts = _around_neighbour(parts, first, last)
    return parts


def _fills(part: Found, marks: dict[int, Mark]) -> bool:
    return bool(part.strip()) if isinstance(part, str) else marks[part].role == "atom"


def _around_neighbour(parts: Sequence[Found], first: int, last: int) -> Sequence[Found]:
    after = parts[last + 1] if last + 1 < len(parts) else 0
    if isinstance(after, str) and (word := _NEXT.match(after)):
        taken, rest = after[: word.end()], after[word.end() :]
        return [*parts[:last], taken, parts[last], rest, *parts[last + 2 :]]
    before = parts[first - 1] if first else 0
    if isinstance(before, str) and (word := _LAST.search(before)):
        kept, taken = before[: word.start()], before[word.start() :]
        return [*parts[: first - 1], kept, parts[first], taken, *parts[first + 1 :]]
    return parts


def _nested(found: Sequence[Found], marks: dict[int, Mark]) -> bool:
    """Tell whether pairs are closed in order, and those that surround something still do."""
    closes = partners(marks)
    empty = {place for place, close in closes.items() if close == place + 1}
    stack: list[int] = []
    filled: set[int] = set()
    for part in found:
        if _fills(part, marks):
            filled |= set(stack)
        elif isinstance(part, str):
            continue
        elif part in closes:
            stack.append(part)
        elif not stack or closes[stack.pop()] != part:
            return False
    return not stack and filled | empty >= closes.keys()


def _spaced(pieces: Sequence[Piece], *, cell: bool) -> str:
    """Join the pieces of an answer whose own space is right; space inside the edges of a pair goes outside of it."""
    out: list[str] = []
    gap = ""
    opened: list[str] = []
    for piece in pieces:
        match piece:
            case Mark(role="open"):
                opened.append(piece.markdown)
            case Mark(role="close"):
                out.append(piece.markdown)
            case Mark():
                gap = "" if piece.markdown.startswith("[^") else gap
                out += [gap if out else "", *opened, piece.markdown]
                gap, opened = "", []
            case str(text):
                gap = " " if gap or text[:1].isspace() else ""
                if text.strip():
                    out += [gap if out else "", *opened, escaped(text, cell=cell, start=not out and not opened)]
                    gap, opened = " " if text[-1:].isspace() else "", []
    return "".join([*out, *opened])


def _said(piece: Piece) -> str:
    return piece.text if isinstance(piece, Mark) else piece


def _joined(pieces: Sequence[Piece], mark: Callable[[Mark], str], words: Callable[[str, bool], str]) -> str:
    """Join the pieces of an answer whose space beside marks was a token's: it follows the line and words instead."""
    out = ""
    last: Mark | None = None
    for piece in pieces:
        if isinstance(piece, Mark):
            if piece.role != "close" and (last is None or last.role != "open"):
                out += _space_before(out, piece)
            out += mark(piece)
            last = piece
        elif text := piece.strip():
            if last is None or last.role == "open":
                glue = ""
            else:
                glue = " " if text[0].isalnum() or (last.after and text[0] not in _CLOSING) else ""
            out += glue + words(text, not out)
            last = None
    return out


def _space_before(out: str, mark: Mark) -> str:
    if not out or mark.markdown.startswith("[^"):
        return ""
    return " " if out[-1].isalnum() or (mark.before and out[-1] not in _OPENING) else ""
