"""What can be seen of each line of a capture: columns of small numbers, in which the model looks its weights up.

No feature knows a language or a site. They are shapes, marks, repetition, anchor words, and which words a line shares
with the lines around it.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

import msgspec

from generator.importers import cues, dates
from generator.importers.text.lines import Line, Look, look

_ADDRESS = re.compile(r"https?://|www\.|[\w.+-]@[\w-]+\.\w")
_CLOCK = re.compile(r"\d{1,2}[:.٫]\d{2}(?!\d)")
_WORD = re.compile(r"([^\W_]{3,5})[^\W_]*")
_SPACELESS = re.compile("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0eff]{2,}")
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
_SHARES = (0.01, 0.15, 0.3, 0.45, 0.6)
_PROGRESS = (0.001, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95)


class Page(msgspec.Struct, frozen=True):
    """The lines of a capture with what several features need: their words, which are paragraphs, and how much they say.

    `mass` is the width of a paragraph up to 500 columns, 0 for other lines; `before` its sum up to each line.
    """

    lines: Sequence[Line]
    words: list[frozenset[str]]
    prose: list[bool]
    mass: list[int]
    before: list[int]


def columns(lines: Sequence[Line]) -> list[list[int]]:
    """Return a column for each of `SIZES`: for each line a number from 0 up to that size, without it."""
    if not lines:
        return [[] for _ in SIZES]
    page = _page(lines)
    numbers = zip(*(_alone(line.text) for line in lines), strict=True)
    alone = dict(zip(_OF_LINE, map(list, numbers), strict=True))
    return [alone[name] if name in alone else _OF_PAGE[name](page) for name in _SIZES]


@lru_cache(maxsize=8192)
def _alone(text: str) -> tuple[int, ...]:
    """Return the numbers of a line that its text alone tells; the pages of one site share many lines."""
    seen = look(text)
    return tuple([column(seen) for column in _OF_LINE.values()])


@lru_cache(maxsize=8192)
def words(text: str) -> frozenset[str]:
    """Return the words of `text` cut to five letters, so that endings do not matter; pairs where no spaces are."""
    folded = cues.fold(text)
    found: list[str] = _WORD.findall(folded)
    if not folded.isascii():
        for run in _SPACELESS.findall(folded):
            found += [run[at : at + 2] for at in range(len(run) - 1)]
    return frozenset(found)


def _page(lines: Sequence[Line]) -> Page:
    prose = [(line.ends and line.width >= _LONG) or line.width >= 160 for line in lines]
    mass = [min(line.width, 500) if is_prose else 0 for line, is_prose in zip(lines, prose, strict=True)]
    before = [0]
    for each in mass:
        before.append(before[-1] + each)
    return Page(
        lines=lines,
        words=[words(line.text) if line.width >= 12 else frozenset() for line in lines],
        prose=prose,
        mass=mass,
        before=before,
    )


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


def _repeats(page: Page) -> list[int]:
    """How often the line stands on the page, and whether it stood before."""
    seen: set[str] = set()
    found = []
    for line in page.lines:
        if line.repeats == 1:
            found.append(0)
            continue
        folded = cues.fold(line.text)
        found.append((1 if line.repeats == 2 else 2 if line.repeats <= 4 else 3) * 3 + (2 if folded in seen else 1))
        seen.add(folded)
    return found


def _marks(page: Page) -> list[int]:
    return [line.bullet * 2 + line.after_blank for line in page.lines]


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


def _common(page: Page) -> list[int]:
    """Which share of the words is also in paragraphs of the page other than this line."""
    vocabulary: set[str] = set()
    again: set[str] = set()
    for own, prose in zip(page.words, page.prose, strict=True):
        if prose:
            again |= vocabulary & own
            vocabulary |= own
    found = []
    for own, prose in zip(page.words, page.prose, strict=True):
        share = len(own & (again if prose else vocabulary)) / len(own) if own else 0.0
        found.append((bisect_right((0.05, 0.2, 0.35, 0.5, 0.7), share) if own else 0) * 2 + prose)
    return found


def _under_headline(page: Page) -> list[int]:
    """Which share of the words of a headline-like line just above comes again in this line."""
    headlines: list[tuple[int, frozenset[str]]] = []
    found = []
    for at, (line, own) in enumerate(zip(page.lines, page.words, strict=True)):
        share = 0.0
        if line.width >= 50:
            near = (len(head & own) / (len(head) + 1) for above, head in headlines if at - above <= 10)
            share = max(near, default=0.0)
        found.append(bisect_right(_SHARES, share))
        if len(own) >= 3 and 20 <= line.width <= 200 and not page.prose[at]:
            headlines = [*headlines[-9:], (at, own)]
    return found


def _with_next(page: Page) -> list[int]:
    """Which share of the words comes again in the three paragraphs that follow within 25 lines."""
    found = [0] * len(page.lines)
    following: list[int] = []
    near: frozenset[str] = frozenset()
    for at in range(len(page.lines) - 1, -1, -1):
        own = page.words[at]
        if following and following[-1] - at > 25:
            following = [below for below in following if below - at <= 25]
            near = frozenset().union(*(page.words[below] for below in following))
        if own and near:
            found[at] = bisect_right(_SHARES, len(own & near) / (len(own) + 1))
        if page.prose[at]:
            following = [at, *following[:2]]
            near = frozenset().union(*(page.words[below] for below in following))
    return found


def _with_previous(page: Page) -> list[int]:
    """Which share of the words was in the three paragraphs before."""
    found = []
    before: list[frozenset[str]] = []
    near: frozenset[str] = frozenset()
    for own, prose in zip(page.words, page.prose, strict=True):
        found.append(bisect_right(_SHARES, len(own & near) / (len(own) + 1)) if own and near else 0)
        if prose:
            before = [*before[-2:], own]
            near = frozenset().union(*before)
    return found


def _with_top(page: Page) -> list[int]:
    """How many words the line shares with the first line, where the title of the page may stand."""
    top = page.words[0] if page.words else frozenset()
    return [min(len(own & top), 5) if at else 0 for at, own in enumerate(page.words)]


def _as_top(page: Page) -> list[int]:
    top = page.words[0] if page.words else frozenset()
    edges = (0.01, 0.4, 0.7)
    return [bisect_right(edges, len(own & top) / (len(own) + 1)) if at else 0 for at, own in enumerate(page.words)]


def _prose_before(page: Page) -> list[int]:
    total = page.before[-1] + 1
    return [bisect_right(_PROGRESS, before / total) for before in page.before[:-1]]


def _prose_after(page: Page) -> list[int]:
    total = page.before[-1] + 1
    return [bisect_right(_PROGRESS, 1 - until / total) for until in page.before[1:]]


def _positions(page: Page) -> list[int]:
    return [10 * at // len(page.lines) for at in range(len(page.lines))]


def _against_longest(page: Page) -> list[int]:
    longest = max(page.mass, default=0) + 1
    return [bisect_right((0.01, 0.2, 0.6), mass / longest) for mass in page.mass]


def _exclamations(line: Look) -> int:
    return min(2, line.text.count("!") + line.text.count("?") + line.text.count("؟"))


def _short_words(line: Look) -> int:
    return bisect_right((0.1, 0.2, 0.3, 0.45, 0.6), _initials(line.text)[2])


def _total(page: Page) -> list[int]:
    return [bisect_right((200, 600, 1500, 4000, 10000), page.before[-1])] * len(page.lines)


def _line_count(page: Page) -> list[int]:
    return [bisect_right((20, 50, 100, 200, 400), len(page.lines))] * len(page.lines)


def _since_comments(page: Page) -> list[int]:
    return _since(line.heading == "comments" for line in page.lines)


def _since_related(page: Page) -> list[int]:
    return _since(line.heading == "related" for line in page.lines)


def _since(marks: Iterable[bool]) -> list[int]:
    found = []
    distance = 99
    for mark in marks:
        distance = 0 if mark else distance + 1
        found.append(bisect_right((1, 3, 8, 25, 99), distance))
    return found


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


_OF_LINE: dict[str, Callable[[Look], int]] = {
    "shape": _shape, "sentences": _sentences, "commas": _commas, "capitals": _capitals, "kinds": _kinds,
    "digits": _digits, "signs": _signs, "firsts": _firsts, "lasts": _lasts, "dates": _dates,
    "exclamations": _exclamations, "short_words": _short_words, "word_counts": _word_counts,
    "word_lengths": _word_lengths, "names": _names,
}  # fmt: skip
_OF_PAGE: dict[str, Callable[[Page], list[int]]] = {
    "repeats": _repeats, "marks": _marks, "common": _common, "under_headline": _under_headline,
    "with_next": _with_next, "with_previous": _with_previous, "with_top": _with_top, "as_top": _as_top,
    "prose_before": _prose_before, "prose_after": _prose_after, "positions": _positions,
    "against_longest": _against_longest, "total": _total, "line_count": _line_count,
    "since_comments": _since_comments, "since_related": _since_related,
}  # fmt: skip
# In the order in which the model knows them.
_SIZES = {
    "shape": 18, "sentences": 6, "commas": 6, "capitals": 12, "kinds": 2 * len(_KINDS) + 2, "repeats": 12,
    "marks": 4, "digits": 6, "signs": 16, "firsts": 8, "lasts": 11, "dates": 6, "common": 12,
    "under_headline": 6, "with_next": 6, "with_previous": 6, "with_top": 6, "as_top": 4, "prose_before": 8,
    "prose_after": 8, "positions": 10, "against_longest": 4, "exclamations": 3, "short_words": 6, "total": 6,
    "line_count": 6, "since_comments": 6, "since_related": 6, "word_counts": 8, "word_lengths": 6, "names": 3,
}  # fmt: skip

SIZES = tuple(_SIZES.values())
"""How many different numbers each column may hold."""
