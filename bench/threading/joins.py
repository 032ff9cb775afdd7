"""Train the trees that tell whether an article belongs to a story, where stories are found from nothing.

    python -m bench.threading.joins ../shared/threading [--write]

The measures of an article against the stories that it may belong to are taken where they arise: while the years are
threaded by the trees of the round before. Right is the share of a story's articles that have a label in common with it.
Figures come from trees that have not seen the years that they judge; what is written is trained on all years. The same
data and libraries give the same file.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import lightgbm
import numpy as np

from bench.threading.scoring import tolerant
from bench.threading.train import FOLDS, OUT, as_arrays, fold, write
from generator.threads import Item
from generator.threads.clustering import reading
from generator.threads.stories import Stories
from generator.threads.story import MEASURES, Reading, Story
from generator.threads.trees import Forest, Trees

ROUNDS = 3
TREES = 80
# The years on which the baseline of the measuring data was given.
GIVEN = ("2016", "2019", "2022", "2024")
# In many scripts no word is known to be a name: half of the weight is on cases in which none is.
NAMES = [at for at, name in enumerate(MEASURES) if "name" in name]
BEFORE_TREES = 0.2
PARAMETERS = {
    "objective": "cross_entropy",
    "num_leaves": 24,
    "max_depth": 6,
    "learning_rate": 0.12,
    "min_data_in_leaf": 80,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "verbose": -1,
    "num_threads": 1,
    "seed": 1,
    "deterministic": True,
    "force_row_wise": True,
}


Answer = Callable[[list[list[float]]], list[float]]


class Year(NamedTuple):
    """The lines of the measuring data of one year, and what is compared of each, in the order of days."""

    name: str
    rows: list[dict]
    readings: list[Reading]


class Cases(NamedTuple):
    """What was measured of articles against stories, and the share of each story's articles that it belongs with."""

    measured: list[list[float]]
    right: list[float]


class Watched(Stories):
    """Stories that note what is measured, and how right it would be to join."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer)
        self.cases = Cases([], [])
        self.labels: dict[int, list[frozenset[str]]] = defaultdict(list)
        self.article: frozenset[str] = frozenset()

    def take(self, article: Reading, labels: frozenset[str]) -> int:
        self.article = labels
        number = self.add(article)
        self.labels[number].append(labels)
        return number

    def odds(self, candidates: Sequence[Story], measured: list[list[float]]) -> list[float]:
        for story, values in zip(candidates, measured, strict=True):
            labels = self.labels[story.number]
            self.cases.measured.append(values)
            self.cases.right.append(sum(not self.article.isdisjoint(each) for each in labels) / len(labels))
        return super().odds(candidates, measured)

    def _merge(self, one: Story, other: Story) -> Story:
        kept = super()._merge(one, other)
        gone = one if kept is other else other
        self.labels[kept.number] += self.labels.pop(gone.number, [])
        return kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    years = load(options.data)
    cases = {year.name: threaded(year, by_likeness)[1] for year in years}
    for number in range(ROUNDS):
        answers = {each: Trees(trained(cases, each)).answer for each in range(FOLDS)}
        found = {year.name: threaded(year, answers[fold(year.name)]) for year in years}
        report(number + 1, options.data, years, {name: stories for name, (stories, _) in found.items()})
        for name, (_, more) in found.items():
            cases[name].measured.extend(more.measured)
            cases[name].right.extend(more.right)
    if options.write:
        write(OUT / "joins.npz", trained(cases, None))


def load(folder: Path) -> list[Year]:
    by_year: dict[str, list[dict]] = defaultdict(list)
    for row in map(json.loads, (folder / "wcep.jsonl").open()):
        by_year[row["stream"]].append(row)
    ordered = {name: sorted(rows, key=lambda row: (row["date"], row["id"])) for name, rows in sorted(by_year.items())}
    return [Year(name, rows, list(map(read, rows))) for name, rows in ordered.items()]


def read(row: dict) -> Reading:
    return reading(Item(id=row["id"], date=row["date"], lang="en", text=row["text"]))


def by_likeness(measured: list[list[float]]) -> list[float]:
    """Return what comes before there are trees."""
    return [each[0] - BEFORE_TREES for each in measured]


def threaded(year: Year, answer: Answer) -> tuple[list[str], Cases]:
    """Return the story of each item of a year, and the cases that it gave."""
    stories = Watched(answer)
    numbers = [
        stories.take(article, frozenset(row["path"])) for article, row in zip(year.readings, year.rows, strict=True)
    ]
    return [str(stories.standing(number)) for number in numbers], stories.cases


def trained(cases: Mapping[str, Cases], held: int | None) -> Forest:
    """Return trees trained on what is not of the years of the fold `held`."""
    used = [found for name, found in cases.items() if fold(name) != held]
    measured = np.array([values for found in used for values in found.measured])
    right = np.array([share for found in used for share in found.right])
    nameless = measured.copy()
    nameless[:, NAMES] = -1.0
    table = lightgbm.Dataset(np.concatenate([measured, nameless]), label=np.concatenate([right, right]))
    booster = lightgbm.train(PARAMETERS, table, num_boost_round=TREES)
    forest = as_arrays(booster)
    probe = measured[:200]
    if not np.allclose(Trees(forest).answer(probe.tolist()), booster.predict(probe, raw_score=True), atol=1e-6):
        raise SystemExit("the trees as arrays differ from the library's")
    return forest


def report(number: int, data: Path, years: Sequence[Year], found: Mapping[str, list[str]]) -> None:
    """Print tolF: the mean of all items, of those of the years of the baseline, and each year's."""
    scores = {year.name: tolerant(data, year.rows, found[year.name]) for year in years}
    sizes = {year.name: len(year.rows) for year in years}
    all_years, given = (
        sum(scores[name] * sizes[name] for name in names) / sum(sizes[name] for name in names)
        for names in (list(scores), GIVEN)
    )
    each = " ".join(f"{name} {score:.3f}" for name, score in scores.items())
    print(f"round {number}: all {all_years:.4f}, given {given:.4f} | {each}", flush=True)


if __name__ == "__main__":
    main()
