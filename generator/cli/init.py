"""`nashra init`: a new digest with one example."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import click

from generator.cli.common import result, say
from generator.errors import OutputError, UsageError, unreadable

# Names that stand for another one: a wheel leaves hidden files out.
_RENAMED = {"gitignore": ".gitignore"}
_EMPTY = ("content/inbox", "content/originals")


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def init_command(folder: Path) -> None:
    """Make a new digest in DIR, with one example article, thread and source."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"`{folder}` is there and not empty", hint="name a new folder: nothing is ever overwritten")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in _EMPTY:
            (folder / name).mkdir(parents=True)
        _copy(files("generator").joinpath("_example"), folder)
    except OSError as error:
        raise OutputError(unreadable(Path(error.filename or folder), error)) from error
    result(str(folder))
    say(_note(folder))


def _copy(source: Traversable, target: Path) -> None:
    for entry in sorted(source.iterdir(), key=lambda each: each.name):
        copy = target / _RENAMED.get(entry.name, entry.name)
        if entry.is_dir():
            copy.mkdir(exist_ok=True)
            _copy(entry, copy)
        else:
            copy.write_bytes(entry.read_bytes())


def _note(folder: Path) -> str:
    return f"""A new digest with one example is in `{folder}`. Next:

  cd {_quoted(folder)}
  nashra build    paste text into files in content/inbox/ first, or build the example as it is
  nashra serve    see it, and every change that you make

Settings with explanations are in `{folder / "content" / "digest.toml"}`."""


def _quoted(folder: Path) -> str:
    import shlex

    return shlex.quote(str(folder))
