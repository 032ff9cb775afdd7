"""Numbers and words as short text: what the index is made of, and what `search.js` reads back."""

from collections.abc import Iterable

LETTERS = "".join(chr(code) for code in range(35, 126) if chr(code) != "\\")
"""The digits of numbers: printable, and never escaped in JSON. The second half of them says that more digits follow."""

HALF = len(LETTERS) // 2
LEVELS = 3
"""Where a word stands: 2 in the title, 1 in the standfirst and the first lines, 0 in the rest."""


def number(value: int) -> str:
    """Return a number as text, its lowest digit first."""
    if value < HALF:
        return LETTERS[value]
    digits = []
    while value >= HALF:
        digits.append(LETTERS[HALF + value % HALF])
        value //= HALF
    digits.append(LETTERS[value])
    return "".join(digits)


_SHORT = tuple(number(value) for value in range(4 * HALF))


def postings(found: Iterable[int]) -> str:
    """Return which documents have a word, as text; each is `document * LEVELS + level`, rising, documents from 1."""
    before = 0
    parts = []
    for posting in found:
        document, level = divmod(posting, LEVELS)
        value = (document - before) * LEVELS + level
        parts.append(_SHORT[value] if value < len(_SHORT) else number(value))
        before = document
    return "".join(parts)


def front_coded(words: Iterable[str]) -> str:
    """Return words, a line each: how many letters it shares with the one before, then the rest of it."""
    before = ""
    lines = []
    for word in words:
        most = min(len(before), len(word), HALF - 1)
        shared = 0
        while shared < most and before[shared] == word[shared]:
            shared += 1
        lines.append(LETTERS[shared] + word[shared:])
        before = word
    return "\n".join(lines)
