"""Promises of `nashra translate`: a person's words stay, machine text is known as such, nothing is sent twice."""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from digests import NOW, Digest
from loopback import Answer, Loopback, fake, libre, serving

from generator.config import load_config
from generator.content import ledger, write_atomic
from generator.frontmatter import set_key, split, values_in
from generator.markdown import UNTRANSLATED, split_blocks
from generator.translation import Options, Report, plan, status, translate, writing
from generator.translation.engines import careful

A = "قال الوزير إن الحوار هو الطريق الوحيد لتسوية الأزمة"
B = "ووصل المبعوث الأممي إلى طرابلس مساء يوم الثلاثاء"
C = "وأعلنت الحكومة موعد الانتخابات المقبلة في البلاد"
D = "وطالب المتظاهرون بإصلاحات عاجلة في قطاع الكهرباء"

ARTICLES = "content/articles"


class Desk:
    """A digest with a loopback engine."""

    def __init__(self, folder: Path, server: Loopback) -> None:
        self.digest = Digest(folder)
        self.server = server
        self.folder = folder
        settings = self.read("content/digest.toml")
        self.digest.put(
            "content/digest.toml",
            f'{settings}[translate]\nengine = "libretranslate"\n'
            f'[translate.engines.libretranslate]\nurl = "{server.url}"\ntries = 1\ntimeout = 2\n',
        )

    def original(self, *blocks: str, name: str = "a", **fields: object) -> Desk:
        self.digest.article(f"{name}.ar", "\n\n".join(blocks) + "\n", **{"title": f"عنوان {name}", **fields})
        return self

    def translate(self, **options: object) -> Report:
        self.server.questions.clear()
        config, _ = load_config(self.folder)
        return translate(self.folder, config, Options(**{"now": NOW, **options}), environment={})  # type: ignore[arg-type]

    def read(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")

    def blocks(self, name: str = "a") -> list[str]:
        return [block.source for block in split_blocks(split(self.read(f"{ARTICLES}/{name}.en.md")).body)]

    def about(self, name: str = "a") -> dict[str, object]:
        return values_in(self.read(f"{ARTICLES}/{name}.en.md"))

    def states(self, name: str = "a") -> list[tuple[str, bool]]:
        original, translation = (
            split_blocks(split(self.read(f"{ARTICLES}/{name}.{lang}.md")).body) for lang in ("ar", "en")
        )
        path = self.folder / ARTICLES / f"{name}.en.tm.jsonl"
        entries, _ = ledger.parse(path.read_bytes() if path.exists() else b"", "x")
        return [(pair.state, pair.stale) for pair in ledger.compare(original, translation, entries)]

    def edit(self, before: str, after: str, name: str = "a.en") -> Desk:
        path = f"{ARTICLES}/{name}.md"
        text = self.read(path)
        assert before in text
        self.digest.put(path, text.replace(before, after, 1))
        return self

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted((self.folder / ARTICLES).rglob("*")) if path.is_file()}


@pytest.fixture
def server() -> Iterator[Loopback]:
    with serving() as loopback:
        yield loopback


@pytest.fixture
def desk(tmp_path: Path, server: Loopback) -> Desk:
    return Desk(tmp_path, server)


# Attaching and refreshing ------------------------------------------------------------------------------------------


def test_a_translation_is_attached_block_by_block(desk: Desk) -> None:
    desk.original(f"# {A}", B, f"- {C}\n- {D}", summary="ملخص قصير للخبر")

    report = desk.translate()

    assert [(done.path, done.action, done.status) for done in report.done] == [
        (f"{ARTICLES}/a.en.md", "created", "machine")
    ]
    assert not report.partial
    assert desk.blocks() == [f"# {fake(A)}", fake(B), f"- {fake(C)}\n- {fake(D)}"]
    assert desk.about() == {
        "title": fake("عنوان a"),
        "summary": fake("ملخص قصير للخبر"),
        "lang": "en",
        "translation": {"of": "a.ar.md", "status": "machine", "engine": "libretranslate", "made": "2026-01-31"},
    }
    assert desk.states() == [("machine", False)] * 3


def test_a_second_run_sends_and_writes_nothing(desk: Desk) -> None:
    desk.original(A, B).translate()
    before = desk.files()
    report = desk.translate()
    assert desk.server.questions == []
    assert [done.action for done in report.done] == ["unchanged"]
    assert desk.files() == before


def test_after_a_one_word_fix_one_block_is_sent(desk: Desk) -> None:
    blocks = [f"{A} في اليوم رقم {number} من الأزمة" for number in range(40)]
    desk.original(*blocks).translate()
    before = desk.blocks()
    desk.edit("رقم 17", "عدد 17", name="a.ar")
    assert desk.states()[17] == ("machine", True)

    report = desk.translate()

    assert len(desk.server.questions) == report.done[0].sent == 1
    assert "17" in desk.server.questions[0]
    after = desk.blocks()
    assert after[17] == fake(blocks[17].replace("رقم 17", "عدد 17"))
    assert after[:17] + after[18:] == before[:17] + before[18:]


def test_a_persons_block_stays_and_is_marked_stale(desk: Desk) -> None:
    desk.original(A, B).translate()
    desk.edit(fake(A), "The minister said so.").edit(A, f"{A} فورا", name="a.ar")

    report = desk.translate()

    assert desk.server.questions == []
    assert report.done[0].action == "unchanged"
    assert desk.blocks()[0] == "The minister said so."
    assert desk.states() == [("person", True), ("machine", False)]


def test_title_and_summary_of_a_person_stay(desk: Desk) -> None:
    desk.original(A, summary="ملخص الخبر").translate()
    path = f"{ARTICLES}/a.en.md"
    desk.digest.put(path, set_key(desk.read(path), "title", "A person's title"))
    desk.edit("عنوان a", "عنوان جديد تماما", name="a.ar").edit("ملخص الخبر", "ملخص آخر للخبر", name="a.ar").translate()
    assert desk.about()["title"] == "A person's title"
    assert desk.about()["summary"] == fake("ملخص آخر للخبر")


def test_a_summary_that_a_person_took_out_stays_out(desk: Desk) -> None:
    desk.original(A, summary="ملخص الخبر").translate()
    desk.edit(f'summary: "{fake("ملخص الخبر")}"\n', "").edit(A, f"{A} غدا", name="a.ar").translate()
    assert "summary" not in desk.about()


def test_a_translation_by_a_person_without_a_ledger_is_never_touched(desk: Desk) -> None:
    desk.original(A, B).digest.translation("a.en", "a.ar", "First.\n\nSecond.\n", title="By hand")
    before = desk.files()
    desk.edit(A, C, name="a.ar")
    desk.translate()
    assert desk.files()["a.en.md"] == before["a.en.md"]
    assert "a.en.tm.jsonl" not in desk.files()


def test_the_gaps_in_a_persons_translation_are_filled_and_the_rest_kept_byte_for_byte(desk: Desk) -> None:
    body = f"First,  with  spaces.\n\n\n\n{UNTRANSLATED}\n\nThird [x].\n\n[x]: https://e.org\n\n<!-- mine -->\n"
    desk.original(A, B, C, "<!-- -->").digest.translation(
        "a.en", "a.ar", body, title="By hand", translation={"status": "partial", "translator": "Rana"}
    )
    desk.translate()
    assert split(desk.read(f"{ARTICLES}/a.en.md")).body == body.replace(UNTRANSLATED, fake(B))
    assert desk.about()["title"] == "By hand"
    assert desk.about()["translation"] == {
        "of": "a.ar.md", "status": "machine", "engine": "libretranslate", "made": "2026-01-31", "translator": "Rana",
    }  # fmt: skip
    assert desk.states()[:3] == [("person", False), ("machine", False), ("person", False)]


def test_a_paragraph_put_in_moves_the_others_along(desk: Desk) -> None:
    desk.original(A, B).translate()
    desk.edit(fake(B), "A person's second.").edit(A, f"{A}\n\n{D}", name="a.ar")

    desk.translate()

    assert desk.server.questions == [D]
    assert desk.blocks() == [fake(A), fake(D), "A person's second."]
    assert desk.states() == [("machine", False), ("machine", False), ("person", False)]


def test_a_paragraph_taken_out_takes_its_machine_text_along_but_never_a_persons(desk: Desk) -> None:
    desk.original(A, B, C).translate()
    desk.edit(fake(C), "A person's third.")
    desk.edit(f"{A}\n\n", "", name="a.ar").translate()
    assert desk.blocks() == [fake(B), "A person's third."]
    desk.edit(f"\n\n{C}", "", name="a.ar").translate()
    assert desk.blocks() == [fake(B), "A person's third."]
    assert desk.states() == [("machine", False), ("extra", False)]


def test_paragraphs_that_change_places_keep_their_translations(desk: Desk) -> None:
    desk.original(A, B, C).translate()
    desk.edit(fake(A), "A person's first.")
    desk.edit(f"{A}\n\n{B}\n\n{C}", f"{C}\n\n{B}\n\n{A}", name="a.ar").translate()
    assert desk.server.questions == []
    assert desk.blocks() == [fake(C), fake(B), "A person's first."]


def test_notes_are_translated_and_kept(desk: Desk) -> None:
    desk.original(f"{A}[^n]", B, "[^n]: ملاحظة من المحرر").translate()
    assert f"[^n]: {fake('ملاحظة من المحرر')}" in desk.read(f"{ARTICLES}/a.en.md")
    assert desk.blocks() == [f"{fake(A)}[^n]", fake(B)]
    desk.edit("ملاحظة من المحرر", "ملاحظة أخرى للمحرر", name="a.ar").translate()
    assert f"[^n]: {fake('ملاحظة أخرى للمحرر')}" in desk.read(f"{ARTICLES}/a.en.md")
    desk.edit(fake("ملاحظة أخرى للمحرر"), "Mine").edit("ملاحظة أخرى للمحرر", "ملاحظة ثالثة", name="a.ar").translate()
    assert "[^n]: Mine" in desk.read(f"{ARTICLES}/a.en.md")


def test_code_and_rules_are_copied_and_numbers_not_sent(desk: Desk) -> None:
    desk.original(A, "***", "```\nكود\n```", "2019").translate()
    assert desk.blocks() == [fake(A), "***", "```\nكود\n```", "2019"]
    assert sorted(desk.server.questions) == sorted(["عنوان a", A])


# What is sent ------------------------------------------------------------------------------------------------------


def test_private_draft_and_embargoed_articles_are_never_sent(desk: Desk) -> None:
    desk.original(A, name="private", private=True).original(B, name="draft", draft=True)
    desk.original(C, name="embargo", publish_at="2026-02-01").original(D, name="past", publish_at="2026-01-01")
    report = desk.translate()
    assert [done.path for done in report.done] == [f"{ARTICLES}/past.en.md"]
    assert sorted(desk.server.questions) == sorted(["عنوان past", D])


def test_paths_choose_what_is_translated(desk: Desk) -> None:
    desk.original(A, name="a").original(B, name="b")
    assert [done.path for done in desk.translate(paths=(f"{ARTICLES}/b.ar.md",)).done] == [f"{ARTICLES}/b.en.md"]
    assert len(desk.translate(paths=(ARTICLES,)).done) == 2


def test_nothing_is_sent_with_none_and_nothing_with_a_dry_run(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.original(A, B, A)
    monkeypatch.setattr(socket, "socket", lambda *_: pytest.fail("a socket was opened"))
    config, _ = load_config(desk.folder)
    assert desk.translate(engine="none").done == ()
    (planned,) = plan(desk.folder, config, Options(now=NOW, engine="google")).planned
    assert (planned.wanted, planned.to_send) == (3, 3)
    assert planned.characters == len("عنوان a") + len(A) + len(B)
    assert [state.untranslated for state in status(desk.folder, config, Options(now=NOW))] == [3]
    assert list(desk.files()) == ["a.ar.md"]


# Memory ------------------------------------------------------------------------------------------------------------


def test_memory_knows_what_the_digest_has_translated_a_persons_words_first(desk: Desk) -> None:
    desk.original(A, B, name="a").digest.translation("a.en", "a.ar", "By a machine.\n\nSecond.\n", title="One")
    desk.original(A, C, name="b").digest.translation("b.en", "b.ar", "By a person.\n\nOther.\n", title="Two")
    machine = ledger.Entry(0, ledger.block_hash(A), ledger.text_hash("By a machine."))
    desk.digest.put(f"{ARTICLES}/a.en.tm.jsonl", ledger.format([machine]))
    desk.original(A, D, name="c")

    report = desk.translate(engine="memory", paths=(f"{ARTICLES}/c.ar.md",))

    assert desk.server.questions == []
    assert not report.partial
    assert desk.blocks("c") == ["By a person.", UNTRANSLATED]
    assert desk.about("c")["translation"]["status"] == "partial"  # type: ignore[index]
    assert desk.states("c") == [("machine", False), ("untranslated", False)]


def test_the_rest_is_sent_and_nothing_twice(desk: Desk) -> None:
    desk.original(A, B, name="a").original(B, C, A, name="b")
    desk.translate()
    assert sorted(desk.server.questions) == sorted(["عنوان a", "عنوان b", A, B, C])
    assert desk.blocks("b") == [fake(B), fake(C), fake(A)]


def test_memory_does_not_lead_elsewhere(desk: Desk) -> None:
    """The same words with another target are another block."""
    text = f"{A} [هنا][1]"
    desk.original(text, "[1]: https://one.example", name="a")
    desk.digest.translation("a.en", "a.ar", "Said [here](https://one.example).\n", title="One")
    desk.original(text, "[1]: https://two.example", name="b").translate(engine="memory")
    assert "b.en.md" not in desk.files()


def test_private_text_is_not_remembered(desk: Desk) -> None:
    desk.original(A, name="a", private=True).digest.translation("a.en", "a.ar", "Secret.\n", title="One")
    desk.original(A, name="b").translate(engine="memory")
    assert "b.en.md" not in desk.files()


# When things go wrong ----------------------------------------------------------------------------------------------

LONG = "Lorem ipsum dolor sit amet, consectetur adipiscing elit sed do. "
POISON: dict[str, Callable[[str, int], Answer | None]] = {
    "429": lambda _text, _number: (429, {}, "Too Many Requests"),
    "500": lambda _text, _number: (500, {}, "Internal Server Error"),
    "error page as text": lambda _text, _number: libre("Error 500 (Server Error)!!1500.That’s an error."),
    "quota notice": lambda _text, _number: libre("MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS"),
    "null": lambda _text, _number: libre(None),
    "empty": lambda _text, _number: libre(" "),
    "no json": lambda _text, _number: (200, {}, "<html>"),
    "unchanged": lambda text, _number: libre(text),
    "partly unchanged": lambda text, _number: libre(f"{fake(text)} {text}"),
    "truncated": lambda text, _number: libre(fake(text)[:8] if len(text) > 30 else None),
    "endless": lambda text, _number: libre(f"{LONG} {text[:0]}" * 20),
    "loop": lambda _text, _number: libre("this is a loop again " * 3),
    "the same for all": lambda _text, _number: libre("One and the same answer for every text"),
    "script": lambda text, _number: libre(f"{fake(text)}<script>alert(1)</script>"),
    "entity": lambda text, _number: libre(f"{fake(text)} &lt;script&gt;"),
    "link": lambda text, _number: libre(f"{fake(text)} [x](javascript:alert(1))"),
    "front matter": lambda text, _number: libre(f"---\ntitle: {fake(text)}\n---"),
}
LOSSES: dict[str, Callable[[str], str]] = {
    "tokens lost": lambda text: re.sub(r"<[^>]*>|9000|__PH", "", fake(text)),
    "tokens doubled": lambda text: re.sub(r"(9000\d\d|__PH\d__)", r"\1 \1", re.sub(r"<[^>]*>", "", fake(text))),
    "tags lost": lambda text: re.sub(r"<[^>]*>", "", fake(text)),
    "tags doubled": lambda text: fake(text).replace("</b>", "</b></b>"),
}


@pytest.mark.parametrize("fault", POISON)
def test_poison_is_never_stored(desk: Desk, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    """Whatever the server says, no block holds it: blocks stay untranslated, and without any the file is not made."""
    monkeypatch.setattr(careful, "FAILURES_IN_A_ROW", 1000)
    desk.original(f"{A} **{B}**", f"[{C}](https://e.org) {B}", f"{D} `code`")
    desk.server.fault = POISON[fault]

    report = desk.translate()

    assert report.partial
    made = desk.read(f"{ARTICLES}/a.en.md") if "a.en.md" in desk.files() else ""
    assert all(block == UNTRANSLATED for block in (desk.blocks() if made else ()))
    for bad in ("<script", "javascript:", "MYMEMORY", "Error 500", "9000", "__PH", "Lorem", "One and the same"):
        assert bad not in made


@pytest.mark.parametrize("loss", LOSSES)
def test_markup_that_an_engine_loses_leaves_nothing_behind(desk: Desk, loss: str) -> None:
    """Texts are tried in other ways; what is written has all its markup, or none, and never a token."""
    desk.original(f"{A} **{B}**", f"[{C}](https://e.org) {B}", f"{D} `code`")
    desk.server.translate = LOSSES[loss]

    desk.translate()

    made = desk.read(f"{ARTICLES}/a.en.md") if "a.en.md" in desk.files() else ""
    for bad in ("9000", "__PH", "<b", "&lt;", "</"):
        assert bad not in made
    for block in desk.blocks() if made else ():
        assert block == UNTRANSLATED or ("https://e.org" in block) == (C in block or fake(C) in block)


def test_an_engine_that_fails_wholly_leaves_everything_as_it_was(desk: Desk) -> None:
    desk.original(A, B, "***").translate()
    desk.edit(A, f"{A} غدا", name="a.ar").original(C, "***", name="b")
    before = desk.files()
    desk.server.fault = POISON["500"]
    report = desk.translate()
    assert report.partial
    assert desk.files() == before


def test_what_failed_is_marked_and_asked_again(desk: Desk) -> None:
    desk.original(A, B, C, summary="ملخص الخبر")
    desk.server.fault = lambda text, _number: (400, {}, "") if text in {B, "عنوان a", "ملخص الخبر"} else None
    report = desk.translate()
    assert report.partial
    assert [failure.place for failure in report.done[0].failures] == ["title", "summary", "1"]
    assert desk.blocks() == [fake(A), UNTRANSLATED, fake(C)]
    assert desk.about()["title"] == "عنوان a"
    assert desk.about()["translation"]["status"] == "partial"  # type: ignore[index]

    desk.server.fault = lambda _text, _number: None
    desk.translate()

    assert sorted(desk.server.questions) == sorted([B, "عنوان a", "ملخص الخبر"])
    assert desk.blocks() == [fake(A), fake(B), fake(C)]
    assert desk.about()["title"] == fake("عنوان a")
    assert desk.about()["summary"] == fake("ملخص الخبر")
    assert desk.about()["translation"]["status"] == "machine"  # type: ignore[index]


def test_tokens_that_are_lost_are_tried_in_another_way(desk: Desk) -> None:
    desk.original(f"{A} **{B}**")
    desk.server.translate = lambda text: fake(text).replace("9000", "")
    desk.translate()
    assert desk.blocks() == [f"{fake(A)} **{fake(B)}**"]


def test_what_a_person_types_while_the_engine_is_asked_stays(desk: Desk) -> None:
    desk.original(A, B).translate()
    desk.edit(A, f"{A} غدا", name="a.ar").edit(B, f"{B} غدا", name="a.ar")

    def type_meanwhile(text: str, _number: int) -> None:
        if text.startswith(A):
            desk.edit(fake(A), "Typed meanwhile.")

    desk.server.fault = type_meanwhile
    desk.translate()
    assert desk.blocks() == ["Typed meanwhile.", fake(f"{B} غدا")]
    assert desk.states()[0] == ("person", True)


def test_an_article_that_changes_while_the_engine_is_asked_is_answered_as_it_is_now(desk: Desk) -> None:
    desk.original(A, B)

    def change(text: str, _number: int) -> None:
        if text == A:
            desk.edit(f"{A}\n\n", f"{C}\n\n{A}\n\n", name="a.ar")

    desk.server.fault = change
    desk.translate()
    assert desk.blocks() == [UNTRANSLATED, fake(A), fake(B)]


@pytest.mark.parametrize("crash", range(3))
def test_a_crash_between_two_writes_changes_nobodys_text_into_anothers(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, crash: int
) -> None:
    desk.original(A, B, C).translate()
    desk.edit(fake(B), "A person's second.").edit(A, f"{A} غدا", name="a.ar").edit(B, f"{B} غدا", name="a.ar")
    written = write_atomic
    left = [crash]

    def write(path: Path, data: bytes) -> None:
        if left[0] == 0:
            raise KeyboardInterrupt
        left[0] -= 1
        written(path, data)

    monkeypatch.setattr(writing, "write_atomic", write)
    with pytest.raises(KeyboardInterrupt):
        desk.translate()
    assert [state for state, _ in desk.states()] == ["machine", "person", "machine"]
    assert desk.states()[1] == ("person", True)
    monkeypatch.setattr(writing, "write_atomic", written)
    desk.translate()
    assert desk.blocks() == [fake(f"{A} غدا"), "A person's second.", fake(C)]
    assert desk.states() == [("machine", False), ("person", True), ("machine", False)]


def test_a_translation_that_cannot_be_read_is_a_finding_and_stays(desk: Desk) -> None:
    desk.original(A, name="a").original(B, name="b")
    desk.digest.put(f"{ARTICLES}/a.en.md", "---\ntitle: [\n---\nMine.\n")
    report = desk.translate()
    assert [finding.file for finding in report.findings] == [f"{ARTICLES}/a.en.md"]
    assert desk.files()["a.en.md"] == b"---\ntitle: [\n---\nMine.\n"
    assert desk.blocks("b") == [fake(B)]


@pytest.mark.parametrize("link", ["a.en.md", "a.en.tm.jsonl"])
def test_a_link_is_not_followed(desk: Desk, tmp_path_factory: pytest.TempPathFactory, link: str) -> None:
    desk.original(A, name="a").original(B, name="b")
    outside = tmp_path_factory.mktemp("outside") / "secret"
    outside.write_text("secret", encoding="utf-8")
    (desk.folder / ARTICLES / link).symlink_to(outside)
    report = desk.translate()
    assert [finding.file for finding in report.findings] == [f"{ARTICLES}/a.en.md"]
    assert outside.read_text(encoding="utf-8") == "secret"
    assert desk.blocks("b") == [fake(B)]


def test_files_with_other_line_ends_and_a_byte_order_mark(desk: Desk) -> None:
    desk.original(A, B).translate()
    path = desk.folder / ARTICLES / "a.en.md"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    desk.edit(B, f"{B} غدا", name="a.ar")
    assert desk.translate().done[0].sent == 1
    raw = path.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf---\r\n")
    assert desk.blocks() == [fake(A), fake(f"{B} غدا")]


def test_now_decides_the_date_in_the_digests_zone(desk: Desk) -> None:
    desk.original(A).translate(now=datetime(2026, 1, 31, 23, 30, tzinfo=UTC))
    assert desk.about()["translation"]["made"] == "2026-02-01"  # type: ignore[index]
