"""The pure half of Nashra: load → link → plan → compare keys → render → write → prune.

It opens no socket and writes nothing under `content/`. After any sequence of edits, and killed at any moment,
what it leaves is what a clean build would have made.
"""

import time
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from generator.config import Config, load_config
from generator.content import SourceRecord, Stamp, is_settled, load, scan, scan_tree
from generator.errors import BuildError, SourceChanged
from generator.fingerprints import fingerprint
from generator.folders import theme_folders
from generator.keys import Keys, code_fingerprint, reasons
from generator.model import CorpusView, Finding, Value
from generator.output import FileStamp, Output
from generator.parallel import map_ordered, processes
from generator.state import OutputRecord, State, Summary, only_one

if TYPE_CHECKING:
    from generator.content import Content
    from generator.link import Linked
    from generator.pictures import Known, Made
    from generator.plan import Plan
    from generator.render import Staged
    from generator.templates import Theme

TRIES = 3
PICTURES = "picture"


class BuildOptions(Value, frozen=True, kw_only=True):
    """How to build: where to, for which address, at which instant, by how many workers (0: one a core)."""

    output: Path
    now: datetime
    base_url: str | None = None
    drafts: bool = False
    jobs: int = 0


class Report(Value, frozen=True, kw_only=True):
    """What a build did; `reasons` says for each rendered page which parts of its key differed."""

    rendered: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    unchanged: int = 0
    pruned: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    reasons: dict[str, tuple[str, ...]] = {}  # noqa: RUF012 - a struct copies it
    seconds: float = 0.0
    notice: str = ""


def build(project: Path, options: BuildOptions) -> Report:
    """Build the site of `project` and report what changed. A build that fails changes nothing."""
    started = time.monotonic()
    project = project.resolve()
    folder = project / ".nashra"
    output = Output(options.output, project)
    if folder.is_symlink():
        raise BuildError("`.nashra` is a symbolic link", hint="remove it; the folder is made anew")
    code = code_fingerprint()
    with only_one(folder), State(folder, code) as state:
        output.abandon()
        inputs = _inputs(project, options, code)
        report = _nothing_changed(state, output, inputs, options) or _rebuild(project, options, state, output, inputs)
        notice = ""
        if state.set_aside:
            notice = f"the state could not be read and was moved to `{state.set_aside.name}`; all was built again"
    return msgspec.structs.replace(report, seconds=round(time.monotonic() - started, 3), notice=notice)


# What went in ----------------------------------------------------------------------------------------------------


class _Inputs(Value, frozen=True, kw_only=True):
    """The fingerprint of all that a build depends on, and whether the same fingerprint will mean the same later."""

    stamps: str
    code: str
    settled: bool


def _inputs(project: Path, options: BuildOptions, code: str) -> _Inputs:
    scanned = scan(project)
    stamps: dict[str, Stamp] = dict(scanned.stamps)
    for number, folder in enumerate(theme_folders(project)):
        stamps |= {f"templates:{number}:{path}": stamp for path, stamp in scan_tree(folder).items()}
    told = (sorted(stamps.items()), scanned.findings, code, options.base_url, options.drafts)
    settled = all(is_settled(stamp, scanned.began) for stamp in stamps.values())
    return _Inputs(stamps=fingerprint(msgspec.msgpack.encode(told)), code=code, settled=settled)


def _nothing_changed(state: State, output: Output, inputs: _Inputs, options: BuildOptions) -> Report | None:
    """Return the report of a build with nothing to do, or None if there may be something."""
    raw = state.summary(output.name)
    if raw is None:
        return None
    summary = msgspec.msgpack.decode(raw, type=Summary)
    now = options.now.astimezone(UTC).isoformat()
    in_time = summary.since <= now and (not summary.until or now < summary.until)
    if not in_time or summary.inputs != inputs.stamps or summary.outputs != _outputs(output.scan()):
        return None
    return Report(unchanged=summary.count, findings=summary.findings)


def _outputs(found: Mapping[str, FileStamp]) -> str:
    return fingerprint(msgspec.msgpack.encode(sorted(found.items())))


# What comes out --------------------------------------------------------------------------------------------------


def _rebuild(project: Path, options: BuildOptions, state: State, output: Output, inputs: _Inputs) -> Report:
    left = TRIES
    while True:
        left -= 1
        try:
            return _build_once(project, options, state, output, inputs)
        except SourceChanged:
            if not left:
                raise
            inputs = _inputs(project, options, inputs.code)
        finally:
            output.abandon()


def _build_once(project: Path, options: BuildOptions, state: State, output: Output, inputs: _Inputs) -> Report:
    # Nothing below is needed by a build in which nothing changed, and importing it takes longer than that build.
    from generator.link import link
    from generator.pictures import asked_for, make, with_pictures
    from generator.plan import plan
    from generator.templates import Theme

    before = _remembered(state, output)
    config, findings = _settings(project, options)
    content = load(project, config, before.sources, jobs=options.jobs)
    linked = link(content, config, options.now, drafts=options.drafts)
    asked, lacking = asked_for(linked.site, content.pictures)
    made = make(project, asked, content.pictures, before.pictures, jobs=options.jobs)
    theme = Theme(theme_folders(project))
    planned = plan(with_pictures(linked.site, made.pictures), config, theme)
    keys = Keys(inputs.code, planned.frames, theme.closure)
    now = keys.of(planned.pages) | {path: made.mark(path) for path in planned.pictures}
    staged = _render(project, options, output, theme, planned, made, before.outdated(now))
    paths = frozenset(now) | {asset.path for asset in planned.assets}
    written = {each.path: each.staged for each in staged if each.staged}
    pruned = output.replace(written, paths, output.listed() | frozenset(before.outputs))
    pages = {page.path: page for page in planned.pages}
    records = {
        each.path: OutputRecord(
            key=now[each.path],
            parts=keys.parts(pages[each.path]) if each.path in pages else b"",
            stamp=each.stamp,
        )
        for each in staged
        if each.path in now
    }
    rendered = sorted(records.keys() & pages.keys())
    found = output.scan()
    of_pictures = (*lacking, *made.findings)
    of_content = (*findings, *content.findings, *linked.findings, *of_pictures, *planned.findings)
    everything = (*of_content, *output.foreign(found, paths))
    report = Report(
        rendered=tuple(rendered),
        written=tuple(sorted(written)),
        unchanged=len(paths) - len(written),
        pruned=pruned,
        findings=_in_order(everything),
        reasons={path: reasons(pages[path], before.outputs.get(path), records[path]) for path in rendered},
    )
    # A file that somebody else changed while we wrote must be looked at again.
    stamps = {path: before.found.get(path) for path in paths} | {each.path: each.stamp for each in staged}
    trusted = inputs.settled and all(found.get(path) == stamp for path, stamp in stamps.items())
    summary = _summary(inputs, found, linked, report) if trusted else None
    _remember(state, output, content, before, records, before.outputs.keys() - now.keys(), made.known, summary)
    return report


class _Before(Value, frozen=True, kw_only=True):
    """What the last build knew, and the files that are there now."""

    sources: dict[str, SourceRecord]
    outputs: dict[str, OutputRecord]
    pictures: "dict[str, Known]"
    found: dict[str, FileStamp]

    def outdated(self, keys: Mapping[str, str]) -> frozenset[str]:
        """Return the paths whose key or file is not what was recorded."""
        return frozenset(path for path, key in keys.items() if not self._is_current(path, key))

    def _is_current(self, path: str, key: str) -> bool:
        record = self.outputs.get(path)
        return record is not None and record.key == key and record.stamp == self.found.get(path)


def _remembered(state: State, output: Output) -> _Before:
    source = msgspec.msgpack.Decoder(SourceRecord).decode
    record = msgspec.msgpack.Decoder(OutputRecord).decode
    try:
        outputs = {path: record(raw) for path, raw in state.outputs(output.name).items()}
    except msgspec.DecodeError:
        # Written by another version: every page is rendered again, and equal files stay as they are.
        outputs = {}
    sources = {path: source(raw) for path, raw in state.sources().items()}
    return _Before(sources=sources, outputs=outputs, pictures=_pictures(state), found=output.scan())


def _pictures(state: State) -> "dict[str, Known]":
    from generator.pictures import Known

    known = msgspec.msgpack.Decoder(Known).decode
    return {path: known(raw) for path, raw in state.derived(PICTURES).items()}


def _settings(project: Path, options: BuildOptions) -> tuple[Config, tuple[Finding, ...]]:
    config, findings = load_config(project)
    if options.base_url is not None:
        config = msgspec.structs.replace(config, base_url=options.base_url)
    return config, findings


def _render(
    project: Path,
    options: BuildOptions,
    output: Output,
    theme: "Theme",
    planned: "Plan",
    made: "Made",
    outdated: frozenset[str],
) -> "list[Staged]":
    from generator.render import Renderer

    output.begin()
    renderer = Renderer(project, output.folder, output.stage, theme, planned.frames)
    pages = [page for page in planned.pages if page.path in outdated]
    corpora = [page for page in pages if isinstance(page.content, CorpusView)]
    others = [page for page in pages if not isinstance(page.content, CorpusView)]
    assets = [renderer.keep(asset.path, asset.data) for asset in planned.assets]
    if processes(len(others), options.jobs) > 1:
        theme.compile({page.template for page in others})
    rendered = map_ordered(renderer, others, options.jobs)
    pictures = [renderer.keep(path, made.read(path)) for path in sorted(planned.pictures & outdated)]
    # They are made of what was just rendered.
    return [*rendered, *(renderer.join(page) for page in corpora), *assets, *pictures]


def _in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(set(findings), key=lambda each: (each.file, each.line, each.column, each.code, each.message)))


def _summary(inputs: _Inputs, found: Mapping[str, FileStamp], linked: "Linked", report: Report) -> Summary:
    return Summary(
        inputs=inputs.stamps,
        outputs=_outputs(found),
        since=linked.since,
        until=linked.until,
        count=report.unchanged + len(report.written),
        findings=report.findings,
    )


def _remember(
    state: State,
    output: Output,
    content: "Content",
    before: _Before,
    records: Mapping[str, OutputRecord],
    gone: Iterable[str],
    pictures: "Mapping[str, Known]",
    summary: Summary | None,
) -> None:
    encode = msgspec.msgpack.encode
    fresh = {each.path: encode(each) for each in content.records if before.sources.get(each.path) != each}
    with state.change() as change:
        change.keep_sources(fresh, before.sources.keys() - {each.path for each in content.records})
        change.keep_derived(
            PICTURES,
            {path: encode(known) for path, known in pictures.items() if before.pictures.get(path) != known},
            before.pictures.keys() - pictures.keys(),
        )
        change.keep_outputs(output.name, {path: encode(each) for path, each in records.items()}, gone)
        change.keep_summary(output.name, encode(summary) if summary else None)
