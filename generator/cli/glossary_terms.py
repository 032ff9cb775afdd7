"""What the commands of the glossary share: pairs of languages, lines of terms, and adding."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from generator.cli.common import result, say
from generator.config import Config
from generator.content.glossary import Term, read_pair
from generator.errors import UsageError
from generator.letters import script_of
from generator.locales import script
from generator.translation.glossary.editing import Added, add_terms, compare


def pair_of(text: str) -> tuple[str, str]:
    """Return the two languages of a pair; UsageError where it is none."""
    pair = read_pair(text)
    if pair is None:
        raise UsageError(f"`{text}` is no pair of languages", hint="write it as `ar-en`: from, hyphen, into")
    return pair


def default_pair(config: Config, source: str) -> tuple[str, str]:
    """Return the digest's first language and the one it is translated into, if `source` can be of the first."""
    targets = [lang for lang in config.translate_to if lang != config.default_language]
    written = script_of(source)
    if len(targets) != 1 or (written and written != script(config.default_language)):
        raise UsageError("from which language, into which?", hint="name them as in `--pair ar-en`")
    return config.default_language, targets[0]


def aligned_terms(terms: Iterable[Term]) -> list[str]:
    """Return a line a term: source, target, pair, kind, what must not stand, note."""
    lines = []
    for term in terms:
        ruled_out = f"not {', '.join(term.wrong)}" if term.wrong else ""
        rest = "; ".join(filter(None, (ruled_out, term.note)))
        lines.append(f"{term.source} → {term.target} ({term.pair}, {term.kind}){f'  {rest}' if rest else ''}")
    return lines


def add_all(project: Path, terms: Sequence[Term], there: Sequence[Term], *, dry_run: bool) -> Added:
    """Add terms, or only say which would be, and print what came of it."""
    done = compare(terms, there) if dry_run else add_terms(project, terms)
    for line in aligned_terms(done.added):
        result(line)
    say_conflicts(done.conflicts)
    verb = "would be added" if dry_run else "added"
    say(f"{len(done.added)} {verb}, {len(done.known)} known, {len(done.conflicts)} agreed otherwise")
    return done


def say_conflicts(conflicts: Iterable[tuple[Term, Term]]) -> None:
    """Say which terms are agreed otherwise; the file keeps what it has."""
    for there, new in conflicts:
        where = f" in line {there.line}" if there.line else ""
        say(f"`{new.source}` is `{there.target}`{where}, not `{new.target}`: nothing was changed")


def is_below(file: str, paths: Sequence[str]) -> bool:
    """Tell whether a file is one of the paths, or in a folder that is; without any, every file is."""
    return not paths or any(path in {"", file} or file.startswith(f"{path}/") for path in paths)
