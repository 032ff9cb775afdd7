"""`check` says what does not fit together among threads, and between them and articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from digests import Digest, nashra


@pytest.fixture
def digest(tmp_path: Path) -> Digest:
    """Return a digest with two threads, each with an article."""
    made = Digest(tmp_path / "digest").thread("libya").thread("syria")
    return made.article("a.ar", published="2026-01-01", threads=["libya"]).article(
        "b.ar", published="2026-01-02", threads=["syria"]
    )


def found(digest: Digest, *codes: str) -> list[dict[str, Any]]:
    outcome = nashra("check", "--format", "json", "--project", digest.folder)
    return [each for each in json.loads(outcome.out)["findings"] if each["code"] in codes]


def test_threads_and_articles_that_agree_give_no_finding(digest: Digest) -> None:
    digest.article("c.ar", published="2026-01-03", threads=["libya"], not_threads=["syria"])

    assert found(digest, "shared-alias", "proposed-name", "in-and-out", "unknown-thread") == []


def test_an_alias_of_two_threads_is_named_in_both(digest: Digest) -> None:
    for name, alias in (("libya", "قمة طرابلس"), ("syria", "قمّة طرابلس")):
        digest.put(f"content/threads/{name}.toml", f'aliases = ["one {name}", "{alias}"]\n[title]\nen = "{name}"\n')

    findings = found(digest, "shared-alias")

    assert [(each["file"], each["line"], each["severity"]) for each in findings] == [
        ("content/threads/libya.toml", 1, "warning"),
        ("content/threads/syria.toml", 1, "warning"),
    ]
    assert "alias of `syria` too" in findings[0]["message"]


def test_an_alias_of_a_thread_that_has_ended_is_free(digest: Digest) -> None:
    for name, status in (("libya", "closed"), ("syria", "open")):
        digest.put(f"content/threads/{name}.toml", f'status = "{status}"\naliases = ["x y"]\n[title]\nen = "{name}"\n')

    assert found(digest, "shared-alias") == []


def test_a_name_that_nashra_proposed_is_said_to_be_one_until_it_is_touched(digest: Digest) -> None:
    file = digest.folder / "content/threads/libya.toml"
    file.write_text('[title]\nar = "ليبيا"\nen = "Libya: talks"  # proposed by Nashra\n', encoding="utf-8")

    (finding,) = found(digest, "proposed-name")

    assert (finding["file"], finding["line"], finding["severity"]) == ("content/threads/libya.toml", 1, "note")
    assert "`en`: Libya: talks" in finding["message"]
    listed = nashra("threads", "list", "--project", digest.folder).out
    assert "ليبيا / Libya: talks (proposed)" in listed
    file.write_text('[title]\nar = "ليبيا"\nen = "The Libya talks"\n', encoding="utf-8")
    assert found(digest, "proposed-name") == []
    assert "(proposed)" not in nashra("threads", "list", "--project", digest.folder).out


@pytest.mark.parametrize(
    ("ruled_out", "expected"),
    [
        ("libya", [("in-and-out", "warning", "take it out of one of the two")]),
        ("sirya", [("unknown-thread", "warning", "did you mean `syria`?")]),
        ("quarrel", [("unknown-thread", "note", "remove it here")]),
        ("old-syria", []),
        ("old-libya", [("in-and-out", "warning", "take it out of one of the two")]),
    ],
)
def test_what_an_article_rules_out_is_looked_up(
    digest: Digest, ruled_out: str, expected: list[tuple[str, str, str]]
) -> None:
    for name in ("libya", "syria"):
        digest.put(f"content/threads/{name}.toml", f'old_ids = ["old-{name}"]\n[title]\nen = "{name}"\n')
    digest.article("c.ar", published="2026-01-03", threads=["libya"], not_threads=[ruled_out])

    findings = found(digest, "in-and-out", "unknown-thread")

    assert [(each["code"], each["severity"], each["hint"]) for each in findings] == expected
    text = (digest.folder / "content/articles/c.ar.md").read_text(encoding="utf-8").splitlines()
    assert all(text[each["line"] - 1].startswith("not_threads:") for each in findings)


def test_what_nashra_chose_and_is_gone_is_brought_up_to_date_by_a_command(digest: Digest) -> None:
    digest.article("c.ar", published="2026-01-03", threads_auto=["quarrel"])

    (finding,) = found(digest, "unknown-thread")

    assert finding["hint"] == "`nashra threads assign content/articles/c.ar.md` brings it up to date"
    nashra("threads", "assign", "content/articles/c.ar.md", "--project", digest.folder)
    assert found(digest, "unknown-thread") == []
