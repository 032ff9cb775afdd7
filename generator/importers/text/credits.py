"""Whose picture a caption says that it is, at its end."""

import re
from functools import cache, lru_cache
from itertools import dropwhile
from typing import Literal, NamedTuple

from generator.importers import cues
from generator.importers.characters.signs import LETTERS
from generator.importers.folding import COLONS
from generator.importers.text.names import has_capitals
from generator.importers.text.sentences import CALLS, FULL_STOPS, ends_sentence

Kind = Literal["sure", "shown", "agency", "name"]
"""An `agency` ends articles, too, and so does any other `name` in brackets: both count where several lines end so.
What is `shown` before an agency in brackets is short and no sentence: a caption, but in the last line of an article."""


class Credit(NamedTuple):
    """A credit: where the caption before it ends, whose picture it is, and how sure it is that it says that."""

    at: int
    name: str
    kind: Kind


# The longest credit behind a label, and behind a sign; how far a credit and its mark reach at most.
_LABELLED, _SIGNED, _REACH = 60, 90, 100
# The longest label and the space behind it; how many words it has at most.
_LABEL, _LABEL_WORDS = 27, 3
# So many letters tell of most words that no label ends with them.
_END = 3
_BEHIND = " .)]）】>"
_PARTING = " \u00a0\u202f.|,;–—-(（[【<+"
# What begins with one sign each is found faster than what may begin with one of several.
_MARK = re.compile(rf"{'|'.join(COLONS)}|=|＝|©|/|／|\.(?:\s|\.\.)|\([cC]\)")
_SIGNS = ("©", "(c)")
_COLON = re.compile(f"[{COLONS}]")
_WORD = re.compile(rf"{LETTERS}(?:[\w'’]|{LETTERS})*+")
# Where words are not always written apart, a space is as good as a full stop.
_FIRST_WIDE = "\u3000"
# Before a colon, these say what a picture shows; the other words of `caption` say whose it is.
_SAYS = frozenset(
    map(cues.fold, ("image caption", "تصویر کا کیپشن", "التعليق على الصورة", "توضیح تصویر", "图片说明", "pictured"))
)
# In Chinese and Japanese the word for the one who took the picture, or gave it, stands after the name.
_TAKEN_BY = re.compile(
    r"(?P<taken>[^（()）＝=。，、,\s]{0,20}(?:摄|攝|撮影))[)）]?$|[（(](?P<given>[^（()）]{1,30}提供)[)）]$"
)
_JAPANESE = re.compile(r"[＝=](?P<name>[^\s。、＝=]{1,16})$")
_TAKERS = ("摄", "攝", "撮影", "提供")
_GIVEN = ("提供", "撮影", "写真", "通信", "新聞", "本社")
# Who sells pictures, and who sells news as well: the latter alone in a line may be the source of the article.
_PICTURES = (
    r"getty(?: images)?(?: (?:europe|north america|asiapac))?|gc images|wireimage|filmmagic|shutterstock"
    r"|i?stock(?:photo)?|alamy(?: stock photo)?|imago(?: images)?|epa(?:-efe)?|picture alliance|unsplash|pexels|pixabay"
    r"|depositphotos|dreamstime|123rf|fotolia|adobe ?stock|nurphoto|(?:ritzau )?scanpix|sipa(?: usa)?|action images"
)
_NEWS = r"afp|ap|reuters|dpa|ansa|efe|tass|xinhua|anadolu|bloomberg|keystone|apa|pap|cnp|upi|zuma|associated press"
_BOTH = rf"(?:{_PICTURES}|{_NEWS})"
_SELLER = re.compile(_PICTURES, re.IGNORECASE)
_SOLD = re.compile(
    rf"^(?:{_PICTURES})(?=$|\s?[/|])|(?:[/|]|\bvia)\s?{_BOTH}(?:\s?/\s?(?:{_NEWS}))?(?: file|, file)?$"
    rf"|^{_BOTH}(?: photo)?\s?/\s?\S|\.adobe\.com$",
    re.IGNORECASE,
)
# A sentence ends here and another begins; a single letter and a point are of a name.
_BREAK = re.compile(rf"[…{CALLS}{FULL_STOPS}](?<![\s.(]\w.)[\"”’»“]?(?:\s+|(?=[^\W\d_a-z]))")
# No credit behind a caption is without one of these, which is found much faster.
_MAY_PART = re.compile(rf"[{COLONS}=＝©/／|)）\]】…{CALLS}{FULL_STOPS}摄攝影供]")
_QUOTED = ('"', "”", "’", "'", "»", "“", "«", "」", "』")
_OPENING = {")": "(", "）": "（", "]": "[", "】": "【"}
_SMALL = frozenset({"von", "van", "der", "den", "de", "di", "da", "del", "la", "le", "al", "of", "the", "and", "via"})
_NAME_WORDS = 7
_UNCASED_WORDS = 4
# A credit that begins with no word for credits has one of these.
_JOINS = ("/", "／", "|", " via ", ".adobe.com")
_NEVER_NAME = re.compile(r"[:?!=;@#\"“”+*<>]")
_SLASH = re.compile(r"\s?[/／|]\s?")
# What such names end in; alone in a line, two names may be places.
_PRESS = re.compile(rf"(?:{_BOTH}|images|pictures|photos?|press|news|times|post|agency|pool|media)$", re.IGNORECASE)
# A caption without a full stop is seldom longer; words before the short name of an agency that has its full name first,
# and how near they stand.
_SHOWN, _TITLED = 130, 6
_OF_PRESS = frozenset((
    "وكالة", "لوكالة", "وكالات", "قناة", "لقناة", "صحيفة", "لصحيفة", "موقع", "لموقع", "خبرگزاری", "شبکه", "روزنامه",
    "ایجنسی", "סוכנות", "ערוץ", "agency", "agence", "agencia", "agenzia", "agentur", "nachrichtenagentur", "agência",
    "ajansı", "агентство", "агентства", "агентству", "агентством",
))  # fmt: skip
# The longest short name of a broadcaster.
_CHANNEL = 5


@lru_cache(maxsize=1024)
def find(text: str) -> Credit | None:
    """Return the credit at the end of `text`, or None."""
    parted = _MAY_PART.search(text, max(0, len(text) - _REACH))
    # What nothing parts from a caption stands alone in its line.
    if not parted and (len(text) > _LABELLED or not text.strip() or not _may_be_credit(text)):
        return None
    return _marked(text) or _taken(text) or _in_brackets(text) or _behind_sentence(text) or _behind_words(text)


def _marked(text: str) -> Credit | None:
    """Return the credit behind the last sign or label; none holds a colon."""
    end = len(text.rstrip(_BEHIND))
    marks = list(_MARK.finditer(text, max(0, end - _REACH), end))[::-1]
    marks.sort(key=lambda mark: mark[0].lower() not in _SIGNS)
    for mark in marks:
        name = text[mark.end() : end].strip(" .")
        if mark[0].lower() in _SIGNS:
            begin = mark.start() if 2 <= len(name) <= _SIGNED and not _COLON.search(name) else None
        else:
            begin = _label(text, mark.start(), name) if 2 <= len(name) <= _LABELLED else None
        if begin is not None:
            # A label may stand before what the picture shows, which may say behind it whose it is.
            shown = text[mark.end() :].lstrip()
            said = find(shown) if begin == 0 else None
            if said and said.at and said.kind == "sure":
                return Credit(len(text) - len(shown) + said.at, said.name, "sure")
            return Credit(len(text[:begin].rstrip(_PARTING)), name, "sure")
        if _COLON.match(mark[0]):
            return None
    return None


def _label(text: str, mark: int, name: str) -> int | None:
    """Return where the label that ends before `mark` begins: within a sentence, one with a capital, before a name."""
    start = max(0, mark - _LABEL)
    before = text[start:mark].rstrip()
    end = before[-_END:].lower()
    if end[-1:].isdecimal() or (end.isascii() and end.isalpha() and end not in _label_ends()):
        return None
    words = list(_WORD.finditer(before))
    if not words or words[-1].end() < len(before):
        return None
    for word in words[-_LABEL_WORDS:]:
        whole = word.start() > 0 or start == 0
        gap = before[: word.start()]
        apart = whole and (not gap.rstrip()[-1:].isalnum() or (gap[-1:].isspace() and word[0] >= _FIRST_WIDE))
        within = whole and text[mark] in COLONS and _begins_name(word[0], name)
        if (apart or within) and _is_label(before[word.start() :]):
            return start + word.start()
    return None


@cache
def _label_ends() -> frozenset[str]:
    """Return how labels that say whose a picture is end; none does with a digit."""
    labels = (each for table in ("labels", "prefixes") for each in cues.terms(table))
    return frozenset(cues.fold(term)[-_END:] for kind, term in labels if kind == "caption")


def _begins_name(label: str, name: str) -> bool:
    """Tell whether a label in the midst of a sentence may be one by what follows: where no capitals tell, few words."""
    if has_capitals(name) or has_capitals(label):
        return label[0].isupper() and _has_capitals(name)
    return len(name.split()) <= _UNCASED_WORDS


def _is_label(text: str) -> bool:
    return cues.label_only(text) == "caption" and cues.fold(text) not in _SAYS


def _taken(text: str) -> Credit | None:
    """Return the credit that ends with a word for the one who took the picture, or stands behind a Japanese `＝`."""
    if text.isascii():
        return None
    if text.rstrip("）)").endswith(_TAKERS) and (match := _TAKEN_BY.search(text)):
        return Credit(len(text[: match.start()].rstrip(f"{_PARTING}＝=")), match["taken"] or match["given"], "sure")
    match = _JAPANESE.search(text)
    if match and (match["name"].endswith(_GIVEN) or cues.is_called(match["name"], "agency")):
        return Credit(match.start(), match["name"], "sure")
    return None


def _in_brackets(text: str) -> Credit | None:
    opening = _OPENING.get(text[-1:])
    at = text.rfind(opening, max(0, len(text) - _REACH)) if opening else -1
    if at < 0:
        return None
    name, caption = text[at + 1 : -1].strip(), text[:at].rstrip()
    kind = _kind(name)
    # Behind what somebody says, brackets hold who said it.
    alone = kind is None and _has_capitals(name) and not caption.endswith(_QUOTED)
    if kind == "sure" or ((kind or alone) and ends_sentence(caption)):
        return Credit(len(caption), _given(name) or name, kind or "name")
    is_short = kind and caption and len(text) <= _SHOWN and _OF_PRESS.isdisjoint(caption.lower().split()[-_TITLED:])
    return Credit(len(caption), name, "shown") if is_short else None


def _behind_sentence(text: str) -> Credit | None:
    """Return the credit behind the end of a sentence, or alone in a line."""
    start = max(0, len(text) - _LABELLED)
    for match in _BREAK.finditer(text, start):
        if kind := _kind(text[match.end() :]):
            name = text[match.end() :].strip()
            return Credit(len(text[: match.end()].rstrip()), _given(name) or name, kind)
    kind = None if start else _kind(text)
    if kind is None:
        return None
    alone = kind == "agency" or _SOLD.search(text) or _given(text) or (_is_path(text) and _PRESS.search(text))
    return Credit(0, _given(text) or text, kind) if alone else None


def _behind_words(text: str) -> Credit | None:
    """Return the credit with which a caption without a full stop ends: `Name Name/Agency`."""
    at = text.rfind("/", max(1, len(text) - _LABELLED))
    giver = text[at + 1 :].strip()
    if at < 0 or not _has_capitals(giver):
        return None
    taker = _last_name(text[:at])
    name = text[len(text[:at].rstrip()) - len(taker) :]
    is_channel = len(giver) <= _CHANNEL and giver.isupper() and " " in taker and not taker.split()[-1].isupper()
    if _SOLD.search(name) or is_channel:
        return Credit(len(text[: -len(name)].rstrip()), name, "sure")
    is_person = " " in giver and text[at - 1 : at + 2] == " / " and text.count(" ", 0, at) > _NAME_WORDS
    return Credit(len(text[:at].rstrip()), giver, "sure") if is_person else None


def _last_name(text: str) -> str:
    """Return the two words with capitals with which `text` ends, or three if the second is an initial."""
    words = text.split()[-3:]
    length = 3 if len(words) == 3 and len(words[1].strip(".")) == 1 else 2
    return " ".join(dropwhile(lambda word: not _is_of_name(word), words[-length:]))


def _is_of_name(word: str) -> bool:
    return _has_capitals(word) and not _BREAK.search(f"{word} X")


def _kind(text: str) -> Kind | None:
    """Return what a text is that nothing marks as a credit."""
    if not text.strip() or len(text) > _LABELLED or not _may_be_credit(text):
        return None
    parts = _SLASH.split(text)
    if all(cues.is_called(part, "agency") for part in parts):
        return "sure" if len(parts) == 1 and _SOLD.search(text) else "agency"
    sold = _SOLD.search(text) and (_has_capitals(parts[0]) or text.endswith(".adobe.com"))
    sure = sold or cues.is_called(text, "picture") or _given(text) or _is_path(text)
    return "sure" if sure else None


def _may_be_credit(text: str) -> bool:
    """Tell whether a text has what a credit has, which is found much faster than one; most have not."""
    joined = any(map(text.__contains__, _JOINS))
    return joined or _first_word(text) in _openings() or _SELLER.match(text) is not None


def _first_word(text: str) -> str:
    return cues.fold(text.split(maxsplit=1)[0])


@cache
def _openings() -> frozenset[str]:
    """Return the first words of all that stands before a credit or is one, but for names."""
    called = [term for kind, term in cues.terms("people") if kind in ("agency", "picture")]
    labels = [term for kind, term in cues.terms("prefixes") if kind == "caption"]
    return frozenset(map(_first_word, (*called, *labels)))


def _is_path(text: str) -> bool:
    parts = _SLASH.split(text)
    return len(parts) > 1 and " " in parts[0] and all(map(_has_capitals, parts))


def _given(text: str) -> str | None:
    """Return the name behind such words as `Photo by` and `Courtesy of`, or None where no such words begin `text`."""
    words = text.split()
    for length in range(min(_LABEL_WORDS, len(words) - 1), 0, -1):
        before, name = " ".join(words[:length]), " ".join(words[length:])
        if cues.is_called(before, "picture") or (length > 1 and _is_label(before)):
            return name if _has_capitals(name) or name.upper() == name.lower() else None
    name = " ".join(words[1:])
    return name if name and _is_label(words[0]) and cues.is_called(name, "agency") else None


def _has_capitals(text: str) -> bool:
    """Tell whether each word of `text` has a capital, but for those within names that have none."""
    words = text.split()
    return (
        0 < len(words) <= _NAME_WORDS
        and any(map(_has_capital, words))
        and not _NEVER_NAME.search(text)
        and all(
            _has_capital(word) or (word.lower() in _SMALL and 0 < at < len(words) - 1) or cues.is_called(word, "agency")
            for at, word in enumerate(words)
        )
    )


def _has_capital(word: str) -> bool:
    return word[0].isupper() or (not word[0].islower() and any(map(str.isupper, word)))
