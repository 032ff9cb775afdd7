"""What pages show of running stories."""

from generator.model.pieces import Card, DateText, FeedLink, Link, Pager, SourceLine, Text
from generator.model.values import ThreadStatus, Value


class Summary(Value, frozen=True, kw_only=True):
    """The story so far, in Markdown by hand; `language` says which language it is in where that is another's."""

    text: Text
    language: str = ""


class ThreadCard(Value, frozen=True, kw_only=True):
    """What the home page and the index show of a thread; `languages` are those that it can be read in, by own name."""

    link: Link
    pinned: bool
    status: ThreadStatus
    status_text: str
    count: str
    sources_count: str
    last: DateText
    latest: tuple[Card, ...]
    summary: Summary | None
    languages: tuple[Text, ...] = ()


class ThreadPlace(Value, frozen=True, kw_only=True):
    """Where an article stands in a thread: its number from the oldest (empty if undated), and what is beside it."""

    thread: Link
    number: str
    previous: Card | None
    next: Card | None


class SourceCount(Value, frozen=True, kw_only=True):
    """A publisher or source of a thread, and how many of its articles name it."""

    source: SourceLine
    count: str


class ThreadAbout(Value, frozen=True, kw_only=True):
    """What sums a thread up.

    `first` is empty where all is of one day. `turning_points`, oldest first, stand in for a summary that nobody has
    written; with a summary there are none. `languages` counts the articles by the language of their original;
    `main_sources` are those with most articles, and `other_sources` the rest.
    """

    status: ThreadStatus
    status_text: str
    status_note: str
    count: str
    sources_count: str
    first: DateText
    last: DateText
    summary: Summary | None
    turning_points: tuple[Card, ...]
    languages: tuple[str, ...]
    main_sources: tuple[SourceCount, ...]
    other_sources: tuple[SourceCount, ...]
    related: tuple[Link, ...]


class TimelineDay(Value, frozen=True, kw_only=True):
    """The articles of one day, in the order of the page.

    `label` is empty where the day is not known. `sources` are all that the day's articles come from, unless that is
    one publisher, which its card names. `gap` says how far it is from the day above, if that is far.
    `anchor` is there on the first day of a month; `digest` is the page of that day's digest.
    """

    label: DateText
    sources: tuple[SourceLine, ...]
    cards: tuple[Card, ...]
    gap: str = ""
    anchor: str = ""
    digest: str = ""


class ThreadView(Value, frozen=True, kw_only=True, tag="thread"):
    """A running story as a timeline; `about` is on its newest page only, so that the full ones stay as they are.

    `order` leads to the same days the other way round, newest or oldest first.
    """

    title: Text
    about: ThreadAbout | None
    months: tuple[Link, ...]
    days: tuple[TimelineDay, ...]
    pager: Pager
    feeds: tuple[FeedLink, ...]
    order: Link | None = None


class ThreadGroup(Value, frozen=True, kw_only=True):
    """The threads of one status, and what that status means."""

    status: ThreadStatus
    heading: str
    note: str
    threads: tuple[ThreadCard, ...]


class ThreadsView(Value, frozen=True, kw_only=True, tag="threads"):
    """All running stories: open ones, then quiet ones, then those that have ended."""

    groups: tuple[ThreadGroup, ...]
