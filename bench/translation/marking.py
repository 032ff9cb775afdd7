"""Markup put into sentences at random: emphasis, links, code, notes, one within another."""

import random
from collections.abc import Sequence

from generator.translation.escaping import escaped

NOTES = "\n\n".join(f"[^{number}]: x" for number in range(1, 10))
BACKSLASH = "\\"
_WRAPS = ("bold", "italic", "link", "code", "note", "bold link", "link bold", "link code", "bold italic")


def marked(text: str, rng: random.Random) -> str:
    """Return a sentence as markdown, with one to four pieces of markup around its words."""
    words = [escaped(word, start=not place) for place, word in enumerate(text.split())]
    free = list(range(len(words)))
    for number in range(rng.randint(1, 4)):
        length = rng.choice((1, 1, 2, 3))
        starts = [place for place in free if all(place + step in free for step in range(length))]
        if not starts:
            break
        start = rng.choice(starts)
        chosen = range(start, start + length)
        _wrap(words, chosen, rng.choice(_WRAPS), number + 1)
        free = [place for place in free if place not in {start - 1, *chosen, start + length}]
    return " ".join(word for word in words if word)


def _wrap(words: list[str], places: Sequence[int], how: str, number: int) -> None:
    """Put markup around words, which become one; notes stand behind them."""
    phrase = " ".join(words[place] for place in places)
    address = f"https://example.org/{number}?a=b&c={number}"
    for kind in reversed(how.split()):
        match kind:
            case "note":
                phrase = f"{phrase}[^{number}]"
            case "code":
                phrase = f"`{phrase.replace('`', '').replace(BACKSLASH, '')}`"
            case "link":
                phrase = f"[{phrase}]({address})"
            case "bold":
                phrase = f"**{phrase}**"
            case _:
                phrase = f"*{phrase}*"
    words[places[0]] = phrase
    for place in places[1:]:
        words[place] = ""
