"""Kill `nashra translate` at many moments, resume it, and count what was paid for twice.

    python -m bench.translation.kills [KILLS]

Every run is a process of its own that gets SIGKILL. All that may be sent again is what was in flight at a kill.
"""

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "tests"))

from kills import kill_runs


def main() -> int:
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="nashra-kills-") as folder:
        outcome = kill_runs(Path(folder), kills)
    print(
        f"{outcome.kills} runs killed, {outcome.sent} texts sent, {outcome.again} of them again because they were in "
        f"flight, {len(outcome.unexplained)} paid twice without that reason, {outcome.untranslated} left untranslated; "
        f"{time.monotonic() - started:.0f} s"
    )
    return 1 if outcome.unexplained or outcome.untranslated else 0


if __name__ == "__main__":
    sys.exit(main())
