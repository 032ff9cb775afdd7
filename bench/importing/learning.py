"""What `import --learn` gives: furniture left in the body, with what the other captures of a site teach and without.

    python bench/importing/learning.py CASES [--renderings blocks,lynx,innertext] [--captures 5,3] [--show]

Each page of a publisher with enough pages is judged with what was learned from the others of it, never from itself.
Furniture is any line of the body that the true article does not have; it repeats if one of the others has it too.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

import msgspec
from labels import OTHER, labels, scorer
from quality import pages

from generator.errors import ImportFailed
from generator.importers import json_record, read
from generator.importers.options import ImportOptions
from generator.importers.profiles.learning import Reading, learn, reading
from generator.importers.profiles.readings import key_of

Capture = tuple[dict[str, Any], bytes, Reading]


class Judged(msgspec.Struct, frozen=True):
    """A page as it was imported: the furniture in its body, what of it repeats, and the token F1 of the body."""

    left: tuple[str, ...]
    repeated: int
    f1: float


def main() -> None:
    """Print a line for each rendering and number of captures to learn from."""
    parser = argparse.ArgumentParser()
    parser.add_argument("cases", type=Path)
    parser.add_argument("--renderings", default="blocks,lynx,innertext")
    parser.add_argument("--captures", default="5,3", help="how many of the others to learn from, at most")
    parser.add_argument("--show", action="store_true", help="print every line that is left with a profile")
    chosen = parser.parse_args()
    score = scorer(chosen.cases)
    print("rendering  from  pages   furniture  repeated  body F1        worst page")
    for rendering in chosen.renderings.split(","):
        sites = _sites(chosen.cases, rendering, score)
        for most in map(int, chosen.captures.split(",")):
            found = [each for site in sites for each in _judged(site, most, score)]
            _report(rendering, most, found)
            if chosen.show:
                _show(found)


def _sites(cases: Path, rendering: str, score: ModuleType) -> list[list[Capture]]:
    """Return the captures of each publisher that has three or more."""
    sites: dict[str, list[Capture]] = defaultdict(list)
    for case, data in pages(cases, rendering, score, 1):
        try:
            sites[case["publisher"]].append((case, data, reading(data, f"{case['id']}.txt")))
        except ImportFailed:
            continue
    return [site for _, site in sorted(sites.items()) if len(site) >= 3]


def _judged(site: list[Capture], most: int, score: ModuleType) -> list[tuple[str, Judged, Judged]]:
    """Return for each page of a site its id and how it is imported without and with what the others teach."""
    found = []
    for at, (case, data, _) in enumerate(site):
        others = [known for _, _, known in (*site[at + 1 :], *site[:at])][:most]
        try:
            cues = learn(others).cues
        except ImportFailed:
            continue
        known = frozenset().union(*(other.keys for other in others))
        pair = (_imported(case, data, each, known, score) for each in ({}, cues))
        found.append((case["id"], *pair))
    return found


def _imported(
    case: dict[str, Any], data: bytes, cues: Mapping[str, tuple[str, ...]], known: frozenset[str], score: ModuleType
) -> Judged:
    try:
        draft = read(data, f"{case['id']}.txt", ImportOptions(cues=dict(cues)))[0]
    except ImportFailed:
        return Judged((), 0, 0.0)
    found, _ = labels(case, draft.paragraphs, score)
    left = tuple(text for text, label in zip(draft.paragraphs, found, strict=True) if label == OTHER)
    repeated = sum(key_of(text) in known - {""} for text in left)
    return Judged(left, repeated, score.score(case, json_record(draft))["tok_f1"])


def _report(rendering: str, most: int, found: list[tuple[str, Judged, Judged]]) -> None:
    count = max(1, len(found))
    before, after = ([pair[side] for _, *pair in found] for side in (0, 1))
    lines = f"{sum(len(each.left) for each in before)}→{sum(len(each.left) for each in after)}"
    repeated = f"{sum(each.repeated for each in before)}→{sum(each.repeated for each in after)}"
    means = "→".join(f"{sum(each.f1 for each in side) / count:.4f}" for side in (before, after))
    worst = min(found, key=lambda each: each[2].f1 - each[1].f1, default=None)
    told = f"{worst[0]} {worst[1].f1:.3f}→{worst[2].f1:.3f}" if worst else ""
    print(f"{rendering:10} {most:4} {len(found):6} {lines:>11} {repeated:>9}  {means}  {told}", flush=True)


def _show(found: list[tuple[str, Judged, Judged]]) -> None:
    for name, before, after in found:
        gone = Counter(before.left) - Counter(after.left)
        print(f"  {name}: {sum(gone.values())} gone")
        for text in after.left:
            print(f"      {text[:150]}")


if __name__ == "__main__":
    main()
