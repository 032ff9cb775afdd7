"""One request and its answer, bounded in time and in size after unpacking."""

import re
import ssl
import threading
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache

import certifi
import httpcore
import msgspec

from generator.errors import ImportFailed
from generator.net.addresses import Address
from generator.net.answers import USER_AGENT, Limits, NotReached
from generator.net.guard import Deadline, GuardedNetwork, Resolver

_TYPES = re.compile(r"text/(?:html|plain|xml|x-opml)|application/(?:(?:[\w.-]+\+)?(?:xml|json))")
_PIECE = 64 * 1024
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """The status, the headers (names in lower case), and the unpacked body of a success."""

    status: int
    headers: dict[str, bytes]
    body: bytes = b""
    private: bool = False

    def text(self, name: str) -> str:
        """Return a header as text, empty where it is missing."""
        return self.headers.get(name, b"").decode("latin-1").strip()

    @property
    def media_type(self) -> str:
        """Return the type that the server claims, without parameters."""
        return self.text("content-type").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str:
        """Return the encoding that the server claims."""
        found = _CHARSET.search(self.text("content-type"))
        return found[1] if found else ""


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What to ask, and under which rules. `only_text` refuses what can be no page, feed or list.

    `ended` is set when the run is.
    """

    address: Address
    limits: Limits
    resolver: Resolver
    ended: threading.Event
    private: bool = False
    headers: tuple[tuple[str, str], ...] = ()
    only_text: bool = True


def ask(request: Request) -> Answer:
    """Return the answer of a server to one request; redirects are answers. NotReached where there is none."""
    address, limits = request.address, request.limits
    network = GuardedNetwork(
        private=request.private, deadline=Deadline(limits.transfer, request.ended), resolver=request.resolver
    )
    timeouts = {"connect": limits.connect, "read": limits.silence, "write": limits.silence, "pool": limits.silence}
    headers = [
        ("Host", address.origin.partition("://")[2]),
        ("User-Agent", USER_AGENT),
        ("Accept", "text/html, application/xhtml+xml, application/xml;q=0.9, application/json;q=0.9, text/plain;q=0.8"),
        ("Accept-Encoding", "gzip, deflate"),
        ("Connection", "close"),
        *request.headers,
    ]
    with (
        _faults(address),
        httpcore.ConnectionPool(ssl_context=_trust(), network_backend=network, max_connections=1) as pool,
        pool.stream("GET", _url(address), headers=headers, extensions={"timeout": timeouts}) as response,
    ):
        answer = Answer(
            status=response.status,
            headers={name.decode("latin-1").lower(): value for name, value in reversed(response.headers)},
            private=network.reached_private,
        )
        if answer.status != 200:
            return answer
        if request.only_text and answer.media_type and not _TYPES.fullmatch(answer.media_type):
            raise ImportFailed(f"the server says that this is `{answer.media_type}`, not a page or a feed")
        if answer.text("content-length").isdecimal() and int(answer.text("content-length")) > limits.size:
            raise _too_large(limits)
        return msgspec.structs.replace(answer, body=_unpacked(response.iter_stream(), answer, limits))


def _url(address: Address) -> httpcore.URL:
    """Return the address as httpcore takes it; the name stays for the certificate, whatever is dialled."""
    return httpcore.URL(
        scheme=address.scheme.encode(), host=address.host.encode(), port=address.port, target=address.target.encode()
    )


@contextmanager
def _faults(address: Address) -> Iterator[None]:
    """Turn the faults of connections into sentences."""
    try:
        yield
    except httpcore.TimeoutException:
        raise NotReached(f"`{address.host}` did not answer in time") from None
    except (httpcore.ConnectError, httpcore.ReadError, httpcore.WriteError) as error:
        if fault := _tls_fault(error):
            raise NotReached(f"no safe connection to `{address.host}`: {fault}") from None
        raise NotReached(f"`{address.host}` cannot be reached: {error}") from None
    except (httpcore.ProtocolError, httpcore.UnsupportedProtocol) as error:
        raise NotReached(f"`{address.host}` does not speak HTTP as it should: {error}") from None


def _tls_fault(error: BaseException | None) -> str:
    """Return why a connection is not safe (what is wrong with the certificate, else what TLS says), or nothing."""
    while error and not isinstance(error, ssl.SSLError):
        error = error.__cause__ or error.__context__
    return str(getattr(error, "verify_message", "") or getattr(error, "reason", "") or "").lower().replace("_", " ")


@cache
def _trust() -> ssl.SSLContext:
    """Return what decides on certificates: the system's authorities, and Mozilla's where the system has none."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _unpacked(chunks: Iterable[bytes], answer: Answer, limits: Limits) -> bytes:
    """Return the body, unpacked piece by piece, so that no more than the limit is ever held."""
    encoding = answer.text("content-encoding").lower()
    if encoding in ("", "identity"):
        pieces = iter(chunks)
    elif encoding in ("gzip", "x-gzip", "deflate"):
        pieces = _inflated(chunks)
    else:
        raise ImportFailed(f"the answer is packed as `{encoding}`, which was not asked for")
    held = bytearray()
    try:
        for piece in pieces:
            held += piece
            if len(held) > limits.size:
                raise _too_large(limits)
    except (zlib.error, EOFError) as error:
        raise ImportFailed(f"the answer cannot be unpacked: {error}") from None
    return bytes(held)


def _inflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what gzip or zlib data hold, never more than 64 KB a time; gzip members that follow one another are one."""
    unpacker = None
    for chunk in chunks:
        rest, more = chunk, False
        while rest or more:
            if unpacker is None:
                # Some servers send deflate without its header.
                unpacker = zlib.decompressobj(47 if rest[:1] in (b"\x1f", b"\x78") else -15)
            piece = unpacker.decompress(rest, _PIECE)
            yield piece
            rest, more = unpacker.unconsumed_tail, len(piece) == _PIECE
            if unpacker.eof:
                if not unpacker.unused_data.startswith(b"\x1f\x8b"):
                    return
                rest, more, unpacker = unpacker.unused_data, False, None
    raise EOFError("it ends in the middle")


def _too_large(limits: Limits) -> ImportFailed:
    return ImportFailed(f"larger than {limits.size // 2**20} MB", hint="name the page of one article")
