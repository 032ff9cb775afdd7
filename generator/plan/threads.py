"""Running stories: their order, the strip, the page of each and the index of all."""

from collections import Counter
from collections.abc import Iterator, Mapping

from generator.model import (
    Content,
    Page,
    Pager,
    SourceCount,
    Story,
    Summary,
    Thread,
    ThreadAbout,
    ThreadCard,
    ThreadGroup,
    ThreadStatus,
    ThreadsView,
    ThreadView,
)
from generator.plan.editions import Edition, sources_of
from generator.plan.feeds import ATOM, JSON, feeds_beside
from generator.plan.paging import Listing, Slice, listing_pages, page_path, paginate, single
from generator.plan.thread_order import can_be_turned, oldest_first_link, oldest_first_pages
from generator.plan.timelines import months, timeline
from generator.plan.turning_points import turning_points

STRIP = 10
"""How many threads the strip names."""

ON_A_THREAD_CARD = 3
MAIN_SOURCES = 8

STATUSES: tuple[ThreadStatus, ...] = ("open", "dormant", "closed")
"""The order in which threads stand that nothing else puts in order."""


def by_thread(edition: Edition) -> dict[str, tuple[Story, ...]]:
    """Return the stories of each thread that has any in this edition, newest first, threads in the strip's order.

    That is: pinned ones by their number, then open before dormant before closed, then by last change.
    """
    members: dict[str, list[Story]] = {}
    for story in edition.stories:
        for thread in story.threads:
            members.setdefault(thread, []).append(story)
    threads = edition.site.threads

    newest_first = sorted(members, key=lambda each: (members[each][0].order, each), reverse=True)
    ordered = sorted(newest_first, key=lambda each: _rank(threads[each]))
    return {thread: tuple(members[thread]) for thread in ordered}


def _rank(thread: Thread) -> tuple[bool, int, int]:
    return thread.pinned is None, thread.pinned or 0, STATUSES.index(thread.status)


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
        sources_count=_sources_count(edition, len({name for story in stories for name in sources_of(story)})),
        last=edition.date(stories[0].day),
        latest=tuple(edition.card(story) for story in stories[:ON_A_THREAD_CARD]),
        summary=_summary(edition, known),
        languages=edition.readable_in(stories),
    )


def _summary(edition: Edition, thread: Thread) -> Summary | None:
    """Return the summary that a person wrote, in the edition's language if there is one, else marked as another's."""
    text = edition.named({lang: text for lang, text in thread.summary.items() if text.strip()}, "")
    if not text.text:
        return None
    foreign = text.lang.partition("-")[0] != edition.lang.partition("-")[0]
    return Summary(
        text=text, language=edition.say("untranslated_badge", language=edition.language(text.lang)) if foreign else ""
    )


def _sources_count(edition: Edition, number: int) -> str:
    return edition.count("sources_count", number) if number else ""


def thread_pages(
    edition: Edition,
    editions: Mapping[str, Edition],
    thread: str,
    stories: tuple[Story, ...],
    related: tuple[str, ...],
    having: Mapping[str, tuple[Story, ...]],
) -> Iterator[Page]:
    """Yield the pages and feeds of a thread, `related` ones beside it; `having` has its stories in each edition."""
    title = edition.thread_link(thread).text
    listing = Listing(
        template="thread.html",
        path=f"threads/{thread}.html",
        folder=f"threads/{thread}/",
        title=title.text,
        description=f"{title.text} – {edition.say('timeline')}",
        fallback="threads/index.html",
        stories=stories,
        feeds=feeds_beside(edition, edition.at(f"threads/{thread}.html"), title.text, stories, (ATOM, JSON)),
        heading=title,
        trail=(edition.index_link("threads", "all_threads"),),
    )
    order = oldest_first_link(edition, listing) if can_be_turned(stories) else None
    paths = {page_path(edition, listing, part): part.stories for part in paginate(stories, edition.config.page_size)}

    def view(part: Slice, pager: Pager) -> Content:
        own = {page_path(edition, listing, part): part.stories}
        return ThreadView(
            title=title,
            about=_about(edition, thread, stories, related) if part.top else None,
            months=months(edition, paths if part.top else own),
            days=timeline(edition, part.stories),
            pager=pager,
            feeds=listing.feeds,
            order=order,
        )

    yield from listing_pages(edition, editions, listing, view, having)
    if order:
        yield from oldest_first_pages(edition, editions, listing, title, having)


def _about(edition: Edition, thread: str, stories: tuple[Story, ...], related: tuple[str, ...]) -> ThreadAbout:
    known = edition.site.threads[thread]
    summary = _summary(edition, known)
    turns = () if summary else turning_points(edition, stories)
    sources = _sources(edition, stories)
    latest, *older = [story.day for story in stories if story.day] or [""]
    return ThreadAbout(
        status=known.status,
        status_text=edition.say(f"thread_status_{known.status}"),
        status_note=edition.say(f"thread_note_{known.status}"),
        count=edition.count("articles", len(stories)),
        sources_count=_sources_count(edition, len(sources)),
        first=edition.date(older[-1] if older and older[-1] != latest else ""),
        last=edition.date(latest),
        summary=summary,
        turning_points=tuple(edition.card(story) for story in turns),
        languages=_languages(edition, stories),
        main_sources=sources[:MAIN_SOURCES],
        other_sources=sources[MAIN_SOURCES:],
        related=tuple(edition.thread_link(other) for other in related),
    )


def _sources(edition: Edition, stories: tuple[Story, ...]) -> tuple[SourceCount, ...]:
    """Return publishers and sources, those of most articles first, then those that came first."""
    found = edition.credits(stories)
    numbers = Counter(name for story in reversed(stories) for name in sources_of(story))
    return tuple(
        SourceCount(source=found[name], count=edition.count("articles", number))
        for name, number in numbers.most_common()
    )


def _languages(edition: Edition, stories: tuple[Story, ...]) -> tuple[str, ...]:
    """Return how many articles were written in each language, most first."""
    numbers = Counter(story.original.lang for story in stories)
    return tuple(
        edition.count("articles_in", numbers[lang], language=edition.language(lang))
        for lang in sorted(numbers, key=lambda each: (-numbers[each], each))
    )


def threads_page(edition: Edition, editions: Mapping[str, Edition], threads: Mapping[str, tuple[Story, ...]]) -> Page:
    """Return the index of all running stories, quiet and ended ones apart."""
    cards = [thread_card(edition, thread, stories) for thread, stories in threads.items()]
    groups = tuple(
        ThreadGroup(
            status=status,
            heading=edition.say(f"thread_status_{status}"),
            note=edition.say(f"thread_note_{status}"),
            threads=tuple(card for card in cards if card.status == status),
        )
        for status in STATUSES
    )
    view = ThreadsView(groups=tuple(group for group in groups if group.threads))
    return single(edition, editions, "threads/index.html", "threads.html", edition.say("all_threads"), view)
