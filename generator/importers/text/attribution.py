"""Names out of an attribution (`Source: Reuters + agencies`) and out of a byline."""

import re

from generator.importers import cues, dates
from generator.importers.characters.hygiene import clean_line
from generator.importers.folding import COLONS
from generator.importers.text.names import has_capitals, is_agency, is_name, is_short_name
from generator.importers.text.sentences import FULL_STOPS

_BETWEEN = re.compile(
    r"\s*[+،,，、;؛/／|·•]\s*|\s+[&–—]\s+|\s+-\s+|\s+(?:and|und|et|e|y|i|и|й|та|و|ו|und|ve|och|og|en|ja|și|és|và|dan|და|և|और|এবং|και)\s+"
)
_ATTACHED_AND = re.compile(r"\s+و(?=\S)")
_EDGES = f" .،,，;\"'«»()[]（）【】-–—|{COLONS}{FULL_STOPS}"
_REST = re.compile(r"\d|\||\(|（|\[| - | – | — |//|@|•|·|<|\bfür\b|\bfor\b(?= [A-Z])")
_ADDRESS = re.compile(r"\S+@\S+|https?://\S+|(?:www\.)\S+")
_IN_CITY = re.compile(r",?\s+(?:in|aus|à|en|v|в|в)\s+[A-ZÀ-ÞА-Я][\w-]+$")
# After the last of several names, a comma brings the outlet.
_JOINED = re.compile(r"(.*\s(?:and|und|et|y|e|og|och|en|ve|и|та|și|és|dan)\s[^,،]+)[,،]")
_SHORT = re.compile(r"(?:[^\W\d_]\.\s?-?){1,4}")
_GLUED = re.compile(r"(?<=[a-zß-ÿ]{3})(?=[A-ZÀ-Þ][a-zß-ÿ])")


def names(text: str, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Return the sources that `text` names, in order, each once.

    The Arabic `و` is written onto the word that follows and begins many words: it parts only what is `known`.
    """
    found: dict[str, str] = {}
    folded = frozenset(cues.fold(name) for name in known)
    for part in _BETWEEN.split(clean_line(text)):
        for name in _by_attached_and(part, folded):
            if (stripped := name.strip(_EDGES)) and any(c.isalpha() for c in stripped):
                found.setdefault(cues.fold(stripped), stripped)
    return tuple(found.values())


def people(text: str, told: bool = False, labelled: bool = False) -> tuple[str, ...]:
    """Return the people that a byline names, without dates, addresses, roles and places of work.

    Where the line has `told` that a name stands there, it may be initials or an agency; where a label and a colon say
    so, one word too.
    """
    without_rest = _REST.split(_ADDRESS.sub("", clean_line(text)))[0]
    if joined := _JOINED.match(without_rest):
        without_rest = joined[1]
    found: dict[str, str] = {}
    for part in _BETWEEN.split(without_rest):
        name = _bare(part)
        short = (told and (is_agency(name) or _is_initials(name))) or (labelled and not found)
        if (is_name(name) or (short and is_short_name(name))) and not dates.find_date(name):
            found.setdefault(cues.fold(name), name)
        elif found:
            # What follows the names is the outlet, a role, a place.
            break
    return tuple(found.values())


def _is_initials(name: str) -> bool:
    """Tell whether `name` is initials: scripts without capitals shorten words so, and not names (`น.`, o'clock)."""
    return has_capitals(name) and _SHORT.fullmatch(name) is not None


def _bare(part: str) -> str:
    name = without_roles(_IN_CITY.sub("", part.strip(_EDGES.replace(".", "")))).strip(_EDGES.replace(".", ""))
    return name if _SHORT.fullmatch(name) or re.search(r"\s\w\.$", name) else name.strip(_EDGES)


def without_roles(text: str) -> str:
    """Return a name without what its bearer does and for whom (`Anna Berg, Correspondent`, `Anna BergRedakteurin`)."""
    parted = _GLUED.sub(" ", text)
    words = parted.split()
    most = min(4, len(words) - 1)
    for length in range(most if most > 0 and cues.may_be_called(words) else 0, 0, -1):
        last, first = " ".join(words[-length:]), " ".join(words[:length])
        if cues.is_called(last, "role"):
            kept = words[:-length]
            # `Anna Berg Political Correspondent`: the third word is of the role, not of the name.
            return without_roles(" ".join(kept[:2] if len(kept) == 3 and not kept[1].endswith(".") else kept)).rstrip(
                " ,"
            )
        if len(words) - length >= 2 and cues.is_called(last, "agency"):
            return without_roles(" ".join(words[:-length])).rstrip(" ,")
        if cues.is_called(first, "role"):
            return without_roles(" ".join(words[length:])).lstrip(" ,:")
    return text if parted == text else " ".join(words)


def _by_attached_and(part: str, known: frozenset[str]) -> list[str]:
    pieces = _ATTACHED_AND.split(part)
    if len(pieces) > 1 and all(cues.fold(piece) in known for piece in pieces):
        return pieces
    return [part]
