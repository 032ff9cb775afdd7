"""What is odd about a text, in words: what a reviewer looks at first. The ledger holds the short names."""

from collections.abc import Mapping

# The names are in people's files: add to them, but never change one.
FLAGS: Mapping[str, str] = {
    "notice": "it speaks of errors, limits or keys, as a translation service does",
    "alike": "much of it, or a part in a row, stands there as in the original",
    "language": "it, or a part of it, is in another language",
    "short": "much shorter than such a translation usually is",
    "long": "much longer than such a translation usually is",
    "length": "much longer or shorter than such a translation usually is",
    "unfinished": "it breaks off: no full stop where the original has one, or an open bracket",
    "sentences": "it has fewer sentences than the original and is short",
    "numbers": "a number is missing, new or another one",
    "dates": "it names another month",
    "names": "none of the many names of the original is to be found in it",
    "unlike": "it shares hardly a name, a number or a news word with the original",
    "swapped": "it fits another paragraph better than this one",
    "question": "one of the two asks and the other does not",
    "quotes": "the original is a quotation and it is not",
    "links": "an address, a handle or a hashtag is not in it as it was",
    "term-missing": "it lacks an agreed rendering of the glossary",
    "term-mended": "a form that the glossary rules out was put right in it",
    "markup-moved": "a link or emphasis stands on a neighbouring word, its own was left out",
    "markup-pieces": "it was translated in pieces, around links and emphasis",
    "markup-lost": "emphasis was lost, and its links stand at its end",
    "orphan": "its original is gone; it stands at the end, and stays there if you accept it",
}


def in_words(flag: str) -> str:
    """Return a flag in words; one of another version or tool as it is."""
    return FLAGS.get(flag, flag)
