"""What content files say, and the site that is linked of them."""

from generator.model.pictures import Picture
from generator.model.values import ArticleFormat, Direction, SourceKind, ThreadStatus, TranslationStatus, Value


class Image(Value, frozen=True, kw_only=True):
    """The picture of an article: `file` of `content/pictures/`, or `src`, its address elsewhere.

    In a translation both may be empty: the picture is that of the original.
    """

    src: str = ""
    file: str = ""
    alt: str = ""
    caption: str = ""
    credit: str = ""


class PictureUse(Value, frozen=True, kw_only=True):
    """A picture in a body: its `file` of `content/pictures/`, or the `url` that stands there; and on which line."""

    file: str
    url: str
    alt: str
    line: int


class Correction(Value, frozen=True, kw_only=True):
    """A public correction: when, and what was wrong."""

    date: str
    text: str


class Capture(Value, frozen=True, kw_only=True):
    """The raw material an article was made from: its file under `content/originals/` and that file's SHA-256."""

    file: str
    sha256: str


class Republication(Value, frozen=True, kw_only=True):
    """The same text at another publisher: who, at which address, and the capture of it."""

    publisher: str = ""
    url: str = ""
    original: Capture | None = None


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
    column of the keys that refer to other files, for findings on what is not there. `shown` has, in a site that is
    to be planned, the pictures among `image` and `pictures` that can be shown, by path.
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
    pictures: tuple[PictureUse, ...] = ()
    captured: str = ""
    original: Capture | None = None
    captures: tuple[Capture, ...] = ()
    also: tuple[Republication, ...] = ()
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
    shown: tuple[tuple[str, Picture], ...] = ()

    def place(self, key: str) -> tuple[int, int]:
        """Return the line and column of a key that refers to other files, or the file's first ones."""
        return self.places.get(key, (1, 1))


class Ledger(Value, frozen=True, kw_only=True):
    """The block hashes beside a translation, as a file that a build reads: its path and fingerprint."""

    path: str
    fingerprint: str


class Thread(Value, frozen=True, kw_only=True):
    """One running story, as `content/threads/ID.toml` says it. `title` and `summary` are by language.

    `old_ids` are ids that it had, or that stories merged into it had; `proposed` are the languages of titles that are
    Nashra's and no person has touched; `places` has the line and column of keys that `place` is asked for.
    """

    id: str
    path: str
    title: dict[str, str]
    summary: dict[str, str] = {}
    status: ThreadStatus = "open"
    pinned: int | None = None
    aliases: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    old_ids: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()
    places: dict[str, tuple[int, int]] = {}

    def place(self, key: str) -> tuple[int, int]:
        """Return the line and column of a key, or the file's first ones."""
        return self.places.get(key, (1, 1))


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
