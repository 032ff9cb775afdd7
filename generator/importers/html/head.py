"""What a page says of itself to machines: structured data, Open Graph, microdata, `lang`, its canonical address."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec

from generator.importers import cues
from generator.importers.characters.hygiene import clean_line
from generator.importers.html.nodes import Node
from generator.importers.html.page import instant
from generator.importers.text.attribution import people as people_in

_DATE_KEYS = ("article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "pubdate", "publish-date",
              "parsely-pub-date", "sailthru.date")  # fmt: skip
_ARTICLE_TYPES = re.compile(r"Article|Posting|Report")
_PRICELESS = re.compile(r"[{}\[\]<>|@]|https?:|www\.")
# An editor's initials behind the name.
_SHORTHAND = re.compile(r"\s*\([\w./-]{2,5}\)$")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
# What a trailing comma or a comment costs is the whole of the structured data, in many pages.
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_MAX_ITEMS = 50


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says of itself to machines. Empty means that it says nothing."""

    headline: str = ""
    social: str = ""
    title: str = ""
    headings: tuple[str, ...] = ()
    description: str = ""
    published: str = ""
    published_by: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    url: str = ""
    base: str = ""
    lang: str = ""
    image: str = ""
    image_caption: str = ""
    image_credit: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    types: frozenset[str] = frozenset()


def read_head(tree: Node) -> Head:
    """Return what the head of the page, its structured data and its microdata say."""
    metas, several = _metas(tree)
    found = tuple(_structured(tree))
    data = next((item for item in found if _ARTICLE_TYPES.search(str(item.get("@type", "")))), {})
    url, base = _addresses(tree, metas, data)
    published, where = _published(tree, metas, data)
    publisher = metas.get("og:site_name") or next(iter(_people(data.get("publisher"))), "")
    picture, caption, credit = _picture(data, metas, base)
    return Head(
        headline=_text(data.get("headline")) or _microdata(tree, "headline"),
        social=metas.get("og:title") or metas.get("twitter:title") or "",
        title=clean_line(next((node.text_content() for node in tree.iter("title")), "") or ""),
        headings=tuple(text for node in tree.iter("h1") if (text := clean_line(" ".join(node.itertext())))),
        description=_text(data.get("description")) or metas.get("og:description") or metas.get("description") or "",
        published=published,
        published_by=where,
        authors=_authors(tree, data, several, publisher),
        publisher=publisher,
        url=url,
        base=base,
        lang=_language(tree, data),
        image=picture,
        image_caption=caption,
        image_credit=credit,
        section=metas.get("article:section") or next((_text(each) for each in _listed(data.get("articleSection"))), ""),
        tags=_tags(several, data),
        types=frozenset(str(kind) for item in found for kind in _listed(item.get("@type"))),
    )


def _metas(tree: Node) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Return the first content of each `meta`, and all of them."""
    several: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if key and (content := clean_line(meta.get("content") or "")):
            several.setdefault(key, []).append(content)
    return {key: values[0] for key, values in several.items()}, several


def _structured(tree: Node) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            yield from _items(_json(script.text or ""))


def _json(text: str) -> object:
    text = text.strip().removeprefix("<!--").removesuffix("-->").removeprefix("//<![CDATA[").removesuffix("//]]>")
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        try:
            return json.loads(attempt.strip().rstrip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _items(found: object) -> Iterator[dict[str, Any]]:
    stack = [found]
    while stack:
        item = stack.pop(0)
        if isinstance(item, list):
            stack[:0] = item[:_MAX_ITEMS]
        elif isinstance(item, dict):
            yield item
            stack[:0] = [item[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in item]


def _addresses(tree: Node, metas: Mapping[str, str], data: Mapping[str, Any]) -> tuple[str, str]:
    """Return the address of the article and the one its links are relative to; a home page is no article's address."""
    canonical = next(
        (
            node.get("href") or ""
            for node in tree.iter("link")
            if "canonical" in (node.get("rel") or "").lower().split()
        ),
        "",
    )
    base = next((node.get("href") or "" for node in tree.iter("base")), "")
    entity = data.get("mainEntityOfPage")
    known = [metas.get("og:url", ""), _text(data.get("url")), _text(entity if isinstance(entity, str) else "")]
    home = next((address for address in [base, *known] if is_address(address)), "")
    whole = [absolute(address, home) for address in [canonical, *known]]
    url = next((address for address in whole if is_address(address) and not _is_home(address)), "")
    return url, (base if is_address(base) else "") or url or next(filter(is_address, whole), "")


def absolute(address: str, base: str) -> str:
    """Return an address as one that stands alone; nothing where it is none."""
    try:
        return urljoin(base, address.strip()) if address.strip() else ""
    except ValueError:
        return ""


def is_address(address: str) -> bool:
    """Tell whether an address leads to a site."""
    return not re.search(r"\s", address) and bool(re.match(r"https?://[^/]+\..", address))


def _is_home(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return True
    return parts.path.strip("/").lower() in ("", "index.html", "index.php", "default.aspx") and not parts.query


def _published(tree: Node, metas: Mapping[str, str], data: Mapping[str, Any]) -> tuple[str, str]:
    """Return when the article was published and who says so; when it was changed is another date."""
    candidates = [("structured", _text(data.get("datePublished")))]
    candidates += [("meta", metas.get(key, "")) for key in _DATE_KEYS]
    candidates.append(("microdata", _microdata(tree, "datePublished")))
    times = [
        node for node in tree.iter("time") if "modified" not in f"{node.get('itemprop')} {node.get('class')}".lower()
    ]
    candidates += [("time", node.get("datetime") or "") for node in times[:1]]
    return next(((found, where) for where, given in candidates if (found := instant(given or ""))), ("", ""))


def _microdata(tree: Node, name: str) -> str:
    for node in tree.xpath("(descendant-or-self::*[@itemprop=$name])[1]", name=name):
        return clean_line(node.get("content") or node.get("datetime") or " ".join(node.itertext()))
    return ""


def _authors(
    tree: Node,
    data: Mapping[str, Any],
    several: Mapping[str, list[str]],
    publisher: str,
) -> tuple[str, ...]:
    """Return people; neither addresses nor the name of the site."""
    named = list(_people(data.get("author"))) or [
        name for key in ("article:author", "author", "dc.creator", "parsely-author") for name in several.get(key, ())
    ]
    if not named:
        links = (node for node in tree.iter("a") if "author" in (node.get("rel") or "").split())
        named = [clean_line(" ".join(node.itertext())) for node in links][:4]
    sites = {cues.fold(publisher), ""}
    found: dict[str, str] = {}
    for name in named:
        for person in people_in(_without_byline(name)) if _is_several(name) else (_without_byline(name),):
            person = _SHORTHAND.sub("", person)  # noqa: PLW2901 - one name, cleaned
            if cues.fold(person) not in sites and not _PRICELESS.search(person) and len(person) < 80:
                found.setdefault(cues.fold(person), person)
    return tuple(found.values())


def _is_several(name: str) -> bool:
    return bool(re.search(r"[,;،]|\s(?:and|und|et|og|och|ve|и|та|και|&)\s", name))


def _without_byline(name: str) -> str:
    label = cues.prefix(name)
    if label and label[0] == "byline":
        return label[1]
    first, _, rest = name.partition(" ")
    return rest if rest and cues.label_only(first) == "byline" else name


def _people(found: object) -> Iterable[str]:
    match found:
        case str():
            name = clean_line(unescape(found))
            return [name] if name else []
        case dict():
            return _people(found.get("name"))
        case list():
            return [name for item in found[:20] for name in _people(item)]
    return []


def _picture(data: Mapping[str, Any], metas: Mapping[str, str], base: str) -> tuple[str, str, str]:
    """Return address, caption and credit of the article's picture."""
    given = next(iter(_listed(data.get("image"))), None)
    item = given if isinstance(given, dict) else {}
    address = _text(item.get("url") or item.get("contentUrl")) or (_text(given) if isinstance(given, str) else "")
    addresses = (absolute(candidate, base) for candidate in (metas.get("og:image", ""), address))
    credit = _text(item.get("creditText")) or next(iter(_people(item.get("creator") or item.get("author"))), "")
    return next(filter(is_address, addresses), ""), _text(item.get("caption")), credit


def _tags(several: Mapping[str, list[str]], data: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the tags that are marked as such one by one; a line of keywords is made for search engines."""
    keywords = data.get("keywords")
    named = [*several.get("article:tag", ()), *(map(_text, keywords) if isinstance(keywords, list) else ())]
    parts = (part.strip() for name in named for part in name.split(","))
    found = {cues.fold(part): part for part in parts if part}
    return tuple(tag for tag in found.values() if len(tag) <= 60)[:20]


def _listed(found: object) -> list[Any]:
    return found if isinstance(found, list) else [found]


def _text(found: object) -> str:
    return clean_line(unescape(found)) if isinstance(found, str) else ""


def _language(tree: Node, data: Mapping[str, Any]) -> str:
    tag = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or _text(data.get("inLanguage"))
    return tag.replace("_", "-") if _LANGUAGE.fullmatch(tag or "") else ""
