"""Which language a text is in: by letters where they decide, else by statistics, else not at all."""

import re
from collections import Counter
from functools import cache
from typing import Any

# The languages whose writing leaves it to the words; a digest's own languages come on top.
_LATIN = (
    *("en", "fr", "de", "es", "pt", "it", "nl", "sv", "no", "da", "fi", "pl", "cs", "sk", "hu", "ro", "hr", "sl", "tr"),
    *("az", "id", "ms", "vi", "sw", "so", "ha", "ca", "eu", "sq", "et", "lv", "lt", "tl", "ku", "xh", "zu"),
)
_CYRILLIC = ("ru", "uk", "bg", "sr", "mk", "be", "kk", "ky")
_DEVANAGARI = ("hi", "mr", "ne")
_BY_SCRIPT = {"latin": _LATIN, "cyrillic": _CYRILLIC, "devanagari": _DEVANAGARI}

_SCRIPTS = {
    "hebrew": "\u05d0-\u05ea",
    "arabic": "\u0620-\u064a\u0671-\u06d3\u06d5",
    "kana": "\u3041-\u30fe",
    "hangul": "\uac00-\ud7a3",
    "han": "\u4e00-\u9fff",
    "greek": "\u0370-\u03ff\u1f00-\u1fff",
    "cyrillic": "\u0400-\u04ff",
    "devanagari": "\u0904-\u0939",
    "bengali": "\u0985-\u09b9",
    "tamil": "\u0b83-\u0bb9",
    "thai": "\u0e01-\u0e30",
    "burmese": "\u1000-\u102a",
    "khmer": "\u1780-\u17b3",
    "georgian": "\u10d0-\u10ff",
    "armenian": "\u0531-\u0586",
    "ethiopic": "\u1200-\u135a",
    "latin": "A-Za-z\u00c0-\u024f\u1ea0-\u1ef9",
}
_ONE_LANGUAGE = {
    "hebrew": "he", "greek": "el", "bengali": "bn", "tamil": "ta", "thai": "th", "burmese": "my", "khmer": "km",
    "georgian": "ka", "armenian": "hy", "ethiopic": "am", "hangul": "ko", "kana": "ja",
}  # fmt: skip

# A handful of the commonest words each, for when py3langid is not installed.
_COMMON = {
    "en": "the of and to in is that for with was", "fr": "le la les des et dans que pour est une",
    "de": "der die und das den ist nicht mit von ein", "es": "el la los que del las por una con para",
    "pt": "o os que da do em não uma para com", "it": "il che di della per non una con sono del",
    "nl": "de het een van en dat op te zijn niet", "pl": "w się na że nie do jest z o przez",
    "tr": "ve bir bu için da de ile olarak olan çok", "ru": "и в на не что с по как из это",
    "uk": "і в на не що з та до як у", "bg": "и на да се от за в не е са", "sv": "och att det som en på är av för med",
    "id": "yang dan di dengan untuk ini itu dari dalam tidak",
}  # fmt: skip


def guess(text: str, languages: tuple[str, ...] = ()) -> tuple[str | None, float]:
    """Return the language of `text` and how sure that is; (None, 0.0) where there are no letters."""
    sample = text[:20000]
    counts = {script: len(re.findall(f"[{letters}]", sample)) for script, letters in _SCRIPTS.items()}
    # A Chinese character says as much as several letters; Japanese mixes them with kana.
    counts["han"] *= 2
    counts["kana"] = counts["kana"] * 4 if counts["kana"] * 8 > counts["han"] else 0
    if counts["kana"]:
        counts["kana"] += counts["han"]
    script = max(counts, key=lambda name: (counts[name], name))
    if not counts[script]:
        return None, 0.0
    if script == "arabic":
        return _arabic_script(sample, counts["arabic"]), 0.97
    if script == "han":
        return "zh", 0.95
    if script in _ONE_LANGUAGE:
        return _ONE_LANGUAGE[script], 0.98
    if script == "cyrillic" and (found := _cyrillic(sample, counts["cyrillic"])):
        return found, 0.97
    allowed = _BY_SCRIPT[script] + tuple(base for tag in languages if (base := tag.partition("-")[0]))
    return _by_words(sample, tuple(sorted(set(allowed))))


def _arabic_script(text: str, letters: int) -> str:
    """Tell languages in Arabic script apart; Kurdish and Pashto first, for no other has their letters."""

    def count(characters: str) -> int:
        return sum(text.count(c) for c in characters)

    kurdish, pashto, urdu = count("ڕڵۆێە"), count("ښځڅڼۍېړږټډ"), count("ٹڈڑںےہھۓ")
    if kurdish >= max(2, 0.02 * letters) and kurdish > urdu and kurdish > pashto:
        return "ckb"
    if pashto >= max(1, 0.01 * letters) and pashto > urdu:
        return "ps"
    if urdu >= max(1, 0.02 * letters):
        return "ur"
    return "fa" if count("یکپچژگ") > count("ةيكإأ") else "ar"


def _cyrillic(text: str, letters: int) -> str | None:
    """Return the language where its letters decide, else None."""
    folded = text.casefold()
    ukrainian = folded.count("ї") + folded.count("є") + folded.count("ґ")
    if folded.count("ў") > max(1, 0.005 * letters):
        return "be"
    if ukrainian >= max(1, 0.005 * letters) and folded.count("і") > folded.count("ы"):
        return "uk"
    return "ru" if folded.count("ы") + folded.count("э") >= max(2, 0.01 * letters) and "і" not in folded else None


def _by_words(text: str, allowed: tuple[str, ...]) -> tuple[str | None, float]:
    identifier = _identifier(allowed)
    if identifier is None:
        return _by_common_words(text, allowed)
    lang, probability = identifier.classify(text)
    return ("no" if lang in ("nb", "nn") else str(lang)), round(min(0.98, float(probability)), 3)


def _by_common_words(text: str, allowed: tuple[str, ...]) -> tuple[str | None, float]:
    words = Counter(re.findall(r"[^\W\d_]+", text.casefold()))
    scores = {lang: sum(words[word] for word in _COMMON[lang].split()) for lang in _COMMON if lang in allowed}
    best = max(scores, key=lambda lang: (scores[lang], lang), default=None)
    return (best, 0.6) if best and scores[best] else (None, 0.0)


@cache
def _identifier(allowed: tuple[str, ...]) -> Any:  # noqa: ANN401 - a class of an optional package without types
    try:
        from py3langid.langid import MODEL_FILE, LanguageIdentifier
    except ImportError:
        return None
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    known = set(identifier.nb_classes)
    identifier.set_languages([lang for lang in allowed if lang in known])
    return identifier
