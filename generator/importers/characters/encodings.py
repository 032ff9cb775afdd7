"""Bytes to text: as they say themselves, as UTF-8, or in the encoding in which they read like a language."""

import codecs
import re
from collections.abc import Iterator

import msgspec

from generator.errors import ImportFailed
from generator.importers.characters import legacy
from generator.model import Notice

# The longer mark first, as the shorter one is its beginning.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_NO_TEXT = "\0\ufffe\uffff"
_SAMPLE = 4096


class Decoded(msgspec.Struct, frozen=True):
    """The text of a file, in what encoding it was, whether that is sure, and what a person should know of it."""

    text: str
    encoding: str
    sure: bool = True
    notices: tuple[Notice, ...] = ()


def decode(data: bytes, name: str) -> Decoded:
    """Return the text of `data`; raise ImportFailed naming the likely encoding where it is not sure."""
    encoding = unicode_encoding(data) or "utf-8"
    try:
        return Decoded(_text(data.decode(encoding), name), encoding)
    except UnicodeDecodeError as error:
        if encoding != "utf-8" or _is_damaged_utf8(data):
            raise ImportFailed(
                f"byte {error.start} is not {encoding.upper().removesuffix('-SIG')}", file=name,
                hint="the file is damaged there: copy its text again, or save it as UTF-8 in your editor",
            ) from None  # fmt: skip
        at = error.start
    found = legacy.likely(data)
    if found is None or not found.sure:
        may_be = f"; the file may be {found.label}" if found else ""
        raise ImportFailed(f"byte {at} is not UTF-8{may_be}", file=name,
                           hint="save it as UTF-8 in your editor and import it again") from None  # fmt: skip
    notice = Notice(
        code="decoded",
        message=f"read as {found.label}, for the file is not UTF-8",
        hint="check the letters; if they are wrong, save the file as UTF-8 in your editor and import it again",
    )
    text = _text(data.decode(found.encoding, errors="replace"), name)
    return Decoded(text, found.encoding, notices=(notice,))


def _text(text: str, name: str) -> str:
    """Return `text`; raise ImportFailed where it has a character that Unicode keeps out of texts."""
    if found := [text.index(sign) for sign in _NO_TEXT if sign in text]:
        at = min(found)
        line = text.count("\n", 0, at) + 1
        raise ImportFailed(f"U+{ord(text[at]):04X} in line {line} is no character that a text holds", file=name,
                           hint="the file is damaged there: copy its text again")  # fmt: skip
    return text


def unicode_encoding(data: bytes) -> str | None:
    """Return the Unicode encoding that a byte order mark names, or UTF-16 without one; None for all else."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    return next(_unmarked_utf16(data), None)


def _unmarked_utf16(data: bytes) -> Iterator[str]:
    """Yield the order of bytes in which every other byte is the same few values, and the text reads as text."""
    head = data[: _SAMPLE - _SAMPLE % 2]
    if len(data) % 2 or len(data) < 8 or b"\0" not in head:
        return
    for encoding, high in (("utf-16-le", 1), ("utf-16-be", 0)):
        rows = head[high::2]
        # Blanks and digits have NUL there, letters the number of their alphabet's block.
        if rows.count(0) * 20 < len(rows) or len(set(rows)) > 6:
            continue
        try:
            text = head.decode(encoding)
        except UnicodeDecodeError:
            continue
        readable = sum(c.isalnum() or c.isspace() or (c.isprintable() and ord(c) < 0x3000) for c in text)
        if "\0" not in text and readable >= 0.97 * len(text) and any(c.isalpha() for c in text):
            yield encoding


def _is_damaged_utf8(data: bytes) -> bool:
    """Tell whether nearly all bytes beyond ASCII are UTF-8, so that the file is no other encoding but broken."""
    whole = sum(len(found) for found in _MULTIBYTE.findall(data))
    return whole >= 20 and len(_HIGH.findall(data)) - whole <= max(4, whole // 20)
