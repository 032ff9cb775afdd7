"""What an engine is: texts in, one answer for each, and never an exception for one bad text."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal, Protocol, TypeAlias

from generator.model import Value

ErrorKind: TypeAlias = Literal[
    "quota",
    "rate",
    "auth",
    "too_long",
    "pair",
    "network",
    "timeout",
    "bad_answer",
    "rejected",
    "not_found",
    "stopped",
    "budget",
]


class Ok(Value, frozen=True):
    """The text that an engine gave. It is not to be trusted before it is verified."""

    text: str


class Err(Value, frozen=True):
    """Why there is no text. It never holds an address, a key, or any of the text; `wait` is what the server asked.

    `detail` is a few plain words more, and `sent` is False where the text has certainly not left this machine.
    """

    kind: ErrorKind
    retryable: bool = False
    wait: float | None = None
    detail: str = ""
    sent: bool = True


Answer: TypeAlias = Ok | Err


READ_SECONDS = 20.0

_CONTROLS = re.compile(r"[\0-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")


def answered(given: object) -> Answer:
    """Return what was given as an answer, or that it is no text.

    Control characters are what remains of bytes that were read in a wrong encoding.
    """
    if not isinstance(given, str) or not given.strip() or _CONTROLS.search(given):
        return Err("bad_answer")
    try:
        given.encode()
    except UnicodeEncodeError:
        return Err("bad_answer")
    return Ok(given)


def seconds_in(settings: Mapping[str, object], usual: float = READ_SECONDS) -> float:
    """Return how long the settings say to wait for an answer."""
    seconds = settings.get("timeout")
    return float(seconds) if isinstance(seconds, (int, float)) and seconds > 0 else usual


class Limits(Value, frozen=True, kw_only=True):
    """How much an engine takes at once, how many requests at a time, and how many a second (0: as many as it likes)."""

    characters: int = 5000
    utf8: int = 40_000
    url: int = 0
    workers: int = 1
    per_second: float = 0.0


class Engine(Protocol):
    """A translator.

    `network` tells whether text leaves this process, `html` whether it can be given HTML and keeps its elements, and
    `revision` which model or service answers (empty where nobody knows), so that what was paid for is found again.
    """

    name: str
    revision: str
    network: bool
    html: bool

    def translate(self, texts: Sequence[str], source: str, target: str, *, html: bool = False) -> list[Answer]:
        """Return one answer for each text, in order; with `html`, texts and answers are HTML."""
        ...


class Service(Protocol):
    """One request to one provider: what `CarefulEngine` makes an engine of."""

    name: str
    revision: str
    html: bool
    limits: Limits

    def ask(self, text: str, source: str, target: str, *, html: bool = False) -> Answer:
        """Return the provider's answer to one text, after one attempt."""
        ...
