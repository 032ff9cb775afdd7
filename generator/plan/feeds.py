"""Files for machines: Atom and JSON feeds, the sitemap, robots.txt and the 404 page."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC
from itertools import islice
from zoneinfo import ZoneInfo

from generator.filters import absolute
from generator.link import instant
from generator.model import (
    FeedEntry,
    FeedLink,
    FeedView,
    Link,
    NotFoundView,
    Page,
    SitemapEntry,
    SitemapView,
    Story,
    TextView,
    Value,
)
from generator.plan.editions import DAY, Edition, root_of

ENTRIES = 20
NEVER = "1970-01-01T00:00:00Z"
"""The `updated` of a feed without entries, which Atom demands and nobody knows."""


class Format(Value, frozen=True, kw_only=True):
    """A format of feeds: its name, media type and template, and what its files are called."""

    name: str
    type: str
    template: str
    beside_a_page: str
    of_an_edition: str


ATOM = Format(
    name="Atom",
    type="application/atom+xml",
    template="feeds/atom.xml",
    beside_a_page=".atom.xml",
    of_an_edition="feed.atom.xml",
)
JSON = Format(
    name="JSON Feed",
    type="application/feed+json",
    template="feeds/feed.json",
    beside_a_page=".feed.json",
    of_an_edition="feed.json",
)


def edition_feeds(edition: Edition) -> tuple[FeedLink, ...]:
    """Return the feeds of an edition, which are there whatever it holds: subscribers must not lose them."""
    title = edition.named(edition.config.title, "").text
    return tuple(_link(edition, edition.at(each.of_an_edition), each, title) for each in (ATOM, JSON))


def feeds_beside(
    edition: Edition, page: str, title: str, stories: Iterable[Story], formats: tuple[Format, ...] = (ATOM,)
) -> tuple[FeedLink, ...]:
    """Return the feeds beside a page: it has them if it has a story that a feed can hold."""
    stem = page.removesuffix(".html")
    return tuple(_link(edition, stem + each.beside_a_page, each, title) for each in formats if dated(stories))


def _link(edition: Edition, path: str, format_: Format, title: str) -> FeedLink:
    return FeedLink(path=path, type=format_.type, format=format_.name, title=edition.say("feed_of", title=title))


def dated(stories: Iterable[Story]) -> tuple[Story, ...]:
    """Return the stories that a feed can hold: the newest whose day is known, as a feed has no word for less."""
    return tuple(islice((story for story in stories if len(story.day) >= DAY), ENTRIES))


def feed_pages(
    edition: Edition, page: str, title: str, stories: Iterable[Story], links: tuple[FeedLink, ...]
) -> Iterator[Page]:
    """Yield the feeds of the newest stories of a page."""
    if not links:
        return
    entries = tuple(_entry(edition, story) for story in dated(stories))
    site_title = edition.named(edition.config.title, "").text
    view = FeedView(
        id=feed_id(edition, page),
        title=title,
        subtitle=edition.named(edition.config.description, "").text if title == site_title else site_title,
        page=page,
        updated=max((entry.updated for entry in entries), default=NEVER),
        entries=entries,
    )
    templates = {each.name: each.template for each in (ATOM, JSON)}
    for link in links:
        yield Page(
            path=link.path,
            template=templates[link.format],
            lang=edition.lang,
            title=title,
            description=title,
            root=root_of(link.path),
            content=view,
        )


def feed_id(edition: Edition, path: str) -> str:
    """Return the id of a feed, or of an entry, by the page that it stands for: an address, or a tag without one."""
    return absolute(edition.config.base_url, path) or f"tag:nashra.invalid,2000:{path}"


def _entry(edition: Edition, story: Story) -> FeedEntry:
    article = edition.shown(story)
    path = edition.article_path(story)
    moment = instant(story.original.published, ZoneInfo(edition.config.timezone)).astimezone(UTC)
    published = moment.isoformat().replace("+00:00", "Z")
    publisher = edition.source(story.original.publisher, story.original).name.text if story.original.publisher else ""
    author = story.original.authors[0] if story.original.authors else publisher
    return FeedEntry(
        id=feed_id(edition, path),
        path=path,
        title=edition.headline(story, article),
        summary=edition.standfirst(story, article),
        published=published,
        updated=published,
        author=author,
    )


def sitemap_page(pages: Iterable[Page], stories: Iterable[Story]) -> Page:
    """Return the sitemap of all pages that a search engine should find."""
    days = {f"articles/{story.stem}.html": story.day for story in stories if len(story.day) >= DAY}
    entries = tuple(
        SitemapEntry(
            path=page.path,
            lastmod=days.get(page.path.removeprefix(f"{page.lang}/"), ""),
            alternates=(*page.alternates, *((("x-default", page.x_default),) if page.x_default else ())),
        )
        for page in pages
        if page.indexable and page.canonical == page.path
    )
    return Page(
        path="sitemap.xml",
        template="sitemap.xml",
        lang="",
        title="",
        description="",
        root="",
        content=SitemapView(entries=entries),
    )


def robots_page(base_url: str) -> Page:
    """Return robots.txt, which names the sitemap where its address is known."""
    lines = ["User-agent: *", "Allow: /"]
    if base_url:
        lines.append(f"Sitemap: {base_url}sitemap.xml")
    return _text_page("robots.txt", "\n".join(lines) + "\n")


def nojekyll_page() -> Page:
    """Return the empty file that keeps static hosts from leaving out names that start with an underscore."""
    return _text_page(".nojekyll", "")


def _text_page(path: str, text: str) -> Page:
    return Page(path=path, template="text.txt", lang="", title="", description="", root="", content=TextView(text=text))


def not_found_page(editions: Mapping[str, Edition], base_path: str) -> Page:
    """Return the 404 page. It is shown at any depth, so its links start from the path of the base address."""
    first = next(iter(editions.values()))
    return Page(
        path="404.html",
        template="404.html",
        lang=first.lang,
        title=first.say("not_found_title"),
        description=first.say("not_found_text"),
        root=base_path,
        indexable=False,
        languages=first.language_links({lang: f"{lang}/index.html" for lang in editions}, "index.html"),
        content=NotFoundView(
            editions=tuple(
                (
                    lang,
                    edition.dir,
                    edition.say("not_found_title"),
                    edition.say("not_found_text"),
                    Link(path=f"{lang}/index.html", text=edition.words(edition.say("back_home"))),
                )
                for lang, edition in editions.items()
            )
        ),
    )
