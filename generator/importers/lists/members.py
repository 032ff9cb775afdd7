"""What a container holds: files with their bytes, or addresses of what is elsewhere."""

import msgspec


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """One thing in a container: bytes of its own, or an address. `is_feed` tells that a feed must be there."""

    name: str
    data: bytes = b""
    address: str = ""
    is_feed: bool = False
