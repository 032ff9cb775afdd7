"""Is what an engine gave a translation at all? Thresholds were measured on 1,997 human translations in 12 languages.

This catches broken output, not wrong output: pages say that machine text is not reviewed.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from generator.locales import script
from generator.model import Value
from generator.translation.engines.notices import notice

_LETTERS = {
    "Arab": r"[\u0620-\u064a\u066e-\u06d3\u06d5\u06fa-\u06ff\u0750-\u077f\u08a0-\u08c9\ufb50-\ufdfb\ufe70-\ufefc]",
    "Hebr": r"[\u05d0-\u05ea\ufb1d-\ufb4f]",
    "Cyrl": r"[\u0400-\u0481\u048a-\u052f]",
    "Grek": r"[\u0370-\u03ff\u1f00-\u1fff]",
    "Armn": r"[\u0531-\u0587]",
    "Geor": r"[\u10a0-\u10ff]",
    "Deva": r"[\u0904-\u0939\u0958-\u0961]",
    "Beng": r"[\u0985-\u09b9]",
    "Thai": r"[\u0e01-\u0e2e]",
    "Hang": r"[\uac00-\ud7af]",
    "Hans": r"[\u4e00-\u9fff]",
    "Hant": r"[\u4e00-\u9fff]",
    "Jpan": r"[\u3040-\u30ff\u4e00-\u9fff]",
    "Latn": r"[A-Za-z\u00c0-\u024f]",
}
_SCRIPTS = {name: re.compile(letters) for name, letters in _LETTERS.items()}
_DENSE = frozenset({"Hans", "Hant", "Jpan", "Kore", "Hang"})
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,300}>|<!--|&(?:[a-z]{2,8}|#\d{1,6}|#x[0-9a-f]{1,5});", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:javascript|vbscript|data):\S|https?://\S|\]\(", re.IGNORECASE)
_NUMBER = re.compile(r"\d[\d.,٫٬]*")
_WORD = re.compile(r"\w+")


class Verdict(Value, frozen=True):
    """What is wrong with an answer: `rejected` names why it must not be stored, `flags` what a reviewer should see."""

    rejected: str = ""
    flags: tuple[str, ...] = ()


def verify(source: str, answer: str, source_lang: str, target_lang: str) -> Verdict:
    """Judge one answer to one text; neither holds tokens or markdown."""
    for name, bad in _REJECTS:
        if bad(source, answer, source_lang, target_lang):
            return Verdict(name)
    return Verdict(flags=tuple(name for name, odd in _FLAGS if odd(source, answer, source_lang, target_lang)))


def same_for_different(pairs: Iterable[tuple[str, str]]) -> frozenset[str]:
    """Return the answers given to more than one text: a page kept by mistake, or mixed-up threads."""
    sources: dict[str, set[str]] = {}
    for source, answer in pairs:
        if len(answer) >= 12:
            sources.setdefault(answer, set()).add(_plain(source))
    return frozenset(answer for answer, found in sources.items() if len(found) > 1 and not _alike(sorted(found)))


def holds_words(text: str, source_lang: str, target_lang: str) -> bool:
    """Tell whether `text` has something to translate: a letter that is not of the target's script alone."""
    if not any(character.isalpha() for character in text):
        return False
    here, there = _SCRIPTS.get(script(source_lang)), _SCRIPTS.get(script(target_lang))
    return here is None or here is there or bool(here.search(text))


def _empty(source: str, answer: str, source_lang: str, target_lang: str) -> bool:  # noqa: ARG001
    return not any(character.isalnum() for character in answer)


def _notice(source: str, answer: str, source_lang: str, target_lang: str) -> bool:  # noqa: ARG001
    return notice(answer) and not notice(source)


def _unchanged(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    if _plain(source) != _plain(answer):
        return False
    return _differ(source_lang, target_lang) or len(source.split()) > 3


def _wrong_script(source: str, answer: str, source_lang: str, target_lang: str) -> bool:  # noqa: ARG001
    if not _differ(source_lang, target_lang):
        return False
    here, there = _SCRIPTS.get(script(source_lang)), _SCRIPTS.get(script(target_lang))
    if here and here is not _SCRIPTS["Latn"] and here.search(answer):
        return True
    return bool(there and not there.search(answer))


def _markup(source: str, answer: str, source_lang: str, target_lang: str) -> bool:  # noqa: ARG001
    return any(
        len(pattern.findall(answer)) > len(pattern.findall(source)) for pattern in (_MARKUP, _ADDRESS)
    ) or answer.lstrip().startswith("---")


def _too_alike(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    return _likeness(source, answer, source_lang, target_lang) >= 90


def _length(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    return not 0.25 <= _ratio(source, answer, source_lang, target_lang) <= 4


def _repeats(source: str, answer: str, source_lang: str, target_lang: str) -> bool:  # noqa: ARG001
    return _most_repeated(answer) >= 3 > _most_repeated(source)


def _alike_flag(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    return _likeness(source, answer, source_lang, target_lang) >= 80


def _length_flag(source: str, answer: str, source_lang: str, target_lang: str) -> bool:
    return not 0.5 <= _ratio(source, answer, source_lang, target_lang) <= 1.8


def _numbers_flag(source: str, answer: str, source_lang: str, target_lang: str) -> bool:  # noqa: ARG001
    return bool(_numbers(source) - _numbers(answer))


_REJECTS = (
    ("empty", _empty),
    ("notice", _notice),
    ("markup", _markup),
    ("unchanged", _unchanged),
    ("script", _wrong_script),
    ("untranslated", _too_alike),
    ("length", _length),
    ("repetition", _repeats),
)
_FLAGS = (("alike", _alike_flag), ("length", _length_flag), ("numbers", _numbers_flag))


def _differ(source_lang: str, target_lang: str) -> bool:
    return script(source_lang) != script(target_lang)


def _likeness(source: str, answer: str, source_lang: str, target_lang: str) -> float:
    if _differ(source_lang, target_lang) or len(source) < 40:
        return 0.0
    from rapidfuzz.fuzz import ratio

    return float(ratio(source, answer))


def _ratio(source: str, answer: str, source_lang: str, target_lang: str) -> float:
    dense = (script(source_lang) in _DENSE) != (script(target_lang) in _DENSE)
    if len(source) < 30:
        return 1.0 if len(answer) <= 200 else len(answer) / 30
    return 1.0 if dense and 0.1 <= len(answer) / len(source) <= 10 else len(answer) / len(source)


def _most_repeated(text: str) -> int:
    words = _WORD.findall(text.casefold())
    return max(Counter(zip(words, words[1:], words[2:], words[3:], strict=False)).values(), default=0)


def _numbers(text: str) -> Counter[str]:
    return Counter("".join(str(int(c)) for c in found if c.isdecimal()) for found in _NUMBER.findall(text))


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _alike(texts: Sequence[str]) -> bool:
    from rapidfuzz.fuzz import ratio

    return all(ratio(texts[0], text) >= 90 for text in texts[1:])
