"""The inbox empties into articles; nothing that a person owns is lost or overwritten, at whatever moment a run dies."""

import errno
import hashlib
import io
import os
import plistlib
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.config import load_config
from generator.content import create_new, parse_article
from generator.desk import inbox as desk_inbox
from generator.desk import originals, taking
from generator.desk.captures import RawCapture
from generator.desk.inbox import ImportRequest, InboxReport, import_files, import_inbox
from generator.model import Article

CAPTURES = Path(__file__).parent / "captures"
NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)
TEXT = "The ferry is back\n\nThe ferry returned to the old harbour on Monday, four years after the line was closed.\n"


class Killed(BaseException):
    """What a test raises where a run is to die."""


class Inbox:
    """A digest in a folder with something in its inbox."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        settings = 'languages = ["ar", "en"]\ntimezone = "Africa/Cairo"\n[title]\nen = "Digest"\n'
        self.put("content/digest.toml", settings)
        (folder / "content" / "inbox").mkdir()

    def put(self, path: str, text: str | bytes) -> "Inbox":
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)
        os.utime(target, (1_554_700_000, 1_554_700_000))
        return self

    def capture(self, name: str) -> "Inbox":
        return self.put(f"content/inbox/{name}", (CAPTURES / name).read_bytes())

    def run(self) -> InboxReport:
        config, _ = load_config(self.folder)
        return import_inbox(self.folder, config, now=NOW)

    def names(self, folder: str) -> list[str]:
        top = self.folder / "content" / folder
        return sorted(path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file())

    def article(self, path: str) -> Article:
        article, findings = parse_article(path, (self.folder / path).read_bytes())
        assert article is not None
        assert findings == ()
        return article


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path)


def test_a_capture_becomes_an_article_and_leaves_the_inbox(inbox: Inbox) -> None:
    inbox.capture("wrapped.txt")
    raw = (CAPTURES / "wrapped.txt").read_bytes()

    report = inbox.run()

    (path,) = report.created
    assert path == "content/articles/2019/04/городская-библиотека-откроется-после-ремонта.ru.md"
    article = inbox.article(path)
    assert article.original is not None
    assert article.original.file == "городская-библиотека-откроется-после-ремонта.txt"
    assert article.original.sha256 == hashlib.sha256(raw).hexdigest()
    assert article.captured == "2019-04-08"
    assert article.needs == ("publisher", "url")
    assert inbox.names("inbox") == []
    assert (inbox.folder / "content" / "originals" / article.original.file).read_bytes() == raw


def test_what_was_left_out_and_what_is_missing_is_said(inbox: Inbox) -> None:
    report = inbox.capture("menus.txt").run()

    imported, needs = report.findings
    assert (imported.code, imported.severity) == ("imported", "note")
    assert "content/inbox/menus.txt" in imported.message
    assert "6 menu" in imported.message
    assert (needs.code, needs.severity) == ("needs", "warning")
    assert needs.message == "not known: `published`, `publisher`, `url`"
    assert needs.file == imported.file == report.created[0]
    assert report.created[0].startswith("content/articles/undated/")


def test_importing_twice_is_importing_once(inbox: Inbox) -> None:
    first = inbox.capture("wrapped.txt").capture("feed.xml").run()
    before = inbox.names("articles"), inbox.names("originals")

    second = inbox.capture("wrapped.txt").capture("feed.xml").run()

    assert len(first.created) == 3
    assert second.created == ()
    assert [finding.code for finding in second.findings] == ["already-imported", "already-imported"]
    assert (inbox.names("articles"), inbox.names("originals"), inbox.names("inbox")) == (*before, [])


def test_a_file_that_is_dropped_twice_in_one_go_is_one_article(inbox: Inbox) -> None:
    report = inbox.put("content/inbox/a.txt", TEXT).put("content/inbox/b.txt", TEXT).run()

    assert len(report.created) == 1
    assert inbox.names("inbox") == []


def test_a_feed_is_kept_once_and_named_by_each(inbox: Inbox) -> None:
    report = inbox.capture("feed.xml").run()

    articles = [inbox.article(path) for path in report.created]
    assert len(articles) == 2
    assert {article.original.file for article in articles if article.original} == {
        "ferry-returns-to-the-old-harbour.xml"
    }
    assert inbox.names("originals") == ["ferry-returns-to-the-old-harbour.xml"]


def test_what_gives_no_article_stays_and_the_rest_is_imported(inbox: Inbox) -> None:
    report = inbox.put("content/inbox/menu.txt", "Home\nNews\nSport\n").put("content/inbox/good.txt", TEXT).run()

    assert len(report.created) == 1
    assert inbox.names("inbox") == ["menu.txt"]
    (finding,) = [finding for finding in report.findings if finding.code == "no-article"]
    assert (finding.file, finding.severity) == ("content/inbox/menu.txt", "error")


def test_links_and_hidden_files_are_not_followed(inbox: Inbox, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("outside") / "secret.txt"
    secret.write_text(TEXT)
    (inbox.folder / "content" / "inbox" / "link.txt").symlink_to(secret)
    inbox.put("content/inbox/.hidden.txt", TEXT).put("content/inbox/page_files/style.css", TEXT)

    report = inbox.run()

    assert report.created == ()
    assert [finding.file for finding in report.findings] == ["content/inbox/link.txt"]
    assert secret.read_text() == TEXT


def test_an_inbox_that_is_a_link_is_a_finding(inbox: Inbox, tmp_path_factory: pytest.TempPathFactory) -> None:
    (inbox.folder / "content" / "inbox").rmdir()
    (inbox.folder / "content" / "inbox").symlink_to(tmp_path_factory.mktemp("outside"))

    report = inbox.run()

    assert [finding.code for finding in report.findings] == ["no-article"]


@pytest.mark.parametrize("file", ["../../x", "/etc/passwd", "..", "link/x.txt", "gone.txt", "x" * 600, '"a\\ud800"'])
def test_an_article_that_names_a_strange_original_stops_nothing(inbox: Inbox, tmp_path: Path, file: str) -> None:
    """The capture that it names by its hash is not lost, and the next one is imported."""
    sha256 = hashlib.sha256(TEXT.encode()).hexdigest()
    (tmp_path / "content/originals").mkdir()
    (tmp_path / "content/originals/link").symlink_to(tmp_path)
    front = f"title: The ferry\nlang: en\noriginal: {{file: {file}, sha256: {sha256}}}\n"
    inbox.put("content/articles/ferry.en.md", f"---\n{front}---\nMine.\n").put("content/inbox/a.txt", TEXT)

    report = inbox.capture("wrapped.txt").run()

    assert len(report.created) == 1
    assert {found.file for found in report.findings} >= {"content/inbox/a.txt"}
    kept = [tmp_path / "content/inbox/a.txt", *(tmp_path / "content/originals").glob("*.txt")]
    assert TEXT in [path.read_text() for path in kept if path.exists()]
    assert not list(tmp_path.glob("*.txt"))


@pytest.mark.parametrize("folder", ["originals", "articles/2019"])
def test_a_folder_that_is_a_link_is_a_finding(
    inbox: Inbox, folder: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (inbox.folder / "content/articles").mkdir()
    (inbox.folder / "content" / folder).symlink_to(outside)

    report = inbox.capture("wrapped.txt").run()

    (finding,) = [found for found in report.findings if found.severity == "error"]
    assert (finding.code, finding.file) == ("not-written", "content/inbox/wrapped.txt")
    assert "link" in finding.message
    assert report.created == ()
    assert inbox.names("inbox") == ["wrapped.txt"]
    assert list(outside.iterdir()) == []


def test_an_original_behind_a_link_leaves_the_capture_where_it_is(inbox: Inbox, tmp_path: Path) -> None:
    (path,) = inbox.capture("wrapped.txt").run().created
    (tmp_path / "content/originals").rename(tmp_path / "elsewhere")
    (tmp_path / "content/originals").symlink_to(tmp_path / "elsewhere")

    report = inbox.capture("wrapped.txt").run()

    assert [found.code for found in report.findings] == ["already-imported", "original-differs"]
    assert inbox.names("inbox") == ["wrapped.txt"]
    assert (tmp_path / path).is_file()


def test_a_name_that_is_no_text_is_told_as_text(inbox: Inbox) -> None:
    """Some systems allow any bytes in the name of a file."""
    named = os.fsencode(inbox.folder / "content/inbox") + b"/caf\xe9.txt"
    Path(os.fsdecode(named)).write_text(TEXT)
    Path(os.fsdecode(named + b".pdf")).write_text("")

    report = inbox.run()

    assert len(report.created) == 1
    told = [found.message + found.file for found in report.findings]
    assert any("caf\\xe9.txt" in text or "caf\\udce9.txt" in text for text in told)
    assert all(text.encode() for text in told)


FURNITURE = "Harbour Post\n\nHome\nSport\n\n"
LETTER = """
Our weekly letter

A second long sentence says what the editors think of all this, and to whom it matters.
"""


@pytest.mark.parametrize(
    ("capture", "ends"),
    [
        (f"{FURNITURE}{TEXT}{LETTER}", True),
        (f"https://www.harbour.example/a/1\n\n{TEXT}{LETTER}", True),
        (f"{TEXT}{LETTER}\n© 2019 Harbour Post. All rights reserved\n", True),
        (f"The ferry is back | Harbour Post\n\n{TEXT}{LETTER}", True),
        (f"{TEXT}{LETTER}", False),
        (f"https://other.example/a/1\n\n{TEXT}{LETTER}", False),
        (f"https://harbour.example.net/a/1\n\n{TEXT}{LETTER}", False),
        (f"{TEXT}{LETTER}\nSource: Harbour Post\n", False),
        (f"{TEXT.replace('Monday', 'Monday, the Harbour Post says')}{LETTER}", False),
        (f"City Mail\n{FURNITURE}{TEXT}{LETTER}", False),
    ],
    ids="name address copyright title nothing other-address like-address attribution prose two-names".split(),
)
def test_the_cues_of_a_source_count_in_its_own_captures(inbox: Inbox, capture: str, ends: bool) -> None:
    cues = '[import]\nend = ["Our weekly letter"]\n'
    inbox.put("content/sources/post.toml", f'url = "https://harbour.example/"\n[name]\nen = "Harbour Post"\n{cues}')
    inbox.put("content/sources/mail.toml", f'[name]\nen = "City Mail"\n{cues}')
    (path,) = inbox.put("content/inbox/x.txt", capture).run().created

    assert ("the editors think" in (inbox.folder / path).read_text()) is not ends


@pytest.mark.parametrize(
    ("head", "dropped"),
    [
        ('<link rel="canonical" href="https://example.org/kiyi/1">', True),
        ('<meta property="og:site_name" content="Kıyı Postası">', True),
        ('<link rel="canonical" href="https://example.org/other/1">', False),
    ],
)
def test_a_page_says_in_its_head_whose_it_is(inbox: Inbox, head: str, *, dropped: bool) -> None:
    inbox.put(
        "content/sources/kiyi.toml",
        'url = "https://example.org/kiyi/"\n[name]\ntr = "Kıyı Postası"\n[import]\ndrop = ["Weather"]\n'
        'end = ["Our weekly letter"]\n',
    )
    line = "<p>Weather: it will be warm and dry in the harbour on Tuesday, and on Wednesday as well.</p>"
    prose = "".join(f"<p>{TEXT.splitlines()[2]} {number}</p>" for number in range(4))
    body = f"<h1>The ferry is back</h1>{prose}{line}{prose}<p>{LETTER}</p>"
    page = f"<html><head><title>x</title>{head}</head><body>{body}</body></html>"

    (path,) = inbox.put("content/inbox/x.html", page).run().created

    made = (inbox.folder / path).read_text()
    assert ("Weather:" not in made, "weekly letter" not in made) == (dropped, dropped)


def test_an_import_counts_the_lines_that_a_source_s_cues_left_out(inbox: Inbox) -> None:
    inbox.put("content/sources/post.toml", '[name]\nen = "Harbour Post"\n[import]\ndrop = ["Weather"]\n')
    title, *paragraphs = TEXT.strip().split("\n\n")
    capture = "\n\n".join((title, paragraphs[0], "Weather: warm and dry", *paragraphs[1:], "Share", "Harbour Post"))

    report = inbox.put("content/inbox/x.txt", capture).run()

    (made,) = [finding for finding in report.findings if finding.code == "imported"]
    assert "1 share, 1 source's cue" in made.message


def test_the_editor_s_files_are_never_overwritten(inbox: Inbox) -> None:
    mine = "---\ntitle: mine\nlang: en\n---\nMine.\n"
    inbox.put("content/articles/anywhere/the-FERRY-is-back.en.md", mine)
    inbox.put("content/originals/the-ferry-is-back-2.txt", "also mine")

    report = inbox.put("content/inbox/x.txt", TEXT).run()

    assert report.created == ("content/articles/undated/the-ferry-is-back-2.en.md",)
    assert (inbox.folder / "content/articles/anywhere/the-FERRY-is-back.en.md").read_text() == mine
    assert (inbox.folder / "content/originals/the-ferry-is-back-2.txt").read_text() == "also mine"
    assert inbox.names("originals") == ["the-ferry-is-back-2.txt", "the-ferry-is-back-3.txt"]


def test_an_article_with_a_fault_still_counts_as_imported(inbox: Inbox) -> None:
    (path,) = inbox.put("content/inbox/x.txt", TEXT).run().created
    article = inbox.folder / path
    article.write_text(article.read_text().replace("title: ", "title: [", 1))

    report = inbox.put("content/inbox/x.txt", TEXT).run()

    assert report.created == ()


def test_names_become_ids_and_an_alias_finds_its_thread(inbox: Inbox) -> None:
    inbox.put(
        "content/sources/news.toml", 'aliases = ["نوفوستي"]\nurl = "https://example.org/harbour"\n[name]\nen = "News"\n'
    )
    inbox.put("content/threads/ferry.toml", 'aliases = ["Ferry"]\n[title]\nen = "The ferry"\n')
    inbox.put("content/inbox/x.txt", f"{TEXT}\nSource: نوفوستي + The Unknown\n").capture("feed.xml")

    articles = {article.title: article for article in map(inbox.article, inbox.run().created)}

    assert articles["The ferry is back"].sources == ("news", "The Unknown")
    assert articles["The ferry is back"].threads_auto == ("ferry",)
    assert articles["Ferry returns to the old harbour"].publisher == "news"


def test_a_day_that_is_still_to_come_is_no_day_of_publication(inbox: Inbox) -> None:
    title, _, rest = TEXT.partition("\n\n")
    inbox.put("content/inbox/x.txt", f"{title}\n\n20 December 2096\n\n{rest}")

    report = inbox.run()

    assert "future-date" in {finding.code for finding in report.findings}
    article = inbox.article(report.created[0])
    assert (article.published, "published" in article.needs) == ("", True)


def test_a_dry_run_writes_nothing(inbox: Inbox) -> None:
    config, _ = load_config(inbox.folder)
    capture = RawCapture(name="-", data=TEXT.encode(), captured="2019-04-08")

    report = import_files(inbox.folder, config, [capture], ImportRequest(dry_run=True, thread="ferry", lang="en"))

    assert report.created == ("content/articles/undated/the-ferry-is-back.en.md",)
    assert inbox.names("articles") == inbox.names("originals") == []


def texts(inbox: Inbox) -> str:
    """Return everything that lies under `content/`."""
    return "\n".join(path.read_bytes().decode() for path in (inbox.folder / "content").rglob("*") if path.is_file())


def dying(action: Callable[..., object], countdown: list[int], *, after: bool) -> Callable[..., object]:
    def stepped(*arguments: object, **options: object) -> object:
        if not after and countdown[0] == 0:
            raise Killed
        result = action(*arguments, **options)
        if after and countdown[0] == 0:
            raise Killed
        countdown[0] -= 1
        return result

    return stepped


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("step", range(5))
@pytest.mark.parametrize("name", ["wrapped.txt", "feed.xml"])
def test_killed_at_any_step_nothing_is_lost_and_the_next_run_finishes(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch, name: str, step: int, *, after: bool
) -> None:
    inbox.capture(name)
    marker = "пятнадцатого" if name == "wrapped.txt" else "Tickets cost the same"
    countdown = [step]
    with monkeypatch.context() as patched:
        for module in (originals, taking):
            patched.setattr(module, "create_new", dying(create_new, countdown, after=after))
        patched.setattr(Path, "unlink", dying(Path.unlink, countdown, after=after))
        try:
            inbox.run()
        except Killed:
            assert marker in texts(inbox)
    inbox.run()

    articles = [inbox.article(f"content/articles/{path}") for path in inbox.names("articles")]
    assert len(articles) == (1 if name == "wrapped.txt" else 2)
    assert len(inbox.names("originals")) == 1
    assert inbox.names("inbox") == []
    assert {article.original.file for article in articles if article.original} == set(inbox.names("originals"))


def test_a_file_that_changes_while_it_is_imported_stays(inbox: Inbox, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox.put("content/inbox/x.txt", TEXT)

    def typing(path: Path, data: bytes) -> None:
        create_new(path, data)
        inbox.put("content/inbox/x.txt", f"{TEXT}\nAnd one more sentence that the editor is adding just now.\n")

    for module in (originals, taking):
        monkeypatch.setattr(module, "create_new", typing)
    inbox.run()

    assert inbox.names("inbox") == ["x.txt"]


@pytest.mark.parametrize("packed", [False, True])
def test_a_file_that_cannot_leave_the_inbox_is_imported_aloud(
    packed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("a.txt", TEXT)
    inbox = Inbox(tmp_path).put("content/inbox/a", archive.getvalue() if packed else TEXT)

    unlink = Path.unlink

    def refuse(self: Path, missing_ok: bool = False) -> None:
        if self.parent.name == "inbox":
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        unlink(self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    report = inbox.run()

    assert len(report.created) == 1
    assert [(each.code, each.severity) for each in report.findings if each.file == "content/inbox/a"] == [
        ("inbox-stays", "warning")
    ]
    assert inbox.names("inbox") == ["a"]


def test_an_interrupted_import_tells_what_it_made(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path)

    def captures() -> Iterator[RawCapture]:
        yield RawCapture(name="a.txt", data=TEXT.encode(), captured="2026-01-31")
        raise KeyboardInterrupt

    report = import_files(inbox.folder, load_config(inbox.folder)[0], captures(), ImportRequest())

    assert report.interrupted
    assert len(report.created) == 1
    assert "imported" in {each.code for each in report.findings}


def test_a_build_that_is_interrupted_while_it_imports_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inbox = Inbox(tmp_path).put("content/inbox/a.txt", TEXT)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(taking, "drafts_of", interrupt)
    with pytest.raises(KeyboardInterrupt):
        inbox.run()
    assert inbox.names("inbox") == ["a.txt"]


def test_a_hint_is_a_command_that_a_shell_reads(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path).put("content/inbox/my list.txt", "https://example.org/a?b=1&c=2\n")
    feed = "<rss version='2.0'><channel><item><title>A</title><link>https://example.org/a?b=1&amp;c=2</link>"
    inbox.put("content/inbox/feed.xml", f"{feed}<description>A few words on it.</description></item></channel></rss>")

    hints = {each.code: each.hint for each in inbox.run().findings}

    assert hints["list-waits"] == "`nashra import 'content/inbox/my list.txt'` fetches them"
    assert hints["teaser-only"] == "`nashra import 'https://example.org/a?b=1&c=2'` fetches the article"


def test_an_import_that_is_interrupted_among_its_threads_tells_what_it_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = Inbox(tmp_path)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(desk_inbox, "_find_threads", interrupt)
    capture = RawCapture(name="a.txt", data=TEXT.encode(), captured="2026-01-31")
    report = import_files(inbox.folder, load_config(inbox.folder)[0], [capture], ImportRequest())

    assert (report.interrupted, len(report.created)) == (True, 1)
    assert "needs" in {each.code for each in report.findings}


def test_an_original_keeps_the_ending_of_its_name(tmp_path: Path) -> None:
    page = (
        f"<html><title>The ferry is back</title><h1>The ferry is back</h1><p>{TEXT.partition(chr(10))[2].strip()}</p>"
    )
    held = {"WebMainResource": {"WebResourceData": page.encode(), "WebResourceURL": "https://example.org/ferry"}}

    inbox = Inbox(tmp_path).put("content/inbox/page.webarchive", plistlib.dumps(held, fmt=plistlib.FMT_BINARY))
    inbox.run()

    assert inbox.names("originals") == ["the-ferry-is-back.webarchive"]
    assert inbox.names("inbox") == []
