"""A build opens no socket and writes nothing but the site and its state; content is left as it is, to the stamp."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from digests import CHECKOUT, Digest

# Python tells an audit hook of everything that leaves the process. What the hook raises ends what was tried; it is
# said aloud too, in case somebody catches it.
GUARD = """
import os, sys

def guard(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")) and event != "socket.gethostname":
        refuse(event, arguments)
    if event in WRITES or (event == "open" and writes(arguments)):
        names = [each for each in arguments[:2] if isinstance(each, (str, bytes, os.PathLike))]
        paths = [os.path.abspath(os.fsdecode(each)) for each in names]
        if any(path.startswith(KEPT + os.sep) for path in paths):
            refuse(event, arguments)

def writes(arguments):
    _, mode, flags = arguments
    return bool((flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC)) or set(mode or "") & set("wax+")

def refuse(event, arguments):
    os.write(2, f"REFUSED {event} {arguments}\\n".encode(errors="replace"))
    raise PermissionError(event)

WRITES = {"os." + name for name in "rename remove mkdir rmdir link symlink truncate chmod utime".split()}
KEPT = os.path.abspath(sys.argv.pop(1))
sys.addaudithook(guard)

from generator.cli import main
main()
"""


def guarded(kept: Path, folder: Path, *arguments: str | Path, home: Path) -> subprocess.CompletedProcess[str]:
    """Run a command that may open no socket, and write nothing below `kept`."""
    home.mkdir(exist_ok=True)
    environment = {**os.environ, "PYTHONPATH": str(CHECKOUT), "HOME": str(home), "TMPDIR": str(home)}
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    return subprocess.run(
        [sys.executable, "-c", GUARD, str(kept), *(str(each) for each in arguments)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def stamps(folder: Path) -> dict[str, tuple[int, int, int, bytes]]:
    """Return what the file system knows of everything below a folder, and the bytes of files."""
    found = {}
    for path in sorted(folder.rglob("*")):
        seen = path.lstat()
        raw = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
        found[path.relative_to(folder).as_posix()] = (seen.st_mtime_ns, seen.st_ctime_ns, seen.st_ino, raw)
    return found


@pytest.fixture
def digest(tmp_path: Path) -> Digest:
    """Return a digest in which everything that a build might want to repair is wrong."""
    digest = Digest(tmp_path / "digest").thread("talks").put("templates/assets/css/own.css", "p { color: red }\n")
    digest.article("a.ar", "نص ![x](https://e.example/x.png).\n", published="2019-04-08", threads=["talks"])
    digest.article("b.ar", needs=["published"], threads_auto=["nowhere"], url="https://e.example/", image={
        "src": "https://e.example/y.png"
    })  # fmt: skip
    digest.translation("a.en", "a.ar").put("content/articles/a.en.tm.jsonl", "broken\n")
    digest.put("content/articles/c.ar.md", "---\ntitle: a: b\n---\n").put("content/articles/.d.swp", "x")
    (digest.folder / "content/inbox").mkdir()
    return digest


def test_the_pure_build_opens_no_socket(digest: Digest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither of its own nor through a library."""

    def refuse(*arguments: Any, **options: Any) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)

    assert digest.build().written


def test_the_pure_build_leaves_content_and_theme_as_they_are(digest: Digest) -> None:
    """Not a byte, not a time stamp, not a new file: clean, incremental, and with nothing to do."""
    before = {name: stamps(digest.folder / name) for name in ("content", "templates")}

    for _ in range(3):
        digest.build()
        digest.build(drafts=True)

    assert {name: stamps(digest.folder / name) for name in ("content", "templates")} == before
    assert {each.name for each in digest.folder.iterdir()} == {"content", "templates", "site", ".nashra"}


@pytest.mark.parametrize(
    "arguments", [("build",), ("build", "--jobs", "2"), ("build", "--drafts", "--strict"), ("check",), ("list",),
                  ("threads", "list"), ("build", "--translate", "none")],
    ids=" ".join,
)  # fmt: skip
def test_commands_of_the_desk_work_offline_and_keep_content(
    digest: Digest, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    """With an empty inbox nothing is written below `content/`, and nothing in home or temporary folders."""
    home = tmp_path / "home"
    before = stamps(digest.folder / "content")

    done = guarded(digest.folder / "content", digest.folder, *arguments, home=home)

    assert "REFUSED" not in done.stderr
    assert "Traceback" not in done.stderr
    assert done.returncode == (1 if "--strict" in arguments or arguments == ("check",) else 0), done.stderr
    assert stamps(digest.folder / "content") == before
    assert list(home.rglob("*")) == []


def test_many_workers_open_no_socket_either(tmp_path: Path) -> None:
    """They are children of the guarded process, and start only where there is much to do."""
    digest = Digest(tmp_path / "digest")
    for number in range(300):
        digest.article(f"s{number}.ar", published="2019-04-08")
    before = stamps(digest.folder / "content")

    done = guarded(digest.folder / "content", digest.folder, "build", "--jobs", "2", home=tmp_path / "home")

    assert "REFUSED" not in done.stderr
    assert done.returncode == 0, done.stderr
    assert len(digest.tree()) > 600
    assert stamps(digest.folder / "content") == before


def test_importing_what_lies_in_the_inbox_opens_no_socket(tmp_path: Path) -> None:
    """Text, saved pages and feeds are read as they are: what they link to is not fetched."""
    folder = tmp_path / "digest"
    shutil.copytree(CHECKOUT / "content", folder / "content")
    waiting = len([each for each in (folder / "content/inbox").iterdir() if each.name[0] != "."])

    done = guarded(tmp_path / "nowhere", folder, "build", home=tmp_path / "home")

    assert "REFUSED" not in done.stderr
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("\nimported ") + done.stderr.startswith("imported ") >= waiting


def test_the_guard_would_notice(tmp_path: Path) -> None:
    """A guard that never refuses proves nothing."""
    digest = Digest(tmp_path / "digest").article("a.ar")

    done = guarded(digest.folder / "site", digest.folder, "build", home=tmp_path / "home")

    assert "REFUSED" in done.stderr
    assert done.returncode == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="permissions do not hold for root")
def test_a_build_needs_no_permission_to_write_content(digest: Digest) -> None:
    folders = [digest.folder / "content", *(each for each in (digest.folder / "content").rglob("*") if each.is_dir())]
    for folder in folders:
        folder.chmod(0o555)
    try:
        assert digest.build().written
    finally:
        for folder in folders:
            folder.chmod(0o755)
