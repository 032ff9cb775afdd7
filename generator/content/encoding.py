"""Bytes of a content file become text, or one finding that names the encoding they probably are in."""

import re

from generator.frontmatter import split
from generator.model import Finding

_FORBIDDEN = bytes(code for code in (*range(32), 127) if code not in b"\t\n\r")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n|\r")
# Before UTF-8, a language had its own page of 128 characters.
_CODE_PAGES = {
    lang: page
    for page, langs in {
        "Windows-1250": "pl cs hu sk sl hr ro",
        "Windows-1251": "ru uk be bg sr mk",
        "Windows-1253": "el",
        "Windows-1254": "tr az",
        "Windows-1255": "he yi",
        "Windows-1256": "ar fa ur ps ckb",
    }.items()
    for lang in langs.split()
}


def decode(raw: bytes, file: str, lang: str = "") -> tuple[str, Finding | None]:
    """Return the text of `raw`, or a finding where it is not UTF-8; `lang` helps to guess what it is instead."""
    encoding = _utf_16(raw)
    offset = 0
    if not encoding:
        try:
            return raw.decode(), None
        except UnicodeDecodeError as error:
            offset = error.start
            encoding = _code_page(raw, lang)
    before = raw[:offset].decode(errors="replace")
    lines = re.split(r"\r\n|\n|\r", before)
    message = f"the file is not UTF-8: byte {offset} is 0x{raw[offset]:02X}"
    hint = (
        f"it is probably {encoding}; save it as UTF-8"
        if encoding
        else "a part of a letter is missing there: type it anew"
    )
    return "", Finding(
        code="not-utf-8",
        severity="error",
        file=file,
        line=len(lines),
        column=len(lines[-1]) + 1,
        message=message,
        hint=hint,
    )


def body_of(raw: bytes) -> str:
    """Return the text after the front matter of a file: line feeds as line ends, and spaces for control characters."""
    body = split(raw.decode(errors="replace")).body
    if "\r" in body:
        body = _LINE_END.sub("\n", body)
    return _CONTROL.sub(" ", body)


def has_control_characters(raw: bytes) -> bool:
    """Tell whether there is a byte that no text has."""
    return len(raw.translate(None, _FORBIDDEN)) != len(raw)


def control_character_in_body(text: str) -> int | None:
    """Return the index in `text` of the first control character after the front matter."""
    parts = split(text)
    found = _CONTROL.search(text, parts.front_start + len(parts.front))
    return found.start() if found else None


def _utf_16(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    head = raw[:200]
    # Latin text and markup in UTF-16 is zero in every second byte.
    return "UTF-16" if len(head) > 8 and max(head[::2].count(0), head[1::2].count(0)) > len(head) // 8 else ""


def _code_page(raw: bytes, lang: str) -> str:
    """Name the code page of a file that has no letter in UTF-8; one that has some is damaged UTF-8."""
    letters = sum(1 for character in raw.decode(errors="ignore") if not character.isascii())
    strange = sum(1 for byte in raw if byte > 127)
    return "" if letters * 3 > strange else _CODE_PAGES.get(lang.partition("-")[0].lower(), "Windows-1252")
