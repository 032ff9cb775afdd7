"""E-mail (.eml): the article in its text, without quotation marks and the heads of forwarded mail."""

import email
import email.policy
import re
from collections.abc import Callable, Iterable, Iterator
from email.message import EmailMessage, MIMEPart
from functools import partial
from typing import NamedTuple

import msgspec

from generator.errors import ImportFailed
from generator.importers import html, text
from generator.importers.characters import encodings, hygiene, mojibake
from generator.importers.lists import courtesies
from generator.importers.options import ImportOptions
from generator.model import Draft, DroppedLine, Notice

MAX_PARTS = 200
MAX_MAILS = 500

_ENVELOPE = re.compile(rb"From [^\n]*\n")
_HEAD = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+\r?\n")
_SURE = re.compile(rb"^(?:message-id|mime-version|received|return-path|delivered-to):", re.IGNORECASE | re.MULTILINE)
_USUAL = tuple(re.compile(rb"^%b:" % key, re.IGNORECASE | re.MULTILINE) for key in (b"from", b"subject"))
_PREFIX = re.compile(
    r"^\s*(?:(?:fwd?|fw|re|aw|wg|tr|rv|enc|пересл|إعادة توجيه|رد)\s*(?:\[\d+\]\s*)?[::]\s*)+", re.IGNORECASE
)
# How files of several mails part them.
_BETWEEN = re.compile(rb"(?<=\n)\r?\n(?=From \S+ [^\r\n]{10,40}\d{4}[^\r\n]{0,10}\r?\n[!-9;-~]+:)")
_QUOTED = re.compile(r"^(?:>[ \t]?)+")
_RULE = re.compile(r"[-_=*—–]{2}.*[-_=*—–]{2}$")
_KEY = re.compile(r"^\*?[^\W\d_][^:\n]{0,24}[::]\*?\s+\S")

Reader = Callable[[bytes, str, ImportOptions], tuple[Draft, ...]]


def is_mail(head: bytes) -> bool:
    """Tell whether text begins with the head of a mail."""
    lines = head.replace(b"\r\n", b"\n")
    envelope = _ENVELOPE.match(lines)
    block = _HEAD.match((lines[envelope.end() :] if envelope else lines) + b"\n\n")
    return block is not None and bool(_SURE.search(block[0]) or all(key.search(block[0]) for key in _USUAL))


def read(data: bytes, name: str, options: ImportOptions) -> tuple[Draft, ...]:
    """Return the article in a mail, then those in the texts and pages attached to it; the same of each in a mailbox.

    The date of the mail is not that of the article, and who sent it is not its publisher: both stay unknown.
    """
    messages = _BETWEEN.split(data)
    if len(messages) > MAX_MAILS:
        raise ImportFailed(f"the mailbox holds more than {MAX_MAILS} mails", file=name, hint="save fewer of them")
    drafts, failed = _drafts_of(partial(_read, message, name, options) for message in messages)
    if failed:
        notice = Notice(code="mail-left-out", message=f"{failed} of the {len(messages)} mails gave no article",
                        hint="save those that should as files of their own, and import these")  # fmt: skip
        drafts[0] = msgspec.structs.replace(drafts[0], notices=(*drafts[0].notices, notice))
    return tuple(msgspec.structs.replace(draft, index=index, kind="mail") for index, draft in enumerate(drafts))


def _drafts_of(readings: Iterable[Callable[[], Iterable[Draft]]]) -> tuple[list[Draft], int]:
    """Return what several readings give, and how many of them failed; the first failure is raised if all did."""
    drafts: list[Draft] = []
    failures: list[ImportFailed] = []
    for read_one in readings:
        try:
            drafts += read_one()
        except ImportFailed as failure:
            failures.append(failure)
    if not drafts:
        raise failures[0]
    return drafts, len(failures)


def _read(data: bytes, name: str, options: ImportOptions) -> list[Draft]:
    """Return the articles in one mail."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        parts = _parts(message)
        said = str(message.get("Subject") or "")
        subject = hygiene.clean_line(_PREFIX.sub("", mojibake.offer(said, options.repair)[0]))
    except (ValueError, LookupError, TypeError, AttributeError, IndexError, RecursionError) as error:
        raise ImportFailed(f"the mail cannot be read: {error}", file=name, hint="copy its text into a file") from None
    readers = ((_first(parts.body), b""), *parts.attached)
    drafts, _ = _drafts_of(partial(reader, content, name, options) for reader, content in readers)
    drafts[0] = courtesies.titled(courtesies.without_courtesies(drafts[0]), subject)
    notices = (*parts.notices, *([_unread(parts.unread)] if parts.unread else []))
    drafts[0] = msgspec.structs.replace(drafts[0], notices=(*drafts[0].notices, *notices))
    return drafts


class _Parts(NamedTuple):
    """The ways to read the body of a mail, best first; the attachments with text; and the names of the others."""

    body: list[tuple[Reader, bytes]]
    attached: list[tuple[Reader, bytes]]
    unread: list[str]
    notices: tuple[Notice, ...]


def _parts(message: EmailMessage) -> _Parts:
    chosen = [part for kind in ("html", "plain") if (part := message.get_body((kind,))) is not None]
    attached: list[tuple[Reader, bytes]] = []
    unread: list[str] = []
    notices: list[Notice] = []
    # What is forwarded as an attachment is a mail in the mail: `walk` goes through it too.
    parts = [part for part in message.walk() if not part.is_multipart()]
    for part in parts[:MAX_PARTS]:
        known = _reader(part.get_content_type())
        if any(part is each for each in chosen):
            continue
        if _is_attached(part):
            if known and (content := _content(part, notices)) is not None:
                attached.append((known, content.encode(errors="replace")))
            else:
                unread.append(hygiene.clean_line(part.get_filename() or part.get_content_type()))
        elif known and not chosen:
            chosen.append(part)
    if beyond := sum(_is_attached(part) for part in parts[MAX_PARTS:]):
        notices.append(_left_out(beyond))
    ways = []
    for part in chosen:
        content, reader = _content(part, notices), _reader(part.get_content_type())
        if reader and content and content.strip():
            ways.append((reader, content.encode(errors="replace")))
    return _Parts(ways, attached, unread, tuple(dict.fromkeys(notices)))


def _is_attached(part: MIMEPart) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _content(part: MIMEPart, notices: list[Notice]) -> str | None:
    """Return the text of a part; where its encoding is none that is known, as it can be read, with a notice."""
    try:
        content = part.get_content()
    except LookupError:
        content = _guessed(part.get_payload(decode=True))
        named = hygiene.clean_line(part.get_content_charset() or "")[:40]
        message = f"the mail names `{named}` for its encoding, which is none that is known"
        hint = "check the letters; if they are wrong, copy the text into a file"
        notices.append(Notice(code="decoded", message=message, hint=hint))
    return content if isinstance(content, str) else None


def _guessed(data: object) -> str | None:
    if not isinstance(data, bytes):
        return None
    try:
        return encodings.decode(data, "").text
    except ImportFailed:
        return data.decode(errors="replace")


def _reader(media_type: str) -> Reader | None:
    return {"text/html": html.read, "text/plain": _plain}.get(media_type)


def _first(ways: list[tuple[Reader, bytes]]) -> Reader:
    """Return a reader that tries one way after the other."""

    def read_body(_: bytes, name: str, options: ImportOptions) -> tuple[Draft, ...]:
        failure = ImportFailed("the mail has no text", file=name, hint="it may be a picture: type its text into a file")
        for reader, content in ways:
            try:
                return reader(content, name, options)
            except ImportFailed as error:
                failure = error
        raise failure

    return read_body


def _plain(data: bytes, name: str, options: ImportOptions) -> tuple[Draft, ...]:
    """Return the article in plain text of a mail."""
    lines = data.decode().replace("\r\n", "\n").split("\n")
    unheaded, heads = _without_heads([_QUOTED.sub("", line) for line in lines])
    kept, greeting, signature = courtesies.without_frame(unheaded)
    above = (*heads, *courtesies.dropped(greeting, "before the article"))
    below = courtesies.dropped(signature, "after the article")
    return tuple(
        msgspec.structs.replace(draft, dropped_lines=(*above, *draft.dropped_lines, *below))
        for draft in text.read("\n".join(kept).encode(), name, options)
    )


def _without_heads(lines: list[str]) -> tuple[list[str], tuple[DroppedLine, ...]]:
    """Return the lines without the heads of forwarded mail (two `Key: value` or more, one with an address)."""
    kept: list[str] = []
    dropped: list[str] = []
    for block in _blocks(lines):
        filled = [line.strip() for line in block if line.strip()]
        keys = [line for line in filled if _KEY.match(line)]
        if len(keys) >= 2 and len(keys) + 1 >= len(filled) and any("@" in line for line in keys):
            dropped += filled
        else:
            kept += block
    return kept, courtesies.dropped(dropped, "mail head")


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """Yield the lines in blocks: one ends with an empty line, and another begins with a rule."""
    block: list[str] = []
    for line in lines:
        if block and _RULE.match(line.strip()):
            yield block
            block = []
        block.append(line)
        if not line.strip():
            yield block
            block = []
    yield block


def _left_out(count: int) -> Notice:
    several = "attachments" if count > 1 else "attachment"
    message = f"{count} {several} not read, beyond the first {MAX_PARTS} parts of the mail, and kept with the mail only"
    return Notice(code="attachment-left-out", message=message, hint="save them, and import the files")


def _unread(names: list[str]) -> Notice:
    return Notice(code="attachment-left-out", message=f"not read, and kept with the mail only: {', '.join(names)}",
                  hint="save an attachment that holds an article, and import the file")  # fmt: skip
