"""Whatever is edited, translated, broken off or refused, in any order: a person's block is never changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from digests import NOW, Digest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loopback import fake

from generator.config import load_config
from generator.content import create_new, ledger, load, write_atomic
from generator.frontmatter import set_key, split, values_in
from generator.markdown import UNTRANSLATED, split_blocks
from generator.translation import run
from generator.translation.engines import Answer, Err, Ok
from generator.translation.memory import Memory

STEP = st.one_of(
    st.tuples(st.just("source"), st.integers(0, 9)),
    st.tuples(st.just("insert"), st.integers(0, 9)),
    st.tuples(st.just("delete"), st.integers(0, 9)),
    st.tuples(st.just("swap"), st.integers(0, 9)),
    st.tuples(st.just("repeat"), st.integers(0, 9)),
    st.tuples(st.just("person"), st.integers(0, 9)),
    st.tuples(st.just("title"), st.integers(0, 9)),
    st.tuples(st.just("forget"), st.integers(0, 19)),
    st.tuples(st.just("translate"), st.integers(0, 7)),
    st.tuples(st.just("translate"), st.just(0)),
    st.tuples(st.just("crash"), st.integers(0, 2)),
)
KINDS = ("{}", "# {}", "- {}\n- بند", "> {}", "**{}** نص", "```\n{}\n```", "{}[^n]", "***")


@dataclass
class Engine:
    """Answers but for every `gap`-th text."""

    gap: int = 0
    name: str = "fake"
    revision: str = ""
    network: bool = True
    html: bool = False
    asked: list[str] = field(default_factory=list)

    def translate(
        self,
        texts: Sequence[str],
        source: str,  # noqa: ARG002
        target: str,  # noqa: ARG002
        *,
        html: bool = False,  # noqa: ARG002
    ) -> list[Answer]:
        answers: list[Answer] = []
        for text in texts:
            self.asked.append(text)
            answers.append(Err("network") if self.gap and len(self.asked) % self.gap == 0 else Ok(fake(text)))
        return answers


class World:
    """One story, what people typed into its translation, and what the engine gave."""

    def __init__(self, folder: Path) -> None:
        self.digest = Digest(folder)
        self.folder = folder
        self.number = 0
        self.blocks = [self.text() for _ in range(3)]
        self.typed: set[str] = set()
        self.title = ""
        self.forgotten = False
        self.save()

    def text(self) -> str:
        self.number += 1
        return KINDS[self.number % len(KINDS)].format(f"فقرة عربية عن الأزمة رقم {self.number}")

    def save(self) -> None:
        body = "\n\n".join([*self.blocks, "[^n]: حاشية المحرر"]) + "\n"
        self.digest.article("a.ar", body, title="عنوان")

    @property
    def file(self) -> Path:
        return self.folder / "content/articles/a.en.md"

    def translation(self) -> list[str]:
        return [block.source for block in split_blocks(split(self.file.read_text(encoding="utf-8")).body)]

    def translate(self, gap: int) -> None:
        config, _ = load_config(self.folder)
        content = load(self.folder, config, {})
        for job in run.find_jobs(content, config, NOW, paths=(), to=("en",)):
            _, findings = run.translate_job(self.folder, job, Memory(), Engine(gap), "2026-01-31")
            assert not findings

    def crash(self, left: int, monkeypatch: pytest.MonkeyPatch) -> None:
        def write(real: Callable[[Path, bytes], None]) -> Callable[[Path, bytes], None]:
            def once(path: Path, data: bytes) -> None:
                nonlocal left
                if left == 0:
                    raise KeyboardInterrupt
                left -= 1
                real(path, data)

            return once

        with monkeypatch.context() as patch:
            patch.setattr(run, "write_atomic", write(write_atomic))
            patch.setattr(run, "create_new", write(create_new))
            try:
                self.translate(0)
            except KeyboardInterrupt:
                return

    def type_block(self, at: int) -> None:
        blocks = split_blocks(split(text := self.file.read_text(encoding="utf-8")).body)
        if not blocks:
            return
        block = blocks[at % len(blocks)]
        start = len(text) - len(split(text).body)
        self.number += 1
        new = f"A person typed this, {self.number}."
        self.typed = self.typed - {block.source} | {new}
        self.file.write_text(text[: start + block.start] + new + text[start + block.end :], encoding="utf-8")

    def step(self, what: str, at: int, monkeypatch: pytest.MonkeyPatch) -> None:
        here = at % len(self.blocks) if self.blocks else 0
        match what:
            case "source" if self.blocks:
                self.blocks[here] = self.text()
            case "insert":
                self.blocks.insert(here, self.text())
            case "repeat" if self.blocks:
                self.blocks.append(self.blocks[here])
            case "delete" if self.blocks:
                del self.blocks[here]
            case "swap" if len(self.blocks) > 1:
                other = (here + 1) % len(self.blocks)
                self.blocks[here], self.blocks[other] = self.blocks[other], self.blocks[here]
            case "translate":
                self.translate(at)
            case "crash":
                self.crash(at, monkeypatch)
            case "person" if self.file.exists():
                self.type_block(at)
            case "title" if self.file.exists():
                self.number += 1
                self.title = f"A title, {self.number}"
                self.file.write_text(
                    set_key(self.file.read_text(encoding="utf-8"), "title", self.title), encoding="utf-8"
                )
            case "forget" if at == 0:
                self.file.with_suffix("").with_suffix(".en.tm.jsonl").unlink(missing_ok=True)
        self.save()

    def check(self) -> None:
        if not self.file.exists():
            assert not self.typed
            return
        there = self.translation()
        assert self.typed <= set(there)
        assert all(there.count(text) == 1 for text in self.typed)
        if self.title:
            assert values_in(self.file.read_text(encoding="utf-8"))["title"] == self.title
        path = self.file.with_suffix("").with_suffix(".en.tm.jsonl")
        entries, findings = ledger.parse(path.read_bytes() if path.exists() else b"", "x")
        assert not findings
        original = split_blocks(split((self.folder / "content/articles/a.ar.md").read_text(encoding="utf-8")).body)
        translated = split_blocks(split(self.file.read_text(encoding="utf-8")).body)
        for pair in ledger.compare(original, translated, entries):
            if pair.translation and pair.translation.source in self.typed:
                assert pair.state in {"person", "extra"}
            if pair.translation and pair.state == "person" and not self.forgotten:
                assert pair.translation.source in self.typed


@given(st.lists(STEP, min_size=2, max_size=14))
@settings(
    max_examples=int(os.environ.get("NASHRA_SEQUENCES", "40")),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_sequence_of_edits_changes_what_a_person_typed(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, int]]
) -> None:
    world = World(tmp_path_factory.mktemp("digest"))
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(os, "fsync", lambda _: None)
        world.translate(0)
        for what, at in steps:
            world.forgotten |= what == "forget" and at == 0
            world.step(what, at, monkeypatch)
            world.check()
        world.translate(0)
        world.check()
        # Nothing is left to do, and a further run finds that.
        before = world.file.read_bytes()
        world.translate(0)
        assert world.file.read_bytes() == before
        assert world.forgotten or UNTRANSLATED not in world.translation()
