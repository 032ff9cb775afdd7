"""Where sentences end, in the marks of many scripts."""

import re
from collections.abc import Sequence

_ENDS = frozenset(".!?…。！？؟۔।॥‽")
# What may follow the mark that ends a sentence: closing quotes and brackets, and footnote numbers.
_CLOSING = "\"'”’»›)]）」』》 "
_FOOTNOTE = re.compile(r"\[\d+\]$")


def ends_sentence(text: str) -> bool:
    """Tell whether `text` ends as sentences do; a closing quote alone is no end, for headlines end so too."""
    last = text[-1:]
    if last in _ENDS or last not in _CLOSING:
        return last in _ENDS
    if last == "]":
        text = _FOOTNOTE.sub("", text)
    return text.rstrip(_CLOSING)[-1:] in _ENDS


def end_sentences(texts: Sequence[str]) -> list[bool]:
    """Tell for each of `texts`, none of them empty, whether it ends as sentences do."""
    return [text[-1] in _ENDS or (text[-1] in _CLOSING and ends_sentence(text)) for text in texts]
