"""What each line of a capture is, told by comparing it with the truth of its page."""

import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

OTHER, BODY, PARTLY, NEUTRAL, LEDE, TITLE = range(6)
"""`PARTLY` is a long line of which half is body; `NEUTRAL` (captions, authors) counts neither way."""

_SHORT = 3
_LONG = 25
_SAME = 0.8


def scorer(cases: Path) -> ModuleType:
    """Return the scorer that lies beside the cases; its tokens are those of the truth."""
    spec = spec_from_file_location("extraction_score", cases / "score.py")
    if not spec or not spec.loader:
        sys.exit(f"{cases}: there is no score.py")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def labels(case: dict[str, Any], texts: Sequence[str], score: ModuleType) -> tuple[list[int], list[int]]:
    """Return a label for each line and how many tokens it has."""
    tokens = [score.tokens(text) for text in texts]
    found = _body(case, tokens, score)
    beside = (text for key in ("summary", "neutral", "captions", "authors") for text in case.get(key) or [])
    neutral = {" ".join(score.tokens(text)) for text in beside}
    ledes = [Counter(score.tokens(text)) for text in case.get("summary") or []]
    title = score.fold(case["title"]) if case.get("title") else None
    for at, (text, own) in enumerate(zip(texts, tokens, strict=True)):
        if found[at] != BODY:
            if any(_held(own, lede) > _SAME and len(own) > lede.total() / 2 for lede in ledes):
                found[at] = LEDE
            elif " ".join(own) in neutral:
                found[at] = NEUTRAL
        if title and score.fold(text) == title:
            found[at] = TITLE
    return found, [len(own) for own in tokens]


def _body(case: dict[str, Any], tokens: list[list[str]], score: ModuleType) -> list[int]:
    paragraphs = [own for text in case["paragraphs"] if (own := score.tokens(text))]
    bags = [Counter(own) for own in paragraphs]
    whole = [f" {' '.join(own)} " for own in paragraphs]
    holders: dict[str, set[int]] = defaultdict(set)
    for number, bag in enumerate(bags):
        for token in bag:
            holders[token].add(number)
    everything = Counter(token for own in paragraphs for token in own)

    found = [OTHER] * len(tokens)
    fragments = []
    for at, own in enumerate(tokens):
        text = f" {' '.join(own)} "
        if not own:
            continue
        if len(own) <= _SHORT:
            if text in whole:
                found[at] = BODY
            elif any(text in whole[number] for number in set.intersection(*(holders[token] for token in own))):
                fragments.append(at)
            continue
        near = {number for token in own for number in holders.get(token, ())}
        best = max((_held(own, bags[number]) for number in near), default=0.0)
        if best >= _SAME or (len(own) > _LONG and _held(own, everything) >= _SAME):
            found[at] = BODY
        elif len(own) > _LONG and best >= _SAME / 2:
            found[at] = PARTLY
    _drop_copies(found, tokens, whole)
    _drop_strays(found, tokens)
    body = [at for at, label in enumerate(found) if label == BODY]
    for at in fragments:
        if body and body[0] < at < body[-1]:
            found[at] = BODY
    return found


def _held(own: list[str], bag: Counter[str]) -> float:
    """Return which share of the tokens `own` is in `bag`."""
    return (Counter(own) & bag).total() / len(own) if own else 0.0


def _drop_copies(found: list[int], tokens: list[list[str]], whole: list[str]) -> None:
    """Leave of a paragraph that stands twice on the page the one that is where most of the body is."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, label in enumerate(found):
        if label == BODY:
            places[f" {' '.join(tokens[at])} "].append(at)
    once = sorted(group[0] for text, group in places.items() if len(group) == 1 and text.count(" ") > 9)
    middle = once or sorted(at for group in places.values() for at in group)
    if not middle:
        return
    centre = middle[len(middle) // 2]
    for text, group in places.items():
        for at in sorted(group, key=lambda each: abs(each - centre))[max(1, whole.count(text)) :]:
            found[at] = OTHER


def _drop_strays(found: list[int], tokens: list[list[str]]) -> None:
    """Leave out short lines far from the body: that they equal a word of it is an accident."""
    body = [at for at, label in enumerate(found) if label == BODY]
    long = [at for at in body if len(tokens[at]) > 2 * _SHORT + 2] or body
    for at in body:
        if len(tokens[at]) <= 2 * _SHORT + 2 and not long[0] - 3 <= at <= long[-1] + 3:
            found[at] = OTHER
