"""`nashra memory`: what the digest has translated, rebuilt, and exchanged with other tools."""

from datetime import datetime
from pathlib import Path

import click

from generator.cli.common import build_instant, digest, print_findings, project_option, result, say
from generator.config import Config, load_config
from generator.content.glossary import read_pair
from generator.errors import UsageError


@click.group("memory")
def memory_group() -> None:
    """Look after the memory: what the digest has translated already.

    It is read from the digest's files, and looked into before any engine is asked.
    """


@memory_group.command("rebuild")
@project_option
def rebuild_command(project: Path | None) -> int:
    """Read all translations anew. This is never needed, but does no harm."""
    from generator.translation.room import Wishes, open_room
    from generator.translation.store import open_store

    folder, config, now = _opened(project)
    store = open_store(folder)
    store.forget_segments()
    store.close()
    with open_room(folder, config, Wishes(now=now)) as room:
        print_findings(room.findings)
        count = room.memory.size
    say(f"{count} translated texts are remembered")
    return 0


@memory_group.command("export")
@project_option
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.tmx")
@click.option("--pair", default="", metavar="PAIR", help="Only this pair of languages, such as `ar-en`. Default: all.")
def export_command(project: Path | None, file: Path, pair: str) -> int:
    """Write all translated texts to a TMX file, which other translation tools read."""
    from generator.translation.imported import export_tmx
    from generator.translation.room import Wishes, open_room

    folder, config, now = _opened(project)
    with open_room(folder, config, Wishes(now=now)) as room:
        print_findings(room.findings)
        given = export_tmx(room.store, file, _pair(pair))
    result(str(file))
    say(f"{given.segments} translated texts were written")
    if given.left_out:
        say(f"{given.left_out} were left out: they hold control characters, for which TMX has no place")
    return 0


@memory_group.command("import")
@project_option
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE.tmx…")
def import_command(project: Path | None, files: tuple[Path, ...]) -> int:
    """Take the texts of TMX files into `content/memory/`, where they are used like the digest's own translations."""
    from generator.translation.imported import import_tmx

    folder, config, _ = _opened(project)
    languages = {*config.languages, *config.translate_to}
    for file in files:
        taken = import_tmx(folder, file, languages)
        if taken.path:
            result(taken.path)
            say(f"{taken.segments} texts were taken from `{file}`")
        else:
            say(f"`{file}` is here already")
    return 0


def _opened(project: Path | None) -> tuple[Path, Config, datetime]:
    folder = digest(project)
    return folder, load_config(folder)[0], build_instant(None)


def _pair(given: str) -> tuple[str, str] | None:
    if not given:
        return None
    if found := read_pair(given):
        return found
    raise UsageError(f"`--pair {given}` is no pair of languages", hint="write it as in `ar-en`")
