"""Teach an outlet: cue words learned from captures go into the source's file, where an editor wants them."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.config.fields import nearest
from generator.config.toml_editing import string, with_strings
from generator.content import safe_join, write_atomic
from generator.desk.captures import RawCapture
from generator.desk.taking import no_article
from generator.errors import ImportFailed, UsageError, unreadable
from generator.importers.identity.known import tables
from generator.importers.profiles.learning import Learned, Reading, learn, reading
from generator.importers.profiles.profile import KINDS
from generator.model import Finding, Source, Value

MOST_CAPTURES = 20
# So many entries of a list in a source's file count.
_MOST_CUES = 100


class Proposal(Value, frozen=True, kw_only=True):
    """The cue words that a source does not have yet, which captures hold the same article, and as TOML what to add."""

    learned: tuple[Learned, ...] = ()
    same: tuple[tuple[str, str], ...] = ()

    @property
    def cues(self) -> dict[str, tuple[str, ...]]:
        """Return the cue words by kind."""
        found: dict[str, tuple[str, ...]] = {}
        for each in self.learned:
            found[each.kind] = (*found.get(each.kind, ()), each.cue)
        return found

    @property
    def table(self) -> str:
        """Return the `[import]` table; nothing where nothing was learned."""
        return _table(self.cues) if self.learned else ""


def outlet(project: Path, source_id: str) -> Source:
    """Return the source of this id; UsageError with the nearest one where there is none."""
    _, sources = tables(project)
    by_id = {source.id: source for source in sources}
    if source_id in by_id:
        return by_id[source_id]
    near = nearest(source_id, by_id)
    known = ", ".join(f"`{each}`" for each in sorted(by_id)[:10])
    hint = f"did you mean `{near}`?" if near else f"there are {known}" if known else ""
    raise UsageError(f"there is no source `{source_id}`",
                     hint=hint or f"write `content/sources/{source_id}.toml` first")  # fmt: skip


def propose(source: Source, captures: Iterable[RawCapture], failures: list[Finding]) -> Proposal:
    """Return the cue words to be learned from captures of one outlet; ImportFailed for less than two articles.

    What is no article is added to `failures`.
    """
    readings: list[Reading] = []
    for capture in (each for item in captures for each in item.members or (item,)):
        if len(readings) == MOST_CAPTURES:
            raise UsageError(f"more than {MOST_CAPTURES} captures", hint="a few, of different stories, are enough")
        try:
            readings.append(reading(capture.data, capture.name))
        except ImportFailed as failure:
            failures.append(no_article(failure, capture.name))
    lesson = learn(readings)
    room = {kind: _MOST_CUES - len(source.cues.get(kind, ())) for kind in KINDS}
    fresh: list[Learned] = []
    for each in lesson.learned:
        if each.cue not in source.cues.get(each.kind, ()) and room[each.kind] > 0:
            room[each.kind] -= 1
            fresh.append(each)
    return Proposal(learned=tuple(fresh), same=lesson.same)


def write_cues(project: Path, source: Source, cues: Mapping[str, tuple[str, ...]]) -> None:
    """Add cue words to the source's file, of which every other byte stays; UsageError where that cannot be done."""
    path = safe_join(project, *source.path.split("/"))
    try:
        text = path.read_bytes().decode()
        for kind, words in cues.items():
            text = with_strings(text, ("import", kind), words)
    except OSError as error:
        raise UsageError(unreadable(path, error)) from None
    except ValueError:
        raise UsageError(f"`{source.path}` is written in a way that cannot be added to",
                         hint="copy the table into it by hand") from None  # fmt: skip
    write_atomic(path, text.encode())


def _table(cues: Mapping[str, tuple[str, ...]]) -> str:
    lines = ["[import]"]
    for kind, words in cues.items():
        lines += [f"{kind} = [", *(f"  {string(word)}," for word in words), "]"]
    return "\n".join(lines)
