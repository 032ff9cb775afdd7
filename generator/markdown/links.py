"""Where a page may lead to: one function decides."""

import html
import re
from urllib.parse import unquote, urljoin

_INVISIBLE = re.compile(r"[\x00-\x20\x7f-\xa0\xad\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]+")
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ABSOLUTE = re.compile(r"(?:https?://[^/?#\\]|mailto:[^/?#\\])[^\\]*\Z", re.IGNORECASE)

_ABROAD = re.compile(r'(?<= href=")(?!https?:|mailto:|[#/?])', re.IGNORECASE)
_RELATIVE = re.compile(r'(?<= href=")(?!https?:|mailto:)[^"]*', re.IGNORECASE)


def safe_link(url: str) -> str | None:
    """Return `url` if a page may link to it: `http(s)` with a host, `mailto`, or relative to the page; else None."""
    if _ABSOLUTE.match(url):
        return url
    form = url
    # A browser drops control characters, and some servers decode twice: every reading has to be relative.
    for _ in range(4):
        bare = _INVISIBLE.sub("", html.unescape(form))
        if not bare or "\\" in bare or bare.startswith("//") or _SCHEME.match(bare):
            return None
        if (decoded := unquote(form)) == form:
            return url
        form = decoded
    return None


def whole_links(safe: str, base: str) -> str:
    """Return sanitised HTML with its relative links made whole, as seen from the page at the address `base`."""
    if 'href="' not in safe:
        return safe
    return _RELATIVE.sub(lambda found: html.escape(urljoin(base, html.unescape(found[0]))), safe)


def deeper_links(safe: str) -> str:
    """Return sanitised HTML of a page with its relative links as they are for a page one folder deeper."""
    return _ABROAD.sub("../", safe) if 'href="' in safe else safe
