"""Where the article is: the run of lines that the model takes for its body, and which of them are not the article."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import msgspec

from generator.importers.profiles import profile
from generator.importers.profiles.profile import is_meant
from generator.importers.text import listings
from generator.importers.text.lines import Line
from generator.importers.text.model import Scores

# Chosen by cross-validation over publishers (`make bench-import` shows what they give).
_GAP_COST = 0.3
_MOST = 3.0
_KEPT = -1.0
# A text of so few lines is hardly a copied page: its sentences are the article's unless the model is sure they are not.
_SHORT, _KEPT_IN_SHORT = 12, -4.0
# After the name of who speaks.
_SPEAKS = (":", "：")
_QUESTION = ("?", "؟", "？")
# A sentence so near after the last line is of the article still.
_NEAR = 2
# A second run of this share of the first one's weight is told to the editor.
_ANOTHER = 0.5
# How many runs may be the article, and what one must weigh: a line or two that the model is sure of.
_RUNS = 3
_LEAST = 3.0
# An inset holds its heading and at most so many lines.
_INSET = 4
_OUT = -9.0
# Words that end an article have at least this share above them of all that reads like one.
_ENDED = 0.4
# Subheadings are shorter, captions and headlines longer.
_SUBHEADING = 30


class Segment(msgspec.Struct, frozen=True):
    """The lines of the article from `first` to `last`, both kept; `kept` are those of its body.

    `odds` are the log odds of each line to be of the body; `weight` is their sum over the run, no line counting much.
    `sure` is the share of the text that the model expects to be right (an expected F1, 0 to 1). `another` is the first
    line of a second run that reads like an article too. `cued` are the lines that the outlet's cue words leave out.
    """

    first: int
    last: int
    kept: frozenset[int]
    odds: list[float]
    weight: float
    sure: float
    another: int | None = None
    cued: frozenset[int] = frozenset()


def find_bodies(
    lines: Sequence[Line], scores: Scores, cues: Mapping[str, Sequence[str]] = MappingProxyType({})
) -> tuple[Segment, ...]:
    """Return the runs of `lines` that may be the article, the likeliest first; none where no line reads like prose.

    Lines that the outlet's `cues` of the kinds `drop` and `skip` mean are not of the article; one of `end` ends it.
    """
    odds, cued = _with_cues(lines, scores.body, cues)
    runs = _runs(lines, odds)
    weights = [sum(max(0.0, min(odds[at], _MOST)) for at in kept) for kept in runs]
    return tuple(
        Segment(
            first=kept[0],
            last=kept[-1],
            kept=frozenset(kept),
            odds=odds,
            weight=weight,
            sure=sure,
            another=next(
                (
                    other[0]
                    for other, its in zip(runs, weights, strict=True)
                    if other is not kept and its >= _ANOTHER * weight and _paragraphs(lines, other) >= 3
                ),
                None,
            ),
            cued=cued,
        )
        for kept, weight, sure in zip(runs, weights, _expected(lines, odds, runs), strict=True)
    )


def _runs(lines: Sequence[Line], odds: Sequence[float]) -> list[list[int]]:
    """Return the lines that are kept of each run that may be the article."""
    found: list[list[int]] = []
    rest = list(odds)
    while len(found) < _RUNS and max(rest, default=0.0) > 0:
        first, last = _best_run(rest)
        last = _to_its_end(lines, rest, last)
        start = _from_its_question(lines, rest, first, last)
        kept = [at for at in range(start, last + 1) if at < first or _is_kept(lines, rest, at)]
        kept = sorted({*kept, *(at for at in listings.in_article(lines, kept) if rest[at] > _OUT)})
        if not _paragraphs(lines, kept) or (found and sum(min(rest[at], _MOST) for at in kept) < _LEAST):
            break
        found.append(kept)
        start, last = min(start, kept[0]), max(last, kept[-1])
        rest[start : last + 1] = [_OUT] * (last + 1 - start)
    return found or _only_paragraph(lines, odds)


def _paragraphs(lines: Sequence[Line], kept: Sequence[int]) -> int:
    return sum(1 for at in kept if is_prose(lines[at]))


def is_prose(line: Line) -> bool:
    """Tell whether `line` is a paragraph by its shape: long enough, and with the marks of sentences."""
    if line.heading or (line.label and line.width < 160) or "|" in line.text:
        return False
    if line.ends:
        return line.width >= 60 or (line.width >= 35 and line.words > 3)
    return line.width >= 160 or (line.width >= 100 and bool(line.sentences and line.commas))


def is_inset(line: Line) -> bool:
    """Tell whether `line` may be a caption or a headline by its shape: no paragraph, and no short subheading."""
    return line.width >= _SUBHEADING and not is_prose(line)


def _with_cues(
    lines: Sequence[Line], body: Sequence[float], cues: Mapping[str, Sequence[str]]
) -> tuple[list[float], frozenset[int]]:
    """Return the log odds of the lines, and which of the lines `cues` mean; what follows an end is out too."""
    odds = list(body)
    if not any(cues.values()):
        return odds, frozenset()
    end_cues, drop_cues = cues.get("end", ()), cues.get("drop", ())
    skipped = profile.skipped([line.text for line in lines], cues.get("skip", ()), lambda at: is_inset(lines[at]))
    ended, cued = False, set(skipped)
    weights = [max(0.0, min(odd, _MOST)) for odd in body]
    whole, above = sum(weights), 0.0
    for at, line in enumerate(lines):
        # Such words stand above an article too, in the menu.
        ends = not ended and above >= _ENDED * whole > 0 and is_meant(line.text, end_cues)
        ended = ended or ends
        above += weights[at]
        if ends or is_meant(line.text, drop_cues):
            cued.add(at)
        if ended or at in cued:
            odds[at] = _OUT
    return odds, frozenset(cued)


def _best_run(odds: Sequence[float]) -> tuple[int, int]:
    """Return the run with the greatest sum, no line costing more than a gap may; (0, -1) where none is above zero."""
    best, best_total = (0, -1), 0.0
    start, total = 0, 0.0
    for at, odd in enumerate(odds):
        if total <= 0:
            if odd <= 0:
                continue
            start, total = at, 0.0
        total += -_GAP_COST if odd < -_GAP_COST else min(odd, _MOST)
        if total > best_total:
            best, best_total = (start, at), total
    return best


def _to_its_end(lines: Sequence[Line], odds: Sequence[float], last: int) -> int:
    """Return where the article ends: sentences go on after a line or two, and after a few under `read also`."""
    while 0 <= last < len(lines) - 1:
        reach = 1 + _INSET if lines[last + 1].heading == "related" else _NEAR
        near = range(last + 1, min(last + 1 + reach, len(lines)))
        ends = (at for at in near if _is_kept(lines, odds, at) and lines[at].ends and not lines[at].label)
        following = next(ends, None)
        if following is None:
            return last
        last = following
    return last


def _from_its_question(lines: Sequence[Line], odds: Sequence[float], first: int, last: int) -> int:
    """Return where an interview begins: with the question above its first paragraph, if it asks more in that form."""
    question = first - 1
    if question < 0 or not _asks(lines[question]) or odds[question] <= _KEPT_IN_SHORT or not is_prose(lines[first]):
        return first
    form = lines[question].bullet
    more = (at for at in range(first, last + 1) if _asks(lines[at]) and lines[at].bullet == form)
    return question if any(_is_kept(lines, odds, at) for at in more) else first


def _asks(line: Line) -> bool:
    """Tell whether a line is a short question and nothing else."""
    return line.text.endswith(_QUESTION) and not (is_prose(line) or line.heading or line.label or line.repeats > 1)


def _is_kept(lines: Sequence[Line], odds: Sequence[float], at: int) -> bool:
    """Tell whether a line within the article's run, or behind it, is a part of it."""
    line = lines[at]
    is_sentence = line.ends and not line.label and not line.heading and line.words > 3
    # What stands twice on a page is seldom of its article, but for who speaks in an interview.
    if len(lines) > _SHORT and line.repeats > 1 and not is_prose(line) and not line.text.endswith(_SPEAKS):
        return False
    return odds[at] > (_KEPT_IN_SHORT if len(lines) <= _SHORT and is_sentence else _KEPT)


def _only_paragraph(lines: Sequence[Line], odds: Sequence[float]) -> list[list[int]]:
    """Return the likeliest paragraph of a text of which the model recognises nothing, such as a note of two lines."""
    prose = [at for at, line in enumerate(lines) if is_prose(line) and odds[at] > _OUT]
    return [[max(prose, key=lambda at: (odds[at], -at))]] if prose else []


def _expected(lines: Sequence[Line], odds: Sequence[float], runs: Sequence[Sequence[int]]) -> list[float]:
    """Return the F1 to be expected of each of `runs` of lines, weighted by their width, if the odds are right."""
    import numpy as np

    widths = np.array([line.width for line in lines])
    chances = widths / (1 + np.exp(np.minimum(30.0, np.negative(odds))))
    all_chances = chances.sum()
    return [float(2 * chances[kept].sum() / (widths[kept].sum() + all_chances)) for kept in runs]
