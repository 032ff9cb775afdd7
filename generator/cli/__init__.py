"""The command line: one module a command. The only part that prints or sets exit codes.

Commands are imported when they are called, so that `nashra build` does not pay for what `nashra import` needs.
"""

import importlib
import sys

import click

from generator import __version__
from generator.errors import NashraError

COMMANDS = {
    "init": ("generator.cli.init", "init_command", "Start a new digest with one example."),
    "import": ("generator.cli.import_", "import_command", "Make articles of captures: text, pages, feeds."),
    "translate": ("generator.cli.translate", "translate_command", "Attach or refresh translations."),
    "review": ("generator.cli.translation_review", "review_command", "Go over what machines translated."),
    "glossary": ("generator.cli.glossary", "glossary_group", "Agree on renderings, and see that they are kept."),
    "memory": ("generator.cli.memory", "memory_group", "Rebuild, export or import what was translated before."),
    "engines": ("generator.cli.engines", "engines_group", "See which engines translate, and how well."),
    "threads": ("generator.cli.threads", "threads_group", "Work on story threads."),
    "build": ("generator.cli.build", "build_command", "Turn inbox and content into a site."),
    "serve": ("generator.cli.serve", "serve_command", "Preview the site, reloading as you type."),
    "check": ("generator.cli.check", "check_command", "Find what a desk editor would find."),
    "list": ("generator.cli.list_", "list_command", "List the stories and what they need."),
}


class Commands(click.Group):
    """The commands of the table above, each imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order of a day's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command, imported now."""
        if cmd_name not in COMMANDS:
            return None
        module, name, _ = COMMANDS[cmd_name]
        command = getattr(importlib.import_module(module), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{module}.{name} is no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write the overview without importing every command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, _, text) in COMMANDS.items()])


@click.command(cls=Commands)
@click.version_option(__version__, prog_name="nashra")
def nashra() -> None:
    """Turn a pile of foreign-language news into a bilingual digest site, grouped by running story."""


def main(arguments: list[str] | None = None) -> None:
    """Run a command and end the process with its exit code."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run a command and return its exit code."""
    from generator.cli.common import say, use_utf_8

    use_utf_8()
    try:
        outcome = nashra.main(arguments, prog_name="nashra", standalone_mode=False)
    except click.exceptions.Abort:
        say("interrupted")
        return 130
    except KeyboardInterrupt:
        say("interrupted")
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except NashraError as error:
        say(f"nashra: {error}")
        return error.exit_code
    return outcome if isinstance(outcome, int) else 0
