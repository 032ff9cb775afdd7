"""What an editor's command composes before the pure build: inbox → content, then translations where asked for."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from generator.config import load_config
from generator.config.engines import require_usable
from generator.model import Finding, Value

if TYPE_CHECKING:
    from generator.translation import Done

INBOX = "content/inbox"
PARTLY_TRANSLATED = 4
"""The exit code of a command that could not get every translation it asked for."""


class Desk(Value, frozen=True, kw_only=True):
    """What was done to content before a build: articles made of captures, what there is to say, and an exit code."""

    imported: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    exit_code: int = 0


def prepare(
    project: Path,
    now: datetime,
    *,
    inbox: bool,
    engine: str | None,
    progress: "Callable[[Done], None] | None" = None,
) -> Desk:
    """Import what is in the inbox and translate with `engine`, each only where asked for; nothing else is touched.

    An engine that cannot work at all is an EngineError; one that fails for some texts gives an exit code.
    `progress` hears of every translation when it is done.
    """
    imported: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    # Importers and engines take longer to load than a build in which nothing changed, so they wait for work.
    if inbox and _has_files(project / INBOX):
        from generator.desk.inbox import import_inbox

        made = import_inbox(project, load_config(project)[0], now=now)
        imported, findings = made.created, made.findings
    if not engine:
        return Desk(imported=imported, findings=findings)
    from generator.desk.threading import join_translated
    from generator.translation import Options, translate

    config, faults = load_config(project)
    require_usable(faults)
    report = translate(project, config, Options(now=now, engine=engine), progress=progress)
    return Desk(
        imported=imported,
        findings=(*findings, *report.findings, *join_translated(project, config, report.done)),
        exit_code=PARTLY_TRANSLATED if report.partial else 0,
    )


def _has_files(inbox: Path) -> bool:
    try:
        return inbox.is_dir() and any(not path.name.startswith(".") for path in inbox.iterdir())
    except OSError:
        # The importer says what is wrong with it.
        return True
