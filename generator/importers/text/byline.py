"""Who wrote an article: bylines under the headline, at the end of the text, or beside the date."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from generator.importers import cues, dates
from generator.importers.text import names
from generator.importers.text.arrange import Parts
from generator.importers.text.attribution import people, without_roles
from generator.importers.text.kinds import is_written_together
from generator.importers.text.lines import Line
from generator.importers.text.segment import is_prose

_WIDEST = 140
_BY = re.compile(r"^(?:[Bb]y|[Vv]on|[Pp]ar|[Dd]oor|[Oo]leh)(?=[A-ZÀ-Þ])")
_WITHIN = re.compile(
    r"(?:^|[\s|–—•·/-])"
    r"(?:(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or|[Dd]i|[Dd]oor|[Aa]v|[Aa]f)\s+(?=[A-ZÀ-Þ])|by(?=[A-Z][a-z]+\s[A-Z]))"
)
_EDITOR = re.compile(r"编|編|редактор|editör|\beditor\b", re.IGNORECASE)
_UNITS = r"(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?)"
_PAST = ("назад", "тому", "sitten", "sedan", "siden", "geleden", "önce", "yang lalu", "trước")
_AGO = re.compile(
    rf"(?:\b(?:published|posted|updated)\b.*|\d+\s*{_UNITS}\s+ago"
    rf"|vor \d+ \w+|il y a \d+ \w+|hace \d+ \w+|há \d+ \w+|\d+ \w+ fa|\d+ \w+ (?:{'|'.join(_PAST)}))$",
    re.IGNORECASE,
)
# What `_WITHIN` matches has a match of this, which is found much faster.
_MAY_BE_WITHIN = re.compile(r"(?:by|By|BY|von|Von|par|Par|por|Por|di|Di|door|Door|av|Av|af|Af)[\sA-Z]")
# No age, hour or date is without a digit or one of these.
_DIGIT = re.compile(r"\d")
_TIMES = ("published", "posted", "updated")
# No age is without one of these, nor without a digit, but for the first ones.
_AGES = (*_TIMES, "ago", "vor ", "il y a ", "hace ", "há ", " fa", *_PAST)
_HANDLE = re.compile(r"\s*@\w+\b(?!\.)")
_READING = re.compile(r"\s*\d+\s*(?:min\b|minutes?|Min\.|minuti|minutos).*$", re.IGNORECASE)
_ASIDE = re.compile(r"\s*[(（].*?[)）]")
_FOLLOW = re.compile(r"\s+(?:follow|folgen|suivre|seguir|segui|view profile|contact)\b.*$", re.IGNORECASE)
_FIRST_IDEOGRAPH = "\u3400"
_KOREAN = re.compile(
    r"(?:^|[\]\s=/(\[])((?:[\uac00-\ud7a3]{2,4}[,·]\s?)*[\uac00-\ud7a3]{2,4})\s?(?:\S{0,4}기자|특파원|논설위원|선임기자)(?![\uac00-\ud7a3])"
)
_CHINESE = re.compile(
    r"(?:本报|本報)?(?:记者|記者|作者|撰文|文(?=\s?[:：/／|]))\s?[:：/／|]?\s?"
    r"([\u3400-\u9fff]{2,4}(?:[ 、][\u3400-\u9fff]{2,4}){0,3})(?![\u3400-\u9fff])"
)
# `CITY, 8 April 2019 (Agency)`: who sent the article from where, and not who wrote it.
_DATELINE = re.compile(r"[^,،、()（）]{2,40}[,،、](?=[^()（）]*\d)[^()（）]{4,40}[(（][^()（）\d]{2,40}[)）]\W*$")
# Behind whom a letter speaks to; behind names, too, but only where others follow below a label.
_ADDRESSES = (",", "،", "，", "!", "！")
_BREAK = re.compile(r"[,،、;؛，]")


class Byline(msgspec.Struct, frozen=True):
    """The authors, the lines that name them, and how sure that is."""

    authors: tuple[str, ...] = ()
    at: frozenset[int] = frozenset()
    sure: float = 0.0


def find_authors(lines: Sequence[Line], parts: Parts, dated_at: int | None) -> Byline:
    """Return who a line near the headline, the date, or the end of the article names as its authors."""
    top = parts.title_at if parts.title_at is not None else parts.first
    page = _Page(lines, parts, dated_at, top)
    near = list(_near(lines, parts, dated_at))
    for read, sure in ((_by_label, 0.9), (_by_role, 0.8), (_beside_date, 0.75), (_alone, 0.6)):
        for at in near:
            found = read(page, at)
            if found:
                authors = tuple(dict.fromkeys(name for name in found[0] if not _is_title(name, parts)))
                if authors:
                    return Byline(authors, frozenset(found[1]), sure)
    return Byline()


def _is_title(name: str, parts: Parts) -> bool:
    return parts.title is not None and cues.fold(name) == cues.fold(parts.title)


def _near(lines: Sequence[Line], parts: Parts, dated_at: int | None) -> Iterator[int]:
    """Yield lines where a byline stands, the likeliest first: below the headline, by the date, above, at the end."""
    top = parts.title_at if parts.title_at is not None else max(0, parts.first - 4)
    seen: set[int] = set()
    around = range(max(0, dated_at - 3), min(len(lines), dated_at + 4)) if dated_at is not None else ()
    for at in (
        *range(top, min(parts.first + 4, len(lines))),
        *around,
        *range(top - 1, max(-1, top - 5), -1),
        *range(parts.last + 1, min(len(lines), parts.last + 5)),
    ):
        if at not in seen and lines[at].width <= _WIDEST and lines[at].heading is None:
            seen.add(at)
            yield at


class _Page(msgspec.Struct, frozen=True):
    """The lines of a capture, the article in them, where its date stands and where its headline."""

    lines: Sequence[Line]
    parts: Parts
    dated_at: int | None
    top: int


_Found = tuple[tuple[str, ...], tuple[int, ...]] | None


def _by_label(page: _Page, at: int) -> _Found:
    """Return whom `By X` or `Author: X` names, or the lines that follow such a word alone."""
    line = page.lines[at]
    text, label = _stripped(line.text), line.label
    if label and label[0] == "byline" and label[1]:
        if _EDITOR.search(line.text[: -len(label[1])]):
            return None
        return _some(people(_stripped(label[1]), told=True, labelled=True), at)
    folded = line.folded if text == line.text else cues.fold(text)
    if cues.may_begin(folded) and (cues.label_only(text) == "byline" or _ends_with_by(text)):
        return _below(page.lines, at)
    rest = _after_byline(text, folded)
    # A paragraph that begins with such a word names somebody at once or nobody: its commas part no names.
    if rest and (not is_prose(line) or people(_BREAK.split(rest, 1)[0], told=True)):
        return _some(people(rest, told=True, labelled=is_written_together(rest[:1])), at)
    return None


def _ends_with_by(text: str) -> bool:
    """Tell whether the name stands in the next line (`A comment by`)."""
    words = text.split()
    return 1 < len(words) <= 4 and cues.is_particle(words[-1], "byline") and cues.begins_with(text, "byline")


def _below(lines: Sequence[Line], at: int) -> _Found:
    found: list[str] = []
    used = [at]
    for below in range(at + 1, min(len(lines), at + 5)):
        text = _stripped(lines[below].text)
        here = (
            people(_after_byline(text, cues.fold(text)) or text, told=True)
            if lines[below].width <= 60 and not lines[below].heading
            else ()
        )
        if not here:
            break
        found += here
        used.append(below)
        if not lines[below].text.endswith((",", "،", "&")):
            break
    return (tuple(found), tuple(used)) if found else None


def _after_byline(text: str, folded: str) -> str:
    """Return what follows `by` at the beginning of a line or within it; nothing where no `by` is."""
    if glued := _BY.match(text):
        rest = text[glued.end() :]
        return rest if people(rest) else ""
    if cues.may_begin(folded):
        first, _, rest = text.partition(" ")
        if cues.is_particle(first, "byline") or cues.fold(first) == "by":
            return rest
        if cues.begins_with(text, "byline"):
            return cues.after_beginning(text, "byline")
    for match in _WITHIN.finditer(text) if _MAY_BE_WITHIN.search(text) else ():
        if _is_credit(text) or cues.begins_with(text.lstrip("("), "caption"):
            break
        after = text[match.end() :]
        if people(after):
            return after
    return ""


def _by_role(page: _Page, at: int) -> _Found:
    """Return a name that stands with what its bearer does (`Name, correspondent`, `이름 기자`, `记者 姓名`)."""
    text = page.lines[at].text
    if at in page.parts.used or _is_dateline(text):
        return None
    for pattern in (_KOREAN, _CHINESE) if not text.isascii() and max(text) >= _FIRST_IDEOGRAPH else ():
        if found := pattern.findall(text):
            return _some(_writers(name for each in found for name in re.split("[ 、,·]+", each)), at)
    stripped = _stripped(text)
    bare = without_roles(stripped)
    return (
        _some(people(bare), at)
        if bare.replace(" ", "") != stripped.replace(" ", "") and names.is_name(bare.strip(" ,"))
        else None
    )


def _writers(words: Iterable[str]) -> Iterator[str]:
    """Yield the names among words that may say what somebody is, up to an editor or what is no name."""
    for word in words:
        if cues.is_called(word, "role"):
            if _EDITOR.search(word):
                return
        elif names.is_short_name(word):
            yield word
        else:
            return


def _beside_date(page: _Page, at: int) -> _Found:
    """Return a name that shares its line with the date or the age of the article."""
    text = page.lines[at].text
    dated = at == page.dated_at or _tells_age(text) or dates.stamps(text)
    if not dated or at in page.parts.used or "byline" in page.lines[at].begins or _is_dateline(text):
        return None
    stripped = _stripped(text)
    if stripped == text or not stripped:
        return None
    found = tuple(people(stripped, told=True))
    return None if names.is_shouted(stripped) or _in_article(found, page.parts) else _some(found, at)


def _alone(page: _Page, at: int) -> _Found:
    """Return a name that is a line of its own, next to the date or under the headline."""
    line = page.lines[at]
    if (
        at == page.parts.title_at
        or is_prose(line)
        or line.width > 80
        or line.bullet
        or line.label
        or "byline" in line.begins
        or not line.text[0].isalpha()
        or _is_dateline(line.text)
        or line.text.endswith(_ADDRESSES)
    ):
        return None
    beside = _is_beside_date(page.lines, at, page.dated_at)
    between = at == page.top + 1 == page.parts.first - 1
    under = page.top < at <= min(page.parts.first + 1, page.top + 3) or at == page.parts.last + 1
    if not (beside or between or under) or line.repeats > (6 if beside else 2):
        return None
    text = _once(_stripped(_ASIDE.sub("", line.text)))
    found = tuple(people(text))
    if not _is_of_names(line.text, text, found, agency=beside or between) or _in_article(found, page.parts):
        return None
    capital = all(map(names.has_capitals, found))
    return _some(found, at) if (beside and (capital or at > page.top)) or (under and capital) or between else None


def _is_of_names(line: str, text: str, found: Sequence[str], *, agency: bool) -> bool:
    """Tell whether `text`, what is left of `line`, is little more than the names found in it."""
    if not found or names.is_shouted(text) or cues.begins_with(line, "caption") or _is_credit(line):
        return False
    if not all(name in line and (names.is_name(name) or (agency and names.is_agency(name))) for name in found):
        return False
    return len("".join(found)) >= len(text) * 0.6 and all(name.count(" ") <= 3 for name in found)


def _in_article(found: Iterable[str], parts: Parts) -> bool:
    """Tell whether the article speaks of one of `found`: its writers seldom speak of themselves."""
    prose = [block.text for block in parts.blocks] + [parts.title or "", parts.summary or ""]
    return any(name in text and len(text) > len(name) + 20 for text in prose for name in found)


@lru_cache(maxsize=4096)
def _tells_age(text: str) -> bool:
    """Tell whether `text` has the age of the article (`3 hours ago`)."""
    return _age_in(text) is not None


def _age_in(text: str) -> re.Match[str] | None:
    """Return the age of the article, which is the end of a text, where one is."""
    folded = text.casefold()
    may_be = any(map(folded.__contains__, _AGES if _DIGIT.search(text) else _TIMES))
    return _AGO.search(text) if may_be else None


def _is_timed(text: str) -> bool:
    if _DIGIT.search(text):
        return True
    folded = text.casefold()
    return any(word in folded for word in _TIMES)


def _is_beside_date(lines: Sequence[Line], at: int, dated_at: int | None) -> bool:
    if dated_at is not None and 0 < abs(at - dated_at) <= 2:
        return True
    return any(_tells_age(lines[near].text) for near in range(max(0, at - 3), min(len(lines), at + 3)) if near != at)


def _is_dateline(text: str) -> bool:
    return text.endswith((")", "）")) and _DATELINE.match(text) is not None


def _is_credit(text: str) -> bool:
    return (
        "/" in text
        or "©" in text
        or bool(re.search(r"\b(?:images|photos?|pictures|archiv|imago|press)\b", text, re.IGNORECASE))
    )


def _once(text: str) -> str:
    """Return a name that was printed twice (its picture's label, then the name) once."""
    half = len(text) // 2
    return text[:half].strip() if len(text) > 6 and text[:half].strip() == text[half:].strip() else text


@lru_cache(maxsize=1024)  # Several ways to read a line begin with it.
def _stripped(text: str) -> str:
    """Return `text` without dates, hours and ages."""
    text = _HANDLE.sub("", text) if "@" in text else text
    if _is_timed(text):
        text = dates.without_dates(text)
        age = _age_in(text)
        text = _READING.sub("", text[: age.start()] if age else text)
    return _FOLLOW.sub("", text).strip(" ,;|•·–—-/\t")


def _some(found: Iterable[str], *at: int) -> _Found:
    kept = tuple(found)
    return (kept, at) if kept else None
