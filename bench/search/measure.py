"""Print how many questions find their article among the first ten, beside Pagefind on the same pages.

    python bench/search/measure.py ../shared/translation/ntrex-news-500.tsv [--pagefind PROGRAM] [--among N] [--show]

The articles are news sentences that a person translated, two an article, and are not part of this repository.
A question is right if the article with its line is among the first ten answers.
"""

import argparse
import csv
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from itertools import groupby
from pathlib import Path

from browsing import OURS, PAGEFIND, answers, served
from digest import LANGUAGES, write_news, write_synthetic

HERE = Path(__file__).parent
SETS = ("queries-dev.tsv", "queries-unseen.tsv", "queries-languages.tsv")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("news", type=Path)
    parser.add_argument("--pagefind", help="the program `pagefind`, from npm or PyPI")
    parser.add_argument("--among", type=int, default=0, help="as many Arabic articles of random words as well")
    parser.add_argument("--sets", nargs="*", default=SETS)
    parser.add_argument("--show", action="store_true", help="print the questions that find nothing")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        compare(Path(folder), options)


def compare(folder: Path, options: argparse.Namespace) -> None:
    stems = write_news(folder, options.news)
    if options.among:
        write_synthetic(folder, "ar", options.among, 350)
    subprocess.run([sys.executable, "-m", "generator", "build", "--project", folder], check=True, capture_output=True)
    site = folder / "site"
    programs = {"nashra": OURS}
    if options.pagefind:
        index_with_pagefind(folder, site, options.pagefind)
        programs["pagefind"] = PAGEFIND
    for name in options.sets:
        questions = read_questions(HERE / name)
        found = {}
        for program, script in programs.items():
            with served(site if program == "nashra" else folder / "pages") as (address, _):
                found[program] = [
                    found
                    for lang, several in groupby(questions, key=lambda row: row[3])
                    for page in [f"{address}/ar/search.html" if program == "nashra" else f"{address}/{lang}.html"]
                    for found in answers(page, script, [row[0] for row in several])
                ]
        report(name, questions, found, stems, show=options.show)


def index_with_pagefind(folder: Path, site: Path, program: str) -> None:
    """Index article pages alone; the text of an article is marked, so that menus do not count."""
    pages = folder / "pages"
    for path in sorted((site / "ar/articles").glob("*.html")):
        lang = path.stem.rpartition("-")[2]
        text = path.read_text(encoding="utf-8").replace("<main", "<main data-pagefind-body", 1)
        text = text.replace('<html lang="ar"', f'<html lang="{lang}"', 1)
        # Pagefind has an index for each language, and searches the one of the page that asks.
        place = pages / "ar/articles" / path.name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    for lang in LANGUAGES:
        page = f'<!doctype html><html lang="{lang}"><title>-</title><main>.</main>'
        (pages / f"{lang}.html").write_text(page, encoding="utf-8")
    subprocess.run([program, "--site", pages], check=True, capture_output=True)


Question = tuple[str, int, str, str]


def read_questions(path: Path) -> list[Question]:
    """Return (question, line, kind, language) of each row."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t"))
    return [(row[0], int(row[1]), row[2], row[3] if len(row) > 3 else "ar") for row in rows]


def report(
    name: str, questions: list[Question], found: dict[str, list[list[str]]], stems: dict[int, str], *, show: bool
) -> None:
    print(f"\n{name}: {len(questions)} questions\n")
    print("| kind | questions | " + " | ".join(found) + " |")
    print("|---|---|" + "---|" * len(found))
    hits: dict[str, dict[str, list[bool]]] = {program: defaultdict(list) for program in found}
    for program, answered in found.items():
        for (question, line, kind, lang), addresses in zip(questions, answered, strict=True):
            wanted = f"/articles/{stems[line]}-{lang}"
            hit = any(wanted in address for address in addresses[:10])
            hits[program][kind].append(hit)
            hits[program]["all"].append(hit)
            if show and not hit:
                print(f"{program} misses {question} ({kind}, {line}); {len(addresses)} answers", file=sys.stderr)
    for kind in [*sorted({kind for _, _, kind, _ in questions}), "all"]:
        counts = [hits[program][kind] for program in found]
        shares = " | ".join(f"{sum(each)} ({sum(each) / len(each):.1%})" for each in counts)
        print(f"| {kind} | {len(counts[0])} | {shares} |")


if __name__ == "__main__":
    if not shutil.which("chromium") and not shutil.which("chromium-browser"):
        sys.exit("no Chromium on this machine")
    main()
