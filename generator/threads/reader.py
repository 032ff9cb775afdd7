"""What threading reads of an item, for callers that remember it."""

from collections.abc import Callable
from typing import NamedTuple

from generator.threads.crossing.clues import Clue, clues
from generator.threads.terms import Terms, terms
from generator.threads.types import Item


class Reader(NamedTuple):
    """How the terms of an item are read, and its clues, which are the same in all languages."""

    terms: Callable[[Item], Terms] = terms
    clues: Callable[[Item], tuple[Clue, ...]] = clues


READER = Reader()
"""Reads every item anew."""
