"""What may be the word behind an inflected form: clitics off its front, endings off its end.

Light on purpose: a form and a word of the dictionary are one if any of their roots are, the least cut ones first.
"""

from functools import lru_cache

from generator.threads.aliases import fold
from generator.threads.words import stemmer

# Written onto the word that follows, the article first; chains of them too.
CLITICS = {
    "ar": ("ال", "و", "ف", "ب", "ل", "ك", "لل", "وال", "فال", "بال", "كال", "ولل", "وب", "ول"),
    "he": (
        *("ה", "ו", "ב", "ל", "מ", "ש", "כ", "וה", "וב", "ול", "ומ", "וש", "וכ", "שה", "שב", "של", "שמ", "מה", "בה"),
        *("לה", "כש", "כשה", "מש", "לכש"),
    ),
}
# What a verb begins with for person and tense, and a participle.
_VERBAL = {"ar": ("ي", "ت", "ن", "س", "سي", "ست", "م"), "he": ("נ", "י", "ת")}
# What a word ends in for number, case, gender, person, or to name the people of a place.
_BACK = {
    "ar": "ه ي ا ت ات ين ون ان يه يا يون يين يان يات ها هم وا تين تان",
    "he": "ה י ת ו ן ם ים ות יה ית ני נית אי אית יים יות נים ים ה יו כם",
    "fa": "ی ا ه ان ها یان ای هایی های ات یه ستان ند ش شان اند",
    "ur": "ی ا ے وں یں یوں ات ین ہ ه یات یہ",
    "en": "n i a e o an ian ish es ese ey en on ia s er d ed",
    "ru": "а я о е ы и у ю й ь ск ийск йск анск ианск енск ец ц ин ян ян ил",
    "tr": "lı li lu lü a e ı i u ü ya ye ca ce an istan stan lar ler ın in",
    "fr": "e s n en ien ienn ais ain ois an in i ie es",
    "es": "o a e s no ano es eno ense io i ia n",
    "pt": "o a e s no ano es eno ense io i ia ês n",
    "de": "n en ien isch sch er e s ier an",
    "el": "ς α η ο ου ων οι ας ης ες ια ικ ικο ικη",
}  # fmt: skip
# Languages that decline as another does, near enough.
_LIKE = {
    "uk": "ru", "be": "ru", "bg": "ru", "mk": "ru", "sr": "ru", "kk": "ru", "hr": "sr", "bs": "sr", "az": "tr",
    "prs": "fa", "ps": "fa", "ckb": "fa", "arz": "ar", "ary": "ar", "apc": "ar", "yi": "he", "ca": "es", "gl": "pt",
    "it": "es", "nb": "de", "nn": "de", "no": "de", "da": "de", "sv": "de", "nl": "de",
}  # fmt: skip
_OTHERS = "a e i o u y s n"
_FINALS = str.maketrans("ךםןףץ", "כמנפצ")
_LEAST = 3
# English words are longer, and cut ones meet by chance sooner.
_LEAST_ENGLISH = 4


@lru_cache(maxsize=100_000)
def roots(word: str, lang: str) -> tuple[tuple[str, int], ...]:
    """Return what a word of a text may be a form of, with the number of letters cut, the least cut first."""
    return _cut(word, lang, _fronts(lang))


def form_roots(form: str, lang: str) -> tuple[tuple[str, int], ...]:
    """Return what may be left of a form of the dictionary in a text: it has no clitic but the article."""
    return _cut(form, lang, _fronts(lang)[:1])


def bare(word: str) -> str:
    """Return the longer side of an apostrophe: `Libya'da` is Libya, `l'Union` is Union; in Hebrew it is a letter."""
    return word if word[:1] >= "\u0590" else max(word.replace("’", "'").split("'"), key=len)


def _cut(word: str, lang: str, fronts: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    whole = fold(bare(word)).replace(" ", "").translate(_FINALS)
    least = _LEAST_ENGLISH if lang == "en" else _LEAST
    cut: dict[str, int] = {}
    # A regular ending costs one letter, however long it is.
    for base, cost in ((whole, 0), (_stem(word, lang).translate(_FINALS), 1)):
        cut.setdefault(base, cost)
        for body in (base, *(base[len(front) :] for front in fronts if base.startswith(front))):
            for root in (body, *(body.removesuffix(back) for back in _backs(lang))):
                if len(root) >= least:
                    cut[root] = min(cut.get(root, len(whole)), cost + len(base) - len(root))
    return tuple(sorted(cut.items(), key=lambda found: (found[1], found[0])))


def _stem(word: str, lang: str) -> str:
    return stemmer(_LIKE.get(lang, lang))(bare(word)) if lang != "ar" else fold(word).replace(" ", "")


@lru_cache(maxsize=64)
def _fronts(lang: str) -> tuple[str, ...]:
    alike = _LIKE.get(lang, lang)
    return tuple(fold(front) for front in (*CLITICS.get(alike, ()), *_VERBAL.get(alike, ())))


@lru_cache(maxsize=64)
def _backs(lang: str) -> tuple[str, ...]:
    alike = _LIKE.get(lang, lang)
    endings = _BACK.get(alike) or _BACK.get(_LIKE.get(alike, ""), _OTHERS)
    return tuple(fold(back).translate(_FINALS) for back in endings.split())
