"""The files of the index as the page's script loads them: calls of one function, so that they work from disk too."""

import re
from collections.abc import Callable

import msgspec

from generator.markdown import plain_text
from generator.model import SearchDocument, SearchDocumentsView, SearchText, SearchTextsView, SearchWordsView
from generator.search.index import Index, Searched, index_of, members, packed
from generator.search.words import TABLE, words_of

EXCERPT = 300
"""So many characters of a text the index has at least, if there are so many; a result shows those around a word."""

_MARKUP = re.compile(r"[\\`*_\[\]<>#&!|~]|^\s*(?:[-+=]|\d+[.)])", re.MULTILINE)
_LOOKED_AT = 3 * EXCERPT
_A_WORD = 40
_DOCUMENTS = msgspec.msgpack.Decoder(tuple[SearchDocument, ...])


def table_file() -> str:
    """Return the file with the rules for words."""
    return f"nashraSearch({TABLE});\n"


class SearchFiles:
    """Makes the files of the index; `read` returns the body of a file by its path and fingerprint."""

    def __init__(self, read: Callable[[str, str], str]) -> None:
        self._read = read
        self._last: tuple[tuple[str, bytes], Index] | None = None
        self._beginnings: dict[str, str] = {}

    def file(self, view: SearchWordsView | SearchDocumentsView | SearchTextsView) -> str:
        """Return the text of one file of the index."""
        match view:
            case SearchWordsView():
                words, found = packed(self._index(view).shards[view.shard])
                told: object = {"words": words, "found": found}
            case SearchDocumentsView():
                index = self._index(view.words)
                told = {
                    "bounds": index.bounds,
                    "lengths": index.lengths,
                    "threads": members(view.threads),
                    "sources": members(view.sources),
                    "editions": members(view.editions),
                }
            case SearchTextsView():
                told = [self._text(each) for each in view.texts]
        return f"nashraSearch({msgspec.json.encode(told).decode()});\n"

    def _index(self, view: SearchWordsView) -> Index:
        """Return the words of a part. Its files follow one another, so the last one is remembered."""
        key = view.lang, view.documents
        if self._last is None or self._last[0] != key:
            self._beginnings.clear()
            documents = (self._searched(each) for each in _DOCUMENTS.decode(view.documents))
            self._last = key, index_of(documents, words_of(view.lang), view.shards)
        return self._last[1]

    def _searched(self, document: SearchDocument) -> Searched:
        body = self._read(document.path, document.fingerprint)
        self._beginnings[document.fingerprint] = body[:_LOOKED_AT]
        return Searched(title=document.title, first=f"{document.summary} {document.about}", body=body)

    def _text(self, text: SearchText) -> tuple[object, ...]:
        excerpt = text.summary
        if len(excerpt) < EXCERPT:
            known = self._beginnings.get(text.fingerprint)
            body = self._read(text.path, text.fingerprint)[:_LOOKED_AT] if known is None else known
            excerpt = f"{excerpt} {beginning(body, EXCERPT - len(excerpt))}".strip()
        return text.title, text.dir, text.published, text.publisher, text.places, _cut(excerpt)


def beginning(body: str, wanted: int) -> str:
    """Return the first blocks of a body as plain text, of more than `wanted` characters if there are so many."""
    told: list[str] = []
    for block in body.split("\n\n"):
        told += (plain_text(block) if _MARKUP.search(block) else block).split()
        if sum(map(len, told)) + len(told) > wanted:
            break
    return " ".join(told)


def _cut(text: str) -> str:
    """Cut a text at a space a little after as many characters as the index has; at once where no space is near."""
    if len(text) <= EXCERPT:
        return text
    end = text.find(" ", EXCERPT, EXCERPT + _A_WORD)
    return f"{text[:EXCERPT] if end < 0 else text[:end]} …"
