"""Train the trees of `generator/threads` on the development part of WCEP, and say how good they are.

    python bench/threading/train.py ../shared/threading [--only near] [--write]

`near` are the trees for English, whose words are known as points (`embeddings.py`), `plain` those for other languages.
Needs LightGBM and what `embeddings.py` needs (extra `train`). Figures come from trees that have seen neither the
years nor the stories that they judge, and from tables of words that have not seen the years; what is written is trained
on everything, but by what tables say of years that they have not seen. The same data and libraries give the same files.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import lightgbm
import numpy as np
from numpy.typing import NDArray

from bench.threading.embeddings import LANG, learn, teacher
from bench.threading.scoring import figures
from generator.threads import Item, Matcher, Outline, Thresholds
from generator.threads.embedding import Table
from generator.threads.evidence import MEASURES
from generator.threads.trees import Forest, how_known, weigh

FOLDS = 4
ROUNDS = 2
TREES = 120
TOP = 3
GROW = 0.75
SURE = 2.944
OUT = Path(__file__).parents[2] / "generator" / "threads"
# Which way a measure may count, so that a shared term never counts against a thread.
AGAINST = ("missing", "other country", "label elsewhere", "rival")
MONOTONE = [-1 if name.startswith(AGAINST) else 1 for name in MEASURES]


class Case(NamedTuple):
    """One item against one thread, how well that is known, which candidate it was; 1 right, 0 wrong, -1 neither."""

    item: str
    thread: str
    values: list[float]
    right: int
    known: float
    place: int


class Stream(NamedTuple):
    seeds: int
    year: str
    known: dict[str, list[str]]
    test: list[str]


class Truth(NamedTuple):
    items: dict[str, Item]
    paths: dict[str, frozenset[str]]
    related: dict[str, frozenset[str]]
    roots: dict[str, str]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--only", choices=("plain", "near"))
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    truth, streams = load(options.data)
    for name in ("plain", "near"):
        if options.only in {None, name}:
            print(name, flush=True)
            forest = train(options.data, streams, truth, unseen(truth) if name == "near" else {})
            if options.write:
                write(OUT / f"trees-{name}.npz", forest)


def unseen(truth: Truth) -> dict[int, Table]:
    """Return for each fold a table of words that has seen no text of its years, on axes that are common to all."""
    items = list(truth.items.values())
    taught = teacher([item.text for item in items])
    folds = np.array([fold(item.date[:4]) for item in items])
    return {each: learn(taught, np.flatnonzero(folds != each)) for each in range(FOLDS)}


def train(data: Path, streams: list[Stream], truth: Truth, tables: dict[int, Table]) -> Forest:
    """Return trees trained on everything, once trees that have not seen what they judge have been reported on."""
    forests: dict[int, Forest] = {}
    for number in range(ROUNDS):
        cases = [
            replay(stream, truth, forests.get(fold(stream.year)), tables.get(fold(stream.year))) for stream in streams
        ]
        forests = {each: trained(streams, cases, truth, each) for each in range(FOLDS)}
        judged = [judge(found, forests[fold(stream.year)]) for stream, found in zip(streams, cases, strict=True)]
        scale = calibration([row for found in judged for row in found])
        forests = {each: scaled(forest, *scale) for each, forest in forests.items()}
        print("round", number + 1, "calibrated by", scale, flush=True)
        report(data, streams, cases, forests)
    return scaled(trained(streams, cases, truth, None), *scale)


def load(folder: Path) -> tuple[Truth, list[Stream]]:
    rows = [json.loads(line) for line in (folder / "wcep.jsonl").open()]
    items = {row["id"]: Item(id=row["id"], date=row["date"], lang="en", text=row["text"]) for row in rows}
    paths = {row["id"]: frozenset(row["path"]) for row in rows}
    related = {key: frozenset(value) for key, value in json.loads((folder / "wcep-related.json").read_text()).items()}
    roots: dict[str, str] = {}
    for row in rows:
        for label in row["path"]:
            roots.setdefault(label, row["root"])
    streams = [
        Stream(seeds, task["stream"], task["known"], task["test"])
        for seeds in (1, 3, 10)
        for task in json.loads((folder / f"wcep-assign-k{seeds}.json").read_text())
    ]
    return Truth(items, paths, related, roots), streams


def replay(stream: Stream, truth: Truth, forest: Forest | None, table: Table | None) -> list[Case]:
    """Return the cases of a year; profiles grow where the trees of the round before were sure."""
    outlines = [Outline(id=thread, titles={LANG: thread}) for thread in stream.known]
    matcher = Matcher(outlines, Thresholds(), forest=forest, tables={LANG: table}.get)
    for thread, seeds in stream.known.items():
        for seed in seeds:
            matcher.seed(truth.items[seed], thread)
    cases: list[Case] = []
    known = how_known(stream.seeds)
    tests = sorted((truth.items[one] for one in stream.test), key=lambda item: (item.date, item.id))
    for _, group in groupby(tests, key=lambda item: item.date):
        day = list(group)
        grown: dict[str, str] = {}
        for item in day:
            compared = matcher.compare(item)
            gold = truth.paths[item.id]
            unclear = not gold & stream.known.keys()
            for place, each in enumerate(compared):
                right = int(each.thread in gold)
                if unclear and truth.related.get(each.thread, frozenset()) & gold:
                    right = -1
                cases.append(Case(item.id, each.thread, each.evidence.values, right, known, place))
            if forest is not None and compared:
                scores = weigh([each.evidence.values for each in compared], [known] * len(compared), forest).sum(axis=1)
                best = int(scores.argmax())
                if 1 / (1 + np.exp(-scores[best])) >= GROW:
                    grown[item.id] = compared[best].thread
        for item in day:
            matcher.learn(item, grown.get(item.id))
    return cases


def fold(year: str) -> int:
    return int(year) // 2 % FOLDS


def trained(streams: list[Stream], cases: list[list[Case]], truth: Truth, held: int | None) -> Forest:
    """Return trees trained on what is not of the years or stories of the fold `held`."""
    kept_out = {
        truth.roots.get(thread, thread) for stream in streams if fold(stream.year) == held for thread in stream.known
    }
    rows: list[list[float]] = []
    answers: list[int] = []
    weights: list[float] = []
    for stream, found in zip(streams, cases, strict=True):
        if fold(stream.year) == held:
            continue
        used = [
            case
            for case in found
            if case.right >= 0 and case.place < TOP and truth.roots.get(case.thread, case.thread) not in kept_out
        ]
        rows += [case.values for case in used]
        answers += [case.right for case in used]
        weights += worths(used, len(stream.known))
    scale = len(weights) / sum(weights)
    parameters = {
        "objective": "binary",
        "num_leaves": 6,
        "learning_rate": 0.07,
        "min_data_in_leaf": 50,
        "feature_fraction": 0.7,
        "max_bin": 63,
        "monotone_constraints": MONOTONE,
        "verbose": -1,
        "num_threads": 1,
        "seed": 1,
        "deterministic": True,
        "force_row_wise": True,
    }
    table = lightgbm.Dataset(np.array(rows), label=np.array(answers), weight=np.array(weights) * scale)
    booster = lightgbm.train(parameters, table, num_boost_round=TREES)
    forest = as_arrays(booster)
    probe = np.array(rows[:200])
    ours = weigh(probe.tolist(), [0.0] * len(probe), forest).sum(axis=1)
    if not np.allclose(ours, booster.predict(probe, raw_score=True), atol=1e-6):
        raise SystemExit("the trees as arrays differ from the library's")
    return forest


def worths(cases: list[Case], threads: int) -> list[float]:
    """Return weights in which no long story outweighs all others, and wrong ones weigh three times the right ones."""
    sizes: dict[str, int] = defaultdict(int)
    for case in cases:
        sizes[case.thread] += case.right
    right = [sizes[case.thread] ** -0.5 if case.right else 0.0 for case in cases]
    wrong = sum(not case.right for case in cases)
    total = sum(right) or 1.0
    return [
        (weight if case.right else 3 * total / wrong) * threads**0.5 / (4 * total)
        for case, weight in zip(cases, right, strict=True)
    ]


def as_arrays(booster: lightgbm.Booster) -> Forest:
    """Return a booster's trees as arrays; the value of an inner node is the mean of its leaves by cases."""
    trees = [list(nodes(tree["tree_structure"])) for tree in booster.dump_model()["tree_info"]]
    size = max(map(len, trees))
    padded = [tree + [(-1, 0.0, 0, 0, 0.0)] * (size - len(tree)) for tree in trees]
    columns = [np.array([[node[at] for node in tree] for tree in padded]) for at in range(5)]
    return Forest(*columns, known=np.array(0.0))


def nodes(root: dict) -> Iterator[tuple[int, float, int, int, float]]:
    ordered: list[dict] = [root]
    at = 0
    rows: list[list] = []
    while at < len(ordered):
        node = ordered[at]
        at += 1
        if "split_feature" in node:
            below = len(ordered)
            ordered += [node["left_child"], node["right_child"]]
            rows.append([node["split_feature"], node["threshold"], below, below + 1, mean(node)[0]])
        else:
            rows.append([-1, 0.0, 0, 0, node["leaf_value"]])
    yield from map(tuple, rows)


def mean(node: dict) -> tuple[float, int]:
    if "split_feature" not in node:
        return node["leaf_value"], max(node.get("leaf_count", 1), 1)
    (left, few), (right, many) = mean(node["left_child"]), mean(node["right_child"])
    return (left * few + right * many) / (few + many), few + many


def judge(cases: list[Case], forest: Forest) -> list[tuple[float, float, int]]:
    """Return of each item the score of its best thread, how well that is known, and whether it is right."""
    best: dict[str, tuple[float, float, int]] = {}
    for case, score in zip(cases, scored(cases, forest), strict=True):
        if case.item not in best or score > best[case.item][0]:
            best[case.item] = (score, case.known, case.right)
    return [row for row in best.values() if row[2] >= 0]


def scored(cases: list[Case], forest: Forest) -> list[float]:
    weights = weigh([case.values for case in cases], [case.known for case in cases], forest)
    scores: list[float] = weights.sum(axis=1).tolist()
    return scores


def calibration(rows: list[tuple[float, float, int]]) -> tuple[float, float, float]:
    """Return what scores and how well threads are known count for in log-odds of being right, and an offset.

    It is fitted on what is likelier right than wrong, for only there something is decided. How well a thread is known
    is a second input, so that one chance serves all threads.
    """
    scores = np.array([[score, known, 1.0] for score, known, _ in rows])
    right = np.array([answer for _, _, answer in rows])
    likely = scores @ platt(scores, right) > 0
    slope, known, offset = platt(scores[likely], right[likely]).tolist()
    return slope, known, offset


def platt(scores: NDArray[np.float64], right: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the weights of a logistic regression, by Newton's method."""
    beta = np.eye(scores.shape[1])[0]
    for _ in range(30):
        chance = 1 / (1 + np.exp(-scores @ beta))
        slope = scores.T @ (right - chance)
        curve = (scores * (chance * (1 - chance))[:, None]).T @ scores
        beta += np.linalg.solve(curve, slope)
    return beta


def scaled(forest: Forest, slope: float, known: float, offset: float) -> Forest:
    values: NDArray[np.float64] = forest.value * slope
    values[0] += offset
    return forest._replace(value=values, known=np.array(known))


def report(data: Path, streams: list[Stream], cases: list[list[Case]], forests: dict[int, Forest]) -> None:
    for seeds in (1, 3, 10):
        lines = []
        for stream, found in zip(streams, cases, strict=True):
            if stream.seeds != seeds:
                continue
            best: dict[str, tuple[float, str]] = {}
            for case, score in zip(found, scored(found, forests[fold(stream.year)]), strict=True):
                if case.item not in best or score > best[case.item][0]:
                    best[case.item] = (score, case.thread)
            lines += [
                {"id": item, "best": thread, "score": score, "thread": thread if score >= SURE else None}
                for item, (score, thread) in best.items()
            ]
        print(f"k={seeds}", figures(data, seeds, lines), flush=True)


def write(path: Path, forest: Forest) -> None:
    kinds: Iterable[tuple[str, type]] = zip(
        Forest._fields, (np.int16, np.float64, np.int16, np.int16, np.float64, np.float64), strict=True
    )
    np.savez_compressed(path, **{name: getattr(forest, name).astype(kind) for name, kind in kinds})
    print(path.name, path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
