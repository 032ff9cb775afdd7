"""From a source to drafts: `detect` what it is, `read` it, show it as a `json_record`.

Adding a kind is one module with a function `(data, name, options) -> tuple[Draft, ...]` and one line in `IMPORTERS`.
"""

from collections.abc import Callable

from generator.errors import ImportFailed
from generator.importers import feed, html, text
from generator.importers.options import ImportOptions
from generator.importers.records import json_record, needs
from generator.importers.sniff import MAX_BYTES, detect
from generator.model import Draft

__all__ = ["IMPORTERS", "MAX_BYTES", "ImportOptions", "detect", "json_record", "needs", "read"]

IMPORTERS: dict[str, Callable[[bytes, str, ImportOptions], tuple[Draft, ...]]] = {
    "text": text.read,
    "html": html.read,
    "feed": feed.read,
}


def read(data: bytes, name: str, options: ImportOptions | None = None) -> tuple[Draft, ...]:
    """Return the articles in `data`, at least one; raise ImportFailed with a sentence that says why there is none."""
    kind = detect(data, name)
    drafts = IMPORTERS[kind](data, name, options or ImportOptions())
    if not drafts:
        raise ImportFailed("no article was found", file=name, hint="the file holds a list of links or an empty feed")
    return drafts
