"""Entries of feeds, whatever the format: each is an article with its text, or a headline that leads to one."""

import re
import shlex

import msgspec

from generator.importers import html, language
from generator.importers.characters import hygiene, mojibake
from generator.importers.characters.hygiene import clean_line
from generator.importers.escaping import Block, markdown
from generator.importers.feeds import cuts
from generator.importers.identity.canonical import canonical
from generator.importers.options import ImportOptions
from generator.model import Draft, DroppedLine, Notice

MAX_ENTRIES = 2000

_ADDRESS = re.compile(r"https?://[^\s/]\S*")
_LONG = 600
# Between the parts of an entry that are looked at as one text; no feed holds it.
_PART = "\n\0\n"
_SHOWN = 5


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What a feed holds of one article; `summary` and `contents` are HTML."""

    id: str = ""
    title: str = ""
    link: str = ""
    summary: str = ""
    contents: tuple[str, ...] = ()
    published: str | None = None
    authors: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lang: str = ""
    image: str = ""


class Channel(msgspec.Struct, frozen=True, kw_only=True):
    """What a feed says of itself, its entries, and how many more of them it has than are read."""

    kind: str
    title: str = ""
    lang: str = ""
    entries: tuple[Entry, ...] = ()
    left_out: int = 0


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """The entries of a feed as drafts: `whole` with all their text, `teasers` with a summary, `headlines` with none."""

    whole: tuple[Draft, ...] = ()
    teasers: tuple[Draft, ...] = ()
    headlines: tuple[Draft, ...] = ()
    left_out: int = 0

    @property
    def leading_on(self) -> tuple[Draft, ...]:
        """Return the entries whose text is on a page of their own, in the feed's order."""
        found = [draft for draft in (*self.teasers, *self.headlines) if draft.url]
        return tuple(sorted(found, key=lambda draft: draft.index))


def contents(channel: Channel, name: str, options: ImportOptions) -> Contents:
    """Return the entries as drafts; those that repeat an id, an address or a text count once."""
    whole: list[Draft] = []
    teasers: list[Draft] = []
    headlines: list[Draft] = []
    seen: set[tuple[str, str]] = set()
    for each in channel.entries:
        entry, broken = _mended(each, wanted=options.repair)
        draft, is_whole = _draft(entry, channel, name, options)
        draft = msgspec.structs.replace(draft, notices=(*broken, *draft.notices))
        marks = {("id", entry.id), ("url", canonical(draft.url or "")), ("text", f"{draft.title}\n{draft.body}")}
        marks = {(kind, mark) for kind, mark in marks if mark.strip()}
        if not (draft.title or draft.body) or marks & seen:
            continue
        seen |= marks
        draft = msgspec.structs.replace(draft, index=len(whole) + len(teasers) + len(headlines))
        (whole if is_whole else teasers if draft.body else headlines).append(draft)
    return Contents(whole=tuple(whole), teasers=tuple(teasers), headlines=tuple(headlines), left_out=channel.left_out)


def drafts(found: Contents) -> tuple[Draft, ...]:
    """Return the entries that hold text, as they can be had without the network, and say what is missing."""
    teasers = [_marked(draft) for draft in found.teasers]
    kept = sorted([*found.whole, *teasers], key=lambda draft: draft.index)
    if not kept:
        return ()
    notices = [*kept[0].notices, *_left_out(found, kept[0].file)]
    kept[0] = msgspec.structs.replace(kept[0], notices=tuple(notices))
    return tuple(msgspec.structs.replace(draft, index=index) for index, draft in enumerate(kept))


def named(headlines: tuple[Draft, ...]) -> str:
    """Return headlines in one line, the first of many."""
    shown = "; ".join(draft.title or draft.url or "?" for draft in headlines[:_SHOWN])
    return shown + ("; …" if len(headlines) > _SHOWN else "")


def _marked(draft: Draft) -> Draft:
    """Say of a summary that it is one, where the whole text can be had."""
    if not draft.url:
        return draft
    notice = Notice(code="teaser-only", message="the feed holds no more than the beginning or a summary",
                    hint=f"`nashra import {draft.url}` fetches the article")  # fmt: skip
    return msgspec.structs.replace(draft, notices=(*draft.notices, notice))


def fetching(name: str) -> str:
    """Return the command that fetches the pages that a feed leads to."""
    return shlex.join(("nashra", "import", "--fetch-pages", name))


def _left_out(found: Contents, name: str) -> list[Notice]:
    notices = []
    if found.headlines:
        count = len(found.headlines)
        notices.append(Notice(
            code="headlines-only",
            message=f"{count} entr{'y' if count == 1 else 'ies'} of the feed left out, for there is a headline only: "
            + named(found.headlines),
            hint=f"`{fetching(name)}` fetches the pages",
        ))  # fmt: skip
    if found.left_out:
        notices.append(Notice(code="entries-left-out", message=f"{found.left_out} entries left out, beyond the first "
                              f"{MAX_ENTRIES}", hint="split the feed"))  # fmt: skip
    return notices


def _mended(entry: Entry, *, wanted: bool) -> tuple[Entry, tuple[Notice, ...]]:
    """Return an entry, its letters put right if that is wanted, and a notice where they look wrongly read."""
    parts = (entry.title, entry.summary, *entry.authors, *entry.contents)
    mended, notices = mojibake.offer(_PART.join(parts), wanted)
    if not notices:
        return entry, ()
    title, summary, *rest = mended.split(_PART)
    authors, contents = rest[: len(entry.authors)], rest[len(entry.authors) :]
    return msgspec.structs.replace(
        entry, title=title, summary=summary, authors=tuple(authors), contents=tuple(contents)
    ), notices


def _draft(entry: Entry, channel: Channel, name: str, options: ImportOptions) -> tuple[Draft, bool]:
    """Return an entry as a draft, and whether it holds the whole text."""
    title = plain(entry.title, name) or None
    base = entry.link if _ADDRESS.fullmatch(entry.link) else ""
    summary, mark = cuts.read(entry.summary, name, base)
    found = (cuts.read(each, name, base) for each in entry.contents)
    content, mark_of_content = next((each for each in found if each[0]), ((), ""))
    blocks, is_content = content or summary, bool(content)
    if is_content:
        mark = mark_of_content
    else:
        summary = ()
    if len(blocks) > 1 and blocks[0].text == title:
        blocks = blocks[1:]
    text = "\n".join(block.text for block in blocks)
    is_cut = bool(mark) or cuts.is_broken_off(text)
    lang, sure = language.agree(entry.lang or channel.lang, "\n".join([title or "", text]), options.languages)
    draft = Draft(
        file=name,
        kind=channel.kind,
        title=title,
        summary=_lede(summary, blocks) or None,
        lang=options.lang or lang,
        published=entry.published,
        authors=tuple(dict.fromkeys(author for each in entry.authors if (author := clean_line(each)))),
        publisher=plain(channel.title, name) or None,
        url=base or None,
        image_src=entry.image if _ADDRESS.fullmatch(entry.image) else None,
        body=markdown(blocks) if blocks else "",
        paragraphs=tuple(block.text for block in blocks),
        tags=tuple(dict.fromkeys(tag for each in entry.tags if (tag := clean_line(each)))),
        confidence={
            "body": 0.0 if not blocks else 0.95 if is_content and not is_cut else 0.6,
            "title": 0.98 if title else 0.0,
            "lang": 1.0 if options.lang else sure,
            "published": 0.98 if entry.published else 0.0,
        },
        dropped_lines=(DroppedLine(text=mark, reason="cut off by the feed"),) if mark else (),
        notices=hygiene.inspect("", entry.title, *entry.authors, entry.link),
    )
    is_long = len(blocks) > 2 or len(text.encode()) >= 2 * _LONG or (len(text) >= _LONG)
    return draft, bool(blocks) and not is_cut and (is_content or is_long)


def plain(markup: str, name: str) -> str:
    """Return a title as text: it is HTML or text, which of them is often said wrongly, so that only tags go."""
    return clean_line(" ".join(block.text for block in html.fragment(markup, name)))


def _lede(summary: tuple[Block, ...], blocks: tuple[Block, ...]) -> str:
    """Return the summary unless it is the beginning of the text."""
    lede = " ".join(block.text for block in summary)
    opening = blocks[0].text if blocks else ""
    return "" if lede == opening or opening.startswith(lede.rstrip(". …[]")[:60]) else lede
