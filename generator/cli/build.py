"""`nashra build`: inbox → content → site."""

import gc
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from generator.build import BuildOptions, Report, build
from generator.cli.common import build_instant, counted, digest, print_findings, project_option, result, say, write_json
from generator.cli.translation_notes import left_behind
from generator.config import base_address
from generator.config.values import Unfit
from generator.desk import Desk, prepare
from generator.errors import UsageError
from generator.model import Finding

if TYPE_CHECKING:
    from generator.translation import Done


@click.command("build")
@project_option
@click.option("--output", type=click.Path(path_type=Path), default=None, help="Where the site goes. Default: `site/`.")
@click.option("--base-url", default=None, help="The address the site will have; overrules the settings.")
@click.option("--drafts", is_flag=True, help="Show drafts too (for the preview; do not publish).")
@click.option("--jobs", type=click.IntRange(min=0), default=0, help="Worker processes; 0 means one for each core.")
@click.option("--translate", "engine", default=None, metavar="ENGINE", help="Translate what is new with this engine.")
@click.option("--no-import", is_flag=True, help="Leave the inbox alone.")
@click.option("--now", default=None, metavar="TIME", help="The build's instant, which decides embargo and expiry.")
@click.option("--explain", is_flag=True, help="Say for each page why it was rendered.")
@click.option("--strict", is_flag=True, help="Exit with 1 if there are errors or warnings.")
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
def build_command(
    project: Path | None,
    output: Path | None,
    base_url: str | None,
    drafts: bool,
    jobs: int,
    engine: str | None,
    no_import: bool,
    now: str | None,
    explain: bool,
    strict: bool,
    as_json: bool,
) -> int:
    """Turn inbox and content into a site.

    New captures in `content/inbox/` become articles first. Findings are printed; the good articles are built.
    """
    # Everything that a build makes lives until it ends, so collecting garbage in between only costs time.
    gc.disable()
    folder = digest(project)
    instant = build_instant(now)
    desk = prepare(folder, instant, inbox=not no_import, engine=engine, progress=_say_done)
    if not as_json:
        # Before anything can go wrong with the pages: a second build would not say it again.
        for path in desk.imported:
            say(f"imported {path}")
        print_findings(desk.findings)
    options = BuildOptions(
        output=output or folder / "site", now=instant, base_url=_address(base_url), drafts=drafts, jobs=jobs
    )
    report = build(folder, options)
    findings = (*desk.findings, *report.findings)
    if as_json:
        write_json(_record(desk, report, findings))
    else:
        print_findings(report.findings)
        _print(report, findings, options.output, explain=explain)
    if strict and any(finding.severity != "note" for finding in findings):
        return 1
    return desk.exit_code


def _address(given: str | None) -> str | None:
    if not given:
        return given
    try:
        return base_address(given)
    except Unfit as fault:
        raise UsageError(f"`--base-url` {fault.message}", hint=fault.hint) from None


def _say_done(done: "Done") -> None:
    """Say what was translated in one file, and what an engine was asked for in vain."""
    if done.action in {"created", "updated"}:
        count = f"{done.translated} {'text' if done.translated == 1 else 'texts'}"
        say(f"{done.action} {done.path} ({done.status}, {count}, {done.from_memory} from memory)")
    # That the memory lacks a text, or the engine a language, is no failure, and `partial` says it.
    failed = Counter(failure.kind for failure in done.failures if failure.kind not in {"not_found", "pair"})
    for kind, number in sorted(failed.items()):
        say(f"{done.path}: {number} {'text is' if number == 1 else 'texts are'} not translated ({kind})")
    for note in left_behind(done):
        say(note)


def _record(desk: Desk, report: Report, findings: tuple[Finding, ...]) -> dict[str, object]:
    return {
        "rendered": report.rendered,
        "written": report.written,
        "unchanged": report.unchanged,
        "pruned": report.pruned,
        "imported": desk.imported,
        "findings": findings,
        "seconds": report.seconds,
    }


def _print(report: Report, findings: tuple[Finding, ...], output: Path, *, explain: bool) -> None:
    if report.notice:
        say(report.notice)
    if explain:
        for path, reasons in report.reasons.items():
            result(f"{path}: {', '.join(reasons)}")
    counts = f"{len(report.rendered)} rendered, {len(report.written)} written, {report.unchanged} unchanged"
    if report.pruned:
        counts += f", {len(report.pruned)} pruned"
    if findings:
        counts += f"; {counted(findings)}"
    say(f"{counts}; {report.seconds:.2f} s")
    say(f"The site is in {output}: open {output / 'index.html'}")
