"""Plain strings to CommonMark that reads back as the same strings.

Only what markdown would take for a mark is escaped, so that an editor sees prose and few backslashes.
"""

import re
from collections.abc import Sequence

import msgspec


class Block(msgspec.Struct, frozen=True):
    """One block of an article: `p`, `h` (a subheading), `li` (an item of a list) or `q` (a quotation)."""

    text: str
    kind: str = "p"


_INLINE = re.compile(r"[\\`*\[\]<>|~]|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])")
_BULLET = re.compile(r"([-+])(?=\s|$)")
_NUMBER = re.compile(r"(\d{1,20})([.)])(?=\s|$)")
_HEADING = re.compile(r"(#{1,6})(?=\s|$)")
_RULE_OR_UNDERLINE = re.compile(r"[-=_*:\s|+]+$")


def markdown(blocks: Sequence[Block]) -> str:
    """Return `blocks` as CommonMark, blocks apart by an empty line, items of one list on lines that follow."""
    parts: list[str] = []
    for before, block in zip([None, *blocks], blocks, strict=False):
        text = escape(block.text)
        match block.kind:
            case "h":
                text = f"## {_closing_hashes(text)}"
            case "li":
                text = f"- {text}"
            case "q":
                text = f"> {text}"
        follows = before is not None and before.kind == block.kind == "li"
        parts.append(("" if before is None else "\n" if follows else "\n\n") + text)
    return "".join(parts)


def escape(text: str) -> str:
    """Return one line of plain text as markdown that shows exactly that line."""
    line = " ".join(text.split("\n")).strip()
    line = _INLINE.sub(r"\\\g<0>", line)
    if _RULE_OR_UNDERLINE.match(line):
        return re.sub(r"[-=_+:](?!\\)", r"\\\g<0>", line)
    for pattern, replacement in ((_BULLET, r"\\\1"), (_HEADING, r"\\\1"), (_NUMBER, r"\1\\\2")):
        if pattern.match(line):
            return pattern.sub(replacement, line, count=1)
    return line


def _closing_hashes(text: str) -> str:
    """Escape hashes at the end of a heading, which markdown would take for its closing marks."""
    return re.sub(r"(#+)$", r"\\\1", text)
