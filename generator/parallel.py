"""Ordered maps over worker processes.

The result never depends on the number of workers: items keep their order, and a worker's exception is raised here.
"""

import multiprocessing
import multiprocessing.connection
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from typing import Any, TypeVar

from generator.errors import BuildError

T = TypeVar("T")
R = TypeVar("R")

MINIMUM = 256
"""Fewer items than this are done here: starting workers costs more than they save."""

CHUNK = 64
CHUNKS_A_WORKER = 8
"""Neighbours share what was made for them, so chunks are large, but not so large that one worker ends late."""

_work: tuple[Callable[[Any], Any], Sequence[Any]] | None = None


def workers(jobs: int) -> int:
    """Return how many processes `jobs` asks for; 0 means one for each core that we may use."""
    if jobs > 0:
        return jobs
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def processes(length: int, jobs: int, minimum: int = MINIMUM, chunk: int = CHUNK) -> int:
    """Return how many processes `map_ordered` puts to work on so many items; 1 where they are done here."""
    return 1 if length < minimum else max(1, min(workers(jobs), length // chunk))


def map_ordered(
    function: Callable[[T], R], items: Sequence[T], jobs: int, minimum: int = MINIMUM, chunk: int = CHUNK
) -> list[R]:
    """Return `[function(item) for item in items]`, made by up to `jobs` processes (0: one a core).

    Fewer items than `minimum` are done here; at least `chunk` of them go to a worker at once.
    """
    count = processes(len(items), jobs, minimum, chunk)
    if count == 1:
        return [function(item) for item in items]
    # A forked worker inherits the items for nothing, but forking a process with threads is not safe.
    forking = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if forking else "spawn")
    size = max(chunk, -(-len(items) // (count * CHUNKS_A_WORKER)))
    try:
        with ProcessPoolExecutor(count, context, _begin, (function, items)) as pool:
            chunks = pool.map(_run, _ranges(len(items), size))
            return [result for chunk in chunks for result in chunk]
    except BrokenProcessPool as error:
        raise BuildError("a worker process was ended from outside", hint="try again with `--jobs 1`") from error


def _ranges(length: int, size: int) -> Iterator[tuple[int, int]]:
    return ((start, min(start + size, length)) for start in range(0, length, size))


def _begin(function: Callable[[Any], Any], items: Sequence[Any]) -> None:
    global _work  # noqa: PLW0603 - a worker process does one job in its life, and this is it
    _work = (function, items)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Wait for the end of the process that we work for: without it, a worker would hold what it inherited for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


def _run(bounds: tuple[int, int]) -> list[Any]:
    if _work is None:
        raise RuntimeError("a worker was asked to work before it was told its work")
    function, items = _work
    return [function(item) for item in islice(items, *bounds)]
