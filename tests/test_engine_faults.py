"""Providers fail in many ways; none of them may become text of a digest, and none may tell keys or texts."""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from digests import Digest, nashra
from engine_rigs import HTTP_RIGS, PROGRAM, RIGS
from faults import FAULTS, HTTP_FAULTS, KEY, PATIENCE, TEXT_FAULTS, FaultServer, failing
from loopback import fake
from news_texts import STORIES, english

from generator.content import ledger
from generator.translation.engines import ENGINES, Err, Ok, open_engine
from generator.translation.escaping import one_line
from generator.translation.tokens import leftover
from generator.translation.verify import verify

TEXTS = {
    "ar": (
        "قال الوزير إن الحوار هو الطريق الوحيد إلى السلام في المنطقة كلها",
        "وصل الوفد إلى العاصمة أمس ليبحث الاتفاق مع الحكومة والبرلمان",
        "أعلنت البلدية أن الجسر القديم يغلق شهرا كاملا ليرمم",
    ),
    "ko": (
        "장관은 대화가 이 지역 평화로 가는 유일한 길이라고 어제 수도에서 말했다",
        "대표단은 정부와 의회와 함께 합의를 논의하기 위해 수도에 도착했다고 밝혔다",
        "시청은 오래된 다리를 수리하기 위해 한 달 동안 닫는다고 시민들에게 발표했다",
    ),
}
# What no look at one text and its answer can tell: it takes an article, below.
SEEN_IN_AN_ARTICLE = {"swapped rows", "one answer for all", "half an answer as text", "cut short"}


@pytest.fixture(scope="module")
def module_server() -> Iterator[FaultServer]:
    with failing() as there:
        yield there


@pytest.fixture
def server(module_server: FaultServer) -> FaultServer:
    module_server.fault, module_server.spoils, module_server.last = "", lambda _text: True, ""
    module_server.translate = english
    module_server.asked.clear()
    return module_server


def test_there_are_enough_kinds() -> None:
    assert len(FAULTS) == len(set(FAULTS)) >= 50


# In the engine -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", HTTP_FAULTS)
@pytest.mark.parametrize("name", HTTP_RIGS)
def test_a_request_that_failed_gives_no_text_and_tells_nothing(
    server: FaultServer,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    name: str,
    fault: str,
) -> None:
    """Neither key nor text: not in the answer, not in a log, not on the screen."""
    rig = RIGS[name]
    server.fault = fault
    texts = [*TEXTS[rig.pair[0]], KEY]
    with caplog.at_level(logging.INFO):
        answers = rig.open(server).translate(texts, *rig.pair)
    assert [answer for answer in answers if not isinstance(answer, Err)] == []
    out, err = capfd.readouterr()
    shown = f"{answers!r}{caplog.text}{out}{err}"
    assert [canary for canary in (KEY, *texts) if canary in shown] == []


# A page has no lists, and no halves of characters.
IN_PLACE = [
    (name, fault)
    for name in HTTP_RIGS
    for fault in TEXT_FAULTS
    if name != "google" or fault not in {"a list", "lone surrogate"}
]


@pytest.mark.parametrize(("name", "fault"), IN_PLACE)
def test_what_stands_in_place_of_a_translation_is_refused_or_seen(server: FaultServer, name: str, fault: str) -> None:
    """What an engine cannot see, the look at both texts does; what that cannot see, the whole command, below."""
    rig = RIGS[name]
    server.fault = fault
    texts = TEXTS[rig.pair[0]]
    for text, answer in zip(texts, rig.open(server).translate(texts, *rig.pair), strict=True):
        if isinstance(answer, Ok) and one_line(answer.text) != english(text) and fault not in SEEN_IN_AN_ARTICLE:
            verdict = verify(text, one_line(answer.text), *rig.pair)
            assert verdict.rejected or verdict.grave or leftover(text, answer.text), answer.text


# Through the whole command, into files -----------------------------------------------------------------------------


def digest_with(folder: Path, server: FaultServer, name: str) -> Digest:
    rig = RIGS[name]
    lines = [
        f"{key} = {_toml(value)}" for key, value in ({"timeout": PATIENCE, "tries": 1} | rig.settings(server)).items()
    ]
    digest = Digest(folder / "digest")
    digest.settings()
    settings = digest.folder / "content/digest.toml"
    settings.write_text(
        f'{settings.read_text(encoding="utf-8")}\n[translate]\nengine = "{rig.engine}"\n'
        f"[translate.engines.{rig.engine}]\n" + "\n".join(lines) + "\n",
        encoding="utf-8",
    )
    for number, (title, blocks) in enumerate(STORIES):
        digest.article(f"story-{number}.ar", "\n\n".join(blocks) + "\n", title=title)
    return digest


def _toml(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value).replace("'", '"')


def published(digest: Digest) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield every translated block beside its original, whether it is flagged or not, and how."""
    for original in sorted((digest.folder / "content/articles").glob("*.ar.md")):
        translation = original.with_name(original.name.replace(".ar.", ".en."))
        if not translation.exists():
            continue
        record = original.with_name(original.name.replace(".ar.md", ".en.tm.jsonl"))
        entries = ledger.parse(record.read_bytes(), record.name)[0]
        flags = {entry.i: entry.flags for entry in entries}
        here, there = (path.read_text(encoding="utf-8").partition("\n---\n")[2] for path in (original, translation))
        title = re.search(r"^title: (.*)$", translation.read_text(encoding="utf-8"), re.MULTILINE)
        assert title
        first = re.search(r"^title: (.*)$", original.read_text(encoding="utf-8"), re.MULTILINE)
        assert first
        if first.group(1) != title.group(1):
            yield first.group(1).strip("'\""), title.group(1).strip("'\""), flags.get("title", ())
        blocks, translated = (text.strip().split("\n\n") for text in (here, there))
        assert len(blocks) == len(translated)
        for place, (block, text) in enumerate(zip(blocks, translated, strict=True)):
            if "(untranslated)" not in text:
                yield block, text, flags.get(place, ())


def right(block: str) -> str:
    """Return the translation of a block, whose markup and addresses stay."""
    parts = re.split(r"(\]\([^)]*\)|`[^`]*`)", block)
    return "".join(part if part.startswith(("](", "`")) else english(part) for part in parts)


TURNING = r"[\u202a-\u202e\u2066-\u2069\0\x1b]|<script|javascript:|evil\.example|900001|__PH"


def plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w ]", "", text).split())


SPOILED: dict[str, Callable[[str], bool]] = {
    "all": lambda _text: True,
    "every third": lambda text: len(text) % 3 == 0,
    "every second": lambda text: len(text) % 2 == 0,
}


def wrong(digest: Digest) -> list[tuple[str, str, tuple[str, ...]]]:
    """Return what is published and is not the translation of its block. Flags excuse nothing."""
    return [each for each in published(digest) if plain(each[1]) != plain(right(each[0]))]


@pytest.mark.parametrize("spoiled", SPOILED)
@pytest.mark.parametrize("fault", FAULTS)
def test_nothing_that_is_no_translation_is_published(
    server: FaultServer, tmp_path: Path, fault: str, spoiled: str
) -> None:
    """Every block is right or is missing, whatever it is flagged with."""
    server.fault, server.spoils = fault, SPOILED[spoiled]
    digest = digest_with(tmp_path, server, "libretranslate")

    outcome = nashra("translate", "--project", digest.folder, "--json")

    assert outcome.code in {0, 4}
    assert wrong(digest) == []
    assert not re.search(TURNING, "".join(text for _, text, _ in published(digest)))
    assert server.asked


@pytest.mark.parametrize(
    "fault",
    ["null", "half an answer as text", "swapped rows", "one answer for all", "doubled", "half untranslated",
     "mark-up lost", "script injected", "a token added"],
)  # fmt: skip
@pytest.mark.parametrize("name", [name for name in HTTP_RIGS if RIGS[name].pair[0] == "ar"])
def test_no_engine_publishes_what_stands_in_place_of_a_translation(
    server: FaultServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, fault: str
) -> None:
    server.fault, server.spoils = fault, SPOILED["every second"]
    for variable, key in RIGS[name].keys.items():
        monkeypatch.setenv(variable, key)
    digest = digest_with(tmp_path, server, name)

    nashra("translate", "--project", digest.folder, "--json")

    assert wrong(digest) == []
    assert server.asked


@pytest.mark.parametrize("fault", ["half an answer as text", "swapped rows", "one answer for all"])
def test_what_went_wrong_once_is_right_the_second_time(server: FaultServer, tmp_path: Path, fault: str) -> None:
    """A doubtful answer is asked for once more, which is paid for like any other."""
    server.fault = fault
    once: set[str] = set()

    def first_time(text: str) -> bool:
        known = text in once or "<b" in text
        once.add(text)
        return not known

    server.spoils = first_time
    digest = digest_with(tmp_path, server, "libretranslate")

    report = json.loads(nashra("translate", "--project", digest.folder, "--json").out)

    assert [text for text in once if server.asked.count(text) > 2] == []
    assert len(list(published(digest))) >= sum(len(blocks) for _, blocks in STORIES)
    assert wrong(digest) == []
    assert report["spent"]["requests"] == len(server.asked)


def test_without_a_fault_all_is_published(server: FaultServer, tmp_path: Path) -> None:
    """The promise above is not kept by publishing nothing."""
    digest = digest_with(tmp_path, server, "libretranslate")

    outcome = nashra("translate", "--project", digest.folder, "--json")

    assert outcome.code == 0
    assert len(list(published(digest))) == sum(1 + len(blocks) for _, blocks in STORIES)
    assert [flags for _, _, flags in published(digest) if flags] == []
    assert wrong(digest) == []


@pytest.mark.parametrize("name", [name for name in HTTP_RIGS if RIGS[name].pair[0] == "ar"])
@pytest.mark.parametrize(
    "fault", ["429", "500 page as 200", "consent page", "error page as text", "quota notice", "null"]
)
def test_nothing_of_a_failure_is_published_whatever_the_engine(
    server: FaultServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, fault: str
) -> None:
    server.fault = fault
    for variable, key in RIGS[name].keys.items():
        monkeypatch.setenv(variable, key)
    digest = digest_with(tmp_path, server, name)

    outcome = nashra("translate", "--project", digest.folder, "--json")

    assert outcome.code == 4
    assert list(published(digest)) == []
    assert server.asked


# What is told of a failure -----------------------------------------------------------------------------------------

CANARIES = (
    KEY,
    *(
        word
        for text in (*TEXTS["ar"], *(block for _, blocks in STORIES for block in blocks))
        for word in text.split()
        if len(word) > 4 and word.isalpha() and not word.isascii()
    ),
)


def told_in(text: str) -> list[str]:
    return [canary for canary in CANARIES if canary in text]


def test_no_exception_of_ours_is_chained_to_one_that_tells(server: FaultServer) -> None:
    """Those of `requests` hold the address, with key and text; whoever prints ours with its context sees nothing."""
    from generator.translation.engines.transport import RequestFailed, Transport

    server.fault = "no answer"
    for address in (f"{server.url}/deepl/?auth_key={KEY}", f"http://127.0.0.1:1/?auth_key={KEY}", f"http://[{KEY}/"):
        with pytest.raises(RequestFailed) as caught:
            Transport(read_seconds=1).get(address)
        error: BaseException | None = caught.value
        while error:
            assert KEY not in f"{error!r}{error}"
            error = error.__context__ or error.__cause__
        assert KEY not in "".join(traceback.format_exception_only(caught.value))


TOLD_BY = {
    "deepl": [fault for fault in HTTP_FAULTS if fault not in {"drip", "huge body", "huge when unpacked"}],
    "microsoft": ["403 with the key", "no answer", "consent page"],
    "baidu": ["403 with the key", "no answer", "consent page"],
    "libretranslate, by deep-translator": ["403 with the key", "no answer", "stall"],
}


@pytest.mark.parametrize(("name", "fault"), [(name, fault) for name, faults in TOLD_BY.items() for fault in faults])
def test_no_file_and_no_message_of_a_run_tells_the_key_and_no_message_the_text(
    server: FaultServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, fault: str
) -> None:
    """Commands, `--json`, caches and their names, and the site built afterwards."""
    server.fault = fault
    for variable, key in RIGS[name].keys.items():
        monkeypatch.setenv(variable, key)
    digest = digest_with(tmp_path, server, name)
    runs = [
        nashra("translate", "--project", digest.folder),
        nashra("translate", "--project", digest.folder, "--json"),
        nashra("translate", "--project", digest.folder, "--status"),
        nashra("build", "--project", digest.folder, "--translate", RIGS[name].engine, "--jobs", "1"),
    ]
    for run in runs:
        assert told_in(run.out + run.err) == []
        assert "Traceback" not in run.err
    for path in digest.folder.rglob("*"):
        assert told_in(path.name) == []
        if path.is_file():
            assert KEY.encode() not in path.read_bytes(), path
            if ".nashra" in path.parts and not path.name.endswith((".sqlite3", ".db", "-wal", "-shm")):
                assert told_in(path.read_bytes().decode(errors="replace")) == [], path


def test_settings_that_cannot_work_do_not_tell_the_key() -> None:
    from generator.errors import EngineError

    keys = {"LIBRE_API_KEY": KEY, "DEEPL_API_KEY": KEY, "BAIDU_APPID": KEY}
    for name, settings in (
        ("libretranslate", {"url": "http://translate.example/"}),
        ("deepl", {"url": "http://translate.example/"}),
        ("deepl", {"url": "ftp://translate.example/"}),
        ("baidu", {}),
        ("nobody", {}),
    ):
        with pytest.raises(EngineError) as caught:
            open_engine(name, settings, keys)
        assert KEY not in f"{caught.value}{caught.value.hint}{caught.value!r}"


# Programs ----------------------------------------------------------------------------------------------------------


def command(how: str, **settings: object) -> list[Ok | Err]:
    bad = f"{TEXTS['ar'][1]} سيئ"
    engine = open_engine("command", {"argv": [*PROGRAM, how], "timeout": 3} | settings, {"PYTHONUTF8": "1"})
    return engine.translate([TEXTS["ar"][0], bad, TEXTS["ar"][2]], "ar", "en")


GOOD = [Ok(fake(text)) for text in (TEXTS["ar"][0], f"{TEXTS['ar'][1]} سيئ", TEXTS["ar"][2])]


@pytest.mark.parametrize("how", ["", "junk", "twice", "out of order", "numbers"])
def test_a_program_may_chatter_repeat_itself_and_answer_in_any_order(how: str) -> None:
    assert command(how) == GOOD


@pytest.mark.parametrize(
    ("how", "err"),
    [("dies", Err("bad_answer", detail="ended with exit status 1")), ("sticks", Err("timeout", retryable=True))],
)
def test_a_text_that_a_program_dies_of_is_the_only_one_lost(how: str, err: Err) -> None:
    assert command(how, timeout=1.5) == [GOOD[0], err, GOOD[2]]


@pytest.mark.parametrize(
    ("how", "kinds"),
    [
        ("dies at once", {"bad_answer"}),
        ("hangs", {"timeout"}),
        ("floods", {"bad_answer"}),
        ("endless line", {"bad_answer"}),
        ("null", {"bad_answer"}),
        ("secrets", {"bad_answer"}),
    ],
)
def test_a_program_that_gives_nothing_is_given_up(how: str, kinds: set[str]) -> None:
    answers = command(how, timeout=0.6 if how == "hangs" else 20)
    assert {answer.kind for answer in answers if isinstance(answer, Err)} == kinds
    assert len(answers) == 3
    assert told_in(repr(answers)) == []


def test_a_program_that_answers_half_loses_the_other_half_alone() -> None:
    answers = command("half", timeout=1.0)
    assert len(answers) == 3
    assert all(answer in {GOOD[place], Err("timeout", retryable=True)} for place, answer in enumerate(answers))
    assert any(isinstance(answer, Ok) for answer in answers)


@pytest.mark.parametrize("program", ["nashra-no-such-program", "/", str(Path(__file__))])
def test_a_program_that_cannot_be_started_is_an_answer(program: str) -> None:
    engine = open_engine("command", {"argv": [program]}, {})
    told = f"{Path(program).name or program} cannot be started"
    failed = Err("bad_answer", detail=told, sent=False)
    assert engine.translate(["a", "b"], "ar", "en") == [failed, Err("stopped")]


def test_no_shell_reads_the_program_or_the_text(tmp_path: Path) -> None:
    made = tmp_path / "made"
    argv = [*PROGRAM, f"; touch {made}"]
    engine = open_engine("command", {"argv": argv, "timeout": 20}, {})
    assert engine.translate([f"$(touch {made}) `touch {made}`"], "ar", "en") == [
        Ok(fake(f"$(touch {made}) `touch {made}`"))
    ]
    assert not made.exists()


def test_nothing_of_a_program_is_left_running(tmp_path: Path) -> None:
    """Not even what it has started itself."""
    import os
    import sys
    import time

    child = tmp_path / "child.pid"
    script = (
        "import subprocess, sys, pathlib\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(300)'])\n"
        f"pathlib.Path({str(child)!r}).write_text(str(child.pid))\n"
        "sys.stdin.read()\n"
    )
    engine = open_engine("command", {"argv": [sys.executable, "-c", script], "timeout": 2}, {})
    assert engine.translate(["a"], "ar", "en") == [Err("timeout", retryable=True)]
    pid = int(child.read_text())
    for _ in range(50):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        state = Path(f"/proc/{pid}/stat")
        if state.exists() and state.read_text().rpartition(")")[2].split()[0] == "Z":
            return
        time.sleep(0.05)
    pytest.fail("the program's child still runs")


@pytest.mark.parametrize("argv", [None, [], "sh -c x", [3], [""]])
def test_a_program_is_named_as_a_list(argv: object) -> None:
    from generator.errors import EngineError

    with pytest.raises(EngineError, match="needs a program") as caught:
        open_engine("command", {"argv": argv}, {})
    assert "argv = [" in caught.value.hint


def test_a_program_gets_no_key_of_another_engine_unless_the_settings_name_it() -> None:
    script = (
        "import json, os, sys\n"
        "for line in sys.stdin:\n"
        "    print(json.dumps({'id': json.loads(line)['id'], 'text': ' '.join(sorted(os.environ))}), flush=True)\n"
    )
    keys = {key for entry in ENGINES.values() for key in (*entry.keys, *entry.optional_keys)}
    there = dict.fromkeys(keys, KEY) | {"MY_OWN": "x"}
    assert {"LIBRE_API_KEY", "DEEPL_API_KEY", "PAPAGO_CLIENT_SECRET"} <= keys

    def shown(**settings: object) -> set[str]:
        engine = open_engine("command", {"argv": [sys.executable, "-c", script], "timeout": 20} | settings, there)
        [answer] = engine.translate(["نص"], "ar", "en")
        assert isinstance(answer, Ok)
        return set(answer.text.split())

    assert shown() & there.keys() == {"MY_OWN"}
    assert shown(environment=["DEEPL_API_KEY"]) & there.keys() == {"MY_OWN", "DEEPL_API_KEY"}


def test_what_a_program_says_of_itself_is_heard() -> None:
    engine = open_engine("command", {"argv": PROGRAM, "html": True, "network": False, "revision": "7"}, {})
    assert (engine.html, engine.network, engine.revision) == (True, False, "7")
    plain_one = open_engine("command", {"argv": PROGRAM}, {})
    assert (plain_one.html, plain_one.network, plain_one.revision) == (False, True, "")
