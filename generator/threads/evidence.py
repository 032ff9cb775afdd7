"""Evidence: what an article and a thread have in common, as numbers that each come from terms one can name."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from math import exp
from typing import NamedTuple, TypeAlias

from generator.threads.embedding import Direction
from generator.threads.places import country
from generator.threads.postings import Posting
from generator.threads.profiles import Label, Profiles, Vector
from generator.threads.terms import Terms

# The numbers that trees weigh, in their order. Of the first four by kind of term: word, name, name of several words,
# number. `MONOTONE` of the training script says which way each may count.
MEASURES = (
    *(f"seed {kind}" for kind in ("word", "name", "names", "number")),
    *(f"grown {kind}" for kind in ("word", "name", "names", "number")),
    *(f"shared {kind}" for kind in ("word", "name", "names", "number")),
    *(f"missing {kind}" for kind in ("word", "name", "names", "number")),
    "label",
    "label share",
    "rarest",
    "second rarest",
    "country",
    "other country",
    "label country",
    "label elsewhere",
    "recent",
    "rival",
    "near label",
    "near seed",
    "near grown",
)
AT = {name: at for at, name in enumerate(MEASURES)}
# What there is only in languages whose words are known as points.
NEAR = AT["near label"]
_MONTH = 20.0
_COMMON = 1.5
# Where names are not written large, a rare word is taken for one.
_RARE = 6.5
_KINDS = {"word": 0, "name": 1, "letters": 0}


Counting: TypeAlias = Callable[[int, str, float], None]
Row: TypeAlias = tuple[str, float, float, int, Mapping[str, Posting], Mapping[str, Posting]]
"""A term of an article: key, part of the vector, rarity, kind, and what each thread that has it has of it.

Of letters within a word, the last is what each thread has of the word: where it has the word, letters add nothing.
"""
_WHOLE: Mapping[str, Posting] = {}


class Evidence(NamedTuple):
    """The measures of one article against one thread, and how much each term gave to each of them."""

    values: list[float]
    shares: Mapping[int, list[tuple[str, float]]]


class Reading(NamedTuple):
    """An article in one language, as it is measured: its terms, their vector, and what they are.

    `rows` has all of it of the terms that some thread has, `nowhere` the squares of the others by kind. `direction` is
    where its words point, in a language where that is known.
    """

    lang: str
    found: Terms
    vector: Vector
    kinds: dict[str, int]
    countries: dict[str, str]
    rows: list[Row]
    nowhere: list[float]
    direction: Direction | None


def read(lang: str, found: Terms, profiles: Profiles) -> Reading:
    """Return an article's terms in one language ready to be measured against many threads."""
    rarity = profiles.rarities(lang, found)
    vector = profiles.vector(found, rarity)
    found = {key: found[key] for key in vector}
    caseless = not any(term.kind == "name" for term in found.values())
    kinds = {key: _kind(key, term.kind, caseless and rarity[key] > _RARE) for key, term in found.items()}
    named = {key: country(key) for key in found if kinds[key] in {1, 2}}
    written = {term.text: key for key, term in found.items() if term.kind != "letters"}
    words = {key: written.get(term.text, "") for key, term in found.items() if term.kind == "letters"}
    index = profiles.index(lang)
    rows: list[Row] = []
    nowhere = [0.0] * 4
    for key, value in vector.items():
        if key in index:
            whole = index.get(words.get(key, ""))
            row = (key, value, rarity[key], kinds[key], index[key].by_thread, whole.by_thread if whole else _WHOLE)
            rows.append(row)
        else:
            nowhere[kinds[key]] += value * value
    countries = {key: code for key, code in named.items() if code}
    return Reading(lang, found, vector, kinds, countries, rows, nowhere, profiles.direction(lang, vector))


def measure(
    reading: Reading, thread: str, profiles: Profiles, *, rival: float, days: int | None, near: Sequence[float]
) -> Evidence:
    """Return the evidence for a thread.

    `rival` is how like the likeliest other thread the article is, `days` how long ago the thread grew, `near` how near
    the article is to what is known of the thread.
    """
    profile = profiles.of(reading.lang)[thread]
    seed, grown = profile.seed, profile.grown
    values = [0.0] * len(MEASURES)
    values[AT["missing word"] : AT["label"]] = reading.nowhere
    shares: defaultdict[int, list[tuple[str, float]]] = defaultdict(list)

    def count(measure: int, key: str, value: float) -> None:
        values[measure] += value
        shares[measure].append((key, value))

    rarest: list[tuple[float, str]] = []
    for key, value, rarity, kind, postings, of_word in reading.rows:
        posting = postings.get(thread)
        if posting is None:
            values[12 + kind] += value * value
            continue
        if posting.seed:
            part = value * posting.seed / seed
            values[kind] += part
            shares[kind].append((key, part))
        if posting.grown:
            part = value * posting.grown / grown
            values[4 + kind] += part
            shares[4 + kind].append((key, part))
        if thread in of_word:
            continue
        if rarity > _COMMON:
            part = (rarity - _COMMON) / 10
            values[8 + kind] += part
            shares[8 + kind].append((key, part))
        rarest.append((-rarity, key))
    rarest.sort()
    for measure, (value, key) in zip((AT["rarest"], AT["second rarest"]), rarest, strict=False):
        count(measure, key, -value / 10)
    _measure_labels(reading, profile.labels, count)
    _measure_countries(reading, profile.countries, profile.labels, values, count)
    values[AT["recent"]] = exp(-days / _MONTH) if days is not None else 0.0
    values[AT["rival"]] = rival
    values[NEAR:] = near
    return Evidence(values, shares)


def _measure_labels(reading: Reading, labels: Iterable[Label], count: Counting) -> None:
    best: tuple[float, list[tuple[str, float]]] = (0.0, [])
    for label in labels:
        found = [(key, value) for key, value in label.terms.items() if key in reading.vector]
        covered = label.worth * sum(value * value for _, value in found)
        if covered > best[0]:
            best = (covered, [(key, label.worth * value) for key, value in found])
    for key, value in best[1]:
        count(AT["label"], key, value * value)
        count(AT["label share"], key, value * reading.vector[key])


def _measure_countries(
    reading: Reading, known: dict[str, float], labels: Iterable[Label], values: list[float], count: Counting
) -> None:
    by_code: dict[str, list[str]] = {}
    for key, code in reading.countries.items():
        by_code.setdefault(code, []).append(key)
    if not by_code:
        return
    most = max(known.values(), default=0.0)
    titled = frozenset().union(*(label.countries for label in labels))
    for code, keys in by_code.items():
        for key in keys:
            part = 1 / len(by_code) / len(keys)
            if code in known:
                count(AT["country"], key, part * known[code] / max(most, 1.0))
            if code in titled:
                count(AT["label country"], key, part)
    if known:
        values[AT["other country"]] = 1 - values[AT["country"]]
    if titled and not titled & by_code.keys():
        values[AT["label elsewhere"]] = 1.0


def _kind(key: str, kind: str, rare: bool) -> int:
    stem = key.partition(" ")[2]
    if stem[0].isdecimal():
        return 3
    if " " in stem:
        return 2
    return 1 if rare else _KINDS[kind]
