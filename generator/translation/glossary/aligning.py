"""What people have written for a name: words of originals and capitalised words of translations that go together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from generator.model import Value
from generator.translation.glossary.agreed import Glossary
from generator.translation.glossary.checking import Passage
from generator.translation.glossary.forms import Reading, may_precede, readings
from generator.translation.glossary.names import capitalised, has_capitals
from generator.translation.glossary.romanising import romanise
from generator.translation.glossary.words import fold, joined, words

_LONGEST = 3
_SELDOM = frozenset("فكس")
# Of the passages that have the one or the other, how many have both.
_LEAST_TOGETHER = 0.75
# A longer phrase is taken before a shorter one that goes only this much better with a name.
_NEARLY = 0.85
# Of a name as it is romanised, on rapidfuzz's scale to 100.
_SOUNDS_ALIKE = 60


class Aligned(Value, frozen=True):
    """A phrase of originals, what translations have where it stands, and in how many passages."""

    source: str
    target: str
    count: int


def align(
    aligned: Iterable[Passage], known: Glossary, source_lang: str, target_lang: str, *, least: int
) -> tuple[Aligned, ...]:
    """Return the phrases that go with one capitalised run of words in at least so many passages, each once.

    What is `known` is passed over on both sides.
    """
    renderings = {term.target for term in known.terms}
    here: Counter[str] = Counter()
    there: Counter[str] = Counter()
    together: dict[str, Counter[str]] = defaultdict(Counter)
    written: dict[str, str] = {}
    for passage in aligned:
        taken = [(hit.start, hit.end) for hit in known.find(passage.source, source_lang, target_lang)]
        sources = dict(_phrases(passage.source, source_lang, taken))
        if has_capitals(source_lang):
            names = {fold(name, source_lang) for name in capitalised(passage.source, source_lang)}
            sources = {folded: phrase for folded, phrase in sources.items() if fold(phrase, source_lang) in names}
        targets = {name for name in capitalised(passage.answer, target_lang) if name not in renderings}
        for folded, phrase in sources.items():
            # What is written onto a word may have cost it a letter: `للمكسيك` holds no whole `المكسيك`.
            if " ".join(word.letters for word in words(phrase, source_lang)) == folded:
                written.setdefault(folded, phrase)
        here.update(sources.keys())
        there.update(targets)
        for target in targets:
            together[target].update(sources.keys())
    found = []
    for target, partners in sorted(together.items()):
        if there[target] < least:
            continue
        scored = {
            folded: 2 * count / (here[folded] + there[target]) for folded, count in partners.items() if count >= least
        }
        enough = max([_LEAST_TOGETHER, *(_NEARLY * score for score in scored.values())])
        best = [folded for folded, score in scored.items() if score >= enough]
        if best:
            folded = max(best, key=lambda each: _likeliness(each, target, scored[each]))
            found.append(Aligned(written.get(folded, folded), target, partners[folded]))
    return tuple(found)


def _likeliness(folded: str, target: str, together: float) -> tuple[float, int, float, int, str]:
    """Return what decides between phrases that go with a name equally often: its sound, then its length."""
    from rapidfuzz.fuzz import ratio

    sound = ratio(romanise(folded).casefold(), target.casefold())
    return sound if sound >= _SOUNDS_ALIKE else 0, len(folded.split()), together, -len(folded), folded


def _phrases(text: str, lang: str, taken: list[tuple[int, int]]) -> Iterator[tuple[str, str]]:
    """Yield runs of up to three words, folded and as written, also without what may be written onto the first."""
    there = tuple(words(text, lang))
    for at, first in enumerate(there):
        run = [first]
        for word in there[at : at + _LONGEST]:
            if word is not first:
                if not joined(text, run[-1], word):
                    break
                run.append(word)
            start, end = first.start, word.end
            if any(start < close and begin < end for begin, close in taken) or len(first.letters) < 3:
                break
            rest = " ".join(each.letters for each in run[1:])
            for reading in readings(first.letters, lang, first=True):
                if reading.written == len(first.letters) and _may_begin(reading, first.letters, lang):
                    yield f"{reading.letters} {rest}".strip(), text[first.begins(reading.skip) : end]


def _may_begin(reading: Reading, whole: str, lang: str) -> bool:
    """Tell whether a name may begin there: ف, ك and س are more often a part of it than written before it."""
    return _SELDOM.isdisjoint(reading.before) and may_precede(
        reading.before, reading.article, reading.letters, whole, lang, alone=True, common=False
    )
