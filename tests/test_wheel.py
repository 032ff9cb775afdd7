"""A wheel is all that somebody needs: it carries theme and example, and builds a digest far from any checkout."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from digests import CHECKOUT, NOW, tree_of
from pages import read_page, target


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds what a wheel of this checkout installs."""
    if importlib.util.find_spec("hatchling") is None:
        reason = "LEFT OUT: without hatchling no wheel can be built here; `pip install hatchling`"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("wheel")
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder / "dist")],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (wheel,) = (folder / "dist").glob("nashra-*-py3-none-any.whl")
    with zipfile.ZipFile(wheel) as file:
        file.extractall(folder / "installed")
    return folder / "installed"


def run(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m generator` as one who has only the wheel: not from, and knowing nothing of, the checkout."""
    environment = {key: value for key, value in os.environ.items() if key not in {"PYTHONPATH", "VIRTUAL_ENV"}}
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={**environment, "PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_it_carries_what_the_program_needs(installed: Path) -> None:
    """The theme as package data, byte for byte; the example; nothing of the demonstration, of tests or of caches."""
    files = tree_of(installed)
    theme = {f"generator/_theme/{path}": raw for path, raw in tree_of(CHECKOUT / "templates").items()}
    assert len(theme) > 30
    assert {path: raw for path, raw in files.items() if path.startswith("generator/_theme/")} == theme
    program = {
        f"generator/{path}"
        for path in tree_of(CHECKOUT / "generator")
        if "__pycache__" not in path and not path.startswith("_theme/")
    }
    assert program <= files.keys()
    assert any(path.startswith("generator/_example/content/articles/") for path in files)
    assert {path.partition("/")[0].partition("-")[0] for path in files} == {"generator", "nashra"}
    assert not [path for path in files if path.endswith((".pyc", ".sqlite3")) or "__pycache__" in path]


def test_it_names_its_command_and_its_licence(installed: Path) -> None:
    (about,) = installed.glob("nashra-*.dist-info")
    metadata = (about / "METADATA").read_text(encoding="utf-8")

    assert "nashra = generator.cli:main" in (about / "entry_points.txt").read_text()
    assert "License-Expression: MIT" in metadata
    assert "Requires-Python: >=3.11" in metadata
    assert (about / "licenses/LICENSE").is_file()
    assert "Apache License" in (about / "licenses/generator/threads/embeddings/LICENSE").read_text()


def test_it_makes_and_builds_a_digest_anywhere(installed: Path, tmp_path: Path) -> None:
    """`nashra init x && nashra build --project x`: exit code 0, and a front page whose style sheet is there."""
    where = run(installed, tmp_path, "-c", "import generator; print(generator.__file__)")
    assert where.stdout.strip() == str(installed / "generator/__init__.py")

    made = run(installed, tmp_path, "-m", "generator", "init", "x")
    built = run(installed, tmp_path, "-m", "generator", "build", "--project", "x", "--strict", "--now", NOW.isoformat())

    assert (made.returncode, built.returncode) == (0, 0), made.stderr + built.stderr
    site = tree_of(tmp_path / "x/site")
    page = read_page(site["index.html"].decode())
    styles = [target("index.html", each.attributes["href"]) for each in page.all("link", rel="stylesheet")]
    assert [path for path, _ in filter(None, styles) if len(site[path]) > 1000]
    assert len(styles) == 1
    assert page.one("h1").text
    assert {each.name for each in tmp_path.iterdir()} == {"x"}


def test_it_says_its_version(installed: Path, tmp_path: Path) -> None:
    (about,) = installed.glob("nashra-*.dist-info")

    said = run(installed, tmp_path, "-m", "generator", "--version").stdout

    assert about.name.removeprefix("nashra-").removesuffix(".dist-info") in said
