"""Translations: what they need, who can give it, and how it is written without touching a person's words.

Never imported by the pure build. Files are the truth; engines are plugs; memory is what the files hold.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from generator.config import Config
from generator.content import load
from generator.errors import EngineError
from generator.model import Finding, Value
from generator.translation.asking import Failure
from generator.translation.engines import ENGINES, open_engine
from generator.translation.run import Done, Job, Planned, find_jobs, memory_of, plan_job, translate_job
from generator.translation.status import TranslationState, state_of

__all__ = [
    "ENGINES",
    "Done",
    "Failure",
    "Job",
    "Options",
    "Planned",
    "Report",
    "TranslationState",
    "plan",
    "status",
    "translate",
]


class Options(Value, frozen=True, kw_only=True):
    """What to translate (all where `paths` and `to` are empty), with which engine (empty: the digest's), and when."""

    now: datetime
    paths: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    engine: str = ""


class Report(Value, frozen=True, kw_only=True):
    """What a run did. `partial` where something that was asked of an engine could not be had."""

    engine: str
    done: tuple[Done, ...]
    findings: tuple[Finding, ...]

    @property
    def partial(self) -> bool:
        """Whether something failed; that memory lacks a text, or that a person is wanted, is no failure."""
        return bool(self.findings) or any(failure.grave for each in self.done for failure in each.failures)


def translate(
    project: Path,
    config: Config,
    options: Options,
    *,
    environment: Mapping[str, str] | None = None,
    progress: Callable[[Done], None] | None = None,
) -> Report:
    """Attach or refresh translations and return what was done; EngineError where the engine cannot work at all.

    With `none` nothing is looked up, sent or written. Keys are taken from the environment, and from nowhere else.
    `progress` hears of every translation when it is done.
    """
    name = options.engine or config.translate.engine
    engine = open_engine(
        name, config.translate.engines.get(name, {}), os.environ if environment is None else environment
    )
    if name == "none":
        return Report(engine=name, done=(), findings=())
    content = load(project, config, {})
    memory = memory_of(project, content, config, options.now)
    made = options.now.astimezone(ZoneInfo(config.timezone)).date().isoformat()
    done: list[Done] = []
    findings: list[Finding] = []
    jobs = find_jobs(content, config, options.now, paths=options.paths, to=options.to or config.translate_to)
    for job in jobs:
        result, found = translate_job(project, job, memory, engine, made)
        done.append(result)
        if progress:
            progress(result)
        findings += found
    return Report(engine=name, done=tuple(done), findings=tuple(findings))


def plan(project: Path, config: Config, options: Options) -> tuple[Planned, ...]:
    """Return what `translate` would do, translations with nothing wanted left out; no socket is opened."""
    name = options.engine or config.translate.engine
    if name not in ENGINES:
        raise EngineError(f"there is no engine `{name}`", hint=f"the engines are {', '.join(sorted(ENGINES))}")
    content = load(project, config, {})
    memory = memory_of(project, content, config, options.now)
    jobs = find_jobs(content, config, options.now, paths=options.paths, to=options.to or config.translate_to)
    planned = (plan_job(project, job, memory) for job in jobs)
    return tuple(each for each in planned if each.wanted)


def status(project: Path, config: Config, options: Options) -> Iterator[TranslationState]:
    """Yield the state of every wanted translation, by path."""
    content = load(project, config, {})
    to: Sequence[str] = options.to or config.translate_to
    for job in find_jobs(content, config, options.now, paths=options.paths, to=to):
        yield state_of(project, job)
