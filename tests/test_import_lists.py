"""Lists, archives, mails, folders and standard input: what they hold is imported, each piece on its own."""

from __future__ import annotations

import io
import json
import stat
import struct
import zipfile
import zlib
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from digests import Digest
from loopback import Site
from processor import at_most

from generator.cli import run
from generator.config import load_config
from generator.desk.gather import Wishes, gather
from generator.desk.inbox import import_inbox
from generator.errors import ImportFailed
from generator.importers import EXPANDERS, MAX_BYTES, ImportOptions, Member, detect, read
from generator.model import Draft, Finding

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)
FERRY = (
    "Ferry returns to the old harbour\n\nThe ferry returned to the old harbour on Monday, four years after the line "
    "was closed.\n\nTickets cost the same as before, the company said, and the first boat leaves at six."
)
MILL = (
    "The water mill turns again\n\nThe water mill at the edge of the town turned again on Sunday, after two winters "
    "of repairs.\n\nVisitors may take home a bag of flour that was ground on the spot, the museum said."
)
PAGE = (
    "<!doctype html><html lang=en><meta charset=utf-8><title>Bees move to the roof</title><body>"
    "<article><h1>Bees move to the roof</h1>"
    "<p>Four hives stand on the roof of the town hall since Friday, and nobody has been stung.</p>"
    "<p>The honey is to be sold at the summer market, the beekeepers said on Saturday evening.</p></article></html>"
)


def packed(*files: tuple[str | zipfile.ZipInfo, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive."""
    there = io.BytesIO()
    with zipfile.ZipFile(there, "w", method) as archive:
        for name, text in files:
            archive.writestr(name, text)
    return there.getvalue()


def members(data: bytes, name: str = "x.zip") -> tuple[Member, ...]:
    return EXPANDERS[detect(data, name)](data, name)


def sources(*names: str | Path, stdin: bytes = b"", **wishes: Any) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the names of the captures in some sources, those in archives too, and the codes of findings."""
    captures, findings = [], []
    for found in gather([str(name) for name in names], Wishes(now=NOW, **wishes), io.BytesIO(stdin)):
        if isinstance(found, Finding):
            findings.append((Path(found.file).name, found.code))
        else:
            captures += [Path(each.name).name for each in found.members or (found,)]
    return captures, findings


# Lists of addresses


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("https://example.org/a\n", "addresses"),
        ("# the morning's\n\nhttps://example.org/a  # ferry\r\nhttp://example.org/b\n", "addresses"),
        ("\ufeffhttps://example.org/a", "addresses"),
        ("https://example.org/a\nfile:///etc/passwd", "addresses"),
        ("file:///etc/passwd", "text"),
        ("https://example.org/a\n" + FERRY, "text"),
        (FERRY + "\nhttps://example.org/a", "text"),
        ("# only a comment", "text"),
    ],
)
def test_a_list_is_nothing_but_addresses(text: str, kind: str) -> None:
    """An address above or below a text is the text's own."""
    assert detect(text.encode(), "x.txt") == kind
    assert detect(text.removeprefix("\ufeff").encode("utf-16"), "x.txt") == kind


@pytest.mark.parametrize(
    "text",
    [
        " ".join(f"#tag{number}" for number in range(200)) + f"\n\n{FERRY}",
        "# " * 30_000,
        "#\n" * 30_000,
        f"# {' ' * 60_000}x",
        f"<!DOCTYPE{' ' * 65_000}",
        f"<!DOCTYPE x [{'] ' * 30_000}",
        "<!---->" * 9000,
    ],
    ids=["hashtags", "marks", "empty comments", "spaces", "doctype", "brackets", "comments of XML"],
)
def test_what_a_text_is_is_seen_at_once_however_it_begins(text: str) -> None:
    with at_most(2):
        assert detect(text.encode(), "x.txt") == "text"


def test_the_addresses_of_a_list_are_taken_once_in_its_order() -> None:
    text = "https://example.org/b\n# https://example.org/c\nhttps://example.org/a # why\nhttps://example.org/b\n"

    assert [member.address for member in members(text.encode())] == ["https://example.org/b", "https://example.org/a"]


def test_a_list_of_feeds_gives_its_feeds() -> None:
    text = """<?xml version="1.0"?><opml version="2.0"><head><title>Mine</title></head><body>
    <outline text="News"><outline type="rss" text="Ferry &amp; boats" xmlUrl=" https://example.org/feed "/></outline>
    <outline text="Again" xmlurl="https://example.org/feed"/><outline text="A page" htmlUrl="https://example.org/"/>
    <outline title="Mill" xmlUrl="https://example.org/mill"/></body></opml>"""

    found = members(text.encode())

    assert [(member.name, member.address, member.is_feed) for member in found] == [
        ("Ferry & boats", "https://example.org/feed", True),
        ("Mill", "https://example.org/mill", True),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<opml><body></body></opml>", "names no feed"),
        ("<opml><body>", "not well-formed"),
        ("\n".join(f"https://example.org/{number}" for number in range(1001)), "more than 1000 addresses"),
    ],
)
def test_a_list_of_nothing_or_of_too_much_is_refused(text: str, words: str) -> None:
    with pytest.raises(ImportFailed, match=words):
        members(text.encode())


@pytest.mark.parametrize(
    "text", ["https://news.example/a\n", "<opml><body><outline xmlUrl='https://news.example/a'/></body></opml>"]
)
def test_a_build_fetches_nothing(digest: Digest, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """A list in the inbox stays there, with the command that fetches it."""

    def refuse(*arguments: Any, **options: Any) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr("socket.socket", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)
    digest.put("content/inbox/today.txt", text)

    report = import_inbox(digest.folder, load_config(digest.folder)[0], now=NOW)

    (finding,) = report.findings
    assert (finding.code, finding.severity, finding.file) == ("list-waits", "note", "content/inbox/today.txt")
    assert "nashra import content/inbox/today.txt" in finding.hint
    assert (digest.folder / "content/inbox/today.txt").read_text() == text


def test_importing_a_list_fetches_it_and_leaves_it_where_it_is(
    web: Site, digest: Digest, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a person typed into it is nowhere else."""
    address = web.put("/bees", PAGE)
    web.put("/list", "https://example.org/never", "text/plain")
    text = f"# this morning\n{address}\nfile:///etc/passwd\n{web.url}/list\n"
    digest.put("content/inbox/today.txt", text)
    path = digest.folder / "content/inbox/today.txt"

    assert run(["import", str(path), "--allow-private", "--project", str(digest.folder)]) == 1

    out = capsys.readouterr()
    assert len(out.out.split()) == 1
    assert "only http and https" in out.err
    assert "a list that a list leads to" in out.err
    assert path.read_text() == text
    assert web.paths == ["/bees", "/list"]


def test_a_list_of_one_address_is_spoken_of_as_one(web: Site, digest: Digest) -> None:
    digest.put("content/inbox/today.txt", web.put("/bees", PAGE))
    path = digest.folder / "content/inbox/today.txt"

    found = gather([str(path)], Wishes(now=NOW, folder=digest.folder, allow_private=True), io.BytesIO())

    (note,) = [each for each in found if isinstance(each, Finding) and each.code == "list-stays"]
    assert note.message == "its address is asked, and the list stays in the inbox"


def test_an_address_may_answer_with_a_list(web: Site) -> None:
    bees = web.put("/bees", PAGE)
    entry = f"<item><title>Bees</title><link>{bees}</link></item>"
    feed = web.put("/feed", f"<rss version='2.0'><channel><title>x</title>{entry}</channel></rss>", "text/xml")
    opml = web.put("/opml", f"<opml><body><outline xmlUrl='{feed}'/></body></opml>", "text/x-opml")

    assert sources(opml, web.put("/list", bees, "text/plain"), allow_private=True) == (["bees", "bees"], [])


# Archives


def test_the_files_of_an_archive_are_captures_of_their_own(digest: Digest) -> None:
    """Each has its own original; the archive leaves the inbox when all of them are kept."""
    mail = EmailMessage()
    mail["Subject"], mail["From"], mail["Message-ID"] = "Ferry", "nina@example.org", "<1@example.org>"
    mail.set_content(FERRY)
    feed = (
        "<rss version='2.0'><channel><title>Post</title><item><title>Clock</title><description>{}</description></item>"
    )
    data = packed(
        ("folder/", b""),
        ("folder/mill.txt", MILL),
        ("عبارة.eml", mail.as_bytes()),
        ("bees.html", PAGE),
        ("feed.xml", feed.format("The clock of the town hall shows the right time again. " * 20) + "</channel></rss>"),
        ("__MACOSX/._mill.txt", b"\0\1"),
        ("folder/.DS_Store", b"\0\1"),
    )
    digest.put("content/inbox/week.zip", data)

    report = import_inbox(digest.folder, load_config(digest.folder)[0], now=NOW)

    assert {finding.severity for finding in report.findings} <= {"note", "warning"}
    assert len(report.created) == 4
    assert not (digest.folder / "content/inbox/week.zip").exists()
    kept = {path.read_bytes() for path in (digest.folder / "content/originals").iterdir()}
    assert kept == {member.data for member in members(data)}


def test_an_archive_stays_in_the_inbox_as_long_as_it_holds_more(digest: Digest) -> None:
    """Nothing that a person put there is lost, and importing it again makes nothing twice."""
    data = packed(("mill.txt", MILL), ("picture.png", b"\x89PNG\r\n"), ("links.txt", "https://example.org/a\n"))
    digest.put("content/inbox/week.zip", data)

    first, again = (import_inbox(digest.folder, load_config(digest.folder)[0], now=NOW) for _ in range(2))

    assert (len(first.created), len(again.created)) == (1, 0)
    for report in (first, again):
        bad = {(finding.file, finding.code) for finding in report.findings if finding.severity != "note"}
        assert {
            ("content/inbox/week.zip", "archive-stays"),
            ("content/inbox/week.zip/picture.png", "no-article"),
            ("content/inbox/week.zip/links.txt", "no-article"),
        } <= bad
    assert (digest.folder / "content/inbox/week.zip").read_bytes() == data


def link(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return info


def patched(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new)


def encrypted() -> bytes:
    data = bytearray(packed(("mill.txt", MILL)))
    data[data.index(b"PK\x03\x04") + 6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def with_count(count: int) -> bytes:
    data = bytearray(packed(("mill.txt", MILL)))
    struct.pack_into("<HH", data, data.index(b"PK\x05\x06") + 8, count, count)
    return bytes(data)


def claiming(size: int) -> bytes:
    """Return an archive whose member says that it is small, and unpacks to more."""
    data = bytearray(packed(("mill.txt", b" " * (3 * 2**20))))
    for mark, at in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        struct.pack_into("<L", data, data.index(mark) + at, size)
    return bytes(data)


BAD = {
    "up": packed(("../mill.txt", MILL)),
    "up inside": packed(("a/../../mill.txt", MILL)),
    "absolute": packed(("/etc/mill.txt", MILL)),
    "drive": packed(("C:mill.txt", MILL)),
    "backslash": patched(packed(("a/mill.txt", MILL)), b"a/mill", b"a\\mill"),
    "nul": patched(packed(("mill_a.txt", MILL)), b"mill_a", b"mill\0a"),
    "link": packed((link("mill.txt"), "/etc/passwd")),
    "case": packed(("Mill.txt", MILL), ("mill.TXT", FERRY)),
    "accents": packed(("café.txt", MILL), ("cafe\u0301.txt", FERRY)),
    "folder and file": packed(("mill/", b""), ("Mill", FERRY)),
    "encrypted": encrypted(),
    "a million members": with_count(65535),
    "many members": packed(*((f"{number}.txt", b"") for number in range(2001)), method=zipfile.ZIP_STORED),
    "bomb": packed(("bomb.txt", b" " * (15 * 2**20))),
    "many bombs": packed(*((f"{number}.txt", zlib.compress(bytes(2**20), 0) * 10) for number in range(7))),
    "42": packed(("inner.zip", packed(("mill.txt", MILL)))),
    "false size": claiming(100),
    "unusual": packed(("mill.txt", MILL), method=zipfile.ZIP_LZMA),
    "cut": packed(("mill.txt", MILL))[:-30],
    "damaged": packed(("mill.txt", MILL), method=zipfile.ZIP_STORED).replace(b"water", b"waste", 1),
    "empty": packed(),
}


@pytest.mark.parametrize("what", BAD)
def test_an_archive_that_may_do_harm_is_refused_as_a_whole(digest: Digest, what: str) -> None:
    """Nothing of it is written anywhere, also where one file of many is wrong, and it stays where it is."""
    good = packed(("bees.html", PAGE))
    digest.put("content/inbox/bad.zip", BAD[what]).put("content/inbox/good.zip", good)

    report = import_inbox(digest.folder, load_config(digest.folder)[0], now=NOW)

    assert [(each.file, each.code) for each in report.findings if each.severity == "error"] == [
        ("content/inbox/bad.zip", "no-article")
    ]
    assert len(report.created) == 1
    assert [path.name for path in (digest.folder / "content/inbox").iterdir()] == ["bad.zip"]
    assert [path.read_bytes() for path in (digest.folder / "content/originals").iterdir()] == [PAGE.encode()]


def test_one_bad_member_spoils_an_archive() -> None:
    with pytest.raises(ImportFailed, match="refused"):
        members(packed(("mill.txt", MILL), ("bees.html", PAGE), ("../x", "x")))


def test_an_office_document_is_no_archive() -> None:
    with pytest.raises(ImportFailed, match="office document"):
        detect(packed(("[Content_Types].xml", "<Types/>"), ("word/document.xml", "<w/>")), "x.docx")


# Mails


def mail(**heads: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in {"From": "Nina <nina@example.org>", "To": "desk@example.org", **heads}.items():
        message[name.replace("_", "-")] = value
    message["Date"] = "Thu, 28 Nov 2024 10:00:00 +0200"
    return message


def article(message: EmailMessage) -> Draft:
    return drafts_in(message)[0]


def drafts_in(message: EmailMessage) -> tuple[Draft, ...]:
    assert detect(message.as_bytes(), "x") == "mail"
    return read(message.as_bytes(), "mail.eml")


def test_the_article_of_a_mail_is_in_its_text() -> None:
    """Who sent it is not who published it, nor is its day the article's."""
    message = mail(Subject="Fwd: Re: Ferry")
    message.set_content(FERRY)

    found = article(message)

    assert (found.kind, found.title, found.published, found.publisher, found.authors) == (
        "mail",
        "Ferry returns to the old harbour",
        None,
        None,
        (),
    )
    assert found.paragraphs == tuple(FERRY.split("\n\n")[1:])


def test_the_page_in_a_mail_is_preferred() -> None:
    message = mail(Subject="Bees")
    message.set_content("Bees move to the roof\n\nRead this mail in a program that shows pages.")
    message.add_alternative(PAGE, subtype="html")

    found = article(message)

    assert found.title == "Bees move to the roof"
    assert found.paragraphs[0].startswith("Four hives")


def test_a_forwarded_mail_loses_its_marks_and_heads() -> None:
    """They are told among the lines left out."""
    head = "---------- Forwarded message ---------\nVon: Otto <otto@example.org>\nDate: Mon, 8 Apr 2019\nSubject: Ferry"
    message = mail(Subject="Fwd: Ferry", MIME_Version="1.0")
    message.set_content("\n".join(f"> > {line}" for line in f"{head}\n\n{FERRY}".split("\n")))

    found = article(message)

    assert found.paragraphs == tuple(FERRY.split("\n\n")[1:])
    assert (found.title, found.published) == ("Ferry returns to the old harbour", None)
    dropped = [line.text for line in found.dropped_lines if line.reason == "mail head"]
    assert dropped[:2] == ["---------- Forwarded message ---------", "Von: Otto <otto@example.org>"]


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1256"])
@pytest.mark.parametrize("cte", ["base64", "quoted-printable"])
def test_a_mail_is_read_in_its_encoding(encoding: str, cte: str) -> None:
    text = "عادت العبارة إلى الميناء\n\nعادت العبارة إلى الميناء القديم يوم الاثنين، بعد أربع سنوات من إغلاق الخط."
    message = mail(Subject="خبر")
    message.set_content(text, charset=encoding, cte=cte)

    assert (article(message).title, article(message).lang) == ("عادت العبارة إلى الميناء", "ar")


def test_attached_pages_and_texts_are_articles_too_and_the_rest_is_named() -> None:
    message = mail(Subject="Three")
    message.set_content(FERRY)
    message.add_attachment(MILL, filename="mill.txt")
    message.add_attachment(PAGE, subtype="html", filename="bees.html")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="flood.pdf")

    found = drafts_in(message)

    assert [(draft.index, draft.title) for draft in found] == [
        (0, "Ferry returns to the old harbour"),
        (1, "The water mill turns again"),
        (2, "Bees move to the roof"),
    ]
    assert [(notice.code, "flood.pdf" in notice.message) for notice in found[0].notices] == [
        ("attachment-left-out", True)
    ]


def test_attachments_beyond_the_limit_are_left_out_aloud() -> None:
    """What is read comes first in the mail; the rest is counted."""
    message = mail(Subject="Many")
    message.set_content(FERRY)
    for number in range(260):
        message.add_attachment(f"Mill {number} turns again\n\n{MILL}", filename=f"mill-{number}.txt")

    found = drafts_in(message)

    assert len(found) == 200
    (notice,) = [notice for notice in found[0].notices if notice.code == "attachment-left-out"]
    assert notice.message.startswith("61 attachments not read")


@pytest.mark.parametrize(
    "line", ["-" * 60_000 + "!", "- " * 30_000 + "!", "Re" + " " * 60_000], ids=["rule", "dashes", "prefix"]
)
def test_a_mail_is_read_at_once_whatever_its_lines_hold(line: str) -> None:
    with at_most(5):
        (found,) = read(f"Message-ID: <1@b.example>\nSubject: {line}\n\n{FERRY}\n{line}\n{line}\n".encode(), "mail.eml")

    assert found.kind == "mail"


def test_a_mail_without_text_is_refused_in_a_sentence() -> None:
    message = mail(Subject="A picture")
    message.set_content(b"\x89PNG", maintype="image", subtype="png")

    with pytest.raises(ImportFailed, match="the mail has no text"):
        drafts_in(message)


def test_a_mail_in_an_encoding_that_nobody_knows_is_read_aloud() -> None:
    head = b"From: Nina <nina@example.org>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=x-harbour\n"

    (draft,) = read(head + b"Content-Transfer-Encoding: 8bit\n\n" + FERRY.encode(), "mail.eml")

    assert draft.title == "Ferry returns to the old harbour"
    assert [(notice.code, "x-harbour" in notice.message) for notice in draft.notices] == [("decoded", True)]


def test_a_mail_needs_neither_a_date_nor_mime() -> None:
    """Programs that export mail leave such lines out."""
    data = b"From: Nina <nina@example.org>\nSubject: Fwd: Look\n\n" + FERRY.encode()

    assert detect(data, "x.txt") == "mail"
    (draft,) = read(data, "x.txt")
    assert draft.title == "Ferry returns to the old harbour"
    assert not any("nina" in paragraph.casefold() for paragraph in draft.paragraphs)


def test_letters_of_a_mail_that_were_read_wrongly_are_told_and_put_right() -> None:
    text = "Die Fähre fährt seit Montag wieder über den Fluss, vier Jahre nachdem die Brücke für Autos geöffnet wurde."
    message = mail(Subject="Fähre fährt für alle".encode().decode("cp1252"))
    message.set_content(text.encode().decode("cp1252"))

    (told,) = drafts_in(message)
    (mended,) = read(message.as_bytes(), "mail.eml", ImportOptions(repair=True))

    assert "mojibake" in {notice.code for notice in told.notices}
    assert mended.title == "Fähre fährt für alle"
    assert mended.paragraphs == (text,)


@pytest.mark.parametrize("head", ["Source: the harbour office\nPlace: the port\n\n", "Note: this is long\n\n"])
def test_a_text_with_colons_is_no_mail(head: str) -> None:
    assert detect((head + FERRY).encode(), "x.txt") == "text"


@pytest.mark.parametrize(
    "data",
    [
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n" + b"--x\n" * 300,
        b"MIME-Version: 1.0\nContent-Type: text/plain; charset=no-such\n\nShort",
        b"MIME-Version: 1.0\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\n!!!!",
        b"Message-ID: <" + b"(" * 5000 + b">\nSubject: =?utf-8?b?" + b"A" * 999 + b"?=\n\nx",
        b"MIME-Version: 1.0\n"
        + b"".join(b"Content-Type: multipart/mixed; boundary=x%d\n\n--x%d\n" % (n, n) for n in range(2000)),
    ],
    ids=["empty parts", "unknown charset", "bad base64", "bad heads", "nested"],
)
def test_a_mail_out_of_shape_is_refused_in_a_sentence(data: bytes) -> None:
    assert detect(data, "x") == "mail"
    with pytest.raises(ImportFailed):
        read(data, "mail.eml")


# Folders, standard input, limits


def test_a_folder_is_all_that_is_in_it_but_for_what_is_hidden_or_linked(tmp_path: Path) -> None:
    for name, data in {
        "b/mill.txt": MILL.encode(),
        "a.html": PAGE.encode(),
        ".hidden.txt": MILL.encode(),
        "a_files/x.html": PAGE.encode(),
        "c.zip": packed(("ferry.txt", FERRY), ("bees.html", PAGE)),
        "d.bin": b"abc\0",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(data)
    (tmp_path / "e.txt").symlink_to(tmp_path / "a.html")

    assert sources(tmp_path) == (["a.html", "mill.txt", "ferry.txt", "bees.html"], [("d.bin", "no-article")])


def test_a_folder_without_a_capture_is_told(tmp_path: Path) -> None:
    (tmp_path / ".hidden.txt").write_text(MILL)

    assert sources(tmp_path) == ([], [(tmp_path.name, "nothing-there")])


def test_a_digest_s_own_files_are_no_captures(
    digest: Digest, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever names the folder of the digest means what lies in its inbox, and what was put beside it."""
    digest.article("a.ar.md", title="عنوان").thread("libya").put("content/inbox/ferry.txt", FERRY)
    digest.put("content/originals/old.txt", MILL).put("mill.txt", MILL).build()
    monkeypatch.chdir(digest.folder)

    assert run(["import", ".", "--dry-run"]) == 0
    told = capsys.readouterr()
    assert told.out.split() == [
        "content/articles/undated/ferry-returns-to-the-old-harbour.en.md",
        "content/articles/undated/the-water-mill-turns-again.en.md",
    ], told.err
    assert run(["import", "content/originals", "--dry-run"]) == 0
    assert capsys.readouterr().out.split() == ["content/articles/undated/the-water-mill-turns-again.en.md"]


@pytest.mark.parametrize("name", ["digest.toml", "threads", "articles", "articles/a.ar.md"])
def test_a_part_of_the_digest_is_not_imported(
    name: str, digest: Digest, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    digest.article("a.ar.md", title="عنوان").thread("libya")
    monkeypatch.chdir(digest.folder)

    assert run(["import", f"content/{name}"]) == 2
    assert "this digest" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["text", "html", "zip", "addresses"])
def test_standard_input_may_be_anything(kind: str, web: Site) -> None:
    data = {
        "text": FERRY.encode(),
        "html": PAGE.encode(),
        "zip": packed(("ferry.txt", FERRY), ("mill.txt", MILL)),
        "addresses": web.put("/bees", PAGE).encode(),
    }[kind]
    expected = {"zip": ["ferry.txt", "mill.txt"], "addresses": ["bees"]}.get(kind, ["-"])

    assert detect(data, "-") == kind
    assert sources("-", stdin=data, allow_private=True) == (expected, [])


class Endless(io.RawIOBase):
    """A stream without end that counts what was taken from it."""

    taken = 0

    def read(self, size: int = -1) -> bytes:
        assert size > 0, "all of it was asked for"
        self.taken += size
        return b"x" * size


@pytest.mark.parametrize("size", [MAX_BYTES + 1, 50 * 2**20])
def test_what_is_too_large_is_told_without_reading_it_all(size: int, tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(size)
    endless = Endless()

    found = list(gather([str(large), "-"], Wishes(now=NOW), endless))  # type: ignore[arg-type]

    assert [getattr(each, "message", "") for each in found] == ["larger than 16 MB"] * 2
    assert endless.taken == MAX_BYTES + 1


def test_a_bad_source_stops_no_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In the order of the sources, each of them with its reason."""
    for name, data in {
        "empty.txt": b"",
        "binary.txt": b"a\0b",
        "bad.zip": BAD["up"],
        "good.txt": MILL.encode(),
    }.items():
        (tmp_path / name).write_bytes(data)
    names = ["empty.txt", "good.txt", "binary.txt", "bad.zip", "none.txt", "x" * 300, "good.txt"]

    assert run(["import", "--json", *(str(tmp_path / name) for name in names)]) == 1

    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [Path(each["file"]).name for each in records] == names
    assert ["error" in each for each in records] == [True, False, True, True, True, True, False]


def test_a_mail_without_a_headline_takes_its_subject_and_not_the_signature() -> None:
    body = (
        "The fire brigade of the town drives electric engines from Monday, its chief said at the station.\r\n\r\n"
        "Two engines were bought with money of the county, and the old ones go to a museum by the sea.\r\n\r\n"
        "People came to see them, and children were allowed to sit at the wheel for a while.\r\n\r\n"
        "Kind regards,\r\nTom\r\n-- \r\nSent from my phone\r\n"
    )
    head = "From: tom@example.org\r\nTo: desk@example.org\r\nSubject: Fire brigade goes electric\r\nMime-Version: 1\r\n"

    (found,) = read(f"{head}\r\n{body}".encode(), "m.eml")

    assert found.title == "Fire brigade goes electric"


def test_the_short_head_of_a_forward_is_no_headline() -> None:
    body = (
        "---------- Forwarded message ----------\r\n"
        "From: Ann <ann@example.org>\r\nSubject: Museum finds a painting\r\n\r\n"
        "Museum finds a painting in its cellar\r\n\r\n"
        "The museum by the river found a painting in its cellar that had been thought lost for a century.\r\n\r\n"
        "It will be shown from Monday, the director said, and the entrance is free for a week.\r\n"
    )
    head = "From: tom@example.org\r\nTo: desk@example.org\r\nSubject: Fwd: Museum\r\nMIME-Version: 1.0\r\n"

    (found,) = read(f"{head}\r\n{body}".encode(), "m.eml")

    assert found.title == "Museum finds a painting in its cellar"
    assert sum(line.reason == "mail head" for line in found.dropped_lines) == 3


# What a mail says around its article

CLOSING = ("Kind regards,", "Lea Martin", "Shore Desk")


@pytest.mark.parametrize(
    ("subject", "text", "title"),
    [
        (
            "Fwd: Ferry returns to the old harbour",
            "Dear all,\n\nthis may be of interest to you.",
            "Ferry returns to the old harbour",
        ),
        ("عودة العبارة إلى الميناء القديم", "السادة الزملاء،\n\nتحية طيبة وبعد،", "عودة العبارة إلى الميناء القديم"),
    ],
)
def test_a_greeting_is_neither_headline_nor_text(subject: str, text: str, title: str) -> None:
    arabic = "عادت العبارة إلى الميناء القديم يوم الاثنين بعد أربع سنوات من إغلاق الخط، بحسب ما قالت الشركة المشغلة."
    body = [arabic, f"{arabic[:-1]} أيضا."] if "،" in text else FERRY.split("\n\n")[1:]
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.org", subject
    message.set_content("\n\n".join([text, *body]))

    (found,) = read(message.as_bytes(), "x.eml")

    assert (found.title, found.paragraphs) == (title, tuple(body))
    assert {line.text for line in found.dropped_lines} >= set(text.split("\n\n"))


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_a_sign_off_is_no_text(kind: str) -> None:
    lines = [*FERRY.split("\n\n"), *CLOSING]
    message = EmailMessage()
    message["From"], message["Subject"] = "a@example.org", "Ferry returns to the old harbour"
    page = f"<h2>{lines[0]}</h2>" + "".join(f"<p>{line}</p>" for line in lines[1:])
    message.set_content("\n\n".join(lines) if kind == "plain" else page, subtype=kind)

    (found,) = read(message.as_bytes(), "x.eml")

    assert found.paragraphs == tuple(FERRY.split("\n\n")[1:])
    assert "Kind regards" not in found.body
    assert {line.text for line in found.dropped_lines} >= set(CLOSING)


def test_a_signature_below_its_mark_is_no_text() -> None:
    head = "From: a@example.org\nSubject: Ferry returns to the old harbour\n\n"
    signed = (
        "Lea Martin writes about boats, harbours and the sea for the Shore Desk, and lives on the coast.\nshore.example"
    )

    (found,) = read(f"{head}{FERRY}\n\n-- \n{signed}\n".encode(), "x.eml")

    assert found.paragraphs == tuple(FERRY.split("\n\n")[1:])
    assert [line.text for line in found.dropped_lines][-3:] == ["--", *signed.split("\n")]


def test_every_mail_of_a_mailbox_is_read() -> None:
    mails = [f"From: a@example.org\nSubject: {text.partition(chr(10))[0]}\n\n{text}\n" for text in (FERRY, "", MILL)]
    box = "\n".join(f"From a@example.org Tue Mar 12 08:00:0{at} 2024\n{mail}" for at, mail in enumerate(mails))

    found = read(box.encode(), "x.mbox")

    assert [draft.title for draft in found] == ["Ferry returns to the old harbour", "The water mill turns again"]
    assert [draft.index for draft in found] == [0, 1]
    assert [notice.code for notice in found[0].notices] == ["mail-left-out"]


def test_what_browsers_save_beside_a_page_is_no_capture_in_an_archive_either() -> None:
    data = packed(("ferry.html", PAGE), ("ferry_files/a.css", "p {}"), ("ferry_files/frame.html", "<p>Advert</p>"))

    assert [member.name for member in members(data)] == ["x.zip/ferry.html"]
