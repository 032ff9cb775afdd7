"""Attach a translation to an article, or refresh the machine text in it: study, ask, assemble, write."""

from pathlib import Path
from typing import Literal, TypeAlias

from msgspec import structs

from generator.content.ledger import block_hash, text_hash
from generator.errors import UsageError, unreadable
from generator.model import Finding, TranslationStatus, Value
from generator.translation.asking import NO_TERMS, Failure, Outcome, Task, ask, tasks_of
from generator.translation.assemble import CannotAssemble, Made, key_of
from generator.translation.glossary import Glossary
from generator.translation.glossary.enforcing import AgreedTerms
from generator.translation.jobs import Job
from generator.translation.journal import JournaledEngine
from generator.translation.ladder import questions_of
from generator.translation.memory import Memory
from generator.translation.study import Study, is_orphan
from generator.translation.writing import Changed, put, study_job

Action: TypeAlias = Literal["created", "updated", "unchanged", "failed"]
Only: TypeAlias = frozenset[Literal["missing", "stale"]]

EVERYTHING: Only = frozenset(("missing", "stale"))


class Done(Value, frozen=True, kw_only=True):
    """What a run did to one translation.

    `overtaken` are the places of a person's texts whose original has changed, `orphans` of those that have lost theirs.
    What waits for a person in a translation whose status is `human` is among the `failures`.
    """

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
    overtaken: tuple[str, ...] = ()
    orphans: tuple[str, ...] = ()


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
    found = study_job(project, job, source_of=memory.source_of)
    if found is None:
        return _done(job, "failed"), (_finding(job, "this article or its translation cannot be read"),)
    before, here = engine.spent, beside(found, memory)
    terms = AgreedTerms(glossary, *pair) if glossary and glossary.serves(*pair) else NO_TERMS
    outcome = ask(tasks_for(found, pair, only), here, engine, pair, terms, again=engine.again)
    outcome = structs.replace(
        outcome,
        # What was on disk already, or is too much for the budget, was not sent.
        sent=min(outcome.sent, engine.spent.requests - before.requests),
        characters=engine.spent.characters - before.characters if outcome.sent else 0,
    )
    try:
        # Where no engine was asked, the files were read a moment ago.
        found, new = put(
            project, job, found, outcome.answers, made, just_read=not outcome.asked, source_of=memory.source_of
        )
    except (Changed, CannotAssemble, OSError, ValueError, UsageError) as error:
        engine.keep_all(refused=isinstance(error, CannotAssemble))
        return _done(job, "failed", outcome), (_refusal(job, error),)
    if engine.has_answers:
        engine.settle(_landed(outcome, new), questions_of(outcome.refused))
    if found is None:
        return _done(job, "failed", outcome), (_finding(job, "this article or its translation cannot be read"),)
    memory.learn(part_source for part in found.parts if (part_source := key_of(part)[1]))
    outcome = structs.replace(
        outcome,
        failures=(*outcome.failures, *(Failure(str(part.place), "person") for part in found.for_a_person)),
    )
    if new is None:
        failed = any(failure.grave for failure in outcome.failures)
        return _with_overtaken(_done(job, "failed" if failed else "unchanged", outcome), found), ()
    done = _done(job, "updated" if found.translation else "created", outcome, new.status)
    return _with_overtaken(done, found), ()


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


def _landed(outcome: Outcome, new: Made | None) -> frozenset[str]:
    """Return what was sent for texts that are written now, and for no other."""
    there = {(entry.src, entry.out) for entry in new.entries} if new else set()
    landed = {key for key, given in outcome.answers.items() if (block_hash(key[1]), text_hash(given.text)) in there}
    done, waiting = (
        questions_of(line for key, lines in outcome.asked.items() if (key in landed) == wanted for line in lines)
        for wanted in (True, False)
    )
    return done - waiting


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


def _with_overtaken(done: Done, found: Study) -> Done:
    """Return what was done with the places of a person's texts that their original has left behind."""
    orphans = tuple(str(part.place) for part in found.overtaken if is_orphan(part))
    changed = tuple(str(part.place) for part in found.overtaken if not (is_orphan(part) or found.by_person))
    return structs.replace(done, overtaken=changed, orphans=orphans)


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
