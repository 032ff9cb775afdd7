"""In which language an answer is, where the letters do not tell: by how common its small words are there.

A word that most texts of a language have is rare in every other one. Names are left out, as they are the same in many.
"""

from collections.abc import Mapping
from functools import lru_cache
from itertools import accumulate

from generator.locales import normalise, script
from generator.threads.background import idf, table
from generator.threads.words import words
from generator.translation.checks.copying import close
from generator.translation.checks.lengths import dense

# Languages that engines give by mistake, for each script. That of the original is one of them, always.
_RIVALS = {
    "Latn": ("en", "es", "fr", "pt", "it", "de", "nl", "tr"),
    "Cyrl": ("ru", "uk"),
    "Arab": ("ar", "fa", "ur"),
}
# The varieties of a language of which something is known that are languages of their own: ISO 639-3.
_VARIETIES = {
    "ar": frozenset(
        ("aao", "abh", "abv", "acm", "acq", "acw", "acx", "acy", "adf", "aeb", "aec", "afb", "ajp", "apc", "apd", "arq",
         "ars", "ary", "arz", "auz", "avl", "ayh", "ayl", "ayn", "ayp", "pga", "shu", "ssh")
    ),
}  # fmt: skip
# Fewer words than this may be of several languages.
_LEAST_WORDS = 4
# How rare the words of a text are in its own language, in the mean, at most; and in one of which nothing is known.
_OWN, _OWN_UNKNOWN = 6.5, 5.5
# By how much all words together have to be commoner in another language, and some in a row in that of the original.
_OTHER, _PART = 10.0, 14.0
# Words that are so rare in the mean are none of a language; only where names are told from words by their letters.
_NONE, _LEAST_FOREIGN = 7.3, 6
_MOST_WORDS = 200


def other_language(source: str, answer: str, source_lang: str, target_lang: str) -> bool:  # noqa: ARG001 - as all checks
    """Tell whether an answer is surely in another language of its script than in its own, of which words are known."""
    return _is_known(target_lang) and _reads_like_another(answer, source_lang, target_lang, _OWN)


def perhaps_other(source: str, answer: str, source_lang: str, target_lang: str) -> bool:  # noqa: ARG001 - as all checks
    """Tell whether an answer is in a language that is known, where of its own nothing is."""
    return not _is_known(target_lang) and _reads_like_another(answer, source_lang, target_lang, _OWN_UNKNOWN)


def foreign(answer: str, target_lang: str) -> bool:
    """Tell whether hardly a word of an answer is known in its language, whichever else it may be in."""
    if script(target_lang) != "Latn" or not _is_known(target_lang):
        return False
    own = _rarities(answer, target_lang)
    return len(own) >= _LEAST_FOREIGN and _mean(own) >= _NONE


def partly_other(source: str, answer: str, source_lang: str, target_lang: str) -> bool:  # noqa: ARG001 - as all checks
    """Tell whether words in a row are in the language of the original."""
    if script(source_lang) != script(target_lang) or not (_is_known(source_lang) and _is_known(target_lang)):
        return False
    here, there = (_in_order(answer, lang) for lang in (target_lang, source_lang))
    gains = (own - other for own, other in zip(here, there, strict=True))
    return max(accumulate(gains, lambda run, gain: max(run + gain, 0.0), initial=0.0)) >= _PART


def _reads_like_another(answer: str, source_lang: str, target_lang: str, rarest: float) -> bool:
    """Tell whether an answer's words are commoner in another language, and there no rarer than `rarest` in the mean."""
    own = _rarities(answer, target_lang)
    if len(own) < _LEAST_WORDS or dense(target_lang):
        return False
    others = (_rarities(answer, rival) for rival in _rivals(source_lang, target_lang))
    return any(_mean(there) <= rarest and sum(own.values()) - sum(there.values()) >= _OTHER for there in others)


def _rivals(source_lang: str, target_lang: str) -> list[str]:
    """Return the languages in which an answer may be by mistake, none that is like its own or has it as a variety."""
    base = _base(target_lang)
    found = dict.fromkeys(map(_base, (source_lang, *_RIVALS.get(script(target_lang), ()))))
    return [
        lang
        for lang in found
        if lang != base
        and script(lang) == script(target_lang)
        and _is_known(lang)
        and base not in _VARIETIES.get(lang, ())
        # A language of which nothing is known reads like the nearest that is.
        and (_is_known(base) or not close(lang, base))
    ]


def _rarities(text: str, lang: str) -> Mapping[str, float]:
    """Return of each small word of a text how rare it is in a language, as a logarithm."""
    return {word: rarity for word, rarity, small in _words(text, _base(lang)) if small}


def _in_order(text: str, lang: str) -> list[float]:
    """Return of each word of a text how rare it is in a language; names and numbers are nothing."""
    return [rarity if small else 0.0 for _, rarity, small in _words(text, _base(lang))]


@lru_cache(maxsize=500)
def _words(text: str, lang: str) -> tuple[tuple[str, float, bool], ...]:
    found = words(text, lang, _MOST_WORDS)
    return tuple((word.text, idf(f"{lang} {word.stem}"), word.text[0].isalpha() and not word.large) for word in found)


def _mean(rarities: Mapping[str, float]) -> float:
    return sum(rarities.values()) / max(1, len(rarities))


def _is_known(lang: str) -> bool:
    return bool(table(_base(lang)).shares)


def _base(lang: str) -> str:
    base = (normalise(lang) or lang).partition("-")[0]
    return "nb" if base in {"no", "nn"} else base
