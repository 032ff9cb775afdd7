"""One capture after the other: into an article of its own, or to the article that it belongs to.

The order of writing keeps the text in at least one place whatever happens: the capture goes to `originals/`, then the
article is written, then the file leaves the inbox. A run that was killed is finished by the next one.
"""

import hashlib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import msgspec

from generator import slugs
from generator.config import Config
from generator.content import article_document, create_new, safe_join, write_atomic
from generator.desk import originals, updating
from generator.desk.captures import RawCapture, drafts_of, shown, without_future
from generator.desk.rereading import reread
from generator.desk.updating import Changed, Reading
from generator.errors import ImportFailed, UsageError, unreadable
from generator.importers.identity import Candidate, Verdict, filing, judge
from generator.importers.identity.known import Existing, Holdings, KnownArticle, tables
from generator.model import Capture, Draft, Finding, Severity, Value


class ImportRequest(Value, frozen=True, kw_only=True):
    """What the person who imports says of all sources: their language, their thread; `dry_run` writes nothing.

    `repair` puts letters right that were read in a wrong encoding.
    """

    lang: str | None = None
    thread: str | None = None
    dry_run: bool = False
    repair: bool = False


class _Taken(msgspec.Struct):
    """A capture on its way: its hash, whether it must be kept, and its name in `originals/` once it is."""

    capture: RawCapture
    sha256: str
    must_stay: bool
    original: str = ""

    @property
    def as_original(self) -> Capture:
        """What an article says of it."""
        return Capture(file=self.original, sha256=self.sha256)


class Desk:
    """One run of importing: what the digest holds, and what has been added to it so far."""

    def __init__(self, project: Path, config: Config, request: ImportRequest) -> None:
        self.project = project
        self.config = config
        self.request = request
        self.created: list[str] = []
        self.findings: list[Finding] = []
        self.left_out = 0
        self.sources = tables(project)[1]
        self.held = Holdings(project)
        self.today = datetime.now(UTC).date()
        known = filing.options(self.sources, config.languages, request.lang)
        self.options = msgspec.structs.replace(known, repair=request.repair)

    def take_all(self, capture: RawCapture) -> None:
        """Import one capture, or each of those in an archive, which leaves the inbox when all of them are kept."""
        for member in capture.members or (capture,):
            self.take(member, must_stay=capture.inbox_file is not None)
        path = capture.inbox_file
        if not capture.members or self.request.dry_run or path is None or not originals.holds(path, capture.data):
            return
        lost = [member for member in capture.members if not self._has_original(member)]
        if not lost:
            self._leave_inbox(capture.name, path)
            return
        self._say(capture.name, "archive-stays", "warning",
                  f"it stays in the inbox, for {len(lost)} of its files gave no article: `{lost[0].name}` …",
                  "remove it when you need nothing of it")  # fmt: skip

    def take(self, capture: RawCapture, *, must_stay: bool = False) -> None:
        """Import one capture, or say why not. What `must_stay` is kept in `originals/` even if it says nothing new."""
        sha256 = hashlib.sha256(capture.data).hexdigest()
        known = self.held.captured(sha256)
        try:
            drafts = tuple(without_future(draft, self.today) for draft in drafts_of(capture, self.options))
        except ImportFailed as failure:
            self.findings.append(no_article(failure, capture.name))
            return
        original = next((each.original for each in known if each.original), "")
        taken = _Taken(capture=capture, sha256=sha256, must_stay=must_stay, original=original)
        new = [draft for draft in drafts if not self._is_known(draft, drafts, known)]
        try:
            for draft in new:
                self._settle(taken, draft, drafts[0])
            if known and not original:
                self._keep(taken, filing.stem_for(drafts[0], self.config.slugs), drafts[0].kind)
            self._clear(taken)
        except UsageError as error:
            # A link where a folder of the digest should be.
            self._say(capture.name, "not-written", "error", error.message, error.hint)
            return
        except OSError as error:
            path = Path(str(error.filename or capture.name))
            message = shown(unreadable(path, error))
            self._say(capture.name, "not-written", "error", message, "nothing is lost: mend that, and import it again")
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

    def _settle(self, taken: _Taken, draft: Draft, first: Draft) -> None:
        """Give a draft its place: a story of its own, or a part in one that is there."""
        publisher = filing.publisher_of(draft, self.sources)
        by_id = {source.id: source for source in self.sources}
        candidate = Candidate(draft=draft, publisher=publisher or "")
        verdict = judge(candidate, self.held.like(draft.url or "", draft.body), by_id)
        if verdict.kind == "new" or verdict.existing is None or _is_beside(taken, verdict):
            self._keep(taken, filing.stem_for(first, self.config.slugs), first.kind)
            path = self._write(taken, draft)
            if verdict.existing:
                self._say(path, "possible-duplicate", "note", f"it reads much like `{verdict.existing.path}`",
                          "if they are one story, delete one of the two")  # fmt: skip
            return
        self._join(taken, draft, verdict, verdict.existing)

    def _join(self, taken: _Taken, draft: Draft, verdict: Verdict, existing: Existing) -> None:
        fresh = self._reading(draft)
        if not verdict.of_it:
            fresh = fresh.without("publisher", "url")
        says_nothing = verdict.kind == "known" and not updating.can_fill(existing, fresh)
        if says_nothing and (taken.original or not taken.must_stay):
            self._say(taken.capture.name, "already-imported", "note", f"the same text is in `{existing.path}`")
            return
        self._keep(taken, existing.article.stem, draft.kind)
        try:
            changed = self._changed(taken, fresh, verdict, existing)
        except ValueError as error:
            raise UsageError(f"`{existing.path}`: {error}", hint="nothing is lost: mend it, import again") from None
        self._rewrite(existing, changed.raw)
        self._tell_of_change(taken, verdict, existing, changed, fresh)

    def _changed(self, taken: _Taken, fresh: Reading, verdict: Verdict, existing: Existing) -> Changed:
        if verdict.kind == "copy":
            return updating.also_published(existing, fresh, taken.as_original)
        day = taken.capture.captured
        if verdict.kind == "known" or day < existing.article.captured:
            return updating.named(existing, fresh, taken.as_original)
        before = self._reading_of_old(existing) if verdict.sure else None
        translated = self.held.is_translated(existing.article.stem)
        return updating.updated(existing, fresh, before, taken.as_original, day=day, translated=translated)

    def _rewrite(self, existing: Existing, raw: bytes) -> None:
        """Replace an article file, unless somebody has written to it since it was read."""
        if not self.request.dry_run and raw != existing.raw:
            path = safe_join(self.project, *PurePosixPath(existing.path).parts)
            if path.read_bytes() != existing.raw:
                raise UsageError(f"`{existing.path}` has just been changed", hint="nothing is lost: import it again")
            write_atomic(path, raw)
        self.held.add(existing.path, raw, written=not self.request.dry_run)

    def _reading(self, draft: Draft) -> Reading:
        return Reading(draft=draft, fields=filing.fields(draft, self.sources, self.config.sections))

    def _reading_of_old(self, existing: Existing) -> Reading | None:
        """Return what the capture that the article was made of gives today; None where that cannot be told."""
        draft = reread(self.project, existing.article, existing.article.original, self.options, self.config.slugs)
        return self._reading(draft) if draft else None

    def _keep(self, taken: _Taken, wanted: str, kind: str) -> None:
        """Make sure that the capture is in `originals/`."""
        if not taken.original:
            taken.original = originals.keep(
                self.project, taken.capture, wanted, kind, self.held.stems, dry_run=self.request.dry_run
            )

    def _write(self, taken: _Taken, draft: Draft) -> str:
        stem = slugs.unique(filing.stem_for(draft, self.config.slugs), self.held.stems)
        lang = draft.lang or self.config.default_language
        year, month = (draft.published or "")[:4], (draft.published or "")[5:7]
        path = PurePosixPath("content", "articles", *((year, month) if month else ("undated",)), f"{stem}.{lang}.md")
        fields = filing.fields(draft, self.sources, self.config.sections) | {
            "lang": lang,
            "captured": taken.capture.captured,
            "original": taken.as_original,
        }
        if self.request.thread:
            fields["threads"] = [self.request.thread]
        raw = article_document(fields, draft.body)
        if not self.request.dry_run:
            create_new(safe_join(self.project, *path.parts), raw)
        self.held.add(str(path), raw, written=not self.request.dry_run)
        self.created.append(str(path))
        self._tell(taken.capture, draft, str(path), fields)
        return str(path)

    def _clear(self, taken: _Taken) -> None:
        """Take the file out of the inbox if the original holds it and nobody has changed it meanwhile."""
        capture, path = taken.capture, taken.capture.inbox_file
        if self.request.dry_run or path is None or not originals.holds(path, capture.data):
            return
        if originals.is_kept(self.project, taken.original, capture.data):
            self._leave_inbox(capture.name, path)
            return
        self._say(capture.name, "original-differs", "warning",
                  f"`content/originals/{taken.original}` does not hold this capture, so that it stays in the inbox",
                  "put the original back, or remove one of the two files")  # fmt: skip

    def _leave_inbox(self, name: str, path: Path) -> None:
        """Remove a file of the inbox of which everything is kept."""
        try:
            path.unlink()
        except OSError as error:
            self._say(name, "inbox-stays", "warning",
                      f"it is imported, and cannot be taken out of the inbox: {shown(unreadable(path, error))}",
                      "remove it yourself; its capture is in `content/originals/`")  # fmt: skip

    def _has_original(self, capture: RawCapture) -> bool:
        known = self.held.captured(hashlib.sha256(capture.data).hexdigest())
        return any(originals.is_kept(self.project, each.original, capture.data) for each in known)

    def _tell_of_change(
        self, taken: _Taken, verdict: Verdict, existing: Existing, changed: Changed, fresh: Reading
    ) -> None:
        """Say what has become of an article for which another capture came."""
        name = taken.capture.name
        what = [*(["the text"] if changed.text else []), *(f"`{key}`" for key in changed.keys)]
        if verdict.kind == "copy":
            who = fresh.fields.get("publisher") or fresh.fields.get("url")
            self._say(existing.path, "also-published", "note", f"`{name}` has the same text, published by `{who}`")
        elif changed.waits:
            self._say(existing.path, "updated-elsewhere", "warning",
                      f"`{name}` has another text of it, kept as `content/originals/{taken.original}`",
                      "`nashra import --review` shows both; until then `update` stands in `needs`")  # fmt: skip
        elif what:
            self._say(existing.path, "updated", "note", f"`{name}` is a capture of it and gave {', '.join(what)}")
        else:
            self._say(name, "already-imported", "note", f"the same article is in `{existing.path}`")

    def _tell(self, capture: RawCapture, draft: Draft, path: str, fields: dict[str, object]) -> None:
        reasons = Counter(line.reason for line in draft.dropped_lines)
        kinds = ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items()))
        total = sum(reasons.values())
        self.left_out += total
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


def _is_beside(taken: _Taken, verdict: Verdict) -> bool:
    """Tell whether a text would be the newer one of an article that was made of the same capture, as of one feed."""
    original = verdict.existing.article.original if verdict.existing else None
    return verdict.kind == "update" and original is not None and original.sha256 == taken.sha256


def no_article(failure: ImportFailed, name: str) -> Finding:
    """Return the finding for what gave no article."""
    return Finding(code="no-article", severity="error", file=name, message=failure.message, hint=failure.hint)
