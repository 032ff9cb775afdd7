"""Words by which the furniture around an article gives itself away (`cues.toml`), and how lines are compared."""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

_MARKS = re.compile("[\u0307\u0640\u064b-\u065f\u0670\u0591-\u05c7\u200c-\u200f\u061c\u202a-\u202e\u2066-\u2069]")
_EDGES = "»«›‹>→←▶►•·*-–—|:：.,،؛;!…\"'“”„()[]【】◆■●▼+#=~ "
_LETTERS = str.maketrans("أإآٱىيكۀةھہ", "ااااییکهههه")
_COUNT = re.compile(r"\s*[(\[]?\d{1,5}[)\]]?$|^[(\[]?\d{1,5}[)\]]?\s*")


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """Return `text` as it is compared: no case, marks, outer punctuation; one letter for variants of one letter."""
    folded = _MARKS.sub("", unicodedata.normalize("NFKC", text).casefold()).translate(_LETTERS)
    return " ".join(folded.split()).strip(_EDGES)


def heading(line: str) -> str | None:
    """Return which furniture a short line announces (`comments`, `related`, `share`, `end`), or None."""
    if len(line) > 60:
        return None
    folded = fold(line)
    return _headings().get(folded) or _headings().get(_COUNT.sub("", folded).strip(_EDGES))


def prefix(line: str) -> tuple[str, str] | None:
    """Return (kind, what follows) where `line` begins with a label such as `Source:`, or None."""
    label, separator, rest = _split_label(line)
    if separator and (kind := _prefixes().get(fold(label))):
        return kind, rest
    return None


def label_only(line: str) -> str | None:
    """Return the kind of a line that is a label and nothing more (`المصدر`), or None."""
    return _prefixes().get(fold(line)) if len(line) < 30 else None


def begins_with(line: str, kind: str) -> bool:
    """Tell whether `line` begins with one of the words of `kind`, label or not."""
    return bool(_beginnings()[kind].match(fold(line[:80])))


def _split_label(line: str) -> tuple[str, str, str]:
    match = re.match(r"[^:：]{1,40}?\s*[:：]", line)
    return (match.group()[:-1], ":", line[match.end() :].strip()) if match else (line, "", "")


@cache
def _headings() -> dict[str, str]:
    return {fold(term): kind for kind, terms in _table("headings") for term in terms}


@cache
def _prefixes() -> dict[str, str]:
    return {fold(term): kind for kind, terms in _table("prefixes") for term in terms}


@cache
def _beginnings() -> dict[str, re.Pattern[str]]:
    """Return for each kind what a line may begin with; words of scripts with spaces must end there."""
    patterns = {}
    for kind, terms in _table("prefixes"):
        longest_first = sorted({fold(term) or term for term in terms}, key=lambda term: (-len(term), term))
        patterns[kind] = re.compile("|".join(re.escape(term) + _boundary(term) for term in longest_first))
    return patterns


def _boundary(term: str) -> str:
    spaced = term[-1:].isalpha() and not "\u3040" <= term[-1] <= "\u9fff"
    return r"(?![^\W\d_])" if spaced else ""


def _table(name: str) -> Iterator[tuple[str, list[str]]]:
    return ((entry["kind"], entry["terms"]) for entry in _file()[name])


@cache
def _file() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(Path(__file__).with_name("cues.toml").read_text(encoding="utf-8"))
