"""How long a translation of a text is to be expected."""

from math import log, sqrt
from typing import NamedTuple

from generator.locales import script


class Size(NamedTuple):
    """How long a language tells what English tells in one character, and how widely that varies (as logarithms)."""

    mean: float
    spread: float


# Measured on 513 aligned sentences of news: `python -m bench.translation.fitting`.
_SIZES = {
    "en": Size(0.0, 0.0), "ar": Size(-0.06, 0.176), "es": Size(0.14, 0.139), "pt": Size(0.13, 0.118),
    "fr": Size(0.15, 0.147), "ca": Size(0.17, 0.131), "ru": Size(0.11, 0.186), "he": Size(-0.23, 0.150),
    "fa": Size(-0.04, 0.168), "hr": Size(0.03, 0.138), "mk": Size(0.05, 0.115),
}  # fmt: skip
_UNKNOWN = Size(0.05, 0.2)
# Other texts vary more than these sentences did.
_LEAST_SPREAD = 0.135
_FAR_SHORTER, _FAR_LONGER = -3.2, 4.0
_DENSE = frozenset({"Hans", "Hant", "Jpan", "Kore", "Hang"})


def surprise(source: str, answer: str, source_lang: str, target_lang: str) -> float:
    """Return by how many standard deviations an answer is longer (or, below 0, shorter) than translations are."""
    if not source or not answer or dense(source_lang) != dense(target_lang):
        return 0.0
    here, there = _size(source_lang), _size(target_lang)
    expected = there.mean - here.mean
    spread = sqrt(max(here.spread**2 + there.spread**2, _LEAST_SPREAD**2) + 1 / len(source))
    return (log(len(answer) / len(source)) - expected) / spread


def far_shorter(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    """Tell whether hardly any translation of a text is as short as an answer."""
    return surprise(source, answer, source_lang, target_lang) < _FAR_SHORTER


def far_longer(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    """Tell whether hardly any translation of a text is as long as an answer."""
    return surprise(source, answer, source_lang, target_lang) > _FAR_LONGER


def dense(lang: str) -> bool:
    """Tell whether a language is written with a sign for a syllable or a word."""
    return script(lang) in _DENSE


def _size(lang: str) -> Size:
    return _SIZES.get(lang.partition("-")[0], _UNKNOWN)
