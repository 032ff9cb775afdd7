"""The words of one part of the index: which documents have them, packed into files that the page's script reads."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import isqrt
from typing import TypeAlias

from generator.model import Value
from generator.search.postings import LETTERS, LEVELS, front_coded, postings
from generator.search.words import Words

FIRST_LINES = 300
"""So many characters of a body count more than the rest: news says first what it is about."""

# Apart, as Python looks for what all matches begin with, and alternatives begin with nothing in common.
_TARGETS = (
    ("](", re.compile(r"\]\([^)\s]*\)")),
    ("]:", re.compile(r"^\[(?://|[^\]\n]+)\]:[^\n]*$", re.MULTILINE)),
    ("://", re.compile(r"https?://[^\s)>]+")),
)


class Searched(Value, frozen=True, kw_only=True):
    """One document as it is searched; `body` is markdown."""

    title: str
    first: str
    body: str


class Index(Value, frozen=True, kw_only=True):
    """The words of a part in shards: each is (stem, postings) by skeleton, and `bounds` has the first of each shard.

    `lengths` has a digit for each document: the root of how many different words it has.
    """

    bounds: tuple[str, ...]
    lengths: str
    shards: tuple[tuple[tuple[str, str], ...], ...]


def index_of(documents: Iterable[Searched], words: Words, shards: int) -> Index:
    """Return the words of documents, which are numbered from 1, in as many shards of about the same size."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    lengths = []
    for number, document in enumerate(documents, 1):
        levels = _levels(document, words)
        for level, stems in enumerate(levels):
            posting = number * LEVELS + level
            for stem in stems:
                found[stem].append(posting)
        lengths.append(LETTERS[min(isqrt(sum(map(len, levels))), len(LETTERS) - 1)])
    skeleton = words.skeleton
    rows = sorted((skeleton(stem), stem, postings(found[stem])) for stem in found)
    bounds, cut = _sharded(rows, shards)
    return Index(bounds=bounds, lengths="".join(lengths), shards=cut)


def _levels(document: Searched, words: Words) -> tuple[set[str], set[str], set[str]]:
    """Return the stems of each level, from the lowest; a stem has the highest level at which it stands."""
    body = document.body
    for mark, target in _TARGETS:
        if mark in body:
            body = target.sub(" ", body)
    title = set(words.stems_in(document.title))
    first = set(words.stems_in(f"{document.first} {body[:FIRST_LINES]}"))
    rest = set(words.stems_in(body[FIRST_LINES:]))
    first -= title
    rest -= title
    rest -= first
    return rest, first, title


_Shards: TypeAlias = tuple[tuple[tuple[str, str], ...], ...]


def _sharded(rows: Sequence[tuple[str, str, str]], shards: int) -> tuple[tuple[str, ...], _Shards]:
    """Cut rows into shards of about the same size, never between two words of one skeleton."""
    total = sum(len(stem) + len(found) for _, stem, found in rows)
    cut: list[list[tuple[str, str]]] = [[]]
    bounds = [""]
    size, before = 0, ""
    for skeleton, stem, found in rows:
        if skeleton != before and len(cut) < shards and size >= total * len(cut) / shards:
            cut.append([])
            bounds.append(skeleton)
        cut[-1].append((stem, found))
        size, before = size + len(stem) + len(found), skeleton
    empty = shards - len(cut)
    return tuple(bounds), (*(tuple(each) for each in cut), *(() for _ in range(empty)))


def packed(shard: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the two texts of a shard: its words, and the postings of each, in the same order."""
    rows = tuple(shard)
    yield front_coded(stem for stem, _ in rows)
    yield " ".join(found for _, found in rows)


def members(groups: Iterable[Iterable[str]]) -> dict[str, str]:
    """Return for each name which documents have it; `groups` has the names of each document, from the first."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, names in enumerate(groups, 1):
        for name in names:
            found.setdefault(name, []).append(number * LEVELS)
    return {name: postings(numbers) for name, numbers in sorted(found.items())}
