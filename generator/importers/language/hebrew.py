"""Hebrew and Yiddish told apart: by the words that hold a text together, and by the ayin that Yiddish has for its e."""

import re
from collections.abc import Mapping

_WORDS = {
    "he": "של את על לא הוא היא עם כי גם או זה כל אל מה אני יותר אבל בין לפני אחרי אחד כך רק היה עד ידי",
    "yi": "און איז די דער פון צו אז ניט נישט מיט האט זיך אויף דאס א אין פאר וואס ווי אדער זיין דעם ביי קיין",
}
_COMMON = {lang: frozenset(words.split()) for lang, words in _WORDS.items()}
_MARKS = re.compile("[\u0591-\u05c7]")
_WORD = re.compile(r"[^\W\d_]+")


def tell_apart(text: str, letters: Mapping[str, int]) -> tuple[str, float]:
    """Return the language of a text in Hebrew letters."""
    words = _WORD.findall(_MARKS.sub("", text.translate({0x5F0: "וו", 0x5F1: "וי", 0x5F2: "יי"})))
    yiddish = (
        sum(word in _COMMON["yi"] for word in words) + letters.get("װ", 0) + letters.get("ײ", 0) + letters.get("ױ", 0)
    )
    hebrew = sum(word in _COMMON["he"] for word in words)
    e = letters.get("ע", 0) / max(1, sum(letters.values()))
    if yiddish > hebrew + (0 if e > 0.07 else 0.1 * len(words) + 2):
        return "yi", 0.97
    return "he", 0.99
