"""`nashra import --learn`: what the captures of an outlet teach about it."""

from collections.abc import Iterable
from pathlib import Path

from generator.cli.common import print_findings, result, say
from generator.desk.gather import Item, captures_among
from generator.desk.learn import Proposal, outlet, propose, write_cues
from generator.importers.profiles.learning import Learned
from generator.model import Finding

_WHAT = {"end": "ends the text", "skip": "leaves out with what is announced below", "drop": "leaves out"}


def run_learn(folder: Path, source_id: str, items: Iterable[Item], *, write: bool) -> int:
    """Print the cue words that captures of a source teach, or add them to its file; 1 where a capture was no good."""
    source = outlet(folder, source_id)
    failures: list[Finding] = []
    try:
        proposal = propose(source, captures_among(items, failures), failures)
    finally:
        print_findings(failures)
    _explain(proposal)
    if proposal.learned and write:
        write_cues(folder, source, proposal.cues)
        result(source.path)
    elif proposal.learned:
        result(proposal.table)
        say(f"nothing was written: `--write` adds this to `{source.path}`")
    return int(any(each.severity == "error" for each in failures))


def _explain(proposal: Proposal) -> None:
    for name, other in proposal.same:
        say(f"{name}: set aside, for it holds the same article as {other}")
    for each in proposal.learned:
        say(_told(each))
    if not proposal.learned:
        say("nothing repeats that is not known already")


def _told(learned: Learned) -> str:
    what = _WHAT[learned.kind]
    counts = ", ".join(f"{name} ({count})" for name, count in learned.lines.items())
    return f"{learned.kind} `{learned.cue}` {what}: {counts}"
