"""What pages show: every value that a template prints is here.

Text comes as `Text`, which brings its language and direction with it.
Paths of the site are POSIX strings relative to its root (`ar/articles/x.html`).
"""

from typing import Literal, TypeAlias

from generator.model.pictures import Rendition
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
    ShownImage,
    SourceLine,
    Text,
)
from generator.model.records import CorpusView, RecordView
from generator.model.search import SearchDocumentsView, SearchTextsView, SearchView, SearchWordsView, WordsView
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


class Work(Value, frozen=True, kw_only=True):
    """Another language version of an article, as machines are told of it: `path` is empty where no page shows it."""

    lang: str
    title: str
    path: str
    url: str = ""


class ArticleHead(Value, frozen=True, kw_only=True):
    """What the article page and the side-by-side page both show of an article.

    `digest` leads to all that appeared on its day, if that is known; `captured` is the day on which its text was taken.
    """

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
    digest: Link | None = None
    captured: DateText | None = None


class ArticleView(Value, frozen=True, kw_only=True, tag="article"):
    """One article in one edition.

    `versions` are the languages that it can be read in, where there are several; `citation` is a reference to copy,
    line by line. `translation_of` and `translations` are what a program is told of the other versions.
    """

    head: ArticleHead
    body: Body
    untranslated: str
    original: Link | None
    both: Link | None
    versions: tuple[LanguageLink, ...]
    image: ShownImage | None
    text_lang: str
    text_dir: Direction
    note: Text | None
    corrections: tuple[TextCorrection, ...]
    tags: tuple[Link, ...]
    places: tuple[ThreadPlace, ...]
    related: tuple[Card, ...]
    citation: tuple[Text, ...] = ()
    translation_of: Work | None = None
    translations: tuple[Work, ...] = ()


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
    """The front page by story: the lead and what else its story holds, the latest, the other stories, then the days.

    `lead_image` is the lead's picture, where the digest has it. No article is in two of `lead`, `latest`, `days` (with
    summaries) and `earlier` (headlines). Older pages have `earlier` alone.
    """

    lead: Card | None
    lead_thread: ThreadCard | None
    lead_image: ShownImage | None
    latest: tuple[Card, ...]
    strip: tuple[ThreadCard, ...]
    days: tuple[DayGroup, ...]
    earlier: tuple[DayGroup, ...]
    pager: Pager
    first: bool


ListKind: TypeAlias = Literal["section", "source", "tag"]
IndexKind: TypeAlias = Literal["sections", "sources", "tags", "archive"]


class ListView(Value, frozen=True, kw_only=True, tag="list"):
    """Articles of a section, a source or a tag. `kind` is that word; `about` says what is known of it."""

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


class IndexGroup(Value, frozen=True, kw_only=True):
    """Lines of an index that belong together, such as the months of a year; `heading` is empty where nothing does."""

    heading: str
    entries: tuple[IndexEntry, ...]


class IndexView(Value, frozen=True, kw_only=True, tag="index"):
    """An index of sections, sources, tags or months."""

    kind: IndexKind
    heading: str
    groups: tuple[IndexGroup, ...]


class MonthDay(Value, frozen=True, kw_only=True):
    """The headlines of one day in the archive; `anchor` names the place, `digest` the page of that day's digest."""

    label: DateText
    anchor: str
    digest: str
    cards: tuple[Card, ...]


class MonthView(Value, frozen=True, kw_only=True, tag="month"):
    """One month of the archive, headlines only, newest first. `weeks` lead to the digests of its weeks.

    The articles of which no month is known have a page of this kind too.
    """

    heading: str
    count: str
    weeks: tuple[Link, ...]
    days: tuple[MonthDay, ...]
    newer: Link | None
    older: Link | None
    pager: Pager


class DigestGroup(Value, frozen=True, kw_only=True):
    """What a digest has of one story, oldest first; without a thread it is what belongs to no running story."""

    thread: Link | None
    cards: tuple[Card, ...]


class DigestView(Value, frozen=True, kw_only=True, tag="digest"):
    """What one day or one week brought, by story.

    `wider` leads from a day to its week and from a week to its month; `days` are those of a week that brought anything.
    """

    kind: Literal["day", "week"]
    heading: str
    span: str
    count: str
    wider: Link
    days: tuple[Link, ...]
    groups: tuple[DigestGroup, ...]
    previous: Link | None
    next: Link | None


class CreditLine(Value, frozen=True, kw_only=True):
    """Somebody or something that a digest owes work to, and how much of it."""

    name: Text
    count: str
    path: str = ""


class CreditsView(Value, frozen=True, kw_only=True, tag="credits"):
    """To whom an edition owes its texts: translators, reviewers, engines, authors and sources, most work first.

    `typeface` is a font that the site brings, with its licence.
    """

    translators: tuple[CreditLine, ...]
    reviewers: tuple[CreditLine, ...]
    engines: tuple[CreditLine, ...]
    authors: tuple[CreditLine, ...]
    sources: tuple[CreditLine, ...]
    typeface: Link | None = None


class NotFoundView(Value, frozen=True, kw_only=True, tag="not-found"):
    """The 404 page, in every edition's language at once: (lang, dir, title, text, home link)."""

    editions: tuple[tuple[str, Direction, str, str, Link], ...]


class RedirectView(Value, frozen=True, kw_only=True, tag="redirect"):
    """What stands at an old address: the way to where its article lies now."""

    target: Link


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


class SitemapEntry(Value, frozen=True, kw_only=True):
    """One page of the sitemap, its day of last change (empty when unknown) and its versions (lang, path)."""

    path: str
    lastmod: str
    alternates: tuple[tuple[str, str], ...]


class SitemapView(Value, frozen=True, kw_only=True, tag="sitemap"):
    """Pages worth finding; or, where they are too many for one sitemap, `parts`: the sitemaps that have them."""

    entries: tuple[SitemapEntry, ...] = ()
    parts: tuple[str, ...] = ()


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
    | MonthView
    | DigestView
    | CreditsView
    | NotFoundView
    | RedirectView
    | FeedView
    | FeedListView
    | SitemapView
    | RecordView
    | CorpusView
    | TextView
    | SearchView
    | SearchDocumentsView
    | SearchWordsView
    | SearchTextsView
    | WordsView
)


class Page(Value, frozen=True, kw_only=True):
    """One output with every value its template shows.

    `root` leads from the page to the site's root (`../../`); links are `root + path`.
    `canonical` and `alternates` are paths of this site; templates make addresses of them where there is a `base_url`.
    `trail` leads down to the page, from below its edition's home.
    `published` is there for an article whose day is known, on a page in the article's own language;
    `modified` is the day of its last correction.
    `image` is the picture that stands for the page elsewhere, and `image_alt` says what it shows.
    `csp` has directives that the page's Content-Security-Policy needs besides those of every page.
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
    modified: str = ""
    image: Rendition | None = None
    image_alt: str = ""
    csp: str = ""
    trail: tuple[Link, ...] = ()
