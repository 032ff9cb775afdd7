"""The plumbing of `nashra threads`: JSON lines in, JSON lines out, so that anyone can measure; no digest needed.

The lines are those of the measuring data: of an item `id`, `stream`, `date`, `lang`, `title`, `text`, and `text_en` for
its English form; of a pair `id`, `a` and `b`.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click
import msgspec

from generator.cli.common import write_json
from generator.errors import UsageError
from generator.model import Value

if TYPE_CHECKING:
    from generator.threads import Item

_Line = TypeVar("_Line")
_FILE = click.Path(path_type=Path, exists=True, dir_okay=False)


class ItemLine(Value, frozen=True, kw_only=True):
    """One item of the measuring data."""

    id: str = ""
    stream: str = ""
    date: str = ""
    lang: str = "en"
    title: str = ""
    text: str = ""
    text_en: str = ""


class PairLine(Value, frozen=True, kw_only=True):
    """Two articles, of the same event or not."""

    id: str
    lang: str = ""
    a: ItemLine
    b: ItemLine


class Task(Value, frozen=True, kw_only=True):
    """What is to be assigned in one stream: threads with their first items, and the items to be tested."""

    stream: str = ""
    known: dict[str, tuple[str, ...]]
    test: tuple[str, ...]


class Assignment(Value, frozen=True, kw_only=True):
    """What the scorer reads: the thread that an item joins by itself, and the best one with its score in any case."""

    id: str
    thread: str | None
    score: float
    best: str | None


@click.command("cluster")
@click.option("--jsonl", "items", type=_FILE, required=True, help="The items, one JSON object a line.")
def cluster_command(items: Path) -> None:
    """Put the items of each stream into stories from nothing, and print `id` and `thread`, a line each."""
    from generator.threads.clustering import cluster_stream

    lines = _read(items, ItemLine)
    for stream in sorted({line.stream for line in lines}):
        found = cluster_stream([_item(line) for line in lines if line.stream == stream])
        for item, thread in sorted(found.items()):
            write_json({"id": item, "thread": f"{stream}:{thread}"})


@click.command("compare")
@click.option("--jsonl", "pairs", type=_FILE, required=True, help="The pairs, one JSON object a line.")
def compare_command(pairs: Path) -> None:
    """Say of each pair how like its articles are, and whether they tell of the same event."""
    from generator.threads.pairs import compare

    for pair in _read(pairs, PairLine):
        left, right = (_item(line, name=name, lang=pair.lang) for name, line in (("a", pair.a), ("b", pair.b)))
        score, same = compare(left, right)
        write_json({"id": pair.id, "score": score, "same": same})


def print_assignments(items: Path, tasks: Path) -> None:
    """Print the assignment of every tested item of every stream."""
    by_id = {line.id: line for line in _read(items, ItemLine)}
    for task in _tasks(tasks):
        missing = next((name for name in _named(task) if name not in by_id), None)
        if missing is not None:
            raise UsageError(
                f"there is no item `{missing}`, which stream `{task.stream}` names",
                file=str(tasks),
                hint=f"look for it in `{items}`",
            )
        for assignment in _assigned(task, by_id):
            write_json(assignment)


def _assigned(task: Task, by_id: Mapping[str, ItemLine]) -> Iterator[Assignment]:
    from generator.threads import Item, Outline, Thresholds, decide

    seeded: dict[str, list[str]] = {}
    for thread, names in task.known.items():
        for name in names:
            seeded.setdefault(name, []).append(thread)
    items: list[Item] = [_item(by_id[name], threads=tuple(threads)) for name, threads in seeded.items()]
    items += [_item(by_id[name]) for name in task.test if name not in seeded]
    outlines = [Outline(id=thread, titles={"en": thread}) for thread in task.known]
    found = {decision.item: decision for decision in decide(items, outlines, Thresholds())}
    for name in task.test:
        if name in found:
            each = found[name]
            joined = each.thread if each.outcome == "assigned" else None
            yield Assignment(id=name, thread=joined, score=each.score, best=each.thread)


def _item(line: ItemLine, *, name: str = "", lang: str = "", threads: tuple[str, ...] = ()) -> "Item":
    from generator.threads import Item

    return Item(
        id=name or line.id,
        date=line.date,
        lang=lang or line.lang,
        title=line.title,
        text=line.text,
        pivot=line.text_en,
        threads=threads,
    )


def _named(task: Task) -> Iterator[str]:
    for names in task.known.values():
        yield from names
    yield from task.test


def _tasks(path: Path) -> list[Task]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[Task])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        hint = "a list of objects with `stream`, `known` and `test`"
        raise UsageError(f"these are no tasks: {error}", file=str(path), hint=hint) from error


def _read(path: Path, kind: type[_Line]) -> list[_Line]:
    decoder = msgspec.json.Decoder(kind)
    lines = []
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            lines.append(decoder.decode(line))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            hint = "write one JSON object a line, with `id` and `text`"
            raise UsageError(f"this line cannot be read: {error}", file=str(path), line=number, hint=hint) from error
        if (unfit := next(_unfit_dates(lines[-1]), None)) is not None:
            hint = "write it as 2026-01-31, 2026-01 or 2026, or leave it empty"
            raise UsageError(f"`date` is not a day: '{unfit}'", file=str(path), line=number, hint=hint)
    return lines


def _unfit_dates(line: object) -> Iterator[str]:
    """Yield the dates of a line that are none."""
    from generator.threads.clustering import first_day

    for item in (line.a, line.b) if isinstance(line, PairLine) else (line,):
        if isinstance(item, ItemLine):
            try:
                first_day(item.date)
            except ValueError:
                yield item.date
