"""Pages that list articles: front pages, sections, archive, digests of days and weeks, and credits."""

from typing import Literal, TypeAlias

from generator.model.pieces import Card, DateText, DayGroup, FeedLink, Link, Pager, ShownImage, Text
from generator.model.threads import ThreadCard
from generator.model.values import Value


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
    """One line of an index: where it leads, how much is there, and what kind of thing it is.

    `pages` are those that follow, where it is more than a page and each is to be one click away.
    """

    link: Link
    count: str
    note: str = ""
    pages: tuple[Link, ...] = ()


class IndexGroup(Value, frozen=True, kw_only=True):
    """Lines of an index that belong together, such as the months of a year; `heading` is empty where nothing does."""

    heading: str
    entries: tuple[IndexEntry, ...]


class IndexView(Value, frozen=True, kw_only=True, tag="index"):
    """An index of sections, sources, tags or months, and what leads to its like: `beside`."""

    kind: IndexKind
    heading: str
    groups: tuple[IndexGroup, ...]
    beside: tuple[Link, ...] = ()
    pager: Pager = Pager()


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
    `second` says which day it is in another calendar.
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
    second: str = ""


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
    pager: Pager
    typeface: Link | None = None
