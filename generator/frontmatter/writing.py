"""Write front matter in its canonical form."""

import re
from collections.abc import Iterable, Mapping

# The order in which an editor meets the keys.
KEYS = (
    *("title", "summary", "lang", "published", "url", "publisher", "sources", "authors", "threads", "threads_auto"),
    *("not_threads", "section", "tags", "image", "captured", "original", "captures", "also", "format", "dir", "note"),
    *("corrections", "aliases", "publish_at", "expires", "draft", "private", "needs", "translation"),
)

_QUOTED = frozenset(("title", "summary"))
_PLAIN = re.compile(r"[^\W_](?:[\w ./+@%=?&;!$()'*~-]|:(?=[^\s,\[\]{}]))*(?<! )")
# What other readers of YAML would not take for text.
_WORDS = frozenset(("y", "n", "yes", "no", "on", "off", "true", "false", "null"))
# Direction controls are written as escapes, so that they cannot reorder the line for whoever reads the file.
_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]')
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def format_document(fields: Mapping[str, object], body: str) -> str:
    """Return an article file: known keys in their order, then the others as given; None is left out."""
    order = sorted((key for key in fields if fields[key] is not None), key=rank)
    lines = [f"{flow(key)}: {written(key, fields[key])}\n" for key in order]
    return f"---\n{''.join(lines)}---\n{body}"


def rank(key: str) -> int:
    """Return the place of `key` in the canonical order; unknown keys come last."""
    return KEYS.index(key) if key in KEYS else len(KEYS)


def written(key: str, value: object) -> str:
    """Return the value of the top-level `key` as it stands in a file."""
    return quoted(value) if key in _QUOTED and isinstance(value, str) else flow(value)


def flow(value: object) -> str:
    """Return any value on one line, safe inside lists and maps too."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return value if _PLAIN.fullmatch(value) and value.lower() not in _WORDS else quoted(value)
        case Mapping():
            kept = ((key, item) for key, item in value.items() if item is not None)
            return "{" + ", ".join(f"{flow(key)}: {flow(item)}" for key, item in kept) + "}"
        case Iterable():
            return "[" + ", ".join(flow(item) for item in value if item is not None) + "]"
        case _:
            return flow(str(value))


def quoted(text: str) -> str:
    """Return `text` in double quotes."""
    return '"' + _ESCAPED.sub(lambda found: _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}", text) + '"'
