"""Search: words that belong together are found by one another, and the index holds what readers may see, no more."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any

import pytest
from digests import Digest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.search import words_in, words_of
from generator.search.files import EXCERPT
from generator.search.postings import HALF, LETTERS, LEVELS, front_coded, postings

CASES: dict[str, list[str]] = json.loads((Path(__file__).parent / "search" / "words.json").read_text(encoding="utf-8"))

calmly = settings(deadline=None, suppress_health_check=list(HealthCheck))
MANY = {"title": "العنوان", "published": "2024-05-06"}


def called(text: str) -> Any:
    """Return what a file of the index hands over."""
    found = re.fullmatch(r"nashraSearch\((.*)\);\n", text, re.DOTALL)
    assert found, text[:80]
    return json.loads(found[1])


def unpacked(text: str) -> list[tuple[int, int]]:
    """Return (document, level) of each posting: what `search-files.js` reads."""
    found, document, value, place = [], 0, 0, 1
    for letter in text:
        digit = LETTERS.index(letter)
        value += digit % HALF * place
        place *= HALF
        if digit < HALF:
            document += value // LEVELS
            found.append((document, value % LEVELS))
            value, place = 0, 1
    return found


def spelled(text: str) -> list[str]:
    """Return the words of a front-coded list."""
    found: list[str] = []
    for line in text.split("\n") if text else []:
        before = found[-1] if found else ""
        found.append(before[: LETTERS.index(line[0])] + line[1:])
    return found


def postings_of(digest: Digest, part: str) -> dict[str, list[tuple[int, int]]]:
    """Return the postings of every word of one part of the index."""
    found: dict[str, list[tuple[int, int]]] = {}
    for path in sorted((digest.output / "search" / part).glob("words-*.js")):
        told = called(path.read_text(encoding="utf-8"))
        rows = zip(spelled(told["words"]), told["found"].split(" "), strict=bool(told["words"]))
        found |= {word: unpacked(numbers) for word, numbers in rows}
    return found


# Words -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "row"), [(lang, row) for lang, rows in CASES.items() for row in rows])
def test_forms_of_a_word_find_one_another(lang: str, row: str) -> None:
    stems = [{stem for part in words_in(word) for stem in words_of(lang).stems(part)} for word in row.split(" ")]

    assert set.intersection(*stems), stems


def test_a_word_with_a_joined_particle_is_found_by_both_readings() -> None:
    assert words_of("ar").stems("بطرابلس") == ("بطرابلس", "طرابلس")
    assert words_of("ar").stems("وبطرابلس") == ("بطرابلس", "طرابلس")
    assert words_of("ar").stems("بلدية") == ("بلد",)


def test_broken_plurals_share_their_consonants() -> None:
    words = words_of("ar")

    assert {words.skeleton(stem) for stem in (*words.stems("كتاب"), *words.stems("كتب"))} == {"كتب"}


def test_a_number_is_a_stem_of_its_own() -> None:
    assert words_of("ar").stems("كوب27") == words_of("ar").stems("الكوب٢٧") == ("كوب", "27")
    assert words_of("en").stems("COP27") == ("cop", "27")


@pytest.mark.parametrize(("lang", "one", "other"), [("ur", "دنیا", "دن"), ("ur", "اسلام", "سلام"), ("ur", "دوا", "دو")])
def test_words_that_look_alike_stay_apart(lang: str, one: str, other: str) -> None:
    assert not set(words_of(lang).stems(one)) & set(words_of(lang).stems(other))


def test_scripts_without_spaces_are_cut_into_pairs() -> None:
    assert words_of("zh").stems("人民银行") == ("人民", "民银", "银行")
    assert words_of("ja").stems("東") == ("東",)
    assert words_of("ko").stems("대통령") == ("대통", "통령")
    assert words_of("zh").stems("2020年奥运") == ("2020", "年奥", "奥运")


def test_an_unknown_language_has_its_words_as_they_are() -> None:
    assert words_of("xx").stems("Größe") == ("grosse",)


# Files -----------------------------------------------------------------------------------------------------------


@calmly
@given(st.sets(st.tuples(st.integers(1, 9_000), st.integers(0, LEVELS - 1)), max_size=60))
def test_postings_are_read_as_they_were_written(found: set[tuple[int, int]]) -> None:
    once = dict(sorted(found))

    assert unpacked(postings([document * LEVELS + level for document, level in once.items()])) == list(once.items())


@calmly
@given(st.sets(st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=12)))
def test_words_are_read_as_they_were_written(words: set[str]) -> None:
    assert spelled(front_coded(sorted(words))) == sorted(words)


def test_a_text_is_found_by_title_standfirst_and_body(tmp_path: Path) -> None:
    """And what stands in the title counts most."""
    digest = Digest(tmp_path / "digest").article(
        "a.ar", "أول " * 100 + "الخاتمة", title="العنوان", summary="الموجز", tags=["وسم"], published="2024-05-06"
    )
    digest.build()

    found = postings_of(digest, "ar-2024-1")

    assert [found[word] for word in ("عنو", "موجز", "خاتم", "وسم")] == [[(1, 2)], [(1, 1)], [(1, 0)], [(1, 1)]]


@pytest.mark.parametrize("body", ["كلمات في نص طويل " * 60, "東京で開かれた会議" * 60])
def test_a_result_has_the_first_lines_of_a_text(tmp_path: Path, body: str) -> None:
    lang = "ja" if "東" in body else "ar"
    digest = Digest(tmp_path / "digest").article(f"a.{lang}", body, published="2024-05-06", summary="الموجز")
    digest.build()

    (row,) = called(digest.page(f"search/{lang}-2024-1/texts-0.js"))

    assert row[5].startswith(f"الموجز {body[:200]}")
    assert row[5].endswith(" …")
    assert EXCERPT < len(row[5]) < EXCERPT + 50


def test_the_address_of_a_link_is_not_a_word(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").article("a.en", "See [the report](https://example.org/zzyzx).", **MANY)
    digest.build()

    found = postings_of(digest, "en-2024-1")

    assert "report" in found
    assert "zzyzx" not in found


def test_each_language_and_year_has_its_part(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest")
    digest.article("a.ar", **MANY).translation("a.en", "a.ar", title="Title").article("b.ar").article("c.fa", **MANY)
    digest.build()

    parts = {path.name for path in (digest.output / "search").iterdir() if path.is_dir()}

    assert parts == {"ar-2024-1", "en-2024-1", "fa-2024-1", "ar-undated-1"}


def test_a_result_leads_to_the_page_in_its_language_or_to_one_that_shows_it(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest")
    digest.article("a.ar", **MANY).translation("a.en", "a.ar", title="Title")
    digest.article("b.fa", **MANY).translation("b.en", "b.fa", title="Title")
    digest.build()

    def places(part: str) -> list[list[str]]:
        return [row[4] for row in called(digest.page(f"search/{part}/texts-0.js"))]

    assert places("ar-2024-1") == [["ar/articles/a.html"]]
    assert places("en-2024-1") == [["en/articles/a.html"], ["en/articles/b.html"]]
    assert places("fa-2024-1") == [["ar/articles/b.html", "en/articles/b/both.html"]]
    assert all((digest.output / place).is_file() for place in places("fa-2024-1")[0])


def test_what_readers_may_not_see_is_not_found(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").article("seen.ar", **MANY)
    digest.article("a.ar", "سرسرسر", draft=True, **MANY).article("b.ar", "سرسرسر", private=True, **MANY)
    digest.article("c.ar", "سرسرسر", publish_at="2999-01-01T00:00:00Z", **MANY)
    digest.build()

    files = [path.read_text(encoding="utf-8") for path in (digest.output / "search").rglob("*.js")]

    assert [text for text in files if "سرسرسر" in text] == []
    assert any("متن" in text for text in files)


def test_an_edit_changes_the_index_of_its_year_alone(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest")
    digest.article("a.ar", title="a", published="2023-05-06").article("b.ar", title="b", published="2024-05-06").build()

    report = digest.article("b.ar", "جديد.\n", title="b", published="2024-05-06").build()

    index = {path for path in report.rendered if path.startswith("search/")}
    assert {path.split("/")[1] for path in index} == {"ar-2024-1"}
    assert digest.tree() == digest.clean_tree()


def test_a_full_part_never_changes_when_newer_articles_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.plan.search.FULL", 3)
    digest = Digest(tmp_path / "digest")
    for number in range(4):
        digest.article(f"a{number}.ar", title=f"a{number}", published=f"2024-01-0{number + 1}")
    digest.build()

    report = digest.article("a9.ar", title="a9", published="2024-02-01").build()

    index = {path.split("/")[1] for path in report.written if path.startswith("search/")}
    assert index == {"ar-2024-2"}


def test_shards_have_all_words_each_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = " ".join(f"{first}{second}{third}كد" for first in "نرزشص" for second in "قعفغخح" for third in "جدطظ")
    monkeypatch.setattr("generator.plan.search.A_SHARD", 2)
    digest = Digest(tmp_path / "digest")
    for number in range(8):
        digest.article(f"a{number}.ar", body, published="2024-01-01")
    digest.build()

    files = sorted((digest.output / "search/ar-2024-1").glob("words-*.js"))
    words = [word for path in files for word in spelled(called(path.read_text(encoding="utf-8"))["words"])]

    bounds = called(digest.page("search/ar-2024-1/documents.js"))["bounds"]
    assert len(files) == len(bounds) == 4
    assert len(words) == len(set(words))
    assert {stem for word in body.split() for stem in words_of("ar").stems(word)} <= set(words)
    assert bounds == sorted(bounds)


def test_threads_and_sources_name_their_documents(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").thread("talks")
    digest.put("content/sources/wire.toml", '[name]\nar = "وكالة"\n')
    digest.article("a.ar", published="2024-01-01").article("b.ar", published="2024-01-02", threads=["talks"])
    digest.article("c.ar", published="2024-01-03", publisher="wire", threads=["talks"]).build()

    told = called(digest.page("search/ar-2024-1/documents.js"))

    assert [document for document, _ in unpacked(told["threads"]["talks"])] == [2, 3]
    assert [document for document, _ in unpacked(told["sources"]["wire"])] == [3]


# Pages -----------------------------------------------------------------------------------------------------------


def test_only_the_search_page_has_scripts(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").article("a.ar", **MANY)
    digest.build()

    for path in digest.output.rglob("*.html"):
        text = html.unescape(path.read_text(encoding="utf-8"))
        scripts = re.findall(r"<script(?![^>]*ld\+json)[^>]*>", text)
        is_search = path.name == "search.html"
        assert bool(scripts) is is_search, path
        assert ("script-src 'self'" in text) is is_search, path
        assert "unsafe" not in re.findall(r'Content-Security-Policy" content="([^"]*)', text)[0]


def test_without_scripts_the_form_is_hidden_and_the_index_of_words_is_offered(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").article("a.ar", **MANY)
    digest.build()

    page = digest.read("ar/search.html")

    (form,) = page.all("form")
    assert "hidden" in form.attributes
    (without,) = page.all("noscript")
    there = [link.attributes["href"] for link in without.all("a")]
    assert there == ["../ar/words/index.html", "../ar/index.html", "../ar/archive/index.html"]
    assert all((digest.output / "ar" / each).is_file() for each in there)


def test_a_digest_without_articles_has_a_search_page(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest")
    digest.build()

    assert digest.read("ar/search.html").all("form")
    assert not (digest.output / "search").exists()


@given(st.text(st.one_of(st.characters(), st.sampled_from("وكتب האלה\"'’״ \n\u00a0\u200b\u200fصحراء東京a_b-"))))
def test_a_text_is_found_by_the_stems_of_its_words(text: str) -> None:
    for lang in ("ar", "he", "ja"):
        words = words_of(lang)
        assert set(words.stems_in(text)) == {stem for word in words_in(text) for stem in words.stems(word)}


def test_every_headline_stands_under_its_words(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest")
    digest.article("a.ar", title="وزير الخارجية في طرابلس").article("b.ar", title="الوزير يزور تونس").build()

    (words,) = digest.read("ar/words/index.html").all("dl")
    under: dict[str, list[str]] = {}
    for each in words.all():
        if each.tag == "dt":
            under[each.text] = []
        elif each.tag == "a":
            under[list(under)[-1]].append(each.attributes["href"].rpartition("/")[2])

    assert sorted(under.pop("وزير")) == ["a.html", "b.html"]
    assert under == {"الخارجية": ["a.html"], "طرابلس": ["a.html"], "تونس": ["b.html"], "يزور": ["b.html"]}


def test_a_word_that_two_languages_spell_alike_stands_once(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").article("a.ar", title="ایران تفاوض").article("b.fa", title="مذاکرات ایران")
    digest.article("c.en", title="The “مفاوضات” of NATO").article("d.ar", title="COP27 وقمة NATO").build()

    for page in ("ar/words/index.html", "en/words/index.html"):
        headwords = {each.text: each.attributes for each in digest.read(page).all("dt")}
        names = [each.text for each in digest.read(page).all("dt")]
        assert len(names) == len(headwords)
        assert {"ایران", "مفاوضات", "COP27", "NATO"} <= set(headwords)
        assert (headwords["مفاوضات"]["lang"], headwords["مفاوضات"]["dir"]) == ("ar", "rtl")
        assert headwords["NATO"]["lang"] == headwords["COP27"]["lang"] == "en"
    text = digest.page("ar/words/index.html")
    under = text[text.index(">ایران<") :].partition("<dt")[0]
    assert "a.html" in under
    assert "b.html" in under


def test_a_word_in_a_script_of_no_language_here_is_of_an_unknown_one(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").article("a.ar", title="شعار Мир الجديد")
    digest.build()

    (word,) = [each for each in digest.read("ar/words/index.html").all("dt") if each.text == "Мир"]

    assert word.attributes["lang"] == "und-Cyrl"


def test_each_edition_names_the_documents_of_its_lists(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").article("a.ar", published="2024-01-01").article("b.ar", published="2024-01-02")
    digest.translation("a.en", "a.ar", title="A").build()

    def listed(part: str) -> dict[str, list[int]]:
        told = called(digest.page(f"search/{part}/documents.js"))["editions"]
        return {name: [document for document, _ in unpacked(found)] for name, found in told.items()}

    assert listed("ar-2024-1") == {"ar": [1, 2], "en": [2]}
    assert listed("en-2024-1") == {"en": [1]}


def test_many_words_stand_on_pages_by_their_first_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.plan.words.WHOLE", 3)
    monkeypatch.setattr("generator.plan.words.FULL", 2)
    digest = Digest(tmp_path / "digest")
    digest.article("a.ar", title="وزير وزارة وكالة طرابلس").build()

    pages = {path.stem for path in (digest.output / "ar/words").iterdir()}

    assert pages == {"index", "وز", "وك", "ط"}
    index = digest.read("ar/words/index.html")
    assert [link.text for nav in index.all("nav", "word-letters") for link in nav.all("a")] == ["ط", "وز", "وك"]
