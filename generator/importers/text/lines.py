"""A capture as lines: unwrapped, rejoined, each with what can be seen of it without knowing its site or language."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import pairwise

import msgspec

from generator.importers import cues
from generator.importers.characters.hygiene import squeeze

_SENTENCE_ENDS = frozenset(".!?…。！？؟۔।॥‽")
# What may follow the mark that ends a sentence: closing quotes and brackets, and footnote numbers.
_CLOSING = "\"'”’»›)]）」』》 "
_FOOTNOTE = re.compile(r"\[\d+\]$")
_SENTENCES = re.compile(r"[.!?؟۔।](?:[\"'”’»)\]]*)(?=\s)|[。！？]")
_COMMAS = ",،，、;؛:"
_BULLET = re.compile(r"^\s*(?:[•·▪▫◦‣⁃∙●○■□◆►▶▸*+–—-]|\d{1,3}[.)])\s+")
_STRONG_BULLET = re.compile(r"^\s*[•·▪▫◦‣⁃∙●○■□◆►▶▸*+]\s+")
_STARTS_MIDWAY = re.compile(r"[,.;:!?)\]»”،؛؟。、，）」%]")
_ENDS_MIDWAY = tuple(",([«“„،؛、，（「")
# Where marks without a width and wide characters are found; letters and punctuation outside of it take one column.
_MAY_BE_ODD = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061c\u064b-\u065f\u0670\u06d6-\u06ed\u070f-\u1dff"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u20d0-\u20ff\u2300-\uffff\U00010000-\U0010ffff]"
)
_OPENED = tuple("([«“„")
# Lines broken at a fixed width are neither shorter nor longer.
_WRAPPED = (50, 100)


class Look(msgspec.Struct, frozen=True):
    """What can be seen of a line by its text alone; `width` counts wide characters twice."""

    text: str
    width: int
    ends: bool
    sentences: int
    commas: int
    words: int
    heading: str | None
    label: tuple[str, str] | None


class Line(msgspec.Struct, frozen=True):
    """One line of a capture and its features; `width` counts wide characters twice."""

    text: str
    number: int
    width: int
    after_blank: bool
    bullet: bool
    ends: bool
    sentences: int
    commas: int
    words: int
    repeats: int
    heading: str | None
    label: tuple[str, str] | None


def split(text: str) -> tuple[Line, ...]:
    """Return the lines of `text` that hold something, unwrapped and rejoined."""
    raw = text.split("\n")
    joined = _join_fragments(_unwrap(raw))
    kept: list[tuple[str, int, bool, bool]] = []
    blank = False
    for number, line in joined:
        bullet = bool(_STRONG_BULLET.match(line))
        shown = squeeze(_STRONG_BULLET.sub("", line) if bullet else line)
        if _is_something(shown):
            kept.append((shown, number, blank, bullet))
            blank = False
        else:
            blank = True
    counts = Counter(cues.fold(shown) for shown, _, _, _ in kept)
    return tuple(_line(shown, number, blank, bullet, counts) for shown, number, blank, bullet in kept)


def width(text: str) -> int:
    """Return how many columns `text` takes."""
    if text.isascii() or not _MAY_BE_ODD.search(text):
        return len(text)
    return sum(_columns(character) * count for character, count in Counter(text).items())


def ends_sentence(text: str) -> bool:
    """Tell whether `text` ends as sentences do; a closing quote alone is no end, for headlines end so too."""
    if text.endswith("]"):
        text = _FOOTNOTE.sub("", text)
    return text.rstrip(_CLOSING)[-1:] in _SENTENCE_ENDS


def _line(shown: str, number: int, blank: bool, bullet: bool, counts: Counter[str]) -> Line:
    seen = look(shown)
    return Line(
        text=shown,
        number=number,
        width=seen.width,
        after_blank=blank,
        bullet=bullet,
        ends=seen.ends,
        sentences=seen.sentences,
        commas=seen.commas,
        words=seen.words,
        repeats=counts[cues.fold(shown)],
        heading=seen.heading,
        label=seen.label,
    )


@lru_cache(maxsize=8192)
def look(text: str) -> Look:
    """Return what can be seen of a line; the pages of one site share many lines."""
    return Look(
        text=text,
        width=width(text),
        ends=ends_sentence(text),
        sentences=len(_SENTENCES.findall(text)) if len(text) > 20 else 0,
        commas=sum(map(text.count, _COMMAS)),
        words=text.count(" ") + 1,
        heading=cues.heading(text),
        label=cues.prefix(text),
    )


def _is_something(text: str) -> bool:
    return text[:1].isalnum() or any(c.isalnum() or unicodedata.category(c).startswith("S") for c in text)


@cache
def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _unwrap(raw: list[str]) -> list[tuple[int, str]]:
    """Join lines that a program broke at a fixed width: those where the next word would not have fitted."""
    limit, measure = _wrap_width(raw)
    if not limit:
        return [(number, line.rstrip()) for number, line in enumerate(raw, start=1)]
    out: list[tuple[int, str]] = []
    broken = False
    for number, line in enumerate(raw, start=1):
        stripped = line.strip()
        if broken and stripped and out and not _STRONG_BULLET.match(line):
            first, before = out[-1]
            out[-1] = (first, _glue(before, stripped))
        else:
            out.append((number, line.rstrip()))
        following = raw[number] if number < len(raw) else ""
        # Somebody who wraps by hand may break after a sentence a little early.
        near = measure(line.rstrip()) >= limit * 0.88
        broken = bool(stripped and following.strip()) and (near or _was_full(line, following, limit, measure))
    return out


def _was_full(line: str, following: str, limit: int, measure: Callable[[str], int]) -> bool:
    word = following.split(maxsplit=1)[0]
    if _is_wide(word[0]):
        return measure(line.rstrip()) >= limit - 4
    return measure(line.rstrip()) + 1 + measure(word) > limit


def _wrap_width(raw: list[str]) -> tuple[int, Callable[[str], int]]:
    """Return the width at which the lines were broken (0: they were not), in columns or in letters."""
    spaced = [line.rstrip() for line in raw if " " in (shown := line.strip()) or _is_wide(shown[:1])]
    longest = max(spaced, key=len, default="")
    for measure in (width, len):
        limit = measure(longest)
        if limit <= _WRAPPED[1]:
            limit = max(map(measure, spaced), default=0)
        if not _WRAPPED[0] <= limit <= _WRAPPED[1]:
            continue
        full = [
            line
            for line, following in pairwise(raw)
            if following.strip()
            and measure(line.rstrip()) >= limit * 0.75
            and _was_full(line, following, limit, measure)
        ]
        if len(full) >= 3 and sum(map(ends_sentence, full)) * 5 <= len(full) * 2:
            return limit, measure
    return 0, len


def _join_fragments(lines: list[tuple[int, str]]) -> list[tuple[int, str]]:
    """Join what a scraper tore apart at links and bold words: a sentence that goes on in the next line."""
    out: list[tuple[int, str]] = []
    for number, line in lines:
        stripped = line.strip()
        if out and stripped and _goes_on(out[-1][1].strip(), stripped):
            first, before = out[-1]
            out[-1] = (first, _glue(before, stripped))
        else:
            out.append((number, line))
    return out


def _goes_on(before: str, after: str) -> bool:
    if not before or _STRONG_BULLET.match(after):
        return False
    if _STARTS_MIDWAY.match(after) and len(before) > 1:
        return not ends_sentence(before) or len(after) <= 2
    if before.endswith(_OPENED):
        return True
    if max(len(before), len(after)) < 50 or ends_sentence(before):
        return False
    return after[:1].islower() or before.endswith(_ENDS_MIDWAY)


def _glue(before: str, after: str) -> str:
    tight = _STARTS_MIDWAY.match(after) or before.endswith(_OPENED) or (_is_wide(before[-1:]) and _is_wide(after[:1]))
    return f"{before}{after}" if tight else f"{before} {after}"


def _is_wide(character: str) -> bool:
    return bool(character) and unicodedata.east_asian_width(character) in "WF" and not "\uac00" <= character <= "\ud7a3"
