"""Build a digest of mixed-script texts, and count what is not isolated, runs the wrong way, or cannot be read.

    python bench/fuzz.py [-n TITLES] [--seed N] [--jobs N]

Exit code 1 where anything is found.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from fuzzing import faults, fuzzed

A_ROUND = 80
SHOWN = 10


def one_round(folder: Path, seed: int) -> tuple[int, int, int, list[tuple[str, str, str]]]:
    """Return how many titles, texts and files one digest had, and what is wrong with it."""
    digest, texts = fuzzed(folder, A_ROUND, seed)
    digest.build()
    titles = sum(1 for _ in digest.folder.glob("content/articles/*.md"))
    files = sum(each.is_file() for each in digest.output.rglob("*"))
    found = list(faults(digest.output, texts))
    shutil.rmtree(folder)
    return titles, len(texts.made), files, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-n", "--titles", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    began, titles, texts, files, found = time.monotonic(), 0, 0, 0, []
    with tempfile.TemporaryDirectory(prefix="nashra-fuzz-") as name, ProcessPoolExecutor(options.jobs) as pool:
        # An article has three titles or four.
        most = -(-options.titles // (3 * A_ROUND))
        running = [pool.submit(one_round, Path(name) / str(at), options.seed + at) for at in range(most)]
        for each in running:
            if titles >= options.titles:
                each.cancel()
                continue
            done = each.result()
            titles, texts, files, found = titles + done[0], texts + done[1], files + done[2], found + done[3]
    print(f"{titles:,} titles, {texts:,} texts, {files:,} files, {time.monotonic() - began:.0f} s")
    kinds = Counter(kind for kind, _, _ in found)
    for kind in ("unisolated", "direction", "unbalanced", "broken"):
        print(f"{kind:>12}: {kinds[kind]}")
    for fault in found[:SHOWN]:
        print(*fault, sep="  ")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
