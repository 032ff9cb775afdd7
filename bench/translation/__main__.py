"""Measure the translator: what must be true of it, with real engines and real news.

    make bench-translate
    python -m bench.translation [../shared/translation/ntrex-news-500.tsv] [--only verifier,markup,pipeline,…]

Exits with 1 where a figure falls short.
"""

import argparse
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping
from pathlib import Path

from bench.translation import markup, pipeline, verifying
from bench.translation.figures import Figure, table

NEWS = Path("../shared/translation/ntrex-news-500.tsv")
PARTS: Mapping[str, Callable[[Path], list[Figure]]] = {
    "verifier": verifying.figures,
    "markup": markup.figures,
    "pipeline": pipeline.figures,
}
# Scripts that say by themselves whether all is well.
SCRIPTS = ("sequences", "kills", "speed", "glossary")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", nargs="?", type=Path, default=NEWS)
    parser.add_argument("--only", default="", help="parts, with commas between")
    options = parser.parse_args()
    wanted = [name for name in options.only.split(",") if name] or [*PARTS, *SCRIPTS]
    found: list[Figure] = []
    for name in wanted:
        print(f"… {name}", file=sys.stderr, flush=True)
        if name in PARTS:
            found += _measured(name, options.news)
        else:
            # Its own output is what it measures; here counts how it ended.
            code = subprocess.run([sys.executable, "-m", f"bench.translation.{name}"], check=False).returncode
            found.append(Figure(name, f"ended with {code}", "ends with 0", code == 0))
    print(table(found))
    return 0 if all(each.good for each in found) else 1


def _measured(name: str, news: Path) -> list[Figure]:
    try:
        return PARTS[name](news)
    except Exception:  # noqa: BLE001 - the other parts are still worth their time
        traceback.print_exc()
        return [Figure(name, "failed", "runs", good=False)]


if __name__ == "__main__":
    raise SystemExit(main())
