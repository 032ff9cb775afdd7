"""Translations in one spreadsheet, for a translator without Nashra: written, and taken back in.

A row is one part of a translation; a hidden cell says which, and which texts the translator had in view. So a sheet
may come back weeks later: what has changed meanwhile is told, and never overwritten.
"""

import importlib
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from generator.config import Config
from generator.content import write_atomic
from generator.content.ledger import block_hash, text_hash
from generator.desk.translation_review import Settled, Work, part_name, settle, shown, work_list
from generator.errors import UsageError
from generator.locales import direction, endonym
from generator.model import Finding, Value
from generator.translation.flags import in_words
from generator.translation.revise import Revision
from generator.translation.standing import BlockStanding, Standing

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_HEADS = ("Key", "Part", "Original", "Translation", "Accept", "What to look at")
_WIDTHS = (0, 14, 62, 62, 9, 34)
_KEY, _PART, _ORIGINAL, _TRANSLATION, _ACCEPT = 1, 2, 3, 4, 5
_LONGEST = 32_767
_MAX_BYTES = 40 * 2**20
_MAX_ROWS = 100_000
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_HELP = (
    "Write into the column “Translation”. Put an x into “Accept” where it is right as it stands.",
    "Leave a cell as it is, or empty, where you have not decided. One paragraph is one cell: no blank lines in it.",
    "Keep the markup: *emphasis*, **strong**, [text](address), `code`, [^note].",
)


class Taken(Value, frozen=True, kw_only=True):
    """What a sheet came to: the files that were written with how many parts, and what could not be taken."""

    written: dict[str, int]
    findings: tuple[Finding, ...]


def export(
    project: Path, config: Config, now: datetime, file: Path, *, paths: Sequence[str] = (), to: Sequence[str] = ()
) -> int:
    """Write everything that waits for a person into a new spreadsheet, and return how many translations are in it.

    UsageError where the file is there already: it may hold somebody's work.
    """
    if os.path.lexists(file):
        raise UsageError(f"`{file.name}` is there already", hint="name a new file")
    book = _library().Workbook()
    sheet = book.active
    _begin(sheet)
    work = work_list(project, config, now, paths=paths, to=to)
    for each in work:
        _add(sheet, shown(project, config, now, each.path).standing, each)
    write_atomic(file.absolute(), _saved(book))
    return len(work)


def take(project: Path, config: Config, now: datetime, file: Path, reviewer: str = "") -> Taken:
    """Write what a translator has put into a spreadsheet; parts that changed meanwhile are left, and told."""
    by_path: dict[str, list[tuple[int, Revision]]] = {}
    findings: list[Finding] = []
    for number, path, revision in _rows(file):
        by_path.setdefault(path, []).append((number, revision))
    written: dict[str, int] = {}
    for path, numbered in by_path.items():
        try:
            count, found = _settled(project, config, now, path, numbered, reviewer, file.name)
        except UsageError as error:
            count, found = 0, [_finding(file.name, numbered[0][0], error.message, error.hint)]
        findings += found
        if count:
            written[path] = count
    return Taken(written=written, findings=tuple(findings))


def _settled(
    project: Path,
    config: Config,
    now: datetime,
    path: str,
    numbered: list[tuple[int, Revision]],
    reviewer: str,
    name: str,
) -> tuple[int, list[Finding]]:
    """Write as many of an article's rows as can be, each of the others with a finding."""
    findings: list[Finding] = []
    rows = {revision.place: (number, revision) for number, revision in numbered}
    while rows:
        settled = settle(project, config, now, path, [revision for _, revision in rows.values()], reviewer)
        if settled.status:
            return len(rows), findings
        for place in _refused(settled):
            number, _ = rows.pop(place)
            findings.append(_told(settled, name, number, path))
    return 0, findings


def _refused(settled: Settled) -> tuple[str, ...]:
    return (settled.unfit.place,) if settled.unfit else settled.changed


def _told(settled: Settled, name: str, number: int, path: str) -> Finding:
    if settled.unfit:
        return _finding(name, number, settled.unfit.message, settled.unfit.hint)
    return _finding(
        name, number, f"the translation in `{path}` has changed since the sheet was written, so this row is left",
        "look at both, and put the better one into the file",
    )  # fmt: skip


def _begin(sheet: "Worksheet") -> None:
    from openpyxl.styles import Font

    for line in _HELP:
        sheet.append([None, line])
    sheet.append(_HEADS)
    for column, width in enumerate(_WIDTHS, start=1):
        letter = sheet.cell(1, column).column_letter
        sheet.column_dimensions[letter].width = width or 2
        sheet.column_dimensions[letter].hidden = not width
        sheet.cell(len(_HELP) + 1, column).font = Font(bold=True)
    sheet.freeze_panes = sheet.cell(len(_HELP) + 2, 1)


def _add(sheet: "Worksheet", standing: Standing, work: Work) -> None:
    from openpyxl.styles import Font

    head = sheet.max_row + 1
    _put(sheet, head, _ORIGINAL, work.title, standing.source)
    _put(sheet, head, _TRANSLATION, f"{endonym(standing.target)}: {standing.path}", standing.target)
    for cell in sheet[head]:
        cell.font = Font(bold=True)
    for row, part in enumerate(standing.blocks, start=head + 1):
        _put(sheet, row, _PART, part_name(part.place), "en")
        if len(part.original) > _LONGEST or len(part.translation) > _LONGEST:
            _put(sheet, row, len(_HEADS), "too long for a cell: translate it in the file", "en")
            continue
        _put(sheet, row, _KEY, _key(standing.path, part), "en")
        _put(sheet, row, _ORIGINAL, part.original, standing.source)
        _put(sheet, row, _TRANSLATION, part.translation, standing.target)
        _put(sheet, row, len(_HEADS), "; ".join(_remarks(part)), "en")


def _put(sheet: "Worksheet", row: int, column: int, text: str, lang: str) -> None:
    """Write a text that stays a text, whatever it begins with."""
    from openpyxl.styles import Alignment

    cell: Any = sheet.cell(row, column)
    cell.value = _text(text)
    cell.data_type = "s"
    cell.quotePrefix = True
    cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=2 if direction(lang) == "rtl" else 1)


def _remarks(part: BlockStanding) -> Iterator[str]:
    if part.owner == "nobody":
        yield "not translated"
    elif part.owner == "machine":
        yield f"machine: {part.engine}, not reviewed"
    if part.stale:
        yield "the original has changed since"
    yield from map(in_words, part.flags)


def _key(path: str, part: BlockStanding) -> str:
    """Return what a row is of: the original, the translation, the text in its cell, the place and the file."""
    seen = text_hash(part.translation) if part.translation else "-"
    return f"{block_hash(part.original)} {seen} {text_hash(_text(part.translation))} {part.place} {path}"


def _rows(file: Path) -> Iterator[tuple[int, str, Revision]]:
    """Yield number, path and revision of the rows in which something was decided."""
    for number, values in _cells(file):
        key, text, accepted = (str(values[at - 1] or "") for at in (_KEY, _TRANSLATION, _ACCEPT))
        original, seen, cell, place, path = (*key.split(" ", 4), *[""] * 5)[:5]
        if path and text.strip() and (accepted.strip() or text_hash(text.strip("\n").rstrip()) != cell):
            seen = "" if seen == "-" else seen
            yield number, path, Revision(place=place, text=text, original=original, seen=seen)


def _cells(file: Path) -> Iterable[tuple[int, tuple[Any, ...]]]:
    load_workbook = _library().load_workbook
    try:
        with ZipFile(file) as packed:
            unpacked = sum(each.file_size for each in packed.infolist())
        if unpacked <= _MAX_BYTES:
            with closing(load_workbook(file, read_only=True)) as book:
                sheet = book.worksheets[0]
                rows = [*islice(sheet.iter_rows(values_only=True, max_col=len(_HEADS)), _MAX_ROWS)]
    except Exception as error:  # noqa: BLE001 - whatever a broken archive makes of its readers
        raise UsageError(f"`{file.name}` cannot be read as a spreadsheet ({type(error).__name__})",
                         hint="save it as .xlsx") from None  # fmt: skip
    if unpacked > _MAX_BYTES:
        raise UsageError(f"`{file.name}` is larger than {_MAX_BYTES // 2**20} MB when it is unpacked")
    empty = (None,) * len(_HEADS)
    return [(number, (*row, *empty)[: len(_HEADS)]) for number, row in enumerate(rows, start=1)]


def _library() -> Any:  # noqa: ANN401 - it has no types
    try:
        return importlib.import_module("openpyxl")
    except ImportError:
        raise UsageError("spreadsheets need openpyxl", hint="run `pip install 'nashra[sheets]'`") from None


def _saved(book: Any) -> bytes:  # noqa: ANN401 - the library has no types
    from io import BytesIO

    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _text(text: str) -> str:
    return _UNFIT.sub("", text)


def _finding(file: str, line: int, message: str, hint: str | None) -> Finding:
    return Finding(
        code="review-row", severity="warning", file=file, line=line, column=1, message=message, hint=hint or ""
    )
