"""Lists of stories: sections, sources and tags, and the indexes that lead to them."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from generator.model import (
    Content,
    FeedLink,
    IndexEntry,
    IndexGroup,
    IndexKind,
    IndexView,
    Link,
    ListKind,
    ListView,
    Page,
    Pager,
    Story,
    Text,
    Value,
)
from generator.plan.editions import Edition, sources_of, tag_id
from generator.plan.feeds import feeds_beside
from generator.plan.ordering import order_key
from generator.plan.paging import Listing, Slice, chunks, listing_pages, numbered, single

ON_AN_INDEX = 250
"""So many sections, sources or tags stand on a page."""


class Group(Value, frozen=True, kw_only=True):
    """A list of one kind: the word for its kind, its id and heading, and what is known of it."""

    kind: ListKind
    id: str
    heading: Text
    stories: tuple[Story, ...]
    about: tuple[str, ...] = ()
    url: str = ""
    feeds: tuple[FeedLink, ...] = ()


def section_groups(edition: Edition) -> Iterator[Group]:
    """Yield the sections that have stories, in the order of the settings."""
    for section in edition.config.sections:
        stories = tuple(story for story in edition.stories if story.section == section)
        if stories:
            link = edition.section_link(section)
            yield Group(
                kind="section",
                id=section,
                heading=link.text,
                stories=stories,
                feeds=feeds_beside(edition, link.path, link.text.text, stories),
            )


def source_groups(edition: Edition) -> Iterator[Group]:
    """Yield the known sources, by name, with the stories that they published or that name them."""
    members: dict[str, list[Story]] = {}
    for story in edition.stories:
        for name in sources_of(story):
            if name in edition.site.sources:
                members.setdefault(name, []).append(story)
    headings = {name: edition.named(edition.site.sources[name].name, name) for name in members}
    for name, heading in sorted(headings.items(), key=lambda each: (order_key(each[1].text, edition.lang), each[0])):
        known, stories = edition.site.sources[name], members[name]
        yield Group(
            kind="source",
            id=name,
            heading=heading,
            stories=tuple(stories),
            about=(edition.say(f"kind_{known.kind}"),),
            url=known.url,
            feeds=feeds_beside(edition, edition.at(f"sources/{name}.html"), heading.text, tuple(stories)),
        )


def tag_groups(edition: Edition) -> Iterator[Group]:
    """Yield the tags; those that share an address stand together under the name that came first."""
    members: dict[str, dict[str, Story]] = {}
    names: dict[str, Text] = {}
    for story in edition.stories:
        for tag in story.original.tags:
            address = tag_id(tag)
            names.setdefault(address, edition.name(tag, story.original))
            members.setdefault(address, {})[story.stem] = story
    for address, stories in sorted(
        members.items(), key=lambda each: (order_key(names[each[0]].text, edition.lang), each[0])
    ):
        yield Group(
            kind="tag",
            id=address,
            heading=names[address],
            stories=tuple(stories.values()),
        )


FOLDERS: dict[ListKind, IndexKind] = {"section": "sections", "source": "sources", "tag": "tags"}
INDEX_HEADINGS: dict[IndexKind, str] = {"sections": "all_sections", "sources": "all_sources", "tags": "all_tags"}


def group_pages(
    edition: Edition, editions: Mapping[str, Edition], group: Group, having: frozenset[str]
) -> Iterator[Page]:
    """Yield the pages of a section, source or tag, and the feeds beside them."""
    folder = FOLDERS[group.kind]
    place = f"{folder}/{group.id}"
    count = edition.count("articles", len(group.stories))

    def view(part: Slice, pager: Pager) -> Content:
        return ListView(
            kind=group.kind,
            heading=group.heading,
            about=group.about if part.top else (),
            url=group.url,
            count=count if part.top else "",
            days=edition.days(part.stories),
            pager=pager,
            feeds=group.feeds,
        )

    listing = Listing(
        template="list.html",
        path=f"{place}.html",
        folder=f"{place}/",
        # A tag may have the name of a section, and two pages may not have one title.
        title=f"{edition.say('tag')}: {group.heading.text}" if group.kind == "tag" else group.heading.text,
        description=f"{group.heading.text} – {count}",
        fallback=f"{folder}/index.html",
        stories=group.stories,
        feeds=group.feeds,
        heading=group.heading,
        trail=(edition.index_link(folder, INDEX_HEADINGS[folder]),),
    )
    return listing_pages(edition, editions, listing, view, having)


def index_pages(
    edition: Edition, editions: Mapping[str, Edition], kind: IndexKind, groups: tuple[Group, ...]
) -> Iterator[Page]:
    """Yield the index of all sections, sources or tags, as many pages as they take."""
    heading = edition.say(INDEX_HEADINGS[kind])
    views = [partial(_index, edition, kind, heading, part) for part in chunks(groups, ON_AN_INDEX)]
    first = single(edition, editions, f"{kind}/index.html", "index.html", heading, views[0](Pager()))
    return numbered(edition, first, views)


def _index(edition: Edition, kind: IndexKind, heading: str, groups: Sequence[Group], pager: Pager) -> IndexView:
    entries = tuple(
        IndexEntry(
            link=Link(path=edition.at(f"{kind}/{group.id}.html"), text=group.heading),
            count=edition.count("articles", len(group.stories)),
            note=group.about[0] if group.about else "",
        )
        for group in groups
    )
    listed = (IndexGroup(heading="", entries=entries),) if entries else ()
    return IndexView(kind=kind, heading=heading, groups=listed, pager=pager)
