"""Reading and writing whole files where twenty thousand are touched: file objects would cost more than the bytes."""

import os


def read(path: str) -> bytes:
    """Return the bytes of a file."""
    file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
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
    file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(file, left) :]
        return os.fstat(file)
    finally:
        os.close(file)
