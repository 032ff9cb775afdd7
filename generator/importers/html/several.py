"""Pages with several articles: the main one where there clearly is one; a list of articles is none."""

from collections import Counter
from collections.abc import Sequence

from generator.errors import ImportFailed
from generator.importers.html.passages import Passage
from generator.importers.text.sentences import ends_sentence
from generator.model import Notice

_FEW = 3
_WHOLE = 400


def main_one(passages: Sequence[Passage], taken: list[Passage], name: str) -> tuple[list[Passage], tuple[Notice, ...]]:
    """Return the passages of the main article, with a notice of others; raise ImportFailed for a list of articles."""
    weights: Counter[int] = Counter()
    paragraphs: Counter[int] = Counter()
    for passage in passages:
        if passage.article and ends_sentence(passage.text) and passage.linked * 2 < len(passage.text):
            weights[passage.article] += len(passage.text)
            paragraphs[passage.article] += 1
    ours: Counter[int] = Counter()
    for passage in taken:
        ours[passage.article] += len(passage.text)
    main, size = ours.most_common(1)[0]
    told = {p.article for p in passages if p.level and p.article}
    among = [number for number in ours if number and number in told and weights[number]]
    if len(among) >= _FEW and size * 2 < sum(ours.values()):
        raise ImportFailed(f"the page is a list of articles: {len(among)} stand on it and none is the main one",
                           file=name, hint="open the article that you want and save its own page")  # fmt: skip
    whole = [
        number
        for number in weights
        if number != main and number in told and paragraphs[number] > 1 and weights[number] >= _WHOLE
    ]
    if not (main and whole) or weights[main] < 2 * max(weights[number] for number in whole):
        return taken, ()
    notice = Notice(
        code="several-articles",
        message=f"the page holds {len(whole) + 1} articles, of which the longest one was taken",
        hint="if you want another one, save its own page",
    )
    return [p for p in taken if p.article in (main, 0)], (notice,)
