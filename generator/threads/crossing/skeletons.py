"""Names by their consonants, which stay when a name is carried from one script to another.

`طرابلس`, `Триполи`, `טריפולי` and `Tripoli` share T-R-P-L: vowels go, and letters that stand in for one another when
names travel are one class. A letter that is heard in two ways (`ج` is j or g) gives two skeletons.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import islice, product

# P: b p v f w. T, D. K: k g q. S: s z sh ch ts. J: j dzh zh. H: h kh. L, R, M, N. Others are vowels, or silent.
# Several classes for one letter are readings of it, `.` is silence; small letters and X, Y stand for two in a row.
_MOST = 6
_TWO = {"X": "KS", "Y": "PS", "t": "NT", "d": "ND", "m": "MP", "k": "NK", ".": ""}


def _classes(table: str) -> dict[str, str]:
    """Return what each letter may be heard as, from `letters:classes` with spaces between."""
    return {
        letter: classes for letters, _, classes in (row.partition(":") for row in table.split()) for letter in letters
    }


_LETTERS = _classes(
    "bpvf:P w:.P t:T d:D kgqc:K szç:S x:X j:J.H h:H. l:L r:R m:M n:N"
    " بپفڤ:P تطٹ:T ث:TS دڈ:D ضذظ:DS قكکغگ:K ج:JK ژ:J سصشزچ:S حخه:H ل:L رڑ:R م:M نں:N و:.P"
    " בפף:P תט:T ד:D קג:K כך:KH סשזצץ:S חה:H ל:L ר:R מם:M נן:N"
    " бпвфў:P т:T д:D кґѓќ:K г:KH сзшщцчћ:S жџђ:J х:HK лљ:L р:R м:M нњ:N"
    " βπφ:P τθ:T δ:D κγ:K χ:HK σςζ:S ξ:X ψ:Y λ:L ρ:R μ:M ν:N"
)
_OWN = {
    **dict.fromkeys(("tr", "az", "ku"), _classes("c:J çş:S ğ:. j:J v:P")),
    **dict.fromkeys(("hr", "bs", "sr", "sl", "cs", "sk", "pl", "lv", "lt", "sq"), _classes("cčšć:S žđ:J j:.")),
}
# Written with several letters for one sound, the longest first.
_LATIN_PAIRS = (
    ("sch", "S"), ("tch", "S"), ("tsh", "S"), ("dzh", "J"), ("zh", "J"), ("dj", "J"), ("sh", "S"), ("ch", "SKH"),
    ("kh", "HK"), ("gh", "K"), ("th", "T"), ("ph", "P"), ("ts", "S"), ("tz", "S"), ("cz", "S"), ("sz", "S"),
    ("dh", "D"), ("ck", "K"), ("cc", "K"), ("qu", "K"), ("ge", "KJ"), ("gi", "KJ"), ("ce", "S"), ("ci", "S"),
    ("cy", "S"), ("tt", "T"),
)  # fmt: skip
_PAIRS = (
    ("تش", "S"), ("دج", "J"), ("كس", "X"), ("дж", "J"), ("кс", "X"), ("тс", "S"), ("μπ", "mP"), ("ντ", "TDtd"),
    ("γκ", "kK"), ("γγ", "k"), ("τσ", "S"), ("τζ", "J"), ("ג׳", "J"), ("ג'", "J"), ("צ׳", "S"), ("צ'", "S"),
    ("ץ׳", "S"), ("ץ'", "S"), ("ז׳", "J"), ("ז'", "J"), ("ת׳", "T"), ("ת'", "T"), ("ח׳", "H"), ("ח'", "H"),
    ("טש", "S"), ("קס", "X"), ("וו", "P"),
)  # fmt: skip
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670]|[^\\w'׳]")


@lru_cache(maxsize=100_000)
def skeletons(word: str, lang: str) -> tuple[str, ...]:
    """Return the consonants of a word, in at most six readings; `Haftar` gives `HPTR`."""
    own = _OWN.get(lang, {})
    text = _plain(word, own)
    pairs = _PAIRS if not text.isascii() else () if own else _LATIN_PAIRS
    heard: list[str] = []
    at = 0
    while at < len(text):
        letters, classes = next(
            (pair for pair in pairs if text.startswith(pair[0], at)),
            (text[at], own.get(text[at], _LETTERS.get(text[at], ""))),
        )
        if not at and letters in {"w", "و", "ו", "וו"}:
            classes = "P"
        elif at and at + 1 == len(text) and letters in {"h", "ه", "ة", "ה"}:
            classes = ""
        # A letter that is written twice is heard once.
        if classes and not (at and text[at - 1] == letters):
            heard.append(classes)
        at += len(letters)
    readings = ("".join(_TWO.get(sound, sound) for sound in chosen) for chosen in product(*heard))
    return tuple(islice(dict.fromkeys(islice(readings, 4 * _MOST)), _MOST))


def _plain(word: str, own: dict[str, str]) -> str:
    """Return the letters of a word without marks, but for those that a language has sounds of their own for."""
    kept = (
        letter if letter in own or letter == "ç" else unicodedata.normalize("NFKD", letter) for letter in _small(word)
    )
    return _MARKS.sub("", "".join(kept))


def _small(word: str) -> str:
    return unicodedata.normalize("NFC", word).casefold().replace("ı", "i")
