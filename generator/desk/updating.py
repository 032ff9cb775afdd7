"""What becomes of an article file when another capture of the same article comes: bytes in, bytes out.

What a person changed stays. A value counts as unchanged if it is what the old capture still gives when it is read
again; then the new capture's takes its place. The rest of the file stays byte for byte.
"""

from collections.abc import Iterable, Mapping

import msgspec

from generator import frontmatter
from generator.importers.identity.known import Existing
from generator.model import Capture, Draft

UPDATE = "update"
"""What stands in `needs` while a newer text waits for a person."""

_MERGED = ("title", "summary", "published", "url", "publisher", "sources", "authors", "tags", "image")


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A draft and the front matter that it fills."""

    draft: Draft
    fields: Mapping[str, object]

    def without(self, *keys: str) -> "Reading":
        """Return the reading as if some keys were not known."""
        return Reading(draft=self.draft, fields={key: value for key, value in self.fields.items() if key not in keys})


class Changed(msgspec.Struct, frozen=True, kw_only=True):
    """An article file after a change: its bytes, which keys got a value, whether the text did or has to wait."""

    raw: bytes
    keys: tuple[str, ...] = ()
    text: bool = False
    waits: bool = False


def updated(
    existing: Existing, fresh: Reading, before: Reading | None, capture: Capture, *, day: str, translated: bool
) -> Changed:
    """Return the article with what a newer capture, of `day`, says; `before` is what its old capture gives today.

    The text of an article that is `translated` waits for a person: its paragraphs stand beside those of others.
    """
    front = _front(existing)
    changes = _merged(existing, front, fresh, before)
    keys = tuple(changes)
    mine, theirs = existing.body.strip("\n"), fresh.draft.body.strip("\n")
    old = before.draft.body.strip("\n") if before else None
    fits = mine == old and not translated
    differs = theirs not in (mine, old)
    needs = _open_needs(front, changes)
    body: str | None = None
    if differs and fits:
        body = theirs
        changes |= {"captured": day, "original": as_table(capture)}
        changes["captures"] = [*_listed(front, "captures"), front["original"]]
    else:
        changes["captures"] = _with_capture(front, capture, waits=differs)
        if differs and UPDATE not in needs:
            needs.append(UPDATE)
    if needs != _listed(front, "needs"):
        changes["needs"] = needs
    return Changed(
        raw=edited(existing.raw, changes, body), keys=keys, text=body is not None, waits=differs and not fits
    )


def named(existing: Existing, fresh: Reading, capture: Capture) -> Changed:
    """Return the article with a further capture of its text, which fills what was not known."""
    front = _front(existing)
    changes = _merged(existing, front, fresh, None)
    keys = tuple(changes)
    needs = _open_needs(front, changes)
    changes["captures"] = _with_capture(front, capture, waits=False)
    if needs != _listed(front, "needs"):
        changes["needs"] = needs
    return Changed(raw=edited(existing.raw, changes), keys=keys)


def also_published(existing: Existing, fresh: Reading, capture: Capture) -> Changed:
    """Return the article with a copy at another publisher."""
    front = _front(existing)
    copy = {key: fresh.fields[key] for key in ("publisher", "url") if fresh.fields.get(key)}
    entry = {**copy, "original": as_table(capture)}
    return Changed(raw=edited(existing.raw, {"also": [*_listed(front, "also"), entry]}))


def can_fill(existing: Existing, fresh: Reading) -> bool:
    """Tell whether a reading knows something that the article still needs."""
    return bool(_merged(existing, _front(existing), fresh, None))


def edited(raw: bytes, changes: Mapping[str, object], body: str | None = None) -> bytes:
    """Return an article file with keys changed and, if given, another text; ValueError where a key cannot be."""
    text = raw.decode()
    for key, value in changes.items():
        text = frontmatter.set_key(text, key, value)
    if body is not None:
        parts = frontmatter.split(text)
        text = text[: len(text) - len(parts.body)] + body.strip("\n").replace("\n", parts.newline) + parts.newline
    return text.encode()


def _front(existing: Existing) -> dict[str, object]:
    return frontmatter.values_in(existing.raw.decode())


def _merged(
    existing: Existing, front: Mapping[str, object], fresh: Reading, before: Reading | None
) -> dict[str, object]:
    """Return the values that a person has not touched, or that nobody knew, and that the new reading has."""
    wanted = _listed(front, "needs")
    changes: dict[str, object] = {}
    for key in _MERGED:
        theirs, ours = fresh.fields.get(key), front.get(key)
        if not theirs or (key == "title" and not fresh.draft.title):
            continue
        if _plain(ours) == _plain(theirs):
            if key in wanted:
                changes[key] = theirs
            continue
        untouched = before is not None and _plain(ours) == _plain(before.fields.get(key))
        provisional = key == "title" and _begins_text(str(ours), existing)
        if untouched or (key in wanted and (provisional or not ours)):
            changes[key] = theirs
    return changes


def _begins_text(title: str, existing: Existing) -> bool:
    """Tell whether a headline is the beginning of the text, which the import put there for want of one."""
    start = title.removesuffix("…").strip()
    return bool(start) and any(text.startswith(start) for text in (existing.article.summary, existing.body))


def _open_needs(front: Mapping[str, object], changes: Iterable[str]) -> list[object]:
    filled = set(changes)
    return [key for key in _listed(front, "needs") if key not in filled]


def _with_capture(front: Mapping[str, object], capture: Capture, *, waits: bool) -> list[object]:
    """Return the captures with one more; while a newer text waits for a person, its capture stays the last."""
    captures = _listed(front, "captures")
    table = as_table(capture)
    if table in captures or front.get("original") == table:
        return captures
    last = len(captures) - (UPDATE in _listed(front, "needs") and not waits)
    return [*captures[:last], table, *captures[last:]]


def _listed(front: Mapping[str, object], key: str) -> list[object]:
    value = front.get(key)
    return list(value) if isinstance(value, list) else []


def as_table(capture: Capture) -> dict[str, str]:
    """Return a capture as front matter names it."""
    return {"file": capture.file, "sha256": capture.sha256}


def _plain(value: object) -> object:
    """Return a value as front matter gives it back: text, and nothing for what is empty."""
    match value:
        case None | "" | False | [] | ():
            return None
        case Mapping():
            return {str(key): _plain(item) for key, item in value.items() if item not in (None, "")}
        case str():
            return value
        case Iterable():
            return [_plain(item) for item in value]
        case _:
            return str(value)
