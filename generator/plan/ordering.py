"""The order of names in a list: the reader's own script first, letters as its alphabet has them."""

import unicodedata
from functools import lru_cache

from generator import letters, locales

_ARABIC = "اآأإٱبپتةٹثجچحخدڈذرڑزژسشصضطظعغفڤقكکگلمنںهہھوؤىيئیے"
_ALPHABETS = {
    "ar": _ARABIC,
    "fa": "آاأإٱبپتةثجچحخدذرزژسشصضطظعغفقکكگلمنوؤهہھیيىئ",
    "ur": "آاأإٱبپتةٹثجچحخدڈذرڑزژسشصضطظعغفقکكگلمنںوؤہهھءیيىئے",
    "tr": "abcçdefgğhıijklmnoöpqrsştuüvwxyz",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}
_BY_SCRIPT = {"Arab": _ARABIC, "Cyrl": _ALPHABETS["ru"]}
_SAME = {"أ": "ا", "إ": "ا", "ٱ": "ا", "ك": "ک", "ي": "ی", "ى": "ی", "ئ": "ی", "ؤ": "و", "ة": "ت", "ہ": "ه", "ھ": "ه"}
"""Letters that stand at one place of an alphabet; `آ` has a place of its own in Persian and Urdu."""

_WITHOUT_IDEOGRAPHS = frozenset(letters.SCRIPTS.values()) - {"Jpan", "Kore"}

_FIRST = 0xE000
"""Places of alphabets become characters for private use, which come after all others."""


@lru_cache(maxsize=20_000)
def order_key(text: str, lang: str) -> tuple[bool, str, str]:
    """Return what names are sorted by for readers of a language.

    Names in its script come first. Letters that its alphabet has stand as they do there; marks and capitals of others
    make no difference.
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
    apart = {"آ": "آ"} if order in (_ALPHABETS["fa"], _ALPHABETS["ur"]) else {"آ": "ا"}
    same = _SAME | apart
    places = {letter: chr(_FIRST + place) for place, letter in enumerate(order)}
    return {letter: places.get(same.get(letter, letter), place) for letter, place in places.items()}


def _without_marks(letter: str, alphabet: dict[str, str]) -> str:
    bare = (each for each in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(each))
    return "".join(alphabet.get(each, each) for each in bare)
