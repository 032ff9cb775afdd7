"""Lists split into pages, and pages that every edition has once."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TypeVar

import msgspec

from generator import locales
from generator.model import Content, FeedLink, Link, Page, Pager, Story, Text, Value
from generator.plan.editions import Edition, root_of
from generator.plan.feeds import feed_pages

T = TypeVar("T")


class Slice(Value, frozen=True, kw_only=True):
    """One page of a list: its number, counted from the oldest, and its stories, newest first."""

    number: int
    top: bool
    stories: tuple[Story, ...]


def paginate(stories: tuple[Story, ...], size: int) -> tuple[Slice, ...]:
    """Split stories (newest first) into pages, the newest page first.

    Pages are counted from the oldest, so that a full one never changes; the newest takes in the one before it as
    long as it holds less than half a page of its own.
    """
    count = len(stories)
    last = max(1, -(-count // size))
    if last > 1 and count - (last - 1) * size < size // 2:
        last -= 1
    top = Slice(number=last, top=True, stories=stories[: count - (last - 1) * size])
    older = (
        Slice(number=number, top=False, stories=stories[count - number * size : count - (number - 1) * size])
        for number in range(last - 1, 0, -1)
    )
    return (top, *older)


class Listing(Value, frozen=True, kw_only=True):
    """A list to be split into pages: its template, address and titles, its stories, and the feeds beside it.

    `trail` leads down to it, and `heading` is what it is called there; `size` is the number of stories on a page,
    where that is not the settings'.
    """

    template: str
    path: str
    folder: str
    title: str
    description: str
    fallback: str
    stories: tuple[Story, ...]
    feeds: tuple[FeedLink, ...] = ()
    heading: Text | None = None
    trail: tuple[Link, ...] = ()
    size: int = 0


def page_path(edition: Edition, listing: Listing, part: Slice) -> str:
    """Return where one page of a list lies."""
    return edition.at(listing.path if part.top else f"{listing.folder}{part.number}.html")


def listing_pages(
    edition: Edition,
    editions: Mapping[str, Edition],
    listing: Listing,
    view: Callable[[Slice, Pager], Content],
    having: Collection[str],
) -> Iterator[Page]:
    """Yield the pages of a list and its feeds; `having` names the editions that have the list."""
    others = [lang for lang in editions if lang in having]
    tops = {lang: f"{lang}/{listing.path}" for lang in others}
    slices = paginate(listing.stories, listing.size or edition.config.page_size)
    for part in slices:
        path = page_path(edition, listing, part)
        number = edition.say("page_number", page=edition.number(part.number))
        switch = tops if part.top else {edition.lang: path}
        yield Page(
            path=path,
            template=listing.template,
            lang=edition.lang,
            title=listing.title if part.top else f"{listing.title} – {number}",
            description=listing.description if part.top else f"{listing.title} – {number}",
            root=root_of(path),
            canonical=path,
            alternates=tuple((locales.hreflang(lang), tops[lang]) for lang in others) if part.top else (),
            x_default=tops.get(edition.config.default_language, "") if part.top else "",
            languages=edition.language_links(switch, listing.fallback, near=tops),
            feeds=listing.feeds,
            trail=listing.trail if part.top else (*listing.trail, *_top(edition, listing)),
            content=view(part, _pager(edition, listing, part, len(slices))),
        )
    yield from feed_pages(edition, tops[edition.lang], listing.title, listing.stories, listing.feeds)


def _top(edition: Edition, listing: Listing) -> tuple[Link, ...]:
    return (Link(path=edition.at(listing.path), text=listing.heading),) if listing.heading else ()


def _pager(edition: Edition, listing: Listing, part: Slice, count: int) -> Pager:
    back = forth = None
    if not part.top:
        path = listing.path if part.number == count - 1 else f"{listing.folder}{part.number + 1}.html"
        back = Link(path=edition.at(path), text=edition.words(edition.say("newer")))
    if part.number > 1:
        path = f"{listing.folder}{part.number - 1}.html"
        forth = Link(path=edition.at(path), text=edition.words(edition.say("older")))
    label = edition.say("page_number", page=edition.number(part.number)) if count > 1 else ""
    return Pager(back=back, forth=forth, label=label)


def chunks(entries: Sequence[T], size: int) -> list[Sequence[T]]:
    """Return `entries` in parts of at most `size`, an empty one where there are none."""
    return [entries[at : at + size] for at in range(0, len(entries), size)] or [entries]


def numbered(edition: Edition, first: Page, views: Sequence[Callable[[Pager], Content]]) -> Iterator[Page]:
    """Yield `first`, a page that every edition has, with the first of `views`, and a page for each further one."""
    folder = first.path.removesuffix(".html")
    paths = (first.path, *(f"{folder}/{number}.html" for number in range(2, len(views) + 1)))

    def way(at: int, words: str) -> Link | None:
        return Link(path=paths[at], text=edition.words(edition.say(words))) if 0 <= at < len(paths) else None

    for at, (path, view) in enumerate(zip(paths, views, strict=True)):
        label = edition.say("page_number", page=edition.number(at + 1)) if len(paths) > 1 else ""
        content = view(Pager(back=way(at - 1, "previous"), forth=way(at + 1, "next"), label=label))
        if at == 0:
            yield msgspec.structs.replace(first, content=content)
            continue
        yield msgspec.structs.replace(
            first,
            path=path,
            title=f"{first.title} – {label}",
            description=f"{first.description} – {label}",
            root=root_of(path),
            canonical=path,
            # Other editions may have fewer pages.
            alternates=(),
            x_default="",
            languages=edition.language_links({edition.lang: path}, first.path.removeprefix(f"{edition.lang}/")),
            content=content,
        )


def single(
    edition: Edition, editions: Mapping[str, Edition], path: str, template: str, title: str, content: Content
) -> Page:
    """Return a page that every edition has once."""
    paths = {lang: f"{lang}/{path}" for lang in editions}
    site_title = edition.named(edition.config.title, "").text
    return Page(
        path=paths[edition.lang],
        template=template,
        lang=edition.lang,
        title=title,
        description=f"{title} – {site_title}",
        root=root_of(paths[edition.lang]),
        canonical=paths[edition.lang],
        alternates=tuple((locales.hreflang(lang), at) for lang, at in paths.items()),
        x_default=paths[edition.config.default_language],
        languages=edition.language_links(paths, "index.html"),
        content=content,
    )
