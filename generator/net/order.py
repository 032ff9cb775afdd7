"""Many addresses at once, answered in the order in which they stand, whatever comes first."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait

import msgspec

from generator.errors import ImportFailed
from generator.net.answers import Fetched, Wanted
from generator.net.fetcher import Fetcher

_AHEAD = 200


class _Slot:
    """A place in the order: what is wanted, then the answer."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted
        self.host = wanted.address.partition("://")[2].partition("/")[0].lower()
        self.running: Future[Fetched] | None = None
        self.answer: Fetched | ImportFailed | None = None


def in_order(
    fetcher: Fetcher, wanted: tuple[Wanted, ...], follow: Callable[[Wanted, Fetched], tuple[Wanted, ...]]
) -> Iterator[tuple[Wanted, Fetched | ImportFailed]]:
    """Yield every address with its answer or its failure, and after each what `follow` found in it.

    Hosts are asked beside one another, each of them one request at a time. Answers that wait for their place are
    bounded in size, so that one slow address at the beginning does not fill the memory. Where `follow` finds that an
    answer is no good it raises ImportFailed, and the last good copy, if there is one, takes its place.
    """
    slots = [_Slot(each) for each in wanted]
    pool = ThreadPoolExecutor(fetcher.limits.at_once, thread_name_prefix="fetch")
    try:
        while slots:
            _start(fetcher, pool, slots)
            while slots and slots[0].answer is not None:
                done = slots.pop(0)
                assert done.answer is not None  # noqa: S101 - told by the loop's condition, for the type checker
                yield done.wanted, done.answer
                _start(fetcher, pool, slots)
            _settle(fetcher, slots, follow)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _start(fetcher: Fetcher, pool: ThreadPoolExecutor, slots: list[_Slot]) -> None:
    """Begin what may begin: the first in the order always, others while there is room, no host twice."""
    running = [slot for slot in slots if slot.running]
    busy = {slot.host for slot in running}
    held = sum(len(slot.answer.data) for slot in slots if isinstance(slot.answer, Fetched))
    room = fetcher.limits.at_once - len(running)
    for place, slot in enumerate(slots[:_AHEAD]):
        if room <= 0 or (place and held > fetcher.limits.waiting_bytes):
            return
        if slot.answer is None and not slot.running and slot.host not in busy:
            busy.add(slot.host)
            if fetcher.wait_for(slot.wanted.address) <= 0:
                slot.running = pool.submit(fetcher.fetch, slot.wanted)
                room -= 1


def _settle(fetcher: Fetcher, slots: list[_Slot], follow: Callable[[Wanted, Fetched], tuple[Wanted, ...]]) -> None:
    """Wait until something is done or due, and put what the answers lead to right behind them."""
    running = [slot for slot in slots if slot.running]
    waits = [fetcher.wait_for(slot.wanted.address) for slot in slots[:_AHEAD] if not slot.running and not slot.answer]
    patience = min((each for each in waits if each > 0), default=None)
    if not running:
        time.sleep(patience or 0)
        return
    wait([slot.running for slot in running if slot.running], timeout=patience, return_when=FIRST_COMPLETED)
    for slot in running:
        if slot.running and slot.running.done():
            found: tuple[Wanted, ...] = ()
            try:
                slot.answer, found = _followed(fetcher, slot.wanted, slot.running.result(), follow)
            except ImportFailed as failure:
                slot.answer = failure
            except (ValueError, TypeError, LookupError, ArithmeticError) as error:
                # What a host sends may be anything; the other sources go on.
                slot.answer = ImportFailed(f"the answer cannot be read: {error}", file=slot.wanted.address)
            slot.running = None
            place = slots.index(slot) + 1
            slots[place:place] = [_Slot(each) for each in found]


def _followed(
    fetcher: Fetcher, wanted: Wanted, answer: Fetched, follow: Callable[[Wanted, Fetched], tuple[Wanted, ...]]
) -> tuple[Fetched, tuple[Wanted, ...]]:
    try:
        found = follow(wanted, answer)
    except ImportFailed as failure:
        last = fetcher.last_copy(wanted.address)
        if last is None or answer.unchanged or answer.fault:
            raise
        stand_in = msgspec.structs.replace(last, fault=failure.message)
        return stand_in, follow(wanted, stand_in)
    fetcher.keep(answer)
    return answer, found
