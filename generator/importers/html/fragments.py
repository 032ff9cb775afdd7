"""Pieces of HTML that are all article, as feeds carry them; or text that a feed only calls so."""

import re
from html import escape, unescape

from generator.importers.escaping import Block
from generator.importers.html import page
from generator.importers.html.markup import blocks_of
from generator.importers.html.passages import Passage, walk

_BLOCK = re.compile(r"<(?:p|br|div|li|[uod]l|table|h[1-6]|blockquote|pre|section|article|figure)\b", re.IGNORECASE)
# What was escaped once more than it should be has tags that begin and end.
_TAG = r"(?:p|div|a|b|i|em|strong|span|[uo]l|li|h[1-6]|blockquote|figure)"
_OPENS, _CLOSES = re.compile(rf"<{_TAG}\b[^<>]*>", re.IGNORECASE), re.compile(rf"</{_TAG}>", re.IGNORECASE)
_EMPTY_LINES = re.compile(r"\n[ \t\r]*\n\s*")


def passages_of(markup: str, name: str) -> tuple[Passage, ...]:
    """Return the passages of a piece of HTML; of text with empty lines, its paragraphs."""
    if "<" not in markup and _OPENS.search(once := unescape(markup)) and _CLOSES.search(once):
        markup = once
    if not _BLOCK.search(markup):
        markup = "".join(f"<p>{part}</p>" for part in _EMPTY_LINES.split(markup))
    return walk(page.parse(f"<html><body>{markup}</body></html>", name)) if markup.strip() else ()


def fragment(markup: str, name: str, base: str = "") -> tuple[Block, ...]:
    """Return the blocks of a piece of HTML; links are relative to `base`."""
    return blocks_of(passages_of(markup, name), base)


def as_markup(text: str) -> str:
    """Return plain text as HTML, a paragraph a line."""
    return "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())
