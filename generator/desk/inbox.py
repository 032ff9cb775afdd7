"""What an editor's command does before the pure build: captures become articles.

The order of writing keeps the text in at least one place whatever happens: the capture goes to `originals/`, then the
article is written, then the file leaves the inbox. A run that was killed is finished by the next one.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path, PurePosixPath
from zoneinfo import ZoneInfo

from generator import content, slugs
from generator.config import Config
from generator.content import article_document, create_new, safe_join
from generator.errors import ImportFailed, UsageError, unreadable
from generator.importers import MAX_BYTES, filing, read
from generator.importers.known import KnownArticle, holdings
from generator.model import Draft, Finding, Severity, Value
from generator.threads import aliases

_INBOX = ("content", "inbox")
_EXTENSIONS = {"text": "txt", "html": "html", "feed": "xml"}


class RawCapture(Value, frozen=True, kw_only=True):
    """Something to import: its bytes, the name to show, the day it was captured; its file if that leaves the inbox."""

    name: str
    data: bytes
    captured: str
    inbox_file: Path | None = None


class ImportRequest(Value, frozen=True, kw_only=True):
    """What the person who imports says of all sources: their language, their thread; `dry_run` writes nothing."""

    lang: str | None = None
    thread: str | None = None
    dry_run: bool = False


class InboxReport(Value, frozen=True, kw_only=True):
    """What importing did: the article files made (or, in a dry run, those that would be), and what there is to say."""

    created: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def import_inbox(project: Path, config: Config, *, now: datetime) -> InboxReport:
    """Make articles of the files in `content/inbox/`; those that give none stay there and are findings.

    `now` bounds the day of capture, for files can claim to be of tomorrow.
    """
    paths, findings = _waiting(project)
    captures: list[RawCapture] = []
    for path in paths:
        name = _name_of(path, project)
        try:
            captures.append(capture_of(path, name, config.timezone, now=now, inbox=True))
        except ImportFailed as failure:
            findings.append(_no_article(failure, name))
    if not captures:
        return InboxReport(findings=_ordered(findings))
    report = import_files(project, config, captures, ImportRequest())
    return InboxReport(created=report.created, findings=_ordered([*findings, *report.findings]))


def import_files(project: Path, config: Config, captures: Iterable[RawCapture], request: ImportRequest) -> InboxReport:
    """Make articles of `captures`, one after the other; what gives no article is a finding `no-article`."""
    desk = _Desk(project, config, request)
    for capture in captures:
        desk.take(capture)
    return InboxReport(created=tuple(desk.created), findings=_ordered(desk.findings))


def capture_of(path: Path, name: str, timezone: str, *, now: datetime, inbox: bool = False) -> RawCapture:
    """Return the file at `path` as a capture; ImportFailed where it cannot be one."""
    name = shown(name)
    try:
        if path.is_symlink():
            raise ImportFailed("a symbolic link is not followed", file=name, hint="name the file itself")
        if not path.exists():
            raise ImportFailed("there is no such file", file=name, hint="look at how its name is spelled")
        if not path.is_file():
            raise ImportFailed("not a regular file", file=name, hint="name a file, or a folder of files")
        stat = path.stat()
        if stat.st_size > MAX_BYTES:
            raise ImportFailed(f"larger than {MAX_BYTES // 2**20} MB", file=name, hint="save one article a file")
        data = path.read_bytes()
    except OSError as error:
        raise ImportFailed(shown(unreadable(path, error)), file=name) from None
    zone = ZoneInfo(timezone)
    moment = min(datetime.fromtimestamp(stat.st_mtime, zone), now.astimezone(zone))
    return RawCapture(name=name, data=data, captured=moment.date().isoformat(), inbox_file=path if inbox else None)


class _Desk:
    """One run of importing: what the digest holds, and what has been added to it so far."""

    def __init__(self, project: Path, config: Config, request: ImportRequest) -> None:
        self.project = project
        self.config = config
        self.request = request
        self.created: list[str] = []
        self.findings: list[Finding] = []
        loaded = content.load(project, config, {})
        self.threads = tuple(loaded.threads.values())
        self.sources = tuple(loaded.sources.values())
        held = holdings(project)
        self.stems = set(held.stems)
        self.known = dict(held.by_capture)
        self.options = filing.options(self.sources, config.languages, request.lang)

    def take(self, capture: RawCapture) -> None:
        """Import one capture, or say why not."""
        sha256 = hashlib.sha256(capture.data).hexdigest()
        known = self.known.get(sha256, ())
        try:
            drafts = read(capture.data, capture.name, self.options)
        except ImportFailed as failure:
            self.findings.append(_no_article(failure, capture.name))
            return
        new = [draft for draft in drafts if not self._is_known(draft, drafts, known)]
        try:
            original = next((each.original for each in known if each.original), "") or self._keep(capture, drafts[0])
            made = [self._write(capture, draft, original, sha256) for draft in new]
            self.known[sha256] = (*known, *made)
            self._clear(capture, original)
        except UsageError as error:
            # A link where a folder of the digest should be.
            self._say(capture.name, "not-written", "error", error.message, error.hint)
            return
        except OSError as error:
            path = Path(str(error.filename or capture.name))
            message = shown(unreadable(path, error))
            self._say(capture.name, "not-written", "error", message, "nothing is lost: import it again")
            return
        if not new:
            paths = ", ".join(f"`{each.path}`" for each in known[:3])
            self._say(capture.name, "already-imported", "note", f"the same text was imported before: {paths}")

    def _is_known(self, draft: Draft, drafts: tuple[Draft, ...], known: tuple[KnownArticle, ...]) -> bool:
        """Tell whether the article is there; a feed of which a killed run imported a part is imported for the rest."""
        if len(drafts) == 1:
            return bool(known)
        stem = filing.stem_for(draft, self.config.slugs)
        return any(each.is_of(draft, stem) for each in known)

    def _keep(self, capture: RawCapture, first: Draft) -> str:
        """Write the capture to `originals/` and return its name there; the copy that a killed run left is used."""
        wanted = filing.stem_for(first, self.config.slugs)
        suffix = PurePosixPath(capture.name).suffix.lower().lstrip(".")
        plain = suffix.isascii() and suffix.isalnum() and len(suffix) <= 8
        extension = suffix if plain else _EXTENSIONS[first.kind]
        number = 1
        while True:
            stem = wanted if number == 1 else f"{wanted}-{number}"
            path = safe_join(self.project, "content", "originals", f"{stem}.{extension}")
            there = path.exists() or path.is_symlink()
            if slugs.fold(stem) not in self.stems and (not there or _holds(path, capture.data)):
                break
            number += 1
        if not there and not self.request.dry_run:
            create_new(path, capture.data)
        return path.name

    def _write(self, capture: RawCapture, draft: Draft, original: str, sha256: str) -> KnownArticle:
        stem = slugs.unique(filing.stem_for(draft, self.config.slugs), self.stems)
        lang = draft.lang or self.config.default_language
        year, month = (draft.published or "")[:4], (draft.published or "")[5:7]
        path = PurePosixPath("content", "articles", *((year, month) if month else ("undated",)), f"{stem}.{lang}.md")
        fields = filing.fields(draft, self.sources) | {
            "lang": lang,
            "captured": capture.captured,
            "original": {"file": original, "sha256": sha256},
        }
        summary = str(fields.get("summary", ""))
        if self.request.thread:
            fields["threads"] = [self.request.thread]
        elif thread := aliases.match(str(fields["title"]), summary, self.threads):
            fields["threads_auto"] = [thread]
        if not self.request.dry_run:
            create_new(safe_join(self.project, *path.parts), article_document(fields, draft.body))
        self.stems.add(slugs.fold(stem))
        self.created.append(str(path))
        self._tell(capture, draft, str(path), fields)
        return KnownArticle(path=str(path), stem=stem, original=original, url=draft.url or "", title=draft.title or "")

    def _clear(self, capture: RawCapture, original: str) -> None:
        """Take the file out of the inbox if the original holds it and nobody has changed it meanwhile."""
        path = capture.inbox_file
        if self.request.dry_run or path is None or not _holds(path, capture.data):
            return
        if self._is_kept(capture, original):
            path.unlink()
            return
        self._say(capture.name, "original-differs", "warning",
                  f"`content/originals/{original}` does not hold this capture, so that it stays in the inbox",
                  "put the original back, or remove one of the two files")  # fmt: skip

    def _is_kept(self, capture: RawCapture, original: str) -> bool:
        try:
            return _holds(safe_join(self.project, "content", "originals", original), capture.data)
        except UsageError:
            return False

    def _tell(self, capture: RawCapture, draft: Draft, path: str, fields: dict[str, object]) -> None:
        reasons = Counter(line.reason for line in draft.dropped_lines)
        kinds = ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items()))
        total = sum(reasons.values())
        left_out = f"{total} line{'' if total == 1 else 's'} left out ({kinds})" if total else "nothing left out"
        self._say(path, "imported", "note", f"made of `{capture.name}`: {left_out}")
        for notice in draft.notices:
            self._say(path, notice.code, "warning", notice.message, notice.hint)
        wanted = fields.get("needs")
        if isinstance(wanted, list):
            keys = ", ".join(f"`{key}`" for key in wanted)
            self._say(path, "needs", "warning", f"not known: {keys}", "fill them in, and take them out of `needs`")

    def _say(self, file: str, code: str, severity: Severity, message: str, hint: str = "") -> None:
        self.findings.append(Finding(code=code, severity=severity, file=file, message=message, hint=hint))


def _no_article(failure: ImportFailed, name: str) -> Finding:
    return Finding(code="no-article", severity="error", file=name, message=failure.message, hint=failure.hint)


def _waiting(project: Path) -> tuple[list[Path], list[Finding]]:
    """Return the files of the inbox by name, and findings on links; what is hidden is passed over."""
    found: list[Path] = []
    findings: list[Finding] = []
    try:
        inbox = safe_join(project, *_INBOX)
    except UsageError as error:
        return [], [_no_article(ImportFailed(error.message, hint=error.hint), "/".join(_INBOX))]
    folders = [inbox] if inbox.is_dir() else []
    for folder in folders:
        try:
            entries = sorted(os.scandir(folder), key=lambda each: each.name)
        except OSError as error:
            failure = ImportFailed(shown(unreadable(folder, error)), hint="allow yourself to read it")
            findings.append(_no_article(failure, _name_of(folder, project)))
            continue
        for entry in entries:
            path = Path(entry.path)
            if entry.name.startswith(".") or entry.name.endswith("~"):
                continue
            if entry.is_symlink():
                failure = ImportFailed("a symbolic link is not followed", hint="put the file itself into the inbox")
                findings.append(_no_article(failure, _name_of(path, project)))
            elif entry.is_dir() and not entry.name.endswith(("_files", ".files")):
                folders.append(path)
            elif entry.is_file():
                found.append(path)
    return found, findings


def _name_of(path: Path, project: Path) -> str:
    return shown(path.relative_to(project).as_posix())


def shown(name: str) -> str:
    """Return a file's name as text: systems allow bytes in one that are none."""
    return name.encode(errors="backslashreplace").decode()


def _holds(path: Path, data: bytes) -> bool:
    """Tell whether the file at `path` is a regular one with these bytes."""
    return not path.is_symlink() and path.is_file() and path.read_bytes() == data


def _ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda each: (each.file, each.code, each.message)))
