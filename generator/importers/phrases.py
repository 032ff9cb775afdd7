"""Phrases by which a sentence is the page's and not the article's, wherever in it they stand: `phrases` of the cues."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from generator.importers import cues

_WORD = re.compile(r"\w+")
# Before a phrase that counts at the beginning of a line only; where one has other words in its midst. No word is these.
_FIRST, _GAP = "^", "…"
# Where words are written together.
_TOGETHER = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


def kind_of(folded: str) -> str | None:
    """Return the kind of the phrase of the page in a line, given as it is compared, or None: hardly any has one."""
    known = _by_word()
    words = folded.replace(":", " ").replace(",", " ").split()
    if not known.keys().isdisjoint(words):
        line = f"{_FIRST} {_plain(folded)} "
        held = (kind for word in words for parts, kind in known.get(word, ()) if _has(line, parts))
        if kind := next(held, None):
            return kind
    if not folded.isascii() and _TOGETHER.search(folded):
        line = "".join(_WORD.findall(folded))
        return next((kind for phrase, kind in _together() if phrase in line), None)
    return None


def _plain(text: str) -> str:
    return " ".join(_WORD.findall(text))


def _has(line: str, parts: Sequence[str]) -> bool:
    """Tell whether a line has the parts of a phrase one behind the other."""
    at = 0
    for part in parts:
        at = line.find(part, at)
        if at < 0:
            return False
        # The space behind a part may be that before the next one.
        at += len(part) - 1
    return True


@cache
def _by_word() -> Mapping[str, Sequence[tuple[Sequence[str], str]]]:
    """Return (parts of a phrase, kind) by a long word of each phrase, which few lines have.

    It is not the last word of a phrase of several, behind which a line may have a mark.
    """
    found: dict[str, list[tuple[Sequence[str], str]]] = {}
    for kind, phrase in cues.terms("phrases"):
        if not _TOGETHER.search(phrase):
            folded = [cues.fold(part) for part in phrase.removeprefix(_FIRST).split(_GAP)]
            parts = [f" {_plain(part)} " for part in folded]
            parts[0] = f"{_FIRST}{parts[0]}" if phrase.startswith(_FIRST) else parts[0]
            words = " ".join(folded).split()
            found.setdefault(max(words[:-1] or words, key=len), []).append((parts, kind))
    return found


@cache
def _together() -> Sequence[tuple[str, str]]:
    phrases = ((kind, phrase) for kind, phrase in cues.terms("phrases") if _TOGETHER.search(phrase))
    return tuple(("".join(_WORD.findall(cues.fold(phrase))), kind) for kind, phrase in phrases)
