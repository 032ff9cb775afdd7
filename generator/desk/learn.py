"""Teach an outlet: cue words learned from captures go into the source's file, where an editor wants them."""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.config import toml
from generator.config.fields import nearest
from generator.content import safe_join, write_atomic
from generator.desk.captures import RawCapture
from generator.desk.taking import no_article
from generator.errors import ImportFailed, UsageError, unreadable
from generator.importers.identity.known import tables
from generator.importers.profiles.learning import Learned, Reading, learn, reading
from generator.model import Finding, Source, Value

MOST_CAPTURES = 20
# So many entries of a list in a source's file count.
_MOST_CUES = 100


class Proposal(Value, frozen=True, kw_only=True):
    """The cue words that a source does not have yet, what captures were good for, and as TOML what to add."""

    learned: tuple[Learned, ...] = ()
    same: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()

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


def propose(source: Source, captures: Iterable[RawCapture]) -> Proposal:
    """Return the cue words to be learned from captures of one outlet; ImportFailed for less than two articles."""
    findings: list[Finding] = []
    readings: list[Reading] = []
    for capture in (each for item in captures for each in item.members or (item,)):
        if len(readings) == MOST_CAPTURES:
            raise UsageError(f"more than {MOST_CAPTURES} captures", hint="a few, of different stories, are enough")
        try:
            readings.append(reading(capture.data, capture.name))
        except ImportFailed as failure:
            findings.append(no_article(failure, capture.name))
    lesson = learn(readings)
    room = {kind: _MOST_CUES - len(source.cues.get(kind, ())) for kind in ("end", "drop")}
    fresh: list[Learned] = []
    for each in lesson.learned:
        if each.cue not in source.cues.get(each.kind, ()) and room[each.kind] > 0:
            room[each.kind] -= 1
            fresh.append(each)
    return Proposal(learned=tuple(fresh), same=lesson.same, findings=tuple(findings))


def write_cues(project: Path, source: Source, cues: Mapping[str, tuple[str, ...]]) -> None:
    """Add cue words to the source's file, of which every other byte stays; UsageError where that cannot be done."""
    path = safe_join(project, *source.path.split("/"))
    try:
        before = path.read_bytes().decode()
        after = with_cues(before, cues)
    except OSError as error:
        raise UsageError(unreadable(path, error)) from None
    except (UnicodeDecodeError, toml.TomlFault, LookupError):
        after = ""
    if not after:
        raise UsageError(f"`{source.path}` is written in a way that cannot be added to",
                         hint="copy the table into it by hand")  # fmt: skip
    write_atomic(path, after.encode())


def with_cues(text: str, cues: Mapping[str, tuple[str, ...]]) -> str:
    """Return the text of a source's file with cue words added; nothing where it says more, or less, than that."""
    known = toml.read(text).values.get("import", {})
    if not isinstance(known, dict):
        return ""
    after = text
    for kind, words in cues.items():
        after = _with_kind(after, kind, words)
    wanted = {**known, **{kind: [*words, *known.get(kind, [])] for kind, words in cues.items()}}
    return after if toml.read(after).values == {**toml.read(text).values, "import": wanted} else ""


def _with_kind(text: str, kind: str, words: tuple[str, ...]) -> str:
    places = toml.read(text).places
    line_end = "\r\n" if "\r\n" in text else "\n"
    if place := places.get(("import", kind)):
        at = _offset(text, place) + 1
        more = "" if re.match(r"\s*\]", text[at:]) else ", "
        return f"{text[:at]}{_strings(words)}{more}{text[at:]}"
    entry = f"{kind} = [{_strings(words)}]"
    if place := places.get(("import",)):
        at = _offset(text, place)
        if text[at] == "{":
            more = "" if re.match(r"\s*\}", text[at + 1 :]) else ","
            return f"{text[: at + 1]} {entry}{more}{text[at + 1 :]}"
        end = text.find("\n", at)
        return (
            f"{text[: end + 1]}{entry}{line_end}{text[end + 1 :]}" if end >= 0 else f"{text}{line_end}{entry}{line_end}"
        )
    gap = "" if not text or text.endswith("\n") else line_end
    return f"{text}{gap}{line_end}[import]{line_end}{entry}{line_end}"


def _offset(text: str, place: toml.Place) -> int:
    """Return where a place is in the text as it stands, with its byte order mark and line ends."""
    start = 0
    for _ in range(place[0] - 1):
        start = text.index("\n", start) + 1
    return start + place[1] - 1 + (place[0] == 1 and text.startswith("\ufeff"))


def _table(cues: Mapping[str, tuple[str, ...]]) -> str:
    lines = ["[import]"]
    for kind, words in cues.items():
        lines += [f"{kind} = [", *(f"  {_string(word)}," for word in words), "]"]
    return "\n".join(lines)


def _strings(words: Iterable[str]) -> str:
    return ", ".join(map(_string, words))


def _string(word: str) -> str:
    # TOML's strings are JSON's.
    return json.dumps(word, ensure_ascii=False)
