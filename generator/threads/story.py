"""One story among many: what is known of it, and what is measured of an article against it."""

from collections.abc import Mapping
from math import log, sqrt

from generator.threads.background import idf
from generator.threads.places import country
from generator.threads.terms import Terms
from generator.threads.vectors import Vector, dot, weigh

MEASURES = (
    "likeness to all",
    "likeness to the nearest",
    "days since its last",
    "days since the nearest",
    "days from first to last",
    "articles",
    "rarest name in common",
    "rarest name that it lacks",
    "names that it lacks",
    "how often the country",
    "terms",
    "likeness beyond the next",
)
"""What the trees of `joins.npz` ask of an article and a story, in this order."""

_UNKNOWN = -1.0
# How many of its last articles a story is compared by, beside all of them together.
_LAST = 10
# Big stories that are one agree less word for word than small ones; they speak of the same countries.
_BIG = 0.02
_PLACES_AGREE = 0.2
_USUAL_AGREEMENT = 0.7
_COUNTRY = 0.8
_MOST_TELLING = 4.0


class Reading:
    """What is compared of one article: its vector with the countries it speaks of, and its names with their rarity."""

    __slots__ = ("countries", "day", "names", "vector")

    def __init__(self, found: Terms, day: int | None) -> None:
        self.day = day
        self.countries = _countries(found)
        self.vector = weigh(found, idf, extra={f"@{code}": value for code, value in self.countries.items()})
        self.names = {key: idf(key) for key in self.vector if key in found and found[key].kind == "name"}


class Story:
    """One story: the sum of its articles' vectors, the last of them, how often each country, and its days."""

    __slots__ = ("count", "countries", "day", "first", "last", "length", "number", "placed", "squares", "total")

    def __init__(self, number: int) -> None:
        self.number = number
        self.count = 0
        self.placed = 0
        self.countries: dict[str, int] = {}
        self.first: int | None = None
        self.day: int | None = None
        self.last: list[Reading] = []
        self.total: Vector = {}
        self.squares = 0.0
        self.length = 1.0

    def likeness(self, article: Reading) -> float:
        """Return the cosine of an article with all articles of this story together."""
        return dot(article.vector, self.total) / self.length

    def measure(self, article: Reading, likeness: float, beyond: float) -> list[float]:
        """Return `MEASURES` of an article against this story, -1 for what is not known.

        `beyond` is by how much `likeness` is more than that of the next story.
        """
        # Of one article, all of them together are the last one.
        each = [dot(article.vector, other.vector) for other in self.last] if self.count > 1 else [likeness]
        nearest = max(each)
        there = _UNKNOWN
        if article.countries and self.placed:
            there = max([self.countries.get(code, 0) for code in article.countries]) / self.placed
        return [
            likeness,
            nearest,
            _between(self.day, article.day),
            _between(self.last[each.index(nearest)].day, article.day),
            _between(self.first, self.day),
            float(self.count),
            *self._names(article.names),
            there,
            float(len(article.vector)),
            beyond,
        ]

    def agrees(self, other: "Story") -> float:
        """Return how much two stories agree: about their cosine."""
        agreement = dot(self.total, other.total) / (self.length * other.length)
        agreement += _BIG * log(min(self.count, other.count))
        if self.placed and other.placed:
            both = sum(count * other.countries.get(code, 0) for code, count in self.countries.items())
            ours = sum(count * count for count in self.countries.values())
            theirs = sum(count * count for count in other.countries.values())
            agreement += _PLACES_AGREE * (both / sqrt(ours * theirs) - _USUAL_AGREEMENT)
        return agreement

    def add(self, article: Reading) -> None:
        """Take in an article."""
        self._sum(article.vector)
        self.count += 1
        self.last = [*self.last, article][-_LAST:]
        self._place(dict.fromkeys(article.countries, 1), bool(article.countries))
        self._span(article.day, article.day)

    def absorb(self, other: "Story") -> None:
        """Take in another story, whose articles count as the latest."""
        self._sum(other.total)
        self.count += other.count
        self.last = [*self.last, *other.last][-_LAST:]
        self._place(other.countries, other.placed)
        self._span(other.first, other.day)

    def _names(self, names: Mapping[str, float]) -> tuple[float, float, float]:
        """Return how rare the rarest name in common is and the rarest that this story lacks, and how many it lacks."""
        if not names:
            return _UNKNOWN, _UNKNOWN, _UNKNOWN
        lacking = [rare for key, rare in names.items() if key not in self.total]
        shared = max([rare for key, rare in names.items() if key in self.total], default=0.0)
        return shared, max(lacking, default=0.0), float(len(lacking))

    def _sum(self, vector: Vector) -> None:
        for key, value in vector.items():
            before = self.total.get(key, 0.0)
            self.total[key] = before + value
            self.squares += value * (2 * before + value)
        self.length = sqrt(self.squares) or 1.0

    def _place(self, countries: dict[str, int], placed: int) -> None:
        for code, count in countries.items():
            self.countries[code] = self.countries.get(code, 0) + count
        self.placed += placed

    def _span(self, first: int | None, day: int | None) -> None:
        if first is not None:
            self.first = first if self.first is None else min(self.first, first)
        if day is not None:
            self.day = day if self.day is None else max(self.day, day)


def _between(first: int | None, then: int | None) -> float:
    return float(max(then - first, 0)) if first is not None and then is not None else _UNKNOWN


def _countries(found: Terms) -> dict[str, float]:
    """Return the countries that a text speaks of, with half of the rarity of the commonest of their names in it."""
    named: dict[str, float] = {}
    for key in found:
        if code := country(key):
            named[code] = min(named.get(code, _MOST_TELLING), max(idf(key), 0.0) * _COUNTRY)
    return named
