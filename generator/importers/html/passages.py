"""A page as passages: its visible text a block at a time, each with where in the page it stands."""

import re
from collections import deque
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec

from generator.importers.characters.hygiene import clean_line
from generator.importers.html.nodes import Node
from generator.importers.html.preformatted import breaks

_UNSEEN = frozenset(
    """script style noscript noframes template svg iframe object select option button head math textarea canvas audio
    video""".split()  # noqa: SIM905 - a list a line is not read more easily
)
_BLOCKS = frozenset(
    """address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption figure
    footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section summary table tbody td tfoot th thead tr
    ul""".split()  # noqa: SIM905 - a list a line is not read more easily
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_LEAVING = object()
# Deeper elements are read as if they stood at this depth: their text counts, where they stand hardly does.
_MAX_LISTS = 6

# What the names that page makers give to elements hint at; all of them are words of the trade, none of a site.
HINTS = {
    "comments": r"comment|disqus|repl(?:y|ies)|discuss|respond|koment|forum|feedback",
    "related": r"relat|recommend|similar|read-?more|more-?(?:from|on|news|stor|link)|also|trend|popular|most-?|latest"
    r"|suggest|carousel|next|prev|headlines|teaser|linkbox|inline-?link|see-?also|card",
    "share": r"share|sharing|social|facebook|twitter|whatsapp|follow|print|tool|addthis|buttons?\b",
    "advert": r"\bads?\b|\bad[-_]|advert|sponsor|promo|banner|paywall|subscri|newsletter|sign-?up|donat|cookie|consent"
    r"|popup|modal|login|outbrain|taboola",
    "menu": r"nav|menu|crumb|paginat|pager|topbar|skip|hidden|sr-only|screen-reader",
    "side": r"side|rail|widget|aside|right|left",
    "foot": r"foot|copyright|legal|disclaimer",
    "facts": r"meta|byline|author|date|time|publish|info|\bbio\b|source|credit|writer|reporter",
    "caption": r"caption|figure|photo|image|img|galler|picture|video|media|legend|player",
    "tags": r"\btags?\b|keyword|topic|categor|label|section-?name|kicker|rubric",
    "headline": r"title|headline|heading|\bhed\b",
    "lede": r"lead|lede|summary|standfirst|intro|excerpt|subtitle|\bde[c]?k\b|abstract|descri|chapo|sapo|strap",
    "body": r"article|body|content|entry|story|text|post|main|news|paragraph|detail",
}
_TAG_HINTS = {
    "nav": "menu", "aside": "side", "footer": "foot", "figure": "caption", "figcaption": "caption", "form": "advert",
    "time": "facts", "address": "facts",
}  # fmt: skip
BITS = {name: 1 << at for at, name in enumerate([*HINTS, "article", "main", "header", "figure", "live"])}
_HINT_PATTERNS = tuple((BITS[name], re.compile(pattern, re.IGNORECASE)) for name, pattern in HINTS.items())


class Run(NamedTuple):
    """A stretch of inline text of one look."""

    text: str
    href: str
    strong: bool
    emphasis: bool


class Passage(msgspec.Struct, frozen=True):
    """One visible block: its text, how it is marked up, and where it stands.

    `block`, `parent` and `grand` number the elements around it, `kind` names the look that it shares with others.
    `items` are the lists that it is in, outermost first, as (list, item, ordered); `cell` is (table, row, column).
    `article` is the outermost one around it.
    `own` are the hints of its own element, `hints` those of everything around it too. `linked` counts letters in links.
    """

    text: str
    runs: tuple[Run, ...]
    tag: str
    block: int
    parent: int
    grand: int
    kind: str
    items: tuple[tuple[int, int, bool], ...]
    quote: int
    cell: tuple[int, int, int] | None
    article: int
    figure: int
    own: int
    hints: int
    linked: int
    marked: int
    after_break: bool

    @property
    def level(self) -> int:
        """Return which heading it is, 0 where it is none."""
        return _HEADINGS.get(self.tag, 0)


class _Around(NamedTuple):
    tag: str = ""
    block: int = 0
    parent: int = 0
    grand: int = 0
    kind: str = ""
    outer: str = ""
    items: tuple[tuple[int, int, bool], ...] = ()
    lists: tuple[tuple[int, bool], ...] = ()
    quote: int = 0
    table: int = 0
    row: int = 0
    cell: tuple[int, int, int] | None = None
    article: int = 0
    figure: int = 0
    own: int = 0
    hints: int = 0
    href: str = ""
    strong: bool = False
    emphasis: bool = False


def walk(tree: Node) -> tuple[Passage, ...]:
    """Return the passages of a page in the order of the document."""
    found: list[Passage] = []
    runs: list[Run] = []
    around = _Around()
    broken = False
    stack: list[tuple[Node, Any]] = [(tree, around)]
    number = 0
    while stack:
        node, given = stack.pop()
        if given is _LEAVING:
            node, around, block, tail = node
            if block:
                _flush(found, runs, around, broken)
                broken = node == "br"
                around = tail[1]
            else:
                around = tail[1]
            if tail[0]:
                runs.append(Run(tail[0], around.href, around.strong, around.emphasis))
            continue
        tag = node.tag
        if not isinstance(tag, str) or tag in _UNSEEN or _is_hidden(node):
            if node.tail and node is not tree:
                runs.append(Run(node.tail, given.href, given.strong, given.emphasis))
            continue
        block = tag in _BLOCKS
        inside = given
        if block:
            _flush(found, runs, given, broken)
            broken = tag == "br"
            number += 1
            if tag != "br":
                inside = _enter(node, tag, given, number)
        elif tag in _INLINE:
            inside = _styled(node, tag, given)
        if node.text:
            runs.append(Run(node.text, inside.href, inside.strong, inside.emphasis))
        tail = node.tail if node is not tree else None
        stack.append(((tag, inside, block, (tail, given)), _LEAVING))
        stack += [(child, inside) for child in reversed(node)]
    _flush(found, runs, _Around(), broken)
    return tuple(found)


def lines(passages: Sequence[Passage]) -> str:
    """Return the passages as a text capture, one a line, items of lists with bullets."""
    return "\n".join(_line(passage, before) for before, passage in _pairs(passages))


def _pairs(passages: Sequence[Passage]) -> Iterator[tuple[Passage | None, Passage]]:
    return zip([None, *passages], passages, strict=False)


def _line(passage: Passage, before: Passage | None) -> str:
    first_of_item = passage.items and (before is None or before.items[: len(passage.items)] != passage.items)
    return f"• {passage.text}" if first_of_item else passage.text


_INLINE = frozenset({"a", "b", "strong", "em", "i", "cite"})


def _styled(node: Node, tag: str, given: _Around) -> _Around:
    if tag == "a":
        href = (node.get("href") or "").strip()
        return given._replace(href=href or "#") if href or not given.href else given
    if tag in ("b", "strong"):
        return given if given.strong else given._replace(strong=True)
    return given if given.emphasis else given._replace(emphasis=True)


def _enter(node: Node, tag: str, given: _Around, number: int) -> _Around:
    """Return where passages stand that are inside of a block element."""
    look = node.get("class") or ""
    name = f"{look} {node.get('id') or ''}"
    own = 0
    if tag not in ("html", "body"):
        for word in name.split():
            own |= hints_of(word)
    if tag in _TAG_HINTS:
        own |= BITS[_TAG_HINTS[tag]]
    if tag in ("article", "main", "header", "figure"):
        own |= BITS[tag]
    if (tag == "article" and "live" in name.lower()) or "LiveBlog" in (node.get("itemtype") or ""):
        own |= BITS["live"]
    items, lists = given.items, given.lists
    if tag in ("ul", "ol") and len(lists) < _MAX_LISTS:
        lists = (*lists, (number, tag == "ol"))
    elif tag == "li":
        lists = lists or ((given.block, False),)
        items = (*items[: len(lists) - 1], (lists[-1][0], number, lists[-1][1]))
        if len(items) < len(lists):
            lists = (*lists[: len(items)],)
    cell, row, table = given.cell, given.row, given.table
    if tag == "table":
        cell, row, table = None, 0, number
    elif tag == "tr":
        cell, row = None, number
    elif tag in ("td", "th"):
        cell = (table, row, number)
    shown = f"{tag}.{look}"
    return _Around(
        tag, number, given.block, given.parent, f"{given.outer}>{shown}", shown, items, lists,
        given.quote or (number if tag == "blockquote" else 0), table, row, cell,
        given.article or (number if tag == "article" else 0), given.figure or (number if tag == "figure" else 0),
        own, given.hints | own, given.href, given.strong and tag[0] != "h", given.emphasis,
    )  # fmt: skip


@lru_cache(maxsize=16384)
def hints_of(name: str) -> int:
    """Return the hints in one name of an element, as bits."""
    found = 0
    for bit, pattern in _HINT_PATTERNS:
        if pattern.search(name):
            found |= bit
    return found


def _flush(found: list[Passage], runs: list[Run], around: _Around, after_break: bool) -> None:
    """Add what was collected as a passage, if it holds anything; text as it was typed as one a paragraph."""
    if around.tag == "pre" and any("\n" in run.text for run in runs):
        for piece in _typed(runs):
            _flush(found, piece, around._replace(tag="p"), after_break)
            after_break = False
        runs.clear()
    if not runs:
        return
    text = _cleaned(runs[0].text if len(runs) == 1 else "".join([run.text for run in runs]))
    if text:
        if around.items or text[0] == "•":
            text = text.lstrip("• ") or text
        linked = sum(len(run.text.strip()) for run in runs if run.href)
        marked = sum(len(run.text.strip()) for run in runs if run.strong)
        found.append(
            Passage(
                text, tuple(runs), around.tag, around.block, around.parent, around.grand, around.kind, around.items,
                around.quote, around.cell, around.article, around.figure, around.own, around.hints, linked, marked,
                after_break,
            )
        )  # fmt: skip
    runs.clear()


def _typed(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Yield the runs of each paragraph of text as it was typed."""
    ends = deque(breaks("".join(run.text for run in runs)))
    at = 0
    piece: list[Run] = []
    for run in runs:
        start, after = at, at + len(run.text)
        while ends and ends[0] < after:
            yield [*piece, run._replace(text=run.text[start - at : ends[0] - at])]
            piece, start = [], ends.popleft()
        piece.append(run._replace(text=run.text[start - at :]))
        at = after
    yield piece


def _cleaned(text: str) -> str:
    """Return `clean_line(text)`; most lines are plain, and need nothing but single spaces."""
    plain = " ".join(text.split())
    return plain if plain.isascii() and plain.isprintable() else clean_line(text)


def _is_hidden(node: Node) -> bool:
    style = node.get("style")
    if style and "display:none" in style.replace(" ", "").lower():
        return True
    return node.get("hidden") is not None
