"""Ctrl-C as a person presses it: again, where nothing comes of it."""

from __future__ import annotations

import signal
import subprocess


def interrupt(process: subprocess.Popen[bytes] | subprocess.Popen[str], presses: int = 20) -> None:
    """Interrupt a program and wait for its end; it is killed, and the test fails, where it does not end.

    Python notices a signal between two steps of its own: one that comes just before it asks the system for a line is
    noticed after that line only.
    """
    for _ in range(presses):
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            continue
        return
    process.kill()
    raise AssertionError("an interrupted program goes on")
