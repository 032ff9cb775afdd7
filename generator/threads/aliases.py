"""The sure half of threading: an alias of exactly one thread in the headline or the lede."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Protocol

_MARKS = re.compile(
    "[\u0307\u0640\u064b-\u065f\u0670\u0591-\u05c7\u200b-\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff\u00ad]"
)
_VARIANTS = str.maketrans("أإآٱىيكۀةھہۃ", "ااااییکههههه")
_APART = re.compile(r"[^\w]+")
# Written onto the word that follows: and, so, in/with, like, for, the, and their usual chains.
_CLITICS = {
    "arabic": r"(?:[وف]?(?:ال|بال|كال|لل|[بكل])?)",
    "hebrew": r"(?:ו?(?:כש|מש|לכש|[משהכלב])?ה?)",
}
_MINIMUM = 3


class Named(Protocol):
    """Whatever has an id and aliases: a thread of the digest, or its outline."""

    @property
    def id(self) -> str:
        """The thread's id."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """What else it is called."""


def match(title: str, summary: str, threads: Iterable[Named]) -> str | None:
    """Return the id of the one thread an alias of which stands in the title or the lede; None for none or several."""
    found = alias_of(title, summary, threads)
    return found[0] if found else None


def alias_of(title: str, summary: str, threads: Iterable[Named]) -> tuple[str, str] | None:
    """Return the one thread, and its alias as the editor wrote it, that stands in the title or the lede."""
    text = f"{fold(title)} | {fold(summary)}"
    found: dict[str, str] = {}
    for thread in threads:
        alias = next((alias for alias in thread.aliases if _stands_in(fold(alias), text)), None)
        if alias is not None:
            found[thread.id] = alias
    return found.popitem() if len(found) == 1 else None


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return `text` as words with single spaces: no case, no marks, one letter for the variants of one letter."""
    folded = _MARKS.sub("", unicodedata.normalize("NFKC", text)).casefold().translate(_VARIANTS)
    return " ".join(_APART.sub(" ", folded.replace("_", " ")).split())


def _stands_in(alias: str, text: str) -> bool:
    if len(alias) < _MINIMUM and not _is_spaceless(alias):
        return False
    # That most aliases are absent is told by their letters, sooner than by the pattern.
    return bool(alias) and _without_article(alias) in text and bool(_pattern(alias).search(text))


@lru_cache(maxsize=4096)
def _pattern(alias: str) -> re.Pattern[str]:
    """Match an alias as whole words; clitics may stand before it, and before its words where it has the article."""
    if _is_spaceless(alias):
        return re.compile(re.escape(alias))
    clitics = ""
    if "\u0600" <= alias[0] <= "\u06ff":
        clitics = _CLITICS["arabic"]
        # `للأزمة` is `ل` and `الأزمة`: the article's letter falls away.
        bare = _without_article(alias)
        article = "(?:ال|لل)?" if bare != alias else ""
        return re.compile(rf"(?<!\w){clitics}{article}{re.escape(bare)}(?!\w)")
    if "\u05d0" <= alias[0] <= "\u05ea":
        clitics = _CLITICS["hebrew"]
    return re.compile(rf"(?<!\w){clitics}{re.escape(alias)}(?!\w)")


def _without_article(alias: str) -> str:
    return alias[2:] if alias.startswith("ال") and len(alias) > 5 else alias


def _is_spaceless(alias: str) -> bool:
    return any("\u3040" <= c <= "\u9fff" for c in alias)
