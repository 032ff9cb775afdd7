"""What is known of each thread: its labels, the articles a person put into it, and those that joined by themselves."""

from collections.abc import Iterator, Mapping
from math import sqrt
from typing import NamedTuple

from generator.letters import script_of
from generator.locales import script
from generator.threads.background import Rarity
from generator.threads.places import country
from generator.threads.terms import Terms, language, terms_of
from generator.threads.types import Outline

Vector = dict[str, float]

# So many mentions of terms in threads propose candidates, of which a few are then looked at closely.
_LOOKED_AT = 600
_CLOSELY = 5
# An article's heaviest terms say what it is about.
_HEAVIEST = 80
_RAREST = 9.0


class Posting:
    """How much a term weighs in one thread: in its labels, its sure articles, and those that joined by themselves."""

    __slots__ = ("cover", "grown", "seed", "title")

    def __init__(self) -> None:
        # As a part of a vector, and as a share of what the label says.
        self.title = 0.0
        self.cover = 0.0
        self.seed = 0.0
        self.grown = 0.0


_NOWHERE: Mapping[str, Posting] = {}


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
    """Profiles of threads by language, and an index from terms to the threads that have them."""

    def __init__(self, outlines: list[Outline]) -> None:
        self.rarity = Rarity()
        self._outlines = outlines
        self._index: dict[str, dict[str, Posting]] = {}
        self._profiles: dict[str, dict[str, Profile]] = {}

    def of(self, lang: str) -> dict[str, Profile]:
        """Return the profiles in a language by thread; labels are read when a language is first asked for."""
        if lang not in self._profiles:
            self._profiles[lang] = {outline.id: Profile() for outline in self._outlines}
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

    def add(self, lang: str, thread: str, vector: Vector, named: frozenset[str], sure: bool) -> None:
        """Add an article to a thread's sure ones, or to those that joined by themselves."""
        profile = self.of(lang)[thread]
        squares = 0.0
        for key, value in vector.items():
            posting = self._posting(key, thread)
            if sure:
                squares += value * (2 * posting.seed + value)
                posting.seed += value
            else:
                squares += value * (2 * posting.grown + value)
                posting.grown += value
        profile.lengthen(squares, sure)
        for code in sorted(named):
            profile.countries[code] = profile.countries.get(code, 0.0) + 1.0

    def postings(self, key: str) -> Mapping[str, Posting]:
        """Return how much a term weighs in each thread that has it."""
        return self._index.get(key, _NOWHERE)

    def candidates(self, lang: str, vector: Vector, barred: frozenset[str]) -> list[tuple[str, float]]:
        """Return the few threads that are most like a vector with their likeness, the likeliest first."""
        profiles = self.of(lang)
        likeness: dict[str, float] = {}
        so_far = likeness.get
        known = [(vector[key], key, self._index[key]) for key in vector if key in self._index]
        # The rarest in threads first: a term that many threads have tells few of them apart.
        known.sort(key=lambda found: (-found[0] / len(found[2]), found[1]))
        looked_at = 0
        for value, _, postings in known:
            looked_at += len(postings)
            if looked_at > _LOOKED_AT and likeness:
                break
            for thread, posting in postings.items():
                profile = profiles[thread]
                weight = posting.title + posting.seed / profile.seed + posting.grown / profile.grown
                likeness[thread] = so_far(thread, 0.0) + value * weight + posting.cover
        for thread in barred:
            likeness.pop(thread, None)
        # Likenesses that differ by less are taken for equal, so that the few may begin a little below the last of them.
        least = sorted(likeness.values(), reverse=True)[:_CLOSELY][-1:]
        few = [(-round(alike, 6), thread) for thread, alike in likeness.items() if alike >= least[0] - 1e-6]
        return [(thread, likeness[thread]) for _, thread in sorted(few)[:_CLOSELY]]

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
            posting = self._posting(key, thread)
            posting.title = max(posting.title, value * worth)
            posting.cover = max(posting.cover, value * value * worth)

    def _posting(self, key: str, thread: str) -> Posting:
        return self._index.setdefault(key, {}).setdefault(thread, Posting())


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
