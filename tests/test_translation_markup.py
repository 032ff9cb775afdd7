"""Promises of the translator's markup: only text is sent, and what comes back is the block it was."""

# ruff: noqa: E501 - tables of bad input are read column by column

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.markdown import parse, render_blocks, split_blocks
from generator.translation.checks.doubling import same_for_different
from generator.translation.escaping import escaped, one_line
from generator.translation.lines import copied, make_line
from generator.translation.markup import Frame, NotTranslatable, put_together, take_apart
from generator.translation.tokens import SCHEMES, Scheme, protected, restore
from generator.translation.verify import verify

BLOCKS = (
    "# عنوان **مهم**", "عنوان\n===", "فقرة *أولى* مع [رابط](https://e.org/a_(b)?c=d&e=f \"t \\\" x\") ونص.",
    "قال \"**نعم**\" (`code`) ثم.", "سطر\\\nثان  \nثالث", "> اقتباس\n> طويل\n>\n> - أ\n>   - ب", "1. بند\n\n   تتمة\n2. بند",
    "- [x](y)\n- z | w", "3) ثالث\n4) رابع", "| أ | ب |\n|---|--:|\n| 1 \\| 2 | **x** |", "```py\n# code\n```",
    "    indented", "***", "![صورة **ك**](https://e.org/a.png)", "<https://e.org/x> و<a@e.org>", "`` a`b ``",
    "**أ** **ب**", "***ج***", "[**د**](u)", "5 \\* 3 و\\_س\\_", "AT&amp;T &lt;b&gt;", "- a\n- b\n\n  ```\n  x\n  ```",
    "> # h\n> text", "1. a\n   - b\n     1. c", "+ x\n+ y", "a\\|b", "\\# no heading", "2019\\. كان", "- - a",
)  # fmt: skip


def frame_of(block: str) -> Frame:
    tokens, env = parse(block)
    (token,) = (token for token in tokens if token["type"] not in {"blank_line", "definition"})
    return take_apart(token, env, {})


def shown(body: str) -> str:
    return "".join("".join(render_blocks(body).blocks).split())


@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_an_engine_that_changes_nothing_gives_the_block_again(block: str, scheme: Scheme) -> None:
    frame = frame_of(block)
    given_back = [restore(line, protected(line, scheme), scheme) for line in frame.lines]
    assert all(given_back)
    text = put_together(frame, [each.markdown for each in given_back if each], {})
    assert text is not None
    assert shown(text) == shown(block)
    assert [b.kind for b in split_blocks(text)] == [b.kind for b in split_blocks(block)]


@pytest.mark.parametrize("block", BLOCKS)
def test_no_markup_is_sent(block: str) -> None:
    for line in frame_of(block).lines:
        sent = protected(line, "number")
        assert "](" not in sent
        assert "**" not in sent
        assert "://" not in sent


@given(st.text(max_size=60).map(one_line))
@settings(max_examples=300, deadline=None)
def test_any_answer_stays_text(answer: str) -> None:
    """What an engine gives may look like markdown, HTML or front matter; it is read as these characters."""
    if not answer:
        return
    body = escaped(answer)
    page = render_blocks(f"before\n\n{body}\n\nafter").blocks
    assert len(page) == 3
    assert page[1].startswith("<p>")
    assert page[1].count("<") == 2


@pytest.mark.parametrize(
    "answer",
    [
        "[x](javascript:alert(1))", "# heading", "- item", "1. one", "> quote", "---", "***", "===", "```", "~~~ x",
        "<b>bold</b>", "&copy; 2019", "| a |", "![x](y)", "[x]: https://e.org", "[^1]: note", "**bold**", "_it_", "`code`",
        "[//]: # (untranslated)", "\\", "+ plus", "a\\", ":--",
    ],
)  # fmt: skip
def test_an_answer_that_looks_like_markup_is_text(answer: str) -> None:
    (block,) = render_blocks(escaped(answer)).blocks
    assert block.startswith("<p>")
    assert block.count("<") == 2


@pytest.mark.parametrize("scheme", SCHEMES)
def test_lost_doubled_and_crossed_tokens_are_refused(scheme: Scheme) -> None:
    (line,) = frame_of("قال **الوزير** في `x` اليوم").lines
    sent = protected(line, scheme)
    tokens = [word for word in sent.split() if word.startswith(("9000", "__PH"))]
    assert len(tokens) == 3
    assert restore(line, sent, scheme)
    assert restore(line, sent.replace(tokens[0], ""), scheme) is None
    assert restore(line, f"{sent} {tokens[2]}", scheme) is None
    crossed = sent.replace(tokens[0], "\0").replace(tokens[1], tokens[0]).replace("\0", tokens[1])
    assert restore(line, crossed, scheme) is None
    leftover = {"number": "900077", "word": "__PH77__"}[scheme]
    assert restore(line, f"{sent} {leftover}", scheme) is None


def test_tokens_are_found_in_other_digits_and_with_separators() -> None:
    (line,) = frame_of("قال **الوزير** اليوم").lines
    for answer in ("The ٩٠٠٠٠٢ minister ٩٠٠٠٠٤ said", "The 900,002 minister 900,004 said"):
        restored = restore(line, answer, "number")
        assert restored
        assert restored.markdown == "The **minister** said"
        assert restored.plain == "The minister said"


def test_tokens_do_not_meet_numbers_of_the_text() -> None:
    (line,) = frame_of("في 900001 قال **الوزير**").lines
    sent = protected(line, "number")
    assert sent.count("900001") == 1
    restored = restore(line, sent, "number")
    assert restored
    assert restored.markdown == "في 900001 قال **الوزير**"


def test_spaces_around_markup_follow_the_text() -> None:
    (line,) = frame_of('قال "**نعم**"، ثم ([هنا](u)).').lines
    restored = restore(line, 'He said " 900002 yes 900004 ", then ( 900006 here 900008 ).', "number")
    assert restored
    assert restored.markdown == 'He said "**yes**", then ([here](u)).'


def test_raw_html_is_not_sent() -> None:
    with pytest.raises(NotTranslatable):
        frame_of("<div>نص</div>")
    with pytest.raises(NotTranslatable):
        frame_of("نص <b>مهم</b>")


def test_a_line_without_words_is_copied() -> None:
    assert copied(make_line(["2019 – 2020"])) == "2019 – 2020"


ARABIC = "قال وزير الخارجية الروسي سيرغي لافروف إن الحوار السياسي هو الطريق الوحيد لتسوية الأزمة في ليبيا عام 2019"
ENGLISH = (
    "Russian Foreign Minister Sergei Lavrov said that political dialogue is the only way to settle the crisis in 2019"
)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("", "empty"), ("...", "empty"), (ARABIC, "unchanged"), (f"{ENGLISH} ليبيا", "script"),
        ("MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY.", "notice"),
        ("Error 500 (Server Error)!!1500.That’s an error.There was an error. Please try again later.", "notice"),
        (f"{ENGLISH}<script>alert(1)</script>", "markup"), (f"{ENGLISH} &quot;x&quot;", "markup"),
        (f"{ENGLISH} [x](javascript:alert(1))", "markup"), (f"---\ntitle: {ENGLISH}", "markup"),
        ("The minister.", "length"), (ENGLISH * 5, "length"), ("said that the minister " * 4, "repetition"),
    ],
)  # fmt: skip
def test_what_is_no_translation_is_rejected(answer: str, reason: str) -> None:
    assert verify(ARABIC, answer, "ar", "en").rejected == reason


def test_a_translation_passes_and_odd_ones_are_flagged() -> None:
    assert verify(ARABIC, ENGLISH, "ar", "en").rejected == ""
    assert verify(ARABIC, ENGLISH, "ar", "en").flags == ()
    assert verify(ARABIC, ENGLISH.replace("2019", "2091"), "ar", "en").flags == ("numbers",)
    assert "short" in verify(ARABIC, ENGLISH[:45] + " 2019", "ar", "en").flags
    assert verify("Reuters", "Reuters", "fr", "en").rejected == ""
    assert verify("C'est une phrase assez longue", "C'est une phrase assez longue", "fr", "en").rejected == "unchanged"
    assert (
        verify(ENGLISH, "Plain English again, not Arabic at all, for the year 2019 of this", "en", "ar").rejected
        == "script"
    )


def test_one_answer_for_two_texts_is_a_mistake() -> None:
    pairs = [("نص أول", "The same answer"), ("نص آخر تماما", "The same answer"), ("نعم", "Yes"), ("أجل", "Yes")]
    assert same_for_different(pairs) == {"The same answer"}
