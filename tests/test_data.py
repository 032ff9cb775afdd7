"""`data/`: the site's articles for programs, as documented, with the origin of every block, and nothing hidden."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from digests import CHECKOUT, Digest

from generator.content import ledger
from generator.markdown import split_blocks

BASE = 'base_url = "https://example.org/news/"'
DOCUMENTED = (CHECKOUT / "docs/reference/data.md").read_text(encoding="utf-8")


def keys_under(heading: str) -> set[str]:
    """Return the keys that the reference has in the table below a heading."""
    text = DOCUMENTED.split(f"# {heading}\n", 1)[1].split("\n#", 1)[0]
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    return {word for cell in rows for word in re.findall(r"`(\w+)`", cell)}


def told(digest: Digest, path: str) -> Any:
    return json.loads(digest.page(f"data/{path}"))


def lines(digest: Digest, path: str) -> list[Any]:
    return [json.loads(line) for line in digest.page(f"data/{path}").splitlines()]


@pytest.fixture
def digest(tmp_path: Path) -> Digest:
    """Return the digest of the example in the reference."""
    digest = Digest(tmp_path / "digest").settings(BASE).thread("libya")
    digest.put("content/sources/wire.toml", '[name]\nar = "وكالة"\n')
    original = "بدأت المحادثات.\n\nوتستمر غدا.\n"
    digest.article(
        "talks.ar",
        original,
        title="محادثات",
        published="2019-04-08",
        url="https://wire.example/talks",
        publisher="wire",
        sources=["Reuters"],
        authors=["هدى"],
        threads=["libya"],
        section="politics",
        tags=["ليبيا"],
    )
    made = {"status": "machine", "engine": "memory", "made": "2019-04-09"}
    translated = "The talks have begun.\n\n[//]: # (untranslated)\n"
    digest.translation("talks.en", "talks.ar", translated, title="Talks", translation=made)
    source, text = split_blocks(original)[0].source, split_blocks(translated)[0].source
    entry = ledger.Entry(i=0, src=ledger.block_hash(source), out=ledger.text_hash(text), engine="memory")
    return digest.put("content/articles/talks.en.tm.jsonl", ledger.format([entry]))


def test_an_article_is_as_the_reference_shows_it(digest: Digest) -> None:
    digest.build()

    example = re.search(r"```json\n(.*?)```", DOCUMENTED, re.DOTALL)
    assert example
    assert told(digest, "articles/talks.json") == json.loads(example[1])


def test_every_key_is_documented_and_no_other(digest: Digest) -> None:
    digest.article("b.ar", image={"src": "https://wire.example/x.jpg", "alt": "صورة"}).build()

    article, index = told(digest, "articles/talks.json"), told(digest, "index.json")
    translation = article["versions"][1]
    assert set(article) == keys_under("An article")
    assert set(translation) == keys_under("A version")
    assert set(translation["translation"]) == keys_under("A translation")
    assert set(translation["blocks"][0]) == keys_under("A block")
    assert set(told(digest, "threads/libya.json")) == keys_under("A thread")
    assert set(index) == keys_under("The index")
    assert set(told(digest, "articles/b.json")["image"]) == keys_under("A picture")


def test_a_block_says_whose_text_it_is(digest: Digest) -> None:
    """A person's correction is a person's, and a change of the original is told."""
    digest.put("content/articles/talks.ar.md", digest.folder.joinpath("content/articles/talks.ar.md").read_text(
        encoding="utf-8").replace("بدأت", "انتهت"))  # fmt: skip
    english = digest.folder / "content/articles/talks.en.md"
    digest.put(
        "content/articles/talks.en.md",
        english.read_text(encoding="utf-8").replace("[//]: # (untranslated)", "They go on tomorrow."),
    )
    digest.build()

    blocks = told(digest, "articles/talks.json")["versions"][1]["blocks"]
    assert [(each["by"], each["stale"]) for each in blocks] == [("machine", True), ("person", False)]


def test_footnotes_are_not_lost(digest: Digest) -> None:
    digest.article("b.ar", "نص[^1].\n\n[^1]: حاشية.\n").build()

    (version,) = told(digest, "articles/b.json")["versions"]
    assert [each["text"] for each in version["blocks"]] == ["نص[^1]."]
    assert version["definitions"] == ["[^1]: حاشية."]


def test_a_year_is_one_file_of_the_same_lines_oldest_first(digest: Digest) -> None:
    for name, published in (("a", "2019-01-02"), ("b", "2020"), ("c", "unknown"), ("d", "2019")):
        digest.article(f"{name}.ar", published=published)
    digest.build()

    tree = digest.tree()
    found = {path for path in tree if path.startswith("data/") and path.endswith(".jsonl")}
    assert found == {"data/articles-2019.jsonl", "data/articles-2020.jsonl", "data/articles-undated.jsonl"}
    assert [each["id"] for each in lines(digest, "articles-2019.jsonl")] == ["d", "a", "talks"]
    of_2019 = b"".join(tree[f"data/articles/{name}.json"] for name in ("d", "a", "talks"))
    assert tree["data/articles-2019.jsonl"] == of_2019
    counts = {each["file"]: each["count"] for each in told(digest, "index.json")["articles"]}
    assert counts == {path: len(tree[path].splitlines()) for path in found}


def test_an_edit_writes_its_article_and_its_year_and_no_other(digest: Digest) -> None:
    digest.article("old.ar", published="2018-01-01").build()

    report = digest.article("old.ar", "نص آخر.\n", published="2018-01-01").build()

    written = {path for path in report.written if path.startswith("data/")}
    assert written == {"data/articles/old.json", "data/articles-2018.jsonl"}
    assert digest.tree() == digest.clean_tree()


def test_what_is_hidden_is_in_no_data(digest: Digest) -> None:
    """Drafts are not even where the site is built with them."""
    digest.article("secret-a.ar", private=True).article("secret-b.ar", draft=True)
    digest.article("secret-c.ar", publish_at="2030-01-01").article("secret-d.ar", expires="2020-01-01")
    digest.article("b.ar").translation("b.en", "b.ar", "secret text", title="secret-e", draft=True)
    digest.build(drafts=True)

    data = {path: raw.decode() for path, raw in digest.tree().items() if path.startswith("data/")}
    assert data
    assert [path for path, text in data.items() if "secret" in path + text] == []
    assert "ar/articles/secret-b.html" in digest.tree()


def test_a_digest_can_do_without_data(digest: Digest) -> None:
    digest.build()

    digest.settings(BASE, "data = false").build()

    assert not any(path.startswith("data/") for path in digest.tree())
