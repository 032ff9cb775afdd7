"""What addresses answer: pages become captures, feeds captures and the pages behind them, lists their addresses."""

import re
from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from generator.desk.captures import RawCapture
from generator.errors import ImportFailed
from generator.importers import EXPANDERS, FEEDS, ImportOptions, detect
from generator.importers.feeds.entries import Contents, named
from generator.importers.identity.canonical import canonical
from generator.model import Draft, Finding
from generator.net import Fetched, NotReached, Wanted

Known = Callable[[], frozenset[str]]

_DECLARED = re.compile(rb"charset\s*=|encoding\s*=", re.IGNORECASE)
_ALTERNATE = re.compile(
    rb"<link\b(?=[^>]*\balternate\b)(?=[^>]*\b(?:rss|atom|feed)\+(?:xml|json)\b)[^>]*\bhref\s*=\s*[\"']?([^\"'\s>]+)",
    re.IGNORECASE,
)


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """Why an address is asked: which step of the way led there, what it should be, what a feed says of it."""

    expects: Literal["anything", "listed", "feed", "page"]
    step: int = 0
    listed: Draft | None = None


def follow(wanted: Wanted, answer: Fetched, known: Known) -> tuple[Wanted, ...]:
    """Return the addresses that an answer leads to; ImportFailed where it is not what should be there.

    `known` gives the addresses of the digest's articles, whose pages are not fetched again for a feed.
    """
    label = _label(wanted)
    kind = detect(answer.data, wanted.address)
    _check(label, kind, answer)
    if kind in FEEDS:
        found = _contents(kind, answer)
        if not (found.whole or found.teasers or found.headlines):
            raise ImportFailed("the feed has no entries", file=wanted.address)
        further = pages(found, known, private=answer.private and wanted.private)
        return tuple(at_step(each, label.step) for each in further)
    if kind in EXPANDERS:
        further = listed(kind, answer.data, wanted.address, private=answer.private and wanted.private)
        return tuple(at_step(each, label.step) for each in further)
    return ()


def pages(found: Contents, known: Known, *, private: bool = False) -> tuple[Wanted, ...]:
    """Return the pages of the entries of which the feed has not the whole text."""
    return tuple(
        Wanted(address=draft.url or "", private=private, label=Label(expects="page", listed=draft))
        for draft in found.leading_on
        if canonical(draft.url or "") not in known()
    )


def listed(kind: str, data: bytes, name: str, *, private: bool) -> tuple[Wanted, ...]:
    """Return what a list of feeds or addresses asks for."""
    return tuple(
        Wanted(
            address=member.address,
            private=private,
            label=Label(expects="feed" if member.is_feed else "listed"),
        )
        for member in EXPANDERS[kind](data, name)
    )


def items(wanted: Wanted, answer: Fetched | ImportFailed, known: Known, today: str) -> Iterator[RawCapture | Finding]:
    """Yield the captures in an answer, and what a person should know of it."""
    if isinstance(answer, ImportFailed):
        yield no_article(answer, wanted.address)
        return
    if answer.fault:
        yield Finding(code="last-copy-used", severity="warning", file=wanted.address,
                      message=f"{answer.fault}; the copy of last time is used", hint="look at it later")  # fmt: skip
    if answer.insecure:
        yield Finding(code="insecure-redirect", severity="warning", file=wanted.address,
                      message="the way leads from https to http, where others may change it",
                      hint="write the address that begins with https://, if there is one")  # fmt: skip
    kind = detect(answer.data, wanted.address)
    capture = RawCapture(name=wanted.address, data=_in_utf_8(answer), captured=today, url=answer.url)
    if kind in FEEDS:
        found = _contents(kind, answer)
        yield from about(found, wanted.address, known)
        if any(draft.url is None for draft in found.teasers) or found.whole:
            yield msgspec.structs.replace(capture, is_followed=True)
    elif kind not in EXPANDERS:
        yield msgspec.structs.replace(capture, listed=_label(wanted).listed)


def about(found: Contents, name: str, known: Known) -> Iterator[Finding]:
    """Yield findings on the entries of a feed that give no article, although the pages behind them are fetched."""
    if not (found.whole or any(draft.url is None for draft in found.teasers)):
        # No article is made of the feed itself, which would have them.
        for notice in found.notices:
            yield Finding(code=notice.code, severity="warning", file=name, message=notice.message, hint=notice.hint)
    lost = tuple(draft for draft in found.headlines if not draft.url)
    if lost:
        yield Finding(code="headlines-only", severity="warning", file=name,
                      message=f"{len(lost)} left out, for there is a headline only, without an address: {named(lost)}",
                      hint="look for the articles on the site")  # fmt: skip
    there = [draft for draft in found.leading_on if canonical(draft.url or "") in known()]
    if there:
        count = len(there)
        yield Finding(code="already-imported", severity="note", file=name,
                      message=f"{count} {'entry was' if count == 1 else 'entries were'} imported before",
                      hint="to look for a newer text, name the page's address")  # fmt: skip


def no_article(failure: ImportFailed, name: str = "") -> Finding:
    """Return the finding for what gave no article; what could not be reached now may be reached later."""
    file = failure.file or name
    if isinstance(failure, NotReached):
        return Finding(code="not-reached", severity="error", file=file, message=failure.message, hint=failure.hint)
    return Finding(code="no-article", severity="error", file=file, message=failure.message, hint=failure.hint)


def at_step(wanted: Wanted, step: int) -> Wanted:
    """Return an address as one that this step led to."""
    return msgspec.structs.replace(wanted, label=msgspec.structs.replace(_label(wanted), step=step))


def step_of(wanted: Wanted) -> int:
    """Return the step that led to an address."""
    return _label(wanted).step


def _check(label: Label, kind: str, answer: Fetched) -> None:
    """Raise ImportFailed for an answer of another kind than the address was asked for."""
    is_list = kind in EXPANDERS
    if label.expects == "feed" and kind not in FEEDS:
        other = _ALTERNATE.search(answer.data[:65536])
        hint = f"its page names a feed: {other[1].decode(errors='replace')}" if other else "look for the feed's address"
        raise ImportFailed("this is a page, not a feed", file=answer.address, hint=hint)
    if label.expects == "page" and (is_list or kind in FEEDS):
        raise ImportFailed("the page of an article is no page", file=answer.address, hint="open it in a browser")
    if is_list and label.expects != "anything":
        raise ImportFailed("a list that a list leads to is not followed", file=answer.address, hint="name it itself")


def _contents(kind: str, answer: Fetched) -> Contents:
    return FEEDS[kind](_in_utf_8(answer), answer.address, ImportOptions())


def _in_utf_8(answer: Fetched) -> bytes:
    """Return the bytes, in UTF-8 where only the server knows in which encoding they are."""
    if not answer.charset or _DECLARED.search(answer.data[:4096]):
        return answer.data
    try:
        answer.data.decode()
    except UnicodeDecodeError:
        try:
            return answer.data.decode(answer.charset, errors="replace").encode()
        except LookupError:
            return answer.data
    return answer.data


def _label(wanted: Wanted) -> Label:
    if not isinstance(wanted.label, Label):
        raise TypeError(f"`{wanted.address}` has no label")
    return wanted.label
