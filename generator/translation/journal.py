"""An engine whose answers are on disk before the next text is sent, so that nothing is paid for twice.

A run that is killed loses the request it was waiting for. The next run finds what was answered, and sends the rest.
Answers are forgotten once they are written. One that could not be used stands for a week, so that a text which an
engine cannot translate is paid for once a week at most; the others wait for the rest of their paragraph.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
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
"""How long an answer is kept that is not asked for again."""
DAYS_REFUSED = 7
"""How long an answer is kept that could not be used."""


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
        self.next_text = 0
        """How many characters the first text has that was refused."""
        self._engine = engine
        self._store = store
        self._day = day
        self._budget = budget or Budget()
        self._watch = watch
        self._asked: dict[str, str] = {}
        self.again: Engine = _Again(self)
        # What is paid for goes one by one.
        self._at_once = 1 if engine.network else AT_ONCE
        _forget_old(store, day)

    def translate(self, texts: Sequence[str], source: str, target: str, *, html: bool = False) -> list[Answer]:
        """Return one answer for each text, in order; equal texts are sent once."""
        return self.ask(texts, source, target, "html" if html else "text", html=html)

    def ask(self, texts: Sequence[str], source: str, target: str, kind: str, *, html: bool) -> list[Answer]:
        """Return one answer for each text, as `translate` does; answers to another `kind` of question are not known."""
        keys = {text: _key(self, source, target, kind, text) for text in texts}
        answers: dict[str, Answer] = {
            text: Ok(known) for text, key in keys.items() if (known := _answer(self._store, key))
        }
        left = [text for text in keys if text not in answers]
        while left:
            batch = list(self._affordable(left[: self._at_once]))
            if not batch:
                if not self.refused:
                    self.next_text = len(left[0])
                self.refused += len(left)
                answers |= dict.fromkeys(left, Err("budget"))
                break
            self._spend(batch)
            got = self._engine.translate(batch, source, target, html=html)
            given = dict(zip(batch, got, strict=True))
            unsent = [text for text, answer in given.items() if isinstance(answer, Err) and not _was_sent(answer)]
            self._spend(unsent, -1)
            self._keep({keys[text]: answer.text for text, answer in given.items() if isinstance(answer, Ok)})
            answers |= given
            left = left[len(batch) :]
            if self._watch:
                self._watch(len(batch))
        self._asked |= {keys[text]: text for text, answer in answers.items() if isinstance(answer, Ok)}
        return [answers[text] for text in texts]

    @property
    def has_answers(self) -> bool:
        """Whether there are answers to what was asked since the last time that something was settled."""
        return bool(self._asked)

    def settle(self, landed: Collection[str], refused: Collection[str] = ()) -> None:
        """Forget answers that are written, and keep the others to what was asked since the last time.

        `refused` are texts whose answers could not be used.
        """
        asked = sorted(self._asked.items())
        self._asked.clear()
        if asked:
            done = [(key,) for key, text in asked if text in landed]
            waiting = [(self._day, key) for key, text in asked if text not in landed and text not in refused]
            unfit = [(self._day, key) for key, text in asked if text not in landed and text in refused]
            with self._store.change() as connection:
                connection.executemany("DELETE FROM answer WHERE key = ?", done)
                connection.executemany("UPDATE answer SET day = ?, refused = 0 WHERE key = ?", waiting)
                connection.executemany("UPDATE answer SET day = ?, refused = 1 WHERE key = ? AND NOT refused", unfit)

    def keep_all(self, *, refused: bool = False) -> None:
        """Keep all answers to what was asked since the last time; `refused` where they could not be used."""
        self.settle((), frozenset(self._asked.values()) if refused else ())

    def _affordable(self, texts: Sequence[str]) -> Iterator[str]:
        """Yield what may be sent; nothing more once a text had to wait, so that the articles after it wait too."""
        if self.refused:
            return
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
                    "INSERT OR REPLACE INTO answer (key, engine, day, text, refused) VALUES (?, ?, ?, ?, 0)",
                    ((key, self.name, self._day, text) for key, text in given.items()),
                )


class _Again:
    """The same engine, with the same journal and budget, that answers anew what it has answered once."""

    def __init__(self, first: JournaledEngine) -> None:
        self.name = first.name
        self.revision = first.revision
        self.network = first.network
        self.html = first.html
        self._first = first

    def translate(self, texts: Sequence[str], source: str, target: str, *, html: bool = False) -> list[Answer]:
        """Return one answer for each text, in order; it is asked for even if there was one before."""
        return self._first.ask(texts, source, target, "html again" if html else "text again", html=html)


def kept_answers(store: Store, engine: str) -> int:
    """Return how many answers of an engine are on disk that are not written yet, or could not be used."""
    return int(store.connection.execute("SELECT count(*) FROM answer WHERE engine = ?", (engine,)).fetchone()[0])


def known_answer(store: Store, engine: Engine, pair: tuple[str, str], text: str, *, html: bool) -> str | None:
    """Return an engine's answer to a text, asked for the first time, that is on disk and not written yet."""
    return _answer(store, _key(engine, *pair, "html" if html else "text", text))


def _key(engine: Engine, source: str, target: str, kind: str, text: str) -> str:
    return combine(engine.name, engine.revision, source, target, kind, text)


def _answer(store: Store, key: str) -> str | None:
    row = store.connection.execute("SELECT text FROM answer WHERE key = ?", (key,)).fetchone()
    return row[0] if row else None


def _was_sent(err: Err) -> bool:
    return err.sent and err.kind not in UNSENT


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
    before, week_before = ((date.fromisoformat(day) - timedelta(days)).isoformat() for days in (DAYS, DAYS_REFUSED))
    with store.change() as connection:
        connection.execute("DELETE FROM answer WHERE day < ? OR (refused AND day < ?)", (before, week_before))
