"""In which script a text is written, by its letters."""

import unicodedata
from collections import Counter
from functools import lru_cache

SCRIPTS = {
    "ARABIC": "Arab",
    "ARMENIAN": "Armn",
    "BENGALI": "Beng",
    "CYRILLIC": "Cyrl",
    "DEVANAGARI": "Deva",
    "ETHIOPIC": "Ethi",
    "GEORGIAN": "Geor",
    "GREEK": "Grek",
    "HANGUL": "Kore",
    "HEBREW": "Hebr",
    "HIRAGANA": "Jpan",
    "KATAKANA": "Jpan",
    "LATIN": "Latn",
    "SYRIAC": "Syrc",
    "THAANA": "Thaa",
    "THAI": "Thai",
}


@lru_cache(maxsize=4096)
def script_of(text: str) -> str:
    """Return the ISO 15924 code of the script that most letters belong to (`Arab`), or nothing if it is not known."""
    found: Counter[str] = Counter()
    for letter, count in Counter(text).items():
        if letter.isalpha() and (script := SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0])):
            found[script] += count
    return found.most_common(1)[0][0] if found else ""
