"""What speaks for and against each passage of a page being part of its article, as numbers for the trees of `vote`."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence

from generator.importers import cues, dates
from generator.importers.html.passages import BITS, Passage
from generator.importers.text.sentences import ends_sentence

Votes = tuple[Sequence[bool], ...]
_KINDS = ("copyright", "also", "caption", "byline", "source", "tags", "dateline")
_HEADINGS = ("comments", "related", "share", "end")
_COMMAS = ",،，、;؛"
_DIGIT = re.compile("[0-9]")
# The hints that a page is full of say nothing about one passage.
_USUAL_SHARE = 0.6
_NEAR = (-3, -2, -1, 1, 2, 3)
_FAR = 12


def evidence(passages: Sequence[Passage], votes: Votes, at: Sequence[int]) -> list[list[float]]:
    """Return the numbers of the passages `at` these places; `votes` are one opinion a method on every passage."""
    page = _Page(passages, votes)
    return [page.row(k) for k in at]


def _digits(text: str) -> int:
    return len(_DIGIT.findall(text)) if text.isascii() else sum(map(str.isdigit, text))


class _Page:
    """What is counted once for a page."""

    def __init__(self, passages: Sequence[Passage], votes: Votes) -> None:
        self.passages = passages
        self.votes = votes
        self.counts = [sum(found) for found in zip(*votes, strict=True)]
        self.ends = [ends_sentence(p.text) for p in passages]
        self.links = [min(1.0, p.linked / len(p.text)) for p in passages]
        self.prose = [
            len(p.text) * (1 - link) if end or len(p.text) > 120 else 0.0
            for p, end, link in zip(passages, self.ends, self.links, strict=True)
        ]
        self.total = sum(self.prose) or 1.0
        self.usual = self._usual()
        self.repeats = Counter(p.text for p in passages)
        self.places = [
            self._group(key) for key in (lambda p: p.parent, lambda p: p.grand, lambda p: p.kind, lambda p: p.article)
        ]
        self.items = Counter(p.items[-1][0] for p in passages if p.items)
        agreed = [k for k, count in enumerate(self.counts) if count >= 2]
        self.first, self.last = (agreed[0], agreed[-1]) if agreed else (0, len(passages) - 1)
        self.before, self.after = self._distances(agreed)

    def _usual(self) -> int:
        """Return the hints that most of the page's prose carries."""
        weights: Counter[int] = Counter()
        for passage, prose in zip(self.passages, self.prose, strict=True):
            if prose:
                weights[passage.hints] += int(prose)
        found = 0
        for bit in BITS.values():
            if sum(weight for hints, weight in weights.items() if hints & bit) > _USUAL_SHARE * self.total:
                found |= bit
        return found

    def _group(self, key: Callable[[Passage], Hashable]) -> list[tuple[float, float, float]]:
        """Return for each passage what it shares a place with: prose there, votes there without its own, how many."""
        prose: dict[Hashable, float] = defaultdict(float)
        votes: dict[Hashable, float] = defaultdict(float)
        size: dict[Hashable, int] = defaultdict(int)
        keys = [key(passage) for passage in self.passages]
        for name, weight, count in zip(keys, self.prose, self.counts, strict=True):
            prose[name] += weight
            votes[name] += count
            size[name] += 1
        return [
            (prose[name] / self.total, (votes[name] - count) / (size[name] - 1) if size[name] > 1 else -1.0, size[name])
            for name, count in zip(keys, self.counts, strict=True)
        ]

    def _distances(self, agreed: Sequence[int]) -> tuple[list[int], list[int]]:
        last, before = -_FAR, []
        known = set(agreed)
        for k in range(len(self.passages)):
            before.append(min(_FAR, k - last))
            last = k if k in known else last
        following, after = len(self.passages) + _FAR, []
        for k in reversed(range(len(self.passages))):
            after.append(min(_FAR, following - k))
            following = k if k in known else following
        return before, after[::-1]

    def row(self, k: int) -> list[float]:
        passage = self.passages[k]
        text = passage.text
        size = len(text)
        heading, label = cues.heading(text), cues.prefix(text) if size < 200 else None
        kind = label[0] if label else next((name for name in _KINDS[:3] if cues.begins_with(text, name)), None)
        numbers: list[float] = [float(vote[k]) for vote in self.votes]
        for step in _NEAR:
            there = k + step
            inside = 0 <= there < len(self.passages)
            numbers.append(self.counts[there] if inside else -1)
            if step in (-1, 1):
                numbers += (
                    [math.log(len(self.passages[there].text)), self.ends[there], self.links[there],
                     self.passages[there].kind == passage.kind, self.passages[there].level]
                    if inside else [0, 0, 0, 0, 0]
                )  # fmt: skip
        for place in self.places:
            numbers += place[k]
        hints, own = passage.hints & ~self.usual, passage.own
        numbers += [
            math.log(size), self.ends[k], self.links[k], passage.marked / size, passage.level,
            sum(map(text.count, _COMMAS)) / size * 100, _digits(text) / size, text.count(" "),
            len(passage.items), self.items[passage.items[-1][0]] if passage.items else 0,
            bool(passage.quote), bool(passage.cell), bool(passage.figure), passage.after_break,
            passage.tag == "p", passage.tag == "div", passage.tag == "td",
            self.repeats[text], self.before[k], self.after[k],
            k < self.first, k > self.last, k / len(self.passages), "|" in text, text.endswith((":", "…", "...")),
            size < 100 and dates.is_date_line(text),
            _HEADINGS.index(heading) + 1 if heading in _HEADINGS else 0,
            _KINDS.index(kind) + 1 if kind in _KINDS else 0,
            *(bool(hints & bit) for bit in BITS.values()),
            *(bool(own & bit) for bit in BITS.values()),
        ]  # fmt: skip
        return [float(number) for number in numbers]
