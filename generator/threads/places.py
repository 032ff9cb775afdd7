"""Places: the country of a city, of a people and of a country's own name, so that Benghazi counts for Libya."""

from functools import cache
from importlib.resources import files


def country(key: str) -> str:
    """Return the ISO 3166 code of the country that a term stands for, or nothing: `en libyan`, `en tripoli` are LY."""
    return _countries().get(key, "")


@cache
def _countries() -> dict[str, str]:
    import lzma

    packed = files("generator.threads").joinpath("backgrounds", "places.txt.xz").read_bytes()
    found: dict[str, str] = {}
    for line in lzma.decompress(packed).decode().splitlines():
        code, *keys = line.split("\t")
        found.update(dict.fromkeys(keys, code))
    return found
