"""How long `translate --status` takes on a large digest, and a run in which memory has everything.

    python -m bench.translation.speed [--articles 10000] [--blocks 10000]

Times are CPU seconds of the whole command in a process of its own, with the state that earlier commands left and the
byte code that an installed program has.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generator.content import ledger
from generator.frontmatter import format_document

SETTINGS = """\
languages = ["ar", "en"]
[title]
ar = "نشرة"
en = "Nashra"
"""
WORDS = (
    "قال أعلن وزير رئيس مجلس اجتماع أزمة حوار اتفاق قرار مدينة شركة سوق سعر نفط ماء مطر طريق مدرسة "
    "جامعة كتاب فريق مباراة لاعب طبيب مستشفى علاج دواء بحث تقرير عالم شرق غرب شمال جنوب بحر ميناء سفينة"
).split()
ENGLISH = (
    "said minister council meeting talks accord city market price water road school team hospital report sea".split()
)


def sentence(rng: random.Random, words: list[str], number: int) -> str:
    return f"{' '.join(rng.choices(words, k=24))} {number}"


def put(folder: Path, name: str, fields: dict[str, object], body: str) -> None:
    path = folder / "content" / "articles" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(format_document(fields, body), encoding="utf-8")


def make(folder: Path, articles: int, blocks: int, *, copies: int = 0) -> None:
    """Write `articles` originals of `blocks` paragraphs with their machine translations; the first `copies` again."""
    (folder / "content").mkdir(parents=True)
    (folder / "content" / "digest.toml").write_text(SETTINGS, encoding="utf-8")
    rng = random.Random(7)
    for number in range(articles):
        source = [sentence(rng, WORDS, number) for _ in range(blocks)]
        target = [sentence(rng, ENGLISH, number) for _ in range(blocks)]
        month = f"2026/{number % 12 + 1:02d}"
        title = f"{rng.choice(WORDS)} {rng.choice(WORDS)} {number}"
        put(folder, f"{month}/a{number}.ar.md", {"title": title, "lang": "ar"}, "\n\n".join(source) + "\n")
        about = {"of": f"a{number}.ar.md", "status": "machine", "engine": "command", "made": "2026-01-31"}
        fields = {"title": f"News {number}", "lang": "en", "translation": about}
        put(folder, f"{month}/a{number}.en.md", fields, "\n\n".join(target) + "\n")
        entries = [
            ledger.Entry(
                "title", ledger.block_hash(title), ledger.text_hash(f"News {number}"), "command", "2026-01-31"
            ),
            *(
                ledger.Entry(i, ledger.block_hash(a), ledger.text_hash(b), "command", "2026-01-31")
                for i, (a, b) in enumerate(zip(source, target, strict=True))
            ),
        ]
        path = folder / "content" / "articles" / f"{month}/a{number}.en.tm.jsonl"
        path.write_text(ledger.format(entries), encoding="utf-8")
        if number < copies:
            put(folder, f"{month}/b{number}.ar.md", {"title": title, "lang": "ar"}, "\n\n".join(source) + "\n")


def run(folder: Path, *arguments: str) -> tuple[float, float, str]:
    """Return CPU seconds, seconds on the clock, and what a command said last."""
    before, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [sys.executable, "-m", "generator", "translate", "--project", str(folder), *arguments]
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder.parent / "bytecode")
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    said = (done.stderr.strip() or f"{len(done.stdout.splitlines())} lines").splitlines()
    return cpu, time.monotonic() - clock, said[-1]


def show(what: str, measured: tuple[float, float, str], limit: float | None = None) -> bool:
    cpu, clock, said = measured
    wanted = "" if limit is None else f" (must be below {limit:g} s)"
    print(f"{what}: {cpu:.2f} s CPU, {clock:.2f} s on the clock{wanted}; {said}", flush=True)
    return limit is None or cpu < limit


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--blocks", type=int, default=10_000)
    wanted = parser.parse_args()
    base = Path(tempfile.mkdtemp(prefix="nashra-speed-"))
    good = True
    try:
        many = base / "many"
        make(many, wanted.articles, 3)
        show(f"--status of {wanted.articles} articles, each translated, without any state", run(many, "--status"))
        time.sleep(0.5)
        run(many, "--status")
        good &= show("the same again", run(many, "--status"), 2.0)
        known = base / "known"
        articles = max(1, wanted.blocks // 10)
        make(known, articles, 10, copies=articles)
        run(known, "--status")
        time.sleep(0.5)
        run(known, "--status")
        hits = run(known, "--engine", "memory")
        good &= show(f"{articles * 10} blocks in {articles} new articles, all in memory", hits, 3.0)
        show("the same again, when all is translated", run(known, "--engine", "memory"))
    finally:
        shutil.rmtree(base)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
