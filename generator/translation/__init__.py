"""Translations: what they need, who can give it, and how it is written without touching a person's words.

Never imported by the pure build. Files are the truth; engines are plugs; memory is what the files hold.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path

from generator.config import Config
from generator.errors import EngineError
from generator.model import Finding, Value
from generator.translation.alone import only_run
from generator.translation.asking import Failure
from generator.translation.budget import Limits, Spent, budget_of, price_of, spent_on
from generator.translation.engines import ENGINES, open_engine
from generator.translation.glossary import read_glossary
from generator.translation.jobs import Job
from generator.translation.journal import JournaledEngine, kept_answers
from generator.translation.memory import idle, states
from generator.translation.planning import Kept, Planned, plan_job
from generator.translation.room import Room, Wishes, open_room
from generator.translation.run import EVERYTHING, Done, Only, translate_job, unchanged
from generator.translation.segments import TranslationState
from generator.translation.standing import Standing, standing_of
from generator.translation.store import Store

__all__ = [
    "ENGINES",
    "Done",
    "Failure",
    "Job",
    "Limits",
    "Only",
    "Options",
    "Plan",
    "Planned",
    "Progress",
    "Report",
    "TranslationState",
    "plan",
    "standings",
    "status",
    "translate",
]


class Options(Value, frozen=True, kw_only=True):
    """What to translate (all where `paths` and `to` are empty), with which engine (empty: the digest's), and when."""

    now: datetime
    paths: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    engine: str = ""
    only: Only = EVERYTHING
    limits: Limits = Limits()


class Report(Value, frozen=True, kw_only=True):
    """What a run did. `partial` where something that was asked of an engine could not be had.

    `over_budget` is how many texts were not sent because the budget was used up. `too_long` is how many characters the
    first of them has, where that alone is more than the budget of a run, `budget` that budget; else they are 0.
    """

    engine: str
    done: tuple[Done, ...]
    findings: tuple[Finding, ...]
    spent: Spent = Spent()
    over_budget: int = 0
    too_long: int = 0
    budget: int = 0

    @property
    def partial(self) -> bool:
        """Whether something failed; that memory lacks a text, or that a person is wanted, is no failure."""
        errors = any(finding.severity == "error" for finding in self.findings)
        return errors or any(failure.grave for each in self.done for failure in each.failures)


class Plan(Value, frozen=True, kw_only=True):
    """What a run would do: translations with something wanted, and what was sent to the engine today.

    `here` is whether an engine is asked that sends text nowhere. `kept` is how many answers are on disk from a run that
    was broken off; they are not sent again, and are not among what is planned.
    """

    engine: str
    here: bool
    planned: tuple[Planned, ...]
    spent_today: Spent
    kept: int


class Progress(Value, frozen=True, kw_only=True):
    """How far a run is: translations done, of how many, and texts that were answered."""

    done: int
    total: int
    texts: int


def translate(
    project: Path,
    config: Config,
    options: Options,
    *,
    environment: Mapping[str, str] | None = None,
    progress: Callable[[Done], None] | None = None,
    watch: Callable[[Progress], None] | None = None,
) -> Report:
    """Attach or refresh translations and return what was done; EngineError where the engine cannot work at all.

    With `none` nothing is looked up, sent or written. Keys are taken from the environment, and from nowhere else.
    `progress` hears of every translation when it is done, and `watch` of every text besides.
    """
    name = options.engine or config.translate.engine
    settings = config.translate.engines.get(name, {})
    engine = open_engine(name, settings, os.environ if environment is None else environment)
    budget = budget_of(config, name, options.limits, network=engine.network)
    if name == "none":
        return Report(engine=name, done=(), findings=())
    done: list[Done] = []
    alone = only_run(project) if ENGINES[name].asks else nullcontext()
    with alone, open_room(project, config, _wishes(options)) as room:
        glossary, faults = read_glossary(project)
        findings = [*room.findings, *faults]
        texts = 0

        def count(more: int) -> None:
            nonlocal texts
            texts += more
            if watch:
                watch(Progress(done=len(done), total=len(room.jobs), texts=texts))

        journaled = JournaledEngine(engine, room.store, room.day, budget, watch=count)
        most = budget.whole
        nothing_to_do = idle(room.store)
        count(0)
        for job in room.jobs:
            if job.path in nothing_to_do:
                result = unchanged(job)
            else:
                result, found = translate_job(
                    project, job, room.memory, journaled, room.day, options.only, glossary=glossary
                )
                findings += found
            done.append(result)
            if progress:
                progress(result)
            count(0)
        return Report(
            engine=name,
            done=tuple(done),
            findings=tuple(findings),
            spent=journaled.spent if engine.network else Spent(),
            over_budget=journaled.refused,
            too_long=journaled.next_text if journaled.next_text > most else 0,
            budget=int(most) if journaled.next_text > most else 0,
        )


def plan(project: Path, config: Config, options: Options) -> Plan:
    """Return what `translate` would do, translations with nothing wanted left out; no socket is opened."""
    name = options.engine or config.translate.engine
    if name not in ENGINES:
        raise EngineError(f"there is no engine `{name}`", hint=f"the engines are {', '.join(sorted(ENGINES))}")
    with open_room(project, config, _wishes(options)) as room:
        price = price_of(config, name) if _is_elsewhere(config, name) else 0.0
        kept = _kept(config, name, room.store)
        nothing_to_do = idle(room.store)
        jobs = (job for job in room.jobs if job.path not in nothing_to_do)
        planned = (
            plan_job(project, job, room.memory, options.only, price=price, asks=_would_ask(name, job), kept=kept)
            for job in jobs
        )
        return Plan(
            engine=name,
            here=ENGINES[name].asks and not _is_elsewhere(config, name),
            planned=tuple(each for each in planned if each.wanted),
            spent_today=spent_on(room.store, room.day, name),
            kept=kept_answers(room.store, name),
        )


def status(project: Path, config: Config, options: Options) -> Iterator[TranslationState]:
    """Yield the state of every wanted translation, by path."""
    with open_room(project, config, _wishes(options), untranslated=True) as room:
        yield from states(room.store, room.jobs)


def standings(project: Path, config: Config, options: Options) -> Iterator[tuple[Standing, Room]]:
    """Yield how every translation stands that is there, by path, with the room whose memory can be asked for more."""
    with open_room(project, config, _wishes(options)) as room:
        for job in room.jobs:
            if job.translation and (found := standing_of(project, job, room.memory)):
                yield found, room


def _is_elsewhere(config: Config, engine: str) -> bool:
    """Tell whether text leaves this program for an engine, by the table of engines and by the settings."""
    return ENGINES[engine].network and config.translate.engines.get(engine, {}).get("network") is not False


def _kept(config: Config, name: str, store: Store) -> Kept | None:
    if not kept_answers(store, name):
        return None
    try:
        return Kept(store, open_engine(name, config.translate.engines.get(name, {}), os.environ))
    except EngineError:
        # What an engine lacks is said when it is to translate.
        return None


def _would_ask(engine: str, job: Job) -> bool:
    pairs = ENGINES[engine].pairs
    pair = job.original.lang.partition("-")[0], job.lang.partition("-")[0]
    return ENGINES[engine].asks and (not pairs or pair in pairs)


def _wishes(options: Options) -> Wishes:
    return Wishes(now=options.now, paths=options.paths, to=options.to)
