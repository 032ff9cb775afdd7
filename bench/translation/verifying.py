"""How often the verifier is wrong about true translations, and how often it sees broken ones.

python -m bench.translation.verifying ../shared/translation/ntrex-news-500.tsv
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from bench.translation.faults import FAULTS
from bench.translation.figures import Figure, at_least, at_most
from bench.translation.news import Document, documents
from generator.translation.verify import verify_all

# How much of every fault must be seen in every language, and how much may be published, in the mean. Another number is
# flagged alone: the translator may be right. A few words may be of several languages.
MUST, MOST = 0.97, 0.005
PUBLISHED = {"number changed": 1.0, "one answer in another language": 0.03, "all answers in another language": 0.03}
# How far apart two answers are exchanged, and in which languages answers are given in place of English.
_APART = (1, 4)
_OTHERS = ("es", "fr", "pt")
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
        seen = all_broken(found, lang)
        print(
            f"{lang}: true rejected {true.rejected / true.texts:.2%} asked for again {true.again / true.texts:.2%}"
            f" flagged {true.flagged / true.texts:.2%} {dict(true.reasons.most_common())}"
        )
        print("    " + "  ".join(f"{name} {each.seen:.1%}, {each.published:.1%}" for name, each in seen.items()))


def all_broken(found: Sequence[Document], lang: str) -> dict[str, Seen]:
    """Return what is seen of each fault, of two answers exchanged, and of answers in another language."""
    return judge_broken(found, lang) | judge_exchanged(found, lang) | judge_foreign(found, lang)


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
    seen = {lang: all_broken(found, lang) for lang in languages(found)}
    for fault in next(iter(seen.values())):
        worst = min(seen, key=lambda lang: seen[lang][fault].seen)
        mean, published = (
            sum(values) / len(seen) for values in zip(*(seen[lang][fault] for lang in seen), strict=True)
        )
        kept.append(at_least(f"seen in {worst}, the least: {fault} (mean {mean:.1%})", seen[worst][fault].seen, MUST))
        kept.append(at_most(f"published: {fault}", published, PUBLISHED.get(fault, MOST)))
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
        shares[name] = _judged((document, lang, dict(fault(document.pairs(lang, "en"), rng))) for document in found)
    return shares


def judge_exchanged(found: Sequence[Document], lang: str) -> dict[str, Seen]:
    """Return what is seen when two answers of an article that are so far apart are exchanged, and no others."""
    return {
        f"exchanged, {apart} apart": _judged(
            (document, lang, {at: texts[at + apart], at + apart: texts[at]})
            for document in found
            for texts in (document.texts["en"],)
            for at in range(0, len(texts) - apart, 3)
        )
        for apart in _APART
    }


def judge_foreign(found: Sequence[Document], lang: str) -> dict[str, Seen]:
    """Return what is seen of answers in other languages, one in an article, and all of it."""
    others = [other for other in _OTHERS if other != lang]
    return {
        "one answer in another language": _judged(
            (document, lang, {at: document.texts[other][at]})
            for document in found
            for other in others
            for at in range(0, len(document.texts["en"]), 5)
        ),
        "all answers in another language": _judged(
            (document, lang, dict(enumerate(document.texts[other]))) for document in found for other in others
        ),
    }


def _judged(cases: Iterable[tuple[Document, str, Mapping[int, str]]]) -> Seen:
    seen: list[bool] = []
    published: list[bool] = []
    for document, lang, given in cases:
        pairs = document.pairs(lang, "en")
        # What is as it was is not broken: a name alone, for one.
        broken = {place: text for place, text in given.items() if text != pairs[place][1]}
        answers = [(source, broken.get(index, answer)) for index, (source, answer) in enumerate(pairs)]
        verdicts = verify_all(answers, lang, "en")
        seen += [bool(verdicts[index].rejected or verdicts[index].grave or verdicts[index].flags) for index in broken]
        published += [not (verdicts[index].rejected or verdicts[index].grave) for index in broken]
    return Seen(sum(seen) / max(1, len(seen)), sum(published) / max(1, len(published)))


if __name__ == "__main__":
    main()
