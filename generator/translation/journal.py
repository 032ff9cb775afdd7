"""An engine whose answers are on disk before the next text is sent, so that nothing is paid for twice.

A run that is killed loses the request it was waiting for. The next run finds what was answered, and sends the rest.
Answers are forgotten once their article is written, or when nothing could be made of them: a bad one is not kept alive.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from generator.fingerprints import combine
from generator.translation.budget import MILLION, Budget, Spent, note_spending
from generator.translation.engines import Answer, Engine, Err, Ok
from generator.translation.store import Store

AT_ONCE = 50
"""How many texts an engine on this machine gets at once."""
UNSENT = frozenset({"pair", "stopped", "not_found"})
"""Errors of texts that an engine did not send."""
DAYS = 30
"""How long an answer is kept for an article that was not translated any further."""


class JournaledEngine:
    """Any engine, with a journal and a budget. What it does not send because the budget is used up is a failure."""

    def __init__(
        self,
        engine: Engine,
        store: Store,
        day: str,
        budget: Budget | None = None,
        *,
        watch: Callable[[int], None] | None = None,
    ) -> None:
        self.name = engine.name
        self.revision = engine.revision
        self.network = engine.network
        self.html = engine.html
        self.spent = Spent()
        self.refused = 0
        self._engine = engine
        self._store = store
        self._day = day
        self._budget = budget or Budget()
        self._watch = watch
        self._asked: set[str] = set()
        # What is paid for goes one by one.
        self._at_once = 1 if engine.network else AT_ONCE
        _forget_old(store, day)

    def translate(self, texts: Sequence[str], source: str, target: str, *, html: bool = False) -> list[Answer]:
        """Return one answer for each text, in order; equal texts are sent once."""
        keys = {
            text: combine(self.name, self.revision, source, target, "html" if html else "text", text) for text in texts
        }
        self._asked |= set(keys.values())
        answers: dict[str, Answer] = {text: Ok(known) for text, key in keys.items() if (known := self._known(key))}
        left = [text for text in keys if text not in answers]
        while left:
            batch = list(self._affordable(left[: self._at_once]))
            if not batch:
                self.refused += len(left)
                answers |= dict.fromkeys(left, Err("budget"))
                break
            self._spend(batch)
            got = self._engine.translate(batch, source, target, html=html)
            given = dict(zip(batch, got, strict=True))
            unsent = [text for text, answer in given.items() if isinstance(answer, Err) and answer.kind in UNSENT]
            self._spend(unsent, -1)
            self._keep({keys[text]: answer.text for text, answer in given.items() if isinstance(answer, Ok)})
            answers |= given
            left = left[len(batch) :]
            if self._watch:
                self._watch(len(batch))
        return [answers[text] for text in texts]

    def settle(self) -> None:
        """Forget the answers to what was asked since the last time: their article is done with."""
        if self._asked:
            with self._store.change() as connection:
                connection.executemany("DELETE FROM answer WHERE key = ?", ((key,) for key in sorted(self._asked)))
        self._asked.clear()

    def release(self) -> None:
        """Keep the answers to what was asked since the last time for another run."""
        self._asked.clear()

    def _known(self, key: str) -> str | None:
        row = self._store.connection.execute("SELECT text FROM answer WHERE key = ?", (key,)).fetchone()
        return row[0] if row else None

    def _affordable(self, texts: Sequence[str]) -> Iterator[str]:
        spent = self.spent
        for text in texts:
            if not self._budget.allows(spent, text):
                return
            spent = _with(spent, text, self._budget.price)
            yield text

    def _spend(self, batch: Sequence[str], times: int = 1) -> None:
        """Count texts as spent, on disk before they are sent; or, `times` -1, as not sent after all."""
        if not batch:
            return
        counted = Spent()
        for text in batch:
            counted = _with(counted, text, self._budget.price)
        self.spent = _sum(self.spent, counted, times)
        if self.network:
            note_spending(self._store, self._day, self.name, _sum(Spent(), counted, times))

    def _keep(self, given: dict[str, str]) -> None:
        if given:
            with self._store.change() as connection:
                connection.executemany(
                    "INSERT OR REPLACE INTO answer VALUES (?, ?, ?, ?)",
                    ((key, self.name, self._day, text) for key, text in given.items()),
                )


def kept_answers(store: Store, engine: str) -> int:
    """Return how many answers of an engine are on disk from a run that was broken off."""
    return int(store.connection.execute("SELECT count(*) FROM answer WHERE engine = ?", (engine,)).fetchone()[0])


def _sum(one: Spent, other: Spent, times: int) -> Spent:
    return Spent(
        requests=one.requests + times * other.requests,
        characters=one.characters + times * other.characters,
        cost=one.cost + times * other.cost,
    )


def _with(spent: Spent, text: str, price: float) -> Spent:
    return Spent(
        requests=spent.requests + 1,
        characters=spent.characters + len(text),
        cost=spent.cost + price * len(text) / MILLION,
    )


def _forget_old(store: Store, day: str) -> None:
    before = (date.fromisoformat(day) - timedelta(days=DAYS)).isoformat()
    with store.change() as connection:
        connection.execute("DELETE FROM answer WHERE day < ?", (before,))
