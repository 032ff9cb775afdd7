"""Connections to checked addresses only: a name is looked up once, and the address that was checked is the one dialled.

So neither a name that resolves differently the second time nor a redirect leads into a private network.
"""

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import httpcore

from generator.net.addresses import IP
from generator.net.answers import NotAllowed

Resolver = Callable[[str, int], tuple[str, ...]]

# How long a run that was interrupted may wait for a server that says nothing.
_SLICE = 0.5
_V6_GLOBAL = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
# Not for everybody although newer than the tables of some Pythons, or reserved for tunnels.
_NOT_PUBLIC = tuple(
    ipaddress.ip_network(each)
    for each in ("100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4", "2001::/23",
                 "2001:db8::/32", "3fff::/20")
)  # fmt: skip
_OWN = tuple(
    ipaddress.ip_network(each)
    for each in ("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "::1/128", "fc00::/7")
)


def is_public(ip: IP) -> bool:
    """Tell whether everybody may ask this address: one of the internet's, also where it wraps an IPv4 address."""
    ip = _unwrapped(ip)
    if isinstance(ip, ipaddress.IPv6Address) and ip not in _V6_GLOBAL:
        return False
    unfit = ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_link_local or ip.is_unspecified
    return ip.is_global and not unfit and not any(ip in network for network in _NOT_PUBLIC)


def is_own(ip: IP) -> bool:
    """Tell whether this is an address of one's own machine or network, which a person may allow."""
    return any(_unwrapped(ip) in network for network in _OWN)


def _unwrapped(ip: IP) -> IP:
    """Return the IPv4 address that an IPv6 address stands for, where it does."""
    if isinstance(ip, ipaddress.IPv4Address):
        return ip
    within = ip.ipv4_mapped or ip.sixtofour
    if within is None and ip in _NAT64:
        within = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip if within is None else _unwrapped(within)


def resolve(host: str, port: int) -> tuple[str, ...]:
    """Return the addresses of a host by the system's resolver."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(each[4][0]) for each in found))


class Deadline:
    """The end of an exchange: so many seconds from now, or sooner, when the run is ended."""

    def __init__(self, seconds: float, ended: threading.Event) -> None:
        self.seconds = seconds
        self._at = time.monotonic() + seconds
        self._ended = ended

    def left(self, late: type[Exception]) -> float:
        """Return the seconds that are left; raise `late` when there are none."""
        seconds = self._at - time.monotonic()
        if seconds <= 0 or self._ended.is_set():
            raise late("the time is over")
        return seconds


class GuardedNetwork(httpcore.NetworkBackend):
    """Dial only what is public, or private and allowed; everything ends at the deadline."""

    def __init__(self, *, private: bool, deadline: Deadline, resolver: Resolver) -> None:
        self.private = private
        self.deadline = deadline
        self.resolver = resolver
        self.reached_private = False
        self._dial = httpcore.SyncBackend().connect_tcp

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Return a connection to the first address of `host` that takes one; NotAllowed if one of them is forbidden."""
        addresses = self._checked(host, port)
        for number, address in enumerate(addresses, 1):
            try:
                patience = min(timeout or self.deadline.seconds, self.deadline.left(httpcore.ConnectTimeout))
                stream = self._dial(address, port, patience, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if number == len(addresses):
                    raise
                continue
            return _BoundedStream(stream, self.deadline)
        raise httpcore.ConnectError("it has no address")

    def connect_unix_socket(self, path: str, *arguments: object, **options: object) -> httpcore.NetworkStream:  # noqa: ARG002 - httpcore
        """Refuse: no address leads to a file."""
        raise NotAllowed(f"`{path}` is not on the network")

    def sleep(self, seconds: float) -> None:
        """Wait, as httpcore does between attempts."""
        time.sleep(min(seconds, self.deadline.left(httpcore.ConnectTimeout)))

    def _checked(self, host: str, port: int) -> tuple[str, ...]:
        try:
            found = self.resolver(host, port)
            addresses = [ipaddress.ip_address(each) for each in found]
        except (OSError, ValueError, UnicodeError) as error:
            raise httpcore.ConnectError("its name cannot be found") from error
        for ip in addresses:
            if is_public(ip):
                continue
            if not is_own(ip):
                raise NotAllowed(f"`{host}` leads to {ip}, which is no address of a site")
            if not self.private:
                raise NotAllowed(
                    f"`{host}` leads to {ip}, on a private network",
                    hint="`--allow-private` allows a server of your own that you name",
                )
            self.reached_private = True
        return tuple(found)


class _BoundedStream(httpcore.NetworkStream):
    """A connection on which waiting ends at the deadline, however the other side deals out its bytes."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self.stream = stream
        self.deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        until = time.monotonic() + self._patience(timeout, httpcore.ReadTimeout)
        while True:
            try:
                return self.stream.read(max_bytes, min(_SLICE, max(0.01, until - time.monotonic())))
            except httpcore.ReadTimeout:
                if time.monotonic() >= until:
                    raise
                self.deadline.left(httpcore.ReadTimeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self.stream.write(buffer, self._patience(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self.stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        patience = self._patience(timeout, httpcore.ConnectTimeout)
        return _BoundedStream(self.stream.start_tls(ssl_context, server_hostname, patience), self.deadline)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's signature
        return self.stream.get_extra_info(info)

    def _patience(self, timeout: float | None, late: type[Exception]) -> float:
        left = self.deadline.left(late)
        return left if timeout is None else min(timeout, left)
