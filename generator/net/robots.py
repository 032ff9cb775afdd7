"""What a site allows programs to fetch (robots.txt, RFC 9309)."""

import math
from urllib.robotparser import RobotFileParser

import msgspec

from generator.net.answers import USER_AGENT

MAX_BYTES = 512 * 1024


class Robots(msgspec.Struct, frozen=True):
    """The rules of one host; `fault` says why they are not known, so that nothing may be fetched."""

    rules: RobotFileParser | None = None
    fault: str = ""

    def allows(self, url: str) -> bool:
        """Tell whether the rules let us fetch an address."""
        return not self.fault and (self.rules is None or self.rules.can_fetch(USER_AGENT, url))

    @property
    def pause(self) -> float:
        """Return the seconds that the host wants between two requests, 0 where it does not say."""
        try:
            return float(self.rules.crawl_delay(USER_AGENT) or 0) if self.rules else 0.0
        except OverflowError:
            return math.inf


def read_robots(data: bytes) -> Robots:
    """Return the rules in a robots.txt; lines that are none are passed over."""
    rules = RobotFileParser()
    try:
        rules.parse(data[:MAX_BYTES].decode("utf-8-sig", errors="replace").splitlines())
    except (ValueError, OverflowError):
        return Robots(fault="the robots.txt of the host cannot be read")
    return Robots(rules)
