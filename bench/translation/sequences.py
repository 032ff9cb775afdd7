"""Let anything happen to translations, in random order, and count a person's blocks that were changed.

    python -m bench.translation.sequences [COUNT] [FIRST]

Each sequence is a digest of its own, given by its number, so that one that fails can be played again.
"""

import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from translation_world import play, random_steps

MOST = 14


def one(number: int) -> str:
    """Play one sequence; return what was wrong, or nothing."""
    steps = random_steps(random.Random(number), MOST)
    folder = Path(tempfile.mkdtemp(prefix="nashra-sequence-"))
    try:
        with pytest.MonkeyPatch.context() as monkeypatch:
            monkeypatch.setattr(os, "fsync", lambda _: None)
            play(folder, steps, monkeypatch)
    except Exception:  # noqa: BLE001 - whatever is wrong is what is looked for
        return f"sequence {number}: {steps}\n{traceback.format_exc()}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return ""


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    first = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    started = time.monotonic()
    with ProcessPoolExecutor() as pool:
        wrong = [fault for fault in pool.map(one, range(first, first + count), chunksize=20) if fault]
    for fault in wrong[:3]:
        print(fault)
    print(f"{count} sequences, {len(wrong)} in which something was lost or wrong; {time.monotonic() - started:.0f} s")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
