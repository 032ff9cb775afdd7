"""Credits: to whom an edition owes what it shows. Names, counts and engines are those that the articles give."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

from generator.config.engines import names_for_readers
from generator.model import CreditLine, CreditsView, Page, Pager, Story, Text
from generator.plan.editions import Edition, sources_of
from generator.plan.paging import chunks, numbered, single

ON_A_PAGE = 300
"""So many names stand on a page."""


def credits_pages(edition: Edition, editions: Mapping[str, Edition]) -> Iterator[Page]:
    """Yield the credits of an edition, as many pages as its names take."""
    groups = _groups(edition)
    names = [(group, line) for group, lines in groups.items() for line in lines]
    views = [partial(_view, edition, groups, part) for part in chunks(names, ON_A_PAGE)]
    first = single(edition, editions, "credits.html", "credits.html", edition.say("credits"), views[0](Pager()))
    return numbered(edition, first, views)


def _view(
    edition: Edition, groups: Iterable[str], names: Sequence[tuple[str, CreditLine]], pager: Pager
) -> CreditsView:
    return CreditsView(
        **{group: tuple(line for of, line in names if of == group) for group in groups},
        typeface=None if pager.forth else edition.typeface,
        pager=pager,
    )


def _groups(edition: Edition) -> dict[str, tuple[CreditLine, ...]]:
    translated = [made for story in edition.stories if (made := edition.shown(story).translation)]
    engines = edition.config.translate.engines
    return {
        "translators": _people(edition, (made.translator for made in translated)),
        "reviewers": _people(edition, (made.reviewed_by for made in translated)),
        "engines": _people(edition, (name for made in translated for name in names_for_readers(engines, made.engine))),
        "authors": _authors(edition),
        "sources": _sources(edition),
    }


def _most_first(numbers: Counter[str]) -> list[tuple[str, int]]:
    return sorted(numbers.items(), key=lambda each: (-each[1], each[0]))


def _people(edition: Edition, names: Iterable[str]) -> tuple[CreditLine, ...]:
    numbers = Counter(name for name in names if name)
    return tuple(
        CreditLine(name=edition.of_no_language(name), count=edition.count("articles", number))
        for name, number in _most_first(numbers)
    )


def _authors(edition: Edition) -> tuple[CreditLine, ...]:
    numbers: Counter[str] = Counter()
    names: dict[str, Text] = {}
    for story in edition.stories:
        for name in story.original.authors:
            numbers[name] += 1
            names.setdefault(name, edition.name(name, story.original))
    return tuple(
        CreditLine(name=names[name], count=edition.count("articles", number)) for name, number in _most_first(numbers)
    )


def _sources(edition: Edition) -> tuple[CreditLine, ...]:
    named: dict[str, Story] = {}
    numbers: Counter[str] = Counter()
    for story in edition.stories:
        for name in sources_of(story):
            numbers[name] += 1
            named.setdefault(name, story)
    found = {name: edition.source(name, story.original) for name, story in named.items()}
    return tuple(
        CreditLine(name=found[name].name, path=found[name].path, count=edition.count("articles", number))
        for name, number in _most_first(numbers)
    )
