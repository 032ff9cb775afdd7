"""Which encoding a file without Unicode is in: the one in which its letters are as frequent as in a language."""

import math
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import msgspec

from generator.importers.language import common

# Letters by how often they are met, the commonest first.
_FREQUENT = {
    "ru": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "uk": "оанивіертсклдупмязьбгйчхжцшюїєщфґ",
    "bg": "аеиотнрсвлдкпмзъугябчжйщцхюшфь",
    "sr": "аиоенрстујдквлмпгзбчцшњжћхђљџф",
    "ar": "اليمونرتبعدهفةسقكحأجشصطخىضإذثئغءزظؤآ",
    "fa": "اينردهموتبسشكلزگفقخعپجآکچحغصطضذثئژظ",
    "ur": "اکيےرںنوہمتسبلپدھگجچعٹشحفقزخڈڑصطضآئءغ",
    "he": "יוהלארתבשמדנעכחפקגטםןסצזךףץ",
    "el": "αοιετσνηυρπκλμςωγδάίόέήθφύχβξζώψ",
    "th": "านรอกเง่มยลวดทสตัี้ปบิหแคะจพขใไชูืุโ็์ผถซธณศ",
}
_HAN = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如"
    "都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间"
    "由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教原东声提立及比员解水名论"
    "处义入认条平系气题活更别打女变四总何电数安少报才结反受目太量再建务做接必场件计管期市直资命山金指许统区保至队形社空决治展马科司五基书非则"
    "這個們來為國說時會對經過發後裡種現當沒動還進樣從實軍無與長機關點業將兩間問並應戰體見產話給門東聲員論處義認條係氣題變總電數報結場計許統區"
    "隊決馬書則聽達強難權設記類據邊張該規萬術領確傳師觀讓識帶導爭運議黨選總統府新聞"
)
_KANA = "".join(map(chr, (*range(0x3041, 0x3094), *range(0x30A1, 0x30F7), 0x30FC)))
_HANGUL = (
    "이다의는에을가고로한은하기지사도를인대자시서어리나해일전정라부수장제아과만"
    "보상면국조원들있했주공관계경소스여년무동개민구분위"
)
_EAST = {"zh": _HAN, "ja": _KANA + _HAN, "ko": _HANGUL}

# The encodings, as Python and as people call them, and the languages that were written in them.
_ENCODINGS = (
    ("cp1256", "Windows-1256", "ar fa ur"),
    ("iso8859_6", "ISO-8859-6", "ar"),
    ("cp1255", "Windows-1255", "he"),
    ("cp1251", "Windows-1251", "ru uk bg sr"),
    ("koi8_r", "KOI8-R", "ru"),
    ("koi8_u", "KOI8-U", "uk"),
    ("iso8859_5", "ISO-8859-5", "ru bg sr"),
    ("cp866", "CP866", "ru"),
    ("cp1253", "Windows-1253", "el"),
    ("iso8859_7", "ISO-8859-7", "el"),
    ("cp874", "Windows-874", "th"),
    ("gb18030", "GB18030", "zh"),
    ("big5", "Big5", "zh"),
    ("shift_jis", "Shift_JIS", "ja"),
    ("euc_jp", "EUC-JP", "ja"),
    ("cp949", "EUC-KR", "ko"),
    ("cp1252", "Windows-1252", ""),
    ("cp1250", "Windows-1250", ""),
    ("cp1254", "Windows-1254", ""),
    ("cp1257", "Windows-1257", ""),
    ("iso8859_2", "ISO-8859-2", ""),
)
_WESTERN = frozenset("àâäáãçéèêëíîïñóôöòúùûüœßÉÀÖÜÄ“”‘’–—…£€«»\xa0")
_WESTERN_TEXT = 120
_MULTIBYTE = frozenset({"gb18030", "big5", "shift_jis", "euc_jp", "cp949"})
_SAMPLE = 4000
_AFTER_WORDS = frozenset("’”»…،؛؟。、，：；\xa0")

# How much the best reading must say, and how much more than the next one, in logarithms of likelihood.
_ENOUGH, _LEAD, _NEAR_LEAD, _EACH, _LETTERS = 4.0, 5.0, 1.0, 0.4, 24


class Likely(msgspec.Struct, frozen=True):
    """An encoding as Python (`encoding`) and as people call it, and whether there can be no other."""

    encoding: str
    label: str
    sure: bool


def likely(data: bytes) -> Likely | None:
    """Return the encoding in which `data` reads most like a language, None if it reads like none."""
    found = _likeliest(data)
    if (found is None or not found.sure) and _is_nearly_ascii(data):
        return Likely("cp1252", "Windows-1252", True)
    return found


def _is_nearly_ascii(data: bytes) -> bool:
    """Tell whether a long text is ASCII but for a few letters and signs of Western Europe, such as `café`."""
    few = data.decode("cp1252", errors="replace")
    high = [letter for letter in few if letter > "\x7f"]
    return len(data) >= _WESTERN_TEXT and len(high) * 16 <= len(data) and all(letter in _WESTERN for letter in high)


def _likeliest(data: bytes) -> Likely | None:
    sample = data[:_SAMPLE]
    readings = [
        (_score(text, langs) + (encoding == "cp1252"), text, encoding, label) for encoding, label, langs in _ENCODINGS
        for text in _read(sample, encoding)
    ]  # fmt: skip
    if not readings:
        return None
    score, text, encoding, label = max(readings, key=lambda reading: reading[0])
    if score <= 0:
        return None
    rivals = [other - (_LEAD - _NEAR_LEAD if _is_near(read, text) else 0.0)
              for other, read, *_ in readings if read != text]  # fmt: skip
    enough = _tells(text) and score >= max(_ENOUGH, _EACH * _foreign(text))
    leads = score - max(rivals, default=-math.inf) >= _LEAD
    return Likely(encoding, label, enough and leads and _can_be_read(data, encoding))


def _foreign(text: str) -> int:
    return sum(letter.isalpha() for letter in text if letter >= "\u0250")


def _tells(text: str) -> bool:
    """Tell whether the text has enough beyond ASCII: many letters of another script, or a few signs in Latin prose."""
    signs = [letter for letter in text if letter > "\x7f"]
    letters = [letter for letter in signs if letter.isalpha()]
    latin = all(letter < "\u0250" for letter in letters)
    return len(signs) >= 3 and len(text) > 4 * len(signs) if latin else len(letters) >= _LETTERS


def _is_near(one: str, other: str) -> bool:
    """Tell whether two readings differ in a few letters only, as those of related encodings do."""
    return len(one) == len(other) and sum(map(str.__ne__, one, other)) * 50 <= len(one)


def _read(sample: bytes, encoding: str) -> Iterator[str]:
    """Yield the sample as text if it can be read so; its last character may be cut."""
    for end in range(len(sample), max(0, len(sample) - (4 if encoding in _MULTIBYTE else 1)), -1):
        try:
            text = sample[:end].decode(encoding)
        except UnicodeDecodeError:
            continue
        yield text
        return


def _can_be_read(data: bytes, encoding: str) -> bool:
    return any(True for _ in _read(data, encoding))


def _score(text: str, langs: str) -> float:
    if not langs:
        return _as_latin(text)
    return max(_as_frequent(text, lang) for lang in langs.split())


def _as_frequent(text: str, lang: str) -> float:
    """Return how much likelier `text` is as `lang` than as any letters whatever."""
    worth, other = _worth(lang)
    score = 0.0
    for before, letter in pairwise(" " + text):
        if letter <= "\x7f":
            # In a word, letters of other scripts do not touch Latin ones; read wrongly, Latin text is full of that.
            score -= 4.0 * (before > "\x7f" and before.isalpha() and letter.isalpha() and lang not in _EAST)
            continue
        small = letter.lower()
        if small in worth:
            score += worth[small]
            if small != letter:
                # Where small letters and capitals are swapped, capitals follow small ones.
                score -= 4.0 if before.islower() else 1.0
        elif letter.isalpha() or not letter.isprintable():
            score += other
        elif before.isalpha() and letter not in _AFTER_WORDS:
            score -= 1.0
        score -= 4.0 * (before.isascii() and before.isalpha() and letter.isalpha())
    return score


@cache
def _worth(lang: str) -> tuple[dict[str, float], float]:
    """Return what a letter says for `lang`, and what any other letter does."""
    if lang in _EAST:
        return dict.fromkeys(_EAST[lang], 2.5), -0.6
    letters = _FREQUENT[lang]
    decay = len(letters) / 3.2
    total = sum(math.exp(-at / decay) for at in range(len(letters)))
    return {letter: math.log(math.exp(-at / decay) / total * 100) for at, letter in enumerate(letters)}, -4.0


def _as_latin(text: str) -> float:
    """Return how much words and alphabet say for the likeliest language in Latin letters, more than ASCII says."""
    high = [letter for letter in text if letter > "\x7f"]
    if any(not letter.isprintable() and letter != "\xa0" for letter in high):
        return -math.inf
    signs = sum(_as_punctuation(before, letter) for before, letter in pairwise(" " + text) if letter > "\x7f")
    said = common.evidence(text, "latin")
    plain = common.evidence("".join(letter if letter <= "\x7f" else " " for letter in text), "latin")
    best = max(said, key=lambda lang: said[lang])
    letters = sum(letter.lower() in common.profiles("latin")[best].letters for letter in high)
    return said[best] - max(0.0, *plain.values()) + 1.5 * letters + signs


def _as_punctuation(before: str, sign: str) -> float:
    if sign.isalpha():
        return -3.0 if sign.isupper() and before.islower() else 0.0
    if sign in _AFTER_WORDS or (sign in "“„«–—" and not before.isalpha()):
        return 1.5
    return -1.5 if before.isalpha() else 0.0
