"""Measure what `nashra import` finds on labelled pages: one table, for `make bench-import`.

    python bench/importing/quality.py CASES [--renderings blocks,lynx,html] [--folds DIR] [--every N] [--json FILE]

CASES is a folder as `../shared/extraction`. With `--folds`, each page is read with the weights that
`bench/importing/train_text.py --folds` made without its publisher, so that the figures are those of unseen publishers.
"""

import argparse
import gzip
import itertools
import json
import os
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

from held_out import SHIPPED, use, weights_by_publisher
from labels import scorer

from generator.errors import ImportFailed
from generator.importers import json_record, read

RENDERINGS = ("blocks", "innertext", "lynx", "strings", "inscriptis", "resiliparse", "rpmain", "html")
MEASURES = (
    *("tok_f1", "leak", "para_f1", "title_fold", "summary_f1", "date_exact", "date_wrong", "author_f1", "source_f1"),
    *("related_in", "lang", "empty"),
)
_PROMISES = {
    "body": "tok_f1",
    "title": "title_fold",
    "published": "date_exact",
    "lang": "lang",
    "authors": "author_f1",
}
_BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01)


def pages(cases: Path, rendering: str, score: Any, every: int) -> list[tuple[dict[str, Any], bytes]]:
    """Return the labelled pages that hold their body, as bytes."""
    found = []
    for case in score.load_cases(cases / "cases.jsonl")[::every]:
        if case["coverage"].get("blocks" if rendering == "html" else rendering, 0) < 0.9:
            continue
        path = f"html/{case['id']}.html.gz" if rendering == "html" else f"dumps/{rendering}/{case['id']}.txt.gz"
        found.append((case, gzip.decompress((cases / path).read_bytes())))
    return found


def main() -> None:
    """Print a table by rendering and by script, and how well each confidence field tells what is right."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--renderings", default=",".join(RENDERINGS))
    parser.add_argument("--folds", type=Path)
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    score = scorer(options.cases)
    held_out = weights_by_publisher(options.folds)
    report: dict[str, Any] = {}
    print("rendering script".ljust(24), "pages", *(measure.rjust(10) for measure in MEASURES), "pages/s")
    for rendering in options.renderings.split(","):
        scores: list[tuple[dict[str, Any], dict[str, float], dict[str, float]]] = []
        spent = 0.0
        chosen = pages(options.cases, rendering, score, options.every)
        for weights, part in _by_weights(chosen, held_out):
            use(weights)
            read(b"Warm up\n\nThe first page loads what all of them need, and that is not measured here.", "warm-up")
            for case, data in part:
                start = time.process_time()
                try:
                    record = json_record(read(data, case["id"])[0])
                except ImportFailed:
                    record = {}
                spent += time.process_time() - start
                scores.append((case, score.score(case, record), record.get("confidence", {})))
        by_script = defaultdict(list)
        for case, found, _ in scores:
            by_script[score.SCRIPT.get(case["lang"], "Latin")].append(found)
        everything = [found for _, found, _ in scores]
        report[rendering] = {"all": score.aggregate(everything), "pages_per_second": len(scores) / spent}
        _line(rendering, score.aggregate(everything), f"{len(scores) / spent:7.0f}")
        for script, some in sorted(by_script.items()):
            report[rendering][script] = score.aggregate(some)
            _line(f"  {script}", report[rendering][script], "")
        real = [found for case, found, _ in scores if case["id"].startswith("rtl-") and not case.get("reconstructed")]
        if real:
            _line("  right to left, real", score.aggregate(real), "")
        _confidence(scores)
        report[rendering]["cases"] = {case["id"]: found for case, found, _ in scores}
    if options.json:
        options.json.write_text(json.dumps(report, indent=1), encoding="utf-8")


def _by_weights(chosen: list[Any], held_out: dict[str, Path]) -> list[tuple[Path, list[Any]]]:
    groups: dict[Path, list[Any]] = defaultdict(list)
    for case, data in chosen:
        groups[held_out.get(case["publisher"], SHIPPED)].append((case, data))
    return sorted(groups.items())


def _line(name: str, found: dict[str, float], speed: str) -> None:
    cells = [f"{found[measure]:.3f}" if measure in found else "-" for measure in MEASURES]
    print(name.ljust(24), f"{found['n']:5.0f}", *(cell.rjust(10) for cell in cells), speed, flush=True)


def _confidence(scores: list[tuple[dict[str, Any], dict[str, float], dict[str, float]]]) -> None:
    """Print for bins of each confidence: its mean, what it promises, and how many pages are in the bin."""
    fields = (
        ("body", "tok_f1"),
        ("title", "title_fold"),
        ("published", "date_exact"),
        ("lang", "lang"),
        ("authors", "author_f1"),
    )
    for field, measure in fields:
        pairs = [(sure[field], found[measure]) for _, found, sure in scores if field in sure and measure in found]
        cells = []
        for low, high in itertools.pairwise(_BINS):
            inside = [pair for pair in pairs if low <= pair[0] < high and (low or pair[0])]
            if inside:
                means = [sum(values) / len(inside) for values in zip(*inside, strict=True)]
                cells.append(f"{means[0]:.2f}→{means[1]:.2f} ({len(inside)})")
        print(f"    confidence of {field}: said→found", *cells)


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
