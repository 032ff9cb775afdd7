"""Text as words: where they stand, whether they are written large, and their stems."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from generator.threads.aliases import fold

# A Hebrew acronym has a double stroke before its last letter, a borrowed sound a single one after its letter.
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:(?:['’׳״]|(?<=[א-ת])\"(?=[א-ת]))[^\W\d_]+)*|\d+(?:[.,]\d+)*")
_SPACELESS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_LETTERS = 4
# What stands between two words of one name.
_JOINTS = frozenset({" ", "-", "\u00a0"})
_POSSESSIVE = re.compile(r"['’]s?$")
_BEGINS = re.compile(r"(?:[.!?…]['\"”’)»]*\s|\n|[:;]\s|[–—-]\s)\s*['\"“‘(«]*$")
# How a language is written that a table may be named after.
_LANGUAGE = re.compile("[a-z]{2,3}")
# Snowball's algorithms by language; what is not here is matched as it is folded.
_STEMMERS = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nl": "dutch",
    "no": "norwegian",
    "nb": "norwegian",
    "nn": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}


class Word(NamedTuple):
    """One word of a text: as written, its stem, whether it begins large, begins a sentence, follows on a large word."""

    text: str
    stem: str
    large: bool
    begins: bool
    follows: bool


def words(text: str, lang: str, most: int = 1000) -> Iterator[Word]:
    """Yield the first `most` words of a text with their stems; runs of letters without spaces give pairs of letters."""
    form = _forms(lang)
    end = -1
    for found in islice(_WORD.finditer(text), most):
        written = found.group()
        if not written.isascii() and _SPACELESS.match(written):
            for at in range(max(len(written) - 1, 1)):
                yield Word(written[at : at + 2], written[at : at + 2], large=False, begins=False, follows=False)
            end = -1
            continue
        start, stop = found.span()
        gap = text[end:start] if end >= 0 else "\n"
        joined = gap in _JOINTS
        begins = not joined and _BEGINS.search(gap) is not None
        bare, stem, large = form(written)
        yield Word(bare, stem, large, begins, joined)
        end = stop


@cache
def _forms(lang: str) -> Callable[[str], tuple[str, str, bool]]:
    """Return the function that gives a word without a possessive, its stem, and whether it begins large."""
    stem = stemmer(lang)

    @lru_cache(maxsize=50_000)
    def form(written: str) -> tuple[str, str, bool]:
        bare = written if written.isalpha() else _POSSESSIVE.sub("", written)
        return bare, stem(bare), bare[0].isupper()

    return form


def is_language(lang: str) -> bool:
    """Tell whether `lang` is a language by its form, so that files may be looked for by it."""
    return _LANGUAGE.fullmatch(lang) is not None


@cache
def stemmer(lang: str) -> Callable[[str], str]:
    """Return the function that gives a word's stem in a language; equal stems are taken for one word."""
    import Stemmer

    algorithm = _STEMMERS.get(lang)
    snowball = Stemmer.Stemmer(algorithm) if algorithm else None

    @lru_cache(maxsize=100_000)
    def stem(word: str) -> str:
        folded = fold(word).replace(" ", "")
        # `US` and `U.S.` are one country, and no pronoun.
        if len(folded) == 2 and word.isupper():
            return f"{folded}."
        if not folded or folded[0].isdecimal():
            return "".join(str(unicodedata.decimal(digit, digit)) for digit in folded)
        return (snowball.stemWord(folded) or folded) if snowball else folded

    return stem


@lru_cache(maxsize=100_000)
def within(stem: str) -> tuple[str, ...]:
    """Return the runs of four letters within a word; a shorter word is one itself."""
    return tuple(stem[at : at + _LETTERS] for at in range(max(len(stem) - _LETTERS, 0) + 1))
