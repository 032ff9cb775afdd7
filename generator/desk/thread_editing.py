"""Threads renamed, merged and split: what is to be written where, for `changes` to carry out.

The thread that stays is written first, then the articles, and what goes is removed last, so that at no moment an
article names a thread of which there is no file, and every word is in at least one place.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from generator.config import values
from generator.config.fields import nearest
from generator.content import parse_thread, safe_join, scan
from generator.desk.changes import Change, Edit, removed, replaced
from generator.desk.thread_files import Parted, begun, parted, united, was_merged, with_old_id
from generator.desk.thread_items import Stories
from generator.desk.thread_labels import (
    Labels,
    exchanged,
    labelled,
    labels_in,
    members,
    relabelled,
    with_one,
    without,
)
from generator.errors import UsageError, unreadable
from generator.importers.identity.known import stem_of
from generator.model import Article, Thread, Value
from generator.slugs import fold

_FOLDER = "content/threads/"


class ThreadFile(Value, frozen=True, kw_only=True):
    """A thread and the bytes of its file."""

    thread: Thread
    raw: bytes

    @property
    def text(self) -> str:
        """What the file says; ValueError where it is not UTF-8."""
        return self.raw.decode()


class Part(Value, frozen=True, kw_only=True):
    """Articles that leave a thread for a `new` one, and its titles by language, of which some are only `proposed`.

    Without titles, the new one is what it was before it was merged.
    """

    thread: str
    new: str
    articles: tuple[Article, ...]
    titles: dict[str, str]
    proposed: frozenset[str] = frozenset()


def rename(project: Path, old: str, new: str) -> Edit:
    """Return what gives a thread another id; the addresses of the old one lead to the new one.

    UsageError where there is no such thread, or where the new id is no id, or another thread's.
    """
    threads = thread_files(project)
    if old not in threads and new in threads and old in threads[new].thread.old_ids:
        return Edit(changes=tuple(_moved(project, (old,), new)))
    file = _thread(threads, old)
    check_free(threads, new, instead_of=old)
    text = _edited(file, lambda text: with_old_id(text, old))
    made = created(new, text, f"what was `{old}`")
    gone = removed(file.thread.path, file.raw, f"is `{new}` now")
    return Edit(changes=(made, *_moved(project, (old,), new), gone))


def merge(project: Path, others: Sequence[str], into: str) -> Edit:
    """Return what makes threads part of another; their addresses lead to it.

    Their aliases and names are added to it; all else that their files say is kept in its file as comments, with their
    articles, so that `split` can undo it. UsageError where there is no such thread.
    """
    threads = thread_files(project)
    target = _thread(threads, into)
    if into in others:
        raise UsageError(f"`{into}` cannot be merged into itself", hint="the last id is the one that stays")
    already = [other for other in others if other not in threads and other in target.thread.old_ids]
    sources = [_thread(threads, other) for other in others if other not in already]
    scanned = scan(project)
    came = {
        file.thread.id: sorted({stem_of(path) for path in members(project, scanned, file.thread.id, into)})
        for file in sources
    }
    text = _edited(target, lambda text: _all_united(text, sources, came))
    kept = replaced(target.thread.path, target.raw, text.encode(), f"with all of {_names(others)}")
    changes = (
        *((kept,) if kept.after != target.raw else ()),
        *_moved(project, others, into),
        *(removed(file.thread.path, file.raw, f"is part of `{into}` now") for file in sources),
    )
    told = (
        f"what `{file.thread.path}` said stands as a comment in `{target.thread.path}`; "
        f"to undo this: `nashra threads split {into} {file.thread.id}`"
        for file in sources
    )
    return Edit(changes=changes, notes=tuple(told))


def split(project: Path, part: Part) -> Edit:
    """Return what makes a new thread of a part of another, which is ruled out for those articles from then on.

    The id of one that was merged into it makes that one again, as long as its file tells of it. UsageError where an
    article is not in the thread, or where the new id is no id, or is taken.
    """
    threads = thread_files(project)
    file = _thread(threads, part.thread)
    is_back = _was_merged(file, part.new)
    check_free(threads, part.new, instead_of=part.thread if is_back else "")
    changes = []
    for article in part.articles:
        raw = safe_join(project, *article.path.split("/")).read_bytes()
        labels = labels_in(raw)
        if labels is None or part.thread not in labels.counting:
            hint = f"`nashra list --thread {part.thread}` shows those that are"
            raise UsageError(f"`{article.path}` is not in `{part.thread}`", hint=hint)
        changes.append(labelled(article.path, raw, labels, _split_off(labels, part.thread, part.new)))
    leaving = [change for change in changes if change]
    begins = created(part.new, begun(part.titles, part.proposed), f"a part of `{part.thread}`")
    if not is_back:
        return Edit(changes=(begins, *leaving))
    found = _parted(file, part.new)
    made = begins if part.titles else created(part.new, found.other, "what it was before")
    kept = replaced(file.thread.path, file.raw, found.kept.encode(), f"without `{part.new}`")
    return Edit(changes=(made, *leaving, kept), notes=_shared_by_both(file, made))


def before_merging(project: Path, thread: str, other: str) -> Parted | None:
    """Return what is known of a thread that was merged into another; None where its file does not tell."""
    file = _thread(thread_files(project), thread)
    return _parted(file, other) if _was_merged(file, other) else None


def _was_merged(file: ThreadFile, other: str) -> bool:
    # An id that it had itself is not given away: its address leads to all of it.
    return other in file.thread.old_ids and was_merged(file.text, other)


def _parted(file: ThreadFile, other: str) -> Parted:
    try:
        return parted(file.text, other)
    except ValueError as error:
        hint = f"take `{other}` out of `old_ids` in it, then do it again"
        raise UsageError(f"`{file.thread.path}`: {error}", hint=hint) from None


def _shared_by_both(file: ThreadFile, made: Change) -> tuple[str, ...]:
    thread, _ = parse_thread(made.path, made.after or b"")
    both = [alias for alias in file.thread.aliases if thread and alias in thread.aliases]
    if not both:
        return ()
    return (f"{_names(both)}: aliases of both threads now; keep each in the file where it means that story alone",)


def created(thread: str, text: str, told: str) -> Change:
    """Return the change that makes a thread's file."""
    return Change(path=f"{_FOLDER}{thread}.toml", after=text.encode(), told=told)


def articles_at(stories: Stories, paths: Iterable[str]) -> tuple[Article, ...]:
    """Return the originals at paths of articles or their translations, each once; UsageError for anything else."""
    found: dict[str, Article] = {}
    for path in paths:
        if (article := stories.at(path)) is None:
            raise UsageError(f"`{path}` is no article", hint="name an article file; `nashra list` shows them all")
        found[article.stem] = article
    return tuple(article for _, article in sorted(found.items()))


def thread_files(project: Path) -> dict[str, ThreadFile]:
    """Return all threads by id, with their files."""
    found = {}
    for path in scan(project).stamps:
        if path.startswith(_FOLDER) and path.endswith(".toml") and path.count("/") == 2:
            try:
                raw = (project / path).read_bytes()
            except OSError as error:
                raise UsageError(unreadable(Path(path), error)) from None
            if thread := parse_thread(path, raw)[0]:
                found[thread.id] = ThreadFile(thread=thread, raw=raw)
    return found


def _thread(threads: Mapping[str, ThreadFile], name: str) -> ThreadFile:
    if name in threads:
        return threads[name]
    now = next((each.thread.id for each in threads.values() if name in each.thread.old_ids), "")
    near = nearest(name, threads)
    hint = f"it is called `{now}` now" if now else f"did you mean `{near}`?" if near else ""
    raise UsageError(f"there is no thread `{name}`", hint=hint or "`nashra threads list` shows them all")


def check_free(threads: Mapping[str, ThreadFile], new: str, *, instead_of: str = "") -> None:
    """Raise UsageError where a new thread cannot have this id; `instead_of` is the one that goes by it."""
    try:
        is_id = new and values.identifier(new) == values.clean(new)[0]
    except values.Unfit as unfit:
        raise UsageError(f"the new name {unfit.message}", hint=unfit.hint) from None
    if not is_id:
        raise UsageError(
            f"the new name is not an id: `{new}`", hint="use letters, digits and hyphens, as in `libya-talks`"
        )
    for name, file in threads.items():
        if fold(name) == fold(new):
            hint = "`nashra threads merge` makes one of two" if name == new else "the two differ in capitals only"
            raise UsageError(f"there is a thread `{name}` already", hint=hint)
        if name != instead_of and fold(new) in map(fold, file.thread.old_ids):
            raise UsageError(
                f"`{new}` was an id of `{name}`, and its address leads there",
                hint=f"choose another id, or take this one out of `old_ids` in `{file.thread.path}`",
            )


def _moved(project: Path, old: Sequence[str], new: str) -> list[Change]:
    """Return the changes of all articles that mention a thread by one of its old ids."""

    def labels(before: Labels) -> Labels:
        after = Labels(*(exchanged(entries, old, new) for entries in before))
        # What a person ruled out was one of two threads for the other; of one thread it would rule out the whole.
        if any(before.has("threads", each) for each in (*old, new)):
            return after._replace(not_threads=without(after.not_threads, new))
        if after.has("not_threads", new):
            return after._replace(threads_auto=without(after.threads_auto, new))
        return after

    return relabelled(project, scan(project), old, labels)


def _split_off(labels: Labels, thread: str, new: str) -> Labels:
    return Labels(
        threads=with_one(exchanged(labels.threads, (thread,), new), new),
        threads_auto=without(labels.threads_auto, thread),
        not_threads=with_one(labels.not_threads, thread),
    )


def _all_united(text: str, sources: Iterable[ThreadFile], came: Mapping[str, Sequence[str]]) -> str:
    for file in sources:
        text = united(text, file.text, file.thread.id, came[file.thread.id])
    return text


def _edited(file: ThreadFile, edit: Callable[[str], str]) -> str:
    try:
        return edit(file.text)
    except ValueError as error:
        raise UsageError(f"`{file.thread.path}`: {error}", hint="nothing is written: mend it by hand first") from None


def _names(threads: Iterable[str]) -> str:
    return ", ".join(f"`{thread}`" for thread in threads)
