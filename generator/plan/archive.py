"""The archive: every article by its month, so that three clicks from the home page lead to any."""

from collections.abc import Iterator, Mapping
from datetime import date

from generator import locales
from generator.model import (
    Content,
    IndexEntry,
    IndexGroup,
    IndexView,
    Link,
    MonthDay,
    MonthView,
    Page,
    Pager,
    Story,
    Value,
)
from generator.plan.digests import monday_of, week_link
from generator.plan.editions import DAY, Edition
from generator.plan.paging import Listing, Slice, listing_pages, paginate, single

MONTH = len("2019-04")
UNDATED = "undated"

ON_A_PAGE = 130
"""So many headlines of a month stand on a page; the archive's index leads to every page, so that no click is added."""


class Month(Value, frozen=True, kw_only=True):
    """The stories of one month, newest first; `id` is `2019-04`, or `undated` for those of which none is known."""

    id: str
    heading: str
    stories: tuple[Story, ...]


def months(edition: Edition) -> tuple[Month, ...]:
    """Return the months that have stories, newest first, and last the stories that have no known month."""
    members: dict[str, list[Story]] = {}
    for story in edition.stories:
        members.setdefault(story.day[:MONTH] if len(story.day) >= MONTH else "", []).append(story)
    return tuple(
        Month(
            id=month or UNDATED,
            heading=locales.format_month(month, edition.regional, edition.digits) if month else edition.say("undated"),
            stories=tuple(stories),
        )
        for month, stories in sorted(members.items(), reverse=True)
    )


def month_pages(
    edition: Edition,
    editions: Mapping[str, Edition],
    all_months: tuple[Month, ...],
    having: Mapping[str, frozenset[str]],
) -> Iterator[Page]:
    """Yield the page of each month, with the way to those beside it; `having` names the editions that have it."""
    for index, month in enumerate(all_months):
        newer = _link(edition, all_months[index - 1]) if index else None
        older = _link(edition, all_months[index + 1]) if index + 1 < len(all_months) else None
        yield from _month(edition, editions, month, having[month.id], (newer, older))


def _link(edition: Edition, month: Month) -> Link:
    return Link(path=edition.at(f"archive/{month.id}.html"), text=edition.words(month.heading))


def _month(
    edition: Edition,
    editions: Mapping[str, Edition],
    month: Month,
    having: frozenset[str],
    beside: tuple[Link | None, Link | None],
) -> Iterator[Page]:
    count = edition.count("articles", len(month.stories))
    weeks = dict.fromkeys(monday_of(date.fromisoformat(story.day)) for story in month.stories if len(story.day) == DAY)

    def view(part: Slice, pager: Pager) -> Content:
        return MonthView(
            heading=month.heading,
            count=count if part.top else "",
            weeks=tuple(week_link(edition, monday) for monday in weeks) if part.top else (),
            days=_days(edition, part.stories),
            newer=beside[0],
            older=beside[1],
            pager=pager,
        )

    title = edition.say("archive_of", month=month.heading)
    listing = Listing(
        template="month.html",
        path=f"archive/{month.id}.html",
        folder=f"archive/{month.id}/",
        title=title,
        description=f"{title} – {count}",
        fallback="archive/index.html",
        stories=month.stories,
        heading=edition.words(month.heading),
        trail=(edition.index_link("archive", "archive"),),
        size=ON_A_PAGE,
    )
    return listing_pages(edition, editions, listing, view, having)


def _older_pages(edition: Edition, month: Month) -> tuple[Link, ...]:
    return tuple(
        Link(
            path=edition.at(f"archive/{month.id}/{part.number}.html"),
            text=edition.words(edition.say("page_number", page=edition.number(part.number))),
        )
        for part in paginate(month.stories, ON_A_PAGE)
        if not part.top
    )


def _days(edition: Edition, stories: tuple[Story, ...]) -> tuple[MonthDay, ...]:
    return tuple(
        MonthDay(
            label=group.label,
            anchor=group.label.machine if group.digest else "",
            digest=group.digest,
            cards=group.cards,
        )
        for group in edition.days(stories)
    )


def archive_page(
    edition: Edition, editions: Mapping[str, Edition], all_months: tuple[Month, ...], *, tags: bool
) -> Page:
    """Return the index of the archive: its months, by year, and the way to the tags where there are any.

    That way stands here and not at the foot of every page: the first tag of a digest would change them all.
    """
    years: dict[str, list[IndexEntry]] = {}
    for month in all_months:
        entry = IndexEntry(
            link=_link(edition, month),
            count=edition.count("articles", len(month.stories)),
            pages=_older_pages(edition, month),
        )
        year = month.id[:4] if month.id != UNDATED else ""
        years.setdefault(year, []).append(entry)
    groups = tuple(
        IndexGroup(
            heading=locales.format_date(year, edition.regional, edition.digits) if year else "",
            entries=tuple(entries),
        )
        for year, entries in years.items()
    )
    heading = edition.say("archive")
    beside = (edition.index_link("tags", "all_tags"),) if tags else ()
    view = IndexView(kind="archive", heading=heading, groups=groups, beside=beside)
    return single(edition, editions, "archive/index.html", "index.html", heading, view)
