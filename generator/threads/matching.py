"""Matching: how well an article fits each thread, by terms that add up."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from math import exp
from operator import attrgetter
from typing import NamedTuple

from generator.threads.aliases import alias_of
from generator.threads.crossing import Crossing, suggest
from generator.threads.embedding import Table, bundled
from generator.threads.evidence import MEASURES, NEAR, Evidence, Reading, measure, read
from generator.threads.profiles import Profiles
from generator.threads.reader import READER, Reader
from generator.threads.terms import ENGLISH, Terms, by_language, language
from generator.threads.trees import Forest, how_known, weigh
from generator.threads.types import Decision, Item, Kind, Outcome, Outline, Term, Thresholds

# Scores that differ by less are taken for equal, so that no last bit of a sum decides.
_EXACT = 6
# An editor's alias in the headline or the lede decides, unless all else speaks against it.
_ALIAS = 9.0
_LEDE = 400
_CLOSELY = 8
_RIVAL = MEASURES.index("rival")
_NOWHERE = [0.0] * len(MEASURES[NEAR:])
_ORDER: dict[Kind, int] = {"name": 0, "alias": 0, "rival": 2, "doubt": 3}


class Compared(NamedTuple):
    """An article read in one language against one thread."""

    thread: str
    reading: Reading
    evidence: Evidence
    rival: str | None
    alias: str = ""


class Matcher:
    """What is known of every thread, and how well an article fits them; it learns from what is decided.

    `forest` are other trees than the bundled, `tables` other tables of words than those.
    """

    def __init__(
        self,
        outlines: Iterable[Outline],
        thresholds: Thresholds,
        *,
        reader: Reader = READER,
        forest: Forest | None = None,
        tables: Callable[[str], Table | None] = bundled,
    ) -> None:
        ordered = sorted(outlines, key=attrgetter("id"))
        self._thresholds = thresholds
        self._forest = forest
        self._terms = lru_cache(maxsize=1024)(reader.terms)
        self._open = [outline for outline in ordered if not outline.closed and outline.aliases]
        self._profiles = Profiles(ordered, tables)
        self._crossing = Crossing(ordered, reader.clues)
        self._named = frozenset(outline.id for outline in ordered if outline.aliases or outline.names)
        # The languages of the articles that a person put into each thread.
        self._languages: dict[str, set[str]] = {}
        self._closed = frozenset(outline.id for outline in ordered if outline.closed)
        self._threads = frozenset(outline.id for outline in ordered)
        self._last: dict[str, int] = {}
        self._seeds: Counter[str] = Counter()

    def seed(self, item: Item, thread: str) -> None:
        """Take an item that a person put into a thread: of these alone it is known what they share across languages."""
        if thread in self._threads:
            self._seeds[thread] += 1
            self._crossing.add(item, thread)
            self._languages.setdefault(thread, set()).update(
                map(language, (item.lang, *([ENGLISH] if item.pivot else ())))
            )
        self._add(item, thread, sure=True)

    def learn(self, item: Item, thread: str | None) -> None:
        """Take what was decided on an item: its words are known from now on, and its thread has grown."""
        self._profiles.rarity.add(self._terms(item))
        if thread is not None:
            self._add(item, thread, sure=False)
            day = item.ordinal
            if day is not None:
                self._last[thread] = max(day, self._last.get(thread, day))

    def score(self, item: Item) -> Decision:
        """Return the decision on an item by what is known so far."""
        ranked = self.rank(item, most=1)
        return ranked[0] if ranked else Decision(item=item.id, outcome="none")

    def rank(self, item: Item, most: int | None = None) -> tuple[Decision, ...]:
        """Return a decision for each of the threads that an item is most like, the best first."""
        compared = self.compare(item)
        if not compared:
            return self._across(item, most)
        weights = self._weights(compared)
        scores = [
            round(sum(row) + (_ALIAS if each.alias else 0.0), _EXACT)
            for row, each in zip(weights, compared, strict=True)
        ]
        best: dict[str, int] = {}
        for at in sorted(range(len(compared)), key=lambda at: (-scores[at], compared[at].thread, at)):
            best.setdefault(compared[at].thread, at)
        order = list(best.values())
        decisions = []
        for at in order[:most]:
            listed = self._terms_of(compared[at], weights[at])
            score = sum(term.value for term in listed)
            chance = 1 / (1 + exp(-score))
            other = next((other for other in order if other != at), None)
            decisions.append(
                Decision(
                    item=item.id,
                    outcome=self._outcome(chance),
                    thread=compared[at].thread,
                    score=score,
                    chance=chance,
                    terms=listed,
                    runner_up=None if other is None else compared[other].thread,
                    runner_up_score=0.0 if other is None else scores[other],
                )
            )
        shares_nothing = not any(each.evidence.shares for each in compared)
        if decisions[0].outcome == "none" and (shares_nothing or self._is_alone(item)):
            across = self._across(item, most)
            if across and across[0].score > decisions[0].score:
                return across
        return tuple(decisions)

    def compare(self, item: Item) -> list[Compared]:
        """Return the evidence for the threads that an item is most like, in each of its languages."""
        barred = self._closed | frozenset(item.not_threads)
        day = item.ordinal
        named, alias = alias_of(item.title, item.text[:_LEDE].partition("\n")[0], self._open) or ("", "")
        own = language(item.lang)
        compared = []
        for lang, found in self._by_language(item).items():
            reading = read(lang, found, self._profiles)
            candidates = self._profiles.candidates(lang, reading.vector, reading.direction, barred)
            if lang == own and named and named not in barred and all(named != thread for thread, _ in candidates):
                candidates.append((named, 0.0))
            near = [_NOWHERE] * len(candidates)
            if reading.direction:
                near = self._profiles.nearness(lang, [thread for thread, _ in candidates], reading.direction)
            for at, (thread, _) in enumerate(candidates):
                rival, likeness = next((pair for pair in candidates if pair[0] != thread), (None, 0.0))
                last = self._last.get(thread)
                days = None if day is None or last is None else max(day - last, 0)
                evidence = measure(reading, thread, self._profiles, rival=likeness, days=days, near=near[at])
                compared.append(Compared(thread, reading, evidence, rival, alias if thread == named else ""))
        return compared

    def _weights(self, compared: list[Compared]) -> list[list[float]]:
        """Return for each reading how much each measure of it counts, by the trees for what is known of its words."""
        weights: dict[int, list[float]] = {}
        for near in (False, True):
            rows = [at for at, each in enumerate(compared) if (each.reading.direction is not None) is near]
            if rows:
                values = [compared[at].evidence.values for at in rows]
                known = [how_known(self._seeds[compared[at].thread]) for at in rows]
                weights |= zip(rows, weigh(values, known, self._forest, near=near).tolist(), strict=True)
        return [weights[at] for at in range(len(compared))]

    def _terms_of(self, compared: Compared, weights: list[float]) -> tuple[Term, ...]:
        """Return what adds up to a score: each measure's weight shared out among the terms that it was measured by."""
        reading, shares = compared.reading, dict(compared.evidence.shares)
        if reading.direction:
            for kind, weight in enumerate(weights[NEAR:-1]):
                if weight > 0:
                    shares[NEAR + kind] = self._profiles.told_by(reading.lang, compared.thread, reading.direction, kind)
        return _terms(compared, shares, weights)

    def _by_language(self, item: Item) -> dict[str, Terms]:
        found, own = self._terms(item), language(item.lang)
        if not item.pivot or own == ENGLISH:
            return {own: found} if found else {}
        return by_language(found)

    def _is_alone(self, item: Item) -> bool:
        """Tell whether an item has no English form, so that all but its own language has nothing to compare it by."""
        return not item.pivot and language(item.lang) != ENGLISH

    def _across(self, item: Item, most: int | None) -> tuple[Decision, ...]:
        own = {language(item.lang)}
        # A headline-like title alone shares a word with anything.
        silent = {thread for thread in self._threads - self._named if not self._languages.get(thread, own) - own}
        barred = self._closed | silent | frozenset(item.not_threads)
        return suggest(self._crossing, item, self._thresholds, barred=barred, most=most or _CLOSELY)

    def _outcome(self, chance: float) -> Outcome:
        if chance >= self._thresholds.assign:
            return "assigned"
        return "suggested" if chance >= self._thresholds.suggest else "none"

    def _add(self, item: Item, thread: str, sure: bool) -> None:
        if thread not in self._threads:
            return
        for lang, found in self._by_language(item).items():
            reading = read(lang, found, self._profiles)
            named = frozenset(reading.countries.values())
            self._profiles.add(lang, thread, reading.vector, reading.direction, named, sure)


def _terms(
    compared: Compared, measured_by: Mapping[int, list[tuple[str, float]]], weights: list[float]
) -> tuple[Term, ...]:
    values: dict[tuple[str, bool], float] = {}
    doubt = weights[-1]
    rival = 0.0
    for at, weight in enumerate(weights[:-1]):
        shares = measured_by.get(at)
        if at == _RIVAL and compared.rival is not None:
            rival += weight
        elif shares and weight > 0:
            total = sum(value for _, value in shares)
            for key, value in shares:
                part = key, at >= NEAR
                values[part] = values.get(part, 0.0) + weight * value / total
        else:
            doubt += weight
    found = compared.reading.found
    had = {row[0] for row in compared.reading.rows if compared.thread in row[4]}
    listed: dict[tuple[str, Kind], float] = {}
    for (key, is_near), value in values.items():
        kind: Kind = "name" if compared.reading.kinds[key] in {1, 2} else found[key].kind
        if is_near and key not in had and (key, False) not in values:
            kind = "akin"
        listed[found[key].text, kind] = listed.get((found[key].text, kind), 0.0) + value
    summands = [Term(text, kind, value) for (text, kind), value in listed.items() if value]
    if compared.alias:
        summands.append(Term(compared.alias, "alias", _ALIAS))
    if compared.rival is not None and rival:
        summands.append(Term(compared.rival, "rival", rival))
    summands.append(Term("", "doubt", doubt))
    return tuple(sorted(summands, key=lambda term: (_ORDER.get(term.kind, 1), -term.value, term.text)))
