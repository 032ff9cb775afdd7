"""What is known of each thread: its labels, the articles a person put into it, and those that joined by themselves."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from math import sqrt
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from generator.letters import script_of
from generator.locales import script
from generator.threads.background import Rarity
from generator.threads.embedding import Direction, Directions, Table, bundled, direct
from generator.threads.places import country
from generator.threads.postings import COVER, GROWN, NUMBER, SEED, TITLE, Postings
from generator.threads.terms import Terms, language, terms_of
from generator.threads.types import Outline

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Vector = dict[str, float]

# So many mentions of terms in threads propose candidates, of which a few are then looked at closely.
_LOOKED_AT = 600
_CLOSELY = 4
# An article's heaviest terms say what it is about.
_HEAVIEST = 80
_RAREST = 9.0
# Of threads that share no term with an article, those this near are looked at; and what nearness adds to likeness.
_NEAR = 0.2
_NEARNESS = 2.0


class Label(NamedTuple):
    """A name of a thread in one language: its terms, the countries in it, and what finding all of it is worth."""

    terms: Vector
    countries: frozenset[str]
    worth: float


class Profile:
    """One thread in one language: its labels and countries, and by what its vectors are divided to be of length 1."""

    __slots__ = ("_grown", "_seed", "countries", "grown", "labels", "seed")

    def __init__(self) -> None:
        self.labels: list[Label] = []
        self.countries: dict[str, float] = {}
        self.seed = self.grown = 1.0
        self._seed = self._grown = 0.0

    def lengthen(self, squares: float, sure: bool) -> None:
        """Tell by how much the square of a vector's length has grown."""
        if sure:
            self._seed += squares
            self.seed = sqrt(self._seed) or 1.0
        else:
            self._grown += squares
            self.grown = sqrt(self._grown) or 1.0


class Profiles:
    """Profiles of threads by language, and an index from terms to the threads that have them.

    `tables` gives a language's words as points, where they are known.
    """

    def __init__(self, outlines: list[Outline], tables: Callable[[str], Table | None] = bundled) -> None:
        self.rarity = Rarity()
        self._outlines = outlines
        self._numbers = {outline.id: number for number, outline in enumerate(outlines)}
        self._index: dict[str, Postings] = {}
        self._profiles: dict[str, dict[str, Profile]] = {}
        # By what the vectors of profiles are divided: sure ones in the first row, grown ones in the second.
        self._lengths: dict[str, NDArray[np.float64]] = {}
        self._tables = tables
        self._directions: dict[str, Directions] = {}

    def of(self, lang: str) -> dict[str, Profile]:
        """Return the profiles in a language by thread; labels are read when a language is first asked for."""
        if lang not in self._profiles:
            import numpy as np

            self._lengths[lang] = np.ones((2, len(self._outlines)))
            self._profiles[lang] = {outline.id: Profile() for outline in self._outlines}
            if table := self._tables(lang):
                self._directions[lang] = Directions(len(self._outlines), table.vectors.shape[1])
            for outline in self._outlines:
                for text, worth in _labels(outline, lang):
                    self._label(lang, outline.id, text, worth)
        return self._profiles[lang]

    def rarities(self, lang: str, found: Terms) -> Vector:
        """Return how rare each term of one language is, from 0 to 9."""
        return {key: min(max(idf, 0.0), _RAREST) for key, idf in self.rarity.idfs(lang, found).items()}

    def vector(self, found: Terms, rarities: Vector) -> Vector:
        """Return the heaviest terms of one language as a vector of length 1, by how much and how rare they are."""
        raw = {key: term.weight * rarities[key] for key, term in found.items()}
        if len(raw) > _HEAVIEST:
            raw = dict(sorted(raw.items(), key=lambda pair: (-pair[1], pair[0]))[:_HEAVIEST])
        length = sqrt(sum(value * value for value in raw.values())) or 1.0
        return {key: value / length for key, value in raw.items()}

    def direction(self, lang: str, vector: Vector) -> Direction | None:
        """Return where a text of a language points; None where no table knows any of its words."""
        table = self._tables(lang)
        return direct(lang, vector, table) if table else None

    def add(
        self, lang: str, thread: str, vector: Vector, direction: Direction | None, named: frozenset[str], sure: bool
    ) -> None:
        """Add an article to a thread's sure ones, or to those that joined by themselves."""
        profile = self.of(lang)[thread]
        number = self._numbers[thread]
        squares = 0.0
        for key, value in vector.items():
            squares += self._postings(key).add(thread, number, value, sure)
        profile.lengthen(squares, sure)
        self._lengths[lang][:, number] = profile.seed, profile.grown
        if direction:
            self._directions[lang].add(Directions.SURE if sure else Directions.GROWN, number, direction)
        for code in sorted(named):
            profile.countries[code] = profile.countries.get(code, 0.0) + 1.0

    def index(self, lang: str) -> Mapping[str, Postings]:
        """Return the threads that have each term, those of a language among them."""
        self.of(lang)
        return self._index

    def nearness(self, lang: str, threads: Iterable[str], direction: Direction) -> list[list[float]]:
        """Return how near a text is to each thread's labels, its sure articles, and those that joined by themselves."""
        return self._directions[lang].nearness_of([self._numbers[thread] for thread in threads], direction)

    def told_by(self, lang: str, thread: str, direction: Direction, kind: int) -> list[tuple[str, float]]:
        """Return the few words that bring a text nearest to one of these, each with its part."""
        return self._directions[lang].told_by(kind, self._numbers[thread], direction)

    def candidates(
        self, lang: str, vector: Vector, direction: Direction | None, barred: frozenset[str]
    ) -> list[tuple[str, float]]:
        """Return the few threads that are most like a text with their likeness, the likeliest first."""
        import numpy as np

        self.of(lang)
        likeness, found = self._sharing(lang, vector)
        if direction:
            nearness = self._directions[lang].nearness(direction)
            likeness += _NEARNESS * np.maximum(nearness, 0.0)
            found |= nearness >= _NEAR
        found[[self._numbers[thread] for thread in barred if thread in self._numbers]] = False
        (hit,) = found.nonzero()
        alike = likeness[hit]
        if len(hit) > _CLOSELY:
            # Likenesses that differ by less are taken for equal, so that the few may begin a little below the last.
            near = alike >= np.partition(alike, -_CLOSELY)[-_CLOSELY] - 1e-6
            hit, alike = hit[near], alike[near]
        few = [
            (-round(each, 6), self._outlines[number].id, each)
            for number, each in zip(hit.tolist(), alike.tolist(), strict=True)
        ]
        return [(thread, each) for _, thread, each in sorted(few)[:_CLOSELY]]

    def _sharing(self, lang: str, vector: Vector) -> "tuple[NDArray[np.float64], NDArray[np.bool_]]":
        """Return of every thread how like a vector it is by its rarer terms, and whether it has any of them."""
        import numpy as np

        known = []
        for key, value in vector.items():
            if postings := self._index.get(key):
                # The rarest in threads first: a term that many threads have tells few of them apart.
                known.append((-value / len(postings.by_thread), key, value, postings))
        known.sort(key=itemgetter(0, 1))
        values: list[float] = []
        blocks: list[NDArray[np.float64]] = []
        looked_at = 0
        for _, _, value, postings in known:
            looked_at += len(postings.by_thread)
            if looked_at > _LOOKED_AT and blocks:
                break
            values.append(value)
            blocks.append(postings.rows())
        found = np.zeros(len(self._outlines), dtype=bool)
        if not blocks:
            return np.zeros(len(found)), found
        rows = np.concatenate(blocks).T
        numbers = rows[NUMBER].astype(np.intp)
        seeds, grown = self._lengths[lang].take(numbers, axis=1)
        weights = rows[TITLE] + rows[SEED] / seeds + rows[GROWN] / grown
        # What is added up stands in the order of terms, each with what it covers: no last bit hangs on how it is done.
        parts = np.empty((len(numbers), 2))
        parts[:, 0] = np.repeat(values, [len(block) for block in blocks]) * weights
        parts[:, 1] = rows[COVER]
        found[numbers] = True
        likeness = np.bincount(numbers.repeat(2), parts.ravel(), minlength=len(found)).astype(np.float64)
        return likeness, found

    def _label(self, lang: str, thread: str, text: str, worth: float) -> None:
        found = terms_of(lang, "", text)
        vector = self.vector(found, self.rarities(lang, found))
        if not vector:
            return
        profile = self._profiles[lang][thread]
        named = frozenset(filter(None, map(country, vector)))
        profile.labels.append(Label(vector, named, worth))
        for code in sorted(named):
            profile.countries[code] = profile.countries.get(code, 0.0) + 1.0
        for key, value in vector.items():
            self._postings(key).label(thread, self._numbers[thread], value, worth)
        if direction := self.direction(lang, vector):
            self._directions[lang].add(Directions.LABELS, self._numbers[thread], direction)

    def _postings(self, key: str) -> Postings:
        postings = self._index.get(key)
        if postings is None:
            postings = self._index[key] = Postings()
        return postings


def _labels(outline: Outline, lang: str) -> Iterator[tuple[str, float]]:
    """Yield a thread's names in a language: its titles, and aliases and names in its script, with their worth."""
    for tag, title in sorted(outline.titles.items()):
        if language(tag) == lang:
            yield title, 1.0
    written = script(lang) if lang else ""
    for alias in outline.aliases:
        if script_of(alias) == written:
            yield alias, 1.0
    for name in outline.names:
        if script_of(name) == written:
            yield name, 0.7
