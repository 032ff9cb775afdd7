"""Suggestions: new stories among the articles of no thread, and threads that should be one, or two."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np

from generator.threads.background import idf
from generator.threads.deciding import day
from generator.threads.linkage import linked
from generator.threads.naming import titles
from generator.threads.places import country
from generator.threads.terms import Terms, by_language, terms
from generator.threads.types import Decision, Hint, Item, Outline, Proposal, Term
from generator.threads.vectors import Matrix, Vector, dot, likeness, total, unit, weigh

FEWEST = 3
# Linkage compares each with each; beyond this, the newest are looked at.
_NEWEST = 3000
_ALIKE = 0.12
# Likeness fades with the days between two items, but never to nothing; of what speaks of other countries, half counts.
_FADES = 120.0
_LEAST = 0.3
_ELSEWHERE = 0.5
_MERGE = 0.45
_SPLIT = 0.02
_REASONS = 8


class _Read:
    """The terms and vectors of items, read once: for each language that an item is compared in a vector of length 1."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self.found: dict[str, Terms] = {item.id: terms(item) for item in items}
        self.countries = {item.id: frozenset(filter(None, map(country, self.found[item.id]))) for item in items}
        self.vectors: dict[str, Vector] = {}
        self.languages: dict[str, Vector] = {}
        for name, found in self.found.items():
            parts = by_language(found)
            self.vectors[name] = total(weigh(part, idf) for part in parts.values())
            self.languages[name] = dict.fromkeys(parts, 1.0)

    def likeness(self, names: Sequence[str]) -> Matrix:
        """Return how alike items are in the languages that both have, rounded so that no order of sums decides."""
        common = likeness([self.languages[name] for name in names])
        return (likeness([self.vectors[name] for name in names]) / np.maximum(common, 1.0)).round(9)

    def kinship(self, items: Sequence[Item]) -> Matrix:
        """Return how likely items are of one story: alike, of about the same time, not of other countries."""
        days = np.array([item.ordinal or np.nan for item in items], dtype=np.float64)
        near = np.nan_to_num(np.exp(-np.abs(days[:, None] - days) / _FADES), nan=1.0)
        named = [self.countries[item.id] for item in items]
        some = np.array(list(map(bool, named)), dtype=np.bool_)
        elsewhere = some[:, None] & some & (likeness([dict.fromkeys(codes, 1.0) for codes in named]) == 0)
        alike = self.likeness([item.id for item in items])
        kin: Matrix = (alike * np.maximum(near, _LEAST) * np.where(elsewhere, _ELSEWHERE, 1.0)).round(9)
        return kin


def propose(items: Iterable[Item], outlines: Iterable[Outline], decisions: Iterable[Decision]) -> tuple[Proposal, ...]:
    """Return new stories among items that are in no thread and near none: the largest first, at least 3 items each.

    A near-copy counts for nothing, and comes along with its original. The order of what is given changes nothing.
    """
    everything = list(items)
    near = {decision.item for decision in decisions if decision.outcome != "none"}
    alone = [item for item in everything if not item.threads and item.id not in near]
    newest = sorted((item for item in alone if not item.copy_of), key=lambda item: (day(item), item.id))[-_NEWEST:]
    read = _Read(newest)
    copies = {item.id: item.copy_of for item in alone if item.copy_of}
    taken = {title.casefold() for outline in outlines for title in outline.titles.values()}
    proposals = []
    for group in _groups(read, newest):
        proposal = _proposal(read, group, [key for key, original in copies.items() if original in group])
        # Without a name that most of them have they are of one kind, but not of one story.
        if proposal.titles and not taken.intersection(title.casefold() for title in proposal.titles.values()):
            proposals.append(proposal)
    return tuple(sorted(proposals, key=lambda each: (-len(each.items), each.items)))


def hints(items: Iterable[Item], outlines: Iterable[Outline], decisions: Iterable[Decision]) -> tuple[Hint, ...]:
    """Return threads that look like one, and parts of a thread that look like another story, the clearest first.

    Two threads are never hinted at where a person kept an article of one of them out of the other; closed threads
    are left alone. The order of what is given changes nothing.
    """
    everything = sorted(items, key=lambda item: item.id)
    closed = {outline.id for outline in outlines if outline.closed}
    assigned = {each.item: each.thread for each in decisions if each.outcome == "assigned" and each.thread}
    members: dict[str, list[Item]] = {}
    for item in everything:
        if item.copy_of:
            continue
        for thread in item.threads or ((assigned[item.id],) if item.id in assigned else ()):
            if thread not in closed:
                members.setdefault(thread, []).append(item)
    read = _Read([item for item in everything if not item.copy_of])
    found = [*_merges(read, members), *_splits(read, members)]
    return tuple(sorted(found, key=lambda hint: (hint.kind, -round(hint.score, 6), hint.threads, hint.items)))


def _groups(read: _Read, items: Sequence[Item]) -> list[frozenset[str]]:
    groups = linked(read.kinship(items), _ALIKE)
    return [frozenset(items[row].id for row in group) for group in groups if len(group) >= FEWEST]


def _proposal(read: _Read, group: frozenset[str], copies: Iterable[str]) -> Proposal:
    items = [item for item in read.items if item.id in group]
    days = sorted(item.date for item in items if item.date)
    return Proposal(
        items=tuple(sorted((*group, *copies))),
        titles=titles(items, by_name=_is_scattered([read.countries[item.id] for item in items])),
        terms=_holding(read, sorted(group)),
        first=days[0] if days else "",
        last=days[-1] if days else "",
    )


def _is_scattered(countries: Sequence[frozenset[str]]) -> bool:
    """Tell whether most items speak of some country, and no half of them of the same one."""
    counts = Counter(code for codes in countries for code in codes)
    most = max(counts.values(), default=0)
    return sum(map(bool, countries)) * 2 > len(countries) > most * 2


def _holding(read: _Read, group: Sequence[str]) -> tuple[Term, ...]:
    """Return the terms that hold a group together: what each adds to the mean cosine of two of its items."""
    vectors = [read.vectors[item] for item in group]
    pairs = len(vectors) * (len(vectors) - 1)
    alone = total({key: value * value for key, value in vector.items()} for vector in vectors)
    return _terms(read, group, {key: (both * both - alone[key]) / pairs for key, both in total(vectors).items()})


def _merges(read: _Read, members: dict[str, list[Item]]) -> list[Hint]:
    """Return pairs of threads whose profiles agree; threads that share no heavy term are not compared."""
    profiles = {
        thread: unit(total(read.vectors[item.id] for item in found)) for thread, found in sorted(members.items())
    }
    kept_out = {thread: {name for item in found for name in item.not_threads} for thread, found in members.items()}
    by_term: dict[str, list[str]] = {}
    for thread, profile in profiles.items():
        for key in sorted(profile, key=lambda key: (-profile[key], key))[:_REASONS]:
            by_term.setdefault(key, []).append(thread)
    pairs = {pair for threads in by_term.values() for pair in combinations(threads, 2)}
    hints = []
    for one, other in sorted(pairs):
        if other in kept_out[one] or one in kept_out[other]:
            continue
        left, right = profiles[one], profiles[other]
        score = dot(left, right)
        if score >= _MERGE:
            shared = {key: value * right[key] for key, value in left.items() if key in right}
            texts = sorted(item.id for item in (*members[one], *members[other]))
            hints.append(Hint(kind="merge", threads=(one, other), score=score, terms=_terms(read, texts, shared)))
    return hints


def _splits(read: _Read, members: dict[str, list[Item]]) -> list[Hint]:
    """Return the parts of each thread that have little to do with the rest, of 3 items at least and leaving as many.

    Only items in the language that most have are looked at: those of another one have no words in common with them.
    """
    hints = []
    for thread, found in sorted(members.items()):
        counts = Counter(lang for item in found for lang in read.languages[item.id])
        lang = min(counts, key=lambda lang: (-counts[lang], lang), default="")
        names = [item.id for item in found if lang in read.languages[item.id]][:_NEWEST]
        if len(names) < 2 * FEWEST:
            continue
        alike = read.likeness(names)
        groups = sorted(linked(alike, _SPLIT), key=lambda group: (-len(group), group))
        for part in groups[1:]:
            rest = sorted(set(range(len(names))).difference(part))
            if min(len(part), len(rest)) >= FEWEST:
                apart = 1.0 - float(alike[np.ix_(part, rest)].mean())
                items = tuple(names[row] for row in part)
                terms = _holding(read, items)
                hints.append(Hint(kind="split", threads=(thread,), items=items, score=apart, terms=terms))
    return hints


def _terms(read: _Read, items: Iterable[str], values: dict[str, float]) -> tuple[Term, ...]:
    """Return the most telling terms as they are written in the first item that has them, names first."""
    heaviest = sorted((key for key in values if values[key] > 0), key=lambda key: (-values[key], key))
    listed: dict[str, Term] = {}
    for key in heaviest:
        written = next(read.found[item][key] for item in items if key in read.found[item])
        if written.text.casefold() not in listed:
            listed[written.text.casefold()] = Term(written.text, written.kind, values[key])
        if len(listed) == _REASONS:
            break
    return tuple(sorted(listed.values(), key=lambda term: (term.kind != "name", -term.value, term.text)))
