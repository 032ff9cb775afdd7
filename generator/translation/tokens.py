"""Markup as tokens, for engines that know plain text alone.

Tokens have to come back exactly once, each pair around its text. Numbers survive most engines, words are the second
try (measured: 98 and 94 of 100 segments; braces, private characters and tags come back from none).
"""

import re
from collections.abc import Callable
from typing import Literal, TypeAlias

from generator.translation.escaping import escaped
from generator.translation.lines import Found, Line, Restored, rebuilt

Scheme: TypeAlias = Literal["number", "word"]
SCHEMES: tuple[Scheme, ...] = ("number", "word")

_NUMBER = re.compile(r"(?<!\d)(\d{3}[,.٬٫]?\d{3})(?!\d)")
_WORD = re.compile(r"(_{1,2} ?(?:PH|QX) ?\d{1,3} ?_{1,2})", re.IGNORECASE)
_BASES = ("9000", "7000", "4100", "8300", "6200", "3700", "2600", "5900")
_NUMBERED = re.compile(rf"(?<!\d)(?:{'|'.join(_BASES)})(?!00)\d\d(?!\d)")
# As many numbers as a base has left; more markup than that in one text is sent around.
MOST_MARKS = 99


def protected(line: Line, scheme: Scheme) -> str:
    """Return the text to send, with a token for each mark, or for several in a row."""
    token, runs = _naming(line, scheme), _runs(line)
    parts = (piece if isinstance(piece, str) else f" {token(i)} " * (i in runs) for i, piece in enumerate(line.pieces))
    return " ".join("".join(parts).split())


def restore(line: Line, answer: str, scheme: Scheme) -> Restored | None:
    """Return an answer with its tokens turned into markup again; None unless all came back once, well nested."""
    token = _naming(line, scheme)
    if not line.marked:
        return None if _is_leftover(answer, token, line) else Restored(escaped(answer, cell=line.cell), answer)
    places = {token(first): run for first, run in _runs(line).items()}
    found: list[Found] = []
    for part in (_NUMBER if scheme == "number" else _WORD).split(answer):
        run = places.get(_folded(part, scheme))
        if run is not None:
            found += run
        elif _is_leftover(part, token, line):
            return None
        elif found and isinstance(last := found[-1], str):
            found[-1] = last + part
        else:
            found.append(part)
    return rebuilt(line, found)


def leftover(source: str, answer: str) -> bool:
    """Tell whether an answer holds a token of any scheme, sent or not, that its original does not."""
    return bool(_WORD.search(answer)) > bool(_WORD.search(source)) or bool(_numbered(answer) - _numbered(source))


def _numbered(text: str) -> set[str]:
    return set(_NUMBERED.findall(_digits(text, apart=" ")))


def _runs(line: Line) -> dict[int, list[int]]:
    """Return the marks of a line by the first of those that stand in a row; they travel as one."""
    runs: dict[int, list[int]] = {}
    first = -1
    for place, piece in enumerate(line.pieces):
        if isinstance(piece, str):
            first = -1
        else:
            first = place if first < 0 else first
            runs.setdefault(first, []).append(place)
    return runs


def _naming(line: Line, scheme: Scheme) -> Callable[[int], str]:
    text = line.text
    if scheme == "number":
        digits = _digits(text, apart="")
        base = next((base for base in _BASES if base not in digits), _BASES[0])
        return lambda index: f"{base}{index + 1:02d}"
    base = "QX" if "PH" in text.upper() else "PH"
    return lambda index: f"__{base}{index + 1}__"


def _folded(part: str, scheme: Scheme) -> str:
    if scheme == "number":
        return _digits(part, apart="") if part[:1].isdecimal() else part
    return f"__{part.strip('_ ').replace(' ', '').upper()}__" if _WORD.fullmatch(part) else part


def _is_leftover(part: str, token: Callable[[int], str], line: Line) -> bool:
    """Tell whether there is a token in words of an answer, or what is left of one."""
    if (stem := token(0)[:4]).isdecimal():
        return bool(re.search(rf"(?<!\d){stem}\d\d(?!\d)", _digits(part, apart=" ")))
    return bool(_WORD.search(part)) and not _WORD.search(line.text)


def _digits(text: str, *, apart: str) -> str:
    """Return the numbers of a text in European digits without separators, `apart` or letters between them."""
    plain = "".join(str(int(character)) if character.isdecimal() else character for character in text)
    plain = re.sub(r"(?<=\d)[,.٬٫](?=\d)", "", plain)
    return re.sub(r"\D+", apart, plain) if not apart else plain
