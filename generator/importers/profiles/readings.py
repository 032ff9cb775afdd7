"""A capture to learn from: its lines, how they are compared, and which of them the general method takes for text."""

from collections.abc import Callable, Mapping, Sequence
from difflib import SequenceMatcher

import msgspec

from generator.errors import ImportFailed
from generator.importers import cues, dates, html, text
from generator.importers.characters import encodings, hygiene
from generator.importers.html import page, passages
from generator.importers.options import ImportOptions
from generator.importers.profiles.profile import letters
from generator.importers.sniff import detect
from generator.importers.text.lines import Line, split
from generator.model import Draft

_READERS: dict[str, Callable[[bytes, str, ImportOptions], tuple[Draft, ...]]] = {"text": text.read, "html": html.read}
# Aligning takes time that grows with the square.
_MAX_LINES = 4000
_LEAST_LETTERS = 3
# How far above the text lines are looked at, for in another capture they may be taken for text.
_ABOVE = 12


class Reading(msgspec.Struct, frozen=True):
    """A capture to learn from: its lines with the `keys` by which they are compared, and the article found in it.

    `body` are the lines of the article's text, `top` is the first line below its headline.
    """

    name: str
    data: bytes
    kind: str
    draft: Draft
    lines: tuple[Line, ...]
    keys: tuple[str, ...]
    body: frozenset[int]
    top: int


def reading(data: bytes, name: str) -> Reading:
    """Return a capture to learn from; ImportFailed where it holds no article, or is neither text nor a page."""
    kind = detect(data, name)
    if kind not in _READERS:
        raise ImportFailed("this is neither text nor a saved page", file=name, hint="save the articles' own pages")
    draft = _READERS[kind](data, name, ImportOptions())[0]
    lines = split(hygiene.clean(_visible(data, name, kind)))[:_MAX_LINES]
    body = _places([line.folded for line in lines], [cues.fold(each) for each in draft.paragraphs])
    first = min(body, default=0)
    title = cues.fold(draft.title or "")
    heads = [at for at, line in enumerate(lines[:first]) if title and line.folded == title]
    return Reading(
        name=name,
        data=data,
        kind=kind,
        draft=draft,
        lines=lines,
        keys=tuple(key_of(line.text) for line in lines),
        body=body,
        top=max(heads[-1] + 1 if heads else first, first - _ABOVE),
    )


def reread(capture: Reading, known: Mapping[str, tuple[str, ...]]) -> Draft:
    """Return the article in a capture when these cue words are known."""
    return _READERS[capture.kind](capture.data, capture.name, ImportOptions(cues=dict(known)))[0]


def most(captures: Sequence[Reading]) -> int:
    """Return how many captures must have a line: half of them, and two in any case."""
    return max(2, (len(captures) + 1) // 2)


def key_of(line: str) -> str:
    """Return by what a line is compared; nothing for lines that say too little, and for dates."""
    key = letters(line)
    return key if len(key) >= _LEAST_LETTERS and not dates.is_date_line(line) else ""


def _visible(data: bytes, name: str, kind: str) -> str:
    if kind == "html":
        return passages.lines(passages.walk(page.parse(page.decode_page(data, name).text, name)))
    return encodings.decode(data, name).text


def _places(lines: list[str], paragraphs: list[str]) -> frozenset[int]:
    matched = SequenceMatcher(None, lines, paragraphs, autojunk=False).get_matching_blocks()
    return frozenset(at for block in matched for at in range(block.a, block.a + block.size))
