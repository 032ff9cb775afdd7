"""When a page says that its article was published; when it was changed is another date."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain

from generator.importers import cues
from generator.importers.characters.hygiene import clean_line
from generator.importers.html.nodes import Node
from generator.importers.html.page import instant
from generator.importers.html.passages import BITS, hints_of
from generator.importers.html.structured import Item, text_of

_DATE_KEYS = ("article:published_time", "datepublished", "date", "dc.date", "dc.date.issued", "pubdate", "publish-date",
              "parsely-pub-date", "sailthru.date")  # fmt: skip
# So many elements that give a time are looked at.
_MOST = 200
# What a page says around its text, and where it leads.
_BESIDE = frozenset({"nav", "aside", "footer", "a"})
# A card that leads to another article has no more letters, and its headline no less.
_CARD, _LEADING = 400, 20
# So many elements around a time may be such a card.
_HIGH = 8
# Shorter headings name a section.
_LEAST = 10
_OTHER = re.compile(r"[\W_]+")
# What stands there is about comments, menus, advertisements and other articles.
_OF_OTHERS = BITS["comments"] | BITS["related"] | BITS["menu"] | BITS["advert"]
_ARTICLES = frozenset({"article"})
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")


def published(tree: Node, metas: Mapping[str, str], data: Item, titles: Sequence[str]) -> tuple[str, str]:
    """Return the day or instant and who says so: `structured`, `meta`, `microdata`, `time`, or `elsewhere`.

    The last is a time on the page that does not stand beside its headline, which is one of its `titles`.
    """
    stated = [("structured", text_of(data.get("datePublished")))]
    stated += [("meta", metas.get(key, "")) for key in _DATE_KEYS]
    for where, given in stated:
        if found := instant(given):
            return found, where
    marked = [node for node in tree.xpath("//*[@itemprop='datePublished']")[:_MOST] if instant(_said(node))]
    times = [
        node
        for node in tree.xpath("//time[@datetime]")[:_MOST]
        if instant(node.get("datetime")) and not _is_of_change(node)
    ]
    for where, nodes in (("microdata", marked), ("time", times)):
        for node, near in _of_article(_headline(tree, titles), nodes):
            return instant(_said(node)), where if near else "elsewhere"
    return "", ""


def microdata(tree: Node, name: str) -> str:
    """Return what the first element says that is marked as `name`."""
    for node in tree.xpath("(descendant-or-self::*[@itemprop=$name])[1]", name=name):
        return _said(node)
    return ""


def _said(node: Node) -> str:
    return clean_line(node.get("content") or node.get("datetime") or " ".join(node.itertext()))


def _headline(tree: Node, titles: Sequence[str]) -> Node | None:
    """Return the heading that one of the titles begins with or holds, else the first main one outside of menus."""
    told = [_letters(title) for title in titles]
    headings = [node for node in tree.xpath("//h1|//h2|//h3")[:_MOST] if not _is_in(node, _BESIDE - {"a"})]
    keys = [_letters(" ".join(node.itertext())) for node in headings]
    named = (
        node
        for node, key in zip(headings, keys, strict=True)
        if len(key) >= _LEAST and any(key in title for title in told)
    )
    main = (node for node in headings if node.tag == "h1")
    return next(chain(named, main), None)


def _letters(text: str) -> str:
    return _OTHER.sub("", cues.fold(text))


def _of_article(heading: Node | None, nodes: Sequence[Node]) -> Iterator[tuple[Node, bool]]:
    """Yield the element that stands closest to the headline, and whether it shares more than the page with it."""
    if heading is None:
        yield from ((node, False) for node in nodes[:1] if not _is_beside(node, ()))
        return
    levels = {node: level for level, node in enumerate([heading, *heading.iterancestors()])}
    around = [*levels]
    order = {node: at for at, node in enumerate(around[-1].iter())}
    placed = []
    for node in nodes:
        if not _is_beside(node, levels):
            level = next(levels[each] for each in (node, *node.iterancestors()) if each in levels)
            behind = order[node] - order[heading]
            placed.append((level, behind < 0, abs(behind), node))
    for level, _, _, node in sorted(placed, key=lambda each: each[:3])[:1]:
        yield node, around[level].tag not in ("body", "html")


def _is_beside(node: Node, around: Collection[Node]) -> bool:
    """Tell whether an element stands in a menu, in the head of the site, or in what leads to another article."""
    for height, each in enumerate((node, *node.iterancestors())):
        if each in around:
            return False
        if each.tag in _BESIDE or (each.tag == "header" and not _is_in(each, _ARTICLES)):
            return True
        if height < _HIGH and (_is_card(each) or _hints(each) & _OF_OTHERS):
            return True
    return False


def _is_of_change(node: Node) -> bool:
    """Tell whether a time is said to be that of a change, by its marks or by the words right before it."""
    before = node.getprevious()
    label = before.tail if before is not None else getattr(node.getparent(), "text", "")
    return "modified" in f"{node.get('itemprop')} {node.get('class')}".lower() or cues.is_update(
        clean_line(label or "")
    )


def _hints(node: Node) -> int:
    found = 0
    for name in f"{node.get('class') or ''} {node.get('id') or ''}".split():
        found |= hints_of(name)
    return found


def _is_in(node: Node, tags: frozenset[str]) -> bool:
    return any(each.tag in tags for each in node.iterancestors())


def _is_card(node: Node) -> bool:
    """Tell whether an element is short, and leads to another article or has its headline."""
    if not _is_short(node):
        return False
    return next(node.iter(*_HEADINGS), None) is not None or any(
        len(clean_line("".join(link.itertext()))) >= _LEADING for link in node.iter("a")
    )


def _is_short(node: Node) -> bool:
    """Tell whether an element has few letters; one with many pieces is not looked through."""
    size = 0
    for count, text in enumerate(node.itertext()):
        size += len(text.strip())
        if size > _CARD or count > _CARD:
            return False
    return True
