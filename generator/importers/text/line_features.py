"""What the text of a line alone tells, as small numbers: its shape, its marks, its anchor words."""

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache

from generator.importers import cues, dates
from generator.importers.text.lines import Look, look

_ADDRESS = re.compile(r"https?://|www\.|[\w.+-]@[\w-]+\.\w")
_CLOCK = re.compile(r"\d{1,2}[:.٫]\d{2}(?!\d)")
_DIGIT = re.compile(r"\d")
_KINDS = {kind: at for at, kind in enumerate((
    *("comments", "related", "share", "end", "source", "also", "tags", "byline", "dateline", "caption", "copyright"),
    *("updated", "subscribe", "consent", "advertisement", "login"),
), start=1)}  # fmt: skip
_BEGINNINGS = ("copyright", "byline", "updated", "caption", "dateline", "also")
_FIRST = {**dict.fromkeys("\"'“«„‘「『", 3), **dict.fromkeys("-–—•*", 4), **dict.fromkeys("([【（<>|#+", 5)}
_LAST = {
    **dict.fromkeys(".。۔।", 0), **dict.fromkeys("?؟？", 1), **dict.fromkeys("!！", 2), **dict.fromkeys(":：", 3),
    "…": 4, **dict.fromkeys("\"”»“'’」』", 5), **dict.fromkeys(")]）】", 6), **dict.fromkeys(",،，、;", 8),
    **dict.fromkeys(">|/›", 9),
}  # fmt: skip
_LONG = 60

ANCHORS = len(_KINDS)
"""How many kinds of anchor words there are."""


@lru_cache(maxsize=8192)
def alone(text: str) -> tuple[int, ...]:
    """Return a number for each of `OF_LINE`. They are remembered, for the pages of one site share many lines."""
    seen = look(text)
    return tuple([column(seen) for column in OF_LINE.values()])


def _shape(line: Look) -> int:
    return bisect_right((12, 25, 40, 60, 90, 130, 200, 350), line.width) * 2 + line.ends


def _sentences(line: Look) -> int:
    return min(line.sentences, 5)


def _commas(line: Look) -> int:
    return bisect_right((0.01, 0.8, 1.6, 2.5, 4), line.commas * 100 / (line.width + 20))


def _capitals(line: Look) -> int:
    """How many of the words that have case begin with a capital, apart for short and for long lines."""
    upper, lower, _ = _initials(line.text)
    share = 1 + bisect_right((0.15, 0.4, 0.7, 0.99), upper / (upper + lower)) if upper + lower else 0
    return share * 2 + (line.width >= _LONG)


@lru_cache(maxsize=1)  # Several columns ask about a line, one after another.
def _initials(text: str) -> tuple[int, int, float]:
    """Return how many words begin with a capital and with a small letter, and which share of all has three letters."""
    words_ = text.split()
    initials = [word[0] for word in words_]
    short = sum([len(word) <= 3 for word in words_])
    return sum(map(str.isupper, initials)), sum(map(str.islower, initials)), short / len(words_)


def _kinds(line: Look) -> int:
    return _KINDS.get(_kind(line) or "", 0) * 2 + (line.width >= _LONG)


def _kind(line: Look) -> str | None:
    """Return what an anchor word makes of the line: a heading, a prompt, a label, or how it begins."""
    known = line.heading or cues.prompt(line.text) or (line.label[0] if line.label else None)
    if known or line.width >= 120:
        return known
    found = cues.beginnings(line.text)
    return next((kind for kind in _BEGINNINGS if kind in found), None)


def _digits(line: Look) -> int:
    return bisect_right((0.001, 0.03, 0.08, 0.15, 0.3), _digit_count(line.text) / (line.width + 1))


@lru_cache(maxsize=1)
def _digit_count(text: str) -> int:
    return len(_DIGIT.findall(text))


def _signs(line: Look) -> int:
    return (
        (line.width > 8 and _has_address(line.text))
        + 2 * ("|" in line.text)
        + 4 * ("©" in line.text)
        + 8 * line.text.endswith(("...", "…", "[…]", "»", ">"))
    )


def _has_address(text: str) -> bool:
    return ("@" in text or "www." in text or "://" in text) and _ADDRESS.search(text) is not None


def _firsts(line: Look) -> int:
    character = line.text[0]
    if character.islower():
        return 0
    if character.isupper():
        return 1
    if character.isdigit():
        return 2
    return _FIRST.get(character, 6 if character.isalpha() else 7)


def _lasts(line: Look) -> int:
    return 7 if line.text[-1].isdigit() else _LAST.get(line.text[-1], 10)


def _dates(line: Look) -> int:
    digits = _digit_count(line.text)
    if not digits or line.width > 130:
        return 0
    day = 3 if dates.is_date_line(line.text) else int(digits >= 4 and dates.find_date(line.text) is not None)
    return day + (_CLOCK.search(line.text) is not None)


def _exclamations(line: Look) -> int:
    return min(2, line.text.count("!") + line.text.count("?") + line.text.count("؟"))


def _short_words(line: Look) -> int:
    return bisect_right((0.1, 0.2, 0.3, 0.45, 0.6), _initials(line.text)[2])


def _word_counts(line: Look) -> int:
    return bisect_right((1, 2, 3, 5, 8, 13, 30), line.words)


def _word_lengths(line: Look) -> int:
    return bisect_right((3, 4.5, 6, 8, 14), line.width / line.words)


def _names(line: Look) -> int:
    """Whether the line could be a person's name and nothing else: 1 by its capitals, 2 where there are none."""
    if not 2 <= line.words <= 4 or _digit_count(line.text):
        return 0
    upper, lower, _ = _initials(line.text)
    return 1 if upper == line.words else 2 if not upper + lower and line.width < 40 else 0


OF_LINE: dict[str, Callable[[Look], int]] = {
    "shape": _shape, "sentences": _sentences, "commas": _commas, "capitals": _capitals, "kinds": _kinds,
    "digits": _digits, "signs": _signs, "firsts": _firsts, "lasts": _lasts, "dates": _dates,
    "exclamations": _exclamations, "short_words": _short_words, "word_counts": _word_counts,
    "word_lengths": _word_lengths, "names": _names,
}  # fmt: skip
"""What is asked of a line, in the order of `alone`."""
