"""Add strings to lists of a TOML file, or take them out, without touching what else a person wrote in it."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from generator.config import toml


def with_strings(text: str, path: tuple[str, ...], words: Iterable[str]) -> str:
    """Return `text` with strings put in front of a list, `path` being its key or its table and key; all else stays.

    The list, and the table, are made where there are none. ValueError where the text is no TOML, or where that cannot
    be done without changing more.
    """
    try:
        before = toml.read(text)
        after = _added(text, before.places, path, tuple(words))
        if toml.read(after).values == _wanted(before.values, path, tuple(words)):
            return after
    except (toml.TomlFault, LookupError, TypeError):
        pass
    raise ValueError(f"`{'.'.join(path)}` cannot be added to without changing more")


def without_strings(text: str, key: str, words: Iterable[str]) -> str:
    """Return `text` without some strings in the list of a key at its top, and without the key where none is left.

    ValueError where the text is no TOML, or where that cannot be done without changing more.
    """
    gone = frozenset(words)
    try:
        before = toml.read(text)
        known = _list(before.values, key)
        left = [word for word in known if word not in gone]
        after = text if left == known else _taken_out(text, before.places, key, known, gone)
        rest = {name: value for name, value in before.values.items() if name != key}
        if toml.read(after).values == (rest if known and not left else before.values | ({key: left} if known else {})):
            return after
    except (toml.TomlFault, LookupError, TypeError, ValueError):
        pass
    raise ValueError(f"`{key}` cannot be taken from without changing more")


def string(word: str) -> str:
    """Return a text as TOML on one line; its strings are JSON's, which may hold no DEL."""
    return json.dumps(word, ensure_ascii=False).replace("\x7f", "\\u007f")


def strings(words: Iterable[str]) -> str:
    """Return texts as TOML, with commas between."""
    return ", ".join(map(string, words))


def _wanted(values: Mapping[str, object], path: tuple[str, ...], words: tuple[str, ...]) -> dict[str, object]:
    key, *below = path
    if below:
        table = values.get(key, {})
        if not isinstance(table, dict):
            raise TypeError
        return {**values, key: _wanted(table, tuple(below), words)}
    return {**values, key: [*words, *_list(values, key)]}


def _list(values: Mapping[str, object], key: str) -> list[object]:
    known = values.get(key, [])
    if not isinstance(known, list):
        raise TypeError
    return known


def _added(text: str, places: Mapping[toml.Path, toml.Place], path: tuple[str, ...], words: tuple[str, ...]) -> str:
    line_end = "\r\n" if "\r\n" in text else "\n"
    if place := places.get(path):
        at = _offset(text, place) + 1
        more = "" if re.match(r"\s*\]", text[at:]) else ", "
        return f"{text[:at]}{strings(words)}{more}{text[at:]}"
    entry = f"{path[-1]} = [{strings(words)}]"
    if len(path) == 1:
        return _at_top(text, places, entry, line_end)
    if place := places.get(path[:-1]):
        at = _offset(text, place)
        if text[at] == "{":
            more = "" if re.match(r"\s*\}", text[at + 1 :]) else ","
            return f"{text[: at + 1]} {entry}{more}{text[at + 1 :]}"
        return _on_line_of_its_own(text, text.find("\n", at) + 1 or len(text), entry, line_end)
    gap = "" if not text or text.endswith("\n") else line_end
    return f"{text}{gap}{line_end}[{'.'.join(path[:-1])}]{line_end}{entry}{line_end}"


def _taken_out(
    text: str, places: Mapping[toml.Path, toml.Place], key: str, known: Sequence[object], gone: frozenset[str]
) -> str:
    """Cut entries out of a list, each up to where the next one begins; ValueError where a remark would go with it."""
    starts = [_offset(text, places[key, number]) for number in range(len(known))]
    end = text.index("]", starts[-1] + len(string(str(known[-1]))))
    if gone.issuperset(known):
        line = _line_after(text, places[key,][2] - 1)
        return _cut(text, line, _line_after(text, text.count("\n", 0, end) + 1))
    last = max(number for number, word in enumerate(known) if word not in gone)
    if last + 1 < len(known):
        text = _cut(text, starts[last] + len(string(str(known[last]))), end)
    for number in reversed(range(last)):
        if known[number] in gone:
            text = _cut(text, starts[number], starts[number + 1])
    return text


def _cut(text: str, start: int, end: int) -> str:
    if "#" in text[start:end]:
        raise ValueError
    return text[:start] + text[end:]


def _at_top(text: str, places: Mapping[toml.Path, toml.Place], entry: str, line_end: str) -> str:
    """Put a line after the last pair that stands in no table; without any, above the first table and its comment."""
    keys = {path: place for path, place in places.items() if all(isinstance(part, str) for part in path)}
    first_table = min((place for place in keys.values() if place[:2] == place[2:]), default=(text.count("\n") + 2,))
    pairs = [place for path, place in keys.items() if place[:2] != place[2:] and place[:1] < first_table[:1]]
    if pairs:
        end = _line_after(text, max(pairs)[0])
        while not _is_toml(text[:end]):
            end = text.find("\n", end) + 1 or len(text)
        return _on_line_of_its_own(text, end, entry, line_end)
    start = _line_after(text, first_table[0] - 1)
    above = re.search(r"(?:^[ \t]*#[^\n]*\n)*\Z", text[:start], re.MULTILINE)
    at = above.start() if above and above.start() else start
    return _on_line_of_its_own(text, at, f"{entry}{line_end}" if text[at:] else entry, line_end)


def _on_line_of_its_own(text: str, at: int, entry: str, line_end: str) -> str:
    gap = "" if at == 0 or text[at - 1] in "\n\ufeff" else line_end
    return f"{text[:at]}{gap}{entry}{line_end}{text[at:]}"


def _is_toml(text: str) -> bool:
    try:
        toml.read(text)
    except toml.TomlFault:
        return False
    return True


def _line_after(text: str, line: int) -> int:
    """Return where the line after a line begins, lines counted from 1; the start of the text for line 0."""
    start = 1 if text.startswith("\ufeff") else 0
    for _ in range(line):
        start = text.find("\n", start) + 1 or len(text)
    return start


def _offset(text: str, place: toml.Place) -> int:
    """Return where a place is in the text as it stands, with its byte order mark and line ends."""
    return _line_after(text, place[0] - 1) + place[1] - 1
