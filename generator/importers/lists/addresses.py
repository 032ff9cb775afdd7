"""Files of addresses, one a line; `#` begins a comment, on a line of its own or behind an address."""

import re

from generator.errors import ImportFailed
from generator.importers.characters.hygiene import decode
from generator.importers.lists.members import Member

MAX_ADDRESSES = 1000

_LINE = re.compile(r"(?P<address>[A-Za-z][A-Za-z0-9+.-]*://\S+)(?:\s+#.*)?")
_WEB = re.compile(r"https?://", re.IGNORECASE)


def is_list(text: str) -> bool:
    """Tell whether every line is an address or a comment, and one at least is of the web."""
    lines = _lines(text)
    return all(_LINE.fullmatch(line) for line in lines) and any(_WEB.match(line) for line in lines)


def members(data: bytes, name: str) -> tuple[Member, ...]:
    """Return the addresses, each once, in their order."""
    matches = (_LINE.fullmatch(line) for line in _lines(decode(data, name)))
    found = dict.fromkeys(match["address"] for match in matches if match)
    if len(found) > MAX_ADDRESSES:
        raise ImportFailed(f"the list names more than {MAX_ADDRESSES} addresses", file=name, hint="split it")
    return tuple(Member(name=address, address=address) for address in found)


def _lines(text: str) -> list[str]:
    stripped = (line.strip() for line in text.splitlines())
    return [line for line in stripped if line and not line.startswith("#")]
