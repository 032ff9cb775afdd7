"""The pieces that pages are made of: text, links, dates, cards.

Text comes as `Text`, which brings its language and direction with it.
Paths of the site are POSIX strings relative to its root (`ar/articles/x.html`).
"""

from typing import Literal

from generator.model.articles import Ledger
from generator.model.pictures import Picture
from generator.model.values import Direction, Value


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
    """A date to show: `machine` for `<time datetime>` (empty if unknown), `shown` for people, `time` of day.

    `zone` says what clock that time is of (`GMT+2`), and `second` which day it is in another calendar.
    """

    machine: str = ""
    shown: str = ""
    time: str = ""
    zone: str = ""
    second: str = ""


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
    """Cards of one day, newest first; `label` is empty where the day is not known, `digest` then too.

    `digest` is the page of that day's digest.
    """

    label: DateText
    cards: tuple[Card, ...]
    digest: str = ""


class Pager(Value, frozen=True, kw_only=True):
    """The way through a list split into pages, each link named for what is there; None where there is no further page.

    `back` leads to the page before this one and `forth` to the page after it, in the order of the list.
    """

    back: Link | None = None
    forth: Link | None = None
    label: str = ""


class Body(Value, frozen=True, kw_only=True):
    """A body to render: files and their fingerprints. With an original it is a translation, shown block by block.

    `pictures` are those that can be shown, by their path in `content/`.
    """

    path: str
    fingerprint: str
    lang: str
    dir: Direction
    original: "Body | None" = None
    ledger: Ledger | None = None
    pictures: tuple[tuple[str, Picture], ...] = ()


class ShownImage(Value, frozen=True, kw_only=True):
    """The picture of an article; without `picture` it is elsewhere, at `url` on `host`, and is only linked.

    `alt` says what it shows to those who cannot see it.
    """

    picture: Picture | None
    alt: Text
    caption: Text | None
    credit: Text | None
    url: str = ""
    host: str = ""


class LanguageLink(Value, frozen=True, kw_only=True):
    """One entry of the language switch: this page, or its nearest equal, in another edition.

    `note` says in the language of the page what is there where that is not this page's translation.
    """

    lang: str
    dir: Direction
    name: str
    path: str
    current: bool
    same_page: bool
    note: str = ""


class SourceLine(Value, frozen=True, kw_only=True):
    """A publisher or source as a reader sees it: a link to its page where it has one."""

    name: Text
    path: str = ""


class FeedLink(Value, frozen=True, kw_only=True):
    """A feed of a page: where it lies, its media type, the name of its format, and what it is the feed of."""

    path: str
    type: str
    format: str
    title: str
