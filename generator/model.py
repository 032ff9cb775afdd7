"""The frozen values that the steps of a build hand to one another.

Every type is a `msgspec.Struct`: cheap to make, comparable, and with one stable encoding, from which page keys
are taken. Nothing here reads a file or knows a library beyond `msgspec`.

Text that a template shows comes as `Text`, which brings its language and direction with it.
Paths of the project are POSIX strings relative to its root (`content/articles/2019/04/x.ar.md`);
paths of the site are POSIX strings relative to the site's root (`ar/articles/x.html`).
"""

from typing import Literal, TypeAlias

import msgspec

Severity: TypeAlias = Literal["error", "warning", "note"]
Direction: TypeAlias = Literal["ltr", "rtl"]
ArticleFormat: TypeAlias = Literal["article", "live", "video", "analysis"]
TranslationStatus: TypeAlias = Literal["machine", "edited", "human", "partial"]
ThreadStatus: TypeAlias = Literal["open", "dormant", "closed"]
SourceKind: TypeAlias = Literal["outlet", "agency", "ministry", "organisation", "person"]


class Value(msgspec.Struct, frozen=True):
    """A frozen value compared by its fields."""


class Finding(Value, frozen=True, kw_only=True):
    """Something an author can mend: where, what, and what to do. Lines and columns count from 1; 0 is unknown."""

    code: str
    severity: Severity
    file: str
    line: int = 0
    column: int = 0
    message: str
    hint: str = ""


# What an importer found ------------------------------------------------------------------------------------------


class DroppedLine(Value, frozen=True, kw_only=True):
    """A line of a capture that is not part of the article, and why (`menu`, `related`, `comments`, …)."""

    text: str
    reason: str


class Draft(Value, frozen=True, kw_only=True):
    """One article as found in a capture, before a person has looked at it. None and empty mean unknown."""

    file: str
    index: int = 0
    kind: str = "text"
    title: str | None = None
    summary: str | None = None
    lang: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    sources: tuple[str, ...] = ()
    url: str | None = None
    image_src: str | None = None
    image_caption: str | None = None
    image_credit: str | None = None
    body: str = ""
    paragraphs: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    menu: tuple[str, ...] = ()
    dropped_lines: tuple[DroppedLine, ...] = ()
    tags: tuple[str, ...] = ()
    confidence: dict[str, float] = {}


# What content files say ------------------------------------------------------------------------------------------


class Image(Value, frozen=True, kw_only=True):
    """A picture that goes with an article, as its publisher gave it."""

    src: str
    alt: str = ""
    caption: str = ""
    credit: str = ""


class Correction(Value, frozen=True, kw_only=True):
    """A public correction: when, and what was wrong."""

    date: str
    text: str


class Capture(Value, frozen=True, kw_only=True):
    """The raw material an article was made from: its file under `content/originals/` and that file's SHA-256."""

    file: str
    sha256: str


class Provenance(Value, frozen=True, kw_only=True):
    """Where a translation comes from, so that a reader can judge it."""

    of: str
    status: TranslationStatus
    engine: str = ""
    made: str = ""
    translator: str = ""
    reviewed_by: str = ""


class Article(Value, frozen=True, kw_only=True):
    """What one content file says of one article in one language; its body stays in the file.

    `published` keeps its precision (`2019`, `2019-04`, `2019-04-08`, `2019-04-08T10:30+03:00`) empty if unknown.
    `fingerprint` is that of the whole file; `body_line` the line on which its body begins; `places` has the line and
    column of the keys that refer to other files, for findings on what is not there.
    """

    stem: str
    lang: str
    path: str
    fingerprint: str
    body_line: int
    title: str
    summary: str = ""
    published: str = ""
    url: str = ""
    publisher: str = ""
    sources: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    threads: tuple[str, ...] = ()
    threads_auto: tuple[str, ...] = ()
    not_threads: tuple[str, ...] = ()
    section: str = ""
    tags: tuple[str, ...] = ()
    image: Image | None = None
    captured: str = ""
    original: Capture | None = None
    format: ArticleFormat = "article"
    dir: Direction | None = None
    note: str = ""
    corrections: tuple[Correction, ...] = ()
    aliases: tuple[str, ...] = ()
    publish_at: str = ""
    expires: str = ""
    draft: bool = False
    private: bool = False
    needs: tuple[str, ...] = ()
    translation: Provenance | None = None
    places: dict[str, tuple[int, int]] = {}

    def place(self, key: str) -> tuple[int, int]:
        """Return the line and column of a key that refers to other files, or the file's first ones."""
        return self.places.get(key, (1, 1))


class Ledger(Value, frozen=True, kw_only=True):
    """The block hashes beside a translation, as a file that a build reads: its path and fingerprint."""

    path: str
    fingerprint: str


class Thread(Value, frozen=True, kw_only=True):
    """One running story, as `content/threads/ID.toml` says it. `title` and `summary` are by language."""

    id: str
    path: str
    title: dict[str, str]
    summary: dict[str, str] = {}
    status: ThreadStatus = "open"
    pinned: int | None = None
    aliases: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


class Source(Value, frozen=True, kw_only=True):
    """One outlet, agency or person, as `content/sources/ID.toml` says it. `cues` are its `[import]` cue words."""

    id: str
    path: str
    name: dict[str, str]
    kind: SourceKind = "outlet"
    url: str = ""
    country: str = ""
    aliases: tuple[str, ...] = ()
    cues: dict[str, tuple[str, ...]] = {}


# What is linked --------------------------------------------------------------------------------------------------


class Story(Value, frozen=True, kw_only=True):
    """One article in all its languages: the original, its translations by language, and the ledgers beside them.

    `threads` and `section` are the known ones, the primary thread first. `day` is the day of publication
    (shorter where only the month or year is known, empty when unknown); `order` sorts stories, oldest first.
    """

    stem: str
    original: Article
    translations: dict[str, Article] = {}
    ledgers: dict[str, Ledger] = {}
    threads: tuple[str, ...] = ()
    section: str = ""
    day: str = ""
    order: tuple[str, str, str] = ("", "", "")

    def version(self, lang: str) -> Article | None:
        """Return the article in `lang`, or None where there is none."""
        return self.original if self.original.lang == lang else self.translations.get(lang)


class Site(Value, frozen=True, kw_only=True):
    """All that a build may show: stories newest first, threads and sources by id."""

    stories: tuple[Story, ...]
    threads: dict[str, Thread]
    sources: dict[str, Source]


# What a page shows -----------------------------------------------------------------------------------------------


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


class ListView(Value, frozen=True, kw_only=True, tag="list"):
    """Articles of a section, a source, a tag or a month. `kind` is that word; `about` says what is known of it."""

    kind: Literal["section", "source", "tag", "month"]
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

    kind: Literal["sections", "sources", "archive"]
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


class Frame(Value, frozen=True, kw_only=True):
    """What surrounds every page of one language. `strings` are the interface's words, plural forms resolved by plan."""

    lang: str
    dir: Direction
    site_title: str
    site_description: str
    base_url: str
    og_locale: str
    og_alternates: tuple[str, ...]
    home: str
    nav: tuple[Link, ...]
    sections: tuple[Link, ...]
    strip: tuple[Link, ...]
    follow: tuple[Link, ...]
    feed: str
    stylesheet: str
    icon: str
    strings: dict[str, str]


class Asset(Value, frozen=True, kw_only=True):
    """One file that is copied as it is: its path in the site, where it comes from, and its fingerprint."""

    path: str
    source: str
    fingerprint: str
