"""Articles join their threads, and a person's word counts for good."""

from __future__ import annotations

import itertools
import random
import shutil
import sys
from math import isclose
from pathlib import Path
from typing import Any

import pytest
from digests import NOW, Digest, nashra, tree_of
from stories import CONFIRMED, MORNING, NEWS, capture, news, stories

from generator import threads
from generator.config import load_config
from generator.desk import thread_readings, thread_replays
from generator.desk.inbox import import_inbox
from generator.desk.thread_terms import chance_of, percent, positive
from generator.desk.thread_words import explanation
from generator.desk.threading import Assignment, assign, assign_new, choose, explain_article, waiting
from generator.errors import UsageError
from generator.model import Article


def run(digest: Digest, *paths: str, dry_run: bool = False) -> Assignment:
    return assign(digest.folder, load_config(digest.folder)[0], paths, dry_run=dry_run)


def say(digest: Digest, name: str, *, into: str | None = None, out_of: str | None = None) -> dict[str, list[str]]:
    path = f"content/articles/{name}.en.md"
    return choose(digest.folder, load_config(digest.folder)[0], path, into=into, out_of=out_of)[1]


def content(digest: Digest) -> dict[str, bytes]:
    return tree_of(digest.folder / "content" / "articles")


def threads_of(path: Path) -> list[str]:
    return [
        line
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.partition(":")[0].endswith("threads") or line.startswith("threads_auto")
    ]


# What is certain ---------------------------------------------------------------------------------------------------


def test_an_article_joins_its_story_and_no_other_byte_changes(tmp_path: Path) -> None:
    digest = stories(tmp_path / "digest")
    files = {name: news(digest, name, note="mine") for name in NEWS}
    before = content(digest)

    report = run(digest)

    assert {move.path.rpartition("/")[2]: move.after for move in report.moves} == {
        "strike-ends.en.md": ("ferry",),
        "dam-holds.en.md": ("dam",),
    }
    after = content(digest)
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {"strike-ends.en.md", "dam-holds.en.md"}
    for path in changed:
        assert (
            b"".join(line for line in after[path].splitlines(keepends=True) if not line.startswith(b"threads_auto:"))
            == before[path]
        )
    assert threads_of(files["strike-ends"]) == ["threads_auto: [ferry]"]


def test_the_second_time_changes_nothing(tmp_path: Path) -> None:
    digest = stories(tmp_path / "digest")
    for name in NEWS:
        news(digest, name)
    run(digest)
    before = content(digest)

    report = run(digest)

    assert report.moves == ()
    assert content(digest) == before


def test_what_is_remembered_only_saves_time(tmp_path: Path) -> None:
    """With a state, without one, and with one that cannot be read, the decisions are the same."""
    digest = stories(tmp_path / "digest")
    for name in NEWS:
        news(digest, name)
    first = run(digest, dry_run=True)
    again = run(digest, dry_run=True)
    (digest.folder / ".nashra/state.sqlite3").write_bytes(b"no database")
    broken = run(digest, dry_run=True)
    shutil.rmtree(digest.folder / ".nashra")
    (digest.folder / ".nashra").symlink_to(tmp_path)
    linked = run(digest, dry_run=True)

    assert len(first.moves) == 2
    assert first == again == broken == linked
    assert not (tmp_path / "state.sqlite3").exists()


def test_an_article_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a new article makes all decisions anew, the words and clues of the others are those read before."""
    digest = stories(tmp_path / "digest", assign=0.99)
    digest.article("ar.ar", "قالت نادية روان إن المراكب تعود.\n", title="المراكب تعود", published="2026-02-09")
    read: dict[str, list[str]] = {"terms": [], "clues": []}
    for kind, ids in read.items():
        anew = getattr(thread_readings, kind)
        monkeypatch.setattr(thread_readings, kind, lambda item, ids=ids, anew=anew: ids.append(item.id) or anew(item))

    run(digest, dry_run=True)
    assert {kind: sorted(ids) for kind, ids in read.items()} == dict.fromkeys(read, sorted([*CONFIRMED, "ar"]))
    news(digest, "bakers")
    remembered = run(digest, dry_run=True)
    assert {kind: ids[len(CONFIRMED) + 1 :] for kind, ids in read.items()} == {"terms": ["bakers"], "clues": []}

    shutil.rmtree(digest.folder / ".nashra")
    assert run(digest, dry_run=True) == remembered


def test_only_what_a_new_article_may_change_is_decided_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Days before it stay decided; of its own day, nothing else hangs on it."""
    digest = stories(tmp_path / "digest")
    for day, name in enumerate(NEWS, start=10):
        news(digest, name, published=f"2026-02-{day}")
    scored: list[str] = []
    score = threads.Matcher.score

    def counted(self: threads.Matcher, item: threads.Item) -> threads.Decision:
        scored.append(item.id)
        return score(self, item)

    monkeypatch.setattr(threads.Matcher, "score", counted)

    def decided(name: str, day: int) -> list[str]:
        scored.clear()
        digest.article(f"{name}.en", f"{name} comes late.\n", title=name, published=f"2026-02-{day}")
        assign_new(digest.folder, load_config(digest.folder)[0], [f"content/articles/{name}.en.md"])
        return list(scored)

    run(digest)
    assert scored == ["strike-ends", "dam-holds", "bakers"]
    assert decided("newest", 13) == ["newest"]
    assert decided("same-day", 13) == ["same-day"]
    assert decided("old", 11) == ["old"]
    assert decided("older", 10) == ["older"]
    assert decided("last", 14) == ["dam-holds", "old", "bakers", "newest", "same-day", "last"]


@pytest.mark.parametrize("seed", range(12))
def test_articles_of_any_day_may_come_in_any_order(tmp_path: Path, seed: int) -> None:
    """What is remembered on the way is what a digest without a memory decides, however the articles came.

    Every article comes with a near-copy of the same day, and the one with the earlier name, which is the original, has
    a headline that decides.
    """
    digest = stories(tmp_path / "digest", assign=(0.6, 0.97)[seed % 2])
    config = load_config(digest.folder)[0]
    days = random.Random(seed)  # noqa: S311 (an order, no secret)
    when = {name: f"2026-02-{days.randint(6, 8):02}" for name in NEWS}
    copies = [(f"{letter}-{name}", name) for name in NEWS for letter in "yz"]
    for stem, name in days.sample(copies, len(copies)):
        title, body = NEWS[name]
        title = f"The Almira ferry dispute: {title}" if stem.startswith("y") else title
        digest.article(f"{stem}.en", f"{body}\n", title=title, published=when[name])
        assign_new(digest.folder, config, [f"content/articles/{stem}.en.md"])

        alone = shutil.copytree(digest.folder, tmp_path / stem, ignore=shutil.ignore_patterns(".nashra"))
        assert waiting(digest.folder, config)[1] == waiting(alone, config)[1]
        assert run(digest, dry_run=True) == assign(alone, config, dry_run=True)


def test_what_is_only_likely_is_for_a_person_to_say(tmp_path: Path) -> None:
    digest = stories(tmp_path / "digest", assign=1.0, suggest=0.2)
    file = news(digest, "strike-ends")
    before = content(digest)

    report = run(digest)

    assert [(each.path.rpartition("/")[2], each.decision.thread) for each in report.suggestions] == [
        ("strike-ends.en.md", "ferry")
    ]
    assert (report.moves, content(digest)) == ((), before)

    say(digest, "strike-ends", into="ferry")

    assert threads_of(file) == ["threads: [ferry]"]
    assert run(digest).suggestions == ()


def test_only_the_articles_that_are_named_are_written(tmp_path: Path) -> None:
    digest = stories(tmp_path / "digest")
    for name in ("strike-ends", "dam-holds"):
        news(digest, name)

    report = run(digest, "content/articles/dam-holds.en.md")

    assert [move.path for move in report.moves] == ["content/articles/dam-holds.en.md"]
    assert [move.path for move in run(digest, "content/articles").moves] == ["content/articles/strike-ends.en.md"]
    with pytest.raises(UsageError, match="is no article"):
        run(digest, "content/threads")


def test_what_no_longer_holds_is_taken_back(tmp_path: Path) -> None:
    digest = stories(tmp_path / "digest")
    file = news(digest, "bakers", threads_auto=["ferry"])

    (move,) = run(digest).moves

    assert (move.before, move.after) == (("ferry",), ())
    assert threads_of(file) == []


def test_a_file_that_is_saved_meanwhile_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    digest = stories(tmp_path / "digest")
    file = news(digest, "strike-ends")
    decide = threads.decide

    def and_meanwhile(*given: Any, **named: Any) -> object:
        file.write_bytes(file.read_bytes() + b"\nA line that somebody types.\n")
        return decide(*given, **named)

    monkeypatch.setattr(thread_replays, "decide", and_meanwhile)

    report = run(digest)

    assert [(each.code, each.file) for each in report.findings] == [
        ("not-assigned", "content/articles/strike-ends.en.md")
    ]
    assert report.moves == ()
    assert b"A line that somebody types." in file.read_bytes()
    assert threads_of(file) == []


def test_an_alias_in_the_headline_is_enough(tmp_path: Path) -> None:
    """What an editor wrote as another name of one story stands for it, before anything else is known."""
    digest = Digest(tmp_path / "digest").thread("quarry").thread("lighthouse")
    digest.article("a.en", "Nothing else is known.\n", title="New round of quarry talks")

    assert [move.after for move in run(digest).moves] == [("quarry",)]


# A person's word ---------------------------------------------------------------------------------------------------


def test_a_wrong_merge_is_one_word_away_from_right_and_stays_right(tmp_path: Path) -> None:
    digest = stories(tmp_path / "digest")
    file = news(digest, "strike-ends")
    run(digest)

    say(digest, "strike-ends", out_of="ferry")

    assert threads_of(file) == ["not_threads: [ferry]"]
    right = content(digest)
    for name in ("dam-holds", "bakers"):
        news(digest, name)
        run(digest)
        assert content(digest)["strike-ends.en.md"] == right["strike-ends.en.md"]


def test_a_person_moves_an_article_to_another_story_for_good(tmp_path: Path) -> None:
    digest = stories(tmp_path / "digest")
    file = news(digest, "strike-ends")
    run(digest)

    say(digest, "strike-ends", into="dam", out_of="ferry")
    run(digest)

    assert threads_of(file) == ["threads: [dam]", "not_threads: [ferry]"]
    assert say(digest, "strike-ends", into="dam") == {}

    say(digest, "strike-ends", into="ferry")

    assert threads_of(file) == ["threads: [ferry, dam]"]


def test_a_person_overrules_by_the_new_id_what_a_file_says_by_the_old(tmp_path: Path) -> None:
    digest = stories(tmp_path / "digest")
    thread = digest.folder / "content/threads/ferry.toml"
    thread.write_text('old_ids = ["boats"]\n' + thread.read_text(encoding="utf-8"), encoding="utf-8")
    file = news(digest, "strike-ends", threads=["boats"])

    say(digest, "strike-ends", out_of="ferry")
    assert threads_of(file) == ["not_threads: [ferry]"]

    say(digest, "strike-ends", into="boats")
    assert threads_of(file) == ["threads: [ferry]"]


def test_a_path_means_that_file_and_no_other_of_its_name(tmp_path: Path) -> None:
    digest = stories(tmp_path / "digest")
    file = news(digest, "strike-ends")
    before = file.read_bytes()
    other = digest.folder / "content/articles/z/strike-ends.en.md"
    other.parent.mkdir()
    other.write_bytes(before)

    with pytest.raises(UsageError):
        choose(digest.folder, load_config(digest.folder)[0], "content/articles/z/strike-ends.en.md", into="dam")

    assert file.read_bytes() == other.read_bytes() == before


def test_an_article_that_a_person_placed_gets_no_thread_of_ours(tmp_path: Path) -> None:
    digest = stories(tmp_path / "digest")
    file = news(digest, "strike-ends", threads=["dam"], threads_auto=["ferry"])

    run(digest)

    assert threads_of(file) == ["threads: [dam]"]


def test_a_word_in_the_file_is_as_good_as_a_command(tmp_path: Path) -> None:
    digest = stories(tmp_path / "digest")
    file = news(digest, "strike-ends", not_threads=["ferry"])

    run(digest)

    assert threads_of(file) == ["not_threads: [ferry]"]


def test_what_a_person_wrote_around_the_lists_stays(tmp_path: Path) -> None:
    digest = stories(tmp_path / "digest")
    news(digest, "strike-ends")
    path = "content/articles/strike-ends.en.md"
    digest.put(
        path, "---\ntitle: Strike\nlang: en  # checked\nnot_threads:\n  - dam  # for sure\n  - old\n---\nText.\n"
    )

    with pytest.raises(UsageError, match="by hand"):
        say(digest, "strike-ends", out_of="ferry")

    assert b"- dam  # for sure\n" in (digest.folder / path).read_bytes()


@pytest.mark.parametrize(("into", "out_of"), [("nowhere", None), (None, "nowhere"), ("ferry", "ferry")])
def test_a_thread_that_is_not_there_is_refused(tmp_path: Path, into: str | None, out_of: str | None) -> None:
    digest = stories(tmp_path / "digest")
    news(digest, "strike-ends")
    before = content(digest)

    with pytest.raises(UsageError):
        say(digest, "strike-ends", into=into, out_of=out_of)

    assert content(digest) == before


# What is private ---------------------------------------------------------------------------------------------------


def test_private_articles_are_left_alone_and_tell_nothing(tmp_path: Path) -> None:
    """A private article is not decided on, and no decision on another is any different for it."""
    digest = stories(tmp_path / "digest")
    news(digest, "strike-ends")
    without = run(digest, dry_run=True)
    hidden_text = (
        "The Selby Line and Nadia Rowan met the baker Yusra Penn about rye, dough and a ferry in Port Almira.\n"
    )
    digest.article("secret.en", hidden_text, title="Secret", private=True, threads=["ferry"], published="2026-02-08")
    hidden = news(digest, "bakers", private=True)

    report = run(digest)

    assert report.moves == without.moves
    assert threads_of(hidden) == []
    told = explain_article(digest.folder, load_config(digest.folder)[0], "bakers")
    assert (told.outcome, told.terms) == ("private", ())


# At import ---------------------------------------------------------------------------------------------------------


def test_a_capture_joins_its_story_and_says_why(tmp_path: Path) -> None:
    digest = stories(tmp_path / "digest")
    capture(digest, "strike-ends")

    outcome = nashra("build", "--project", digest.folder, "--json", "--jobs", "1")

    (path,) = outcome.json["imported"]
    assert threads_of(digest.folder / path) == ["threads_auto: [ferry]"]
    (told,) = (each for each in outcome.json["findings"] if each["code"] == "thread-joined")
    assert told["file"] == path
    assert "`ferry`" in told["message"]
    assert "--not ferry" in told["hint"]


# What was translated -----------------------------------------------------------------------------------------------

FOREIGN = ("Фериботът отново плава", "Спорът приключи тази сутрин на кея, съобщиха моряците.")
ANSWERS = """\
import json, sys
for line in sys.stdin:
    asked = json.loads(line)
    print(json.dumps({{"id": asked["id"], "text": {answers!r}[asked["text"]]}}), flush=True)
"""


def foreign(folder: Path) -> Digest:
    """Return the two stories, an article in Bulgarian, and an engine of this machine that can translate it."""
    digest = stories(folder)
    answers = dict(zip(FOREIGN, NEWS["strike-ends"], strict=True))
    digest.put("engine.py", ANSWERS.format(answers=answers))
    program = f'[translate.engines.command]\nargv = ["{sys.executable}", "{digest.folder / "engine.py"}"]\n'
    settings = (digest.folder / "content/digest.toml").read_text(encoding="utf-8")
    digest.put("content/digest.toml", f'{settings}[translate]\nengine = "command"\n{program}')
    return digest.article("quay.bg", f"{FOREIGN[1]}\n", title=FOREIGN[0], published=MORNING)


@pytest.mark.parametrize("command", [("translate", "--to", "en"), ("build", "--translate", "command", "--jobs", "1")])
def test_an_article_joins_its_story_when_it_is_translated(tmp_path: Path, command: tuple[str, ...]) -> None:
    digest = foreign(tmp_path / "digest")
    file = digest.folder / "content/articles/quay.bg.md"
    assert not run(digest).moves
    before = file.read_text(encoding="utf-8")

    outcome = nashra(command[0], "--project", digest.folder, *command[1:], "--json")

    assert (digest.folder / "content/articles/quay.en.md").is_file()
    (told,) = (each for each in outcome.json["findings"] if each["code"] == "thread-joined")
    assert "`ferry`" in told["message"]
    assert threads_of(file) == ["threads_auto: [ferry]"]
    assert file.read_text(encoding="utf-8").replace("threads_auto: [ferry]\n", "") == before
    assert run(digest).moves == ()


@pytest.mark.parametrize(
    "fields", [{"threads": ["dam"]}, {"not_threads": ["ferry"]}, {"threads_auto": ["dam"]}, {"private": True}]
)
def test_a_translation_moves_no_article_that_has_its_place(tmp_path: Path, fields: dict[str, Any]) -> None:
    digest = foreign(tmp_path / "digest")
    digest.article("quay.bg", f"{FOREIGN[1]}\n", title=FOREIGN[0], published=MORNING, **fields)
    before = (digest.folder / "content/articles/quay.bg.md").read_bytes()

    nashra("translate", "--project", digest.folder)

    assert (digest.folder / "content/articles/quay.bg.md").read_bytes() == before


def test_a_likely_story_is_named_and_not_written(tmp_path: Path) -> None:
    digest = stories(tmp_path / "digest", assign=1.0)
    capture(digest, "strike-ends")

    report = import_inbox(digest.folder, load_config(digest.folder)[0], now=NOW)

    assert threads_of(digest.folder / report.created[0]) == []
    (told,) = (each for each in report.findings if each.code == "thread-suggested")
    assert "probably belongs to `ferry`" in told.message
    assert "--to ferry" in told.hint


def test_the_thread_of_the_person_who_imports_wins(tmp_path: Path) -> None:
    digest = stories(tmp_path / "digest")
    file = capture(digest, "strike-ends")

    outcome = nashra("import", file, "--thread", "dam", "--project", digest.folder)

    assert threads_of(digest.folder / outcome.out.strip()) == ["threads: [dam]"]


def test_the_order_in_which_news_arrives_changes_nothing(tmp_path: Path) -> None:
    """One at a time in any order, or all at once: the same bytes, before `assign` and after it."""
    results = []
    for number, order in enumerate([*itertools.permutations(NEWS), ()]):
        digest = stories(tmp_path / f"digest-{number}")
        for name in order:
            capture(digest, name)
            import_inbox(digest.folder, load_config(digest.folder)[0], now=NOW)
        if not order:
            for name in NEWS:
                capture(digest, name)
            import_inbox(digest.folder, load_config(digest.folder)[0], now=NOW)
        arrived = content(digest)
        run(digest)
        assert content(digest) == arrived
        results.append(arrived)

    assert len(results[0]) == len(CONFIRMED) + len(NEWS)
    assert all(result == results[0] for result in results)


# Why ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("chance", "shown"),
    [(0.5999, "59 %"), (0.6, "60 %"), (0.29, "29 %"), (0.9999, "99 %"), (0.001, "1 %"), (1.0, "100 %")],
)
def test_a_chance_that_falls_short_of_a_bound_is_not_said_to_reach_it(chance: float, shown: str) -> None:
    assert percent(chance) == shown


def test_a_name_in_a_sentence_is_marked_once(tmp_path: Path) -> None:
    """What counts as another name of a thread has its marks already."""
    digest = Digest(tmp_path / "digest").thread("quarry")
    digest.article("a.en", "Nothing else is known.\n", title="New round of quarry talks")

    told = explain_article(digest.folder, load_config(digest.folder)[0], "a")

    sentence = next(line for line in told.changes if line.startswith("Without"))
    assert "`" in sentence
    assert sentence.count("`") % 2 == 0
    assert "``" not in sentence
    assert "called" not in sentence
    assert sentence.startswith("Without `quarry talks` it would ")


def test_the_terms_add_up_to_the_score_and_without_them_the_decision_falls(tmp_path: Path) -> None:
    digest = stories(tmp_path / "digest")
    config = load_config(digest.folder)[0]
    for name in NEWS:
        news(digest, name)

    for name, thread in (("strike-ends", "ferry"), ("dam-holds", "dam")):
        told = explain_article(digest.folder, config, name)
        assert (told.outcome, told.thread) == ("assigned", thread)
        assert isclose(sum(term.value for term in told.terms), told.score, abs_tol=1e-9)
        assert isclose(chance_of(told.score), told.chance, abs_tol=1e-6)
        assert isclose(sum(value for _, value in told.summed()), told.score, abs_tol=1e-9)
        assert told.terms[0].kind == "name"
        without = told.score - sum(term.value for term in positive(told.terms))
        assert chance_of(without) < config.threads.suggest
        assert any(line.startswith("Without ") for line in told.changes)


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    digest = stories(tmp_path / "digest", assign=1.0, suggest=0.2)
    news(digest, "strike-ends")

    told = explain_article(digest.folder, load_config(digest.folder)[0], "strike-ends")

    assert told.outcome == "suggested"
    assert told.verdict.startswith("It probably belongs to `ferry`")
    assert "It would be assigned from 100 % on." in told.changes
    assert any("--to ferry" in line for line in told.changes)
    assert any("--not ferry" in line for line in told.changes)


def test_a_thread_that_is_hardly_known_is_said_to_be(tmp_path: Path) -> None:
    digest = stories(tmp_path / "digest", assign=1.0, suggest=0.0)
    for number in (2, 3):
        digest.remove(f"content/articles/ferry-{number}.en.md")
    news(digest, "strike-ends")

    told = explain_article(digest.folder, load_config(digest.folder)[0], "strike-ends")

    assert "Articles that a person put into `ferry` so far: 1. Each one more makes Nashra surer." in told.changes


def test_a_persons_own_decision_is_said_to_be_one(tmp_path: Path) -> None:
    digest = stories(tmp_path / "digest")
    news(digest, "strike-ends", threads=["dam"])

    told = explain_article(digest.folder, load_config(digest.folder)[0], "content/articles/strike-ends.en.md")

    assert (told.outcome, told.threads, told.thread) == ("by hand", ("dam",), "ferry")
    assert told.verdict.startswith("A person put it into `dam`")


def test_an_article_that_has_nothing_in_common_with_any_thread(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").thread("quarry")
    article = Article(stem="x", lang="en", path="x.en.md", fingerprint="", body_line=1, title="Xylophones")
    config = load_config(digest.folder)[0]

    told = explanation(article, None, waiting(digest.folder, config)[0], config)

    assert (told.outcome, told.thread, told.terms) == ("none", None, ())
    assert told.verdict == "No thread has anything in common with it."


@pytest.mark.parametrize(("folder", "shown"), [("a b", "'{}'"), ("أخبار", "{}")])
def test_a_command_can_be_given_to_a_shell_as_it_stands(tmp_path: Path, folder: str, shown: str) -> None:
    digest = stories(tmp_path / "digest")
    path = f"content/articles/{folder}/quay.en.md"
    digest.put(path, "---\ntitle: Quay\nlang: en\nthreads: [dam]\n---\nText.\n")

    told = explain_article(digest.folder, load_config(digest.folder)[0], "quay")

    assert told.changes == (f"To take it out: `nashra threads assign {shown.format(path)} --not dam`.",)


def test_the_nearest_of_threads_that_have_nothing_in_common_is_not_named(tmp_path: Path) -> None:
    """What only says that other threads are no nearer is no reason."""
    digest = stories(tmp_path / "digest")
    digest.article("tides.en", "Xylophones.\n", title="Xylophones", published="2026-01-30")
    config = load_config(digest.folder)[0]
    known = waiting(digest.folder, config)[0]
    terms = (threads.Term("dam", "rival", 0.35), threads.Term("", "doubt", -3.0))
    decision = threads.Decision(
        item="tides", outcome="none", thread="ferry", score=-2.65, chance=0.07, terms=terms, runner_up="dam"
    )

    told = explanation(known.articles["tides"], decision, known, config)

    assert (told.outcome, told.thread, told.terms, told.score) == ("none", None, (), 0.0)
    assert told.verdict == "No thread has anything in common with it."
    assert told.changes == ("To put it into a thread: `nashra threads assign content/articles/tides.en.md --to ID`.",)
