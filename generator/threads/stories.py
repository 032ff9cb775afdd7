"""Stories from nothing, as the news comes in: each article joins the story that it fits, or begins one."""

from collections.abc import Callable, Mapping, Sequence
from itertools import islice

from generator.threads.story import Reading, Story
from generator.threads.trees import joins
from generator.threads.vectors import Vector

# The heaviest terms of an article propose stories: of all that have a term, those that it came up in last. What an
# article costs therefore does not grow with the number of stories.
_PROPOSING = 12
_REMEMBERED = 16
_CLOSELY = 8
# What is less than so much as like an article as another story is not asked about.
_LIKELY = 0.3
# In log-odds: from when on an article joins, and from when on it fits. Two stories that it fits become one from this
# agreement on.
_JOINS = 0.2
_FITS = 0.0
_MERGES = 0.2
_MERGED_AT_ONCE = 4
_NOWHERE: Mapping[int, Story] = {}


class Stories:
    """All stories so far, and which of them each term came up in last."""

    def __init__(self, answer: Callable[[list[list[float]]], list[float]] | None = None) -> None:
        """`answer` gives log-odds by measures in place of the bundled trees."""
        self._answer = answer or joins().answer
        self._stories: list[Story] = []
        self._part_of: dict[int, int] = {}
        self._index: dict[str, dict[int, Story]] = {}

    def add(self, article: Reading) -> int:
        """Return the number of the story that an article joins or begins; stories that both fit it may merge by it."""
        rated = self._rated(article)
        if rated and -rated[0][0] > _JOINS:
            story = self._stories[rated[0][1]]
        else:
            story = Story(len(self._stories))
            self._stories.append(story)
        story.add(article)
        self._remember(article.vector, story)
        for odds, number in rated[:_MERGED_AT_ONCE]:
            other = self._stories[self.standing(number)]
            if -odds >= _FITS and other is not story and story.agrees(other) > _MERGES:
                story = self._merge(story, other)
        return story.number

    def standing(self, number: int) -> int:
        """Return the number of the story that a story has become part of; its own if it is one still."""
        while number in self._part_of:
            number = self._part_of[number]
        return number

    def _rated(self, article: Reading) -> list[tuple[float, int]]:
        """Return the few stories that an article may belong to, the likeliest first: log-odds against, and number."""
        alike = {story: story.likeness(article) for story in self._candidates(article.vector)}
        first, second = [*sorted(alike.values(), reverse=True), 0.0, 0.0][:2]
        likely = [story for story, value in alike.items() if value >= _LIKELY * first]
        measured = [
            story.measure(article, alike[story], alike[story] - (second if alike[story] == first else first))
            for story in likely
        ]
        odds = self.odds(likely, measured)
        return sorted((-each, story.number) for each, story in zip(odds, likely, strict=True))

    def odds(self, candidates: Sequence[Story], measured: list[list[float]]) -> list[float]:
        """Return the log-odds that an article belongs to each of the candidates, by what was measured of it."""
        return self._answer(measured) if candidates else []

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
