"""Feeds: which there are, and what their entries hold."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from itertools import islice
from zoneinfo import ZoneInfo

from generator.filters import absolute
from generator.link import instant
from generator.model import FeedEntry, FeedLink, FeedView, Page, Story, Value
from generator.plan.editions import DAY, Edition, root_of
from generator.plan.pictures import shown_image
from generator.plan.versions import last_corrected, shown_body, status_note

ENTRIES = 20
NOON = time(12)
"""Of an article whose day alone is known: of all hours, it is of that day for most of the world."""

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
RSS = Format(
    name="RSS",
    type="application/rss+xml",
    template="feeds/rss.xml",
    beside_a_page=".rss.xml",
    of_an_edition="feed.rss.xml",
)
JSON = Format(
    name="JSON Feed",
    type="application/feed+json",
    template="feeds/feed.json",
    beside_a_page=".feed.json",
    of_an_edition="feed.json",
)


FORMATS = {each.name: each for each in (ATOM, RSS, JSON)}


def edition_feeds(edition: Edition) -> tuple[FeedLink, ...]:
    """Return the feeds of an edition, which are there whatever it holds: subscribers must not lose them."""
    title = edition.named(edition.config.title, "").text
    return tuple(_link(edition, edition.at(each.of_an_edition), each, title) for each in FORMATS.values())


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
    """Yield the feeds of the newest stories of a page: those of an edition with whole texts, others with summaries."""
    if not links:
        return
    whole = links == edition_feeds(edition)
    zone = ZoneInfo(edition.config.timezone)
    newest = sorted(dated(stories), key=lambda story: _moment(story.original.published, zone), reverse=True)
    entries = tuple(_entry(edition, story, zone, whole=whole) for story in newest)
    site_title = edition.named(edition.config.title, "").text
    view = FeedView(
        id=feed_id(edition, page),
        title=title,
        subtitle=edition.named(edition.config.description, "").text if title == site_title else site_title,
        page=page,
        updated=max((entry.updated for entry in entries), key=datetime.fromisoformat, default=NEVER),
        entries=entries,
    )
    for link in links:
        yield Page(
            path=link.path,
            template=FORMATS[link.format].template,
            lang=edition.lang,
            title=title,
            description=title,
            root=root_of(link.path),
            content=view,
        )


def feed_id(edition: Edition, path: str) -> str:
    """Return the id of a feed, or of an entry, by the page that it stands for: an address, or a tag without one."""
    return absolute(edition.config.base_url, path) or f"tag:nashra.invalid,2000:{path}"


def _moment(published: str, zone: ZoneInfo) -> datetime:
    """Return when something appeared, in the zone that it is told in: noon of a day of which no time is known."""
    if len(published) == DAY:
        moment = datetime.combine(date.fromisoformat(published), NOON, zone)
    else:
        moment = instant(published, zone)
    offset = moment.utcoffset()
    # The clocks of old were set by the sun, and the formats of feeds have no seconds of an offset.
    return moment.astimezone(UTC) if offset and offset.seconds % 60 else moment


def _entry(edition: Edition, story: Story, zone: ZoneInfo, *, whole: bool) -> FeedEntry:
    article = edition.shown(story)
    status = status_note(edition, story, article)
    image = shown_image(edition, story, article)
    path = edition.article_path(story)
    corrected = last_corrected(story, article)
    moment = _moment(story.original.published, zone)
    changed = max(moment, _moment(corrected, zone)) if corrected else moment
    publisher = edition.source(story.original.publisher, story.original).name.text if story.original.publisher else ""
    author = story.original.authors[0] if story.original.authors else publisher
    return FeedEntry(
        id=feed_id(edition, path),
        path=path,
        title=edition.headline(story, article),
        summary=edition.standfirst(story, article),
        published=_rfc3339(moment),
        updated=_rfc3339(changed),
        pub_date=format_datetime(moment),
        author=author,
        image=image.picture.fallback.path if image and image.picture else "",
        status=edition.words(status.text) if status else None,
        body=shown_body(story, article) if whole else None,
    )


def _rfc3339(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")
