"""`nashra threads assign` and `explain`, and the same as a ribbon in the preview."""

from __future__ import annotations

import http.client
import json
import queue
import re
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from digests import Digest, nashra, tree_of
from stories import CONFIRMED, MORNING, NEWS, news, stories

from generator.build import Report
from generator.config import parse_config
from generator.desk import thread_standing
from generator.desk.thread_standing import Standings
from generator.serve import ServeOptions, serve
from generator.serve.ribbon import STYLE_PATH, ribbon


@pytest.fixture
def digest(tmp_path: Path) -> Digest:
    """Return a digest with two stories and three articles of this morning."""
    made = stories(tmp_path / "digest")
    for name in NEWS:
        news(made, name)
    return made


# Commands ----------------------------------------------------------------------------------------------------------


def test_assign_prints_what_it_did_and_why(digest: Digest) -> None:
    outcome = nashra("threads", "assign", "--project", digest.folder)

    lines = outcome.out.splitlines()
    assert outcome.code == 0
    assert [line.split()[:3] for line in lines] == [
        ["assigned", "content/articles/dam-holds.en.md", "dam"],
        ["assigned", "content/articles/strike-ends.en.md", "ferry"],
    ]
    assert re.search(r" \d\d %  .*\b(Almira|Rowan|Selby)\b", lines[1])
    assert outcome.err.startswith("2 articles changed, 0 suggestions wait\n")


def test_assign_names_how_to_accept_and_refuse(digest: Digest) -> None:
    digest.put(
        "content/digest.toml", (digest.folder / "content/digest.toml").read_text().replace("assign = 0.6", "assign = 1")
    )

    outcome = nashra("threads", "assign", "--project", digest.folder)

    assert {line.split()[0] for line in outcome.out.splitlines()} == {"suggested"}
    assert "0 articles changed, 2 suggestions wait" in outcome.err
    assert "--to ID" in outcome.err
    assert "`not_threads: [ID]`" in outcome.err
    row = next(
        json.loads(line) for line in nashra("threads", "list", "--json", "--project", digest.folder).out.splitlines()
    )
    assert (row["id"], row["stories"], row["suggested"]) == ("dam", 3, 1)
    assert "3 (+1 suggested)" in nashra("threads", "list", "--project", digest.folder).out


def test_a_dry_run_writes_nothing_and_says_the_same(digest: Digest) -> None:
    before = tree_of(digest.folder / "content")

    dry = nashra("threads", "assign", "--dry-run", "--project", digest.folder)

    assert tree_of(digest.folder / "content") == before
    assert "2 articles would be changed" in dry.err
    assert nashra("threads", "assign", "--project", digest.folder).out == dry.out


def test_assign_as_json(digest: Digest) -> None:
    outcome = nashra("threads", "assign", "--json", "--project", digest.folder)

    rows = [json.loads(line) for line in outcome.out.splitlines()]
    assert [(row["outcome"], row["path"], row["threads"], row["before"]) for row in rows] == [
        ("assigned", "content/articles/dam-holds.en.md", ["dam"], []),
        ("assigned", "content/articles/strike-ends.en.md", ["ferry"], []),
    ]
    assert all(0.6 <= row["chance"] <= 1 and row["reason"] for row in rows)


def test_a_person_says_it_on_the_command_line(digest: Digest) -> None:
    path = digest.folder / "content/articles/strike-ends.en.md"
    nashra("threads", "assign", "--project", digest.folder)

    moved = nashra("threads", "assign", path, "--to", "dam", "--not", "ferry", "--project", digest.folder)
    again = nashra("threads", "assign", path, "--to", "dam", "--project", digest.folder)

    assert moved.out.splitlines() == [
        "content/articles/strike-ends.en.md: threads: [dam]",
        "content/articles/strike-ends.en.md: not_threads: [ferry]",
        "content/articles/strike-ends.en.md: threads_auto: []",
    ]
    assert (again.code, again.out) == (0, "")


def test_what_is_taken_back_says_why_and_no_chance_of_another_thread(digest: Digest) -> None:
    for name, threads in (("bakers", {"threads_auto": ["dam"]}), ("dam-holds", {"threads_auto": ["ferry"]})):
        news(digest, name, **threads)
    news(digest, "strike-ends", threads=["dam"], threads_auto=["ferry"])

    outcome = nashra("threads", "assign", "--json", "--project", digest.folder)

    rows = {row["path"].rpartition("/")[2]: row for row in map(json.loads, outcome.out.splitlines())}
    assert {name: (row["outcome"], row["threads"], row["before"]) for name, row in rows.items()} == {
        "bakers.en.md": ("removed", [], ["dam"]),
        "dam-holds.en.md": ("assigned", ["dam"], ["ferry"]),
        "strike-ends.en.md": ("removed", [], ["ferry"]),
    }
    assert (rows["strike-ends.en.md"]["chance"], rows["strike-ends.en.md"]["reason"]) == (None, "a person decided")
    assert rows["dam-holds.en.md"]["chance"] > 0.6


def test_what_is_taken_back_for_a_likelier_thread_has_no_chance_of_that_one(tmp_path: Path) -> None:
    digest = stories(tmp_path / "digest", assign=1.0)
    news(digest, "dam-holds", threads_auto=["ferry"])

    outcome = nashra("threads", "assign", "--json", "--project", digest.folder)

    gone, likely = map(json.loads, outcome.out.splitlines())
    assert (gone["outcome"], gone["before"], gone["chance"], gone["reason"]) == ("removed", ["ferry"], None, "")
    assert (likely["outcome"], likely["threads"]) == ("suggested", ["dam"])


def test_a_thread_that_is_misspelt_is_told_from_one_that_is_there(digest: Digest) -> None:
    path = digest.folder / "content/articles/bakers.en.md"

    outcome = nashra("threads", "assign", path, "--to", "Ferry", "--project", digest.folder)

    assert (outcome.code, "did you mean `ferry`?" in outcome.err) == (2, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("content/nowhere.md",),
        ("content/articles", "--to", "dam"),
        ("--to", "dam"),
        ("content/articles/bakers.en.md", "--to", "nowhere"),
        ("content/articles/bakers.en.md", "--to", "dam", "--dry-run"),
    ],
)
def test_wrong_use_is_told_apart(digest: Digest, arguments: tuple[str, ...]) -> None:
    before = tree_of(digest.folder / "content")

    assert nashra("threads", "assign", *arguments, "--project", digest.folder).code == 2
    assert tree_of(digest.folder / "content") == before


def test_the_data_for_measuring_need_no_digest(tmp_path: Path) -> None:
    items, tasks = tmp_path / "items.jsonl", tmp_path / "tasks.json"
    lines = [
        {"id": name, "stream": "s", "date": MORNING, "lang": "en", "title": title, "text": text}
        for name, (title, text) in {**CONFIRMED, **NEWS}.items()
    ]
    items.write_text("".join(json.dumps(line) + "\n" for line in lines))
    known = {"ferry": ["ferry-1", "ferry-2", "ferry-3"], "dam": ["dam-1", "dam-2", "dam-3"]}
    tasks.write_text(json.dumps([{"stream": "s", "known": known, "test": list(NEWS)}]))

    outcome = nashra("threads", "assign", "--jsonl", items, "--tasks", tasks)

    best = {row["id"]: row["best"] for row in map(json.loads, outcome.out.splitlines())}
    assert (best["strike-ends"], best["dam-holds"]) == ("ferry", "dam")
    assert nashra("threads", "assign", "--jsonl", items).code == 2
    assert nashra("threads", "assign", "--jsonl", items, "--tasks", tasks, "--dry-run").code == 2


def test_explain_says_it_in_words(digest: Digest) -> None:
    outcome = nashra("threads", "explain", "strike-ends", "--project", digest.folder)

    title, verdict, *rest = outcome.out.splitlines()
    assert title == "content/articles/strike-ends.en.md: Selby Line and crews agree in Port Almira"
    assert re.match(r"It belongs to `ferry` \(“.+”\): \d\d % sure\.", verdict)
    assert any(re.fullmatch(r" +\+\d\.\d\d  .*(Almira|Rowan|Selby).*", line) for line in rest)
    assert any(line.startswith("Together +") for line in rest)
    assert any(line.startswith("Without ") for line in rest)


def test_explain_as_json(digest: Digest) -> None:
    told = nashra("threads", "explain", "content/articles/strike-ends.en.md", "--json", "--project", digest.folder).json

    assert (told["outcome"], told["thread"]) == ("assigned", "ferry")
    assert abs(sum(term["value"] for term in told["terms"]) - told["score"]) < 1e-9
    assert nashra("threads", "explain", "nothing", "--project", digest.folder).code == 2


@pytest.mark.parametrize(
    ("lines", "found", "used"),
    [
        ("assign = 2", (1, "write a number such as 0.95"), (0.95, 0.6)),
        ('assign = "much"', (1, "write a number such as 0.95"), (0.95, 0.6)),
        ("assign = true", (1, "write a number such as 0.95"), (0.95, 0.6)),
        ("assign = 0.7\nsuggest = 0.8", (2, "write at most 0.7"), (0.7, 0.7)),
        ("assign = 1\nsuggest = 0", None, (1.0, 0.0)),
    ],
)
def test_thresholds_are_chances(lines: str, found: tuple[int, str] | None, used: tuple[float, float]) -> None:
    before = 'languages = ["en"]\n[title]\nen = "News"\n[threads]\n'

    config, findings = parse_config(before + lines)

    assert (config.threads.assign, config.threads.suggest) == used
    assert [(each.code, each.line - 4) for each in findings] == ([("bad-share", found[0])] if found else [])
    assert all(found and each.hint.endswith(found[1]) for each in findings)


# The ribbon --------------------------------------------------------------------------------------------------------

Get = Callable[[str], str]


@pytest.fixture
def preview(digest: Digest) -> Iterator[Get]:
    """Serve the built digest until the test ends; give what asks it for a page."""
    said: queue.Queue[str] = queue.Queue()
    stop = threading.Event()
    explain = Standings(digest.folder, patience=60).of
    options = ServeOptions(project=digest.folder, site=digest.output, port=0, explain=explain)

    def build() -> Report:
        return digest.build()

    work = threading.Thread(target=lambda: serve(options, build, said.put, stop=stop))
    work.start()
    try:
        address = next(line for line in iter(lambda: said.get(timeout=60), "") if line.startswith("serving"))
        port = int(re.findall(r":(\d+)/", address)[0])

        def get(path: str) -> str:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", path)
            text = connection.getresponse().read().decode()
            connection.close()
            return text

        yield get
    finally:
        stop.set()
        work.join(60)


def ribbon_of(page: str) -> str:
    found = re.search(r"<nashra-ribbon>.*?</nashra-ribbon>", page, re.DOTALL)
    return found[0] if found else ""


def test_the_preview_says_of_every_article_where_it_belongs_and_why(digest: Digest, preview: Get) -> None:
    """Assigned, by hand and none, in every edition and side by side; other pages have none, and no file has any."""
    strike = ribbon_of(preview("/en/articles/strike-ends.html"))
    assert "<summary>In <q><bdi>The Almira ferry dispute</bdi></q></summary>" in strike
    assert re.search(r"<bdi>[^<]*(Almira|Rowan|Selby)[^<]*</bdi> <bdi dir=\"ltr\">\+", strike)
    assert "<q><bdi>The Almira ferry dispute</bdi></q>, by hand" in ribbon_of(preview("/en/articles/ferry-1.html"))
    assert "<summary>In no thread" in ribbon_of(preview("/en/articles/bakers.html"))
    for path in ("/en/index.html", "/en/threads/ferry.html", "/en/articles/index.html"):
        assert ribbon_of(preview(path)) == ""
    assert preview(STYLE_PATH).startswith(":host {")
    assert [path for path, raw in tree_of(digest.output).items() if b"nashra-ribbon" in raw] == []


def test_the_ribbon_speaks_the_language_of_its_page(digest: Digest, preview: Get) -> None:
    english, arabic = (ribbon_of(preview(f"/{lang}/articles/strike-ends.html")) for lang in ("en", "ar"))

    assert '<details lang="en" dir="ltr" class="assigned">' in english
    assert '<details lang="ar" dir="rtl" class="assigned">' in arabic
    assert "<summary>في ملف <q><bdi>خلاف عبّارة ألميرا</bdi></q></summary>" in arabic
    # Numbers, ids and commands are the same, and isolated; our own words are not.
    for part in (r"<bdi dir=\"ltr\">[^<]*</bdi>", r"<code><bdi>[^<]*</bdi></code>"):
        assert re.findall(part, arabic) == re.findall(part, english) != []
    rest = re.sub(r"<bdi\b.*?</bdi>|<[^>]*>", "", arabic)
    assert not re.search("[A-Za-z%+]", rest), rest


@pytest.mark.parametrize("lang", ["ar", "en", "fa", "fr", "he", "ru", "tr", "ur"])
def test_every_standing_can_be_told_in_every_language(tmp_path: Path, lang: str) -> None:
    """By hand, ruled out, private, in no thread, likely, certain: no place is left open, and no brace is made up."""
    digest = stories(tmp_path / "digest", assign=0.97, suggest=0.05)
    for name in NEWS:
        news(digest, name)
    news(digest, "bakers", not_threads=["dam"])
    digest.article("secret.en", "Nothing.\n", private=True)
    digest.article("hand.en", "Nothing.\n", title="{thread} {0}", published=MORNING, threads=["dam"])
    standings = Standings(digest.folder, patience=60)

    told = {name: standings.of(f"{lang}/articles/{name}.html") for name in (*NEWS, "secret", "hand", "ferry-1")}

    for name, found in told.items():
        assert found is not None, name
        assert found.lang == lang
        sentences = (found.heading, found.verdict, found.together, *found.changes, *(text for text, _ in found.summed))
        assert all(not re.search(r"[{}]", sentence) for sentence in sentences), name
        assert all(sentence.count("`") % 2 == 0 for sentence in sentences), name
    outcomes = {name: found.outcome for name, found in told.items() if found}
    assert (outcomes["secret"], outcomes["hand"]) == ("private", "by hand")
    assert not re.search(r"\d\d %", told["secret"].verdict if told["secret"] else "")


def test_the_ribbon_follows_the_content(digest: Digest, preview: Get) -> None:
    assert ", by hand" not in ribbon_of(preview("/en/articles/strike-ends.html"))

    news(digest, "strike-ends", threads=["dam"])

    assert "In <q><bdi>The Korran dam</bdi></q>, by hand" in ribbon_of(preview("/en/articles/strike-ends.html"))


def test_a_page_is_shown_though_its_ribbon_fails(digest: Digest, preview: Get) -> None:
    page = preview("/en/articles/strike-ends.html")

    digest.put("content/digest.toml", "title = [")

    assert ribbon_of(page)
    assert "Selby Line and crews agree" in preview("/en/articles/strike-ends.html")


def test_a_page_does_not_wait_for_its_ribbon(digest: Digest, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a large digest is gone over again, the ribbon shows what held before."""
    standings = Standings(digest.folder, patience=60)
    page = "en/articles/strike-ends.html"
    assert standings.of(page)
    gone_over, go_on = threading.Event(), threading.Event()

    def slow(*given: object) -> object:
        go_on.wait(60)
        gone_over.set()
        return {}

    monkeypatch.setattr(thread_standing, "decisions_of", slow)
    monkeypatch.setattr(standings, "_patience", 0.01)
    news(digest, "strike-ends", threads=["dam"])

    before = standings.of(page)
    go_on.set()
    gone_over.wait(60)
    monkeypatch.setattr(standings, "_patience", 60)
    after = standings.of(page)

    assert before is not None
    assert after is not None
    assert (before.outcome, after.outcome) == ("assigned", "by hand")


def test_nothing_of_content_acts_in_the_ribbon(tmp_path: Path) -> None:
    """Markup is shown as text, marks of direction stay inside, and quotation marks end no quotation."""
    evil = "<img src=x onerror=alert(1)>” `x` \u202e"
    digest = stories(tmp_path / "digest")
    digest.put("content/threads/ferry.toml", f'[title]\nen = "{evil}"\n'.replace("\u202e", ""))
    digest.article(
        "evil.en", f"{evil} {NEWS['strike-ends'][1]}\n", title="Selby Line & <b>crews</b>", published=MORNING
    )
    told = Standings(digest.folder, patience=60).of("en/articles/evil.html")
    assert told is not None

    shown = ribbon(told)

    assert "<img" not in shown
    assert "<b>" not in shown
    assert "&lt;img src=x onerror=alert(1)&gt;" in shown
    for name in ("bdi", "p", "li", "ul", "code", "div", "details", "template"):
        assert shown.count(f"<{name}>") + shown.count(f"<{name} ") == shown.count(f"</{name}>"), name
