"""Feeds, RSS and Atom, by feedparser."""

import io
import re
from collections.abc import Iterator
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from generator.errors import ImportFailed
from generator.importers import dates
from generator.importers.characters import encodings
from generator.importers.feeds import entries
from generator.importers.feeds.entries import Channel, Contents, Entry
from generator.importers.feeds.xml import refuse_doctype
from generator.importers.html import page
from generator.importers.options import ImportOptions
from generator.model import Draft, Notice

# No clock is further from UTC.
_FARTHEST = timedelta(hours=14)
_DECLARED = re.compile(rb"\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']\s*([\w.:-]+)")
_ANY_DECLARATION = re.compile(rb"\s*<\?xml\b")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>")
_CLOCK = re.compile(r"(\d{1,3}):(\d{1,3})")
# A feed in UTF-8 may have a few letters that are broken, one in so many.
_FEW_BAD = 0.005
_BAD_LETTERS = Notice(
    code="decoded",
    message="some letters of the feed are damaged, and stand as �",
    hint="look for them in the articles, and write them anew",
)


def read(data: bytes, name: str, options: ImportOptions) -> tuple[Draft, ...]:
    """Return a draft for each entry with text; what is left out is said in notices."""
    return drafts_of(contents(data, name, options), name)


def drafts_of(found: Contents, name: str) -> tuple[Draft, ...]:
    """Return the entries that hold text; ImportFailed where none does."""
    drafts = entries.drafts(found)
    if drafts:
        return drafts
    if not found.headlines:
        raise ImportFailed("the feed has no entries", file=name, hint="look whether it is the feed that you meant")
    raise ImportFailed(
        f"the feed holds headlines only: {entries.named(found.headlines)}",
        file=name,
        hint=entries.advice(found.headlines, name),
    )


def contents(data: bytes, name: str, options: ImportOptions) -> Contents:
    """Return the entries of a feed, those without text too."""
    return entries.contents(_channel(data, name), name, options)


def _channel(data: bytes, name: str) -> Channel:
    refuse_doctype(data, name)
    data, notices = _readable(data, name)
    try:
        import feedparser
    except ImportError:
        raise page.missing(name) from None
    # A stream, for feedparser takes bytes that look like an address or a path for one.
    try:
        parsed = feedparser.parse(io.BytesIO(data))
    except (ValueError, LookupError, ArithmeticError, RecursionError) as error:
        raise ImportFailed(f"the feed cannot be read: {error}", file=name, hint="save the articles' pages") from None
    return Channel(
        kind="feed",
        title=str(parsed.feed.get("title") or ""),
        lang=str(parsed.feed.get("language") or ""),
        home=str(parsed.feed.get("link") or ""),
        entries=tuple(
            _entry(entry, is_atom=str(parsed.get("version")).startswith("atom"))
            for entry in parsed.entries[: entries.MAX_ENTRIES]
        ),
        left_out=max(0, len(parsed.entries) - entries.MAX_ENTRIES),
        notices=(*notices, *_damage(parsed, data)),
    )


def _readable(data: bytes, name: str) -> tuple[bytes, tuple[Notice, ...]]:
    """Return a feed as it is where it is in the encoding that it declares; else in UTF-8, with what to know of that."""
    declared = _DECLARED.match(data)
    try:
        if encodings.unicode_encoding(data) or data.decode(declared[1].decode("ascii") if declared else "utf-8"):
            return data, ()
    except (UnicodeDecodeError, LookupError):
        pass
    text = data.decode("utf-8", errors="replace")
    if 0 < text.count("\ufffd") <= len(text) * _FEW_BAD:
        notices: tuple[Notice, ...] = (_BAD_LETTERS,)
    else:
        decoded = encodings.decode(data, name)
        text, notices = decoded.text, decoded.notices
    return _DECLARATION.sub("", text, count=1).encode(), notices


def _damage(parsed: Any, data: bytes) -> Iterator[Notice]:  # noqa: ANN401 - feedparser has no types
    """Yield that entries may be missing where the feed is no XML from some line on."""
    line = getattr(parsed.get("bozo_exception"), "getLineNumber", None)
    if line:
        # feedparser writes a declaration above what has none.
        number = line() - (_ANY_DECLARATION.match(data) is None)
        message = f"the feed is not well-formed XML (line {number}): entries may be missing"
        yield Notice(code="feed-damaged", message=message, hint="save the feed again, and compare")


def _entry(entry: Any, *, is_atom: bool) -> Entry:  # noqa: ANN401 - feedparser has no types
    published, key = next(_dates(entry), (None, ""))
    return Entry(
        id=str(entry.get("id") or ""),
        title=str(entry.get("title") or ""),
        link=str(entry.get("link") or ""),
        summary=str(entry.get("summary") or ""),
        contents=tuple(str(each.get("value") or "") for each in entry.get("content", [])),
        published=published,
        # In RSS, this is what the only date is called.
        is_dated=not is_atom or key != "updated",
        publisher=str((entry.get("source") or {}).get("title") or ""),
        authors=tuple(str(each.get("name") or "") for each in entry.get("authors", [])),
        tags=tuple(str(each.get("term") or "") for each in entry.get("tags", [])),
        lang=str(entry.get("language") or ""),
        image=next(_pictures(entry), ""),
    )


def _pictures(entry: Any) -> Iterator[str]:  # noqa: ANN401 - feedparser has no types
    for each in (*entry.get("media_content", []), *entry.get("enclosures", [])):
        if each.get("medium") == "image" or str(each.get("type") or "").startswith("image/"):
            yield str(each.get("url") or each.get("href") or "")


def _dates(entry: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401 - feedparser has no types
    """Yield the dates of an entry with the zone that the feed gave, and what each is called.

    What cannot be read in one way only is unknown.
    """
    for key in ("published", "created", "updated"):
        raw = str(entry[key]) if key in entry else ""
        if found := page.instant(raw) or _of_mail(raw) or _in_words(raw):
            yield found, key


def _in_words(raw: str) -> str:
    """Return a date in the words of some language; nothing where the hour beside it is none."""
    day = dates.find_date(raw)
    hours = _CLOCK.findall(dates.prepared(raw))
    return dates.instant(raw, day) if day and all(int(hour) < 24 and int(minute) < 60 for hour, minute in hours) else ""


def _of_mail(raw: str) -> str:
    """Return a date as mails have it; nothing for what is none."""
    try:
        moment = parsedate_to_datetime(raw)
    except (ValueError, IndexError, TypeError):
        return ""
    if not (1990 <= moment.year < 2100 and abs(moment.utcoffset() or timedelta(0)) <= _FARTHEST):
        return ""
    return moment.isoformat(timespec="minutes") if moment.tzinfo else moment.date().isoformat()
