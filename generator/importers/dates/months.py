"""Names of months (`months.toml`) by the word that stands in a line, in the calendars that the press uses."""

import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from generator.importers.folding import as_compared

Calendar = Literal["gregorian", "solar", "lunar", "ethiopic"]
Meanings: TypeAlias = tuple[tuple[Calendar, int, frozenset[str]], ...]

# Written onto the name that follows: Hebrew `in`, and `month` where no spaces are.
_ATTACHED = {"he": ("ב",), "km": ("ខែ",), "lo": ("ເດືອນ",), "th": ("เดือน",)}
# Written onto the name: `of` and `in`.
_ENDINGS = {
    "ckb": ("ی",), "ka": ("ს",), "ku": ("ê", "a", "an"), "mn": ("ын",), "my": ("လ",), "ug": ("دا",), "uz": ("da", "да"),
}  # fmt: skip


@lru_cache(maxsize=8192)
def meanings(name: str) -> tuple[Meanings, bool]:
    """Return what `name` may mean: (calendar, month, languages), Gregorian first; mostly one thing or none.

    With it comes whether `name` is the first word of a name of two words (`كانون الثاني`).
    """
    bare = _bare(name)
    return _names().get(bare, ()), bare in _first_words()


def _bare(name: str) -> str:
    """Return `name` as names are compared: folded, without accents, which capitals and typewriters leave out."""
    folded = as_compared(name)
    if folded.isascii():
        return folded
    parts = unicodedata.normalize("NFD", folded)
    return unicodedata.normalize("NFC", "".join(c for c in parts if not "\u0300" <= c <= "\u036f"))


@cache
def _names() -> dict[str, Meanings]:
    found: dict[str, dict[tuple[Calendar, int], set[str]]] = {}
    for calendar in get_args(Calendar):
        for lang, row in _file()[calendar].items():
            for month, spellings in enumerate(row, start=1):
                for name in spellings.split("|"):
                    prefixed = (f"{prefix}{name}" for prefix in ("", *_ATTACHED.get(lang, ())))
                    ended = (f"{name}{ending}" for ending in _ENDINGS.get(lang, ()))
                    for spelling in (*prefixed, *ended):
                        found.setdefault(_bare(spelling), {}).setdefault((calendar, month), set()).add(lang)
    return {
        name: tuple((calendar, month, frozenset(langs)) for (calendar, month), langs in read.items())
        for name, read in found.items()
    }


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.split()[0] for name in _names() if " " in name)


@cache
def _file() -> dict[Calendar, dict[str, list[str]]]:
    return tomllib.loads(Path(__file__).with_name("months.toml").read_text(encoding="utf-8"))  # type: ignore[return-value]  # our own file
