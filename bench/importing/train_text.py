"""Train the networks that find an article in a text capture: labelled pages → `generator/importers/text/model.npz`.

    python bench/importing/train_text.py CASES                       the weights that are shipped
    python bench/importing/train_text.py CASES --folds 4 --into DIR  weights without each fold's publishers, to measure

CASES is a folder as `../shared/extraction`: `cases.jsonl`, `dumps/RENDERING/ID.txt.gz`, `score.py`. Needs the
extra `train`. The same data, seed, libraries and kind of processor give the same weights.
"""

import argparse
import gzip
import json
import os
from collections import defaultdict
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")
import jax
import jax.numpy as jnp
import numpy as np
import optax
from labels import BODY, LEDE, NEUTRAL, OTHER, PARTLY, TITLE, labels, scorer

from generator.importers.characters.hygiene import clean
from generator.importers.text.features import SIZES
from generator.importers.text.lines import Line, split
from generator.importers.text.model import DILATIONS, WEIGHTS, lookups
from generator.importers.text.words import words_of

RENDERINGS = ("blocks", "innertext", "lynx", "strings", "inscriptis", "resiliparse", "rpmain")
ALONE = "blocks"
"""The rendering of which a page is learned once more, as its article alone."""

WIDTH = 48
NETWORKS = 3
EPOCHS = 25
RATE = 4e-3
DROPPED = 0.15
A_PAGE = 2
"""How many renderings of each page an epoch sees."""

_BATCH_LINES = 6000
_LENGTHS = (64, 128, 192, 256, 384, 512, 768, 1280)


class Example(NamedTuple):
    """One rendering of one page: arrays with a row for each line."""

    rows: Any
    real: Any
    body: Any
    counted: Any
    tokens: Any
    title: Any
    lede: Any
    lede_weight: Any


def examples(cases: Path) -> dict[str, tuple[str, list[Example]]]:
    """Return for each page its publisher and its renderings; those without the body are left out."""
    score = scorer(cases)
    found: dict[str, tuple[str, list[Example]]] = {}
    for case in score.load_cases(cases / "cases.jsonl"):
        made = []
        for rendering in RENDERINGS:
            if case["coverage"].get(rendering, 0) < 0.9:
                continue
            raw = gzip.decompress((cases / "dumps" / rendering / f"{case['id']}.txt.gz").read_bytes())
            text = clean(raw.decode())
            lines = split(text)
            if len(lines) > 1:
                made.append(_labelled(case, lines, score))
            if rendering == ALONE and (alone := _without_surroundings(text, made[-1], lines)):
                made.append(_labelled(case, split(alone), score))
        found[case["id"]] = (case["publisher"], made)
    return found


def _labelled(case: dict[str, Any], lines: tuple[Line, ...], score: ModuleType) -> Example:
    found, tokens = labels(case, [line.text for line in lines], score)
    words = words_of([line.folded for line in lines])
    return _example(lookups(lines, words), np.array(found), tokens, case)


def _without_surroundings(text: str, example: Example, lines: tuple[Line, ...]) -> str:
    """Return what a person copies who selects the article with a line or two around it, or nothing."""
    body = np.flatnonzero(example.body)
    if not len(body):
        return ""
    above = np.flatnonzero(example.title[: body[0]])
    first = max(0, (above[-1] if len(above) else body[0]) - 1)
    after = min(len(lines) - 1, body[-1] + 2)
    numbers = text.split("\n")
    return "\n".join(numbers[lines[first].number - 1 : lines[after].number])


def _example(rows: Any, found: Any, tokens: list[int], case: dict[str, Any]) -> Example:
    """Return the arrays of a page. Sources that never tell the lede say nothing of the lines that are not body."""
    tells = bool(case.get("summary")) or "fundus" in case["origin"]
    unlike = 0.05 if tells else 0.0
    weights = {LEDE: 1.0, BODY: 0.3, OTHER: unlike, NEUTRAL: unlike, TITLE: unlike, PARTLY: 0.0}
    counts = {OTHER: 1.0, BODY: 1.0, PARTLY: 0.5, NEUTRAL: 0.0, LEDE: 0.0, TITLE: 0.0}
    return Example(
        rows=rows.astype(np.int32),
        real=np.ones(len(rows), np.float32),
        body=np.isin(found, (BODY, PARTLY)).astype(np.float32),
        counted=np.array([counts[label] for label in found], np.float32),
        tokens=np.array(tokens, np.float32),
        title=(found == TITLE).astype(np.float32),
        lede=(found == LEDE).astype(np.float32),
        lede_weight=np.array([weights[label] for label in found], np.float32),
    )


def batches(chosen: list[Example], random: np.random.RandomState) -> list[tuple[Example, Any]]:
    """Return examples of like length padded and stacked, in random order, with a weight for each (0: padding)."""
    by_length: dict[int, list[Example]] = defaultdict(list)
    for example in chosen:
        count = len(example.rows)
        by_length[next((length for length in _LENGTHS if count <= length), _LENGTHS[-1])].append(example)
    made = []
    for length, group in sorted(by_length.items()):
        order = [group[at] for at in random.permutation(len(group))]
        size = max(1, _BATCH_LINES // length)
        for start in range(0, len(order), size):
            part = order[start : start + size]
            stacked = Example(
                *(_stacked([each[field] for each in part], size, length) for field in range(len(part[0])))
            )
            made.append((stacked, np.array([1.0] * len(part) + [0.0] * (size - len(part)), np.float32)))
    return [made[at] for at in random.permutation(len(made))]


def _stacked(arrays: list[Any], size: int, length: int) -> Any:
    out = np.zeros((size, length, *arrays[0].shape[1:]), arrays[0].dtype)
    for at, array in enumerate(arrays):
        out[at, : len(array)] = array[:length]
    return out


def initial(key: Any) -> dict[str, Any]:
    """Return random weights."""
    keys = iter(jax.random.split(key, 2 * len(DILATIONS) + 2))
    weights = {
        "vectors": jax.random.normal(next(keys), (sum(SIZES), WIDTH)) * 0.1,
        "bias": jnp.zeros(WIDTH),
        "answers": jax.random.normal(next(keys), (WIDTH, 3)) * 0.1,
        "answers_bias": jnp.array([-1.0, 0.0, -2.0]),
    }
    for layer in range(len(DILATIONS)):
        weights[f"layer{layer}"] = jax.random.normal(next(keys), (3 * WIDTH, WIDTH)) / np.sqrt(3 * WIDTH)
        weights[f"page{layer}"] = jax.random.normal(next(keys), (2 * WIDTH, WIDTH)) * 0.5 / np.sqrt(2 * WIDTH)
        weights[f"bias{layer}"] = jnp.zeros(WIDTH)
    return weights


def forward(weights: dict[str, Any], rows: Any, real: Any, key: Any) -> Any:
    """Return what the model (`text.model`) computes, for a batch, with features and channels dropped at random."""
    keys = iter(jax.random.split(key, 2 + len(DILATIONS)))
    mask = real[..., None]
    of_page = jax.random.bernoulli(next(keys), 1 - DROPPED, (rows.shape[0], 1, rows.shape[2]))
    of_line = jax.random.bernoulli(next(keys), 1 - DROPPED / 2, rows.shape)
    vectors = weights["vectors"][rows] * (of_page & of_line)[..., None]
    state = jax.nn.relu(vectors.sum(2) + weights["bias"]) * mask
    for layer, reach in enumerate(DILATIONS):
        mean = state.sum(1) / (mask.sum(1) + 1e-6)
        page = jnp.concatenate([mean, state.max(1)], -1) @ weights[f"page{layer}"]
        seen = jnp.concatenate([_moved(state, reach), state, _moved(state, -reach)], -1) @ weights[f"layer{layer}"]
        new = jax.nn.relu(seen + page[:, None] + weights[f"bias{layer}"])
        kept = jax.random.bernoulli(next(keys), 1 - DROPPED, (new.shape[0], 1, new.shape[2]))
        state = (state + new * kept / (1 - DROPPED)) * mask
    return state @ weights["answers"] + weights["answers_bias"]


def _moved(state: Any, by: int) -> Any:
    at = jnp.arange(state.shape[1])
    inside = at >= by if by > 0 else at < state.shape[1] + by
    return jnp.roll(state, by, 1) * inside[None, :, None]


def loss(weights: dict[str, Any], batch: Example, page_weight: Any, key: Any) -> Any:
    """Return 1 - F1 of the tokens (with probabilities for choices), and the cross entropies of body, title, lede."""
    odds = forward(weights, batch.rows, batch.real, key)
    body, title, lede = odds[..., 0], odds[..., 1], odds[..., 2]
    chance = jax.nn.sigmoid(body)
    counted = batch.tokens * batch.counted
    right, got, want = ((each * counted).sum(1) for each in (chance * batch.body, chance, batch.body))
    by_tokens = 1 - (2 * right + 1) / (got + want + 1)
    evenly = 0.3 * batch.counted / jnp.maximum(batch.real.sum(1, keepdims=True), 1)
    of_body = ((counted / (want[:, None] + 30) + evenly) * _entropy(body, batch.body)).sum(1)
    shown = jnp.where(batch.real > 0, title, -30)
    of_title = jax.nn.logsumexp(shown, 1) - jax.nn.logsumexp(jnp.where(batch.title > 0, shown, -30), 1)
    of_title = jnp.where(batch.title.sum(1) > 0, of_title, 0)
    of_lede = (batch.lede_weight * _entropy(lede, batch.lede)).sum(1)
    each = by_tokens + 0.5 * of_body + 0.4 * of_title + 0.3 * of_lede
    return (page_weight * each).sum() / page_weight.sum()


def _entropy(odds: Any, truth: Any) -> Any:
    return jnp.logaddexp(0, odds) - truth * odds


def train(pages: list[list[Example]], seed: int) -> dict[str, Any]:
    """Return the weights of one network, averaged over the last quarter of its training."""
    random = np.random.RandomState(seed)
    key = jax.random.PRNGKey(seed)
    weights = initial(key)
    lines = sum(np.mean([len(each.rows) for each in page]) * min(A_PAGE, len(page)) for page in pages if page)
    steps = EPOCHS * (int(1.4 * lines / _BATCH_LINES) + len(_LENGTHS))
    # Without a bound, one network in twelve lost what it knew of headlines to a single step.
    bounded = optax.clip_by_global_norm(1.0)
    optimiser = optax.chain(bounded, optax.adamw(optax.cosine_onecycle_schedule(steps, RATE, 0.15), weight_decay=1e-2))
    memory = optimiser.init(weights)

    @jax.jit
    def step(weights: Any, memory: Any, batch: Example, page_weight: Any, key: Any) -> Any:
        change, memory = optimiser.update(jax.grad(loss)(weights, batch, page_weight, key), memory, weights)
        return optax.apply_updates(weights, change), memory

    kept: list[dict[str, Any]] = []
    for epoch in range(EPOCHS):
        chosen = [page[at] for page in pages for at in random.permutation(len(page))[:A_PAGE]]
        for batch, page_weight in batches(chosen, random):
            key, now = jax.random.split(key)
            weights, memory = step(weights, memory, batch, page_weight, now)
        if epoch >= EPOCHS * 3 // 4:
            kept.append(jax.device_get(weights))
    return {name: np.mean([each[name] for each in kept], axis=0) for name in sorted(weights)}


def save(pages: list[list[Example]], path: Path) -> None:
    """Train and write the networks."""
    networks = [train(pages, seed) for seed in range(NETWORKS)]
    together = {name: np.stack([each[name] for each in networks]).astype(np.float16) for name in networks[0]}
    np.savez_compressed(path, **together)
    print(path, path.stat().st_size, "bytes")


def folds(pages: dict[str, tuple[str, list[Example]]], count: int) -> list[set[str]]:
    """Return the publishers in `count` groups with about as many pages each."""
    sizes: dict[str, int] = defaultdict(int)
    for publisher, _ in pages.values():
        sizes[publisher] += 1
    groups: list[set[str]] = [set() for _ in range(count)]
    held = [0] * count
    for publisher in sorted(sizes, key=lambda each: (-sizes[each], each)):
        least = held.index(min(held))
        groups[least].add(publisher)
        held[least] += sizes[publisher]
    return groups


def main() -> None:
    """Train on all pages, or without each fold in turn."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--only", type=int, nargs="*", help="these folds, to share the work among processes")
    parser.add_argument("--into", type=Path)
    options = parser.parse_args()
    pages = examples(options.cases)
    if not options.folds:
        save([made for _, made in pages.values()], WEIGHTS)
        return
    if not options.into:
        parser.error("--folds needs --into")
    options.into.mkdir(parents=True, exist_ok=True)
    for number, out in enumerate(folds(pages, options.folds)):
        if options.only and number not in options.only:
            continue
        save([made for publisher, made in pages.values() if publisher not in out], options.into / f"{number}.npz")
        (options.into / f"{number}.json").write_text(json.dumps(sorted(out), ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
