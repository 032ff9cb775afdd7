"""Drafts as `nashra import --json` shows them (the keys are a contract: DESIGN 3)."""

import re
import shlex
from typing import Any

from generator.model import Draft

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def importing(*words: str) -> str:
    """Return the command that imports what is named, as a shell reads it."""
    return shlex.join(("nashra", "import", *words))


def needs(draft: Draft) -> tuple[str, ...]:
    """Return the keys that an editor must fill in, sorted."""
    wanted = {
        "title": draft.title,
        "lang": draft.lang,
        "published": draft.published,
        "publisher": draft.publisher,
        "url": draft.url,
    }
    return tuple(sorted(key for key, value in wanted.items() if not value))


def json_record(draft: Draft) -> dict[str, Any]:
    """Return `draft` as one object of `nashra import --json`; unknown is None."""
    day = _DAY.match(draft.published or "")
    return {
        "file": draft.file,
        "index": draft.index,
        "kind": draft.kind,
        "title": draft.title,
        "summary": draft.summary,
        "lang": draft.lang,
        "published": draft.published,
        "date": day.group() if day else None,
        "authors": list(draft.authors),
        "publisher": draft.publisher,
        "sources": list(draft.sources),
        "url": draft.url,
        "image_caption": draft.image_caption,
        "body": draft.body,
        "paragraphs": list(draft.paragraphs),
        "related": list(draft.related),
        "menu": list(draft.menu),
        "dropped": len(draft.dropped_lines),
        "dropped_lines": [{"text": line.text, "reason": line.reason} for line in draft.dropped_lines],
        "needs": list(needs(draft)),
        "confidence": {field: round(value, 3) for field, value in sorted(draft.confidence.items())},
    }
