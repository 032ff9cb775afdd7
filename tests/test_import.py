"""Captures of every shape and language become articles, exactly; everything else is refused in a sentence."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.errors import ImportFailed
from generator.importers import MAX_BYTES, ImportOptions, detect, json_record, read
from generator.importers.language.langid import _identifier, _model

CAPTURES = Path(__file__).parent / "captures"
SEED = Path(__file__).parents[2] / "shared" / "seed"
KEYS = (
    *("file", "index", "kind", "title", "summary", "lang", "published", "date", "authors", "publisher", "sources"),
    *("url", "image_caption", "body", "paragraphs", "related", "menu", "dropped", "dropped_lines", "needs"),
    "confidence",
)


def records(name: str) -> list[dict[str, Any]]:
    return [json_record(draft) for draft in read((CAPTURES / name).read_bytes(), name)]


def text(*lines: str, **options: Any) -> dict[str, Any]:
    return json_record(read("\n\n".join(lines).encode(), "x.txt", ImportOptions(**options))[0])


@pytest.mark.shared
def test_the_seed_capture_comes_out_exact() -> None:
    """A real capture gives what a person took from it, in every field."""
    if not SEED.is_dir():
        pytest.skip(f"left out: {SEED} is not there")
    expected = json.loads((SEED / "expected.json").read_text(encoding="utf-8"))
    del expected["notes"]

    found = json_record(read((SEED / "capture.txt").read_bytes(), "capture.txt")[0])

    assert {key: found[key] for key in expected} == expected
    assert found["dropped"] == 25


def test_menus_repeats_and_insets_are_left_out_and_reported() -> None:
    (found,) = records("menus.txt")

    assert found["title"].startswith("وزيرا النقل")
    assert found["summary"].startswith("اتفق وزيرا النقل")
    assert [paragraph[:10] for paragraph in found["paragraphs"]] == ["وقال البيا", "وأضاف أن ا"]
    assert found["sources"] == ["وزارة النقل", "وكالات"]
    assert found["menu"] == ["سباق القوارب في الخليج", "معرض الزهور"]
    assert [headline[:8] for headline in found["related"]] == ["صور: افت", "طقس الغد", '"لم نتوق']
    assert found["lang"] == "ar"
    assert found["published"] is None
    assert found["needs"] == ["published", "publisher", "url"]
    assert {line["reason"] for line in found["dropped_lines"]} >= {"menu", "related", "comments", "repeat"}


def test_a_mail_wrapped_by_hand_is_unwrapped() -> None:
    (found,) = records("wrapped.txt")

    assert len(found["paragraphs"]) == 3
    assert found["paragraphs"][0].endswith("почти два года. Об этом сообщил её директор.")
    assert (found["lang"], found["date"], found["authors"]) == ("ru", "2019-04-08", ["Анна Ветрова"])


def test_a_flash_of_one_sentence_is_found_among_its_menu() -> None:
    (found,) = records("flash.txt")

    assert found["title"] == "הגשר הישן ייסגר לתנועה לשבוע בשל עבודות"
    assert len(found["paragraphs"]) == 1
    assert (found["lang"], found["date"], found["authors"]) == ("he", "2021-06-23", ["דנה לוי"])
    assert found["related"] == ["מתכון למרק עדשים לימים קרים"]


def test_a_solar_date_is_read_and_the_end_mark_is_not_body() -> None:
    (found,) = records("solar.txt")

    assert (found["lang"], found["published"]) == ("fa", "2019-04-08")
    assert len(found["paragraphs"]) == 2
    assert [line["reason"] for line in found["dropped_lines"]] == ["end"]


def test_a_saved_page_brings_its_metadata() -> None:
    (found,) = records("page.html")

    assert found["kind"] == "html"
    assert found["title"] == "Eski istasyon müze oluyor"
    assert found["summary"] == "Yüz yıllık bina gelecek bahar kapılarını ziyaretçilere açacak."
    assert (found["lang"], found["published"], found["date"]) == ("tr", "2019-04-08T10:30+03:00", "2019-04-08")
    assert (found["publisher"], found["authors"]) == ("Kıyı Postası", ["Elif Kaya"])
    assert found["url"] == "https://example.org/kiyi/eski-istasyon"
    assert found["needs"] == []
    assert "## Raylar yerinde kaldı" in found["body"].split("\n")
    assert "alert" not in found["body"]


def test_a_feed_gives_its_entries_once_each_and_nothing_that_runs() -> None:
    first, second = records("feed.xml")

    assert (first["index"], second["index"]) == (0, 1)
    assert first["published"] == "2019-04-08T10:30+03:00"
    assert first["summary"] == "After four years the boats are back."
    assert len(first["paragraphs"]) == 2
    assert second["title"] == "Lighthouse lit again"
    assert (second["url"], second["published"]) == (None, None)
    assert second["paragraphs"] == ["The lighthouse was lit again on Sunday evening."]


def test_plain_pasted_text_needs_no_furniture() -> None:
    found = text("A title without a stop", "The first paragraph says what happened, and where, and to whom.")

    assert found["title"] == "A title without a stop"
    assert found["paragraphs"] == ["The first paragraph says what happened, and where, and to whom."]
    assert found["dropped"] == 0


def test_an_address_in_the_first_line_is_the_article_s() -> None:
    found = text(
        "https://example.org/a/1", "A title without a stop", "The first paragraph says what happened, and where."
    )

    assert found["url"] == "https://example.org/a/1"
    assert found["title"] == "A title without a stop"
    assert found["needs"] == ["published", "publisher"]


def test_a_date_in_the_prose_is_not_the_date_of_publication() -> None:
    found = text("A title without a stop", "On 8 April 2019 the ferry came back to the harbour, the company said.")

    assert found["published"] is None


def test_what_a_person_says_of_the_language_holds() -> None:
    found = text(
        "عنوان الخبر هنا", "قالت الوزارة إن العبارة ستعود إلى العمل صباح الغد، وإن الأسعار لن تتغير.", lang="fa"
    )

    assert found["lang"] == "fa"
    assert found["confidence"]["lang"] == 1.0


def test_cues_of_a_source_end_its_articles() -> None:
    prose = "The first paragraph says what happened, and where, and to whom, in one long sentence."
    lines = ("A title without a stop", prose, "Our weekly letter", prose.replace("first", "second"))

    assert len(text(*lines)["paragraphs"]) > 1
    assert text(*lines, cues={"end": ("Our weekly letter",)})["paragraphs"] == [prose]


def test_cues_of_a_source_above_its_article_do_not_end_it() -> None:
    prose = [
        f"The {each} paragraph says what happened, and where, and to whom, in one long sentence." for each in "abcdef"
    ]
    teaser = "Read what our readers say of the harbour, and of the ferry, and of all that floats there."
    lines = (teaser, "Our weekly letter", "A title without a stop", *prose)

    found = text(*lines, cues={"end": ("Our weekly letter",)})

    assert set(prose) <= set(found["paragraphs"])


def test_records_have_exactly_the_keys_of_the_contract() -> None:
    for name in ("menus.txt", "page.html", "feed.xml"):
        for record in records(name):
            assert tuple(record) == KEYS
            assert all(0 <= value <= 1 for value in record["confidence"].values())
            json.dumps(record)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"plain text", "text"),
        ("\ufeffنص".encode(), "text"),
        ("نص عربي".encode("utf-16"), "text"),
        (b"  <!doctype html><p>x", "html"),
        (b"<html><body>x", "html"),
        (b'<?xml version="1.0"?>\n<!-- c --><rss version="2.0"></rss>', "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"></feed>', "feed"),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "a" "b"><html></html>', "html"),
    ],
)
def test_the_kind_is_told_by_the_content(data: bytes, kind: str) -> None:
    assert detect(data, "misleading.pdf") == kind


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b" \n\t ", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "zip"),
        (b"abc\0def", "byte 3 is NUL"),
        (b"x" * (MAX_BYTES + 1), "larger than 16 MB"),
        (b"x" * (3 * 2**20), "larger than 2 MB of text"),
        ("وزارة النقل تعلن".encode("cp1256"), "Windows-1256"),
        ("Министерство транспорта".encode("cp1251"), "Windows-1251"),
        (b"<opml version='2.0'></opml>", "OPML"),
        (b"<?xml version='1.0'?><data/>", "neither RSS nor Atom"),
        (
            b'{"title": "Boats", "text": "The boats are back, and people came to see them."}',
            "not a JSON Feed",
        ),
        ("الرئيسية\nسياسة\nاقتصاد\nرياضة\nاتصل بنا".encode(), "no article"),
        (b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article"),
        (b"<rss><channel><title>x</title></channel></rss>", "no entries"),
        (b"<rss><channel><item><title>Only a headline</title></item></channel></rss>", "headlines only"),
    ],
)
def test_what_holds_no_article_is_refused_in_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(ImportFailed, match=words) as caught:
        read(data, "capture.bin")
    assert caught.value.file == "capture.bin"


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE rss SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1/x"> %p;]>',
    ],
)
def test_a_feed_with_a_doctype_is_refused(prologue: str) -> None:
    item = "<item><title>&x;</title><description>Some text that is long enough.</description></item>"
    data = f'<?xml version="1.0"?>{prologue}<rss><channel>{item}</channel></rss>'.encode()

    with pytest.raises(ImportFailed, match="DOCTYPE"):
        read(data, "feed.xml")


def test_bytes_that_look_like_a_path_are_not_opened(tmp_path: Path) -> None:
    secret = tmp_path / "secret.xml"
    secret.write_bytes((CAPTURES / "feed.xml").read_bytes())

    with pytest.raises(ImportFailed):
        read(str(secret).encode(), "x")


@pytest.mark.parametrize("name", ["page.html", "feed.xml"])
def test_without_the_extra_pages_and_feeds_say_what_to_install(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for library in ("trafilatura", "feedparser", "defusedxml", "lxml", "py3langid", "py3langid.langid"):
        monkeypatch.setitem(sys.modules, library, None)
    _identifier.cache_clear()
    _model.cache_clear()

    with pytest.raises(ImportFailed) as caught:
        read((CAPTURES / name).read_bytes(), name)
    assert caught.value.hint == "pip install 'nashra[extract]'"

    assert records("wrapped.txt")[0]["lang"] == "ru"
    assert text("A title without a stop", "The ferry returned to the harbour, and that was the news.")["lang"] == "en"
    _identifier.cache_clear()
    _model.cache_clear()
