"""An article as JSON for programs: whose text each of its blocks is, beside what its page shows.

The keys are a promise to whoever reads `data/`: docs/reference/data.md has them all.
"""

from collections.abc import Callable, Iterable
from typing import TypeAlias

import msgspec

from generator.content import ledger
from generator.filters import absolute
from generator.link import is_reviewed
from generator.markdown import Block, RenderedBody, balanced
from generator.model import Article, Body, Image, RecordVersion, RecordView

VERSION = 1
"""Changes when a key goes away or means something else; a new key does not change it."""

Read: TypeAlias = Callable[[Body], RenderedBody]
Pairs: TypeAlias = Iterable[ledger.BlockPair]


def record(view: RecordView, base_url: str, read: Read, pairs: Callable[[Body], Pairs]) -> bytes:
    """Return an article as one line of JSON; `pairs` has a translation's blocks beside those of its original."""
    original = view.versions[0].article
    told = {
        "schema": VERSION,
        "id": original.stem,
        "format": original.format,
        "published": original.published or None,
        "captured": original.captured or None,
        "url": original.url or None,
        "publisher": original.publisher or None,
        "sources": original.sources,
        "authors": original.authors,
        "threads": view.threads,
        "section": view.section or None,
        "tags": original.tags,
        "image": _image(original, base_url) if original.image else None,
        "also": [{"publisher": each.publisher or None, "url": each.url or None} for each in original.also],
        "versions": [_version(each, base_url, read, pairs) for each in view.versions],
    }
    return msgspec.json.encode(told) + b"\n"


def _image(article: Article, base_url: str) -> dict[str, object]:
    """Return the picture of an article: its words, where it is elsewhere, and its files in the site, widest last."""
    image = article.image or Image()
    picture = dict(article.shown).get(image.file)
    files = (*picture.choices, picture.fallback) if picture else ()
    return {
        "src": image.src or None,
        "alt": image.alt or None,
        "caption": image.caption or None,
        "credit": image.credit or None,
        "path": picture.fallback.path if picture else None,
        "address": (absolute(base_url, picture.fallback.path) or None) if picture else None,
        "files": [msgspec.structs.asdict(each) for each in files],
    }


def _version(version: RecordVersion, base_url: str, read: Read, pairs: Callable[[Body], Pairs]) -> dict[str, object]:
    article, body = version.article, version.body
    text = read(body)
    return {
        "lang": article.lang,
        "dir": body.dir,
        "title": article.title,
        "summary": article.summary or None,
        "path": version.path or None,
        "address": absolute(base_url, version.path) or None if version.path else None,
        "note": article.note or None,
        "corrections": [{"date": each.date, "text": each.text} for each in article.corrections],
        "translation": _translation(article),
        "blocks": [_block(each) for each in pairs(body)] if body.original else [_own(each) for each in text.sources],
        "definitions": [balanced(each) for each in text.definitions],
    }


def _translation(article: Article) -> dict[str, object] | None:
    made = article.translation
    if made is None:
        return None
    return {
        "status": made.status,
        "reviewed": is_reviewed(article),
        "engine": made.engine or None,
        "made": made.made or None,
        "translator": made.translator or None,
        "reviewed_by": made.reviewed_by or None,
    }


def _own(block: Block) -> dict[str, object]:
    return {"kind": block.kind, "text": balanced(block.source), "by": "author", "stale": False}


def _block(pair: ledger.BlockPair) -> dict[str, object]:
    """Return a block of a translation: text of an engine, of a person, or none yet."""
    if pair.translation is None or pair.state in {"untranslated", "missing"}:
        kind = pair.original.kind if pair.original else "paragraph"
        return {"kind": kind, "text": None, "by": None, "stale": False}
    by = "machine" if pair.state == "machine" else "person"
    return {"kind": pair.translation.kind, "text": balanced(pair.translation.source), "by": by, "stale": pair.stale}
