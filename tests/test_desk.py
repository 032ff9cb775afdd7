"""The inbox empties into articles; nothing that a person owns is lost or overwritten, at whatever moment a run dies."""

import hashlib
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.config import load_config
from generator.content import create_new, parse_article
from generator.desk import inbox as desk
from generator.desk.inbox import ImportRequest, InboxReport, RawCapture, import_files, import_inbox
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
        patched.setattr(desk, "create_new", dying(create_new, countdown, after=after))
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

    monkeypatch.setattr(desk, "create_new", typing)
    inbox.run()

    assert inbox.names("inbox") == ["x.txt"]
