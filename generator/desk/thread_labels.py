"""What an article file says of its threads, read and changed by value alone, whatever else is in the file."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeAlias

from generator import frontmatter
from generator.config import values
from generator.content import Scan
from generator.desk.changes import Change, replaced
from generator.errors import UsageError

Entries: TypeAlias = tuple[str, ...]

_ANY = b"threads"
_FRONT = frontmatter.MAX_BYTES


class Labels(NamedTuple):
    """The threads of an article: a person's choice, Nashra's, and what a person ruled out."""

    threads: Entries = ()
    threads_auto: Entries = ()
    not_threads: Entries = ()

    @property
    def counting(self) -> frozenset[str]:
        """The ids of the threads that the article is in."""
        return _ids(self.threads) | (_ids(self.threads_auto) - _ids(self.not_threads))

    def has(self, key: str, thread: str) -> bool:
        """Tell whether a thread is named by one of the keys."""
        return thread in _ids(getattr(self, key))

    def names(self, thread: str) -> bool:
        """Tell whether a thread is mentioned, for or against."""
        return any(thread in _ids(entries) for entries in self)


def relabelled(project: Path, scanned: Scan, threads: Iterable[str], new: Callable[[Labels], Labels]) -> list[Change]:
    """Return the changes that give every article that mentions one of `threads` its `new` labels.

    UsageError where an article cannot be changed so, or cannot be read and may mention one.
    """
    wanted = tuple(threads)
    found = []
    for path, raw in _articles(project, scanned):
        if (labels := labels_in(raw)) is None:
            if any(thread.encode() in raw[:_FRONT] for thread in wanted):
                raise UsageError(
                    f"`{path}` cannot be read, and may name `{wanted[0]}`",
                    hint="nothing is written: mend it first, `nashra check` says what is wrong",
                )
        elif any(labels.names(thread) for thread in wanted):
            found.append(labelled(path, raw, labels, new(labels)))
    return [change for change in found if change]


def members(project: Path, scanned: Scan, thread: str, but_for: str) -> tuple[str, ...]:
    """Return the paths of the article files that are in a thread and not in another one."""
    found = ((path, labels_in(raw)) for path, raw in _articles(project, scanned))
    return tuple(
        path for path, labels in found if labels and thread in labels.counting and but_for not in labels.counting
    )


def labels_in(raw: bytes) -> Labels | None:
    """Return what an article file says of its threads; None where that cannot be read, or is no list of ids."""
    try:
        fields = frontmatter.values_in(raw.decode())
    except ValueError:
        return None
    found = [_entries(fields.get(key, [])) for key in Labels._fields]
    return Labels(*(entries for entries in found if entries is not None)) if None not in found else None


def labelled(path: str, raw: bytes, before: Labels, after: Labels) -> Change | None:
    """Return the change of an article's labels, None where there is none; UsageError where it cannot be made."""
    text = raw.decode()
    told = []
    for key, old, new in zip(Labels._fields, before, after, strict=True):
        if old == new:
            continue
        told.append(f"{key}: [{', '.join(old)}] → [{', '.join(new)}]")
        try:
            text = frontmatter.set_entries(text, key, new)
        except ValueError as error:
            raise UsageError(f"`{path}`: {error}", hint="nothing is written: change it by hand first") from None
    return replaced(path, raw, text.encode(), "; ".join(told)) if told else None


def exchanged(entries: Entries, old: Iterable[str], new: str) -> Entries:
    """Return the entries with `new` in place of each of `old`, once."""
    gone = frozenset(old)
    found: dict[str, str] = {}
    for entry in entries:
        is_gone = _id(entry) in gone
        found.setdefault(new if is_gone else _id(entry), new if is_gone else entry)
    return tuple(found.values())


def without(entries: Entries, gone: str) -> Entries:
    """Return the entries but for one id."""
    return tuple(entry for entry in entries if _id(entry) != gone)


def with_one(entries: Entries, further: str) -> Entries:
    """Return the entries, and one id at their end if it is not among them."""
    return entries if further in _ids(entries) else (*entries, further)


def _articles(project: Path, scanned: Scan) -> Iterator[tuple[str, bytes]]:
    for path in scanned.stamps:
        if path.startswith("content/articles/") and path.endswith(".md"):
            raw = (project / path).read_bytes()
            if _ANY in raw[:_FRONT]:
                yield path, raw


def _entries(value: object) -> Entries | None:
    if not isinstance(value, list):
        return None
    entries = tuple(item for item in value if isinstance(item, str))
    return entries if len(entries) == len(value) else None


def _ids(entries: Iterable[str]) -> frozenset[str]:
    return frozenset(map(_id, entries))


def _id(entry: str) -> str:
    return values.clean(entry)[0]
