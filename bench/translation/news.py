"""Aligned news sentences, document by document: a table with `doc`, `en` and a column for each other language."""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

LANGUAGES = ("ar", "es", "pt", "fr", "ca", "ru", "he", "fa", "hr", "mk")


class Document(NamedTuple):
    """One news article: its id, and its sentences by language, the n-th of each the same."""

    id: str
    texts: dict[str, list[str]]

    def pairs(self, source: str, target: str) -> list[tuple[str, str]]:
        return list(zip(self.texts[source], self.texts[target], strict=True))


def documents(path: Path) -> list[Document]:
    """Return the documents of a table, in its order."""
    found: dict[str, Document] = {}
    for row in rows(path):
        document = found.setdefault(row["doc"], Document(row["doc"], {}))
        for lang in columns(row):
            document.texts.setdefault(lang, []).append(row[lang])
    return list(found.values())


def rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


def columns(row: dict[str, str]) -> Sequence[str]:
    return [name for name in row if name not in {"line", "doc"}]
