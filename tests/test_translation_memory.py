"""What the digest has translated is found again: by context, by person, by likeness; and files are the truth."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from digests import NOW, Digest, nashra
from loopback import fake

from generator.config import load_config
from generator.content import ledger
from generator.content.ledger import Entry, block_hash, text_hash
from generator.frontmatter import split
from generator.markdown import split_blocks
from generator.translation import Options, standings, status
from generator.translation.memory import Memory
from generator.translation.room import Room, Wishes, open_room

A = "قال الوزير إن الحوار هو الطريق الوحيد لتسوية الأزمة"
B = "ووصل المبعوث الأممي إلى طرابلس مساء يوم الثلاثاء"
C = "وأعلنت الحكومة موعد الانتخابات المقبلة في البلاد"
PAIR = ("ar", "en")


class Desk(Digest):
    """A digest in which stories are written with their translations, by a machine or a person."""

    def story(self, name: str, *blocks: tuple[str, str, str]) -> Desk:
        """Write an article of blocks (original, translation, `machine` or `person`) with its ledger."""
        title = f"عنوان {name}"
        self.article(f"{name}.ar", "\n\n".join(source for source, _, _ in blocks) + "\n", title=title)
        self.translation(
            f"{name}.en", f"{name}.ar", "\n\n".join(target for _, target, _ in blocks) + "\n",
            title=f"Title {name}", translation={"status": "machine", "engine": "fake", "made": "2026-01-01"},
        )  # fmt: skip
        entries = [
            Entry(n, block_hash(source), text_hash(target) if by == "machine" else "", "fake", "2026-01-01")
            for n, (source, target, by) in enumerate(blocks)
        ]
        self.put(f"content/articles/{name}.en.tm.jsonl", ledger.format(entries))
        return self

    def blocks(self, name: str) -> list[str]:
        text = (self.folder / f"content/articles/{name}.md").read_text(encoding="utf-8")
        return [block.source for block in split_blocks(split(text).body)]

    def translate(self, *arguments: str) -> None:
        outcome = nashra("translate", "--project", self.folder, "--engine", "memory", *arguments)
        assert outcome.code == 0, outcome.err

    def found(self, text: str) -> str:
        """Return what the memory has for a paragraph that stands alone."""
        with self.room() as room:
            known = room.memory.find(PAIR, "block", text)
            return known.text if known else ""

    def room(self) -> _Opened:
        return _Opened(self.folder)


class _Opened:
    def __init__(self, folder: Path) -> None:
        self._context = open_room(folder, load_config(folder)[0], Wishes(now=NOW))

    def __enter__(self) -> Room:
        return self._context.__enter__()

    def __exit__(self, *error: object) -> None:
        self._context.__exit__(None, None, None)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_same_neighbours_come_first(desk: Desk) -> None:
    desk.story("a", (A, "Said.", "person"), (B, "First B.", "person"), (C, "Then.", "person"))
    desk.story("b", (C, "Then.", "person"), (B, "Second B.", "person"), (A, "Said.", "person"))
    desk.article("x.ar", f"{C}\n\n{B}\n\n{A}\n").article("y.ar", f"{A}\n\n{B}\n\n{C}\n").article("z.ar", f"{B}\n")

    desk.translate()

    assert desk.blocks("x.en")[1] == "Second B."
    assert desk.blocks("y.en")[1] == "First B."
    assert desk.blocks("z.en") == ["First B."]


def test_a_persons_words_come_before_a_machines_in_the_same_context(desk: Desk) -> None:
    desk.story("a", (A, "Machine A.", "machine"), (B, "Machine B.", "machine"))
    desk.story("b", (B, "A person's B.", "person"), (C, "Then.", "person"))
    desk.article("x.ar", f"{A}\n\n{B}\n")

    desk.translate()

    assert desk.blocks("x.en") == ["Machine A.", "A person's B."]


def test_the_memory_follows_the_files(desk: Desk) -> None:
    desk.story("a", (A, "One.", "person"))
    assert desk.found(A) == "One."

    desk.story("a", (A, "Two.", "person"))
    assert desk.found(A) == "Two."

    desk.remove("content/articles/a.en.md").remove("content/articles/a.en.tm.jsonl")
    assert desk.found(A) == ""


def test_a_memory_that_is_lost_is_read_from_the_files_again(desk: Desk) -> None:
    desk.story("a", (A, "One.", "person"), (B, "Two.", "machine"))
    with desk.room() as room:
        before = room.memory.size
    shutil.rmtree(desk.folder / ".nashra")

    with desk.room() as room:
        assert room.memory.size == before == 3
    assert desk.found(A) == "One."


def test_rebuilding_reads_everything_anew(desk: Desk) -> None:
    desk.story("a", (A, "One.", "person"))
    desk.found(A)
    with desk.room() as room, room.store.change() as connection:
        connection.execute("UPDATE segment SET target = 'spoilt'")
    assert desk.found(A) == "spoilt"

    outcome = nashra("memory", "rebuild", "--project", desk.folder)

    assert outcome.code == 0
    assert "2 translated texts are remembered" in outcome.err
    assert desk.found(A) == "One."


@pytest.mark.parametrize("held", [{"private": True}, {"draft": True}, {"publish_at": "2099-01-01"}])
def test_what_is_held_back_is_not_remembered(desk: Desk, held: dict[str, object]) -> None:
    desk.story("a", (A, "One.", "person"))
    assert desk.found(A) == "One."

    desk.article("a.ar", f"{A}\n", title="عنوان a", **held)

    assert desk.found(A) == ""


def test_stale_words_are_not_remembered_for_the_new_original(desk: Desk) -> None:
    desk.story("a", (A, "One.", "person"))
    desk.article("a.ar", f"{B}\n", title="عنوان a")

    assert desk.found(B) == ""
    assert desk.found(A) == ""


def test_similar_texts_are_for_review_alone(desk: Desk) -> None:
    desk.story("a", (A, "One.", "person")).story("b", (C, "Three.", "machine"))
    near = A.replace("الوزير", "السفير")
    desk.article("x.ar", f"{near}\n", title="عنوان a")

    desk.translate()
    with desk.room() as room:
        (match,) = room.memory.fuzzy(PAIR, near)
        assert room.memory.fuzzy(PAIR, "لا شيء مما سبق") == []
        assert room.memory.fuzzy(("fa", "en"), near) == []

    assert (match.source, match.target, match.by_person, match.path) == (A, "One.", True, "content/articles/a.en.md")
    assert 85 <= match.score < 100
    assert desk.blocks("x.en") == ["[//]: # (untranslated)"]


def test_a_memory_without_a_file_knows_what_it_is_told() -> None:
    memory = Memory()
    assert memory.find(PAIR, "block", A) is None
    assert memory.fuzzy(PAIR, A) == []
    assert memory.source_of(block_hash(A)) is None


# How blocks stand ----------------------------------------------------------------------------------------------------


def test_a_persons_block_whose_original_changed_is_shown_with_both_originals(desk: Desk) -> None:
    desk.story("a", (A, "One.", "person"), (B, "Two.", "machine")).story("k", (C, "Three.", "person"))
    config, _ = load_config(desk.folder)
    # Any command that looks at translations has seen the first original.
    list(status(desk.folder, config, Options(now=NOW)))
    desk.article("a.ar", f"{C}\n\n{B}\n", title="عنوان a")
    desk.translate()

    options = Options(now=NOW, paths=("content/articles/a.ar.md",))
    (standing,) = [each for each, _ in standings(desk.folder, config, options)]
    first, second = standing.blocks[-2:]

    assert desk.blocks("a.en") == ["One.", "Two."]
    assert (first.original, first.before, first.translation, first.owner, first.stale) == (C, A, "One.", "person", True)
    assert first.suggestion is not None
    assert first.suggestion.text == "Three."
    assert (second.stale, second.owner, second.engine, second.made) == (False, "machine", "fake", "2026-01-01")
    assert standing.waiting == (first,)


def test_one_word_put_right_in_forty_blocks_is_one_text_sent(desk: Desk, tmp_path: Path) -> None:
    from loopback import serving

    blocks = [f"قال الوزير في الجلسة رقم {n} إن الحوار هو الطريق الوحيد" for n in range(40)]
    with serving() as server:
        settings = (desk.folder / "content/digest.toml").read_text(encoding="utf-8")
        engine = '[translate]\nengine = "libretranslate"\n[translate.engines.libretranslate]\n'
        desk.put("content/digest.toml", f'{settings}{engine}url = "{server.url}"\n')
        desk.article("a.ar", "\n\n".join(blocks) + "\n", title="عنوان قصير")
        assert nashra("translate", "--project", desk.folder).code == 0
        assert len(server.questions) == 41
        server.questions.clear()
        fixed = [*blocks[:17], blocks[17].replace("الوحيد", "الأقصر"), *blocks[18:]]
        desk.article("a.ar", "\n\n".join(fixed) + "\n", title="عنوان قصير")

        outcome = nashra("translate", "--project", desk.folder)

        assert outcome.code == 0
        assert len(server.questions) == 1
        assert desk.blocks("a.en")[17] == fake(fixed[17])
