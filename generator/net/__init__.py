"""Fetching: the only module that opens sockets for it.

What is fetched was written by strangers, and the addresses often were too. So an address is refused before a byte is
sent unless it leads to a public host (or to a private one that a person allowed), and whatever comes back is bounded in
time and size. Proxies that the environment names are not used: what lies behind one cannot be checked.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.errors import ImportFailed
from generator.net.answers import Fetched, Limits, NotAllowed, NotReached, Wanted

__all__ = ["Fetched", "Gatherer", "Limits", "NotAllowed", "NotReached", "Wanted", "fetching"]

Follow = Callable[[Wanted, Fetched], tuple[Wanted, ...]]
Gatherer = Callable[[tuple[Wanted, ...], Follow], Iterator[tuple[Wanted, Fetched | ImportFailed]]]


@contextmanager
def fetching(cache: Path | None, limits: Limits | None = None) -> Iterator[Gatherer]:
    """Give a function that fetches addresses, and what `follow` finds in the answers, in the order of the list.

    An answer's own addresses come right after it. `cache` is the folder that remembers good copies; None: none does.
    """
    try:
        from generator.net.fetcher import Fetcher
        from generator.net.order import in_order
    except ModuleNotFoundError as error:
        raise ImportFailed(
            f"addresses cannot be fetched: `{error.name}` is missing", hint="pip install 'nashra[fetch]'"
        ) from None
    fetcher = Fetcher(limits or Limits(), cache)
    try:
        yield lambda wanted, follow: in_order(fetcher, wanted, follow)
    finally:
        fetcher.close()
