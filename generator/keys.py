"""The key of a page: the fingerprint of code, template closure, frame, and the page itself."""

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

LIBRARIES = ("babel", "jinja2", "markupsafe", "mistune", "msgspec", "nh3", "python-slugify")
OPTIONAL = ("pillow",)

_encode = msgspec.msgpack.Encoder().encode


def code_fingerprint() -> str:
    """Return the fingerprint of this program and of the libraries that shape what it writes."""
    files = sorted(path for path in Path(__file__).parent.rglob("*.py") if path.is_file())
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

    def _frame(self, page: Page) -> str:
        return self._frames.get(page.lang, self._any_frame)

    def key(self, page: Page) -> str:
        """Return the key of a page."""
        around = f"{self._code}{self._closure(page.template)}{self._frame(page)}"
        return fingerprint(around.encode() + _encode(page))

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

    def parts(self, page: Page) -> dict[str, str]:
        """Return a short fingerprint of each part of the key, so that a later build can say which one differs.

        The page's content goes field by field; `head` is the rest of it: title, description, versions, language switch.
        """
        told = {"code": self._code[:8], "template": self._closure(page.template)[:8], "frame": self._frame(page)[:8]}
        about = [getattr(page, name) for name in page.__struct_fields__ if name != "content"]
        values = {name: getattr(page.content, name) for name in page.content.__struct_fields__} | {"head": about}
        return told | {name: _checksum(value) for name, value in values.items()}


def _checksum(value: object) -> str:
    return f"{zlib.crc32(_encode(value)):08x}"


def reasons(before: OutputRecord | None, now: OutputRecord) -> tuple[str, ...]:
    """Return the parts of its key by which a page differs from what was written before."""
    if before is None:
        return ("new",)
    names = sorted(before.parts.keys() | now.parts.keys())
    differing = tuple(name for name in names if before.parts.get(name) != now.parts.get(name))
    return differing or ("file",)
