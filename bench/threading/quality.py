"""Figures of assignment as shipped, by `nashra threads assign --jsonl`, and what each threshold would have decided.

    python -m bench.threading.quality ../shared/threading        (make bench-threads)

These trees were trained on the same items: for figures on years and stories that they have not seen, run `train.py`.
"""

import argparse
import contextlib
import io
import json
import time
from math import exp
from pathlib import Path

from bench.threading.scoring import figures
from generator.cli.threads_data import print_assignments

CHANCES = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    options = parser.parse_args()
    for seeds in (1, 3, 10):
        began = time.process_time()
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            print_assignments(options.data / "wcep.jsonl", options.data / f"wcep-assign-k{seeds}.json")
        spent = time.process_time() - began
        lines = [json.loads(line) for line in printed.getvalue().splitlines()]
        print(f"k={seeds}: {len(lines)} items in {spent:.1f} s of CPU")
        print("  at the default thresholds:", figures(options.data, seeds, lines))
        for chance in CHANCES:
            for line in lines:
                line["thread"] = line["best"] if 1 / (1 + exp(-line["score"])) >= chance else None
            print(f"  from a chance of {chance}:", figures(options.data, seeds, lines))


if __name__ == "__main__":
    main()
