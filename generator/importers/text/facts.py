"""What the text of a line tells wherever it stands, found out once: pages of one site repeat most of their lines."""

from collections.abc import Sequence
from itertools import compress
from operator import not_
from threading import Lock
from typing import TypeAlias

import msgspec

from generator.importers import cues
from generator.importers.folding import lines_as_compared
from generator.importers.text.kinds import letters_of
from generator.importers.text.line_features import ALONE, alone
from generator.importers.text.sentences import end_sentences
from generator.importers.text.tally import tally

# Longer lines are paragraphs, which hardly ever come again.
_LONGEST = 160
_KEPT = 2048
_NONE: frozenset[str] = frozenset()


class Facts(msgspec.Struct, frozen=True, gc=False):
    """What can be seen of a line without the lines around it; `folded` is its text as it is compared.

    The counts are those of `tally`. `begins` are the kinds of which it begins with a word; `columns` are the numbers of
    `line_features`, a byte each.
    """

    width: int
    words: int
    sentences: int
    commas: int
    digits: int
    text: str
    folded: str
    ends: bool
    heading: str | None
    label: tuple[str, str] | None
    begins: frozenset[str]
    columns: bytes


Fields: TypeAlias = tuple[
    *tuple[int, int, int, int, int],
    *tuple[str, str, bool, str | None, tuple[str, str] | None, frozenset[str], bytes],
]
"""The fields of `Facts`, in their order."""

_known: dict[str, Fields] = {}
_knowing = Lock()


def facts(texts: Sequence[str]) -> list[Fields]:
    """Return the fields of `Facts` for each of `texts`: lines that are not empty and begin with no blank."""
    with _knowing:
        known = list(map(_known.get, texts))
    new = list(dict.fromkeys(compress(texts, map(not_, known))))
    seen = dict(zip(new, _seen(new), strict=True)) if new else {}
    _keep({text: fields for text, fields in seen.items() if len(text) <= _LONGEST})
    return [fields or seen[text] for text, fields in zip(texts, known, strict=True)]


def _keep(seen: dict[str, Fields]) -> None:
    with _knowing:
        if len(_known) + len(seen) > _KEPT:
            _known.clear()
        _known.update(seen)


def _seen(texts: Sequence[str]) -> list[Fields]:
    letters = letters_of(texts)[1:]
    folded = lines_as_compared(texts, letters)
    signals = cues.signals(texts, folded)
    ends = end_sentences(texts)
    counts = tally(letters)
    rows = alone(texts, counts, ends, signals).tobytes()
    columns = [rows[at : at + len(ALONE)] for at in range(0, len(rows), len(ALONE))]
    headings: list[str | None] = [None] * len(texts)
    labels: list[tuple[str, str] | None] = [None] * len(texts)
    begins = [_NONE] * len(texts)
    for at, said in signals.items():
        headings[at], labels[at], begins[at] = said.heading, said.label, said.begins
    numbers = (each.tolist() for each in (counts.width, counts.words, counts.sentences, counts.commas, counts.digits))
    return list(zip(*numbers, texts, folded, ends, headings, labels, begins, columns, strict=True))
