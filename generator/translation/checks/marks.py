"""Marks that a translation keeps: questions, quotations, addresses and handles."""

import re

_QUESTION = frozenset("?؟;？")
_QUOTES = frozenset('"“”„‟«»‹›「」『』')
_SINGLE = frozenset("'‘’‚‛׳״")
_KEPT = re.compile(r"https?://[^\s<>\"»”]+[\w/]|www\.[^\s<>\"»”]+[\w/]|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<!\w)[@#]\w{2,}")


def question_differs(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    """Tell whether one of two texts asks and the other does not; the Greek mark counts in Greek alone."""
    return _asks(source, source_lang) != _asks(answer, target_lang)


def quotes_lost(source: str, answer: str) -> bool:
    """Tell whether a text that is a quotation from end to end is none any more."""
    bare = source.strip().strip(".,!?؟…،")
    quoted = bare[:1] in _QUOTES and bare[-1:] in _QUOTES
    return quoted and (_QUOTES | _SINGLE).isdisjoint(answer)


def addresses_changed(source: str, answer: str) -> bool:
    """Tell whether an address, a handle or a hashtag of the text is not in the answer as it was."""
    return bool(set(_KEPT.findall(source)) - set(_KEPT.findall(answer)))


def _asks(text: str, lang: str) -> bool:
    marks = _QUESTION if lang.partition("-")[0] == "el" else _QUESTION - {";"}
    return not marks.isdisjoint(text)
