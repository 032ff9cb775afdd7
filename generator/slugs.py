"""Slugs: the part of an address that is made from words.

A slug is NFC, holds letters, digits, the marks that spelling needs, and single hyphens; it has no dot, no space
and no capital letter, so that it is safe as a file name everywhere and as a part of an address.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from functools import cache
from typing import Literal, TypeAlias

SlugStyle: TypeAlias = Literal["native", "latin"]

# Twice a slug and a suffix must fit in one file name of 255 bytes.
MAX_BYTES = 90

# Names that Windows keeps for devices, and names that addresses of the site already use.
_WINDOWS = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
_SITE = {"index", "404", "both", "page", "feed", "search", "credits", "sitemap", "robots", "assets", "cname"}
RESERVED = frozenset(_WINDOWS | _SITE)

_NOT_SPELLING = re.compile(
    "[\u0640\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670"
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u00ad\u061c\u200b\u200d-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)

# The signs that join a consonant with the next one, from India to Cambodia, and the vowels of Thai and Lao before one.
_JOINS = re.compile(
    "[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d\u0dca\u1039\u17d2\u0e40-\u0e44\u0ec0-\u0ec4]"
)


@cache
def slug(title: str, style: SlugStyle = "native", *, fallback: str = "article") -> str:
    """Return the slug of `title`, at most 90 bytes cut at a word; `fallback` where no letter or digit is left."""
    from slugify import slugify

    text = _NOT_SPELLING.sub("", unicodedata.normalize("NFKC", title)).replace("\u200c", "-")
    if style == "latin":
        made = slugify(text, regex_pattern=r"[^-a-z0-9]+")
    else:
        made = slugify(text, allow_unicode=True, entities=False, decimal=False, hexadecimal=False,
                       regex_pattern=_not_in_slugs())  # fmt: skip
        made = re.sub("-+", "-", unicodedata.normalize("NFC", _NOT_SPELLING.sub("", made))).strip("-")
    made = _without_leading_marks(_cut(made))
    if not made:
        made = fallback
    return f"{made}-1" if made.casefold() in RESERVED else made


def unique(wanted: str, taken: Collection[str]) -> str:
    """Return `wanted`, or `wanted-2`, `wanted-3` … where it is taken (under case folding and NFC)."""
    folded = {fold(name) for name in taken}
    if fold(wanted) not in folded:
        return wanted
    number = 2
    while fold(f"{wanted}-{number}") in folded:
        number += 1
    return f"{wanted}-{number}"


def fold(name: str) -> str:
    """Return what two names have in common when a file system may take them for one."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _cut(made: str) -> str:
    """Cut at a hyphen to fit; a first word that is too long by itself is cut between letters."""
    if len(made.encode()) <= MAX_BYTES:
        return made
    kept = ""
    for word in made.split("-"):
        longer = f"{kept}-{word}" if kept else word
        if len(longer.encode()) > MAX_BYTES:
            break
        kept = longer
    if kept:
        return kept
    cut = made.encode()[:MAX_BYTES].decode(errors="ignore")
    # A mark after the cut belongs to the last letter before it, which would read as another letter without it; so does
    # the letter behind a sign that joins two, and behind a vowel that is written before its consonant.
    while cut and (_is_mark(made[len(cut)]) or _JOINS.match(cut[-1])):
        cut = cut[:-1]
    return cut


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "M"


def _without_leading_marks(made: str) -> str:
    return made[next((n for n, c in enumerate(made) if c.isalnum()), len(made)) :]


@cache
def _not_in_slugs() -> re.Pattern[str]:
    r"""Match what a slug may not hold. `\w` knows no vowel signs, without which Hindi and Thai words fall apart."""
    marks = [c for c in range(0x300, 0x11FFF) if unicodedata.category(chr(c)) in ("Mn", "Mc")]
    return re.compile(f"(?:_|[^-\\w{''.join(_ranges(marks))}])+")


def _ranges(points: Iterable[int]) -> Iterable[str]:
    runs: list[list[int]] = []
    for point in points:
        if runs and runs[-1][1] == point - 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return [f"\\U{first:08x}-\\U{last:08x}" for first, last in runs]
