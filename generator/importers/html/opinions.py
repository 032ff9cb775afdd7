"""What trafilatura and readability take for the article: an opinion on every passage of a page."""

import logging
import re
import socket
from collections.abc import Callable, Sequence
from copy import deepcopy
from functools import cache, lru_cache
from typing import Any

from generator.importers.html import page
from generator.importers.html.nodes import Node
from generator.importers.html.passages import Passage

_SPACES = re.compile(r"[\W_]+")
# A shorter passage counts only where it follows what was found before it: buttons repeat.
_TELLING = 25
_NEAR = 12
_PASSAGES = 2048


def slim(tree: Node) -> None:
    """Take out of a tree what no method reads: copying it would take each of them longer than its work."""
    for node in list(tree.iter("script", "style", "svg", "template")):
        if node.getparent() is not None:
            node.drop_tree()


def trafilatura_vote(tree: Node, passages: Sequence[Passage], name: str) -> list[bool]:
    """Return which passages trafilatura takes."""
    try:
        extract = _trafilatura()
    except ImportError:
        raise page.missing(name) from None
    try:
        document = extract(tree, favor_precision=True, fast=True, include_comments=False, with_metadata=False)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return [False] * len(passages)
    body = getattr(document, "body", None)
    return found_in(passages, "" if body is None else "".join(body.itertext()))


def readability_vote(tree: Node, passages: Sequence[Passage], name: str) -> list[bool]:
    """Return which passages readability takes."""
    try:
        document = _readability()
    except ImportError:
        raise page.missing(name) from None
    try:
        text = document(deepcopy(tree), retry_length=120).summary(html_partial=True)
    except Exception:  # noqa: BLE001 - its author wraps whatever happens, and pages are of every kind
        return [False] * len(passages)
    return found_in(passages, text)


def found_in(passages: Sequence[Passage], text: str) -> list[bool]:
    """Return which passages stand in `text`, an extract of their page in the order of the page."""
    stream = _squash(text)
    at = 0
    votes = []
    for passage in passages:
        wanted = _wanted(passage.text)
        if len(wanted) < _TELLING:
            start = stream.find(wanted, at, at + len(wanted) + _NEAR) if wanted else -1
        else:
            start = stream.find(wanted, at)
            start = stream.find(wanted[:40], at) if start < 0 else start
        if start >= 0:
            at = min(len(stream), start + len(wanted))
        votes.append(start >= 0 or (len(wanted) > 40 and wanted in stream))
    return votes


def _squash(text: str) -> str:
    return _SPACES.sub("", text).lower()


# Every method is asked about the same passages.
_wanted = lru_cache(maxsize=_PASSAGES)(_squash)


@cache
def _trafilatura() -> Callable[..., Any]:
    """Import trafilatura. What it brings along opens a socket to see whether there is IPv6, and a build opens none."""
    known = socket.has_ipv6
    socket.has_ipv6 = False
    try:
        import trafilatura
        from urllib3.util import connection

        connection.HAS_IPV6 = known
    finally:
        socket.has_ipv6 = known
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    return trafilatura.bare_extraction


@cache
def _readability() -> Callable[..., Any]:
    from readability import Document

    logging.getLogger("readability").setLevel(logging.CRITICAL + 1)

    class Text(Document):  # type: ignore[misc]
        """An article as its text: writing HTML and cleaning it by patterns would take longer than finding it."""

        def get_clean_html(self) -> str:
            return "".join(self.html.itertext())

    return Text
