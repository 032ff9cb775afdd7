"""Search in a browser: from disk and below a base path, by keyboard, in every language, without a complaint."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from digests import CHECKOUT, Demonstration, Digest, demonstration
from search_reader import ANSWER, Reader, visit
from servers import served
from test_browser import browser, browser_path

from generator.search import TABLE, words_in, words_of

pytestmark = pytest.mark.browser

FOCUSED = "document.activeElement.id || document.activeElement.textContent.trim()"

ALL_WORDS = """(async (texts) => {
  await new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = SCRIPT; script.onload = resolve; script.onerror = reject;
    document.head.append(script);
  });
  const all = globalThis.nashraWords(TABLE);
  return texts.map(([lang, text]) => all.wordsIn(text).map(([word]) => {
    const stems = all.of(lang).stems(word);
    return [word, stems, stems.map(all.of(lang).skeleton)];
  }));
})"""


@pytest.fixture(scope="module")
def orders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a running browser."""
    browser_path()
    with browser(tmp_path_factory.mktemp("searching") / "profile") as address:
        yield address


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demonstration:
    return demonstration(tmp_path_factory)


def test_words_are_the_same_to_the_page_as_to_the_build(orders: str, tmp_path: Path) -> None:
    """On thousands of words of the demonstration, in all its languages, and on words made to be difficult."""
    texts = [
        (path.name.split(".")[-2], path.read_text(encoding="utf-8"))
        for path in sorted((CHECKOUT / "content").rglob("*.md"))
    ]
    texts += [
        (path.stem, path.read_text(encoding="utf-8"))
        for path in sorted((CHECKOUT / "templates/strings").glob("*.toml"))
    ]
    for lang, rows in json.loads((CHECKOUT / "tests/search/words.json").read_text(encoding="utf-8")).items():
        texts.append((lang, " ".join(rows)))
    texts += [
        ("xx", "İIıiŞşẞßÆæŒœØøŁłĐđ ﬁancé x² ½ ⅷ don't a_b 中文Latin混合 カﾞガ 한국어 हिन्दी ไทย"),
        ("xx", "ΣΑΣ Ώρα 𝔘nicode 👍🏽 e\u0301te\u0301"),
        ("he", "צה\"ל בצה״ל ג'ורג׳ ארה\"ב'"),
        ("ar", "ـــ ٱلله لِلّٰهِ ﷺ ﻻ الــ وال بال لل و ٢٠٢٤م"),
    ]
    (tmp_path / "page.html").write_text(
        '<!doctype html><meta charset="utf-8"><title>-</title><main></main>', encoding="utf-8"
    )
    script = (CHECKOUT / "templates/assets/search-words.js").as_uri()

    async def compare(reader: Reader) -> None:
        await reader.open((tmp_path / "page.html").as_uri())
        function = ALL_WORDS.replace("SCRIPT", json.dumps(script)).replace("TABLE", TABLE)
        found = await reader.value(f"{function}({json.dumps(texts)})")
        count = 0
        for (lang, text), theirs in zip(texts, found, strict=True):
            words = words_of(lang)
            ours = [
                [word, [*words.stems(word)], [words.skeleton(stem) for stem in words.stems(word)]]
                for word in words_in(text)
            ]
            assert theirs == ours, lang
            count += len(ours)
        assert count > 10_000

    visit(orders, compare)


def test_search_works_from_disk(orders: str, demo: Demonstration) -> None:
    """A word in another form than the text has it finds the text, and is marked there as it stands."""

    async def ask(reader: Reader) -> None:
        assert await reader.open((demo.site / "ar/search.html").as_uri()) == []
        assert not [each for each in reader.loaded if "/search/" in each], "nothing is loaded before the first key"
        answer = await reader.search("السفينة")

        assert not answer["hidden"]
        assert len(answer["results"]) > 1
        assert str(len(answer["results"])) in answer["status"]
        marks = {mark for each in answer["results"] for mark in each["marks"]}
        assert {"سفينة", "السفن"} <= marks
        assert {(each["lang"], each["dir"]) for each in answer["results"]} == {("ar", "rtl")}
        for each in answer["results"]:
            assert (demo.site / "ar" / each["href"]).resolve().is_file()
        assert not [each for each in reader.loaded if not each.startswith("file:///")]
        assert reader.complaints == []

    visit(orders, ask)


def test_search_works_below_a_base_path(orders: str, demo: Demonstration, tmp_path: Path) -> None:
    shutil.copytree(demo.site, tmp_path / "news")

    async def ask(reader: Reader) -> None:
        with served(tmp_path) as address:
            assert await reader.open(f"{address}/news/en/search.html?q=grain+ships&lang=en") == []
            answer = await reader.value(ANSWER)
            assert answer["address"] == "?q=grain+ships&lang=en"
            assert "grain" in answer["results"][0]["title"].lower()
            assert await reader.value("document.querySelector('.search-result a').href.startsWith(location.origin)")
            answer = await reader.search("zzzzzz")
            assert answer["results"] == []
            assert answer["status"] == await reader.value("document.querySelector('form').dataset.none")
            assert not [each for each in reader.loaded if not each.startswith(f"{address}/news/")]
            assert reader.complaints == []

    visit(orders, ask)


def test_every_language_is_searched_from_any_edition(orders: str, demo: Demonstration) -> None:
    questions = {"fa": "دقیقه", "ur": "آبادی", "he": "הקרן", "ru": "удобрение", "tr": "koridorlar", "pt": "Brasil"}

    async def ask(reader: Reader) -> None:
        await reader.open((demo.site / "en/search.html").as_uri())
        for lang, question in questions.items():
            answer = await reader.search(question)
            assert lang in {each["lang"] for each in answer["results"]}, (lang, answer)
        answer = await reader.search("United Nations")
        assert {each["lang"] for each in answer["results"]} == {"en"}
        assert reader.complaints == []

    visit(orders, ask)


def test_filters_narrow_down(orders: str, tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").thread("talks")
    digest.put("content/sources/wire.toml", '[name]\nar = "وكالة"\nen = "The Wire"\n')
    digest.article("a.ar", title="قمح من البحر", published="2023-02-01")
    digest.article("b.ar", title="سفينة قمح", published="2024-02-01", threads=["talks"])
    digest.article("c.ar", title="سعر القمح", publisher="wire", published="2024-03-01")
    digest.article("d.fa", title="قمح", published="2024-04-01").article("e.ar", title="القمح").build()

    async def ask(reader: Reader) -> None:
        def found(answer: dict[str, Any]) -> list[str]:
            return sorted(re.findall(r"(\w)\.html", " ".join(each["href"] for each in answer["results"])))

        await reader.open((digest.output / "ar/search.html").as_uri())
        assert found(await reader.search("قمح")) == ["a", "b", "c", "d", "e"]
        assert found(await reader.choose("lang", "fa")) == ["d"]
        assert found(await reader.choose("lang", "")) == ["a", "b", "c", "d", "e"]
        assert found(await reader.choose("year", "2023")) == ["a"]
        assert found(await reader.choose("year", "undated")) == ["e"]
        await reader.choose("year", "")
        assert found(await reader.choose("thread", "talks")) == ["b"]
        await reader.choose("thread", "")
        answer = await reader.choose("source", "wire")
        assert found(answer) == ["c"]
        assert "وكالة" in answer["results"][0]["meta"]
        assert answer["address"].endswith("source=wire")
        await reader.choose("source", "")
        # The name of a source or thread, in any language, finds its articles.
        assert "c" in found(await reader.search("wire"))
        assert reader.complaints == []

    visit(orders, ask)


def test_ten_answers_are_shown_and_then_ten_more(orders: str, tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest")
    for number in range(23):
        digest.article(f"a{number:02}.ar", title=f"قمح {number}", published=f"2024-01-{number + 1:02}")
    digest.build()

    async def ask(reader: Reader) -> None:
        await reader.open((digest.output / "ar/search.html").as_uri())
        answer = await reader.search("قمح")
        assert answer["status"].startswith("٢٣")
        assert [each["title"] for each in answer["results"]] == [f"قمح {number}" for number in range(22, 12, -1)]
        for count in (20, 23):
            await reader.value("document.querySelector('.search-more').click()")
            await asyncio.sleep(0.5)
            assert await reader.value("document.querySelectorAll('.search-result').length") == count
        assert await reader.value("document.querySelector('.search-more').hidden")

    visit(orders, ask)


def test_text_is_never_markup(orders: str, tmp_path: Path) -> None:
    title = 'قمح <img src=x onerror="document.title=1"> <b>&amp;'
    digest = Digest(tmp_path / "digest").article("a.ar", title=title, published="2024-01-01")
    digest.build()

    async def ask(reader: Reader) -> None:
        await reader.open((digest.output / "ar/search.html").as_uri())
        answer = await reader.search("قمح onerror")
        assert answer["results"][0]["title"] == title
        assert await reader.value("document.querySelectorAll('.search-results img, .search-results b').length") == 0
        assert reader.complaints == []

    visit(orders, ask)


def test_keys_are_enough(orders: str, demo: Demonstration) -> None:
    """From the field with the arrow or with the tabulator to the first result, and on with Enter."""

    async def ask(reader: Reader) -> None:
        await reader.open((demo.site / "ar/search.html").as_uri())
        first = (await reader.search("القمر"))["results"][0]
        await reader.press("ArrowDown")
        assert await reader.value(FOCUSED) == first["title"]
        await reader.value("document.querySelector('#q').focus()")
        steps: list[str] = []
        while len(steps) < 12 and first["title"] not in steps:
            await reader.press("Tab")
            steps.append(await reader.value(FOCUSED))
        assert {"lang", "year", "thread", "source"} <= set(steps)
        assert steps[-1] == first["title"]
        assert await reader.value("document.querySelector('.search-status').getAttribute('role')") == "status"
        await reader.press("Enter")
        await asyncio.sleep(1)
        assert await reader.value("document.body.dataset.template") == "article"

    visit(orders, ask)


def test_a_file_that_cannot_be_loaded_is_told(orders: str, tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").article("a.ar", title="قمح", published="2024-01-01")
    digest.build()
    (digest.output / "search/ar-2024-1/documents.js").unlink()

    async def ask(reader: Reader) -> None:
        await reader.open((digest.output / "ar/search.html").as_uri())
        answer = await reader.search("قمح")
        assert answer["status"] == await reader.value("document.querySelector('form').dataset.failed")

    visit(orders, ask)
