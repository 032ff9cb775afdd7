"""Markdown to blocks, and blocks to safe HTML: the only package that knows mistune and nh3.

Bodies are untrusted. Raw HTML is shown as text, links lead to `http(s)`, `mailto` or a relative place,
and what mistune writes passes nh3 with our own lists. Both libraries are imported when first needed.
"""

import html
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from generator.markdown.directions import directed, directed_text
from generator.markdown.links import deeper_links, safe_link, whole_links
from generator.markdown.pictures import Find, none_found, picture_html
from generator.markdown.simple import MARKUP, SPACE, simple
from generator.model import Value

if TYPE_CHECKING:
    from generator.markdown.renderer import Renderer

__all__ = [
    "UNTRANSLATED",
    "Block",
    "Definition",
    "RenderedBody",
    "balanced",
    "deeper_links",
    "directed",
    "directed_text",
    "images",
    "inline_tokens",
    "parse",
    "picture_html",
    "plain_text",
    "render_blocks",
    "render_fragment",
    "safe_link",
    "split_blocks",
    "split_body",
    "split_definitions",
    "split_tokens",
    "whole_links",
]

UNTRANSLATED = "[//]: # (untranslated)"

Token: TypeAlias = dict[str, Any]
BlockKind: TypeAlias = Literal[
    "paragraph", "heading", "list", "block_quote", "block_code", "thematic_break", "table", "block_html", "untranslated"
]

_APART = "\x1e"


class Block(Value, frozen=True):
    """One top-level block: its kind, its exact source, and where that stands in the body."""

    kind: BlockKind
    source: str
    start: int
    end: int


class Definition(Value, frozen=True):
    """A link or footnote definition, which is no block: `key` is `^note-1` for a footnote and empty for a link."""

    key: str
    text: str
    source: str
    start: int
    end: int


class RenderedBody(Value, frozen=True):
    """A body as HTML: one string for each block, the list of footnotes (empty where there is none), and the blocks.

    `definitions` are the sources of the link and footnote definitions between them.
    """

    blocks: tuple[str, ...]
    notes: str
    sources: tuple[Block, ...]
    definitions: tuple[str, ...] = ()


def split_blocks(body: str) -> tuple[Block, ...]:
    """Return the top-level blocks of `body`; between them stand only blank lines and definitions."""
    return split_body(body)[0]


def split_definitions(body: str) -> tuple[Definition, ...]:
    """Return the link and footnote definitions that stand at the top level of `body`."""
    return split_body(body)[1]


def split_body(body: str) -> tuple[tuple[Block, ...], tuple[Definition, ...]]:
    """Return the top-level blocks of `body`, and its definitions."""
    return split_tokens(body, parse(body)[0])


def split_tokens(body: str, tokens: Sequence[Token]) -> tuple[tuple[Block, ...], tuple[Definition, ...]]:
    """Return the top-level blocks of `body`, and its definitions, out of the tokens that `parse` gave of it."""
    definitions = (
        Definition(token["key"], _note_text(token["note"]), *_cut(body, token))
        for token in tokens
        if token["type"] == "definition"
    )
    return _sources(body, tokens), tuple(definitions)


def render_blocks(
    body: str,
    *,
    back_label: str = "",
    notes_label: str = "",
    id_prefix: str = "",
    find: Find = none_found,
    root: str = "",
) -> RenderedBody:
    """Return the HTML of each of the `split_blocks` of `body`, and of its footnotes.

    The labels name the way back from a note and the list of notes to those who cannot see them.
    Pictures are those that `find` knows; `root` leads from the page to the site that they lie in.
    """
    from generator.markdown.renderer import CLEANER, Renderer

    tokens, env = parse(body)
    renderer = Renderer(id_prefix, back_label, find, root)
    sources = _sources(body, tokens)
    shown = list(_blocks(tokens))
    blocks = [simple(token) for token in shown]
    others = [number for number, block in enumerate(blocks) if not block]
    if others:
        cleaned = _cleaned([_render(shown[number], env, renderer) for number in others])
        for number, block in zip(others, cleaned, strict=True):
            blocks[number] = block
    items = "".join(_notes(env, renderer))
    label = f' aria-label="{html.escape(notes_label)}"' if notes_label else ""
    notes = CLEANER.clean(f'<ol class="notes"{label}>\n{items}</ol>\n') if items else ""
    definitions = tuple(_cut(body, token)[0] for token in tokens if token["type"] == "definition")
    return RenderedBody(tuple(blocks), notes, sources, definitions)


def render_fragment(text: str) -> str:
    """Return short markdown, such as the summary of a thread, as HTML; it has no footnotes."""
    from generator.markdown.renderer import CLEANER, Renderer

    tokens, env = parse(text)
    env.pop("ref_footnotes", None)
    renderer = Renderer()
    return "".join(CLEANER.clean(_render(token, env, renderer)) for token in _blocks(tokens))


def images(body: str) -> tuple[tuple[str, str, int], ...]:
    """Return the pictures of `body`: what is written, what is said to be seen, and where in `body` its block starts."""
    tokens, env = parse(body)
    found = []
    for token in tokens:
        notes = parse(_note_text(token["note"]))[0] if token["type"] == "definition" and token["note"] else []
        start = token.get("span", (0, 0))[0]
        for part in (token, *notes):
            found += [(url, alt, start) for url, alt in _images(_with_inline(part, env))]
    return tuple(found)


def _images(token: Token) -> Iterator[tuple[str, str]]:
    if token["type"] == "image":
        yield token["attrs"]["url"], _plain_children(token).strip()
    for child in token.get("children", ()):
        yield from _images(child)


def plain_text(body: str) -> str:
    """Return the text of `body` without markup, blocks parted by blank lines."""
    tokens, env = parse(body)
    texts = (_plain(_with_inline(token, env)).strip() for token in _blocks(tokens))
    return "\n\n".join(text for text in texts if text)


def balanced(text: str) -> str:
    """Return a paragraph without bidirectional controls that would reach beyond it."""
    from generator.markdown import renderer

    return renderer.balanced(text)


def parse(body: str, env: Token | None = None) -> tuple[list[Token], Token]:
    """Return mistune's block tokens, each with its `span` in `body`, and what the body defines (added to `env`)."""
    from generator.markdown.parser import BLOCK, SpanState

    # Of the same length, so that spans fit the body as it is.
    text = body.replace("\r\n", " \n").replace("\r", "\n") if "\r" in body else body
    state = SpanState()
    if env is not None:
        state.env = env
    state.process(text if text.endswith("\n") else text + "\n")
    BLOCK.parse(state)
    return state.tokens, dict(state.env)


def inline_tokens(text: str, env: Token | None = None) -> list[Token]:
    """Return mistune's inline tokens of `text`; the `env` of `parse` knows what its body defines."""
    from generator.markdown.parser import INLINE

    text = text.strip(SPACE)
    # Most paragraphs of news are nothing but text, and mistune looks at every character of it.
    if not MARKUP.search(text):
        return [{"type": "text", "raw": text}]
    tokens = INLINE(text, {"ref_links": {}} if env is None else env)
    return _without_entities(tokens) if "&" in text else tokens


def _sources(body: str, tokens: Iterable[Token]) -> tuple[Block, ...]:
    return tuple(Block(token["type"], *_cut(body, token)) for token in _blocks(tokens))


def _blocks(tokens: Iterable[Token]) -> Iterator[Token]:
    return (token for token in tokens if token["type"] not in {"blank_line", "definition"})


def _without_entities(tokens: list[Token]) -> list[Token]:
    """Read `&amp;` in texts, as mistune does only where HTML may pass; one that is escaped stands in two tokens."""
    from mistune.util import unescape

    for token in tokens:
        if token["type"] == "text":
            token["raw"] = unescape(token["raw"])
        elif "children" in token:
            _without_entities(token["children"])
    return tokens


def _cut(body: str, token: Token) -> tuple[str, int, int]:
    start, end = token["span"]
    source = body[start:end].rstrip(SPACE)
    return source, start, start + len(source)


def _with_inline(token: Token, env: Token) -> Token:
    if "children" in token:
        for child in token["children"]:
            _with_inline(child, env)
    elif "text" in token:
        token["children"] = inline_tokens(token.pop("text"), env)
    return token


def _render(token: Token, env: Token, renderer: "Renderer") -> str:
    from generator.markdown.parser import SpanState

    return renderer.render_token(_with_inline(token, env), SpanState())


def _cleaned(blocks: list[str]) -> tuple[str, ...]:
    """Return blocks sanitised: all at once, as most of the time goes into beginning."""
    from generator.markdown.renderer import CLEANER

    cleaned = CLEANER.clean(_APART.join(blocks)).split(_APART)
    # A body cannot hold the character that parts them, but an entity in it can stand for it.
    return tuple(cleaned) if len(cleaned) == len(blocks) else tuple(CLEANER.clean(block) for block in blocks)


def _notes(env: Token, renderer: "Renderer") -> Iterator[str]:
    index = 0
    # A note may be the first to refer to another one: the list grows while it is read.
    while index < len(keys := env.get("footnotes", ())):
        tokens, _ = parse(_note_text(env["ref_footnotes"][keys[index]]), env)
        text = "".join(_render(token, env, renderer) for token in tokens)
        index += 1
        yield renderer.footnote_item(text, index)


def _note_text(text: str) -> str:
    first, _, rest = text.partition("\n")
    return f"{first.strip()}\n{textwrap.dedent(rest)}".strip()


def _plain(token: Token) -> str:
    match token["type"]:
        case "softbreak":
            return " "
        case "linebreak":
            return "\n"
        case "footnote_ref":
            return ""
        case "table_cell":
            return _plain_children(token) + "\t"
        case "list_item" | "table_row" | "table_head" | "paragraph" | "heading":
            return _plain_children(token).strip() + "\n"
    return str(token["raw"]) if "raw" in token else _plain_children(token)


def _plain_children(token: Token) -> str:
    return "".join(_plain(child) for child in token.get("children", ()))
