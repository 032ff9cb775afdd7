"""How often the verifier is wrong about true translations, and how often it sees broken ones.

python -m bench.translation.verifying ../shared/translation/ntrex-news-500.tsv
"""

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bench.translation.faults import FAULTS
from bench.translation.figures import Figure, at_least, at_most
from bench.translation.news import Document, documents
from generator.translation.verify import verify_all

# What no check can see everywhere: a part in the original's words among languages of one script.
MUSTS = {"half untranslated": 0.9, "number changed": 0.95}


class Said(NamedTuple):
    """What was said of true translations of one language."""

    texts: int
    reasons: Counter[str]
    rejected: int
    flagged: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", type=Path)
    parser.add_argument("--show", default="", help="a reason whose true translations are printed")
    options = parser.parse_args()
    found = documents(options.news)
    for lang in languages(found):
        true = judge_true(found, lang, options.show)
        seen = judge_broken(found, lang)
        print(
            f"{lang}: true rejected {true.rejected / true.texts:.2%} flagged {true.flagged / true.texts:.2%}"
            f" {dict(true.reasons.most_common())}"
        )
        print("    " + "  ".join(f"{name} {share:.1%}" for name, share in seen.items()))


def figures(news: Path) -> list[Figure]:
    """Return how often true translations are refused or flagged, and how often each fault is seen."""
    found = documents(news)
    said = {lang: judge_true(found, lang) for lang in languages(found)}
    texts = sum(each.texts for each in said.values())
    kept = [
        at_most("true translations rejected", sum(each.rejected for each in said.values()) / texts, 0.001),
        at_most("true translations flagged", sum(each.flagged for each in said.values()) / texts, 0.03),
    ]
    seen = {lang: judge_broken(found, lang) for lang in languages(found)}
    for fault in FAULTS:
        worst = min(seen, key=lambda lang: seen[lang][fault])
        mean = sum(each[fault] for each in seen.values()) / len(seen)
        figure = at_least(f"seen: {fault} (least: {worst} {seen[worst][fault]:.1%})", mean, MUSTS.get(fault, 0.97))
        kept.append(figure)
    return kept


def languages(found: Sequence[Document]) -> list[str]:
    return [lang for lang in found[0].texts if lang != "en"]


def judge_true(found: Sequence[Document], lang: str, show: str = "") -> Said:
    reasons: Counter[str] = Counter()
    texts = rejected = flagged = 0
    for document in found:
        pairs = document.pairs(lang, "en")
        for pair, verdict in zip(pairs, verify_all(pairs, lang, "en"), strict=True):
            texts += 1
            rejected += bool(verdict.rejected)
            flagged += bool(verdict.flags)
            names = [f"rejected:{verdict.rejected}"] if verdict.rejected else list(verdict.flags)
            reasons.update(names)
            if show in names:
                print("   ", *pair, sep="\n      ")
    return Said(texts, reasons, rejected, flagged)


def judge_broken(found: Sequence[Document], lang: str) -> dict[str, float]:
    """Return for each fault which share of the broken answers is rejected or flagged."""
    shares = {}
    for name, fault in FAULTS.items():
        rng = random.Random(f"{name} {lang}")
        seen: list[bool] = []
        for document in found:
            pairs = document.pairs(lang, "en")
            broken = dict(fault(pairs, rng))
            given = [(source, broken.get(index, answer)) for index, (source, answer) in enumerate(pairs)]
            verdicts = verify_all(given, lang, "en")
            seen += [bool(verdicts[index].rejected or verdicts[index].flags) for index in broken]
        shares[name] = sum(seen) / max(1, len(seen))
    return shares


if __name__ == "__main__":
    main()
