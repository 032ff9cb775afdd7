"""`nashra engines`: which engines there are and what they lack, whether one answers, and how well it translates."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from generator.cli.common import digest, print_findings, project_option, result, say, write_json
from generator.config import TranslateConfig, load_config
from generator.config.engines import is_about_engines, require_usable
from generator.errors import ConfigError, EngineError, UsageError, unreadable
from generator.locales import normalise
from generator.model import Finding, Value
from generator.translation.engines import ENGINES, Engine, open_engine, readiness

SILENT = ("none", "memory")


class Listed(Value, frozen=True, kw_only=True):
    """One engine of the list. `pairs` is empty where only the engine itself knows them."""

    name: str
    ready: bool
    chosen: bool
    network: bool
    missing: tuple[str, ...]
    fault: str
    pairs: tuple[str, ...]
    note: str


@click.group("engines", invoke_without_command=True)
@click.pass_context
def engines_group(context: click.Context) -> None:
    """List the engines, see whether one answers, and measure how well it translates.

    Without a command, as `nashra engines list`.
    """
    if context.invoked_subcommand is None:
        context.invoke(list_engines)


@engines_group.command("list")
@project_option
@click.option("--json", "as_json", is_flag=True, help="Print the engines as JSON.")
def list_engines(project: Path | None, as_json: bool) -> int:
    """List the engines: ready or not, what is missing, which pairs. Nothing is sent."""
    chosen, settings, faults = _settings(project)
    listed = [_listed(name, chosen, settings.get(name, {})) for name in ENGINES]
    if as_json:
        write_json({"engines": listed})
        return 0
    for each in listed:
        state = "ready" if each.ready else each.fault or f"needs {', '.join(each.missing)}"
        pairs = f" [{', '.join(each.pairs)}]" if each.pairs else ""
        result(f"{'*' if each.chosen else ' '} {each.name}: {state}{pairs}; {each.note or 'online, with a key'}")
    print_findings(fault for fault in faults if is_about_engines(fault))
    say("* is the engine of this digest; `nashra engines check NAME` sends one sentence of ours to an engine")
    return 0


@engines_group.command("check")
@project_option
@click.argument("names", nargs=-1, metavar="[NAME]…")
@click.option("--from", "source", default="", metavar="LANG", help="From this language. Default: Arabic.")
@click.option("--to", "target", default="", metavar="LANG", help="Into this language. Default: English.")
@click.option("--json", "as_json", is_flag=True, help="Print the answers as JSON.")
def check_engines(project: Path | None, names: tuple[str, ...], source: str, target: str, as_json: bool) -> int:
    """Send one sentence of ours to an engine, and show what came back. Nothing of the digest is sent.

    Without NAME, to the digest's engine.
    """
    from generator.translation.engines.hints import hint
    from generator.translation.engines.probing import SENTENCES, probe

    chosen, settings, faults = _settings(project)
    require_usable(faults)
    probes, bad = [], 0
    for name in names or (chosen,):
        if name in SILENT:
            say(f"{name}: asks nobody, so there is nothing to check")
            continue
        try:
            engine = _open(name, settings, tries=1)
        except EngineError as error:
            say(f"{name}: {error}")
            bad += 1
            continue
        usual = ENGINES[name].pairs[0] if ENGINES[name].pairs else ("ar", "en")
        pair = _language(source) or usual[0], _language(target) or usual[1]
        if pair[0].partition("-")[0] not in SENTENCES:
            raise UsageError(f"there is no sentence in `{pair[0]}` to send", hint=f"take one of {', '.join(SENTENCES)}")
        if not as_json and sys.stderr.isatty():
            say(f"asking {name}…")
        found = probe(engine, *pair)
        probes.append(found)
        bad += bool(found.error)
        if not as_json:
            about = f"{name} {found.revision}".strip()
            said = found.answer or "no answer"
            result(f"{about}, {pair[0]} to {pair[1]}, {found.seconds:.1f} s: {said}")
            if found.error:
                say(f"{name}: {found.detail or found.error.replace('_', ' ')}")
                if advice := hint(name, found.error, settings.get(name, {}), pair):
                    say(f"  hint: {advice}")
    if as_json:
        write_json({"checks": probes})
    return 4 if bad else 0


@engines_group.command("bench")
@project_option
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--engine", "names", multiple=True, metavar="NAME", help="This engine. Default: the digest's.")
@click.option("--from", "sources", multiple=True, metavar="LANG", help="From this column. Default: all but `--to`.")
@click.option("--to", "target", default="en", metavar="LANG", help="Into the language of this column. Default: en.")
@click.option("--limit", default=100, type=click.IntRange(1), metavar="N", help="Only the first N rows. Default: 100.")
@click.option("--json", "as_json", is_flag=True, help="Print the scores as JSON.")
def bench_engines(
    project: Path | None,
    file: Path,
    names: tuple[str, ...],
    sources: tuple[str, ...],
    target: str,
    limit: int,
    as_json: bool,
) -> int:
    """Translate FILE's segments and score them against a person's: chrF from 0 to 100, for each pair.

    FILE has a row for each segment and a column for each language, separated by tabs; its first line names the
    languages. An engine on the network is sent that text.
    """
    from generator.translation.engines.probing import read_segments, score

    chosen, settings, faults = _settings(project)
    require_usable(faults)
    columns = read_segments(_text_of(file))
    into = _column(target, columns)
    wanted = [_column(each, columns) for each in sources] or [each for each in columns if each != into]
    scores = []
    for name in names or (chosen,):
        if name in SILENT:
            raise UsageError(f"`{name}` translates nothing", hint="name an engine with `--engine`")
        engine = _open(name, settings)
        has = [pair for pair in ((each, into) for each in wanted) if _may_have(name, pair)]
        for pair in has:
            found = score(engine, pair, columns[pair[0]][:limit], columns[into][:limit])
            scores.append(found)
            if not as_json:
                speed = found.characters / found.seconds if found.seconds else 0
                result(
                    f"{name} {pair[0]}-{pair[1]}: chrF {found.chrf:.1f}, "
                    f"{found.answered} of {found.segments} answered, {speed:,.0f} characters a second"
                )
    if as_json:
        write_json({"scores": scores})
    if not scores:
        say("no engine that was named has a pair of this file")
    return 0 if any(each.answered for each in scores) else 4


def _settings(project: Path | None) -> tuple[str, Mapping[str, Mapping[str, object]], tuple[Finding, ...]]:
    """Return the digest's engine, the engines' settings and what is wrong; outside of a digest there is none of it."""
    try:
        config, faults = load_config(digest(project))
    except ConfigError:
        if project is not None:
            raise
        usual, faults = TranslateConfig(), ()
    else:
        usual = config.translate
    return usual.engine, usual.engines, faults


def _listed(name: str, chosen: str, settings: Mapping[str, object]) -> Listed:
    entry, found = ENGINES[name], readiness(name, settings, os.environ)
    return Listed(
        name=name,
        ready=found.ready,
        chosen=name == chosen,
        network=entry.network,
        missing=found.missing,
        fault=found.fault,
        pairs=tuple(f"{source}-{target}" for source, target in entry.pairs),
        note=entry.note,
    )


def _open(name: str, settings: Mapping[str, Mapping[str, object]], **more: object) -> Engine:
    return open_engine(name, {**settings.get(name, {}), **more}, os.environ)


def _may_have(name: str, pair: tuple[str, str]) -> bool:
    pairs = ENGINES[name].pairs
    return not pairs or (pair[0].partition("-")[0], pair[1].partition("-")[0]) in pairs


def _text_of(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = unreadable(file, error) if isinstance(error, OSError) else f"`{file}` is not UTF-8"
        raise UsageError(message, hint="name a file of tab-separated text in UTF-8") from None


def _column(tag: str, columns: Mapping[str, object]) -> str:
    found = _language(tag)
    if found not in columns:
        raise UsageError(f"this file has no column `{tag}`", hint=f"its languages are {', '.join(columns)}")
    return found


def _language(tag: str) -> str:
    if not tag:
        return ""
    found = normalise(tag)
    if found is None:
        raise UsageError(f"`{tag}` is no language", hint="write it as in `en` or `pt-BR`")
    return found
