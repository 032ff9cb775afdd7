"""Text as it was typed (`<pre>`): which of its line ends part paragraphs, and which only fitted it to a screen."""

import re
from collections.abc import Iterator
from itertools import pairwise

# A line was fitted where the next word would nearly fill it or more; longer lines than this were fitted to nothing.
_NEARLY, _SCREEN = 0.9, 200
_BEGINS = re.compile(r"\s*(?:[-*•–—]|\d{1,3}[.)])\s")


def breaks(text: str) -> Iterator[int]:
    """Yield where in `text` paragraphs end: at empty lines, behind short lines, and before the marks of lists."""
    lines = text.split("\n")
    width = max(len(line.rstrip()) for line in lines)
    at = -1
    for line, following in pairwise(lines):
        at += len(line) + 1
        word = following.split(maxsplit=1)[:1]
        is_fitted = word and line.strip() and len(line.rstrip()) + 1 + len(word[0]) >= _NEARLY * width <= _SCREEN
        if not is_fitted or _BEGINS.match(following):
            yield at
