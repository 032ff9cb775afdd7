"""What the last build knew: one SQLite file under `.nashra/`. Deleting it loses time, nothing else.

Source records are shared by all output folders; keys of outputs and the summary of a build are kept for each.
"""

import fcntl
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType

from generator import disk
from generator.errors import BuildError, unreadable
from generator.model import Finding, Value

SCHEMA = """
CREATE TABLE IF NOT EXISTS source (path TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS output (
    site TEXT NOT NULL, path TEXT NOT NULL, record BLOB NOT NULL, PRIMARY KEY (site, path)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS summary (site TEXT PRIMARY KEY, record BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS derived (
    kind TEXT NOT NULL, key TEXT NOT NULL, record BLOB NOT NULL, PRIMARY KEY (kind, key)
);
CREATE TABLE IF NOT EXISTS made_by (code TEXT NOT NULL);
"""
PATIENCE = 2.0
"""Seconds to wait for another command on the same digest to end."""


class OutputRecord(Value, frozen=True, kw_only=True):
    """What we wrote for one output: its key, the fingerprints of the parts of the key, and the file's stamp.

    The stamp is (modification time in ns, size, inode); a file that no longer has it is rendered again.
    """

    key: str
    parts: bytes
    stamp: tuple[int, int, int]


class Summary(Value, frozen=True, kw_only=True):
    """What a whole build came from and gave, so that a build in which nothing changed can be known for one.

    `inputs` and `outputs` are fingerprints of all stamps; the build is valid from `since` until before `until`
    (UTC instants, empty for ever), when an embargo ends or an article expires.
    """

    inputs: str
    outputs: str
    since: str
    until: str
    count: int
    findings: tuple[Finding, ...]


class State:
    """The open state file; BuildError where a link is in its place.

    A file that cannot be read is moved aside, and the build is a clean one.

    What files say is remembered as this very program (`code`) understood them, and forgotten by another.
    """

    def __init__(self, folder: Path, code: str) -> None:
        self.path = folder / "state.sqlite3"
        self.set_aside: Path | None = None
        # SQLite follows links, and the digest may be a stranger's.
        for end in ("", "-journal", "-wal", "-shm"):
            _refuse_link(folder / f"{self.path.name}{end}")
        try:
            self.connection = self._connect(code)
        except sqlite3.OperationalError as error:
            raise BuildError(f"`{self.path}`: {error}") from error
        except sqlite3.DatabaseError:
            self.set_aside = self.path.with_suffix(".unreadable")
            self.path.replace(self.set_aside)
            self.connection = self._connect(code)

    def _connect(self, code: str) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, isolation_level=None)
        try:
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.executescript(SCHEMA)
            if connection.execute("SELECT code FROM made_by").fetchall() != [(code,)]:
                connection.executescript(
                    "BEGIN; DELETE FROM source; DELETE FROM summary; DELETE FROM derived; DELETE FROM made_by;"
                )
                connection.execute("INSERT INTO made_by VALUES (?)", (code,))
                connection.execute("COMMIT")
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection

    def __enter__(self) -> "State":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.connection.close()

    def sources(self) -> dict[str, bytes]:
        """Return the encoded record of every source file."""
        return dict(self.connection.execute("SELECT path, record FROM source"))

    def outputs(self, site: str) -> dict[str, bytes]:
        """Return the encoded record of every output of one output folder."""
        return dict(self.connection.execute("SELECT path, record FROM output WHERE site = ?", (site,)))

    def summary(self, site: str) -> bytes | None:
        """Return the encoded summary of the last whole build into one output folder."""
        row = self.connection.execute("SELECT record FROM summary WHERE site = ?", (site,)).fetchone()
        return row[0] if row else None

    def derived(self, kind: str) -> dict[str, bytes]:
        """Return what was worked out from content, of one kind, by the fingerprint of what it was worked out from."""
        return dict(self.connection.execute("SELECT key, record FROM derived WHERE kind = ?", (kind,)))

    def derived_keys(self, kind: str) -> frozenset[str]:
        """Return the fingerprints for which something of one kind was worked out."""
        return frozenset(key for (key,) in self.connection.execute("SELECT key FROM derived WHERE kind = ?", (kind,)))

    def derived_one(self, kind: str, key: str) -> bytes | None:
        """Return what was worked out for one fingerprint, where all of its kind would be too much at once."""
        row = self.connection.execute("SELECT record FROM derived WHERE kind = ? AND key = ?", (kind, key)).fetchone()
        return row[0] if row else None

    @contextmanager
    def change(self) -> Iterator["Change"]:
        """Make changes that are all kept, or none."""
        with closing(self.connection.cursor()) as cursor:
            try:
                cursor.execute("BEGIN IMMEDIATE")
                yield Change(cursor)
                cursor.execute("COMMIT")
            except sqlite3.OperationalError as error:
                raise BuildError(
                    f"`{self.path}`: {error}", hint="the site is built; the next build does it again"
                ) from error
            finally:
                if self.connection.in_transaction:
                    self.connection.rollback()


class Change:
    """The changes of one transaction."""

    def __init__(self, cursor: sqlite3.Cursor) -> None:
        self._cursor = cursor

    def keep_sources(self, records: Mapping[str, bytes], gone: Iterable[str]) -> None:
        """Remember these source records, and forget those of files that are gone."""
        self._cursor.executemany("INSERT OR REPLACE INTO source VALUES (?, ?)", records.items())
        self._cursor.executemany("DELETE FROM source WHERE path = ?", ((path,) for path in gone))

    def keep_outputs(self, site: str, records: Mapping[str, bytes], gone: Iterable[str]) -> None:
        """Remember these outputs of one output folder, and forget those that were pruned."""
        # In the order of the table's key, in which they go in a third sooner.
        rows = ((site, path, record) for path, record in sorted(records.items()))
        self._cursor.executemany("INSERT OR REPLACE INTO output VALUES (?, ?, ?)", rows)
        self._cursor.executemany("DELETE FROM output WHERE site = ? AND path = ?", ((site, path) for path in gone))

    def keep_derived(self, kind: str, records: Mapping[str, bytes], gone: Iterable[str]) -> None:
        """Remember what was worked out from content, and forget what is no longer asked for."""
        rows = ((kind, key, record) for key, record in records.items())
        self._cursor.executemany("INSERT OR REPLACE INTO derived VALUES (?, ?, ?)", rows)
        self._cursor.executemany("DELETE FROM derived WHERE kind = ? AND key = ?", ((kind, key) for key in gone))

    def keep_summary(self, site: str, record: bytes | None) -> None:
        """Remember the summary of a build, or that there is none to trust."""
        if record is None:
            self._cursor.execute("DELETE FROM summary WHERE site = ?", (site,))
        else:
            self._cursor.execute("INSERT OR REPLACE INTO summary VALUES (?, ?)", (site, record))


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold the project's lock, or say that another command is at work on it."""
    lock = _opened_lock(folder)
    try:
        until = time.monotonic() + PATIENCE
        while not take_lock(lock):
            if time.monotonic() > until:
                raise BuildError(
                    "another Nashra command is at work on this digest", hint="wait for it to end, then try again"
                )
            time.sleep(PATIENCE / 40)
        yield
    finally:
        os.close(lock)


def _opened_lock(folder: Path) -> int:
    _refuse_link(folder)
    _refuse_link(folder / "lock")
    try:
        within = disk.open_folder(folder.parent, folder.name, make=True)
        try:
            return os.open("lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666, dir_fd=within)
        finally:
            os.close(within)
    except OSError as error:
        raise BuildError(unreadable(folder, error), hint="Nashra keeps its state there; it must be a folder") from error


def _refuse_link(path: Path) -> None:
    if path.is_symlink():
        raise BuildError(f"`{path}` is a symbolic link", hint="remove it; what belongs there is made anew")


def take_lock(file: int) -> bool:
    """Take the lock of an open file, which ends with the process at the latest; False where another holds it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
