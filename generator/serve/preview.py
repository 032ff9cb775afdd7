"""What the builder tells the server: which problems there are, and how old the page in a browser is."""

import traceback
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeAlias

from generator.errors import NashraError
from generator.model import Finding
from generator.serve.ribbon import Told

if TYPE_CHECKING:
    from generator.desk.translation_review import Reviews

FAILURES = frozenset(("build-failed", "build-fault"))
"""The codes of what stopped a whole build, unlike a fault in one file."""


Explain: TypeAlias = Callable[[str], Told | None]


class _Outcome(Protocol):
    @property
    def findings(self) -> Sequence[Finding]: ...
    @property
    def written(self) -> Sequence[str]: ...


class Preview:
    """The state that the building thread writes and the serving thread reads, a whole value at a time.

    `explain` says of a page of the site why its article is in its thread; None where it shows no one article.
    `reviews` is what the pages of the review ask; without it there are none.
    """

    def __init__(
        self,
        *,
        site: Path,
        base: str = "/",
        host: str = "127.0.0.1",
        port: int = 0,
        explain: Explain | None = None,
        reviews: "Reviews | None" = None,
    ) -> None:
        self.site = site
        self.explain = explain
        self.reviews = reviews
        self.base = base
        self.host = host
        self.port = port
        self.problems: tuple[Finding, ...] = ()
        self.suspects: frozenset[str] = frozenset()
        self.generation = 0
        self._shown: dict[str, int] = {}

    def update(self, written: int, problems: tuple[Finding, ...], changed: Iterable[str]) -> bool:
        """Take in what a build gave and return whether open pages are out of date.

        Files that changed stay under suspicion until a build is without problems: mending another file does not
        hide them.
        """
        outdated = bool(written) or problems != self.problems
        self.suspects = self.suspects | frozenset(changed) if problems else frozenset()
        self.problems = problems
        self.generation += outdated
        return outdated

    def showed(self, path: str) -> None:
        """Remember that a browser was shown `path` as it is now."""
        self._shown[path] = self.generation

    def is_outdated(self, path: str) -> bool:
        """Return whether the page at `path` changed since a browser was shown it, or was shown by an older preview."""
        return self._shown.get(path, -1) < self.generation


def problems_of(build: Callable[[], _Outcome], suspects: frozenset[str]) -> tuple[int, tuple[Finding, ...]]:
    """Build and return how many files were written, and what stands in the way of the files under suspicion."""
    try:
        outcome = build()
    except NashraError as error:
        failure = Finding(
            code="build-failed",
            severity="error",
            file=error.file,
            line=error.line,
            message=error.message,
            hint=error.hint,
        )
        return 0, (failure,)
    except Exception as error:  # noqa: BLE001  (the preview outlives a fault of ours, and shows it)
        where = traceback.extract_tb(error.__traceback__)[-1]
        fault = Finding(
            code="build-fault",
            severity="error",
            file=where.filename,
            line=where.lineno or 0,
            message=f"this is a fault of Nashra: {type(error).__name__}: {error}",
            hint="`nashra build` shows more; please report it",
        )
        return 0, (fault,)
    errors = (found for found in outcome.findings if found.severity == "error" and found.file in suspects)
    return len(outcome.written), tuple(errors)
