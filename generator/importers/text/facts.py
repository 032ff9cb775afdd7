"""What the text of a line tells wherever it stands, found out once: pages of one site repeat most of their lines."""

from collections.abc import Sequence
from itertools import compress, islice
from operator import not_
from threading import Lock
from typing import TypeAlias

from generator.importers import cues
from generator.importers.text.line_features import ALONE, alone
from generator.importers.text.sentences import end_sentences
from generator.importers.text.tally import Tally, tally

# Longer lines are paragraphs, which hardly ever come again.
_LONGEST = 160
_KEPT = 4096


class Facts(Tally, frozen=True, gc=False):
    """What can be seen of a line without the lines around it; `folded` is its text as it is compared.

    `begins` are the kinds of which it begins with a word; `columns` are the numbers of `line_features`, a byte each.
    """

    text: str
    folded: str
    ends: bool
    heading: str | None
    label: tuple[str, str] | None
    begins: frozenset[str]
    columns: bytes


Fields: TypeAlias = tuple[
    *tuple[int, int, int, int, int, int, int, int, float],
    *tuple[str, str, bool, str | None, tuple[str, str] | None, frozenset[str], bytes],
]
"""The fields of `Facts`, in their order."""

_known: dict[str, Fields] = {}
_knowing = Lock()


def facts(texts: Sequence[str]) -> list[Fields]:
    """Return the fields of `Facts` for each of `texts`; none of them is empty or holds a line break."""
    with _knowing:
        known = list(map(_known.get, texts))
    new = list(dict.fromkeys(compress(texts, map(not_, known))))
    seen = dict(zip(new, _seen(new), strict=True)) if new else {}
    _keep({text: fields for text, fields in seen.items() if len(text) <= _LONGEST})
    return [fields or seen[text] for text, fields in zip(texts, known, strict=True)]


def _keep(seen: dict[str, Fields]) -> None:
    with _knowing:
        if len(_known) + len(seen) > _KEPT:
            for oldest in list(islice(_known, _KEPT // 4)):
                del _known[oldest]
        _known.update(seen)


def _seen(texts: Sequence[str]) -> list[Fields]:
    folded = cues.lines_as_compared(texts)
    signals = cues.signals(texts, folded)
    ends = end_sentences(texts)
    counts = tally(texts)
    rows = alone(texts, counts, ends, signals).tobytes()
    columns = [rows[at : at + len(ALONE)] for at in range(0, len(rows), len(ALONE))]
    headings, labels, begins = zip(*[(said.heading, said.label, said.begins) for said in signals], strict=True)
    return list(zip(*counts.lists(), texts, folded, ends, headings, labels, begins, columns, strict=True))
