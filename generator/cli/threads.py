"""`nashra threads`: work on story threads."""

from collections.abc import Iterable
from pathlib import Path

import click

from generator.cli.common import digest, project_option, result, say, write_json
from generator.cli.list_ import aligned, rows_of
from generator.config import Config, load_config
from generator.content import load
from generator.model import Article, Thread, Value


class Row(Value, frozen=True, kw_only=True):
    """One thread: how many stories it has (and how many of them are drafts), and the day of its last one."""

    id: str
    status: str
    pinned: int | None
    stories: int
    drafts: int
    last: str
    title: dict[str, str]


@click.group("threads")
def threads_group() -> None:
    """Work on story threads."""


@threads_group.command("list")
@project_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a thread, a line each.")
def list_threads(project: Path | None, as_json: bool) -> None:
    """List the threads, pinned ones first, then by their last story: id, status, pin, stories, last day, titles."""
    folder = digest(project)
    config, _ = load_config(folder)
    content = load(folder, config, {}, jobs=1)
    rows = _rows(content.threads.values(), content.articles, config)
    if as_json:
        for row in rows:
            write_json(row)
        return
    for line in aligned([_cells(row) for row in rows]):
        result(line)
    say(f"{len(rows)} {'thread' if len(rows) == 1 else 'threads'}")


def _rows(threads: Iterable[Thread], articles: Iterable[Article], config: Config) -> list[Row]:
    stories = rows_of(articles, config)
    rows = []
    for thread in threads:
        members = [story for story in stories if thread.id in story.threads]
        row = Row(
            id=thread.id,
            status=thread.status,
            pinned=thread.pinned,
            stories=len(members),
            drafts=sum(story.draft for story in members),
            last=max((story.published for story in members), default="")[:10],
            title=thread.title,
        )
        rows.append(row)
    rows.sort(key=lambda row: row.id)
    rows.sort(key=lambda row: row.last, reverse=True)
    return sorted(rows, key=lambda row: (row.pinned is None, row.pinned or 0))


def _cells(row: Row) -> tuple[str, ...]:
    pinned = "-" if row.pinned is None else f"pin {row.pinned}"
    return row.id, row.status, pinned, str(row.stories), row.last or "unknown", " / ".join(row.title.values())
