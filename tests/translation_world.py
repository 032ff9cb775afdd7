"""A digest in which people type, originals change, runs break off, and engines fail, in any order."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from digests import NOW, Digest
from loopback import fake
from openpyxl import load_workbook

from generator.config import load_config
from generator.content import create_new, ledger, load, write_atomic
from generator.content.glossary import Term
from generator.content.ledger import BlockPair
from generator.desk import review_sheets
from generator.desk.translation_review import settle
from generator.errors import UsageError
from generator.frontmatter import set_key, set_subkeys, split, values_in
from generator.frontmatter.writing import flow
from generator.markdown import UNTRANSLATED, split_blocks
from generator.translation import writing
from generator.translation.budget import Budget
from generator.translation.engines import Answer, Err, Ok
from generator.translation.glossary import Glossary
from generator.translation.glossary.mending import mend
from generator.translation.imported import export_tmx, follow_imported, import_tmx, imported_files
from generator.translation.jobs import Job, find_jobs, translated
from generator.translation.journal import JournaledEngine
from generator.translation.memory import Memory, follow, idle
from generator.translation.revise import Revision, original_of, revise, seen_of
from generator.translation.run import translate_job
from generator.translation.store import Store
from generator.translation.writing import study_job

STEPS: tuple[tuple[str, int], ...] = (
    ("source", 9), ("insert", 9), ("delete", 9), ("swap", 9), ("repeat", 9), ("person", 9), ("person", 9),
    ("title", 9), ("summary", 9), ("review", 9), ("accept", 9), ("forget", 19), ("status", 29), ("reviewer", 9),
    ("move", 3), ("rename", 3), ("undo", 9), ("translate", 7), ("translate", 0), ("crash", 3), ("kill", 6),
    ("mend", 0), ("exchange", 1), ("budget", 5), ("meanwhile", 9), ("comment", 1), ("form", 9), ("sheet", 9),
    ("send", 0),
)  # fmt: skip
"""What may happen, each with a number from 0 to the one given."""

KINDS = ("{}", "# {}", "- {}\n- بند", "> {}", "**{}** نص", "```\n{}\n```", "{}[^n]", "***")
STATUSES = ("machine", "edited", "partial", "human")


@dataclass
class Engine:
    """Answers but for every `gap`-th text; `meanwhile` is done at the first, and at the `stop`-th the run ends."""

    gap: int = 0
    stop: int = 0
    meanwhile: Callable[[], None] | None = None
    name: str = "fake"
    revision: str = ""
    network: bool = True
    html: bool = False
    asked: list[str] = field(default_factory=list)

    def translate(self, texts: Sequence[str], source: str, target: str, *, html: bool = False) -> list[Answer]:  # noqa: ARG002
        answers: list[Answer] = []
        for text in texts:
            self.asked.append(text)
            if self.meanwhile:
                self.meanwhile()
                self.meanwhile = None
            if len(self.asked) == self.stop:
                raise KeyboardInterrupt
            answers.append(Err("network") if self.gap and len(self.asked) % self.gap == 0 else Ok(fake(text)))
        return answers


class World:
    """Two stories that share paragraphs, what people typed into the translation of the first, and what they know."""

    def __init__(self, folder: Path) -> None:
        self.digest = Digest(folder)
        self.folder = folder
        self.store = Store(None, "")
        self.config, _ = load_config(folder)
        self.number = 0
        self.blocks = [self.text() for _ in range(3)]
        self.others = [*self.blocks]
        self.typed: set[str] = set()
        self.title = ""
        self.summary = ""
        self.status = ""
        self.at, self.stem = "", "a"
        self.before: tuple[str, set[str], str, str, str] | None = None
        self.unsure = self.stuck = False
        self.comments: set[str] = set()
        self.form: tuple[str, Revision] | None = None
        self.sheet: Path | None = None
        self.save()

    # What there is ----------------------------------------------------------------------------------------------

    @property
    def original(self) -> Path:
        return self.folder / f"content/articles/{self.at}{self.stem}.ar.md"

    @property
    def file(self) -> Path:
        return self.folder / f"content/articles/{self.at}{self.stem}.en.md"

    @property
    def ledger(self) -> Path:
        return self.file.with_name(f"{self.stem}.en.tm.jsonl")

    def text(self) -> str:
        self.number += 1
        return KINDS[self.number % len(KINDS)].format(f"فقرة عربية عن الأزمة رقم {self.number}")

    def save(self) -> None:
        for name, blocks in ((f"{self.at}{self.stem}.ar", self.blocks), ("other.ar", self.others)):
            body = "\n\n".join([*blocks, "[^n]: حاشية المحرر"]) + "\n"
            self.digest.article(name, body, title="عنوان", summary="ملخص الخبر")

    def read(self) -> str:
        return self.file.read_text(encoding="utf-8")

    def translation(self) -> list[str]:
        return [block.source for block in split_blocks(split(self.read()).body)]

    def pairs(self) -> tuple[BlockPair, ...]:
        """Return how the translation stands, block by block, as its ledger says."""
        entries, findings = ledger.parse(self.ledger.read_bytes() if self.ledger.exists() else b"", "x")
        assert not findings
        original = split_blocks(split(self.original.read_text(encoding="utf-8")).body)
        return ledger.compare(original, split_blocks(split(self.read()).body), entries)

    # What happens -----------------------------------------------------------------------------------------------

    def step(self, what: str, at: int, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let one thing happen."""
        here = at % len(self.blocks) if self.blocks else 0
        match what:
            case "source" if self.blocks:
                self.blocks[here] = self.text()
            case "insert":
                self.blocks.insert(here, self.text())
                self.others.append(self.blocks[here])
            case "repeat" if self.blocks:
                self.blocks.append(self.blocks[here])
            case "delete" if self.blocks:
                del self.blocks[here]
            case "swap" if len(self.blocks) > 1:
                other = (here + 1) % len(self.blocks)
                self.blocks[here], self.blocks[other] = self.blocks[other], self.blocks[here]
            case _:
                self.run(what, at, monkeypatch)
        self.save()

    def run(self, what: str, at: int, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let a command run, or somebody do something that is not in the original."""
        match what:
            case "translate":
                self.translate(Engine(gap=at))
            case "kill":
                self.broken_off(lambda: self.translate(Engine(stop=at + 1)))
            case "crash":
                self.crash(at, monkeypatch)
            case "move" | "rename":
                self.move(what, at)
            case "budget":
                self.translate(Engine(), Budget(requests=at))
            case "meanwhile":
                self.translate(Engine(meanwhile=lambda: self.type("person", at) if self.file.exists() else None))
            case "exchange":
                self.exchange(forget=at > 0)
            case _ if self.file.exists():
                self.type(what, at)

    def translate(self, engine: Engine, budget: Budget | None = None) -> None:
        """Translate as the command does, but what needs nothing as well: then nothing must happen."""
        content = load(self.folder, self.config, {})
        jobs = find_jobs(content, self.config, NOW, paths=(), to=("en",))
        there = translated(content, self.config, NOW)
        follow(self.store, self.folder, content, there, keep={job.path for job in jobs})
        assert not follow_imported(self.store, self.folder, imported_files(self.folder))
        nothing_to_do = idle(self.store)
        memory = Memory(self.store)
        journaled = JournaledEngine(engine, self.store, "2026-01-31", budget)
        for job in jobs:
            done, findings = translate_job(self.folder, job, memory, journaled, "2026-01-31")
            # A list beside a list would be one list: then nothing is written, and that is said.
            assert all("cannot be fitted" in finding.message for finding in findings)
            self.stuck |= bool(findings)
            if job.path in nothing_to_do:
                assert (done.action, done.sent, done.failures) == ("unchanged", 0, ())

    def broken_off(self, run: Callable[[], None]) -> None:
        try:
            run()
        except KeyboardInterrupt:
            return

    def crash(self, left: int, monkeypatch: pytest.MonkeyPatch) -> None:
        """Break a run off before one of its writes."""

        def write(real: Callable[[Path, bytes], None]) -> Callable[[Path, bytes], None]:
            def once(path: Path, data: bytes) -> None:
                nonlocal left
                if left == 0:
                    raise KeyboardInterrupt
                left -= 1
                real(path, data)

            return once

        with monkeypatch.context() as patch:
            patch.setattr(writing, "write_atomic", write(write_atomic))
            patch.setattr(writing, "create_new", write(create_new))
            self.broken_off(lambda: self.translate(Engine()))

    def exchange(self, *, forget: bool) -> None:
        """Give the memory to another tool and take it back; or forget what was taken."""
        if forget:
            for path in imported_files(self.folder):
                (self.folder / path).unlink()
            return
        file = self.folder / f"memory-{self.number}.tmx"
        self.number += 1
        if export_tmx(self.store, file).segments:
            import_tmx(self.folder, file, {"ar", "en"})

    def mend(self) -> None:
        """Put a form of machine text right that is ruled out now."""
        word = "الأزمة"
        agreed = Term(source=word, target="Crisis", source_lang="ar", target_lang="en", wrong=(fake(word),))
        if job := self.job():
            mend(self.folder, job, Glossary((agreed,)))

    def type(self, what: str, at: int) -> None:
        """Let a person do something to the translation."""
        self.number += 1
        match what:
            case "person":
                self.type_block(at)
            case "title":
                self.title = f"A title, {self.number}"
                self.set("title", self.title)
            case "summary":
                self.summary = f"A summary, {self.number}"
                self.set("summary", self.summary)
            case "status":
                self.status = STATUSES[at % len(STATUSES)] if at < len(STATUSES) else self.status
                self.about(status=self.status or "machine")
            case "reviewer":
                self.about(reviewed_by=f"Reviewer {self.number}")
            case "forget" if at == 0:
                self.ledger.unlink(missing_ok=True)
                self.unsure = True
            case "undo":
                self.undo()
            case "comment":
                self.comment(beside=at > 0)
            case _:
                self.decide(what, at)

    def decide(self, what: str, at: int) -> None:
        """Let a person use what the program has for them."""
        match what:
            case "review" | "accept":
                self.review(at, f"A person reviewed this, {self.number}." if what == "review" else "")
            case "mend":
                self.mend()
            case "form":
                self.load_form(at)
            case "sheet":
                self.load_sheet(at)
            case "send":
                self.send_form()

    def type_block(self, at: int) -> None:
        blocks = split_blocks(split(text := self.read()).body)
        if not blocks:
            return
        self.before = (text, self.typed, self.title, self.summary, self.status)
        block = blocks[at % len(blocks)]
        start = len(text) - len(split(text).body)
        new = f"A person typed this, {self.number}."
        self.file.write_text(text[: start + block.start] + new + text[start + block.end :], encoding="utf-8")
        self.replaced(block.source, new)

    def replaced(self, old: str, new: str) -> None:
        """Remember that a person has put one text in the place of another, which may stand elsewhere as theirs, too."""
        theirs = {pair.translation.source for pair in self.pairs() if pair.translation and pair.state == "person"}
        self.typed = self.typed - ({old} - theirs) | {new}

    def undo(self) -> None:
        """Take the file back as it was before somebody typed, as from a backup: all in it may be anybody's."""
        if self.before:
            text, self.typed, self.title, self.summary, self.status = self.before
            self.file.write_text(text, encoding="utf-8")
            self.before, self.unsure = None, True
            self.comments = {comment for comment in self.comments if comment in text}

    def comment(self, *, beside: bool) -> None:
        """Write a comment among what is said of the translation."""
        text, comment = self.read(), f"# Mona says {self.number}"
        if "\ntranslation:\n" not in text:
            lines = "".join(f"  {key}: {flow(value)}\n" for key, value in self.about_now().items())
            text = re.sub(r"(?m)^translation: \{.*\}\n", lambda _: f"translation:\n{lines}", text, count=1)
        place = re.compile(r"(?m)^  (?:of|status): [^#\n]*$" if beside else r"(?m)^translation:$")
        with_comment = place.sub(lambda found: f"{found[0]}{' ' if beside else chr(10) + '  '}{comment}", text, count=1)
        if with_comment != text:
            self.comments.add(comment)
        self.file.write_text(with_comment, encoding="utf-8")

    def load_form(self, at: int) -> None:
        """Show a part to a reviewer, who writes it anew and sends that later."""
        self.form = self.sheet = None
        job = self.job()
        found = study_job(self.folder, job) if job else None
        slots = [slot for slot in found.slots if slot.original] if found else []
        if job and slots:
            slot = slots[at % len(slots)]
            original, seen = ledger.block_hash(original_of(slot)), seen_of(slot)
            text = f"A person sent this, {self.number}."
            self.form = job.path, Revision(place=str(slot.place), text=text, original=original, seen=seen)

    def send_form(self) -> None:
        """Send what a reviewer has written: it takes the place of what the reviewer saw, or nothing changes."""
        if self.form is None:
            return
        path, revision = self.form
        before, blocks = self.read(), self.translation()
        if not (self.taken(self.sheet) if self.sheet else self.settled(path, revision)):
            assert self.read() == before
            return
        after = self.translation()
        assert revision.text in after
        # A machine's text whose original has gone goes, too.
        gone = {block for block in blocks if block not in after and block in self.typed}
        assert {ledger.text_hash(block) for block in gone} <= {revision.seen}
        seen = next((block for block in blocks if ledger.text_hash(block) == revision.seen), "")
        self.replaced(seen, revision.text)
        self.before, self.form = None, None
        self.status = str(self.about_now().get("status"))

    def settled(self, path: str, revision: Revision) -> bool:
        try:
            return bool(settle(self.folder, self.config, NOW, path, [revision], "Nina").status)
        except UsageError:
            return False

    def taken(self, sheet: Path) -> bool:
        return bool(review_sheets.take(self.folder, self.config, NOW, sheet, "Nina").written)

    def load_sheet(self, at: int) -> None:
        """Give a reviewer a spreadsheet, who writes a part anew in it and sends it later."""
        self.number += 1
        self.load_form(at)
        file = self.folder / f"sheet-{self.number}.xlsx"
        review_sheets.export(self.folder, self.config, NOW, file)
        book = load_workbook(file)
        for row in book.active.iter_rows():
            if self.form and str(row[0].value).endswith(f" {self.form[1].place} {self.form[0]}"):
                row[3].value = self.form[1].text
                book.save(file)
                self.sheet = file
                return
        self.form = None

    def review(self, at: int, text: str) -> None:
        """Write a block anew in a review, or accept it as it is."""
        job = self.job()
        found = study_job(self.folder, job) if job else None
        slots = [slot for slot in found.slots if slot.original and slot.current] if found else []
        if not (job and found and slots):
            return
        slot = slots[at % len(slots)]
        current = slot.current.source if slot.current and slot.owner != "nobody" else ""
        if not (text or current):
            return
        original, seen = ledger.block_hash(original_of(slot)), seen_of(slot)
        revision = Revision(place=str(slot.place), text=text or current, original=original, seen=seen)
        writing.write(self.folder, job, found, revise(found, [revision], "en", "Nina"))
        self.replaced(current, text or current)
        self.before = None
        self.status = str(self.about_now().get("status"))

    def job(self) -> Job | None:
        content = load(self.folder, self.config, {})
        jobs = find_jobs(content, self.config, NOW, paths=(), to=("en",))
        return next((job for job in jobs if job.original.stem == self.stem and job.translation), None)

    def set(self, key: str, value: object) -> None:
        self.file.write_text(set_key(self.read(), key, value), encoding="utf-8")

    def about_now(self) -> dict[str, object]:
        about = values_in(self.read())["translation"]
        assert isinstance(about, dict)
        return about

    def about(self, **values: str) -> None:
        self.file.write_text(set_subkeys(self.read(), "translation", values), encoding="utf-8")

    def move(self, what: str, at: int) -> None:
        """Move the files of a story into another folder, or give them another name."""
        old = self.original, self.file, self.ledger
        if what == "move":
            self.at = ("", "2026/", "2026/01/", "elsewhere/")[at]
        else:
            self.stem = ("a", "b", "خبر", "z")[at]
        for path, target in zip(old, (self.original, self.file, self.ledger), strict=True):
            target.parent.mkdir(parents=True, exist_ok=True)
            if path.exists():
                path.replace(target)
        if self.file.exists():
            self.about(of=self.original.name)
            self.before = None

    # What must be true ------------------------------------------------------------------------------------------

    def check(self) -> None:
        """Check that all that people typed is there, is theirs, and is known to be theirs."""
        if not self.file.exists():
            assert not self.typed
            return
        assert self.typed <= set(self.translation())
        assert all(comment in self.read() for comment in self.comments)
        values = values_in(self.read())
        assert not self.title or values["title"] == self.title
        assert not self.summary or values["summary"] == self.summary
        if self.status == "human":
            assert self.about_now()["status"] == "human"
        pairs = self.pairs()
        for text in self.typed:
            # Memory may have given it to a repeated paragraph too, as a machine's.
            states = [pair.state for pair in pairs if pair.translation and pair.translation.source == text]
            assert {"person", "extra"} & set(states)
        if not self.unsure:
            theirs = {pair.translation.source for pair in pairs if pair.translation and pair.state == "person"}
            assert theirs <= self.typed

    def finish(self) -> None:
        """Translate to the end: nothing is left to do, and a further run finds that."""
        self.translate(Engine())
        self.check()
        before = self.read()
        self.translate(Engine())
        assert self.read() == before
        assert self.unsure or self.stuck or self.status == "human" or UNTRANSLATED not in self.translation()


def random_steps(rng: random.Random, most: int) -> list[tuple[str, int]]:
    """Return some steps, as many as `most`."""
    chosen = rng.choices(STEPS, k=rng.randint(2, most))
    return [(what, rng.randint(0, limit)) for what, limit in chosen]


def play(folder: Path, steps: Sequence[tuple[str, int]], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let things happen to a new world, and check after each that no person's text is changed."""
    world = World(folder)
    world.translate(Engine())
    for what, at in steps:
        world.step(what, at, monkeypatch)
        world.check()
    world.finish()
    world.store.close()
