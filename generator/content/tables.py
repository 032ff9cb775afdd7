"""Thread and source files become a `Thread` or a `Source` and findings.

A file that cannot be read still gives a thread or source of its id, so that one mistake does not turn into a
finding on every article that names it.
"""

import unicodedata
from typing import get_args

from generator.config import toml, values
from generator.config.fields import Fields
from generator.config.values import Unfit
from generator.content import encoding
from generator.model import Finding, Source, SourceKind, Thread, ThreadStatus

PROPOSED = "# proposed by Nashra"
"""The remark behind a title of a thread that no person has touched."""

_PLACES = ("title", "aliases", "old_ids")
_THREAD_KEYS = ("status", "pinned", "aliases", "names", "old_ids", "title", "summary")
_CALLED = {"people": "names", "persons": "names", "places": "names", "keywords": "names"}
_SOURCE_KEYS = ("kind", "url", "country", "aliases", "name", "import")


def parse_thread(path: str, raw: bytes) -> tuple[Thread | None, tuple[Finding, ...]]:
    """Return the running story of `content/threads/ID.toml`, None where the file's name is no id."""
    fields = _fields(path, raw)
    if not (name := _id(fields)):
        return None, tuple(fields.findings)
    fields.unknown(_THREAD_KEYS, called=_CALLED)
    title = _named(fields, "title")
    thread = Thread(
        id=name,
        path=path,
        title=title,
        summary=fields.by_language("summary", values.prose, lines=True),
        status=fields.choice("status", get_args(ThreadStatus), "open"),
        pinned=fields.number("pinned", 0, 9_999),
        aliases=fields.many("aliases", values.name, most=500),
        names=fields.many("names", values.name, most=500),
        old_ids=tuple(each for each in fields.many("old_ids", values.identifier, most=500) if each != name),
        proposed=tuple(lang for lang in _proposed(fields, raw) if lang in title),
        places={key: fields.places[key,][:2] for key in _PLACES if (key,) in fields.places},
    )
    return thread, _sorted(fields)


def parse_source(path: str, raw: bytes) -> tuple[Source | None, tuple[Finding, ...]]:
    """Return the outlet of `content/sources/ID.toml`, None where the file's name is no id."""
    fields = _fields(path, raw)
    if not (name := _id(fields)):
        return None, tuple(fields.findings)
    fields.unknown(_SOURCE_KEYS)
    cues = fields.below("import")
    source = Source(
        id=name,
        path=path,
        name=_named(fields, "name"),
        kind=fields.choice("kind", get_args(SourceKind), "outlet"),
        url=fields.one("url", values.address),
        country=fields.one("country", values.country),
        aliases=fields.many("aliases", values.name, most=500),
        cues={} if cues is None else {key: cues.many(key, values.name) for key in cues.table},
    )
    return source, _sorted(fields)


def _fields(path: str, raw: bytes) -> Fields:
    text, fault = encoding.decode(raw, path)
    if fault:
        return _broken(path, fault)
    try:
        read = toml.read(text)
    except toml.TomlFault as error:
        return _broken(
            path,
            Finding(
                code="toml-syntax",
                severity="error",
                file=path,
                line=error.line,
                column=error.column,
                message=f"this is not TOML: {error.message}",
                hint='text stands in double quotes, as in `ar = "ليبيا"`, and a key only once',
            ),
        )
    return Fields(path, read.values, read.places)


def _broken(path: str, fault: Finding) -> Fields:
    fields = Fields(path, {}, {})
    fields.findings.append(fault)
    # What is wrong has been said: no key counts as missing.
    fields.rejected.update(title=fault, name=fault)
    return fields


def _id(fields: Fields) -> str:
    stem = unicodedata.normalize("NFC", fields.file.rpartition("/")[2].removesuffix(".toml"))
    try:
        return values.identifier(stem)
    except Unfit as unfit:
        fields.findings.clear()
        fields.note("bad-file-name", (), f"the name of the file {unfit.message}", unfit.hint)
        return ""


def _named(fields: Fields, key: str) -> dict[str, str]:
    names = fields.by_language(key, values.title)
    if not names and key not in fields.rejected:
        fields.note("missing-key", key, f"`{key}` is missing", f'add a table `[{key}]` with a line such as `ar = "…"`')
    return names


def _proposed(fields: Fields, raw: bytes) -> tuple[str, ...]:
    """Return the languages of the titles behind which the file says that Nashra proposed them."""
    if PROPOSED.encode() not in raw:
        return ()
    lines = raw.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ends = {path[1]: lines[place[0] - 1] for path, place in fields.places.items() if path[0] == "title" and path[1:]}
    return tuple(str(lang) for lang, line in ends.items() if line.rstrip().endswith(PROPOSED))


def _sorted(fields: Fields) -> tuple[Finding, ...]:
    return tuple(sorted(fields.findings, key=lambda found: (found.line, found.column, found.code)))
