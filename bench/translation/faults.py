"""Ways in which an engine's answers break, made of true translations of one document."""

import random
import re
from collections.abc import Callable, Mapping, Sequence

Pairs = Sequence[tuple[str, str]]
Broken = list[tuple[int, str]]

NOTICES = (
    "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY. NEXT AVAILABLE IN 09 HOURS 12 MINUTES",
    "Error 500 (Server Error)!!1500.That’s an error.There was an error. Please try again later.That’s all we know.",
    "QUERY LENGTH LIMIT EXCEEDED. MAX ALLOWED QUERY : 500 CHARS",
    "Our systems have detected unusual traffic from your computer network. Please try your request again later.",
    "Daily quota reached. Please upgrade your plan to continue translating.",
    "Too many requests. Please slow down and try again in a minute.",
    "The translation service is not available at the moment.",
)
_NUMBER = re.compile(r"\d+")


def untranslated(pairs: Pairs, rng: random.Random) -> Broken:  # noqa: ARG001
    return [(index, source) for index, (source, _) in enumerate(pairs)]


def half_untranslated(pairs: Pairs, rng: random.Random) -> Broken:  # noqa: ARG001
    return [(i, f"{_part(s, 0, 0.5)} {_part(a, 0.5, 1)}") for i, (s, a) in enumerate(pairs) if len(a.split()) > 7]


def truncated(pairs: Pairs, rng: random.Random) -> Broken:
    return [(i, _part(a, 0, rng.uniform(0.3, 0.75))) for i, (_, a) in enumerate(pairs) if len(a.split()) > 7]


def truncated_half(pairs: Pairs, rng: random.Random) -> Broken:  # noqa: ARG001
    return [(i, a[: len(a) // 2].rstrip()) for i, (_, a) in enumerate(pairs) if len(a.split()) > 7]


def doubled(pairs: Pairs, rng: random.Random) -> Broken:  # noqa: ARG001
    return [(index, f"{answer} {answer}") for index, (_, answer) in enumerate(pairs)]


def doubled_for_another(pairs: Pairs, rng: random.Random) -> Broken:  # noqa: ARG001
    return [(i, pairs[i - 1][1]) for i in range(1, len(pairs), 2)]


def tag_lost(pairs: Pairs, rng: random.Random) -> Broken:
    tags = ("<b>", "</b>", "</a>", '<a id="1">', "<code>", "&lt;b&gt;", "[1](x)")
    return [(i, _put(a, rng.choice(tags), rng)) for i, (_, a) in enumerate(pairs)]


def notices(pairs: Pairs, rng: random.Random) -> Broken:
    return [(index, rng.choice(NOTICES)) for index in range(len(pairs))]


def one_notice(pairs: Pairs, rng: random.Random) -> Broken:
    return [(rng.randrange(len(pairs)), rng.choice(NOTICES[4:]))]


def number_changed(pairs: Pairs, rng: random.Random) -> Broken:
    broken = []
    for index, (_, answer) in enumerate(pairs):
        if found := list(_NUMBER.finditer(answer)):
            number = rng.choice(found)
            other = _another(number.group(), rng)
            broken.append((index, answer[: number.start()] + other + answer[number.end() :]))
    return broken


def swapped(pairs: Pairs, rng: random.Random) -> Broken:
    """Exchange one answer with its neighbour's."""
    if len(pairs) < 2:
        return []
    at = rng.randrange(len(pairs) - 1)
    return [(at, pairs[at + 1][1]), (at + 1, pairs[at][1])]


def all_swapped(pairs: Pairs, rng: random.Random) -> Broken:  # noqa: ARG001
    """Exchange every two neighbours."""
    return [(i, pairs[i ^ 1][1]) for i in range(len(pairs) // 2 * 2)]


def shifted(pairs: Pairs, rng: random.Random) -> Broken:  # noqa: ARG001
    return [(i, pairs[(i + 1) % len(pairs)][1]) for i in range(len(pairs))] if len(pairs) > 2 else []


def shuffled(pairs: Pairs, rng: random.Random) -> Broken:
    order = list(range(len(pairs)))
    rng.shuffle(order)
    return [(i, pairs[j][1]) for i, j in enumerate(order) if i != j]


FAULTS: Mapping[str, Callable[[Pairs, random.Random], Broken]] = {
    "untranslated": untranslated,
    "half untranslated": half_untranslated,
    "truncated": truncated,
    "cut in half": truncated_half,
    "doubled": doubled,
    "another's answer": doubled_for_another,
    "tag lost": tag_lost,
    "notices": notices,
    "one notice": one_notice,
    "number changed": number_changed,
    "two swapped": swapped,
    "all swapped": all_swapped,
    "shifted": shifted,
    "shuffled": shuffled,
}


def _part(text: str, start: float, end: float) -> str:
    words = text.split()
    return " ".join(words[int(len(words) * start) : max(1, int(len(words) * end))])


def _put(text: str, mark: str, rng: random.Random) -> str:
    words = text.split()
    words.insert(rng.randrange(len(words) + 1), mark)
    return " ".join(words)


def _another(number: str, rng: random.Random) -> str:
    while True:
        at = rng.randrange(len(number))
        digit = rng.choice("123456789")
        if digit != number[at]:
            return number[:at] + digit + number[at + 1 :]
