"""What a source is, told by its content; its name decides nothing."""

import re

from generator.errors import ImportFailed

# A capture of a page is some kilobytes; what is larger is something else, and would be slow to read.
MAX_BYTES = 16 * 1024 * 1024

_MAGIC = (
    (b"%PDF-", "a PDF document: copy its text into a .txt file"),
    (b"PK\x03\x04", "a zip archive (or an office document): unpack it, or copy its text into a .txt file"),
    (b"\x1f\x8b", "gzip data: unpack it first"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an old office document: copy its text into a .txt file"),
    (b"{\\rtf", "a rich-text document: copy its text into a .txt file"),
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_XML_PROLOGUE = re.compile(
    rb"\s*(?:<\?xml.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>|\s+)", re.DOTALL | re.IGNORECASE
)
_FEED_ROOT = re.compile(rb"<(?:rss|(?:\w+:)?feed|(?:\w+:)?RDF)[\s>]", re.IGNORECASE)
_HTML_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|meta|title|table|script)\b[^<]*>", re.IGNORECASE
)


def detect(data: bytes, name: str) -> str:
    """Return the kind of `data`: `text`, `html` or `feed`; raise ImportFailed for what cannot hold an article."""
    if len(data) > MAX_BYTES:
        raise ImportFailed(f"larger than {MAX_BYTES // 2**20} MB", file=name, hint="save one article a file")
    if not data.strip():
        raise ImportFailed("the file is empty", file=name)
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise ImportFailed(f"this is {what.partition(':')[0]}, not text, HTML or a feed", file=name,
                               hint=what.partition(":")[2].strip())  # fmt: skip
    head = _ascii_head(data)
    start = head.lstrip()
    while match := _XML_PROLOGUE.match(start):
        start = start[match.end() :]
    if _FEED_ROOT.match(start):
        return "feed"
    if start.startswith(b"<opml"):
        raise ImportFailed("this is a list of feeds (OPML), not a feed", file=name, hint="save the feeds themselves")
    if start.startswith(b"<") and _HTML_TAG.match(start):
        return "html"
    # Saved fragments start with text or an unusual tag; pasted text that quotes a tag has few of them.
    if len(_HTML_TAG.findall(head)) >= 4 and b"</" in head:
        return "html"
    if head.lstrip().startswith(b"<?xml"):
        raise ImportFailed("this is XML, but neither RSS nor Atom nor a page", file=name)
    if b"\0" in data and not data.startswith(_BOMS[1:]):
        at = data.index(b"\0")
        raise ImportFailed(f"this is not text: byte {at} is NUL", file=name, hint="copy the text into a .txt file")
    return "text"


def _ascii_head(data: bytes) -> bytes:
    """Return the beginning in one byte a letter, so that one pattern serves UTF-8 and UTF-16."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[2:65536].replace(b"\0", b"")
    return data[:65536].removeprefix(_BOMS[0])
