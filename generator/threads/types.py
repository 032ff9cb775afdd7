"""What threading reads and what it says: items, outlines of threads, decisions with their reasons."""

import datetime
from typing import Literal, TypeAlias

from generator.model import Value

Outcome: TypeAlias = Literal["assigned", "suggested", "none"]
# `doubt` is what any article has against it, `rival` how near the runner-up comes, which speaks for a thread if far.
# `akin` is a word that the thread does not have, and that brings an article near to it all the same.
Kind: TypeAlias = Literal[
    "name", "alias", "word", "letters", "place", "crossing", "near", "akin", "other", "rival", "doubt"
]


class Item(Value, frozen=True, kw_only=True):
    """What threading reads of one article: plain text, its day, and what a person said of it.

    `date` is YYYY, YYYY-MM or YYYY-MM-DD, and empty where it is not known. `pivot` is title and text in English where
    a translation is attached. `threads` and `not_threads` are a person's words for and against; `copy_of` names the
    article that this one is a near-copy of.
    """

    id: str
    date: str = ""
    lang: str = ""
    title: str = ""
    text: str = ""
    pivot: str = ""
    threads: tuple[str, ...] = ()
    not_threads: tuple[str, ...] = ()
    copy_of: str = ""

    @property
    def ordinal(self) -> int | None:
        """The day as a number, so that days can be counted; None unless it is known to the day."""
        return datetime.date.fromisoformat(self.date[:10]).toordinal() if len(self.date) >= 10 else None


class Outline(Value, frozen=True, kw_only=True):
    """A thread as its file says it: titles by language, aliases, and the people and places that it is about."""

    id: str
    titles: dict[str, str] = {}
    aliases: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    closed: bool = False


class Term(Value, frozen=True):
    """One summand of a score: `text` as a person reads it, never a stem or a hash."""

    text: str
    kind: Kind
    value: float


class Decision(Value, frozen=True, kw_only=True):
    """What becomes of one item: the best thread whatever the outcome, and the terms that add up to its score.

    A score is evidence in natural log-odds: 0 is as likely right as wrong, and a little more evidence adds a little.
    `chance` reads it as a probability. Terms are in order: names, then the rest, by value.
    """

    item: str
    outcome: Outcome
    thread: str | None = None
    score: float = 0.0
    chance: float = 0.0
    terms: tuple[Term, ...] = ()
    runner_up: str | None = None
    runner_up_score: float = 0.0


class Thresholds(Value, frozen=True, kw_only=True):
    """From which chance of being right on an item is assigned, and from which it is suggested; both from 0 to 1."""

    assign: float = 0.95
    suggest: float = 0.6


class Proposal(Value, frozen=True, kw_only=True):
    """A new story among unassigned items, with a name in each of their languages."""

    items: tuple[str, ...]
    titles: dict[str, str] = {}
    terms: tuple[Term, ...] = ()
    first: str = ""
    last: str = ""


class Hint(Value, frozen=True, kw_only=True):
    """Two threads that look like one, or a part (`items`) of one thread that looks like another story."""

    kind: Literal["merge", "split"]
    threads: tuple[str, ...]
    items: tuple[str, ...] = ()
    score: float = 0.0
    terms: tuple[Term, ...] = ()
