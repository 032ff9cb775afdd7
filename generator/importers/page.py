"""A saved page as lxml sees it: what its head says, and its visible text a block a line."""

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from generator.errors import ImportFailed
from generator.importers import dates
from generator.importers.hygiene import clean_line, likely_encoding

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_UNSEEN = frozenset(
    {"script", "style", "noscript", "template", "svg", "iframe", "object", "select", "button", "head", "math"}
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?")
_DATE_KEYS = ("article:published_time", "datepublished", "date", "dc.date", "pubdate", "publish-date")
_ARTICLE_TYPES = re.compile(r"Article|Posting|Report")
_TITLE_PARTS = re.compile(r"\s+[|\-–—»·:]\s+|\s*[|_]\s*")


class Head(msgspec.Struct, frozen=True):
    """What a page says of itself to machines. Empty means that it says nothing."""

    titles: tuple[str, ...] = ()
    description: str = ""
    published: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    url: str = ""
    lang: str = ""
    image: str = ""


def decode_page(data: bytes, name: str) -> str:
    """Return the text of a page by its byte order mark, as UTF-8, or as the page itself declares."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _CHARSET.search(data[:4096])
    try:
        if declared:
            return data.decode(declared[1].decode("ascii"), errors="replace")
    except LookupError:
        pass
    raise ImportFailed(f"not UTF-8, and the page names no encoding; it may be {likely_encoding(data)}", file=name,
                       hint="open it in a browser and save it again as UTF-8")  # fmt: skip


def parse(markup: str, name: str) -> Any:  # noqa: ANN401 - lxml has no types
    """Return the tree of a page; raise ImportFailed where there is none."""
    try:
        from lxml import etree
        from lxml import html as lxml_html
    except ImportError:
        raise missing(name) from None
    # lxml refuses text that declares an encoding.
    parser = lxml_html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(markup.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ImportFailed(f"the page cannot be read: {error}", file=name) from None
    return tree


def missing(name: str) -> ImportFailed:
    """Return the failure of a source whose libraries are not installed."""
    return ImportFailed("pages and feeds need libraries that are not installed", file=name,
                        hint="pip install nashra[extract]")  # fmt: skip


def read_head(tree: Any) -> Head:  # noqa: ANN401
    """Return what the head of the page, its structured data and its `lang` say."""
    metas: dict[str, str] = {}
    for meta in tree.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if key and (content := clean_line(meta.get("content") or "")):
            metas.setdefault(key, content)
    data = next(_structured(tree), {})
    canonical = next(
        (link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"), ""
    )
    times = [time.get("datetime") or "" for time in tree.iter("time")][:1]
    return Head(
        titles=_titles(tree, data, metas),
        description=_text(data.get("description")) or metas.get("og:description") or metas.get("description") or "",
        published=next(_instants([_text(data.get("datePublished")), *map(metas.get, _DATE_KEYS), *times]), ""),
        authors=tuple(dict.fromkeys(_people(data.get("author")))),
        publisher=metas.get("og:site_name") or next(iter(_people(data.get("publisher"))), ""),
        url=next((address for address in (canonical, metas.get("og:url")) if _is_address(address)), "") or "",
        lang=_language(tree, data),
        image=next((address for address in [metas.get("og:image")] if _is_address(address)), "") or "",
    )


def blocks(tree: Any) -> str:  # noqa: ANN401
    """Return the visible text of the page, one block element a line."""
    pieces: list[str] = []
    stack: list[tuple[Any, bool]] = [(tree, False)]
    while stack:
        node, leaving = stack.pop()
        block = node.tag in _BLOCKS
        if leaving:
            pieces.append(("\n" if block else "") + _flat(node.tail))
            continue
        if not isinstance(node.tag, str) or node.tag in _UNSEEN or _is_hidden(node):
            pieces.append(_flat(node.tail) if node is not tree else "")
            continue
        pieces.append(("\n" if block else "") + ("• " if node.tag == "li" else "") + _flat(node.text))
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node))
    return "".join(pieces)


def instant(text: str) -> str:
    """Return `text` as a date of front matter (`2019-04-08T10:30+03:00`, or the day alone), or an empty string."""
    match = _ISO.match(text.strip())
    if not match or not dates.find_date(match[1]):
        return ""
    if not (match[2] and match[3]):
        return match[1]
    zone = "+00:00" if match[3] == "Z" else match[3] if ":" in match[3] else f"{match[3][:3]}:{match[3][3:]}"
    return f"{match[1]}T{match[2]}{zone}"


def _flat(text: str | None) -> str:
    return " ".join(text.split("\n")) if text else ""


def _is_hidden(node: Any) -> bool:  # noqa: ANN401
    return "display:none" in (node.get("style") or "").replace(" ", "") or node.get("hidden") is not None


def _titles(tree: Any, data: dict[str, Any], metas: dict[str, str]) -> tuple[str, ...]:  # noqa: ANN401
    """Return the candidates for the headline, the likeliest first: what two places agree on, then what machines get."""
    page_title = clean_line(next((node.text_content() for node in tree.iter("title")), "") or "")
    headings = [clean_line(node.text_content()) for node in tree.iter("h1")]
    social = metas.get("og:title", "")
    agreed = [h for h in headings if len(h) > 10 and (h in page_title or h in social)]
    pieces = [piece for piece in _TITLE_PARTS.split(page_title) if piece]
    longest = max(pieces, key=len, default="")
    found = [*agreed[:1], _text(data.get("headline")), _without_site(social, page_title), *headings[:1], longest]
    return tuple(dict.fromkeys(title for title in found if title))


def _without_site(title: str, page_title: str) -> str:
    pieces = _TITLE_PARTS.split(title)
    if len(pieces) > 1 and title == page_title and len(pieces[-1]) < len(pieces[0]):
        return title[: title.rindex(pieces[-1])].rstrip(" |-–—»·:_")
    return title


def _structured(tree: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or ""):
            continue
        try:
            found = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(found):
            if _ARTICLE_TYPES.search(str(item.get("@type", ""))):
                yield item


def _items(found: object) -> Iterator[dict[str, Any]]:
    if isinstance(found, list):
        for item in found[:50]:
            yield from _items(item)
    elif isinstance(found, dict):
        yield found
        graph = found.get("@graph")
        if isinstance(graph, list):
            yield from (item for item in graph[:50] if isinstance(item, dict))


def _people(found: object) -> Iterable[str]:
    match found:
        case str():
            name = clean_line(found)
            return [name] if name and not name.startswith("http") and len(name) < 100 else []
        case dict():
            return _people(found.get("name"))
        case list():
            return [name for item in found[:20] for name in _people(item)]
    return []


def _text(found: object) -> str:
    return clean_line(found) if isinstance(found, str) else ""


def _instants(candidates: Iterable[str | None]) -> Iterator[str]:
    return (found for candidate in candidates if candidate and (found := instant(candidate)))


def _is_address(address: str | None) -> bool:
    return bool(address and re.match(r"https?://[^\s/]+\.", address))


def _language(tree: Any, data: dict[str, Any]) -> str:  # noqa: ANN401
    tag = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or _text(data.get("inLanguage"))
    return tag if re.fullmatch(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*", tag or "") else ""
