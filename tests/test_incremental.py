"""The promise above all: after any edits, and killed at any moment, an incremental build equals a clean one."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zlib
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from digests import NOW, SETTINGS, Digest, png
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from generator import output
from generator.content import ledger
from generator.desk.changes import carry_out
from generator.desk.thread_editing import merge, rename
from generator.errors import UsageError
from generator.folders import builtin_theme

STEMS = ("a", "b", "خبر", "d")
TITLES = ("عنوان", "عنوان: آخر", "A \u2066title\u2069 & <b>more</b>", "خبر ثالث")
DATES = ("", "2019", "2019-04", "2019-04-08", "2019-04-08T10:30+03:00", "2019-04-09", "2026-01-30")
BODIES = (
    "فقرة.\n",
    "فقرة.\n\nثانية مع **خط** و[رابط](https://example.org/).\n",
    "# رأس\n\n- أ\n- ب\n\nنص[^1].\n\n[^1]: حاشية.\n",
    '![صورة](pictures/two.png "تعليق")\n\nفقرة.\n',
)
PICTURES = ("one.png", "two.png")
THREADS = ("talks", "water", "wells")

fields = st.fixed_dictionaries(
    {"title": st.sampled_from(TITLES)},
    optional={
        "published": st.sampled_from(DATES[1:]),
        "threads": st.lists(st.sampled_from(THREADS), unique=True),
        "section": st.sampled_from(["politics", "nowhere"]),
        "tags": st.lists(st.sampled_from(["ماء", "water", "a b"]), unique=True),
        "publisher": st.sampled_from(["wire", "جريدة"]),
        "summary": st.sampled_from(["", "ملخص", "ملخص آخر"]),
        "draft": st.sampled_from(["true", "false"]),
        "format": st.sampled_from(["live", "video", "article"]),
        "publish_at": st.sampled_from(["2020-01-01", "2099-01-01"]),
        "image": st.sampled_from([{"src": "pictures/one.png", "alt": "صورة"}, {"src": "https://a.example/b.png"}]),
    },
)


class Edits(RuleBasedStateMachine):
    """An editor's day: anything in any order; the site is compared after every step."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="nashra-edits-"))
        self.digest = Digest(self.folder / "digest")
        self.now = NOW

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @initialize()
    def start(self) -> None:
        self.digest.article("a.ar", BODIES[1], published="2019-04-08", threads=["talks"]).thread("talks")

    @rule(
        stem=st.sampled_from(STEMS), lang=st.sampled_from("ar fa en".split()), body=st.sampled_from(BODIES), told=fields
    )
    def write_original(self, stem: str, lang: str, body: str, told: dict[str, object]) -> None:
        self.digest.article(f"{stem}.{lang}", body, **told)

    @rule(stem=st.sampled_from(STEMS), lang=st.sampled_from(["en", "ar"]), body=st.sampled_from(BODIES))
    def write_translation(self, stem: str, lang: str, body: str) -> None:
        self.digest.translation(f"{stem}.{lang}", f"{stem}.ar", body)

    @rule(data=st.data())
    def remove_or_rename(self, data: st.DataObject) -> None:
        files = sorted((self.digest.folder / "content" / "articles").rglob("*.md"))
        if files:
            file = data.draw(st.sampled_from(files))
            if data.draw(st.booleans()):
                file.unlink()
            else:
                target = file.with_name("renamed." + file.name.split(".", 1)[1])
                file.rename(target)

    @rule(
        name=st.sampled_from(THREADS),
        told=st.sampled_from(["", "pinned = 1\n", 'old_ids = ["gone", "wells"]\n']),
    )
    def write_thread(self, name: str, told: str) -> None:
        self.digest.put(f"content/threads/{name}.toml", f'{told}[title]\nar = "{name} {len(told)}"\n')

    @rule(one=st.sampled_from(THREADS), other=st.sampled_from(THREADS))
    def rename_or_merge_threads(self, one: str, other: str) -> None:
        folder = self.digest.folder
        for edit in (partial(rename, folder, one), partial(merge, folder, [one])):
            # What cannot be done is refused, and stays as it is.
            with contextlib.suppress(UsageError):
                carry_out(folder, edit(other), "a command")

    @rule()
    def remove_threads(self) -> None:
        for name in THREADS:
            (self.digest.folder / f"content/threads/{name}.toml").unlink(missing_ok=True)

    @rule(name=st.sampled_from(["Wire", "Wire & Co"]))
    def write_source(self, name: str) -> None:
        self.digest.put("content/sources/wire.toml", f'[name]\nen = "{name}"\n')

    @rule(
        changed=st.sampled_from(
            [
                "",
                'untranslated = "hide"\n',
                'base_url = "https://example.org/news/"\n',
                "page_size = 1\n",
                'digits = "latn"\n',
                "data = false\n",
                'fonts = "naskh"\n',
            ]
        )
    )
    def change_settings(self, changed: str) -> None:
        self.digest.put("content/digest.toml", changed + SETTINGS)

    @rule(name=st.sampled_from(["article.html", "home.html", "partials/footer.html"]), mark=st.sampled_from(["1", "2"]))
    def change_theme(self, name: str, mark: str) -> None:
        source = (builtin_theme() / name).read_text(encoding="utf-8")
        self.digest.put(f"templates/{name}", f"{source}<!-- {mark} -->\n")

    @rule(stem=st.sampled_from(STEMS), lang=st.sampled_from(["en", "ar"]), src=st.sampled_from(["x", "فقرة."]))
    def write_ledger(self, stem: str, lang: str, src: str) -> None:
        entry = ledger.Entry(i=0, src=ledger.block_hash(src), out=ledger.text_hash("فقرة."), engine="e")
        self.digest.put(f"content/articles/{stem}.{lang}.tm.jsonl", ledger.format([entry]))

    @rule(name=st.sampled_from(PICTURES), shade=st.sampled_from([0, 128]), width=st.sampled_from([20, 30]))
    def put_picture(self, name: str, shade: int, width: int) -> None:
        rows = (b"\0" + bytes([shade] * 3 * width)) * 20
        self.digest.put(f"content/pictures/{name}", png(width, 20, zlib.compress(rows)))

    @rule(name=st.sampled_from(PICTURES))
    def spoil_picture(self, name: str) -> None:
        self.digest.put(f"content/pictures/{name}", b"no picture")

    @rule()
    def remove_pictures(self) -> None:
        shutil.rmtree(self.digest.folder / "content/pictures", ignore_errors=True)

    @rule(stem=st.sampled_from(STEMS), alias=st.sampled_from(["old", "old/x.html", "old.html", "ar/articles/a.html"]))
    def give_an_old_address(self, stem: str, alias: str) -> None:
        self.digest.article(f"{stem}.ar", BODIES[0], aliases=[alias])

    @rule(year=st.sampled_from([2019, 2026, 2100]))
    def let_time_pass(self, year: int) -> None:
        self.now = datetime(year, 1, 31, tzinfo=UTC)

    @rule(colour=st.sampled_from(["red", "blue"]))
    def change_style(self, colour: str) -> None:
        self.digest.put("templates/assets/css/own.css", f"body {{ color: {colour}; }}\n")

    @rule()
    def restore_theme(self) -> None:
        shutil.rmtree(self.digest.folder / "templates", ignore_errors=True)

    @rule()
    def lose_the_state(self) -> None:
        shutil.rmtree(self.digest.folder / ".nashra", ignore_errors=True)

    @rule(data=st.data())
    @precondition(lambda self: self.digest.output.is_dir())
    def damage_an_output(self, data: st.DataObject) -> None:
        files = sorted(path for path in self.digest.output.rglob("[!.]*") if path.is_file())
        if files:
            file = data.draw(st.sampled_from(files))
            if data.draw(st.booleans()):
                file.unlink()
            else:
                file.write_bytes(file.read_bytes()[1:] + b"!")

    @invariant()
    def incremental_equals_clean(self) -> None:
        if not (self.digest.folder / "content" / "articles").is_dir():
            return
        self.digest.build(now=self.now)
        assert self.digest.tree() == self.digest.clean_tree(now=self.now)
        again = self.digest.build(now=self.now)
        assert (again.rendered, again.written, again.pruned) == ((), (), ())


TestEdits = Edits.TestCase
TestEdits.settings = settings(
    max_examples=int(os.environ.get("NASHRA_EXAMPLES", "8")),
    stateful_step_count=10,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)

WRITING = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "sqlite3.connect", "shutil.rmtree"}


def _build_killed(digest: Digest, after: int) -> int:
    """Build in a child that dies at its `after`-th step that touches a file; return how many steps it made."""
    child = os.fork()
    if child == 0:
        steps = 0

        def step(event: str, arguments: tuple[object, ...]) -> None:
            nonlocal steps
            if event in WRITING:
                steps += 1
                os.ftruncate(counter, 0)
                os.pwrite(counter, str(steps).encode(), 0)
                if steps == after:
                    os._exit(9)

        counter = os.open(digest.folder.parent / "steps", os.O_CREAT | os.O_RDWR)
        sys.addaudithook(step)
        try:
            digest.build()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    return int((digest.folder.parent / "steps").read_text() or "0")


@pytest.mark.parametrize("seed", range(3))
def test_killed_at_any_moment_the_next_build_is_whole(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a repeatable choice of moments
    digest = Digest(tmp_path / "digest").thread("talks")
    for stem in STEMS:
        digest.article(f"{stem}.ar", BODIES[1], published="2019-04-08", threads=["talks"])
    digest.build()
    digest.article("a.ar", BODIES[2], title="جديد", threads=["talks"]).remove("content/articles/b.ar.md").thread(
        "water"
    )
    kept = tmp_path / "kept"
    shutil.copytree(digest.folder, kept)
    steps = _build_killed(digest, after=-1)
    assert steps > 20
    expected = digest.clean_tree()
    for moment in sorted(chance.sample(range(1, steps + 1), 8)):
        shutil.rmtree(digest.folder)
        shutil.copytree(kept, digest.folder)
        _build_killed(digest, after=moment)
        digest.build()
        assert digest.tree() == expected, f"killed at step {moment} of {steps}"


def test_unchanged_files_keep_their_time_stamps(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").article("a.ar").article("b.ar")
    digest.build()
    before = {path: path.stat().st_mtime_ns for path in digest.output.rglob("*") if path.is_file()}

    report = digest.article("a.ar", "متن جديد.\n").build()

    after = {path: path.stat().st_mtime_ns for path in digest.output.rglob("*") if path.is_file()}
    changed = {path.relative_to(digest.output).as_posix() for path in after if after[path] != before[path]}
    assert changed == set(report.written)
    for_readers = {path for path in changed if path.endswith(".html") and not path.endswith("/search.html")}
    assert for_readers == {"ar/articles/a.html", "en/articles/a.html"}
    # What is found by its words, and what is told of an article as data, is told anew.
    assert {path.partition("/")[0] for path in changed if not path.endswith(".html")} <= {"search", "data"}


def test_workers_zone_and_locale_do_not_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    digest = Digest(tmp_path / "digest").thread("talks")
    for number in range(150):
        digest.article(
            f"s{number}.ar", BODIES[number % 3], published=f"2019-04-{number % 28 + 1:02}", threads=["talks"]
        )
    digest.build(jobs=2)
    two = digest.tree()
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("LANG", "tr_TR.UTF-8")
    monkeypatch.setenv("LC_ALL", "tr_TR.UTF-8")
    assert digest.clean_tree(jobs=1) == two


def test_title_edit_renders_what_shows_the_title(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").thread("talks")
    digest.article("a.ar", title="قديم", published="2019-04-08", threads=["talks"])
    digest.article("b.ar", published="2019-04-09", threads=["talks"]).article("c.ar", published="2019-04-10")
    digest.build()

    report = digest.article("a.ar", title="جديد", published="2019-04-08", threads=["talks"]).build()

    assert "ar/articles/b.html" in report.rendered
    assert "ar/threads/talks.html" in report.rendered
    assert "ar/articles/c.html" not in report.rendered
    assert report.reasons["ar/articles/a.html"]
    assert "next" not in report.reasons["ar/articles/a.html"]


def test_failed_build_changes_nothing(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").article("a.ar")
    digest.build()
    before = digest.tree()
    digest.put("templates/article.html", "{{ page.nothing }}").article("a.ar", title="جديد")

    with pytest.raises(Exception, match=r"templates/article\.html:1"):
        digest.build()

    assert digest.tree() == before


def test_files_of_others_are_reported_and_kept(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").article("a.ar")
    digest.build()
    digest.put("site/mine.txt", "mine")

    report = digest.remove("content/articles/a.ar.md").article("b.ar").build()

    assert [finding.file for finding in report.findings if finding.code == "foreign-file"] == ["site/mine.txt"]
    assert digest.page("mine.txt") == "mine"
    assert "ar/articles/a.html" in report.pruned


def test_a_file_of_others_is_never_overwritten(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").article("a.ar").put("site/index.html", "mine")

    with pytest.raises(Exception, match=r"was not written by Nashra"):
        digest.build()

    assert digest.page("index.html") == "mine"


def test_pruning_is_right_without_any_state(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").article("a.ar").article("b.ar")
    digest.build()
    shutil.rmtree(digest.folder / ".nashra")

    digest.remove("content/articles/a.ar.md").build()

    assert digest.tree() == digest.clean_tree()


def test_an_unreadable_state_is_moved_aside(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").article("a.ar")
    digest.build()
    digest.put(".nashra/state.sqlite3", "not a database, but long enough to be taken for one" * 100)

    report = digest.article("b.ar").build()

    assert "moved" in report.notice
    assert digest.tree() == digest.clean_tree()


def test_embargo_ends_without_an_edit(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").article("a.ar").article("later.ar", publish_at="2026-02-01")
    digest.build()
    digest.build()
    assert not (digest.output / "ar/articles/later.html").exists()

    digest.build(now=datetime(2026, 2, 2, tzinfo=UTC))

    assert (digest.output / "ar/articles/later.html").exists()


def test_a_killed_parallel_build_lets_go_of_the_digest(tmp_path: Path) -> None:
    """Workers end with the build that they work for, and with them what they hold of its lock."""
    digest = Digest(tmp_path / "digest").thread("talks")
    for number in range(300):
        digest.article(f"s{number}.ar", BODIES[1] * 30, published="2019-04-08", threads=["talks"])
    command = [sys.executable, "-m", "generator", "build", "--project", str(digest.folder), "--jobs", "2"]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    with subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL) as building:
        stage = digest.output / ".nashra-stage"
        while building.poll() is None and not (stage.is_dir() and any(stage.iterdir())):
            time.sleep(0.01)
        building.kill()

    report = digest.build()

    assert len(report.rendered) > 300
    assert digest.tree() == digest.clean_tree()


def test_what_another_program_understood_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an upgrade an unchanged file may mean something else."""
    digest = Digest(tmp_path / "digest").article("a.ar", title="قديم")
    digest.build()
    monkeypatch.setattr("generator.build.code_fingerprint", lambda: "another")
    monkeypatch.setattr("generator.config.values.title", lambda text: f"{text}!")

    report = digest.build()

    assert "قديم!" in digest.page("ar/articles/a.html")
    assert report.reasons["ar/articles/a.html"]


@pytest.mark.parametrize("change", [("old.html", "old.html/x"), ("old.html/x", "old.html")])
def test_a_page_may_become_a_folder_and_a_folder_a_page(tmp_path: Path, change: tuple[str, str]) -> None:
    digest = Digest(tmp_path / "digest").article("a.ar", aliases=[change[0]])
    digest.build()

    digest.article("a.ar", aliases=[change[1]]).build()

    assert digest.tree() == digest.clean_tree()


@pytest.mark.parametrize("alias", ["robots.txt", "ar/articles/a.html/old", "ar", "AR/index.html", "sitemap.xml"])
def test_an_old_address_that_is_taken_costs_only_itself(tmp_path: Path, alias: str) -> None:
    digest = Digest(tmp_path / "digest").article("a.ar", aliases=[alias, "ar/gone.html"])

    report = digest.build()

    assert [finding.code for finding in report.findings] == ["address-taken"]
    assert "ar/gone.html" in digest.tree()


def test_a_page_that_was_changed_during_a_build_is_mended_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    digest = Digest(tmp_path / "digest").article("a.ar").article("b.ar")
    digest.build()
    whole = output.Output.replace

    def meddle(self: output.Output, *arguments: Any) -> tuple[str, ...]:
        digest.put("site/ar/articles/b.html", "meddled")
        return whole(self, *arguments)

    monkeypatch.setattr(output.Output, "replace", meddle)
    digest.article("a.ar", title="جديد").build()
    monkeypatch.undo()

    digest.build()

    assert "meddled" not in digest.page("ar/articles/b.html")


def test_what_a_killed_build_left_behind_is_not_published(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").article("a.ar")
    digest.build()
    time.sleep(0.2)
    digest.build()
    digest.put("site/.nashra-stage/half.html", "half")

    report = digest.build()

    assert report.rendered == ()
    assert not (digest.output / ".nashra-stage").exists()
