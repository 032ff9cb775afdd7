"""Text without what no article holds on purpose: letters in their normal form, no control or hidden characters.

`clean` is for bodies, `clean_line` for titles and names; `inspect` says what of it a person should know.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from generator.importers.characters import encodings
from generator.importers.characters.signs import for_all_signs, numbers, one_spaced
from generator.model import Notice

# What is taken out silently: it comes with copying, and nobody sees it.
_INVISIBLE = frozenset("\u00ad\u034f\u180e\u200b\u2060\u2061\u2062\u2063\u2064\ufeff\ufff9\ufffa\ufffb\ufffc")
_LINE_BREAKS = frozenset("\r\x0b\x0c\x85\u2028\u2029")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_OPENS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c",
          "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}  # fmt: skip
# Letters in the shape of their place in the word, as some programs export them; U+FDFA and U+FDFB are signs.
_FORMS = re.compile("[\ufb1d-\ufdf9\ufdfc-\ufdff\ufe70-\ufefc]+")
_MARK = (
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8"
    "\u06ea-\u06ed\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
# Pointed Hebrew and Arabic stack four, and no language more than six.
_STACK = re.compile(f"({_MARK}{{6}}){_MARK}+")
_SPACES = re.compile("[^\\S\n\u00a0\u202f]+")
_NARROW_FILLER = re.compile("[\u00a0\u202f]{2,}|(?<=\\s)[\u00a0\u202f]|[\u00a0\u202f](?=\\s)")
_WORD = re.compile(r"[^\W\d_]+")
# Letters of one script that look like letters of another.
_ALIKE = frozenset("АВЕЅІЈКМНОРСТУХЬаеѕіјорсухԁԛԝһΑΒΕΖΗΙΚΜΝΟΡΤΥΧονρυABCEHIJKMOPSTXYacehijopsxy")
_SHOWN = 5
# So many signs are replaced one by one, which is faster.
_FEW = 20
# Below it, a set of all signs is made faster than numbers of them.
_SHORT = 500
_PLAIN, _ODD = 1, 2


def clean(text: str) -> str:
    """Return `text` in NFC with plain line ends and without what no article holds on purpose."""
    odd = _odd(text)
    if not odd:
        return text
    if replaced := {sign: _REPLACED[kind] for sign, kind in odd.items() if kind in _REPLACED}:
        text = _with(text.replace("\r\n", "\n"), replaced)
    kinds = set(odd.values())
    if "form" in kinds:
        text = _FORMS.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    if "bidi" in kinds:
        text = "\n".join(map(balance, text.split("\n")))
    if "mark" in kinds or "form" in kinds:
        # Normalising sorts marks, which takes long where there are thousands, and may make two of one.
        lower = _STACK.sub(r"\1", text)
        text = _normal(lower)
        if text == lower:
            return text
        text = _STACK.sub(r"\1", text)
    return _normal(text)


def clean_line(text: str) -> str:
    """Return `text` as one line: clean, single spaces, no bidirectional embedding (for titles and names)."""
    if text.isascii() and text.isprintable():
        return one_spaced(text)
    return squeeze(clean(_BIDI.sub("", text)).replace("\n", " "))


def squeeze(line: str) -> str:
    """Return `line` with single spaces; a no-break space stays where it stands alone, as French spelling wants."""
    if "\u00a0" not in line and "\u202f" not in line and "\n" not in line:
        return one_spaced(line)
    return _SPACES.sub(" ", _NARROW_FILLER.sub(" ", line)).strip()


def balance(line: str) -> str:
    """Return `line` as it is where its bidirectional controls are balanced, else without them."""
    awaited: list[str] = []
    for control in _BIDI.findall(line):
        if control in _OPENS:
            awaited.append(_OPENS[control])
        elif not awaited or awaited.pop() != control:
            return _BIDI.sub("", line)
    return _BIDI.sub("", line) if awaited else line


def decode(data: bytes, name: str) -> str:
    """Return the text of `data`; see `encodings.decode`."""
    return encodings.decode(data, name).text


def inspect(text: str, *lines: str) -> tuple[Notice, ...]:
    """Return what a person should know of `text` and of its title and names (`lines`), as they were before cleaning."""
    odd = {sign: kind for part in (text, *lines) for sign, kind in _odd(part).items()}
    return (*_hidden(text, lines, odd), *_stacked((text, *lines), odd), *_mixed(lines))


def mixed_words(text: str) -> list[str]:
    """Return the words in which letters of one script pass for another's (`Рutin` with a Cyrillic Р)."""
    if text.isascii():
        return []
    return [word for word in _WORD.findall(text) if not word.isascii() and _is_disguised(word)]


def _hidden(text: str, lines: tuple[str, ...], odd: Mapping[str, str]) -> Iterator[Notice]:
    signs = {sign for sign, kind in odd.items() if kind == "hidden"}
    if "bidi" in odd.values():
        signs.update(control for line in lines for control in _BIDI.findall(line))
        signs.update(control for line in re.split("[\r\n\x0b\x0c\x85\u2028\u2029]", text) if balance(line) != line
                     for control in _BIDI.findall(line))  # fmt: skip
    if signs:
        names = ", ".join(f"U+{ord(sign):04X}" for sign in sorted(signs)[:_SHOWN])
        more = f" and {len(signs) - _SHOWN} more" if len(signs) > _SHOWN else ""
        yield Notice(
            code="hidden-character",
            message=f"characters that nobody sees, or that no font has, were left out: {names}{more}",
            hint="look whether the text reads as it should; the capture is kept as it was",
        )


def _stacked(texts: tuple[str, ...], odd: Mapping[str, str]) -> Iterator[Notice]:
    if "mark" in odd.values() and any(map(_STACK.search, texts)):
        yield Notice(code="stacked-marks", message="more than six marks on one letter: the others were left out",
                     hint="look whether the text reads as it should; the capture is kept as it was")  # fmt: skip


def _mixed(lines: tuple[str, ...]) -> Iterator[Notice]:
    words = list(dict.fromkeys(word for line in lines for word in mixed_words(line)))
    if words:
        shown = ", ".join(f"`{word}`" for word in words[:_SHOWN])
        yield Notice(
            code="mixed-scripts",
            message=f"letters of two scripts that look alike in one word: {shown}",
            hint="type the word anew; such words are used to pass for somebody else, or for an address",
        )


def _is_disguised(word: str) -> bool:
    scripts: dict[str, list[str]] = {}
    for letter in word:
        scripts.setdefault(_script(letter), []).append(letter)
    if len(word) < 4 or len(scripts) < 2 or not scripts.keys() <= {"LATIN", "CYRILLIC", "GREEK"}:
        return False
    leading = max(map(len, scripts.values()))
    return any(_ALIKE.issuperset(letters) for letters in scripts.values() if len(letters) < leading)


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


def _with(text: str, replaced: Mapping[str, str]) -> str:
    """Return `text` with other signs for some: most texts have one or two of them, hostile ones have thousands."""
    if len(replaced) > _FEW:
        return text.translate({ord(sign): other for sign, other in replaced.items()})
    for sign, other in replaced.items():
        text = text.replace(sign, other)
    return text


def _normal(text: str) -> str:
    return unicodedata.normalize("NFC", text)


# What signs of a kind become; those of other kinds need more than a look at themselves.
_REPLACED = {"break": "\n", "control": " ", "invisible": "", "hidden": ""}


@lru_cache(maxsize=64)
def _odd(text: str) -> Mapping[str, str]:
    """Return the signs of `text` that `clean` may change, with their kind; a capture is cleaned, then inspected."""
    met = set(text) if len(text) < _SHORT else _odd_in(text)
    return {sign: kind for sign in met if (kind := _kind(sign))}


def _odd_in(text: str) -> set[str]:
    """Return the signs of a long text that are of a kind."""
    signs = numbers(text)
    return set(map(chr, signs[_are_odd(signs) == _ODD].tolist()))


@for_all_signs
def _are_odd(sign: str) -> int:
    return _ODD if _kind(sign) else _PLAIN


@lru_cache(maxsize=4096)
def _kind(sign: str) -> str:
    if sign in "\n\t" or " " <= sign <= "~":
        return ""
    known = (kind for kind, is_one in _KINDS if is_one(sign))
    kind = next(known, _KIND_OF_CATEGORY.get(unicodedata.category(sign), ""))
    return kind or ("composed" if _may_be_composed(sign) else "")


def _may_be_composed(sign: str) -> bool:
    """Tell whether the normal form of a sign may be another, alone or with those before it.

    Beyond the first plane, signs that do so are still added to Unicode.
    """
    vowel_or_final = "\u1161" <= sign <= "\u1175" or "\u11a8" <= sign <= "\u11c2"
    return vowel_or_final or sign > "\uffff" or not unicodedata.is_normalized("NFC", sign)


def _may_be_new(sign: str) -> bool:
    """Tell whether a sign is only unknown to this Python: pictures and ideographs are added every year."""
    return "\U0001f000" <= sign <= "\U0001fbff" or "\U00020000" <= sign <= "\U0003fffd"


_KIND_OF_CATEGORY = {
    **dict.fromkeys(("Co", "Cs", "Cn"), "hidden"), "Cc": "control",
    **dict.fromkeys(("Mn", "Me"), "mark"), "Mc": "composed",
}  # fmt: skip
_KINDS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("break", lambda sign: sign in _LINE_BREAKS),
    ("invisible", lambda sign: sign in _INVISIBLE or "\u206a" <= sign <= "\u206f"),
    # Tags spell out hidden text; selectors only choose a shape.
    ("hidden", lambda sign: "\U000e0000" <= sign <= "\U000e00ff"),
    ("invisible", lambda sign: "\U000e0100" <= sign <= "\U000e0fff"),
    ("bidi", lambda sign: bool(_BIDI.match(sign))),
    ("form", lambda sign: bool(_FORMS.match(sign))),
    ("", lambda sign: unicodedata.category(sign) == "Cn" and _may_be_new(sign)),
)
