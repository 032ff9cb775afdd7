"""The key of a page: the fingerprint of code, template closure, frame, and the page itself."""

import struct
import sys
import zlib
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

from generator.errors import BuildError
from generator.fingerprints import combine, fingerprint
from generator.folders import above
from generator.model import Frame, Page
from generator.state import OutputRecord

LIBRARIES = (
    "babel", "hijridate", "jinja2", "markupsafe", "mistune", "msgspec", "nh3", "numpy", "pystemmer", "python-slugify",
)  # fmt: skip
OPTIONAL = ("pillow",)

_HEAD = tuple(name for name in Page.__struct_fields__ if name != "content")
_SHORT = 4
"""So many bytes has the fingerprint of a part."""
_OF_EVERY_PAGE = 4
"""So many parts come before those of a page's content."""

_encode = msgspec.msgpack.Encoder().encode


def code_fingerprint(folder: Path = Path(__file__).parent) -> str:
    """Return the fingerprint of this program, with its tables, and of the libraries that shape what it writes."""
    files = sorted(path for path in folder.rglob("*") if path.suffix != ".pyc" and path.is_file())
    sources = (fingerprint(path.read_bytes()) for path in files)
    return combine(sys.version, *sources, *(version(name) for name in LIBRARIES), *map(_release, OPTIONAL))


def _release(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


class Keys:
    """The keys of the pages of one build."""

    def __init__(self, code: str, frames: Mapping[str, Frame], closure: Callable[[str], str]) -> None:
        self._code = code
        self._closure = closure
        self._frames = {lang: fingerprint(_encode(frame)) for lang, frame in frames.items()}
        self._any_frame = next(iter(self._frames.values()))
        self._parts: dict[str, bytes] = {}

    def _frame(self, page: Page) -> str:
        return self._frames.get(page.lang, self._any_frame)

    def key(self, page: Page) -> str:
        """Return the key of a page."""
        content = page.content
        told = [
            self._code.encode(),
            f"{type(content).__name__}{self._closure(page.template)}".encode(),
            self._frame(page).encode(),
            _encode([getattr(page, name) for name in _HEAD]),
            *[_encode(getattr(content, name)) for name in content.__struct_fields__],
        ]
        self._parts[page.path] = struct.pack(f">{len(told)}I", *map(zlib.crc32, told))
        return fingerprint(b"".join(told))

    def of(self, pages: tuple[Page, ...]) -> dict[str, str]:
        """Return the key of each page by its path, which no two pages may share."""
        keys: dict[str, str] = {}
        for page in pages:
            if page.path in keys:
                raise BuildError(
                    f"two pages would be written to `{page.path}`", hint="rename what one of them is made of"
                )
            keys[page.path] = self.key(page)
        clash = next((folder for path in keys for folder in above(path) if folder in keys), "")
        if clash:
            raise BuildError(f"`{clash}` would be a page and a folder", hint="rename what one of them is made of")
        return keys

    def parts(self, page: Page) -> bytes:
        """Return a short fingerprint of each part of a page's key, one after another in the order of `names_of`."""
        return self._parts[page.path]


def names_of(page: Page) -> tuple[str, ...]:
    """Return the names of the parts of a page's key.

    The page's content goes field by field; `head` is the rest of it: title, description, versions, language switch.
    """
    return ("code", "template", "frame", "head", *page.content.__struct_fields__)


def reasons(page: Page, before: OutputRecord | None, now: OutputRecord) -> tuple[str, ...]:
    """Return the parts of its key by which a page differs from what was written before."""
    if before is None:
        return ("new",)
    # A page of another kind had other parts; the first ones are those of every page.
    names = names_of(page)[: None if len(before.parts) == len(now.parts) else _OF_EVERY_PAGE]
    differing = sorted(
        name
        for name, start in zip(names, range(0, len(now.parts), _SHORT), strict=False)
        if before.parts[start : start + _SHORT] != now.parts[start : start + _SHORT]
    )
    return tuple(differing) or ("file",)
