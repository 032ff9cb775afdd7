"""`nashra serve`: the preview."""

import time
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from generator.build import BuildOptions, Report, build
from generator.cli.common import build_instant, digest, print_findings, project_option, say
from generator.desk import prepare
from generator.desk.thread_standing import Standings
from generator.desk.translation_review import Reviews
from generator.model import Finding
from generator.serve import ServeOptions, serve

_QUIET_SECONDS = 1.0
_PATIENCE_SECONDS = 30.0


@click.command("serve")
@project_option
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=5500, show_default=True, help="Or the next free one.")
@click.option("--base", default="/", metavar="PATH", help="Show the site under this path, as its host will.")
@click.option("--open", "in_browser", is_flag=True, help="Open the site in a browser.")
@click.option("--drafts", is_flag=True, help="Show drafts too; the site is then built in `site-drafts/`.")
def serve_command(*, project: Path | None, host: str, port: int, base: str, in_browser: bool, drafts: bool) -> None:
    """Preview the site, reloading as you type. Ctrl-C ends."""
    folder = digest(project)
    # A site with drafts must never lie where it could be published from.
    site = folder / ("site-drafts" if drafts else "site")
    options = ServeOptions(
        project=folder,
        site=site,
        host=host,
        port=port,
        base=base,
        open=in_browser,
        explain=Standings(folder).of,
        reviews=Reviews(folder),
    )
    serve(options, _Builds(folder, site, drafts=drafts), say)


class _Builds:
    """Imports and builds each time it is called; what an import found is said once, however often that is."""

    def __init__(self, folder: Path, site: Path, *, drafts: bool) -> None:
        self._folder = folder
        self._site = site
        self._drafts = drafts
        self._known: frozenset[Finding] | None = None

    def __call__(self) -> Report:
        _wait_for_quiet(self._folder / "content" / "inbox")
        instant = build_instant(None)
        made = prepare(self._folder, instant, inbox=True, engine=None)
        for path in made.imported:
            say(f"imported {path}")
        print_findings(self._new(made.findings))
        report = build(self._folder, BuildOptions(output=self._site, now=instant, drafts=self._drafts))
        return msgspec.structs.replace(report, findings=(*made.findings, *report.findings))

    def _new(self, findings: Sequence[Finding]) -> list[Finding]:
        """Return what the call before did not find; the preview says itself which files that changed have errors."""
        known, self._known = self._known, frozenset(findings)
        return [found for found in findings if known is None or (found not in known and found.severity != "error")]


def _wait_for_quiet(inbox: Path) -> None:
    """Wait until nobody writes into the inbox: a capture that is still being copied must not be taken away."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until:
        changed = [path.lstat().st_ctime for path in inbox.glob("*")]
        if not changed or not 0 <= time.time() - max(changed) < _QUIET_SECONDS:
            return
        time.sleep(_QUIET_SECONDS / 10)
