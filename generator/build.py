"""The pure half of Nashra: load → link → plan → compare keys → render → write → prune.

It opens no socket and writes nothing under `content/`. After any sequence of edits, and killed at any moment,
what it leaves is what a clean build would have made.
"""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import msgspec

from generator.config import Config, load_config
from generator.content import SourceRecord, Stamp, load, scan, scan_tree
from generator.errors import SourceChanged
from generator.fingerprints import combine, fingerprint
from generator.folders import theme_folders
from generator.model import Finding, Frame, Page, Value
from generator.output import FileStamp, Output
from generator.parallel import map_ordered
from generator.state import OutputRecord, State, Summary, only_one

TRIES = 3
LIBRARIES = ("babel", "jinja2", "mistune", "nh3", "python-slugify")
SAME_TICK = 100_000_000
"""A file this young (ns) may change again without a new time stamp, so what was seen of it is not trusted later."""


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
    with only_one(folder), State(folder) as state:
        inputs = _inputs(project, options)
        report = _nothing_changed(state, output, inputs, options) or _rebuild(project, options, state, output, inputs)
        if state.set_aside:
            notice = f"the state could not be read and was moved to `{state.set_aside.name}`; all was built again"
            report = msgspec.structs.replace(report, notice=notice)
    return msgspec.structs.replace(report, seconds=round(time.monotonic() - started, 3))


# What went in ----------------------------------------------------------------------------------------------------


class _Inputs(Value, frozen=True, kw_only=True):
    """The fingerprint of all that a build depends on, and whether the same fingerprint will mean the same later."""

    stamps: str
    code: str
    settled: bool


def _inputs(project: Path, options: BuildOptions) -> _Inputs:
    began = time.time_ns()
    scanned = scan(project)
    stamps: dict[str, Stamp] = dict(scanned.stamps)
    for number, folder in enumerate(theme_folders(project)):
        stamps |= {f"templates:{number}:{path}": stamp for path, stamp in scan_tree(folder).items()}
    code = _code()
    told = (sorted(stamps.items()), scanned.findings, code, options.base_url, options.drafts)
    settled = all(max(stamp.mtime_ns, stamp.ctime_ns) < began - SAME_TICK for stamp in stamps.values())
    return _Inputs(stamps=fingerprint(msgspec.msgpack.encode(told)), code=code, settled=settled)


def _code() -> str:
    """Return the fingerprint of this program and of the libraries that shape what it writes."""
    package = Path(__file__).parent
    files = sorted(path for path in package.rglob("*.py") if path.is_file())
    sources = (fingerprint(path.read_bytes()) for path in files)
    return combine(*sources, *(version(name) for name in LIBRARIES))


def _nothing_changed(state: State, output: Output, inputs: _Inputs, options: BuildOptions) -> Report | None:
    """Return the report of a build with nothing to do, or None if there may be something."""
    raw = state.summary(_name(output))
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


def _name(output: Output) -> str:
    return str(output.folder.resolve())


# What comes out --------------------------------------------------------------------------------------------------


def _rebuild(project: Path, options: BuildOptions, state: State, output: Output, inputs: _Inputs) -> Report:
    for left in range(TRIES - 1, -1, -1):
        try:
            return _build_once(project, options, state, output, inputs)
        except SourceChanged:
            if not left:
                raise
            inputs = _inputs(project, options)
        finally:
            output.abandon()
    raise AssertionError("unreachable")


def _build_once(project: Path, options: BuildOptions, state: State, output: Output, inputs: _Inputs) -> Report:
    from generator.link import link
    from generator.plan import plan
    from generator.render import Renderer, Staged
    from generator.templates import Theme

    config, findings = _settings(project, options)
    remembered = _remembered_sources(state)
    content = load(project, config, remembered, jobs=options.jobs)
    linked = link(content, config, options.now, drafts=options.drafts)
    theme = Theme(theme_folders(project))
    planned = plan(linked.site, config, theme)
    keys = _Keys(inputs.code, planned.frames, theme.closure)
    found = output.scan()
    known = _remembered_outputs(state, output)
    current = {page.path: (page, keys.key(page)) for page in planned.pages}
    outdated = [page for page, key in current.values() if not _is_current(page.path, key, known, found)]
    output.begin()
    renderer = Renderer(project, output.folder, output.stage, theme, planned.frames)
    staged: list[Staged] = map_ordered(renderer, outdated, options.jobs)
    staged += [renderer.keep(asset.path, asset.data) for asset in planned.assets]
    paths = frozenset(current) | {asset.path for asset in planned.assets}
    ours = output.listed() | frozenset(known)
    written = {each.path: each.staged for each in staged if each.staged}
    pruned = output.replace(written, paths, ours)
    records = {
        each.path: OutputRecord(key=current[each.path][1], parts=keys.parts(current[each.path][0]), stamp=each.stamp)
        for each in staged
        if each.path in current
    }
    left = output.scan()
    everything = (*findings, *content.findings, *linked.findings, *output.foreign(left, paths))
    report = Report(
        rendered=tuple(sorted(page.path for page in outdated)),
        written=tuple(sorted(written)),
        unchanged=len(paths) - len(written),
        pruned=pruned,
        findings=tuple(sorted(set(everything), key=_finding_order)),
        reasons={path: _reasons(known.get(path), records[path]) for path in sorted(records)},
    )
    summary = Summary(
        inputs=inputs.stamps,
        outputs=_outputs(left),
        since=linked.since,
        until=linked.until,
        count=len(paths),
        findings=report.findings,
    )
    encode = msgspec.msgpack.encode
    with state.change() as change:
        fresh = {record.path: encode(record) for record in content.records if remembered.get(record.path) != record}
        change.keep_sources(fresh, remembered.keys() - {record.path for record in content.records})
        name = _name(output)
        change.keep_outputs(name, {path: encode(each) for path, each in records.items()}, known.keys() - current.keys())
        change.keep_summary(name, encode(summary) if inputs.settled else None)
    return report


def _settings(project: Path, options: BuildOptions) -> tuple[Config, tuple[Finding, ...]]:
    config, findings = load_config(project)
    if options.base_url is not None:
        config = msgspec.structs.replace(config, base_url=options.base_url)
    return config, findings


def _remembered_sources(state: State) -> dict[str, SourceRecord]:
    decode = msgspec.msgpack.Decoder(SourceRecord).decode
    return {path: decode(raw) for path, raw in state.sources().items()}


def _remembered_outputs(state: State, output: Output) -> dict[str, OutputRecord]:
    decode = msgspec.msgpack.Decoder(OutputRecord).decode
    return {path: decode(raw) for path, raw in state.outputs(_name(output)).items()}


def _is_current(path: str, key: str, known: Mapping[str, OutputRecord], found: Mapping[str, FileStamp]) -> bool:
    record = known.get(path)
    return record is not None and record.key == key and record.stamp == found.get(path)


def _finding_order(finding: Finding) -> tuple[str, int, int, str, str]:
    return finding.file, finding.line, finding.column, finding.code, finding.message


# Keys ------------------------------------------------------------------------------------------------------------


class _Keys:
    """The keys of pages: the fingerprint of code, template closure, frame and the page itself."""

    def __init__(self, code: str, frames: Mapping[str, Frame], closure: Callable[[str], str]) -> None:
        self.code = code
        self.closure = closure
        self.frames = {lang: fingerprint(msgspec.msgpack.encode(frame)) for lang, frame in frames.items()}
        self.first = next(iter(self.frames.values()))

    def _frame(self, page: Page) -> str:
        return self.frames.get(page.lang, self.first)

    def key(self, page: Page) -> str:
        """Return the key of a page."""
        shown = fingerprint(msgspec.msgpack.encode(page))
        return combine(self.code, self.closure(page.template), self._frame(page), shown)

    def parts(self, page: Page) -> dict[str, str]:
        """Return a short fingerprint of each part of the key, so that a later build can say which one differs."""
        told = {"code": self.code[:8], "template": self.closure(page.template)[:8], "frame": self._frame(page)[:8]}
        values = {name: getattr(page, name) for name in page.__struct_fields__ if name != "content"}
        values |= {f"content.{name}": getattr(page.content, name) for name in page.content.__struct_fields__}
        return told | {name: fingerprint(msgspec.msgpack.encode(value), 4) for name, value in values.items()}


def _reasons(before: OutputRecord | None, now: OutputRecord) -> tuple[str, ...]:
    if before is None:
        return ("new",)
    names = sorted(before.parts.keys() | now.parts.keys())
    differing = tuple(name for name in names if before.parts.get(name) != now.parts.get(name))
    return differing or ("file",)
