"""What a page says in JSON-LD, and which of the articles that it speaks of is its own."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import Any, TypeAlias

from generator.importers import cues
from generator.importers.characters.hygiene import clean_line
from generator.importers.html.nodes import Node
from generator.importers.identity.canonical import canonical

Item: TypeAlias = dict[str, Any]

_ARTICLE_TYPES = re.compile(r"Article|Posting|Report")
# What a trailing comma costs is the whole of the structured data, in many pages.
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_MAX_ITEMS = 50


def items_of(tree: Node) -> tuple[Item, ...]:
    """Return what the page describes, outermost first; what only refers to another item is replaced by it."""
    found = [
        item
        for script in tree.iter("script")
        if "ld+json" in (script.get("type") or "")
        for item in _items(_json(script.text or ""))
    ]
    named = {item["@id"]: item for item in found if isinstance(item.get("@id"), str) and len(item) > 1}
    return tuple({key: _resolved(value, named) for key, value in item.items()} for item in found)


def article_among(items: Sequence[Item], address: str, titles: Sequence[str]) -> Item:
    """Return the article that the page is of: the one at its address, or under one of its titles; else the only one.

    Pages describe the articles that they lead to as well. An empty item means that none is known to be the page's.
    """
    articles = [item for item in items if _ARTICLE_TYPES.search(str(item.get("@type", "")))]
    if len(articles) < 2:
        return articles[0] if articles else {}
    page = canonical(address)
    at_address = (item for item in articles if page and page in map(canonical, addresses_of(item)))
    told = {key for title in titles if (key := cues.fold(title))}
    under_title = (
        item
        for item in articles
        if (key := cues.fold(text_of(item.get("headline")))) and any(key in title or title in key for title in told)
    )
    elsewhere = {canonical(each) for each in addresses_of(articles[0])} - {""}
    first = {} if page and elsewhere else articles[0]
    return next(at_address, None) or next(under_title, None) or first


def addresses_of(item: Item) -> tuple[str, ...]:
    """Return the addresses that an item gives for itself and its page."""
    page = item.get("mainEntityOfPage")
    given = (item.get("url"), page.get("@id") if isinstance(page, dict) else page, item.get("@id"))
    return tuple(text for each in given if (text := text_of(each)))


def people_of(found: object) -> Iterable[str]:
    """Return the names in an author or publisher, however it is written."""
    match found:
        case str():
            name = text_of(found)
            return [name] if name else []
        case dict():
            return people_of(found.get("name"))
        case list():
            return [name for item in found[:20] for name in people_of(item)]
    return []


def text_of(found: object) -> str:
    """Return a string as one clean line; nothing for what is none."""
    return clean_line(unescape(found)) if isinstance(found, str) else ""


def listed(found: object) -> list[Any]:
    """Return a list as it is, and anything else as the one thing in a list."""
    return found if isinstance(found, list) else [found]


def _json(text: str) -> object:
    text = text.strip().removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>")
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        try:
            return json.loads(attempt.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _items(found: object) -> Iterator[Item]:
    stack = [found]
    while stack:
        item = stack.pop(0)
        if isinstance(item, list):
            stack[:0] = item[:_MAX_ITEMS]
        elif isinstance(item, dict):
            yield item
            stack[:0] = [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item]


def _resolved(value: object, named: dict[str, Item]) -> object:
    """Return a value with the items in it that are references alone (`{"@id": …}`) replaced by what they refer to."""
    match value:
        case {"@id": str(name), **rest} if not rest:
            return named.get(name, value)
        case list():
            return [_resolved(each, named) if isinstance(each, dict) else each for each in value]
    return value
