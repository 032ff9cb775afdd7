"""Measure how well articles find their thread in another language without a translation.

    python bench/threading/crossing/measure.py ../shared/threading ../shared/translation/ntrex-news-500.tsv

Two sets. *Threads*: the items of `xling.jsonl` among their six threads and 24 other large ones, of ten English seeds
each; the 24 are the largest, then drawn five times by chance. *News*: aligned sentences of news in ten languages; a
sentence looks for its English counterpart among all, and for its document, of which every second sentence is known.
`--without` leaves a kind of clue out, to see what it adds: `concept`, `sound`, `territory`, … or `all-but-sound`.
"""

import argparse
import csv
import json
import random
from collections import Counter, defaultdict
from pathlib import Path
from time import process_time

from generator.threads.crossing import Crossing, likeness, suggest
from generator.threads.types import Item, Outline, Thresholds

LANGUAGES = ("ar", "fa", "he", "ru", "tr", "es", "pt", "fr", "ca", "hr", "mk")
SEEDS = 10
OTHERS = 24


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("threads", type=Path)
    parser.add_argument("news", type=Path)
    parser.add_argument("--without", nargs="*", default=[])
    parser.add_argument("--every", type=int, default=1, help="look at every n-th sentence only")
    options = parser.parse_args()
    without(options.without)
    outcomes: list[tuple[float, bool]] = []
    for name, found in threads(options.threads, outcomes).items():
        print("threads", name, *found)
    started = process_time()
    for name, (counterpart, document) in news(options.news, options.every, outcomes).items():
        print(f"news    {name}  counterpart {counterpart:.3f}  document {document:.3f}")
    print(f"{process_time() - started:.1f} s of CPU")
    for least in (0.0, 1.0, 2.0):
        said = [right for score, right in outcomes if score >= least]
        print(f"suggested from {least:.0f}: {len(said)} of {len(outcomes)}, right {sum(said) / max(len(said), 1):.3f}")


def without(kinds: list[str]) -> None:
    weights = likeness._WEIGHTS  # noqa: SLF001 - an experiment takes kinds away
    for kind in kinds:
        only = kind.removeprefix("all-but-")
        for other in [*weights, "other"]:
            if (other == kind) or (only != kind and other not in {only, "near"}):
                weights[other] = 0.0
    if "other" in weights:
        likeness._NAMED = 0.0  # noqa: SLF001 - as above


def threads(folder: Path, outcomes: list[tuple[float, bool]]) -> dict[str, list[int]]:
    """Return how many items of each language find their thread, draw by draw."""
    rows = [json.loads(line) for line in (folder / "wcep.jsonl").open()]
    items = [json.loads(line) for line in (folder / "xling.jsonl").open()]
    of_thread = defaultdict(list)
    paths = defaultdict(set)
    for row in sorted(rows, key=lambda row: (row["date"], row["id"])):
        if row["id"] not in {item["src"] for item in items}:
            of_thread[row["thread"]].append(row)
        paths[row["thread"]].update(row["path"])
    wanted = sorted({item["thread"] for item in items})
    # A thread that shares a path with one of the six is neither right nor wrong.
    others = [
        thread
        for thread in sorted(of_thread, key=lambda thread: (-len(of_thread[thread]), thread))
        if len(of_thread[thread]) >= SEEDS and thread not in wanted
        and not any(one in paths[thread] or thread in paths[one] for one in wanted)
    ]  # fmt: skip
    draws = [others[:OTHERS], *(random.Random(seed).sample(others[:150], OTHERS) for seed in range(5))]
    found: dict[str, list[int]] = defaultdict(list)
    for draw in draws:
        known = Crossing([Outline(id=thread) for thread in (*wanted, *draw)])
        for thread in (*wanted, *draw):
            for row in of_thread[thread][:SEEDS]:
                known.add(Item(id=row["id"], lang="en", text=row["text"]), thread)
        right: Counter[str] = Counter()
        for item in items:
            best = suggest(known, Item(id=item["id"], lang=item["lang"], text=item["text"]), Thresholds(), most=1)
            right[item["lang"]] += bool(best) and best[0].thread == item["thread"]
            outcomes.extend((decision.score, decision.thread == item["thread"]) for decision in best)
        for lang, count in right.items():
            found[lang].append(count)
    return found


def news(path: Path, every: int, outcomes: list[tuple[float, bool]]) -> dict[str, tuple[float, float]]:
    """Return the share of sentences that find their counterpart, and their document, by language."""
    rows = list(csv.DictReader(path.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE))
    english = [Item(id=row["line"], lang="en", text=row["en"]) for row in rows]
    each = Crossing([])
    halves = (Crossing([]), Crossing([]))
    for at, (row, item) in enumerate(zip(rows, english, strict=True)):
        each.add(item, row["line"])
        halves[at % 2].add(item, row["doc"])
    found = {}
    for lang in (lang for lang in LANGUAGES if lang in rows[0]):
        counterpart, document = [], []
        for at in range(0, len(rows), every):
            item = Item(id="x", lang=lang, text=rows[at][lang])
            best = each.best(item, most=1)
            counterpart.append(bool(best) and best[0].thread == rows[at]["line"])
            decisions = suggest(halves[1 - at % 2], item, Thresholds(), most=1)
            document.append(bool(decisions) and decisions[0].thread == rows[at]["doc"])
            outcomes.extend((decision.score, document[-1]) for decision in decisions)
        found[lang] = (sum(counterpart) / len(counterpart), sum(document) / len(document))
    return found


if __name__ == "__main__":
    main()
