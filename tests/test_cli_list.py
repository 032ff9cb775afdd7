"""`nashra list`, `nashra threads list` and `nashra check` show what there is and what is missing."""

import json
from pathlib import Path

import pytest

from generator.cli import run

SETTINGS = """
languages = ["ar", "en"]
translate_to = ["en"]
base_url = "https://example.org/"
[title]
ar = "نشرة"
en = "Nashra"
"""


def thread(title: str, more: str = "") -> str:
    return f'status = "open"\n{more}\n[title]\nar = "{title}"\nen = "{title} in English"\n'


@pytest.fixture
def digest(tmp_path: Path) -> Path:
    """Return a digest with a translated story, one that needs things, a draft, and three threads."""
    files = {
        "digest.toml": SETTINGS,
        "articles/a.ar.md": "---\ntitle: قديم\nlang: ar\npublished: 2019-04-08\nthreads: [talks]\n---\nنص\n",
        "articles/a.en.md": "---\ntitle: Old\nlang: en\ntranslation: {of: a.ar.md, status: machine}\n---\nText\n",
        "articles/b.fa.md": "---\ntitle: 'ناشناس'\nlang: fa\nneeds: [published, url]\n---\nمتن\n",
        "articles/c.ar.md": (
            "---\ntitle: جديد\nlang: ar\npublished: 2019-05-01T10:00Z\nthreads_auto: [talks]\ndraft: true\n---\nنص\n"
        ),
        "threads/talks.toml": thread("محادثات"),
        "threads/pinned.toml": thread("مثبت", "pinned = 1"),
        "threads/empty.toml": thread("فارغ"),
    }
    for name, text in files.items():
        path = tmp_path / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def lines(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert run(list(arguments)) == 0
    return capsys.readouterr().out.splitlines()


def test_stories_are_listed_newest_first(digest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Date, languages with their states, thread, title; what is not public, and what is not known."""
    assert lines(capsys, "list", "--project", str(digest)) == [
        "2019-05-01  ar en:missing  talks  جديد [draft]",
        "2019-04-08  ar en:machine  talks  قديم",
        "unknown     fa en:missing  -      ناشناس [needs published, url]",
    ]


@pytest.mark.parametrize(
    ("options", "stems"),
    [
        (["--needs"], ["b"]),
        (["--lang", "en"], ["a"]),
        (["--lang", "ar"], ["c", "a"]),
        (["--thread", "talks"], ["c", "a"]),
        (["--thread", "talks", "--lang", "en"], ["a"]),
        (["--thread", "empty"], []),
    ],
)
def test_stories_are_chosen(
    digest: Path, capsys: pytest.CaptureFixture[str], options: list[str], stems: list[str]
) -> None:
    found = lines(capsys, "list", "--project", str(digest), "--json", *options)
    assert [json.loads(line)["stem"] for line in found] == stems


def test_a_story_as_json_has_all(digest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = lines(capsys, "list", "--project", str(digest), "--needs", "--json")
    assert json.loads(line) == {
        "stem": "b",
        "title": "ناشناس",
        "lang": "fa",
        "published": "",
        "path": "content/articles/b.fa.md",
        "publisher": "",
        "section": "",
        "threads": [],
        "languages": {"fa": "original", "en": "missing"},
        "needs": ["published", "url"],
        "draft": False,
        "private": False,
    }


def test_of_two_originals_of_one_name_the_one_on_the_site_is_listed(
    digest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first by path, whatever its folder, language or case; and a translation of the other is none of it."""
    folder = digest / "content/articles/z"
    folder.mkdir()
    (folder / "a.ar.md").write_text("---\ntitle: آخر\nlang: ar\n---\nنص\n")
    (folder / "B.ar.md").write_text("---\ntitle: غيره\nlang: ar\n---\nنص\n")
    (folder / "b.en.md").write_text("---\ntitle: O\nlang: en\ntranslation: {of: B.ar.md, status: human}\n---\nText\n")
    found = [json.loads(line) for line in lines(capsys, "list", "--project", str(digest), "--json")]
    assert [(row["path"], row["languages"]) for row in found] == [
        ("content/articles/c.ar.md", {"ar": "original", "en": "missing"}),
        ("content/articles/a.ar.md", {"ar": "original", "en": "machine"}),
        ("content/articles/b.fa.md", {"fa": "original", "en": "missing"}),
    ]


def test_a_title_cannot_redraw_the_terminal(digest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = digest / "content/articles/a.ar.md"
    path.write_text(path.read_text().replace("قديم", '"\\x1b[2J\\u202egpj.exe"'))
    shown = "\n".join(lines(capsys, "list", "--project", str(digest)))
    assert not {"\x1b", "\u202e"} & set(shown)
    assert "gpj.exe" in shown


def test_threads_are_listed(digest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Pinned ones first, then by their last story."""
    assert lines(capsys, "threads", "list", "--project", str(digest)) == [
        "pinned  open  pin 1  0  unknown     مثبت / مثبت in English",
        "talks   open  -      2  2019-05-01  محادثات / محادثات in English",
        "empty   open  -      0  unknown     فارغ / فارغ in English",
    ]
    talks = json.loads(lines(capsys, "threads", "list", "--project", str(digest), "--json")[1])
    assert (talks["id"], talks["stories"], talks["drafts"], talks["pinned"]) == ("talks", 2, 1, None)


def test_an_empty_digest_lists_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content/digest.toml").write_text(SETTINGS)
    assert lines(capsys, "list", "--project", str(tmp_path)) == []
    assert lines(capsys, "threads", "list", "--project", str(tmp_path)) == []


def test_check_fails_on_errors_alone(digest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A note is no reason to stop; an error in a file is, in every format."""
    assert run(["check", "--project", str(digest)]) == 0
    assert "not-built" in capsys.readouterr().out

    (digest / "content/articles/d.ar.md").write_text("---\ntitle: [a\nlang: ar\n---\nنص\n")
    assert run(["check", "--project", str(digest)]) == 1
    assert "content/articles/d.ar.md:" in capsys.readouterr().out
    for form in ("json", "sarif"):
        assert run(["check", "--project", str(digest), "--format", form]) == 1
        assert "content/articles/d.ar.md" in json.dumps(json.loads(capsys.readouterr().out))


def test_a_folder_without_a_digest_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in (["list"], ["threads", "list"], ["check"], ["serve"]):
        assert run([*command, "--project", str(tmp_path)]) == 3
        assert "nashra init" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("option", "value", "hint"),
    [
        ("--needs", "publishd", "did you mean `published`?"),
        ("--needs", "colour", "an import may leave open: lang, published, publisher, title, update, url"),
        ("--thread", "talk", "did you mean `talks`?"),
        ("--thread", "weather", "`nashra threads list` shows them all"),
    ],
)
def test_a_key_or_thread_that_does_not_exist_is_no_empty_list(
    option: str, value: str, hint: str, digest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`0 stories` would say that nothing is missing."""
    assert run(["list", option, value, "--project", str(digest)]) == 2
    assert hint in capsys.readouterr().err


def test_a_key_that_an_editor_made_up_can_be_asked_for(digest: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = digest / "content" / "articles" / "b.fa.md"
    path.write_text(path.read_text(encoding="utf-8").replace("[published, url]", "[photo]"), encoding="utf-8")

    assert run(["list", "--needs", "photo", "--project", str(digest)]) == 0
    assert "b.fa.md" in capsys.readouterr().out
