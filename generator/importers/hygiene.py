"""Bytes to clean text: encodings, line ends, letters in their normal form, no control characters."""

import re
import unicodedata
from functools import lru_cache

from generator.errors import ImportFailed

_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_LINE_BREAKS = re.compile("\r\n?|[\u0085\u2028\u2029\x0b\x0c]")
_PRESENTATION = re.compile("[\ufb1d-\ufdf9\ufdfc-\ufdff\ufe70-\ufefc]+")
_SPACES = re.compile("[^\\S\n\u00a0\u202f]+")
_NARROW_FILLER = re.compile("[\u00a0\u202f]{2,}|(?<=\\s)[\u00a0\u202f]|[\u00a0\u202f](?=\\s)")
_SUSPECT = re.compile("[\x00-\x09\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff"
                      "\U000e0000-\U000effff\U000f0000-\U0010ffff]")  # fmt: skip
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_OPENS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u202d": "\u202c", "\u202e": "\u202c",
          "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}  # fmt: skip

# What people save text as, by where it comes from; asked in this order, only to name it in a message.
_LIKELY = (("windows-1256", "ARABIC"), ("windows-1251", "CYRILLIC"), ("windows-1255", "HEBREW"),
           ("windows-1253", "GREEK"), ("windows-1252", "LATIN"))  # fmt: skip


def decode(data: bytes, name: str) -> str:
    """Return the text of `data` (UTF-8, or UTF-16 that says so); raise ImportFailed naming the likely encoding."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ImportFailed(
            f"byte {error.start} is not {error.encoding.upper()}; the file may be {likely_encoding(data)}",
            file=name,
            hint="save it as UTF-8 in your editor and import it again",
        ) from None


def likely_encoding(data: bytes) -> str:
    """Return the name of the 8-bit encoding in which `data` reads most like words of one script."""
    sample = data[:20000]

    def share(candidate: tuple[str, str]) -> float:
        encoding, script = candidate
        letters = [c for c in sample.decode(encoding, errors="replace") if ord(c) > 127]
        fitting = sum(1 for c in letters if _script(c) == script)
        return fitting / len(letters) if letters else 0.0

    return max(_LIKELY, key=share)[0]


def clean(text: str) -> str:
    """Return `text` in NFC with plain line ends and without what no article holds on purpose."""
    text = _INVISIBLE.sub("", _LINE_BREAKS.sub("\n", text))
    text = _SUSPECT.sub(_plain, text)
    text = _PRESENTATION.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)
    text = unicodedata.normalize("NFC", text)
    if _BIDI.search(text):
        text = "\n".join(balance(line) for line in text.split("\n"))
    return text


def clean_line(text: str) -> str:
    """Return `text` as one line: clean, single spaces, no bidirectional embedding (for titles and names)."""
    return squeeze(_BIDI.sub("", clean(text).replace("\n", " ")))


def squeeze(line: str) -> str:
    """Return `line` with single spaces; a no-break space stays where it stands alone, as French spelling wants."""
    return _SPACES.sub(" ", _NARROW_FILLER.sub(" ", line)).strip()


def balance(line: str) -> str:
    """Return `line` as it is where its bidirectional controls are balanced, else without them."""
    awaited: list[str] = []
    for control in _BIDI.findall(line):
        if control in _OPENS:
            awaited.append(_OPENS[control])
        elif not awaited or awaited.pop() != control:
            return _BIDI.sub("", line)
    return _BIDI.sub("", line) if awaited else line


def _plain(match: re.Match[str]) -> str:
    character = match.group()
    if character == "\t":
        return character
    return " " if unicodedata.category(character) == "Cc" else ""


@lru_cache(maxsize=4096)
def _script(character: str) -> str:
    return unicodedata.name(character, "").partition(" ")[0]
