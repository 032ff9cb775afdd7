"""What counts as a date, an address, an id or a clean line: text in, the value or a fault out."""

import re
import unicodedata
from datetime import date

from generator.locales import normalise

TITLE = 300
NAME = 200
DATE_FORMS = "write it as 2019, 2019-04, 2019-04-08, 2019-04-08T10:30+03:00 or unknown"

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_DATE = re.compile(
    r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)? ?(Z|[+-]\d\d:?\d\d))?)?)?", re.ASCII
)
_YEAR_LAST = re.compile(r"(\d\d?)([./-])(\d\d?)\2(\d{4})", re.ASCII)
# Years that are lower are those of the Hijri calendars, higher ones Buddhist.
_FIRST_NEWSPAPER, _OF_THIS_CALENDAR = 1600, 2300
_ADDRESS = re.compile(r"https?://[^\s/?#\\<>\"@]+(?:[/?#][^\s\\<>\"]*)?", re.IGNORECASE)
_ID = re.compile(r"[^\W_][\w-]*")
_NOT_IN_TAGS = re.compile(r"[/\\<>%?#]")
_NO_ZONE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?")
_NOT_IN_PATHS = re.compile(r"[\\?#%:<>\"|*\s]")

_DIRECTION = "\u202a-\u202e\u2066-\u2069"
_HIDDEN = re.compile(f"[{_DIRECTION}\U000e0000-\U000e007f\ue000-\uf8ff\ufffe\uffff]")
_ZERO_WIDTH = re.compile("[\xad\u200b\u2060\ufeff]")
_BREAKS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_SPACES = re.compile("[ \n]{2,}|\n")
# Letters that a PDF gives in the shape they had in their word; the two signs for whole phrases stay.
_SHAPES = re.compile("[\ufb50-\ufdf9\ufdfc-\ufdff\ufe70-\ufefc]+")
_SUSPECT = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u200b\u2028-\u202e\u2060\u2066-\u2069\ue000-\uf8ff\ufb50-\ufdff\ufe70-\ufeff"
    "\U000e0000-\U000e007f\ufffe\uffff]|  "
)
# Tags that need no look-up: babel's import would cost more than a build without changes.
_SETTLED = frozenset("ar bn de en es fa fr he hi id it ja ko nl pt ru sv sw tr uk ur zh".split())  # noqa: SIM905


class Unfit(ValueError):  # noqa: N818 - a judgement on a value, turned into a finding by whoever knows its key
    """A value that cannot be used: the code of the finding, what it is (after the key's name), and what to write."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


def shown(value: object) -> str:
    """Return a value as a message quotes it, cut where it is long."""
    text = str(value)
    return f"'{text[:57]}…'" if len(text) > 60 else f"'{text}'"


def clean(text: str, *, lines: bool = False) -> tuple[str, str]:
    """Return `text` without hidden characters, and the names of those that could deceive a reader (`U+202E`).

    One line is made of it, unless `lines` are to be kept.
    """
    if not _SUSPECT.search(text):
        return _nfc(text.strip()), ""
    hidden = ", ".join(dict.fromkeys(f"U+{ord(found):04X}" for found in _HIDDEN.findall(text)))
    if lines:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _BREAKS.sub(" ", _ZERO_WIDTH.sub("", _HIDDEN.sub("", text)))
    text = _SHAPES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return _nfc((text if lines else _SPACES.sub(" ", text)).strip()), hidden


def _nfc(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def title(text: str) -> str:
    """Return a headline of at most 300 characters."""
    return _short(text, TITLE)


def name(text: str) -> str:
    """Return the name of a person, an outlet or a thing, of at most 200 characters."""
    return _short(text, NAME)


def prose(text: str) -> str:
    """Return a text of at most 20,000 characters."""
    return _short(text, 20_000)


def _short(text: str, limit: int) -> str:
    if len(text) > limit:
        raise Unfit("too-long", f"has {len(text):,} characters, {limit:,} are the most", "shorten it")
    return text


def day(text: str) -> str:
    """Return a date with the precision it was written in, empty for `unknown`; digits may be of any Arabic kind."""
    if text in {"", "unknown"}:
        return ""
    found = _DATE.fullmatch(text.translate(_DIGITS))
    if not found:
        if _NO_ZONE.fullmatch(text):
            raise Unfit("bad-date", f"has a time without its zone, such as `+02:00`: {shown(text)}", DATE_FORMS)
        raise Unfit("bad-date", f"is not a date: {shown(text)}", _date_hint(text))
    year, month, of_month, hour, minute, second, zone = found.groups()
    if not 1000 <= int(year) <= 2999:
        raise Unfit("bad-date", f"is not a date of this age: {shown(text)}", "write a year from 1000 to 2999")
    try:
        date(int(year), int(month or 1), int(of_month or 1))
    except ValueError:
        raise Unfit("bad-date", f"is no day of the calendar: {shown(text)}", DATE_FORMS) from None
    if not hour:
        return "-".join(part for part in (year, month, of_month) if part)
    offset = "+00:00" if zone == "Z" else f"{zone[:3]}:{zone[-2:]}"
    if int(hour) > 23 or int(minute) > 59 or int(second or 0) > 59 or int(offset[1:3]) > 14 or int(offset[4:]) > 59:
        raise Unfit("bad-date", f"has an impossible time: {shown(text)}", DATE_FORMS)
    return f"{year}-{month}-{of_month}T{hour}:{minute}{f':{second}' if second else ''}{offset}"


def _date_hint(text: str) -> str:
    """Return what to write; for a day such as 31/12/2019 that day, and both where the month could come first.

    A year of another calendar offers nothing.
    """
    if not (found := _YEAR_LAST.fullmatch(text.translate(_DIGITS))):
        return DATE_FORMS
    first, _, second, year = found.groups()
    written = [f"{year}-{month:0>2}-{of_month:0>2}" for of_month, month in ((first, second), (second, first))]
    days = [each for each in dict.fromkeys(written) if _is_day_of_news(each)]
    meant = f"if {' or '.join(days)} is meant, write that; else " if days else ""
    return f"{meant}{DATE_FORMS}"


def _is_day_of_news(text: str) -> bool:
    try:
        return _FIRST_NEWSPAPER <= date.fromisoformat(text).year <= _OF_THIS_CALENDAR
    except ValueError:
        return False


def instant(text: str) -> str:
    """Return a date that decides something, such as the end of an embargo: `unknown` is none."""
    if made := day(text):
        return made
    raise Unfit("bad-date", f"is not a date: {shown(text)}", DATE_FORMS.removesuffix(" or unknown"))


def address(text: str) -> str:
    """Return a web address; only `http` and `https` count as one."""
    if text and (len(text) > 2_000 or not _ADDRESS.fullmatch(text)):
        raise Unfit("bad-url", f"is not a web address: {shown(text)}", "write it whole, as in https://example.org/news")
    return text


def identifier(text: str) -> str:
    """Return the id of a thread, source or section: letters of any script, digits and hyphens."""
    if text and not _ID.fullmatch(text) and not _is_spelled(text):
        raise Unfit("bad-id", f"is not an id: {shown(text)}", "use letters, digits and hyphens, as in `libya-talks`")
    if text.casefold() == "index":
        raise Unfit("bad-id", "is `index`, which is the list of them all", "choose another name")
    if len(text.encode()) > 120:
        raise Unfit("bad-id", f"is too long for an id: {shown(text)}", "use at most 120 bytes")
    return text


def _is_spelled(text: str) -> bool:
    r"""Many scripts spell with marks, which `\w` does not know."""
    kinds = [unicodedata.category(character)[0] for character in text]
    return bool(kinds) and kinds[0] in "LN" and all(k in "LMN" or c in "-_" for k, c in zip(kinds, text, strict=True))


def tag(text: str) -> str:
    """Return a tag, which may hold spaces but nothing that has a meaning in addresses."""
    if len(text) > 100:
        raise Unfit("bad-tag", f"is too long for a tag: {shown(text)}", "use at most 100 characters")
    if text and (_NOT_IN_TAGS.search(text) or not text.strip(". ")):
        raise Unfit("bad-tag", f"is not a tag: {shown(text)}", r"use words, without / \ < > % ? #")
    return text


def site_path(text: str) -> str:
    """Return a path inside the site, such as an old address of an article."""
    parts = text.split("/")
    fits = not any(part.startswith(".") or len(part.encode()) > 200 for part in parts)
    if text and (len(text) > 500 or _NOT_IN_PATHS.search(text) or not _stays_inside(text) or not fits):
        hint = "write it as in `ar/articles/old-name.html`: no `/` in front, no dot before a name, no `?`, `#`, `%`"
        raise Unfit("bad-path", f"is not a path inside the site: {shown(text)}", hint)
    return text


def file_path(text: str) -> str:
    """Return the name of a file, which may be in a folder below the one that is meant."""
    if text and (len(text) > 500 or "\\" in text or not _stays_inside(text)):
        raise Unfit(
            "bad-path", f"is not the name of a file: {shown(text)}", "write it without `/` in front and without `..`"
        )
    return text


def _stays_inside(text: str) -> bool:
    return not any(part in {"", ".", ".."} for part in text.split("/"))


def country(text: str) -> str:
    """Return a country as two capital letters."""
    if text and not re.fullmatch(r"[A-Za-z]{2}", text):
        raise Unfit("bad-country", f"is not a country: {shown(text)}", "write its two letters, as in `EG`")
    return text.upper()


def sha256(text: str) -> str:
    """Return a SHA-256 as 64 hexadecimal digits."""
    if text and not re.fullmatch(r"[0-9a-f]{64}", text.lower()):
        raise Unfit("bad-sha256", f"is not a SHA-256: {shown(text)}", "write its 64 hexadecimal digits, or remove it")
    return text.lower()


def language(text: str) -> str:
    """Return a language tag in its canonical spelling."""
    made = text if text in _SETTLED else normalise(text)
    if made is None:
        raise Unfit(
            "bad-language", f"is not a known language: {shown(text)}", "write a tag such as `ar`, `en` or `pt-BR`"
        )
    return made
