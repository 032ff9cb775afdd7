"""Feeds, RSS and Atom, by feedparser."""

import io
from collections.abc import Iterator
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from generator.errors import ImportFailed
from generator.importers.feeds import entries
from generator.importers.feeds.entries import Channel, Contents, Entry
from generator.importers.feeds.xml import refuse_doctype
from generator.importers.html import page
from generator.importers.options import ImportOptions
from generator.model import Draft

# No clock is further from UTC.
_FARTHEST = timedelta(hours=14)


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
        hint=f"`{entries.fetching(name)}` fetches the pages; or save them, and import those",
    )


def contents(data: bytes, name: str, options: ImportOptions) -> Contents:
    """Return the entries of a feed, those without text too."""
    return entries.contents(_channel(data, name), name, options)


def _channel(data: bytes, name: str) -> Channel:
    refuse_doctype(data, name)
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
        entries=tuple(_entry(entry) for entry in parsed.entries[: entries.MAX_ENTRIES]),
        left_out=max(0, len(parsed.entries) - entries.MAX_ENTRIES),
    )


def _entry(entry: Any) -> Entry:  # noqa: ANN401 - feedparser has no types
    return Entry(
        id=str(entry.get("id") or ""),
        title=str(entry.get("title") or ""),
        link=str(entry.get("link") or ""),
        summary=str(entry.get("summary") or ""),
        contents=tuple(str(each.get("value") or "") for each in entry.get("content", [])),
        published=next(_dates(entry), None),
        authors=tuple(str(each.get("name") or "") for each in entry.get("authors", [])),
        tags=tuple(str(each.get("term") or "") for each in entry.get("tags", [])),
        lang=str(entry.get("language") or ""),
        image=next(_pictures(entry), ""),
    )


def _pictures(entry: Any) -> Iterator[str]:  # noqa: ANN401 - feedparser has no types
    for each in (*entry.get("media_content", []), *entry.get("enclosures", [])):
        if each.get("medium") == "image" or str(each.get("type") or "").startswith("image/"):
            yield str(each.get("url") or each.get("href") or "")


def _dates(entry: Any) -> Iterator[str]:  # noqa: ANN401 - feedparser has no types
    """Yield the moment of publication with the zone that the feed gave; what cannot be read is unknown."""
    for key in ("published", "created", "updated"):
        raw = str(entry[key]) if key in entry else ""
        if found := page.instant(raw):
            yield found
            continue
        try:
            moment = parsedate_to_datetime(raw)
        except (ValueError, IndexError, TypeError):
            continue
        if 1990 <= moment.year < 2100 and abs(moment.utcoffset() or timedelta(0)) <= _FARTHEST:
            yield moment.isoformat(timespec="minutes") if moment.tzinfo else moment.date().isoformat()
