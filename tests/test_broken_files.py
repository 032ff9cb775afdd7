"""One fault a file, many files: each is one finding with its place and a hint, and everything else is built."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from digests import SETTINGS, Digest, nashra

from generator.model import Finding

BAD = "content/articles/broken"
GOOD = 'title: "خبر"\nlang: ar\n'
NAMED = '[name]\nar = "مصدر"\n'
TITLED = '[title]\nar = "ملف"\n'


def article(front: str, body: str = "نص.\n") -> bytes:
    return f"---\n{front}---\n{body}".encode()


# Path below `content/`, bytes, code of the finding, its line; whether an article is left out, or built without a value.
ARTICLES: dict[str, tuple[bytes, str, int, bool]] = {
    "no-fence.ar.md": ("نص بلا رأس\n".encode(), "no-front-matter", 1, True),
    "open-fence.ar.md": (b"---\ntitle: x\nlang: ar\n\ntext\n", "missing-end-fence", 1, True),
    "unquoted.ar.md": (article("title: لافروف: الحوار\nlang: ar\n"), "yaml-syntax", 2, True),
    "half-quoted.ar.md": (article('title: "بلومبرغ": وصول\nlang: ar\n'), "yaml-syntax", 2, True),
    "list.ar.md": (article("- a\n- b\n"), "front-matter-not-a-map", 2, True),
    "empty.ar.md": (article("\n"), "front-matter-not-a-map", 1, True),
    "nothing.ar.md": (b"", "no-front-matter", 1, True),
    "alias.ar.md": (article("title: &a x\nlang: ar\nsummary: *a\n"), "yaml-alias", 2, True),
    "tag.ar.md": (article("title: !!python/object/apply:os.system [id]\nlang: ar\n"), "yaml-tag", 2, True),
    "deep.ar.md": (article(f"{GOOD}tags: {'[' * 5000}{']' * 5000}\n"), "nested-too-deep", 4, True),
    "large.ar.md": (article(f'{GOOD}note: "{"x" * 70_000}"\n'), "front-matter-too-large", 1, True),
    "cp1256.ar.md": (article(GOOD).decode().encode("cp1256"), "not-utf-8", 2, True),
    "utf16.ar.md": (article(GOOD).decode().encode("utf-16"), "not-utf-8", 1, True),
    "cut.ar.md": (article(GOOD)[:-3], "not-utf-8", 5, True),
    "no-title.ar.md": (article("lang: ar\n"), "missing-key", 1, True),
    "null-title.ar.md": (article("title: ~\nlang: ar\n"), "missing-key", 2, True),
    "list-title.ar.md": (article("title: [a]\nlang: ar\n"), "wrong-shape", 2, True),
    "no-lang.ar.md": (article("title: x\n"), "missing-key", 1, True),
    "other-lang.ar.md": (article("title: x\nlang: en\n"), "lang-mismatch", 3, True),
    "unknown-lang.ar.md": (article("title: x\nlang: ../x\n"), "bad-language", 3, True),
    "draft.ar.md": (article(f"{GOOD}draft: maybe\n"), "bad-flag", 4, True),
    "embargo.ar.md": (article(f"{GOOD}publish_at: tomorrow\n"), "bad-date", 4, True),
    "orphan.en.md": (article("title: x\nlang: en\ntranslation: {of: orphan.ar.md}\n"), "bad-translation", 4, True),
    "of-nothing.ar.md": (article(f"{GOOD}translation: {{status: human}}\n"), "missing-key", 4, True),
    "notes.md": (article(GOOD), "bad-file-name", 1, True),
    "two words.ar.md": (article(GOOD), "bad-file-name", 1, True),
    "twice.ar.md": (article(f"{GOOD}summary: a\nsummary: b\n"), "duplicate-key", 5, False),
    "unknown-key.ar.md": (article(f"{GOOD}sumary: a\n"), "unknown-key", 4, False),
    "no-day.ar.md": (article(f"{GOOD}published: 2019-02-29\n"), "bad-date", 4, False),
    "word-date.ar.md": (article(f"{GOOD}published: 31/12/2019\n"), "bad-date", 4, False),
    "far-date.ar.md": (article(f"{GOOD}published: 9999-01-01\n"), "bad-date", 4, False),
    "offset.ar.md": (article(f"{GOOD}published: 2019-01-01T10:00+99:99\n"), "bad-date", 4, False),
    "url.ar.md": (article(f"{GOOD}url: javascript:alert(1)\n"), "bad-url", 4, False),
    "image.ar.md": (article(f"{GOOD}image: {{alt: x}}\n"), "missing-key", 4, False),
    "tag-path.ar.md": (article(f"{GOOD}tags: [good, ../x]\n"), "bad-tag", 4, False),
    "thread-path.ar.md": (article(f"{GOOD}threads: [../x]\n"), "bad-id", 4, False),
    "no-thread.ar.md": (article(f"{GOOD}threads: [nowhere]\n"), "unknown-thread", 4, False),
    "no-section.ar.md": (article(f"{GOOD}section: nowhere\n"), "unknown-section", 4, False),
    "format.ar.md": (article(f"{GOOD}format: lvie\n"), "bad-choice", 4, False),
    "alias-path.ar.md": (article(f"{GOOD}aliases: [../x]\n"), "bad-path", 4, False),
    "hidden.ar.md": (article('title: "a\u202eb"\nlang: ar\n'), "hidden-character", 2, False),
    "nul.ar.md": (article(GOOD, "a\0b\n"), "control-character", 5, False),
    "no-body.ar.md": (article(GOOD, " \n"), "empty-body", 5, False),
    "correction.ar.md": (article(f"{GOOD}corrections: [{{date: 2019}}]\n"), "missing-key", 4, False),
    "status.en.md": (
        article("title: x\nlang: en\ntranslation: {of: status.ar.md, status: done}\n"),
        "bad-choice",
        4,
        False,
    ),
    "plain.txt": (b"x", "unexpected-file", 1, True),
}

TABLES: dict[str, tuple[str | bytes, str, int]] = {
    "threads/syntax.toml": ("[title]\nar = x\n", "toml-syntax", 2),
    "threads/untitled.toml": ('status = "open"\n', "missing-key", 1),
    "threads/status.toml": (f'status = "running"\n{TITLED}', "bad-choice", 1),
    "threads/pinned.toml": (f'pinned = "first"\n{TITLED}', "bad-number", 1),
    "threads/key.toml": (f'sumary = "x"\n{TITLED}', "unknown-key", 1),
    "threads/aliases.toml": (f'aliases = "x"\n{TITLED}', "wrong-shape", 1),
    "threads/language.toml": (f'{TITLED}klingon = "x"\n', "bad-language", 3),
    "threads/cp1256.toml": (TITLED.encode("cp1256"), "not-utf-8", 2),
    "threads/two words.toml": (TITLED, "bad-file-name", 1),
    "threads/folder/inner.toml": (TITLED, "unexpected-file", 1),
    "sources/syntax.toml": ("[name\n", "toml-syntax", 1),
    "sources/unnamed.toml": ('kind = "agency"\n', "missing-key", 1),
    "sources/kind.toml": (f'kind = "blog"\n{NAMED}', "bad-choice", 1),
    "sources/url.toml": (f'url = "ftp://x"\n{NAMED}', "bad-url", 1),
    "sources/country.toml": (f'country = "Russia"\n{NAMED}', "bad-country", 1),
    "sources/import.toml": (f"import = 1\n{NAMED}", "wrong-shape", 1),
    "sources/a.b.toml": (NAMED, "bad-file-name", 1),
    "sources/notes.md": ("x", "unexpected-file", 1),
}

# A line of the settings, and the code of its finding.
SETTINGS_FAULTS = {
    'untranslatd = "show"': "unknown-key",
    'timezone = "Africa/Cario"': "bad-timezone",
    'base_url = "ftp://example.org"': "bad-url",
    'digits = "arabic"': "bad-choice",
    "page_size = 0": "bad-number",
    'default_language = "fa"': "bad-choice",
    'translate_to = ["klingon"]': "bad-language",
    'follow = [{ label = { ar = "x" }, url = "javascript:x" }]': "bad-url",
    'slugs = 3': "wrong-shape",
}  # fmt: skip


@pytest.fixture
def digest(tmp_path: Path) -> Digest:
    """Return a digest of good files alone."""
    digest = Digest(tmp_path / "digest").thread("talks").put("content/sources/wire.toml", NAMED)
    digest.article("good.ar", title="سليم", published="2019-04-08", threads=["talks"], sources=["wire"])
    digest.translation("good.en", "good.ar", title="Sound")
    return digest.article("status.ar", title="أصل").article("other.fa", title="دیگر")


def break_everything(digest: Digest) -> None:
    for name, (raw, *_) in ARTICLES.items():
        digest.put(f"{BAD}/{name}", raw)
    for name, (text, *_) in TABLES.items():
        digest.put(f"content/{name}", text)
    settings = "".join(f"{line}\n" for line in SETTINGS_FAULTS)
    digest.put("content/digest.toml", settings + SETTINGS.replace('timezone = "Africa/Cairo"\n', ""))


def assert_can_be_mended(found: Finding) -> None:
    """Check that an author is told where, what, and what to do."""
    assert found.line > 0, found
    assert found.column > 0, found
    assert found.message, found
    assert found.hint, found
    assert "simply" not in found.message + found.hint


def test_every_broken_file_is_one_finding(digest: Digest) -> None:
    """With file, line, column and hint; no fault hides another, and none is told twice."""
    break_everything(digest)

    report = digest.build()

    expected = {f"{BAD}/{name}": (code, line) for name, (_, code, line, _) in ARTICLES.items()}
    expected |= {f"content/{name}": (code, line) for name, (_, code, line) in TABLES.items()}
    assert len(expected) + len(SETTINGS_FAULTS) > 60
    files = [found for found in report.findings if found.file != "content/digest.toml"]
    assert {found.file: (found.code, found.line) for found in files} == expected
    assert [file for file, count in Counter(found.file for found in files).items() if count > 1] == []
    settings = [(found.code, found.line) for found in report.findings if found.file == "content/digest.toml"]
    assert settings == [(code, line) for line, code in enumerate(SETTINGS_FAULTS.values(), 1)]
    for found in report.findings:
        assert_can_be_mended(found)


def test_what_is_sound_is_built(digest: Digest) -> None:
    """The good articles are all there; one with a flaw is there without the value; one that cannot be shown is not."""
    digest.build()
    sound = {path: digest.page(path) for path in ("ar/articles/good.html", "en/articles/good.html")}
    break_everything(digest)
    digest.put("content/digest.toml", SETTINGS)

    digest.build()

    for path, text in sound.items():
        assert digest.page(path) == text
    assert digest.read("ar/threads/talks.html").one("h1").text == "محادثات talks"
    tree = digest.tree()
    for name, (_, code, _, is_left_out) in ARTICLES.items():
        stem = name.partition(".")[0]
        if name != "status.en.md":
            assert (f"ar/articles/{stem}.html" in tree) is not is_left_out, (name, code)
    assert digest.read("en/articles/status.html").one("h1").text == "x"
    assert digest.read("ar/articles/hidden.html").one("h1").text == "ab"
    assert not any(b"os.system" in raw or "نص بلا رأس".encode() in raw for raw in tree.values())


def test_mending_a_file_takes_its_finding_away(digest: Digest) -> None:
    """Findings come with an incremental build too, until the fault is gone: also when nothing else changed."""
    digest.put(f"{BAD}/a.ar.md", ARTICLES["unquoted.ar.md"][0])
    first = digest.build()
    again = digest.build()
    assert [found.code for found in first.findings] == [found.code for found in again.findings] == ["yaml-syntax"]

    report = digest.put(f"{BAD}/a.ar.md", article(GOOD)).build()

    assert report.findings == ()
    assert "ar/articles/a.html" in report.written


@pytest.mark.parametrize("name", [*ARTICLES, *TABLES])
def test_any_of_them_fails_a_strict_build(digest: Digest, name: str) -> None:
    """`--strict` is for machines that publish: exit code 1 for each kind of fault, 0 without."""
    path = f"content/{name}" if name in TABLES else f"{BAD}/{name}"
    raw = TABLES[name][0] if name in TABLES else ARTICLES[name][0]
    digest.put(path, raw)

    outcome = nashra("build", "--project", digest.folder, "--strict", "--now", "2026-01-31", "--jobs", "1")

    assert outcome.code == 1
    assert path in outcome.err
    assert "hint: " in outcome.err
    assert (digest.output / "ar/articles/good.html").exists()


def test_sound_files_pass_a_strict_build(digest: Digest) -> None:
    outcome = nashra("build", "--project", digest.folder, "--strict", "--now", "2026-01-31")

    assert (outcome.code, "hint" in outcome.err) == (0, False)


def test_files_that_cannot_be_read_are_named(digest: Digest) -> None:
    """Rows 15, 18 and 20: too large, links, names that two file systems take for one, letters typed in two ways."""
    folder = digest.folder / BAD
    folder.mkdir(parents=True)
    (folder / "huge.ar.md").write_bytes(article(GOOD) + b"x" * 5_000_000)
    (folder / "link.ar.md").symlink_to("/etc/hostname")
    (folder / "Same.ar.md").write_bytes(article(GOOD))
    (folder / "same.ar.md").write_bytes(article(GOOD))
    (folder / "cafe\u0301.ar.md").write_bytes(article(GOOD))
    Path(os.fsdecode(bytes(folder) + b"/\xff.ar.md")).write_bytes(article(GOOD))

    report = digest.build()

    found = {found.file.rpartition("/")[2]: found.code for found in report.findings}
    assert found == {
        "huge.ar.md": "too-large",
        "link.ar.md": "symlink",
        "same.ar.md": "same-name",
        "cafe\u0301.ar.md": "name-not-nfc",
        "\\udcff.ar.md": "bad-file-name",
    }
    assert len(report.findings) == 5
    for each in report.findings:
        assert_can_be_mended(each)
    assert {"ar/articles/Same.html", "ar/articles/café.html"} <= digest.tree().keys()


def test_two_files_of_one_name_in_two_folders_are_told_apart(digest: Digest) -> None:
    """Rows 25 and 83: neither overwrites the other; the message names both."""
    digest.put(f"{BAD}/good.ar.md", article(GOOD))
    digest.put("content/articles/more/good.en.md", article("title: y\nlang: en\ntranslation: {of: good.ar.md}\n"))

    report = digest.build()

    assert [(found.file, found.code, found.severity) for found in report.findings] == [
        ("content/articles/good.ar.md", "same-stem", "error"),
        ("content/articles/more/good.en.md", "bad-translation", "error"),
    ]
    for found in report.findings:
        assert_can_be_mended(found)
        assert found.message.count("`") >= 2


def test_a_ledger_that_cannot_be_read_is_a_finding(digest: Digest) -> None:
    """Its blocks count as a person's, and somebody is told; the translation is shown."""
    digest.put("content/articles/good.en.tm.jsonl", '{"i":0,"src":"x","out":"y"}\nnot a line\n')

    report = digest.build()

    assert [(found.code, found.line, found.column) for found in report.findings] == [("ledger-line", 2, 1)]
    assert digest.read("en/articles/good.html").one("h1").text == "Sound"
