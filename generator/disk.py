"""Reading and writing whole files where twenty thousand are touched: file objects would cost more than the bytes.

No link in the place of a file is followed.
"""

import os
from contextlib import suppress
from pathlib import Path

_HERE = os.O_CLOEXEC | os.O_NOFOLLOW


def read(path: str) -> bytes:
    """Return the bytes of a file."""
    file = os.open(path, os.O_RDONLY | _HERE)
    try:
        size = os.fstat(file).st_size
        data = os.read(file, size + 1)
        if len(data) == size:
            return data
        # It is longer than it says, or was read in part.
        parts = [data]
        while parts[-1]:
            parts.append(os.read(file, 1 << 20))
        return b"".join(parts)
    finally:
        os.close(file)


def write(path: str, data: bytes) -> os.stat_result:
    """Write a file and return its status; OSError if not all of it could be written."""
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _HERE, 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(file, left) :]
        return os.fstat(file)
    finally:
        os.close(file)


def open_folder(top: Path, *names: str, make: bool = False) -> int:
    """Open a folder below `top` for calls that take a `dir_fd`; OSError where a link is on the way from there.

    With `make`, folders that are not there are made.
    """
    if make:
        top.mkdir(parents=True, exist_ok=True)
    folder = os.open(top, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    for name in names:
        try:
            if make:
                with suppress(FileExistsError):
                    os.mkdir(name, dir_fd=folder)
            below = os.open(name, os.O_RDONLY | os.O_DIRECTORY | _HERE, dir_fd=folder)
        finally:
            os.close(folder)
        folder = below
    return folder
