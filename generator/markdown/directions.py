"""Parts of a text that run the other way say so: an English paragraph or name in an Arabic text, and the reverse.

What is marked is the largest element all of whose letters are of the other direction. In which language it is, nobody
said; in which letters, it says itself (`und-Latn`). Code has letters and no language. An element that is named for
those who cannot see is in the page's language by its name.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from generator.letters import script_of
from generator.model import Direction

_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
_LETTERS = {"rtl": re.compile(rf"(?=[{_RTL}])[^\W\d_]"), "ltr": re.compile(rf"(?![{_RTL}])[^\W\d_]")}
_OTHER: dict[Direction, Direction] = {"rtl": "ltr", "ltr": "rtl"}
_PIECE = re.compile(r"<(/?)([a-z][a-z0-9]*)([^>]*)>|[^<]+")
_VOID = frozenset({"br", "hr", "img", "source"})
_CODE = frozenset({"pre", "code"})


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
    if not any(_LETTERS[other].search(text) for text in _texts(html)):
        return html
    marks = sorted(_marks(html, own, other))
    parts, end = [], 0
    for at, mark in marks:
        parts += [html[end:at], mark]
        end = at
    return "".join([*parts, html[end:]])


def _texts(html: str) -> Iterator[str]:
    return (unescape(piece[0]) for piece in _PIECE.finditer(html) if not piece[2])


def _marks(html: str, own: Direction, other: Direction) -> list[tuple[int, str]]:
    """Return where attributes are to be put, and which."""
    around = _Element("", 0)
    open_ = [around]
    for piece in _PIECE.finditer(html):
        closing, name, attributes = piece.groups()
        if not name:
            text = unescape(piece[0])
            open_[-1].text.append(text)
            open_[-1].own |= _LETTERS[own].search(text) is not None
            open_[-1].other |= _LETTERS[other].search(text) is not None
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


def _mark(element: _Element, other: Direction) -> tuple[int, str]:
    script = "" if element.name in _CODE else script_of("".join(element.text))
    return element.at, f' dir="{other}"' + (f' lang="und-{script}"' if script else "")
