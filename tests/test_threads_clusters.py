"""Stories are found from nothing: as the news comes in, among undated articles, and between two of them."""

import json
import random
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
import pytest

from generator.threads.clustering import cluster_stream
from generator.threads.linkage import linked
from generator.threads.pairs import compare
from generator.threads.stories import Stories
from generator.threads.story import MEASURES, Reading, Story
from generator.threads.terms import terms
from generator.threads.trees import Forest, Trees, trained, weigh
from generator.threads.types import Item

SHARED = Path(__file__).parents[2] / "shared" / "threading"
NEEDS_SHARED = pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/threading, which is not here")

STORM = (
    ("2031-03-01", "Tropical Storm Odalys forms off the coast of Vesperia and moves towards the port of Lund Harbour."),
    (
        "2031-03-02",
        "Tropical Storm Odalys makes landfall near Lund Harbour; fishing boats are torn from their moorings.",
    ),
    ("2031-03-03", "Rescuers reach villages that Odalys cut off; the mayor of Lund Harbour asks for tents and water."),
)
STRIKE = (
    (
        "2031-03-01",
        "Railway workers in Meridonia stop all trains for a day; union leader Petra Quill asks for better pay.",
    ),
    (
        "2031-03-02",
        "Petra Quill says the railway strike in Meridonia will go on until the ministry talks to the union.",
    ),
    ("2031-03-03", "Meridonia's transport minister meets union leader Petra Quill over the railway strike."),
)


def items(*stories: Sequence[tuple[str, str]]) -> list[Item]:
    return [
        Item(id=f"{story}-{number}", date=date, lang="en", text=text)
        for story, found in enumerate(stories)
        for number, (date, text) in enumerate(found)
    ]


def groups(found: Mapping[str, str]) -> set[frozenset[str]]:
    by: dict[str, set[str]] = defaultdict(set)
    for name, story in found.items():
        by[story].add(name)
    return {frozenset(names) for names in by.values()}


BOTH = {frozenset({"0-0", "0-1", "0-2"}), frozenset({"1-0", "1-1", "1-2"})}


def test_two_stories_of_the_same_days_stay_apart() -> None:
    assert groups(cluster_stream(items(STORM, STRIKE))) == BOTH


def test_undated_articles_are_grouped_too() -> None:
    undated = [Item(id=item.id, lang="en", text=item.text) for item in items(STORM, STRIKE)]

    assert groups(cluster_stream(undated)) == BOTH


def test_a_story_is_named_by_its_first_item() -> None:
    assert cluster_stream(items(STORM))["0-2"] == "0-0"


def test_nothing_has_no_stories() -> None:
    assert cluster_stream([]) == {}
    assert cluster_stream([Item(id="empty")]) == {"empty": "empty"}


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_arrival_changes_nothing(seed: int) -> None:
    everything = items(STORM, STRIKE)
    shuffled = random.Random(seed).sample(everything, len(everything))  # noqa: S311 - a test's shuffle

    assert dict(sorted(cluster_stream(shuffled).items())) == dict(sorted(cluster_stream(everything).items()))


def test_a_near_copy_goes_with_its_original() -> None:
    copy = Item(id="copy", date="2031-03-09", lang="en", text="Weather.", copy_of="again")
    again = Item(id="again", date="2031-03-08", lang="en", text="Weather.", copy_of="0-1")

    found = cluster_stream([copy, again, *items(STORM)])

    assert found["copy"] == found["again"] == found["0-1"]


def test_a_ring_of_copies_is_one_story() -> None:
    one = Item(id="one", lang="en", text="Weather.", copy_of="other")
    other = Item(id="other", lang="en", text="Weather.", copy_of="one")

    found = cluster_stream([one, other])

    assert found["one"] == found["other"]


def test_translations_bring_languages_together() -> None:
    english = items(STORM)
    arabic = Item(
        id="ar", date="2031-03-03", lang="ar", title="العاصفة أوداليس", text="وصل عمال الإنقاذ.",
        pivot="Storm Odalys: rescuers bring tents and water to Lund Harbour in Vesperia.",
    )  # fmt: skip

    assert cluster_stream([arabic, *english])["ar"] == "0-0"


@pytest.mark.parametrize(
    ("lang", "storm", "strike"),
    [
        (
            "ar",
            [
                "تشكلت عاصفة أوداليس المدارية قبالة سواحل فيسبيريا وتتجه نحو ميناء لوند.",
                "عاصفة أوداليس تضرب ميناء لوند وتقتلع قوارب الصيد من مراسيها.",
                "فرق الإنقاذ تصل إلى قرى عزلتها عاصفة أوداليس ورئيس بلدية لوند يطلب الخيام.",
            ],
            [
                "عمال السكك الحديدية في ميريدونيا يوقفون القطارات وزعيمة النقابة بيترا كويل تطالب بأجور أفضل.",
                "بيترا كويل تقول إن إضراب السكك الحديدية في ميريدونيا مستمر حتى تتفاوض الوزارة.",
                "وزير النقل في ميريدونيا يلتقي زعيمة النقابة بيترا كويل بشأن إضراب السكك الحديدية.",
            ],
        ),
        (
            "zh",
            [
                "热带风暴奥达利斯在维斯佩里亚沿海形成，正向伦德港移动。",
                "风暴奥达利斯登陆伦德港，渔船被刮离泊位。",
                "救援人员抵达被奥达利斯风暴切断的村庄，伦德港市长请求帐篷。",
            ],
            [
                "梅里多尼亚铁路工人罢工一天，工会领袖佩特拉要求加薪。",
                "佩特拉表示梅里多尼亚铁路罢工将持续到交通部与工会谈判。",
                "梅里多尼亚交通部长就铁路罢工会见工会领袖佩特拉。",
            ],
        ),
    ],
)
def test_stories_are_found_where_nothing_is_known_to_be_a_name(lang: str, storm: list[str], strike: list[str]) -> None:
    days = ("2031-03-01", "2031-03-02", "2031-03-03")
    stories = [list(zip(days, texts, strict=True)) for texts in (storm, strike)]
    found = [Item(id=item.id, date=item.date, lang=lang, text=item.text) for item in items(*stories)]

    assert groups(cluster_stream(found)) == BOTH


def test_the_trees_ask_what_is_measured_of_an_article() -> None:
    """Of a story of one day with other names; what is not known is told from nothing."""
    storm, later, _ = (Reading(terms(item), day) for day, item in enumerate(items(STORM)))
    nameless = Reading(terms(Item(id="a", lang="en", text="heavy rain is expected")), None)
    story = Story(0)
    story.add(storm)

    known = dict(zip(MEASURES, story.measure(later, story.likeness(later), 0.0), strict=True))
    unknown = dict(zip(MEASURES, story.measure(nameless, 0.0, 0.0), strict=True))

    assert len(MEASURES) - 1 == trained("joins.npz").measure.max()
    assert 0 < known["likeness to all"] < 1
    assert known["likeness to the nearest"] == pytest.approx(known["likeness to all"])
    assert (known["articles"], known["days since its last"], known["days from first to last"]) == (1, 1, 0)
    assert known["rarest name in common"] > 0
    assert {unknown[name] for name in MEASURES if "name" in name or "days since" in name} == {-1}


def test_an_article_goes_where_the_trees_say() -> None:
    readings = [Reading(terms(item), day) for day, item in enumerate(items(STORM))]
    never, ever = Stories(lambda cases: [-1.0 for _ in cases]), Stories(lambda cases: [1.0 for _ in cases])

    assert [never.add(each) for each in readings] == [0, 1, 2]
    assert [ever.add(each) for each in readings] == [0, 0, 0]


def test_a_quick_answer_is_the_sum_of_what_the_measures_say() -> None:
    forest = trained("trees-plain.npz")
    some = np.random.default_rng(1)
    cases = [[float(value) for value in some.normal(0, 2, forest.measure.max() + 1)] for _ in range(50)]
    weighed = weigh(cases, [0.0] * len(cases), forest).sum(axis=1)

    assert Trees(forest).answer(cases) == pytest.approx(weighed)


def test_a_tree_of_one_leaf_has_one_answer() -> None:
    leaf = np.array([[-1]])
    forest = Forest(leaf, np.zeros((1, 1)), leaf * 0, leaf * 0, np.array([[0.25]]), np.array(0.0))

    assert Trees(forest).answer([[1.0], [2.0]]) == [0.25, 0.25]


def test_average_linkage_joins_by_the_mean() -> None:
    """Rows 0 and 1 are alike, and row 2 is like one of them only: on average it is not."""
    alike = np.array([[1.0, 0.9, 0.5], [0.9, 1.0, 0.1], [0.5, 0.1, 1.0]])

    assert linked(alike, 0.4) == [[0, 1], [2]]
    assert linked(alike, 0.3) == [[0, 1, 2]]
    assert linked(np.zeros((0, 0)), 0.3) == []


def test_two_reports_of_one_event_are_told_from_two_events() -> None:
    storm, later, _ = items(STORM)
    strike = items(STRIKE)[1]

    same, apart = compare(storm, later), compare(later, strike)

    assert (same.same, apart.same) == (True, False)
    assert same.score > apart.score
    assert compare(later, storm) == pytest.approx(same)


def test_names_in_other_cases_are_the_same_names() -> None:
    """Russian declines names: `Кузьмином`, `Кузьмину` and `Кузьмин` are one man."""
    one = Item(id="a", lang="ru", title="Кузьмин открыл мост в Ясногорске", text="Мост построили за два года.")
    other = Item(id="b", lang="ru", title="В Ясногорск приехали на мост", text="Губернатору Кузьмину показали мост.")
    else_ = Item(id="c", lang="ru", title="Урожай в Лесногорске", text="Агроном Петрова показала губернатору поле.")

    assert compare(one, other).same
    assert compare(one, other).score > compare(one, else_).score


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SHARED / name).read_text(encoding="utf-8").splitlines()]


def _streams(rows: Sequence[dict[str, Any]]) -> list[list[Item]]:
    by: dict[str, list[Item]] = defaultdict(list)
    for row in rows:
        item = Item(id=row["id"], date=row["date"], lang=row["lang"], title=row.get("title", ""), text=row["text"])
        by[row["stream"]].append(item)
    return [by[stream] for stream in sorted(by)]


def _bcubed(rows: Sequence[dict[str, Any]], found: Mapping[str, str]) -> float:
    truth: dict[str, set[str]] = defaultdict(set)
    told: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        truth[row["thread"]].add(row["id"])
        told[found[row["id"]]].add(row["id"])
    both = [(truth[row["thread"]], told[found[row["id"]]]) for row in rows]
    precision = sum(len(right & said) / len(said) for right, said in both) / len(rows)
    recall = sum(len(right & said) / len(right) for right, said in both) / len(rows)
    return 2 * precision * recall / (precision + recall)


@pytest.mark.shared
@NEEDS_SHARED
def test_full_articles_find_their_stories() -> None:
    rows = _rows("fnc.jsonl")

    assert _bcubed(rows, cluster_stream(_streams(rows)[0])) >= 0.955


@pytest.mark.shared
@NEEDS_SHARED
def test_short_items_find_their_stories() -> None:
    """By an F1 that forgives stories of stories: the measure of the data, here of one year."""
    rows = [row for row in _rows("wcep.jsonl") if row["stream"] == "2019"]
    found = cluster_stream(_streams(rows)[0])
    told: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        told[found[row["id"]]].append(row)
    alike = sum(
        sum(not set(row["path"]).isdisjoint(other["path"]) for other in told[found[row["id"]]])
        / len(told[found[row["id"]]])
        for row in rows
    )
    sizes = Counter(row["thread"] for row in rows)
    cells = Counter((row["thread"], found[row["id"]]) for row in rows)
    together = sum(count**2 / sizes[thread] for (thread, _), count in cells.items())
    precision, recall = alike / len(rows), together / len(rows)

    assert 2 * precision * recall / (precision + recall) >= 0.8


@pytest.mark.shared
@NEEDS_SHARED
def test_russian_reports_of_one_event_come_first() -> None:
    """A random pair of one event scores higher than a random other pair in nine cases of ten."""
    scores: dict[bool, list[float]] = {True: [], False: []}
    for row in _rows("rupairs.jsonl"):
        one, other = (Item(id=at, lang="ru", title=row[at]["title"], text=row[at]["text"]) for at in "ab")
        scores[row["same"]].append(compare(one, other).score)
    wins = sum((a > b) + (a == b) / 2 for a in scores[True] for b in scores[False])

    assert wins / (len(scores[True]) * len(scores[False])) >= 0.9


@pytest.mark.shared
@NEEDS_SHARED
def test_an_article_costs_no_more_among_many() -> None:
    """Four times the articles take at most some six times as long, however long the stream is."""
    stream = [item for year in _streams(_rows("wcep.jsonl")) for item in year][-8000:]
    cluster_stream(stream[:200])
    start = process_time()
    cluster_stream(stream[:2000])
    few = process_time() - start
    start = process_time()
    cluster_stream(stream)

    assert process_time() - start < 6 * few
