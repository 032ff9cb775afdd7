"""What agreed terms ask of a translation: which words travel as they are, what is put right, what is odd."""

from collections.abc import Sequence
from typing import Protocol


class Terms(Protocol):
    """The terms of one language pair."""

    def kept(self, text: str) -> Sequence[tuple[int, int, str]]:
        """Return what of a text an engine must not see, in order: where it begins and ends, and its rendering."""
        ...

    def mended(self, text: str, answer: str) -> str:
        """Return an answer to `text`, or a part of one, with known wrong forms put right."""
        ...

    def flags(self, text: str, answer: str) -> tuple[str, ...]:
        """Return what is odd about an answer, by names of `generator.translation.flags`."""
        ...


class NoTerms:
    """Nothing is agreed."""

    def kept(self, text: str) -> Sequence[tuple[int, int, str]]:  # noqa: ARG002
        """Return nothing."""
        return ()

    def mended(self, text: str, answer: str) -> str:  # noqa: ARG002
        """Return the answer."""
        return answer

    def flags(self, text: str, answer: str) -> tuple[str, ...]:  # noqa: ARG002
        """Return nothing."""
        return ()
