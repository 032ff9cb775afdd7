"""Promises of `generator.content.ledger`: whose a block is, and whether its original has changed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content import ledger
from generator.content.ledger import Entry, block_hash, text_hash
from generator.markdown import UNTRANSLATED, split_blocks

HASHES = st.text("0123456789abcdef", min_size=12, max_size=12)
ENTRIES = st.builds(
    Entry,
    i=st.one_of(st.integers(0, 99), st.sampled_from(["title", "summary", "^note-1"])),
    src=HASHES,
    out=st.one_of(st.just(""), HASHES),
    engine=st.text(max_size=12),
    made=st.sampled_from(["", "2026-01-31"]),
    flags=st.lists(st.text(max_size=8), max_size=3).map(tuple),
)


def states(original: str, translation: str, *entries: Entry) -> list[tuple[str, bool]]:
    pairs = ledger.compare(split_blocks(original), split_blocks(translation), entries)
    return [(pair.state, pair.stale) for pair in pairs]


@given(st.lists(ENTRIES, max_size=8))
def test_what_is_written_is_read_again(entries: list[Entry]) -> None:
    text = ledger.format(entries)
    read, findings = ledger.parse(text.encode(), "x.en.tm.jsonl")
    assert not findings
    assert sorted(map(repr, read)) == sorted(map(repr, entries))
    assert ledger.format(read) == text


@given(st.binary(max_size=200))
def test_no_bytes_are_too_strange(raw: bytes) -> None:
    _, findings = ledger.parse(raw, "x.en.tm.jsonl")
    assert all(finding.line and finding.hint for finding in findings)


def test_the_ledger_reads_title_summary_blocks_notes_in_this_order() -> None:
    entries = [Entry("^n", "a"), Entry(10, "a"), Entry(2, "a"), Entry("summary", "a"), Entry("title", "a")]
    read, _ = ledger.parse(ledger.format(entries).encode(), "x")
    assert [entry.i for entry in read] == ["title", "summary", 2, 10, "^n"]


@pytest.mark.parametrize(
    "line",
    [b"<<<<<<< HEAD", b'{"i":0}', b'{"i":1.5,"src":"a"}', b"[1]", b'{"i":0,"src":1}', b"\xff", b"{" * 50_000],
    ids=lambda line: repr(line[:12]),
)
def test_a_line_that_cannot_be_read_is_a_finding_and_the_others_count(line: bytes) -> None:
    good = ledger.format([Entry(3, "0" * 12)]).encode()
    entries, findings = ledger.parse(line + b"\n" + good, "x.en.tm.jsonl")
    assert [entry.i for entry in entries] == [3]
    assert [(finding.file, finding.line) for finding in findings] == [("x.en.tm.jsonl", 1)]


def test_machine_text_is_known_by_its_hash() -> None:
    entry = Entry(0, block_hash("أصل"), text_hash("Machine."))
    assert states("أصل", "Machine.", entry) == [("machine", False)]
    assert states("أصل جديد", "Machine.", entry) == [("machine", True)]
    assert states("أصل", "Machine, mended.", entry) == [("person", False)]
    assert states("أصل جديد", "Machine, mended.", entry) == [("person", True)]


def test_without_an_entry_a_block_is_a_persons_and_fresh() -> None:
    assert states("أصل", "Text") == [("person", False)]
    assert states("أصل", "Text", Entry(0, block_hash("أصل"), "")) == [("person", False)]
    assert states("أصل", "Text", Entry(0, block_hash("قديم"), "")) == [("person", True)]


def test_blocks_without_answer_and_answers_without_block() -> None:
    assert states("a\n\nb\n\nc", f"A\n\n{UNTRANSLATED}") == [
        ("person", False), ("untranslated", False), ("missing", False),
    ]  # fmt: skip
    assert states("a", "A\n\nB") == [("person", False), ("extra", False)]
    assert states("", "") == []


def test_of_two_entries_for_a_block_the_one_that_fits_counts() -> None:
    """As on disk after a crash between ledger and file: the old text and the new one are both machine text."""
    old, new = Entry(0, block_hash("old"), text_hash("Old.")), Entry(0, block_hash("new"), text_hash("New."))
    for entries in ((old, new), (new, old)):
        assert states("new", "Old.", *entries) == [("machine", True)]
        assert states("new", "New.", *entries) == [("machine", False)]
        assert states("new", "A person's.", *entries)[0][0] == "person"


def test_how_the_original_is_broken_into_lines_does_not_make_it_stale() -> None:
    assert block_hash("a  b\nc\r\n") == block_hash(" a b c")
    assert block_hash(unicodedata.normalize("NFD", "café")) == block_hash("café")
    assert block_hash("a b") != block_hash("ab")


def test_a_person_who_changes_only_space_has_changed_the_text() -> None:
    assert text_hash("- a\n- b") != text_hash("- a\n  - b")
    assert text_hash("a\nb") != text_hash("a  \nb")
    assert text_hash("a\r\nb\r\n") == text_hash("a\nb")
