"""From what a person named (files, folders, addresses, lists of them) to captures, in the order in which it was named.

Files are read as they are: only an address, or a list of addresses, makes Nashra ask the network for something.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import BinaryIO
from zoneinfo import ZoneInfo

import msgspec

from generator.desk import answers, folders
from generator.desk.answers import Known, Label
from generator.desk.captures import RawCapture, capture_of, with_members
from generator.errors import ImportFailed
from generator.importers import FEEDS, LISTS, MAX_BYTES, ImportOptions, detect
from generator.importers.feeds.entries import Contents
from generator.importers.identity.known import Holdings
from generator.importers.records import importing
from generator.model import Finding
from generator.net import Fetched, Limits, Wanted, fetching

Item = RawCapture | Finding
Progress = Callable[[int, int], None]
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


class _FollowedFeed(msgspec.Struct, frozen=True, kw_only=True):
    """A feed of the inbox behind the pages that it leads to: it stays there until each of them was fetched."""

    capture: RawCapture
    pages: tuple[str, ...]
    has_text: bool


_Named = Path | RawCapture | Finding | Wanted
_Step = _Named | _FollowedFeed


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """What a person says of fetching, and where and when it happens.

    `folder` is the digest's; `cache` the folder that remembers what was fetched. `fetch_pages` fetches the pages that
    feeds in files lead to; for feeds that were fetched themselves it goes without saying.
    """

    now: datetime
    timezone: str = "UTC"
    folder: Path | None = None
    cache: Path | None = None
    allow_private: bool = False
    fetch_pages: bool = False
    limits: Limits = Limits()

    @property
    def today(self) -> str:
        """Return the day of capture of what has no day of its own."""
        return self.now.astimezone(ZoneInfo(self.timezone)).date().isoformat()


def gather(
    sources: Iterable[str], wishes: Wishes, standard_input: BinaryIO, progress: Progress = lambda _done, _all: None
) -> Iterator[Item]:
    """Yield every source as captures, and findings on what is none; one bad source never stops the rest.

    `progress` hears how many of how many things are done.
    """
    steps: list[_Step] = []
    known: Known = cache(lambda: Holdings(wishes.folder).addresses if wishes.folder else frozenset())
    for source in sources:
        for found in _found(source, wishes, standard_input):
            steps += _steps(found, wishes, known)
    steps = [answers.at_step(step, at) if isinstance(step, Wanted) else step for at, step in enumerate(steps)]
    wanted = tuple(step for step in steps if isinstance(step, Wanted))
    if wanted:
        # Before anything is imported: what comes first must not depend on who answers first.
        known()
    done = at = 0
    total = len(steps)
    failed: set[str] = set()

    def follow(each: Wanted, answer: Fetched) -> tuple[Wanted, ...]:
        nonlocal total
        further = answers.follow(each, answer, known)
        total += len(further)
        return further

    with ExitStack() as stack:
        try:
            fetched = stack.enter_context(fetching(wishes.cache, wishes.limits))(wanted, follow) if wanted else iter(())
        except ImportFailed as failure:
            failed.update(each.address for each in wanted)
            steps = [answers.no_article(failure, each.address) if isinstance(each, Wanted) else each for each in steps]
            fetched = iter(())
        for each, answer in fetched:
            while at < answers.step_of(each):
                done += not isinstance(steps[at], Wanted)
                yield from _local(steps[at], wishes, failed)
                at += 1
            if isinstance(answer, ImportFailed):
                failed.add(each.address)
            yield from answers.items(each, answer, known, wishes.today)
            done += 1
            progress(done, total)
        for step in steps[at:]:
            yield from _local(step, wishes, failed)
            done += not isinstance(step, Wanted)
            progress(done, total)


def captures_among(items: Iterable[Item], failures: list[Finding]) -> Iterator[RawCapture]:
    """Yield the captures of `items`, and add what is none to `failures`."""
    for item in items:
        if isinstance(item, Finding):
            failures.append(item)
        else:
            yield item


def _found(source: str, wishes: Wishes, standard_input: BinaryIO) -> Iterator[_Named]:
    """Yield what a source names: standard input, an address, a file, or the files of a folder."""
    if source == "-":
        yield _standard_input(standard_input, wishes)
    elif _ADDRESS.match(source):
        yield Wanted(address=source, private=wishes.allow_private)
    else:
        yield from _files(source, wishes)


def _steps(found: _Named, wishes: Wishes, known: Known) -> Iterator[_Step]:
    """Yield a file or an address as it is, and what a list or a feed leads to in its place or behind it."""
    if isinstance(found, Finding):
        yield found
        return
    if isinstance(found, Wanted):
        yield msgspec.structs.replace(found, label=Label(expects="anything"))
        return
    try:
        capture = _capture(found, wishes) if isinstance(found, Path) else found
        kind = detect(capture.data, capture.name)
        if kind in LISTS:
            yield from _listed(kind, capture, wishes)
        elif kind in FEEDS and wishes.fetch_pages:
            contents = FEEDS[kind](capture.data, capture.name, ImportOptions())
            yield from answers.about(contents, capture.name, known)
            yield from _followed(capture, contents, answers.pages(contents, known))
        else:
            # Files are read again when it is their turn, so that only one of them is in memory.
            yield found if isinstance(found, Path) else with_members(capture)
    except ImportFailed as failure:
        yield answers.no_article(failure)


def _listed(kind: str, capture: RawCapture, wishes: Wishes) -> Iterator[_Step]:
    found = answers.listed(kind, capture.data, capture.name, private=wishes.allow_private)
    if capture.inbox_file:
        several = "address is" if len(found) == 1 else f"{len(found)} addresses are"
        yield Finding(code="list-stays", severity="note", file=capture.name,
                      message=f"its {several} asked, and the list stays in the inbox",
                      hint="move it elsewhere to ask them again another day, or remove it")  # fmt: skip
    yield from found


def _followed(capture: RawCapture, contents: Contents, pages: tuple[Wanted, ...]) -> Iterator[_Step]:
    """Yield a feed and the pages behind it; one in the inbox comes last, for only then is it known what is missing."""
    has_text = bool(contents.whole) or any(not draft.url for draft in contents.teasers)
    followed = msgspec.structs.replace(capture, is_followed=True)
    if capture.inbox_file:
        yield from pages
        yield _FollowedFeed(capture=followed, pages=tuple(each.address for each in pages), has_text=has_text)
        return
    if has_text:
        yield followed
    yield from pages


def _settled(feed: _FollowedFeed, failed: Collection[str]) -> Iterator[Item]:
    """Yield a feed of the inbox, which leaves it if nothing of it is missing."""
    capture = feed.capture
    lost = [address for address in feed.pages if address in failed]
    if lost:
        yield Finding(code="feed-stays", severity="warning", file=capture.name,
                      message=f"it stays in the inbox, for {len(lost)} of its pages could not be had: `{lost[0]}`"
                      + (" …" if len(lost) > 1 else ""),
                      hint=f"`{importing('--fetch-pages', capture.name)}` asks again for what is missing")  # fmt: skip
        capture = msgspec.structs.replace(capture, inbox_file=None)
    elif not feed.has_text:
        yield Finding(code="list-stays", severity="note", file=capture.name,
                      message="its pages are asked, and the feed, which holds no article, stays in the inbox",
                      hint="remove it")  # fmt: skip
    if feed.has_text:
        yield capture


def _local(step: _Step, wishes: Wishes, failed: Collection[str]) -> Iterator[Item]:
    """Yield what needs no network, read now; an address has its place among the answers."""
    if isinstance(step, _FollowedFeed):
        yield from _settled(step, failed)
        return
    if isinstance(step, Path):
        try:
            yield _capture(step, wishes)
        except ImportFailed as failure:
            yield answers.no_article(failure)
    elif not isinstance(step, Wanted):
        yield step


def _capture(path: Path, wishes: Wishes) -> RawCapture:
    return capture_of(path, str(path), wishes.timezone, now=wishes.now, inbox=folders.is_in_inbox(path, wishes.folder))


def _files(source: str, wishes: Wishes) -> Iterator[Path | Finding]:
    """Yield a file as it is, and of a folder what it holds."""
    found = 0
    for each in folders.files(Path(source), wishes.folder):
        found += 1
        yield answers.no_article(each) if isinstance(each, ImportFailed) else each
    if not found:
        yield Finding(
            code="nothing-there",
            severity="warning",
            file=source,
            message="no file in this folder is a capture",
            hint="look whether it is the folder that you meant; hidden files and links are passed over",
        )


def _standard_input(stream: BinaryIO, wishes: Wishes) -> RawCapture | Finding:
    data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        return answers.no_article(ImportFailed(f"larger than {MAX_BYTES // 2**20} MB", file="-",
                                               hint="import one article at a time"))  # fmt: skip
    return RawCapture(name="-", data=data, captured=wishes.today)
