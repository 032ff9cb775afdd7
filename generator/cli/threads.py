"""`nashra threads`: work on story threads."""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from generator.cli.common import digest, project_option, result, say, write_json
from generator.cli.list_ import aligned, rows_of
from generator.cli.threads_data import cluster_command, compare_command
from generator.cli.threads_deciding import assign_command, explain_command
from generator.cli.threads_editing import THREAD_EDITING
from generator.config import Config, load_config
from generator.link import ids_of_today
from generator.model import Article, Thread, Value


class Row(Value, frozen=True, kw_only=True):
    """One thread: its stories, how many of them are drafts, how many are suggested, and the day of its last one.

    `proposed` are the languages of the titles that are Nashra's.
    """

    id: str
    status: str
    pinned: int | None
    stories: int
    drafts: int
    suggested: int
    last: str
    title: dict[str, str]
    proposed: tuple[str, ...]


@click.group("threads")
def threads_group() -> None:
    """Work on story threads."""


for _command in (assign_command, explain_command, *THREAD_EDITING, cluster_command, compare_command):
    threads_group.add_command(_command)


@threads_group.command("list")
@project_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a thread, a line each.")
def list_threads(project: Path | None, as_json: bool) -> None:
    """List the threads, pinned ones first, then by their last story.

    Of each: id, status, pin, stories, how many more are suggested, last day, titles.
    """
    from generator.desk.threading import waiting

    folder = digest(project)
    config, _ = load_config(folder)
    stories, decisions = waiting(folder, config)
    suggested = Counter(
        decision.thread
        for stem, decision in decisions.items()
        if decision.thread and decision.thread not in stories.articles[stem].threads_auto
    )
    rows = _rows(stories.threads, stories.articles.values(), suggested, config)
    if as_json:
        for row in rows:
            write_json(row)
        return
    for line in aligned([_cells(row) for row in rows]):
        result(line)
    say(f"{len(rows)} {'thread' if len(rows) == 1 else 'threads'}")


def _rows(
    threads: Mapping[str, Thread], articles: Iterable[Article], suggested: Mapping[str, int], config: Config
) -> list[Row]:
    stories = rows_of(articles, config, ids_of_today(threads))
    rows = []
    for thread in threads.values():
        members = [story for story in stories if thread.id in story.threads]
        row = Row(
            id=thread.id,
            status=thread.status,
            pinned=thread.pinned,
            stories=len(members),
            drafts=sum(story.draft for story in members),
            suggested=suggested[thread.id],
            last=max((story.published for story in members), default="")[:10],
            title=thread.title,
            proposed=thread.proposed,
        )
        rows.append(row)
    rows.sort(key=lambda row: row.id)
    rows.sort(key=lambda row: row.last, reverse=True)
    return sorted(rows, key=lambda row: (row.pinned is None, row.pinned or 0))


def _cells(row: Row) -> tuple[str, ...]:
    pinned = "-" if row.pinned is None else f"pin {row.pinned}"
    stories = f"{row.stories} (+{row.suggested} suggested)" if row.suggested else str(row.stories)
    titles = (f"{title} (proposed)" if lang in row.proposed else title for lang, title in row.title.items())
    return row.id, row.status, pinned, stories, row.last or "unknown", " / ".join(titles)
