"""Which passages of a page are its article: three methods vote, and trees weigh the votes and what else speaks for it.

The trees are in `vote.json`; `bench/importing/train_vote.py` makes them. They were trained as they are asked here:
readability takes as long as everything else, so that it is asked only where the others do not agree.
"""

import json
import math
from collections.abc import Callable, Sequence
from functools import cache
from itertools import compress
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from generator.importers.html.evidence import evidence
from generator.importers.html.passages import Passage

Votes: TypeAlias = tuple[list[bool], list[bool], list[bool]]

_AGREED = 0.9
_TAKEN = -0.4
_REACH = 2.0
_INNER = 1.5
_WINDOW = 12


class Choice(NamedTuple):
    """The passages that are the article, in order, and how far the methods agree on them."""

    taken: tuple[int, ...]
    sure: float


def choose(passages: Sequence[Passage], quick: tuple[list[bool], list[bool]], slow: Callable[[], list[bool]]) -> Choice:
    """Return the article; `quick` are two opinions, `slow` gives a third one where they differ."""
    votes = with_third(passages, quick[0], quick[1], slow)
    at = candidates(votes)
    if not at:
        return Choice((), 0.0)
    scores = dict(zip(at, _scores(evidence(passages, votes, at)), strict=True))
    # A page of which nothing is sure has an article too: what is nearly as good as the best of it.
    bound = min(_TAKEN, max(scores.values()) - _REACH)
    sure = [k for k in at if scores[k] > bound]
    inner = range(sure[0], sure[-1])
    # Lists, tables and quotations read like furniture; within an article two methods that take them are right.
    taken = tuple(k for k in at if scores[k] > bound - _INNER * (k in inner and _is_doubly_voted(passages, votes, k)))
    taken = _whole(passages, votes, taken)
    return Choice(taken, _certainty(passages, scores, taken))


def _is_doubly_voted(passages: Sequence[Passage], votes: Votes, k: int) -> bool:
    return sum(vote[k] for vote in votes) > 1 and _is_told(passages[k])


def _is_told(passage: Passage) -> bool:
    """Tell whether a passage is more than links: those lead to other articles."""
    return passage.linked * 2 < len(passage.text)


def _whole(passages: Sequence[Passage], votes: Votes, taken: Sequence[int]) -> tuple[int, ...]:
    """Return what is taken, with the rest of the lists and tables that half of stands in it and that a method takes."""
    kept = set(taken)
    members: dict[tuple[str, int], list[int]] = {}
    for k in range(taken[0], taken[-1] + 1) if taken else ():
        passage = passages[k]
        if passage.cell or passage.items:
            key = ("table", passage.cell[0]) if passage.cell else ("list", passage.items[0][0])
            members.setdefault(key, []).append(k)
    for (kind, _), found in members.items():
        # Truths seldom hold tables, so that the trees think little of them.
        voted = kind == "table" and 2 * sum(_is_doubly_voted(passages, votes, k) for k in found) >= len(found)
        if voted or 2 * len(kept.intersection(found)) >= len(found):
            kept.update(k for k in found if any(vote[k] for vote in votes) and _is_told(passages[k]))
    return tuple(sorted(kept))


def with_third(
    passages: Sequence[Passage], first: list[bool], other: list[bool], slow: Callable[[], list[bool]]
) -> Votes:
    """Return three opinions; where two agree the third is not asked, and taken to say what the first says."""
    sizes = [len(passage.text) for passage in passages]
    both = sum(size for size, one, two in zip(sizes, first, other, strict=True) if one and two)
    all_ = sum(compress(sizes, first)) + sum(compress(sizes, other))
    return first, first if all_ and 2 * both >= _AGREED * all_ else slow(), other


def candidates(votes: Votes) -> list[int]:
    """Return the passages that may be the article: those between the first and the last vote, and a few around."""
    voted = [k for k, found in enumerate(zip(*votes, strict=True)) if any(found)]
    if not voted:
        return []
    return list(range(max(0, voted[0] - _WINDOW), min(len(votes[0]), voted[-1] + _WINDOW + 1)))


def _certainty(passages: Sequence[Passage], scores: dict[int, float], taken: Sequence[int]) -> float:
    """Return the F1 that the probabilities of the passages let expect."""
    kept = set(taken)
    hit = wrong = missed = 0.0
    for k, score in scores.items():
        probability = 1 / (1 + math.exp(-score))
        size = len(passages[k].text)
        if k in kept:
            hit += size * probability
            wrong += size * (1 - probability)
        else:
            missed += size * probability
    return 2 * hit / (2 * hit + wrong + missed) if hit else 0.0


def _scores(numbers: Sequence[Sequence[float]]) -> list[float]:
    """Return the sum of what the trees say of each row, all of them asked at once."""
    import numpy as np

    forest = _forest()
    rows = np.asarray(numbers)
    node = np.zeros((len(rows), len(forest.asks)), dtype=np.intp)
    tree = np.arange(len(forest.asks))
    row = np.arange(len(rows))[:, None]
    for _ in range(forest.depth):
        below = rows[row, forest.asks[tree, node]] < forest.bounds[tree, node]
        node = np.where(below, forest.low[tree, node], forest.high[tree, node])
    return (forest.base + forest.values[tree, node].sum(axis=1)).tolist()  # type: ignore[no-any-return]  # NumPy


class Forest(NamedTuple):
    """Trees as tables, a row a tree; a leaf leads to itself."""

    base: float
    depth: int
    asks: Any
    bounds: Any
    low: Any
    high: Any
    values: Any


def forest_of(known: dict[str, Any]) -> Forest:
    """Return trees from how they are written: [number, bound, below, else], a leaf being its value."""
    import numpy as np

    flat: list[list[tuple[int, float, int, int, float]]] = []
    depth = 0
    for given in known["trees"]:
        nodes: list[tuple[int, float, int, int, float]] = []
        queue = [(given, 0)]
        for tree, level in queue:
            at = len(nodes)
            depth = max(depth, level)
            if isinstance(tree, list):
                nodes.append((tree[0], tree[1], len(queue), len(queue) + 1, 0.0))
                queue += [(tree[2], level + 1), (tree[3], level + 1)]
            else:
                nodes.append((0, 0.0, at, at, tree))
        flat.append(nodes)
    size = max(map(len, flat))
    table = np.array([nodes + [(0, 0.0, 0, 0, 0.0)] * (size - len(nodes)) for nodes in flat])
    asks, bounds, low, high, values = (table[:, :, k] for k in range(5))
    return Forest(known["base"], depth, asks.astype(np.intp), bounds, low.astype(np.intp), high.astype(np.intp), values)


@cache
def _forest() -> Forest:
    return forest_of(json.loads(Path(__file__).with_name("vote.json").read_text(encoding="utf-8")))
