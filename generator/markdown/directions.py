"""Parts of a text that run the other way say so: an English paragraph or name in an Arabic text, and the reverse.

What is marked is the largest element all of whose letters are of the other direction, and within a text of both, a run
of some words, such as a quotation. In which language it is, nobody said; in which letters, it says itself (`und-Latn`).
Code has letters and no language. An element that is named for those who cannot see is in the page's language by its
name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from generator.letters import script_of
from generator.model import Direction

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
# Each begins with one set of characters, which is looked for twice as fast as a set with a look ahead.
_LETTERS = {"rtl": re.compile(rf"[{_RTL}](?<=[^\W\d_])"), "ltr": re.compile(rf"[^\W\d_{_RTL}]")}
_OTHER: dict[Direction, Direction] = {"rtl": "ltr", "ltr": "rtl"}
_PIECE = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>|[^<]+")
_TAG = re.compile("<[^>]*>")
_VOID = frozenset({"br", "hr", "img", "source"})
_CODE = frozenset({"pre", "code"})
_ENTITY = re.compile(r"&[^;]*;")
# Names of fewer words are read right without being marked.
_WORDS = 4
_CLOSED_BY = {"(": ")", "[": "]", "“": "”", "‘": "’", "«": "»"}
# Which the rules of Unicode read along with the letters before them, too.
_NUMBERS = re.compile(r"(?:[\s.,:/–-]*\d)+%?")
_ENDS = re.compile(r"[.!?…]+(?=[»”\"])")


@dataclass(slots=True)
class _Element:
    """An element while it is open: where its name ends in the HTML, its text, and of which directions its letters are.

    `marked` are the largest elements within that run the other way; none of them counts where this one does itself.
    """

    name: str
    at: int
    named: bool = False
    text: list[str] = field(default_factory=list)
    marked: list[tuple[int, str]] = field(default_factory=list)
    own: bool = False
    other: bool = False


def directed(html: str, own: Direction) -> str:
    """Return sanitised HTML of a text of direction `own`, with `dir` and `lang` where it runs the other way."""
    other = _OTHER[own]
    # The names of elements are Latin letters themselves.
    text = _without_entities(_TAG.sub("", html)) if other == "ltr" else html
    if not _LETTERS[other].search(text):
        return html
    marks = sorted(_marks(html, own, other))
    parts, end = [], 0
    for at, mark in marks:
        parts += [html[end:at], mark]
        end = at
    return "".join([*parts, html[end:]])


def _without_entities(text: str) -> str:
    """Return text of the same length in which the names of entities are no letters."""
    return _ENTITY.sub(lambda entity: " " * len(entity[0]), text) if "&" in text else text


def _marks(html: str, own: Direction, other: Direction) -> list[tuple[int, str]]:
    """Return where attributes are to be put, and which."""
    around = _Element("", 0)
    open_ = [around]
    for piece in _PIECE.finditer(html):
        closing, name, attributes = piece.groups()
        if not name:
            text = _without_entities(piece[0])
            open_[-1].text.append(text)
            open_[-1].own |= _LETTERS[own].search(text) is not None
            open_[-1].other |= _LETTERS[other].search(text) is not None
            if not any(element.name in _CODE for element in open_):
                open_[-1].marked += _runs(text, piece.start(), own, other)
        elif closing:
            element = open_.pop()
            parent = open_[-1]
            parent.text += element.text
            parent.own |= element.own
            parent.other |= element.other
            whole = element.other and not element.own and not element.named
            parent.marked += [_mark(element, other)] if whole else element.marked
        elif name not in _VOID:
            open_.append(_Element(name, piece.start() + 1 + len(name), " aria-label=" in attributes))
    return around.marked


def _runs(text: str, start: int, own: Direction, other: Direction) -> Iterator[tuple[int, str]]:
    """Yield what is put before and after each longer run of the other direction."""
    at = 0
    while first := _LETTERS[other].search(text, at):
        end = _LETTERS[own].search(text, first.start())
        at = end.start() if end else len(text)
        *_, last = _LETTERS[other].finditer(text, first.start(), at)
        stop = last.end() + _belongs(text[first.start() : last.end()], text[last.end() : at])
        run = text[first.start() : stop]
        if len(run.split()) >= _WORDS:
            yield start + first.start(), f'<bdi dir="{other}"{_lang(run)}>'
            yield start + stop, "</bdi>"


def _belongs(run: str, after: str) -> int:
    """Return how much of what follows a run is of it: numbers, what closes its brackets, the end of a quotation."""
    number = _NUMBERS.match(after)
    taken = number.end() if number else 0
    for mark in reversed(run):
        if mark in _CLOSED_BY and run.count(mark) > run.count(_CLOSED_BY[mark]):
            taken = max(taken, after.find(_CLOSED_BY[mark], taken) + 1)
    end = _ENDS.match(after, taken)
    return end.end() if end else taken


def _mark(element: _Element, other: Direction) -> tuple[int, str]:
    lang = "" if element.name in _CODE else _lang("".join(element.text))
    return element.at, f' dir="{other}"{lang}'


def _lang(text: str) -> str:
    script = script_of(text)
    return f' lang="und-{script}"' if script else ""
