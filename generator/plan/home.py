"""The front page by story: what leads, what is new, which stories run; behind it, all else by day."""

from collections.abc import Iterator, Mapping
from itertools import accumulate, takewhile

import msgspec

from generator.model import Content, DayGroup, HomeView, Page, Pager, ShownImage, Story, ThreadCard
from generator.plan.editions import Edition
from generator.plan.feeds import edition_feeds
from generator.plan.paging import Listing, Slice, listing_pages
from generator.plan.pictures import shown_image
from generator.plan.threads import strip, thread_card

FRONT = "index.html"
"""The site's own front page, which stands for all editions."""

FRESH = 10
"""Among so many of the newest articles, those in the reader's own language come first."""

UNDER_THE_LEAD = 3
LATEST = 5
IN_FULL = 4
"""Days show summaries until there were so many articles; those behind are headlines: phones load this page first."""


def home_pages(
    edition: Edition, editions: Mapping[str, Edition], threads: Mapping[str, tuple[Story, ...]]
) -> Iterator[Page]:
    """Yield the front page, the older ones behind it and the feeds of the edition."""

    def view(part: Slice, pager: Pager) -> Content:
        if part.top:
            return _front(edition, threads, part.stories, pager)
        days = edition.days(part.stories)
        return HomeView(
            lead=None,
            lead_thread=None,
            lead_image=None,
            latest=(),
            strip=(),
            days=(),
            earlier=days,
            pager=pager,
            first=False,
        )

    listing = Listing(
        template="home.html",
        path="index.html",
        folder="page/",
        title=edition.named(edition.config.title, "").text,
        description=edition.named(edition.config.description, "").text or edition.say("latest"),
        fallback="index.html",
        stories=edition.stories,
        feeds=edition_feeds(edition),
    )
    for page in listing_pages(edition, editions, listing, view, editions):
        yield msgspec.structs.replace(page, x_default=FRONT) if page.x_default and len(editions) > 1 else page


def _front(
    edition: Edition, threads: Mapping[str, tuple[Story, ...]], stories: tuple[Story, ...], pager: Pager
) -> HomeView:
    lead = _lead(edition, stories)
    leading = lead.threads[0] if lead and lead.threads else ""
    beside = tuple(story for story in stories if leading in story.threads and story is not lead)[:UNDER_THE_LEAD]
    told = {story.stem for story in (lead, *beside) if story}
    rest = tuple(story for story in stories if story.stem not in told)
    latest = _latest(edition, rest)
    new = {story.stem for story in latest}
    days = edition.days(tuple(story for story in rest if story.stem not in new))
    full = _days_in_full(days)
    return HomeView(
        lead=edition.card(lead) if lead else None,
        lead_thread=_leading(edition, leading, threads[leading], beside) if leading else None,
        lead_image=_picture(edition, lead) if lead else None,
        latest=tuple(edition.card(story) for story in latest),
        strip=tuple(
            thread_card(edition, thread, threads[thread]) for thread in strip(edition, threads) if thread != leading
        ),
        days=days[:full],
        earlier=days[full:],
        pager=pager,
        first=True,
    )


def _picture(edition: Edition, lead: Story) -> ShownImage | None:
    image = shown_image(edition, lead, edition.shown(lead))
    return image if image and image.picture else None


def _lead(edition: Edition, stories: tuple[Story, ...]) -> Story | None:
    """Return the newest story in this edition's own language, unless that is old news: then the newest of all."""
    own = (story for story in stories[:FRESH] if story.version(edition.lang))
    return next(own, stories[0] if stories else None)


def _latest(edition: Edition, stories: tuple[Story, ...]) -> tuple[Story, ...]:
    """Return the newest stories that can be read in this edition's own language, and others where they are too few.

    What is not among the newest of all is not new, in whichever language; all stand newest first.
    """
    fresh = stories[:FRESH]
    readable_first = sorted(fresh, key=lambda story: story.version(edition.lang) is None)
    chosen = {story.stem for story in readable_first[:LATEST]}
    return tuple(story for story in fresh if story.stem in chosen)


def _leading(edition: Edition, thread: str, stories: tuple[Story, ...], beside: tuple[Story, ...]) -> ThreadCard:
    """Return the card of the story that leads, with the articles that stand beside its newest one."""
    latest = tuple(edition.card(story) for story in beside)
    return msgspec.structs.replace(thread_card(edition, thread, stories), latest=latest)


def _days_in_full(days: tuple[DayGroup, ...]) -> int:
    """Return how many days are shown with summaries: until they hold enough articles."""
    before = accumulate((len(day.cards) for day in days), initial=0)
    return sum(1 for _ in takewhile(lambda number: number < IN_FULL, before))
