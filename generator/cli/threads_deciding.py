"""`nashra threads assign` and `nashra threads explain`: which thread an article belongs to, and why."""

from pathlib import Path

import click

from generator.cli.common import digest, in_project, print_findings, project_option, result, say, write_json
from generator.cli.list_ import aligned
from generator.config import load_config
from generator.errors import UsageError
from generator.model import Value
from generator.threads import Decision

_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
_HOW = """\
to accept: `nashra threads assign ARTICLE --to ID`, or write `threads: [ID]` into the file
to refuse: `nashra threads assign ARTICLE --not ID`, or write `not_threads: [ID]` into the file"""


class Row(Value, frozen=True, kw_only=True):
    """What became of one article: `assigned`, `suggested` or `removed`; `reason` holds the strongest terms.

    `chance` is that of the thread that is named; None where a person decided, or nothing speaks for that thread now.
    """

    outcome: str
    path: str
    title: str
    threads: tuple[str, ...]
    before: tuple[str, ...]
    chance: float | None
    reason: str


@click.command("assign")
@project_option
@click.argument("paths", nargs=-1, metavar="[PATH]…")
@click.option("--to", "into", default=None, metavar="ID", help="Put the article PATH into this thread, for good.")
@click.option("--not", "out_of", default=None, metavar="ID", help="Keep the article PATH out of this thread, for good.")
@click.option("--dry-run", is_flag=True, help="Say what would be written; write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object an article, a line each.")
@click.option("--jsonl", "items", type=_FILE, default=None, help="For measuring: the items, one JSON object a line.")
@click.option("--tasks", type=_FILE, default=None, help="For measuring: which items belong to which threads.")
def assign_command(
    project: Path | None,
    paths: tuple[str, ...],
    into: str | None,
    out_of: str | None,
    dry_run: bool,
    as_json: bool,
    items: Path | None,
    tasks: Path | None,
) -> int:
    """Put articles into threads where that is certain, and list where it is likely.

    What is certain is written into `threads_auto`. What a person wrote is never changed, unless `--to` or `--not` says
    so. PATH is an article, or a folder of them; without any, all are looked at.
    """
    if items or tasks:
        return _measure(items, tasks, alone=not (paths or into or out_of or dry_run or as_json))
    folder = digest(project)
    config, _ = load_config(folder)
    inside = tuple(in_project(path, folder) for path in paths)
    if into or out_of:
        if len(inside) != 1 or dry_run or as_json:
            raise UsageError("`--to` and `--not` take one article and write it", hint="name one file, nothing else")
        return _choose(folder, inside[0], into, out_of)
    from generator.desk.threading import assign

    report = assign(folder, config, inside, dry_run=dry_run)
    rows = [_row(move.path, move.title, move.decision, move.after, move.before) for move in report.moves]
    for each in report.suggestions:
        thread = each.decision.thread
        rows.append(_row(each.path, each.title, each.decision, (thread,) if thread else (), (), outcome="suggested"))
    if as_json:
        for row in rows:
            write_json(row)
    else:
        _print(rows, waiting=len(report.suggestions), moved=len(report.moves), dry_run=dry_run)
    print_findings(report.findings)
    return 1 if report.findings else 0


@click.command("explain")
@project_option
@click.argument("article", metavar="ARTICLE")
@click.option("--json", "as_json", is_flag=True, help="Print the explanation as JSON.")
def explain_command(project: Path | None, article: str, as_json: bool) -> None:
    """Say why ARTICLE is in its thread or in none: what adds up to that, and what would change it.

    ARTICLE is a file, or the name of an article without its language.
    """
    from generator.desk.threading import explain_article

    folder = digest(project)
    config, _ = load_config(folder)
    is_file = article.endswith(".md")
    told = explain_article(folder, config, in_project(article, folder) if is_file else article)
    if as_json:
        write_json(told)
        return
    result(f"{told.path}: {told.title}")
    result(told.verdict)
    if told.terms:
        for text, value in told.summed():
            result(f"  {value:+6.2f}  {text}")
        result(told.together())
    for line in told.changes:
        result(line)


def _measure(items: Path | None, tasks: Path | None, *, alone: bool) -> int:
    from generator.cli.threads_data import print_assignments

    if not (items and tasks and alone):
        raise UsageError("`--jsonl` and `--tasks` go together, and with nothing else")
    print_assignments(items, tasks)
    return 0


def _choose(folder: Path, path: str, into: str | None, out_of: str | None) -> int:
    from generator.desk.threading import choose

    config, _ = load_config(folder)
    article, changes = choose(folder, config, path, into=into, out_of=out_of)
    for key, now in changes.items():
        result(f"{article.path}: {key}: [{', '.join(now)}]")
    if not changes:
        say(f"`{article.path}` says so already")
    return 0


def _row(
    path: str,
    title: str,
    decision: Decision | None,
    after: tuple[str, ...],
    before: tuple[str, ...],
    outcome: str = "",
) -> Row:
    from generator.desk.thread_words import reason

    told = decision if decision and decision.thread in (after or before) else None
    return Row(
        outcome=outcome or ("assigned" if after else "removed"),
        path=path,
        title=title,
        threads=after,
        before=before,
        chance=told.chance if told else None,
        reason=reason(told) if told else "" if decision else "a person decided",
    )


def _print(rows: list[Row], *, waiting: int, moved: int, dry_run: bool) -> None:
    from generator.desk.thread_terms import percent

    table = [
        (
            row.outcome,
            row.path,
            ", ".join(row.threads or row.before),
            "-" if row.chance is None else percent(row.chance),
            row.reason,
        )
        for row in rows
    ]
    for line in aligned(table):
        result(line)
    say(f"{moved} {'article' if moved == 1 else 'articles'} {'would be ' if dry_run else ''}changed, "
        f"{waiting} {'suggestion waits' if waiting == 1 else 'suggestions wait'}")  # fmt: skip
    if waiting:
        say(_HOW)
