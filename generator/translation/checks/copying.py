"""How much of an original stands in its answer as it was: words that nobody translated."""

import re
from difflib import SequenceMatcher
from typing import TypeAlias

from generator.locales import script

Part: TypeAlias = tuple[int, float]
"""How many words in a row, at least, and which share of the original."""

_WORD = re.compile(r"[^\W\d_]+")
_CASED = frozenset({"Latn", "Cyrl", "Grek", "Armn"})
# Close languages say much in the same words.
_FAMILIES = (
    frozenset({"an", "ast", "ca", "es", "fr", "gl", "it", "oc", "pt", "ro"}),
    frozenset({"be", "bg", "bs", "cs", "hr", "mk", "pl", "ru", "sk", "sl", "sr", "uk"}),
    frozenset({"da", "nb", "nn", "no", "sv"}),
    frozenset({"af", "de", "nl"}),
    frozenset({"id", "ms"}),
    frozenset({"az", "tr"}),
)
# From how many words in a row on a part was surely not translated, or may not be, where they are so large a share of
# the original. Words written large do not count where there are others: names are copied in any translation.
_SURE, _SURE_CLOSE, _SURE_UNCASED = (2, 0.35), (4, 0.35), (5, 0.35)
_LIKELY, _LIKELY_CLOSE, _LIKELY_UNCASED = (3, 0.25), (3, 0.35), (4, 0.35)
_LEAST_WORDS = 5


def part_left(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    """Tell whether a part of an original, some words in a row, surely stands in the answer untranslated."""
    return _copied(source, answer, *_kind(source_lang, target_lang, _SURE, _SURE_CLOSE, _SURE_UNCASED))


def part_alike(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    """Tell whether so many words in a row are those of the original that a part may be untranslated."""
    return _copied(source, answer, *_kind(source_lang, target_lang, _LIKELY, _LIKELY_CLOSE, _LIKELY_UNCASED))


def close(source_lang: str, target_lang: str) -> bool:
    """Tell whether two languages say much in the same words."""
    here, there = (lang.partition("-")[0] for lang in (source_lang, target_lang))
    return any(here in family and there in family for family in _FAMILIES)


def _kind(source_lang: str, target_lang: str, distant: Part, alike: Part, uncased: Part) -> Part:
    if script(source_lang) not in _CASED:
        return uncased
    return alike if close(source_lang, target_lang) else distant


def _copied(source: str, answer: str, least: int, share: float) -> bool:
    here, there = _WORD.findall(source), _WORD.findall(answer)
    return len(here) >= _LEAST_WORDS and any(
        run.size >= share * len(here) and sum(not word[0].isupper() for word in here[run.a : run.a + run.size]) >= least
        for run in SequenceMatcher(None, here, there, autojunk=False).get_matching_blocks()
    )
