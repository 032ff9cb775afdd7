"""The lists of all feeds: a page of each edition for people, and one file of the site for feed readers."""

from collections.abc import Iterable, Mapping

from generator.model import (
    FeedGroup,
    FeedLink,
    FeedList,
    FeedListView,
    FeedPage,
    FeedsView,
    HomeView,
    Link,
    ListView,
    Page,
    Text,
    ThreadView,
)
from generator.plan.editions import Edition
from generator.plan.feeds import ATOM
from generator.plan.paging import single

FILE = "feeds.opml"
PAGE = "feeds.html"


def feed_list_page(editions: Mapping[str, Edition], pages: Iterable[Page]) -> Page:
    """Return the list of all feeds for a feed reader to take in at once (OPML), by edition, each in one format."""
    found: dict[str, dict[str, FeedLink]] = {lang: {} for lang in editions}
    at: dict[str, str] = {}
    for page in pages:
        for link in page.feeds:
            if link.format == ATOM.name and page.lang in found and link.path not in at:
                found[page.lang][link.path] = link
                at[link.path] = page.path
    first = next(iter(editions.values()))
    view = FeedListView(
        lists=tuple(
            FeedList(
                lang=lang,
                title=edition.named(edition.config.title, "").text,
                feeds=tuple((link, at[path]) for path, link in found[lang].items()),
            )
            for lang, edition in editions.items()
        )
    )
    return Page(
        path=FILE,
        template="feeds/list.opml",
        lang=first.lang,
        title=first.named(first.config.title, "").text,
        description="",
        root="",
        content=view,
    )


def feeds_page(edition: Edition, editions: Mapping[str, Edition], pages: Iterable[Page]) -> Page:
    """Return the page that lists the feeds of an edition: of itself, its threads, sections and sources."""
    groups: dict[str, dict[tuple[FeedLink, ...], FeedPage]] = {}
    for page in pages:
        if page.feeds and page.lang == edition.lang:
            kind, name = _told(edition, page)
            # Pages after the first have the feeds of the first.
            line = FeedPage(link=Link(path=page.path, text=name), feeds=page.feeds)
            groups.setdefault(kind, {}).setdefault(page.feeds, line)
    view = FeedsView(
        groups=tuple(FeedGroup(heading=kind, pages=tuple(found.values())) for kind, found in groups.items()),
        file=Link(path=FILE, text=edition.words(edition.say("feeds_file"))),
    )
    return single(edition, editions, PAGE, "feeds.html", edition.say("all_feeds"), view)


def _told(edition: Edition, page: Page) -> tuple[str, Text]:
    """Return the heading under which a page that has feeds is listed, and its name."""
    match page.content:
        case HomeView():
            return edition.say("whole_edition"), edition.named(edition.config.title, "")
        case ThreadView(title=title):
            return edition.say("threads"), title
        case ListView(kind=kind, heading=heading):
            return edition.say(f"{kind}s"), heading
    raise ValueError(f"{page.path}: a page of an unknown kind has feeds")
