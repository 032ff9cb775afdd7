"""What fetching is asked for, and what it answers."""

import msgspec

from generator import __version__
from generator.errors import ImportFailed

USER_AGENT = f"Nashra/{__version__}"


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """How long, how much, how often; times are in seconds.

    `pause` lies between two requests to one host, unless its robots.txt asks for a longer one, up to `longest_pause`.
    """

    connect: float = 10
    silence: float = 10
    transfer: float = 30
    size: int = 10 * 2**20
    redirects: int = 5
    pause: float = 1
    longest_pause: float = 10
    at_once: int = 8
    waiting_bytes: int = 64 * 2**20
    cache_bytes: int = 256 * 2**20


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """An address to fetch. `private` allows a private network, `label` is for whoever asks."""

    address: str
    private: bool = False
    label: object = None


class Fetched(msgspec.Struct, frozen=True, kw_only=True):
    """What an address answered: the bytes, unpacked, and the address that they came from in the end.

    `private` tells that it lies on a private network. `unchanged` that the server said so, and the bytes are the last
    good copy. `fault` says why the last good copy stands in for an answer. `insecure` tells that the way led from
    https to http.
    """

    address: str
    url: str
    data: bytes
    media_type: str = ""
    charset: str = ""
    etag: str = ""
    modified: str = ""
    private: bool = False
    unchanged: bool = False
    insecure: bool = False
    fault: str = ""


class NotAllowed(ImportFailed):
    """An address that is not asked at all: where it leads, how it is written, or what its robots.txt says."""


class NotReached(ImportFailed):
    """A server that could not be reached, or failed; later it may answer."""

    exit_code = 4
