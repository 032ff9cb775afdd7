"""Words of like use stand near one another, so that an article finds a thread that it shares no word with."""

from itertools import permutations

import numpy as np
import pytest

from generator.threads import Item, Matcher, Outline, Thresholds, decide
from generator.threads.embedding import Direction, Directions, Table, bundled, direct
from generator.threads.evidence import NEAR
from generator.threads.terms import terms_of

TABLE = Table(
    {"harbour": 0, "port": 1, "opera": 2, "tenor": 3},
    np.array([[120, 10, 0], [110, 30, -5], [0, 10, 120], [-20, 0, 110]], dtype=np.int8),
)


def pointing(table: Table, **weights: float) -> Direction:
    direction = direct("en", {f"en {word}": weight for word, weight in weights.items()}, table)
    assert direction is not None
    return direction


def test_a_text_is_near_to_a_thread_of_like_words() -> None:
    directions = Directions(2, 3)
    directions.add(Directions.SURE, 0, pointing(TABLE, harbour=1.0))
    directions.add(Directions.SURE, 1, pointing(TABLE, opera=1.0))

    port, music = directions.nearness(pointing(TABLE, port=0.8, tenor=0.1)).tolist()

    assert 0.9 < port <= 1
    assert music < 0.3
    assert directions.nearness_of([0], pointing(TABLE, port=1.0))[0][Directions.GROWN] == 0.0


def test_the_words_that_bring_a_text_near_are_told() -> None:
    directions = Directions(1, 3)
    directions.add(Directions.LABELS, 0, pointing(TABLE, harbour=1.0))

    told = directions.told_by(Directions.LABELS, 0, pointing(TABLE, port=0.5, opera=0.4, tenor=0.4))

    assert [key for key, _ in told] == ["en port", "en opera"]
    assert all(part > 0 for _, part in told)


def test_a_number_is_not_told_as_near_in_meaning() -> None:
    table = Table({"flood": 0, "141": 1}, np.array([[100, 0], [120, 10]], dtype=np.int8))
    directions = Directions(1, 2)
    directions.add(Directions.SURE, 0, pointing(table, flood=1.0))

    told = directions.told_by(Directions.SURE, 0, pointing(table, **{"141": 0.9, "flood": 0.4}))

    assert [key for key, _ in told] == ["en flood"]


def test_no_order_of_adding_changes_a_number() -> None:
    texts = [pointing(TABLE, harbour=0.31), pointing(TABLE, opera=0.7, port=0.13), pointing(TABLE, tenor=0.9)]
    found = set()
    for order in permutations(texts):
        directions = Directions(1, 3)
        for text in order:
            directions.add(Directions.GROWN, 0, text)
        found.add(tuple(directions.nearness_of([0], texts[0])[0]))

    assert len(found) == 1


def test_what_no_table_knows_points_nowhere() -> None:
    assert direct("en", {"en zxqv": 1.0, "en khalifa haftar": 1.0}, TABLE) is None
    assert bundled("ar") is None
    assert bundled("../en") is None


@pytest.mark.parametrize(
    ("word", "like", "unlike"), [("earthquake", "aftershock", "election"), ("minister", "cabinet", "glacier")]
)
def test_bundled_words_stand_by_their_use(word: str, like: str, unlike: str) -> None:
    table = bundled("en")
    assert table is not None
    assert len(table.rows) == len(table.vectors)
    stem, near, far = (next(iter(terms_of("en", "", each))).partition(" ")[2] for each in (word, like, unlike))
    directions = Directions(2, table.vectors.shape[1])
    directions.add(Directions.SURE, 0, pointing(table, **{near: 1.0}))
    directions.add(Directions.SURE, 1, pointing(table, **{far: 1.0}))

    closer, further = directions.nearness(pointing(table, **{stem: 1.0})).tolist()

    assert closer > further + 0.1


def test_an_article_finds_a_thread_that_it_shares_no_word_with() -> None:
    outlines = [
        Outline(id="quake", titles={"en": "Earthquake disaster"}),
        Outline(id="vote", titles={"en": "Parliamentary elections"}),
    ]
    item = Item(id="a", lang="en", text="An aftershock of magnitude six shook villages; rescuers search the rubble.")

    (decision,) = decide([item], outlines, Thresholds())

    assert decision.thread == "quake"
    akin = [term for term in decision.terms if term.kind == "akin"]
    assert "aftershock" in [term.text for term in akin]
    assert sum(term.value for term in decision.terms) == pytest.approx(decision.score, abs=1e-9)


def test_languages_without_a_table_are_measured_by_what_is_shared() -> None:
    matcher = Matcher([Outline(id="strike", titles={"ar": "إضراب ميناء بنزرت"})], Thresholds())

    (found,) = matcher.compare(Item(id="a", lang="ar", text="عمال ميناء بنزرت يواصلون الإضراب"))

    assert found.reading.direction is None
    assert found.evidence.values[NEAR:] == [0.0, 0.0, 0.0]


def test_a_thread_that_is_only_near_hides_none_in_another_language() -> None:
    """An English article is compared across languages where it shares no word with what is written in its own."""
    outlines = [
        Outline(id="war", titles={"en": "Bombardment of towns"}),
        Outline(id="tripoli", titles={"ar": "مواجهات طرابلس"}, names=("خليفة حفتر",)),
    ]
    seeds = [
        Item(id=f"s{at}", lang="ar", text=text, threads=("tripoli",))
        for at, text in enumerate(("خليفة حفتر يصل إلى طرابلس في ليبيا", "قوات حفتر على أبواب طرابلس"))
    ]
    item = Item(id="a", lang="en", text="Shelling shook villages near Tripoli as Khalifa Haftar spoke in Libya.")

    matcher = Matcher(outlines, Thresholds())
    assert [each.thread for each in matcher.compare(item)] == ["war"]

    found = decide([*seeds, item], outlines, Thresholds(suggest=0.3))

    assert [decision.thread for decision in found] == ["tripoli"]


def test_a_word_that_the_thread_has_is_never_said_to_be_only_near() -> None:
    outlines = [Outline(id="quake", titles={"en": "Earthquake disaster"})]
    seed = Item(id="s", lang="en", text="The president of the ministry met voters on Monday.", threads=("quake",))
    item = Item(id="a", lang="en", text="An aftershock of magnitude six shook villages; the president visits.")

    (decision,) = decide([seed, item], outlines, Thresholds())

    kinds = {term.text: term.kind for term in decision.terms}
    assert kinds["president"] == "word"
    assert kinds["aftershock"] == "akin"
    assert sum(term.value for term in decision.terms) == pytest.approx(decision.score, abs=1e-9)
