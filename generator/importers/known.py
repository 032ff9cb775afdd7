"""What a digest already holds, as far as importing must know: names that are taken, captures that were imported.

Article files are looked at as bytes, so that a file with a fault in it still keeps its name and its capture.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from generator import frontmatter, slugs
from generator.config import values
from generator.content import scan_tree
from generator.model import Draft

_SHA256 = re.compile(rb"sha256:\s*[\"']?([0-9a-fA-F]{64})")
_FRONT = 64 * 1024


class KnownArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An article that was made of a capture: its path, its stem, and what tells it from others of one feed."""

    path: str
    stem: str
    original: str = ""
    url: str = ""
    title: str = ""

    def is_of(self, draft: Draft, stem: str) -> bool:
        """Tell whether this article was made of `draft`, whose slug is `stem`."""
        if draft.url and self.url:
            return draft.url == self.url
        numbered = re.fullmatch(rf"{re.escape(slugs.fold(stem))}(-\d+)?", slugs.fold(self.stem))
        return bool(numbered) or bool(draft.title and draft.title == self.title)


class Holdings(msgspec.Struct, frozen=True, kw_only=True):
    """The stems of all articles, folded, and the articles by the hash of their capture."""

    stems: frozenset[str]
    by_capture: dict[str, tuple[KnownArticle, ...]]


def holdings(project: Path) -> Holdings:
    """Return what `content/articles/` holds."""
    stems: set[str] = set()
    by_capture: dict[str, list[KnownArticle]] = {}
    for path, raw in _files(project):
        stem = stem_of(path)
        stems.add(slugs.fold(stem))
        if found := _SHA256.search(raw):
            by_capture.setdefault(found[1].decode().lower(), []).append(_article(path, stem, raw))
    return Holdings(stems=frozenset(stems), by_capture={sha: tuple(made) for sha, made in by_capture.items()})


def stem_of(path: str) -> str:
    """Return the identity of an article file: its name without the language."""
    return path.rpartition("/")[2].removesuffix(".md").rpartition(".")[0]


def _files(project: Path) -> Iterator[tuple[str, bytes]]:
    folder = project / "content" / "articles"
    if folder.is_symlink() or not folder.is_dir():
        return
    for path in scan_tree(folder):
        if path.endswith(".md"):
            try:
                with (folder / path).open("rb") as file:
                    yield f"content/articles/{path}", file.read(_FRONT)
            except OSError:
                # The name is taken all the same.
                yield f"content/articles/{path}", b""


def _article(path: str, stem: str, raw: bytes) -> KnownArticle:
    try:
        front = frontmatter.values_in(raw.decode("utf-8", errors="replace"))
    except ValueError:
        return KnownArticle(path=path, stem=stem)
    original = front.get("original")
    return KnownArticle(
        path=path,
        stem=stem,
        original=_fitting(original.get("file"), values.file_path) if isinstance(original, dict) else "",
        url=_fitting(front.get("url"), values.address),
        title=_fitting(front.get("title"), values.title),
    )


def _fitting(value: object, check: Callable[[str], str]) -> str:
    """Return a value that the schema of article files allows, else nothing: a person may have written anything."""
    if not isinstance(value, str):
        return ""
    try:
        return check(values.clean(value)[0])
    except values.Unfit:
        return ""
