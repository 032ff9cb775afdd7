"""Fit how sure a headline is to how often it is right: the two numbers in `generator/importers/text/title.py`.

    python bench/importing/calibrate_title.py CASES --folds DIR

`--folds` are the text model's weights by fold (`train_text.py --folds`): on pages that it has learned it is rightly
surer. Print the numbers for all pages, and by five folds of publishers what would be said and what is found.
"""

import argparse
import math
import zlib
from itertools import pairwise
from pathlib import Path

import numpy as np
from held_out import SHIPPED, use, weights_by_publisher
from labels import scorer
from quality import pages

from generator.errors import ImportFailed
from generator.importers import read
from generator.importers.text import title

_RENDERINGS = ("blocks", "innertext", "lynx", "strings", "inscriptis", "resiliparse")
_FOLDS = 5
_BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.01)


def main() -> None:
    """Print the level and the slope, and a table by folds."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--folds", type=Path, required=True)
    options = parser.parse_args()
    odds, right, folds = _observed(options.cases, options.folds)
    print("LEVEL, SLOPE = {:.3f}, {:.3f}".format(*_fit(odds, right)))
    said = np.zeros(len(right))
    for fold in range(_FOLDS):
        level, slope = _fit(odds[folds != fold], right[folds != fold])
        said[folds == fold] = 1 / (1 + np.exp(-(level + slope * odds[folds == fold])))
    for low, high in pairwise(_BINS):
        inside = (low <= said) & (said < high)
        if inside.any():
            print(f"said {said[inside].mean():.3f}  found {right[inside].mean():.3f}  pages {inside.sum()}")


def _observed(cases: Path, folder: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return for every page with a headline its log odds as the model says them, if it is right, and its fold."""
    score = scorer(cases)
    weights = weights_by_publisher(folder)
    rows = []
    for rendering in _RENDERINGS:
        for case, data in pages(cases, rendering, score, 1):
            use(weights.get(case["publisher"], SHIPPED))
            try:
                (draft,) = read(data, case["id"])
            except ImportFailed:
                continue
            if draft.title and case.get("title"):
                sure = draft.confidence["title"]
                found = (math.log(sure / (1 - sure)) - title.LEVEL) / title.SLOPE
                right = score.fold(draft.title) == score.fold(case["title"])
                rows.append((found, right, zlib.crc32(case["publisher"].encode()) % _FOLDS))
    odds, right, folds = zip(*rows, strict=True)
    return np.array(odds), np.array(right, dtype=float), np.array(folds)


def _fit(odds: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Return the level and slope of a logistic regression, by Newton's method."""
    columns = np.column_stack((np.ones(len(odds)), odds))
    numbers = np.zeros(2)
    for _ in range(50):
        said = 1 / (1 + np.exp(-columns @ numbers))
        curve = (columns * (said * (1 - said))[:, None]).T @ columns
        numbers = numbers + np.linalg.solve(curve + 1e-6 * np.eye(2), columns.T @ (right - said))
    return float(numbers[0]), float(numbers[1])


if __name__ == "__main__":
    main()
