"""Passages of a page to the blocks of an article: subheadings, lists, quotations, tables, links and emphasis kept."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import groupby
from urllib.parse import urljoin

from generator.importers.characters.hygiene import clean
from generator.importers.escaping import Around, Block, Inside, as_line, escape_inline
from generator.importers.html.passages import Passage, Run
from generator.markdown import plain_text, safe_link

_MAX_DEPTH = 4
_MAX_CELL = 200
_UNSAFE_IN_LINKS = re.compile(r"[\s()<>\[\]\\\"'`*|{}^\x00-\x1f\x7f]|&(?=#?\w+;)")
_ADDRESS = re.compile(r"(?:https?://[^\s/?#\\]|mailto:[^\s@]+@)", re.IGNORECASE)


def blocks_of(passages: Sequence[Passage], base: str = "") -> tuple[Block, ...]:
    """Return `passages` as blocks; links are absolute against `base`, and text where that leads nowhere safe."""
    levels = {level: min(6, 2 + at) for at, level in enumerate(sorted({p.level for p in passages if p.level}))}
    quoted = sum(len(p.text) for p in passages if p.quote) * 2 < sum(len(p.text) for p in passages)
    tables = _data_tables(passages)
    found: list[Block] = []
    for (table, _), members in groupby(passages, key=lambda p: _row(p, tables)):
        cells = list(members)
        if table:
            found.append(_table_row(cells, tables[table], base))
            continue
        for passage in cells:
            if passage.level:
                found.append(Block(passage.text, "h", level=levels[passage.level]))
            else:
                found.append(Block(passage.text, "p", _source(passage, base), inside=_inside(passage, quoted=quoted)))
    return tuple(found)


def _inside(passage: Passage, *, quoted: bool) -> Around:
    quote = (Inside("q", passage.quote, passage.quote),) if passage.quote and quoted else ()
    lists = (Inside("ol" if ordered else "ul", holder, item) for holder, item, ordered in passage.items)
    return (*quote, *lists)[:_MAX_DEPTH]


def _source(passage: Passage, base: str) -> str:
    """Return the passage as inline markdown, or nothing where that would say no more than its text."""
    if not (passage.linked or passage.marked or any(run.emphasis for run in passage.runs)):
        return ""
    runs = _squeezed(passage.runs, base)
    if "".join(run.text for run in runs) != passage.text or not any(_look(run) != ("", False, False) for run in runs):
        return ""
    source = as_line(_inline(runs))
    # Where marks and letters meet in a way that markdown reads otherwise, the words matter more than their look.
    return source if plain_text(source) == passage.text else ""


def _look(run: Run) -> tuple[str, bool, bool]:
    return run.href, run.strong, run.emphasis


def _squeezed(runs: Sequence[Run], base: str) -> list[Run]:
    """Return runs of clean text with single spaces, neighbours of one look joined, links absolute or gone."""
    found: list[Run] = []
    space = True
    for (href, strong, emphasis), same in groupby(runs, key=_look):
        text = re.sub(r"\s+", " ", clean("".join(run.text for run in same)).replace("\n", " "))
        if space:
            text = text.lstrip()
        if not text:
            continue
        space = text.endswith(" ")
        found.append(Run(text, link(href, base) or "", strong, emphasis))
    if found:
        found[-1] = found[-1]._replace(text=found[-1].text.rstrip())
    return [
        Run("".join(run.text for run in same), *look)
        for look, same in ((look, list(group)) for look, group in groupby(found, key=_look))
    ]


def link(href: str, base: str = "") -> str | None:
    """Return `href` as an absolute address that a body may link to, or None."""
    if not href or href.startswith("#"):
        return None
    try:
        address = urljoin(base, href) if base else href
    except ValueError:
        return None
    address = _UNSAFE_IN_LINKS.sub(_percent, address.strip())
    return address if _ADDRESS.match(address) and safe_link(address) else None


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode())


def _inline(runs: Sequence[Run]) -> str:
    """Return runs as markdown: a link outside, strong within, emphasis within that."""
    parts: list[str] = []
    for href, linked in groupby(runs, key=lambda run: run.href):
        members = list(linked)
        text = _marked(members, "**", lambda run: run.strong, lambda same: _marked(same, "*", _is_emphasis, _plain))
        if not href:
            parts.append(text)
            continue
        if parts and parts[-1].endswith("!"):
            parts[-1] = f"{parts[-1][:-1]}\\!"
        parts.append(_around(text, "[", f"]({href})"))
    return "".join(parts)


def _is_emphasis(run: Run) -> bool:
    return run.emphasis


def _plain(runs: Sequence[Run]) -> str:
    return escape_inline("".join(run.text for run in runs))


def _marked(runs: Sequence[Run], mark: str, is_marked: Callable[[Run], bool], inner: Callable[[list[Run]], str]) -> str:
    return "".join(
        _around(inner(list(same)), mark, mark) if marked else inner(list(same))
        for marked, same in groupby(runs, key=is_marked)
    )


def _around(text: str, opening: str, closing: str) -> str:
    """Return `text` between marks, the spaces at its ends outside of them."""
    core = text.strip()
    if not core:
        return text
    lead, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return f"{lead}{opening}{core}{closing}{tail}"


def _row(passage: Passage, tables: dict[int, int]) -> tuple[int, int]:
    """Return the data table and the row that a passage stands in, zeros where there is none."""
    return passage.cell[:2] if passage.cell and passage.cell[0] in tables else (0, 0)


def _data_tables(passages: Sequence[Passage]) -> dict[int, int]:
    """Return how many columns each table has that holds data: rows of short cells; a layout is no table."""
    rows: dict[int, dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    for passage in passages:
        if passage.cell:
            table, row, cell = passage.cell
            rows[table][row][cell] += len(passage.text)
    return {
        table: max(map(len, found.values()))
        for table, found in rows.items()
        if len(found) > 1
        and sum(len(cells) > 1 for cells in found.values()) * 2 > len(found)
        and all(size <= _MAX_CELL for cells in found.values() for size in cells.values())
    }


def _table_row(passages: Sequence[Passage], columns: int, base: str) -> Block:
    cells: list[tuple[str, str]] = []
    for _, members in groupby(passages, key=lambda p: p.cell):
        found = list(members)
        source = " ".join(_source(p, base) or escape_inline(p.text) for p in found)
        cells.append((" ".join(p.text for p in found), source))
    sources = [source for _, source in cells] + [""] * (columns - len(cells))
    return Block(" ".join(text for text, _ in cells), "row", f"| {' | '.join(sources)} |")
