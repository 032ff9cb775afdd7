"""Which language a text is in: by its letters where they decide, else by its words, else by statistics.

`guess` asks the text, `agree` weighs what a page says of itself against it.
"""

import math
import re
from collections.abc import Mapping
from functools import lru_cache

from generator import locales
from generator.importers.language import arabic, cjk, common, hebrew, langid
from generator.importers.language.letters import leading_script, letters_in, lines_in, sample, scripts_in

_ONE_LANGUAGE = {
    "greek": "el", "tamil": "ta", "telugu": "te", "kannada": "kn", "malayalam": "ml",
    "gujarati": "gu", "gurmukhi": "pa", "oriya": "or", "sinhala": "si", "thai": "th", "lao": "lo",
    "burmese": "my", "khmer": "km", "georgian": "ka", "armenian": "hy", "thaana": "dv",
    "syriac": "syr",
}  # fmt: skip

_EAST = ("han", "kana", "hangul")
# Languages of one script between which a page's tag decides if the letters do not.
_RIVALS = {"han": ("zh", "ja"), "arabic": arabic.LANGUAGES, "hebrew": ("he", "yi")}
_SCRIPTS = {
    "Latn": "latin",
    "Cyrl": "cyrillic",
    "Deva": "devanagari",
    "Arab": "arabic",
    "Hebr": "hebrew",
    "Hans": "han",
}
_PART_OF = {"ckb": "ku", "yue": "zh", "lzh": "zh", "wuu": "zh", "hr": "sr", "bs": "sr", "cnr": "sr", "sh": "sr"}
_NORWEGIAN = ("nb", "nn")
_LATIN = re.compile("[A-Za-z]+")

# How much words, statistics, rarity, the digest's own languages and the page's tag say, in logarithms of likelihood.
# Fitted on news in twelve languages; docs/explanation/languages.md says how often answers are right.
_WORDS, _STATISTICS, _RARE, _OWN, _DECLARED = 0.5, 1.5, 1.0, 1.0, 3.0
_DECISIVE = 6.0
# What so much speaks for is no language that we do not know.
_PLAIN = 12.0
# How much of a text is asked where the sample leaves its language open.
_MORE = 6000
_TOO_UNSURE = 0.2
_LETTERS_DECIDE = 0.85
# From which certainty on a person's word is doubted.
_CERTAIN = 0.95


def guess(text: str, languages: tuple[str, ...] = ()) -> tuple[str | None, float]:
    """Return the language of `text` and how often such an answer is right; (None, 0.0) where nothing tells.

    `languages` are those of the digest: they win where two are as likely, and Norwegian is named as they name it.
    """
    return _guess(text, languages, "")


def agree(declared: str, text: str, languages: tuple[str, ...] = ()) -> tuple[str | None, float]:
    """Return the language of `text`, believing the tag that its page declares as far as the text allows.

    Pages often declare the language of their template, so that the tag decides only where the text does not. A region
    or script stays (`pt-BR`) if the digest names the language so.
    """
    tag = locales.normalise(declared) or "" if declared else ""
    lang, sure = _guess(text, languages, tag)
    return (tag, sure) if lang and tag in languages and tag.startswith(f"{lang}-") else (lang, sure)


def doubt(said: str, text: str, languages: tuple[str, ...] = ()) -> str:
    """Return the language that `text` certainly is in where a person said another, else nothing.

    A language that is never the answer, such as a dialect, is not doubted for one that is written with its letters, and
    neither is one for another that it is a part of, or that it hardly differs from.
    """
    lang, sure = guess(text, languages)
    tag = locales.normalise(said) or said
    if lang is None or sure < _CERTAIN or _kind_of(tag) == _kind_of(lang):
        return ""
    script = _SCRIPTS.get(locales.script(lang), "")
    told_apart = {*_RIVALS.get(script, ()), *common.profiles(script)}
    is_written_so = locales.script(tag)[:3] == locales.script(lang)[:3]
    return lang if not is_written_so or _base(tag) in map(_base, told_apart) else ""


def _kind_of(tag: str) -> str:
    base = _base(tag)
    return _PART_OF.get(base, base)


def _guess(text: str, languages: tuple[str, ...], declared: str) -> tuple[str | None, float]:
    part = sample(text)
    scripts = scripts_in(part)
    script = leading_script(part, scripts)
    if not script:
        return None, 0.0
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script], 0.99
    if script not in _EAST and sum(scripts.values()) > 1.05 * scripts[script]:
        part = lines_in(part, script) or part
    tag = _base(declared)
    own = tuple(map(_base, languages))
    match script:
        case "han" | "kana" | "hangul":
            lang, sure = cjk.tell_apart(scripts, letters_in(part))
        case "arabic":
            lang, sure = arabic.tell_apart(part, letters_in(part))
        case "hebrew":
            lang, sure = hebrew.tell_apart(part, letters_in(part))
        case _:
            lang, sure = _by_words(part, text, script, own, tag)
            return (_as_named(lang, languages), round(sure, 3)) if sure >= _TOO_UNSURE else (None, 0.0)
    return (tag, _LETTERS_DECIDE) if sure < _LETTERS_DECIDE and tag in _RIVALS.get(script, ()) else (lang, sure)


def _by_words(part: str, whole: str, script: str, own: tuple[str, ...], declared: str) -> tuple[str, float]:
    total = _said(part, script, own, declared)
    if not _is_decided(total) and len(whole) > len(part):
        more = _said(lines_in(sample(whole, _MORE), script), script, own, declared)
        total = more if _is_decided(more) else total
    if not _is_decided(total):
        # To load them takes as long as to read some eighty pages.
        for lang, share in langid.likelihoods(_in_script(part, script), tuple(total)).items():
            total[lang] += _STATISTICS * math.log(max(share, 1e-9))
    best = max(sorted(total), key=total.__getitem__)
    is_named = _base(best) in (declared, *own)
    if total[best] < _PLAIN and not is_named and common.is_foreign(_in_script(part, script), script, best):
        return _base(best), 0.0
    return _base(best), 1 / sum(math.exp(score - total[best]) for score in total.values())


def _said(text: str, script: str, own: tuple[str, ...], declared: str) -> dict[str, float]:
    """Return what speaks for each language of a script but statistics, as a logarithm of likelihood."""
    said = common.evidence(_in_script(text, script), script)
    total = {lang: _WORDS * said[lang] - _RARE * known.rare for lang, known in common.profiles(script).items()}
    for lang, base in zip(total, map(_base, total), strict=True):
        total[lang] += _OWN * (base in own) + _DECLARED * (base == declared)
    return total


def _is_decided(total: Mapping[str, float]) -> bool:
    first, second, *_ = sorted(total.values(), reverse=True)
    return first - second >= _DECISIVE


def _in_script(text: str, script: str) -> str:
    return text if script == "latin" else _LATIN.sub(" ", text)


@lru_cache(maxsize=1024)
def _base(tag: str) -> str:
    base = tag.partition("-")[0]
    return "no" if base in _NORWEGIAN else base


def _as_named(lang: str, languages: tuple[str, ...]) -> str:
    """Return `no` as the digest has it, if it has but one of its two written forms."""
    named = [tag for tag in languages if tag in _NORWEGIAN]
    return named[0] if lang == "no" and len(named) == 1 and "no" not in languages else lang
