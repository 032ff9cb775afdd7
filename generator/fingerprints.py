"""Fingerprints: short names for bytes, equal only for equal bytes."""

from hashlib import blake2b


def fingerprint(data: bytes, size: int = 16) -> str:
    """Return the fingerprint of `data`: `size` bytes of BLAKE2b as hexadecimal."""
    return blake2b(data, digest_size=size).hexdigest()


def combine(*parts: str) -> str:
    """Return one fingerprint for an ordered list of strings."""
    joined = b"".join(len(raw).to_bytes(4, "big") + raw for raw in (part.encode() for part in parts))
    return fingerprint(joined)
