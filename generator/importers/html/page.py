"""The bytes of a saved page to a tree; and what importers of pages and feeds share."""

import codecs
import re
from html import unescape

from generator.errors import ImportFailed
from generator.importers import dates
from generator.importers.characters import encodings
from generator.importers.characters.encodings import Decoded
from generator.importers.html.nodes import Node

_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?\sencoding\s*=\s*[\"']\s*([\w.:-]+)|<meta\s[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]+)",
    re.IGNORECASE,
)
_SEARCHED = 8192
# Where a label means more to browsers (and to who writes it) than the standard of that name.
_AS_BROWSERS_READ = {
    **dict.fromkeys(["iso-8859-1", "latin1", "latin-1", "l1", "ascii", "us-ascii", "x-user-defined"], "cp1252"),
    **dict.fromkeys(["gb2312", "gbk", "gb_2312-80", "chinese", "x-gbk"], "gb18030"),
    **dict.fromkeys(["shift_jis", "shift-jis", "sjis", "x-sjis", "windows-31j", "ms_kanji"], "cp932"),
    **dict.fromkeys(["euc-kr", "ks_c_5601-1987", "ksc5601", "korean", "windows-949"], "cp949"),
    **dict.fromkeys(["big5", "big5-hkscs", "x-x-big5", "cn-big5"], "big5hkscs"),
    **dict.fromkeys(["iso-8859-9", "latin5"], "cp1254"),
    **dict.fromkeys(["tis-620", "iso-8859-11", "windows-874"], "cp874"),
    **dict.fromkeys(["iso-8859-8-i", "logical"], "iso8859_8"),
    # A page that can be read so far is not in UTF-16, whatever it says.
    **dict.fromkeys(["utf-16", "utf-16le", "utf-16be", "unicode", "utf8", "utf-8"], "utf-8"),
}
# Where browsers and their helpers note from where they saved a page.
_NOTED = re.compile(
    r"<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s<>]+?)(?:\s|-->)",
    re.IGNORECASE,
)
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?")


def decode_page(data: bytes, name: str) -> Decoded:
    """Return the text of a page by its byte order mark, as UTF-8, as the page declares, or as it reads."""
    marked = encodings.unicode_encoding(data)
    if marked:
        return Decoded(data.decode(marked, errors="replace"), marked)
    declared = _declared(data)
    if declared is None or not declared.startswith("iso2022"):
        try:
            return Decoded(data.decode("utf-8"), "utf-8")
        except UnicodeDecodeError:
            pass
    if declared:
        return Decoded(data.decode(declared, errors="replace"), declared)
    return encodings.decode(data, name)


def noted_address(markup: str) -> str:
    """Return the address that the program which saved a page wrote into a comment at its top."""
    found = _NOTED.search(markup[:_SEARCHED])
    return unescape(found[1]) if found else ""


def parse(markup: str, name: str) -> Node:
    """Return the tree of a page; raise ImportFailed where there is none."""
    try:
        from lxml import etree
        from lxml import html as lxml_html
    except ImportError:
        raise missing(name) from None
    # lxml refuses text that declares an encoding.
    # Old pages never close `<font>`: hundreds of elements deep is common, and the small limit would cut the page there.
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    # The classes that lxml has for the fields of forms are of no use here, and each element would be asked for its own.
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement))
    try:
        tree = lxml_html.document_fromstring(markup.encode("utf-8", errors="replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise ImportFailed(f"the page cannot be read: {error}", file=name) from None
    return tree


def missing(name: str) -> ImportFailed:
    """Return the failure of a source whose libraries are not installed."""
    return ImportFailed("pages and feeds need libraries that are not installed", file=name,
                        hint="pip install 'nashra[extract]'")  # fmt: skip


def instant(text: str) -> str:
    """Return `text` as a date of front matter (`2019-04-08T10:30+03:00`, or the day alone), or an empty string."""
    match = _ISO.match(text.strip())
    if not match or not dates.find_date(match[1]):
        return ""
    if not (match[2] and match[3]):
        return match[1]
    zone = "+00:00" if match[3] == "Z" else match[3] if ":" in match[3] else f"{match[3][:3]}:{match[3][3:]}"
    return f"{match[1]}T{match[2]}{zone}"


def _declared(data: bytes) -> str | None:
    """Return the codec that the page declares, by the names that browsers know."""
    match = _DECLARED.search(data[:_SEARCHED])
    if not match:
        return None
    label = (match[1] or match[2]).decode("ascii").lower().removeprefix("x-cp").removeprefix("cp")
    label = f"cp{label}" if label.isdecimal() else label
    try:
        codec = codecs.lookup(_AS_BROWSERS_READ.get(label, label))
    except LookupError:
        return None
    # Python has codecs that are no encodings of text.
    return codec.name if codec._is_text_encoding else None  # noqa: SLF001 - there is no public way to ask
