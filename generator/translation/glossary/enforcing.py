"""The glossary as an engine meets it: what it must not see, what its answers lack or have wrong."""

from generator.translation.glossary.agreed import Glossary


class AgreedTerms:
    """The terms of one language pair, as `generator.translation.terms.Terms` wants them.

    It remembers to which texts an answer was put right, so that their flags say so.
    """

    def __init__(self, glossary: Glossary, source_lang: str, target_lang: str) -> None:
        self._glossary = glossary
        self._pair = (source_lang, target_lang)
        self._mended: set[str] = set()

    def kept(self, text: str) -> list[tuple[int, int, str]]:
        """Return where what is to be kept begins and ends in a text, and its rendering."""
        return [(hit.start, hit.end, hit.term.target) for hit in self._glossary.atoms(text, *self._pair)]

    def mended(self, text: str, answer: str) -> str:
        """Return an answer to `text`, or a part of one, with the forms that are ruled out replaced."""
        repaired = self._glossary.repair(text, answer, *self._pair)
        if repaired.terms:
            self._mended.add(text)
        return repaired.text

    def flags(self, text: str, answer: str) -> tuple[str, ...]:
        """Return `term-missing` where an agreed rendering is lacking, and `term-mended` where one was put right."""
        missing = ("term-missing",) if self._glossary.missing(text, answer, *self._pair) else ()
        return (*missing, "term-mended") if text in self._mended else missing
