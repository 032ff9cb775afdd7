"""Feeds, RSS and Atom: every entry that holds text is a draft."""

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from generator.errors import ImportFailed
from generator.importers import html, language, page
from generator.importers.escaping import Block, markdown
from generator.importers.hygiene import clean_line
from generator.importers.options import ImportOptions
from generator.model import Draft

_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_MAX_ENTRIES = 2000


def read(data: bytes, name: str, options: ImportOptions) -> tuple[Draft, ...]:
    """Return a draft for each entry with text; entries that repeat an address or a text count once."""
    _refuse_doctype(data, name)
    try:
        import feedparser
    except ImportError:
        raise page.missing(name) from None
    # A stream, for feedparser takes bytes that look like an address or a path for one.
    parsed = feedparser.parse(io.BytesIO(data))
    drafts: dict[tuple[str, str], Draft] = {}
    for entry in parsed.entries[:_MAX_ENTRIES]:
        draft = _draft(entry, parsed.feed, name, len(drafts), options)
        if draft and not any(draft.url and draft.url == other.url for other in drafts.values()):
            drafts.setdefault((draft.title or "", draft.body), draft)
    if not drafts:
        what = "holds headlines only" if parsed.entries else "has no entries"
        raise ImportFailed(f"the feed {what}", file=name, hint="save the articles' pages and import those")
    return tuple(drafts.values())


def _refuse_doctype(data: bytes, name: str) -> None:
    """Raise for a DOCTYPE: feeds have no use for one, and it could name files to read or grow without end."""
    try:
        from defusedxml import DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden
        from defusedxml.ElementTree import ParseError, fromstring
    except ImportError:
        raise page.missing(name) from None
    refused = False
    try:
        fromstring(data, forbid_dtd=True)
    except (DTDForbidden, EntitiesForbidden, ExternalReferenceForbidden):
        refused = True
    except (ParseError, ValueError, LookupError):
        # Feeds are often not well-formed, which feedparser forgives.
        refused = bool(_DOCTYPE.search(data.replace(b"\0", b"")))
    if refused:
        raise ImportFailed("the feed has a DOCTYPE, which feeds need not and which is not safe to read", file=name)


def _draft(entry: Any, feed: Any, name: str, index: int, options: ImportOptions) -> Draft | None:  # noqa: ANN401
    summary = _blocks(entry.get("summary", ""), name)
    blocks = next((found for found in _contents(entry, name) if found), ())
    if not blocks:
        summary, blocks = (), summary
    title = _plain(entry.get("title", ""), name) or None
    if not blocks:
        return None
    if blocks[0].text == title and len(blocks) > 1:
        blocks = blocks[1:]
    lede = " ".join(block.text for block in summary)
    opening = blocks[0].text
    if lede and (lede == opening or opening.startswith(lede.rstrip(". …[]")[:60])):
        lede = ""
    lang, sure = language.guess("\n".join([title or "", *(block.text for block in blocks)]), options.languages)
    declared = str(entry.get("language") or feed.get("language") or "").replace("_", "-")
    if lang and declared in options.languages and declared.startswith(f"{lang}-"):
        lang = declared
    published = next(_dates(entry), None)
    link = str(entry.get("link") or "")
    return Draft(
        file=name,
        index=index,
        kind="feed",
        title=title,
        summary=lede or None,
        lang=options.lang or lang,
        published=published,
        authors=tuple(dict.fromkeys(author for author in _authors(entry) if author)),
        publisher=_plain(feed.get("title", ""), name) or None,
        url=link if re.match(r"https?://[^\s/]", link) else None,
        body=markdown(blocks),
        paragraphs=tuple(block.text for block in blocks),
        tags=tuple(
            dict.fromkeys(clean_line(str(tag.get("term") or "")) for tag in entry.get("tags", []) if tag.get("term"))
        ),
        confidence={
            "body": 0.95 if entry.get("content") else 0.6,
            "title": 0.98 if title else 0.0,
            "lang": 1.0 if options.lang else sure,
            "published": 0.98 if published else 0.0,
        },
    )


def _contents(entry: Any, name: str) -> Iterator[tuple[Block, ...]]:  # noqa: ANN401
    for content in entry.get("content", []):
        yield _blocks(content.get("value", ""), name)


def _blocks(markup: object, name: str) -> tuple[Block, ...]:
    return html.fragment(str(markup), name) if isinstance(markup, str) else ()


def _plain(markup: object, name: str) -> str:
    """Titles are HTML or text; which of them is often said wrongly, so that tags go and nothing else does."""
    return clean_line(" ".join(block.text for block in _blocks(markup, name)))


def _authors(entry: Any) -> Iterator[str]:  # noqa: ANN401
    for author in entry.get("authors", []):
        yield clean_line(str(author.get("name") or ""))


def _dates(entry: Any) -> Iterator[str]:  # noqa: ANN401
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
        if moment.year >= 1990 and moment <= datetime.max.replace(tzinfo=moment.tzinfo or UTC):
            yield moment.isoformat(timespec="minutes") if moment.tzinfo else moment.date().isoformat()
