"""What a digest already holds, as far as importing must know: names, captures, addresses, and what texts are like.

Article files are looked at as bytes, so that a file with a fault in it still keeps its name and its capture. What is
remembered of a text is its sketch; the file is read again when a new text resembles it.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from generator import frontmatter, slugs
from generator.config import values
from generator.content import body_of, parse_article, parse_source, parse_thread, scan_tree
from generator.importers.identity.canonical import canonical
from generator.model import Article, Draft, Source, Thread
from generator.similarity import Index, sketch

_SHA256 = re.compile(rb"sha256:\s*[\"']?([0-9a-fA-F]{64})")
_ADDRESS = re.compile(rb"\burl:\s*[\"']?(https?://[^\s\"',}]+)")
_TRANSLATION = re.compile(rb"^translation:", re.MULTILINE)
_FRONT = 64 * 1024
# Of 1,481 pairs of renderings of one page, the sketches of the first 1,500 letters propose all but two.
_SKETCHED = 1500
_MAX_BYTES = 4 * 1024 * 1024


class KnownArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An article that was made of a capture: its path, its stem, and what tells it from others of one feed."""

    path: str
    stem: str
    original: str = ""
    url: str = ""
    title: str = ""

    def is_of(self, draft: Draft, stem: str) -> bool:
        """Tell whether this article was made of `draft`, whose slug is `stem`."""
        addresses = canonical(draft.url or ""), canonical(self.url)
        if all(addresses):
            return addresses[0] == addresses[1]
        numbered = re.fullmatch(rf"{re.escape(slugs.fold(stem))}(-\d+)?", slugs.fold(self.stem))
        return bool(numbered) or bool(draft.title and draft.title == self.title)


class Existing(msgspec.Struct, frozen=True, kw_only=True):
    """An article file as it stands: its bytes, what they say, and its text."""

    raw: bytes
    article: Article
    body: str

    @property
    def path(self) -> str:
        """The path of the file."""
        return self.article.path


class Holdings:
    """The articles of a digest by name, by capture, by address and by likeness; grows with every article made."""

    def __init__(self, project: Path) -> None:
        self._project = project
        self._unwritten: dict[str, bytes] = {}
        self._captures: dict[str, dict[str, None]] = {}
        self._addresses: dict[str, dict[str, None]] = {}
        self._texts: Index[str] = Index()
        # Sketching is most of the work, and what is known by its bytes needs none.
        self._sketched: set[str] = set()
        self._unsketched: dict[str, None] = {}
        self.stems: set[str] = set()
        self._translated: set[str] = set()
        for path, raw in _files(project, "articles", ".md"):
            self.add(path, raw)

    @property
    def addresses(self) -> frozenset[str]:
        """The canonical addresses of all articles, and of the copies of them elsewhere."""
        return frozenset(self._addresses)

    def add(self, path: str, raw: bytes, *, written: bool = True) -> None:
        """Remember an article, or what has become of one; keep the bytes of one that a dry run does not write."""
        if not written:
            self._unwritten[path] = raw
        self.stems.add(slugs.fold(stem_of(path)))
        end = raw.find(b"\n---", 3, _FRONT)
        front = raw[: end if end > 0 else _FRONT]
        for found in _SHA256.findall(front):
            self._captures.setdefault(found.decode().lower(), {})[path] = None
        if _TRANSLATION.search(front):
            self._translated.add(slugs.fold(stem_of(path)))
            return
        for found in _ADDRESS.findall(front):
            if address := canonical(found.decode(errors="replace")):
                self._addresses.setdefault(address, {})[path] = None
        if path not in self._sketched:
            self._unsketched[path] = None

    def is_translated(self, stem: str) -> bool:
        """Tell whether there is a translation of an article."""
        return slugs.fold(stem) in self._translated

    def captured(self, sha256: str) -> tuple[KnownArticle, ...]:
        """Return the articles that name a capture."""
        return tuple(_known(path, self._bytes(path), sha256) for path in self._captures.get(sha256, ()))

    def like(self, url: str, body: str) -> list[Existing]:
        """Return the originals that could be the same article: those at this address, then those with such a text."""
        self._sketch_all()
        paths = [*self._addresses.get(canonical(url), ()), *self._texts.near(_sketch_of(body))]
        found = (self.existing(path) for path in dict.fromkeys(paths))
        return [each for each in found if each]

    def existing(self, path: str) -> Existing | None:
        """Return an original as it stands now; None for a translation, and for a file that cannot be read."""
        raw = self._bytes(path)
        article = parse_article(path, raw)[0] if raw else None
        return Existing(raw=raw, article=article, body=body_of(raw)) if article and not article.translation else None

    def _sketch_all(self) -> None:
        for path in self._unsketched:
            raw = self._bytes(path)
            end = raw.find(b"\n---", 3, _FRONT)
            body = raw[end + 4 : end + 4 + 4 * _SKETCHED] if end > 0 else b""
            self._texts.add(path, _sketch_of(body.decode(errors="ignore").lstrip()))
        self._sketched.update(self._unsketched)
        self._unsketched.clear()

    def _bytes(self, path: str) -> bytes:
        return self._unwritten.get(path) or _read(self._project / path)


def tables(project: Path) -> tuple[tuple[Thread, ...], tuple[Source, ...]]:
    """Return the threads and sources of a digest, by id; a file with a fault is passed over."""
    threads = (parse_thread(path, raw)[0] for path, raw in _files(project, "threads", ".toml"))
    sources = (parse_source(path, raw)[0] for path, raw in _files(project, "sources", ".toml"))
    return tuple(each for each in threads if each), tuple(each for each in sources if each)


def stem_of(path: str) -> str:
    """Return the identity of an article file: its name without the language."""
    return path.rpartition("/")[2].removesuffix(".md").rpartition(".")[0]


def _files(project: Path, folder: str, ending: str) -> Iterator[tuple[str, bytes]]:
    top = project / "content" / folder
    if top.is_symlink() or not top.is_dir():
        return
    for path in scan_tree(top):
        if path.endswith(ending) and (folder == "articles" or "/" not in path):
            yield f"content/{folder}/{path}", _read(top / path)


def _read(path: Path) -> bytes:
    """Return a file's bytes; nothing where it cannot be read, for its name is taken all the same."""
    try:
        if path.is_symlink():
            return b""
        with path.open("rb") as file:
            return file.read(_MAX_BYTES)
    except OSError:
        return b""


def _sketch_of(body: str) -> tuple[int, ...]:
    return sketch(body[:_SKETCHED])


def _known(path: str, raw: bytes, sha256: str) -> KnownArticle:
    stem = stem_of(path)
    try:
        front = frontmatter.values_in(raw.decode("utf-8", errors="replace"))
    except ValueError:
        return KnownArticle(path=path, stem=stem)
    return KnownArticle(
        path=path,
        stem=stem,
        original=next((file for file, of in _captures(front) if of == sha256), ""),
        url=_fitting(front.get("url"), values.address),
        title=_fitting(front.get("title"), values.title),
    )


def _captures(front: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the file and hash of every capture that front matter names."""
    lists = (front.get(key) for key in ("captures", "also"))
    tables = [front, *(each for found in lists if isinstance(found, list) for each in found)]
    for table in tables:
        if isinstance(table, dict):
            held = table.get("original")
            for capture in (held, table):
                if isinstance(capture, dict) and isinstance(capture.get("sha256"), str):
                    yield _fitting(capture.get("file"), values.file_path), str(capture["sha256"]).lower()


def _fitting(value: object, check: Callable[[str], str]) -> str:
    """Return a value that the schema of article files allows, else nothing: a person may have written anything."""
    if not isinstance(value, str):
        return ""
    try:
        return check(values.clean(value)[0])
    except values.Unfit:
        return ""
