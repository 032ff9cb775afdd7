"""Good copies of what was fetched, so that an unchanged page costs no transfer and a failing one is still there.

Every copy is one file, named by the hash of its address. Losing it costs one transfer.
"""

import hashlib
import os
import zlib
from pathlib import Path

import msgspec

from generator.net.answers import Fetched

_PACKED = 6


class Copies:
    """The copies in one folder; a folder that cannot be written remembers nothing."""

    def __init__(self, folder: Path, most: int) -> None:
        self.folder = folder
        self.most = most

    def get(self, address: str) -> Fetched | None:
        """Return the last good copy of an address."""
        try:
            raw = zlib.decompress(self._path(address).read_bytes())
            found = msgspec.msgpack.decode(raw, type=Fetched)
        except (OSError, zlib.error, msgspec.MsgspecError):
            return None
        return found if found.address == address else None

    def put(self, fetched: Fetched) -> None:
        """Remember a good copy, in place of an earlier one."""
        path = self._path(fetched.address)
        waiting = path.with_name(f"{path.name}.{os.getpid()}")
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            waiting.write_bytes(zlib.compress(msgspec.msgpack.encode(fetched), _PACKED))
            waiting.replace(path)
        except OSError:
            waiting.unlink(missing_ok=True)

    def trim(self) -> None:
        """Forget the oldest copies beyond the size that all may have together."""
        try:
            entries = [(each.stat(), Path(each.path)) for each in os.scandir(self.folder)]
        except OSError:
            return
        held = 0
        for seen, path in sorted(entries, key=lambda each: (-each[0].st_mtime_ns, each[1])):
            held += seen.st_size
            if held > self.most:
                path.unlink(missing_ok=True)

    def _path(self, address: str) -> Path:
        return self.folder / hashlib.sha256(address.encode()).hexdigest()
