"""Addresses taken apart, and refused where they are not plainly http(s) to a host."""

import ipaddress
import re
from urllib.parse import quote, urljoin, urlsplit

import idna
import msgspec

from generator.net.answers import NotAllowed

IP = ipaddress.IPv4Address | ipaddress.IPv6Address

_PORTS = {"http": 80, "https": 443}
_UNFIT = re.compile(r"[\x00-\x20\x7f-\x9f\\\u2028\u2029\ud800-\udfff]")
_HOST = re.compile(r"(?=.{1,253}\Z)(?!-)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
# The last label decides whether programs read a host as a number: `127.1`, `0x7f.1`, `2130706433`.
_NUMBER = re.compile(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)")
_OWN_NAMES = re.compile(r"(?:.*\.)?(?:localhost|localdomain|local|internal|home\.arpa)")
_SAFE = "/:?#[]@!$&'()*+,;=~%-._"


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """An address that may be asked, as far as its writing goes. `ip` is set where the host is a number."""

    scheme: str
    host: str
    port: int
    target: str
    ip: IP | None = None

    @property
    def origin(self) -> str:
        """Return scheme, host and port, the port only where it is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")

    @property
    def url(self) -> str:
        """Return the whole address, normal in writing and without fragment."""
        return self.origin + self.target


def read_address(text: str, *, private: bool = False) -> Address:
    """Return `text` taken apart; NotAllowed where it could mean two things, or a place that nobody may ask.

    `private` allows hosts of one's own and every port.
    """
    if _UNFIT.search(text):
        raise NotAllowed("an address has no spaces, control characters or backslashes", file=text)
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise NotAllowed(f"this is no address: {error}", file=text) from None
    if parts.scheme not in _PORTS:
        raise NotAllowed(
            f"only http and https are fetched, not `{parts.scheme}`" if parts.scheme else "an address begins with https://",
            file=text,
        )  # fmt: skip
    if "@" in parts.netloc:
        raise NotAllowed("an address with a user name or password is not fetched", file=without_user(text))
    host, ip = _host(parts.netloc.rpartition(":")[0] if parts.port is not None else parts.netloc, text)
    if not private:
        if _OWN_NAMES.fullmatch(host):
            raise NotAllowed(f"`{host}` is a private network's name", file=text, hint="`--allow-private` allows it")
        if port not in (None, 80, 443):
            raise NotAllowed(
                f"port {port} is not one of the web's", file=text, hint="`--allow-private` allows every port"
            )
    if port == 0:
        raise NotAllowed("there is no port 0", file=text)
    target = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    return Address(scheme=parts.scheme, host=host, port=port or _PORTS[parts.scheme], target=target, ip=ip)


def follow(address: Address, location: bytes) -> str:
    """Return where a redirect leads, in writing."""
    try:
        where = location.decode()
    except UnicodeDecodeError:
        where = location.decode("latin-1")
    try:
        return urljoin(address.url, where.strip())
    except ValueError:
        return where


def without_user(text: str) -> str:
    """Return an address fit to be shown: a password in it is nobody's business."""
    return re.sub(r"^([^/?#]*//)[^/?#]*@", r"\1", text)


def _host(written: str, text: str) -> tuple[str, IP | None]:
    """Return the host in lower-case ASCII, and as an IP address where it is one."""
    if written.startswith("["):
        try:
            # A zone (`%eth0`) names a network card of this machine.
            ip: IP = ipaddress.IPv6Address(written.removeprefix("[").removesuffix("]").replace("%", " "))
        except ValueError:
            raise NotAllowed(f"`{written}` is no IPv6 address", file=text) from None
        return str(ip), ip
    plain = written.rstrip(":").removesuffix(".").lower()
    try:
        host = plain if plain.isascii() else idna.encode(plain, uts46=True, transitional=False).decode()
    except (idna.IDNAError, UnicodeError):
        host = ""
    host = host.removesuffix(".")
    if not _HOST.fullmatch(host):
        raise NotAllowed(f"`{written}` is not a host's name" if written else "the address names no host", file=text)
    if not _NUMBER.fullmatch(host):
        return host, None
    try:
        return host, ipaddress.IPv4Address(host)
    except ValueError:
        raise NotAllowed(
            f"`{host}` is an unusual way to write a number", file=text, hint="write the host's name"
        ) from None
