"""How sound new stories are that `nashra threads suggest` proposes, on years of which no item is in a thread.

    python -m bench.threading.proposals ../shared/threading [YEAR …]

A proposal is as pure as the share of its items that have its commonest label; sound is one of .75 and more.
"""

import argparse
import json
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

from generator.threads import Item, Proposal
from generator.threads.proposing import propose

_SOUND = 0.75
_FIRST = 10


def main() -> None:
    """Print a line for each year, and one for all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("years", nargs="*")
    options = parser.parse_args()
    years: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in map(json.loads, (options.data / "wcep.jsonl").open()):
        years[row["date"][:4]].append(row)
    print("year   items  proposals  purity  of the first ten  sound  items in sound ones")
    everything: list[list[tuple[int, float]]] = []
    for year in options.years or sorted(years):
        labels = {row["id"]: frozenset(row["path"]) for row in years[year]}
        items = [Item(id=row["id"], date=row["date"], lang="en", text=row["text"]) for row in years[year]]
        found = [(len(each.items), purity(each, labels)) for each in propose(items, (), ())]
        _report(year, len(items), [found])
        everything.append(found)
    _report("all", 0, everything)


def purity(proposal: Proposal, labels: dict[str, frozenset[str]]) -> float:
    """Return the share of a proposal's items that have the label which most of them have."""
    counts = Counter(label for item in proposal.items for label in labels[item])
    return counts.most_common(1)[0][1] / len(proposal.items)


def _report(year: str, items: int, years: list[list[tuple[int, float]]]) -> None:
    found = [each for proposals in years for each in proposals]
    first = [each for proposals in years for each in proposals[:_FIRST]]
    sound = [size for size, pure in found if pure >= _SOUND]
    means = [sum(pure for _, pure in some) / max(1, len(some)) for some in (found, first)]
    print(
        f"{year:5} {items or '':6}  {len(found):9}  {means[0]:6.3f}  {means[1]:16.3f}  {len(sound):5}"
        f"  {sum(sound)} of {sum(size for size, _ in found)}",
        flush=True,
    )


if __name__ == "__main__":
    main()
