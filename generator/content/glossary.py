"""The agreed renderings of `content/glossary.tsv`: one a line, columns separated by a tab, `#` begins a comment.

A line that cannot be read gives a finding and is left out; the others count.
"""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from generator.content import encoding
from generator.content.scan import GLOSSARY
from generator.content.write import safe_join
from generator.errors import UsageError
from generator.locales import normalise
from generator.model import Finding, Severity, Value

TermKind: TypeAlias = Literal["name", "place", "org", "term", "keep"]
COLUMNS = ("source", "target", "pair", "kind", "note", "not")
KINDS: tuple[TermKind, ...] = get_args(TermKind)

_LINE = re.compile(r"\r\n|\n|\r")
_BREAKS = re.compile(r"[\t\r\n\x00-\x1f\x7f\u2028\u2029]+")


class Term(Value, frozen=True, kw_only=True):
    """One agreed rendering. `wrong` are forms that an engine may give in its place; `line` counts from 1, 0 is none."""

    source: str
    target: str
    source_lang: str
    target_lang: str
    kind: TermKind = "term"
    note: str = ""
    wrong: tuple[str, ...] = ()
    line: int = 0

    @property
    def pair(self) -> str:
        """The languages as the file has them (`ar-en`)."""
        return f"{self.source_lang}-{self.target_lang}"

    @property
    def key(self) -> tuple[str, str]:
        """What two lines must not have in common: the source, without case and spacing, and the pair."""
        return " ".join(unicodedata.normalize("NFKC", self.source).casefold().split()), self.pair


class _Unusable(Exception):  # noqa: N818 - it becomes a finding
    def __init__(self, code: str, column: int, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.column, self.message, self.hint = code, column, message, hint


def parse_glossary(raw: bytes, file: str = GLOSSARY) -> tuple[tuple[Term, ...], tuple[Finding, ...]]:
    """Return the terms of a glossary in the order of its lines, and a finding for each line that cannot be used."""
    text, fault = encoding.decode(raw, file)
    if fault:
        return (), (fault,)
    terms: dict[tuple[str, str], Term] = {}
    findings: list[Finding] = []
    order: tuple[str, ...] = COLUMNS
    for number, line in _lines(text):
        if (heading := _heading(line)) and not terms:
            order = heading
            continue
        try:
            term = _term(line, number, order)
        except _Unusable as found:
            findings.append(_finding(file, found.code, (number, found.column), found.message, found.hint))
            continue
        first = terms.setdefault(term.key, term)
        if first is not term:
            findings.append(_again(first, term, file))
    return tuple(terms.values()), tuple(findings)


def load_terms(project: Path) -> tuple[tuple[Term, ...], tuple[Finding, ...]]:
    """Return the terms of a digest and what is wrong in its glossary; none where there is no such file."""
    try:
        raw = safe_join(project, GLOSSARY).read_bytes()
    except FileNotFoundError:
        return (), ()
    except (OSError, UsageError) as error:
        message = f"the glossary cannot be read: {getattr(error, 'strerror', None) or error}"
        return (), (_finding(GLOSSARY, "unreadable", (1, 1), message, "put the file itself there, readable for you"),)
    return parse_glossary(raw)


def read_pair(text: str) -> tuple[str, str] | None:
    """Return the two languages of a pair such as `ar-en` or `pt-BR-en`, None if it is none."""
    parts = text.strip().split("-")
    for cut in range(1, len(parts)):
        source, target = normalise("-".join(parts[:cut])), normalise("-".join(parts[cut:]))
        if source and target and source != target:
            return source, target
    return None


def format_term(term: Term) -> str:
    """Return the line of a term, without its end; columns that are empty at its end are left out."""
    cells = [term.source, term.target, term.pair, term.kind, term.note, "|".join(term.wrong)]
    line = "\t".join(_quoted(_BREAKS.sub(" ", cell).strip()) for cell in cells)
    return line.rstrip("\t")


def with_lines(raw: bytes, terms: tuple[Term, ...]) -> bytes:
    """Return the file with lines for `terms` after its last one; every byte that was there stays as it was."""
    end = b"\r\n" if b"\r\n" in raw else b"\n"
    before = raw or "# {}\n".format("\t".join(COLUMNS)).encode()
    if not before.endswith((b"\n", b"\r")):
        before += end
    return before + b"".join(format_term(term).encode() + end for term in terms)


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(_LINE.split(text.removeprefix("\ufeff")), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            yield number, line


def _heading(line: str) -> tuple[str, ...]:
    """Return the columns in the order that a line of their names, as spreadsheets keep one, has them."""
    cells = tuple(_plain(cell).casefold() for cell in line.split("\t"))
    return cells if {"source", "target"} <= set(cells) <= {*COLUMNS, ""} else ()


def _term(line: str, number: int, order: tuple[str, ...]) -> Term:
    cells = line.split("\t")
    if len(cells) < 3:
        hint = "between two columns stands one tab, not spaces; a line is: source, target, pair, kind, note"
        raise _Unusable("glossary-columns", 1, f"the line has {len(cells)} of at least 3 columns", hint)
    starts = {name: sum(len(cell) + 1 for cell in cells[:at]) + 1 for at, name in enumerate(order)}
    if any(cell.strip() for cell in cells[len(order) :]):
        column = sum(len(cell) + 1 for cell in cells[: len(order)]) + 1
        raise _Unusable("glossary-columns", column, f"the line has more than {len(order)} columns", "take a tab out")
    named = {name: _plain(cell) for name, cell in zip(order, cells, strict=False)}
    kind = _kind(named.get("kind", ""), starts.get("kind", 1))
    source, target = named["source"], named["target"]
    if not any(character.isalnum() for character in source):
        raise _Unusable(
            "glossary-empty", starts["source"], "the source has no letter or digit", "fill it in, or remove the line"
        )
    target = target or (source if kind == "keep" else "")
    if not target:
        raise _Unusable(
            "glossary-empty", starts["target"], f"`{source}` has no target", "fill it in, or remove the line"
        )
    if kind == "keep" and target != source:
        hint = "leave the target empty, or write `name`, `place`, `org` or `term`"
        raise _Unusable(
            "glossary-kind", starts["kind"], f"`{source}` is to be kept, but has the target `{target}`", hint
        )
    pair = read_pair(named.get("pair", ""))
    if pair is None:
        message = f"`{named.get('pair', '')}` is no pair of languages"
        raise _Unusable("glossary-pair", starts.get("pair", 1), message, "write it as `ar-en`: from, hyphen, into")
    wrong = tuple(dict.fromkeys(form for each in named.get("not", "").split("|") if (form := " ".join(each.split()))))
    if target in wrong:
        message = f"`{target}` is the target, and stands under `not`"
        raise _Unusable("glossary-not", starts["not"], message, "take it out of one of the two")
    return Term(
        source=source,
        target=target,
        source_lang=pair[0],
        target_lang=pair[1],
        kind=kind,
        note=named.get("note", ""),
        wrong=wrong,
        line=number,
    )


def _kind(text: str, column: int) -> TermKind:
    for kind in KINDS:
        if text.casefold() == kind:
            return kind
    if text:
        hint = f"write one of {', '.join(f'`{kind}`' for kind in KINDS)}"
        raise _Unusable("glossary-kind", column, f"`{text}` is no kind", hint)
    return "term"


def _plain(cell: str) -> str:
    """Return a cell without the quotes that spreadsheets put around those which hold some."""
    text = cell.strip()
    inner = text[1:-1]
    if len(text) > 1 and text[0] == text[-1] == '"' and '"' not in inner.replace('""', ""):
        text = inner.replace('""', '"')
    return " ".join(unicodedata.normalize("NFC", text).split())


def _quoted(cell: str) -> str:
    return '"{}"'.format(cell.replace('"', '""')) if _plain(cell) != cell or cell.startswith("#") else cell


def _again(first: Term, term: Term, file: str) -> Finding:
    where = f"line {first.line}"
    if first.target == term.target:
        message = f"`{term.source}` stands in {where} already"
        return _finding(file, "glossary-twice", (term.line, 1), message, "remove one of the two lines", "warning")
    message = f"`{term.source}` is `{first.target}` in {where}, and `{term.target}` here; the first counts"
    return _finding(file, "glossary-twice", (term.line, 1), message, "remove one of the two lines")


def _finding(
    file: str, code: str, place: tuple[int, int], message: str, hint: str, severity: Severity = "error"
) -> Finding:
    return Finding(code=code, severity=severity, file=file, line=place[0], column=place[1], message=message, hint=hint)
