"""A first idea of how a name reads in Latin letters, for an editor to correct: short vowels are lacking."""

import re

_ARABIC = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z",
    "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ك": "k",
    "ک": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ہ": "h", "و": "o", "ي": "i", "ی": "i", "ى": "a", "ے": "e",
    "أ": "a", "إ": "i", "آ": "a", "ؤ": "o", "ئ": "e", "ء": "", "ة": "a", "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g",
    "ڤ": "v", "ٹ": "t", "ڈ": "d", "ڑ": "r", "ں": "n", "ھ": "h",
}  # fmt: skip
_HEBREW = {
    "א": "a", "ב": "b", "ג": "g", "ד": "d", "ה": "h", "ו": "o", "ז": "z", "ח": "h", "ט": "t", "י": "i", "כ": "k",
    "ך": "kh", "ל": "l", "מ": "m", "ם": "m", "נ": "n", "ן": "n", "ס": "s", "ע": "a", "פ": "p", "ף": "f", "צ": "ts",
    "ץ": "ts", "ק": "k", "ר": "r", "ש": "sh", "ת": "t",
}  # fmt: skip
_CYRILLIC = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f",
    "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu",
    "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g",
}  # fmt: skip
_LETTERS = {**_ARABIC, **_HEBREW, **_CYRILLIC}
_ARTICLE = re.compile(r"^ال(?=\w{2})")


def romanise(name: str) -> str:
    """Return a name in Latin letters, nothing where a letter of it is not known."""
    return " ".join(filter(None, map(_word, name.split())))


def _word(word: str) -> str:
    prefix = "al-" if _ARTICLE.match(word) else ""
    letters = [_LETTERS.get(letter, letter) for letter in _ARTICLE.sub("", word).casefold()]
    latin = "".join(letter for letter in letters if letter.isascii())
    return prefix + latin[:1].upper() + latin[1:] if len(latin) >= len(word) // 2 else ""
