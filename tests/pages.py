"""Pages as a browser meets them: a strict reader, and the links that they hold."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_ENDS_A_PARAGRAPH = frozenset(
    "address article aside blockquote div dl figure footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section"
    " table ul".split()
)


@dataclass(eq=False)
class Element:
    """One element of a page."""

    tag: str
    attributes: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it, in the order of the page."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, tag: str = "", class_: str = "", **wanted: str) -> list[Element]:
        """Return the elements below that are a `tag`, of a class, with these attributes (`data_template=…`)."""
        told = {name.rstrip("_").replace("_", "-"): value for name, value in wanted.items()}
        return [
            each
            for each in self.walk()
            if each is not self
            and tag in {"", each.tag}
            and (not class_ or class_ in each.classes)
            and all(each.attributes.get(name) == value for name, value in told.items())
        ]

    def one(self, tag: str = "", class_: str = "", **wanted: str) -> Element:
        """Return the only such element."""
        (found,) = self.all(tag, class_, **wanted)
        return found

    @property
    def classes(self) -> list[str]:
        """The classes of this element."""
        return self.attributes.get("class", "").split()

    @property
    def text(self) -> str:
        """The text inside, its spaces as one."""
        return plain("".join(self.texts()))

    def texts(self) -> Iterator[str]:
        """Yield the pieces of text inside."""
        for child in self.children:
            if isinstance(child, Element):
                yield from child.texts()
            else:
                yield child

    def _nearest(self, name: str) -> str:
        at: Element | None = self
        while at is not None and name not in at.attributes:
            if name == "dir" and at.tag == "bdi":
                return "auto"
            at = at.parent
        return at.attributes[name] if at else ""

    @property
    def lang(self) -> str:
        """The language that holds here."""
        return self._nearest("lang")

    @property
    def dir(self) -> str:
        """The direction that holds here."""
        return self._nearest("dir")


class _Reader(HTMLParser):
    """Reads a page strictly: what a browser would have to mend fails."""

    def __init__(self) -> None:
        super().__init__()
        self.root = self.at = Element("", {})
        self.ids: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go into an element."""
        attributes = {name: value or "" for name, value in attrs}
        assert len(attributes) == len(attrs), f"an attribute twice in <{tag}>, line {self.getpos()[0]}"
        assert self.at.tag != "p" or tag not in _ENDS_A_PARAGRAPH, f"<{tag}> in a paragraph, line {self.getpos()[0]}"
        name = attributes.get("id")
        assert name not in self.ids, f"the id `{name}` twice, line {self.getpos()[0]}"
        if name is not None:
            self.ids.add(name)
        element = Element(tag, attributes, self.at)
        self.at.children.append(element)
        if tag not in _VOID:
            self.at = element

    def handle_endtag(self, tag: str) -> None:
        """Leave an element: it has to be the one we are in."""
        assert self.at.tag == tag, f"</{tag}> closes <{self.at.tag}>, line {self.getpos()[0]}"
        assert self.at.parent is not None
        self.at = self.at.parent

    def handle_data(self, data: str) -> None:
        """Keep text."""
        self.at.children.append(data)


def read_page(html: str) -> Element:
    """Return the root of a page; AssertionError where a browser would have to mend it."""
    assert html.startswith("<!doctype html>")
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.at is reader.root, f"<{reader.at.tag}> is not closed"
    return reader.root.one("html")


def plain(text: str) -> str:
    """Return text with every run of spaces as one."""
    return " ".join(text.split())


_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def target(page: str, href: str) -> tuple[str, str] | None:
    """Return the file of the site and the anchor that a relative link of `page` asks for; None for other addresses."""
    if _SCHEME.match(href):
        return None
    path, _, anchor = href.partition("#")
    path = unquote(path.partition("?")[0])
    return (posixpath.normpath(posixpath.join(posixpath.dirname(page), path)) if path else page), unquote(anchor)
