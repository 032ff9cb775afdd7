"""`nashra translate`: attach translations to articles, or refresh the machine text in them."""

from pathlib import Path

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
from generator.config import Config, load_config
from generator.errors import UsageError
from generator.locales import normalise
from generator.translation import Done, Options, Planned, Report, TranslationState, plan, status, translate


@click.command("translate")
@project_option
@click.argument("paths", nargs=-1, metavar="[PATH]…")
@click.option("--to", "to", multiple=True, metavar="LANG", help="Into this language. Default: `translate_to`.")
@click.option("--engine", default="", metavar="ENGINE", help="With this engine. Default: the one in the settings.")
@click.option("--dry-run", is_flag=True, help="Say what would be sent: texts and characters. Nothing is.")
@click.option("--status", "show_status", is_flag=True, help="Say how far each translation is.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def translate_command(
    project: Path | None,
    paths: tuple[str, ...],
    to: tuple[str, ...],
    engine: str,
    dry_run: bool,
    show_status: bool,
    as_json: bool,
) -> int:
    """Attach translations to articles, or refresh the machine text in them.

    What a person wrote is never changed. PATH is an article, or a folder of them; without any, all are looked at.
    """
    folder = digest(project)
    config, _ = load_config(folder)
    options = Options(
        now=build_instant(None),
        paths=tuple(in_project(path, folder) for path in paths),
        to=tuple(_language(each) for each in to),
        engine=engine,
    )
    if show_status:
        return _show_status(list(status(folder, config, options)), as_json=as_json)
    if dry_run:
        return _show_plan(plan(folder, config, options), as_json=as_json)
    report = translate(folder, config, options, progress=None if as_json else _show_done)
    _close(report, config, as_json=as_json)
    return 4 if report.partial else 0


def _show_done(done: Done) -> None:
    if done.action in {"created", "updated"}:
        count = _counted(done.translated, "text")
        result(f"{done.action} {done.path} ({done.status}, {count}, {done.from_memory} from memory)")
    if waiting := [_place(failure.place) for failure in done.failures if failure.kind == "person"]:
        verb = "wants" if len(waiting) == 1 else "want"
        say(f"{done.path}: {', '.join(waiting)} {verb} a person, as its status is `human`")
    for failure in done.failures:
        if failure.kind == "person":
            continue
        why = f"{failure.kind}: {failure.detail}" if failure.detail else failure.kind
        say(f"{done.path}: {_place(failure.place)} is not translated ({why.replace('_', ' ')})")


def _close(report: Report, config: Config, *, as_json: bool) -> None:
    if as_json:
        write_json(
            {"engine": report.engine, "partial": report.partial, "done": report.done, "findings": report.findings}
        )
        return
    print_findings(report.findings)
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
    say(f"{changed} written, {_counted(left, 'text')} left, {how} with {report.engine}")


def _show_plan(planned: tuple[Planned, ...], *, as_json: bool) -> int:
    if as_json:
        write_json({"planned": planned})
        return 0
    for each in planned:
        result(
            f"{each.path}: {each.wanted} wanted, {each.from_memory} from memory, "
            f"{each.to_send} to send ({_counted(each.characters, 'character')})"
        )
    texts, characters = (sum(getattr(each, name) for each in planned) for name in ("to_send", "characters"))
    sums = (len(planned), "translation"), (texts, "text"), (characters, "character")
    translations, send, size = (_counted(number, noun) for number, noun in sums)
    say(f"{translations}, {send} to send, {size}; nothing was sent")
    return 0


def _show_status(states: list[TranslationState], *, as_json: bool) -> int:
    if as_json:
        write_json({"translations": states})
        return 0
    for each in states:
        done = each.machine + each.person
        blocks = f"{done} of {_counted(each.blocks, 'block')}"
        about = f"{each.status or 'none'}: {blocks}, {each.person} by people, {each.stale} stale"
        made = f", {each.engine} {each.made}".rstrip() if each.engine else ""
        result(f"{each.path}: {about}{made}")
    return 0


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
