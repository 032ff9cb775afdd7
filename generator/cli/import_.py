"""`nashra import`: captures become articles."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import msgspec

from generator.cli.common import build_instant, digest, print_findings, project_option, result, say, write_json
from generator.desk.captures import drafts_of
from generator.desk.folders import is_of_digest
from generator.desk.gather import Item, Wishes, captures_among, gather
from generator.desk.inbox import ImportRequest, InboxReport, import_files
from generator.errors import ImportFailed, UsageError
from generator.model import Finding, Notice

_INTERRUPTED = 130
# What is counted where there is any.
_TOLD = (
    ("updated", "updated", "updated"),
    ("updated-elsewhere", "newer text waits for you", "newer texts wait for you"),
    ("also-published", "published elsewhere too", "published elsewhere too"),
)


@click.command("import")
@project_option
@click.argument("sources", nargs=-1, metavar="SOURCE...")
@click.option("--lang", default=None, metavar="LANG", help="The language of all sources, such as `ar` or `pt-BR`.")
@click.option("--thread", default=None, metavar="ID", help="The story thread that all articles join.")
@click.option("--fetch-pages", is_flag=True, help="Fetch the pages behind the headlines of feeds in files too.")
@click.option("--allow-private", is_flag=True, help="Fetch from this machine or a private network too.")
@click.option("--review", is_flag=True, help="Ask what is uncertain; without SOURCE, of what was imported before.")
@click.option("--repair", is_flag=True, help="Put letters right that were read in a wrong encoding (`Ã©` for `é`).")
@click.option("--learn", default=None, metavar="ID", help="Import nothing: propose cue words for the source ID.")
@click.option("--write", is_flag=True, help="With `--learn`: add them to the source's file.")
@click.option("--dry-run", is_flag=True, help="Say what would be made; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what was found, one JSON object a line; write nothing.")
def import_command(
    project: Path | None,
    sources: tuple[str, ...],
    lang: str | None,
    thread: str | None,
    fetch_pages: bool,
    allow_private: bool,
    review: bool,
    repair: bool,
    learn: str | None,
    write: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Make articles of SOURCEs: addresses, files, folders, or `-` for standard input.

    A file may be text, a saved page, a feed, a mail, a zip archive, or a list of feeds or addresses. Prints the paths
    of the articles. A source without an article makes the exit code 1; the others are imported.
    """
    _check_use(sources, review=review, writes=not (dry_run or as_json))
    if (write and not learn) or (learn and (review or as_json)):
        raise UsageError("`--write` needs `--learn`, which imports nothing: leave `--review` and `--json` out")
    tag = _language(lang)
    wishes = Wishes(now=build_instant(None), allow_private=allow_private, fetch_pages=fetch_pages)
    if as_json:
        return _print_records(sources, wishes, tag, repair=repair)
    from generator.config import load_config

    folder = digest(project)
    config, _ = load_config(folder)
    _check_thread(thread, folder)
    about = _articles_among(sources, folder, review=review)
    if about:
        from generator.cli.review import run_review

        run_review(folder, config, about)
        return 0
    cache = None if dry_run else folder / ".nashra" / "fetched"
    wishes = msgspec.structs.replace(wishes, timezone=config.timezone, folder=folder, cache=cache)
    if learn:
        from generator.cli.learn import run_learn

        return run_learn(folder, learn, _gathered(sources, wishes, bar=True), write=write and not dry_run)
    failures: list[Finding] = []
    request = ImportRequest(lang=tag, thread=thread, dry_run=dry_run, repair=repair)
    report, code = InboxReport(), 0
    if sources:
        report = import_files(folder, config, captures_among(_gathered(sources, wishes, bar=True), failures), request)
        code = _print_report(report, failures)
    if review and not report.interrupted:
        from generator.cli.review import run_review

        run_review(folder, config, report.created)
    return code


def _check_use(sources: tuple[str, ...], *, review: bool, writes: bool) -> None:
    """Raise UsageError for a call without SOURCE, and for a review that could not be answered or written."""
    if not sources and not review:
        raise UsageError(
            "SOURCE is missing",
            hint="name a file, a folder, an address, or `-` for standard input;"
            " what is in the inbox is imported by `nashra build`",
        )
    if review and "-" in sources:
        raise UsageError("`--review` reads answers from standard input", hint="import from `-`, then review")
    if review and not writes:
        raise UsageError("`--review` writes answers", hint="leave `--dry-run` and `--json` out")


def _articles_among(sources: Iterable[str], folder: Path, *, review: bool) -> tuple[str, ...]:
    """Return the articles of the digest that are to be asked about; UsageError where a part of it would be imported."""
    there = (folder / "content" / "articles").resolve()
    paths = {source: Path(source).resolve() for source in sources}
    articles = {source: path for source, path in paths.items() if path.is_relative_to(there)}
    if articles and not (review and len(articles) == len(paths)):
        raise UsageError(f"`{next(iter(articles))}` is an article of this digest already",
                         hint="`nashra import --review FILE` asks what is not known of it")  # fmt: skip
    for source, path in paths.items():
        if source not in articles and is_of_digest(path, folder):
            raise UsageError(f"`{source}` is a part of this digest, and no capture",
                             hint="captures are put into `content/inbox/`, or named where they lie")  # fmt: skip
    return tuple(path.relative_to(folder.resolve()).as_posix() for path in articles.values())


def _print_report(report: InboxReport, failures: list[Finding]) -> int:
    findings = [*failures, *report.findings]
    for path in report.created:
        result(path)
    print_findings(findings)
    codes = Counter(each.code for each in findings)
    counts = (
        (len(report.created), "article", "articles"),
        *((count, *words) for code, *words in _TOLD if (count := codes[code])),
        (codes["already-imported"], "known already", "known already"),
        (sum(each.severity == "error" for each in findings), "failed", "failed"),
        (report.left_out, "line left out", "lines left out"),
    )
    say(", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts))
    if report.interrupted:
        say("interrupted: the same command imports the rest")
        return _INTERRUPTED
    return _exit_code(findings)


def _print_records(sources: Iterable[str], wishes: Wishes, lang: str | None, *, repair: bool) -> int:
    """Print the drafts in every source. This needs no digest."""
    from generator.importers import ImportOptions, json_record

    options = ImportOptions(lang=lang, repair=repair)
    failures: list[Finding] = []
    notices: list[Finding] = []
    # A bar and records on one terminal would spoil each other.
    for item in _gathered(sources, wishes, bar=not sys.stdout.isatty()):
        if isinstance(item, Finding):
            if item.severity == "error":
                write_json({"file": item.file, "error": item.message})
            failures.append(item)
            continue
        for capture in item.members or (item,):
            try:
                drafts = drafts_of(capture, options)
            except ImportFailed as failure:
                write_json({"file": failure.file, "error": failure.message})
                failures.append(_finding(failure))
                continue
            for draft in drafts:
                write_json(json_record(draft))
                notices += [_noticed(notice, draft.file) for notice in draft.notices]
    print_findings([*failures, *notices])
    return _exit_code(failures)


def _exit_code(findings: Iterable[Finding]) -> int:
    """Return 1 for a source that gave no article, 4 where the network alone is to blame, else 0."""
    codes = {finding.code for finding in findings if finding.severity == "error"}
    return 0 if not codes else 4 if codes == {"not-reached"} else 1


def _gathered(sources: Iterable[str], wishes: Wishes, *, bar: bool) -> Iterator[Item]:
    with _progress(wanted=bar) as progress:
        yield from gather(sources, wishes, sys.stdin.buffer, progress)


@contextmanager
def _progress(*, wanted: bool) -> Iterator[Callable[[int, int], None]]:
    """Give what shows a bar on stderr, on a terminal only."""
    if not (wanted and sys.stderr.isatty()):
        yield lambda _done, _total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("importing"), BarColumn(), MofNCompleteColumn())
    # What is printed goes where it belongs: rich would take standard output along to the terminal.
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
        task = bar.add_task("importing", total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def _language(lang: str | None) -> str | None:
    if lang is None:
        return None
    from generator.locales import normalise

    tag = normalise(lang)
    if tag is None:
        raise UsageError(f"`--lang {lang}` is not a known language", hint="write a tag such as `ar`, `en` or `pt-BR`")
    return tag


def _check_thread(thread: str | None, folder: Path) -> None:
    """Raise UsageError for an id that no thread could have, and for one that none has."""
    if thread is None:
        return
    from generator.config import values

    try:
        values.identifier(thread)
    except values.Unfit as fault:
        raise UsageError(f"`--thread` {fault.message}", hint=fault.hint) from None
    if not thread or not (folder / "content" / "threads" / f"{thread}.toml").is_file():
        raise UsageError(f"there is no thread `{thread}`", hint="`nashra threads list` shows them all")


def _noticed(notice: Notice, file: str) -> Finding:
    return Finding(code=notice.code, severity="warning", file=file, message=notice.message, hint=notice.hint)


def _finding(failure: ImportFailed) -> Finding:
    return Finding(code="no-article", severity="error", file=failure.file, message=failure.message, hint=failure.hint)
