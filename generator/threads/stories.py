"""Stories from nothing, as the news comes in: each article joins the story that it fits, or begins one."""

from collections.abc import Mapping
from itertools import islice
from math import exp, log, sqrt

from generator.threads.background import idf
from generator.threads.places import country
from generator.threads.terms import Terms
from generator.threads.vectors import Vector, dot, weigh

# The heaviest terms of an article propose stories: of all that have a term, those that it came up in last. What an
# article costs therefore does not grow with the number of stories.
_PROPOSING = 12
_REMEMBERED = 16
_CLOSELY = 8
# How many of its last articles a story is compared by, beside all of them together, and what that counts for.
_LAST = 10
_NEAREST = 0.35
# From which rating an article joins. Two stories that it fits become one from this cosine on.
_JOINS = 0.18
_MERGES = 0.2
_FITS = 0.6 * _JOINS
_MERGED_AT_ONCE = 4
# Likeness fades with the days since a story's last article, but never to nothing.
_FADES = 60.0
_LEAST = 0.3
# A big story is likelier to go on; a rare name in common tells more than its product; another country speaks against.
_SIZE = 0.01
_NAME = 0.01
_USUAL_NAME = 5.0
_ELSEWHERE = 0.03
# Big stories that are one agree less word for word than small ones.
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
    """One story: the sum of its articles' vectors, the last of them, how often each country, and the last day."""

    __slots__ = ("count", "countries", "day", "last", "length", "number", "placed", "squares", "total")

    def __init__(self, number: int) -> None:
        self.number = number
        self.count = 0
        self.placed = 0
        self.countries: dict[str, int] = {}
        self.day: int | None = None
        self.last: list[Vector] = []
        self.total: Vector = {}
        self.squares = 0.0
        self.length = 1.0

    def rate(self, article: Reading) -> float:
        """Return how well an article fits: about its cosine with the story."""
        together = dot(article.vector, self.total)
        whole = together / self.length
        # Of one article, all of them together are the last one.
        nearest = max([dot(article.vector, other) for other in self.last]) if self.count > 1 else together
        silent = article.day - self.day if article.day is not None and self.day is not None else 0
        rating = ((1 - _NEAREST) * whole + _NEAREST * nearest) * max(_LEAST, exp(-max(silent, 0) / _FADES))
        rarest = max([rare for key, rare in article.names.items() if key in self.total], default=0.0)
        rating += _SIZE * (log(self.count) - 1) + _NAME * (rarest - _USUAL_NAME)
        if article.countries and self.placed:
            there = max([self.countries.get(code, 0) for code in article.countries]) / self.placed
            rating -= _ELSEWHERE * (1 - there)
        return rating

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
        self.last = [*self.last, article.vector][-_LAST:]
        self._place(dict.fromkeys(article.countries, 1), bool(article.countries))
        self._until(article.day)

    def absorb(self, other: "Story") -> None:
        """Take in another story, whose articles count as the latest."""
        self._sum(other.total)
        self.count += other.count
        self.last = [*self.last, *other.last][-_LAST:]
        self._place(other.countries, other.placed)
        self._until(other.day)

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

    def _until(self, day: int | None) -> None:
        if day is not None:
            self.day = day if self.day is None else max(self.day, day)


_NOWHERE: Mapping[int, Story] = {}


class Stories:
    """All stories so far, and which of them each term came up in last."""

    def __init__(self) -> None:
        self._stories: list[Story] = []
        self._part_of: dict[int, int] = {}
        self._index: dict[str, dict[int, Story]] = {}

    def add(self, article: Reading) -> int:
        """Return the number of the story that an article joins or begins; stories that both fit it may merge by it."""
        rated = sorted((-story.rate(article), story.number) for story in self._candidates(article.vector))
        if rated and -rated[0][0] > _JOINS:
            story = self._stories[rated[0][1]]
        else:
            story = Story(len(self._stories))
            self._stories.append(story)
        story.add(article)
        self._remember(article.vector, story)
        for rating, number in rated[:_MERGED_AT_ONCE]:
            other = self._stories[self.standing(number)]
            if -rating >= _FITS and other is not story and story.agrees(other) > _MERGES:
                story = self._merge(story, other)
        return story.number

    def standing(self, number: int) -> int:
        """Return the number of the story that a story has become part of; its own if it is one still."""
        while number in self._part_of:
            number = self._part_of[number]
        return number

    def _candidates(self, vector: Vector) -> list[Story]:
        """Return the few stories that share most of the heaviest terms, by what these add to the cosine."""
        alike: dict[Story, float] = {}
        so_far = alike.get
        for key, value in islice(vector.items(), _PROPOSING):
            for story in self._index.get(key, _NOWHERE).values():
                alike[story] = so_far(story, 0.0) + value * story.total[key] / story.length
        least = sorted(alike.values(), reverse=True)[:_CLOSELY][-1:]
        nearest = sorted([(-value, story.number) for story, value in alike.items() if value >= least[0]])[:_CLOSELY]
        return [self._stories[number] for _, number in nearest]

    def _remember(self, vector: Vector, story: Story) -> None:
        number = story.number
        for key in vector:
            having = self._index.get(key)
            if having is None:
                self._index[key] = {number: story}
                continue
            having.pop(number, None)
            having[number] = story
            if len(having) > _REMEMBERED:
                del having[next(iter(having))]

    def _merge(self, one: Story, other: Story) -> Story:
        """Make two stories one under the older number."""
        kept, gone = sorted((one, other), key=lambda story: story.number)
        kept.absorb(gone)
        self._part_of[gone.number] = kept.number
        for key in gone.total:
            self._index.get(key, {}).pop(gone.number, None)
        self._remember(gone.total, kept)
        return kept


def _countries(found: Terms) -> dict[str, float]:
    """Return the countries that a text speaks of, with half of the rarity of the commonest of their names in it."""
    named: dict[str, float] = {}
    for key in found:
        if code := country(key):
            named[code] = min(named.get(code, _MOST_TELLING), max(idf(key), 0.0) * _COUNTRY)
    return named
