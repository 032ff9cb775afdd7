"""Attach a translation to an article, or refresh the machine text in it: study, ask, assemble, write."""

from pathlib import Path
from typing import Literal, TypeAlias

from msgspec import structs

from generator.errors import UsageError, unreadable
from generator.model import Finding, TranslationStatus, Value
from generator.translation.asking import NO_TERMS, Failure, Outcome, Task, ask, tasks_of
from generator.translation.assemble import CannotAssemble, key_of
from generator.translation.glossary import Glossary
from generator.translation.glossary.enforcing import AgreedTerms
from generator.translation.jobs import Job
from generator.translation.journal import JournaledEngine
from generator.translation.memory import Memory
from generator.translation.study import Study
from generator.translation.writing import Changed, put, study_job

Action: TypeAlias = Literal["created", "updated", "unchanged", "failed"]
Only: TypeAlias = frozenset[Literal["missing", "stale"]]

EVERYTHING: Only = frozenset(("missing", "stale"))
IMPORTED_FLAG = "imported"


class Done(Value, frozen=True, kw_only=True):
    """What a run did to one translation."""

    path: str
    original: str
    lang: str
    action: Action
    status: TranslationStatus | Literal[""] = ""
    translated: int = 0
    from_memory: int = 0
    sent: int = 0
    characters: int = 0
    failures: tuple[Failure, ...] = ()
    flags: int = 0


def translate_job(
    project: Path,
    job: Job,
    memory: Memory,
    engine: JournaledEngine,
    made: str,
    only: Only = EVERYTHING,
    *,
    glossary: Glossary | None = None,
) -> tuple[Done, tuple[Finding, ...]]:
    """Translate one article as far as memory and the engine can, and write what came of it."""
    pair = job.original.lang, job.lang
    found = study_job(project, job)
    if found is None:
        return _done(job, "failed"), (_finding(job, "this article or its translation cannot be read"),)
    before, here = engine.spent, beside(found, memory)
    terms = AgreedTerms(glossary, *pair) if glossary else NO_TERMS
    outcome = _marked(ask(tasks_for(found, pair, only), here, engine, pair, terms), here, pair)
    outcome = structs.replace(
        outcome,
        # What was on disk already, or is too much for the budget, was not sent.
        sent=min(outcome.sent, engine.spent.requests - before.requests),
        characters=engine.spent.characters - before.characters if outcome.sent else 0,
    )
    try:
        found, new = put(project, job, found, outcome.answers, made)
    except (Changed, OSError) as error:
        engine.release()
        return _done(job, "failed", outcome), (_refusal(job, error),)
    except (CannotAssemble, ValueError, UsageError) as error:
        engine.settle()
        return _done(job, "failed", outcome), (_refusal(job, error),)
    engine.settle()
    if found is None:
        return _done(job, "failed", outcome), (_finding(job, "this article or its translation cannot be read"),)
    memory.learn(part_source for part in found.parts if (part_source := key_of(part)[1]))
    outcome = structs.replace(
        outcome,
        failures=(*outcome.failures, *(Failure(str(part.place), "person") for part in found.for_a_person)),
    )
    if new is None:
        failed = any(failure.grave for failure in outcome.failures)
        return _done(job, "failed" if failed else "unchanged", outcome), ()
    return _done(job, "updated" if found.translation else "created", outcome, new.status), ()


def unchanged(job: Job) -> Done:
    """Return what a run does to a translation in which there is nothing to do."""
    return _done(job, "unchanged")


def tasks_for(found: Study, pair: tuple[str, str], only: Only) -> tuple[Task, ...]:
    """Return what is wanted of a translation: what is `missing`, what is `stale`, or both."""
    keys = {key_of(part) for part in found.wanted if (part.owner == "nobody" and "missing" in only)
            or (part.owner != "nobody" and "stale" in only)}  # fmt: skip
    return tuple(task for task in tasks_of(found, pair) if task.key in keys)


def beside(found: Study, memory: Memory) -> Memory:
    """Return a memory that knows which blocks stand beside each other in an article."""
    return memory.beside([slot.original.source for slot in found.slots if slot.original])


def _marked(outcome: Outcome, memory: Memory, pair: tuple[str, str]) -> Outcome:
    """Return what came of asking, with what memory has from another tool marked as that."""
    answers = dict(outcome.answers)
    for (kind, source), answer in outcome.answers.items():
        if answer.engine == "memory" and (known := memory.find(pair, kind, source)) and known.imported:
            answers[kind, source] = structs.replace(answer, flags=(*answer.flags, IMPORTED_FLAG))
    return structs.replace(outcome, answers=answers)


def _done(job: Job, action: Action, outcome: Outcome | None = None, status: TranslationStatus | None = None) -> Done:
    base = Done(path=job.path, original=job.original.path, lang=job.lang, action=action, status=status or "")
    if outcome is None:
        return base
    return Done(
        path=base.path,
        original=base.original,
        lang=base.lang,
        action=action,
        status=base.status,
        translated=len(outcome.answers) if status else 0,
        from_memory=outcome.from_memory,
        sent=outcome.sent,
        characters=outcome.characters,
        failures=outcome.failures,
        flags=sum(bool(answer.flags) for answer in outcome.answers.values()),
    )


def _refusal(job: Job, error: Exception) -> Finding:
    match error:
        case Changed():
            message = "this file was saved again and again meanwhile, so it was left as it is"
            return _finding(job, message, hint="translate again when nobody is writing it")
        case OSError():
            return _finding(job, unreadable(Path(job.path), error))
        case _:
            return _finding(job, "the translation cannot be fitted into this file")


def _finding(
    job: Job, message: str, *, hint: str = "`nashra check` says what is wrong with it; then translate again"
) -> Finding:
    return Finding(
        code="not-translated",
        severity="error",
        file=job.path,
        line=1,
        column=1,
        message=message,
        hint=hint,
    )
