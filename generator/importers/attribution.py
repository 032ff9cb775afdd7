"""Names out of an attribution (`Source: Reuters + agencies`) and out of a byline."""

import re

from generator.importers import cues, dates
from generator.importers.hygiene import clean_line

_BETWEEN = re.compile(r"\s*[+،,;؛/|、·•]\s*|\s+[&–—]\s+|\s+-\s+|\s+(?:and|und|et|e|i|и|та|و|ו|und|ve|och|og|και)\s+")
_ATTACHED_AND = re.compile(r"\s+و(?=\S)")
_EDGES = " .،,:;\"'«»()[]-–—"
_NAME_WORDS = 5


def names(text: str, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the sources that `text` names, in order, each once.

    The Arabic `و` is written onto the word that follows and begins many words: it parts only what is `known`.
    """
    found: dict[str, str] = {}
    folded = frozenset(cues.fold(name) for name in known)
    for part in _BETWEEN.split(clean_line(text)):
        for name in _by_attached_and(part, folded):
            if (stripped := name.strip(_EDGES)) and any(c.isalpha() for c in stripped):
                found.setdefault(cues.fold(stripped), stripped)
    return tuple(found.values())


def people(text: str) -> tuple[str, ...]:
    """Return the people that a byline names: what reads like names, without dates and places of work."""
    without_rest = re.split(r"\d|\||\(| - | – | — |//", clean_line(text))[0]
    found: dict[str, str] = {}
    for part in _BETWEEN.split(without_rest):
        name = part.strip(_EDGES)
        if 1 <= name.count(" ") <= _NAME_WORDS - 1 and _reads_like_a_name(name) and not dates.find_date(name):
            found.setdefault(cues.fold(name), name)
    return tuple(found.values())


def _by_attached_and(part: str, known: frozenset[str]) -> list[str]:
    pieces = _ATTACHED_AND.split(part)
    if len(pieces) > 1 and all(cues.fold(piece) in known for piece in pieces):
        return pieces
    return [part]


def _reads_like_a_name(name: str) -> bool:
    """In scripts with capitals, names have them (particles aside)."""
    cased = [word for word in name.split() if word[0].lower() != word[0].upper()]
    return not cased or sum(1 for word in cased if word[0].isupper()) * 2 > len(cased)
