"""`nashra import`: paths on stdout, everything else on stderr, exit codes that scripts can rely on."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import run
from generator.desk.captures import RawCapture
from generator.desk.taking import Desk

CAPTURES = Path(__file__).parent / "captures"
CHECKOUT = Path(__file__).parents[1]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "content" / "inbox").mkdir(parents=True)
    (tmp_path / "content" / "threads").mkdir()
    (tmp_path / "content" / "threads" / "ferry.toml").write_text('[title]\nen = "The ferry"\n')
    (tmp_path / "content" / "digest.toml").write_text('languages = ["en"]\n[title]\nen = "Digest"\n')
    return tmp_path


def test_prints_the_paths_that_it_made(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["import", str(CAPTURES / "wrapped.txt"), "--project", str(project), "--thread", "ferry"])

    out = capsys.readouterr()
    assert code == 0
    (path,) = out.out.split()
    assert "threads: [ferry]" in (project / path).read_text(encoding="utf-8")
    assert "not known" in out.err
    assert (CAPTURES / "wrapped.txt").is_file()


def test_json_needs_no_digest_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    code = run(
        ["import", "--json", str(CAPTURES / "feed.xml"), str(tmp_path / "none.txt"), str(CAPTURES / "flash.txt")]
    )

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert code == 1
    assert [line.get("kind") for line in lines] == ["feed", "feed", None, "text"]
    assert set(lines[2]) == {"file", "error"}
    assert list(tmp_path.iterdir()) == []


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    data = io.TextIOWrapper(io.BytesIO((CAPTURES / "menus.txt").read_bytes()))
    monkeypatch.setattr("sys.stdin", data)

    assert run(["import", "--json", "--lang", "ar", "-"]) == 0

    record = json.loads(capsys.readouterr().out)
    assert (record["file"], record["lang"], record["confidence"]["lang"]) == ("-", "ar", 1.0)


def test_a_folder_is_all_that_is_in_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", str(CAPTURES), "--project", str(project), "--dry-run"]) == 0

    # The feed holds two.
    assert len(capsys.readouterr().out.splitlines()) == len(list(CAPTURES.iterdir())) + 1
    assert not (project / "content" / "articles").exists()


def test_one_bad_source_does_not_stop_the_rest(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty = project / "empty.txt"
    empty.write_bytes(b"")

    code = run(["import", str(empty), str(CAPTURES / "solar.txt"), "--project", str(project)])

    out = capsys.readouterr()
    assert code == 1
    assert len(out.out.splitlines()) == 1
    assert "the file is empty" in out.err


def test_what_lies_in_the_inbox_leaves_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    waiting = project / "content" / "inbox" / "x.txt"
    waiting.write_bytes((CAPTURES / "solar.txt").read_bytes())

    assert run(["import", str(waiting), "--project", str(project)]) == 0

    assert not waiting.exists()
    assert capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["file:///etc/passwd"], 1, "only http and https"),
        (["x.txt", "--lang", "klingonese"], 2, "not a known language"),
        (["x.txt", "--thread", "nowhere"], 2, "no thread `nowhere`"),
        (["x.txt", "--thread", "../threads/ferry"], 2, "`--thread` is not an id: '../threads/ferry'"),
        (["x.txt", "--thread", ""], 2, "no thread"),
        (["/nonexist"], 1, "/nonexist: error: there is no such file"),
        ([], 2, "SOURCE"),
    ],
)
def test_wrong_use(
    project: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, words: str
) -> None:
    assert run(["import", "--project", str(project), *arguments]) == code
    assert words in capsys.readouterr().err


def test_a_link_is_not_a_file_that_is_missing(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "link.txt").symlink_to(CAPTURES / "solar.txt")

    assert run(["import", "--project", str(project), str(project / "link.txt")]) == 1
    assert "a symbolic link is not followed" in capsys.readouterr().err


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "ascii:strict"])
def test_any_name_of_a_file_can_be_told(project: Path, encoding: str) -> None:
    """Bytes that are no text, and terminals that know few letters: what is printed is UTF-8 and JSON all the same."""
    for name in (b"caf\xe9.txt", "خبر.txt".encode()):
        Path(os.fsdecode(os.fsencode(project) + b"/content/inbox/" + name)).write_bytes(b"")
    words = ["import", "--json", *(str(path) for path in sorted((project / "content/inbox").iterdir()))]
    for arguments in (words, ["build", "--json"], ["list"], ["import", str(project / "content/inbox")]):
        done = subprocess.run(
            [sys.executable, "-m", "generator", *arguments],
            cwd=project,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
            capture_output=True,
            check=False,
        )

        assert b"Traceback" not in done.stderr
        lines = done.stdout.decode().splitlines()
        if "--json" in arguments:
            names = [found["file"] for line in lines for found in json.loads(line).get("findings", [json.loads(line)])]
            assert [Path(name).name for name in names if "inbox" in name] == ["caf\\udce9.txt", "خبر.txt"]
        else:
            assert arguments == ["list"] or "خبر.txt" in done.stderr.decode()


def test_no_digest_is_a_matter_of_configuration(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["import", "x.txt", "--project", str(tmp_path)]) == 3
    assert "digest" in capsys.readouterr().err


def test_a_hint_is_given_once(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Twenty articles that need the same are no reason to say twenty times what to do."""
    for name in ("wrapped.txt", "menus.txt"):
        (project / "content" / "inbox" / name).write_bytes((CAPTURES / name).read_bytes())

    run(["import", str(project / "content" / "inbox"), "--project", str(project)])

    said = capsys.readouterr().err
    assert said.count("[needs]") == 2
    assert said.count("fill them in, and take them out of `needs`") == 1


def test_an_interrupted_import_says_how_to_go_on(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[str] = []

    def interrupt(self: Desk, capture: RawCapture) -> None:
        asked.append(capture.name)
        raise KeyboardInterrupt

    monkeypatch.setattr(Desk, "take_all", interrupt)
    code = run(["import", *[str(CAPTURES / name) for name in ("wrapped.txt", "menus.txt")], "--project", str(project)])

    assert (code, len(asked)) == (130, 1)
    assert "the same command imports the rest" in capsys.readouterr().err
