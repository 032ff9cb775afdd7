"""Where sentences end, in the marks of many scripts."""

import re
from collections.abc import Sequence

FULL_STOPS = ".。۔।॥።။།༎។៕։෴᠃᠉᱾᱿"
"""The marks that end a statement, in all scripts."""
CALLS = "!?！？؟፧‽"
"""The marks that end a question or a call."""

_ENDS = frozenset(f"{FULL_STOPS}{CALLS}…")
# Thai and Lao end their sentences with a space, or with nothing: there, length alone tells a paragraph from a headline.
_UNMARKED = ("\u0e00", "\u0eff")
# The last letter of the scripts before these.
_MARKED = "\u0dff"
_LONG = 90
# On old keyboards for Ethiopic, two of its colons stand for its full stop.
_DOUBLED = "፡፡"
# What may follow the mark that ends a sentence: closing quotes and brackets, and footnote numbers.
_CLOSING = "\"'”’»›)]）」』》 "
_FOOTNOTE = re.compile(r"\[\d+\]$")


def ends_sentence(text: str) -> bool:
    """Tell whether `text` ends as sentences do; a closing quote alone is no end, for headlines end so too."""
    last = text[-1:]
    if last in _ENDS or last not in _CLOSING:
        return last in _ENDS or text.endswith(_DOUBLED)
    if last == "]":
        text = _FOOTNOTE.sub("", text)
    bare = text.rstrip(_CLOSING)
    return bare[-1:] in _ENDS or bare.endswith(_DOUBLED)


def end_sentences(texts: Sequence[str]) -> list[bool]:
    """Tell for each of `texts`, none of them empty and none broken at a width, whether it ends as sentences do."""
    return [
        (last := text[-1]) in _ENDS
        or (last in _CLOSING and ends_sentence(text))
        or (last > _MARKED and _ends_otherwise(text))
        for text in texts
    ]


def _ends_otherwise(text: str) -> bool:
    """Tell whether `text` is a paragraph of a script without marks, or ends with two signs that stand for one."""
    if len(text) < _LONG or not _UNMARKED[0] <= text.rstrip(_CLOSING)[-1:] <= _UNMARKED[1]:
        return text.endswith(_DOUBLED)
    return True
