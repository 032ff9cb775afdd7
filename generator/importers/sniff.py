"""What a source is, told by its content; its name decides nothing."""

import codecs
import json
import re
from collections.abc import Callable

from generator.errors import ImportFailed
from generator.importers.characters import encodings
from generator.importers.html import saved
from generator.importers.lists import addresses, archive, mail, shortcuts

# A capture of a page is some kilobytes; what is larger is something else, and would be slow to read.
MAX_BYTES = 16 * 1024 * 1024

_MAGIC = (
    (b"%PDF-", "a PDF document: copy its text into a .txt file"),
    (b"\x1f\x8b", "gzip data: unpack it first"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\xd0\xcf\x11\xe0", "an old office document: copy its text into a .txt file"),
    (b"{\\rtf", "a rich-text document: copy its text into a .txt file"),
    (b"OggS\0", "a sound or a film"),
    (b"7z\xbc\xaf", "an archive that is no zip archive: unpack it first"),
    (b"Rar!\x1a", "an archive that is no zip archive: unpack it first"),
)
_MEDIA = re.compile(rb"\0...ftyp|RIFF....(?:WEBP|WAVE|AVI )|ID3[\x02-\x04]\0|\x1aE\xdf\xa3", re.DOTALL)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_XML_PROLOGUE = re.compile(
    rb"\s*(?:<\?xml.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>|\s+)", re.DOTALL | re.IGNORECASE
)
_FEED_ROOT = re.compile(rb"<(?:rss|(?:\w+:)?feed|(?:\w+:)?RDF)[\s>]", re.IGNORECASE)
_OPML_ROOT = re.compile(rb"<opml[\s>]", re.IGNORECASE)
_JSON_FEED = re.compile(rb"\"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org\\?/version")
_FIRST_ADDRESS = re.compile(rb"\s*(?:#[^\r\n]*[\r\n]\s*)*[A-Za-z][A-Za-z0-9+.-]*://")
_HTML_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|article|main|div|p|h1|meta|title|table|script)\b[^<]*>", re.IGNORECASE
)


def detect(data: bytes, name: str) -> str:
    """Return the kind of `data`, one of IMPORTERS or EXPANDERS; raise ImportFailed for what cannot hold an article."""
    _refuse_at_sight(data, name)
    if data.startswith(_ZIP):
        return "zip"
    if saved.is_web_archive(data):
        return "webarchive"
    if shortcuts.is_shortcut(data):
        return "shortcut"
    head = _ascii_head(data)
    start = head.lstrip()
    while match := _XML_PROLOGUE.match(start):
        start = start[match.end() :]
    for kind, looks_like in _KINDS:
        if looks_like(start, head, data):
            return kind
    if head.lstrip().startswith(b"<?xml"):
        raise ImportFailed("this is XML, but neither RSS nor Atom nor a page", file=name)
    if b"\0" in data and encodings.unicode_encoding(data) is None:
        at = data.index(b"\0")
        raise ImportFailed(f"this is not text: byte {at} is NUL", file=name, hint="copy the text into a .txt file")
    if start.startswith((b"{", b"[")) and _is_json(data):
        raise ImportFailed("this is JSON, but not a JSON Feed", file=name, hint="copy the text of the article")
    return "addresses" if _FIRST_ADDRESS.match(head) and addresses.is_list(_decoded(data)) else "text"


def _is_json(data: bytes) -> bool:
    try:
        json.loads(data)
    except (ValueError, RecursionError):
        return False
    return True


def _refuse_at_sight(data: bytes, name: str) -> None:
    if len(data) > MAX_BYTES:
        raise ImportFailed(f"larger than {MAX_BYTES // 2**20} MB", file=name, hint="save one article a file")
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise ImportFailed("the file is empty", file=name)
    if _MEDIA.match(data):
        raise ImportFailed("this is a film, a sound or a picture, not text, HTML or a feed", file=name)
    for magic, what in _MAGIC:
        if data.startswith(magic):
            raise ImportFailed(f"this is {what.partition(':')[0]}, not text, HTML or a feed", file=name,
                               hint=what.partition(":")[2].strip())  # fmt: skip
    if data.startswith(_ZIP) and archive.is_office_document(data):
        raise ImportFailed("this is an office document or a book, not text, HTML or a feed", file=name,
                           hint="copy its text into a .txt file")  # fmt: skip


def _is_page(start: bytes, head: bytes, _: bytes) -> bool:
    if start.startswith(b"<") and _HTML_TAG.match(start):
        return True
    # Saved fragments start with text or an unusual tag and are tagged all along; text that quotes code is not.
    tags = [tag.start() for tag in _HTML_TAG.finditer(head)]
    return len(tags) >= 4 and b"</" in head and 2 * (tags[-1] - tags[0]) >= len(head)


# How to tell a kind by the beginning (with and without the prologue of XML) and the whole, asked in this order.
_KINDS: tuple[tuple[str, Callable[[bytes, bytes, bytes], bool]], ...] = (
    ("feed", lambda start, _head, _data: bool(_FEED_ROOT.match(start))),
    ("opml", lambda start, _head, _data: bool(_OPML_ROOT.match(start))),
    ("jsonfeed", lambda start, _head, data: start.startswith(b"{") and bool(_JSON_FEED.search(data))),
    ("mhtml", lambda _start, head, _data: saved.is_mhtml(head)),
    ("mail", lambda _start, head, _data: mail.is_mail(head)),
    ("html", _is_page),
)


def _decoded(data: bytes) -> str:
    """Return text well enough to look at its lines; its importer says where the encoding is wrong."""
    return data.decode(encodings.unicode_encoding(data) or "utf-8", errors="replace")


def _ascii_head(data: bytes) -> bytes:
    """Return the beginning in one byte a letter, so that one pattern serves UTF-8 and UTF-16."""
    if encodings.unicode_encoding(data) not in (None, "utf-8-sig"):
        return data[:65536].lstrip(b"\xff\xfe\0").replace(b"\0", b"")
    return data[:65536].removeprefix(codecs.BOM_UTF8)
