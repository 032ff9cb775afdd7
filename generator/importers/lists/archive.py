"""Zip archives of captures. One that looks made to do harm is refused as a whole; nothing is ever unpacked to disk."""

import io
import re
import stat
import struct
import unicodedata
import zipfile
import zlib

from generator.errors import ImportFailed
from generator.importers.lists.members import Member

MAX_MEMBERS = 2000
MAX_UNPACKED = 64 * 2**20
_MAX_RATIO = 200
_MAX_DIRECTORY = 4 * 2**20
_MAX_MEMBER = 16 * 2**20

_END = b"PK\x05\x06"
_LOCATOR = b"PK\x06\x07"
_UNFIT = re.compile(r"[\x00-\x1f\x7f\\]|^/|^[A-Za-z]:|(?:^|/)\.\.(?:/|$)")
# What systems add to archives by themselves, and nobody misses.
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/.*|\.DS_Store|Thumbs\.db|desktop\.ini)$", re.IGNORECASE)
# What browsers save beside a page.
_BESIDE_PAGE = re.compile(r"(?:^|/)[^/]*[_.]files/")
_OFFICE = re.compile(rb"\[Content_Types\]\.xml|mimetypeapplication/|META-INF/")


def members(data: bytes, name: str) -> tuple[Member, ...]:
    """Return the files in an archive, in its order; ImportFailed if there is anything wrong with one of them."""
    _check_size(data, name)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = [info for info in archive.infolist() if not _LITTER.search(info.filename)]
            _check_names(infos, name)
            captures = [info for info in infos if not info.is_dir() and not _BESIDE_PAGE.search(info.filename)]
            return _unpacked(archive, captures, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, struct.error, ValueError, OSError) as error:
        raise ImportFailed(f"the zip archive is damaged: {error}", file=name, hint="pack it again") from None


def is_office_document(data: bytes) -> bool:
    """Tell whether a zip archive is a document of an office program or a book."""
    return bool(_OFFICE.search(data[:4096]))


def _check_size(data: bytes, name: str) -> None:
    """Refuse an archive with too many members before a list of them is made."""
    at = data.rfind(_END)
    if at < 0 or len(data) < at + 22:
        raise ImportFailed("the zip archive is damaged: its end is missing", file=name, hint="pack it again")
    count, size = struct.unpack_from("<HL", data, at + 10)
    if data[max(0, at - 20) :].startswith(_LOCATOR):
        raise _refused(name, "it is made for more than four gigabytes")
    if count > MAX_MEMBERS or size > _MAX_DIRECTORY:
        raise ImportFailed(f"the zip archive has more than {MAX_MEMBERS} members", file=name, hint="split it")


def _check_names(infos: list[zipfile.ZipInfo], name: str) -> None:
    if len(infos) > MAX_MEMBERS:
        raise ImportFailed(f"the zip archive has more than {MAX_MEMBERS} members", file=name, hint="split it")
    seen: dict[str, str] = {}
    for info in infos:
        shown = ascii(info.orig_filename)
        folded = unicodedata.normalize("NFC", info.filename).casefold().rstrip("/")
        if _UNFIT.search(info.orig_filename) or not folded:
            raise _refused(name, f"a member's name leads out of the archive: {shown}")
        if folded in seen:
            raise _refused(name, f"two members have the same name: {shown} and {seen[folded]!a}")
        seen[folded] = info.orig_filename
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise _refused(name, f"{shown} is a link or a device")
        if info.flag_bits & 0x41:
            raise _refused(name, f"{shown} is encrypted")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _refused(name, f"{shown} is packed in an unusual way")
    if sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise _refused(name, f"it would unpack to more than {MAX_UNPACKED // 2**20} MB")


def _unpacked(archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], name: str) -> tuple[Member, ...]:
    """Return the members, counting the bytes that come out: what an archive says of its sizes is only a claim."""
    found: list[Member] = []
    total = 0
    for info in infos:
        with archive.open(info) as packed:
            data = packed.read(min(_MAX_MEMBER, MAX_UNPACKED - total) + 1)
        total += len(data)
        if len(data) > _MAX_MEMBER or total > MAX_UNPACKED:
            raise _refused(name, f"it would unpack to more than {MAX_UNPACKED // 2**20} MB")
        if len(data) > max(2**20, info.compress_size * _MAX_RATIO):
            raise _refused(name, f"{info.filename!a} unpacks to far more than it is")
        if data.startswith(b"PK\x03\x04") and not is_office_document(data):
            raise _refused(name, f"{info.filename!a} is an archive itself")
        found.append(Member(name=f"{name}/{info.filename}", data=data))
    if not found:
        raise ImportFailed("the zip archive is empty", file=name)
    return tuple(found)


def _refused(name: str, why: str) -> ImportFailed:
    return ImportFailed(f"the zip archive is refused: {why}", file=name, hint="unpack it yourself if you trust it")
