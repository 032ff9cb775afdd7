"""What reads like the name of a person or an agency, in scripts with capitals and without."""

import re
from functools import lru_cache

from generator.importers import cues

_PARTICLES = frozenset({
    "de", "del", "della", "di", "da", "dos", "das", "do", "du", "van", "von", "der", "den", "ten", "ter", "zu",
    "zur", "y", "e", "la", "le", "el", "al", "bin", "ibn", "ben", "abu", "bint", "af", "av",
})  # fmt: skip
_NO_FIRST_WORDS = frozenset({
    "the", "in", "by", "from", "our", "your", "my", "all", "new", "key", "no", "not", "more", "previous",
    "next", "back", "link", "view", "read", "hi", "gov", "sen", "rep", "dr", "mr", "mrs", "a", "an", "at", "on",
    "for", "with", "and", "news", "latest", "text", "zurück", "zum", "zur", "die", "der", "das", "ein", "eine",
    "im", "am", "mit", "neueste", "les", "des", "sur", "une", "un", "los", "las", "новости", "последние", "все",
})  # fmt: skip
_INITIALS = re.compile(r"(?:[A-ZÀ-ÖØ-ÞА-ЯΑ-Ω]\.\s?-?){1,4}$")
# As Mongols are called, and others in their papers: the initial is of the father.
_INITIAL_NAME = re.compile(r"[А-ЯЁӨҮA-Z]\.[А-ЯЁӨҮA-Z][а-яёөүa-z]{2,}(?:-[А-ЯЁӨҮA-Z][а-яёөүa-z]+)?$")
_CASED = re.compile(r"[A-Za-zÀ-ɏͰ-ϿЀ-ӿ\u0531-\u0587]")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_FULL_HAN_NAME = re.compile(r"[\u3400-\u9fff々]{1,3}[ \u3000][\u3040-\u30ff\u3400-\u9fff々]{1,4}$")
_HAN_NAME = re.compile(r"[\u3400-\u9fff々]{2,4}$")
_HANGUL = re.compile(r"[\uac00-\ud7a3]")
_HANGUL_NAME = re.compile(r"[\uac00-\ud7a3]{2,4}$")
_NOT_IN_NAMES = re.compile(
    r"[\d@#%*=<>_?!:;/\\|…“”„«»\"()\[\]{}+&$€£]|https?|www\.|\.(?:com|de|net|org)\b", re.IGNORECASE
)
# Longer words are seldom of names where no capitals tell.
_LONGEST = 10


@lru_cache(maxsize=4096)
def is_name(text: str) -> bool:
    """Tell whether `text` reads like the full name of one person."""
    if not 3 <= len(text) <= 45 or not _is_possible(text):
        return False
    words = text.split()
    if not 2 <= len(words) <= 5 or any(cues.is_called(each, "weekday") for each in (text, *words)):
        return _INITIAL_NAME.match(text) is not None
    if _HAN.search(text):
        return bool(_FULL_HAN_NAME.match(text))
    if not _CASED.search(text):
        return len(words) <= 4 and all(len(cues.fold(word)) <= _LONGEST for word in words)
    if words[0].strip(".").casefold() in _NO_FIRST_WORDS or words[-1].casefold() in _PARTICLES:
        return False
    return all(map(_fits, words))


@lru_cache(maxsize=4096)
def is_short_name(text: str) -> bool:
    """Tell whether `text` may be a name where a label says that one stands there: initials, one word, an agency."""
    if is_agency(text) or _INITIALS.match(text):
        return True
    if " " in text or not 2 <= len(text) <= 30 or not _is_possible(text) or cues.is_called(text, "weekday"):
        return False
    if _HAN.search(text):
        return bool(_HAN_NAME.match(text))
    if _HANGUL.search(text):
        return bool(_HANGUL_NAME.match(text))
    return not _CASED.search(text) or text[0].isupper()


def is_agency(text: str) -> bool:
    """Tell whether `text` names a news agency."""
    return cues.is_called(text, "agency")


def has_capitals(text: str) -> bool:
    """Tell whether `text` is of a script in which names show by their capitals."""
    return bool(_CASED.search(text))


def is_shouted(text: str) -> bool:
    """Tell whether `text` is in capitals only, as buttons and sections are."""
    return text.isupper()


def _is_possible(text: str) -> bool:
    if _NOT_IN_NAMES.search(text) or cues.is_no_name(text):
        return False
    words = [word for word in text.split() if word.casefold() not in _PARTICLES]
    if any(cues.is_called(word, "nobody") for word in words):
        return False
    return not (cues.label_only(text) or any(map(cues.is_furniture, (text, *words))))


def _fits(word: str) -> bool:
    bare = word.strip(".,-–'’")
    if not bare:
        return False
    return bare[0].isupper() or bare.casefold() in _PARTICLES or bare[:2].casefold() in ("d'", "d’", "o'", "o’", "al")
