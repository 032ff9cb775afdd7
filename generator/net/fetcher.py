"""Addresses become answers: by the rules of the host, over redirects, asking only for what has changed."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from generator.errors import ImportFailed
from generator.net import guard
from generator.net.addresses import Address, follow, read_address, without_user
from generator.net.answers import Fetched, Limits, NotAllowed, NotReached, Wanted
from generator.net.cache import Copies
from generator.net.guard import is_own
from generator.net.robots import Robots, read_robots
from generator.net.transfer import Answer, Request, ask

_REDIRECTS = frozenset({301, 302, 303, 307, 308})


class _Host:
    """One host: its turn, its rules, and when it was asked last."""

    def __init__(self) -> None:
        self.turn = threading.Lock()
        self.robots: Robots | None = None
        self.next_time = 0.0


class Fetcher:
    """Fetch, one request at a time for a host; what hosts said of themselves is remembered for one run."""

    def __init__(self, limits: Limits, cache: Path | None, resolver: guard.Resolver | None = None) -> None:
        self.limits = limits
        self.copies = Copies(cache, limits.cache_bytes, limits.size) if cache else None
        self.resolver = resolver or guard.resolve
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()
        self._ended = threading.Event()

    def close(self) -> None:
        """End what still waits for its turn, and keep the cache in its bounds."""
        self._ended.set()
        if self.copies:
            self.copies.trim()

    def fetch(self, wanted: Wanted) -> Fetched:
        """Return what an address answers.

        Where it fails, the last good copy is returned with the `fault`. ImportFailed (NotAllowed, NotReached) says why
        there is nothing.
        """
        try:
            return self._fetch(wanted)
        except NotAllowed as failure:
            raise _of(wanted, failure) from None
        except ImportFailed as failure:
            if last := self.last_copy(wanted.address):
                return msgspec.structs.replace(last, fault=failure.message)
            raise _of(wanted, failure) from None

    def last_copy(self, address: str) -> Fetched | None:
        """Return the last good copy of an address."""
        return self.copies.get(address) if self.copies else None

    def keep(self, fetched: Fetched) -> None:
        """Remember an answer that was good for something."""
        if self.copies and not fetched.unchanged and not fetched.fault:
            self.copies.put(fetched)

    def wait_for(self, address: str) -> float:
        """Return how many seconds the host of an address wants to be left alone still."""
        try:
            host = self._host(read_address(address, private=True))
        except NotAllowed:
            return 0.0
        return max(0.0, host.next_time - time.monotonic())

    def _fetch(self, wanted: Wanted) -> Fetched:
        """Follow redirects by hand, for each has to be checked like the first address."""
        last = self.last_copy(wanted.address)
        private, insecure = wanted.private, False
        address = read_address(wanted.address, private=private)
        seen: list[str] = []
        while True:
            seen.append(address.url)
            answer = self._ask(address, private=private, last=last)
            # Who was sent out into the internet is not sent back into a private network from there.
            private = answer.private
            if answer.status == 304 and last:
                return msgspec.structs.replace(last, unchanged=True)
            if answer.status not in _REDIRECTS:
                return _success(wanted, address, answer, insecure=insecure)
            if len(seen) > self.limits.redirects:
                raise ImportFailed(f"more than {self.limits.redirects} redirects", hint="name the last address")
            there = read_address(follow(address, answer.headers.get("location", b"")), private=private)
            if there.url in seen:
                raise ImportFailed("the redirects go round in a circle")
            insecure = insecure or (address.scheme, there.scheme) == ("https", "http")
            address = there

    def _ask(self, address: Address, *, private: bool, last: Fetched | None) -> Answer:
        headers: list[tuple[str, str]] = []
        if last and last.url == address.url:
            said = (("If-None-Match", last.etag), ("If-Modified-Since", last.modified))
            headers += [(key, value) for key, value in said if value and value.isascii()]
        host = self._host(address)
        with self._turn(host, address):
            if host.robots is None:
                host.robots = self._robots(address, private=private)
            if host.robots.fault:
                raise NotAllowed(host.robots.fault, hint="try again later, or save the page from a browser")
            if not host.robots.allows(address.url):
                raise NotAllowed(f"the robots.txt of `{address.host}` does not let programs fetch this",
                                 hint="save the page from a browser, and import the file")  # fmt: skip
            return ask(msgspec.structs.replace(self._request(address, private), headers=tuple(headers)))

    def _robots(self, address: Address, *, private: bool) -> Robots:
        """Return the rules of a host: none where it says that it has none, no permission where it does not say."""
        there = msgspec.structs.replace(address, target="/robots.txt")
        for _ in range(self.limits.redirects + 1):
            answer = ask(msgspec.structs.replace(self._request(there, private), only_text=False))
            private = answer.private
            if answer.status == 200:
                return read_robots(answer.body)
            if answer.status not in _REDIRECTS:
                break
            there = read_address(follow(there, answer.headers.get("location", b"")), private=private)
        if answer.status < 500:
            return Robots()
        return Robots(fault=f"the robots.txt of `{address.host}` answers {answer.status}")

    def _request(self, address: Address, private: bool) -> Request:
        return Request(address=address, limits=self.limits, resolver=self.resolver, ended=self._ended, private=private)

    def _host(self, address: Address) -> _Host:
        with self._lock:
            return self._hosts.setdefault(address.origin, _Host())

    @contextmanager
    def _turn(self, host: _Host, address: Address) -> Iterator[None]:
        """Hold the host's turn: nobody else asks it meanwhile, and not before its pause is over."""
        with host.turn:
            if self._ended.wait(max(0.0, host.next_time - time.monotonic())):
                raise NotReached("interrupted")
            try:
                yield
            finally:
                own = address.ip is not None and is_own(address.ip)
                wished = min(host.robots.pause if host.robots else 0.0, self.limits.longest_pause)
                host.next_time = time.monotonic() + (0.0 if own else max(self.limits.pause, wished))


def _success(wanted: Wanted, address: Address, answer: Answer, *, insecure: bool) -> Fetched:
    """Return the answer of the last address on the way; anything but a page is said in a sentence."""
    if answer.status in (408, 425, 429) or answer.status >= 500:
        raise NotReached(f"the server answers {answer.status}", hint="try again later")
    if answer.status != 200:
        raise ImportFailed(f"the server answers {answer.status}", hint="look at the address in a browser")
    if not answer.body.strip():
        raise ImportFailed("the server answers with nothing")
    return Fetched(
        address=wanted.address,
        url=address.url,
        data=answer.body,
        media_type=answer.media_type,
        charset=answer.charset,
        etag=answer.text("etag"),
        modified=answer.text("last-modified"),
        private=answer.private,
        insecure=insecure,
    )


def _of(wanted: Wanted, failure: ImportFailed) -> ImportFailed:
    """Return the failure with the address that was asked for."""
    return type(failure)(failure.message, hint=failure.hint, file=without_user(wanted.address))
