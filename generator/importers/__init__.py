"""From a source to drafts: `detect` what it is, `read` it, show it as a `json_record`.

Adding a kind is one module with a function `(data, name, options) -> tuple[Draft, ...]` and one line in `IMPORTERS`.
A kind that holds other captures, or the addresses of some, has a function `(data, name) -> tuple[Member, ...]` and a
line in `EXPANDERS` in its place.
"""

from collections.abc import Callable

import msgspec

from generator.errors import ImportFailed
from generator.importers import html, language, text
from generator.importers.feeds import feed, jsonfeed
from generator.importers.feeds.entries import Contents
from generator.importers.html import saved
from generator.importers.lists import addresses, archive, mail, opml, shortcuts
from generator.importers.lists.members import Member
from generator.importers.options import ImportOptions
from generator.importers.records import importing, json_record, needs
from generator.importers.sniff import MAX_BYTES, detect
from generator.locales import language_name
from generator.model import Draft, Notice

__all__ = [
    "EXPANDERS",
    "FEEDS",
    "IMPORTERS",
    "LISTS",
    "MAX_BYTES",
    "ImportOptions",
    "Member",
    "detect",
    "json_record",
    "needs",
    "read",
]

IMPORTERS: dict[str, Callable[[bytes, str, ImportOptions], tuple[Draft, ...]]] = {
    "text": text.read,
    "html": html.read,
    "feed": feed.read,
    "jsonfeed": jsonfeed.read,
    "mail": mail.read,
    "mhtml": saved.read_mhtml,
    "webarchive": saved.read_web_archive,
}
EXPANDERS: dict[str, Callable[[bytes, str], tuple[Member, ...]]] = {
    "zip": archive.members,
    "opml": opml.members,
    "addresses": addresses.members,
    "shortcut": shortcuts.members,
}
LISTS = frozenset(EXPANDERS) - {"zip"}
"""The kinds that hold addresses alone."""
FEEDS: dict[str, Callable[[bytes, str, ImportOptions], Contents]] = {
    "feed": feed.contents,
    "jsonfeed": jsonfeed.contents,
}


def read(data: bytes, name: str, options: ImportOptions | None = None) -> tuple[Draft, ...]:
    """Return the articles in `data`, at least one; raise ImportFailed with a sentence that says why there is none."""
    kind = detect(data, name)
    if kind in EXPANDERS:
        raise _not_one(kind, data, name)
    try:
        drafts = IMPORTERS[kind](data, name, options or ImportOptions())
    except (ValueError, LookupError, ArithmeticError, RecursionError) as error:
        # What the libraries below make of damaged files; the other sources go on.
        raise ImportFailed(f"it cannot be read: {error}", file=name, hint="copy the text of the article") from None
    if not drafts:
        raise ImportFailed("no article was found", file=name, hint="the file holds a list of links or an empty feed")
    return drafts if options is None or not options.lang else tuple(_doubted(draft, options) for draft in drafts)


def _doubted(draft: Draft, options: ImportOptions) -> Draft:
    """Return a draft with a notice where its text certainly is in another language than a person said."""
    said = options.lang or ""
    text = "\n".join((draft.title or "", *draft.paragraphs))
    other = language.doubt(said, text, options.languages)
    if not other:
        return draft
    notice = Notice(
        code="lang-doubt",
        message=f"`--lang {said}` was given, and the text reads like {language_name(other, 'en')} (`{other}`)",
        hint="if it is, delete the article and import the capture again without `--lang`",
    )
    return msgspec.structs.replace(draft, notices=(*draft.notices, notice))


def _not_one(kind: str, data: bytes, name: str) -> ImportFailed:
    """Return why a container is no capture itself; a list is not fetched unless a person asks for it by name."""
    found = EXPANDERS[kind](data, name)
    if kind == "zip":
        return ImportFailed("this is a zip archive in a place where one capture is read", file=name, hint="unpack it")
    one, many = ("feed (OPML)", "feeds (OPML)") if kind == "opml" else ("address", "addresses")
    what = f"{len(found)} {one if len(found) == 1 else many}"
    return ImportFailed(f"this is a list of {what}, and nothing is fetched here", file=name,
                        hint=f"`{importing(name)}` fetches them; unpack it first if it is in a zip")  # fmt: skip
