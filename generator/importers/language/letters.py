"""Which letters a text has: of what script, and how many of each."""

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

from generator.importers.characters.signs import for_all_signs, numbers

# Where the letters of a script begin and end; one script may have several rows.
_ROWS = sorted(
    [
        *((0x41, 0x5A, "latin"), (0x61, 0x7A, "latin"), (0xC0, 0x24F, "latin"), (0x250, 0x2AF, "latin")),
        *((0x1E00, 0x1EFF, "latin"), (0x370, 0x3FF, "greek"), (0x1F00, 0x1FFF, "greek")),
        *((0x400, 0x52F, "cyrillic"), (0x531, 0x587, "armenian"), (0x5D0, 0x5F2, "hebrew")),
        *((0xFB1D, 0xFB4F, "hebrew"), (0x620, 0x64A, "arabic"), (0x66E, 0x6D3, "arabic"), (0x6D5, 0x6D5, "arabic")),
        *((0x6EE, 0x6FF, "arabic"), (0x750, 0x77F, "arabic"), (0x8A0, 0x8C7, "arabic"), (0x710, 0x72F, "syriac")),
        *((0x780, 0x7A5, "thaana"), (0x904, 0x939, "devanagari"), (0x958, 0x97F, "devanagari")),
        *((0x985, 0x9F1, "bengali"), (0xA05, 0xA74, "gurmukhi"), (0xA85, 0xAB9, "gujarati"), (0xB05, 0xB39, "oriya")),
        *((0xB83, 0xBB9, "tamil"), (0xC05, 0xC39, "telugu"), (0xC85, 0xCB9, "kannada"), (0xD05, 0xD39, "malayalam")),
        *((0xD85, 0xDC6, "sinhala"), (0xE01, 0xE30, "thai"), (0xE81, 0xEB0, "lao"), (0xF40, 0xF6C, "tibetan")),
        *((0x1000, 0x102A, "burmese"), (0x10A0, 0x10FF, "georgian"), (0x1200, 0x135A, "ethiopic")),
        *((0x1780, 0x17B3, "khmer"), (0x3041, 0x3096, "kana"), (0x30A1, 0x30FA, "kana"), (0x3400, 0x4DBF, "han")),
        *((0x4E00, 0x9FFF, "han"), (0xAC00, 0xD7A3, "hangul"), (0x1100, 0x11FF, "hangul"), (0x20000, 0x323AF, "han")),
    ]
)
_STARTS = [start for start, _, _ in _ROWS]
_SCRIPTS = ["", *sorted({script for _, _, script in _ROWS})]

# What a letter says: a Chinese character is half a word, and texts in any script have Latin names in them.
_WEIGHT = {"han": 3.0, "hangul": 2.5, "kana": 2.0, "latin": 0.5}
_LATIN_NAMES = 0.25
_NAME = re.compile("[A-ZÀ-ÖØ-Þ][^\\W\\d_]*")

# Beyond this the answer does not change, and everything costs time.
_ENOUGH = 1200
_OF_A_LINE = 400


_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]*@\S+")


def scripts_in(text: str) -> dict[str, int]:
    """Return how many letters `text` has of each script."""
    import numpy as np

    counts = np.bincount(_script_numbers(numbers(text)), minlength=len(_SCRIPTS) + 1)[1:].tolist()
    return {script: count for script, count in zip(_SCRIPTS, counts, strict=True) if script and count}


def letters_in(text: str) -> dict[str, int]:
    """Return how many of each letter `text` has."""
    return {character: count for character, count in Counter(text).items() if script_of(character)}


def leading_script(text: str, scripts: Mapping[str, int]) -> str:
    """Return the script that says the most in `text`, an empty string where there are no letters."""
    said = {script: count * _WEIGHT.get(script, 1.0) for script, count in scripts.items()}
    if len(said) > 1 and "latin" in said:
        said["latin"] -= _LATIN_NAMES * sum(map(len, _NAME.findall(text)))
    return max(sorted(said), key=said.__getitem__, default="")


@lru_cache(maxsize=8192)
def script_of(character: str) -> str:
    """Return the name of the script of a letter, an empty string for what is no letter."""
    code = ord(character)
    at = bisect_right(_STARTS, code) - 1
    if at < 0:
        return ""
    _, end, script = _ROWS[at]
    return script if code <= end and unicodedata.category(character)[0] == "L" else ""


@for_all_signs
def _script_numbers(character: str) -> int:
    return 1 + _SCRIPTS.index(script_of(character))


def sample(text: str, enough: int = _ENOUGH) -> str:
    """Return as much of `text` as its language can be told from: its first line, then what reads like prose."""
    if len(text) <= enough:
        return _without_addresses(text)
    first, *others = text[: 20 * enough].split("\n")
    prose = [line for line in others if len(line) >= 80] or others
    taken = [first[:_OF_A_LINE]]
    room = enough - len(taken[0])
    for line in prose:
        if room <= 0:
            break
        # One long quotation must not speak for the whole.
        taken.append(line[: min(room, _OF_A_LINE)])
        room -= len(taken[-1])
    return _without_addresses("\n".join(taken))


def lines_in(text: str, script: str) -> str:
    """Return the lines of `text` of which `script` is the leading one."""
    return "\n".join(line for line in text.split("\n") if leading_script(line, scripts_in(line)) == script)


def _without_addresses(text: str) -> str:
    return _ADDRESS.sub(" ", text) if "@" in text or "://" in text or "www." in text else text
