"""What a page says of itself to machines: structured data, Open Graph, microdata, `lang`, its canonical address."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec

from generator.importers import cues
from generator.importers.characters.hygiene import clean_line
from generator.importers.html import when
from generator.importers.html.nodes import Node
from generator.importers.html.structured import Item, addresses_of, article_among, items_of, listed, people_of, text_of
from generator.importers.text.attribution import people as people_in

_PRICELESS = re.compile(r"[{}\[\]<>|@]|https?:|www\.")
# What systems call whoever works with them.
_ACCOUNTS = frozenset({"admin", "administrator", "editor", "webmaster", "root", "user", "superuser", "author"})
# An editor's initials behind the name.
_SHORTHAND = re.compile(r"\s*\([\w./-]{2,5}\)$")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says of itself to machines. Empty means that it says nothing.

    `body` is the text of the article, which a few say; `framed` tells that the page is made of other pages.
    """

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
    body: str = ""
    framed: bool = False


def read_head(tree: Node, saved_from: str = "") -> Head:
    """Return what the head of the page, its structured data and its microdata say.

    `saved_from` is the address that the program which saved the page wrote into it.
    """
    metas, several = _metas(tree)
    found = items_of(tree)
    title = clean_line(next((node.text_content() for node in tree.iter("title")), "") or "")
    social = metas.get("og:title") or metas.get("twitter:title") or ""
    headings = tuple(text for node in tree.iter("h1") if (text := clean_line(" ".join(node.itertext()))))
    data = article_among(found, _stated(tree, metas), (*headings, social, title))
    url, base = _addresses(tree, metas, data, saved_from)
    published, where = when.published(tree, metas, data, (social, text_of(data.get("headline")), title))
    publisher = metas.get("og:site_name") or next(iter(people_of(data.get("publisher"))), "")
    picture, caption, credit = _picture(data, metas, base)
    return Head(
        headline=text_of(data.get("headline")) or when.microdata(tree, "headline"),
        social=social,
        title=title,
        headings=headings,
        description=text_of(data.get("description")) or metas.get("og:description") or metas.get("description") or "",
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
        section=metas.get("article:section")
        or next((text_of(each) for each in listed(data.get("articleSection"))), ""),
        tags=_tags(several, data),
        types=frozenset(str(kind) for kind in listed(data.get("@type"))),
        body=unescape(told) if isinstance(told := data.get("articleBody"), str) else "",
        framed=next(tree.iter("frame"), None) is not None,
    )


def _metas(tree: Node) -> tuple[dict[str, str], dict[str, list[str]]]:
    """Return the first content of each `meta`, and all of them."""
    several: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        key = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        if key and (content := clean_line(meta.get("content") or "")):
            several.setdefault(key, []).append(content)
    return {key: values[0] for key, values in several.items()}, several


def _stated(tree: Node, metas: Mapping[str, str]) -> str:
    """Return the address that the page gives for itself outside of structured data."""
    links = (node for node in tree.iter("link") if "canonical" in (node.get("rel") or "").lower().split())
    return next((node.get("href") or "" for node in links), "") or metas.get("og:url", "")


def _addresses(tree: Node, metas: Mapping[str, str], data: Item, saved_from: str) -> tuple[str, str]:
    """Return the address of the article and the one its links are relative to; a home page is no article's address."""
    base = next((node.get("href") or "" for node in tree.iter("base")), "")
    known = [metas.get("og:url", ""), *addresses_of(data), saved_from]
    home = next((address for address in [base, *known] if is_address(address)), "")
    whole = [absolute(address, home) for address in [_stated(tree, metas), *known]]
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


def _authors(
    tree: Node,
    data: Mapping[str, Any],
    several: Mapping[str, list[str]],
    publisher: str,
) -> tuple[str, ...]:
    """Return people; neither addresses nor the name of the site."""
    named = list(people_of(data.get("author"))) or [
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
            if cues.fold(person) not in sites | _ACCOUNTS and not _PRICELESS.search(person) and len(person) < 80:
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


def _picture(data: Mapping[str, Any], metas: Mapping[str, str], base: str) -> tuple[str, str, str]:
    """Return address, caption and credit of the article's picture."""
    given = next(iter(listed(data.get("image"))), None)
    item = given if isinstance(given, dict) else {}
    address = text_of(item.get("url") or item.get("contentUrl")) or (text_of(given) if isinstance(given, str) else "")
    addresses = (absolute(candidate, base) for candidate in (metas.get("og:image", ""), address))
    credit = text_of(item.get("creditText")) or next(iter(people_of(item.get("creator") or item.get("author"))), "")
    return next(filter(is_address, addresses), ""), text_of(item.get("caption")), credit


def _tags(several: Mapping[str, list[str]], data: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the tags that are marked as such one by one; a line of keywords is made for search engines."""
    keywords = data.get("keywords")
    named = [*several.get("article:tag", ()), *(map(text_of, keywords) if isinstance(keywords, list) else ())]
    parts = (part.strip() for name in named for part in name.split(","))
    found = {cues.fold(part): part for part in parts if part}
    return tuple(tag for tag in found.values() if len(tag) <= 60)[:20]


def _language(tree: Node, data: Mapping[str, Any]) -> str:
    tag = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or text_of(data.get("inLanguage"))
    return tag.replace("_", "-") if _LANGUAGE.fullmatch(tag or "") else ""
