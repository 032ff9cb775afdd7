"""Any program as an engine: one JSON object a line to it, one a line from it."""

import json
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from pathlib import PurePath

from msgspec import structs

from generator.translation.engines.program import Ended, NotStarted, Program, TimedOut
from generator.translation.engines.protocol import Answer, Err, ErrorKind, Ok, answered, seconds_in

SECONDS = 60.0
FAILURES_IN_A_ROW = 3
JUNK = 1000
"""Lines without an answer, one after another, after which a program is not listened to any longer."""

_PLAIN = re.compile(r"[^\W_](?:[^\W_]| (?! )){0,38}[^\W_]")
_SECRETS = ("KEY", "TOKEN", "SECRET", "PASSWORD", "APPID", "CLIENT_ID")

_KINDS: Mapping[str, ErrorKind] = {"pair": "pair", "too_long": "too_long", "rate": "rate", "quota": "quota"}


class CommandEngine:
    """Keeps a program running and gives it texts.

    Whatever the program does, every text has one answer. Where it dies or is silent for too long, the text that it was
    at is given up, and it is started again for the rest; after three such ends without an answer between, for nothing.
    """

    name = "command"

    def __init__(self, argv: Sequence[str], settings: Mapping[str, object], environment: Mapping[str, str]) -> None:
        self.revision = str(settings.get("revision") or "")
        self.network = settings.get("network") is not False
        self.html = settings.get("html") is True
        self._name = PurePath(argv[0]).name or argv[0]
        self._secrets = tuple(value for key, value in environment.items() if len(value) > 3 and key.endswith(_SECRETS))
        self._program = Program(argv, environment)
        self._seconds = seconds_in(settings, SECONDS)
        self._numbers = count(1)
        self._lock = threading.Lock()
        self._failures = 0

    def translate(self, texts: Sequence[str], source: str, target: str, *, html: bool = False) -> list[Answer]:
        """Return one answer for each text, in order."""
        with self._lock:
            return self._translate(texts, source, target, "html" if html else "text")

    def _translate(self, texts: Sequence[str], source: str, target: str, form: str) -> list[Answer]:
        given: dict[int, Answer] = {}
        while (left := [place for place in range(len(texts)) if place not in given]) and (
            self._failures < FAILURES_IN_A_ROW
        ):
            numbers = {str(next(self._numbers)): place for place in left}
            lines = [
                _line({"id": number, "text": texts[place], "source": source, "target": target, "format": form})
                for number, place in numbers.items()
            ]
            err = Err("bad_answer")
            try:
                for number, answer in self._answers(lines, frozenset(numbers)):
                    given.setdefault(numbers[number], self._safe(answer, texts))
                    self._failures = 0
                continue
            except TimedOut:
                err = Err("timeout", retryable=True)
            except NotStarted:
                self._failures = FAILURES_IN_A_ROW
                err = Err("bad_answer", detail=f"{self._name} cannot be started", sent=False)
            except Ended:
                status = self._program.status()
                err = Err("bad_answer", detail="" if status is None else f"ended with exit status {status}")
            self._program.end()
            self._failures += 1
            given[next(place for place in left if place not in given)] = err
        return [given.get(place, Err("stopped")) for place in range(len(texts))]

    def _safe(self, answer: Answer, texts: Sequence[str]) -> Answer:
        """Return an answer whose detail has no word of the texts and no key."""
        if isinstance(answer, Ok) or not answer.detail:
            return answer
        said = {word for text in texts for word in text.casefold().split()}
        taken = any(len(word) > 3 and any(word in each for each in said) for word in answer.detail.casefold().split())
        secret = any(each in answer.detail or answer.detail in each for each in self._secrets)
        return structs.replace(answer, detail="") if taken or secret else answer

    def _answers(self, lines: Sequence[str], numbers: frozenset[str]) -> Iterator[tuple[str, Answer]]:
        """Yield answers until every number has one."""
        self._program.give("".join(lines))
        open_numbers, junk = set(numbers), 0
        wait = self._program.waiting(self._seconds)
        while open_numbers:
            number, answer = _read(self._program.line(wait.left()))
            if number in open_numbers:
                open_numbers.discard(number)
                wait, junk = self._program.waiting(self._seconds), 0
                yield number, answer
            elif (junk := junk + 1) > JUNK:
                raise Ended


def _line(question: Mapping[str, str]) -> str:
    return f"{json.dumps(question)}\n"


def _read(line: bytes) -> tuple[str, Answer]:
    """Return what a line answers to; nothing (an empty number) for what is no answer."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return "", Err("bad_answer")
    if not isinstance(value, dict) or not isinstance(value.get("id"), str | int):
        return "", Err("bad_answer")
    number = str(value["id"])
    if "text" in value:
        return number, answered(value["text"])
    said = str(value.get("error"))
    if said in _KINDS:
        return number, Err(_KINDS[said])
    # What the program says may be anything; only a few plain words are kept.
    return number, Err("bad_answer", detail=said if "error" in value and _PLAIN.fullmatch(said) else "")
