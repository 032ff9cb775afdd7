"""Pictures among the things that a person owns: which file an article means, and the bytes of it."""

import os
import posixpath
import re
import stat
import unicodedata
from pathlib import Path
from urllib.parse import unquote

from generator.config import values
from generator.config.values import Unfit, shown
from generator.content.scan import PICTURE_BYTES, PICTURES, Stamp
from generator.model import PictureUse

FOLDER = PICTURES

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:|//|[#?]", re.IGNORECASE)
_HINT = f"name a file of `{FOLDER}/`, as in `pictures/harbour.jpg`; https://example.org/… is only linked to"


def picture_file(written: str, article: str) -> str:
    """Return the file below `content/pictures/` that `article` means, or nothing where it means none.

    It is named as seen from `content/` (`pictures/harbour.jpg`) or from the article's own folder.
    """
    if _ADDRESS.match(written) or "\\" in written or not written.isprintable():
        return ""
    path = unicodedata.normalize("NFC", unquote(written))
    for start in ("content", posixpath.dirname(article), ""):
        found = posixpath.normpath(posixpath.join(start, path))
        if found.startswith(f"{FOLDER}/") and found.isprintable():
            return found
    return ""


def picture_source(written: str, article: str) -> str:
    """Return what the front matter of `article` names as its picture: a file of `content/pictures/` or an address."""
    if not written or (file := picture_file(written, article)):
        return written and file
    try:
        return values.address(written)
    except Unfit:
        raise Unfit("bad-url", f"is neither a picture nor an address: {shown(written)}", _HINT) from None


def pictures_in(body: str, article: str, first_line: int) -> tuple[PictureUse, ...]:
    """Return the pictures that the body of `article` shows; it begins on `first_line` of its file."""
    if "![" not in body:
        return ()
    from generator.markdown import images

    found = []
    for url, alt, start in images(body):
        line = first_line + body.count("\n", 0, start)
        file = picture_file(url, article)
        found.append(PictureUse(file=file, url="" if file else url, alt=alt, line=line))
    return tuple(found)


def read_picture(path: Path) -> tuple[bytes, Stamp]:
    """Return the bytes of a picture and the stamp they had; it may have become a link or a pipe since it was seen."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        seen = os.fstat(descriptor)
        if not stat.S_ISREG(seen.st_mode):
            raise OSError(0, "it is no longer a file")
        if seen.st_size > PICTURE_BYTES:
            raise OSError(0, "it has grown too large")
        return file.read(), Stamp(seen.st_mtime_ns, seen.st_ctime_ns, seen.st_size, seen.st_ino)
