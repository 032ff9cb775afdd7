"""The headline and the lede among the lines around an article's body."""

import math
from collections.abc import Iterable, Sequence
from itertools import dropwhile, takewhile

from generator.importers import cues, dates
from generator.importers.text import captions, names
from generator.importers.text.lines import Line
from generator.importers.text.model import Scores
from generator.importers.text.segment import Segment, is_prose
from generator.importers.text.words import Words

# Among the first lines that the model takes for body may be the headline.
_OPENING = 3
# How much a headline counts that says what the run says, beside how long the run is.
_HEADED = 0.8
# A line that is so much less likely as a headline is none, whatever it says.
_OUT_OF_REACH = 12.0
# The lede is told by the model; a paragraph of the body is one sooner than a line that would be left out else, but not
# below a line that ends as no sentence does.
_LEDE = -1.5
_LEDE_IN_BODY = -2.0
_LEDE_BELOW = 0.0
_REACH = 10
# Of a text with fewer lines the first paragraph stays in the body.
_ENOUGH = 4
_NO_HEADLINE = frozenset({"byline", "dateline", "source", "tags", "copyright"})
# Log odds as they were found on labelled pages, by log odds as the model says them (`calibrate_title.py`).
LEVEL, SLOPE = -0.573, 0.303
_LEAST = 1e-6
# A name and a role have at most so many words.
_NAMED = 4
_LEDE_WIDTHS = range(35, 700)


def likeliest(lines: Sequence[Line], scores: Scores, segments: Sequence[Segment]) -> Segment:
    """Return which of the runs is the article: a longer one is likelier, and one with a headline that fits it."""
    if len(segments) == 1:
        return segments[0]
    return max(segments, key=lambda each: math.log(each.weight + 0.1) + _HEADED * _fitting(lines, scores, each))


def _fitting(lines: Sequence[Line], scores: Scores, segment: Segment) -> float:
    return max(_headlines(lines, scores, segment).values(), default=-_OUT_OF_REACH)


def find_title(lines: Sequence[Line], scores: Scores, segment: Segment) -> tuple[int | None, float]:
    """Return the index of the headline and the probability that it is right.

    Equal lines count together, and the last of them above the body is the headline.
    """
    odds = _headlines(lines, scores, segment)
    highest = max(odds.values(), default=0.0)
    shares: dict[str, float] = {}
    for at, odd in odds.items():
        folded = lines[at].folded
        shares[folded] = shares.get(folded, 0.0) + math.exp(odd - highest)
    if not shares:
        return None, 0.0
    best = max(shares, key=lambda folded: (shares[folded], folded))
    same = [at for at in odds if lines[at].folded == best]
    first = next((at for at in sorted(segment.kept) if is_prose(lines[at])), segment.first)
    above = [at for at in same if at < first]
    return (max(above) if above else min(same)), calibrated(shares[best] / sum(shares.values()))


def calibrated(share: float) -> float:
    """Return how often a headline with this share of all candidates' odds is right: the shares alone are too sure."""
    bounded = min(max(share, _LEAST), 1 - _LEAST)
    return 1 / (1 + math.exp(-(LEVEL + SLOPE * math.log(bounded / (1 - bounded)))))


def _headlines(lines: Sequence[Line], scores: Scores, segment: Segment) -> dict[int, float]:
    """Return the log odds of lines to be the headline: a line gains by the words that it shares with the body."""
    opening = sorted(segment.kept)[:_OPENING]
    # A short line below a paragraph is a question, a subheading, or what somebody says.
    above = takewhile(lambda at: not is_prose(lines[at]), opening)
    taken = segment.kept.difference(above)
    likely: list[int] = []
    least = -math.inf
    for at in sorted(range(segment.last), key=scores.title.__getitem__, reverse=True):
        if scores.title[at] < least:
            break
        if at not in taken and may_be_headline(lines[at]):
            least = max(least, scores.title[at] - _OUT_OF_REACH)
            likely.append(at)
    agreement = _agreement(scores.words, (at for at in segment.kept if is_prose(lines[at])))
    return {at: scores.title[at] + agreement[at] for at in likely}


def _agreement(words: Words, body: Iterable[int]) -> list[float]:
    """Return the log odds that each line gains by the words it shares with the body."""
    import numpy as np

    of_body = np.zeros(len(words.of_line), dtype=np.bool_)
    of_body[list(body)] = True
    shared = words.count(words.in_lines(of_body) > 0)
    gained: list[float] = (4.0 * shared / (words.of_line + 1) + 0.5 * np.minimum(shared, 5)).tolist()
    return gained


def find_lede(lines: Sequence[Line], scores: Scores, segment: Segment, title: int | None) -> tuple[int, ...]:
    """Return the lines of the standfirst: between the headline and the second paragraph; none where there is none."""
    body = sorted(segment.kept)
    if len(body) < 2:
        return ()
    top = title + 1 if title is not None and title < body[0] else max(0, body[0] - _REACH)
    headline = lines[title].folded if title is not None else ""
    likely = [
        at
        for at in range(top, _second_paragraph(body, lines, headline, scores.lede))
        if scores.lede[at] > (_LEDE_IN_BODY if at in segment.kept else _LEDE)
        and lines[at].width in _LEDE_WIDTHS
        and not lines[at].heading
        and lines[at].folded != headline
        and not captions.is_shown(lines[at].text)
    ]
    if not likely:
        return _set_apart(body, lines, headline)
    best = max(likely, key=lambda at: (scores.lede[at], -at))
    if _is_of_head(lines[best]):
        return ()
    if best in segment.kept:
        return (best,) if len(body) >= _ENOUGH else ()
    first = last = best
    while first - 1 in likely and first - 1 not in segment.kept:
        first -= 1
    while last + 1 in likely and last + 1 not in segment.kept:
        last += 1
    return tuple(at for at in range(first, last + 1) if not _is_of_head(lines[at]))


def _set_apart(body: Sequence[int], lines: Sequence[Line], headline: str) -> tuple[int, ...]:
    """Return the first paragraph if the headline stands once more between it and the next: then it is a standfirst."""
    after = range(body[0] + 1, min(body[0] + 4, len(lines)))
    return (body[0],) if headline and any(lines[at].folded == headline for at in after) else ()


def _second_paragraph(body: Sequence[int], lines: Sequence[Line], headline: str, lede: Sequence[float]) -> int:
    """Return where the second paragraph is; the headline may stand among them once more, and a caption before them."""
    ended = list(dropwhile(lambda at: not lines[at].ends, body))
    below = ended if ended and lede[ended[0]] > _LEDE_BELOW else body
    paragraphs = [at for at in below if lines[at].folded != headline]
    return paragraphs[1] if len(paragraphs) > 1 else body[1]


def may_be_headline(line: Line) -> bool:
    """Tell whether `line` could be a headline at all."""
    if line.heading or not 8 <= line.width <= 300 or line.text.startswith(("http", "www.")):
        return False
    return not _is_of_head(line) and not (line.words <= _NAMED and _names_writer(line.text))


def _is_of_head(line: Line) -> bool:
    """Tell whether a line is a date, or has the label of one, or of something else that stands beside a headline."""
    return bool(line.label and line.label[0] in _NO_HEADLINE) or (line.digits > 0 and dates.is_date_line(line.text))


def _names_writer(text: str) -> bool:
    """Tell whether a line is the name of somebody with what they do for the press: `김나영 기자`."""
    first, _, after = text.partition(" ")
    before, _, last = text.rpartition(" ")
    name = after if cues.is_called(first, "role") else before if cues.is_called(last, "role") else ""
    return names.is_name(name) or (not names.has_capitals(name) and names.is_short_name(name))
