"""Saved pages: the body by trafilatura, what the page says of itself, and the text method for everything around."""

import logging
import socket
from collections.abc import Iterator, Mapping
from typing import Any

from generator.errors import ImportFailed
from generator.importers import cues, language, outlets, page, text
from generator.importers.escaping import Block, markdown
from generator.importers.hygiene import clean_line
from generator.importers.lines import ends_sentence
from generator.importers.options import ImportOptions
from generator.importers.page import Head
from generator.model import Draft, DroppedLine

_KINDS = {"head": "h", "item": "li", "quote": "q"}


def read(data: bytes, name: str, options: ImportOptions) -> tuple[Draft, ...]:
    """Return the one article of a saved page."""
    tree = page.parse(page.decode_page(data, name), name)
    head = page.read_head(tree)
    options = outlets.recognised(options, url=head.url, names=(head.publisher,))
    visible = page.blocks(tree)
    found = _by_cues(body_blocks(tree, name), options.cues)
    try:
        around: Draft | None = text.extract(visible, name, options)
    except ImportFailed:
        around = None
    if around is None and not any(c.isalpha() for block in found for c in block.text):
        raise ImportFailed("no article was found on the page", file=name,
                           hint="a page that scripts fill in is empty when saved: copy its text instead")  # fmt: skip
    draft = _draft(head, found, around or Draft(file=name), visible, options)
    if not draft.paragraphs:
        raise ImportFailed("no article was found on the page: nothing but its headline", file=name)
    return (draft,)


def fragment(markup: str, name: str) -> tuple[Block, ...]:
    """Return the blocks of a piece of HTML that is all article, as feeds carry it."""
    if not markup.strip():
        return ()
    tree = page.parse(f"<html><body>{markup}</body></html>", name)
    lines = (clean_line(line.lstrip("• ")) for line in page.blocks(tree).split("\n"))
    return tuple(Block(line) for line in lines if line)


def _trafilatura() -> Any:  # noqa: ANN401
    """Import trafilatura. What it brings along opens a socket to see whether there is IPv6, and a build opens none."""
    known = socket.has_ipv6
    socket.has_ipv6 = False
    try:
        import trafilatura
        from urllib3.util import connection

        connection.HAS_IPV6 = known
    finally:
        socket.has_ipv6 = known
    return trafilatura


def body_blocks(tree: Any, name: str) -> tuple[Block, ...]:  # noqa: ANN401 - lxml has no types
    """Return the blocks that trafilatura takes for the article; none where it finds nothing."""
    try:
        trafilatura = _trafilatura()
    except ImportError:
        raise page.missing(name) from None
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        document = trafilatura.bare_extraction(tree, favor_precision=True, include_comments=False, with_metadata=False)
    except (ValueError, TypeError, AttributeError, RecursionError):
        return ()
    body = getattr(document, "body", None)
    return tuple(_walk(body)) if body is not None else ()


def _by_cues(blocks: tuple[Block, ...], known: Mapping[str, tuple[str, ...]]) -> tuple[Block, ...]:
    """Return the blocks without what the outlet's cue words keep out."""
    ends = (at for at, block in enumerate(blocks) if at and block.text.startswith(known.get("end", ())))
    kept = blocks[: next(ends, len(blocks))]
    return tuple(block for block in kept if not block.text.startswith(known.get("drop", ())))


def _walk(body: Any) -> Iterator[Block]:  # noqa: ANN401
    for node in body:
        if node.tag in ("list", "div"):
            yield from _walk(node)
        elif node.tag == "table":
            for row in node.iter("row"):
                if line := clean_line(" ".join("".join(cell.itertext()) for cell in row)):
                    yield Block(line)
        else:
            kind = _KINDS.get(node.tag, "p")
            for part in _broken_lines(node):
                if line := clean_line(part):
                    yield Block(line, kind)


def _broken_lines(node: Any) -> list[str]:  # noqa: ANN401
    for line_break in node.iter("lb"):
        line_break.tail = f"\n{line_break.tail or ''}"
    return "".join(node.itertext()).split("\n")


def _draft(head: Head, found: tuple[Block, ...], around: Draft, visible: str, options: ImportOptions) -> Draft:
    title = head.titles[0] if head.titles else around.title
    without_title = [block for block in found if not title or cues.fold(block.text) != cues.fold(title)]
    blocks = _without_edges(without_title, around)
    summary, blocks = _lede(head.description, blocks, around)
    body = markdown(blocks) if blocks else around.body
    paragraphs = tuple(block.text for block in blocks) or around.paragraphs
    if blocks:
        lang, sure = language.guess("\n".join([title or "", *paragraphs]), options.languages)
    else:
        lang, sure = around.lang, around.confidence.get("lang", 0.0)
    if lang and head.lang in options.languages and head.lang.startswith(f"{lang}-"):
        lang = head.lang
    published = head.published or around.published
    return Draft(
        file=around.file,
        kind="html",
        title=title,
        summary=summary,
        lang=options.lang or lang,
        published=published or None,
        authors=head.authors or around.authors,
        publisher=head.publisher or None,
        sources=around.sources,
        url=head.url or None,
        image_src=head.image or None,
        image_caption=around.image_caption,
        body=body,
        paragraphs=paragraphs,
        related=around.related,
        menu=around.menu,
        dropped_lines=_dropped(visible, around, title, summary, paragraphs),
        confidence={
            "body": 0.9 if blocks else around.confidence.get("body", 0.0),
            "title": 0.9 if head.titles else around.confidence.get("title", 0.0),
            "lang": 1.0 if options.lang else sure,
            "published": 0.95 if head.published else around.confidence.get("published", 0.0),
        },
    )


def _without_edges(blocks: list[Block], around: Draft) -> tuple[Block, ...]:
    """Drop short lines at either end that the text method does not take for article (buttons, dates, kickers)."""
    trusted = {cues.fold(paragraph) for paragraph in (*around.paragraphs, around.summary or "")}

    def is_loose(block: Block) -> bool:
        return len(block.text) < 60 and not ends_sentence(block.text) and cues.fold(block.text) not in trusted

    kept = blocks if any(not is_loose(block) for block in blocks) else []
    while kept and is_loose(kept[0]):
        kept = kept[1:]
    while kept and is_loose(kept[-1]):
        kept = kept[:-1]
    return tuple(kept or blocks)


def _lede(description: str, blocks: tuple[Block, ...], around: Draft) -> tuple[str | None, tuple[Block, ...]]:
    """Return the lede and the blocks without it; the beginning of the first paragraph is no lede."""
    wanted = [cues.fold(text) for text in (description, around.summary or "") if text]
    for at, block in enumerate(blocks[:3]):
        if len(blocks) > 1 and cues.fold(block.text) in wanted:
            return block.text, blocks[:at] + blocks[at + 1 :]
    opening = cues.fold(description).rstrip(". …")
    if opening and blocks and cues.fold(blocks[0].text).startswith(opening[:60]):
        return None, blocks
    return description or around.summary, blocks


def _dropped(
    visible: str, around: Draft, title: str | None, summary: str | None, paragraphs: tuple[str, ...]
) -> tuple[DroppedLine, ...]:
    """Return the visible lines that are not in the article, with the text method's reasons where it has one."""
    used = {cues.fold(line) for line in (title or "", summary or "", *paragraphs)}
    reasons = {cues.fold(line.text): line.reason for line in around.dropped_lines}
    lines = (clean_line(line.lstrip("• ")) for line in visible.split("\n"))
    return tuple(
        DroppedLine(text=line, reason=reasons.get(cues.fold(line), "around the article"))
        for line in lines
        if line and cues.fold(line) not in used
    )
