"""mistune's parsers, taught where every block stands. Importing this module imports mistune."""

import re
from typing import Any

from mistune import BlockParser, InlineParser, Markdown
from mistune.core import BlockState
from mistune.plugins.footnotes import footnotes
from mistune.plugins.table import table

from generator.markdown.simple import SPACE

# A line that begins with a letter, perhaps as a heading or quote, between blank lines: what most blocks of news are.
_LINE = re.compile(r"(?:(#{1,6}|>) )?([^\W\d_][^\n|]*\n)(?:(\n++)(?![ \t\v\f])|\Z)")
# A list of such lines, after which something else begins.
_LIST = re.compile(r"(?:- [^\W\d_][^\n|\t]*(?<! )\n)+(?:\n+(?=[^\W\d_])|\Z)")


class SpanState(BlockState):
    """A state whose tokens know where they stand: `span` is `[start, end]` in the text of the state."""

    collecting = False

    def add_paragraph(self, text: str) -> None:
        """Add lines at the cursor to the paragraph before them, or begin one."""
        last, end = self.last_token(), self.cursor + len(text)
        if last and last["type"] == "paragraph":
            last["text"] += text
            last["span"][1] = end
        else:
            self.tokens.append({"type": "paragraph", "text": text, "span": [self.cursor, end]})

    def append_paragraph(self) -> int | None:
        """Add the line at the cursor to the paragraph before it, if there is one."""
        end = super().append_paragraph()
        if end:
            self.last_token()["span"][1] = end
        return end

    def prepend_token(self, token: dict[str, Any]) -> None:
        """Append: as nothing is parsed while a list or quote is read, nothing stands after it."""
        self.append_token(token)


class SpanParser(BlockParser):
    """CommonMark's blocks with their spans. Only ASCII digits make a list, as CommonMark has it."""

    state_cls = SpanState
    SPECIFICATION = {  # noqa: RUF012 - the base class declares it
        **BlockParser.SPECIFICATION,
        "list": BlockParser.SPECIFICATION["list"].replace(r"\d", "[0-9]"),
        "untranslated": r"^ {0,3}\[//\]:[ \t]*# \(untranslated\)[ \t]*$",
    }

    def parse_untranslated(self, m: re.Match[str], state: BlockState) -> int:
        """Parse the marker of a block that is not translated yet."""
        state.append_token({"type": "untranslated"})
        return m.end() + 1

    def parse_method(self, m: re.Match[str], state: BlockState) -> int | None:
        """Parse what `m` begins and note its span."""
        assert isinstance(state, SpanState)  # noqa: S101
        if state.collecting:
            # A block ends the list or quote that is being read. mistune would parse it here and now: deep
            # recursion, and tokens out of order. We stop the reading, and the main loop finds the block.
            opens = m.lastgroup != "fenced_code" or m["fenced_2"][0] == "~" or "`" not in m["fenced_3"]
            return state.cursor if opens else None
        known = len(state.tokens)
        state.collecting = m.lastgroup in {"list", "block_quote"}
        end = super().parse_method(m, state)
        state.collecting = False
        if end is not None:
            _locate(m, state, known, end)
        return end

    def _parse_indent_code_fast(self, state: BlockState) -> int | None:
        known, start = len(state.tokens), state.cursor
        # Of every line it is asked whether it is indented code, and most begin with a letter or are empty.
        if not state.src.startswith((" ", "\t"), start):
            return _parse_line(state) or _parse_simple_list(state)
        end = super()._parse_indent_code_fast(state)
        if len(state.tokens) > known:
            state.tokens[-1]["span"] = [start, end]
        return end


def _parse_line(state: BlockState) -> int | None:
    """Parse a block of one line, and the blank lines after it, if it can be nothing else: in one step, not in ten."""
    found = _LINE.match(state.src, state.cursor)
    if not found or (found[1] and state.parent):
        return None
    mark, text, blank = found.groups()
    end = found.end(2)
    if not mark:
        state.add_paragraph(text)
    elif mark == ">":
        inside = {"type": "paragraph", "text": text, "span": [0, len(text)]}
        state.append_token({"type": "block_quote", "children": [inside], "span": [state.cursor, end]})
    elif "#" not in text:
        level, span = {"level": len(mark)}, [state.cursor, end]
        state.append_token({"type": "heading", "text": text.strip(SPACE), "attrs": level, "style": "atx", "span": span})
    else:
        return None
    if blank:
        state.append_token({"type": "blank_line", "span": [end, found.end()]})
    return found.end()


def _parse_simple_list(state: BlockState) -> int | None:
    """Parse a list of lines of text, if it can be nothing else."""
    found = None if state.parent else _LIST.match(state.src, state.cursor)
    if not found:
        return None
    texts = [f"{line[2:]}\n" for line in found[0].rstrip("\n").split("\n")]
    items = [
        {"type": "list_item", "children": [{"type": "block_text", "text": text, "span": [0, len(text)]}]}
        for text in texts
    ]
    about = {"depth": 0, "ordered": False}
    span = [state.cursor, found.end()]
    state.append_token({"type": "list", "children": items, "tight": True, "bullet": "-", "attrs": about, "span": span})
    return found.end()


def _locate(m: re.Match[str], state: SpanState, known: int, end: int) -> None:
    last = state.last_token()
    if len(state.tokens) > known:
        last.setdefault("span", [m.start(), end])
    elif m.lastgroup == "setex_heading":
        last["span"][1] = end
    elif m.lastgroup == "ref_footnote":
        state.append_token(
            {"type": "definition", "span": [m.start(), end], "key": f"^{m['footnote_key']}", "note": m["footnote_text"]}
        )
    elif m.lastgroup == "ref_link" and not (last and last["type"] == "paragraph" and last["span"][1] == end):
        state.append_token({"type": "definition", "span": [m.start(), end], "key": "", "note": ""})


BLOCK = SpanParser()
BLOCK.insert_rule(BLOCK.rules, "untranslated", before="fenced_code")
INLINE = InlineParser()
Markdown(renderer=None, block=BLOCK, inline=INLINE, plugins=[table, footnotes])
