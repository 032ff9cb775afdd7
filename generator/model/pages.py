"""What pages show: every value that a template prints is here.

Text comes as `Text`, which brings its language and direction with it.
Paths of the site are POSIX strings relative to its root (`ar/articles/x.html`).
"""

from typing import TypeAlias

from generator.model.feeds import FeedListView, FeedsView, FeedView, SitemapView
from generator.model.lists import CreditsView, DigestView, HomeView, IndexView, ListView, MonthView
from generator.model.pictures import Rendition
from generator.model.pieces import (
    Badge,
    Body,
    Card,
    DateText,
    FeedLink,
    LanguageLink,
    Link,
    ShownImage,
    SourceLine,
    Text,
)
from generator.model.records import CorpusView, RecordView
from generator.model.search import SearchDocumentsView, SearchTextsView, SearchView, SearchWordsView, WordsView
from generator.model.threads import ThreadPlace, ThreadsView, ThreadView
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

    `versions` are the other languages that it can be read in; `citation` is a reference to copy,
    line by line. `translation_of` and `translations` are what a program is told of the other versions; `translator` is
    who translated this one, where that is known.
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
    translator: str = ""
    translations: tuple[Work, ...] = ()


class BothView(Value, frozen=True, kw_only=True, tag="both"):
    """Original and translation side by side."""

    head: ArticleHead
    original_title: Text
    original_summary: Text | None
    original_label: str
    translation_label: str
    image: ShownImage | None
    body: Body
    original: Link | None
    translation: Link | None


class NotFoundView(Value, frozen=True, kw_only=True, tag="not-found"):
    """The 404 page, in every edition's language at once: (lang, dir, title, text, home link)."""

    editions: tuple[tuple[str, Direction, str, str, Link], ...]


class RedirectView(Value, frozen=True, kw_only=True, tag="redirect"):
    """What stands at an old address: the way to where its article lies now."""

    target: Link


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
    | FeedsView
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
    `published` is there for an article whose day is known, on a page that is its own canonical one;
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
