"""Languages in Arabic letters told apart: by letters that few of them have, and by the words that hold a text together.

Names and quotations bring single foreign letters along, and Persian is often typed on an Arabic keyboard (ي ك), so that
no letter decides alone.
"""

import math
import re
from collections.abc import Mapping

# Letters that few languages have, and what one of them says for the language.
_OWN = {
    "ckb": {"ڕڵێ": 2.0, "ۆە": 1.0},
    "ps": {"ښځڅڼۍ": 2.0, "ېړږټډګ": 1.0},
    "ug": {"ۇۈۋڭ": 2.0, "ېۆە": 1.0},
    "sd": {"ٻٺٽٿڀڄڃڇڊڌڍڏڙڦڪڳڱڻ": 1.0},
    "ur": {"ٹڈڑہۂۃۓ": 2.0, "ںے": 1.5, "ھ": 0.5},
    "pnb": {"ٹڈڑہۂۃۓ": 2.0, "ںے": 1.5, "ھ": 0.5},
    "ks": {"ٹڈڑہۂۃۓؠۄٲ": 2.0, "ںے": 1.5, "ھ": 0.5},
    "fa": {"پچژگ": 1.0, "یک": 0.3, "ۀ": 1.0},
    "ar": {"ةأإ": 1.0, "ىيك": 0.2, "ؤئءآ": 0.1},
}
# The commonest words, with ی and ک whatever they were typed as.
_WORDS = {
    "ar": "فی من على إلى الى أن ان التی الذی عن مع هذا هذه بعد قبل خلال بین ما لم کان قال ذلک کل أو حول ضد عبر غیر قد",
    "fa": "در به از که این را با است برای های می شد آن یک خود تا کرد بر هم نیز شده وی دو ای باید نمی کند ها شود شدند",
    "ur": "کے میں کی سے کا اور کو نے ہے پر کہ یہ نہیں ہیں بھی تھا ایک لیے کر گیا کیا تھی اس والے گی ہو دیا ان گے تو جو",
    "ps": "د په چی کی او ته له سره یې دي دی دا شوی کړي وي تر کړ شو یو چې کې خپل کوي څخه باندې لپاره به وو",
    "ckb": "لە بە بۆ کە لەسەر ئەو ئەم بوو دەکات لەگەڵ یەک ئەوە هەیە دوای لەلایەن سەرۆکی بەڵام نییە نەوەک لەناو",
    "ug": "ۋە بىلەن ئۇ بۇ بىر ھەر ياكى بولۇپ ئۈچۈن كېرەك ھەم قىلىش ئىگە ئىدى دەپ كېيىن بويىچە قىلغان بولغان",
    "pnb": "دے دا وچ نوں تے نیں اے نال سی توں ایہہ کیتا اوہ ہن ایس لئی مگروں پنجاب جیہڑا جیہڑے اوہناں دیاں",
    "ks": "تہ چھ منز کین ہند ہنز پیٹھ سیت کران اوس کشمیر یہ چھہ آو کرنہ یم گژھ باپت",
    "bal": "ء ات انت پہ چہ گوں بیت کنت بوتگ کتگ بلوچ بلوچستان نہ وتی بنت اتنت",
    "sd": "جي ۾ جو کي ۽ جا مان آهي تي سان کان هن اهو پر آهن لاءِ ويو ڪيو پڻ جنهن ٿيو ڪري",
    "az-Arab": "بیر ایله اوچون اولان دا ده کیمی سونرا اولدو ائدیب دئدی ائتدی اولاراق گؤره چوخ اولموش یئنی وئردی",
}
LANGUAGES = tuple(_WORDS)
# Written with the letters of Urdu, and seldom: one word is not enough.
_RARE = ("pnb", "ks", "bal")
_KEYBOARD = (("ي", "ی"), ("ك", "ک"), ("ڪ", "ک"))
_WORD = re.compile(r"[^\W\d_]+")
# Arabic begins nouns with the article; Persian has such words only in names of Arabic origin.
_ARTICLE = re.compile(r"(?:[وفبک]?ال|لل)\w{3}")
_WEIGHT = 2.0


def tell_apart(text: str, letters: Mapping[str, int]) -> tuple[str, float]:
    """Return the language of a text in Arabic letters, and how often such an answer is right."""
    lang, lead = _leader(text, letters)
    return lang, round(1 - 0.35 * math.exp(-lead / 2), 3)


def _leader(text: str, letters: Mapping[str, int]) -> tuple[str, float]:
    """Return the language and by how much it leads over the next one, in letters."""
    said = {lang: _own(letters, rows) for lang, rows in _OWN.items()}
    words = _WORD.findall(_as_typed(text))
    hits = {lang: sum(map(common.__contains__, words)) for lang, common in _COMMON.items()}
    articles = sum(map(bool, map(_ARTICLE.match, words)))
    persian = said["fa"] + _WEIGHT * hits["fa"]
    arabic = said["ar"] + _WEIGHT * (hits["ar"] + articles)
    # Their neighbours have the Persian letters too, so that only words speak for Persian against them.
    held = {"fa": _WEIGHT * hits["fa"], "ar": 0.5 * arabic}
    others = {lang: said.get(lang, 0.0) + _WEIGHT * hits[lang] for lang in _COMMON if lang not in held}
    for lang in _RARE:
        others[lang] -= _WEIGHT
    # Kurdish and Uyghur share a vowel, but not the yeh and the kaf.
    vowel = letters.get("ە", 0)
    others["ckb"] += 0.5 * min(vowel, letters.get("ی", 0) + letters.get("ک", 0))
    others["ug"] += 0.5 * min(vowel, letters.get("ى", 0) + letters.get("ك", 0))
    best = max(sorted(others), key=others.__getitem__)
    if others[best] >= max(1.5, 0.03 * sum(letters.values())) and others[best] > max(held.values()):
        next_best = max(*held.values(), *(score for lang, score in others.items() if lang != best))
        return best, others[best] - next_best
    return ("fa", persian - arabic) if persian > arabic else ("ar", arabic - persian)


def _as_typed(text: str) -> str:
    """Return `text` as if it had been typed on a Persian keyboard."""
    for sign, other in _KEYBOARD:
        text = text.replace(sign, other)
    return text


_COMMON = {lang: frozenset(_as_typed(words).split()) for lang, words in _WORDS.items()}


def _own(letters: Mapping[str, int], rows: Mapping[str, float]) -> float:
    return sum(weight * letters.get(letter, 0) for row, weight in rows.items() for letter in row)
