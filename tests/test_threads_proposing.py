"""New stories are noticed and named, and threads that should be one or two are pointed out."""

import random

import pytest
from msgspec import structs

from generator.threads.naming import titles
from generator.threads.proposing import hints, propose
from generator.threads.types import Decision, Item, Outline

FLOOD = (
    "Floods along the River Tamaran drive families in Port Selwyn from their homes.",
    "Port Selwyn opens schools to families after floods on the River Tamaran.",
    "The River Tamaran falls again; Port Selwyn counts what the floods have cost.",
    "Engineers mend the dyke of Port Selwyn that floods of the River Tamaran broke.",
)
CHESS = (
    "Ilse Varga wins the opening game of the chess championship in Corvo City.",
    "The chess championship in Corvo City: Ilse Varga draws with the black pieces.",
    "Ilse Varga takes the chess championship in Corvo City before a full hall.",
    "Champion Ilse Varga leaves Corvo City with the chess crown and a cold.",
)
ARABIC = (
    "افتتحت بلدية وادي الزمرد مكتبة جديدة قرب الميناء",
    "مكتبة وادي الزمرد تستقبل الزوار في المساء",
    "تبرع سكان وادي الزمرد بالكتب إلى مكتبة البلدة",
)


def items(prefix: str, texts: tuple[str, ...], lang: str = "en") -> list[Item]:
    return [
        Item(id=f"{prefix}{number}", date=f"2031-05-0{number + 1}", lang=lang, text=text)
        for number, text in enumerate(texts)
    ]


def of(thread: str, found: list[Item]) -> list[Item]:
    return [structs.replace(item, threads=(thread,)) for item in found]


def test_new_stories_are_noticed_and_named() -> None:
    flood, chess = sorted(propose([*items("f", FLOOD), *items("c", CHESS)], (), ()), key=lambda each: each.items)[::-1]

    assert (flood.items, chess.items) == (("f0", "f1", "f2", "f3"), ("c0", "c1", "c2", "c3"))
    assert (flood.first, flood.last) == ("2031-05-01", "2031-05-04")
    assert "Port Selwyn" in flood.titles["en"] or "River Tamaran" in flood.titles["en"]
    assert "Ilse Varga" in chess.titles["en"] or "Corvo City" in chess.titles["en"]
    assert flood.terms[0].kind == "name"
    assert all(term.text in " ".join(FLOOD) for term in flood.terms)


def test_two_articles_are_no_story_yet() -> None:
    assert propose(items("f", FLOOD[:2]), (), ()) == ()


POLLS = "People in {place} went to the polls to elect a new parliament, officials at the polling stations said."


def test_the_same_kind_of_news_from_other_countries_is_no_story() -> None:
    """Three votes share most of their words; in one country they are one story, in three they are none."""
    abroad = items("p", tuple(POLLS.format(place=place) for place in ("Latvia", "Fiji", "Greece")))
    at_home = items("p", tuple(POLLS.format(place=place) for place in ("Latvia", "Riga", "Latvia and abroad")))

    assert propose(abroad, (), ()) == ()
    assert [each.items for each in propose(at_home, (), ())] == [("p0", "p1", "p2")]


def test_news_that_comes_again_after_months_is_no_story() -> None:
    """What is only somewhat alike is one story within a week, and none over half a year."""
    texts = (
        "A ferry with forty passengers ran aground near the lighthouse.",
        "The ferry costs a tenth more from autumn on, the council decided.",
        "Pupils painted the old ferry in red and blue.",
    )
    within_days = items("w", texts)
    over_months = [
        structs.replace(item, date=day)
        for item, day in zip(within_days, ("2031-01-05", "2031-05-05", "2031-09-05"), strict=True)
    ]

    assert len(propose(within_days, (), ())) == 1
    assert propose(over_months, (), ()) == ()


def test_what_is_in_a_thread_or_near_one_is_no_new_story() -> None:
    found = items("f", FLOOD)
    near = [Decision(item=found[0].id, outcome="suggested", thread="rivers"),
            Decision(item=found[1].id, outcome="assigned", thread="rivers")]  # fmt: skip

    assert propose(of("rivers", found), (), ()) == ()
    assert propose(found, (), near) == ()


def test_a_story_is_named_in_each_of_its_languages() -> None:
    arabic = [
        structs.replace(item, pivot=pivot)
        for item, pivot in zip(
            items("a", ARABIC, "ar"),
            ("Emerald Valley opens a library", "The library of Emerald Valley", "Books for the Emerald Valley library"),
            strict=True,
        )
    ]

    (story,) = propose(arabic, (), ())

    assert story.titles["en"].startswith("Emerald Valley")
    assert "وادي الزمرد" in story.titles["ar"]


def test_a_name_is_never_made_up() -> None:
    """Every word of a name stands in an article just so, and no grammar is a name."""
    name = titles(items("f", FLOOD))["en"]

    assert all(part in text for part in name.split(": ") for text in [" ".join(FLOOD)])
    assert not name.startswith("The ")
    assert titles([Item(id="empty", lang="en")]) == {}


def test_a_thread_of_that_name_is_no_new_story() -> None:
    found = items("f", FLOOD)
    (story,) = propose(found, (), ())

    assert propose(found, [Outline(id="known", titles=story.titles)], ()) == ()


def test_near_copies_make_no_story_and_come_along() -> None:
    copies = [structs.replace(item, id=f"copy-{item.id}", copy_of="f0") for item in items("f", FLOOD)]

    assert propose([*items("f", FLOOD[:2]), *copies], (), ()) == ()
    (story,) = propose([*items("f", FLOOD), *copies[:1]], (), ())
    assert story.items == ("copy-f0", "f0", "f1", "f2", "f3")


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_articles_changes_nothing(seed: int) -> None:
    everything = [*items("f", FLOOD), *items("c", CHESS), *items("a", ARABIC, "ar")]
    threads = [*of("x", items("f", FLOOD)), *of("y", items("g", FLOOD)), *of("y", items("c", CHESS))]
    mixed = random.Random(seed)  # noqa: S311 - a test's shuffle

    assert propose(mixed.sample(everything, len(everything)), (), ()) == propose(everything, (), ())
    assert hints(mixed.sample(threads, len(threads)), (), ()) == hints(threads, (), ())


def test_threads_that_agree_may_be_one() -> None:
    one, other = of("rivers", items("a", FLOOD[:2])), of("floods", items("b", FLOOD[2:]))

    (hint,) = hints([*one, *other, *of("chess", items("c", CHESS))], (), ())

    assert (hint.kind, hint.threads) == ("merge", ("floods", "rivers"))
    assert {term.text for term in hint.terms} & {"Port Selwyn", "River Tamaran", "Selwyn", "Tamaran"}


def test_what_a_person_kept_apart_is_not_put_together() -> None:
    one, other = of("rivers", items("a", FLOOD[:2])), of("floods", items("b", FLOOD[2:]))
    apart = structs.replace(one[0], not_threads=("floods",))

    assert hints([apart, *one[1:], *other], (), ()) == ()
    assert hints([*one, *other], [Outline(id="floods", closed=True)], ()) == ()


def test_a_thread_of_two_stories_may_be_split() -> None:
    joined = [Decision(item=item.id, outcome="assigned", thread="week") for item in items("c", CHESS)]

    (hint,) = hints([*of("week", items("f", FLOOD)), *items("c", CHESS)], (), joined)

    assert (hint.kind, hint.threads) == ("split", ("week",))
    assert hint.items in {("c0", "c1", "c2", "c3"), ("f0", "f1", "f2", "f3")}
    assert hint.terms[0].kind == "name"


def test_another_language_is_no_other_story() -> None:
    assert hints([*of("week", items("f", FLOOD)), *of("week", items("a", ARABIC, "ar"))], (), ()) == ()


def test_a_month_or_weekday_names_no_story() -> None:
    texts = (
        "The new ferries sail from April on, drivers were told.",
        "Farmers protest: the ferries of April are too small for them.",
        "A court looks at the ferries that begin in April.",
    )

    assert titles(items("t", texts)) == {"en": "ferries"}
