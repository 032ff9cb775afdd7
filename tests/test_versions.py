"""What a reader of each language is shown of a story, and what the page says of how it came to be."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from digests import SETTINGS, Digest
from pages import Element, target

from generator.content import ledger
from generator.content.ledger import block_hash, text_hash

BASE = "https://example.org/news/"
ORIGINAL = "الأولى.\n\n- أ\n- ب\n\nالثالثة[^1].\n\n[^1]: حاشية.\n"
ENGLISH = "First.\n\n- a\n- b\n\nThird[^1].\n\n[^1]: A note.\n"


@pytest.fixture
def digest(tmp_path: Path) -> Digest:
    """Return a digest with one story in Arabic."""
    return Digest(tmp_path / "digest").article("a.ar", ORIGINAL, title="خبر", summary="ملخص", published="2019-04-08")


def blocks(page: Element) -> list[Element]:
    """Return the blocks of an article's body."""
    return [each for each in page.one(class_="body").children if isinstance(each, Element)]


def notices(page: Element) -> list[str]:
    """Return what an article's page says of its language and its translation."""
    return [each.text for each in page.all(class_="notice")]


def badges(page: Element) -> list[str]:
    return [each.text for each in page.all(class_="badge")]


def hrefs(page: Element, path: str) -> dict[str, str]:
    """Return where the links of the page lead inside the site, by their text."""
    found = ((each, target(path, each.attributes["href"])) for each in page.all("a"))
    return {each.text: place[0] for each, place in found if place and not place[1]}


def switched(page: Element, path: str) -> list[str]:
    """Return where the language switch of a page leads."""
    places = (target(path, each.attributes["href"]) for each in page.one(class_="languages").all("a"))
    return [place[0] for place in places if place]


# One version at a time --------------------------------------------------------------------------------------------


def test_an_original_is_shown_as_it_is(digest: Digest) -> None:
    """In its edition it needs no label: no badge, no notice, no way to another version."""
    digest.build()

    page = digest.read("ar/articles/a.html")
    assert page.one("h1").text == "خبر"
    assert badges(page) + notices(page) == []
    assert page.all(class_="views") == []
    assert [(each.text, each.lang, each.dir) for each in blocks(page)] == [
        ("الأولى.", "ar", "rtl"),
        ("أ ب", "ar", "rtl"),
        ("الثالثة1.", "ar", "rtl"),
    ]


STATES: dict[str, tuple[dict[str, str], list[str], list[str]]] = {
    "human": ({"status": "human"}, ["Translated from Arabic"], []),
    "human, by name": ({"status": "human", "translator": "Mona"}, ["Translated from Arabic by Mona"], []),
    "edited": (
        {"status": "edited", "engine": "e1"},
        ["Machine translation from Arabic, corrected by our editors", "with e1"],
        [],
    ),
    "machine": (
        {"status": "machine", "engine": "e1", "made": "2019-04-09"},
        ["Machine translation from Arabic, not reviewed", "with e1", "made on April 9, 2019"],
        ["Machine translation"],
    ),
    "machine, reviewed": (
        {"status": "machine", "reviewed_by": "R. Mansour"},
        ["Machine translation from Arabic", "Reviewed by R. Mansour"],
        ["Machine translation"],
    ),
    "partial": ({"status": "partial"}, ["Partly translated from Arabic"], ["Partly translated"]),
}


@pytest.mark.parametrize(("made", "said", "badge"), STATES.values(), ids=STATES)
def test_a_translation_says_how_it_came_to_be(
    digest: Digest, made: dict[str, str], said: list[str], badge: list[str]
) -> None:
    """On its page in words; where nobody has read it, on every card too. The original is one click away."""
    digest.translation("a.en", "a.ar", ENGLISH, title="News", summary="Lede", translation=made).build()

    page = digest.read("en/articles/a.html")
    (notice,) = notices(page)
    assert [words for words in said if words not in notice] == []
    assert badges(page) == badge == badges(digest.read("en/index.html"))
    assert (page.one("h1").text, page.one("h1").lang, page.one("h1").dir) == ("News", "en", "ltr")
    assert hrefs(page, "en/articles/a.html")["Original only"] == "ar/articles/a.html"
    assert hrefs(page, "en/articles/a.html")["Both"] == "en/articles/a/both.html"
    assert {(each.lang, each.dir) for each in blocks(page)} == {("en", "ltr")}
    assert badges(digest.read("ar/articles/a.html")) == []


def test_the_switch_of_both_leads_to_a_page_that_is_there(tmp_path: Path) -> None:
    """To the story where an edition shows it, else to the front page."""
    three = SETTINGS.replace('languages = ["ar", "en"]', 'languages = ["ar", "en", "fa"]')
    digest = Digest(tmp_path / "digest").article("a.ar", ORIGINAL, title="خبر")
    digest.translation("a.en", "a.ar", ENGLISH, title="News")
    path = "en/articles/a/both.html"

    digest.put("content/digest.toml", 'untranslated = "hide"\n' + three).build()
    hidden = switched(digest.read(path), path)
    digest.put("content/digest.toml", 'untranslated = "show"\n' + three).build()
    shown = switched(digest.read(path), path)

    assert hidden == ["ar/articles/a/both.html", path, "fa/index.html"]
    assert shown == ["ar/articles/a/both.html", path, "fa/articles/a.html"]


def test_a_machine_that_a_person_has_corrected_in_full_is_told_from_one_that_nobody_read(digest: Digest) -> None:
    """The words of the four states differ: a reader can tell them apart."""
    said = set()
    for status in ("machine", "edited", "human", "partial"):
        digest.translation("a.en", "a.ar", ENGLISH, translation={"status": status}).build()
        said.add(notices(digest.read("en/articles/a.html"))[0])

    assert len(said) == 4


def test_untranslated_blocks_stand_in_the_language_of_the_original(digest: Digest) -> None:
    """A reader sees the whole article: a block that is missing is the original's, marked, in its `lang` and `dir`."""
    body = "First.\n\n[//]: # (untranslated)\n"
    digest.translation("a.en", "a.ar", body, title="News", translation={"status": "partial"}).build()

    page = digest.read("en/articles/a.html")
    first, second, third = blocks(page)
    assert (first.text, first.lang, first.dir, first.classes) == ("First.", "en", "ltr", [])
    for block, text in ((second, "أ ب"), (third, "الثالثة")):
        assert (block.lang, block.dir, block.classes) == ("ar", "rtl", ["untranslated"])
        (mark,) = block.all(class_="mark")
        assert (mark.text, mark.lang, mark.dir) == ("This paragraph has not been translated yet.", "en", "ltr")
        assert text in block.text


@pytest.mark.parametrize(
    "body", ["First.\n", "First, with a note of ours[^1].\n\n[^1]: Ours.\n"], ids=["alone", "beside ours"]
)
def test_a_note_of_a_block_that_is_not_translated_leads_to_its_own_text(digest: Digest, body: str) -> None:
    """The block is the original's, and so is its footnote: not a link to nowhere, nor to a note of the translation."""
    marked = body.replace("\n", "\n\n[//]: # (untranslated)\n\n[//]: # (untranslated)\n", 1)
    digest.translation("a.en", "a.ar", marked, translation={"status": "partial"}).build()

    page = digest.read("en/articles/a.html")

    ids = {each.attributes["id"]: each for each in page.walk() if "id" in each.attributes}
    (link,) = blocks(page)[2].all("a")
    note = ids[link.attributes["href"].removeprefix("#")]
    assert "حاشية." in note.text
    assert (note.lang, note.dir) == ("ar", "rtl")
    assert {each.attributes["href"][1:] for each in page.all("a") if each.attributes["href"][0] == "#"} <= ids.keys()


def write_ledger(digest: Digest, original: list[str], machine: list[str | None]) -> None:
    """Write the ledger of `a.en.md`: of which original each block was made, and what the machine's text was."""
    entries = [
        ledger.Entry(i=number, src=block_hash(source), out=text_hash(out) if out else "", engine="e1")
        for number, (source, out) in enumerate(zip(original, machine, strict=True))
    ]
    digest.put("content/articles/a.en.tm.jsonl", ledger.format(entries))


def test_only_the_blocks_whose_original_changed_are_stale(digest: Digest) -> None:
    """Whether a machine or a person wrote them: the ledger knows of which text; the page says so once, above all."""
    digest.translation("a.en", "a.ar", ENGLISH, title="News", translation={"status": "edited"})
    write_ledger(digest, ["الأولى.", "- أ\n- ب", "الثالثة[^1]."], ["First.", "- a\n- b", None])
    digest.build()
    assert [each.classes for each in blocks(digest.read("en/articles/a.html"))] == [[], [], []]

    digest.article("a.ar", ORIGINAL.replace("الأولى", "الأولى الجديدة").replace("الثالثة", "الأخيرة"), title="خبر")
    digest.build()

    page = digest.read("en/articles/a.html")
    assert [each.classes for each in blocks(page)] == [["stale"], [], ["stale"]]
    assert [(each.text, each.lang) for each in page.all(class_="mark")] == [
        ("The original of this paragraph has changed", "en")
    ] * 2
    assert "The original has changed since this was translated." in notices(page)[0]
    pairs = digest.read("en/articles/a/both.html").all(class_="pair")
    assert [each.classes for each in pairs if "id" in each.attributes] == [
        ["pair", "stale"],
        ["pair"],
        ["pair", "stale"],
    ]


def test_without_a_ledger_nothing_is_stale(digest: Digest) -> None:
    """Every block then counts as a person's, who knew what the original said."""
    digest.translation("a.en", "a.ar", ENGLISH).build()
    digest.article("a.ar", ORIGINAL.replace("الأولى", "غيرها"), title="خبر").build()

    assert "stale" not in digest.page("en/articles/a.html")


def test_line_breaks_and_file_times_make_nothing_stale(digest: Digest) -> None:
    digest.translation("a.en", "a.ar", ENGLISH)
    write_ledger(digest, ["الأولى.", "- أ\n- ب", "الثالثة[^1]."], ["First.", "- a\n- b", "Third[^1]."])
    digest.article("a.ar", ORIGINAL.replace("\n", "\r\n"), title="خبر")
    for path in (digest.folder / "content/articles").iterdir():
        os.utime(path, (0, 0) if path.name == "a.en.md" else None)

    digest.build()

    assert "stale" not in digest.page("en/articles/a.html")


# An article in an edition of another language ---------------------------------------------------------------------


def test_an_untranslated_article_is_shown_marked_and_in_its_own_direction(digest: Digest) -> None:
    """The page around it speaks English; the text does not pretend to."""
    digest.settings(f'base_url = "{BASE}"').build()

    page = digest.read("en/articles/a.html")
    (notice,) = notices(page)
    assert "has not been translated into English yet" in notice
    assert "(Arabic)" in notice
    assert badges(page) == badges(digest.read("en/index.html")) == ["In Arabic"]
    for shown in (page.one("h1"), page.one(class_="standfirst"), *blocks(page)):
        assert (shown.lang, shown.dir) == ("ar", "rtl")
    card = digest.read("en/index.html").one("h2", "headline")
    assert (card.text, card.lang, card.dir) == ("خبر", "ar", "rtl")
    assert (page.one(class_="foot").lang, page.one(class_="foot").dir) == ("en", "ltr")
    assert "hreflang" not in page.one("head").one("title").attributes
    assert page.all("script") == []


def test_an_untranslated_article_is_found_where_it_is_at_home(digest: Digest) -> None:
    """Search engines get the original's page: the other is `noindex`, and points to it."""
    digest.settings(f'base_url = "{BASE}"').build()

    page = digest.read("en/articles/a.html")

    assert page.one("meta", name="robots").attributes["content"] == "noindex"
    assert page.one("link", rel="canonical").attributes["href"] == f"{BASE}ar/articles/a.html"
    assert not digest.read("ar/articles/a.html").all("meta", name="robots")


def test_an_original_of_no_edition_is_found_in_the_default_one(tmp_path: Path) -> None:
    """A Persian article in a digest of Arabic and English is shown by both, and found in one of them."""
    digest = Digest(tmp_path / "digest").settings(f'base_url = "{BASE}"').article("f.fa", "متن.\n", title="خبر فارسی")
    digest.build()

    for lang, indexed in (("ar", True), ("en", False)):
        page = digest.read(f"{lang}/articles/f.html")
        assert (page.one("h1").lang, page.one("h1").dir) == ("fa", "rtl")
        assert bool(page.all("meta", name="robots")) is not indexed
        if indexed:
            assert page.one("link", rel="canonical").attributes["href"] == f"{BASE}ar/articles/f.html"
        assert len(notices(page)) == 1
        assert hrefs(page, f"{lang}/articles/f.html").keys().isdisjoint({"Original only", "Read the original"})


def test_hidden_untranslated_articles_are_nowhere_in_an_edition(digest: Digest) -> None:
    """`untranslated = "hide"`: no page, card, feed, count or month; where it is translated, it is there."""
    told: dict[str, Any] = {"threads": ["talks"], "published": "2019-05-01", "section": "politics"}
    digest.settings('untranslated = "hide"').thread("talks")
    digest.article("b.ar", title="مترجم", **told).translation("b.en", "b.ar", title="Translated")
    digest.article("c.ar", title="غير مترجم", **told)
    digest.build()

    assert not (digest.output / "en/articles/c.html").exists()
    assert not any("غير مترجم" in raw.decode() for path, raw in digest.tree().items() if path.startswith("en/"))
    assert digest.read("en/threads/talks.html").one(class_="count").text == "1 article"
    assert digest.read("ar/threads/talks.html").one(class_="count").text == "خبران"
    assert not (digest.output / "en/archive/2019-04.html").exists()
    switch = digest.read("ar/articles/c.html").one(class_="languages")
    assert hrefs(switch, "ar/articles/c.html")["English (لا نظير لهذه الصفحة: أقرب صفحة إليها)"] == "en/index.html"


# From version to version ------------------------------------------------------------------------------------------


def test_the_language_switch_leads_to_the_other_version_of_this_page(digest: Digest) -> None:
    """Not to the other home page, wherever there is a version; it says which one the reader is on."""
    digest.thread("talks").settings("page_size = 1")
    digest.translation("a.en", "a.ar", ENGLISH, title="News")
    for name in ("b", "c"):
        digest.article(f"{name}.ar", threads=["talks"], published="2019-05-01", section="politics", tags=["ماء"])
    digest.build()

    pairs = (
        *("index.html", "articles/a.html", "articles/a/both.html", "articles/b.html", "threads/index.html"),
        *(
            "threads/talks.html",
            "sections/politics.html",
            "sections/index.html",
            "archive/2019-05.html",
            "tags/ماء.html",
        ),
    )
    for path in pairs:
        for lang, other, name in (("ar", "en", "English"), ("en", "ar", "العربية")):
            switch = digest.read(f"{lang}/{path}").one(class_="languages")
            links = {each.partition(" (")[0]: there for each, there in hrefs(switch, f"{lang}/{path}").items()}
            assert links[name] == f"{other}/{path}"
            (current,) = (each for each in switch.all("a") if "aria-current" in each.attributes)
            assert current.attributes["hreflang"] == lang
            names = [
                each for each in switch.walk() if each.text in {"العربية", "English"} and "lang" in each.attributes
            ]
            assert [(each.lang, each.dir) for each in names] == [("ar", "rtl"), ("en", "ltr")]


def test_the_language_switch_says_where_it_leads_to_no_translation(tmp_path: Path) -> None:
    """In words of the reader's language for eye and ear; `hreflang` stands for translations alone."""
    digest = Digest(tmp_path / "digest").put(
        "content/digest.toml", 'languages = ["ar", "en", "fr"]\n' + SETTINGS.split("\n", 1)[1]
    )
    digest.article("a.ar", title="خبر").translation("a.en", "a.ar", title="News").build()

    def switch(path: str) -> list[tuple[str, str, str, bool]]:
        items = digest.read(path).one(class_="languages").all("li")
        return [
            (each.one("a").text, each.attributes.get("title", ""), each.one("a").attributes.get("hreflang", ""),
             any(span.text for span in each.all("span", "hidden")))
            for each in items
        ]  # fmt: skip

    assert switch("en/articles/a.html") == [
        ("العربية", "", "ar", False),
        ("English", "", "en", False),
        *(("Français (not translated: the original)", "not translated: the original", "", True),),
    ]
    assert [each[2] for each in switch("fr/articles/a.html")] == ["ar", "en", "fr"]
    assert switch("en/articles/a/both.html")[2][:3] == (
        "Français (not this page: the nearest one there)",
        "not this page: the nearest one there",
        "",
    )


def test_an_older_page_of_a_list_leads_to_the_same_list_in_other_editions(tmp_path: Path) -> None:
    digest = Digest(tmp_path / "digest").thread("talks").settings("page_size = 2")
    for day in range(1, 8):
        digest.article(f"s{day}.ar", threads=["talks"], published=f"2019-04-0{day}")
    digest.build()

    path = "ar/threads/talks/1.html"
    (other,) = (each for each in digest.read(path).one(class_="languages").all("a") if "English" in each.text)
    assert target(path, other.attributes["href"]) == ("en/threads/talks.html", "")


@pytest.mark.parametrize(
    ("original", "translation", "lang", "dir_"), [("ar", "en", "ar", "rtl"), ("en", "ar", "en", "ltr")]
)
def test_a_story_may_begin_in_any_edition(
    tmp_path: Path, original: str, translation: str, lang: str, dir_: str
) -> None:
    """An English original with an Arabic translation is what an Arabic one with an English translation is."""
    digest = Digest(tmp_path / "digest").article(f"s.{original}", "one\n\ntwo\n", title="Original")
    digest.translation(f"s.{translation}", f"s.{original}", "1\n\n2\n", title="Translation").build()

    own = digest.read(f"{original}/articles/s.html")
    other = digest.read(f"{translation}/articles/s.html")
    assert (own.one("h1").text, own.one("h1").lang, own.one("h1").dir) == ("Original", lang, dir_)
    assert (other.one("h1").text, other.one("h1").lang) == ("Translation", translation)
    assert len(notices(other)) == 1
    assert notices(own) == []
    assert f"{original}/articles/s.html" in hrefs(other, f"{translation}/articles/s.html").values()
    for edition in (original, translation):
        both = digest.read(f"{edition}/articles/s/both.html")
        columns = [(each.lang, each.dir) for each in both.one(class_="pairs").all(class_="cell")]
        expected = [(lang, dir_), (translation, "rtl" if translation == "ar" else "ltr")]
        # What is at the start for the eye is first for the ear.
        assert columns == (expected if edition == original else expected[::-1]) * 2


def test_a_translation_of_an_original_of_no_edition(tmp_path: Path) -> None:
    """A Persian article in English: the English edition shows the translation, the Arabic one the original."""
    digest = Digest(tmp_path / "digest").settings(f'base_url = "{BASE}"')
    digest.article("f.fa", "یک\n\nدو\n", title="خبر").translation("f.en", "f.fa", "One\n\nTwo\n", title="News").build()

    english, arabic = digest.read("en/articles/f.html"), digest.read("ar/articles/f.html")
    assert english.one("h1").text == "News"
    assert "Translated from Persian" in notices(english)[0]
    assert hrefs(english, "en/articles/f.html")["Both"] == "en/articles/f/both.html"
    assert (arabic.one("h1").text, arabic.one("h1").lang) == ("خبر", "fa")
    assert not english.all("meta", name="robots")
    assert arabic.one("meta", name="robots").attributes["content"] == "noindex"
    both = digest.read("en/articles/f/both.html")
    assert [each.lang for each in both.one(class_="pairs").all(class_="cell")] == ["en", "fa"] * 2
    assert "en/articles/f.html" in hrefs(both, "en/articles/f/both.html").values()
    assert "en/articles/f.html" in hrefs(arabic, "ar/articles/f.html").values()


# Side by side -----------------------------------------------------------------------------------------------------


def test_side_by_side_the_nth_block_stands_beside_the_nth(digest: Digest) -> None:
    """Also where one has more blocks than the other, or one is not translated."""
    body = "First.\n\n[//]: # (untranslated)\n\nThird[^1].\n\nFourth, of ours.\n\n[^1]: A note.\n"
    digest.translation("a.en", "a.ar", body, title="News", summary="Lede").build()

    page = digest.read("en/articles/a/both.html")
    rows = [each.all(class_="cell") for each in page.one(class_="pairs").all(class_="pair")]
    assert [[cell.text for cell in row] for row in rows] == [
        ["First.", "الأولى."],
        ["This paragraph has not been translated yet.", "أ ب"],
        ["Third1.", "الثالثة1."],
        ["Fourth, of ours.", ""],
    ]
    assert {(row[0].lang, row[0].dir, row[1].lang, row[1].dir) for row in rows} == {("en", "ltr", "ar", "rtl")}
    head = page.one(class_="pair-head")
    assert [(each.text, each.lang) for each in (*head.all("p", "headline"), *head.all("h1"))] == [
        ("خبر", "ar"),
        ("News", "en"),
    ]
    assert [each.text for each in page.one("section", "notes").all("li")] == ["A note. ↩︎", "حاشية. ↩︎"]
    assert page.one("meta", name="robots").attributes["content"] == "noindex"


def test_two_bodies_on_one_page_do_not_share_anchors(digest: Digest) -> None:
    """The note of the original is not the translation's."""
    digest.translation("a.en", "a.ar", ENGLISH).build()

    page = digest.read("en/articles/a/both.html")

    ids = [each.attributes["id"] for each in page.walk() if "id" in each.attributes]
    anchors = [each.attributes["href"][1:] for each in page.one("main").all("a") if each.attributes["href"][0] == "#"]
    assert len(anchors) == 4
    assert set(anchors) <= set(ids)


# Blocks of another direction --------------------------------------------------------------------------------------


def test_a_persons_word_on_direction_overrules_the_language(tmp_path: Path) -> None:
    """`dir` of an article holds for its title, its text and its cards."""
    digest = Digest(tmp_path / "digest").article("a.ar", title="Kurdî", published="2019-04-08", dir="ltr")
    digest.build()

    page, card = digest.read("ar/articles/a.html"), digest.read("ar/index.html").one("h2", "headline")
    assert (page.one("h1").dir, page.one(class_="body").dir, card.dir) == ("ltr", "ltr", "ltr")
    assert page.dir == "rtl"


SCRIPTS = {
    "rtl": ("ckb", "ps", "ug", "yi", "az-Arab", "ur", "he", "pa-Arab", "fa", "ar-EG"),
    "ltr": ("az", "ks-Deva", "ku", "ru", "pt-BR", "zh"),
}


@pytest.mark.parametrize(
    ("lang", "direction"), [(lang, direction) for direction, langs in SCRIPTS.items() for lang in langs]
)
def test_direction_is_that_of_the_script(tmp_path: Path, lang: str, direction: str) -> None:
    """Row 59: any language that an article may be in, in an edition of the other direction too."""
    digest = Digest(tmp_path / "digest").article(f"a.{lang}", title="x")
    digest.build()

    for edition in ("ar", "en"):
        page = digest.read(f"{edition}/articles/a.html")
        assert {(each.lang, each.dir) for each in (page.one("h1"), page.one(class_="body"))} == {(lang, direction)}


@pytest.mark.parametrize("lang", ["fa", "he", "ur", "ru", "fr", "tr"])
def test_an_edition_in_any_language_of_the_theme(tmp_path: Path, lang: str) -> None:
    """The interface speaks it: no English around the articles."""
    digest = Digest(tmp_path / "digest").thread("talks")
    digest.put("content/digest.toml", SETTINGS.replace('["ar", "en"]', f'["ar", "{lang}"]'))
    digest.article("a.ar", ORIGINAL, threads=["talks"]).translation(f"a.{lang}", "a.ar", ENGLISH, title="x").build()

    page = digest.read(f"{lang}/articles/a.html")
    rtl = lang in {"fa", "he", "ur"}
    assert (page.lang, page.dir) == (lang, "rtl" if rtl else "ltr")
    assert not {"Both", "Skip to content", "Home", "Running stories"} & {each.text for each in page.walk()}


# A small site, read by a person -----------------------------------------------------------------------------------

GOLDEN = Path(__file__).parent / "sites" / "versions"


def transcript(page: Element) -> str:
    """Return a page as a reader takes it in: each piece of text on a line, and its language where that changes."""
    lines: list[str] = []
    last = ""

    def say(element: Element) -> None:
        nonlocal last
        pieces = "".join(each if isinstance(each, str) else "\0" for each in element.children)
        inner = iter(each for each in element.children if isinstance(each, Element))
        for piece in pieces.split("\0"):
            if text := " ".join(piece.split()):
                here = f"{element.lang} {element.dir}"
                lines.append(text if here == last else f"[{here}] {text}")
                last = here
            if (child := next(inner, None)) is not None:
                say(child)

    say(page.one("main"))
    return "".join(f"{line}\n" for line in lines)


def test_a_small_site_reads_as_it_did(tmp_path: Path) -> None:
    """Every state of a version, as text. `NASHRA_GOLDEN=write` writes it anew, for a person to read."""
    digest = Digest(tmp_path / "digest")
    for path in sorted((GOLDEN / "content").rglob("*")):
        if path.is_file():
            digest.put(f"content/{path.relative_to(GOLDEN / 'content').as_posix()}", path.read_bytes())

    report = digest.build()

    assert report.findings == ()
    pages = sorted(path for path in digest.tree() if "/articles/" in path and path.endswith(".html"))
    read = "".join(f"=== {path}\n{transcript(digest.read(path))}\n" for path in pages)
    expected = GOLDEN / "read.txt"
    if os.environ.get("NASHRA_GOLDEN") == "write":
        expected.write_text(read, encoding="utf-8")
    assert read == expected.read_text(encoding="utf-8")
