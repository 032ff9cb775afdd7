"""Plain text as markdown: what an engine gave stays text, whatever it looks like."""

import re
import unicodedata

_SPECIAL = re.compile(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_LINE_START = re.compile(r"(?:#{1,6}(?=\s|\Z)|[-+=>|~:]|[0-9]{1,9}(?=[.)](?:\s|\Z)))")
_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u200b\u2060")
_RUN = re.compile("`+")


def one_line(text: str) -> str:
    """Return an engine's text on one line, without control characters."""
    return unicodedata.normalize("NFC", " ".join(without_controls(text).split()))


def without_controls(text: str) -> str:
    """Return a text without what turns its direction around, and with spaces for other control characters."""
    return "".join(c if unicodedata.category(c) != "Cc" else " " for c in text if c not in _CONTROLS)


def escaped(text: str, *, cell: bool = False, start: bool = True) -> str:
    """Return `text` so that markdown reads it as these characters; `start` where it begins a line."""
    safe = _SPECIAL.sub(r"\\\g<0>", " ".join(text.split()))
    if cell:
        safe = safe.replace("|", r"\|")
    elif start and (found := _LINE_START.match(safe)):
        cut = found.end() if found.group().isdecimal() else 0
        safe = f"{safe[:cut]}\\{safe[cut:]}"
    return safe


def fence(code: str, *, least: int) -> str:
    """Return a run of backticks that does not stand in `code`."""
    runs = {len(run) for run in _RUN.findall(code)}
    if least > 1:
        return "`" * max(least, *(length + 1 for length in runs), least)
    return "`" * next(length for length in range(1, len(runs) + 2) if length not in runs)
