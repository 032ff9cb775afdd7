"""Plain strings to CommonMark that reads back as the same strings.

Only what markdown would take for a mark is escaped, so that an editor sees prose and few backslashes.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias

import msgspec


class Inside(NamedTuple):
    """A list's item or a quotation around a block; `holder` numbers the list, `item` the item (or the quotation)."""

    kind: Literal["ul", "ol", "q"]
    holder: int
    item: int


Around: TypeAlias = tuple[Inside, ...]


class Block(msgspec.Struct, frozen=True):
    """One block of an article: `p`, `h` (a subheading), `li` (an item), `q` (a quotation) or `row` (of a table).

    `source` is the text as inline markdown where it has links or emphasis; for a row, its cells.
    `inside` says where a block stands that is nested, outermost first; such a block is `p`.
    """

    text: str
    kind: str = "p"
    source: str = ""
    level: int = 2
    inside: Around = ()


_MAY_BE_MARKUP = "\\`*[]<>|~&_"
_INLINE = re.compile(r"[\\`*\[\]<>|~]|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])")
_BULLET = re.compile(r"([-+])(?=\s|$)")
_NUMBER = re.compile(r"(\d{1,20})([.)])(?=\s|$)")
_HEADING = re.compile(r"(#{1,6})(?=\s|$)")
_RULE_OR_UNDERLINE = re.compile(r"[-=_*:\s|+]+$")


def markdown(blocks: Sequence[Block]) -> str:
    """Return `blocks` as CommonMark, blocks apart by an empty line, items of one list on lines that follow."""
    parts: list[str] = []
    numbers: Counter[int] = Counter()
    before: Block | None = None
    inside: Around = ()
    for block, around in zip(blocks, _nesting(blocks), strict=True):
        if before is not None:
            parts.append(_between(before, block, inside, around, numbers))
        parts.append(_opened(around, inside if before is not None else (), numbers) + _shown(block))
        if block.kind == "row" and not (before is not None and before.kind == "row"):
            parts.append("\n|" + " --- |" * block.source.count(" | ", 1) + " --- |")
        before, inside = block, around
    return "".join(parts)


def escape(text: str) -> str:
    """Return one line of plain text as markdown that shows exactly that line."""
    return as_line(escape_inline(" ".join(text.split("\n")).strip()))


def escape_inline(text: str) -> str:
    """Return plain text without what markdown would read within a line."""
    return _INLINE.sub(r"\\\g<0>", text) if any(map(text.__contains__, _MAY_BE_MARKUP)) else text


def as_line(source: str) -> str:
    """Return inline markdown so that its beginning does not make another block of it."""
    if source[:1].isalpha():
        return source
    if _RULE_OR_UNDERLINE.match(source):
        return re.sub(r"[-=_+:](?!\\)", r"\\\g<0>", source)
    for pattern, replacement in ((_BULLET, r"\\\1"), (_HEADING, r"\\\1"), (_NUMBER, r"\1\\\2")):
        if pattern.match(source):
            return pattern.sub(replacement, source, count=1)
    return source


def _nesting(blocks: Sequence[Block]) -> Iterator[Around]:
    """Yield where each block stands; items that follow one another without saying so are of one list."""
    holder = -1
    for at, block in enumerate(blocks):
        if block.kind == "li":
            holder = holder if at and blocks[at - 1].kind == "li" else -1 - at
            yield (Inside("ul", holder, -1 - at),)
        elif block.kind == "q":
            yield (Inside("q", -1 - at, -1 - at),)
        else:
            yield block.inside


def _between(before: Block, block: Block, old: Around, new: Around, numbers: Counter[int]) -> str:
    """Return what parts two blocks."""
    if before.kind == block.kind == "row" and old == new:
        return "\n"
    if not old and not new:
        return "\n\n"
    common = _common(old, new)
    next_item = min(len(old), len(new)) > common and old[common].holder == new[common].holder
    nested = len(new) > len(old) == common > 0 and old[-1].kind != "q" and new[common].kind != "q"
    if next_item or nested:
        return "\n"
    return f"\n{_carried(new[:common], numbers).rstrip()}\n"


def _opened(new: Around, old: Around, numbers: Counter[int]) -> str:
    """Return the beginning of the line of a block: the marks of what is around it."""
    if not new:
        return ""
    common = _common(old, new)
    line = _carried(new[:common], numbers)
    for inside in new[common:]:
        if inside.kind == "ol":
            numbers[inside.holder] += 1
            line += f"{numbers[inside.holder]}. "
        else:
            line += "- " if inside.kind == "ul" else "> "
    return line


def _carried(around: Around, numbers: Counter[int]) -> str:
    """Return the beginning of a line that goes on in what is around it."""
    widths = {"ul": "  ", "q": "> "}
    return "".join(
        " " * len(f"{numbers[inside.holder]}. ") if inside.kind == "ol" else widths[inside.kind] for inside in around
    )


def _common(old: Around, new: Around) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(old), len(new)))


def _shown(block: Block) -> str:
    source = block.source or escape(block.text)
    return f"{'#' * block.level} {_closing_hashes(source)}" if block.kind == "h" else source


def _closing_hashes(text: str) -> str:
    """Escape hashes at the end of a heading, which markdown would take for its closing marks."""
    return re.sub(r"(?<!\\)(#+)$", r"\\\1", text)
