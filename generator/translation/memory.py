"""What the digest has translated already: exact texts for a run, similar ones for a review.

The digest's files are the truth; what is remembered of them lies in a store and follows them by their fingerprints.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TypeAlias

import msgspec

from generator.content import Content
from generator.content.ledger import block_hash, ledger_path
from generator.fingerprints import combine
from generator.model import Value
from generator.translation.jobs import Job
from generator.translation.segments import Segment, TranslationState, read_translation_of
from generator.translation.store import Store

Pair: TypeAlias = tuple[str, str]
Row: TypeAlias = tuple[str, int, int, str, str, str]

ALIKE = 85.0
"""From which score (0 to 100) on a text counts as similar."""

_FOUND = "target, by_person, imported, engine, before, after"
_BEST_FIRST = "by_person DESC, imported, path, place"
# How many texts are looked up at once, and how many translations of them.
_AT_ONCE = 500


class Remembered(Value, frozen=True):
    """A translation that was found: its text, whether a person wrote it, and whether another tool gave it.

    `in_context` tells that its original stood between the same neighbours.
    """

    text: str
    by_person: bool
    imported: bool = False
    in_context: bool = False
    engine: str = ""


class Match(Value, frozen=True):
    """A translation of a similar text: how similar (0 to 100), that text, the translation, and where it stands."""

    score: float
    source: str
    target: str
    by_person: bool
    imported: bool
    path: str


class Memory:
    """Translations by language pair and text: a person's before a machine's, in the same context first, then by path.

    Without a store it knows what it is told, and nothing else.
    """

    def __init__(self, store: Store | None = None) -> None:
        self._store = store
        self._learned: dict[str, str] = {}
        self._told: dict[tuple[str, str, str, str], Remembered] = {}
        self._given: dict[str, str] = {}
        self._around: Mapping[str, tuple[str, str]] = {}
        self._found: dict[tuple[Pair, str, str], Remembered | None] | None = None
        self._rows: dict[tuple[Pair, str, str], list[Row]] = {}

    def beside(self, blocks: Sequence[str]) -> "Memory":
        """Return this memory for one article with these blocks, which are the context of its texts."""
        hashes = [block_hash(block) for block in blocks]
        whole = ["", *hashes, ""]
        here = Memory(self._store)
        here._told = self._told
        here._given = self._given
        here._found = {}
        here._around = {each: (whole[n], whole[n + 2]) for n, each in reversed([*enumerate(hashes)])}
        return here

    def add(self, pair: Pair, kind: str, source: str, remembered: Remembered) -> None:
        """Remember a translation while this run lasts, unless there is a better one."""
        key = (*pair, kind, block_hash(source))
        known = self._told.get(key)
        if known is None or (remembered.by_person and not known.by_person):
            self._told[key] = remembered

    def given(self, answer: str, text: str) -> str:
        """Return the text that an engine has given an answer to in this run: `text`, unless it was given before."""
        return self._given.setdefault(answer, text)

    def find(self, pair: Pair, kind: str, source: str) -> Remembered | None:
        """Return the translation of a text, if the digest has one."""
        if self._found is None:
            return self._best(pair, kind, source)
        key = pair, kind, source
        if key not in self._found:
            self._found[key] = self._best(pair, kind, source)
        return self._found[key]

    def prepare(self, pair: Pair, keys: Iterable[tuple[str, str]]) -> None:
        """Look many texts up at once, each a kind and a source, before they are asked for one by one."""
        if self._store is None:
            return
        wanted: dict[tuple[str, str], list[Row]] = {(kind, block_hash(source)): [] for kind, source in keys}
        hashes = list(dict.fromkeys(digest for _, digest in wanted))[:_AT_ONCE]
        rows = self._store.connection.execute(
            f"SELECT kind, hash, {_FOUND} FROM segment WHERE hash IN ({', '.join('?' * len(hashes))}) "  # noqa: S608 - no text in it
            f"AND target_lang = ? AND source_lang = ? ORDER BY {_BEST_FIRST} LIMIT ?",
            (*hashes, pair[1], pair[0], _AT_ONCE),
        ).fetchall()
        # A line may stand in thousands of articles, so that there is no room for the others.
        if len(rows) < _AT_ONCE:
            for kind, digest, *row in rows:
                if (kind, digest) in wanted:
                    wanted[kind, digest].append(tuple(row))
            known = set(hashes)
            self._rows = {(pair, *key): found for key, found in wanted.items() if key[1] in known}

    def _best(self, pair: Pair, kind: str, source: str) -> Remembered | None:
        digest = block_hash(source)
        told = self._told.get((*pair, kind, digest))
        kept = self._kept(pair, kind, digest)
        if kept and (told is None or kept.by_person or not told.by_person):
            return kept
        return told

    def fuzzy(self, pair: Pair, text: str, *, least: float = ALIKE, most: int = 5) -> list[Match]:
        """Return translations of similar blocks, the most similar first. They are for people to look at alone."""
        if self._store is None:
            return []
        from rapidfuzz import fuzz, process

        rows = self._store.connection.execute(
            f"SELECT source, target, by_person, imported, path FROM segment JOIN text USING (hash) "  # noqa: S608 - no text in it
            f"WHERE source_lang = ? AND target_lang = ? ORDER BY {_BEST_FIRST}",
            pair,
        ).fetchall()
        # Of one text only the best translation.
        by_source = {source: rest for source, *rest in reversed(rows)}
        found = process.extract(text, by_source.keys(), scorer=fuzz.ratio, limit=most, score_cutoff=least)
        return [
            Match(round(score, 1), source, target, bool(by_person), bool(imported), path)
            for source, score, _ in sorted(found, key=lambda each: (-each[1], each[0]))
            for target, by_person, imported, path in (by_source[source],)
        ]

    @property
    def size(self) -> int:
        """How many translated texts the digest's files hold."""
        if self._store is None:
            return len(self._told)
        return int(self._store.connection.execute("SELECT count(*) FROM segment").fetchone()[0])

    def source_of(self, digest: str) -> str | None:
        """Return the source text that had this `block_hash`, if this memory has seen it."""
        if self._store is None:
            return None
        row = self._store.connection.execute("SELECT source FROM text WHERE hash = ?", (digest,)).fetchone()
        return row[0] if row else None

    def learn(self, sources: Iterable[str]) -> None:
        """Note texts whose hashes a ledger now has, so that they are known when their article has changed."""
        self._learned.update((block_hash(source), source) for source in sources)

    def keep(self) -> None:
        """Keep what was learned."""
        if self._store is not None and self._learned:
            with self._store.change() as connection:
                connection.executemany("INSERT OR IGNORE INTO text VALUES (?, ?)", self._learned.items())
            self._learned.clear()

    def _kept(self, pair: Pair, kind: str, digest: str) -> Remembered | None:
        if self._store is None:
            return None
        rows = self._rows.get((pair, kind, digest))
        if rows is None:
            rows = self._store.connection.execute(
                f"SELECT {_FOUND} FROM segment WHERE hash = ? AND target_lang = ? AND source_lang = ? AND kind = ? "  # noqa: S608 - no text in it
                f"ORDER BY {_BEST_FIRST} LIMIT 100",
                (digest, pair[1], pair[0], kind),
            ).fetchall()
        around = self._around.get(digest)
        found = [
            Remembered(target, bool(by_person), bool(imported), (before, after) == around, engine)
            for target, by_person, imported, engine, before, after in rows
        ]
        return min(found, key=lambda each: (not each.by_person, not each.in_context), default=None)


class Refreshed(Value, frozen=True, kw_only=True):
    """What following the files came to: how many were read anew, and how many are gone."""

    read: int
    gone: int


def follow(store: Store, project: Path, content: Content, jobs: Iterable[Job], *, keep: Collection[str]) -> Refreshed:
    """Make the store hold what the files of `jobs` say, reading those that changed, and forget all others.

    `keep` are wanted translations that need not be read now; what is known of them stays, unless there was one.
    """
    keys = {job.path: key_of_files(content, job) for job in jobs}
    known = dict(store.connection.execute("SELECT path, key FROM file WHERE path NOT LIKE '%.tmx'"))
    stale = [job for job in jobs if known.get(job.path) != keys[job.path]]
    gone = {path for path in known.keys() - keys.keys() if path not in keep or _holds_segments(store, path)}
    if stale or gone:
        source_of = Memory(store).source_of
        with store.change() as connection:
            for path in gone:
                forget(connection, path)
            for job in stale:
                read = read_translation_of(project, job, source_of)
                state = msgspec.msgpack.encode(read.state)
                record(connection, job.path, keys[job.path], state, idle=read.idle)
                keep_segments(connection, job.path, (job.original.lang, job.lang), read.segments)
    return Refreshed(read=len(stale), gone=len(gone))


def idle(store: Store) -> frozenset[str]:
    """Return the paths of translations that a run need not look at, as the store has followed the files."""
    return frozenset(path for (path,) in store.connection.execute("SELECT path FROM file WHERE idle"))


def _holds_segments(store: Store, path: str) -> bool:
    return store.connection.execute("SELECT 1 FROM segment WHERE path = ?", (path,)).fetchone() is not None


def states(store: Store, jobs: Iterable[Job]) -> Iterator[TranslationState]:
    """Yield the state of each of `jobs`, whose files the store has followed."""
    decode = msgspec.msgpack.Decoder(TranslationState).decode
    rows = dict(store.connection.execute("SELECT path, state FROM file"))
    return (decode(rows[job.path]) for job in jobs)


def key_of_files(content: Content, job: Job) -> str:
    """Return the fingerprint of all that a translation's state comes from."""
    translation = job.translation.fingerprint if job.translation else ""
    return combine(job.original.fingerprint, translation, content.ledgers.get(ledger_path(job.path), ""))


def record(connection: sqlite3.Connection, path: str, key: str, state: bytes, *, idle: bool = False) -> None:
    """Note that a file is read as of `key`, and forget its segments."""
    connection.execute("INSERT OR REPLACE INTO file VALUES (?, ?, ?, ?)", (path, key, state, idle))
    connection.execute("DELETE FROM segment WHERE path = ?", (path,))


def forget(connection: sqlite3.Connection, path: str) -> None:
    """Forget a file that is gone."""
    connection.execute("DELETE FROM file WHERE path = ?", (path,))
    connection.execute("DELETE FROM segment WHERE path = ?", (path,))


def keep_segments(connection: sqlite3.Connection, path: str, pair: Pair, segments: Sequence[Segment]) -> None:
    """Keep the segments of a file."""
    hashes = [block_hash(each.source) for each in segments]
    connection.executemany(
        "INSERT OR IGNORE INTO text VALUES (?, ?)",
        ((digest, each.source) for digest, each in zip(hashes, segments, strict=True)),
    )
    connection.executemany(
        "INSERT OR REPLACE INTO segment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (path, each.place, *pair, each.kind, digest, each.target, each.by_person, each.imported,
             each.engine, each.made, " ".join(each.flags), each.before, each.after)
            for digest, each in zip(hashes, segments, strict=True)
        ),
    )  # fmt: skip
