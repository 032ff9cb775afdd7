"""Text that was UTF-8 and was read as something else (`Ù„ÙŠØ¨ÙŠØ§`): found, and put right if a person wants it.

A letter of UTF-8 is a first byte and one to three further ones, so that, read wrongly, its place is taken by one of few
signs and by some of few others. Honest text has such pairs by chance; a line is only taken for mojibake where they are
nearly all that it has beyond ASCII, and where what they stood for are letters.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from generator.importers.characters.signs import SIGNS, numbers
from generator.importers.language.letters import script_of
from generator.model import Notice

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_READ_AS = {
    "cp1252": "Windows-1252",
    "cp1256": "Windows-1256",
    "cp1251": "Windows-1251",
    "cp1250": "Windows-1250",
    "mac_roman": "Mac Roman",
}
# The first bytes of letters of two, three and four bytes, and the further ones.
_FIRST = (range(0xC2, 0xE0), range(0xE0, 0xF0), range(0xF0, 0xF5))
_FURTHER = range(0x80, 0xC0)
_COVERED = 0.85
_PAIRS = 2
# A lone pair is believed inside a word: `cafÃ©s`, not `IRMÃ”`.
_LONE = re.compile("(?<=[a-z])Ã[¡-¿Ÿ]|\\bÃ[„–œ‰](?=[a-z])|â€[™œ˜“”¦\x9d]")
_PUNCTUATION = frozenset("\u200c\u200d’‘“”„«»–—…،؛؟。、，€°\xa0")
_TAG = re.compile("<[^<>]*>")
_ROUNDS = 3
_SHOWN = 60


class _Reading(msgspec.Struct, frozen=True):
    """How UTF-8 looks in another encoding: as what signs its bytes are read, the first and the further ones."""

    pattern: re.Pattern[str]
    first: frozenset[str]
    further: frozenset[str]
    byte: dict[str, int]


def offer(text: str, wanted: bool) -> tuple[str, tuple[Notice, ...]]:
    """Return `text`, put right if `wanted`, and a notice where it looks like UTF-8 that was read wrongly."""
    suspects = _suspects(text)
    found = next(_broken(text, suspects), None)
    if found is None:
        return text, ()
    line, right, label = found
    what = f"`{_cut(line)}` reads like `{_cut(right)}`, as UTF-8 does when it was taken for {label}"
    if not wanted:
        hint = "to put such letters right, delete the article and import the capture with `--repair`; or copy it anew"
        return text, (Notice(code="mojibake", message=what, hint=hint),)
    # What is broken in one line is broken in all, also where a line holds a single pair.
    lines = (next((right for right, _ in _readings(line, suspects, pairs=1)), line) for line in text.split("\n"))
    hint = "check the letters; the capture is kept as it was"
    return "\n".join(lines), (Notice(code="mojibake", message=f"put right: {what}", hint=hint),)


def _suspects(text: str) -> dict[str, list[int]]:
    """Return the encodings in which something in `text` may be a letter of UTF-8, and all places where it stands."""
    if text.isascii():
        return {}
    places = _places().take(numbers(text))
    # A bit for each encoding in which a sign may be a first byte, and the next one a further byte.
    pairs = places[:-1] & places[1:] >> len(_READ_AS)
    met = pairs.nonzero()[0]
    if not len(met):
        return {}
    found = {}
    for bit, encoding in enumerate(_READ_AS):
        is_letter = _reading(encoding).pattern.match
        where = [at for at in met[pairs[met] & 1 << bit > 0].tolist() if is_letter(text, at)]
        if where:
            found[encoding] = where
    return found


def _broken(text: str, suspects: Mapping[str, Sequence[int]]) -> Iterator[tuple[str, str, str]]:
    """Yield the lines that are mojibake, what they stood for, and the encoding they were read as."""
    for line in _lines_at(text, sorted(set().union(*suspects.values()))):
        pairs = 1 if _LONE.search(line) else _PAIRS
        for right, encoding in islice(_readings(line, suspects, pairs), 1):
            yield _TAG.sub(" ", line).strip(), _TAG.sub(" ", right).strip(), _READ_AS[encoding]


def _lines_at(text: str, places: Iterable[int]) -> Iterator[str]:
    """Yield the lines of `text` in which one of the `places` is, given in their order."""
    end = 0
    for at in places:
        if at >= end:
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            yield text[text.rfind("\n", 0, at) + 1 : end]


def _readings(line: str, encodings: Iterable[str], pairs: int) -> Iterator[tuple[str, str]]:
    """Yield what `line` stood for if it was UTF-8, with the encoding it was read as."""
    if line.isascii():
        return
    for encoding in encodings:
        right, stood_for = line, ""
        for _ in range(_ROUNDS):
            found = _reading(encoding).pattern.findall(right)
            if len(found) < pairs or sum(map(len, found)) < _COVERED * _beyond_ascii(right):
                break
            stood_for = "".join(_decoded(pair, encoding) for pair in found)
            right = _reading(encoding).pattern.sub(lambda match: _decoded(match.group(), encoding), right)  # noqa: B023 - called at once
        if stood_for and _are_letters(stood_for):
            yield right, encoding


def _beyond_ascii(text: str) -> int:
    return len(text) - len(text.encode("ascii", "ignore"))


def _are_letters(signs: str) -> bool:
    scripts = Counter("han" if script in ("kana", "hangul") else script for script in map(script_of, signs) if script)
    fitting = sum(unicodedata.category(sign)[0] in "LM" or sign in _PUNCTUATION for sign in signs)
    of_one_script = not scripts or max(scripts.values()) >= 0.8 * scripts.total()
    return not signs.isascii() and of_one_script and fitting >= 0.8 * len(signs)


def _decoded(pair: str, encoding: str) -> str:
    byte = _reading(encoding).byte
    return bytes(byte[sign] for sign in pair).decode("utf-8", "replace")


@cache
def _reading(encoding: str) -> _Reading:
    # Bytes between 80 and 9F are often kept as the control characters of these numbers.
    signs = {code: {bytes([code]).decode(encoding, "ignore") or chr(code)} for code in range(0x80, 0x100)}
    for code in range(0x80, 0xA0):
        signs[code].add(chr(code))

    def any_of(codes: range) -> str:
        return "[" + "".join(re.escape(sign) for code in codes for sign in sorted(signs[code])) + "]"

    further = any_of(_FURTHER)
    pattern = "|".join(f"{any_of(codes)}{further}{{{n}}}" for n, codes in enumerate(_FIRST, start=1))
    return _Reading(
        pattern=re.compile(pattern),
        first=frozenset().union(*(signs[code] for codes in _FIRST for code in codes)),
        further=frozenset().union(*(signs[code] for code in _FURTHER)),
        byte={sign: code for code, known in signs.items() for sign in known},
    )


@cache
def _places() -> "NDArray[np.uint16]":
    """Return for each sign a bit for each encoding in which it may be a first byte, then in which it may be another."""
    import numpy as np

    places = np.zeros(SIGNS, dtype=np.uint16)
    for bit, encoding in enumerate(_READ_AS):
        reading = _reading(encoding)
        for shift, signs in ((0, reading.first), (len(_READ_AS), reading.further)):
            places[list(map(ord, signs))] |= 1 << bit + shift
    return places


def _cut(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= _SHOWN else f"{line[:_SHOWN]}…"
