"""How a word of a term may look in running text, and what a word of a text may be without what is written onto it.

The first are case endings, plurals and pronouns. What is taken off stands before a word (Arabic and Hebrew clitics,
French elision) or after its apostrophe.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from importlib.resources import files

from generator.model import Value
from generator.translation.glossary.words import base, fold


class Reading(Value, frozen=True):
    """What a word of a text may be: folded letters, how many were taken off before them, and which.

    `written` is how many of the word's own letters are read, the ones before them included; an article that is
    written together with what stands before it has none of its own.
    """

    letters: str
    skip: int = 0
    written: int = 0
    before: str = ""
    article: bool = False


@lru_cache(maxsize=100_000)
def readings(letters: str, lang: str, *, first: bool) -> tuple[Reading, ...]:
    """Return what a folded word may be, itself first. Only the `first` word of a term has clitics before it."""
    found: dict[tuple[str, str, bool], Reading] = {}
    for end in _ends(letters, lang):
        whole = letters[:end]
        for skip, rest, before, article in _beginnings(whole, lang) if first else ((0, whole, "", False),):
            if rest:
                found.setdefault((rest, before, article), Reading(rest, skip, end, before, article))
    return tuple(found.values())


@lru_cache(maxsize=20_000)
def forms(word: str, lang: str, *, common: bool, last: bool, alone: bool) -> frozenset[str]:
    """Return the folded forms in which a word of a term may stand; a `common` word is of no name."""
    folded = fold(word, lang)
    language = base(lang)
    found = {folded, *_ENDINGS.get(language, _none)(folded, common)}
    if language == "ar":
        found |= _arabic(folded, common=common, last=last, alone=alone)
    if common and not folded.isdecimal():
        found |= _common(folded, language, last=last)
    return frozenset(found)


def may_precede(before: str, article: bool, term: str, whole: str, lang: str, *, alone: bool, common: bool) -> bool:
    """Tell whether letters taken off before `term` (the first word of a term, `alone` if the only one) may be clitics.

    `whole` is the word with them. Where it is a frequent word of its own, as `فعلي` is, it holds no name.
    """
    if not before:
        return True
    if article and not common:
        return term.isascii()
    if not alone or term.isascii():
        return True
    language = base(lang)
    core = term.removeprefix("ال") if language == "ar" else term
    # Nobody writes س before a noun, but some ask for it.
    least = 4 if "س" in before else 3
    return len(core) >= least and lookalikes(language).isdisjoint(whole[at:] for at in range(len(before)))


@cache
def lookalikes(lang: str) -> frozenset[str]:
    """Return the folded words of a language that begin like a clitic and a name, and are neither."""
    table = files("generator.translation.glossary").joinpath("lookalikes", f"{lang}.txt.xz")
    if not table.is_file():
        return frozenset()
    import lzma

    return frozenset(lzma.decompress(table.read_bytes()).decode().split())


# What stands before a word -----------------------------------------------------------------------------------------

_HEBREW = re.compile(r"ו?(?:לכש|כש|מש|מה|ש)?[בלכמ]?ה?")
_ELISION = re.compile(r"(?:[cdjlmnst]|qu|dell|nell|all|sull|dall|un|quest|sant)'")
_ELIDING = frozenset({"fr", "it", "ca", "oc"})


def _beginnings(word: str, lang: str) -> Iterator[tuple[int, str, str, bool]]:
    """Yield how many letters are taken off, what is left, what they are, and whether there was an article."""
    yield 0, word, "", False
    match base(lang):
        case "ar":
            yield from _arabic_beginnings(word)
        case "he" | "yi":
            yield from _hebrew_beginnings(word)
        case language if language in _ELIDING and (found := _ELISION.match(word)):
            yield found.end(), word[found.end() :], found.group(), False


def _arabic_beginnings(word: str) -> Iterator[tuple[int, str, str, bool]]:
    for joint in ("", word[0] if word[0] in "وف" else None):
        if joint is None:
            continue
        inner = word[len(joint) :]
        at = len(joint)
        if joint:
            yield at, inner, joint, False
        if inner.startswith("ال"):
            yield at + 2, inner[2:], f"{joint}ال", True
        if inner.startswith("لل"):
            # The article loses its alif after ل, and its ل too before another.
            yield at + 1, f"ا{inner[1:]}", f"{joint}ل", False
            yield at + 1, f"ال{inner[1:]}", f"{joint}ل", False
            yield at + 2, inner[2:], f"{joint}لل", True
        if inner[:1] and inner[0] in "بلكس":
            yield at + 1, inner[1:], joint + inner[0], False
            if inner[1:3] == "ال":
                yield at + 3, inner[3:], f"{joint}{inner[0]}ال", True


def _hebrew_beginnings(word: str) -> Iterator[tuple[int, str, str, bool]]:
    inner = word
    longest = _HEBREW.match(word)
    for at in range(1, (longest.end() if longest else 0) + 1):
        if _HEBREW.fullmatch(word, 0, at):
            inner = word[at:].removeprefix('"')
            yield len(word) - len(inner), inner, word[:at], word[at - 1] == "ה"


def _ends(word: str, lang: str) -> Iterator[int]:
    """Yield where a folded word may end: at its end, and before an apostrophe that parts a suffix from it."""
    yield len(word)
    cut = word.rfind("'")
    if cut > 0 and base(lang) not in {"he", "yi", "fr", "it", "ca"}:
        yield cut
    if word.endswith("s'"):
        yield len(word) - 1


# What stands at the end of a word ----------------------------------------------------------------------------------

_PRONOUNS = ("ه", "ها", "هما", "هم", "هن", "نا", "كم")


def _arabic(word: str, *, common: bool, last: bool, alone: bool) -> set[str]:
    found = set()
    # A final ي is often written ى, but على is no Ali.
    if len(word) > 3 or not alone:
        found |= {word[:-1] + other for here, other in (("ي", "ى"), ("ى", "ي")) if word.endswith(here)}
    if word == "ابو" and not last:
        found |= {"ابا", "ابي"}
    if not common:
        return found
    bare = word.removeprefix("ال") if len(word) > 4 else word
    found |= {bare, f"ال{bare}"}
    if len(bare) >= 3:
        stem = bare.removesuffix("ه")
        endings = ("ات", "تان", "تين") if bare.endswith("ه") else ("ات", "ان", "ين", "ا")
        found |= {f"{article}{stem}{ending}" for ending in endings for article in ("", "ال")}
        if last:
            found |= {f"{stem}{'ت' if stem != bare else ''}{pronoun}" for pronoun in _PRONOUNS}
    return found


def _common(word: str, lang: str, *, last: bool) -> set[str]:
    if lang == "en" and last and len(word) > 2:
        return _english_plurals(word)
    if lang in {"fr", "es", "pt", "it", "ca", "gl"} and len(word) > 3:
        return {f"{word}s", f"{word}es"} | ({word[:-1]} if word.endswith("s") else set())
    if lang in {"fa", "ps"} and last and len(word) > 2:
        return {f"{word}ها", f"{word}های", f"{word}ی"}
    return set()


def _english_plurals(word: str) -> set[str]:
    found = {f"{word}s", f"{word}es"}
    if word.endswith("y"):
        found.add(f"{word[:-1]}ies")
    if word.endswith("ies"):
        found.add(f"{word[:-3]}y")
    if word.endswith("s") and not word.endswith("ss"):
        found.add(word[:-1])
    return found


_NOUN = ("а", "у", "ом", "е", "ы", "и", "ов", "ам", "ами", "ах")
_SURNAME = ("а", "у", "ым", "ом", "е", "ой", "ы", "ых", "ыми")
_HARD = ("ый", "ий", "ой", "ого", "его", "ому", "ему", "ым", "им", "ом", "ем", "ая", "яя", "ую", "юю")
_ADJECTIVE = (*_HARD, "ей", "ое", "ее", "ые", "ие", "ых", "их", "ыми", "ими")
_RUSSIAN: tuple[tuple[str, tuple[str, ...]], ...] = (
    # The ending that a word has in the nominative, and what may stand in its place; the first that fits counts.
    (r"(?<=.{2})(?:ый|ой|ская|цкая|ная|ские|цкие|ные|ское|цкое|ное|ский|цкий|ная)", _ADJECTIVE),
    (r"(?<=.{2})(?:ий)", ("ий", "ия", "ию", "ием", "ии", *_ADJECTIVE)),
    (r"(?<=.)ия", ("ия", "ии", "ию", "ией", "ий")),
    (r"(?<=.)ья", ("ья", "ьи", "ью", "ьей", "ье")),
    (r"(?<=.)я", ("я", "и", "е", "ю", "ей", "ь")),
    (r"(?<=..)а", ("а", "ы", "и", "е", "у", "ой", "ей", "ою", "")),
    (r"(?<=.)й", ("й", "я", "ю", "ем", "е", "и")),
    (r"(?<=.)ь", ("ь", "я", "ю", "ем", "ём", "е", "и", "ью", "ей")),
    (r"(?<=..)[ыи]", ("ы", "и", "ов", "ам", "ами", "ах", "ей", "")),
    (r"(?<=..)(?:ово|ево|ино|ыно|ство)", ()),
    (r"(?<=(?:.ов|.ев|.ин|.ын))", ("", *_SURNAME, *_NOUN)),
    (r"(?<=[бвгджзклмнпрстфхцчшщ])", ("", *_NOUN, "ем", "ей", "ям")),
)
_NEUTER = ("о", "а", "у", "ом", "е", "")


def _russian(word: str, common: bool) -> Iterable[str]:  # noqa: ARG001
    if re.search(r"(?:ово|ево|ино|ыно|ство)$", word):
        return {word[:-1] + ending for ending in _NEUTER}
    for ending, others in _RUSSIAN:
        if found := re.search(rf"{ending}$", word):
            stem = word[: found.start()]
            if others is _ADJECTIVE:
                stem = re.sub(r"(?:ый|ой|ая|ие|ые|ое|ий)$", "", word)
            return {stem + other for other in others}
    return ()


def _none(word: str, common: bool) -> Iterable[str]:  # noqa: ARG001
    return ()


_ENDINGS = {"ru": _russian, "uk": _russian, "be": _russian, "bg": _none}
