"""`nashra build` as a shell, a script and a person meet it: exit codes, JSON, what is said and where."""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import pty
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from digests import CHECKOUT, SETTINGS, Digest, nashra, tree_of

import generator.build

NOW = "2026-01-31T08:00:00Z"
REPORT = {"rendered", "written", "unchanged", "pruned", "imported", "findings", "seconds"}
FINDING = {"code", "severity", "file", "line", "column", "message", "hint"}

CAPTURE = """\
ليبيا: اتفاق على وقف إطلاق النار

أعلن الطرفان في طرابلس يوم الاثنين التوصل إلى اتفاق على وقف إطلاق النار يبدأ منتصف الليل، بعد محادثات دامت أسبوعين.

وقال المتحدث باسم البعثة إن لجنة مشتركة ستراقب التنفيذ، وإن الممرات الإنسانية ستفتح ابتداء من صباح الثلاثاء.

وكانت المعارك قد تجددت الشهر الماضي في جنوب العاصمة، وأجبرت آلاف العائلات على ترك منازلها.
"""


@pytest.fixture
def digest(tmp_path: Path) -> Digest:
    return Digest(tmp_path / "digest").thread("talks").article("a.ar", published="2019-04-08", threads=["talks"])


def build(digest: Digest, *arguments: str) -> Any:
    return nashra("build", "--project", digest.folder, "--now", NOW, "--jobs", "1", *arguments)


def in_a_shell(*arguments: str | Path, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m generator` as a process of its own, in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "generator", *(str(each) for each in arguments)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


# Exit codes --------------------------------------------------------------------------------------------------------


def test_a_build_with_findings_is_fine(digest: Digest) -> None:
    """0: the good articles are built, and the findings are told on stderr with file, line and hint."""
    digest.put("content/articles/b.ar.md", "---\ntitle: a: b\nlang: ar\n---\nx\n")

    outcome = build(digest)

    assert (outcome.code, outcome.out) == (0, "")
    assert "content/articles/b.ar.md:2:9: error: " in outcome.err
    assert '  hint: write: title: "a: b"' in outcome.err
    assert "1 error" in outcome.err
    assert (digest.output / "ar/articles/a.html").exists()


@pytest.mark.parametrize(
    ("fault", "strict"),
    [("title: a: b\nlang: ar\n", 1), ("title: x\nlang: ar\nsumary: y\n", 1), ("title: x\nlang: ar\n", 0)],
)
def test_strict_makes_errors_and_warnings_fail(digest: Digest, fault: str, strict: int) -> None:
    """1 under `--strict`, also when nothing has changed since; notes are let pass. The site is built all the same."""
    digest.put("content/articles/b.ar.md", f"---\n{fault}---\nx\n").put("site/mine.txt", "a note, not a warning")

    assert [build(digest, "--strict").code, build(digest, "--strict").code, build(digest).code] == [strict, strict, 0]
    assert (digest.output / "ar/articles/a.html").exists()


def test_a_build_that_fails_says_why_and_leaves_the_site(digest: Digest) -> None:
    """1: a template that cannot be rendered, named with its line; what was there before still is."""
    build(digest)
    before = digest.tree()
    digest.put("templates/article.html", "\n{{ page.nothing }}")

    outcome = build(digest)

    assert outcome.code == 1
    assert "templates/article.html:2: " in outcome.err
    assert "Traceback" not in outcome.err
    assert digest.tree() == before


def test_a_build_that_fails_has_told_what_it_imported(digest: Digest, tmp_path: Path) -> None:
    """The next build has nothing new to import, and would not say what is left to fill in."""
    text = (
        "The ferry is back\n\nThe ferry returned to the old harbour on Monday, four years after the line was closed.\n"
    )
    digest.put("content/inbox/ferry.txt", text)
    (tmp_path / "file").write_text("in the way")

    outcome = build(digest, "--output", str(tmp_path / "file"))

    assert outcome.code == 1
    assert "imported content/articles/undated/the-ferry-is-back.en.md" in outcome.err
    assert "[needs]" in outcome.err


def test_two_builds_at_once_do_not_meet(digest: Digest) -> None:
    """1 for the second, which says what to do."""
    build(digest)
    with (digest.folder / ".nashra/lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        outcome = build(digest)

    assert outcome.code == 1
    assert "wait for it to end" in outcome.err


WRONG = {
    "unknown option": ("--sloppy",),
    "argument": ("everything",),
    "negative jobs": ("--jobs", "-1"),
    "jobs in words": ("--jobs", "many"),
    "a time that is none": ("--now", "yesterday"),
    "a day that is none": ("--now", "2026-02-30"),
    "a time before all calendars": ("--now", "0001-01-01T00:00+05:00"),
    "a time that is still the year before elsewhere": ("--now", "0001-01-01T00:00Z"),
    "a time after all calendars": ("--now", "9999-12-31T23:59-05:00"),
    "base url of another scheme": ("--base-url", "ftp://example.org/"),
    "base url that is a script": ("--base-url", "javascript:alert(1)"),
    "base url without scheme": ("--base-url", "example.org"),
    "base url with a query": ("--base-url", "https://example.org/?a"),
    "base url with an anchor": ("--base-url", "https://example.org/#a"),
}


@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG)
def test_wrong_use_builds_nothing(digest: Digest, arguments: tuple[str, ...]) -> None:
    """2, and the message names what was wrong."""
    outcome = nashra("build", "--project", digest.folder, *arguments)

    assert outcome.code == 2
    assert any(each in outcome.err for each in arguments)
    assert "Traceback" not in outcome.err
    assert not digest.output.exists()


def test_an_engine_that_nobody_knows_is_named(digest: Digest) -> None:
    """4, with those that there are; nothing is built."""
    outcome = build(digest, "--translate", "babelfish")

    assert outcome.code == 4
    assert "libretranslate" in outcome.err
    assert not digest.output.exists()


UNUSABLE = {
    "no digest": (None, "is not a digest"),
    "not TOML": ("title = [", "content/digest.toml:"),
    "no title": ('languages = ["ar"]\n', "`title` is missing"),
    "no languages": ('[title]\nar = "x"\n', "`languages` is missing"),
    "not UTF-8": (SETTINGS.encode("cp1256"), "not UTF-8"),
}


@pytest.mark.parametrize(("settings", "message"), UNUSABLE.values(), ids=UNUSABLE)
def test_settings_that_cannot_be_used(digest: Digest, settings: str | bytes | None, message: str) -> None:
    """3, with the file and the way out."""
    if settings is None:
        digest.remove("content/digest.toml")
    else:
        digest.put("content/digest.toml", settings)

    outcome = build(digest)

    assert outcome.code == 3
    assert message in outcome.err
    assert "hint: " in outcome.err


def test_an_interrupted_build_says_so(digest: Digest, monkeypatch: pytest.MonkeyPatch) -> None:
    """130, and the site is as it was."""
    build(digest)
    before = digest.tree()

    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(generator.build, "load", interrupt)
    outcome = build(digest.article("b.ar"))

    assert (outcome.code, outcome.err.strip()) == (130, "interrupted")
    assert digest.tree() == before


# What it prints ----------------------------------------------------------------------------------------------------


def test_json_is_the_report_and_nothing_else(digest: Digest) -> None:
    """The keys of the contract with their types, one line on stdout; progress goes to stderr."""
    digest.put("content/articles/b.ar.md", "---\ntitle: a: b\nlang: ar\n---\nx\n").put("content/inbox/خبر.txt", CAPTURE)

    first = build(digest, "--json")
    second = build(digest, "--json")

    assert (first.code, second.code) == (0, 0)
    report = first.json
    assert report.keys() == second.json.keys() == REPORT
    for name in ("rendered", "written", "pruned", "imported"):
        assert isinstance(report[name], list), name
        assert all(isinstance(each, str) for each in report[name]), name
    assert type(report["unchanged"]) is int
    assert type(report["seconds"]) in {int, float}
    assert set(report["written"]) == digest.tree().keys() - {".nashra-outputs"}
    (imported,) = report["imported"]
    assert (digest.folder / imported).is_file()
    for found in report["findings"]:
        assert found.keys() == FINDING
        assert found["severity"] in {"error", "warning", "note"}
        assert (type(found["line"]), type(found["column"])) == (int, int)
        assert all(isinstance(found[name], str) for name in FINDING - {"line", "column"})
    assert ("yaml-syntax", "content/articles/b.ar.md", 2, 9) in [
        (found["code"], found["file"], found["line"], found["column"]) for found in report["findings"]
    ]
    assert [second.json[name] for name in ("rendered", "written", "pruned", "imported")] == [[], [], [], []]
    assert second.json["unchanged"] == len(report["written"])


def test_json_is_printed_by_a_strict_build_too(digest: Digest) -> None:
    digest.put("content/articles/b.ar.md", "---\ntitle: a: b\nlang: ar\n---\nx\n")

    outcome = build(digest, "--json", "--strict")

    assert (outcome.code, outcome.json.keys()) == (1, REPORT)


def test_explain_says_why_each_page_was_rendered(digest: Digest) -> None:
    """On stdout, a page a line: new, then what differs; nothing where nothing changed."""
    first = build(digest, "--explain")
    assert "ar/articles/a.html: new" in first.out.splitlines()

    second = build(digest.article("a.ar", title="آخر", published="2019-04-08", threads=["talks"]), "--explain")
    third = build(digest, "--explain")

    told = dict(line.split(": ", 1) for line in second.out.splitlines())
    assert {"ar/articles/a.html", "ar/index.html", "en/threads/talks.html"} <= told.keys()
    assert not {"ar/sections/index.html", "404.html", "robots.txt"} & told.keys()
    assert not {"new", "file", ""} & {reason for reasons in told.values() for reason in reasons.split(", ")}
    assert third.out == ""


def test_results_and_messages_do_not_mix(digest: Digest) -> None:
    """A build without `--json` or `--explain` leaves stdout alone; it says on stderr where the site is."""
    outcome = build(digest)

    assert outcome.out == ""
    assert str(digest.output / "index.html") in outcome.err
    assert re.search(r"\d+ rendered, \d+ written, \d+ unchanged", outcome.err)


def on_a_terminal(arguments: list[str], folder: Path, **environment: str) -> str:
    """Return what a command prints where it believes that a person is looking."""
    ours, theirs = pty.openpty()
    try:
        done = subprocess.Popen(
            [sys.executable, "-m", "generator", *arguments],
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(CHECKOUT), "TERM": "xterm-256color", **environment},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        printed = b""
        try:
            while part := os.read(ours, 65536):
                printed += part
        except OSError:  # the other side is closed: the command has ended
            pass
        done.wait()
    finally:
        os.close(ours)
    return printed.decode()


@pytest.mark.parametrize("environment", [{"NO_COLOR": "1"}, {"CI": "true", "NO_COLOR": "1"}])
def test_no_color_is_honoured_on_a_terminal(digest: Digest, environment: dict[str, str]) -> None:
    """Not one escape sequence; the hostile title in a message cannot send one either."""
    digest.put("content/articles/b.ar.md", '---\ntitle: "x"\nlang: ar\npublished: "\\e[31mred\\e[0m"\n---\nx\n')

    printed = on_a_terminal(["build", "--project", str(digest.folder), "--jobs", "1"], digest.folder, **environment)

    assert "published" in printed
    assert "\x1b" not in printed


def test_messages_cannot_reverse_or_redraw_a_terminal(digest: Digest) -> None:
    """Row 55: control and bidirectional characters of content are left out of what is printed."""
    digest.put("content/articles/b.ar.md", '---\ntitle: x\nlang: ar\npublished: "\\u202Egpj\\e[2J\\u0007"\n---\nx\n')

    for outcome in (build(digest), build(digest, "--explain")):
        assert "gpj" in outcome.err
        assert not set("\u202e\x1b\x07") & set(outcome.out + outcome.err)


# Options -----------------------------------------------------------------------------------------------------------


def test_the_site_goes_where_it_is_told(digest: Digest, tmp_path: Path) -> None:
    """`--output` is a folder anywhere; `site/` is left alone, and each folder has a state of its own."""
    build(digest)
    before = digest.tree()
    digest.article("b.ar")

    outcome = build(digest, "--output", str(tmp_path / "elsewhere" / "public"), "--json")

    assert outcome.code == 0
    assert digest.tree() == before
    assert "ar/articles/b.html" in tree_of(tmp_path / "elsewhere" / "public")
    assert build(digest, "--json").json["rendered"] != []


@pytest.mark.parametrize(
    "given", ["https://example.org/news", "https://example.org/news/", "https://example.org/news//"]
)
def test_the_base_url_overrules_the_settings(digest: Digest, given: str) -> None:
    """With or without a slash at its end it is the same address."""
    digest.settings('base_url = "https://settings.example/"')

    assert build(digest, "--base-url", given).code == 0

    head = digest.read("ar/index.html").one("head")
    assert head.one("link", rel="canonical").attributes["href"] == "https://example.org/news/ar/index.html"
    assert not any(b"settings.example" in raw for raw in digest.tree().values())
    assert build(digest).code == 0
    assert any(b"settings.example" in raw for raw in digest.tree().values())


def test_now_is_the_instant_of_the_build(digest: Digest, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--now`, else `SOURCE_DATE_EPOCH`, else the clock; it decides embargo and expiry, and no byte besides."""
    digest.article("later.ar", publish_at="2026-02-01T00:00:00Z")
    page = digest.output / "ar/articles/later.html"
    epoch = int(datetime(2026, 2, 1, tzinfo=UTC).timestamp())

    def shown(*arguments: str) -> bool:
        assert nashra("build", "--project", digest.folder, "--jobs", "1", *arguments).code == 0
        return page.exists()

    assert not shown("--now", "2026-01-31T23:59:59Z")
    assert shown("--now", "2026-02-01T00:00:00Z")
    assert not shown("--now", "2026-02-01T00:00:00+00:01")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(epoch - 1))
    assert not shown()
    assert shown("--now", "2026-02-01")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(epoch))
    assert shown()
    tree = digest.tree()
    shown("--now", "2030-01-01")
    assert digest.tree() == tree


@pytest.mark.parametrize("epoch", ["yesterday", "1e9", "99999999999999999999", "-62135596800", "253402300799"])
def test_a_source_date_that_is_none_is_wrong_use(digest: Digest, monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)

    outcome = nashra("build", "--project", digest.folder)

    assert outcome.code == 2
    assert "SOURCE_DATE_EPOCH" in outcome.err


def test_the_inbox_becomes_articles_unless_it_is_to_be_left(digest: Digest) -> None:
    """`--no-import` builds what there is; without it the capture leaves the inbox, and its article is on the site."""
    digest.put("content/inbox/خبر.txt", CAPTURE)

    left = build(digest, "--no-import", "--json").json
    assert (left["imported"], (digest.folder / "content/inbox/خبر.txt").exists()) == ([], True)
    taken = build(digest, "--json").json

    (path,) = taken["imported"]
    stem = Path(path).name.removesuffix(".ar.md")
    assert f"ar/articles/{stem}.html" in taken["written"]
    assert list((digest.folder / "content/inbox").iterdir()) == []
    (original,) = (digest.folder / "content/originals").iterdir()
    assert original.read_bytes() == CAPTURE.encode()
    assert {found["code"] for found in taken["findings"]} >= {"imported", "needs"}
    assert build(digest, "--json").json["imported"] == []


@pytest.mark.parametrize("arguments", [(), ("--json",)])
def test_what_is_translated_is_told(digest: Digest, arguments: tuple[str, ...]) -> None:
    """A line a file on stderr, as `nashra translate` prints it; the JSON keeps its keys."""
    paragraph = "أعلنت الشركة أن العبارة ستعود إلى العمل صباح الغد."
    digest.article("b.ar", f"{paragraph}\n", published="2019-04-08").article("c.ar", f"{paragraph}\n")
    digest.translation("b.en", "b.ar", "The company said that the ferry would be back tomorrow.\n")

    outcome = build(digest, "--translate", "memory", *arguments)

    (told,) = [line for line in outcome.err.splitlines() if "c.en.md" in line]
    assert re.fullmatch(r"created content/articles/c\.en\.md \(\w+, \d+ texts?, 1 from memory\)", told)
    assert not arguments or outcome.json.keys() == REPORT
    assert "c.en.md" not in build(digest, "--translate", "memory").err


def test_one_bad_original_does_not_stop_a_build(digest: Digest) -> None:
    """It is a finding of the article that names it; the capture with that hash is taken as known."""
    original = {"file": "../../x", "sha256": hashlib.sha256(CAPTURE.encode()).hexdigest()}
    digest.article("b.ar", original=original).put("content/inbox/x.txt", CAPTURE)

    outcome = build(digest, "--json")

    assert outcome.code == 0
    assert {(found["code"], found["file"]) for found in outcome.json["findings"]} >= {
        ("bad-path", "content/articles/b.ar.md"),
        ("already-imported", "content/inbox/x.txt"),
    }
    assert (digest.output / "ar/articles/b.html").exists()


def test_jobs_do_not_matter(digest: Digest) -> None:
    for number in range(300):
        digest.article(f"s{number}.ar", published="2019-04-08")
    trees = []
    for jobs in ("1", "2", "0"):
        assert nashra("build", "--project", digest.folder, "--now", NOW, "--jobs", jobs).code == 0
        trees.append(digest.tree())
        build_again = digest.folder / ".nashra" / "state.sqlite3"
        build_again.unlink()

    assert trees[0] == trees[1] == trees[2]


# Where it runs -----------------------------------------------------------------------------------------------------


def test_python_m_generator_finds_the_digest_from_any_folder_inside(digest: Digest) -> None:
    """As a process of its own, from a folder far below."""
    folder = digest.folder / "content/articles/2019/04"
    folder.mkdir(parents=True)

    done = in_a_shell("build", "--json", "--now", NOW, folder=folder)

    assert done.returncode == 0, done.stderr
    assert "ar/articles/a.html" in json.loads(done.stdout)["written"]
    assert (digest.output / "index.html").exists()
    assert list(folder.iterdir()) == []


def test_outside_of_any_digest_it_says_how_to_make_one(tmp_path: Path) -> None:
    done = in_a_shell("build", folder=tmp_path)

    assert done.returncode == 3
    assert "nashra init" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_machine_of_any_locale_prints_and_reads_the_same(digest: Digest) -> None:
    """`LANG=C` is what machines that publish have: Arabic file names and messages survive it."""
    digest.article("خبر.ar", title="عنوان").put("content/articles/عطل.ar.md", "---\ntitle: a: b\nlang: ar\n---\nx\n")
    trees = []
    for locale in ("C", "C.UTF-8", "tr_TR.UTF-8"):
        done = in_a_shell("build", "--now", NOW, folder=digest.folder, LANG=locale, LC_ALL=locale, TZ="Asia/Kolkata")
        assert done.returncode == 0, done.stderr
        assert "عطل.ar.md:2:9" in done.stderr
        trees.append(digest.tree())

    assert trees[0] == trees[1] == trees[2]
    assert "ar/articles/خبر.html" in trees[0]


def test_a_closed_pipe_is_no_disaster(digest: Digest) -> None:
    """`nashra build --explain | head -1` ends quietly."""
    command = f"{sys.executable} -m generator build --explain --jobs 1 | head -1"
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=digest.folder,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr
