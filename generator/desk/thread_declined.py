"""The stories that an editor declined: `content/declined-threads.tsv`, a line a story, its name and then its articles.

A story does not come back while at least half of its articles are on one line; one that has more than doubled since is
proposed again.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

from generator.content import safe_join
from generator.desk.changes import Change, Edit, replaced
from generator.errors import UsageError

DECLINED = "content/declined-threads.tsv"

_HEADING = "# Stories that Nashra proposed and an editor declined: a name, then the articles, with tabs between.\n"

Declined: TypeAlias = tuple[frozenset[str], ...]


def read(project: Path) -> Declined:
    """Return the stems of the articles of each declined story; UsageError where the file cannot be read."""
    try:
        text = safe_join(project, *DECLINED.split("/")).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError):
        raise UsageError(f"`{DECLINED}` cannot be read", hint="save it as UTF-8") from None
    lines = (line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return tuple(frozenset(stem.strip() for stem in stems) for _, *stems in lines)


def is_declined(stems: tuple[str, ...], declined: Declined) -> bool:
    """Tell whether a story of these articles is one that was declined."""
    return any(2 * len(line.intersection(stems)) >= len(stems) for line in declined)


def line(name: str, stems: Iterable[str]) -> str:
    """Return the line of a story."""
    return "\t".join((" ".join(name.split()).lstrip("# "), *stems)) + "\n"


def with_lines(project: Path, lines: list[str]) -> Edit:
    """Return what adds lines to the file; what stands in it stays."""
    if not lines:
        return Edit()
    path = safe_join(project, *DECLINED.split("/"))
    added, told = "".join(lines).encode(), f"{len(lines)} declined"
    if not path.exists():
        return Edit(changes=(Change(path=DECLINED, after=_HEADING.encode() + added, told=told),))
    before = path.read_bytes()
    gap = b"" if not before or before.endswith(b"\n") else b"\n"
    return Edit(changes=(replaced(DECLINED, before, before + gap + added, told),))
