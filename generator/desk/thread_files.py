"""Files of threads as text: begun, renamed, united with another, never losing what a person typed."""

from collections.abc import Collection, Mapping

from generator.config import toml
from generator.config.toml_editing import string, with_strings

_UNITED = ("aliases", "names", "old_ids")
"""The keys of two threads that can be put together."""


def begun(titles: Mapping[str, str], proposed: Collection[str] = ()) -> str:
    """Return the file of a new thread; titles in the languages `proposed` are marked as not written by a person."""
    marks = {lang: "  # proposed by Nashra" if lang in proposed else "" for lang in titles}
    lines = ['status = "open"', "", "[title]"]
    lines += [f"{lang} = {string(title)}{marks[lang]}" for lang, title in titles.items()]
    return "\n".join(lines) + "\n"


def with_old_id(text: str, old: str) -> str:
    """Return the file of a thread that was called `old`; ValueError where it cannot be written into it."""
    return text if old in _strings(text, "old_ids") else with_strings(text, ("old_ids",), (old,))


def united(into: str, other: str, other_id: str) -> str:
    """Return the file of a thread with what another one's says, all that cannot be put together as a comment.

    The same again changes nothing. ValueError where one of the two cannot be read or written.
    """
    text = into
    for key in _UNITED:
        wanted = [*_strings(other, key), *((other_id,) if key == "old_ids" else ())]
        missing = [word for word in dict.fromkeys(wanted) if word not in _strings(into, key)]
        if missing:
            text = with_strings(text, (key,), missing)
    return _with_comment(text, other, other_id)


def _with_comment(text: str, other: str, other_id: str) -> str:
    line_end = "\r\n" if "\r\n" in text else "\n"
    lines = other.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    told = f"# What stood in `{other_id}.toml`, which was merged into this thread:"
    block = "".join(f"{line}{line_end}" for line in (told, *(f"# {line}" if line else "#" for line in lines)))
    if block in text:
        return text
    gap = "" if text.endswith("\n") else line_end
    made = f"{text}{gap}{line_end}{block}"
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
