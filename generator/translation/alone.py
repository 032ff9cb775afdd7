"""One run at a time asks an engine: two would both pay for every text."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.content import safe_join
from generator.errors import EngineError, UsageError
from generator.state import take_lock


@contextmanager
def only_run(project: Path) -> Iterator[None]:
    """Hold the lock of a run that asks an engine; EngineError where another run holds it.

    Where there can be no lock, as in a folder that cannot be written, none is held.
    """
    lock = _opened(project)
    if lock is None:
        yield
        return
    with os.fdopen(lock, "r+b"):
        if not take_lock(lock):
            raise EngineError(
                "another run of `nashra translate` is under way", hint="wait for it to end, then try again"
            )
        yield


def _opened(project: Path) -> int | None:
    try:
        (project / ".nashra").mkdir(exist_ok=True)
        return os.open(safe_join(project, ".nashra", "translating"), os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
    except (OSError, UsageError):
        return None
