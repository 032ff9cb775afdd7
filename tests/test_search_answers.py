"""What the search page answers, in a browser: reasons, words like one that nothing has, quotations, lists."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from digests import Digest
from search_reader import ANSWER, Reader, visit
from test_browser import browser, browser_path

pytestmark = pytest.mark.browser

SETTINGS = 'languages = ["en", "ar"]\n[title]\nen = "Digest"\nar = "ملخص"\n'
LONG = "Filler words stand here. " * 40

SHOWN = """({
  note: document.querySelector('.search-note').textContent,
  noted: document.querySelector('.search-note').textContent !== '',
  helped: !document.querySelector('.search-help').hidden, clears: !document.querySelector('.search-clear').hidden,
  words: document.querySelector('.search-help a').getAttribute('href'),
  results: Object.fromEntries([...document.querySelectorAll('.search-result')].map((each) => [
    each.querySelector('a').getAttribute('href').match(/([^/]+)\\.html/)[1],
    [each.querySelector('.search-reason')?.textContent ?? '', each.querySelectorAll('mark').length],
  ])),
})"""


@pytest.fixture(scope="module")
def orders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a running browser."""
    browser_path()
    with browser(tmp_path_factory.mktemp("answering") / "profile") as address:
        yield address


@pytest.fixture
def digest(tmp_path: Path) -> Digest:
    return Digest(tmp_path / "digest").put("content/digest.toml", SETTINGS)


def found(answer: dict[str, Any]) -> list[str]:
    """Return the names of the articles that were found, in their order."""
    return re.findall(r"(\w+)\.html", " ".join(each["href"] for each in answer["results"]))


async def open_search(reader: Reader, digest: Digest, asked: str = "") -> None:
    digest.build()
    assert await reader.open((digest.output / "en/search.html").as_uri() + asked) == []


def test_scripts_without_spaces_are_marked_where_the_question_is(orders: str, digest: Digest) -> None:
    digest.article("a.ja", "東京都は警備を強化した。", title="国連の穀物輸出合意、東京で会議")
    digest.article("b.zh", "人民表示欢迎。", title="中国人民银行宣布下调利率").article("c.zh", title="人民日报社论")
    digest.article("d.ko", title="대통령은 유엔 회의에 참석했다")

    async def ask(reader: Reader) -> None:
        await open_search(reader, digest)
        assert [each["marks"] for each in (await reader.search("東京"))["results"]] == [["東京", "東京"]]
        answer = await reader.search("人民银行")
        assert found(answer) == ["b", "c"], "the text with the whole word comes first"
        assert [each["marks"] for each in answer["results"]] == [["人民银行", "人民"], ["人民"]]
        assert [each["marks"] for each in (await reader.search("유엔"))["results"]] == [["유엔"]]
        assert found(await reader.search("輸")) == ["a"]
        assert reader.complaints == []

    visit(orders, ask)


def test_a_name_with_a_number_is_found_joined_and_apart(orders: str, digest: Digest) -> None:
    digest.article("a.ar", title="قمة كوب 27 تبدأ").article("b.ar", title="كوب27 ينتهي")
    digest.article("c.ar", title="٢٧ قتيلا")

    async def ask(reader: Reader) -> None:
        await open_search(reader, digest)
        for question in ("كوب27", "كوب 27", "كوب ٢٧"):
            answer = await reader.search(question)
            assert sorted(found(answer)[:2]) == ["a", "b"]
            marks = {each["href"][-6]: each["marks"] for each in answer["results"]}
            assert marks["a"] == ["كوب", "27"]
            assert marks["b"] == ["كوب27"]

    visit(orders, ask)


def test_a_story_may_have_any_name(orders: str, digest: Digest) -> None:
    digest.put("content/threads/constructor.toml", '[title]\nen = "Builders"\n')
    digest.article("a.en", title="A tower", threads=["constructor"]).article("b.en", title="A bridge", lang="en")
    digest.put("content/threads/tostring.toml", '[title]\nen = "Strings"\n').article("c.ar", threads=["tostring"])

    async def ask(reader: Reader) -> None:
        await open_search(reader, digest)
        assert found(await reader.search("builders")) == ["a"]
        assert found(await reader.choose("thread", "constructor")) == ["a"]
        assert reader.complaints == []

    visit(orders, ask)


def test_a_result_says_why_it_is_one_where_no_mark_does(orders: str, digest: Digest) -> None:
    digest.put("content/threads/talks.toml", '[title]\nen = "Peace talks"\n')
    digest.put("content/sources/wire.toml", '[name]\nen = "Northwire"\n')
    digest.article("title.en", title="Zebras cross").article("text.en", LONG + "A zebra crosses.", title="Animals")
    digest.article("tag.en", LONG, title="Others", tags=["zebra"])
    digest.article("story.en", LONG, title="Envoys", threads=["talks"])
    digest.article("source.en", LONG, title="Reports", publisher="wire")

    async def ask(reader: Reader) -> None:
        await open_search(reader, digest)
        await reader.search("zebra")
        assert (await reader.value(SHOWN))["results"] == {
            "title": ["", 1],
            "tag": ["In the first lines, the tags or the authors", 0],
            "text": ["Further down in the text", 0],
        }
        await reader.search("peace")
        assert (await reader.value(SHOWN))["results"] == {"story": ["In the story Peace talks", 0]}
        await reader.search("northwire")
        assert (await reader.value(SHOWN))["results"] == {"source": ["Source: Northwire", 0]}
        assert reader.complaints == []

    visit(orders, ask)


def test_an_excerpt_is_where_the_word_is(orders: str, digest: Digest) -> None:
    digest.article("a.en", "Filler words stand here. " * 10 + "A zebra crosses. " + LONG, title="Animals")
    digest.article("b.ja", "東京で開かれた会議です。" * 17 + "穀物" + "東京で開かれた会議です。" * 17, title="会議")

    async def ask(reader: Reader) -> None:
        await open_search(reader, digest)
        excerpt = "document.querySelector('.search-result .summary').textContent"
        assert (await reader.search("zebra"))["results"][0]["marks"] == ["zebra"]
        text = await reader.value(excerpt)
        assert re.fullmatch(r"… \w.*\bA zebra crosses\..* …", text)
        assert 140 < len(text) < 200
        await reader.search("filler")
        assert (await reader.value(excerpt)).startswith("Filler words")
        assert (await reader.search("穀物"))["results"][0]["marks"] == ["穀物"]
        assert 140 < len(await reader.value(excerpt)) < 200

    visit(orders, ask)


def test_a_word_that_nothing_has_is_read_as_one_like_it_and_the_page_says_so(orders: str, digest: Digest) -> None:
    digest.article("ship.en", title="A hospital ship").article("law.ar", "نص القانون", title="البرلمان يصوت")
    digest.article("minister.ru", title="Министр прибыл").article("grain.en", title="Grain for the hospice")
    digest.article("mariner.en", title="One mariner").article("marinor.en", title="One marinor")

    async def ask(reader: Reader) -> None:
        await open_search(reader, digest)
        told = "Nothing has “{}”. Words like it: {}"
        for typed, word, name in (
            ("hospitl", "hospital", "ship"),
            ("hopsital", "hospital", "ship"),
            ("القانن", "القانون", "law"),
            ("Минстр", "Министр", "minister"),
        ):
            answer = await reader.search(typed)
            shown = await reader.value(SHOWN)
            assert found(answer) == [name]
            assert shown["noted"]
            assert shown["note"] == told.format(typed, word)
            assert word in answer["results"][0]["marks"]
        answer = await reader.search("grain hospitl")
        assert sorted(found(answer)) == ["grain", "ship"]
        assert (await reader.value(SHOWN))["note"] == told.format("hospitl", "hospital")
        answer = await reader.search("marinxr")
        assert sorted(found(answer)) == ["mariner", "marinor"]
        either = [told.format("marinxr", words) for words in ("mariner · marinor", "marinor · mariner")]
        assert (await reader.value(SHOWN))["note"] in either
        await reader.value(
            "void (window.told = [], new MutationObserver(() => told.push(document.querySelector('.search-status')"
            ".textContent)).observe(document.querySelector('.search-status'), { childList: true }))"
        )
        await reader.search("hospitl marinxr")
        looking = "Nothing has “{}”. Looking for words like it …"
        assert " ".join(map(looking.format, ("hospitl", "marinxr"))) in await reader.value("told")
        # A word that is there, numbers, and a word too far from any are not guessed at.
        for typed, names in (("hospital", ["ship"]), ("grai", ["grain"]), ("2031", []), ("hoxpixl", []), ("hxs", [])):
            assert found(await reader.search(typed)) == names
            assert not (await reader.value(SHOWN))["noted"], typed
        assert reader.complaints == []

    visit(orders, ask)


def test_nothing_found_is_no_dead_end(orders: str, digest: Digest) -> None:
    digest.article("a.en", title="Grain", published="2023-01-01").article("b.en", title="Law", published="2024-01-01")

    async def ask(reader: Reader) -> None:
        await open_search(reader, digest)
        assert found(await reader.search("qqqqq")) == []
        shown = await reader.value(SHOWN)
        assert shown["helped"]
        assert not shown["clears"]
        assert (digest.output / "en" / shown["words"]).resolve().is_file()
        await reader.search("grain")
        assert not (await reader.value(SHOWN))["helped"]
        assert found(await reader.choose("year", "2024")) == []
        assert (await reader.value(SHOWN))["clears"]
        await reader.value("document.querySelector('.search-status').textContent = ''")
        await reader.value("document.querySelector('.search-clear').click()")
        assert found(await reader.value(ANSWER)) == ["a"]
        assert await reader.value("location.search") == "?q=grain"
        assert not (await reader.value(SHOWN))["helped"]

    visit(orders, ask)


def test_counts_have_the_plural_form_of_the_words_around_them(orders: str, digest: Digest) -> None:
    """An edition in a language that the theme has no words for is in those of another."""
    digest.put("content/digest.toml", SETTINGS.replace('"en", "ar"', '"en", "ja"')).article("a.ja", title="東京")

    async def ask(reader: Reader) -> None:
        digest.build()
        await reader.open((digest.output / "ja/search.html").as_uri())
        assert (await reader.search("東京"))["status"] == "1 article"

    visit(orders, ask)


def test_a_filter_alone_lists_its_articles_newest_first(orders: str, digest: Digest) -> None:
    digest.thread("talks")
    for number in range(12):
        day = f"2023-01-{number + 1:02}"
        digest.article(f"a{number:02}.en", title=f"Talks {number}", published=day, threads=["talks"])
    digest.article("old.en", title="Old", published="2022-05-01", threads=["talks"]).article("no.en", title="No")
    digest.article("ar.ar", title="عربي", published="2023-01-05T10:00:00Z", threads=["talks"])
    digest.article("both.ar", title="اثنان", published="2023-02-01", threads=["talks"])
    digest.translation("both.en", "both.ar", title="Both")

    async def ask(reader: Reader) -> None:
        await open_search(reader, digest, "?thread=talks")
        answer = await reader.value(ANSWER)
        assert answer["status"] == "15 articles · newest first"
        assert found(answer) == ["both", "a11", "a10", "a09", "a08", "a07", "a06", "a05", "ar", "a04"]
        assert answer["results"][0]["title"] == "Both", "in the edition's language where there is such a text"
        await reader.value("document.querySelector('.search-more').click()")
        await asyncio.sleep(0.5)
        assert found(await reader.value(ANSWER))[10:] == ["a03", "a02", "a01", "a00", "old"]
        assert found(await reader.choose("lang", "ar")) == ["both", "ar"]
        await reader.choose("lang", "")
        assert found(await reader.choose("year", "2022")) == ["old"]
        await reader.choose("thread", "")
        assert found(await reader.choose("year", "undated")) == ["no"]
        answer = await reader.choose("lang", "ar")
        assert answer["status"] == "No article fits these filters."
        assert (await reader.value(SHOWN))["clears"]
        await reader.choose("lang", "")
        await reader.choose("year", "")
        await asyncio.sleep(0.5)
        assert await reader.value("document.querySelectorAll('.search-result').length") == 0
        assert reader.complaints == []

    visit(orders, ask)


def test_quotation_marks_want_all_words_and_those_side_by_side_first(orders: str, digest: Digest) -> None:
    digest.article("far.en", LONG + "A water law, then.", title="Parliament closes")
    digest.article("turned.en", "A law on water.", title="Law: water and law and water")
    digest.article("phrase.en", title="Water laws pass").article("half.en", title="Water water water")
    apart = "Has all the words, perhaps not side by side"

    async def ask(reader: Reader) -> None:
        await open_search(reader, digest)
        assert found(await reader.search("water law"))[-1] != "turned"
        for question in ('"water law"', "“water law”", "«water law»"):
            answer = await reader.search(question)
            shown = (await reader.value(SHOWN))["results"]
            assert found(answer)[0] == "phrase"
            assert sorted(found(answer)) == ["far", "phrase", "turned"]
            assert {name: reason for name, (reason, _) in shown.items()} == {
                "phrase": "", "turned": apart, "far": apart,
            }  # fmt: skip
        assert found(await reader.search('"law water"'))[0] == "turned"
        assert "half" in found(await reader.search('water "'))
        assert reader.complaints == []

    visit(orders, ask)
