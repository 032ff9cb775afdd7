"""One SQLite file under `.nashra/`: what the digest has translated, what engines answered, what was spent.

Deleting it loses time, and what an engine answered to an article that was not finished; nothing else. Segments are read
from the digest's files and are read anew by another version of the program; answers and spending are kept.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.keys import code_fingerprint

SCHEMA = """
CREATE TABLE IF NOT EXISTS read_by (code TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS file (
    path TEXT PRIMARY KEY, key TEXT NOT NULL, state BLOB NOT NULL, idle INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS text (hash TEXT PRIMARY KEY, source TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS segment (
    path TEXT NOT NULL, place INTEGER NOT NULL, source_lang TEXT NOT NULL, target_lang TEXT NOT NULL,
    kind TEXT NOT NULL, hash TEXT NOT NULL, target TEXT NOT NULL, by_person INTEGER NOT NULL,
    imported INTEGER NOT NULL, engine TEXT NOT NULL, made TEXT NOT NULL, flags TEXT NOT NULL,
    before TEXT NOT NULL, after TEXT NOT NULL, PRIMARY KEY (path, place, kind)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_text ON segment (hash, target_lang, source_lang, kind);
CREATE TABLE IF NOT EXISTS answer (
    key TEXT PRIMARY KEY, engine TEXT NOT NULL, day TEXT NOT NULL, text TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS spend (
    day TEXT NOT NULL, engine TEXT NOT NULL, requests INTEGER NOT NULL, characters INTEGER NOT NULL,
    cost REAL NOT NULL, PRIMARY KEY (day, engine)
) WITHOUT ROWID;
"""
NAME = "translation.sqlite3"
PATIENCE = 10.0
"""Seconds to wait for another command that writes to the file."""


def open_store(project: Path) -> "Store":
    """Return the store of a digest, for this version of the program."""
    return Store(project / ".nashra", code_fingerprint())


class Store:
    """The open file; one in memory where there can be none on disk.

    A file that SQLite cannot read is moved aside and made anew.
    """

    def __init__(self, folder: Path | None, code: str) -> None:
        self.path: Path | str = ":memory:"
        if folder is not None and not folder.is_symlink():
            with suppress(OSError):
                folder.mkdir(exist_ok=True)
                self.path = folder / NAME
        try:
            self.connection = self._connect(code)
        except sqlite3.OperationalError:
            self.path = ":memory:"
            self.connection = self._connect(code)
        except sqlite3.DatabaseError:
            _set_aside(Path(self.path))
            self.connection = self._connect(code)

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """Make changes that are all on disk afterwards, or none."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield self.connection
            self.connection.execute("COMMIT")
        finally:
            if self.connection.in_transaction:
                self.connection.rollback()

    def forget_segments(self) -> None:
        """Forget what was read from files, so that all of it is read anew; texts of the past are kept."""
        with self.change() as connection:
            connection.execute("DELETE FROM segment")
            connection.execute("DELETE FROM file")

    def _connect(self, code: str) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, isolation_level=None, timeout=PATIENCE)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            # What was paid for is on disk before the next request, even if the power goes.
            connection.execute("PRAGMA synchronous = FULL")
            connection.executescript(SCHEMA)
            if connection.execute("SELECT code FROM read_by").fetchall() != [(code,)]:
                connection.executescript("BEGIN; DELETE FROM segment; DELETE FROM file; DELETE FROM read_by;")
                connection.execute("INSERT INTO read_by VALUES (?)", (code,))
                connection.execute("COMMIT")
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection


def _set_aside(path: Path) -> None:
    path.replace(path.with_suffix(".unreadable"))
    for suffix in ("-wal", "-shm"):
        Path(f"{path}{suffix}").unlink(missing_ok=True)
