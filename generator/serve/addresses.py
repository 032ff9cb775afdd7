"""From an address that a browser asks for to a file of the site: the one place where that is decided."""

import ipaddress
import mimetypes
import stat
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

LOCAL_NAMES = ("localhost", "127.0.0.1", "[::1]")

# The system's own table differs from machine to machine; these are what a news site is made of.
_TYPES = {
    ".atom.xml": "application/atom+xml; charset=utf-8",
    ".rss.xml": "application/rss+xml; charset=utf-8",
    "feed.json": "application/feed+json; charset=utf-8",
    ".opml": "text/x-opml; charset=utf-8",
    ".jsonl": "application/jsonl; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".ico": "image/x-icon",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".woff2": "font/woff2",
    ".webmanifest": "application/manifest+json; charset=utf-8",
}
_FALLBACK = mimetypes.MimeTypes()
_NOT_IN_NAMES = frozenset("/\\:\x7f") | frozenset(map(chr, range(32)))


def base_path(given: str) -> str:
    """Return the path under which a site is shown, with a slash at both ends; a whole address gives its path."""
    path = urlsplit(given).path if "://" in given else given
    parts = [part for part in path.split("/") if part]
    return "/" + "".join(f"{quote(unquote(part))}/" for part in parts)


def content_type(name: str) -> str:
    """Return the type, with its charset, under which a file of the site is served."""
    for end, kind in _TYPES.items():
        if name.endswith(end):
            return kind
    return _FALLBACK.guess_type(name)[0] or "application/octet-stream"


def is_page(request_path: str) -> bool:
    """Return whether somebody who asks for this expects a page, and not a picture or a stylesheet."""
    name = request_path.rsplit("/", 1)[-1]
    return name.endswith(".html") or "." not in name


def locate(site: Path, base: str, request_path: str) -> Path | str | None:
    """Return the file that answers a request, an address to go to instead, or None where there is nothing to see.

    Hidden files, symlinks, folders without an index, and whatever leads out of the site are nothing to see.
    """
    if not request_path.startswith(base):
        return base if request_path == "/" or f"{request_path}/" == base else None
    *names, last = request_path.removeprefix(base).split("/")
    found = _descend(site, [*names, last] if last else names)
    if found is None or _mode(found) == stat.S_IFREG:
        return found if last else None
    if _mode(found / "index.html") != stat.S_IFREG:
        return None
    return f"{request_path}/" if last else found / "index.html"


def _descend(folder: Path, names: list[str]) -> Path | None:
    """Return the file or folder that percent-encoded names lead to, or None where one of them is not for showing."""
    for name in names:
        try:
            plain = unquote(name, errors="strict")
        except UnicodeDecodeError:
            return None
        if not plain or plain.startswith(".") or _NOT_IN_NAMES & set(plain):
            return None
        folder = folder / plain
        if _mode(folder) not in (stat.S_IFDIR, stat.S_IFREG):
            return None
    return folder


def _mode(path: Path) -> int | None:
    try:
        return stat.S_IFMT(path.lstat().st_mode)
    except (OSError, ValueError):
        return None


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach `host`."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def link_host(host: str) -> str:
    """Return `host` as an address in a browser writes it; for every address of the machine, its own name."""
    if host in ("", "0.0.0.0", "::"):  # noqa: S104  (compared, not bound)
        return "localhost"
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def is_our_host(given: str, host: str, port: int) -> bool:
    """Return whether a `Host` header, or the host of an `Origin`, names this preview.

    A foreign name that was made to lead here (DNS rebinding) does not. Where the preview listens on every address
    of the machine, any number will do: only a name can be rebound.
    """
    name, _, given_port = (
        given.lower().rpartition(":") if not given.endswith("]") and ":" in given else (given, "", "80")
    )
    if given_port != str(port):
        return False
    if name in LOCAL_NAMES or name == link_host(host).lower():
        return True
    if host not in ("", "0.0.0.0", "::"):  # noqa: S104
        return False
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True


def is_our_origin(origin: str, host: str, port: int) -> bool:
    """Return whether the page that asks is one of this preview's."""
    return origin.startswith("http://") and is_our_host(origin.removeprefix("http://"), host, port)
