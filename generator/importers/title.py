"""The headline among the lines above an article."""

import re
from collections.abc import Sequence

from generator.importers import cues, dates
from generator.importers.lines import Line

_REACH = 15
_WORD = re.compile(r"[^\W_]+")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2,}")


def words(text: str) -> frozenset[str]:
    """Return the words of `text` cut to five letters, so that endings do not matter; pairs where no spaces are."""
    folded = cues.fold(text)
    found = {word[:5] for word in _WORD.findall(folded) if len(word) > 2}
    for run in _CJK.findall(folded):
        found.update(run[at : at + 2] for at in range(len(run) - 1))
    return frozenset(found)


def find_title(lines: Sequence[Line], first: int) -> tuple[int | None, float]:
    """Return the index of the headline above line `first`, and how sure it is."""
    body = frozenset().union(*(words(line.text) for line in lines[first : first + 8]))
    top = lines[0].text if lines else ""
    best, best_score = None, 0.0
    for at in range(first - 1, max(-1, first - 1 - _REACH), -1):
        score = _headline_score(lines[at], first - at, body, top)
        if score > best_score:
            best, best_score = at, score
    if best is not None:
        # The first of equal lines is the headline; the later one stands where the picture's caption was.
        same = [
            at for at in range(max(0, first - _REACH), best) if cues.fold(lines[at].text) == cues.fold(lines[best].text)
        ]
        best = same[-1] if same and best - same[-1] <= 6 else best
    return best, min(1.0, best_score / 4)


def may_be_headline(line: Line) -> bool:
    """Tell whether `line` could be a headline at all."""
    if line.heading or line.label or line.width < 12 or line.width > 260 or (line.words < 2 and line.width < 14):
        return False
    if line.text.startswith(("http", "www.")) or dates.is_date_line(line.text):
        return False
    return not (cues.begins_with(line.text, "byline") or cues.begins_with(line.text, "copyright"))


def _headline_score(line: Line, distance: int, body: frozenset[str], top: str) -> float:
    if not may_be_headline(line):
        return 0.0
    own = words(line.text)
    shared = len(own & body)
    score = 0.6 + min(line.width, 70) / 70 + 2.0 * shared / (len(own) + 1) + 0.1 * min(shared, 5)
    score -= 0.07 * distance
    if line.ends and not line.text.endswith(("?", "!", "؟", "…", "？", "！")):
        score -= 1.0
    if line.sentences > 1 or line.width > 160:
        score -= 0.7
    if 2 <= line.repeats <= 4:
        score += 0.5
    if line.width > 20 and line.text in top:
        score += 0.8
    if line.bullet:
        score -= 0.8
    return score
