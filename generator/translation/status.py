"""How far the translations of a digest are."""

from pathlib import Path

from generator.content import ledger
from generator.markdown import split_blocks
from generator.model import TranslationStatus, Value
from generator.translation.documents import read_entries, read_original, read_translation
from generator.translation.run import Job


class TranslationState(Value, frozen=True, kw_only=True):
    """One translation in numbers; `status` is empty where there is none yet."""

    path: str
    original: str
    lang: str
    status: TranslationStatus | str = ""
    blocks: int = 0
    machine: int = 0
    person: int = 0
    untranslated: int = 0
    stale: int = 0
    engine: str = ""
    made: str = ""


def state_of(project: Path, job: Job) -> TranslationState:
    """Return the state of one translation; missing blocks count as untranslated."""
    original = read_original(project, job.original.path)
    originals = split_blocks(original.body) if original else ()
    base = TranslationState(
        path=job.path,
        original=job.original.path,
        lang=job.lang,
        blocks=len(originals),
        untranslated=len(originals),
    )
    translation = read_translation(project, job.path) if job.translation else None
    if translation is None or job.translation is None or job.translation.translation is None:
        return base
    pairs = ledger.compare(originals, split_blocks(translation.body), read_entries(project, job.path)[0])
    states = [pair.state for pair in pairs]
    about = job.translation.translation
    return TranslationState(
        path=base.path,
        original=base.original,
        lang=base.lang,
        status=about.status,
        blocks=len(originals),
        machine=states.count("machine"),
        person=states.count("person"),
        untranslated=states.count("untranslated") + states.count("missing"),
        stale=sum(pair.stale for pair in pairs),
        engine=about.engine,
        made=about.made,
    )
