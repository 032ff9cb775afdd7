"""What is seen of the lines of a capture: the same alone and among others, the first time and after thousands."""

import re
import unicodedata

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.importers import cues, dates, json_record, read
from generator.importers.characters.hygiene import clean, squeeze
from generator.importers.characters.signs import for_all_signs, numbers, one_spaced
from generator.importers.dates import named_dates
from generator.importers.folding import as_compared, lines_as_compared
from generator.importers.text.facts import Facts, facts
from generator.importers.text.kinds import letters_of
from generator.importers.text.lines import split
from generator.importers.text.words import words_of

LETTERS = "abcdeßéاإـّ字かなกี1٢_ -–|.…"
TEXTS = st.lists(st.text(st.sampled_from(LETTERS), max_size=30), min_size=1, max_size=25)
PAGE = """Home
Home
Sport | Culture | About us
Bridge over the river opens after nine years
By Anna Berg
8 April 2019
The bridge over the river was opened on Monday, nine years after the first stone had been laid, the city said.
"We have waited for this bridge for a long time," said the mayor. The river had parted the city since the war.
On the other side of the river, shops were closed for the day. The opening was moved by two weeks because of rain.
Read also:
Rain closes schools
© 2019 The Daily
"""


def plain_words(folded: str) -> set[str]:
    """Return what `words_of` counts as the words of one line, as the documentation says it."""
    runs = re.findall("[\u3040-\u30ff\u3400-\u9fff\u0e00-\u109f\u1780-\u17ff]{2,}", folded)
    pairs = {run[at : at + 2] for run in runs for at in range(len(run) - 1)}
    parted = "".join(sign if sign.isalnum() or unicodedata.category(sign)[0] == "M" else " " for sign in folded)
    return {word[:5] for word in parted.split() if len(word) >= 3} | pairs


def share(words: set[str], others: set[str]) -> float:
    return len(words & others) / (len(words) + 1)


@given(TEXTS, st.data())
def test_words_are_found_in_the_lines_around(texts: list[str], data: st.DataObject) -> None:
    """What is counted for all lines at once is what sets of words give line by line."""
    folded = list(map(cues.fold, texts))
    own = [plain_words(text) for text in folded]
    flags = st.lists(st.booleans(), min_size=len(texts), max_size=len(texts))
    which, of = data.draw(flags), data.draw(flags)
    chosen = [at for at, is_one in enumerate(which) if is_one]
    most, reach = data.draw(st.integers(1, 3)), data.draw(st.integers(1, 12))
    words, marked = words_of(folded), np.array(which)

    def near(at: int, places: list[int]) -> int:
        return len(own[at] & set().union(*(own[place] for place in places)))

    every = range(len(texts))
    above = [[place for place in chosen if place < at][-most:] for at in every]
    below = [
        [place for place in [place for place in chosen if place > at][:most] if place - at <= reach] for at in every
    ]
    assert words.of_line.tolist() == list(map(len, own))
    assert words.count(words.in_lines(marked) > 0).tolist() == [near(at, chosen) for at in every]
    assert words.count(words.above(marked, most)).tolist() == [near(at, above[at]) for at in every]
    assert words.count(words.below(marked, most, reach)).tolist() == [near(at, below[at]) for at in every]
    assert words.share_of_one_above(marked, reach, np.array(of)).tolist() == [
        max((share(own[place], own[at]) for place in chosen if of[at] and 0 < at - place <= reach), default=0.0)
        for at in every
    ]
    assert words.within(marked).of_line.tolist() == [len(own[at]) * which[at] for at in every]


def test_the_same_line_tells_the_same_after_thousands_of_others() -> None:
    """What was found out of a line is remembered, and forgotten without harm."""
    texts = [line.text for line in split(PAGE)]
    before = facts(texts)
    one_by_one = [facts([text])[0] for text in texts]

    facts([f"{number} lines of another page" for number in range(20_000)])

    assert facts(texts) == before == one_by_one
    assert [Facts(*fields).text for fields in before] == texts


def test_a_page_reads_the_same_between_others() -> None:
    record = json_record(read(PAGE.encode(), "page")[0])
    others = PAGE.replace("river", "lake").replace("Anna", "Maria")

    read(others.encode(), "other")

    assert json_record(read(PAGE.encode(), "page")[0]) == record
    assert record["authors"] == ["Anna Berg"]


@given(st.text(st.sampled_from("aé \t\u00a0\u202f\u200b\u3000\x1cا"), max_size=12))
def test_blanks_become_single_spaces(text: str) -> None:
    assert one_spaced(text) == " ".join(text.split())
    assert "  " not in squeeze(text)


def test_each_sign_is_looked_at_once() -> None:
    asked = []

    @for_all_signs
    def is_letter(sign: str) -> int:
        asked.append(sign)
        return 2 if sign.isalpha() else 1

    assert is_letter(numbers("a-b\U0001f600a")).tolist() == [2, 1, 2, 1, 2]
    assert is_letter(numbers("b-c")).tolist() == [2, 1, 2]
    assert is_letter(numbers("")).tolist() == []
    assert sorted(asked) == ["-", "a", "b", "c", "\U0001f600"]


# Letters that become others with those beside them, or by themselves, or nothing at all.
JOINING = (
    "\ud800aeéßİıſ…²½ﬁＡｶﾞ゙かが가각ᄀ각\u0301\u0307\u0338"
    "أإاآى\u0653\u0654يئـ\u064b\u200c\u200d\u061cάαςӣи\u0304בּב\u05bcकक़\u093c\u09c7\u09be"
)


@given(st.lists(st.text(st.sampled_from(JOINING + " .:"), max_size=8).map(squeeze), min_size=1, max_size=12))
def test_lines_are_compared_as_each_of_them_is(lines: list[str]) -> None:
    """What is looked up for all signs of a page at once is what the rules say of each line."""
    assert lines_as_compared(lines, letters_of(lines)[1:]) == list(map(as_compared, lines))


def test_signs_that_were_plain_once_do_not_hide_others() -> None:
    """What is left out of one text is left out of the next, whatever the texts before had."""
    assert clean("é字\u200b") == "é字"
    assert clean("é字\u200b\u00ad") == "é字"
    assert clean("e\u0301") == "é"


@given(
    st.lists(
        st.sampled_from(["8", "2019", "March", "word", ",", "de", "of", ":", "14", "كانون", "الثاني"]), max_size=24
    )
)
def test_months_far_from_numbers_are_no_dates(words: list[str]) -> None:
    """A month is looked for near numbers alone, which finds every date that looking at all words does."""
    line = " ".join(words).casefold()
    found = list(named_dates.named(line))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(named_dates, "_near", lambda _numbers, count: range(count))
        assert list(named_dates.named(line)) == found


def test_a_date_stays_a_date_in_a_long_line() -> None:
    line = f"{'word ' * 30}8 March 2019{' word' * 30}"
    assert dates.find_date(line) == "2019-03-08"


def test_lines_hold_what_their_text_tells() -> None:
    """A line of a page is its facts and its place."""
    by_number = {line.number: line for line in split(PAGE)}
    assert by_number[2].repeats == 2
    assert by_number[10].heading == "related" or by_number[10].label is not None
    assert "byline" in by_number[5].begins
    assert by_number[12].folded == cues.fold(by_number[12].text)
    assert set(Facts.__struct_fields__) < set(type(by_number[1]).__struct_fields__)
    assert msgspec.structs.astuple(by_number[7])[: len(Facts.__struct_fields__)] == facts([by_number[7].text])[0]


def test_a_column_with_broken_words_becomes_paragraphs() -> None:
    column = """
        The old bridge of Selmar was closed
        on Monday, after a lorry had bro-
        ken one of the planks in its middle.

        - 7 -

        Carpenters from the well-known val-
        ley of Tor will mend it within the
        week, and a boat takes people over it
        at night, as well-
        known boatmen did.
    """

    assert [line.text for line in split(column)] == [
        "The old bridge of Selmar was closed on Monday, after a lorry had broken one of the planks in its middle.",
        "- 7 -",
        (
            "Carpenters from the well-known valley of Tor will mend it within the week, and a boat takes people over "
            "it at night, as well-known boatmen did."
        ),
    ]


def test_headlines_in_a_column_stay_apart() -> None:
    headlines = [
        "Carpenters mend the bridge of Selmar",
        "Mayor of Tor wants a school for boats",
        "Eleven owls seen in the bell of Venn",
        "Bread will cost more in all villages",
        "Ferry to Orta leaves twice every day",
        "Snow in the valley until late spring",
    ]

    assert [line.text for line in split("\n".join(headlines))] == headlines


def test_the_widest_line_does_not_hide_at_what_width_the_others_were_broken() -> None:
    text = """On Monday, 12 February 2024 at 9:00 the Press Office of Selmar <press@selmar.example> wrote:

        The old bridge of Selmar was closed on Monday, after a lorry had
        broken one of the planks in its middle, and a boat takes all the
        people over the river.

        The mayor said that a new one of stone would cost more than, as
        Tor has it, the village spends in four years on all its streets,
        bridges, boats and wells.
    """

    assert [line.text.split()[0] for line in split(text)] == ["On", "The", "The"]


def test_rules_between_wrapped_lines_are_of_no_paragraph() -> None:
    wrapped = """The old bridge of Selmar was closed on Monday, after a lorry had
broken one of the planks in its middle, and a boat takes all people
over the river, as boatmen did a hundred years ago in this valley.
___________________________________________________________________
Carpenters mend it, and the mayor says that another one of stone is
what the village wants, but cannot pay for within the next years."""

    assert [line.text.split()[0] for line in split(wrapped)] == ["The", "Carpenters"]


def test_parts_of_two_compounds_are_not_joined() -> None:
    text = """Die alte Brücke von Selmar wurde am Montag geschlossen, der Land-
und der Seeweg sind bis zum Ende der nächsten Woche offen, wie die
Gemeinde am Abend mitteilte, und ein Boot fährt alle zwei Stunden
über den Fluss, bis die Zimmerleute aus dem Tal fertig sind."""

    assert "der Land- und der Seeweg" in split(text)[0].text
