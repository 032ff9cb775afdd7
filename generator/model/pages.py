"""What pages show: every value that a template prints is here.

Text comes as `Text`, which brings its language and direction with it.
Paths of the site are POSIX strings relative to its root (`ar/articles/x.html`).
"""

from typing import Literal, TypeAlias

from generator.model.articles import Image
from generator.model.pieces import (
    Badge,
    Body,
    Card,
    DateText,
    DayGroup,
    FeedLink,
    LanguageLink,
    Link,
    Pager,
    SourceLine,
    Text,
)
from generator.model.threads import ThreadCard, ThreadPlace, ThreadsView, ThreadView
from generator.model.values import Direction, Value


class AlsoPublished(Value, frozen=True, kw_only=True):
    """Another publisher of the same text: its name where it is known, and the address there with its host."""

    publisher: SourceLine | None
    url: str
    host: str


class StatusNote(Value, frozen=True, kw_only=True):
    """How a translation came to be: its look, one sentence, then details such as the reviewer and the date."""

    kind: str
    text: str
    details: tuple[str, ...] = ()


class TextCorrection(Value, frozen=True, kw_only=True):
    """A correction as a reader sees it."""

    date: DateText
    text: Text


class ArticleHead(Value, frozen=True, kw_only=True):
    """What the article page and the side-by-side page both show of an article."""

    title: Text
    summary: Text | None
    date: DateText
    badges: tuple[Badge, ...]
    section: Link | None
    threads: tuple[Link, ...]
    publisher: SourceLine | None
    sources: tuple[SourceLine, ...]
    authors: tuple[Text, ...]
    original_url: str
    original_host: str
    also: tuple[AlsoPublished, ...]
    status: StatusNote | None


class ArticleView(Value, frozen=True, kw_only=True, tag="article"):
    """One article in one edition."""

    head: ArticleHead
    body: Body
    untranslated: str
    original: Link | None
    both: Link | None
    versions: tuple[LanguageLink, ...]
    image: Image | None
    image_host: str
    text_lang: str
    text_dir: Direction
    note: Text | None
    corrections: tuple[TextCorrection, ...]
    tags: tuple[Link, ...]
    places: tuple[ThreadPlace, ...]
    related: tuple[Card, ...]


class BothView(Value, frozen=True, kw_only=True, tag="both"):
    """Original and translation side by side."""

    head: ArticleHead
    original_title: Text
    original_summary: Text | None
    original_label: str
    translation_label: str
    body: Body
    original: Link | None
    translation: Link | None


class HomeView(Value, frozen=True, kw_only=True, tag="home"):
    """The front page: the strip of stories with counts, the lead, then the latest by day."""

    strip: tuple[ThreadCard, ...]
    lead: Card | None
    days: tuple[DayGroup, ...]
    pager: Pager
    first: bool


ListKind: TypeAlias = Literal["section", "source", "tag", "month"]
IndexKind: TypeAlias = Literal["sections", "sources", "archive"]


class ListView(Value, frozen=True, kw_only=True, tag="list"):
    """Articles of a section, a source, a tag or a month. `kind` is that word; `about` says what is known of it."""

    kind: ListKind
    heading: Text
    about: tuple[str, ...]
    url: str
    count: str
    days: tuple[DayGroup, ...]
    pager: Pager
    feeds: tuple[FeedLink, ...]


class IndexEntry(Value, frozen=True, kw_only=True):
    """One line of an index: where it leads, how much is there, and what kind of thing it is."""

    link: Link
    count: str
    note: str = ""


class IndexView(Value, frozen=True, kw_only=True, tag="index"):
    """An index of sections, sources or months."""

    kind: IndexKind
    heading: str
    entries: tuple[IndexEntry, ...]


class NotFoundView(Value, frozen=True, kw_only=True, tag="not-found"):
    """The 404 page, in every edition's language at once: (lang, dir, title, text, home link)."""

    editions: tuple[tuple[str, Direction, str, str, Link], ...]


class RedirectView(Value, frozen=True, kw_only=True, tag="redirect"):
    """What stands at an old address: the way to where its article lies now."""

    target: Link


class FeedEntry(Value, frozen=True, kw_only=True):
    """One entry of a feed. Dates are RFC 3339; `summary` is plain text."""

    id: str
    path: str
    title: Text
    summary: Text | None
    published: str
    updated: str
    author: str


class FeedView(Value, frozen=True, kw_only=True, tag="feed"):
    """A feed and the page it belongs to."""

    id: str
    title: str
    subtitle: str
    page: str
    updated: str
    entries: tuple[FeedEntry, ...]


class SitemapEntry(Value, frozen=True, kw_only=True):
    """One page of the sitemap, its day of last change (empty when unknown) and its versions (lang, path)."""

    path: str
    lastmod: str
    alternates: tuple[tuple[str, str], ...]


class SitemapView(Value, frozen=True, kw_only=True, tag="sitemap"):
    """All pages worth finding."""

    entries: tuple[SitemapEntry, ...]


class TextView(Value, frozen=True, kw_only=True, tag="text"):
    """A small file of plain text, such as robots.txt."""

    text: str


Content: TypeAlias = (
    ArticleView
    | BothView
    | HomeView
    | ThreadView
    | ThreadsView
    | ListView
    | IndexView
    | NotFoundView
    | RedirectView
    | FeedView
    | SitemapView
    | TextView
)


class Page(Value, frozen=True, kw_only=True):
    """One output with every value its template shows.

    `root` leads from the page to the site's root (`../../`); links are `root + path`.
    `canonical` and `alternates` are paths of this site; templates make addresses of them where there is a `base_url`.
    `published` is there for an article whose day is known, on a page in the article's own language.
    """

    path: str
    template: str
    lang: str
    title: str
    description: str
    root: str
    content: Content
    canonical: str = ""
    alternates: tuple[tuple[str, str], ...] = ()
    x_default: str = ""
    indexable: bool = True
    languages: tuple[LanguageLink, ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    published: str = ""
