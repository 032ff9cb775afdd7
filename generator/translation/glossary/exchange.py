"""Glossaries of other programs: CSV as spreadsheets write it, and TBX (ISO 30042, TBX-Basic; versions 2 and 3).

Nothing of a file is trusted: XML with a DOCTYPE is refused, and each row passes the checks of the digest's own file.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from generator.content.glossary import COLUMNS, KINDS, Term, format_term, parse_glossary
from generator.errors import UsageError
from generator.locales import normalise
from generator.model import Finding

Read: TypeAlias = tuple[tuple[Term, ...], tuple[Finding, ...]]

# What a spreadsheet would take for a formula, behind apostrophes that keep it from that.
_FORMULA = re.compile("'*[=+@-]")
_DEPRECATED = "deprecatedTerm-admn-sts"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_HEADING = """\
<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
<tbxHeader><fileDesc><sourceDesc><p>The glossary of a Nashra digest</p></sourceDesc></fileDesc></tbxHeader>
<text><body>
"""


def to_csv(terms: Iterable[Term]) -> str:
    """Return the terms as CSV with a heading, lines ended as RFC 4180 says.

    A cell that a spreadsheet would run as a formula gets an apostrophe before it, which `from_csv` takes off.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for term in terms:
        cells = [term.source, term.target, term.pair, term.kind, term.note, "|".join(term.wrong)]
        writer.writerow([f"'{cell}" if _FORMULA.match(cell) else cell for cell in cells])
    return out.getvalue()


def from_csv(data: bytes, file: str, pair: str = "") -> Read:
    """Return the terms of a CSV or TSV file; `pair` is that of rows without one. Its heading may be left out."""
    text = _decoded(data, file)
    first = text.partition("\n")[0]
    separator = max("\t;,", key=first.count)
    try:
        rows = [row for row in csv.reader(io.StringIO(text), delimiter=separator) if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise UsageError(f"`{file}` is no table that can be read: {error}", hint="save it as CSV again") from error
    order: tuple[str, ...] = COLUMNS
    if rows and {"source", "target"} <= {cell.strip().casefold() for cell in rows[0]}:
        order = tuple(cell.strip().casefold() for cell in rows.pop(0))
    plain = ([cell[1:] if cell[:1] == "'" and _FORMULA.match(cell) else cell for cell in row] for row in rows)
    return _checked((dict(zip(order, row, strict=False)) for row in plain), file, pair)


def to_tbx(terms: Iterable[Term]) -> str:
    """Return the terms as TBX-Basic, a concept each; forms that are ruled out are deprecated terms."""
    return _HEADING + "".join(map(_concept, terms)) + "</body></text>\n</tbx>\n"


def from_tbx(data: bytes, file: str, pair: tuple[str, str]) -> Read:
    """Return the terms of a TBX file in two languages: of each concept all sources, with its first target."""
    root = _xml(data, file)
    rows = [row for concept in _below(root, "conceptEntry", "termEntry") for row in _rows(concept, pair)]
    return _checked(rows, file, "-".join(pair))


def _checked(rows: Iterable[dict[str, str]], file: str, pair: str) -> Read:
    """Return the rows as terms, by the rules of the digest's own file; findings name the row, counted from 1."""
    lines = []
    for row in rows:
        cells = [" ".join(str(row.get(name) or "").split()) for name in COLUMNS]
        cells[2] = cells[2] or pair
        lines.append("\t".join(f'"{cell}"' if cell.startswith("#") else cell for cell in cells))
    return parse_glossary("\n".join(["\t".join(COLUMNS), *lines]).encode(), file)


def _decoded(data: bytes, file: str) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UsageError(f"`{file}` is not UTF-8", hint="save it as “CSV UTF-8”") from error


def _concept(term: Term) -> str:
    number = format_term(term)
    note = f"<note>{escape(term.note)}</note>\n" if term.note else ""
    status = f'<termNote type="administrativeStatus">{_DEPRECATED}</termNote>'
    wrong = "".join(f"<termSec><term>{escape(form)}</term>{status}</termSec>\n" for form in term.wrong)
    source = f"<termSec><term>{escape(term.source)}</term></termSec>"
    return (
        f"<conceptEntry id={quoteattr(_identifier(number))}>\n"
        f'<descrip type="subjectField">{term.kind}</descrip>\n{note}'
        f"<langSec xml:lang={quoteattr(term.source_lang)}>{source}</langSec>\n"
        f"<langSec xml:lang={quoteattr(term.target_lang)}><termSec><term>{escape(term.target)}</term></termSec>\n"
        f"{wrong}</langSec>\n</conceptEntry>\n"
    )


def _identifier(line: str) -> str:
    import hashlib

    return f"c{hashlib.sha256(line.encode()).hexdigest()[:12]}"


def _xml(data: bytes, file: str) -> Any:  # noqa: ANN401 - a tree of an optional package without types
    try:
        from defusedxml import DefusedXmlException
        from defusedxml.ElementTree import ParseError, fromstring
    except ImportError:
        raise UsageError(
            "TBX is read with `defusedxml`, which is not installed", hint="pip install 'nashra[extract]'"
        ) from None
    # Other programs name the file of the rules for TBX in a DOCTYPE; with entities it could grow without end.
    try:
        return fromstring(data, forbid_dtd=b"<!ENTITY" in data, forbid_entities=True, forbid_external=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise UsageError(f"`{file}` is no TBX that can be read", hint="export it again as TBX-Basic") from error


def _rows(concept: Any, pair: tuple[str, str]) -> Iterator[dict[str, str]]:  # noqa: ANN401
    source_lang, target_lang = pair
    by_language: dict[str, list[tuple[str, bool]]] = {}
    for section in _below(concept, "langSec", "langSet"):
        lang = normalise(section.get(_LANG, "")) or ""
        for entry in _below(section, "termSec", "tig", "ntig"):
            text = next((_text(term) for term in _below(entry, "term")), "")
            ruled_out = any(_text(note) == _DEPRECATED for note in _below(entry, "termNote"))
            by_language.setdefault(lang, []).append((text, ruled_out))
    subject = next((_text(each) for each in _below(concept, "descrip") if each.get("type") == "subjectField"), "")
    targets = _of(by_language, target_lang)
    good = [text for text, ruled_out in targets if text and not ruled_out]
    for text, ruled_out in _of(by_language, source_lang):
        if text and good and not ruled_out:
            yield {
                "source": text,
                "target": good[0],
                "kind": subject if subject in KINDS else "term",
                "note": next((_text(each) for each in _below(concept, "note")), ""),
                "not": "|".join(form for form, wrong in targets if wrong and form != good[0]),
            }


def _of(by_language: dict[str, list[tuple[str, bool]]], lang: str) -> list[tuple[str, bool]]:
    return [each for tag, terms in by_language.items() if tag == lang or tag.startswith(f"{lang}-") for each in terms]


def _below(element: Any, *names: str) -> Iterator[Any]:  # noqa: ANN401
    return (each for each in element.iter() if isinstance(each.tag, str) and each.tag.rpartition("}")[2] in names)


def _text(element: Any) -> str:  # noqa: ANN401
    return " ".join("".join(element.itertext()).split())
