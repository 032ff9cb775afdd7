"""chrF, a measure of translations: how many runs of characters an answer shares with a person's translation.

Corpus-level chrF2 as it is usually given: runs of one to six characters, spaces left out, recall weighed twice.
"""

from collections import Counter
from collections.abc import Iterable

ORDERS = 6
BETA = 2.0


def chrf(pairs: Iterable[tuple[str, str]]) -> float:
    """Return the score, from 0 to 100, of pairs of an answer and a person's translation."""
    sums = [[0, 0, 0] for _ in range(ORDERS)]
    for answer, reference in pairs:
        here, there = "".join(answer.split()), "".join(reference.split())
        for order, total in enumerate(sums, 1):
            given, wanted = _runs(here, order), _runs(there, order)
            total[0] += given.total() if wanted else 0
            total[1] += wanted.total()
            total[2] += (given & wanted).total()
    scored = [(both / given, both / wanted) for given, wanted, both in sums if given and wanted]
    if not scored:
        return 0.0
    precision, recall = (sum(each) / len(scored) for each in zip(*scored, strict=True))
    weighed = BETA**2 * precision + recall
    return 100 * (1 + BETA**2) * precision * recall / weighed if weighed else 0.0


def _runs(text: str, order: int) -> Counter[str]:
    return Counter(text[start : start + order] for start in range(len(text) - order + 1))
