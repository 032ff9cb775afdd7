"""Whether an answer has an end, says nothing twice, and has as many sentences as its original."""

import re
from collections import Counter
from collections.abc import Sequence

_CLOSING = "\\s\"'»”’)\\]״‘“›"
_ENDED = re.compile(rf"[.!?؟…۔।。！？:;،؛][{_CLOSING}]*\Z")
# A full stop after a word of three letters or less may be an abbreviation's.
_FULL_STOP = re.compile(rf"(?:[^\W\d_]{{4}}[.…۔।。]|[!?؟！？]|[.…]\)?[\"»”’])[{_CLOSING}]*(?=\s|\Z)")
_WORD = re.compile(r"\w+")
_OPEN, _CLOSE = "([", ")]"
# A sentence has to have this many words before it counts as said twice.
_LEAST_WORDS = 4
# A model that is caught in a loop says so many words again and again, until they are this share of all.
_RUN, _LOOP = 4, 0.4


def unfinished(source: str, answer: str) -> bool:
    """Tell whether an answer breaks off: no mark at its end where its original has one, or an open bracket."""
    if _ENDED.search(source) and not _ENDED.search(answer):
        return True
    return any(
        answer.count(opening) > answer.count(closing) and source.count(opening) == source.count(closing)
        for opening, closing in zip(_OPEN, _CLOSE, strict=True)
    )


def sentences(text: str) -> int:
    """Return how many sentences a text has, at least 1."""
    return max(1, len(_FULL_STOP.findall(text)) + (0 if _ENDED.search(text) else 1))


def repeats(source: str, answer: str) -> bool:
    """Tell whether an answer says something again and again, or all of it twice, where its original does not."""
    here, there = _words(source), _words(answer)
    again = _most_repeated(there)
    if again >= 3 > _most_repeated(here) and again * _RUN >= _LOOP * len(there):
        return True
    return _twice(there) and not _twice(here)


def _twice(words: Sequence[str]) -> bool:
    half = len(words) // 2
    return half >= _LEAST_WORDS and len(words) % 2 == 0 and words[:half] == words[half:]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _most_repeated(words: Sequence[str]) -> int:
    return max(Counter(zip(*(words[start:] for start in range(_RUN)), strict=False)).values(), default=0)
