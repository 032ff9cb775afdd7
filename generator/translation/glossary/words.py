"""Text as words that can be compared: folded letters, each with its place in the text."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from generator.model import Value

_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u00ad\u200d\u2060"
)
APOSTROPHES = "'’‘ʼ`´"
_DOUBLE = '"״“”„'
_STROKES = f"{_DOUBLE}'’‘׳"
_WORD = re.compile(
    rf"(?:[^\W\d_]\.){{2,}}"
    rf"|(?!_)\w[\w{_MARKS}]*(?:(?:[{APOSTROPHES}]|(?<=[א-ת])[{_STROKES}](?=[א-ת])|\u200c(?=ای))\w[\w{_MARKS}]*)*"
)
_DROPPED = re.compile(rf"[{_MARKS}\u0640\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff_]")
_JOINT = re.compile(r"[\s\u200b-\u200f\u00a0\u2010\u2011\-_\u061c\u2066-\u2069]{1,4}")
SPACELESS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")

_ALEF = {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا"}
_TEH = {"ة": "ه"}
_VARIANTS: dict[str, dict[str, str]] = {
    "ar": {**_ALEF, **_TEH, "ک": "ك", "ی": "ي", "ہ": "ه", "ھ": "ه", "ڤ": "ف", "گ": "غ", "پ": "ب", "چ": "ج"},
    "fa": {**_ALEF, **_TEH, "ك": "ک", "ي": "ی", "ى": "ی", "ئ": "ی", "ؤ": "و", "ۀ": "ه"},
    "ur": {**_ALEF, **_TEH, "ك": "ک", "ي": "ی", "ى": "ی", "ه": "ہ", "ھ": "ہ", "ۀ": "ہ", "ۂ": "ہ", "ۃ": "ہ"},
    "ru": {"ё": "е"},
    "be": {"ё": "е"},
}
_VARIANTS |= {"ps": _VARIANTS["fa"], "ckb": _VARIANTS["fa"], "ug": _VARIANTS["fa"], "sd": _VARIANTS["ur"]}
# Where a capital dotless i is not the small i with a dot.
_DOTTED = frozenset({"tr", "az"})


class Word(Value, frozen=True):
    """A word: where it stands in the text, as written, its folded letters, and where in it each of those stands."""

    start: int
    end: int
    text: str
    letters: str
    places: tuple[int, ...]

    def begins(self, skip: int) -> int:
        """Return where the word begins in the text without its first `skip` folded letters."""
        return self.start + self.places[skip] if skip else self.start

    def ends(self, letters: int) -> int:
        """Return where the word ends in the text after as many folded letters."""
        return self.start + self.places[letters] if letters < len(self.places) else self.end


def base(lang: str) -> str:
    """Return the language of a tag without script and region."""
    return lang.partition("-")[0]


def words(text: str, lang: str) -> Iterator[Word]:
    """Yield the words of a text; a space, a hyphen and a zero-width non-joiner all part two words.

    But Persian `ای` after a non-joiner makes another word of a name: an adjective.
    """
    language = base(lang)
    for found in _WORD.finditer(text):
        written = found.group()
        letters, places = _folded(written, language)
        if letters:
            yield Word(found.start(), found.end(), written, letters, places)


def joined(text: str, before: Word, after: Word) -> bool:
    """Tell whether nothing but a space or a hyphen stands between two words."""
    return bool(_JOINT.fullmatch(text, before.end, after.start))


def between(text: str, before: Word, after: Word) -> str:
    """Return the signs between two words."""
    return "".join(text[before.end : after.start].split())


def fold(text: str, lang: str) -> str:
    """Return folded letters of a word: no case, marks, tatweel or presentation forms, one letter for its variants."""
    return _folded(text, base(lang))[0]


@lru_cache(maxsize=100_000)
def _folded(text: str, lang: str) -> tuple[str, tuple[int, ...]]:
    variants = _VARIANTS.get(lang, {})
    letters: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for each in _folded_letter(character, lang):
            letters.append(variants.get(each, each))
            places.append(place)
    return "".join(letters), tuple(places)


@lru_cache(maxsize=8192)
def _folded_letter(character: str, lang: str) -> str:
    if character in APOSTROPHES:
        return "'"
    if character in _DOUBLE:
        return '"'
    if character == "׳":
        return "'"
    if lang in _DOTTED:
        character = {"I": "ı", "İ": "i"}.get(character, character)
    whole = unicodedata.normalize("NFKC", character)
    return _DROPPED.sub("", whole.casefold())
