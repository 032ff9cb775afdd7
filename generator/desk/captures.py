"""Captures: what there is to import, as bytes with a name, and the drafts in them."""

import os
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec

from generator.errors import ImportFailed, unreadable
from generator.importers import EXPANDERS, MAX_BYTES, ImportOptions, Member, detect, read
from generator.model import Draft, Notice, Value


class RawCapture(Value, frozen=True, kw_only=True):
    """Something to import: its bytes, the name to show, the day it was captured; its file if that leaves the inbox.

    `url` is the address that the bytes were fetched from. `listed` is what the feed that led there says of the article.
    `members` are the captures in an archive, which leaves the inbox when each of them is kept. `is_followed` tells that
    the pages behind a feed's headlines are captures of their own.
    """

    name: str
    data: bytes
    captured: str
    inbox_file: Path | None = None
    url: str = ""
    listed: Draft | None = None
    members: tuple["RawCapture", ...] = ()
    is_followed: bool = False


def capture_of(path: Path, name: str, timezone: str, *, now: datetime, inbox: bool = False) -> RawCapture:
    """Return the file at `path` as a capture, an archive with its members; ImportFailed where it cannot be one."""
    name = shown(name)
    try:
        if path.is_symlink():
            raise ImportFailed("a symbolic link is not followed", file=name, hint="name the file itself")
        if not path.exists():
            raise ImportFailed(
                "there is no such file",
                file=name,
                hint="look at how its name is spelled; an address begins with https://",
            )
        if not path.is_file():
            raise ImportFailed("not a regular file", file=name, hint="name a file, or a folder of files")
        with path.open("rb") as file:
            modified = os.fstat(file.fileno()).st_mtime
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise ImportFailed(shown(unreadable(path, error)), file=name) from None
    zone = ZoneInfo(timezone)
    moment = min(datetime.fromtimestamp(modified, zone), now.astimezone(zone))
    capture = RawCapture(name=name, data=data, captured=moment.date().isoformat(), inbox_file=path if inbox else None)
    return with_members(capture)


def with_members(capture: RawCapture) -> RawCapture:
    """Return an archive with the captures in it, and any other capture as it is; ImportFailed for what is refused."""
    if detect(capture.data, capture.name) != "zip":
        return capture
    members = EXPANDERS["zip"](capture.data, capture.name)
    return msgspec.structs.replace(capture, members=tuple(_member(member, capture) for member in members))


def drafts_of(capture: RawCapture, options: ImportOptions) -> tuple[Draft, ...]:
    """Return the articles in a capture, with what is known of where it comes from; ImportFailed where there is none."""
    drafts = read(capture.data, capture.name, options)
    if capture.is_followed:
        drafts = tuple(_followed(drafts))
    if len(drafts) > 1 or drafts[0].kind not in ("html", "text"):
        return drafts
    return (_completed(drafts[0], capture),)


def without_future(draft: Draft, today: date) -> Draft:
    """Return a draft without a day of publication that nobody can know of yet; by a clock that goes ahead, a day."""
    day = (draft.published or "")[: len("2019-04-08")]
    if day <= (today + timedelta(days=1)).isoformat():
        return draft
    notice = Notice(
        code="future-date",
        message=f"the day of publication that it names, {day}, is still to come, and was left out",
        hint="write `published` yourself, if you know it",
    )
    return msgspec.structs.replace(
        draft,
        published=None,
        confidence={**draft.confidence, "published": 0.0},
        notices=(*draft.notices, notice),
    )


def shown(name: str) -> str:
    """Return a file's name as text: systems allow bytes in one that are none."""
    return name.encode(errors="backslashreplace").decode()


def _member(member: Member, capture: RawCapture) -> RawCapture:
    return RawCapture(name=shown(member.name), data=member.data, captured=capture.captured)


def _followed(drafts: tuple[Draft, ...]) -> Iterator[Draft]:
    """Yield the drafts without those whose page is fetched, and without notices that the pages are missing."""
    for draft in drafts:
        codes = {notice.code for notice in draft.notices}
        if "teaser-only" not in codes:
            kept = tuple(notice for notice in draft.notices if notice.code != "headlines-only")
            yield msgspec.structs.replace(draft, notices=kept)


def _completed(draft: Draft, capture: RawCapture) -> Draft:
    """Return the draft of a page with the address that it was fetched from, and with what its feed says beyond it."""
    known = capture.listed
    url = draft.url or capture.url or None
    if known is None:
        return msgspec.structs.replace(draft, url=url)
    fresh = {field: draft.confidence.get(field, 0.0) or known.confidence.get(field, 0.0) for field in known.confidence}
    return msgspec.structs.replace(
        draft,
        url=url,
        title=draft.title or known.title,
        lang=draft.lang or known.lang,
        published=draft.published or known.published,
        authors=draft.authors or known.authors,
        publisher=draft.publisher or known.publisher,
        tags=draft.tags or known.tags,
        confidence={**draft.confidence, **fresh},
    )
