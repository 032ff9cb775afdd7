"""Whole files are read and written whole, or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import disk


@pytest.mark.parametrize("data", [b"", b"a", b"\x00\xff" * 3_000_000], ids=["nothing", "a byte", "6 MB"])
def test_what_was_written_is_read(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"something longer that was there before" * 3)

    status = disk.write(str(path), data)

    assert (status.st_size, status.st_ino) == (len(data), path.stat().st_ino)
    assert path.read_bytes() == disk.read(str(path)) == data


def test_a_file_that_does_not_say_how_long_it_is_is_read_to_its_end() -> None:
    told = Path("/proc/self/cmdline")
    if not told.exists():
        pytest.skip("no file here keeps its length to itself")
    assert disk.read(str(told)) == told.read_bytes() != b""


def test_a_link_is_neither_read_nor_written_through(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    (tmp_path / "link").symlink_to(tmp_path / "mine")
    with pytest.raises(OSError, match="symbolic link"):
        disk.write(str(tmp_path / "link"), b"other")
    with pytest.raises(OSError, match="symbolic link"):
        disk.read(str(tmp_path / "link"))
    assert (tmp_path / "mine").read_text() == "mine"


def test_what_cannot_be_read_or_written_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        disk.read(str(tmp_path))
    with pytest.raises(FileNotFoundError):
        disk.read(str(tmp_path / "nothing"))
    with pytest.raises(IsADirectoryError):
        disk.write(str(tmp_path), b"a")
    full = Path("/dev/full")
    if full.exists():
        with pytest.raises(OSError, match="No space left"):
            disk.write(str(full), b"a")
