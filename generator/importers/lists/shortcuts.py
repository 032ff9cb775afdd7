"""Addresses as systems keep them when one is dragged out of a browser: `.url`, `.desktop` and `.webloc` files."""

import plistlib
import re
from xml.parsers.expat import ExpatError

from generator.errors import ImportFailed
from generator.importers.characters.hygiene import decode
from generator.importers.lists.members import Member

_SECTION = re.compile(rb"\s*\[(?:InternetShortcut|Desktop Entry)[^\]\r\n]*\]", re.IGNORECASE)
_KEY = re.compile(r"^URL=(\S+)", re.IGNORECASE | re.MULTILINE)
_LIST = re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE plist[^>\[]*>\s*)?<plist\b", re.IGNORECASE)
_MOST = 64 * 1024


def is_shortcut(data: bytes) -> bool:
    """Tell whether a file is one of these."""
    is_list = data.startswith(b"bplist00") or _LIST.match(data[:1024])
    return len(data) <= _MOST and bool(_SECTION.match(data) or (is_list and b"URL" in data))


def members(data: bytes, name: str) -> tuple[Member, ...]:
    """Return the address; ImportFailed where there is none."""
    if _SECTION.match(data):
        found = _KEY.search(decode(data, name))
        address = found[1] if found else ""
    else:
        try:
            held = plistlib.loads(data)
        except (ValueError, LookupError, TypeError, AttributeError, RecursionError, ExpatError, OverflowError):
            held = None
        address = str(held.get("URL") or "") if isinstance(held, dict) else ""
    if not address:
        raise ImportFailed("this file of a link names no address", file=name, hint="copy the address into a text file")
    return (Member(name=address, address=address),)
