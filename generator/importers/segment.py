"""Where the article is: the run of lines that reads most like prose, and what inside of it is not the article.

A line earns by its length, its sentences and its commas; short lines cost. The best-sum run wins, the cost of any
one line being bounded, so that a caption or an inset does not cut an article in two. Words that announce
furniture (comments, related, source) cost more.
"""

import re
from collections.abc import Sequence

import msgspec

from generator.importers import cues
from generator.importers.lines import Line

_LINE_COST = -1.2
_INSET_COST = -0.6
_ENOUGH = 8.0
_HEADING_COST = {"comments": -9.0, "related": -2.5, "share": -1.2, "end": -2.0}
_LABEL_COST = {
    "source": -2.5,
    "also": -1.2,
    "tags": -2.5,
    "copyright": -3.0,
    "dateline": -1.2,
    "byline": -0.8,
    "caption": -1.0,
}
_ADDRESS = re.compile(r"(?:https?://|www\.)\S|[\w.+-]{1,64}@[\w-]{1,64}\.\w")


class Segment(msgspec.Struct, frozen=True):
    """The lines from `first` to `last` (both prose) and how strongly they are the article."""

    first: int
    last: int
    score: float


def find_body(lines: Sequence[Line], anchors: Sequence[float], end_cues: Sequence[str] = ()) -> Segment | None:
    """Return the best run of prose, or None. `anchors` are what a run gains that starts under a headline.

    What follows a line that surely ends an article counts only where nothing like an article stands before it.
    """
    best: Segment | None = None
    total, first, last = 0.0, -1, -1
    for at, line in enumerate(lines):
        if best and (_is_end(line, end_cues) or (line.heading == "comments" and best.score > _ENOUGH)):
            return best
        gain = line_score(line, end_cues)
        if gain < 0 and _is_inset(lines, at):
            gain = _INSET_COST
        if first < 0 or total + gain <= 0:
            total, first = 0.0, -1
            if gain > 0:
                total, first, last = gain + anchors[at], at, at
        else:
            total += gain
            if gain > 0:
                last = at
        if first >= 0 and gain > 0 and (best is None or total > best.score):
            best = Segment(first, last, total)
    return best


def line_score(line: Line, end_cues: Sequence[str] = ()) -> float:
    """Return how much `line` reads like prose; below zero for everything else."""
    if _is_end(line, end_cues):
        return -6.0
    if line.heading:
        return _HEADING_COST[line.heading]
    if line.label and (line.label[0] in _LABEL_COST) and (line.width < 160 or line.label[0] in ("copyright", "tags")):
        return _LABEL_COST[line.label[0]]
    score = _prose_score(line)
    if score > 0:
        if cues.begins_with(line.text, "copyright"):
            return -2.0
        if line.repeats > 1:
            score *= 0.3
        if _ADDRESS.search(line.text):
            score -= 0.5
        if "|" in line.text or "©" in line.text:
            score -= 1.0
        if line.bullet:
            score *= 0.6
    return max(score, _LINE_COST)


def _is_end(line: Line, end_cues: Sequence[str]) -> bool:
    return any(line.text.startswith(cue) for cue in end_cues)


def _is_inset(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a line is `read also`, or the one headline under it: both stand in the middle of articles."""
    if lines[at].heading == "related":
        return cues.label_only(lines[at].text) == "also"
    return at > 0 and lines[at - 1].heading == "related" and cues.label_only(lines[at - 1].text) == "also"


def is_prose(line: Line) -> bool:
    """Tell whether `line` counts as a paragraph."""
    return line_score(line) > 0


def _prose_score(line: Line) -> float:
    wide = min(line.width, 500) / 100
    if line.ends:
        if line.width >= 60:
            return 0.4 + wide + 0.2 * min(line.sentences, 4)
        return 0.3 if line.width >= 35 and line.words > 3 else -0.4
    if line.width >= 160:
        return wide * 0.6 if line.sentences or line.commas >= 2 else 0.2
    if line.width >= 100 and line.sentences and line.commas:
        return 0.2
    return _LINE_COST if line.width < 100 else -0.8
