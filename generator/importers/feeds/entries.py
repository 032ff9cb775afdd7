"""Entries of feeds, whatever the format: each is an article with its text, or a headline that leads to one."""

import re

import msgspec

from generator.importers import language
from generator.importers.characters import hygiene, mojibake
from generator.importers.characters.hygiene import clean_line
from generator.importers.endings import is_broken_off
from generator.importers.escaping import Block, markdown
from generator.importers.feeds import cuts
from generator.importers.html.fragments import fragment
from generator.importers.html.head import absolute
from generator.importers.identity.canonical import canonical
from generator.importers.options import ImportOptions
from generator.importers.records import importing
from generator.model import Draft, DroppedLine, Notice

MAX_ENTRIES = 2000

_ADDRESS = re.compile(r"https?://[^\s/]\S*")
_LONG = 600
# Between the parts of an entry that are looked at as one text; no feed holds it.
_PART = "\n\0\n"
_SHOWN = 5


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What a feed holds of one article; `summary` and `contents` are HTML.

    `publisher` is the source that a feed of several sites names for it. `is_dated` is False where the day is that of a
    change.
    """

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
    publisher: str = ""
    is_dated: bool = True


class Channel(msgspec.Struct, frozen=True, kw_only=True):
    """What a feed says of itself, its entries, and how many more of them it has than are read.

    `home` is the address of its site, which addresses without a host are of.
    """

    kind: str
    title: str = ""
    lang: str = ""
    home: str = ""
    entries: tuple[Entry, ...] = ()
    left_out: int = 0
    notices: tuple[Notice, ...] = ()


class Contents(msgspec.Struct, frozen=True, kw_only=True):
    """The entries of a feed as drafts: `whole` with all their text, `teasers` with a summary, `headlines` with none."""

    whole: tuple[Draft, ...] = ()
    teasers: tuple[Draft, ...] = ()
    headlines: tuple[Draft, ...] = ()
    left_out: int = 0
    notices: tuple[Notice, ...] = ()

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
    return Contents(
        whole=tuple(whole),
        teasers=tuple(teasers),
        headlines=tuple(headlines),
        left_out=channel.left_out,
        notices=channel.notices,
    )


def drafts(found: Contents) -> tuple[Draft, ...]:
    """Return the entries that hold text, as they can be had without the network, and say what is missing."""
    teasers = [_marked(draft) for draft in found.teasers]
    kept = sorted([*found.whole, *teasers], key=lambda draft: draft.index)
    if not kept:
        return ()
    notices = [*found.notices, *kept[0].notices, *_left_out(found, kept[0].file)]
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
                    hint=f"`{importing(draft.url)}` fetches the article")  # fmt: skip
    return msgspec.structs.replace(draft, notices=(*draft.notices, notice))


def advice(headlines: tuple[Draft, ...], name: str) -> str:
    """Return what to do about entries that are a headline only."""
    if not any(draft.url for draft in headlines):
        return "they name no page: look for the articles on the site"
    return f"`{importing('--fetch-pages', name)}` fetches the pages"


def _left_out(found: Contents, name: str) -> list[Notice]:
    notices = []
    if found.headlines:
        count = len(found.headlines)
        notices.append(Notice(
            code="headlines-only",
            message=f"{count} entr{'y' if count == 1 else 'ies'} of the feed left out, for there is a headline only: "
            + named(found.headlines),
            hint=advice(found.headlines, name),
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
    publisher = plain(entry.publisher or channel.title, name)
    # Feeds of several sites write the site behind its headlines.
    title = plain(entry.title, name).removesuffix(f" - {publisher}" if entry.publisher else "") or None
    base = _whole(entry.link, channel.home)
    listed = cuts.read(entry.summary, name, base)
    held = next((part for each in entry.contents if (part := cuts.read(each, name, base)).blocks), None)
    taken, summary = (held, listed.blocks) if held else (listed, ())
    blocks = taken.blocks
    if len(blocks) > 1 and blocks[0].text == title:
        blocks = blocks[1:]
    text = "\n".join(block.text for block in blocks)
    is_cut = bool(taken.mark) or is_broken_off(text)
    lang, sure = language.agree(entry.lang or channel.lang, "\n".join([title or "", text]), options.languages)
    draft = Draft(
        file=name,
        kind=channel.kind,
        title=title,
        summary=_lede(summary, blocks) or None,
        lang=options.lang or lang,
        published=entry.published,
        authors=tuple(dict.fromkeys(author for each in entry.authors if (author := clean_line(each)))),
        publisher=publisher or None,
        url=base or None,
        image_src=_whole(entry.image, base or channel.home) or None,
        body=markdown(blocks) if blocks else "",
        paragraphs=tuple(block.text for block in blocks),
        tags=tuple(dict.fromkeys(tag for each in entry.tags if (tag := clean_line(each)))),
        confidence={
            "body": 0.0 if not blocks else 0.95 if held and not is_cut else 0.6,
            "title": 0.98 if title else 0.0,
            "lang": 1.0 if options.lang else sure,
            "published": 0.0 if not entry.published else 0.98 if entry.is_dated else 0.5,
        },
        dropped_lines=(
            *([DroppedLine(text=taken.mark, reason="cut off by the feed")] if taken.mark else []),
            *([DroppedLine(text=taken.signature, reason="after the article")] if taken.signature else []),
        ),
        notices=hygiene.inspect("", entry.title, *entry.authors, entry.link),
    )
    is_long = len(blocks) > 2 or len(text.encode()) >= 2 * _LONG or (len(text) >= _LONG)
    return draft, bool(blocks) and not is_cut and (bool(held) or is_long)


def plain(markup: str, name: str) -> str:
    """Return a title as text: it is HTML or text, which of them is often said wrongly, so that only tags go."""
    return clean_line(" ".join(block.text for block in fragment(markup, name)))


def _whole(address: str, home: str) -> str:
    """Return an address of the web, one without a host as it is on the site of the feed; nothing for any other."""
    found = absolute(address, home) if _ADDRESS.fullmatch(home) else address.strip()
    return found if _ADDRESS.fullmatch(found) else ""


def _lede(summary: tuple[Block, ...], blocks: tuple[Block, ...]) -> str:
    """Return the summary unless it is the beginning of the text."""
    lede = " ".join(block.text for block in summary)
    opening = blocks[0].text if blocks else ""
    return "" if lede == opening or opening.startswith(lede.rstrip(". …[]")[:60]) else lede
