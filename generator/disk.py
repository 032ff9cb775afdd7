"""Reading and writing whole files where twenty thousand are touched: buffering each would cost more than its bytes."""

import os


def read(path: str) -> bytes:
    """Return the bytes of a file."""
    with open(path, "rb", buffering=0) as file:
        return file.readall()


def write(path: str, data: bytes) -> os.stat_result:
    """Write a file and return its status; OSError if not all of it could be written."""
    with open(path, "wb", buffering=0) as file:
        left = memoryview(data)
        while left:
            left = left[file.write(left) :]
        return os.fstat(file.fileno())
