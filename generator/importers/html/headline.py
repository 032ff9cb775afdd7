"""The headline of a saved page: what its head, its headings and the line above the article agree on."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

from generator.importers import cues
from generator.importers.html.head import Head
from generator.importers.html.passages import Passage
from generator.model import Draft

_BETWEEN = re.compile(r"(\s+[|\-–—»·:•/]+\s+|\s*[|｜_]\s*|\s*-(?=[《「])|\s+(?=[\u3400-\u9fff]{2,8}$))")
_SHORT = 8
_ABOVE = 40
_MOST = 4
_MOSTLY = 0.6
# The weight of what the text method takes for the headline where it is sure: if the page says so as well, and if not.
_AGREED, _ALONE = 1.6, 3.0


def headline(head: Head, passages: Sequence[Passage], first: int, around: Draft) -> tuple[str | None, float]:
    """Return the headline and how sure it is; `first` is where the article begins, `around` what reading it gave."""
    shown = {cues.fold(p.text): p for p in reversed(passages[max(0, first - _ABOVE) : first + 2])}
    weights: dict[str, float] = defaultdict(float)
    texts: dict[str, str] = {}
    headings = {cues.fold(heading) for heading in head.headings}
    for text, weight in _candidates(head):
        key = cues.fold(text)
        if key:
            weights[key] += weight
            texts.setdefault(key, text)
    told = frozenset(weights)
    if around.title and (key := cues.fold(around.title)):
        key = max((one for one in told if holds(key, one) and _is_glued(key, one)), key=len, default=key)
        weights[key] += (_AGREED if key in told else _ALONE) * around.confidence.get("title", 0.0)
        texts.setdefault(key, around.title)
    sites = _sites(head)
    for key in weights:
        if key in told and (passage := shown.get(key)) and not (key in headings and not _is_told(key, head)):
            weights[key] += 1.6 + 0.4 * (0 < passage.level < 4) - 1.0 * (passage.linked * 2 > len(passage.text))
            texts[key] = passage.text
        if key in sites:
            weights[key] -= 6.0
        if len(texts[key]) < _SHORT and not any(ord(c) > 0x2E80 for c in texts[key]):
            weights[key] -= 1.0
    best = max(weights, key=lambda key: (weights[key], len(key)), default=None)
    if best is None or weights[best] <= 0:
        return None, 0.0
    return texts[best], round(min(0.98, 0.4 + weights[best] / 10), 3)


def holds(line: str, title: str) -> bool:
    """Tell whether a line, both given as they are compared, is a headline with little around it."""
    return title in line and len(title) >= _MOSTLY * len(line)


def _is_glued(line: str, title: str) -> bool:
    """Tell whether a rubric stands before the headline of a line without a space, as `RubricThe headline`."""
    before = line[: line.index(title)][-1:]
    return before.isalpha() and before < "\u2e80"


def _candidates(head: Head) -> Iterator[tuple[str, float]]:
    """Yield what may be the headline with the weight of who says so; what is shown comes before what machines get."""
    for heading in head.headings[:6]:
        weight = 2.0 if len(head.headings) == 1 else 1.2
        yield heading, weight if _is_told(cues.fold(heading), head) else weight * 0.4
    if head.headline:
        yield head.headline, 2.2
    for given, whole, part in ((head.social, 1.4, 0.9), (head.title, 0.9, 1.0)):
        if given:
            yield given, whole
            yield from ((text, part) for text in islice(_prefixes(given), _MOST))
            if len(pieces := _BETWEEN.split(given)) > 2:
                yield "".join(pieces[2:]), 0.3


def _is_told(key: str, head: Head) -> bool:
    """Tell whether the page speaks of a heading, given as it is compared, elsewhere; the site's own it seldom does."""
    told = [cues.fold(text) for text in (head.title, head.social, head.headline) if text]
    own = set(key.split())
    return not told or any(key in text or len(own & set(text.split())) * 2 > len(own) for text in told)


def _prefixes(title: str) -> Iterator[str]:
    """Yield the beginnings of a page's title that may be the headline: without the name of the site or section."""
    pieces = _BETWEEN.split(title)
    beginnings = ("".join(pieces[:end]) for end in range(1, len(pieces), 2))
    return (beginning for beginning in beginnings if len(beginning) >= _SHORT)


def _sites(head: Head) -> set[str]:
    """Return what names the site and not the article: its name, and the end that titles have in common with it."""
    found = {cues.fold(head.publisher)} if head.publisher else set()
    for given in (head.title, head.social):
        pieces = _BETWEEN.split(given)
        if len(pieces) > 2 and len(pieces[-1]) < len(pieces[0]):
            found.add(cues.fold(pieces[-1]))
    return found
