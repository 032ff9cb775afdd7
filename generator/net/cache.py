"""Good copies of what was fetched, so that an unchanged page costs no transfer and a failing one is still there.

Every copy is one file, named by the hash of its address. Losing it costs one transfer.
"""

import hashlib
import os
import re
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import msgspec

from generator import disk
from generator.net.answers import Fetched

_PACKED = 6
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
_OLD = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
# A copy, and one that was being written.
_OWN = re.compile(r"[0-9a-f]{64}(?:\.[0-9]+)?")


class Copies:
    """The copies in one folder; a folder that cannot be written, or that a link leads to, remembers nothing.

    A digest may come from a stranger: no link in it is followed, and no file is removed but a copy.
    """

    def __init__(self, folder: Path, most: int, largest: int) -> None:
        self.folder = folder
        self.most = most
        # An answer of the largest size, with what is said of it.
        self.largest = largest + 2**16

    def get(self, address: str) -> Fetched | None:
        """Return the last good copy of an address."""
        try:
            with self._opened() as folder, os.fdopen(os.open(_name(address), _OLD, dir_fd=folder), "rb") as file:
                raw = zlib.decompressobj().decompress(file.read(self.largest), self.largest)
            found = msgspec.msgpack.decode(raw, type=Fetched)
        except (OSError, zlib.error, msgspec.MsgspecError):
            return None
        return found if found.address == address else None

    def put(self, fetched: Fetched) -> None:
        """Remember a good copy, in place of an earlier one."""
        name = _name(fetched.address)
        waiting = f"{name}.{os.getpid()}"
        with suppress(OSError), self._opened(make=True) as folder:
            with suppress(FileNotFoundError):
                os.unlink(waiting, dir_fd=folder)
            try:
                with os.fdopen(os.open(waiting, _NEW, 0o666, dir_fd=folder), "wb") as file:
                    file.write(zlib.compress(msgspec.msgpack.encode(fetched), _PACKED))
                os.replace(waiting, name, src_dir_fd=folder, dst_dir_fd=folder)
            except OSError:
                os.unlink(waiting, dir_fd=folder)

    def trim(self) -> None:
        """Forget the oldest copies beyond the size that all may have together."""
        with suppress(OSError), self._opened() as folder:
            with os.scandir(folder) as entries:
                own = [each for each in entries if _OWN.fullmatch(each.name)]
                found = [(each.stat(follow_symlinks=False), each.name) for each in own]
            held = 0
            for seen, name in sorted(found, key=lambda each: (-each[0].st_mtime_ns, each[1])):
                if not stat.S_ISREG(seen.st_mode):
                    continue
                held += seen.st_size
                if held > self.most:
                    with suppress(FileNotFoundError):
                        os.unlink(name, dir_fd=folder)

    @contextmanager
    def _opened(self, *, make: bool = False) -> Iterator[int]:
        above = self.folder.parent
        folder = disk.open_folder(above.parent, above.name, self.folder.name, make=make)
        try:
            yield folder
        finally:
            os.close(folder)


def _name(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()
