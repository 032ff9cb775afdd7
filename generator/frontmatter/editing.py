"""Change one key of a file's front matter, or keys of one map in it, and nothing else."""

from collections.abc import Iterable, Mapping, Sequence

from generator.frontmatter.faults import NEWLINE, Refused
from generator.frontmatter.reading import Split, Tree, read, split, values_in
from generator.frontmatter.writing import KEYS, flow, rank, written

_SPACE = " \t\r\n"


def set_key(text: str, key: str, value: object) -> str:
    """Return `text` with the value of `key` replaced, or the key added at its place; all else stays byte for byte.

    ValueError where the front matter cannot be read, or where the key cannot be changed without changing more.
    """
    parts, tree = _read(text, key)
    start, end, inserted = (_replacing if key in tree.spans else _adding)(parts, tree, key, value)
    return _checked(text, parts, tree, key, value, parts.front[:start] + inserted + parts.front[end:])


def set_entries(text: str, key: str, entries: Sequence[str]) -> str:
    """Return `text` with other entries in the list of `key`; where as many stay, each as it stands if it is the same.

    Without any entry the key goes. ValueError as for `set_key`, and where there is a comment among entries that have to
    be written anew.
    """
    if not entries:
        return _removed(text, key)
    parts, tree = _read(text, key)
    before, spans = tree.fields.get(key), tree.entries.get(key, [])
    if not isinstance(before, list) or len(before) != len(entries):
        span = tree.spans.get(key)
        if span and "#" in parts.front[span.start : span.end]:
            raise ValueError(f"there is a comment in the list `{key}`; edit it by hand")
        return set_key(text, key, list(entries))
    front = parts.front
    for (start, end), old, new in reversed(list(zip(spans, before, entries, strict=True))):
        if old != new:
            front = front[:start] + flow(new) + front[end:]
    return _checked(text, parts, tree, key, list(entries), front)


def set_subkeys(text: str, key: str, changes: Mapping[str, object]) -> str:
    """Return `text` with keys of the map `key` changed or added, or removed where they are None, and all else as it is.

    ValueError as for `set_key`.
    """
    parts, tree = _read(text, key)
    before = tree.fields.get(key)
    if not isinstance(before, dict):
        return set_key(text, key, changes)
    wanted = {name: value for name, value in {**before, **changes}.items() if value is not None}
    start, end, braces = _map_at(parts, tree, key)
    head, tail = f"---{parts.newline}", f"{parts.newline * braces}---{parts.newline}"
    # As front matter of its own, the map is edited like any.
    inner = f"{head}{parts.front[start:end]}{tail}"
    for name, value in changes.items():
        if value is None:
            inner = _removed(inner, name)
        elif before.get(name) != _as_read(value):
            inner = set_key(inner, name, value)
    front = parts.front[:start] + inner.removeprefix(head).removesuffix(tail) + parts.front[end:]
    return _checked(text, parts, tree, key, wanted, front)


def _map_at(parts: Split, tree: Tree, key: str) -> tuple[int, int, bool]:
    """Return where the map `key` stands, in whole lines unless it is in braces."""
    front, (start, end) = parts.front, tree.spans[key]
    if front[start] == "{":
        return start, end, True
    start = max(front.rfind(line_end, 0, start) for line_end in "\r\n") + 1
    return start, _line_end(parts, end), False


def _removed(text: str, key: str) -> str:
    """Return `text` without the top-level `key`; a comment beside it stays."""
    parts, tree = _read(text, key)
    if key not in tree.spans:
        return text
    front, end = parts.front, tree.spans[key].end
    place = tree.places[(key,)]
    lines = [0, *(found.end() for found in NEWLINE.finditer(front))]
    start = lines[place.key_line - 1] + place.key_column - 1
    if "\n" in front[start:end].rstrip(_SPACE) and "#" in front[start:end]:
        raise ValueError(f"there may be a comment in `{key}`; edit it by hand")
    if tree.flow:
        after = front[end:].lstrip(_SPACE)
        if after.startswith(","):
            end = len(front) - len(after[1:].lstrip(_SPACE))
        else:
            start = len(front[:start].rstrip(_SPACE).removesuffix(",").rstrip(_SPACE))
    elif (rest := front[end : _line_end(parts, end)].lstrip(" \t")).startswith("#"):
        end = _line_end(parts, end) - len(rest)
    else:
        start, end = lines[place.key_line - 1], _line_end(parts, end)
    fields = {name: value for name, value in tree.fields.items() if name != key}
    changed = text[: parts.front_start] + front[:start] + front[end:] + text[parts.front_start + len(front) :]
    if values_in(changed) != fields:
        raise ValueError(f"`{key}` cannot be removed here without changing more; edit it by hand")
    return changed


def _line_end(parts: Split, at: int) -> int:
    """Return where the line ends that `at` is in; a block of text ends where its last line does."""
    return at if parts.front[at - 1] in "\r\n" else _next_line(parts, at)


def _read(text: str, key: str) -> tuple[Split, Tree]:
    parts = split(text)
    try:
        tree = read(parts)
    except Refused as refused:
        raise ValueError(refused.message) from None
    if any(repeated == key for repeated, _, _ in tree.repeated):
        raise ValueError(f"`{key}` is written more than once")
    return parts, tree


def _checked(text: str, parts: Split, tree: Tree, key: str, value: object, front: str) -> str:
    """Return `text` with other front matter, if that says of `key` what it should, and of the rest what it did."""
    changed = text[: parts.front_start] + front + text[parts.front_start + len(parts.front) :]
    if values_in(changed) != {**tree.fields, key: _as_read(value)}:
        raise ValueError(f"`{key}` cannot be changed here without changing more; edit it by hand")
    return changed


def _replacing(parts: Split, tree: Tree, key: str, value: object) -> tuple[int, int, str]:
    start, end = tree.spans[key]
    end = start + len(parts.front[start:end].rstrip(_SPACE))
    new = flow(value) if tree.flow else written(key, value)
    before = parts.front[:start]
    gap = before[len(before.rstrip(_SPACE)) :]
    if start == end:
        return start, end, new if gap else f" {new}"
    if "\n" not in gap and "\r" not in gap:
        return start, end, new
    # What stands on lines of its own moves up beside its key, unless a comment is in the way.
    if before.rstrip(_SPACE).endswith(":"):
        return start - len(gap), end, f" {new}"
    return start, end, f"  {new}"


def _adding(parts: Split, tree: Tree, key: str, value: object) -> tuple[int, int, str]:
    if tree.flow:
        at = max((span.end for span in tree.spans.values()), default=0)
        entry = f"{flow(key)}: {flow(value)}"
        return (at, at, f", {entry}") if at else (at := parts.front.index("{") + 1, at, entry)
    at = len(parts.newline)
    if before := [other for other in tree.spans if rank(other) <= rank(key)]:
        nearest = max(before, key=lambda other: (rank(other), tree.spans[other].end))
        last = tree.spans[nearest if key in KEYS else max(tree.spans, key=lambda other: tree.spans[other].end)].end
        at = _line_end(parts, last)
    return at, at, " " * tree.indent + f"{flow(key)}: {written(key, value)}{parts.newline}"


def _next_line(parts: Split, at: int) -> int:
    return parts.front.index(parts.newline, at) + len(parts.newline)


def _as_read(value: object) -> object:
    """Return `value` as it will be read again: text in lists and maps."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case Mapping():
            return {str(key): _as_read(item) for key, item in value.items() if item is not None}
        case Iterable():
            return [_as_read(item) for item in value if item is not None]
        case _:
            return str(value)
