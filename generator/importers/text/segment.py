"""Where the article is: the run of lines that the model takes for its body, and which of them are not the article."""

import math
from collections.abc import Sequence

import msgspec

from generator.importers.profiles.profile import is_meant
from generator.importers.text.lines import Line
from generator.importers.text.model import Scores

# Chosen by cross-validation over publishers (`make bench-import` shows what they give).
_GAP_COST = 0.3
_MOST = 3.0
_KEPT = -1.0
# A sentence so near after the last line is of the article still.
_NEAR = 2
# A second run of this share of the first one's score is told to the editor.
_ANOTHER = 0.5
# An inset holds its heading and at most so many lines.
_INSET = 4
_OUT = -9.0


class Segment(msgspec.Struct, frozen=True):
    """The lines of the article from `first` to `last`, both kept; `kept` are those of its body.

    `odds` are the log odds of each line to be of the body. `sure` is the share of the text that the model expects to
    be right (an expected F1, 0 to 1). `another` is the first line of a second run that reads like an article too.
    """

    first: int
    last: int
    kept: frozenset[int]
    odds: list[float]
    sure: float
    another: int | None = None


def find_body(
    lines: Sequence[Line], scores: Scores, end_cues: Sequence[str] = (), drop_cues: Sequence[str] = ()
) -> Segment | None:
    """Return the article among `lines`, or None where no line of it reads like prose.

    A line that begins with one of `drop_cues` is not of the article; one of `end_cues` ends it.
    """
    odds = _with_cues(lines, scores.body, end_cues, drop_cues)
    first, last = _best_run(odds)
    last = _to_its_end(lines, odds, last)
    kept = [at for at in range(first, last + 1) if odds[at] > _KEPT]
    if not any(is_prose(lines[at]) for at in kept):
        kept = _only_paragraph(lines, odds)
    if not kept:
        return None
    rest = [odd if not kept[0] <= at <= kept[-1] else _OUT for at, odd in enumerate(odds)]
    return Segment(
        first=kept[0],
        last=kept[-1],
        kept=frozenset(kept),
        odds=odds,
        sure=_expected(lines, odds, kept),
        another=_second(lines, rest, sum(max(0.0, min(odds[at], _MOST)) for at in kept)),
    )


def is_prose(line: Line) -> bool:
    """Tell whether `line` is a paragraph by its shape: long enough, and with the marks of sentences."""
    if line.heading or (line.label and line.width < 160) or "|" in line.text:
        return False
    if line.ends:
        return line.width >= 60 or (line.width >= 35 and line.words > 3)
    return line.width >= 160 or (line.width >= 100 and bool(line.sentences and line.commas))


def _with_cues(
    lines: Sequence[Line], body: Sequence[float], end_cues: Sequence[str], drop_cues: Sequence[str]
) -> list[float]:
    odds = list(body)
    if not (end_cues or drop_cues):
        return odds
    ended = False
    for at, line in enumerate(lines):
        ended = ended or (is_meant(line.text, end_cues) and any(odd > 0 for odd in odds[:at]))
        if ended or is_meant(line.text, drop_cues):
            odds[at] = _OUT
    return odds


def _best_run(odds: Sequence[float]) -> tuple[int, int]:
    """Return the run with the greatest sum, no line costing more than a gap may; (0, -1) where none is above zero."""
    best, best_total = (0, -1), 0.0
    start, total = 0, 0.0
    for at, odd in enumerate(odds):
        if total <= 0:
            start, total = at, 0.0
        total += max(-_GAP_COST, min(odd, _MOST))
        if total > best_total:
            best, best_total = (start, at), total
    return best


def _to_its_end(lines: Sequence[Line], odds: Sequence[float], last: int) -> int:
    """Return where the article ends: sentences go on after a line or two, and after a few under `read also`."""
    while 0 <= last < len(lines) - 1:
        reach = 1 + _INSET if lines[last + 1].heading == "related" else _NEAR
        near = range(last + 1, min(last + 1 + reach, len(lines)))
        following = next((at for at in near if odds[at] > _KEPT and lines[at].ends and not lines[at].label), None)
        if following is None:
            return last
        last = following
    return last


def _only_paragraph(lines: Sequence[Line], odds: Sequence[float]) -> list[int]:
    """Return the likeliest paragraph of a text of which the model recognises nothing, such as a note of two lines."""
    prose = [at for at, line in enumerate(lines) if is_prose(line) and odds[at] > _OUT]
    return [max(prose, key=lambda at: (odds[at], -at))] if prose else []


def _expected(lines: Sequence[Line], odds: Sequence[float], kept: Sequence[int]) -> float:
    """Return the F1 to be expected of the lines that are kept, weighted by their width, if the odds are right."""
    chances = [line.width / (1 + math.exp(-max(-30.0, min(30.0, odd)))) for line, odd in zip(lines, odds, strict=True)]
    width = sum(lines[at].width for at in kept)
    return 2 * sum(chances[at] for at in kept) / (width + sum(chances))


def _second(lines: Sequence[Line], odds: Sequence[float], best: float) -> int | None:
    """Return where another run of paragraphs begins that is nearly as much of an article as the best."""
    first, last = _best_run(odds)
    run = [at for at in range(first, last + 1) if odds[at] > 0]
    total = sum(min(odds[at], _MOST) for at in run)
    return run[0] if sum(1 for at in run if is_prose(lines[at])) >= 3 and total >= _ANOTHER * best else None
