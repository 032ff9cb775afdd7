"""`nashra check`: findings in content and site."""

from pathlib import Path

import click

from generator.check import (
    as_json,
    as_sarif,
    check,
    has_errors,
    incomplete,
    left_behind,
    of_pictures,
    of_threads,
    planned,
    too_early,
    unagreed,
    unfilled,
)
from generator.cli.common import build_instant, counted, digest, print_findings, project_option, say
from generator.config import load_config
from generator.content import load
from generator.content.articles import first_originals
from generator.link import link
from generator.translation import Options, status


@click.command("check")
@project_option
@click.option("--output", type=click.Path(path_type=Path), default=None, help="The built site. Default: `site/`.")
@click.option("--format", "form", type=click.Choice(["text", "json", "sarif"]), default="text", show_default=True)
def check_command(project: Path | None, output: Path | None, form: str) -> int:
    """Find what a desk editor would find. Exit with 1 if there are errors."""
    folder = digest(project)
    config, faults = load_config(folder)
    content = load(folder, config, {}, jobs=1)
    now = build_instant(None)
    linked = link(content, config, now, drafts=True)
    site = output.resolve() if output else folder / "site"
    of_plan = planned(folder, config, linked.site)
    of_content = (
        *faults,
        *content.findings,
        *linked.findings,
        *of_plan,
        *unfilled(content.articles),
        *too_early(content.articles, now),
        *of_threads(content.threads, first_originals(content.articles).values()),
    )
    shown = of_pictures(linked.site, content.pictures)
    states = tuple(status(folder, config, Options(now=now, to=config.languages)))
    of_translations = (
        *incomplete(states),
        *left_behind(states),
        *unagreed(folder, content),
    )
    findings = check(folder, config, (*of_content, *shown, *of_translations), site, content.articles)
    match form:
        case "json":
            click.echo(as_json(findings))
        case "sarif":
            click.echo(as_sarif(findings))
        case _:
            print_findings(findings, err=False)
    say(counted(findings) or "nothing found")
    return int(has_errors(findings))
