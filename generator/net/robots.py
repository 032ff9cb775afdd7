"""What a site allows programs to fetch (robots.txt, RFC 9309), as Protego reads it."""

import msgspec
from protego import Protego

from generator.net.answers import USER_AGENT

# RFC 9309 asks for 500 KiB at least.
MAX_BYTES = 512 * 1024
_NAME = USER_AGENT.partition("/")[0]


class Robots(msgspec.Struct, frozen=True):
    """The rules of one host; `fault` says why they are not known, so that nothing may be fetched."""

    rules: Protego | None = None
    fault: str = ""

    def allows(self, url: str) -> bool:
        """Tell whether the rules let us fetch an address: the longest that fits decides, `Allow` between equals."""
        return not self.fault and (self.rules is None or self.rules.can_fetch(url, _NAME))

    @property
    def pause(self) -> float:
        """Return the seconds that the host wants between two requests, 0 where it does not say."""
        wished = self.rules.crawl_delay(_NAME) if self.rules else None
        return wished if wished and wished > 0 else 0.0


def read_robots(data: bytes) -> Robots:
    """Return the rules in a robots.txt; lines that are none are passed over."""
    try:
        return Robots(Protego.parse(data[:MAX_BYTES].decode("utf-8-sig", errors="replace")))
    except (ValueError, OverflowError):
        return Robots(fault="the robots.txt of the host cannot be read")
