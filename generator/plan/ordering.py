"""The order of names in a list: the reader's own script first, letters as its alphabet has them."""

import unicodedata
from functools import lru_cache

from generator import letters, locales

_ARABIC = "اآأإٱءبپتةٹثجچحخدڈذرڑزژسشصضطظعغفڤقكکگلمنںهہھوؤىيئیے"
_DANISH = "abcdefghijklmnopqrstuvwxyzæøå"
_ALPHABETS = {
    "ar": _ARABIC,
    "fa": "آاأإٱءبپتةثجچحخدذرزژسشصضطظعغفقکكگلمنوؤهہھیيىئ",
    "ur": "آاأإٱبپتةٹثجچحخدڈذرڑزژسشصضطظعغفقکكگلمنںوؤہهھءیيىئے",
    "tr": "abcçdefgğhıijklmnoöpqrsştuüvwxyz",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    **dict.fromkeys(("da", "nb", "nn", "no"), _DANISH),
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}
_BY_SCRIPT = {"Arab": _ARABIC, "Cyrl": _ALPHABETS["ru"]}
_SAME = {"أ": "ا", "إ": "ا", "ٱ": "ا", "ك": "ک", "ي": "ی", "ى": "ی", "ئ": "ی", "ؤ": "و", "ة": "ت", "ہ": "ه", "ھ": "ه"}
"""Letters that stand at one place of an alphabet, beside `آ` and `ء`, which have their own in some."""

_IN_LETTERS = {"æ": "ae", "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "ø": "o", "œ": "oe", "ŧ": "t"}
"""Letters that stand where others do, in alphabets that have no place for them, and do not decompose into those."""

_WITHOUT_IDEOGRAPHS = frozenset(letters.SCRIPTS.values()) - {"Jpan", "Kore"}

_FIRST = 0xE000
"""Places of alphabets become characters for private use, which come after all others."""


@lru_cache(maxsize=20_000)
def order_key(text: str, lang: str) -> tuple[bool, str, str]:
    """Return what names are sorted by for readers of a language.

    Names in its script come first. Letters that its alphabet has stand as they do there; marks and capitals of others
    make no difference. Digits of all scripts stand by their value.
    """
    written = letters.script_of(text)
    own = _is_own(text, written, lang)
    alphabet = _places(lang.partition("-")[0] if own else "", written)
    if lang.startswith("tr") and own:
        text = text.replace("İ", "i").replace("I", "ı")
    folded = unicodedata.normalize("NFC", text.casefold())
    return not own, "".join(alphabet.get(letter) or _without_marks(letter, alphabet) for letter in folded), text


def _is_own(text: str, written: str, lang: str) -> bool:
    """Return whether readers of a language know the letters: numbers are everybody’s, ideographs of several scripts."""
    wanted = {"Aran": "Arab", "Hang": "Kore"}.get(locales.script(lang), locales.script(lang))
    if written or wanted in _WITHOUT_IDEOGRAPHS:
        return written == wanted or not any(map(str.isalpha, text))
    return True


@lru_cache(maxsize=64)
def _places(language: str, written: str) -> dict[str, str]:
    order = _ALPHABETS.get(language) or _BY_SCRIPT.get(written, "")
    urdu = order == _ALPHABETS["ur"]
    apart = {"آ": "آ"} if urdu or order == _ALPHABETS["fa"] else {"آ": "ا"}
    same = _SAME | apart | ({} if urdu else {"ء": "ا"})
    places = {letter: chr(_FIRST + place) for place, letter in enumerate(order)}
    return {letter: places.get(same.get(letter, letter), place) for letter, place in places.items()}


def _without_marks(letter: str, alphabet: dict[str, str]) -> str:
    bare = (each for each in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(each))
    return "".join(alphabet.get(each) or _IN_LETTERS.get(each) or _digit(each) for each in bare)


def _digit(character: str) -> str:
    value = unicodedata.decimal(character, None)
    return character if value is None else str(value)
