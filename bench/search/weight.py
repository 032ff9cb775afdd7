"""Print what a reader loads before the first answer, and what the index adds to a site and to its build.

    python bench/search/weight.py [-n ARTICLES] [--words WORDS] [--lang LANG] [--pagefind PROGRAM]

Words are drawn as often as the language uses them (`pip install wordfreq`). All sizes are as gzip makes them.
"""

import argparse
import gzip
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

from browsing import OURS, PAGEFIND, answers, served
from digest import write_synthetic

QUESTIONS = {
    "ar": ["الحكومة", "وزير الخارجية", "الحكزمة"],
    "en": ["government", "foreign minister", "govrenment"],
}
"""A word, two words, and one with a typing error."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=1000)
    parser.add_argument("--words", type=int, default=350)
    parser.add_argument("--lang", default="ar", choices=sorted(QUESTIONS))
    parser.add_argument("--pagefind")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_synthetic(folder, options.lang, options.n, options.words)
        seconds = cpu([sys.executable, "-m", "generator", "build", "--project", name])
        site = folder / "site"
        files = list((site / "search").rglob("*.js"))
        print(f"{options.n} articles in {options.lang}, {options.words} words each; the build took {seconds:.1f} s CPU")
        print(f"index: {len(files)} files, {sum(map(weight, files)) / 1000:.0f} KB")
        for question in QUESTIONS[options.lang]:
            loaded(site, f"{options.lang}/search.html", OURS, question)
        if options.pagefind:
            seconds = cpu([options.pagefind, "--site", site, "--glob", f"{options.lang}/articles/*.html"])
            files = [path for path in (site / "pagefind").rglob("*") if path.is_file()]
            print(f"pagefind: {len(files)} files, {sum(map(weight, files)) / 1000:.0f} KB; {seconds:.1f} s CPU")
            page = f'<!doctype html><html lang="{options.lang}"><title>-</title><main>.</main>'
            (site / "bare.html").write_text(page, encoding="utf-8")
            for question in QUESTIONS[options.lang]:
                loaded(site, "bare.html", PAGEFIND, question)


def cpu(command: list[str | Path]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True, env=os.environ | {"NO_COLOR": "1"})
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def weight(path: Path) -> int:
    data = path.read_bytes()
    return len(data) if data[:2] == b"\x1f\x8b" else min(len(data), len(gzip.compress(data, 9)))


def loaded(site: Path, page: str, script: str, question: str) -> None:
    with served(site) as (address, asked):
        found = answers(f"{address}/{page}", script, [question])
    files = [site / unquote(urlsplit(path).path).lstrip("/") for path in asked]
    sizes = {str(path.relative_to(site)): weight(path) for path in files if path.is_file()}
    index = sum(size for path, size in sizes.items() if path.startswith(("search/", "pagefind/")))
    total = sum(sizes.values())
    told = f"{total / 1000:.1f} KB in {len(sizes)} files, {index / 1000:.1f} KB of them the index"
    print(f"  {question}: {len(found[0])} shown; {told}")


if __name__ == "__main__":
    main()
