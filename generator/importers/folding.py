"""How words and lines are compared: no case, marks, outer punctuation; one letter for the variants of one letter."""

import re
import unicodedata
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal

from generator.importers.characters.signs import for_all_signs, one_spaced

if TYPE_CHECKING:
    from generator.importers.characters.signs import Numbers

COLONS = ":：՝៖፦፡"
"""What stands after a label, in all scripts."""
EDGES = f"»«›‹>→←▶►•·*-–—|{COLONS}.,،؛;!…\"'“”„()[]【】◆■●▼+#=~ ۔।॥።፣၊။།༎་។៕։"
"""What is left out at both ends of what is compared."""

_FORM: Literal["NFKC"] = "NFKC"
_MARKS = "\u0307\u0640\u064b-\u065f\u0670\u0591-\u05c7\u200c-\u200f\u061c\u202a-\u202e\u2066-\u2069"
_VARIANTS = "أإآٱىيكۀةھہёάέήίόύώϊϋΐΰ"
_SAME = dict(zip(_VARIANTS, "ااااییکههههеαεηιουωιυιυ", strict=True))
_SPECIAL = re.compile(f"[{_MARKS}{_VARIANTS}]")

# What a sign alone becomes: another sign, nothing, or what depends on the signs beside it.
_NOTHING, _DEPENDS = 1, 2


def as_compared(text: str) -> str:
    """Return `text` as it is compared."""
    return one_spaced(_folded(text)).strip(EDGES)


def lines_as_compared(lines: Sequence[str], signs: "Numbers") -> list[str]:
    """Return each of `lines` as it is compared; they have single spaces, and their `signs` a line break behind each."""
    alone = _folded_alone(signs)
    kept = alone > _DEPENDS
    folded = (alone if kept.all() else alone[kept]).tobytes().decode("utf-16-le").split("\n")[:-1]
    depends = alone == _DEPENDS
    if depends.any():
        line = (signs == ord("\n")).cumsum()
        for at in set(line[depends].tolist()):
            folded[at] = _folded(lines[at])
    return [(one_spaced(line) if "  " in line else line).strip(EDGES) for line in folded]


def _folded(text: str) -> str:
    if text.isascii():
        return text.lower()
    folded = unicodedata.normalize(_FORM, text).casefold()
    for special in set(_SPECIAL.findall(folded)):
        folded = folded.replace(special, _SAME.get(special, ""))
    return folded


@for_all_signs
def _folded_alone(sign: str) -> int:
    folded = _folded(sign)
    if not folded and unicodedata.category(sign) != "Mn":
        return _NOTHING
    # Beyond the first plane, signs that join others are still added to Unicode.
    is_one = len(folded) == 1 and chr(_DEPENDS) < folded <= "\uffff"
    return _DEPENDS if not is_one or _may_join(sign) or _may_join(folded) else ord(folded)


def _may_join(sign: str) -> bool:
    """Tell whether a sign may become one with that beside it: marks, parts of Korean syllables, halves of pairs."""
    return unicodedata.category(sign) in ("Mn", "Mc", "Me", "Cs") or "\u1100" <= sign <= "\u11ff"
