"""`nashra threads suggest`, `rename`, `merge` and `split`: threads begun, renamed, made one, made two."""

import shlex
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeVar

import click

from generator.cli.common import digest, in_project, project_option, result, say, write_json
from generator.config import load_config, values
from generator.desk.changes import Action, Edit, carry_out, finish, interrupted
from generator.errors import UsageError
from generator.link import threads_of
from generator.model import Value

Command = TypeVar("Command", bound=Callable[..., object])

_DONE = {"create": "new", "change": "changed", "remove": "removed"}


class Row(Value, frozen=True, kw_only=True):
    """One file that was (or, in a dry run, would be) written: what happened to it, and in words."""

    action: Action
    path: str
    told: str


def _writing_options(command: Command) -> Command:
    command = click.option("--dry-run", is_flag=True, help="Say what would be written; write nothing.")(command)
    return click.option("--json", "as_json", is_flag=True, help="Print one JSON object a file, a line each.")(command)


def _named(_context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Read `LANG=TEXT`."""
    names = {}
    for each in given:
        lang, equals, text = each.partition("=")
        try:
            title = values.title(values.clean(text)[0])
            if not equals or not title:
                raise click.BadParameter(f'`{each}`: write it as in en="Libya talks"')
            names[values.language(lang.strip())] = title
        except values.Unfit as unfit:
            raise click.BadParameter(f"`{each}` {unfit.message}; {unfit.hint}") from None
    return names


_name_option = click.option(
    "--name", "names", multiple=True, callback=_named, metavar="LANG=TEXT", help="Call the new thread so in a language."
)


def _as_options(names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(f"--name={lang}={title}" for lang, title in names.items())


@click.command("suggest")
@project_option
@click.option("--days", type=click.IntRange(min=1), default=None, metavar="N",
              help="Only new stories that go on in the last N days, counted back from the newest article.")  # fmt: skip
@click.option("--accept", "accepted", multiple=True, metavar="N|ID", help="Make a thread of this new story.")
@click.option("--id", "thread", default="", metavar="ID", help="The id of the new thread.")
@_name_option
@click.option("--without", "without", multiple=True, metavar="PATH",
              help="Keep this article out of the story that is accepted, for good.")  # fmt: skip
@click.option("--decline", "declined", multiple=True, metavar="N|ID", help="Never propose this story again.")
@_writing_options
def suggest_command(
    project: Path | None,
    days: int | None,
    accepted: tuple[str, ...],
    thread: str,
    names: dict[str, str],
    without: tuple[str, ...],
    declined: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Propose new stories among articles that are in no thread, and say which threads look like one or like two.

    At a terminal you are asked about each new story. Elsewhere they are listed, with the command that accepts each.
    """
    from generator.cli import threads_asking
    from generator.desk import thread_suggesting as desk

    folder = digest(project)
    config, _ = load_config(folder)
    if (thread or names or without) and len(accepted) != 1:
        raise UsageError("`--id`, `--name` and `--without` are for one story", hint="give them with one `--accept`")
    left = frozenset(in_project(path, folder) for path in without)
    options = (
        ("accept", accepted),
        ("decline", declined),
        ("id", (thread,)),
        ("without", sorted(left)),
        ("days", (days,)),
    )
    given = (f"--{option}={each}" for option, values in options for each in values if each)
    command = shlex.join(("nashra", "threads", "suggest", *given, *_as_options(names)))
    if accepted or declined:

        def edit() -> Edit:
            found = desk.suggest(folder, config, days)
            chosen = [
                desk.Acceptance(story=found.chosen(each), id=thread, names=names, without=left) for each in accepted
            ]
            refused = [found.chosen(each) for each in declined]
            if any(each.story in refused for each in chosen):
                raise UsageError("a story is accepted and declined", hint="give it to one of the two")
            taken, left_alone = desk.accept(folder, chosen), desk.decline(folder, refused)
            return Edit(changes=(*taken.changes, *left_alone.changes), notes=taken.notes)

        _write(folder, command, edit, dry_run=dry_run, as_json=as_json)
        return
    found = desk.suggest(folder, config, days)
    if as_json:
        for each in (*found.stories, *found.advice):
            write_json(each)
    elif not dry_run and threads_asking.can_ask():
        threads_asking.ask(folder, found)
    else:
        threads_asking.show(found)


@click.command("rename")
@project_option
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@_writing_options
def rename_command(project: Path | None, old: str, new: str, dry_run: bool, as_json: bool) -> None:
    """Give the thread OLD the id NEW, in its file and in every article; its old addresses lead to the new ones."""
    from generator.desk.thread_editing import rename

    folder = digest(project)
    command = shlex.join(("nashra", "threads", "rename", old, new))
    _write(folder, command, lambda: rename(folder, old, new), dry_run=dry_run, as_json=as_json)


@click.command("merge")
@project_option
@click.argument("threads", nargs=-1, required=True, metavar="FROM… INTO")
@_writing_options
def merge_command(project: Path | None, threads: tuple[str, ...], dry_run: bool, as_json: bool) -> None:
    """Make threads part of INTO: their articles, aliases and names go there, and so do their addresses.

    All else that their files say stays in INTO's file as comments.
    """
    from generator.desk.thread_editing import merge

    folder = digest(project)
    *others, into = threads
    if not others:
        raise UsageError("one thread cannot be merged", hint="name the threads, and last the one that stays")
    command = shlex.join(("nashra", "threads", "merge", *threads))
    sources = tuple(dict.fromkeys(others))
    _write(folder, command, lambda: merge(folder, sources, into), dry_run=dry_run, as_json=as_json)


@click.command("split")
@project_option
@click.argument("thread", metavar="ID")
@click.argument("new", metavar="NEW")
@click.argument("paths", nargs=-1, metavar="[PATH]…")
@click.option("--articles", multiple=True, metavar="PATH…", help="The articles that the new thread is made of.")
@_name_option
@_writing_options
def split_command(
    project: Path | None,
    thread: str,
    new: str,
    paths: tuple[str, ...],
    articles: tuple[str, ...],
    names: dict[str, str],
    dry_run: bool,
    as_json: bool,
) -> None:
    """Make a thread NEW of some articles of the thread ID, which is ruled out for them from then on.

    Without `--name`, the new thread gets the name that Nashra would propose, marked as such in its file. Where NEW was
    merged into ID, it is made again as it was; without articles, of those that it had.
    """
    from generator.desk.thread_editing import Part, articles_at, before_merging, split
    from generator.desk.thread_items import read_stories
    from generator.recall import open_state

    folder = digest(project)
    config, _ = load_config(folder)
    inside = tuple(in_project(path, folder) for path in (*articles, *paths))
    chosen_so = ("--articles", *inside) if inside else ()
    command = shlex.join(("nashra", "threads", "split", thread, new, *_as_options(names), *chosen_so))

    def edit() -> Edit:
        merged = before_merging(folder, thread, new)
        with open_state(folder) as state:
            stories = read_stories(folder, config, state)
        if inside:
            chosen = articles_at(stories, inside)
        else:
            had = (stories.articles.get(stem) for stem in (merged.articles if merged else ()))
            chosen = tuple(each for each in had if each and thread in threads_of(each, stories.called_now))
        if not chosen:
            raise UsageError("no article is named", hint=f"`--articles PATH…`; `nashra list --thread {thread}`")
        if names or (merged and merged.other):
            return split(folder, Part(thread=thread, new=new, articles=chosen, titles=names))
        from generator.desk.thread_suggesting import titles_for

        titles = titles_for(stories, chosen)
        proposed = frozenset(titles)
        return split(folder, Part(thread=thread, new=new, articles=chosen, titles=titles, proposed=proposed))

    _write(folder, command, edit, dry_run=dry_run, as_json=as_json)


THREAD_EDITING = (suggest_command, rename_command, merge_command, split_command)
"""The commands of this module, for the group `nashra threads`."""


def _write(folder: Path, command: str, edit: Callable[[], Edit], *, dry_run: bool, as_json: bool) -> None:
    """Carry an edit out and tell what was written; what was interrupted before is ended first."""
    if dry_run:
        if before := interrupted(folder):
            say(f"`{before}` was interrupted; without `--dry-run`, it is ended first")
        planned = edit()
    else:
        before = finish(folder)
        if before:
            say(f"`{before}` had been interrupted; now it is done")
        if before == command:
            return
        planned = edit()
        carry_out(folder, planned, command)
    rows = [Row(action=change.action, path=change.path, told=change.told) for change in planned.changes]
    for row in rows:
        if as_json:
            write_json(row)
        else:
            result(f"{_DONE[row.action]}  {row.path}  {row.told}")
    for note in planned.notes:
        say(note)
    count = f"{len(rows)} {'file' if len(rows) == 1 else 'files'}"
    say(f"{count} would be written" if dry_run else f"{count} written" if rows else "nothing is left to change")
