"""A review asks what an import could not know, and each answer changes what it is about and nothing else."""

from __future__ import annotations

import os
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest
from digests import CHECKOUT, nashra
from hypothesis import given
from hypothesis import strategies as st
from interrupting import interrupt

from generator.cli.review import isolated
from generator.desk import review as desk
from generator.desk.differences import from_difference, parts
from generator.errors import UsageError

FRONT = (
    "title: \"The ferry is back\"   # a comment\nlang: en\nsummary: 'kept  as is'\nneeds: [published, publisher, url]\n"
)
BODY = "The ferry returned to the old harbour on Monday, four years after the line was closed.\n"
PAGE = (
    '<!doctype html><html lang="en"><head><title>The ferry is back</title>{head}</head>'
    f"<body><article><h1>The ferry is back</h1><p>{BODY}</p><p>Another sentence of the article follows here.</p>"
    "</article></body></html>"
)
HEAD = (
    '<link rel="canonical" href="https://harbour.example/news/ferry">'
    '<meta property="article:published_time" content="2024-03-12">'
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    put(tmp_path, "content/digest.toml", 'languages = ["en", "ar"]\n[title]\nen = "Digest"\n')
    put(tmp_path, "content/sources/harbour.toml", 'url = "https://harbour.example/"\n[name]\nen = "Harbour Post"\n')
    put(tmp_path, "content/articles/ferry.en.md", f"---\n{FRONT}---\n{BODY}")
    return tmp_path


def put(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, encoding="utf-8")


def text(project: Path) -> str:
    return (project / "content/articles/ferry.en.md").read_text(encoding="utf-8")


def review(project: Path, answers: str, *sources: str) -> subprocess.CompletedProcess[str]:
    """Run a review as a shell does, with answers for a person's."""
    return subprocess.run(
        [sys.executable, "-m", "generator", "import", "--review", "--project", str(project), *sources],
        cwd=CHECKOUT, input=answers, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip


def test_answers_are_written_and_nothing_else_changes(project: Path) -> None:
    done = review(project, "2024-03-12\nharbour\nhttps://harbour.example/ferry\n")

    assert done.returncode == 0
    given = "published: 2024-03-12\nurl: https://harbour.example/ferry\npublisher: harbour\n"
    assert text(project).replace(given, "") == f"---\n{FRONT}---\n{BODY}".replace(
        "needs: [published, publisher, url]", "needs: []"
    )
    assert "nothing is left to ask" in done.stderr


def test_each_answer_is_written_before_the_next_question(project: Path) -> None:
    done = review(project, "2024-03-12\nq\n")

    assert done.returncode == 0
    assert "published: 2024-03-12\n" in text(project)
    assert "needs: [publisher, url]" in text(project)


@pytest.mark.parametrize("answers", ["", "\n\n\n", "s\ns\ns\n", "q\n"])
def test_no_answer_changes_nothing(project: Path, answers: str) -> None:
    before = text(project)

    assert review(project, answers).returncode == 0
    assert text(project) == before


def test_unknown_is_an_answer(project: Path) -> None:
    review(project, "u\nu\nu\n")

    assert "published: unknown\n" in text(project)
    assert "needs: []" in text(project)
    assert "url:" not in text(project)


def test_what_is_no_value_is_asked_again(project: Path) -> None:
    done = review(project, "yesterday\n?\n2024\nHarbour\nferry\nq\n")

    assert "`published` is not a date: 'yesterday'" in done.stderr
    assert "a number   take that suggestion" in done.stderr
    assert "`url` is not a web address" in done.stderr
    assert "published: 2024\n" in text(project)
    assert "needs: [url]" in text(project)


def test_a_number_takes_what_the_capture_suggests(project: Path) -> None:
    import hashlib

    put(project, "content/originals/ferry.html", PAGE.replace("{head}", HEAD))
    data = (project / "content/originals/ferry.html").read_bytes()
    original = f"original: {{file: ferry.html, sha256: {hashlib.sha256(data).hexdigest()}}}\n"
    put(project, "content/articles/ferry.en.md", f"---\n{FRONT}{original}---\n{BODY}")

    done = review(project, "1\n1\n1\n")

    assert "1  \u20682024-03-12\u2069" in done.stderr
    assert "published: 2024-03-12\n" in text(project)
    assert "publisher: harbour\n" in text(project)
    assert "url: https://harbour.example/news/ferry\n" in text(project)


def test_both_readings_of_a_day_are_offered_where_a_page_leaves_them_open(project: Path) -> None:
    put(project, "a.txt", f"The mill is back\n\n03/04/2025\n\n{BODY.replace('ferry', 'mill')}\n{BODY}\n{BODY * 2}")

    done = review(project, "2\n", str(project / "a.txt"))

    assert "2025-04-03" in done.stderr
    assert "2025-03-04" in done.stderr
    (article,) = (project / "content/articles").rglob("the-mill*.md")
    assert "published: 2025-0" in article.read_text(encoding="utf-8")


def test_a_text_that_looks_like_a_key_can_be_written(project: Path) -> None:
    review(project, "s\n=u\nq\n")

    assert "publisher: u\n" in text(project)


def test_a_key_that_a_person_filled_in_is_not_asked(project: Path) -> None:
    put(project, "content/articles/ferry.en.md", text(project).replace("lang: en", "lang: en\npublished: 2024"))

    done = review(project, "")

    assert "published:" not in done.stderr
    assert "publisher: not known" in done.stderr


def test_text_of_any_direction_is_isolated_and_cannot_redraw_the_terminal(project: Path) -> None:
    assert isolated("خبر\u202e\x1b[2Jwrong\nline") == "\u2068خبر  [2Jwrong line\u2069".replace("  ", " ")
    put(project, "content/articles/ferry.en.md", text(project).replace("The ferry is back", "خبر \\e[31m عاجل"))

    done = review(project, "")

    assert "\x1b" not in done.stderr
    assert "\u2068خبر [31m عاجل\u2069" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(["-"], "standard input"), (["x.txt", "--dry-run"], "--dry-run"), (["x.txt", "--json"], "--json")],
)
def test_wrong_use(project: Path, arguments: list[str], words: str) -> None:
    done = review(project, "", *arguments)

    assert done.returncode == 2
    assert words in done.stderr


def test_what_was_just_imported_is_asked_about_first(project: Path) -> None:
    put(project, "zebra.txt", "Zebras come to the zoo\n\nTwo zebras came to the zoo of the town on Friday, by train.\n")

    done = review(project, "q\n", str(project / "zebra.txt"))

    asked = [line for line in done.stderr.splitlines() if line.startswith("content/") and line.endswith(".md")]
    assert asked == ["content/articles/undated/zebras-come-to-the-zoo.en.md"]


def test_an_article_of_the_digest_is_asked_about_and_not_imported(project: Path) -> None:
    put(project, "content/articles/other.en.md", "---\ntitle: Other\nlang: en\nneeds: [url]\n---\nText.\n")
    before = sorted(project.rglob("*.md"))

    done = review(
        project, "2024-03-12\nharbour\nhttps://harbour.example/ferry\n", str(project / "content/articles/ferry.en.md")
    )

    assert done.returncode == 0, done.stderr
    assert "published: 2024-03-12" in text(project)
    assert sorted(project.rglob("*.md")) == before
    again = nashra("import", "--project", project, project / "content/articles/ferry.en.md")
    assert again.code == 2
    assert "is an article of this digest already" in again.err


def test_what_is_imported_is_reviewed_at_once(project: Path) -> None:
    (project / "content/articles/ferry.en.md").unlink()
    put(project, "x.html", PAGE.replace("{head}", ""))

    done = review(project, "u\nu\nu\nu\nu\nu\n", str(project / "x.html"))

    (path,) = done.stdout.splitlines()
    assert "needs: []" in (project / path).read_text()


# A newer text ----------------------------------------------------------------------------------------------------


@pytest.fixture
def waiting(project: Path) -> Path:
    """Return a digest in which a newer text waits beside one that a person edited."""
    import hashlib

    lines = [f"Paragraph number {n} of the ferry's story says something of its own about the harbour." for n in "1234"]
    newer = [
        lines[0],
        lines[1].replace("something", "something else"),
        *lines[2:],
        "A fifth paragraph came later on, in the evening.",
    ]
    head = "<!doctype html><html><head><title>The ferry</title></head>"
    page = f"{head}<body><article><h1>The ferry</h1>{{}}</article></body></html>"
    for name, text_lines in (("ferry.html", lines), ("ferry-2.html", newer)):
        put(project, f"content/originals/{name}", page.format("".join(f"<p>{line}</p>" for line in text_lines)))
    hashes = [
        hashlib.sha256((project / f"content/originals/{n}").read_bytes()).hexdigest()
        for n in ("ferry.html", "ferry-2.html")
    ]
    front = (
        "title: T\nlang: en\n"
        f"original: {{file: ferry.html, sha256: {hashes[0]}}}\n"
        f"captures: [{{file: ferry-2.html, sha256: {hashes[1]}}}]\n"
        "needs: [update]\n"
    )
    put(
        project,
        "content/articles/ferry.en.md",
        f"---\n{front}---\n" + "\n\n".join([f"Mine. {lines[0]}", *lines[1:]]) + "\n",
    )
    return project


def test_a_newer_text_can_be_taken_whole(waiting: Path) -> None:
    review(waiting, "1\n")

    assert "Mine." not in text(waiting)
    assert "A fifth paragraph" in text(waiting)
    assert "original: {file: ferry-2.html" in text(waiting)
    assert "captures: [{file: ferry.html" in text(waiting)
    assert "needs: []" in text(waiting)


def test_a_newer_text_can_be_taken_in_parts(waiting: Path) -> None:
    review(waiting, "2\n\n1\n1\n")

    assert "Mine. Paragraph number 1" in text(waiting)
    assert "says something else of its own" in text(waiting)
    assert "A fifth paragraph" in text(waiting)


def test_a_choice_of_parts_that_is_broken_off_changes_nothing(waiting: Path) -> None:
    before = text(waiting)

    assert "not every place is decided" in review(waiting, "2\n\n1\n").stderr
    assert text(waiting) == before


def test_a_newer_text_can_be_left(waiting: Path) -> None:
    before = text(waiting)

    review(waiting, "\n")
    assert text(waiting) == before
    review(waiting, "k\n")
    assert text(waiting) == before.replace("needs: [update]", "needs: []")


def test_a_line_that_was_left_out_can_be_put_back(project: Path) -> None:
    desk.put_back(project, "content/articles/ferry.en.md", "- Not a list * at all", at_end=True)

    assert text(project) == f"---\n{FRONT}---\n{BODY}\n\\- Not a list \\* at all\n"


# At a terminal ---------------------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminals on this system")
def test_ctrl_c_at_a_terminal_keeps_the_answers_so_far(project: Path) -> None:
    terminal, inner = os.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "generator", "import", "--review", "--project", str(project)],
        cwd=CHECKOUT, stdin=inner, stdout=inner, stderr=inner, start_new_session=True,
    )  # fmt: skip
    os.close(inner)
    shown = b""

    def until(words: bytes) -> None:
        nonlocal shown
        end = time.monotonic() + 30
        while words not in shown and select.select([terminal], [], [], max(0, end - time.monotonic()))[0]:
            try:
                shown += os.read(terminal, 4096)
            except OSError:
                break
        assert words in shown
        shown = b""

    until(b"published? ")
    os.write(terminal, b"2024-03\n")
    until(b"publisher? ")
    interrupt(process)
    until(b"interrupted")
    os.close(terminal)

    assert process.returncode == 130
    assert "published: 2024-03\n" in text(project)
    assert "needs: [publisher, url]" in text(project)


# What is still needed ----------------------------------------------------------------------------------------------


def test_the_list_names_what_nobody_has_filled_in(project: Path) -> None:
    put(project, "content/articles/ferry.en.md", text(project).replace("lang: en", "lang: en\npublished: 2024"))

    every = nashra("list", "--needs", "--project", project)
    url = nashra("list", "--needs", "url", "--project", project)
    published = nashra("list", "--project", project, "--needs", "published", "--json")

    line = "publisher, url  content/articles/ferry.en.md  The ferry is back\n"
    assert (every.code, every.out, url.out) == (0, line, line)
    assert (published.code, published.out) == (0, "")


def test_check_says_what_can_be_taken_out_of_needs(project: Path) -> None:
    put(project, "content/articles/ferry.en.md", text(project).replace("lang: en", "lang: en\npublished: 2024"))

    out = nashra("check", "--project", project).out

    assert "note: filled in: `published` [needs-filled]" in out
    assert "warning: not known: `publisher`, `url` [needs]" in out


def test_what_was_typed_while_a_question_stood_is_not_overwritten(waiting: Path) -> None:
    path = "content/articles/ferry.en.md"
    asked = desk.text_of(waiting, path)
    put(waiting, path, text(waiting).replace("Mine.", "Mine, and typed just now."))

    with pytest.raises(UsageError, match="has just been changed"):
        desk.take_text(waiting, path, "Another text.", instead_of=asked)

    assert "typed just now" in text(waiting)


# Two versions ----------------------------------------------------------------------------------------------------


def test_each_paragraph_that_changed_is_a_place_of_its_own() -> None:
    """A correction can be taken without losing what the editor wrote into the paragraph below it."""
    mine = ["The wall will cost 4.2 million, she said.", "EDITED The boats need a shelter during the works.", "End."]
    newer = [
        "The wall will cost 5.1 million, she said.",
        "The boats need a shelter during the works.",
        "A note.",
        "End.",
    ]

    found = [(list(old), list(new)) for old, new in parts(mine, newer)]

    assert found == [([mine[0]], [newer[0]]), ([mine[1]], [newer[1]]), ([], ["A note."]), (["End."], ["End."])]


@given(st.lists(st.sampled_from("abcdefgh"), max_size=9), st.lists(st.sampled_from("abcdefgh"), max_size=9))
def test_the_places_of_two_texts_are_all_of_both(mine: list[str], newer: list[str]) -> None:
    found = list(parts(mine, newer))

    assert [each for old, _ in found for each in old] == mine
    assert [each for _, new in found for each in new] == newer


def test_a_change_far_in_a_long_paragraph_is_shown() -> None:
    start = " ".join(f"word{at}" for at in range(80))

    assert from_difference(f"{start} old end", f"{start} new end") == (
        "… word74 word75 word76 word77 word78 word79 old end",
        "… word74 word75 word76 word77 word78 word79 new end",
    )
