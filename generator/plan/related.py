"""Which threads belong together: by the articles and the names that they share."""

from collections import Counter
from collections.abc import Mapping

from generator import slugs
from generator.model import Story
from generator.plan.editions import Edition, sources_of

MOST = 4


def related_threads(edition: Edition, threads: Mapping[str, tuple[Story, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the nearest other threads of each thread, nearest first.

    Threads are related if an article is in both, or a name stands in the files of both: first by the number of those
    articles, then of those names, then of the publishers and sources that both have, then in the order of `threads`.
    Sources alone relate nothing, as a desk's few agencies report on everything.
    """
    articles: dict[str, Counter[str]] = {thread: Counter() for thread in threads}
    for story in edition.stories:
        for thread in story.threads if len(story.threads) > 1 else ():
            articles[thread].update(other for other in story.threads if other != thread)
    names: dict[str, Counter[str]] = {thread: Counter() for thread in threads}
    for sharing in _threads_by_name(edition, threads).values():
        for thread in sharing:
            names[thread].update(sharing - {thread})
    order = {thread: place for place, thread in enumerate(threads)}
    sources: dict[str, frozenset[str]] = {}

    def sources_in(thread: str) -> frozenset[str]:
        if thread not in sources:
            sources[thread] = frozenset(name for story in threads[thread] for name in sources_of(story))
        return sources[thread]

    def nearest(thread: str) -> tuple[str, ...]:
        ranked = {
            other: (
                -articles[thread][other],
                -names[thread][other],
                -len(sources_in(thread) & sources_in(other)),
                order[other],
            )
            for other in articles[thread] | names[thread]
        }
        return tuple(sorted(ranked, key=ranked.__getitem__)[:MOST])

    return {thread: nearest(thread) for thread in threads}


def _threads_by_name(edition: Edition, threads: Mapping[str, tuple[Story, ...]]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for thread in threads:
        for name in edition.site.threads[thread].names:
            found.setdefault(slugs.fold(name).strip(), set()).add(thread)
    return found
