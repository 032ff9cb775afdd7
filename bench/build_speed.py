"""Time builds of a synthetic bilingual digest: cold, nothing changed, one body, one title, one template.

    python bench/build_speed.py [-n ARTICLES] [--jobs N] [--rounds N]

Prints CPU seconds (user and system, workers included), wall seconds and the peak size of the largest process, and
each phase as a share of the cold build of the same run: machines differ, shares do not.
"""

import argparse
import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

WORDS = {
    "ar": "الماء المدينة الميناء الخبر اليوم القمح السفينة الشمس النهر الكتاب المدرسة الطريق الشتاء الحقل".split(),
    "en": "water city harbour news today wheat ship sun river book school road winter field sea".split(),
}
SETTINGS = """\
languages = ["ar", "en"]
base_url = "https://example.org/"
timezone = "Africa/Cairo"
[title]
ar = "نشرة"
en = "Nashra"
[sections]
"""
SECTIONS = ("politics", "economy", "culture", "science")


def make_digest(folder: Path, articles: int, chance: random.Random) -> None:
    threads = [f"t{number}" for number in range(max(1, articles // 40))]
    sections = "".join(f'[sections.{each}]\nar = "{each}"\nen = "{each}"\n' for each in SECTIONS)
    write(folder / "content/digest.toml", SETTINGS.replace("[sections]\n", sections))
    for thread in threads:
        write(folder / f"content/threads/{thread}.toml", f'[title]\nar = "موضوع {thread}"\nen = "Story {thread}"\n')
    for number in range(articles):
        day = date(2024, 1, 1) + timedelta(days=number // 20)
        stem, place = f"story-{number:05}", folder / f"content/articles/{day:%Y/%m}"
        thread, section = chance.choice(threads), chance.choice(SECTIONS)
        front = f"published: {day}\nthreads: [{thread}]\nsection: {section}\npublisher: wire\n"
        write(
            place / f"{stem}.ar.md",
            f'---\ntitle: "{text(chance, "ar", 8)}"\nlang: ar\n{front}---\n{body(chance, "ar")}',
        )
        made = f"translation: {{of: {stem}.ar.md, status: human}}\n"
        write(
            place / f"{stem}.en.md", f'---\ntitle: "{text(chance, "en", 8)}"\nlang: en\n{made}---\n{body(chance, "en")}'
        )


def text(chance: random.Random, lang: str, words: int) -> str:
    return " ".join(chance.choice(WORDS[lang]) for _ in range(words))


def body(chance: random.Random, lang: str) -> str:
    blocks = [text(chance, lang, 45) + "." for _ in range(6)]
    blocks.insert(2, f"## {text(chance, lang, 5)}")
    blocks.insert(
        4, "\n".join(f"- **{text(chance, lang, 4)}** [{text(chance, lang, 2)}](https://example.org/)" for _ in range(3))
    )
    return "\n\n".join(blocks) + "\n"


def write(path: Path, content: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


def measured(command: list[str]) -> tuple[float, float, float]:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, wall, after.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-n", "--articles", type=int, default=1000)
    parser.add_argument("--jobs", default="0")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="nashra-bench-") as name:
        folder = Path(name) / "digest"
        make_digest(folder, options.articles, random.Random(1))
        command = [sys.executable, "-m", "generator", "build", "--project", str(folder), "--jobs", options.jobs]
        article = next((folder / "content/articles").rglob("*.ar.md"))
        phases: dict[str, Callable[[], None]] = {
            "cold": lambda: [shutil.rmtree(folder / each, ignore_errors=True) for each in ("site", ".nashra")] and None,
            "nothing changed": lambda: None,
            "one body": lambda: write(article, article.read_text(encoding="utf-8") + "\nفقرة.\n"),
            "one title": lambda: write(article, article.read_text(encoding="utf-8").replace('e: "', 'e: "و', 1)),
            "own style sheet": lambda: write(folder / "templates/assets/css/own.css", f"/* {time.time_ns()} */"),
        }
        figures: dict[str, list[tuple[float, float, float]]] = {name: [] for name in phases}
        for _ in range(options.rounds):
            for phase, prepare in phases.items():
                prepare()
                time.sleep(0.3)
                figures[phase].append(measured(command))
                # Stamps must be older than a tick before a build may rely on them.
                time.sleep(0.3)
                measured(command)
        cold = statistics.median(cpu for cpu, _, _ in figures["cold"])
        print(f"{options.articles} bilingual articles, {os.cpu_count()} cores, median of {options.rounds} rounds")
        for phase, runs in figures.items():
            cpu, wall, peak = (statistics.median(each) for each in zip(*runs, strict=True))
            print(f"{phase:>16}: {cpu:7.2f} s CPU  {wall:7.2f} s wall  {peak:6.0f} MiB  {cpu / cold:7.1%} of cold")


if __name__ == "__main__":
    main()
