"""What feeds and sitemaps hold."""

from generator.model.pieces import Body, FeedLink, Link, Text
from generator.model.values import Value


class FeedEntry(Value, frozen=True, kw_only=True):
    """One entry of a feed: dates as RFC 3339, `pub_date` as RSS writes it; `summary` is plain text.

    `image` is the path of its picture; `status` says how a translation came to be; `body` is there where the feed has
    whole texts.
    """

    id: str
    path: str
    title: Text
    summary: Text | None
    published: str
    updated: str
    pub_date: str
    author: str
    image: str = ""
    status: Text | None = None
    body: Body | None = None


class FeedView(Value, frozen=True, kw_only=True, tag="feed"):
    """A feed and the page it belongs to."""

    id: str
    title: str
    subtitle: str
    page: str
    updated: str
    entries: tuple[FeedEntry, ...]


class FeedList(Value, frozen=True, kw_only=True):
    """The feeds of one edition, each with the page that it belongs to."""

    lang: str
    title: str
    feeds: tuple[tuple[FeedLink, str], ...]


class FeedListView(Value, frozen=True, kw_only=True, tag="feed-list"):
    """All feeds of the site by edition."""

    lists: tuple[FeedList, ...]


class FeedPage(Value, frozen=True, kw_only=True):
    """A page that has feeds, and these."""

    link: Link
    feeds: tuple[FeedLink, ...]


class FeedGroup(Value, frozen=True, kw_only=True):
    """Pages of one kind that have feeds."""

    heading: str
    pages: tuple[FeedPage, ...]


class FeedsView(Value, frozen=True, kw_only=True, tag="feeds"):
    """All feeds of an edition for people; `file` is the list of them for feed readers."""

    groups: tuple[FeedGroup, ...]
    file: Link


class SitemapEntry(Value, frozen=True, kw_only=True):
    """One page of the sitemap, its day of last change (empty when unknown) and its versions (lang, path)."""

    path: str
    lastmod: str
    alternates: tuple[tuple[str, str], ...]


class SitemapView(Value, frozen=True, kw_only=True, tag="sitemap"):
    """Pages worth finding; or, where they are too many for one sitemap, `parts`: the sitemaps that have them."""

    entries: tuple[SitemapEntry, ...] = ()
    parts: tuple[str, ...] = ()
