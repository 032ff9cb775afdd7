"""Read what is new below `content/`, and remember the rest."""

import os
import stat
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TypeAlias

import msgspec

from generator.config import Config
from generator.content import ledger
from generator.content.articles import parse_article
from generator.content.glossary import parse_glossary
from generator.content.scan import GLOSSARY, MAX_BYTES, PICTURES, SETTINGS, Scan, Stamp, is_settled, scan
from generator.content.tables import parse_source, parse_thread
from generator.fingerprints import fingerprint
from generator.model import Article, Finding, Source, Thread, Value
from generator.parallel import map_ordered

LEDGER = ".tm.jsonl"


class SourceRecord(Value, frozen=True, kw_only=True, omit_defaults=True):
    """What one file of `content/` says, to be used again while its stamp is the same; an empty stamp is never."""

    path: str
    stamp: Stamp
    fingerprint: str = ""
    article: Article | None = None
    thread: Thread | None = None
    source: Source | None = None
    findings: tuple[Finding, ...] = ()


class Content(Value, frozen=True, kw_only=True):
    """All that content files say, sorted by path, but for bodies; `ledgers` are fingerprints, `pictures` stamps."""

    articles: tuple[Article, ...]
    threads: dict[str, Thread]
    sources: dict[str, Source]
    ledgers: dict[str, str]
    pictures: dict[str, Stamp]
    findings: tuple[Finding, ...]
    records: tuple[SourceRecord, ...]


_Task: TypeAlias = tuple[str, Stamp, SourceRecord | None]


def load(
    project: Path,
    config: Config,  # noqa: ARG001 - what a file says does not depend on settings, or no record could be used again
    remembered: Mapping[str, SourceRecord],
    *,
    jobs: int = 1,
) -> Content:
    """Return the content of `project`, parsing only files whose stamp is not the `remembered` one."""
    scanned = scan(project)
    wanted = {path: stamp for path, stamp in scanned.stamps.items() if _is_content(path)}
    tasks: list[_Task] = []
    for path, stamp in wanted.items():
        known = remembered.get(path)
        if known is None or known.stamp != stamp:
            tasks.append((path, stamp, known))
    # Encoded, as a record is much quicker to read than to unpickle when a worker hands it over.
    decode = msgspec.msgpack.Decoder(SourceRecord).decode
    read = [decode(raw) for raw in map_ordered(partial(_encoded, project), tasks, jobs)]
    fresh = {record.path: record for record in read}
    records = tuple(_settled(fresh[path], scanned) if path in fresh else remembered[path] for path in wanted)
    findings = [finding for record in records for finding in record.findings]
    findings += scanned.findings
    findings += (_unexpected(path) for path in scanned.stamps if path not in wanted and not _is_known(path))
    return Content(
        articles=tuple(record.article for record in records if record.article),
        threads={record.thread.id: record.thread for record in records if record.thread},
        sources={record.source.id: record.source for record in records if record.source},
        ledgers={record.path: record.fingerprint for record in records if record.path.endswith(LEDGER)},
        pictures={path: stamp for path, stamp in scanned.stamps.items() if path.startswith(f"{PICTURES}/")},
        findings=tuple(sorted(findings, key=lambda found: (found.file, found.line, found.column, found.code))),
        records=records,
    )


def _is_content(path: str) -> bool:
    if path.startswith(f"{PICTURES}/"):
        return False
    if path.startswith("content/articles/"):
        return path.endswith((".md", LEDGER))
    return path == GLOSSARY or (path.endswith(".toml") and path.count("/") == 2)


def _is_known(path: str) -> bool:
    return path == SETTINGS or path.startswith(f"{PICTURES}/")


def _settled(record: SourceRecord, scanned: Scan) -> SourceRecord:
    """Return `record` without its stamp where the file may change again within the same tick of the clock."""
    return record if is_settled(record.stamp, scanned.began) else msgspec.structs.replace(record, stamp=Stamp())


def _encoded(project: Path, task: _Task) -> bytes:
    return msgspec.msgpack.encode(_read(project, task))


def _read(project: Path, task: _Task) -> SourceRecord:
    path, stamp, known = task
    try:
        raw = _bytes(project / path)
    except OSError as error:
        finding = _finding(
            path, "unreadable", f"the file cannot be read: {error.strerror}", "allow yourself to read it"
        )
        return SourceRecord(path=path, stamp=Stamp(), findings=(finding,))
    digest = fingerprint(raw)
    if known is not None and known.fingerprint == digest:
        return msgspec.structs.replace(known, stamp=stamp)
    if path.endswith(LEDGER):
        return SourceRecord(path=path, stamp=stamp, fingerprint=digest, findings=ledger.parse(raw, path)[1])
    if path == GLOSSARY:
        return SourceRecord(path=path, stamp=stamp, fingerprint=digest, findings=parse_glossary(raw, path)[1])
    article, thread, source = None, None, None
    if path.startswith("content/articles/"):
        article, findings = parse_article(path, raw)
    elif path.startswith("content/threads/"):
        thread, findings = parse_thread(path, raw)
    else:
        source, findings = parse_source(path, raw)
    return SourceRecord(
        path=path, stamp=stamp, fingerprint=digest, article=article, thread=thread, source=source, findings=findings
    )


def _bytes(path: Path) -> bytes:
    """Read a file that may have become a link or a pipe since it was seen."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        seen = os.fstat(descriptor)
        if not stat.S_ISREG(seen.st_mode):
            raise OSError(0, "it is no longer a file")
        if seen.st_size > MAX_BYTES:
            raise OSError(0, "it has grown too large")
        return file.read()


def _unexpected(path: str) -> Finding:
    wanted = "`NAME.LANG.md`" if path.startswith("content/articles/") else "`ID.toml`, not in a folder of its own"
    is_picture = path.lower().endswith((".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif"))
    hint = f"put it into `{PICTURES}/`, and name it there" if is_picture else "rename it, or move it away"
    return _finding(path, "unexpected-file", f"the file is not read: here are only {wanted}", hint)


def _finding(path: str, code: str, message: str, hint: str) -> Finding:
    return Finding(
        code=code,
        severity="warning" if code == "unexpected-file" else "error",
        file=path,
        line=1,
        column=1,
        message=message,
        hint=hint,
    )
