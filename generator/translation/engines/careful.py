"""An engine out of a service: limits, retries with jitter, a pause between requests, an end to a lost cause."""

import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

from msgspec import structs

from generator.translation.engines.notices import notice, quota_notice
from generator.translation.engines.protocol import Answer, Err, Limits, Ok, Service
from generator.translation.engines.sentences import sentences

TRIES = 4
FAILURES_IN_A_ROW = 5
FIRST_TRIES = 2
"""How many attempts in vain end an engine of which nothing has been heard."""
LONGEST_PAUSE = 60.0

_FINAL = frozenset({"auth", "quota"})
_OF_THE_TEXT = frozenset({"pair", "too_long"})
"""Errors that say nothing about the service."""


class CarefulEngine:
    """Asks a service for each text; a failure is an answer like any other.

    The engine ends for this run after five failed attempts in a row, after two where the service has not been heard of
    at all, and at once when the key or the quota is refused.
    """

    network = True

    def __init__(self, service: Service, *, pause: Callable[[float], None] = time.sleep, tries: int = TRIES) -> None:
        self.name = service.name
        self.revision = service.revision
        self.html = service.html
        self._service = service
        self._pause = pause
        self._tries = tries
        self._lock = threading.Lock()
        self._failures = 0
        self._heard = False
        self._ended: Err | None = None
        self._next_request = 0.0

    def translate(self, texts: Sequence[str], source: str, target: str, *, html: bool = False) -> list[Answer]:
        """Return one answer for each text, in order."""
        workers = min(self._service.limits.workers, len(texts))
        if workers < 2:
            return [self._whole(text, source, target, html=html) for text in texts]
        with ThreadPoolExecutor(workers, thread_name_prefix=self.name) as pool:
            return list(pool.map(lambda text: self._whole(text, source, target, html=html), texts))

    def _whole(self, text: str, source: str, target: str, *, html: bool) -> Answer:
        done: list[str] = []
        sent = False
        for piece in pieces(text, self._service.limits):
            if not fits(piece, self._service.limits):
                return Err("too_long", sent=sent)
            answer = self._persist(piece, source, target, html=html)
            if isinstance(answer, Err):
                return structs.replace(answer, sent=sent or answer.sent)
            sent = True
            done.append(answer.text)
        return Ok(" ".join(done))

    def _persist(self, text: str, source: str, target: str, *, html: bool) -> Answer:
        answer: Answer = Err("stopped")
        sent = False
        for attempt in range(self._tries):
            if self._ended and attempt == 0:
                return answer
            if self._ended:
                break
            self._take_turn()
            answer = self._service.ask(text, source, target, html=html)
            if isinstance(answer, Ok) and notice(answer.text) and not notice(text):
                answer = Err("quota") if quota_notice(answer.text) else Err("bad_answer", retryable=True)
            self._count(answer)
            sent = sent or isinstance(answer, Ok) or answer.sent
            if isinstance(answer, Ok) or not answer.retryable or attempt == self._tries - 1:
                break
            wait = _jitter(attempt) if answer.wait is None else answer.wait
            if wait > LONGEST_PAUSE:
                break
            self._pause(wait)
        return answer if isinstance(answer, Ok) else structs.replace(answer, sent=sent)

    def _count(self, answer: Answer) -> None:
        with self._lock:
            self._heard = self._heard or isinstance(answer, Ok) or (answer.sent and answer.kind != "timeout")
            if isinstance(answer, Ok):
                self._failures = 0
                return
            if answer.kind in _OF_THE_TEXT:
                return
            self._failures += 1
            allowed = FAILURES_IN_A_ROW if self._heard else FIRST_TRIES
            if answer.kind in _FINAL or self._failures >= allowed:
                self._ended = answer

    def _take_turn(self) -> None:
        if not (rate := self._service.limits.per_second):
            return
        with self._lock:
            now = time.monotonic()
            turn = max(now, self._next_request)
            self._next_request = turn + 1 / rate
        if turn > now:
            self._pause(turn - now)


def _jitter(attempt: int) -> float:
    return random.uniform(0, min(LONGEST_PAUSE, 2.0**attempt))  # noqa: S311 - spreads requests, hides nothing


def fits(text: str, limits: Limits) -> bool:
    """Tell whether a provider takes `text` at once."""
    if len(text) > limits.characters or len(text.encode()) > limits.utf8:
        return False
    return not limits.url or len(quote(text)) <= limits.url


def pieces(text: str, limits: Limits) -> Iterator[str]:
    """Yield `text` whole, or cut between sentences where it is more than a provider takes at once."""
    if fits(text, limits):
        yield text
        return
    piece = ""
    for sentence in sentences(text):
        longer = f"{piece} {sentence}" if piece else sentence
        if piece and not fits(longer, limits):
            yield piece
            longer = sentence
        piece = longer
    yield piece
