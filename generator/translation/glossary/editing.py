"""Write new lines into the digest's glossary; every byte that a person typed stays as it is."""

from collections.abc import Iterable
from pathlib import Path

from generator.content import create_new, safe_join, write_atomic
from generator.content.glossary import Term, parse_glossary, with_lines
from generator.content.scan import GLOSSARY
from generator.errors import UsageError, unreadable
from generator.model import Value


class Added(Value, frozen=True):
    """What was added, what was there already, and what is agreed otherwise: the line that is there, and the new one."""

    added: tuple[Term, ...]
    known: tuple[Term, ...]
    conflicts: tuple[tuple[Term, Term], ...]


def compare(terms: Iterable[Term], there: Iterable[Term]) -> Added:
    """Return which of `terms` are new to those that are `there`, and which say otherwise."""
    agreed = {term.key: term for term in there}
    added: list[Term] = []
    known: list[Term] = []
    conflicts: list[tuple[Term, Term]] = []
    for term in terms:
        before = agreed.setdefault(term.key, term)
        if before is term:
            added.append(term)
        elif before.target == term.target:
            known.append(term)
        else:
            conflicts.append((before, term))
    return Added(tuple(added), tuple(known), tuple(conflicts))


def add_terms(project: Path, terms: Iterable[Term]) -> Added:
    """Add lines for the terms that are new; UsageError where the file is not UTF-8 or cannot be written."""
    path = safe_join(project, GLOSSARY)
    try:
        raw = path.read_bytes() if path.exists() else None
        there, findings = parse_glossary(raw or b"")
        if any(finding.code == "not-utf-8" for finding in findings):
            raise UsageError(f"`{GLOSSARY}`: {findings[0].message}", hint=findings[0].hint)
        result = compare(terms, there)
        if not result.added:
            return result
        data = with_lines(raw or b"", result.added)
        if raw is None:
            create_new(path, data)
        else:
            write_atomic(path, data)
    except OSError as error:
        raise UsageError(unreadable(path, error), hint="allow yourself to write it; nothing was changed") from error
    return result
