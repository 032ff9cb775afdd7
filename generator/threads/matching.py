"""Matching: how well an article fits each thread, by terms that add up."""

from collections.abc import Iterable
from functools import lru_cache
from math import exp
from operator import attrgetter
from typing import NamedTuple

from generator.threads.aliases import alias_of
from generator.threads.crossing import Crossing, suggest
from generator.threads.evidence import MEASURES, Evidence, Reading, measure, read
from generator.threads.profiles import Profiles
from generator.threads.reader import READER, Reader
from generator.threads.terms import ENGLISH, Terms, language
from generator.threads.trees import Forest, weigh
from generator.threads.types import Decision, Item, Kind, Outcome, Outline, Term, Thresholds

# Scores that differ by less are taken for equal, so that no last bit of a sum decides.
_EXACT = 6
# An editor's alias in the headline or the lede decides, unless all else speaks against it.
_ALIAS = 9.0
_LEDE = 400
_CLOSELY = 8
_RIVAL = MEASURES.index("rival")
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

    `forest` are other trees than the bundled.
    """

    def __init__(
        self,
        outlines: Iterable[Outline],
        thresholds: Thresholds,
        *,
        reader: Reader = READER,
        forest: Forest | None = None,
    ) -> None:
        ordered = sorted(outlines, key=attrgetter("id"))
        self._thresholds = thresholds
        self._forest = forest
        self._terms = lru_cache(maxsize=1024)(reader.terms)
        self._open = [outline for outline in ordered if not outline.closed and outline.aliases]
        self._profiles = Profiles(ordered)
        self._crossing = Crossing(ordered, reader.clues)
        self._named = frozenset(outline.id for outline in ordered if outline.aliases or outline.names)
        # The languages of the articles that a person put into each thread.
        self._languages: dict[str, set[str]] = {}
        self._closed = frozenset(outline.id for outline in ordered if outline.closed)
        self._threads = frozenset(outline.id for outline in ordered)
        self._last: dict[str, int] = {}

    def seed(self, item: Item, thread: str) -> None:
        """Take an item that a person put into a thread: of these alone it is known what they share across languages."""
        if thread in self._threads:
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
        weights = weigh([each.evidence.values for each in compared], self._forest)
        scores = [
            round(float(row.sum()) + (_ALIAS if each.alias else 0.0), _EXACT)
            for row, each in zip(weights, compared, strict=True)
        ]
        best: dict[str, int] = {}
        for at in sorted(range(len(compared)), key=lambda at: (-scores[at], compared[at].thread, at)):
            best.setdefault(compared[at].thread, at)
        order = list(best.values())
        decisions = []
        for at in order[:most]:
            listed = _terms(compared[at], [float(weight) for weight in weights[at]])
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
        if decisions[0].outcome == "none" and self._is_alone(item):
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
        for lang, found in _by_language(self._terms(item)).items():
            reading = read(lang, found, self._profiles)
            candidates = self._profiles.candidates(lang, reading.vector, barred)
            if lang == own and named and named not in barred and all(named != thread for thread, _ in candidates):
                candidates.append((named, 0.0))
            for thread, _ in candidates:
                rival, likeness = next((pair for pair in candidates if pair[0] != thread), (None, 0.0))
                last = self._last.get(thread)
                days = None if day is None or last is None else max(day - last, 0)
                evidence = measure(reading, thread, self._profiles, likeness, days)
                compared.append(Compared(thread, reading, evidence, rival, alias if thread == named else ""))
        return compared

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
        for lang, found in _by_language(self._terms(item)).items():
            reading = read(lang, found, self._profiles)
            named = frozenset(reading.countries.values())
            self._profiles.add(lang, thread, reading.vector, named, sure)


def _terms(compared: Compared, weights: list[float]) -> tuple[Term, ...]:
    """Return what adds up to a score: each measure's weight shared out among the terms that it was measured by."""
    values: dict[str, float] = {}
    doubt = weights[-1]
    rival = 0.0
    for at, weight in enumerate(weights[:-1]):
        shares = compared.evidence.shares.get(at)
        if at == _RIVAL and compared.rival is not None:
            rival += weight
        elif shares and weight > 0:
            total = sum(value for _, value in shares)
            for key, value in shares:
                values[key] = values.get(key, 0.0) + weight * value / total
        else:
            doubt += weight
    found = compared.reading.found
    listed: dict[tuple[str, Kind], float] = {}
    for key, value in values.items():
        kind: Kind = "name" if compared.reading.kinds[key] in {1, 2} else found[key].kind
        listed[found[key].text, kind] = listed.get((found[key].text, kind), 0.0) + value
    summands = [Term(text, kind, value) for (text, kind), value in listed.items() if value]
    if compared.alias:
        summands.append(Term(compared.alias, "alias", _ALIAS))
    if compared.rival is not None and rival:
        summands.append(Term(compared.rival, "rival", rival))
    summands.append(Term("", "doubt", doubt))
    return tuple(sorted(summands, key=lambda term: (_ORDER.get(term.kind, 1), -term.value, term.text)))


def _by_language(found: Terms) -> dict[str, Terms]:
    parts: dict[str, Terms] = {}
    for key, term in found.items():
        parts.setdefault(key.partition(" ")[0], {})[key] = term
    return parts
