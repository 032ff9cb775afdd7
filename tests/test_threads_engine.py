"""An article finds its thread, for reasons that add up, whatever the order in which articles come."""

import random
from collections.abc import Sequence

import msgspec
import pytest

from generator.threads import Decision, Item, Matcher, Outline, Thresholds, decide, explain
from generator.threads.background import idf
from generator.threads.evidence import MEASURES
from generator.threads.places import country
from generator.threads.terms import terms, terms_of
from generator.threads.trees import Forest, how_known, weigh

HARBOUR = Outline(
    id="harbour",
    titles={"en": "Harbour strike in Valparaiso", "ar": "إضراب الميناء"},
    aliases=("إضراب الميناء", "harbour strike"),
    names=("Consuelo Ibarra",),
)
DAM = Outline(id="dam", titles={"en": "Orlova dam collapse"}, names=("Orlova",))
OUTLINES = (HARBOUR, DAM)
THRESHOLDS = Thresholds()

SEEDS = (
    ("2021-03-01", "Dockers led by Consuelo Ibarra stop work in Valparaiso over pay.", "harbour"),
    ("2021-03-02", "Consuelo Ibarra says the Dockers Federation rejects the pay offer in Chile.", "harbour"),
    ("2021-03-03", "Cranes stand still in Valparaiso as the Dockers Federation keeps its pickets.", "harbour"),
    ("2021-03-01", "The Orlova dam burst after rain; villages below the reservoir are flooded.", "dam"),
    ("2021-03-04", "Engineer Pavel Zhdan warned of cracks in the Orlova dam a year ago.", "dam"),
    ("2021-03-05", "Pavel Zhdan is heard by the inquiry into the flood below Orlova.", "dam"),
)
NEWS = (
    ("2021-03-06", "Dockers Federation and Consuelo Ibarra meet the port authority in Valparaiso over pay."),
    ("2021-03-06", "The inquiry hears Pavel Zhdan again on cracks in the Orlova dam."),
    ("2021-03-06", "A new opera by a young composer opens in Vienna to applause."),
    ("2021-03-07", "Pickets in Valparaiso end a shift early; Ibarra thanks the Dockers Federation."),
    ("2021-03-08", "Villagers return below the Orlova reservoir as water falls."),
    ("2021-03-09", "Chile's parliament debates a law on pay in ports such as Valparaiso."),
    ("", "Consuelo Ibarra speaks about the pickets of the Dockers Federation."),
)


def seeds() -> list[Item]:
    return [
        Item(id=f"s{at}", date=date, lang="en", text=text, threads=(thread,))
        for at, (date, text, thread) in enumerate(SEEDS)
    ]


def news() -> list[Item]:
    return [Item(id=f"n{at}", date=date, lang="en", text=text) for at, (date, text) in enumerate(NEWS)]


def by_id(decisions: Sequence[Decision]) -> dict[str, Decision]:
    return {decision.item: decision for decision in decisions}


def test_an_article_joins_the_thread_whose_people_and_places_it_names() -> None:
    found = by_id(decide([*seeds(), *news()], OUTLINES, THRESHOLDS))

    assert (found["n0"].thread, found["n1"].thread) == ("harbour", "dam")
    assert found["n0"].outcome in {"assigned", "suggested"}
    assert found["n2"].outcome == "none"


def test_terms_add_up_to_the_score_names_first() -> None:
    for decision in decide([*seeds(), *news()], OUTLINES, THRESHOLDS):
        assert sum(term.value for term in decision.terms) == pytest.approx(decision.score, abs=1e-9)
        kinds = [term.kind == "name" for term in decision.terms]
        assert kinds == sorted(kinds, reverse=True)


def test_without_its_terms_the_decision_falls() -> None:
    """Take the words that speak for a thread out of an article, and it is no longer of that thread."""
    loose = Thresholds(assign=0.6, suggest=0.5)
    joined = [each for each in decide([*seeds(), *news()], OUTLINES, loose) if each.outcome == "assigned"]
    assert joined

    texts = {item.id: item.text for item in news()}
    for decision in joined:
        rest = texts[decision.item]
        for term in decision.terms:
            if term.value > 0:
                rest = rest.replace(term.text, "")
        changed = [msgspec.structs.replace(item, text=rest) if item.id == decision.item else item for item in news()]
        after = by_id(decide([*seeds(), *changed], OUTLINES, loose))[decision.item]
        assert (after.thread, after.outcome) != (decision.thread, "assigned")


def test_any_order_of_arrival_gives_the_same_decisions() -> None:
    items = [*seeds(), *news()]
    expected = decide(items, OUTLINES, THRESHOLDS)

    for seed in range(5):
        shuffled = random.Random(seed).sample(items, len(items))  # noqa: S311 (an order, no secret)
        assert decide(shuffled, OUTLINES[::-1], THRESHOLDS) == expected


def test_an_article_a_day_is_decided_as_all_at_once() -> None:
    """What is on file is taken as it is, and the next article is judged as in a replay."""
    items = news()
    expected = by_id(decide([*seeds(), *items], OUTLINES, THRESHOLDS))

    settled: dict[str, str | None] = {}
    for at in range(len(items)):
        (fresh,) = decide([*seeds(), *items[: at + 1]], OUTLINES, THRESHOLDS, settled)
        assert fresh == expected[fresh.item]
        settled[fresh.item] = fresh.thread if fresh.outcome == "assigned" else None


def test_an_article_is_judged_by_what_came_before_it() -> None:
    earlier = by_id(decide([*seeds(), *news()[:4]], OUTLINES, THRESHOLDS))
    later = by_id(decide([*seeds(), *news()], OUTLINES, THRESHOLDS))

    assert all(later[item] == decision for item, decision in earlier.items())


def test_a_person_who_says_no_is_heard() -> None:
    first = msgspec.structs.replace(news()[0], not_threads=("harbour",))

    decision = by_id(decide([*seeds(), first], OUTLINES, THRESHOLDS))["n0"]

    assert decision.thread != "harbour"


def test_a_closed_thread_takes_nothing() -> None:
    closed = msgspec.structs.replace(HARBOUR, closed=True)

    decision = by_id(decide([*seeds(), *news()], (closed, DAM), THRESHOLDS))["n0"]

    assert decision.thread != "harbour"


def test_an_alias_in_the_headline_decides() -> None:
    item = Item(id="a", date="2021-03-06", lang="ar", title="إضراب الميناء يدخل أسبوعه الثاني", text="لا جديد.")

    (decision,) = decide([item], OUTLINES, THRESHOLDS)

    assert (decision.thread, decision.outcome) == ("harbour", "assigned")
    assert ("إضراب الميناء", "alias") in {(term.text, term.kind) for term in decision.terms}


def test_a_translation_is_read_where_there_is_one() -> None:
    text = "اجتمع الاتحاد مع سلطة الميناء."
    bare = Item(id="a", date="2021-03-06", lang="ar", text=text)
    translated = msgspec.structs.replace(bare, pivot=NEWS[0][1])

    assert by_id(decide([*seeds(), translated], OUTLINES, THRESHOLDS))["a"].thread == "harbour"
    assert terms(translated).keys() > terms(bare).keys()


def test_a_near_copy_follows_its_original_and_counts_once() -> None:
    copy = Item(id="c", date="2021-03-03", lang="en", text="Unlike.", copy_of="s0")
    alone = decide([*seeds(), *news()], OUTLINES, THRESHOLDS)

    found = decide([*seeds(), *news(), copy], OUTLINES, THRESHOLDS)

    assert by_id(found)["c"].thread == "harbour"
    assert by_id(found)["c"].outcome == "assigned"
    assert [decision for decision in found if decision.item != "c"] == list(alone)


def test_a_circle_of_copies_is_no_trap() -> None:
    circle = [Item(id="a", copy_of="b", lang="en", text="x"), Item(id="b", copy_of="a", lang="en", text="y")]

    assert [decision.outcome for decision in decide(circle, OUTLINES, THRESHOLDS)] == ["none", "none"]


def test_an_explanation_is_of_the_same_day_as_the_decision() -> None:
    items = [*seeds(), *news()]
    decided = by_id(decide(items, OUTLINES, THRESHOLDS))

    for item in news():
        ranked = explain(items, OUTLINES, THRESHOLDS, item.id)
        if ranked:
            assert ranked[0] == decided[item.id]
            assert [each.score for each in ranked] == sorted((each.score for each in ranked), reverse=True)


def test_an_explanation_reads_an_article_as_if_nobody_had_put_it_anywhere() -> None:
    ranked = explain([*seeds(), *news()], OUTLINES, THRESHOLDS, "s1")

    assert ranked[0].thread == "harbour"


def test_the_runner_up_is_told() -> None:
    text = "Consuelo Ibarra of the Dockers Federation visits villages flooded by the Orlova dam."
    matcher = Matcher(OUTLINES, THRESHOLDS)
    for item in seeds():
        matcher.seed(item, item.threads[0])

    decision = matcher.score(Item(id="x", date="2021-03-06", lang="en", text=text))

    assert {decision.thread, decision.runner_up} == {"harbour", "dam"}
    assert decision.runner_up_score <= decision.score


@pytest.mark.parametrize("near", [False, True])
def test_no_shared_term_counts_against_a_thread(near: bool) -> None:
    """More of what a thread is about never lowers how much a measure of it counts."""
    low = [0.0] * len(MEASURES)
    for at, name in enumerate(MEASURES):
        sign = -1 if name.startswith(("missing", "other country", "label elsewhere", "rival")) else 1
        steps = [[*low[:at], step / 10, *low[at + 1 :]] for step in range(11)]
        sums = [float(row.sum()) * sign for row in weigh(steps, [0.0] * len(steps), near=near)]
        assert sums == sorted(sums), name


def test_steps_through_a_tree_add_up_to_its_leaf() -> None:
    import numpy as np

    forest = Forest(
        measure=np.array([[0, 1, -1, -1, -1]]),
        bound=np.array([[0.5, 0.5, 0, 0, 0]]),
        below=np.array([[1, 3, 0, 0, 0]]),
        above=np.array([[2, 4, 0, 0, 0]]),
        value=np.array([[0.5, -1.0, 2.0, -3.0, 1.0]]),
        known=np.array(4.0),
    )

    weights = weigh([[0.0, 1.0], [1.0, 0.0]], [0.0, 0.25], forest)

    assert weights.tolist() == [[-1.5, 2.0, 0.5], [1.5, 0.0, 1.5]]


def test_a_thread_is_known_better_by_each_article_up_to_ten() -> None:
    known = [how_known(articles) for articles in range(15)]

    assert known[0] == 0.0
    assert known[:11] == sorted(set(known))
    assert set(known[10:]) == {1.0}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ships of the U.S. Navy left.", "en us."),
        ("A visit of the US Navy.", "en us."),
        ("The ministers’ talks failed.", "en talk"),
        ("He met Angela Merkel there.", "en angela merkel"),
    ],
)
def test_terms_are_stems_and_names(text: str, key: str) -> None:
    assert key in terms_of("en", "", text)


def test_letters_within_words_meet_where_clitics_differ() -> None:
    ours, theirs = (terms_of("ar", "", text) for text in ("والمفاوضات", "مفاوضاتهم"))

    assert any(key.startswith("ar #") for key in ours.keys() & theirs.keys())


def test_peoples_and_cities_stand_for_their_country() -> None:
    assert {country(f"en {word}") for word in ("chile", "chilean", "valparaíso")} <= {"CL", ""}
    assert country("en libyan") == country("en libya") == "LY"


@pytest.mark.parametrize("lang", ["en", "ar", "fa", "he", "ru", "tr", "ur", "fr"])
def test_common_words_are_common(lang: str) -> None:
    common = {"en": "the", "ar": "في", "fa": "در", "he": "של", "ru": "и", "tr": "ve", "ur": "کے", "fr": "de"}[lang]
    (key,) = (key for key in terms_of(lang, "", common) if "#" not in key)

    assert idf(key) < 1.5 < idf(f"{lang} qqqqq")


def test_days_that_are_not_known_come_last() -> None:
    """An article of which only the month is known may be of its last day, so it is judged after the others."""
    items = [
        Item(id="m", date="2021-03", lang="en", text=NEWS[3][1]),
        Item(id="z", date="2021-03-30", lang="en", text=NEWS[0][1]),
        Item(id="n", date="", lang="en", text=NEWS[0][1]),
    ]

    assert [decision.item for decision in decide([*seeds(), *items], OUTLINES, THRESHOLDS)] == ["z", "m", "n"]


def test_letters_of_a_word_that_every_text_has_say_nothing() -> None:
    """Of letters it is known how rare they are as of words: by the words that have them."""
    everywhere, common, rare = (idf(f"ar #{letters}") for letters in ("من", "حکوم", "طراب"))
    assert everywhere < 1 < common < rare


def test_letters_within_a_word_say_nothing_where_the_word_is_shared() -> None:
    """One word in common is one word, though its letters are compared too."""
    matcher = Matcher([Outline(id="strike", titles={"ar": "إضراب ميناء بنزرت"})], THRESHOLDS)

    (found,) = matcher.compare(Item(id="a", lang="ar", text="علماء ينقبون عن ميناء غارق قبالة الشاطئ"))

    measures = dict(zip(MEASURES, found.evidence.values, strict=True))
    assert measures["rarest"] > 0
    assert measures["second rarest"] == 0


def test_the_first_article_of_a_language_is_measured_as_the_second() -> None:
    """Titles are read when a language is first met, and that article finds them too."""
    matcher = Matcher([Outline(id="strike", titles={"en": "The strike at Port Almira"})], THRESHOLDS)
    item = Item(id="a", lang="en", text="The strike at Port Almira goes on.")

    first, second = (matcher.compare(item)[0].evidence.values for _ in range(2))

    assert first == second


def test_a_word_that_is_all_ending_is_its_own_stem() -> None:
    """The Greek stemmer leaves nothing of `όταν`."""
    outline = Outline(id="strike", titles={"el": "Απεργία στο λιμάνι"})
    item = Item(id="a", lang="el", text="Όταν άρχισε η απεργία, το λιμάνι έκλεισε, όταν όμως έληξε, άνοιξε.")

    assert all(key.partition(" ")[2] for key in terms(item))
    assert [decision.thread for decision in decide([item], [outline], THRESHOLDS)] == ["strike"]
