"""Train the trees by which a saved page's article is chosen: `generator/importers/html/vote.json`.

    python bench/importing/train_vote.py CASES --text-folds DIR                             the trees that are shipped
    python bench/importing/train_vote.py CASES --text-folds DIR --folds 5 --output FOLDER   one file a fold, to measure

`--text-folds` are the text model's weights by fold (`bench/importing/train_text.py --folds`): without them the trees
learn to trust a text method that has seen the pages. The same data give the same file.

The data are `cases.jsonl` (truth) and `html/ID.html.gz`. A fold holds out publishers, never single pages.
Gradient boosting on binned numbers; of the libraries only numpy, which the language model brings along.
"""

import argparse
import gzip
import hashlib
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from held_out import SHIPPED, use, weights_by_publisher

from generator.errors import ImportFailed
from generator.importers import ImportOptions, text
from generator.importers.html import opinions, page, passages, vote
from generator.importers.html.evidence import evidence

ROUNDS, DEPTH, RATE, LAMBDA, BINS, SEED = 80, 4, 0.12, 5.0, 24, 0
_WORD = re.compile(r"[^\W_]+")
_WIDE = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")


class Rows(NamedTuple):
    numbers: np.ndarray
    truth: np.ndarray
    weights: np.ndarray
    publishers: np.ndarray


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--output", type=Path, default=Path("generator/importers/html/vote.json"))
    parser.add_argument("--text-folds", type=Path)
    given = parser.parse_args()
    rows = collect(given.data, weights_by_publisher(given.text_folds))
    print(f"{len(rows.truth)} passages, {rows.truth.mean():.3f} of them article")
    if not given.folds:
        given.output.write_text(as_json(*fit(rows)), encoding="utf-8")
        return
    given.output.mkdir(parents=True, exist_ok=True)
    folds = np.array([fold_of(publisher, given.folds) for publisher in rows.publishers])
    for fold in range(given.folds):
        kept = Rows(*(column[folds != fold] for column in rows))
        (given.output / f"vote-{fold}.json").write_text(as_json(*fit(kept)), encoding="utf-8")


def fold_of(publisher: str, folds: int) -> int:
    return int(hashlib.md5(publisher.encode(), usedforsecurity=False).hexdigest(), 16) % folds


def collect(data: Path, text_weights: dict[str, Path]) -> Rows:
    numbers, truth, weights, publishers = [], [], [], []
    for case in cases(data):
        use(text_weights.get(case["publisher"], SHIPPED))
        raw = gzip.decompress((data / "html" / f"{case['id']}.html.gz").read_bytes())
        tree = page.parse(page.decode_page(raw, case["id"]).text, case["id"])
        found = passages.walk(tree)
        votes = three_votes(tree, found, case["id"])
        at = vote.candidates(votes)
        is_article = labels(case, found)
        size = sum(min(600, len(p.text)) for p, label in zip(found, is_article, strict=True) if label == 1) or 1000
        numbers += evidence(found, votes, at)
        truth += [float(is_article[k] == 1) for k in at]
        # A page counts as much as another, a passage by its length; what truth says nothing of does not count.
        weights += [(20 + min(600, len(found[k].text))) / (size + 400) * 20 * (is_article[k] >= 0) for k in at]
        publishers += [case["publisher"]] * len(at)
    return Rows(np.array(numbers), np.array(truth), np.array(weights), np.array(publishers))


def cases(data: Path) -> Iterator[dict[str, Any]]:
    with (data / "cases.jsonl").open(encoding="utf-8") as lines:
        found = map(json.loads, lines)
        yield from (case for case in found if case.get("coverage", {}).get("blocks", 0) >= 0.9)


def three_votes(tree: Any, found: tuple[passages.Passage, ...], name: str) -> vote.Votes:
    opinions.slim(tree)
    first = opinions.trafilatura_vote(tree, found, name)
    try:
        draft = text.extract(passages.lines(found), name, ImportOptions())
        other = opinions.found_in(found, "\n".join(draft.paragraphs))
    except ImportFailed:
        other = [False] * len(found)
    return vote.with_third(found, first, other, lambda: opinions.readability_vote(tree, found, name))


def labels(case: dict[str, Any], found: tuple[passages.Passage, ...]) -> list[int]:
    """Return 1 for passages of the truth, 0 for others, -1 where it says nothing (headline, lede, captions)."""
    body = [tokens(paragraph) for paragraph in case["paragraphs"]]
    neutral = {
        tuple(tokens(line))
        for key in ("summary", "neutral", "captions", "authors")
        for line in [*(case.get(key) or []), case.get("title") or ""]
    }
    whole = {tuple(paragraph) for paragraph in body}
    threes = {tuple(paragraph[k : k + 3]) for paragraph in body for k in range(len(paragraph) - 2)}
    found_labels = []
    for passage in found:
        words = tokens(passage.text)
        own = [tuple(words[k : k + 3]) for k in range(len(words) - 2)]
        if tuple(words) in neutral - whole:
            found_labels.append(-1)
        else:
            known = sum(three in threes for three in own) >= 0.7 * len(own) if own else False
            found_labels.append(int(bool(words) and (tuple(words) in whole or known)))
    return without_repeats(found_labels, found)


def without_repeats(found_labels: list[int], found: tuple[passages.Passage, ...]) -> list[int]:
    """Keep of a text that stands twice on a page the one nearest to the middle of the article."""
    long = [k for k, label in enumerate(found_labels) if label == 1 and len(found[k].text) > 60]
    middle = long[len(long) // 2] if long else 0
    seen: dict[str, int] = {}
    for k in sorted((k for k, label in enumerate(found_labels) if label == 1), key=lambda k: abs(k - middle)):
        if seen.setdefault(found[k].text, k) != k:
            found_labels[k] = 0
    return found_labels


def tokens(line: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", line).casefold()
    return [part for word in _WORD.findall(folded) for part in (word if _WIDE.search(word) else [word])]


def fit(rows: Rows) -> tuple[float, list[Any]]:
    """Return boosted trees: each a nested list [number, bound, below, else], a leaf its value."""
    chance = np.random.default_rng(SEED)
    cuts = [_cuts(column) for column in rows.numbers.T]
    binned = np.stack([np.searchsorted(c, column, "right") for c, column in zip(cuts, rows.numbers.T, strict=True)], 1)
    share = (rows.weights * rows.truth).sum() / rows.weights.sum()
    base = float(np.log(share / (1 - share)))
    scores = np.full(len(rows.truth), base)
    trees = []
    for _ in range(ROUNDS):
        probability = 1 / (1 + np.exp(-scores))
        slope = rows.weights * (probability - rows.truth)
        curve = rows.weights * probability * (1 - probability)
        columns = np.sort(chance.choice(binned.shape[1], binned.shape[1] // 2, replace=False))
        trees.append(_grow(binned, cuts, slope, curve, np.arange(len(scores)), columns, DEPTH, scores))
    return base, trees


def _cuts(column: np.ndarray) -> np.ndarray:
    values = np.unique(column)
    if len(values) <= BINS:
        return (values[1:] + values[:-1]) / 2
    return np.unique(np.quantile(column, np.linspace(0, 1, BINS + 1)[1:-1]))


def _grow(binned: Any, cuts: Any, slope: Any, curve: Any, at: Any, columns: Any, depth: int, scores: Any) -> Any:
    slopes, curves = slope[at].sum(), curve[at].sum()
    best: tuple[float, int, int] | None = None
    for column in columns if depth and curves > 2 else ():
        size = len(cuts[column]) + 1
        left = np.cumsum(np.bincount(binned[at, column], slope[at], size))[:-1]
        left_curve = np.cumsum(np.bincount(binned[at, column], curve[at], size))[:-1]
        allowed = (left_curve > 1) & (curves - left_curve > 1)
        if allowed.any():
            gain = left**2 / (left_curve + LAMBDA) + (slopes - left) ** 2 / (curves - left_curve + LAMBDA)
            where = int(np.where(allowed, gain, -1).argmax())
            if best is None or gain[where] > best[0]:
                best = (float(gain[where]), int(column), where)
    if best is None or best[0] <= slopes**2 / (curves + LAMBDA) + 1e-3:
        value = round(float(-RATE * slopes / (curves + LAMBDA)), 4)
        scores[at] += value
        return value
    _, column, where = best
    below = binned[at, column] <= where
    rest = (columns, depth - 1, scores)
    return [
        column,
        float(f"{cuts[column][where]:.5g}"),
        _grow(binned, cuts, slope, curve, at[below], *rest),
        _grow(binned, cuts, slope, curve, at[~below], *rest),
    ]


def as_json(base: float, trees: list[Any]) -> str:
    rows = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in trees)
    return f'{{"base":{base:.4f},"trees":[\n{rows}\n]}}\n'


if __name__ == "__main__":
    main()
