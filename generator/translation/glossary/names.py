"""Names in running text: runs of capitalised words, and in scripts without capitals what follows a title."""

import re
from collections.abc import Iterator
from itertools import pairwise

from generator.locales import script
from generator.translation.glossary.words import Word, base, fold, joined, words

_ENDS = re.compile(r"[.!?…:;؟。]['\"”’)»]*\s|\n|^\s*$|[«“\"(–—-]\s*$")
_MOST = 4
# Small words inside of names.
_INSIDE_WORDS = "de da do dos das del della di du la le el van von der den bin ibn al of the and y e и"
_INSIDE = frozenset(_INSIDE_WORDS.split())

# After these a person, a place or a body is named.
_CUES = {
    "ar": (
        "الرئيس رئيس الوزير وزير السيد السيده الجنرال اللواء العقيد المشير الملك الامير السفير المبعوث"
        " النائب القائد الدكتور الشيخ المتحدث الممثل الممثله اللاعب المدرب الكاتب مدينه محافظه ولايه"
        " بلده قريه منطقه مطار ميناء نهر جزيره"
    ),
    "fa": "آقای خانم رئیس‌جمهور دکتر ژنرال سردار وزیر شهر استان شهرستان روستای فرودگاه بندر رود جزیره",
    "ur": "صدر وزیراعظم جنرل ڈاکٹر شہر صوبہ ضلع دریا جزیرہ",
    "he": "הנשיא נשיא השר שר האלוף הרב הדוקטור ראש העיר העיירה הכפר נמל נהר",
}
# These never are a name, nor stand in one.
_COMMON = {
    "ar": (
        "في من على الى عن مع بعد قبل ان انه انها التي الذي الذين هذا هذه ذلك تلك كما قد لم لن لا ما هو"
        " هي هم كان كانت يكون قال قالت اكد اعلن اضاف اشار صرح اوضح بين حول خلال منذ حتى عند لدى كل بعض"
        " غير عام يوم امس اليوم السابق الحالي الجديد الجديده الاول الثاني الثانيه الاولى الوزراء"
        " الخارجيه الداخليه الدفاع الماليه الدوله الحكومه البرلمان باسم الشاب مؤتمر مجلس هيئه لجنه اتحاد"
        " شركه بنك منظمه حزب حركه جمعيه السابقه الحاليه العربيه العالميه ثم او اي اذا لكن وهو وهي وقد"
        " وفي ومن وان"
    ),
    "fa": "در از به با که را و این آن برای تا بر یا هم نیز است بود شد کرد گفت خود پس هر یک دو امور خارجه دفاع کشور",
    "ur": "نے کے کی کا کو میں سے پر اور ہے ہیں تھا کہ یہ وہ بھی",
    "he": "של את על עם אל לא כי הוא היא הם זה זו אשר גם אבל או כל בין אחרי לפני היה אמר הממשלה הכנסת",
}


def has_capitals(lang: str) -> bool:
    """Tell whether names are written large in the script of a language."""
    return script(lang) in {"Latn", "Cyrl", "Grek", "Armn"}


def capitalised(text: str, lang: str) -> Iterator[str]:
    """Yield the runs of words that are written large within a sentence, each as often as it stands there."""
    there = tuple(words(text, lang))
    run: list[Word] = []
    for word, following in pairwise((*there, None)):
        if word is None:
            break
        begins = _begins(text, word, there)
        large = word.text[0].isupper() and not begins and not word.text.isdecimal()
        inside = bool(run) and word.letters in _INSIDE and following is not None and following.text[0].isupper()
        if (large or inside) and (not run or joined(text, run[-1], word)):
            run.append(word)
        else:
            yield from _run(text, run)
            run = [word] if large else []
    yield from _run(text, run)


def cued(text: str, lang: str) -> Iterator[str]:
    """Yield the one or two words that follow a title or the word for a place; which of both is a name is not known."""
    cues, common = _folded(_CUES, lang), _folded(_COMMON, lang)
    there = tuple(words(text, lang))
    for at, cue in enumerate(there[:-1]):
        if not cues & {cue.letters, cue.letters[1:]}:
            continue
        name: list[Word] = []
        for before, word in pairwise(there[at : at + 3]):
            if (
                not joined(text, before, word)
                or word.letters in common
                or word.letters in cues
                or len(word.letters) < 3
            ):
                break
            name.append(word)
        for length in range(1, len(name) + 1):
            yield text[name[0].start : name[length - 1].end]


def _folded(table: dict[str, str], lang: str) -> frozenset[str]:
    return frozenset(fold(word, lang) for word in table.get(base(lang), "").split())


def _begins(text: str, word: Word, there: tuple[Word, ...]) -> bool:
    before = text[: word.start]
    return word is there[0] or bool(_ENDS.search(before[-6:].rstrip(" ") + " ")) or before.endswith("\n")


def _run(text: str, run: list[Word]) -> Iterator[str]:
    while run and run[-1].letters in _INSIDE:
        run.pop()
    if run and len(run) <= _MOST and (len(run) > 1 or len(run[0].letters) > 2):
        yield text[run[0].start : run[-1].ends(_bare(run[-1]))]


def _bare(word: Word) -> int:
    """Return how many letters a word has before the apostrophe of a possessive or a Turkish case."""
    cut = word.letters.rfind("'")
    return cut if cut > 1 and len(word.letters) - cut <= 5 else len(word.letters)
