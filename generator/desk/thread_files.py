"""Files of threads as text: begun, renamed, united with another, never losing what a person typed."""

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from generator.config import toml
from generator.config.toml_editing import string, with_strings, without_strings
from generator.content import PROPOSED

_UNITED = ("aliases", "names", "old_ids")
"""The keys of two threads that can be put together."""
_STOOD = "# What stood in `{}.toml`, which was merged into this thread:"
_ARTICLES = "# Its articles: "


class Parted(NamedTuple):
    """The file of a thread without one that was merged into it, that one's own file, and the stems of its articles.

    Of the latter two there is as much as a person left there.
    """

    kept: str
    other: str
    articles: tuple[str, ...]


def begun(titles: Mapping[str, str], proposed: Collection[str] = ()) -> str:
    """Return the file of a new thread; titles in the languages `proposed` are marked as not written by a person."""
    marks = {lang: f"  {PROPOSED}" if lang in proposed else "" for lang in titles}
    lines = ['status = "open"', "", "[title]"]
    lines += [f"{lang} = {string(title)}{marks[lang]}" for lang, title in titles.items()]
    return "\n".join(lines) + "\n"


def with_old_id(text: str, old: str) -> str:
    """Return the file of a thread that was called `old`; ValueError where it cannot be written into it."""
    return text if old in _strings(text, "old_ids") else with_strings(text, ("old_ids",), (old,))


def united(into: str, other: str, other_id: str, articles: Iterable[str] = ()) -> str:
    """Return the file of a thread with what another one's says, all that cannot be put together as a comment.

    The comment ends with the stems of the other one's articles. The same again changes nothing. ValueError where one of
    the two cannot be read or written.
    """
    text = into
    for key in _UNITED:
        wanted = [*_strings(other, key), *((other_id,) if key == "old_ids" else ())]
        missing = [word for word in dict.fromkeys(wanted) if word not in _strings(into, key)]
        if missing:
            text = with_strings(text, (key,), missing)
    return _with_comment(text, other, other_id, tuple(articles))


def was_merged(text: str, other_id: str) -> bool:
    """Tell whether the file of a thread still says what another one's said that was merged into it."""
    return _STOOD.format(other_id) in text.splitlines()


def parted(text: str, other_id: str) -> Parted:
    """Return what `united` made one of; ValueError where the ids of the other one cannot be taken out."""
    line_end = "\r\n" if "\r\n" in text else "\n"
    lines = text.split(line_end)
    start = lines.index(_STOOD.format(other_id)) if _STOOD.format(other_id) in lines else len(lines)
    end = next((at for at in range(start, len(lines)) if not lines[at].startswith("#")), len(lines))
    told = [line.removeprefix("#").removeprefix(" ") for line in lines[start + 1 : end]]
    stems = told.pop().removeprefix(_ARTICLES[2:]).split() if told and f"# {told[-1]}".startswith(_ARTICLES) else []
    other = "\n".join((*told, "")) if told else ""
    # The empty line above the comment came with it.
    above = start - 1 if 0 < start < len(lines) and not lines[start - 1] else start
    kept = line_end.join((*lines[:above], *lines[end:])) if start < len(lines) else text
    gone = (other_id, *(_strings(other, "old_ids") if _is_whole(other) else ()))
    return Parted(without_strings(kept, "old_ids", gone), other if _is_whole(other) else "", tuple(stems))


def _is_whole(other: str) -> bool:
    """Tell whether the file of a thread says at least what it is called."""
    try:
        return bool(_values(other).get("title"))
    except ValueError:
        return False


def _with_comment(text: str, other: str, other_id: str, articles: tuple[str, ...]) -> str:
    line_end = "\r\n" if "\r\n" in text else "\n"
    lines = other.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    told = _STOOD.format(other_id)
    block = "".join(f"{line}{line_end}" for line in (told, *(f"# {line}" if line else "#" for line in lines)))
    if block in text:
        return text
    gap = "" if text.endswith("\n") else line_end
    members = f"{_ARTICLES}{' '.join(articles)}{line_end}" if articles else ""
    made = f"{text}{gap}{line_end}{block}{members}"
    if _values(made) != _values(text):
        raise ValueError("the other file cannot be kept in it")
    return made


def _strings(text: str, key: str) -> list[str]:
    value = _values(text).get(key, [])
    return [word for word in value if isinstance(word, str)] if isinstance(value, list) else []


def _values(text: str) -> dict[str, object]:
    try:
        return toml.read(text).values
    except toml.TomlFault as fault:
        raise ValueError(f"line {fault.line}: this is not TOML: {fault.message}") from None
