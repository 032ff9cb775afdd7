"""The headline and the lede among the lines around an article's body."""

import math
from collections.abc import Sequence

from generator.importers import cues, dates
from generator.importers.text.features import words
from generator.importers.text.lines import Line
from generator.importers.text.model import Scores
from generator.importers.text.segment import Segment, is_prose

# Among the first lines that the model takes for body may be the headline.
_OPENING = 3
_LEDE = -1.5
_REACH = 10
# Of a text with fewer lines the first paragraph stays in the body.
_ENOUGH = 4
_NO_HEADLINE = frozenset({"byline", "dateline", "source", "tags", "copyright"})
_LEDE_WIDTHS = range(35, 700)


def find_title(lines: Sequence[Line], scores: Scores, segment: Segment) -> tuple[int | None, float]:
    """Return the index of the headline and the probability that it is right.

    A line gains by the words that it shares with the body; equal lines count together, and the last of them above the
    body is the headline.
    """
    opening = sorted(segment.kept)[:_OPENING]
    taken = segment.kept.difference(at for at in opening if not is_prose(lines[at]))
    body = frozenset().union(*(words(lines[at].text) for at in segment.kept if is_prose(lines[at])))
    odds = {
        at: scores.title[at] + _agreement(words(line.text), body)
        for at, line in enumerate(lines)
        if at < segment.last and at not in taken and may_be_headline(line)
    }
    highest = max(odds.values(), default=0.0)
    shares: dict[str, float] = {}
    for at, odd in odds.items():
        folded = cues.fold(lines[at].text)
        shares[folded] = shares.get(folded, 0.0) + math.exp(odd - highest)
    if not shares:
        return None, 0.0
    best = max(shares, key=lambda folded: (shares[folded], folded))
    same = [at for at in odds if cues.fold(lines[at].text) == best]
    first = next((at for at in sorted(segment.kept) if is_prose(lines[at])), segment.first)
    above = [at for at in same if at < first]
    return (above[-1] if above else same[0]), shares[best] / sum(shares.values())


def _agreement(own: frozenset[str], body: frozenset[str]) -> float:
    """Return the log odds that a line gains by the words it shares with the body."""
    shared = len(own & body)
    return 4.0 * shared / (len(own) + 1) + 0.5 * min(shared, 5)


def find_lede(lines: Sequence[Line], scores: Scores, segment: Segment, title: int | None) -> tuple[int, ...]:
    """Return the lines of the standfirst: between the headline and the second paragraph; none where there is none."""
    body = sorted(segment.kept)
    if len(body) < 2:
        return ()
    top = title + 1 if title is not None and title < body[0] else max(0, body[0] - _REACH)
    headline = cues.fold(lines[title].text) if title is not None else ""
    likely = [
        at
        for at in range(top, _second_paragraph(body, lines, headline))
        if scores.lede[at] > _LEDE
        and lines[at].width in _LEDE_WIDTHS
        and not lines[at].heading
        and cues.fold(lines[at].text) != headline
    ]
    if not likely:
        return _set_apart(body, lines, headline)
    best = max(likely, key=lambda at: (scores.lede[at], -at))
    if best in segment.kept:
        return (best,) if len(body) >= _ENOUGH else ()
    first = last = best
    while first - 1 in likely and first - 1 not in segment.kept:
        first -= 1
    while last + 1 in likely and last + 1 not in segment.kept:
        last += 1
    return tuple(range(first, last + 1))


def _set_apart(body: Sequence[int], lines: Sequence[Line], headline: str) -> tuple[int, ...]:
    """Return the first paragraph if the headline stands once more between it and the next: then it is a standfirst."""
    after = range(body[0] + 1, min(body[0] + 4, len(lines)))
    return (body[0],) if headline and any(cues.fold(lines[at].text) == headline for at in after) else ()


def _second_paragraph(body: Sequence[int], lines: Sequence[Line], headline: str) -> int:
    """Return where the second paragraph is; the headline may stand among them once more."""
    paragraphs = [at for at in body if cues.fold(lines[at].text) != headline]
    return paragraphs[1] if len(paragraphs) > 1 else body[1]


def may_be_headline(line: Line) -> bool:
    """Tell whether `line` could be a headline at all."""
    if line.heading or not 8 <= line.width <= 300 or line.text.startswith(("http", "www.")):
        return False
    return not (line.label and line.label[0] in _NO_HEADLINE) and not dates.is_date_line(line.text)
