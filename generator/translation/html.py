"""Markup as HTML elements, for engines that take HTML: each element is known by its id alone.

No address and no text of an author stands in an attribute. What comes back is read by rules stricter than a browser's:
every element that was sent, once, well nested, and nothing else.
"""

import html
import re

from generator.translation.escaping import without_controls
from generator.translation.lines import Found, Line, Mark, Restored, partners, rebuilt

_TAG = re.compile(
    r"""<(/?)([a-z]+)((?:\s+[a-z-]+(?:\s*=\s*(?:"[^"<>]*"|'[^'<>]*'|[\w-]+))?)*)\s*(/?)>""", re.IGNORECASE
)
_ATTRIBUTE = re.compile(r"""([a-z-]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([\w-]+)))?""", re.IGNORECASE)
_KNOWN = frozenset({"id", "translate"})


def as_html(line: Line) -> str:
    """Return a line to send: text escaped, each mark an element with the number of its place as its id."""
    closes = {close: start for start, close in partners(line.marks).items()}
    out = []
    for place, piece in enumerate(line.pieces):
        if isinstance(piece, str):
            out.append(html.escape(piece, quote=False))
        elif piece.role == "close":
            opening = line.pieces[closes[place]]
            out.append(f"</{_element(opening) if isinstance(opening, Mark) else ''}>")
        elif piece.role == "open":
            out.append(f'<{_element(piece)} id="{place}">')
        else:
            out.append(f'<code id="{place}" translate="no">{html.escape(piece.text, quote=False)}</code>')
    return " ".join("".join(out).split())


def from_html(line: Line, answer: str) -> Restored | None:
    """Return an answer with its elements turned into markup again; None if any is lost, doubled, crossed or new."""
    found = _read(line, answer)
    return None if found is None else rebuilt(line, _whole(found, line), exact=True)


def _element(mark: Mark) -> str:
    return {"**": "b", "*": "i", "[": "a"}.get(mark.markdown, "span")


def _read(line: Line, answer: str) -> list[Found] | None:
    """Return the words and marks of an answer, or None where there is anything else in it."""
    closes, marks = partners(line.marks), line.marks
    found: list[Found] = []
    open_elements: list[tuple[str, int]] = []
    at = 0
    for tag in _TAG.finditer(answer):
        if not _add_text(found, answer[at : tag.start()], marks, open_elements):
            return None
        at = tag.end()
        closing, name, attributes, empty = tag.groups()
        if closing:
            if attributes.strip() or not open_elements or open_elements[-1][0] != name.lower():
                return None
            place = open_elements.pop()[1]
        else:
            opened = _place(name, attributes, marks)
            if opened is None:
                return None
            place = opened
            found.append(place)
            if not empty:
                open_elements.append((name.lower(), place))
        if (closing or empty) and place in closes:
            found.append(closes[place])
    if open_elements or not _add_text(found, answer[at:], marks, open_elements):
        return None
    return found


def _add_text(found: list[Found], text: str, marks: dict[int, Mark], elements: list[tuple[str, int]]) -> bool:
    """Add words that stand between tags; False if there is a sign of markup in them. Those of an atom are its own."""
    if "<" in text or ">" in text:
        return False
    if elements and marks[elements[-1][1]].role == "atom":
        return True
    if text:
        # What is written as a reference (`&#8238;`) is a character only now.
        found.append(without_controls(html.unescape(text)))
    return True


def _place(name: str, attributes: str, marks: dict[int, Mark]) -> int | None:
    given = {key.lower(): a or b or c for key, a, b, c in _ATTRIBUTE.findall(attributes)}
    if not given.keys() <= _KNOWN or not given.get("id", "").isdecimal():
        return None
    place = int(given["id"])
    mark = marks.get(place)
    if mark is None or mark.role == "close" or name.lower() != ("code" if mark.role == "atom" else _element(mark)):
        return None
    return place


def _whole(found: list[Found], line: Line) -> list[Found]:
    """Return the parts with elements joined that an engine cut in two: closed, and opened again at once."""
    closes = partners(line.marks)
    parts = list(found)
    at = 0
    while at < len(parts):
        part = parts[at]
        following = at + 1
        if following < len(parts) and isinstance(gap := parts[following], str) and not gap.strip():
            following += 1
        if (
            isinstance(part, int)
            and following < len(parts)
            and isinstance(again := parts[following], int)
            and closes.get(again) == part
        ):
            del parts[following], parts[at]
            at = max(0, at - 2)
        else:
            at += 1
    return parts
