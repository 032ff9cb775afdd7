"""Take a markdown block apart into plain text to send, and put it together again around what comes back.

Markdown is never sent raw. The structure of a block (its list, its cells, its links) is written anew from the
original, and only text is taken from an engine. What surrounds or stands inside a text goes as tokens, which have to
come back exactly once and in order. The result is parsed and compared with the original before anybody sees it.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from generator.markdown import inline_tokens, parse
from generator.model import Value
from generator.translation.escaping import fence
from generator.translation.lines import Line, Mark, Piece, make_line

Token: TypeAlias = dict[str, Any]


class Frame(Value, frozen=True):
    """A block taken apart: literal markdown, and lines where text goes."""

    parts: tuple[str | Line, ...]
    shape: object

    @property
    def lines(self) -> tuple[Line, ...]:
        """The texts of the block, in order."""
        return tuple(part for part in self.parts if isinstance(part, Line))


class NotTranslatable(Exception):  # noqa: N818 - an answer, not a fault
    """A block that this module cannot take apart."""


def take_apart(token: Token, env: Token, notes: Mapping[str, str]) -> Frame:
    """Return the frame of a block token; NotTranslatable where there is markup that it does not know.

    `notes` maps mistune's keys of footnotes to the keys as written.
    """
    writer = _Writer(env, notes)
    writer.block(token, "", "")
    return Frame(tuple(writer.parts), shape(token, env))


def plain_frame(text: str) -> Frame:
    """Return the frame of text that is no markdown, such as a title."""
    return Frame((make_line([text]),), None)


def put_together(frame: Frame, texts: Sequence[str], notes: Mapping[str, str], *, emphasis: bool = True) -> str | None:
    """Return the block with `texts` in its lines; None if it does not read as the original did.

    Without `emphasis`, only its structure and where its links and notes lead must be as they were.
    """
    given = iter(texts)
    source = "".join(next(given) if isinstance(part, Line) else part for part in frame.parts).strip("\n")
    return source if fits(frame.shape, source, notes, emphasis=emphasis) else None


def fits(wanted: object, source: str, notes: Mapping[str, str], *, emphasis: bool = True) -> bool:
    """Tell whether `source` is one block of the wanted shape."""
    env: Token = {"ref_links": {}, "ref_footnotes": dict(notes)}
    tokens, env = parse(source, env)
    blocks = [token for token in tokens if token["type"] != "blank_line"]
    if len(blocks) != 1:
        return False
    there = shape(blocks[0], env)
    return there == wanted if emphasis else _without_emphasis(there) == _without_emphasis(wanted)


def shape(token: Token, env: Token) -> object:
    """Return what must not change in translation: the tree of blocks, and the links, code and notes in each text."""
    kind = token["type"]
    attributes = tuple(sorted((key, value) for key, value in token.get("attrs", {}).items() if value is not None))
    if kind == "block_code":
        return kind, token["raw"].rstrip("\n")
    if "text" in token:
        return kind, attributes, tuple(sorted(inline_shape(inline_tokens(token["text"], env))))
    children = token.get("children", ())
    inner = tuple(shape(child, env) for child in children if child["type"] not in {"blank_line", "definition"})
    return kind, attributes, inner or token.get("raw", "")


def links(tree: object) -> list[tuple[str, str]]:
    """Return the links, pictures and notes in a shape."""
    match tree:
        case ("link" | "image" | "footnote_ref" as kind, str(target)):
            return [(kind, target)]
        case tuple():
            return sorted(link for branch in tree for link in links(branch))
    return []


def _without_emphasis(tree: object) -> object:
    """Return a shape without what only makes text look different."""
    if not isinstance(tree, tuple):
        return tree
    return tuple(_without_emphasis(branch) for branch in tree if branch not in {("strong", ""), ("emphasis", "")})


class _Writer:
    """Writes a block's markdown anew, leaving out its text."""

    def __init__(self, env: Token, notes: Mapping[str, str]) -> None:
        self.env = env
        self.notes = notes
        self.parts: list[str | Line] = []

    def block(self, token: Token, first: str, rest: str) -> None:
        """Write `token` with `first` before its first line and `rest` before the others."""
        match token["type"]:
            case "paragraph" | "block_text":
                self.parts.append(first)
                self.text(token["text"], rest)
                self.parts.append("\n")
            case "heading":
                self.parts.append(f"{first}{'#' * token['attrs']['level']} ")
                self.text(token["text"], None)
                self.parts.append("\n")
            case "thematic_break":
                self.parts.append(f"{first}***\n")
            case "block_code":
                self.code(token, first, rest)
            case "block_quote":
                self.blocks(token["children"], f"{first}> ", f"{rest}> ", tight=False)
            case "list":
                self.items(token, first, rest)
            case "table" if not first:
                self.table(token)
            case kind:
                raise NotTranslatable(kind)

    def blocks(self, tokens: Iterable[Token], first: str, rest: str, *, tight: bool) -> None:
        """Write blocks inside a list item or a quote."""
        children = [token for token in tokens if token["type"] != "blank_line"]
        if not children:
            self.parts.append(f"{first.rstrip()}\n")
        for index, child in enumerate(children):
            if index and not tight:
                self.parts.append(f"{rest.rstrip()}\n")
            self.block(child, rest if index else first, rest)

    def items(self, token: Token, first: str, rest: str) -> None:
        """Write a list with its markers."""
        number = token["attrs"].get("start", 1)
        for index, item in enumerate(token["children"]):
            marker = f"{number + index}{token['bullet']} " if token["attrs"]["ordered"] else f"{token['bullet']} "
            if index and not token["tight"]:
                self.parts.append(f"{rest.rstrip()}\n")
            before = rest if index else first
            self.blocks(item["children"], before + marker, rest + " " * len(marker), tight=token["tight"])

    def code(self, token: Token, first: str, rest: str) -> None:
        """Write a fenced code block."""
        ticks = fence(token["raw"], least=3)
        info = token.get("attrs", {}).get("info", "")
        lines = [f"{ticks}{info}", *token["raw"].rstrip("\n").split("\n"), ticks]
        self.parts.extend(f"{rest if index else first}{line}\n" for index, line in enumerate(lines))

    def table(self, token: Token) -> None:
        """Write a table; every cell is a line."""
        head, body = token["children"]
        self.row(head["children"])
        marks = {None: "---", "left": ":--", "right": "--:", "center": ":-:"}
        self.parts.append("|" + "|".join(marks[cell["attrs"]["align"]] for cell in head["children"]) + "|\n")
        for row in body["children"]:
            self.row(row["children"])

    def row(self, cells: Iterable[Token]) -> None:
        """Write one row of a table."""
        for cell in cells:
            self.parts.append("| ")
            self.text(cell["text"], None, cell=True)
            self.parts.append(" ")
        self.parts.append("|\n")

    def text(self, source: str, rest: str | None, *, cell: bool = False) -> None:
        """Write the inline text of a block: one line for each that a hard break ends."""
        pieces: list[Piece] = []
        for token in inline_tokens(source, self.env):
            if token["type"] == "linebreak" and rest is not None:
                self.parts += [make_line(pieces, cell=cell), f"\\\n{rest}"]
                pieces = []
            else:
                self.inline(token, pieces)
        self.parts.append(make_line(pieces, cell=cell))

    def inline(self, token: Token, pieces: list[Piece]) -> None:
        """Add an inline token to `pieces`."""
        match token["type"]:
            case "text":
                pieces.append(token["raw"])
            case "softbreak" | "linebreak":
                pieces.append(" ")
            case "codespan":
                ticks = fence(token["raw"], least=1)
                pad = " " if token["raw"].startswith("`") or token["raw"].endswith("`") else ""
                pieces.append(Mark(f"{ticks}{pad}{token['raw']}{pad}{ticks}", "atom"))
            case "strong":
                self.pair("**", "**", token, pieces)
            case "emphasis":
                self.pair("*", "*", token, pieces)
            case "link" if shown := _autolink(token):
                pieces.append(Mark(f"<{shown}>", "atom"))
            case "link":
                self.pair("[", _target(token["attrs"]), token, pieces)
            case "image":
                self.pair("![", _target(token["attrs"]), token, pieces)
            case "footnote_ref":
                pieces.append(Mark(f"[^{self.notes.get(token['raw'], token['raw'])}]", "atom"))
            case kind:
                raise NotTranslatable(kind)

    def pair(self, opening: str, closing: str, token: Token, pieces: list[Piece]) -> None:
        """Add markup that surrounds text."""
        pieces.append(Mark(opening, "open"))
        for child in token["children"]:
            self.inline(child, pieces)
        pieces.append(Mark(closing, "close"))


def inline_shape(tokens: Iterable[Token]) -> Iterable[tuple[str, str]]:
    """Yield the emphasis, links, code and notes in a text, each with what must not change in it."""
    for token in tokens:
        match token["type"]:
            case "text" | "softbreak":
                continue
            case "codespan" | "footnote_ref" | "inline_html":
                yield token["type"], token["raw"]
            case kind:
                yield kind, token.get("attrs", {}).get("url", "")
        yield from inline_shape(token.get("children", ()))


def _autolink(token: Token) -> str:
    match token["children"]:
        case [{"type": "text", "raw": str(shown)}] if token["attrs"]["url"] in {shown, f"mailto:{shown}"}:
            return shown
    return ""


def _target(attributes: Token) -> str:
    url = f"<{attributes['url']}>" if {"(", ")"} & set(attributes["url"]) else attributes["url"]
    title = (attributes.get("title") or "").replace("\\", "\\\\").replace('"', '\\"')
    return f']({url} "{title}")' if title else f"]({url})"
