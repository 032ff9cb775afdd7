"""Pages as browsers save them with all that belongs to them (MHTML, web archives), and from where a page was saved."""

import contextlib
import email
import email.policy
import plistlib
import re
from xml.parsers.expat import ExpatError

from generator.errors import ImportFailed
from generator.importers import html
from generator.importers.options import ImportOptions
from generator.model import Draft

_SAVED = re.compile(rb"^(?:From:[^\n]*\bsaved by\b|Snapshot-Content-Location:)", re.IGNORECASE | re.MULTILINE)
_RELATED = re.compile(rb"^Content-Type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
# What `_RELATED` matches has this in it, which is found much faster.
_TOGETHER = b"multipart/related"
_ARCHIVE = b"WebMainResource"


def is_mhtml(head: bytes) -> bool:
    """Tell whether a file begins as a browser begins a page in MHTML; a mail has the same form."""
    if _TOGETHER not in head.lower():
        return False
    first = head.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return bool(_SAVED.search(first) and _RELATED.search(first))


def is_web_archive(data: bytes) -> bool:
    """Tell whether a file is a property list that holds a page."""
    return (data.startswith(b"bplist00") or b"<plist" in data[:1024]) and _ARCHIVE in data


def read_mhtml(data: bytes, name: str, options: ImportOptions) -> tuple[Draft, ...]:
    """Return the one article of a page in MHTML; its address is the one that the browser noted."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        page = next((part for part in message.walk() if part.get_content_type() in _PAGES), None)
        if page is None:
            raise ImportFailed("there is no page in this file", file=name, hint="save the page as “HTML only”")
        content = page.get_payload(decode=True)
        charset = page.get_content_charset() or ""
        address = str(page["Content-Location"] or message["Snapshot-Content-Location"] or "")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise ImportFailed(f"the page cannot be read: {error}", file=name, hint="save it as “HTML only”") from None
    return _read(content, charset, address, name, options)


def read_web_archive(data: bytes, name: str, options: ImportOptions) -> tuple[Draft, ...]:
    """Return the one article of a web archive, as Safari saves pages."""
    try:
        page = plistlib.loads(data)[_ARCHIVE.decode()]
        content, address = page["WebResourceData"], str(page.get("WebResourceURL") or "")
        charset = str(page.get("WebResourceTextEncodingName") or "")
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError, ExpatError, OverflowError) as error:
        raise ImportFailed(f"the web archive cannot be read: {error}", file=name,
                           hint="save the page as “page source”") from None  # fmt: skip
    return _read(content, charset, address, name, options)


_PAGES = frozenset({"text/html", "application/xhtml+xml"})


def _read(content: object, charset: str, address: str, name: str, options: ImportOptions) -> tuple[Draft, ...]:
    if not isinstance(content, bytes):
        raise ImportFailed("there is no page in this file", file=name, hint="save the page as “HTML only”")
    # What the file says of its encoding comes before what the page in it says of itself.
    with contextlib.suppress(LookupError, UnicodeDecodeError):
        content = content.decode(charset).encode() if charset else content
    return html.read(content, name, options, saved_from=address)
