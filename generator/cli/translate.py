"""`nashra translate`: attach translations to articles, or refresh the machine text in them."""

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import click

from generator.cli.common import (
    build_instant,
    digest,
    in_project,
    print_findings,
    project_option,
    result,
    say,
    write_json,
)
from generator.cli.translation_notes import left_behind
from generator.config import Config, load_config
from generator.config.engines import require_usable
from generator.errors import UsageError
from generator.locales import normalise
from generator.model import Finding
from generator.translation import (
    Done,
    Limits,
    Only,
    Options,
    Plan,
    Progress,
    Report,
    TranslationState,
    plan,
    status,
    translate,
)

_TOGETHER = frozenset({"person", "budget", "pair", "stopped"})
"""Failures that are counted for each file, not named one by one."""
_OF_THE_ENGINE = frozenset({"auth", "quota", "rate", "network", "timeout", "bad_answer"})
"""Failures that are the engine's, whatever the text."""


@click.command("translate")
@project_option
@click.argument("paths", nargs=-1, metavar="[PATH]…")
@click.option("--to", "to", multiple=True, metavar="LANG", help="Into this language. Default: `translate_to`.")
@click.option("--engine", default="", metavar="ENGINE", help="With this engine. Default: the one in the settings.")
@click.option("--max-chars", type=click.IntRange(min=0), metavar="N", help="Send at most N characters in this run.")
@click.option("--max-cost", type=click.FloatRange(min=0), metavar="N", help="Spend at most N, by the engine's `price`.")
@click.option("--only", metavar="KINDS", default="missing,stale", help="Only `missing` texts, or only `stale` ones.")
@click.option("--dry-run", is_flag=True, help="Say what would be sent, and what it would cost. Nothing is.")
@click.option("--status", "show_status", is_flag=True, help="Say how far each translation is.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def translate_command(
    project: Path | None,
    paths: tuple[str, ...],
    to: tuple[str, ...],
    engine: str,
    max_chars: int | None,
    max_cost: float | None,
    only: str,
    dry_run: bool,
    show_status: bool,
    as_json: bool,
) -> int:
    """Attach translations to articles, or refresh the machine text in them.

    What a person wrote is never changed. PATH is an article, or a folder of them; without any, all are looked at.
    """
    # What is made lives long: looking for cycles in it is a tenth of a run over a large digest.
    gc.set_threshold(100_000)
    folder = digest(project)
    config, faults = load_config(folder)
    require_usable(faults)
    options = Options(
        now=build_instant(None),
        paths=tuple(in_project(path, folder) for path in paths),
        to=tuple(_language(each) for each in to),
        engine=engine,
        only=_kinds(only),
        limits=Limits(characters=max_chars, cost=max_cost),
    )
    if show_status:
        return _show_status(list(status(folder, config, options)), as_json=as_json)
    if dry_run:
        return _show_plan(plan(folder, config, options), as_json=as_json)
    with _bar(wanted=not as_json) as watch:
        report = translate(folder, config, options, progress=None if as_json else _show_done, watch=watch)
    from generator.desk.threading import join_translated

    joined = join_translated(folder, config, report.done)
    _close(report, config, joined, as_json=as_json)
    return 4 if report.partial else 0


def _show_done(done: Done) -> None:
    if done.action in {"created", "updated"}:
        count = _counted(done.translated, "text")
        result(f"{done.action} {done.path} ({done.status}, {count}, {done.from_memory} from memory)")
    if waiting := [_place(failure.place) for failure in done.failures if failure.kind == "person"]:
        verb = "wants" if len(waiting) == 1 else "want"
        say(f"{done.path}: {', '.join(waiting)} {verb} a person, as its status is `human`")
    for failure in done.failures:
        if failure.kind in _TOGETHER:
            continue
        why = f"{failure.kind}: {failure.detail}" if failure.detail else failure.kind
        say(f"{done.path}: {_place(failure.place)} is not translated ({why.replace('_', ' ')})")
    if left := sum(failure.kind == "pair" for failure in done.failures):
        wait = f"{_counted(left, 'text')} {'waits' if left == 1 else 'wait'}"
        say(f"{done.path}: {wait} for another engine: this one does not translate between these languages")
    if left := sum(failure.kind == "stopped" for failure in done.failures):
        say(f"{done.path}: {_counted(left, 'text')} left out (stopped)")
    for note in left_behind(done):
        say(note)
    if left := sum(failure.kind == "budget" for failure in done.failures):
        wait = f"{_counted(left, 'text')} {'waits' if left == 1 else 'wait'}"
        say(f"{done.path}: {wait}, as the budget of this run is used up")


def _close(report: Report, config: Config, joined: tuple[Finding, ...], *, as_json: bool) -> None:
    if as_json:
        names = ("engine", "partial", "done", "spent", "over_budget", "too_long", "budget")
        write_json({name: getattr(report, name) for name in names} | {"findings": (*report.findings, *joined)})
        return
    print_findings((*report.findings, *joined))
    if report.engine == "none":
        say("no engine is chosen, so nothing was translated")
        say("  hint: name one with `--engine`, or under `[translate]` in `content/digest.toml`; `memory` needs nothing")
        return
    if not config.translate_to:
        say("`translate_to` names no language")
    changed = sum(done.action in {"created", "updated"} for done in report.done)
    left = sum(len(done.failures) for done in report.done)
    sent, characters = (sum(getattr(done, name) for done in report.done) for name in ("sent", "characters"))
    how = f"{sent} sent ({_counted(characters, 'character')})"
    cost = f", {_money(report.spent.cost)}" if report.spent.cost else ""
    say(f"{changed} written, {_counted(left, 'text')} left, {how}{cost} with {report.engine}")
    _say_why(report, config)
    if report.too_long:
        say(f"the next text has {_counted(report.too_long, 'character')}, more than the budget of {report.budget}")
        say("  hint: allow more with `--max-chars` or `--max-cost`: texts are sent whole")
    elif report.over_budget:
        say("the budget of this run is used up; all that was answered is kept")
        say("  hint: run the command again for the rest, or allow more with `--max-chars` or `--max-cost`")


def _say_why(report: Report, config: Config) -> None:
    """Say once what was wrong with the engine, and what to do."""
    from generator.translation.engines.hints import hint

    failures = [failure for done in report.done for failure in done.failures]
    if not (found := next((each for each in failures if each.kind in _OF_THE_ENGINE), None)):
        return
    stopped = ", so it was not asked any further" if any(each.kind == "stopped" for each in failures) else ""
    say(f"{report.engine}: {found.detail or found.kind.replace('_', ' ')}{stopped}")
    if advice := hint(report.engine, found.kind, config.translate.engines.get(report.engine, {})):
        say(f"  hint: {advice}")


def _show_plan(found: Plan, *, as_json: bool) -> int:
    if as_json:
        write_json(found)
        return 0
    planned, way = found.planned, "to translate here" if found.here else "to send"
    for each in planned:
        result(
            f"{each.path}: {each.wanted} wanted, {each.from_memory} from memory, "
            f"{each.to_send} {way} ({_counted(each.characters, 'character')})"
        )
    texts, characters = (sum(getattr(each, name) for each in planned) for name in ("to_send", "characters"))
    sums = (len(planned), "translation"), (texts, "text"), (characters, "character")
    translations, send, size = (_counted(number, noun) for number, noun in sums)
    cost = sum(each.cost for each in planned)
    about = f", about {_money(cost)}" if cost else ""
    say(f"{translations}, {send} {way} with {found.engine}, {size}{about}; nothing was sent")
    if found.kept:
        say(f"{_counted(found.kept, 'answer')} of earlier runs will not be asked for again")
    if found.spent_today.requests:
        spent = found.spent_today
        cost_today = f", {_money(spent.cost)}" if spent.cost else ""
        say(f"sent today: {_counted(spent.requests, 'text')}, {_counted(spent.characters, 'character')}{cost_today}")
    return 0


def _show_status(states: list[TranslationState], *, as_json: bool) -> int:
    if as_json:
        write_json({"translations": states})
        return 0
    for each in states:
        done = each.machine + each.person
        blocks = f"{done} of {_counted(each.blocks, 'block')}"
        about = f"{each.status or 'none'}: {blocks}, {each.person} by people, {each.stale} stale"
        about += f", {each.orphans} without an original" if each.orphans else ""
        made = f", {each.engine} {each.made}".rstrip() if each.engine else ""
        result(f"{each.path}: {about}{made}")
    return 0


@contextmanager
def _bar(*, wanted: bool) -> Iterator[Callable[[Progress], None] | None]:
    """Give what shows a bar on stderr, on a terminal only."""
    if not (wanted and sys.stderr.isatty()):
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("translating"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[texts]} texts"))
    # What is printed goes where it belongs: rich would take standard output along to the terminal.
    console = Console(stderr=True)
    with Bar(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
        task = bar.add_task("translating", total=None, texts=0)
        yield lambda now: bar.update(task, completed=now.done, total=now.total, texts=now.texts)


def _kinds(given: str) -> Only:
    kinds: dict[str, Literal["missing", "stale"]] = {"missing": "missing", "stale": "stale"}
    words = [word.strip() for word in given.split(",")]
    if not all(word in kinds for word in words):
        raise UsageError(f"`--only {given}` is not known", hint="write `missing`, `stale`, or `missing,stale`")
    return frozenset(kinds[word] for word in words)


def _money(amount: float) -> str:
    return f"{amount:.4f}".rstrip("0").rstrip(".")


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _place(place: str) -> str:
    return (
        f"block {int(place) + 1}" if place.isdigit() else f"note {place}" if place.startswith("^") else f"its {place}"
    )


def _language(tag: str) -> str:
    found = normalise(tag)
    if found is None:
        raise UsageError(f"`{tag}` is no language", hint="write it as in `en` or `pt-BR`")
    return found
