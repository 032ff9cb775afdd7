"""Anyone can measure: JSON lines in, the scorer's lines out, without a digest."""

import json
from pathlib import Path

import pytest

from generator.cli import run
from generator.cli.threads_data import print_assignments
from generator.errors import UsageError

ITEMS = (
    {"id": "a", "stream": "1", "date": "2021-03-01", "lang": "en", "text": "Consuelo Ibarra leads dockers in Arica."},
    {"id": "b", "stream": "1", "date": "2021-03-02", "lang": "en", "text": "Dockers and Consuelo Ibarra rest."},
    {"id": "c", "stream": "1", "date": "2021-03-02", "lang": "en", "text": "Snow falls on a quiet lake."},
    {"id": "d", "stream": "2", "date": "2022-01-01", "lang": "ar", "text": "ثلوج.", "text_en": "Ibarra and dockers."},
)
TASKS = (
    {"stream": "1", "known": {"dockers of arica": ["a"]}, "test": ["b", "c"]},
    {"stream": "2", "known": {"dockers of arica": ["a"]}, "test": ["d"]},
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    items, tasks = tmp_path / "items.jsonl", tmp_path / "tasks.json"
    items.write_text("\n".join(json.dumps(item, ensure_ascii=False) for item in ITEMS), encoding="utf-8")
    tasks.write_text(json.dumps(TASKS), encoding="utf-8")
    return items, tasks


def test_every_tested_item_gets_a_line(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    print_assignments(*files)

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["id"] for line in lines] == ["b", "c", "d"]
    assert [line["best"] for line in lines] == ["dockers of arica", None, "dockers of arica"]
    assert all(set(line) == {"id", "thread", "score", "best"} for line in lines)
    assert all(line["thread"] in {None, line["best"]} for line in lines)


def test_the_same_lines_give_the_same_bytes(files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    print_assignments(*files)
    first = capsys.readouterr().out
    items, tasks = files
    items.write_text("\n".join(reversed(items.read_text(encoding="utf-8").splitlines())), encoding="utf-8")

    print_assignments(items, tasks)

    assert capsys.readouterr().out == first


def test_a_line_that_cannot_be_read_is_named(files: tuple[Path, Path]) -> None:
    items, tasks = files
    items.write_text(f"{items.read_text(encoding='utf-8')}\n{{", encoding="utf-8")

    with pytest.raises(UsageError, match=r"items\.jsonl:5: this line cannot be read"):
        print_assignments(items, tasks)


@pytest.mark.parametrize("date", ["2020-13-45", "2020-02-30", "2020-13", "2020-1-1", "yesterday"])
@pytest.mark.parametrize("command", ["cluster", "assign", "compare"])
def test_a_date_that_is_none_is_named(
    files: tuple[Path, Path], date: str, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    items, tasks = files
    line = {**ITEMS[0], "id": "e", "date": date}
    pairs = items.with_name("pairs.jsonl")
    pairs.write_text(f"\n{json.dumps({'id': 'x', 'a': ITEMS[0], 'b': line})}\n", encoding="utf-8")
    items.write_text(f"{items.read_text(encoding='utf-8')}\n{json.dumps(line)}\n", encoding="utf-8")
    given = {
        "cluster": ["--jsonl", str(items)],
        "assign": ["--jsonl", str(items), "--tasks", str(tasks)],
        "compare": ["--jsonl", str(pairs)],
    }

    assert run(["threads", command, *given[command]]) == 2
    where = f"{pairs}:2" if command == "compare" else f"{items}:5"
    assert f"{where}: `date` is not a day: '{date}'" in capsys.readouterr().err


@pytest.mark.parametrize("date", ["2020", "2020-02", "2020-02-29", "2020-02-29T08:00:00Z", ""])
def test_a_date_may_be_known_to_the_month_or_the_year(files: tuple[Path, Path], date: str) -> None:
    items, _ = files
    items.write_text(json.dumps({**ITEMS[0], "date": date}), encoding="utf-8")

    assert run(["threads", "cluster", "--jsonl", str(items)]) == 0


def test_an_item_that_is_not_there_is_named(files: tuple[Path, Path]) -> None:
    items, tasks = files
    tasks.write_text(json.dumps([{"stream": "1", "known": {"x": ["nowhere"]}, "test": []}]), encoding="utf-8")

    with pytest.raises(UsageError, match=r"there is no item `nowhere`"):
        print_assignments(items, tasks)


def test_what_is_no_list_of_tasks_is_said_so(files: tuple[Path, Path]) -> None:
    items, tasks = files
    tasks.write_text("{}", encoding="utf-8")

    with pytest.raises(UsageError, match="these are no tasks"):
        print_assignments(items, tasks)
