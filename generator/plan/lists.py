"""Lists of stories: home, sections, sources, tags, months, and the indexes that lead to them."""

from collections.abc import Iterator, Mapping

import msgspec

from generator import locales
from generator.model import (
    Content,
    DayGroup,
    FeedLink,
    HomeView,
    IndexEntry,
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
from generator.plan.feeds import edition_feeds, feeds_beside
from generator.plan.paging import Listing, Slice, listing_pages, single
from generator.plan.threads import strip, thread_card


def home_pages(
    edition: Edition, editions: Mapping[str, Edition], threads: Mapping[str, tuple[Story, ...]]
) -> Iterator[Page]:
    """Yield the front page, the older ones behind it and the feeds of the edition."""
    cards = tuple(thread_card(edition, thread, threads[thread]) for thread in strip(edition, threads))

    def view(part: Slice, pager: Pager) -> Content:
        days = edition.days(part.stories)
        lead = edition.card(part.stories[0]) if part.top and part.stories else None
        if lead:
            first, *rest = days
            shorter = DayGroup(label=first.label, cards=first.cards[1:])
            days = (*((shorter,) if shorter.cards else ()), *rest)
        return HomeView(strip=cards if part.top else (), lead=lead, days=days, pager=pager, first=part.top)

    listing = Listing(
        template="home.html",
        path="index.html",
        folder="page/",
        title=edition.named(edition.config.title, "").text,
        description=edition.named(edition.config.description, "").text or edition.say("latest"),
        fallback="index.html",
        stories=edition.stories,
        feeds=edition_feeds(edition),
    )
    for page in listing_pages(edition, editions, listing, view, editions):
        yield msgspec.structs.replace(page, x_default=FRONT) if page.x_default else page


FRONT = "index.html"
"""The site's own front page, which stands for all editions."""


class Group(Value, frozen=True, kw_only=True):
    """A list of one kind: the word for its kind, its id and heading, and what is known of it."""

    kind: ListKind
    id: str
    heading: Text
    index: str
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
                index="sections/index.html",
                stories=stories,
                feeds=feeds_beside(edition, link.path, link.text.text, stories),
            )


def source_groups(edition: Edition) -> Iterator[Group]:
    """Yield the known sources with the stories that they published or that name them."""
    members: dict[str, list[Story]] = {}
    for story in edition.stories:
        for name in sources_of(story):
            if name in edition.site.sources:
                members.setdefault(name, []).append(story)
    for name, stories in sorted(members.items()):
        known = edition.site.sources[name]
        heading = edition.named(known.name, name)
        yield Group(
            kind="source",
            id=name,
            heading=heading,
            index="sources/index.html",
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
    for address, stories in sorted(members.items()):
        yield Group(
            kind="tag",
            id=address,
            heading=names[address],
            index="index.html",
            stories=tuple(stories.values()),
        )


def month_groups(edition: Edition) -> Iterator[Group]:
    """Yield the months that are known, newest first."""
    members: dict[str, list[Story]] = {}
    for story in edition.stories:
        if len(story.day) >= len("2019-04"):
            members.setdefault(story.day[:7], []).append(story)
    for month, stories in sorted(members.items(), reverse=True):
        heading = edition.words(locales.format_month(month, edition.regional, edition.digits))
        yield Group(kind="month", id=month, heading=heading, index="archive/index.html", stories=tuple(stories))


FOLDERS = {"section": "sections", "source": "sources", "tag": "tags", "month": "archive"}


def group_pages(
    edition: Edition, editions: Mapping[str, Edition], group: Group, having: frozenset[str]
) -> Iterator[Page]:
    """Yield the pages of a section, source, tag or month, and the feeds beside them."""
    place = f"{FOLDERS[group.kind]}/{group.id}"
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
        fallback=group.index,
        stories=group.stories,
        feeds=group.feeds,
    )
    return listing_pages(edition, editions, listing, view, having)


def index_page(edition: Edition, editions: Mapping[str, Edition], kind: IndexKind, groups: tuple[Group, ...]) -> Page:
    """Return the index of all sections, sources or months."""
    entries = tuple(
        IndexEntry(
            link=Link(path=edition.at(f"{kind}/{group.id}.html"), text=group.heading),
            count=edition.count("articles", len(group.stories)),
            note=group.about[0] if group.about else "",
        )
        for group in groups
    )
    heading = edition.say(kind)
    view = IndexView(kind=kind, heading=heading, entries=entries)
    return single(edition, editions, f"{kind}/index.html", "index.html", heading, view)
