"""Promises on whose words a translation holds: what a person said of it stays true, and nothing they save is lost."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from digests import NOW, Digest, nashra
from loopback import Loopback, fake, serving

from generator.check import left_behind
from generator.config import load_config
from generator.content import create_new, ledger, load, write_atomic
from generator.desk.translation_review import settle, shown, standing, waits
from generator.frontmatter import split, values_in
from generator.link import link
from generator.markdown import UNTRANSLATED, split_blocks
from generator.serve.review.pages import translation_page
from generator.translation import Options, Report, status, translate, writing
from generator.translation.revise import Revision

A = "قال الوزير إن الحوار هو الطريق الوحيد لتسوية الأزمة"
B = "ووصل المبعوث الأممي إلى طرابلس مساء يوم الثلاثاء"
C = "وأعلنت الحكومة موعد الانتخابات المقبلة في البلاد"

FILE = "content/articles/a.en.md"
LEDGER = "content/articles/a.en.tm.jsonl"


class Desk(Digest):
    """A digest whose memory knows A, B and C, and a story `a` of them."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.put("content/digest.toml", f'{self.text("content/digest.toml")}[translate]\npublish = "reviewed"\n')
        self.article("m.ar", f"{A}\n\n{B}\n\n{C}\n", title="ذاكرة الخبر")
        self.translation("m.en", "m.ar", f"{fake(A)}\n\n{fake(B)}\n\n{fake(C)}\n", title="Memory")
        self.original(A, B)

    def original(self, *blocks: str) -> Desk:
        self.article("a.ar", "\n\n".join(blocks) + "\n", title="ذاكرة الخبر")
        return self

    def translate(self, engine: str = "memory") -> Report:
        config, _ = load_config(self.folder)
        return translate(self.folder, config, Options(now=NOW, engine=engine), environment={})

    def text(self, path: str = FILE) -> str:
        return (self.folder / path).read_text(encoding="utf-8")

    def about(self) -> dict[str, str]:
        about = values_in(self.text())["translation"]
        assert isinstance(about, dict)
        return about

    def body(self) -> str:
        return split(self.text()).body

    def edit(self, before: str, after: str, path: str = FILE) -> Desk:
        assert before in self.text(path)
        self.put(path, self.text(path).replace(before, after, 1))
        return self

    def published(self) -> bool:
        config, _ = load_config(self.folder)
        site = link(load(self.folder, config, {}), config, NOW).site
        return any("en" in story.translations for story in site.stories if story.stem == "a")

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in sorted((self.folder / "content/articles").iterdir())}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


# What a person said of a translation -----------------------------------------------------------------------------


@pytest.mark.parametrize("gap", ["", f"\n\n{UNTRANSLATED}"], ids=["missing", "marked"])
def test_a_translation_by_a_person_takes_no_machine_text(desk: Desk, gap: str) -> None:
    """What is missing in it is for a person, and said so; nothing is written."""
    about = {"translator": "Nina", "reviewed_by": "Omar"}
    desk.translation("a.en", "a.ar", f"First.{gap}\n", title="By hand", translation=about)
    before = desk.files()

    report = desk.translate()

    assert desk.files() == before
    (done,) = (done for done in report.done if done.path == FILE)
    assert (done.action, [(each.place, each.kind) for each in done.failures]) == ("unchanged", [("1", "person")])
    assert not report.partial
    outcome = nashra("translate", "--project", desk.folder, "--engine", "memory")
    assert f"{FILE}: block 2 wants a person, as its status is `human`" in outcome.err
    assert outcome.code == 0


def test_stale_text_in_a_translation_that_became_a_persons_is_not_refreshed(desk: Desk) -> None:
    desk.translate()
    desk.edit("status: machine", "status: human, translator: Nina").original(A, C)
    before = desk.files()

    report = desk.translate()

    assert desk.files() == before
    assert [each.place for done in report.done for each in done.failures] == ["1"]


def test_a_footnote_that_a_person_left_out_is_not_missed(desk: Desk) -> None:
    desk.original(f"{A}[^n]", B, "[^n]: ملاحظة من المحرر")
    desk.translation("a.en", "a.ar", "First.\n\nSecond.\n", title="By hand")
    assert [done.failures for done in desk.translate().done if done.path == FILE] == [()]


def test_no_word_of_a_machine_is_published_that_nobody_has_reviewed(desk: Desk) -> None:
    """A review is of the words that were there: with new ones the translation is a machine's again."""
    desk.translate()
    assert not desk.published()
    desk.edit("status: machine", "status: edited, translator: Nina, reviewed_by: Omar")
    assert desk.published()

    desk.original(A, C).translate()

    assert desk.about() == {
        "of": "a.ar.md", "status": "machine", "translator": "Nina", "engine": "memory", "made": "2026-01-31",
    }  # fmt: skip
    assert not desk.published()


def test_a_reviewed_translation_with_new_text_and_a_gap_is_partial(desk: Desk) -> None:
    desk.translate()
    desk.edit("status: machine", "status: machine, reviewed_by: Omar").original(A, C, "فقرة لا تعرفها الذاكرة")
    desk.translate()
    assert desk.about()["status"] == "partial"
    assert not desk.published()


def test_a_review_stands_while_no_word_is_added(desk: Desk) -> None:
    """That paragraphs change places or leave, or that a rule comes in, is no new text."""
    desk.translate()
    desk.edit("status: machine", "status: edited, reviewed_by: Omar")
    desk.original(B, A, "***").translate()
    assert desk.body() == f"{fake(B)}\n\n{fake(A)}\n\n***\n"
    desk.original(B).translate()
    assert desk.body().split() == fake(B).split()
    assert (desk.about()["status"], desk.about()["reviewed_by"]) == ("edited", "Omar")
    assert desk.published()


# What a person has completed -------------------------------------------------------------------------------------


def test_a_translation_that_a_person_has_completed_is_theirs(desk: Desk) -> None:
    """No machine has had a part in it, so it is `human`; nothing else in the file changes, and no ledger is made."""
    desk.translation(
        "a.en", "a.ar", f"First.\n\n\n{UNTRANSLATED}\n", title="By hand", translation={"status": "partial"}
    )
    desk.edit(UNTRANSLATED, "Second,  by hand.")
    before = desk.text()

    report = desk.translate()

    assert desk.text() == before.replace("status: partial", "status: human")
    assert not (desk.folder / LEDGER).exists()
    assert [(done.action, done.status) for done in report.done if done.path == FILE] == [("updated", "human")]
    assert [done.action for done in desk.translate().done] == ["unchanged"] * 2


@pytest.mark.parametrize(
    ("edits", "more", "status"),
    [
        ((UNTRANSLATED,), "", "machine"),
        ((UNTRANSLATED,), ", reviewed_by: Omar", "edited"),
        ((UNTRANSLATED, fake(A), "Memory"), "", "edited"),
    ],
    ids=["machine text is left", "somebody reviewed it", "a person changed all"],
)
def test_a_translation_is_no_longer_partial_once_a_person_has_filled_the_gaps(
    desk: Desk, edits: tuple[str, ...], more: str, status: str
) -> None:
    """It is `edited` only if a person has seen all of it, for only then may it be published as reviewed."""
    desk.original(A, "فقرة لا تعرفها الذاكرة").translate()
    assert desk.about()["status"] == "partial"
    for number, each in enumerate(edits):
        desk.edit(each, f"By hand, {number}.")
    desk.edit("status: partial", f"status: partial{more}")
    before, entries = desk.text(), desk.text(LEDGER)

    desk.translate("none")
    assert desk.text() == before
    desk.translate()

    assert desk.about()["status"] == status
    assert desk.text() == before.replace("status: partial", f"status: {status}")
    assert desk.text(LEDGER) == entries
    assert desk.published() == (status == "edited")


def test_without_its_ledger_a_completed_translation_may_be_a_machines(desk: Desk) -> None:
    desk.original(A, "فقرة لا تعرفها الذاكرة").translate()
    desk.edit(UNTRANSLATED, "By hand.").remove(LEDGER)
    desk.translate()
    assert desk.about()["status"] == "machine"


# What a person's text answers ------------------------------------------------------------------------------------


def test_a_persons_text_stays_beside_its_original_when_that_is_rewritten_and_another_comes_before_it(
    desk: Desk,
) -> None:
    desk.original(A, f"{B} 80").translate()
    desk.edit(UNTRANSLATED, "The envoy, by hand, 80.").translate()
    for blocks in ((A, C, f"{B} 95"), (A, f"{B} 96"), (A, C, f"{B} 97", "***"), (C, f"{B} 98", A), (f"{B} 99", A, C)):
        desk.original(*blocks).translate()
        text = desk.text()
        desk.translate()
        assert desk.text() == text, "a second run moves nothing"
        answered = split_blocks(desk.body())
        place = next(n for n, block in enumerate(blocks) if block.startswith(B))
        assert [n for n, block in enumerate(answered) if block.source == "The envoy, by hand, 80."] == [place]


def test_a_persons_text_whose_original_went_is_not_put_beside_one_that_comes_later(desk: Desk) -> None:
    desk.original(A, B).translate()
    desk.edit(fake(B), "The envoy, by hand.").original(A).translate()
    desk.original(A, C).translate()
    assert [block.source for block in split_blocks(desk.body())] == [fake(A), fake(C), "The envoy, by hand."]


def test_it_is_said_where_an_original_has_left_a_persons_text_behind(desk: Desk) -> None:
    """By each run, by the status, in the list of what waits and by a check; not any more once it is accepted."""
    desk.original(A, B, C).translate()
    desk.edit(fake(B), "The envoy, by hand.").edit(fake(C), "The elections, by hand.")
    desk.original(A, f"{B} 95").translate()
    desk.edit("title: ", "title: By hand, ").original(A, f"{B} 96")
    text = desk.text()
    assert text.index("The envoy, by hand.") < text.index("The elections, by hand.")

    for _ in range(2):
        err = nashra("translate", "--project", desk.folder, "--engine", "memory").err
        assert f"{FILE}: paragraph 2 is a person's, and its original has changed: `nashra review {FILE}`" in err
        assert f"{FILE}: paragraph 3 is a person's, and its original is gone" in err
    assert (
        f"{FILE}: paragraph 2 is a person's" in nashra("build", "--project", desk.folder, "--translate", "memory").err
    )
    assert "1 stale, 1 without an original" in nashra("translate", "--project", desk.folder, "--status").out
    assert "1 changed since, 1 without an original of 2" in nashra("review", "--project", desk.folder).out
    config, _ = load_config(desk.folder)
    (found,) = left_behind(status(desk.folder, config, Options(now=NOW, to=config.languages)))
    assert (found.code, found.file) == ("stale-translation", FILE)
    assert "of 2 texts" in found.message

    for part in standing(desk.folder, config, NOW, FILE).blocks:
        revision = Revision(
            place=part.place,
            text=part.translation,
            original=ledger.block_hash(part.original),
            seen=ledger.text_hash(part.translation),
        )
        settle(desk.folder, config, NOW, FILE, [revision])
    assert desk.text() == text.replace("status: machine", "status: edited")
    desk.translate()
    assert desk.text() == text.replace("status: machine", "status: edited")
    assert not left_behind(status(desk.folder, config, Options(now=NOW, to=config.languages)))
    assert not [each for each in standing(desk.folder, config, NOW, FILE).blocks if waits(each)]
    assert "paragraph" not in nashra("translate", "--project", desk.folder, "--engine", "memory").err


def test_a_paragraph_without_an_original_goes_when_a_person_empties_it(desk: Desk) -> None:
    desk.original(A, B).translate()
    desk.edit(fake(B), "The envoy, by hand.").original(A).translate()
    config, _ = load_config(desk.folder)
    (lost,) = (part for part in standing(desk.folder, config, NOW, FILE).blocks if part.flags)
    page = translation_page(shown(desk.folder, config, NOW, FILE), "/", token="")
    assert f'What the original was</summary><div class="text" lang="ar" dir="rtl">{B}<' in page
    revision = Revision(
        place=lost.place, text="", original=ledger.block_hash(""), seen=ledger.text_hash(lost.translation)
    )
    assert settle(desk.folder, config, NOW, FILE, [revision]).status == "machine"
    assert desk.body().split() == fake(A).split()


# What a person saves meanwhile -----------------------------------------------------------------------------------


class Meanwhile:
    """Something that happens each time after the ledger, or the file beside, is on disk."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch, times: int, after: str) -> None:
        self.desk, self.left, self.after, self.saved = desk, times, after, 0
        monkeypatch.setattr(writing, "write_atomic", self.write)

    def write(self, path: Path, data: bytes) -> None:
        write_atomic(path, data)
        if path.name.endswith(self.after) and self.left:
            self.left, self.saved = self.left - 1, self.saved + 1
            old = fake(A) if self.saved == 1 else f"Typed, {self.saved - 1}."
            self.desk.edit(old, f"Typed, {self.saved}.")


@pytest.mark.parametrize("after", [".jsonl", ".tmp"])
def test_what_a_person_saves_while_a_translation_is_written_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, after: str
) -> None:
    desk.translate()
    desk.original(f"{A} غدا", C)
    Meanwhile(desk, monkeypatch, 1, after)

    report = desk.translate()

    assert not report.findings
    assert desk.body() == f"Typed, 1.\n\n{fake(C)}\n"
    entries, _ = ledger.parse(desk.text(LEDGER).encode(), LEDGER)
    assert ledger.matching(entries, 0, "Typed, 1.") is None
    assert ledger.matching(entries, 1, fake(C)) is not None


@pytest.mark.parametrize("after", [".jsonl", ".tmp"])
def test_a_file_that_never_rests_is_left_to_its_writer(desk: Desk, monkeypatch: pytest.MonkeyPatch, after: str) -> None:
    desk.translate()
    entries = desk.text(LEDGER)
    desk.original(A, C)
    meanwhile = Meanwhile(desk, monkeypatch, 99, after)

    report = desk.translate()

    assert [finding.file for finding in report.findings] == [FILE]
    assert [done.action for done in report.done if done.path == FILE] == ["failed"]
    assert desk.body() == f"Typed, {meanwhile.saved}.\n\n{fake(B)}\n"
    assert desk.text(LEDGER) == entries
    assert not [name for name in desk.files() if name.endswith(".tmp")]


def test_a_translation_that_a_person_makes_meanwhile_is_theirs(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def create(path: Path, data: bytes) -> None:
        desk.translation("a.en", "a.ar", "First.\n", title="By hand", translation={"translator": "Nina"})
        create_new(path, data)

    monkeypatch.setattr(writing, "create_new", create)
    report = desk.translate()
    assert not report.findings
    assert desk.body() == "First.\n"
    assert desk.about()["translator"] == "Nina"
    assert not (desk.folder / LEDGER).exists()


def test_a_file_keeps_its_mode(desk: Desk) -> None:
    desk.translate()
    (desk.folder / FILE).chmod(0o640)
    desk.original(A, C).translate()
    assert (desk.folder / FILE).stat().st_mode & 0o777 == 0o640


# Two articles of one name ----------------------------------------------------------------------------------------


def test_of_two_originals_of_one_name_the_one_on_the_site_is_translated(desk: Desk) -> None:
    """The first by path; that another is a draft, in another language or written in capitals changes nothing."""
    desk.article("x/t.ar", f"{A}\n", title="الأول").article("y/t.ar", f"{B}\n", title="الثاني")
    desk.article("y/T.fa", f"{B}\n", title="دوم").article("z/t.ar", f"{B}\n", title="الثالث", draft=True)

    desk.translate()

    assert fake(A) in desk.text("content/articles/x/t.en.md")
    assert not list((desk.folder / "content/articles").glob("[yz]/*.en.md"))

    outcome = nashra("translate", "--project", desk.folder, "--engine", "memory", "content/articles/y/t.ar.md")

    assert (outcome.code, "belongs to no story" in outcome.err) == (2, True)


def test_a_translation_of_another_article_of_the_same_name_is_left_alone(desk: Desk) -> None:
    about = {"of": "t.fa.md", "status": "machine"}
    desk.article("t.ar", f"{A}\n", title="الأول").article("t.fa", f"{B}\n", title="دوم")
    desk.article("t.en", f"{UNTRANSLATED}\n", title="Second", translation=about)
    before = desk.files()

    report = desk.translate()

    assert desk.files()["t.en.md"] == before["t.en.md"]
    assert [finding.file for finding in report.findings] == ["content/articles/t.en.md"]


# What a run says -------------------------------------------------------------------------------------------------


def test_numbers_of_one_are_singular(desk: Desk) -> None:
    desk.original(A).edit("ذاكرة الخبر", "عنوان", "content/articles/a.ar.md")
    dry = nashra("translate", "--project", desk.folder, "--engine", "google", "--dry-run")
    assert "1 translation, 1 text to send with google, 5 characters; nothing was sent" in dry.err
    assert "1 written, 1 text left" in nashra("translate", "--project", desk.folder, "--engine", "memory").err
    assert f"{FILE}: partial: 1 of 1 block," in nashra("translate", "--project", desk.folder, "--status").out


def test_a_text_that_is_sent_twice_is_one_text(desk: Desk) -> None:
    """Texts whose marks were lost are tried again with other marks."""
    with serving() as server:
        lose(server)
        address = f'engine = "libretranslate"\n[translate.engines.libretranslate]\nurl = "{server.url}"\n'
        desk.put("content/digest.toml", f"{desk.text('content/digest.toml')}{address}")
        desk.original("كلمة **جديدة** هنا", "وأخرى أيضا").translate("libretranslate")
        desk.original("كلمة **ثالثة** هنا", "ورابعة أيضا")
        asked = len(server.questions)
        (done,) = (done for done in desk.translate("libretranslate").done if done.path == FILE)
        assert done.sent == 2 < len(server.questions) - asked


def lose(server: Loopback) -> None:
    server.translate = lambda text: re.sub(r"<[^>]*>|9000", "", fake(text))


def test_what_a_person_writes_beside_the_facts_of_a_translation_stays(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.translate()
    flow = next(line for line in desk.text().splitlines() if line.startswith("translation: "))
    about = desk.about()
    block = (
        "translation:\n  # Mona: do not publish before Thursday\n"
        f"  of: a.ar.md # the long one\n  reviewed_by: 'Mona'   # on the phone\n\n  status: {about['status']}\n"
        f'  # of the engine\n  engine: "{about["engine"]}"\n  made: {about["made"]}'
    )
    desk.edit(flow, block).original(A, B, C).translate()

    today = desk.about()["made"]
    assert fake(C) in desk.body()
    wanted = block.replace("reviewed_by: 'Mona'   # on", "# on").replace(f"made: {about['made']}", f"made: {today}")
    assert wanted in desk.text()
