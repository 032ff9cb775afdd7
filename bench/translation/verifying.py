"""How often the verifier is wrong about true translations, and how often it sees broken ones.

python -m bench.translation.verifying ../shared/translation/ntrex-news-500.tsv
"""

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from bench.translation.faults import FAULTS
from bench.translation.figures import Figure, at_least, at_most
from bench.translation.news import Document, documents
from generator.translation.verify import verify_all

# What no check can see everywhere: a part in the original's words among languages of one script.
MUSTS = {"half untranslated": 0.9, "number changed": 0.95}
# Of which faults so much may be published, in the mean; of the others 1 %.
PUBLISHED = {"number changed": 1.0, "two swapped": 0.04, "truncated": 0.02}
# How many texts articles have here, as a swap shows among neighbours alone.
_ARTICLE = 15


class Said(NamedTuple):
    """What was said of true translations of one language."""

    texts: int
    reasons: Counter[str]
    rejected: int
    again: int
    flagged: int


class Seen(NamedTuple):
    """Which share of broken answers was rejected or flagged, and which is published, flagged or not."""

    seen: float
    published: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", type=Path)
    parser.add_argument("--show", default="", help="a reason whose true translations are printed")
    options = parser.parse_args()
    found = articles(documents(options.news))
    for lang in languages(found):
        true = judge_true(found, lang, options.show)
        seen = judge_broken(found, lang)
        print(
            f"{lang}: true rejected {true.rejected / true.texts:.2%} asked for again {true.again / true.texts:.2%}"
            f" flagged {true.flagged / true.texts:.2%} {dict(true.reasons.most_common())}"
        )
        print("    " + "  ".join(f"{name} {each.seen:.1%}, {each.published:.1%}" for name, each in seen.items()))


def figures(news: Path) -> list[Figure]:
    """Return how often true translations are refused or flagged, and how often each fault is seen."""
    found = articles(documents(news))
    said = {lang: judge_true(found, lang) for lang in languages(found)}
    texts = sum(each.texts for each in said.values())
    kept = [
        at_most("true translations rejected", sum(each.rejected for each in said.values()) / texts, 0.001),
        at_most("true translations asked for again", sum(each.again for each in said.values()) / texts, 0.015),
        at_most("true translations flagged", sum(each.flagged for each in said.values()) / texts, 0.03),
    ]
    seen = {lang: judge_broken(found, lang) for lang in languages(found)}
    for fault in FAULTS:
        worst = min(seen, key=lambda lang: seen[lang][fault].seen)
        least = seen[worst][fault].seen
        mean, published = (
            sum(values) / len(seen) for values in zip(*(seen[lang][fault] for lang in seen), strict=True)
        )
        kept.append(at_least(f"seen: {fault} (least: {worst} {least:.1%})", mean, MUSTS.get(fault, 0.97)))
        kept.append(at_most(f"published: {fault}", published, PUBLISHED.get(fault, 0.01)))
    return kept


def articles(found: Sequence[Document]) -> list[Document]:
    """Return documents in parts of 5 to 15 texts, as long as articles are; shorter ones as they are."""
    kept = []
    for document in found:
        length = len(document.texts["en"])
        parts = -(-length // _ARTICLE)
        ends = [length * part // parts for part in range(parts + 1)]
        kept += [
            Document(document.id, {lang: texts[start:end] for lang, texts in document.texts.items()})
            for start, end in pairwise(ends)
        ]
    return kept


def languages(found: Sequence[Document]) -> list[str]:
    return [lang for lang in found[0].texts if lang != "en"]


def judge_true(found: Sequence[Document], lang: str, show: str = "") -> Said:
    reasons: Counter[str] = Counter()
    texts = rejected = again = flagged = 0
    for document in found:
        pairs = document.pairs(lang, "en")
        for pair, verdict in zip(pairs, verify_all(pairs, lang, "en"), strict=True):
            texts += 1
            rejected += bool(verdict.rejected)
            again += bool(verdict.grave)
            flagged += bool(verdict.flags)
            names = [f"rejected:{verdict.rejected}"] if verdict.rejected else list(verdict.flags)
            reasons.update(names)
            if show in names:
                print("   ", *pair, sep="\n      ")
    return Said(texts, reasons, rejected, again, flagged)


def judge_broken(found: Sequence[Document], lang: str) -> dict[str, Seen]:
    """Return for each fault which share of the broken answers is seen, and which is published all the same."""
    shares = {}
    for name, fault in FAULTS.items():
        rng = random.Random(f"{name} {lang}")
        seen: list[bool] = []
        published: list[bool] = []
        for document in found:
            pairs = document.pairs(lang, "en")
            # What is as it was is not broken: a name alone, for one.
            broken = {place: text for place, text in fault(pairs, rng) if text != pairs[place][1]}
            given = [(source, broken.get(index, answer)) for index, (source, answer) in enumerate(pairs)]
            verdicts = verify_all(given, lang, "en")
            seen += [bool(verdicts[index].rejected or verdicts[index].flags) for index in broken]
            published += [not (verdicts[index].rejected or verdicts[index].grave) for index in broken]
        shares[name] = Seen(sum(seen) / max(1, len(seen)), sum(published) / max(1, len(published)))
    return shares


if __name__ == "__main__":
    main()
