"""`nashra review`: what machines translated and nobody has been over, one paragraph after the other."""

from pathlib import Path

import click

from generator.cli.common import (
    build_instant,
    digest,
    in_project,
    print_findings,
    printable,
    project_option,
    result,
    say,
    write_json,
)
from generator.cli.review import Quit, answered, isolated
from generator.config import Config, load_config
from generator.content.ledger import block_hash, text_hash
from generator.desk import review_sheets as sheets
from generator.desk import translation_review as desk
from generator.translation.flags import in_words
from generator.translation.revise import Revision
from generator.translation.standing import BlockStanding

HELP = """\
  Enter      the translation is right as it stands; it is yours from then on
  a text     write this instead; for several lines, write a dot alone before the first and after the last
  s          decide another day          q  stop here, all answers are kept          ?  this help"""


@click.command("review")
@project_option
@click.argument("paths", nargs=-1, metavar="[PATH]…")
@click.option("--to", "to", multiple=True, metavar="LANG", help="Only translations into this language.")
@click.option("--by", default="", metavar="NAME", help="Your name: readers see who reviewed a translation.")
@click.option("--export", "export_to", type=click.Path(path_type=Path), help="Write what waits into FILE.xlsx.")
@click.option("--import", "import_from", type=click.Path(path_type=Path, exists=True), help="Take FILE.xlsx back in.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
def review_command(
    project: Path | None,
    paths: tuple[str, ...],
    to: tuple[str, ...],
    by: str,
    export_to: Path | None,
    import_from: Path | None,
    as_json: bool,
) -> int:
    """List the translations that wait for a person, by story and age; with PATH, go through them here.

    `nashra serve` shows the same in a browser, source and translation side by side.
    """
    folder = digest(project)
    config, _ = load_config(folder)
    chosen = tuple(in_project(path, folder) for path in paths)
    if import_from:
        return _import(folder, config, import_from, by)
    if export_to:
        return _export(folder, config, export_to, chosen, to)
    work = desk.work_list(folder, config, build_instant(None), paths=chosen, to=to)
    if chosen and not as_json:
        return _go_through(folder, config, [each.path for each in work], by)
    return _list(work, as_json=as_json)


def _list(work: tuple[desk.Work, ...], *, as_json: bool) -> int:
    if as_json:
        write_json({"work": work})
        return 0
    for each in work:
        result(
            f"{each.path}: {each.told} of {each.blocks} ({each.thread or 'in no thread'}, {each.since or 'undated'})"
        )
    if work:
        say(f"go through one here with `nashra review {work[0].path}`,")
        say("or all of them in a browser: `nashra serve` says where")
    else:
        say("nothing waits for a person")
    return 0


def _export(folder: Path, config: Config, file: Path, paths: tuple[str, ...], to: tuple[str, ...]) -> int:
    count = sheets.export(folder, config, build_instant(None), file, paths=paths, to=to)
    result(str(file))
    say(f"{count} {'translation' if count == 1 else 'translations'} in it; take it back with `nashra review --import`")
    return 0


def _import(folder: Path, config: Config, file: Path, by: str) -> int:
    taken = sheets.take(folder, config, build_instant(None), file, by)
    for path, count in taken.written.items():
        result(f"{path}: {count} {'part' if count == 1 else 'parts'}")
    print_findings(taken.findings)
    if not taken.written and not taken.findings:
        say("nothing was changed in the sheet")
    return 1 if taken.findings else 0


def _go_through(folder: Path, config: Config, paths: list[str], by: str) -> int:
    asked = 0
    try:
        for path in paths:
            say(f"\n{printable(path)}")
            for place in [each.place for each in _standing(folder, config, path) if desk.waits(each)]:
                asked += _ask(folder, config, path, place, by)
    except Quit:
        say("stopped; the rest waits")
        return 0
    say("nothing is left to review" if asked else "nothing waits for a person there")
    return 0


def _standing(folder: Path, config: Config, path: str) -> tuple[BlockStanding, ...]:
    return desk.shown(folder, config, build_instant(None), path).standing.blocks


def _ask(folder: Path, config: Config, path: str, place: str, by: str) -> bool:
    """Ask about one part until it is decided; return whether there was something to ask."""
    while True:
        # Read anew: an answer before may have settled it, and somebody may have saved the file.
        part = next((each for each in _standing(folder, config, path) if each.place == place), None)
        if part is None or not desk.waits(part):
            return False
        _show(part)
        text = _decision(part)
        if text is None or _is_written(folder, config, path, part, text, by):
            return True


def _show(part: BlockStanding) -> None:
    flags = "".join(f", {in_words(flag)}" for flag in part.flags)
    say(f"  {desk.part_name(part.place)}: {'stale, ' if part.stale else ''}{part.owner}{flags}")
    texts = {
        "before": part.before if part.stale or not part.original else None,
        "original": part.original,
        "translation": part.translation,
        "memory": part.suggestion.text if part.suggestion else None,
    }
    for name, text in texts.items():
        if text:
            say(f"    {name}: {isolated(text, width=4000)}")


def _decision(part: BlockStanding) -> str | None:
    """Return the text that a person decided on; None for another day."""
    while (word := answered("Enter accepts, a text replaces it, s later, q stop, ? help")) == "?":
        say(HELP)
    if word == "s" or (not word and not part.translation):
        return None
    return _lines(word) if word else part.translation


def _lines(word: str) -> str:
    if word != ".":
        return word
    lines = []
    while (line := answered("…", literally=True)) != ".":
        lines.append(line)
    return "\n".join(lines)


def _is_written(folder: Path, config: Config, path: str, part: BlockStanding, text: str, by: str) -> bool:
    revision = Revision(
        place=part.place,
        text=text,
        original=block_hash(part.original),
        seen=text_hash(part.translation) if part.translation else "",
    )
    settled = desk.settle(folder, config, build_instant(None), path, [revision], by)
    if settled.unfit:
        say(f"  {settled.unfit.message}\n  hint: {settled.unfit.hint}")
    elif settled.changed:
        say(f"  not written, for somebody has saved this part meanwhile; you typed: {isolated(text, width=4000)}")
    return bool(settled.status)
