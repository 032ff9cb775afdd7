"""Make the tables of words that begin like a clitic and a name, and are neither: `سليمان` is not `س` and `ليمان`.

    python -m bench.translation.lookalikes generator/translation/glossary/lookalikes

Reads wordfreq (`pip install 'nashra[train]'`). A clitic stands before a word about as often as before any other word
as frequent; a word that is many times as frequent as that is a word of its own.
"""

import argparse
import lzma
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from generator.translation.glossary.words import fold

CLITICS = {"ar": "وفبلكس", "he": "ובלכמשה"}
# Spelt as a clitic and a name, and counted as such: wordfreq has `على` and `علي` as one.
MORE = {"ar": ("فعلي", "لعلي"), "he": ()}
LEAST = 5e-7
TIMES = 2
# Names of places stand after `in`, and in Hebrew after `to` and `from`, as often as without.
PLACES = {"ב": 1.5, "ל": 1.0, "מ": 1.0, "ب": 1.0}
KNOWN = 2e-6
UNKNOWN = 1e-8


def lookalikes(lang: str) -> list[str]:
    """Return the words of `lang` that must not be taken apart, folded and sorted."""
    from wordfreq import get_frequency_dict

    frequency: dict[str, float] = defaultdict(float)
    for word, share in get_frequency_dict(lang, wordlist="best").items():
        if (folded := fold(word, lang)).isalpha():
            frequency[folded] += share
    found = set(MORE[lang])
    for clitic in CLITICS[lang]:
        whole = [word for word in frequency if word[0] == clitic and len(word) >= 4]
        without = {word: _without(word, lang, frequency) for word in whole}
        usual = sorted(frequency[word] / without[word] for word in whole if frequency.get(word[1:], 0) > KNOWN)
        most = max(TIMES * usual[len(usual) * 19 // 20], PLACES.get(clitic, 0))
        found |= {word for word in whole if frequency[word] >= LEAST and frequency[word] / without[word] > most}
    return sorted(found)


def _without(word: str, lang: str, frequency: Mapping[str, float]) -> float:
    """Return how frequent a word is without its first letter, alone and after every other clitic."""
    cores = [word[1:]]
    if lang == "ar" and word.startswith("لل"):
        cores += [f"ا{word[1:]}", f"ال{word[1:]}"]
    alone = sum(frequency.get(core, 0) for core in cores)
    others = sum(frequency.get(clitic + core, 0) for core in cores for clitic in CLITICS[lang] if clitic != word[0])
    return max(alone + others, UNKNOWN)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    folder = arguments.parse_args().folder
    for lang in CLITICS:
        words = lookalikes(lang)
        packed = lzma.compress("\n".join(words).encode(), preset=9 | lzma.PRESET_EXTREME)
        (folder / f"{lang}.txt.xz").write_bytes(packed)
        print(f"{lang}: {len(words)} words, {len(packed)} bytes")


if __name__ == "__main__":
    main()
