"""The terms of a decision as a person reads them, and how sure a score is."""

from collections.abc import Iterable
from math import exp, floor

from generator.desk.thread_speech import Speech, english
from generator.threads import Term

_HAIR = 1e-6
"""So near below a whole percent is a matter of binary fractions."""
_AGAINST = frozenset({"rival", "doubt"})
_NO_MARKS = str.maketrans({"`": "'", "“": '"', "”": '"'})
_LABELS = {
    "alias": "why_alias",
    "letters": "why_letters",
    "near": "why_near",
    "akin": "why_akin",
    "crossing": "why_crossing",
}
"""The words for kinds of terms that need one of what they are."""


def said(term: Term, speech: Speech | None = None) -> str:
    """Return a term as a person reads it."""
    words, word = speech or english(), quoted(term)
    if term.kind == "rival":
        return words.say("why_no_rival" if term.value > 0 else "why_rival", thread=word)
    if term.kind == "doubt":
        return words.say("why_doubt")
    return words.say(_LABELS[term.kind], word=word) if term.kind in _LABELS else plain(term.text)


def quoted(term: Term) -> str:
    """Return a term as it stands in the middle of a sentence."""
    return f"`{plain(term.text)}`"


def positive(terms: Iterable[Term]) -> list[Term]:
    """Return the terms that speak for a thread, the strongest first, each word once."""
    found: dict[str, Term] = {}
    for term in sorted(terms, key=lambda term: (-term.value, term.text)):
        if term.value > 0 and term.kind not in _AGAINST:
            found.setdefault(said(term), term)
    return list(found.values())


def percent(chance: float) -> str:
    """Return a chance in whole percent; only what is certain is 0 or 100."""
    # Cut, not rounded: what falls short of a bound is never said to have reached it.
    whole = floor(100 * chance + _HAIR)
    return f"{min(99, max(1, whole)) if 0 < chance < 1 else whole} %"


def chance_of(score: float) -> float:
    """Return the probability that a score in log-odds means."""
    return 1 / (1 + exp(-score)) if score > -700 else 0.0


def plain(text: str) -> str:
    """Return a text of content without the marks with which our sentences quote."""
    return text.translate(_NO_MARKS)
