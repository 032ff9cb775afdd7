"""What `import --learn` gives: furniture left in the body, with what the other captures of a site teach and without.

    python bench/importing/learning.py CASES [--renderings blocks,lynx,innertext] [--captures 5,3] [--own] [--half 0]
                                             [--show]

Each page of a publisher with enough pages is judged with what was learned from the others of it; with `--own`, from
itself too, as when captures are learned from first and then imported. Furniture is any line of the body that the true
article does not have; it repeats if one of the others has it too, and could be known if two have it. With `--half 0`
(or 1) half of the publishers, so that what was built by looking at the ones can be measured on the others.
"""

import argparse
import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
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
    """A page as it was imported: the furniture in its body, what of it one or two others have, and its token F1."""

    left: tuple[str, ...]
    repeated: int
    known: int
    f1: float


def main() -> None:
    """Print a line for each rendering and number of captures to learn from."""
    parser = argparse.ArgumentParser()
    parser.add_argument("cases", type=Path)
    parser.add_argument("--renderings", default="blocks,lynx,innertext")
    parser.add_argument("--captures", default="5,3", help="how many captures to learn from, at most")
    parser.add_argument("--own", action="store_true", help="let the page that is judged be one of the captures")
    parser.add_argument("--half", type=int, choices=(0, 1), help="judge half of the publishers only")
    parser.add_argument("--show", action="store_true", help="print every line that is left with a profile")
    chosen = parser.parse_args()
    score = scorer(chosen.cases)
    print("rendering  from  pages   furniture  repeated  in two  body F1        worst page")
    for rendering in chosen.renderings.split(","):
        sites = _sites(chosen.cases, rendering, score, chosen.half)
        for most in map(int, chosen.captures.split(",")):
            found = [each for site in sites for each in _judged(site, most, chosen.own, score)]
            _report(rendering, most, found)
            if chosen.show:
                _show(found)


def _sites(cases: Path, rendering: str, score: ModuleType, half: int | None = None) -> list[list[Capture]]:
    """Return the captures of each publisher that has three or more."""
    sites: dict[str, list[Capture]] = defaultdict(list)
    for case, data in pages(cases, rendering, score, 1):
        if half is not None and hashlib.sha256(case["publisher"].encode()).digest()[-1] % 2 != half:
            continue
        try:
            sites[case["publisher"]].append((case, data, reading(data, f"{case['id']}.txt")))
        except ImportFailed:
            continue
    return [site for _, site in sorted(sites.items()) if len(site) >= 3]


def _judged(site: list[Capture], most: int, own: bool, score: ModuleType) -> list[tuple[str, Judged, Judged]]:
    """Return for each page of a site its id and how it is imported without and with what the others teach."""
    found = []
    for at, (case, data, _) in enumerate(site):
        others = [known for _, _, known in (*site[at + 1 :], *site[:at])][: most - own]
        try:
            cues = learn([site[at][2], *others] if own else others).cues
        except ImportFailed:
            continue
        holders = Counter(key for other in others for key in set(other.keys) if key)
        pair = (_imported(case, data, each, holders, score) for each in ({}, cues))
        found.append((case["id"], *pair))
    return found


def _imported(
    case: dict[str, Any], data: bytes, cues: Mapping[str, tuple[str, ...]], holders: Counter[str], score: ModuleType
) -> Judged:
    try:
        draft = read(data, f"{case['id']}.txt", ImportOptions(cues=dict(cues)))[0]
    except ImportFailed:
        return Judged((), 0, 0, 0.0)
    found, _ = labels(case, draft.paragraphs, score)
    left = tuple(text for text, label in zip(draft.paragraphs, found, strict=True) if label == OTHER)
    often = [holders[key_of(text)] for text in left]
    repeated, known = sum(held > 0 for held in often), sum(held > 1 for held in often)
    return Judged(left, repeated, known, score.score(case, json_record(draft))["tok_f1"])


def _report(rendering: str, most: int, found: list[tuple[str, Judged, Judged]]) -> None:
    count = max(1, len(found))
    before, after = ([pair[side] for _, *pair in found] for side in (0, 1))
    lines = _change([[len(each.left) for each in side] for side in (before, after)])
    repeated = _change([[each.repeated for each in side] for side in (before, after)])
    known = _change([[each.known for each in side] for side in (before, after)])
    means = "→".join(f"{sum(each.f1 for each in side) / count:.4f}" for side in (before, after))
    worst = min(found, key=lambda each: each[2].f1 - each[1].f1, default=None)
    told = f"{worst[0]} {worst[1].f1:.3f}→{worst[2].f1:.3f}" if worst else ""
    print(f"{rendering:10} {most:4} {len(found):6} {lines:>11} {repeated:>9} {known:>7}  {means}  {told}", flush=True)


def _change(sides: Sequence[Sequence[int]]) -> str:
    return "→".join(str(sum(side)) for side in sides)


def _show(found: list[tuple[str, Judged, Judged]]) -> None:
    for name, before, after in found:
        gone = Counter(before.left) - Counter(after.left)
        print(f"  {name}: {sum(gone.values())} gone")
        for text in after.left:
            print(f"      {text[:150]}")


if __name__ == "__main__":
    main()
