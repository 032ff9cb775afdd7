"""Anyone can measure: JSON lines in, the scorer's lines out, without a digest."""

import json
from pathlib import Path

import pytest

from generator.cli import run
from generator.cli.threads_data import print_assignments
from generator.errors import UsageError

SHARED = Path(__file__).parents[2] / "shared" / "threading"

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


@pytest.mark.parametrize("lang", ["x" * 300, "homes", "../en", "", "EN"])
def test_a_language_that_is_none_is_read_without_tables(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], lang: str
) -> None:
    items, tasks = tmp_path / "items.jsonl", tmp_path / "tasks.json"
    items.write_text("".join(f"{json.dumps({**item, 'lang': lang})}\n" for item in ITEMS[:3]), encoding="utf-8")
    tasks.write_text(json.dumps(TASKS[:1]), encoding="utf-8")

    print_assignments(items, tasks)

    assert len(capsys.readouterr().out.splitlines()) == 2


@pytest.mark.shared
@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/threading, which is not here")
@pytest.mark.parametrize(("seeds", "least"), [(1, 0.72), (10, 0.96)])
def test_items_of_wcep_come_to_their_thread_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], seeds: int, least: float
) -> None:
    """The trees have seen these years: this tells that something has changed, not how good they are."""
    lines = (SHARED / "wcep.jsonl").read_text(encoding="utf-8").splitlines()
    rows = {row["id"]: row for row in map(json.loads, lines)}
    given = json.loads((SHARED / f"wcep-assign-k{seeds}.json").read_text(encoding="utf-8"))
    tasks = [task for task in given if task["stream"] in {"2010", "2016", "2022"}]
    (tmp_path / "tasks.json").write_text(json.dumps(tasks), encoding="utf-8")
    known = {task["stream"]: task["known"].keys() for task in tasks}

    print_assignments(SHARED / "wcep.jsonl", tmp_path / "tasks.json")

    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    of_some = [line for line in told if known[rows[line["id"]]["stream"]] & set(rows[line["id"]]["path"])]
    right = [line for line in of_some if line["best"] in rows[line["id"]]["path"]]
    assert len(right) / len(of_some) >= least
