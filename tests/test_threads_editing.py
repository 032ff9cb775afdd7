"""Threads are renamed, merged and split in one go: addresses live on, and nothing that a person typed is lost."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import shutil
import sys
import tomllib
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from digests import Digest, nashra, tree_of

from generator.cli import run
from generator.config.toml_editing import with_strings, without_strings
from generator.desk.thread_files import united
from generator.frontmatter import set_entries

TALKS = """\
# The desk's main story.
status = "open"
pinned = 1   # until June
aliases = ["Libya talks"]
names = [
  "حفتر",    # the marshal
  "Haftar",
]

[title]
ar = "محادثات ليبيا"
en = "The Libya talks"

[summary]
en = "They met, and they parted."
"""

TRIPOLI = """\
# Begun by Salma.
aliases = ["Tripoli front", "Libya talks"]
names = ["Haftar", "Tripoli"]
colour = "blue"

[title]
en = "The front at Tripoli"

[summary]
en = '''
Two lines
# of summary.
'''
"""

TALKING = """\
---
title: "A"
lang:   ar   # by hand
published: 2019-04-08
threads:
  - "talks"   # sure of it
  - water
not_threads: [ 'tripoli' ]
---
متن.
"""


@pytest.fixture
def talks(digest: Digest) -> Digest:
    """Two threads on one story, a third one, and articles in each."""
    return (
        digest.put("content/threads/talks.toml", TALKS)
        .put("content/threads/tripoli.toml", TRIPOLI)
        .thread("water")
        .put("content/articles/a.ar.md", TALKING)
        .article("b.ar", published="2019-04-09", threads_auto=["talks"])
        .article("c.ar", published="2019-04-10", threads=["tripoli"], not_threads=["talks"])
        .article("d.ar", published="2019-04-11", threads=["tripoli", "talks"])
        .article("e.ar", published="2019-04-12", not_threads=["talks"])
        .article("f.ar", published="2019-04-12", threads=["water"])
    )


def content_of(digest: Digest) -> dict[str, str]:
    return {path: raw.decode() for path, raw in tree_of(digest.folder / "content").items()}


def threads(digest: Digest, *arguments: str, code: int = 0) -> str:
    """Run a command on threads, and return what it printed."""
    outcome = nashra("threads", arguments[0], "--project", digest.folder, *arguments[1:])
    assert outcome.code == code, outcome.err
    return outcome.out + outcome.err


# Renaming ---------------------------------------------------------------------------------------------------------


def test_a_renamed_thread_changes_by_its_id_alone(talks: Digest) -> None:
    before = content_of(talks)

    threads(talks, "rename", "talks", "libya")

    after = content_of(talks)
    assert "threads/talks.toml" not in after
    assert after["threads/libya.toml"] == TALKS.replace('"Haftar",\n]\n', '"Haftar",\n]\nold_ids = ["talks"]\n')
    assert after["articles/a.ar.md"] == TALKING.replace('"talks"', "libya")
    for name in "bcde":
        path = f"articles/{name}.ar.md"
        assert after[path] == before[path].replace("talks", "libya")
    assert after["articles/f.ar.md"] == before["articles/f.ar.md"]
    assert after["threads/tripoli.toml"] == TRIPOLI


def test_every_address_of_a_renamed_thread_leads_to_the_new_one(talks: Digest) -> None:
    talks.settings("page_size = 1", 'base_url = "https://example.org/news/"').build()
    old = {path: raw for path, raw in talks.tree().items() if "/threads/talks" in path}
    assert {"ar/threads/talks.html", "ar/threads/talks/1.html", "ar/threads/talks.atom.xml"} <= old.keys()

    threads(talks, "rename", "talks", "between")
    threads(talks, "rename", "between", "libya")
    report = talks.build()

    assert not [each for each in report.findings if each.code in {"unknown-thread", "address-taken"}]
    for path in old:
        for gone in ("talks", "between"):
            here = path.replace("talks", gone)
            page, target = talks.page(here), path.replace("talks", "libya")
            if path.endswith(".html"):
                assert leads_to(talks, here) == target
            else:
                assert f"https://example.org/news/{target}" in page
                if path.startswith("data/"):
                    address = f"https://example.org/news/{target}"
                    moved_to = {"id": "libya", "path": target, "address": address}
                    assert json.loads(page) == {"schema": 1, "id": gone, "moved_to": moved_to}
    assert talks.tree() == talks.clean_tree()


def leads_to(digest: Digest, path: str) -> str:
    """Return the page of the site that a page leads on to."""
    page = digest.page(path)
    assert 'data-template="redirect"' in page
    address = page.partition("url=")[2].partition('"')[0]
    return (digest.output / path).parent.joinpath(address).resolve().relative_to(digest.output).as_posix()


def test_the_feed_at_an_old_address_goes_on_as_the_feed_that_its_readers_know(talks: Digest) -> None:
    talks.build()
    known = talks.page("ar/threads/talks.atom.xml")

    threads(talks, "rename", "talks", "libya")
    talks.article("g.ar", published="2019-04-20", threads=["libya"]).build()

    old, new = talks.page("ar/threads/talks.atom.xml"), talks.page("ar/threads/libya.atom.xml")
    assert first(old, "id") == first(known, "id") != first(new, "id")
    assert old.count("<entry>") == known.count("<entry>") + 1
    assert old.replace(first(old, "id"), first(new, "id"), 1) == new


def first(feed: str, tag: str) -> str:
    return feed.partition(f"<{tag}>")[2].partition(f"</{tag}>")[0]


def test_a_thread_may_go_back_to_the_name_it_had(talks: Digest) -> None:
    threads(talks, "rename", "talks", "libya")
    threads(talks, "rename", "libya", "talks")

    report = talks.build()

    assert not [each for each in report.findings if each.code == "address-taken"]
    assert 'data-template="thread"' in talks.page("ar/threads/talks.html")
    assert leads_to(talks, "ar/threads/libya.html") == "ar/threads/talks.html"


def test_an_article_that_comes_later_with_the_old_id_is_in_the_thread_all_the_same(talks: Digest) -> None:
    threads(talks, "rename", "talks", "libya")

    report = talks.article("late.ar", published="2019-05-01", threads=["talks"]).build()

    (finding,) = (each for each in report.findings if each.code == "renamed-thread")
    assert finding.file == "content/articles/late.ar.md"
    assert "late" in talks.page("ar/threads/libya.html")
    assert "nashra threads rename talks libya" in finding.hint
    threads(talks, "rename", "talks", "libya")
    assert "threads: [libya]" in content_of(talks)["articles/late.ar.md"]


def test_what_was_ruled_out_by_an_old_id_stays_out(talks: Digest) -> None:
    threads(talks, "rename", "talks", "libya")

    talks.article("out.ar", published="2019-05-01", threads_auto=["libya"], not_threads=["talks"]).build()

    assert "out.html" not in talks.page("ar/threads/libya.html")


REFUSED = {
    "a thread that there is not": (("rename", "talk", "libya"), "did you mean `talks`?"),
    "an id that another thread has": (("rename", "talks", "tripoli"), "there is a thread `tripoli` already"),
    "an id that differs in capitals": (("rename", "talks", "Tripoli"), "capitals only"),
    "an id that is none": (("rename", "talks", "li/bya"), "the new name is not an id: 'li/bya'"),
    "an id that is the list": (("rename", "talks", "index"), "the list of them all"),
    "nothing": (("rename", "talks", ""), "the new name is not an id: ``"),
    "into itself": (("merge", "talks", "talks"), "into itself"),
    "one alone": (("merge", "talks"), "cannot be merged"),
    "into none": (("merge", "talks", "lybia"), "no thread `lybia`"),
    "a part that is none": (("split", "talks", "new", "--name", "en=New", "--articles", "content/articles/f.ar.md"),
                            "is not in `talks`"),
    "a part that may not be named": (("split", "talks", "new", "--name", "New", "content/articles/a.ar.md"),
                                     "en="),
    "a part without articles": (("split", "talks", "new"), "no article is named"),
    "a part that is there": (("split", "talks", "water", "--name", "en=New", "content/articles/a.ar.md"),
                             "`water` already"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_done_is_refused_with_words_and_writes_nothing(talks: Digest, case: str) -> None:
    before = content_of(talks)
    arguments, told = REFUSED[case]

    assert told in threads(talks, *arguments, code=2)

    assert content_of(talks) == before


def test_an_old_id_is_not_given_to_another_thread(talks: Digest) -> None:
    threads(talks, "rename", "talks", "libya")

    assert "was an id of `libya`" in threads(talks, "rename", "water", "talks", code=2)
    assert "is called `libya` now" in threads(talks, "rename", "talks", "other", code=2)


def test_an_old_id_that_a_person_uses_again_is_the_new_thread_and_told(talks: Digest) -> None:
    threads(talks, "rename", "talks", "libya")

    report = talks.thread("talks").article("new.ar", threads=["talks"]).build()

    assert {each.file for each in report.findings if each.code == "address-taken"} == {"content/threads/libya.toml"}
    assert 'data-template="thread"' in talks.page("ar/threads/talks.html")
    assert talks.tree() == talks.clean_tree()


@pytest.mark.parametrize(
    "broken", ["---\ntitle: [\nthreads: [talks]\n---\n", "---\ntitle: a\nlang: ar\nthreads: talks\n---\n"]
)
def test_an_article_that_cannot_be_read_stops_what_would_leave_it_behind(talks: Digest, broken: str) -> None:
    before = content_of(talks.put("content/articles/broken.ar.md", broken))

    assert "content/articles/broken.ar.md" in threads(talks, "rename", "talks", "libya", code=2)

    assert content_of(talks) == before


def test_a_thread_file_that_is_no_toml_is_not_renamed(talks: Digest) -> None:
    before = content_of(talks.put("content/threads/talks.toml", "status = \n" + TALKS))

    assert "content/threads/talks.toml" in threads(talks, "rename", "talks", "libya", code=2)

    assert content_of(talks) == before


def test_a_link_is_not_written_through(talks: Digest, tmp_path: Path) -> None:
    outside = tmp_path / "outside.toml"
    (talks.folder / "content/threads/libya.toml").symlink_to(outside)

    threads(talks, "rename", "talks", "libya", code=2)

    assert not outside.exists()
    assert content_of(talks)["threads/talks.toml"] == TALKS


def test_a_dry_run_tells_all_and_writes_nothing(talks: Digest) -> None:
    before = content_of(talks)

    told = threads(talks, "rename", "talks", "libya", "--dry-run")

    assert content_of(talks) == before
    assert "new  content/threads/libya.toml  what was `talks`" in told
    assert "changed  content/articles/e.ar.md  not_threads: [talks] → [libya]" in told
    assert "removed  content/threads/talks.toml" in told
    assert "7 files would be written" in told


def test_what_was_written_is_told_as_json(talks: Digest) -> None:
    outcome = nashra("threads", "rename", "--project", talks.folder, "talks", "libya", "--json")

    rows = [json.loads(line) for line in outcome.out.splitlines()]
    assert rows[0] == {"action": "create", "path": "content/threads/libya.toml", "told": "what was `talks`"}
    assert [row["action"] for row in rows] == ["create", *["change"] * 5, "remove"]


# Merging ----------------------------------------------------------------------------------------------------------


def test_a_merged_thread_has_the_articles_names_and_addresses_of_both(talks: Digest) -> None:
    talks.build()
    threads(talks, "merge", "tripoli", "talks")
    talks.build()

    after = content_of(talks)
    merged = tomllib.loads(after["threads/talks.toml"])
    assert set(merged["aliases"]) == {"Libya talks", "Tripoli front"}
    assert set(merged["names"]) == {"حفتر", "Haftar", "Tripoli"}
    assert merged["old_ids"] == ["tripoli"]
    assert {key: merged[key] for key in ("title", "summary", "pinned")} == {
        key: tomllib.loads(TALKS)[key] for key in ("title", "summary", "pinned")
    }
    assert leads_to(talks, "ar/threads/tripoli.html") == "ar/threads/talks.html"
    assert "threads: [talks]" in after["articles/c.ar.md"]
    assert "threads: [talks]\n" in after["articles/d.ar.md"]
    assert talks.tree() == talks.clean_tree()


def test_nothing_that_was_typed_is_lost_by_merging(talks: Digest) -> None:
    threads(talks, "merge", "tripoli", "talks")

    text = content_of(talks)["threads/talks.toml"]
    for line in TRIPOLI.splitlines():
        assert (f"# {line}" if line else "#") in text.splitlines()
    for line in TALKS.splitlines():
        assert any(line.partition(" = ")[0] in each for each in text.splitlines())
    for typed in ("# The desk's main story.", "# until June", "# the marshal"):
        assert typed in text


def test_spaces_that_break_a_line_of_a_summary_are_kept_by_merging() -> None:
    kept = united('[title]\nen = "A"\n', '[summary]\nen = """\none  \ntwo\n"""\n', "other")
    assert "# one  \n# two\n" in kept


def test_what_was_ruled_out_between_the_two_no_longer_rules_out_the_whole(talks: Digest) -> None:
    """`a` and `c` are in one of the two and ruled out the other; `e` is in neither, and stays out."""
    threads(talks, "merge", "tripoli", "talks")

    after = content_of(talks)
    assert "not_threads" not in after["articles/a.ar.md"]
    assert "not_threads" not in after["articles/c.ar.md"]
    assert "not_threads: [talks]" in after["articles/e.ar.md"]


def test_merging_keeps_an_article_out_that_a_person_ruled_out(talks: Digest) -> None:
    """Nashra's own guess does not lift it."""
    talks.article("guess.ar", threads_auto=["tripoli"], not_threads=["talks"])

    threads(talks, "merge", "tripoli", "talks")

    text = content_of(talks)["articles/guess.ar.md"]
    assert "threads_auto" not in text
    assert "not_threads: [talks]" in text


def test_several_threads_merge_and_bring_their_old_addresses(talks: Digest) -> None:
    talks.article("a.ar", published="2019-04-08", threads=["talks", "water"])
    threads(talks, "rename", "water", "wells")
    threads(talks, "merge", "tripoli", "wells", "talks")
    talks.build()

    for gone in ("tripoli", "wells", "water"):
        assert leads_to(talks, f"en/threads/{gone}.html") == "en/threads/talks.html"
    assert list((talks.folder / "content/threads").iterdir()) == [talks.folder / "content/threads/talks.toml"]


def test_a_remark_on_an_entry_that_would_go_stops_the_merge(talks: Digest) -> None:
    before = content_of(talks)

    told = threads(talks, "merge", "water", "talks", code=2)

    assert "`content/articles/a.ar.md`: there is a comment in the list `threads`" in told
    assert content_of(talks) == before


def test_merging_again_changes_nothing(talks: Digest) -> None:
    threads(talks, "merge", "tripoli", "talks")
    after = content_of(talks)

    assert "nothing is left to change" in threads(talks, "merge", "tripoli", "talks")

    assert content_of(talks) == after


# Undoing a merge --------------------------------------------------------------------------------------------------


def test_a_wrong_merge_is_undone_by_one_command_and_stays_undone(talks: Digest) -> None:
    before = content_of(talks)
    talks.build()
    assert "to undo this: `nashra threads split talks tripoli`" in threads(talks, "merge", "tripoli", "talks")
    talks.build()
    assert leads_to(talks, "ar/threads/tripoli.html") == "ar/threads/talks.html"

    told = threads(talks, "split", "talks", "tripoli")

    after = content_of(talks)
    assert after["threads/tripoli.toml"] == before["threads/tripoli.toml"]
    merged = tomllib.loads(after["threads/talks.toml"])
    assert "old_ids" not in merged
    assert "Tripoli front" in merged["aliases"]
    assert "`Libya talks`, `Tripoli front`: aliases of both threads now" in told.replace(
        "`Tripoli front`, `Libya talks`", "`Libya talks`, `Tripoli front`"
    )
    assert "#" not in after["threads/talks.toml"].partition("[summary]")[2]
    # `d` was in both, and is in the one that stayed.
    assert "threads: [tripoli]" in after["articles/c.ar.md"]
    assert "not_threads: [talks]" in after["articles/c.ar.md"]
    assert "threads: [talks]" in after["articles/d.ar.md"]
    assert after["articles/a.ar.md"] == before["articles/a.ar.md"].replace("not_threads: [ 'tripoli' ]\n", "")
    talks.build()
    assert "thread" in talks.page("ar/threads/tripoli.html")
    assert 'http-equiv="refresh"' not in talks.page("ar/threads/tripoli.html")
    assert talks.tree() == talks.clean_tree()
    threads(talks, "assign")
    assert all(content_of(talks)[f"articles/{stem}.ar.md"] == after[f"articles/{stem}.ar.md"] for stem in "acd")


def test_undoing_a_merge_takes_the_articles_and_the_name_that_are_given(talks: Digest) -> None:
    threads(talks, "merge", "tripoli", "talks")

    threads(talks, "split", "talks", "tripoli", "--name", "en=Tripoli", "--articles", "content/articles/b.ar.md")

    after = content_of(talks)
    assert after["threads/tripoli.toml"] == 'status = "open"\n\n[title]\nen = "Tripoli"\n'
    assert "threads: [tripoli]\n" in after["articles/b.ar.md"]
    assert "threads: [talks]" in after["articles/c.ar.md"]
    assert "old_ids" not in tomllib.loads(after["threads/talks.toml"])


def test_each_of_several_merges_is_undone_by_itself(talks: Digest) -> None:
    talks.article("a.ar", published="2019-04-08", threads=["talks"])
    before = content_of(talks)
    threads(talks, "rename", "water", "wells")
    threads(talks, "merge", "wells", "tripoli", "talks")

    threads(talks, "split", "talks", "wells")

    after = content_of(talks)
    assert tomllib.loads(after["threads/talks.toml"])["old_ids"] == ["tripoli"]
    assert tomllib.loads(after["threads/wells.toml"])["old_ids"] == ["water"]
    assert "threads: [wells]\n" in after["articles/f.ar.md"]
    assert "threads: [talks]" in after["articles/c.ar.md"]
    threads(talks, "split", "talks", "tripoli")
    assert content_of(talks)["threads/tripoli.toml"] == before["threads/tripoli.toml"]


def test_a_merge_of_which_a_person_has_removed_the_comment_is_for_good(talks: Digest) -> None:
    threads(talks, "merge", "tripoli", "talks")
    path = talks.folder / "content/threads/talks.toml"
    path.write_text(path.read_text(encoding="utf-8").partition("# What stood")[0], encoding="utf-8")
    before = content_of(talks)

    assert "no article is named" in threads(talks, "split", "talks", "tripoli", code=2)
    told = threads(talks, "split", "talks", "tripoli", "content/articles/c.ar.md", "--name", "en=Tripoli", code=2)

    assert "its address leads there" in told
    assert content_of(talks) == before


def test_an_id_that_a_thread_had_itself_is_not_given_to_a_part_of_it(talks: Digest) -> None:
    threads(talks, "rename", "talks", "libya")

    told = threads(talks, "split", "libya", "talks", "content/articles/d.ar.md", "--name", "en=A part", code=2)

    assert "its address leads there" in told


def test_only_articles_that_are_still_there_leave_when_a_merge_is_undone(talks: Digest) -> None:
    talks.article("g.ar", published="2019-04-13", threads=["tripoli"])
    talks.article("h.ar", published="2019-04-13", threads_auto=["tripoli"])
    threads(talks, "merge", "tripoli", "talks")
    talks.remove("content/articles/g.ar.md").article("h.ar", published="2019-04-13", threads=["water"])

    threads(talks, "split", "talks", "tripoli")

    after = content_of(talks)
    assert "threads: [tripoli]" in after["articles/c.ar.md"]
    assert "threads: [water]\n" in after["articles/h.ar.md"]
    assert "not_threads" not in after["articles/h.ar.md"]


@pytest.mark.parametrize(
    ("before", "gone", "after"),
    [
        ('old_ids = ["a"]\n[title]\n', "a", "[title]\n"),
        ('status = "open"\nold_ids = ["a", "b"]\n', "a", 'status = "open"\nold_ids = ["b"]\n'),
        ('old_ids = ["a", "b", "c"] # mine\n', "b c", 'old_ids = ["a"] # mine\n'),
        ('old_ids = ["a", "b", "c", "d"]\n', "a c d", 'old_ids = ["b"]\n'),
        ('old_ids = [\n  "a",\n  "b",\n]\n', "a", 'old_ids = [\n  "b",\n]\n'),
        ("old_ids = ['a', \"b\"]\r\nx = 1\r\n", "b", "old_ids = ['a']\r\nx = 1\r\n"),
        ('old_ids = ["a"]\n', "z", 'old_ids = ["a"]\n'),
        ("x = 1\n", "a", "x = 1\n"),
        ('old_ids = ["a"] # mine\n', "a", None),
        ('old_ids = [\n  "a", # why\n  "b",\n]\n', "a", None),
        ('old_ids = "a"\n', "a", None),
    ],
)
def test_entries_go_and_no_remark_with_them(before: str, gone: str, after: str | None) -> None:
    if after is None:
        with pytest.raises(ValueError, match="cannot be taken from"):
            without_strings(before, "old_ids", gone.split())
    else:
        assert without_strings(before, "old_ids", gone.split()) == after


# Splitting --------------------------------------------------------------------------------------------------------


def test_a_part_becomes_a_thread_of_its_own_and_stays_out_of_the_other(talks: Digest) -> None:
    name = ("--name", "en=The ceasefire", "--name", "ar=الهدنة")
    threads(
        talks, "split", "talks", "truce", *name, "--articles", "content/articles/a.ar.md", "content/articles/b.ar.md"
    )

    after = content_of(talks)
    assert tomllib.loads(after["threads/truce.toml"])["title"] == {"en": "The ceasefire", "ar": "الهدنة"}
    assert after["articles/a.ar.md"] == TALKING.replace('"talks"', "truce").replace("[ 'tripoli' ]", "[tripoli, talks]")
    assert "threads: [truce]\nnot_threads: [talks]\n" in after["articles/b.ar.md"]
    assert "threads: [tripoli, talks]" in after["articles/d.ar.md"]
    assert after["threads/talks.toml"] == TALKS


def test_a_translation_stands_for_its_original(talks: Digest) -> None:
    talks.translation("b.en", of="b.ar")

    threads(talks, "split", "talks", "truce", "--name", "en=Truce", "content/articles/b.en.md")

    after = content_of(talks)
    assert "threads: [truce]" in after["articles/b.ar.md"]
    assert "truce" not in after["articles/b.en.md"]


# Interrupted ------------------------------------------------------------------------------------------------------

WRITING = {"open", "os.rename", "os.remove", "os.link", "os.mkdir"}


def killed(folder: Path, arguments: tuple[str, ...], after: int) -> int:
    """Run a command in a child that dies at its `after`-th step that touches a file; return how many it made."""
    counter = os.open(folder.parent / "steps", os.O_CREAT | os.O_RDWR | os.O_TRUNC)
    child = os.fork()
    if child == 0:
        steps = 0

        def step(event: str, given: tuple[object, ...]) -> None:
            nonlocal steps
            if event in WRITING and str(folder) in str(given[0]) and (event != "open" or _writes(given)):
                steps += 1
                os.pwrite(counter, str(steps).encode(), 0)
                if steps == after:
                    os._exit(9)

        sys.addaudithook(step)
        try:
            with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
                run(list(arguments))
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    steps = int(os.pread(counter, 9, 0) or b"0")
    os.close(counter)
    return steps


def _writes(given: tuple[object, ...]) -> bool:
    return isinstance(given[2], int) and bool(given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))


EDITS = {
    "rename": ("rename", "talks", "libya"),
    "merge": ("merge", "tripoli", "talks"),
    "split": ("split", "talks", "truce", "--name", "en=Truce", "content/articles/a.ar.md", "content/articles/d.ar.md"),
    "undo": ("split", "talks", "tripoli"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_killed_at_any_moment_the_same_command_again_ends_it(talks: Digest, edit: str) -> None:
    if edit == "undo":
        threads(talks, *EDITS["merge"])
    command = ("threads", EDITS[edit][0], "--project", str(talks.folder), *EDITS[edit][1:])
    kept = talks.folder.parent / "kept"
    shutil.copytree(talks.folder, kept)
    before = content_of(talks)
    steps = killed(talks.folder, command, -1)
    expected = content_of(talks)
    assert expected != before
    assert steps > 8
    for moment in range(1, steps + 1):
        shutil.rmtree(talks.folder)
        shutil.copytree(kept, talks.folder)
        killed(talks.folder, command, moment)
        left = visible(content_of(talks))
        for path, text in before.items():
            assert left.get(path) in (text, expected.get(path)), f"{path} at step {moment} of {steps}"
            # A file that is on its way to another place is there or here.
            assert path in left or path in expected or any(text_is_in(text, other) for other in left.values())

        assert run(list(command)) == 0

        assert visible(content_of(talks)) == expected, f"killed at step {moment} of {steps}"
        assert not (talks.folder / ".nashra/unfinished.json").exists()


def visible(content: dict[str, str]) -> dict[str, str]:
    """Return the files that are content: a crash may leave a hidden one."""
    return {path: text for path, text in content.items() if not path.rpartition("/")[2].startswith(".")}


def text_is_in(text: str, other: str) -> bool:
    """Tell whether every line of a text stands in another, be it as a comment."""
    there = other.splitlines()
    return all(line in there or f"# {line}".rstrip() in there for line in text.splitlines())


def test_what_a_person_wrote_after_a_crash_is_kept_and_the_command_can_be_given_again(talks: Digest) -> None:
    command = ("threads", "rename", "--project", str(talks.folder), "talks", "libya")
    steps = killed(talks.folder, command, -1)
    threads(talks, "rename", "libya", "talks")
    killed(talks.folder, command, steps // 2)
    path = "content/articles/e.ar.md"
    edited = (talks.folder / path).read_text(encoding="utf-8").replace("متن", "متن جديد")
    talks.put(path, edited)

    assert path in threads(talks, "rename", "talks", "libya", code=2)
    assert content_of(talks)["articles/e.ar.md"] == edited


def test_what_was_interrupted_is_ended_before_anything_else_is_begun(talks: Digest) -> None:
    command = ("threads", "rename", "--project", str(talks.folder), "talks", "libya")
    kept = talks.folder.parent / "kept"
    shutil.copytree(talks.folder, kept)
    steps = killed(talks.folder, command, -1)
    shutil.rmtree(talks.folder)
    shutil.copytree(kept, talks.folder)
    killed(talks.folder, command, steps // 2)

    assert "`nashra threads rename talks libya` was interrupted" in threads(
        talks, "rename", "water", "wells", "--dry-run"
    )
    assert "`nashra threads rename talks libya` had been interrupted" in threads(talks, "rename", "water", "wells")

    after = content_of(talks)
    assert {path for path in after if path.startswith("threads/")} == {
        "threads/libya.toml",
        "threads/tripoli.toml",
        "threads/wells.toml",
    }
    assert not [path for path, text in after.items() if path.startswith("articles/") and "talks" in text]


@pytest.mark.parametrize("text", ["", "{", '{"command": 1}'])
def test_a_spoiled_note_of_what_was_begun_is_passed_over(talks: Digest, text: str) -> None:
    talks.put(".nashra/unfinished.json", text)

    threads(talks, "rename", "talks", "libya")

    assert "threads/libya.toml" in content_of(talks)


def test_nothing_outside_of_content_is_written_for_a_note_of_what_was_begun(talks: Digest, tmp_path: Path) -> None:
    for path in ("site/x", "content/../../x", "/x"):
        talks.put(
            ".nashra/unfinished.json", f'{{"command":"x","edit":{{"changes":[{{"path":"{path}","after":"eA=="}}]}}}}'
        )

        threads(talks, "rename", "talks", "libya", code=2)

    assert not list(tmp_path.rglob("x"))


# Files of threads as text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('[title]\nen = "x"\n', 'old_ids = ["old"]\n\n[title]\nen = "x"\n'),
        ('# Ours.\n\n[title]\nen = "x"\n', '# Ours.\n\nold_ids = ["old"]\n\n[title]\nen = "x"\n'),
        ('pinned = 1\n\n# its name\n[title]\n', 'pinned = 1\nold_ids = ["old"]\n\n# its name\n[title]\n'),
        ('names = [\n "a", # b\n] # c\n[title]\n', 'names = [\n "a", # b\n] # c\nold_ids = ["old"]\n[title]\n'),
        ('\ufeff[title]\r\nen = "x"\r\n', '\ufeffold_ids = ["old"]\r\n\r\n[title]\r\nen = "x"\r\n'),
        ('title.en = "x"', 'title.en = "x"\nold_ids = ["old"]\n'),
        ('old_ids = ["z"] # k\n', 'old_ids = ["old", "z"] # k\n'),
        ('note = """\n[title]\n"""\n[title]\n', 'note = """\n[title]\n"""\nold_ids = ["old"]\n[title]\n'),
        ("", 'old_ids = ["old"]\n'),
    ],
)  # fmt: skip
def test_every_other_byte_of_a_thread_stays(before: str, after: str) -> None:
    assert with_strings(before, ("old_ids",), ("old",)) == after


# New stories ------------------------------------------------------------------------------------------------------

HARBOUR = (
    ("Crane drivers at Anchor Bay harbour stop work", "gazette", "2026-01-10", """\
The crane drivers of Anchor Bay harbour laid down their work on Monday. Their union, led by Mira Haddon, asks for
two drivers on each night shift. Forty ships wait outside the harbour.
"""),
    ("Haddon: no night shift at Anchor Bay without a second driver", "morning-post", "2026-01-12", """\
Mira Haddon, who leads the union of the crane drivers, said that the strike at Anchor Bay harbour will last until every
night shift has a second driver.
"""),
    ("Anchor Bay harbour strike: fruit rots on forty ships", "gazette", "2026-01-13", """\
Importers say that the strike of the crane drivers at Anchor Bay harbour has cost them a whole harvest of pears.
Mira Haddon answered that the owners could end it in an hour.
"""),
    ("Owners of Anchor Bay harbour meet the crane drivers", "evening-star", "2026-01-15", """\
For the first time since the strike began, the owners of Anchor Bay harbour sat down with Mira Haddon and the union of
the crane drivers.
"""),
)  # fmt: skip

OTHERS = (
    ("A choir of eight hundred sings in Weston", "2026-01-11", "Eight hundred singers filled the old market hall."),
    ("Snow closes the pass above Kirk Dale", "2026-01-12", "Ploughs could not reach the summit before noon."),
    ("New spectacles let beekeepers see mites", "2026-01-14", "The lenses were ground by two students of optics."),
)


@pytest.fixture
def newsroom(digest: Digest) -> Digest:
    """Four articles on one story that has no thread yet, one of a thread, and three on nothing in common."""
    for number, (title, outlet, day, text) in enumerate(HARBOUR):
        digest.article(f"harbour-{number}.en", text, title=title, publisher=outlet, published=day)
    for number, (title, day, text) in enumerate(OTHERS):
        digest.article(f"other-{number}.en", f"{text}\n", title=title, published=day)
    return digest.thread("water").article("w.ar", published="2026-01-16", threads=["water"])


def suggested(digest: Digest, *options: str) -> list[dict[str, Any]]:
    outcome = nashra("threads", "suggest", "--project", digest.folder, "--json", *options)
    assert outcome.code == 0, outcome.err
    return [json.loads(line) for line in outcome.out.splitlines()]


def test_a_new_story_is_shown_with_its_articles_a_name_reasons_and_the_command(newsroom: Digest) -> None:
    (story,) = suggested(newsroom)

    assert [article["path"] for article in story["articles"]] == [
        f"content/articles/harbour-{number}.en.md" for number in range(4)
    ]
    assert story["articles"][1] == {
        "path": "content/articles/harbour-1.en.md",
        "title": HARBOUR[1][0],
        "day": "2026-01-12",
        "outlet": "morning-post",
    }
    assert (story["first"], story["last"], story["outlets"], story["days"]) == ("2026-01-10", "2026-01-15", 3, 4)
    assert story["titles"]["en"]
    assert story["reasons"]
    assert story["command"] == f"nashra threads suggest --accept {story['id']}"
    listed = threads(newsroom, "suggest")
    for told in (story["command"], *story["reasons"], HARBOUR[2][0], "4 articles, 3 outlets"):
        assert told in listed


@pytest.mark.parametrize("name", ["number", "id"])
def test_an_accepted_story_is_a_thread_by_a_person(newsroom: Digest, name: str) -> None:
    before = content_of(newsroom)
    (story,) = suggested(newsroom)

    threads(newsroom, "suggest", "--accept", "1" if name == "number" else story["id"])

    after = content_of(newsroom)
    assert tomllib.loads(after[f"threads/{story['id']}.toml"]) == {"status": "open", "title": story["titles"]}
    for lang in story["titles"]:
        assert f'{lang} = "{story["titles"][lang]}"  # proposed by Nashra\n' in after[f"threads/{story['id']}.toml"]
    for number in range(4):
        path = f"articles/harbour-{number}.en.md"
        outlet = f"publisher: {HARBOUR[number][1]}\n"
        assert after[path] == before[path].replace(outlet, f"{outlet}threads: [{story['id']}]\n")
    assert {path for path in before if after[path] != before[path]} == {
        f"articles/harbour-{number}.en.md" for number in range(4)
    }
    assert suggested(newsroom) == []


def test_an_editor_names_what_is_accepted(newsroom: Digest) -> None:
    threads(
        newsroom, "suggest", "--accept", "1", "--id", "strike", "--name", "ar=إضراب الميناء", "--name", "en=The strike"
    )

    text = content_of(newsroom)["threads/strike.toml"]
    assert text == 'status = "open"\n\n[title]\nen = "The strike"\nar = "إضراب الميناء"\n'
    assert "threads: [strike]" in content_of(newsroom)["articles/harbour-0.en.md"]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--accept", "7"), "no story `7` is suggested"),
        (("--accept", "1", "--id", "water"), "`water` already"),
        (("--accept", "1", "--id", "a/b"), "is not an id"),
        (("--id", "strike"), "with one `--accept`"),
        (("--accept", "1", "--accept", "2", "--name", "en=x"), "with one `--accept`"),
        (("--days", "0"), "--days"),
        (("--accept", "1", "--without", "content/articles/other-0.en.md"), "is not in that story"),
        (("--accept", "1", "--without", "content/articles/nowhere.en.md"), "is not in this digest"),
        (("--without", "content/articles/harbour-0.en.md"), "with one `--accept`"),
        (
            ("--accept", "1", *(f"--without=content/articles/harbour-{number}.en.md" for number in range(4))),
            "no article is left",
        ),
    ],
)
def test_what_cannot_be_accepted_is_refused(newsroom: Digest, options: tuple[str, ...], told: str) -> None:
    before = content_of(newsroom)

    assert told in threads(newsroom, "suggest", *options, code=2)

    assert content_of(newsroom) == before


def test_a_story_is_accepted_without_an_article_that_stays_out_of_it(newsroom: Digest) -> None:
    left = newsroom.folder / "content/articles/harbour-3.en.md"

    threads(newsroom, "suggest", "--accept", "1", "--id", "strike", "--without", str(left))

    after = content_of(newsroom)
    assert all("threads: [strike]\n" in after[f"articles/harbour-{number}.en.md"] for number in range(3))
    assert "\nthreads:" not in after["articles/harbour-3.en.md"]
    assert "not_threads: [strike]\n" in after["articles/harbour-3.en.md"]
    threads(newsroom, "assign")
    assert content_of(newsroom) == after


def test_an_accepted_story_takes_the_place_of_a_thread_that_nashra_chose(newsroom: Digest) -> None:
    newsroom.article(
        "harbour-3.en", HARBOUR[3][3], title=HARBOUR[3][0], published=HARBOUR[3][2], threads_auto=["water"]
    )

    threads(newsroom, "suggest", "--accept", "1", "--id", "strike")

    text = content_of(newsroom)["articles/harbour-3.en.md"]
    assert "threads: [strike]\n" in text
    assert "threads_auto" not in text


def test_articles_of_a_thread_that_was_removed_are_in_no_new_story(newsroom: Digest) -> None:
    threads(newsroom, "suggest", "--accept", "1", "--id", "strike")
    newsroom.remove("content/threads/strike.toml")

    assert suggested(newsroom) == []


TRAM = (
    "עיריית נווה ערבה אישרה את הרכבת הקלה. ראש העיר דליה שמרוני אמרה שהעבודות יחלו בקיץ. תושבי רחוב הזיתים התנגדו.",
    "תושבי רחוב הזיתים בנווה ערבה עתרו נגד הרכבת הקלה. ראש העיר דליה שמרוני אמרה כי התוואי לא ישתנה.",
    "בית המשפט הקפיא את עבודות הרכבת הקלה בנווה ערבה עד לדיון בעתירת תושבי רחוב הזיתים. דליה שמרוני הביעה אכזבה.",
    "תוואי חדש לרכבת הקלה יעקוף את רחוב הזיתים בנווה ערבה. ראש העיר דליה שמרוני אמרה שהעלות תגדל.",
)


def test_what_a_story_shares_is_said_in_words_and_once(digest: Digest) -> None:
    """Runs of letters are shown as they stand in words, and none beside a longer one that holds it."""
    for number, text in enumerate(TRAM):
        digest.article(f"tram-{number}.he", f"{text}\n", title=text.partition(".")[0], published=f"2026-01-1{number}")

    (story,) = suggested(digest)

    assert len(story["reasons"]) > 2
    assert not any("`" in reason or re.search("[a-z]", reason) for reason in story["reasons"])
    assert not any(one != other and one in other for one in story["reasons"] for other in story["reasons"])


def test_what_was_declined_does_not_come_back_until_the_line_is_deleted(newsroom: Digest) -> None:
    threads(newsroom, "suggest", "--decline", "1")

    path = newsroom.folder / "content/declined-threads.tsv"
    heading, line = path.read_text(encoding="utf-8").splitlines()
    assert heading.startswith("#")
    assert line.split("\t")[1:] == [f"harbour-{number}" for number in range(4)]
    assert suggested(newsroom) == []
    path.write_text(f"{heading}\n", encoding="utf-8")
    assert len(suggested(newsroom)) == 1


def test_one_story_is_not_accepted_and_declined_at_once(newsroom: Digest) -> None:
    before = content_of(newsroom)

    assert "accepted and declined" in threads(newsroom, "suggest", "--accept", "1", "--decline", "1", code=2)

    assert content_of(newsroom) == before


def test_a_declined_story_that_has_doubled_is_proposed_again(newsroom: Digest) -> None:
    newsroom.put("content/declined-threads.tsv", "# mine\nThe harbour\tharbour-0\n")

    assert len(suggested(newsroom)) == 1
    newsroom.put("content/declined-threads.tsv", "# mine\nThe harbour\tharbour-0\tharbour-2")
    assert suggested(newsroom) == []


def test_what_a_person_wrote_among_the_declined_stays(newsroom: Digest) -> None:
    newsroom.put("content/declined-threads.tsv", "# mine\nThe choir\tother-0")

    threads(newsroom, "suggest", "--decline", "1")

    text = (newsroom.folder / "content/declined-threads.tsv").read_text(encoding="utf-8")
    assert text.startswith("# mine\nThe choir\tother-0\n")
    assert text.count("\n") == 3


def test_days_are_counted_back_from_the_newest_article(newsroom: Digest) -> None:
    assert suggested(newsroom, "--days", "1") == []
    assert len(suggested(newsroom, "--days", "2")) == 1


def test_accepting_can_be_killed_at_any_moment(newsroom: Digest) -> None:
    command = ("threads", "suggest", "--project", str(newsroom.folder), "--accept", "1", "--id", "strike")
    kept = newsroom.folder.parent / "kept"
    shutil.copytree(newsroom.folder, kept)
    steps = killed(newsroom.folder, command, -1)
    expected = content_of(newsroom)
    assert "threads/strike.toml" in expected
    for moment in range(1, steps + 1):
        shutil.rmtree(newsroom.folder)
        shutil.copytree(kept, newsroom.folder)
        killed(newsroom.folder, command, moment)

        run(list(command))

        assert visible(content_of(newsroom)) == expected, f"killed at step {moment} of {steps}"


def test_without_a_terminal_nothing_is_asked(newsroom: Digest) -> None:
    before = content_of(newsroom)

    assert "to accept: nashra threads suggest --accept" in threads(newsroom, "suggest")

    assert content_of(newsroom) == before


@pytest.mark.parametrize(
    ("answers", "wrote"), [("?\na\n", "thread"), ("d\n", "declined"), ("\n", ""), ("q\n", ""), ("", "")]
)
def test_at_a_terminal_each_story_is_asked_about(
    newsroom: Digest, monkeypatch: pytest.MonkeyPatch, answers: str, wrote: str
) -> None:
    from generator.cli import threads_asking

    before = content_of(newsroom)
    monkeypatch.setattr(threads_asking, "can_ask", lambda: True)
    monkeypatch.setattr("sys.stdin", io.StringIO(answers))

    told = threads(newsroom, "suggest")

    new = content_of(newsroom).keys() - before.keys()
    match wrote:
        case "thread":
            assert threads_asking.HELP in told
            assert len(new) == 1
            assert "threads: [" in content_of(newsroom)["articles/harbour-0.en.md"]
        case "declined":
            assert new == {"declined-threads.tsv"}
        case _:
            assert content_of(newsroom) == before


def test_a_split_without_a_name_gets_one_that_is_marked_as_proposed(newsroom: Digest) -> None:
    paths = [f"content/articles/harbour-{number}.en.md" for number in range(4)]
    threads(newsroom, "suggest", "--accept", "1", "--id", "bay", "--name", "en=The bay")

    threads(newsroom, "split", "bay", "strike", "--articles", *paths[:3])

    assert "# proposed by Nashra" in content_of(newsroom)["threads/strike.toml"]


# Threads that look like one, or like two ---------------------------------------------------------------------------

OPERA = (
    ("Leak in the roof of the Linden Opera", "2026-01-10", """\
Water dripped on the stage of the Linden Opera during the second act of a comedy. Director Pavel Orsini sent the
singers home, and the audience got its money back.
"""),
    ("Orsini asks the city for a new opera roof", "2026-01-11", """\
The roof of the Linden Opera is ninety years old, said director Pavel Orsini. He asked the city council for nine
million; without it, the stage stays dark until spring.
"""),
    ("Council votes money for the Linden Opera", "2026-01-14", """\
The city council voted six of the nine million that Pavel Orsini had asked for. The singers of the Linden Opera
will give three concerts in the street to collect the rest for the roof.
"""),
)  # fmt: skip


def follow(digest: Digest, command: str) -> None:
    """Give a command as it was printed."""
    program, group, name, *rest = shlex.split(command)
    assert (program, group) == ("nashra", "threads")
    threads(digest, name, *(f"{digest.folder}/{each}" if each.endswith(".md") else each for each in rest))


def test_two_threads_on_one_story_are_shown_with_the_command_that_merges_them(digest: Digest) -> None:
    for number, (title, _, day, text) in enumerate(HARBOUR):
        thread = "bay" if number < 3 else "strike"
        digest.article(f"harbour-{number}.en", text, title=title, published=day, threads=[thread])
    digest.thread("bay").thread("strike")

    (advice,) = suggested(digest)

    assert (advice["kind"], set(advice["threads"])) == ("merge", {"bay", "strike"})
    assert advice["command"] == "nashra threads merge strike bay"
    assert advice["reasons"]
    assert f"to merge: {advice['command']}" in threads(digest, "suggest")
    follow(digest, advice["command"])
    assert suggested(digest) == []
    assert "threads: [bay]" in content_of(digest)["articles/harbour-3.en.md"]


def test_a_thread_of_two_stories_is_shown_with_the_command_that_splits_it(digest: Digest) -> None:
    for number, (title, _, day, text) in enumerate(HARBOUR):
        digest.article(f"harbour-{number}.en", text, title=title, published=day, threads=["news"])
    for number, (title, day, text) in enumerate(OPERA):
        digest.article(f"opera-{number}.en", text, title=title, published=day, threads=["news"])
    digest.thread("news")

    (advice,) = suggested(digest)

    assert (advice["kind"], advice["threads"]) == ("split", ["news"])
    assert [article["title"] for article in advice["articles"]] == [title for title, _, _ in OPERA]
    follow(digest, advice["command"])
    new = shlex.split(advice["command"])[4]
    for number in range(3):
        text = content_of(digest)[f"articles/opera-{number}.en.md"]
        assert f"threads: [{new}]\nnot_threads: [news]\n" in text
    assert suggested(digest) == []


# Labels in article files ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "entries", "after"),
    [
        ("threads: [a, b] # c\n", "x b", "threads: [x, b] # c\n"),
        ("threads: [ 'a' ,\n  \"b\" ]\n", "x b", 'threads: [ x ,\n  "b" ]\n'),
        ("threads:\n# one\n- a # two\n- 'b'\ntags: [a]\n", "x b", "threads:\n# one\n- x # two\n- 'b'\ntags: [a]\n"),
        ("threads: [a, b, a]\r\n", "x b x", "threads: [x, b, x]\r\n"),
        ("threads: [a, b]\n", "x", "threads: [x]\n"),
        ("threads:\n  - a\n  - b\n", "b", "threads: [b]\n"),
        ("threads: [a]\n", "", ""),
        ("threads:\n  - a\n  - b\ntags: [a]\n", "", "tags: [a]\n"),
        ("threads: [a] # why\ntags: [a]\n", "", "# why\ntags: [a]\n"),
        ("tags: [a]\r\nthreads: []\r\n", "", "tags: [a]\r\n"),
        ("tags: [a]\n", "", "tags: [a]\n"),
        ("section: x\n", "a", "threads: [a]\nsection: x\n"),
        ("threads: [no]\n", "yes", 'threads: ["yes"]\n'),
    ],
)
def test_entries_change_by_value_alone(before: str, entries: str, after: str) -> None:
    def document(front: str) -> str:
        return f'---\ntitle: "a"\n{front}---\nthreads: [a]\n'.replace("\r\n", "\n").replace(
            "\n", "\r\n" if "\r\n" in before else "\n"
        )

    assert set_entries(document(before), "threads", entries.split()) == document(after)


@pytest.mark.parametrize("front", ["threads:\n- a # why\n- b\n", "threads: [a, # why\n b]\n"])
def test_a_remark_among_entries_is_never_lost(front: str) -> None:
    for entries in (["a"], []):
        with pytest.raises(ValueError, match="comment"):
            set_entries(f"---\n{front}---\n", "threads", entries)
