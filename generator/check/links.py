"""Links and anchors of a built site that lead nowhere, in pages, feeds and the sitemap.

The site is our own output and may have tens of thousands of pages, so its tags are found by two expressions:
`html.parser` alone needs three times as long as all of this (300 and 90 ms for 250 pages of 3 MB).
"""

import html
import os
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from generator.model import Finding, Value

# Possessive, so that a page with an unclosed tag costs no more than another.
_IN_TAG = r"(?:[^'\">]++|\"[^\"]*+\"|'[^']*+')*+"
_TAG = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>"
    rf"|<(?P<raw>script|style)\b(?P<raw_attributes>{_IN_TAG})>.*?</(?P=raw)\s*>"
    rf"|<(?P<name>[a-zA-Z][^\s/>]*+)(?P<attributes>{_IN_TAG})>(?P<text>[^<]*+)",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"([^\s\"'<>/=]++)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+))")

_INTERESTING = re.compile(
    r"\b(?:href|src|srcset|poster|data|cite|action|property)\s*=|\bname\s*=\s*.twitter", re.IGNORECASE
)
_LINKING = frozenset(("href", "src", "poster", "data", "cite", "action"))
_LINKING_TEXT = frozenset(("loc", "link"))
_LINKING_META = frozenset(("og:url", "og:image", "twitter:image"))
_ALWAYS_THERE = frozenset(("", "top"))


class _Place(Value, frozen=True):
    page: str
    line: int
    column: int


class _Target(Value, frozen=True):
    """What a link asks for: a file of the site, and perhaps an anchor in it. `path` is None when it leaves the site."""

    path: str | None
    anchor: str
    shown: str


def broken_links(site: Path, shown: str, base_url: str) -> list[Finding]:
    """Return a finding for each place that links ask for in vain; `shown` is what messages call the site's folder."""
    files = frozenset(_files(site))
    pages = sorted(name for name in files if name.endswith((".html", ".xml")))
    base = _base_of(site, pages[:20]) or base_url
    resolve = _resolver(base)
    missing: dict[_Target, list[_Place]] = {}
    elsewhere: dict[str, dict[_Target, list[_Place]]] = {}
    for page in pages:
        text = _read(site / page)
        anchors: frozenset[str] | None = None
        for offset, address in addresses(text):
            target = resolve(address, page)
            if target is None:
                continue
            if target.path not in files:
                missing.setdefault(target, []).append(_place(page, text, offset))
            elif target.anchor and target.path == page:
                if f' id="{target.anchor}"' in text:  # as our own pages write it: no need to read all tags again
                    continue
                anchors = _anchors(text) if anchors is None else anchors
                if target.anchor not in anchors:
                    missing.setdefault(target, []).append(_place(page, text, offset))
            elif target.anchor and target.path:
                elsewhere.setdefault(target.path, {}).setdefault(target, []).append(_place(page, text, offset))
    for path, targets in elsewhere.items():
        anchors = _anchors(_read(site / path))
        missing |= {target: places for target, places in targets.items() if target.anchor not in anchors}
    return [_finding(target, places, files, shown) for target, places in missing.items()]


def built_for(site: Path, languages: Iterable[str]) -> str:
    """Return the address for which a site was built, by its front pages; empty where it is not known."""
    pages = ("index.html", *(f"{lang}/index.html" for lang in languages))
    return _base_of(site, [page for page in pages if (site / page).is_file()])


def addresses(text: str) -> Iterator[tuple[int, str]]:
    """Yield every address that a page, feed or sitemap links to, and the offset at which its tag stands."""
    for tag in _TAG.finditer(text):
        name = (tag["name"] or tag["raw"] or "").lower()
        source = tag["attributes"] or tag["raw_attributes"] or ""
        attributes = _attributes(source) if _INTERESTING.search(source) else {}
        for key, value in attributes.items():
            if key in _LINKING and name != "base":
                yield tag.start(), value
            elif key == "srcset":
                yield from ((tag.start(), part.split()[0]) for part in value.split(",") if part.strip())
        if name == "meta" and attributes.get("property", attributes.get("name")) in _LINKING_META:
            yield tag.start(), attributes.get("content", "")
        elif name in _LINKING_TEXT and tag["text"].strip():
            yield tag.start(), html.unescape(tag["text"])


def _attributes(source: str) -> dict[str, str]:
    if "=" not in source:
        return {}
    found = _ATTRIBUTE.findall(source)
    return {name.lower(): html.unescape(double or single or bare) for name, double, single, bare in found}


def _anchors(text: str) -> frozenset[str]:
    found: set[str] = set()
    for tag in _TAG.finditer(text):
        if tag["attributes"]:
            attributes = _attributes(tag["attributes"])
            found.add(attributes.get("id", ""))
            if tag["name"].lower() == "a":
                found.add(attributes.get("name", ""))
    return frozenset(found) | _ALWAYS_THERE


def _resolver(base_url: str) -> Callable[[str, str], _Target | None]:
    """Return `_resolve` with a memory: the pages of a folder share most of their links."""
    known: dict[tuple[str, str], _Target | None] = {}

    def resolve(address: str, page: str) -> _Target | None:
        if address[:1] in ("", "#", "?"):
            return _resolve(address, page, base_url)
        key = (posixpath.dirname(page), address)
        if key not in known:
            known[key] = _resolve(address, page, base_url)
        return known[key]

    return resolve


def _resolve(address: str, page: str, base_url: str) -> _Target | None:
    """Return what an address asks of this site, or None where it leads to somebody else's."""
    address = address.strip()
    try:
        parts, base = urlsplit(address), urlsplit(base_url)
    except ValueError:
        return _Target(None, "", address)
    path, root = unquote(parts.path), unquote(base.path) or "/"
    if parts.scheme or parts.netloc:
        ours = (parts.scheme or base.scheme, parts.netloc) == (base.scheme, base.netloc)
        if not base_url or not ours or not path.startswith(root):
            return None
    if not path:
        inside: str | None = page
    elif not path.startswith("/"):
        inside = _inside(posixpath.join(posixpath.dirname(page), path))
    else:
        inside = _inside(path.removeprefix(root)) if path.startswith(root) else None
    anchor = unquote(parts.fragment.partition(":~:")[0])
    return _Target(inside, anchor if inside else "", "" if inside else address)


def _inside(path: str) -> str | None:
    """Return the file that a path of the site asks for, a folder's being its index; None where it leads out."""
    file = f"{path}index.html" if path.endswith("/") or not path else path
    normal = posixpath.normpath(file)
    return None if normal.startswith("../") else normal


def _base_of(site: Path, pages: list[str]) -> str:
    """Return the address for which the site was built, which `--base-url` may have made another than the settings'."""
    for page in pages:
        if page.endswith(".html"):
            for tag in _TAG.finditer(_read(site / page)):
                attributes = _attributes(tag["attributes"] or "")
                end = quote(page, errors="surrogateescape")
                if attributes.get("property") == "og:url" and attributes.get("content", "").endswith(end):
                    return attributes["content"].removesuffix(end)
    return ""


def _finding(target: _Target, places: list[_Place], files: frozenset[str], shown: str) -> Finding:
    first, others = places[0], len({place.page for place in places}) - 1
    also = f" ({others} other pages have it too)" if others > 1 else " (another page has it too)" if others else ""
    if target.path is None:
        code, message = "broken-link", f"link out of the site's folder: `{target.shown}`"
    elif target.path not in files:
        code, message = "broken-link", f"link to `{target.path}`, which is not there"
    else:
        code, message = "broken-anchor", f"link to `#{target.anchor}` in `{target.path}`, which has no such anchor"
    return Finding(
        code=code,
        severity="error",
        file=f"{shown}/{first.page}",
        line=first.line,
        column=first.column,
        message=message + also,
        hint="mend the link in the article or template that this page is made from, then `nashra build`",
    )


def _place(page: str, text: str, offset: int) -> _Place:
    start = text.rfind("\n", 0, offset) + 1
    return _Place(page, text.count("\n", 0, offset) + 1, offset - start + 1)


def _files(site: Path) -> Iterator[str]:
    """Yield the files of a site; what hides or leads elsewhere is not published."""
    todo = [""]
    while todo:
        folder = todo.pop()
        with os.scandir(site / folder) as entries:
            for entry in entries:
                if entry.name.startswith("."):
                    continue
                name = f"{folder}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    todo.append(f"{name}/")
                elif entry.is_file(follow_symlinks=False):
                    yield name


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
