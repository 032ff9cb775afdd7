"""Article files and ledgers as a translator reads them: from disk, as they are now."""

from copy import deepcopy
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

from generator import frontmatter
from generator.content import body_of, ledger, safe_join
from generator.errors import UsageError
from generator.markdown import Block, Definition, parse, split_tokens
from generator.model import Finding, Value

Token: TypeAlias = dict[str, Any]


class Document(Value, frozen=True):
    """One article file: its whole text, the fields of its front matter, and its body."""

    path: str
    raw: str
    fields: dict[str, object]
    body: str

    def text(self, name: str) -> str:
        """Return a field that is text, or nothing."""
        value = self.fields.get(name)
        return value if isinstance(value, str) else ""


def read_original(project: Path, path: str) -> Document | None:
    """Return the article file at `path` with its body as pages show it, or None where there is none to be read."""
    return _read(project, path, as_shown=True)


def read_translation(project: Path, path: str) -> Document | None:
    """Return the article file at `path`, its body the end of its text, or None where there is none to be read."""
    return _read(project, path, as_shown=False)


def read_entries(project: Path, path: str) -> tuple[tuple[ledger.Entry, ...], tuple[Finding, ...]]:
    """Return the ledger beside the translation at `path`; without one every block is a person's."""
    file = ledger.ledger_path(path)
    try:
        raw = safe_join(project, file).read_bytes()
    except (OSError, UsageError):
        return (), ()
    return ledger.parse(raw, file)


@lru_cache(maxsize=64)
def parts_of(body: str) -> tuple[tuple[Block, ...], tuple[Definition, ...]]:
    """Return the blocks and definitions of a body. The same one is asked for again and again while it is worked on."""
    return split_tokens(body, _parsed(body)[0])


def tokens_of(body: str) -> tuple[list[Token], Token]:
    """Return the tokens of a body, which are not to be changed, and what it defines."""
    tokens, env = _parsed(body)
    return tokens, deepcopy(env)


@lru_cache(maxsize=64)
def _parsed(body: str) -> tuple[list[Token], Token]:
    return parse(body)


def _read(project: Path, path: str, *, as_shown: bool) -> Document | None:
    try:
        return _document(path, safe_join(project, path).read_bytes(), as_shown=as_shown)
    except (OSError, ValueError, UsageError):
        return None


@lru_cache(maxsize=64)
def _document(path: str, data: bytes, *, as_shown: bool) -> Document:
    raw = data.decode("utf-8")
    fields = frontmatter.values_in(raw)
    return Document(path, raw, fields, body_of(data) if as_shown else frontmatter.split(raw).body)
