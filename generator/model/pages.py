"""What pages show: every value that a template prints is here.

Text comes as `Text`, which brings its language and direction with it.
Paths of the site are POSIX strings relative to its root (`ar/articles/x.html`).
"""

from typing import Literal, TypeAlias

from generator.model.articles import Image, Ledger
from generator.model.values import Direction, ThreadStatus, Value


class Text(Value, frozen=True, kw_only=True):
    """Text with its language and direction; `lang` is empty where the language of a name is not known."""

    text: str
    lang: str = ""
    dir: Direction | Literal["auto"] = "auto"


class Link(Value, frozen=True, kw_only=True):
    """A named place: `path` is of this site, or a whole address when `external`."""

    path: str
    text: Text
    external: bool = False


class DateText(Value, frozen=True, kw_only=True):
    """A date to show: `machine` for `<time datetime>` (empty if unknown), `shown` for people, `time` of day."""

    machine: str = ""
    shown: str = ""
    time: str = ""


class Badge(Value, frozen=True, kw_only=True):
    """A small label on a card: `kind` names its look, `text` what it says in the page's language."""

    kind: str
    text: str


class Card(Value, frozen=True, kw_only=True):
    """What other pages may show of an article in one edition."""

    path: str
    title: Text
    summary: Text | None
    date: DateText
    day: str
    publisher: Link | None
    badges: tuple[Badge, ...]
    thread: Link | None
    section: Link | None


class DayGroup(Value, frozen=True, kw_only=True):
    """Cards of one day, newest first; `label` is empty where the day is not known."""

    label: DateText
    cards: tuple[Card, ...]


class ThreadCard(Value, frozen=True, kw_only=True):
    """What the home page, the strip and the index show of a thread."""

    link: Link
    pinned: bool
    status: ThreadStatus
    status_text: str
    count: str
    last: DateText
    latest: tuple[Card, ...]
    summary: Text | None


class Pager(Value, frozen=True, kw_only=True):
    """The way through a list split into pages; None where there is no further page."""

    newer: Link | None = None
    older: Link | None = None
    label: str = ""


class Body(Value, frozen=True, kw_only=True):
    """A body to render: files and their fingerprints. With an original it is a translation, shown block by block."""

    path: str
    fingerprint: str
    lang: str
    dir: Direction
    original: "Body | None" = None
    ledger: Ledger | None = None


class LanguageLink(Value, frozen=True, kw_only=True):
    """One entry of the language switch: this page, or its nearest equal, in another edition."""

    lang: str
    dir: Direction
    name: str
    path: str
    current: bool
    same_page: bool


class SourceLine(Value, frozen=True, kw_only=True):
    """A publisher or source as a reader sees it: a link to its page where it has one."""

    name: Text
    path: str = ""


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
    previous: Card | None
    next: Card | None
    related: tuple[Card, ...]
    related_thread: Link | None


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
    feed: str


class ThreadView(Value, frozen=True, kw_only=True, tag="thread"):
    """A running story as a timeline."""

    title: Text
    status: ThreadStatus
    status_text: str
    summary: Text | None
    count: str
    last: DateText
    sources: tuple[SourceLine, ...]
    days: tuple[DayGroup, ...]
    pager: Pager
    first: bool
    feed: str


class ThreadsView(Value, frozen=True, kw_only=True, tag="threads"):
    """All running stories."""

    threads: tuple[ThreadCard, ...]


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
    feed: str


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
    """One entry of an Atom feed. Dates are RFC 3339; `summary` is plain text."""

    id: str
    path: str
    title: Text
    summary: Text | None
    published: str
    updated: str
    author: str


class FeedView(Value, frozen=True, kw_only=True, tag="feed"):
    """An Atom feed and the page it belongs to."""

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
    feed: Link | None = None
    published: str = ""
