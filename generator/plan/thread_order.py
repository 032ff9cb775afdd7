"""A running story from its beginning: the days of its page once more, the oldest first."""

from collections.abc import Iterator, Mapping

from generator.model import Link, Page, Pager, Story, Text, ThreadView
from generator.plan.editions import Edition, root_of
from generator.plan.paging import Listing, Slice, page_path, paginate
from generator.plan.timelines import months, timeline

LEAST = 4
"""From how many dated articles on the order of a story matters."""


def can_be_turned(stories: tuple[Story, ...]) -> bool:
    """Return whether a thread has pages with the oldest first."""
    return sum(1 for story in stories if story.day) >= LEAST


def newest_first_link(edition: Edition, listing: Listing) -> Link:
    """Return the way to the newest page of a thread."""
    return Link(path=edition.at(listing.path), text=edition.words(edition.say("newest_first")))


def oldest_first_link(edition: Edition, listing: Listing) -> Link:
    """Return the way to the beginning of a thread."""
    return Link(path=edition.at(f"{listing.folder}oldest.html"), text=edition.words(edition.say("oldest_first")))


def oldest_first_pages(
    edition: Edition,
    editions: Mapping[str, Edition],
    listing: Listing,
    heading: Text,
    threads: Mapping[str, tuple[Story, ...]],
) -> Iterator[Page]:
    """Yield the pages of a thread's listing with the oldest first; `threads` has its stories in each edition.

    All that they hold is on the pages with the newest first, so search engines are sent there: to the page of the very
    same articles, or to the thread's top page where there is none.
    """
    dated = tuple(story for story in listing.stories if story.day)
    undated = tuple(story for story in listing.stories if not story.day)
    # Undated stories stand at the end in either order; nobody knows where they belong.
    slices = paginate(undated[::-1] + dated, edition.config.page_size)[::-1]
    same = {
        frozenset(story.stem for story in part.stories): page_path(edition, listing, part)
        for part in paginate(listing.stories, edition.config.page_size)
    }
    parts = {_path(edition, listing, part): part.stories[::-1] for part in slices}
    beginnings = {
        lang: f"{lang}/{listing.folder}oldest.html" for lang in editions if can_be_turned(threads.get(lang, ()))
    }
    tops = {lang: f"{lang}/{listing.path}" for lang in threads}
    top, order = newest_first_link(edition, listing), edition.say("oldest_first")
    for index, (part, (path, stories)) in enumerate(zip(slices, parts.items(), strict=True)):
        number = edition.say("page_number", page=edition.number(part.number)) if len(slices) > 1 else ""
        told = " – ".join(filter(None, (listing.title, order, number)))
        yield Page(
            path=path,
            template=listing.template,
            lang=edition.lang,
            title=told,
            description=told,
            root=root_of(path),
            canonical=same.get(frozenset(story.stem for story in stories), top.path),
            languages=edition.language_links(
                {edition.lang: path} if index else beginnings, listing.fallback, near=beginnings if index else tops
            ),
            feeds=listing.feeds,
            trail=(*listing.trail, Link(path=top.path, text=heading)),
            content=ThreadView(
                title=heading,
                about=None,
                months=months(edition, {path: stories} if index else parts),
                days=timeline(edition, stories),
                pager=_pager(edition, tuple(parts), index, number),
                feeds=listing.feeds,
                order=top,
            ),
        )


def _path(edition: Edition, listing: Listing, part: Slice) -> str:
    # In the folder of the other pages, with which they share the articles as they are written there.
    name = "oldest" if part.number == 1 else f"oldest-{part.number}"
    return edition.at(f"{listing.folder}{name}.html")


def _pager(edition: Edition, paths: tuple[str, ...], index: int, label: str) -> Pager:
    def link(place: int, word: str) -> Link:
        return Link(path=paths[place], text=edition.words(edition.say(word)))

    return Pager(
        back=link(index - 1, "older") if index else None,
        forth=link(index + 1, "newer") if index + 1 < len(paths) else None,
        label=label,
    )
