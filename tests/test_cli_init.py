"""`nashra init` makes a digest that builds as it is, and touches nothing that is there."""

import json
from pathlib import Path

import pytest

from generator.cli import run

NOW = "2026-01-31T08:00:00Z"


def tree(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_new_digest_has_one_example(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One article in two languages, one thread, one source, settings; folders for what is to come."""
    assert run(["init", str(tmp_path / "my digest")]) == 0

    assert tree(tmp_path / "my digest") == [
        ".gitignore",
        "content/articles/2022/07/تلسكوب-جيمس-ويب-يرسل-أولى-صوره.ar.md",
        "content/articles/2022/07/تلسكوب-جيمس-ويب-يرسل-أولى-صوره.en.md",
        "content/digest.toml",
        "content/glossary.tsv",
        "content/sources/nasa.toml",
        "content/threads/webb-telescope.toml",
    ]
    assert list((tmp_path / "my digest/content/inbox").iterdir()) == []
    out, err = capsys.readouterr()
    assert out == f"{tmp_path / 'my digest'}\n"
    assert [command in err for command in ("cd '", "nashra build", "nashra serve")] == [True] * 3


def test_a_new_digest_builds_a_whole_site(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`nashra init x && nashra build --project x` is a site without errors, every link of which works."""
    digest = tmp_path / "x"
    assert run(["init", str(digest)]) == 0
    capsys.readouterr()

    assert run(["build", "--project", str(digest), "--strict", "--json", "--now", NOW]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["findings"] == []
    site = digest / "site"
    for page in ("index.html", "ar/index.html", "en/index.html", "ar/threads/webb-telescope.html", "404.html"):
        assert (site / page).is_file(), page

    assert run(["check", "--project", str(digest), "--format", "json"]) == 0
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert [finding["code"] for finding in findings] == ["no-base-url"]

    again = run(["build", "--project", str(digest), "--json", "--now", NOW])
    assert (again, json.loads(capsys.readouterr().out)["written"]) == (0, [])


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    assert run(["init", str(tmp_path / "x")]) == 0


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder with anything in it, or a file, is refused and stays as it is."""
    (tmp_path / "x").mkdir()
    (tmp_path / "x/notes.txt").write_text("mine")
    (tmp_path / "file").write_text("mine")
    for name in ("x", "file"):
        assert run(["init", str(tmp_path / name)]) == 2
        assert "is there and not empty" in capsys.readouterr().err
    assert tree(tmp_path) == ["file", "x/notes.txt"]


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert run(["init", str(tmp_path / "file/x")]) == 1
    assert str(tmp_path / "file") in capsys.readouterr().err
