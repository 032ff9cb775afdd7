"""Running stories: which thread an article belongs to, and why."""

from generator.threads.deciding import day, decide, explain, original_of
from generator.threads.matching import Matcher
from generator.threads.types import Decision, Hint, Item, Outcome, Outline, Proposal, Term, Thresholds

__all__ = [
    "Decision",
    "Hint",
    "Item",
    "Matcher",
    "Outcome",
    "Outline",
    "Proposal",
    "Term",
    "Thresholds",
    "day",
    "decide",
    "explain",
    "original_of",
]
