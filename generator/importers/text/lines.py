"""A capture as lines: unwrapped, rejoined, each with what can be seen of it without knowing its site or language."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

from generator.importers import dates
from generator.importers.characters.hygiene import squeeze
from generator.importers.text.facts import Facts, facts
from generator.importers.text.kinds import is_small, is_written_together
from generator.importers.text.sentences import ends_sentence

_BULLETS = frozenset("•·▪▫◦‣⁃∙●○■□◆►▶▸*+")
_STARTS_MIDWAY = frozenset(",.;:!?)]»”،؛؟。、，）」%")
_CLOSING_OR_OPENING = frozenset("”»")
_ENDS_MIDWAY = frozenset(",([«“„،؛、，（「")
# Where marks without a width and wide characters are found; letters and punctuation outside of it take one column.
_MAY_BE_ODD = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061c\u064b-\u065f\u0670\u06d6-\u06ed\u070f-\u1dff"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u20d0-\u20ff\u2300-\uffff\U00010000-\U0010ffff]"
)
_OPENED = frozenset("([«“„")
_LEADS_ON = _ENDS_MIDWAY | _OPENED
# Lines this short are headlines, labels and names, whatever begins or ends them.
_FRAGMENT = 50
# Lines broken at a fixed width are neither shorter nor longer; those of a column are shorter.
_WRAPPED = (50, 100)
_COLUMN = 30
# How many of the widest lines may be wider than the text was broken at, as headings and heads of mails are.
_WIDER = 2
_PUNCTUATION = ".,;:!?…)]\"'”’»"
# By how much a line may be wider: where the widest has no spaces, it was not measured.
_BEYOND = 4
# What follows a part of two compounds (`Land- und Seeweg`).
_AND = frozenset({
    "und", "oder", "bzw.", "sowie", "bis", "and", "or", "to", "en", "of", "och", "eller", "og", "ja", "tai",
})  # fmt: skip
_HYPHENS = ("-", "‐", "\u00ad")


_FOLDED = Facts.__struct_fields__.index("folded")


class Line(Facts, frozen=True, gc=False):
    """One line of a capture and what can be seen of it."""

    number: int
    after_blank: bool
    bullet: bool
    repeats: int


def split(text: str) -> tuple[Line, ...]:
    """Return the lines of `text` that hold something, unwrapped and rejoined."""
    texts: list[str] = []
    numbers: list[int] = []
    blanks: list[bool] = []
    bullets: list[bool] = []
    blank = False
    for number, line in zip(*_join_fragments(*_unwrap(text.split("\n"))), strict=True):
        if not line:
            blank = True
            continue
        plain = line[0].isalnum()
        bullet = not plain and _is_bulleted(line)
        shown = line if plain and line.isprintable() and "  " not in line else squeeze(line[1:] if bullet else line)
        if plain or _is_something(shown):
            texts.append(shown)
            numbers.append(number)
            blanks.append(blank)
            bullets.append(bullet)
            blank = False
        else:
            blank = True
    if not texts:
        return ()
    fields = list(zip(*facts(texts), strict=True))
    repeats = Counter(fields[_FOLDED])
    often = map(repeats.__getitem__, fields[_FOLDED])
    return tuple(map(Line, *fields, numbers, blanks, bullets, often))


def width(text: str) -> int:
    """Return how many columns `text` takes."""
    if text.isascii() or not _MAY_BE_ODD.search(text):
        return len(text)
    return sum(map(_columns, text))


def _is_something(text: str) -> bool:
    return text[1:2].isalnum() or any(map(_says_something, text))


@cache
def _says_something(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("S")


@cache
def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _unwrap(raw: list[str]) -> tuple[Sequence[int], list[str]]:
    """Join lines that a program broke at a fixed width: those where the next word would not have fitted.

    The lines come with their numbers, the first with 1.
    """
    limit, measure = _wrap_width(raw)
    lines = list(map(str.strip, raw))
    if not limit:
        return range(1, len(raw) + 1), lines
    numbers: list[int] = []
    out: list[str] = []
    broken = False
    width_before = 0
    widths = map(measure, map(str.rstrip, raw))
    for number, (stripped, following, taken) in enumerate(zip(lines, [*lines[1:], ""], widths, strict=True), start=1):
        if broken and not _is_bulleted(stripped):
            hyphened = _is_hyphened(out[-1], stripped)
            cut = width_before >= limit and _is_cut(out[-1], stripped, limit, measure)
            glued = f"{out[-1]}{stripped}" if cut else _glue(out[-1], stripped)
            out[-1] = _unhyphened(out[-1], stripped, raw) if hyphened else glued
        else:
            numbers.append(number)
            out.append(stripped)
        width_before = taken
        broken = (
            _is_something(stripped)
            and _is_something(following)
            and (_is_hyphened(stripped, following) or _is_full(taken, following, limit, measure))
        )
    return numbers, out


def _is_cut(before: str, after: str, limit: int, measure: Callable[[str], int]) -> bool:
    """Tell whether a full line ends within a phrase that is longer than a line, where no spaces part words."""
    if not (is_written_together(before[-1]) and is_written_together(after[0])):
        return False
    return measure(before.rsplit(maxsplit=1)[-1]) + measure(after.split(maxsplit=1)[0]) > limit


def _is_hyphened(line: str, following: str) -> bool:
    """Tell whether a word was broken at the end of a line."""
    if not (line.endswith(_HYPHENS) and line[-2:-1].isalpha() and following[0].islower()):
        return False
    return following.split(maxsplit=1)[0] not in _AND


def _unhyphened(before: str, after: str, raw: Sequence[str]) -> str:
    """Return two pieces of text with the word that was broken between them; a hyphen that it has elsewhere stays."""
    end, begin = before.rsplit(maxsplit=1)[-1], after.split(maxsplit=1)[0]
    known = f"{end[:-1]}-{begin.rstrip(_PUNCTUATION)}"
    return f"{before if any(known in line for line in raw) else before[:-1]}{after}"


def _is_full(taken: int, following: str, limit: int, measure: Callable[[str], int]) -> bool:
    # Somebody who wraps by hand may break after a sentence a little early.
    return taken <= limit + _BEYOND and (taken >= limit * 0.88 or _was_full(taken, following, limit, measure))


def _was_full(taken: int, following: str, limit: int, measure: Callable[[str], int]) -> bool:
    word = following.split(maxsplit=1)[0]
    if _is_wide(word[0]):
        return taken >= limit - 4
    return taken + 1 + measure(word) > limit


def _wrap_width(raw: list[str]) -> tuple[int, Callable[[str], int]]:
    """Return the width at which the lines were broken (0: they were not), in columns or in letters."""
    ended = list(map(str.rstrip, raw))
    longest = max(ended, key=len)
    # Most pages have a paragraph in one line, which tells already that none were broken.
    if " " in longest.strip() and min(width(longest), len(longest)) > _WRAPPED[1]:
        return 0, len
    spaced = [
        line for line in ended if " " in (shown := line.lstrip()) or (not shown.isascii() and _may_be_long(shown[0]))
    ]
    longest = max(spaced, key=len, default="")
    if min(width(longest), len(longest)) > _WRAPPED[1]:
        return 0, len
    widths, lengths = list(map(width, spaced)), list(map(len, spaced))
    measured: list[tuple[Callable[[str], int], list[int]]] = [(width, widths), (len, lengths)]
    best = 0
    found: tuple[int, Callable[[str], int]] = 0, len
    for measure, taken in measured if widths != lengths else measured[1:]:
        widest = sorted(taken, reverse=True)[: _WIDER + 1]
        for limit in dict.fromkeys(widest) if widest and widest[0] <= _WRAPPED[1] else ():
            # What was measured otherwise has fewer lines that are full.
            if limit >= _COLUMN and (full := _full_lines(raw, limit, measure)) > best:
                best, found = full, (limit, measure)
                break
    return found


def _full_lines(raw: list[str], limit: int, measure: Callable[[str], int]) -> int:
    """Return how many lines are broken at a width: enough of them, of which few end a sentence, or none.

    In a column, where headlines in a list look full too, the lines below these have to end as sentences do.
    """
    full = [
        at
        for at, (line, following) in enumerate(pairwise(map(str.rstrip, raw)))
        if following
        and (
            _is_hyphened(line, following.lstrip())
            or (limit * 0.75 <= (taken := measure(line)) <= limit and _was_full(taken, following, limit, measure))
        )
    ]
    if len(full) < 3 or sum(ends_sentence(raw[at].rstrip()) for at in full) * 5 > len(full) * 2:
        return 0
    if limit >= _WRAPPED[0]:
        return len(full)
    last = [raw[at + 1].rstrip() for at in full if at + 1 not in full]
    return len(full) if 2 * sum(map(ends_sentence, last)) > len(last) else 0


def _join_fragments(numbers: Sequence[int], lines: Sequence[str]) -> tuple[list[int], list[str]]:
    """Join what a scraper tore apart at links and bold words: a sentence that goes on in the next line."""
    first: list[int] = []
    out: list[str] = []
    before = ""
    for number, line in zip(numbers, lines, strict=True):
        may_go_on = before and line and (line[0].islower() or line[0] in _STARTS_MIDWAY or before[-1] in _LEADS_ON)
        if may_go_on and _goes_on(before, line):
            out[-1] = before = _glue(before, line)
        else:
            first.append(number)
            out.append(line)
            before = line
    return first, out


def _goes_on(before: str, after: str) -> bool:
    if after[0] in _STARTS_MIDWAY and len(before) > 1 and not _opens(after):
        return len(after) <= 2 or not ends_sentence(before)
    if before[-1] in _OPENED:
        return not _is_bulleted(after)
    if len(before) < _FRAGMENT and len(after) < _FRAGMENT:
        return False
    open_end = before[-1] in _ENDS_MIDWAY and not _is_bulleted(after)
    if ends_sentence(before):
        return False
    # Some languages write weekdays and months small: a date below a headline is no part of it.
    return open_end or (is_small(after[0]) and not dates.is_date_line(after))


def _opens(line: str) -> bool:
    """Tell whether a line begins with a quotation in marks that close one in other languages: `”Ja”`, `»Nein«`."""
    return line[0] in _CLOSING_OR_OPENING and line[1:2].isalnum()


def _is_bulleted(line: str) -> bool:
    return line[:1] in _BULLETS and line[1:2].isspace()


def _glue(before: str, after: str) -> str:
    tight = after[0] in _STARTS_MIDWAY or before[-1] in _OPENED or (_is_wide(before[-1]) and _is_wide(after[0]))
    return f"{before}{after}" if tight else f"{before} {after}"


def _may_be_long(letter: str) -> bool:
    """Tell whether a letter is of a script whose lines may be long without a space."""
    return _is_wide(letter) or is_written_together(letter)


def _is_wide(character: str) -> bool:
    return bool(character) and unicodedata.east_asian_width(character) in "WF" and not "\uac00" <= character <= "\ud7a3"
