"""Promises of the engines, against a server on loopback: one right answer for each text, or an error that says why."""

from __future__ import annotations

import importlib
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from loopback import Answer, Loopback, fake, google, libre, serving, stall

from generator.errors import EngineError
from generator.translation.engines import ENGINES, Err, Ok, open_engine
from generator.translation.engines.careful import CarefulEngine, fits, pieces
from generator.translation.engines.codes import code_for
from generator.translation.engines.deep import REQUESTS, DeepService
from generator.translation.engines.libretranslate import LibreTranslateService
from generator.translation.engines.protocol import Limits
from generator.translation.engines.providers import PROVIDERS

KEY = "canary-key-5e1f"
TEXT = "قال الوزير إن الحوار هو الطريق الوحيد"
LOOPBACK_ENGINES = ("libretranslate", "deep libretranslate", "google", "mymemory")


@pytest.fixture
def server() -> Iterator[Loopback]:
    with serving() as loopback:
        yield loopback


def engine_of(name: str, server: Loopback, *, tries: int = 1, timeout: float = 5) -> CarefulEngine:
    """Return an engine that asks the loopback server, without pauses."""
    settings = {"url": f"{server.url}/get" if name == "mymemory" else server.url, "timeout": timeout}
    service = (
        LibreTranslateService(settings, "")
        if name == "libretranslate"
        else DeepService(name.removeprefix("deep "), settings, {})
    )
    return CarefulEngine(service, pause=lambda _: None, tries=tries)


@pytest.mark.parametrize("name", LOOPBACK_ENGINES)
def test_every_text_has_its_answer_in_order(server: Loopback, name: str) -> None:
    texts = [f"{TEXT} رقم {number}" for number in range(20)] + [TEXT, TEXT]
    assert engine_of(name, server).translate(texts, "ar", "en") == [Ok(fake(text)) for text in texts]


@pytest.mark.parametrize("name", LOOPBACK_ENGINES)
def test_no_texts_need_no_request(server: Loopback, name: str) -> None:
    assert engine_of(name, server).translate([], "ar", "en") == []
    assert not server.requests


@pytest.mark.parametrize("name", LOOPBACK_ENGINES)
def test_eight_threads_do_not_mix_their_texts(server: Loopback, name: str) -> None:
    """deep-translator itself gives 1,999 of 2,000 texts to the wrong caller when threads share a translator."""
    service = engine_of(name, server)._service
    texts = [f"{TEXT} {number} نص" for number in range(120)]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda text: service.ask(text, "ar", "en"), texts))
    assert answers == [Ok(fake(text)) for text in texts]


FAULTS: dict[str, tuple[Answer, Err]] = {
    "429": ((429, {"Retry-After": "7"}, ""), Err("rate", retryable=True, wait=7.0)),
    "500": ((500, {}, "oops"), Err("network", retryable=True)),
    "503": ((503, {"Retry-After": "soon"}, ""), Err("network", retryable=True)),
    "403": ((403, {}, "{}"), Err("auth")),
    "401": ((401, {}, ""), Err("auth")),
    "400": ((400, {}, '{"error":"x"}'), Err("bad_answer")),
    "413": ((413, {}, ""), Err("too_long")),
    "456": ((456, {}, ""), Err("quota")),
    "redirect": ((302, {"Location": "http://127.0.0.1:1/"}, ""), Err("bad_answer")),
    "empty page": ((200, {}, ""), Err("bad_answer")),
    "null": (libre(None), Err("bad_answer")),
    "a number": (libre(3), Err("bad_answer")),
    "a list": ((200, {}, "[]"), Err("bad_answer")),
    "another page": ((200, {"Content-Type": "text/html"}, "<html>consent</html>"), Err("bad_answer")),
    "too much": ((200, {}, "x" * 2_100_000), Err("bad_answer")),
}


@pytest.mark.parametrize("name", LOOPBACK_ENGINES)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_failure_is_an_answer(server: Loopback, name: str, fault: str) -> None:
    answer, err = FAULTS[fault]
    server.fault = lambda _text, _number: answer
    assert engine_of(name, server).translate([TEXT], "ar", "en") == [err]


@pytest.mark.parametrize("name", LOOPBACK_ENGINES)
def test_a_stalled_server_ends_in_a_time_out(server: Loopback, name: str) -> None:
    server.fault = lambda _text, _number: stall(0.8)
    start = time.monotonic()
    assert engine_of(name, server, timeout=0.2).translate([TEXT], "ar", "en") == [Err("timeout", retryable=True)]
    assert time.monotonic() - start < 0.75


@pytest.mark.parametrize("name", LOOPBACK_ENGINES)
def test_nobody_at_the_address_is_a_network_error(name: str) -> None:
    with serving() as server:
        pass
    assert engine_of(name, server).translate([TEXT], "ar", "en") == [Err("network", retryable=True, sent=False)]


@pytest.mark.parametrize("name", LOOPBACK_ENGINES)
def test_one_bad_text_does_not_spoil_the_others(server: Loopback, name: str) -> None:
    server.fault = lambda text, _number: (500, {}, "") if "سيئ" in text else None
    texts = [f"{TEXT} أول", f"{TEXT} سيئ", f"{TEXT} ثالث"]
    answers = engine_of(name, server, tries=2).translate(texts, "ar", "en")
    assert answers == [Ok(fake(texts[0])), Err("network", retryable=True), Ok(fake(texts[2]))]


@pytest.mark.parametrize("name", LOOPBACK_ENGINES)
def test_our_own_name_is_given_and_no_password_file_read(server: Loopback, name: str) -> None:
    engine_of(name, server).translate([TEXT], "ar", "en")
    (_, headers, _) = server.requests[0]
    assert headers["User-Agent"].startswith("nashra")
    assert "Authorization" not in headers


def test_libretranslate_puts_nothing_into_the_address(server: Loopback) -> None:
    settings = {"url": f"{server.url}/"}
    LibreTranslateService(settings, KEY).ask(TEXT, "ar", "en")
    path, _, body = server.requests[0]
    assert path == "/translate"
    assert KEY.encode() in body


def test_the_library_is_hooked_and_requests_itself_untouched(server: Loopback) -> None:
    requests = importlib.import_module("requests")
    before = requests.get, requests.post
    engine_of("google", server)
    assert importlib.import_module("deep_translator.google").requests is REQUESTS
    assert (requests.get, requests.post) == before


def test_the_library_is_imported_only_when_it_is_asked() -> None:
    for name in [name for name in sys.modules if name.startswith("deep_translator")]:
        del sys.modules[name]
    importlib.reload(importlib.import_module("generator.translation.engines"))
    open_engine("memory", {}, {})
    open_engine("libretranslate", {"url": "http://127.0.0.1:1"}, {})
    assert not any(name.startswith("deep_translator") for name in sys.modules)


# Retries, the circuit breaker, limits ----------------------------------------------------------------------------


def test_what_may_pass_is_tried_again_and_what_cannot_is_not(server: Loopback) -> None:
    server.fault = lambda _text, number: (500, {}, "") if number < 3 else None
    assert engine_of("libretranslate", server, tries=4).translate([TEXT], "ar", "en") == [Ok(fake(TEXT))]
    assert len(server.questions) == 3
    server.questions.clear()
    server.fault = lambda _text, _number: (400, {}, "")
    engine_of("libretranslate", server, tries=4).translate([TEXT], "ar", "en")
    assert len(server.questions) == 1


def test_the_server_says_how_long_to_wait(server: Loopback) -> None:
    waits: list[float] = []
    server.fault = lambda _text, number: (429, {"Retry-After": "3"}, "") if number < 2 else None
    service = LibreTranslateService({"url": server.url}, "")
    assert CarefulEngine(service, pause=waits.append).translate([TEXT], "ar", "en") == [Ok(fake(TEXT))]
    assert waits == [3.0]


def test_five_failures_in_a_row_end_the_engine(server: Loopback) -> None:
    server.fault = lambda _text, _number: (500, {}, "")
    engine = engine_of("google", server, tries=1)
    engine._service.limits = Limits(workers=1)
    answers = engine.translate([f"{TEXT} {number}" for number in range(9)], "ar", "en")
    assert answers == [Err("network", retryable=True)] * 5 + [Err("stopped")] * 4
    assert len(server.questions) == 5


def test_a_quota_notice_is_no_translation_and_ends_the_engine(server: Loopback) -> None:
    server.translate = lambda _text: "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY."
    engine = engine_of("mymemory", server, tries=3)
    engine._service.limits = Limits(workers=1)
    assert engine.translate([TEXT, f"{TEXT} 2"], "ar", "en") == [Err("quota"), Err("stopped")]
    assert len(server.questions) == 1


def test_an_error_page_as_text_is_no_translation(server: Loopback) -> None:
    server.fault = lambda _text, _number: google("Error 500 (Server Error)!!1500.That’s an error.")
    answers = engine_of("google", server, tries=2).translate([TEXT], "ar", "en")
    assert answers == [Err("bad_answer", retryable=True)]
    assert len(server.questions) == 2


def test_a_long_text_is_cut_between_sentences_and_joined(server: Loopback) -> None:
    text = " ".join(f"الجملة رقم {number} عن الأزمة في ليبيا." for number in range(40))
    assert engine_of("mymemory", server).translate([text], "ar", "en") == [Ok(fake(text))]
    assert len(server.questions) > 2
    assert all(len(question.encode()) <= 480 for question in server.questions)


def test_a_sentence_that_is_too_long_is_not_sent(server: Loopback) -> None:
    assert engine_of("mymemory", server).translate(["كلمة " * 200], "ar", "en") == [Err("too_long", sent=False)]
    assert not server.requests


def test_limits_count_characters_bytes_and_the_address() -> None:
    assert fits("ن" * 100, Limits())
    assert not fits("ن" * 300, Limits(utf8=480))
    assert not fits("ن" * 1500, Limits(url=7500))
    assert fits("n" * 1500, Limits(url=7500))
    assert list(pieces("Ana saiu. Rui ficou. Fim.", Limits(characters=12))) == ["Ana saiu.", "Rui ficou.", "Fim."]


def test_public_services_are_asked_one_at_a_time(server: Loopback) -> None:
    pauses: list[float] = []
    service = LibreTranslateService({"url": server.url}, "")
    service.limits = Limits(per_second=1.0)
    CarefulEngine(service, pause=pauses.append).translate([TEXT, TEXT, TEXT], "ar", "en")
    assert [round(pause) for pause in pauses] == [1, 2]
    assert PROVIDERS["google"].limits.workers == 1
    assert PROVIDERS["google"].limits.per_second == 1.0


# Languages, settings ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("provider", "tag", "code"),
    [
        ("google", "he", "iw"), ("google", "ar-EG", "ar"), ("google", "zh-Hans", "zh-CN"), ("google", "nb", "no"),
        ("mymemory", "ar", "ar-SA"), ("mymemory", "en", "en-GB"), ("mymemory", "fa", "fa-IR"),
        ("mymemory", "ka", "ka-GE"),
        ("libretranslate", "he", "he"), ("deepl", "pt-BR", "pt"), ("deepl", "ar", "ar"), ("deepl", "fa", None),
        ("qcri", "ar-EG", "ar"), ("qcri", "he", None), ("baidu", "ar", "ara"), ("baidu", "ja", "jp"),
        ("baidu", "fa", None), ("papago", "zh", "zh-CN"), ("papago", "ko", "ko"), ("papago", "ar", None),
        ("microsoft", "ar", "ar"), ("yandex", "he", "he"),
    ],
)  # fmt: skip
def test_languages_are_spelled_as_the_provider_wants(provider: str, tag: str, code: str | None) -> None:
    known = DeepService(provider, {"url": "http://127.0.0.1:1"}, {}).known()
    assert code_for(provider, tag, known) == code


def test_a_language_the_provider_does_not_know_is_an_answer(server: Loopback) -> None:
    assert engine_of("mymemory", server).translate([TEXT], "xx", "en") == [Err("pair")]
    assert not server.requests


@pytest.mark.parametrize("name", ["libretranslate", "deep libretranslate"])
def test_a_server_of_ones_own_says_itself_which_languages_it_has(server: Loopback, name: str) -> None:
    """deep-translator's own table of 17 is passed over."""
    assert engine_of(name, server).translate([TEXT], "fa", "en") == [Ok(fake(TEXT))]


def test_an_engine_that_lacks_something_says_what() -> None:
    for name, entry in ENGINES.items():
        for needed in entry.keys:
            with pytest.raises(EngineError, match="needs a key") as error:
                open_engine(name, {}, {key: KEY for key in entry.keys if key != needed})
            assert needed in error.value.hint
        for needed in entry.settings:
            with pytest.raises(EngineError, match="needs") as error:
                open_engine(name, {}, {})
            assert needed in error.value.hint
    with pytest.raises(EngineError, match="there is no engine `nobody`"):
        open_engine("nobody", {}, {})


def test_a_key_is_not_sent_unencrypted_over_the_network() -> None:
    with pytest.raises(EngineError, match="unencrypted") as error:
        open_engine("libretranslate", {"url": "http://translate.example:5000"}, {"LIBRE_API_KEY": KEY})
    assert KEY not in str(error.value)
    with pytest.raises(EngineError, match="not an http address"):
        open_engine("libretranslate", {"url": "file:///etc/passwd"}, {})


@pytest.mark.parametrize("fault", ["403", "401", "429", "500", "redirect", "another page", "null"])
@pytest.mark.parametrize("name", ["libretranslate", "deep-translator", "deepl"])
def test_no_failure_shows_the_key_or_the_text(
    server: Loopback, name: str, fault: str, capfd: pytest.CaptureFixture[str]
) -> None:
    server.fault = lambda _text, _number: FAULTS[fault][0]
    keys = {"LIBRE_API_KEY": KEY, "DEEPL_API_KEY": KEY}
    settings: dict[str, object] = {"url": f"{server.url}/", "tries": 1}
    if name == "deep-translator":
        name, settings["client"] = "libretranslate", "deep-translator"
    (answer,) = open_engine(name, settings, keys).translate([TEXT], "fr", "en")
    assert isinstance(answer, Err)
    shown = repr(answer) + "".join(capfd.readouterr())
    assert KEY not in shown
    assert TEXT not in shown
    assert server.requests
