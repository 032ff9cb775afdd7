"""One SQLite file under `.nashra/`: what the digest has translated, what engines answered, what was spent.

Deleting it loses time, and what an engine answered to an article that was not finished; nothing else. Segments are read
from the digest's files and are read anew by another version of the program; answers and spending are kept.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from generator.errors import NashraError, UsageError
from generator.keys import code_fingerprint

VERSION = 2
"""Of the tables: a file with other ones is made anew, and what cannot be read from the digest's files is kept."""
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
    key TEXT PRIMARY KEY, engine TEXT NOT NULL, day TEXT NOT NULL, text TEXT NOT NULL,
    refused INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS spend (
    day TEXT NOT NULL, engine TEXT NOT NULL, requests INTEGER NOT NULL, characters INTEGER NOT NULL,
    cost REAL NOT NULL, PRIMARY KEY (day, engine)
) WITHOUT ROWID;
"""
NAME = "translation.sqlite3"
PATIENCE = 10.0
"""Seconds to wait for another command that writes to the file."""
_KEPT = ("text", "answer", "spend")
_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
_BUSY = frozenset((sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED))
_NOT_WRITABLE = frozenset((
    sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_FULL,
))  # fmt: skip


def open_store(project: Path) -> "Store":
    """Return the store of a digest, for this version of the program."""
    return Store(project / ".nashra", code_fingerprint())


class Store:
    """The open file; one in memory where there can be none on disk, and then nothing of it is kept.

    A file that SQLite cannot read is moved aside and made anew. UsageError for a link, NashraError where another
    command writes to the file for too long.
    """

    def __init__(self, folder: Path | None, code: str) -> None:
        self.path: Path | str = ":memory:"
        if folder is not None and not folder.is_symlink():
            with suppress(OSError):
                folder.mkdir(exist_ok=True)
                self.path = _no_link(folder / NAME)
        try:
            self.connection = self._connect(code)
        except sqlite3.Error as error:
            kind = _kind(error)
            if kind in _BUSY:
                raise _in_words(error) from error
            if kind in _NOT_WRITABLE or not _set_aside(Path(self.path)):
                self.path = ":memory:"
            self.connection = self._connect(code)

    @property
    def is_kept(self) -> bool:
        """Whether what is noted here is there for the next run."""
        return self.path != ":memory:"

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    @contextmanager
    def change(self) -> Iterator[sqlite3.Connection]:
        """Make changes that are all on disk afterwards, or none."""
        with in_words():
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
            _make_tables(connection)
            if connection.execute("SELECT code FROM read_by").fetchall() != [(code,)]:
                connection.executescript("BEGIN; DELETE FROM segment; DELETE FROM file; DELETE FROM read_by;")
                connection.execute("INSERT INTO read_by VALUES (?)", (code,))
                connection.execute("COMMIT")
        except sqlite3.Error:
            connection.close()
            raise
        return connection


@contextmanager
def in_words() -> Iterator[None]:
    """Say in words what SQLite says in its own, as a NashraError."""
    try:
        yield
    except sqlite3.Error as error:
        raise _in_words(error) from error


def _in_words(error: sqlite3.Error) -> NashraError:
    file = f"`.nashra/{NAME}`"
    kind = _kind(error)
    if kind in _BUSY:
        return NashraError(f"another command is writing to {file}", hint="wait for it to end, then try again")
    if kind == sqlite3.SQLITE_FULL:
        return NashraError(f"there is no room on the disk for {file}", hint="make some, then run the command again")
    return NashraError(
        f"{file} cannot be used: {error}",
        hint="remove it: it is made anew from your files, and only answers that are not written yet are lost",
    )


def _kind(error: sqlite3.Error) -> int:
    """Return what kind of error it is, without SQLite's finer distinctions."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _no_link(path: Path) -> Path:
    for each in (path, *_beside(path)):
        if each.is_symlink():
            raise UsageError(f"`.nashra/{each.name}` is a link, which is not followed", hint="remove the link")
    return path


def _set_aside(path: Path) -> bool:
    """Give a file that cannot be read another name; False where that cannot be done."""
    try:
        path.replace(path.with_suffix(".unreadable"))
        for each in _beside(path):
            each.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _beside(path: Path) -> tuple[Path, ...]:
    return tuple(path.with_name(f"{path.name}{suffix}") for suffix in ("-wal", "-shm", "-journal"))


def _make_tables(connection: sqlite3.Connection) -> None:
    """Make the tables; where there are those of another version, with what of theirs is kept."""
    if _version(connection) == VERSION:
        return
    connection.execute("BEGIN IMMEDIATE")
    # Another command may have made them since.
    if _version(connection) != VERSION:
        there = {name for (name,) in connection.execute(_TABLES)}
        for name in there:
            kept = f"ALTER TABLE {name} RENAME TO old_{name}" if name in _KEPT else f'DROP TABLE "{name}"'
            connection.execute(kept)
        for statement in SCHEMA.split(";"):
            connection.execute(statement)
        for name in there.intersection(_KEPT):
            columns = ", ".join(_columns(connection, name) & _columns(connection, f"old_{name}"))
            if columns:
                connection.execute(f"INSERT OR IGNORE INTO {name} ({columns}) SELECT {columns} FROM old_{name}")  # noqa: S608 - names of ours
            connection.execute(f"DROP TABLE old_{name}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.execute("COMMIT")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _columns(connection: sqlite3.Connection, table: str) -> set[str]:
    return {name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")}
