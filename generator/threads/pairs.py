"""Pairs: whether two articles tell of the same event."""

from math import sqrt
from typing import NamedTuple

from generator.threads.background import idf
from generator.threads.terms import ENGLISH, Terms, language, terms, terms_of
from generator.threads.types import Item
from generator.threads.vectors import Vector, dot, weigh

_SAME = 0.47
_TITLE = 200


class Compared(NamedTuple):
    """How sure it is that two articles tell of one event (0 to 1), and whether it is more likely than not."""

    score: float
    same: bool


def compare(one: Item, other: Item) -> Compared:
    """Return whether two articles tell of the same event, by their names and by each headline in the other's text.

    Where a script has no capitals to tell names by, all words stand in for them. The order of the two is indifferent.
    """
    mine, yours = terms(one), terms(other)
    headlines = (dot(_all(_headline(one)), _all(yours)) + dot(_all(_headline(other)), _all(mine))) / 2
    score = (sqrt(_names(mine, yours)) + sqrt(headlines)) / 2
    return Compared(score, score >= _SAME)


def _names(mine: Terms, yours: Terms) -> float:
    left, right = _all(_named(mine)), _all(_named(yours))
    return dot(left, right) if left and right else dot(_all(mine), _all(yours))


def _named(found: Terms) -> Terms:
    return {key: term for key, term in found.items() if term.kind == "name"}


def _all(found: Terms) -> Vector:
    return weigh(found, idf)


def _headline(item: Item) -> Terms:
    """Return the terms of a headline, in English too where there is a translation; of the beginning if it has none."""
    found = terms_of(language(item.lang), item.title or item.text[:_TITLE], "")
    if item.pivot and language(item.lang) != ENGLISH:
        found.update(terms_of(ENGLISH, item.pivot.partition("\n")[0][:_TITLE], ""))
    return found
