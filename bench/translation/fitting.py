"""Learn how much each trait of a pair counts, and how long translations are; print the tables of `checks/`.

    python -m bench.translation.fitting ../shared/translation/ntrex-news-500.tsv

Every figure is for documents that were not learned from.
"""

import argparse
from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import log
from pathlib import Path
from statistics import median

import numpy as np
import numpy.typing as npt

from bench.translation.news import LANGUAGES, Document, documents
from generator.translation.checks.traits import Side, Traits, rarity_of, side, traits

Matrix = npt.NDArray[np.float64]
_FOLDS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", type=Path)
    options = parser.parse_args()
    found = documents(options.news)
    for lang in LANGUAGES:
        shares = [
            log(len(text) / len(english)) for each in found for text, english in each.pairs(lang, "en") if english
        ]
        mean = median(shares)
        print(f'"{lang}": Size({mean:.2f}, {1.4826 * median(abs(share - mean) for share in shares):.3f}),')
    alone(found)
    among(found)
    elsewhere(found)


def alone(found: Sequence[Document]) -> None:
    """Print the weights of one pair by itself, and how many wrong pairs are below what 0.5 % of right ones are."""
    table = {
        (each.id, lang, right): np.array([cell for pair in pairs(each, lang) for cell in cells(pair, right=right)])
        for each in found
        for lang in LANGUAGES
        for right in (True, False)
        if len(each.texts["en"]) > 1
    }
    ids = list(dict.fromkeys(key[0] for key in table))
    scores: dict[tuple[str, bool], list[float]] = {}
    for fold in range(_FOLDS):
        held = set(ids[fold::_FOLDS])
        weights, bias = learn(*labelled((key[2], rows) for key, rows in table.items() if key[0] not in held))
        for (document, lang, right), rows in table.items():
            if document in held:
                scores.setdefault((lang, right), []).extend((rows @ weights + bias).tolist())
    weights, bias = learn(*labelled((key[2], rows) for key, rows in table.items()))
    print("ALONE", np.round(weights[:-1], 2).tolist(), "BIAS", round(bias, 2))
    for lang in LANGUAGES:
        least = sorted(scores[lang, True])[int(0.005 * len(scores[lang, True]))]
        caught = np.mean([score < least for score in scores[lang, False]])
        print(f"  {lang}: 0.5 % of right ones below {least:.2f}, of wrong ones {caught:.1%}")


def among(found: Sequence[Document]) -> None:
    """Print the weights of pairs among their neighbours, and how many exchanges of two are seen."""
    table = {(each.id, lang): gains(each, lang) for each in found for lang in LANGUAGES if len(each.texts["en"]) > 1}
    ids = list(dict.fromkeys(key[0] for key in table))
    scores: dict[str, list[float]] = {}
    for fold in range(_FOLDS):
        held = set(ids[fold::_FOLDS])
        weights, _ = learn(*mirrored(rows for key, rows in table.items() if key[0] not in held), bias=False)
        for (document, lang), rows in table.items():
            if document in held:
                scores.setdefault(lang, []).extend((rows @ weights).tolist())
    weights, _ = learn(*mirrored(table.values()), bias=False)
    print("AMONG", np.round(weights, 2).tolist())
    for lang in LANGUAGES:
        values = np.array(scores[lang])
        shown = "  ".join(
            f"{least}: {np.mean(values < -least):.2%} / {np.mean(values > least):.1%}"
            for least in (0, 0.5, 1, 2, 4, 6, 8)
        )
        print(f"  {lang}: right pairs / exchanged ones above  {shown}")


def elsewhere(found: Sequence[Document]) -> None:
    """Print how many exchanges are seen in each language by weights that were learned from all the others."""
    table = {lang: [gains(each, lang) for each in found if len(each.texts["en"]) > 1] for lang in LANGUAGES}
    print("ELSEWHERE")
    for lang, rows in table.items():
        weights, _ = learn(*mirrored(each for other in LANGUAGES if other != lang for each in table[other]), bias=False)
        values = np.vstack(rows) @ weights
        print(f"  {lang}: right pairs {np.mean(values < -0.5):.2%} / exchanged ones {np.mean(values > 0.5):.1%}")


def pairs(document: Document, lang: str) -> list[tuple[Side, Side, Side]]:
    sides = [(side(text, lang), side(english, "en")) for text, english in document.pairs(lang, "en")]
    return [(source, answer, other) for (source, answer), (_, other) in pairwise(sides)]


def cells(pair: tuple[Side, Side, Side], *, right: bool) -> Iterable[Traits]:
    source, answer, other = pair
    yield traits(source, answer if right else other)


def gains(document: Document, lang: str) -> Matrix:
    """Return for each two neighbours what they have more in common as they are than exchanged."""
    sources = [side(text, lang) for text in document.texts[lang]]
    answers = [side(text, "en") for text in document.texts["en"]]
    rarity = rarity_of(answers)

    def cell(i: int, j: int) -> Matrix:
        return np.array(traits(sources[i], answers[j], rarity))

    return np.array(
        [cell(i, i) + cell(i + 1, i + 1) - cell(i, i + 1) - cell(i + 1, i) for i in range(len(sources) - 1)]
    )


def labelled(parts: Iterable[tuple[bool, Matrix]]) -> tuple[Matrix, Matrix]:
    kept = list(parts)
    return np.vstack([rows for _, rows in kept]), np.concatenate([np.full(len(rows), right) for right, rows in kept])


def mirrored(parts: Iterable[Matrix]) -> tuple[Matrix, Matrix]:
    rows = np.vstack(list(parts))
    return np.vstack([rows, -rows]), np.concatenate([np.ones(len(rows)), np.zeros(len(rows))])


def learn(rows: Matrix, right: Matrix, *, bias: bool = True) -> tuple[Matrix, float]:
    """Return the weights of a logistic regression (ridge 0.5 on scaled traits) and its bias, by Newton's method."""
    scale = rows.std(axis=0) + 1e-9
    scaled = np.hstack([rows / scale, np.full((len(rows), 1), float(bias))])
    weights = np.zeros(scaled.shape[1])
    for _ in range(60):
        likely = 1 / (1 + np.exp(-np.clip(scaled @ weights, -40, 40)))
        slope = scaled.T @ (right - likely) - 0.5 * weights
        bend = (scaled.T * (likely * (1 - likely))) @ scaled + 0.5 * np.eye(len(weights))
        weights += np.linalg.solve(bend, slope)
    return weights[:-1] / scale, float(weights[-1])


if __name__ == "__main__":
    main()
