"""Running stories: their order, the strip, the timeline of each and the index of all."""

from collections.abc import Iterator, Mapping

from generator.model import Content, DayGroup, Page, Pager, Story, ThreadCard, ThreadsView, ThreadView
from generator.plan.editions import Edition
from generator.plan.paging import Listing, Slice, listing_pages, single

STRIP = 10
"""How many threads the strip names."""

ON_A_THREAD_CARD = 3


def by_thread(edition: Edition) -> dict[str, tuple[Story, ...]]:
    """Return the stories of each thread that has any in this edition, newest first, threads in the strip's order."""
    members: dict[str, list[Story]] = {}
    for story in edition.stories:
        for thread in story.threads:
            members.setdefault(thread, []).append(story)
    threads = edition.site.threads

    newest_first = sorted(members, key=lambda each: (members[each][0].order, each), reverse=True)
    ordered = sorted(newest_first, key=lambda each: (_rank(threads[each].pinned), threads[each].status == "closed"))
    return {thread: tuple(members[thread]) for thread in ordered}


def _rank(pinned: int | None) -> int:
    return pinned if pinned is not None else 1_000_000


def strip(edition: Edition, threads: Mapping[str, tuple[Story, ...]]) -> tuple[str, ...]:
    """Return the ids of the threads that the strip names: pinned ones, then running ones by last change."""
    running = [each for each in threads if _is_running(edition, each)]
    return tuple(running[:STRIP])


def _is_running(edition: Edition, thread: str) -> bool:
    known = edition.site.threads[thread]
    return known.pinned is not None or known.status == "open"


def thread_card(edition: Edition, thread: str, stories: tuple[Story, ...]) -> ThreadCard:
    """Return what the home page and the index show of a thread."""
    known = edition.site.threads[thread]
    return ThreadCard(
        link=edition.thread_link(thread),
        pinned=known.pinned is not None,
        status=known.status,
        status_text=edition.say(f"thread_status_{known.status}"),
        count=edition.count("articles", len(stories)),
        last=edition.date(stories[0].day),
        latest=tuple(edition.card(story) for story in stories[:ON_A_THREAD_CARD]),
        summary=edition.named(known.summary, "") if known.summary else None,
    )


def thread_pages(
    edition: Edition,
    editions: Mapping[str, Edition],
    thread: str,
    stories: tuple[Story, ...],
    feed: str,
    having: frozenset[str],
) -> Iterator[Page]:
    """Yield the timeline of a thread."""
    known = edition.site.threads[thread]
    title = edition.named(known.title, thread)
    summary = edition.named(known.summary, "") if known.summary else None
    sources = tuple(
        {
            name: edition.source(name, story.original)
            for story in reversed(stories)
            for name in (story.original.publisher, *story.original.sources)
            if name
        }.values()
    )
    count = edition.count("articles", len(stories))

    def view(part: Slice, days: tuple[DayGroup, ...], pager: Pager) -> Content:
        return ThreadView(
            title=title,
            status=known.status,
            status_text=edition.say(f"thread_status_{known.status}"),
            summary=summary if part.top else None,
            count=count if part.top else "",
            last=edition.date(stories[0].day if part.top else part.stories[0].day),
            sources=sources if part.top else (),
            days=days,
            pager=pager,
            first=part.top,
            feed=feed,
        )

    listing = Listing(
        template="thread.html",
        path=f"threads/{thread}.html",
        folder=f"threads/{thread}/",
        title=title.text,
        description=f"{title.text} – {edition.say('timeline')}",
        fallback="threads/index.html",
        stories=stories,
        feed=feed,
    )
    return listing_pages(edition, editions, listing, view, having)


def threads_page(edition: Edition, editions: Mapping[str, Edition], threads: Mapping[str, tuple[Story, ...]]) -> Page:
    """Return the index of all running stories."""
    cards = tuple(thread_card(edition, thread, stories) for thread, stories in threads.items())
    view = ThreadsView(threads=cards)
    return single(edition, editions, "threads/index.html", "threads.html", edition.say("all_threads"), view)
