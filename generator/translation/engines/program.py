"""A program that runs beside us: lines to it, lines from it, an end to its silence, and no trace of it afterwards."""

import contextlib
import os
import queue
import signal
import subprocess
import threading
import time
import weakref
from collections.abc import Mapping, Sequence
from typing import IO

LONGEST_LINE = 1_000_000
UNREAD_LINES = 256
SECONDS_TO_END = 1.0


class Ended(Exception):  # noqa: N818 - it never leaves this package
    """The program has ended, could not be started, or writes no lines."""


class NotStarted(Ended):
    """The program could not be started."""


class TimedOut(Exception):  # noqa: N818
    """The program has said nothing for too long."""


class Wait:
    """How long is left to wait."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Return the seconds that are left, at least 0."""
        return max(0.0, self._end - time.monotonic())


class Program:
    """Starts when it is first given something, and anew after its `end`. Its error stream is not read."""

    def __init__(self, argv: Sequence[str], environment: Mapping[str, str]) -> None:
        self._argv = list(argv)
        self._environment = dict(environment)
        self._lines: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._process: subprocess.Popen[bytes] | None = None
        self._finish: weakref.finalize[..., Program] | None = None

    def give(self, text: str) -> None:
        """Write to the program without waiting until it reads; NotStarted where it cannot be started."""
        process = self._running()
        # A program that answers before it has read all would otherwise wait for us while we wait for it.
        threading.Thread(target=_write, args=(process.stdin, text.encode()), daemon=True).start()

    def line(self, seconds: float) -> bytes:
        """Return its next line; TimedOut after so many seconds, Ended where there is none to come."""
        try:
            line = self._lines.get(timeout=seconds) if seconds > 0 else self._lines.get_nowait()
        except queue.Empty:
            raise TimedOut from None
        if line is None:
            raise Ended
        return line

    @staticmethod
    def waiting(seconds: float) -> Wait:
        """Return a wait that begins now."""
        return Wait(seconds)

    def status(self) -> int | None:
        """Return the exit status of a program that has ended by itself; None where it has not."""
        if self._process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                return self._process.wait(SECONDS_TO_END)
        return None

    def end(self) -> None:
        """End the program and what it has started."""
        if self._finish:
            self._finish()
        self._process, self._finish = None, None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process:
            return self._process
        try:
            process = subprocess.Popen(  # noqa: S603 - the program that the settings name, without a shell
                self._argv,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=self._environment,
                start_new_session=True,
            )
        except (OSError, ValueError):
            raise NotStarted from None
        self._lines, over = queue.SimpleQueue(), threading.Event()
        self._process = process
        self._finish = weakref.finalize(self, _end, process, over)
        threading.Thread(target=_read, args=(process.stdout, self._lines, over), daemon=True).start()
        return process


def _write(sink: IO[bytes], text: bytes) -> None:
    with contextlib.suppress(OSError, ValueError):
        sink.write(text)
        sink.flush()


def _read(source: IO[bytes], lines: "queue.SimpleQueue[bytes | None]", over: threading.Event) -> None:
    with contextlib.suppress(OSError, ValueError), source:
        while (line := source.readline(LONGEST_LINE + 1)) and len(line) <= LONGEST_LINE:
            lines.put(line)
            # A program that floods us is read no faster than it is listened to.
            while lines.qsize() > UNREAD_LINES and not over.wait(0.01):
                pass
    lines.put(None)


def _end(process: "subprocess.Popen[bytes]", over: threading.Event) -> None:
    over.set()
    _signal(process, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(SECONDS_TO_END)
    _signal(process, getattr(signal, "SIGKILL", signal.SIGTERM))
    process.wait()
    if process.stdin:
        with contextlib.suppress(OSError, ValueError):
            process.stdin.close()


def _signal(process: "subprocess.Popen[bytes]", number: int) -> None:
    with contextlib.suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)
