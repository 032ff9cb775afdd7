"""What a run would do: texts, characters, requests, cost. Nothing is sent and nothing written."""

from collections.abc import Sequence
from pathlib import Path

from generator.model import Value
from generator.translation.asking import ask
from generator.translation.budget import MILLION
from generator.translation.engines import Answer, Err
from generator.translation.jobs import Job
from generator.translation.memory import Memory
from generator.translation.run import EVERYTHING, Only, beside, tasks_for
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


def plan_job(
    project: Path, job: Job, memory: Memory, only: Only = EVERYTHING, *, price: float = 0.0, asks: bool = True
) -> Planned:
    """Return what `translate_job` would do, with an engine that `asks` or not; nothing is sent and nothing written."""
    pair = job.original.lang, job.lang
    found = study_job(project, job)
    tasks = tasks_for(found, pair, only) if found else ()
    counting = _Counting()
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
    html = False

    def __init__(self) -> None:
        self.asked: dict[str, None] = {}

    def translate(
        self,
        texts: Sequence[str],
        source: str,  # noqa: ARG002
        target: str,  # noqa: ARG002
        *,
        html: bool = False,  # noqa: ARG002
    ) -> list[Answer]:
        self.asked |= dict.fromkeys(texts)
        return [Err("not_found") for _ in texts]
