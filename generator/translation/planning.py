"""What a run would do: texts, characters, requests, cost. Nothing is sent and nothing written."""

from collections.abc import Sequence
from pathlib import Path

from generator.model import Value
from generator.translation.asking import ask
from generator.translation.budget import MILLION
from generator.translation.engines import Answer, Engine, Err, Ok
from generator.translation.jobs import Job
from generator.translation.journal import known_answer
from generator.translation.memory import Memory
from generator.translation.run import EVERYTHING, Only, beside, tasks_for
from generator.translation.store import Store
from generator.translation.writing import study_job


class Planned(Value, frozen=True, kw_only=True):
    """What a run would do to one translation: texts wanted, how many memory has, and what would be sent.

    `cost` is in whatever money the engine's `price` is in.
    """

    path: str
    original: str
    lang: str
    wanted: int
    from_memory: int
    to_send: int
    characters: int
    cost: float = 0.0


class Kept:
    """The answers that an engine gave in a run that was broken off."""

    def __init__(self, store: Store, engine: Engine) -> None:
        self.html = engine.html
        self._store = store
        self._engine = engine

    def answer(self, text: str, pair: tuple[str, str], *, html: bool) -> Ok | None:
        """Return the answer to a text, None where there is none."""
        found = known_answer(self._store, self._engine, pair, text, html=html)
        return None if found is None else Ok(found)


def plan_job(
    project: Path,
    job: Job,
    memory: Memory,
    only: Only = EVERYTHING,
    *,
    price: float = 0.0,
    asks: bool = True,
    kept: Kept | None = None,
) -> Planned:
    """Return what `translate_job` would do, with an engine that `asks` or not; nothing is sent and nothing written.

    `kept` are the answers of an earlier run, which are not asked for again.
    """
    pair = job.original.lang, job.lang
    found = study_job(project, job, source_of=memory.source_of)
    tasks = tasks_for(found, pair, only) if found else ()
    counting = _Counting(kept)
    outcome = ask(tasks, beside(found, memory), counting, pair) if found else None
    asked = [*counting.asked] if asks else []
    characters = sum(map(len, asked))
    return Planned(
        path=job.path,
        original=job.original.path,
        lang=job.lang,
        wanted=len(tasks),
        from_memory=outcome.from_memory if outcome else 0,
        to_send=len(asked),
        characters=characters,
        cost=price * characters / MILLION,
    )


class _Counting:
    """Stands in for an engine that must not be asked, and notes what it would be."""

    name = "counting"
    revision = ""
    network = True

    def __init__(self, kept: Kept | None) -> None:
        self.html = kept.html if kept else False
        self.asked: dict[str, None] = {}
        self._kept = kept

    def translate(self, texts: Sequence[str], source: str, target: str, *, html: bool = False) -> list[Answer]:
        known = {text: self._kept.answer(text, (source, target), html=html) for text in texts} if self._kept else {}
        self.asked |= dict.fromkeys(text for text in texts if not known.get(text))
        return [known.get(text) or Err("not_found") for text in texts]
