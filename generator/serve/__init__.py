"""The preview: builds, serves what was built on this machine, and reloads the page when content changes.

livereload brings the reloading (its protocol, its script, its handlers on tornado), watchfiles the watching.
The build is given as a function, so that nothing here knows how a site is made. Neither prints: `say` does.
The watching and building stay in the calling thread, the server has one of its own.
"""

import threading
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from generator.desk.translation_review import Reviews
from generator.model import Finding, Value
from generator.serve.addresses import base_path, is_loopback, link_host
from generator.serve.preview import Explain, Preview, problems_of
from generator.serve.review import PATH as REVIEW_PATH
from generator.serve.watching import changes, snapshot
from generator.serve.web import bind, listening

__all__ = ["BuildOutcome", "ServeOptions", "serve"]


class BuildOutcome(Protocol):
    """What the preview needs to know of a build: what is wrong with the content, and which files it wrote."""

    @property
    def findings(self) -> Sequence[Finding]:
        """Return what an author should mend."""
        ...

    @property
    def written(self) -> Sequence[str]:
        """Return the files of the site that changed."""
        ...


class ServeOptions(Value, frozen=True, kw_only=True):
    """Where the digest and its built site are, and where to show it.

    `explain` says of a page why its article is in its thread, for the editor's ribbon; `reviews` are for the pages on
    which translations are reviewed.
    """

    project: Path
    site: Path
    host: str = "127.0.0.1"
    port: int = 5500
    base: str = "/"
    open: bool = False
    explain: Explain | None = None
    reviews: Reviews | None = None


def serve(
    options: ServeOptions,
    build: Callable[[], BuildOutcome],
    say: Callable[[str], None],
    *,
    stop: threading.Event | None = None,
) -> None:
    """Build, serve and rebuild until `stop` is set or the keyboard interrupts."""
    stop = stop or threading.Event()
    base = base_path(options.base)
    sockets, port = bind(options.host, options.port)
    if options.port not in (port, 0):
        say(f"port {options.port} is taken: using {port}")
    if not is_loopback(options.host):
        say(f"warning: `--host {options.host}` shows this preview to everybody on the network")

    preview = Preview(
        site=options.site.absolute(),
        base=base,
        host=options.host,
        port=port,
        explain=options.explain,
        reviews=options.reviews,
    )
    before = snapshot(options.project)
    with listening(preview, sockets) as reload:
        _rebuild(preview, build, say, ())
        address = f"http://{link_host(options.host)}:{port}{base}"
        say(f"serving {address} (Ctrl-C ends)")
        if options.reviews and is_loopback(options.host):
            say(f"translations are reviewed at http://{link_host(options.host)}:{port}{REVIEW_PATH}")
        if options.open:
            webbrowser.open(address)
        for changed in changes(options.project, before, stop):
            if _rebuild(preview, build, say, changed):
                reload()


def _rebuild(
    preview: Preview, build: Callable[[], BuildOutcome], say: Callable[[str], None], changed: Sequence[str]
) -> bool:
    """Build, tell what came of it, and return whether open pages should reload."""
    written, problems = problems_of(build, preview.suspects | set(changed))
    for problem in problems:
        where = ":".join(str(part) for part in (problem.file, problem.line, problem.column) if part)
        say(f"{where}: {problem.message}" + (f"\n  hint: {problem.hint}" if problem.hint else ""))
    outdated = preview.update(written, problems, changed)
    if outdated and changed and not problems:
        say(f"built: {written} {'file' if written == 1 else 'files'} changed")
    return outdated
