"""JSON Feed, versions 1 and 1.1 (jsonfeed.org)."""

import html
import json
import re
from typing import Any

from generator.errors import ImportFailed
from generator.importers.characters import hygiene
from generator.importers.feeds import entries
from generator.importers.feeds.entries import Channel, Contents, Entry
from generator.importers.feeds.feed import drafts_of
from generator.importers.html import page
from generator.importers.html.fragments import as_markup
from generator.importers.options import ImportOptions
from generator.model import Draft

# Half of a pair of surrogates, which JSON can write and no text can hold.
_WITHOUT_PAIR = re.compile(
    r"(?<!\\)(?:\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2})"
)


def read(data: bytes, name: str, options: ImportOptions) -> tuple[Draft, ...]:
    """Return a draft for each item with text; what is left out is said in notices."""
    return drafts_of(contents(data, name, options), name)


def contents(data: bytes, name: str, options: ImportOptions) -> Contents:
    """Return the items of a feed, those without text too."""
    return entries.contents(_channel(data, name), name, options)


def _channel(data: bytes, name: str) -> Channel:
    try:
        parsed = json.loads(_WITHOUT_PAIR.sub(r"\\ufffd", hygiene.decode(data, name)))
    except (ValueError, RecursionError) as error:
        raise ImportFailed(f"the JSON of the feed cannot be read: {error}", file=name) from None
    items = [item for item in _list(parsed.get("items")) if isinstance(item, dict)]
    return Channel(
        kind="jsonfeed",
        title=html.escape(_text(parsed.get("title"))),
        lang=_text(parsed.get("language")),
        home=_text(parsed.get("home_page_url")) or _text(parsed.get("feed_url")),
        entries=tuple(_entry(item, parsed) for item in items[: entries.MAX_ENTRIES]),
        left_out=max(0, len(items) - entries.MAX_ENTRIES),
    )


def _entry(item: dict[str, Any], feed: dict[str, Any]) -> Entry:
    people = _list(item.get("authors")) or [item.get("author")]
    if not any(people):
        people = _list(feed.get("authors")) or [feed.get("author")]
    first = page.instant(_text(item.get("date_published")))
    return Entry(
        id=_text(item.get("id")),
        title=html.escape(_text(item.get("title"))),
        link=_text(item.get("url")) or _text(item.get("external_url")),
        summary=as_markup(_text(item.get("summary"))),
        contents=tuple(each for each in (_text(item.get("content_html")), as_markup(_text(item.get("content_text"))))),
        published=first or page.instant(_text(item.get("date_modified"))) or None,
        is_dated=bool(first),
        authors=tuple(_text(each.get("name")) for each in people if isinstance(each, dict)),
        tags=tuple(_text(each) for each in _list(item.get("tags"))),
        lang=_text(item.get("language")),
        image=_text(item.get("image")),
    )


def _text(value: object) -> str:
    """Return a string or number as text; ids of some feeds are numbers."""
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []
