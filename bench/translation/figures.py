"""Measured figures beside what they must be."""

from collections.abc import Iterable
from typing import NamedTuple


class Figure(NamedTuple):
    """A figure: what was measured, what came out, what it must be, and whether it is."""

    name: str
    value: str
    must: str
    good: bool


def at_most(name: str, value: float, limit: float, form: str = ".2%") -> Figure:
    return Figure(name, format(value, form), f"≤ {limit:{form}}", value <= limit)


def at_least(name: str, value: float, limit: float, form: str = ".1%") -> Figure:
    return Figure(name, format(value, form), f"≥ {limit:{form}}", value >= limit)


def table(figures: Iterable[Figure]) -> str:
    """Return figures as a table, what falls short marked."""
    kept = list(figures)
    wide, values = max(len(each.name) for each in kept), max(len(each.value) for each in kept)
    return "\n".join(
        f"{each.name:<{wide}}  {each.value:>{values}}  {each.must}{'' if each.good else '   FALLS SHORT'}"
        for each in kept
    )
