"""Translations that other tools gave: TMX files under `content/memory/`, which a person owns like all content."""

import os
import stat
import time
from collections.abc import Collection, Iterable
from pathlib import Path

import msgspec

from generator import __version__
from generator.content import Stamp, create_new, is_settled, safe_join
from generator.errors import UsageError, unreadable
from generator.model import Finding, Value
from generator.slugs import slug
from generator.translation.memory import forget, keep_segments, record
from generator.translation.segments import Segment
from generator.translation.store import Store
from generator.translation.tmx import TmxFault, Unit, is_writable, read_tmx, write_tmx

FOLDER = "content/memory"
MAX_BYTES = 256 * 1024 * 1024


class Taken(Value, frozen=True, kw_only=True):
    """What came of importing a file: where it lies (empty where it held nothing new), and how many segments it has."""

    path: str
    segments: int


class Given(Value, frozen=True, kw_only=True):
    """What came of exporting: how many segments were written, and how many XML cannot hold."""

    segments: int
    left_out: int


def imported_files(project: Path) -> dict[str, str]:
    """Return the key of each imported file by its path; a link is not followed."""
    found: dict[str, str] = {}
    now = time.time_ns()
    try:
        folder = safe_join(project, FOLDER)
        with os.scandir(folder) as entries:
            for entry in entries:
                seen = entry.stat(follow_symlinks=False)
                if entry.name.endswith(".tmx") and entry.name[0] != "." and stat.S_ISREG(seen.st_mode):
                    stamp = Stamp(seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size, seen.st_ino)
                    # A file that may change again within the same tick of the clock is read again.
                    key = msgspec.json.encode(stamp).decode() if is_settled(stamp, now) else ""
                    found[f"{FOLDER}/{entry.name}"] = key
    except (OSError, UsageError):
        return {}
    return dict(sorted(found.items()))


def follow_imported(store: Store, project: Path, files: dict[str, str]) -> tuple[Finding, ...]:
    """Make the store hold what imported files say, reading those that changed; a finding for each that cannot be."""
    known = dict(store.connection.execute("SELECT path, key FROM file WHERE path LIKE '%.tmx'"))
    findings: list[Finding] = []
    if gone := known.keys() - files.keys():
        with store.change() as connection:
            for path in gone:
                forget(connection, path)
    for path, key in files.items():
        if key and known.get(path) == key:
            continue
        units: list[Unit] = []
        is_read = False
        try:
            units = read_tmx(_bytes(project / path))
            is_read = True
        except TmxFault as fault:
            findings.append(_bad_memory(path, f"this is no TMX that can be read: {fault.message}", fault.line))
        except OSError as error:
            findings.append(_bad_memory(path, unreadable(Path(path), error), 1))
        with store.change() as connection:
            record(connection, path, key if is_read else "", b"")
            for pair in sorted({unit.pair for unit in units}):
                keep_segments(connection, path, pair, _placed(units, pair))
    return tuple(findings)


def import_tmx(project: Path, file: Path, languages: Collection[str]) -> Taken:
    """Take a TMX file of any tool into the digest's content; UsageError where it cannot be read.

    `languages` are the digest's: text in `en-US` is taken for `en` where the digest has only that. A file that is there
    already is not written again.
    """
    try:
        units = read_tmx(_bytes(file))
    except TmxFault as fault:
        raise UsageError(f"`{file}:{fault.line}` is no TMX that can be read: {fault.message}") from None
    except OSError as error:
        raise UsageError(unreadable(file, error)) from None
    kept = dict.fromkeys(
        Unit((_known(unit.pair[0], languages), _known(unit.pair[1], languages)), unit.segment) for unit in units
    )
    if not kept:
        raise UsageError(f"`{file}` holds no text in two languages")
    data = "".join(write_tmx(kept, __version__)).encode()
    folder = safe_join(project, FOLDER)
    folder.mkdir(parents=True, exist_ok=True)
    stem = slug(file.stem, fallback="memory")
    for number in range(1, 1000):
        path = f"{FOLDER}/{stem}{f'-{number}' * (number > 1)}.tmx"
        target = safe_join(project, path)
        if target.exists():
            if target.read_bytes() == data:
                return Taken(path="", segments=len(kept))
            continue
        create_new(target, data)
        return Taken(path=path, segments=len(kept))
    raise UsageError(f"there are a thousand files like `{stem}.tmx` in `{FOLDER}`", hint="remove those you do not need")


def export_tmx(store: Store, file: Path, pair: tuple[str, str] | None = None) -> Given:
    """Write all fresh segments (of one language pair) to a TMX file, each once, by language and text.

    UsageError where the file is there already: it may hold somebody's work.
    """
    units = dict.fromkeys(_stored(store, pair))
    left_out = sum(not is_writable(unit) for unit in units)
    try:
        create_new(file, "".join(write_tmx(units, __version__)).encode())
    except FileExistsError:
        raise UsageError(f"`{file}` is there already", hint="name another file, or remove it") from None
    except OSError as error:
        raise UsageError(unreadable(file, error)) from None
    return Given(segments=len(units) - left_out, left_out=left_out)


def _stored(store: Store, pair: tuple[str, str] | None) -> Iterable[Unit]:
    rows = store.connection.execute(
        "SELECT source_lang, target_lang, kind, source, target, by_person, engine, made, flags, before, after "
        "FROM segment JOIN text USING (hash) "
        "ORDER BY source_lang, target_lang, source, kind, by_person DESC, imported, path, place"
    )
    for lang, to, kind, source, target, by_person, engine, made, flags, before, after in rows:
        if pair in {None, (lang, to)}:
            segment = Segment(
                place=0,
                kind=kind,
                source=source,
                target=target,
                by_person=bool(by_person),
                engine=engine,
                made=made,
                flags=tuple(flags.split()),
                before=before,
                after=after,
            )
            yield Unit((lang, to), segment)


def _placed(units: Iterable[Unit], pair: tuple[str, str]) -> list[Segment]:
    return [msgspec.structs.replace(unit.segment, place=place) for place, unit in enumerate(units) if unit.pair == pair]


def _known(tag: str, languages: Collection[str]) -> str:
    base = tag.partition("-")[0]
    return base if tag not in languages and base in languages else tag


def _bytes(path: Path) -> bytes:
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        seen = os.fstat(descriptor)
        if not stat.S_ISREG(seen.st_mode) or seen.st_size > MAX_BYTES:
            raise OSError(0, f"it is no file of at most {MAX_BYTES // 1024**2} MB")
        return file.read()


def _bad_memory(path: str, message: str, line: int) -> Finding:
    return Finding(
        code="bad-memory",
        severity="warning",
        file=path,
        line=line,
        column=1,
        message=message,
        hint="take the file from the other tool again with `nashra memory import`",
    )
