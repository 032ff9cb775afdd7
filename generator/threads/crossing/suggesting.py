"""From likeness to decisions: a thread in another language may be suggested, and is never assigned."""

from collections.abc import Collection
from math import exp

from generator.threads.crossing.likeness import Candidate, Crossing
from generator.threads.types import Decision, Item, Term, Thresholds

# Log-odds of being right, by logistic regression on aligned news (bench/threading/crossing/measure.py): what is shared
# with the thread, what with its rival, and what any article has against it.
_SHARED, _RIVAL, _DOUBT = 9.9, -10.5, -1.2


def suggest(
    known: Crossing, item: Item, thresholds: Thresholds, *, barred: Collection[str] = (), most: int = 8
) -> tuple[Decision, ...]:
    """Return a decision for each of the threads that share most with an item, the best first: suggested, or none."""
    found = known.best(item, barred, max(most, 2))
    return tuple(_decision(item, found, at, thresholds) for at in range(min(most, len(found))))


def _decision(item: Item, found: tuple[Candidate, ...], at: int, thresholds: Thresholds) -> Decision:
    candidate = found[at]
    rival = next((other for other in found if other is not candidate), None)
    terms = [Term(term.text, term.kind, _SHARED * term.value) for term in candidate.terms]
    if rival is not None:
        terms.append(Term(rival.thread, "rival", _RIVAL * rival.likeness))
    terms.append(Term("", "doubt", _DOUBT))
    score = sum(term.value for term in terms)
    chance = 1 / (1 + exp(-score))
    return Decision(
        item=item.id,
        outcome="suggested" if chance >= thresholds.suggest else "none",
        thread=candidate.thread,
        score=score,
        chance=chance,
        terms=tuple(terms),
        runner_up=None if rival is None else rival.thread,
        runner_up_score=0.0 if rival is None else _SHARED * rival.likeness + _RIVAL * candidate.likeness + _DOUBT,
    )
