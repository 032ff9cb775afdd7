"""Language tags as the providers spell them. Inside Nashra they are BCP 47."""

from collections.abc import Collection, Iterator, Mapping

_GOOGLE = {
    "he": "iw", "jv": "jw", "fil": "tl", "nb": "no", "nn": "no", "zh": "zh-CN", "zh-Hans": "zh-CN", "zh-CN": "zh-CN",
    "zh-SG": "zh-CN", "zh-Hant": "zh-TW", "zh-TW": "zh-TW", "zh-HK": "zh-TW", "mni": "mni-Mtei",
}  # fmt: skip
_MYMEMORY = {
    "ar": "ar-SA", "en": "en-GB", "fa": "fa-IR", "he": "he-IL", "ur": "ur-PK", "ru": "ru-RU", "tr": "tr-TR",
    "pt": "pt-PT", "fr": "fr-FR", "es": "es-ES", "de": "de-DE", "it": "it-IT", "zh": "zh-CN", "zh-Hans": "zh-CN",
    "zh-Hant": "zh-TW", "uk": "uk-UA", "nl": "nl-NL", "nb": "nb-NO",
}  # fmt: skip
_LIBRE = {"nb": "nb", "no": "nb", "zh": "zh", "zh-Hans": "zh", "zh-Hant": "zt", "zh-TW": "zt", "fil": "tl"}
_DEEPL = {"nb": "nb", "no": "nb"}
_MICROSOFT = {"zh": "zh-hans", "zh-CN": "zh-hans", "zh-TW": "zh-hant", "no": "nb", "he": "he"}

_BAIDU = {
    "ar": "ara", "bg": "bul", "da": "dan", "et": "est", "fi": "fin", "fr": "fra", "ja": "jp", "ko": "kor",
    "sl": "slo", "es": "spa", "sv": "swe", "vi": "vie", "zh-Hans": "zh", "zh-CN": "zh", "zh-Hant": "cht",
    "zh-TW": "cht", "zh-HK": "cht", "lzh": "wyw",
}  # fmt: skip
_PAPAGO = {"zh": "zh-CN", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "zh-HK": "zh-TW"}

SPECIAL: Mapping[str, Mapping[str, str]] = {
    "google": _GOOGLE,
    "mymemory": _MYMEMORY,
    "libretranslate": _LIBRE,
    "deepl": _DEEPL,
    "microsoft": _MICROSOFT,
    "baidu": _BAIDU,
    "papago": _PAPAGO,
}


def code_for(provider: str, tag: str, known: Collection[str] | None = None) -> str | None:
    """Return how `provider` spells `tag`, or None where it is not among the codes it is `known` to take."""
    special = SPECIAL.get(provider, {})
    for candidate in _candidates(tag):
        code = special.get(candidate, candidate)
        if known is None or code in known:
            return code
        if (lower := code.lower()) in known:
            return lower
    language = tag.partition("-")[0]
    return next((code for code in sorted(known or ()) if code.startswith(f"{language}-")), None)


def _candidates(tag: str) -> Iterator[str]:
    parts = tag.split("-")
    return ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
