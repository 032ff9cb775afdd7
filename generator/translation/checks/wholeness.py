"""Whether an answer has an end, says nothing twice, and has as many sentences as its original."""

import re
from collections import Counter
from collections.abc import Sequence

from generator.translation.checks.lengths import surprise

_CLOSING = "\\s\"'»”’)\\]״‘“›"
_ENDED = re.compile(rf"[.!?؟…۔।。！？:;؛][{_CLOSING}]*\Z")
# A full stop after a word of three letters or less may be an abbreviation's.
_FULL_STOP = re.compile(rf"(?:[^\W\d_]{{4}}[.…۔।。]|[!?؟！？]|[.…]\)?[\"»”’])[{_CLOSING}]*(?=\s|\Z)")
_WORD = re.compile(r"\w+")
_OPEN, _CLOSE = "([", ")]"
# A model that is caught in a loop says so many words again and again, until they are this share of all.
_RUN, _LOOP = 4, 0.4
# Fewer words than this may be one that is doubled, as many languages do: `anak-anak`, `yavaş yavaş`.
_LEAST_TWICE = 4
# English words that no text ends with, small as they are inside one; those that no sentence ends with, but some
# headlines do (`What to watch for`); those that few headlines end with; and those whose full stop ends no text.
_HANGING = frozenset(("a", "an", "and", "but", "or", "our", "than", "the", "their", "whether", "whose"))
_HANGING_IN_SENTENCES = frozenset(
    ("as", "at", "because", "by", "for", "from", "his", "if", "into", "its", "of", "that", "to", "which", "who", "with")
)  # fmt: skip
_HANGING_IN_HEADLINES = _HANGING_IN_SENTENCES | frozenset(
    ("after", "are", "be", "been", "before", "during", "had", "has", "have", "he", "is", "it", "my", "on", "she",
     "since", "then", "they", "until", "was", "we", "were", "when", "where", "while", "will", "would", "your")
)  # fmt: skip
_LETTERS_AND_STOP = re.compile(r"\b\w{1,4}\.\Z")
_ABBREVIATED = re.compile(r"\b(?:Capt|Dr|Gen|Gov|Lt|Messrs|Mr|Mrs|Ms|Mt|No|Prof|Rep|Rev|Sen|Sgt|St|vs)\.\Z")
# What announces more: a text ends with it where its original does.
_ANNOUNCING = re.compile(r"[,:;،؛]\Z")
# One that begins with its text may go on in the next.
_OPENED = re.compile(r"\s[“„‟«]\s?\w[^\"“”„‟«»]*\Z")
# A straight mark may be either, and one inside a word or after a number is none.
_STRAIGHT_OPENED, _STRAIGHT = re.compile(r"\s\"\s?\w[^\"“”„‟«»]*\Z"), re.compile(r"(?<!\w)\"|(?<=[^\W\d])\"(?!\w)")
# Some marks before a word are a letter of a name or stand for what was left out: `‘Abbas`, `al-'Arabiya`, `'90s`.
_OPENING = re.compile(r"(?<![\w'’-])(?:'(?!\d|(?:em|n|s|t|til|tis|twas)\b)|‘(?![A-ZÀ-Þ\d]))(?=\w)")
_ENDING = re.compile(r"(?<=[\w.,!?…])['’](?!\w)")
_QUOTED = re.compile(rf"[\"“”„‟«»‹›「『]|{_OPENING.pattern}")
# By how much (see `surprise`) an answer without an end has to be too short to be a part of one, likely or surely.
_SHORTER, _FAR_SHORTER = 0.0, -1.6
# From how many words on a headline's translation that is too short by so much, and may not end so, breaks off.
_LONG_HEADLINE, _SHORTER_HEADLINE = 6, -1.0


def unfinished(source: str, answer: str) -> bool:
    """Tell whether an answer breaks off: no mark at its end where its original has one, or an open bracket."""
    return _end_lost(source, answer) or any(
        answer.count(opening) > answer.count(closing) and source.count(opening) == source.count(closing)
        for opening, closing in zip(_OPEN, _CLOSE, strict=True)
    )


def breaks_off(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    """Tell whether an answer ends where no text does, or has no end where its original has one and is rather short."""
    bare, size = answer.rstrip(), surprise(source, answer, source_lang, target_lang)
    if target_lang.partition("-")[0] == "en" and _hanging(source, answer):
        return True
    if _ANNOUNCING.search(bare) and not _ANNOUNCING.search(source.rstrip()):
        return True
    if _left_open(answer, single=bool(_QUOTED.search(source))) and not _left_open(source):
        return True
    if _end_lost(source, answer):
        return size < _SHORTER
    long = len(source.split()) >= _LONG_HEADLINE
    return long and size < _SHORTER_HEADLINE and hangs(source, answer, source_lang, target_lang)


def hangs(source: str, answer: str, source_lang: str, target_lang: str) -> bool:  # noqa: ARG001 - as all checks
    """Tell whether an English headline ends with a word after which there mostly is more."""
    if target_lang.partition("-")[0] != "en" or _ENDED.search(source):
        return False
    return _last_word(source, answer) in _HANGING_IN_HEADLINES


def cut_off(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    """Tell whether an answer is surely the beginning of one: without an end, and far too short."""
    return _end_lost(source, answer) and surprise(source, answer, source_lang, target_lang) < _FAR_SHORTER


def sentences(text: str) -> int:
    """Return how many sentences a text has, at least 1."""
    return max(1, len(_FULL_STOP.findall(text)) + (0 if _ENDED.search(text) else 1))


def repeats(source: str, answer: str) -> bool:
    """Tell whether an answer says something again and again, or all of it twice, where its original does not."""
    here, there = _words(source), _words(answer)
    again = _most_repeated(there)
    if again >= 3 > _most_repeated(here) and again * _RUN >= _LOOP * len(there):
        return True
    return len(there) >= _LEAST_TWICE and _twice(there) and not (_twice(here) or _twice("".join(here)))


def ended(text: str) -> bool:
    """Tell whether a text has a mark at its end that ends a sentence or announces one."""
    return bool(_ENDED.search(text))


def _hanging(source: str, answer: str) -> bool:
    """Tell whether an English answer ends with a word after which there is more."""
    if _ABBREVIATED.search(answer.rstrip()):
        return not _LETTERS_AND_STOP.search(source.rstrip())
    last = _last_word(source, answer)
    return last in _HANGING or (last in _HANGING_IN_SENTENCES and bool(_ENDED.search(source)))


def _last_word(source: str, answer: str) -> str:
    """Return the word at the end of an answer that has no mark there; nothing where its original has the same."""
    last = _WORD.findall(answer)[-1:]
    return "" if not last or last == _WORD.findall(source)[-1:] or _ENDED.search(answer) else last[0]


def _left_open(text: str, *, single: bool = True) -> bool:
    """Tell whether a quotation begins in a text and does not end there; in `single` marks only where asked for."""
    if _OPENED.search(text) or (_STRAIGHT_OPENED.search(text) and len(_STRAIGHT.findall(text)) % 2):
        return True
    return single and len(_OPENING.findall(text)) > len(_ENDING.findall(text))


def _end_lost(source: str, answer: str) -> bool:
    return bool(_ENDED.search(source)) and not _ENDED.search(answer)


def _twice(said: Sequence[str]) -> bool:
    half = len(said) // 2
    return half > 0 and len(said) % 2 == 0 and said[:half] == said[half:]


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _most_repeated(words: Sequence[str]) -> int:
    return max(Counter(zip(*(words[start:] for start in range(_RUN)), strict=False)).values(), default=0)
