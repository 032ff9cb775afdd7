"""Another capture of an article that is there: no second story, no lost capture, nothing of a person's overwritten."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from digests import Digest

from generator.config import load_config
from generator.content import article_document, parse_article
from generator.desk.inbox import ImportRequest, InboxReport, RawCapture, import_files, import_inbox
from generator.desk.review import newer_text
from generator.importers.identity.canonical import canonical
from generator.model import Article
from generator.similarity import Index, compare, sketch

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)
ADDRESS = "https://harbour.example/news/ferry"

FERRY = (
    (
        "The ferry between the old harbour and the island of Sarn sailed again on Monday, four years after the line "
        "was closed when its only boat ran aground. The new boat takes two hundred passengers and twenty bicycles."
    ),
    (
        "Tickets cost the same as before, the harbour office said, and pensioners travel without paying on weekdays. "
        "The first boat leaves at six in the morning, the last one returns at ten in the evening."
    ),
    (
        "People on the island had asked for the line in three petitions. A teacher from Sarn said that her pupils "
        "would now reach the secondary school in half an hour, which took them two hours by road over the bridge."
    ),
    (
        "The council paid for the boat with a loan over fifteen years, and hopes that visitors will bring in a part "
        "of it during the summer, when the island's beaches are full and its only road is not wide enough for them."
    ),
)
EXTENDED = (*FERRY, "On Tuesday the office added that a second boat will follow in autumn if the first is well used.")
LETTER = (
    (
        "Our reader from Sarn writes that the market on the square has become too loud for everybody who lives "
        "around it, and that the stalls should move to the meadow behind the church, where nobody sleeps."
    ),
    "Others say that a market belongs in the middle of a village, and that the church bells are louder than any stall.",
)


class Desk:
    """A digest that captures are given to, one run after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        settings = 'languages = ["en"]\ntimezone = "Africa/Cairo"\n[title]\nen = "Digest"\n'
        self.put("content/digest.toml", settings)
        for name, host in (("harbour", "harbour.example"), ("mail", "mail.example")):
            self.put(f"content/sources/{name}.toml", f'url = "https://{host}/"\n[name]\nen = "{name.title()}"\n')

    def put(self, path: str, text: str | bytes, day: int = 1) -> Path:
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text.encode() if isinstance(text, str) else text)
        moment = datetime(2024, 5, day, 12, tzinfo=UTC).timestamp()
        os.utime(target, (moment, moment))
        return target

    def inbox(self, name: str, text: str, day: int = 1) -> InboxReport:
        self.put(f"content/inbox/{name}", text, day)
        return self.run()

    def run(self) -> InboxReport:
        return import_inbox(self.folder, load_config(self.folder)[0], now=NOW)

    def given(self, name: str, text: str, **options: Any) -> InboxReport:
        capture = RawCapture(name=name, data=text.encode(), captured="2024-05-09")
        return import_files(self.folder, load_config(self.folder)[0], [capture], ImportRequest(**options))

    def paths(self) -> list[str]:
        return sorted(
            path.relative_to(self.folder).as_posix() for path in self.folder.rglob("content/articles/**/*.md")
        )

    def originals(self) -> list[str]:
        return sorted(path.name for path in (self.folder / "content" / "originals").glob("*"))

    def text(self, path: str) -> str:
        return (self.folder / path).read_text(encoding="utf-8")

    def article(self) -> Article:
        (path,) = self.paths()
        article, findings = parse_article(path, (self.folder / path).read_bytes())
        assert article is not None
        assert findings == ()
        return article

    def everything(self) -> str:
        return "\n".join(path.read_text() for path in sorted((self.folder / "content").rglob("*")) if path.is_file())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def page(
    paragraphs: tuple[str, ...], url: str = ADDRESS, title: str = "The ferry is back", day: str = "2024-04-29"
) -> str:
    """Return a page as a browser saves it."""
    head = f'<title>{title}</title><meta property="og:title" content="{title}">'
    head += f'<link rel="canonical" href="{url}">' if url else ""
    head += f'<meta property="article:published_time" content="{day}T08:00:00+02:00">' if day else ""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    body = f"<body><article><h1>{title}</h1>{text}</article></body>"
    return f'<!doctype html><html lang="en"><head>{head}</head>{body}</html>'


def pasted(paragraphs: tuple[str, ...], title: str = "The ferry is back") -> str:
    """Return a capture that says neither where nor when it was published."""
    return page(paragraphs, "", title, "")


def codes(report: InboxReport) -> set[str]:
    return {finding.code for finding in report.findings}


# Addresses -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "http://harbour.example/news/ferry",
        "https://www.Harbour.example:443/news/ferry/",
        "https://m.harbour.example/news/ferry?utm_source=letter&fbclid=1#top",
        "https://harbour.example/news/ferry/amp",
        "https://harbour.example/n%65ws/ferry/index.html",
        "https://www.google.com/amp/s/harbour.example/news/ferry",
        "https://harbour.example/news/ferry?at_medium=RSS&at_campaign=letter&at_link_id=7",
        "https://harbour.example/news/ferry?pk_campaign=letter&mtm_cid=7&CMP=share_btn",
    ],
)
def test_ways_of_writing_one_address_are_one(address: str) -> None:
    assert canonical(address) == canonical(ADDRESS) == "harbour.example/news/ferry"


@pytest.mark.parametrize(
    "address",
    [
        "https://harbour.example/news/ferry?id=2",
        "https://harbour.example/news/ferries",
        "https://other.example/news/ferry",
        "https://harbour.example:8080/news/ferry",
        "https://harbour.example/news%2Fferry",
        "https://harbour.example/News/ferry",
        "https://harbour.example/news/ferry?pk_id=7",
        "https://harbour.example/news/ferry?at_id=7",
        "https://harbour.example/news/ferry?cmp=7",
    ],
)
def test_addresses_of_different_pages_stay_different(address: str) -> None:
    assert canonical(address) not in ("", canonical(ADDRESS))


@pytest.mark.parametrize("address", ["https://harbour.example/", "https://harbour.example", "ferry", "http://[::1", ""])
def test_a_home_page_and_what_is_no_address_identify_nothing(address: str) -> None:
    assert canonical(address) == ""


def test_letters_and_their_escapes_are_one_address() -> None:
    assert canonical("https://e.example/خبر/") == canonical("https://e.example/%D8%AE%D8%A8%D8%B1")


# Likeness --------------------------------------------------------------------------------------------------------


def test_marks_digits_and_addresses_of_links_make_no_difference() -> None:
    assert compare("الطَّقْسُ غدًا ٣٥ درجة", "الطقس غدا ٣٥ درجة".replace("غدا", "غدًا")).same
    assert compare("في ٣٥ مدينة", "في 35 مدينة").same
    assert compare("See [the plan](https://e.example/a_(b)?c=d) now.", "See the plan now").same


def test_a_script_without_spaces_is_compared_by_its_letters() -> None:
    text = "新しい船は月曜日に港を出た。乗客は二百人、自転車は二十台まで乗せることができる。"

    assert compare(text, text.replace("。", "。\n\n")).same
    assert 0.5 < compare(text, text.replace("月曜日", "火曜日")).least < 1


def test_an_index_proposes_a_text_that_is_inside_of_another() -> None:
    index: Index[str] = Index()
    index.add("ferry", sketch("\n\n".join(EXTENDED)))
    index.add("letter", sketch("\n\n".join(LETTER)))

    assert index.near(sketch("\n\n".join(FERRY[:3]))) == ["ferry"]
    assert index.near(sketch("Nothing of this has ever been said by anyone on the island or elsewhere.")) == []


def test_comparing_long_texts_of_few_words_takes_no_time() -> None:
    """Captures are a stranger's, and may be made to be slow."""
    text = "one two " * 100_000

    assert compare(text, f"{text} three").left_in_right > 0.9


# The same article again ------------------------------------------------------------------------------------------


def test_the_same_text_from_the_same_address_is_no_second_story(desk: Desk) -> None:
    desk.inbox("a.html", page(FERRY))
    before = desk.text(desk.paths()[0])

    report = desk.inbox("b.html", page(FERRY, f"{ADDRESS}/?utm_source=letter").replace("<body>", "<body><p>Menu</p>"))

    assert codes(report) == {"already-imported"}
    assert report.created == ()
    assert desk.article().captures[0].file == "the-ferry-is-back-2.html"
    assert desk.originals() == ["the-ferry-is-back-2.html", "the-ferry-is-back.html"]
    assert desk.text(desk.paths()[0]).replace(_line(desk, "captures"), "") == before
    assert desk.inbox("b.html", page(FERRY, f"{ADDRESS}/?utm_source=letter")).created == ()


def _line(desk: Desk, key: str) -> str:
    return next(f"{line}\n" for line in desk.text(desk.paths()[0]).splitlines() if line.startswith(f"{key}:"))


@pytest.mark.parametrize(("said", "kept"), [("Town life", "section: town"), ("TOWN LIFE", "section: town"),
                                            ("town", "section: town"), ("Gardens", "")])  # fmt: skip
def test_a_section_of_the_digest_is_taken_and_another_left_out(desk: Desk, said: str, kept: str) -> None:
    settings = (desk.folder / "content/digest.toml").read_text()
    desk.put("content/digest.toml", f'{settings}[sections.town]\nen = "Town life"\n')
    head = f'<meta property="article:section" content="{said}"></head>'

    desk.inbox("ferry.html", page(FERRY).replace("</head>", head))

    (path,) = (desk.folder / "content/articles").rglob("*.md")
    assert [line for line in path.read_text().splitlines() if line.startswith("section")] == [kept][: bool(kept)]


def test_what_is_no_file_of_the_inbox_is_not_kept_for_nothing(desk: Desk) -> None:
    """A feed that is fetched every hour adds nothing while nothing is new in it."""
    desk.inbox("a.html", page(FERRY))
    before = desk.everything()

    report = desk.given("b.html", page(FERRY).replace("<body>", "<body><p>Menu</p>"))

    assert codes(report) == {"already-imported"}
    assert desk.everything() == before


def test_what_was_not_known_is_filled_in_by_a_capture_that_knows_it(desk: Desk) -> None:
    desk.inbox("a.html", pasted(FERRY))
    assert desk.article().needs == ("published", "publisher", "url")

    report = desk.inbox("b.html", page(FERRY))

    article = desk.article()
    assert "updated" in codes(report)
    assert (article.url, article.publisher, article.published[:10]) == (ADDRESS, "harbour", "2024-04-29")
    assert article.needs == ()
    assert article.original is not None
    assert article.original.file == "the-ferry-is-back.html"


@pytest.mark.parametrize("said", ["published: 2024-04-28", "publisher: The Quay"])
def test_another_address_is_not_taken_where_the_text_may_be_a_copy(desk: Desk, said: str) -> None:
    """Another day or a publisher that is known: the same words at an address may be somebody else's print of them."""
    desk.inbox("a.html", pasted(FERRY))
    path = desk.paths()[0]
    desk.put(path, desk.text(path).replace("captured:", f"{said}\ncaptured:"))

    desk.inbox("b.html", page(FERRY, "https://elsewhere.example/ferry"))

    article = desk.article()
    assert article.url == ""
    assert article.publisher in {"", "The Quay"}
    assert "url" in article.needs
    assert len(article.captures) == 1


def test_what_a_person_filled_in_is_not_filled_in_again(desk: Desk) -> None:
    desk.inbox("a.html", pasted(FERRY))
    path = desk.paths()[0]
    desk.put(path, desk.text(path).replace("captured:", "published: 2024-04-30\ncaptured:"))

    desk.inbox("b.html", page(FERRY))

    assert desk.article().published == "2024-04-30"
    assert desk.article().url == ADDRESS


# Updates ---------------------------------------------------------------------------------------------------------


def test_a_newer_text_replaces_one_that_nobody_edited(desk: Desk) -> None:
    desk.inbox("a.html", page(FERRY))

    report = desk.inbox("b.html", page(EXTENDED), day=3)

    article = desk.article()
    assert report.created == ()
    assert codes(report) == {"updated"}
    assert "second boat will follow" in desk.text(article.path)
    assert article.original is not None
    assert (article.original.file, article.captured) == ("the-ferry-is-back-2.html", "2024-05-03")
    assert [capture.file for capture in article.captures] == ["the-ferry-is-back.html"]
    assert desk.inbox("a.html", page(FERRY)).created == desk.inbox("b.html", page(EXTENDED)).created == ()
    assert "second boat will follow" in desk.text(article.path)


def test_a_newer_text_never_replaces_what_a_person_wrote(desk: Desk) -> None:
    desk.inbox("a.html", page(FERRY))
    path = desk.paths()[0]
    mine = (
        desk.text(path)
        .replace("Tickets cost", "The tickets, our reporter was told, cost")
        .replace("title: ", "title:  ")
    )
    desk.put(path, mine)

    report = desk.inbox("b.html", page(EXTENDED, title="The ferry is back at last"), day=3)

    article = desk.article()
    assert "updated-elsewhere" in codes(report)
    assert article.needs == ("update",)
    assert article.title == "The ferry is back at last"
    assert mine.split("---\n")[2] == desk.text(path).split("---\n")[2]
    assert article.original is not None
    assert (article.original.file, article.captures[0].file) == ("the-ferry-is-back.html", "the-ferry-is-back-2.html")
    assert "second boat" in (desk.folder / "content/originals/the-ferry-is-back-2.html").read_text()


def test_a_newer_text_waits_where_paragraphs_of_a_translation_stand_beside_the_old(desk: Desk) -> None:
    desk.inbox("a.html", page(FERRY))
    path = desk.paths()[0]
    before = desk.text(path).split("---\n")[2]
    name = Path(path).name
    desk.put(
        path.replace(".en.md", ".ar.md"),
        f"---\ntitle: ع\nlang: ar\ntranslation: {{of: {name}, status: human}}\n---\nنص.\n",
    )

    report = desk.inbox("b.html", page(EXTENDED), day=3)

    assert "updated-elsewhere" in codes(report)
    assert desk.text(path).split("---\n")[2] == before


def test_keys_that_a_person_changed_stay_when_the_text_is_renewed(desk: Desk) -> None:
    desk.inbox("a.html", page(FERRY))
    path = desk.paths()[0]
    desk.put(path, desk.text(path).replace('title: "The ferry is back"', 'title: "Mine" # my comment\ntags: [boats]'))

    desk.inbox("b.html", page(EXTENDED, title="The ferry is back at last"), day=3)

    assert 'title: "Mine" # my comment\ntags: [boats]\n' in desk.text(path)
    assert "second boat" in desk.text(path)


def test_an_older_capture_changes_no_text(desk: Desk) -> None:
    desk.inbox("b.html", page(EXTENDED), day=3)

    desk.inbox("a.html", page(FERRY), day=1)

    assert "second boat" in desk.text(desk.paths()[0])
    assert [capture.file for capture in desk.article().captures] == ["the-ferry-is-back-2.html"]


def test_another_text_at_the_same_address_is_a_story_of_its_own(desk: Desk) -> None:
    """Some pages show something else every day."""
    desk.inbox("a.html", page(FERRY))

    report = desk.inbox("b.html", page(LETTER, title="A loud market"))

    assert len(report.created) == 1
    assert len(desk.paths()) == 2


# Copies elsewhere ------------------------------------------------------------------------------------------------


def test_a_copy_at_another_publisher_is_named_and_no_second_story(desk: Desk) -> None:
    desk.inbox("a.html", page(FERRY))
    text = desk.text(desk.paths()[0]).split("---\n")[2]
    copied = page((*FERRY[:3], FERRY[3]), "https://mail.example/2024/ferry", "Boat line opened", "2024-04-30")

    report = desk.inbox("copy.html", copied)

    article = desk.article()
    assert codes(report) == {"also-published"}
    (copy,) = article.also
    assert (copy.publisher, copy.url) == ("mail", "https://mail.example/2024/ferry")
    assert copy.original is not None
    assert (desk.folder / "content/originals" / copy.original.file).read_text() == copied
    assert (article.title, desk.text(article.path).split("---\n")[2]) == ("The ferry is back", text)
    again = desk.inbox("again.html", copied.replace("<body>", "<body><p>Menu</p>"))
    assert codes(again) == {"already-imported"}
    assert len(desk.article().also) == 1


def test_one_run_and_many_runs_come_to_the_same(tmp_path: Path) -> None:
    captures = {
        "a.html": page(FERRY),
        "b.html": page(FERRY, "https://mail.example/2024/ferry"),
        "c.html": page(EXTENDED),
        "d.html": pasted(FERRY),
        "e.html": page(LETTER, "https://mail.example/market", "A loud market"),
    }
    one, many = Desk(tmp_path / "one"), Desk(tmp_path / "many")
    for name, text in captures.items():
        one.put(f"content/inbox/{name}", text)
        many.inbox(name, text)
    one.run()

    assert len(one.paths()) == 2
    assert one.everything() == many.everything()


def test_a_dry_run_sees_doubles_and_writes_nothing(desk: Desk) -> None:
    captures = [
        RawCapture(name=name, data=text.encode(), captured="2024-05-09")
        for name, text in (("a", page(FERRY)), ("b", page(FERRY, "https://mail.example/ferry")))
    ]

    report = import_files(desk.folder, load_config(desk.folder)[0], captures, ImportRequest(dry_run=True))

    assert len(report.created) == 1
    assert "also-published" in codes(report)
    assert desk.paths() == desk.originals() == []


# What looks alike and is not the same ------------------------------------------------------------------------------

WEATHER = (
    "It will be sunny in {city} on {day} with a light wind from the north-west. The temperature will rise to {high} "
    "degrees in the afternoon and fall to {low} degrees at night. No rain is expected along the coast, and the sea "
    "will be calm in the morning. The office advises to drink enough and to stay in the shade around noon."
)
RATES = (
    "The central bank set the rate of the crown at {a} to the dollar and at {b} to the euro on {day}. Banks bought "
    "dollars at {c} crowns in the afternoon. Dealers spoke of a quiet day, as the exchanges abroad were closed."
)
MATCH = (
    "{home} beat {guest} {score} in the league on {day} in front of a full house. The first goal came early, after a "
    "mistake of the defence; the second followed shortly before the break. The coach praised his young players after "
    "the match, and said that the table was not what counted now. The next match is in two weeks."
)


@pytest.mark.parametrize(
    ("form", "facts", "other"),
    [
        (WEATHER, {"city": "Sarn", "day": "Monday", "high": 31, "low": 19}, {"high": 33}),
        (WEATHER, {"city": "Sarn", "day": "Monday", "high": 31, "low": 19}, {"city": "Tell"}),
        (RATES, {"a": "7.21", "b": "8.10", "c": "7.25", "day": "Monday"}, {"a": "7.22"}),
        (MATCH, {"home": "Sarn", "guest": "Tell", "score": "2–0", "day": "Sunday"}, {"score": "3–0"}),
        (MATCH, {"home": "Sarn", "guest": "Tell", "score": "2–0", "day": "Sunday"}, {"guest": "Holm"}),
    ],
    ids="temperature city rate score opponent".split(),
)
@pytest.mark.parametrize("with_addresses", [True, False])
def test_short_news_of_one_form_with_other_facts_stay_two_stories(
    desk: Desk, form: str, facts: dict[str, Any], other: dict[str, Any], *, with_addresses: bool
) -> None:
    for name, text in (("a", form.format(**facts)), ("b", form.format(**facts | other))):
        if with_addresses:
            report = desk.inbox(f"{name}.html", page((text,), f"https://harbour.example/{name}", "Short news"))
        else:
            report = desk.inbox(f"{name}.html", pasted((text,), "Short news"))

    assert len(desk.paths()) == 2
    assert "possible-duplicate" in codes(report)


def test_the_same_title_over_another_text_is_another_story(desk: Desk) -> None:
    desk.inbox("a.html", pasted(FERRY))
    report = desk.inbox("b.html", pasted(LETTER))

    assert len(report.created) == 1
    assert desk.paths() == [
        "content/articles/undated/the-ferry-is-back-2.en.md",
        "content/articles/undated/the-ferry-is-back.en.md",
    ]
    assert codes(report) == {"imported", "needs"}


def test_two_pasted_texts_of_which_one_changed_wait_for_a_person(desk: Desk) -> None:
    """Nobody knows who published them, so that nothing is replaced."""
    desk.inbox("a.html", pasted(FERRY))
    before = desk.text(desk.paths()[0]).split("---\n")[2]

    report = desk.inbox("b.html", pasted(EXTENDED), day=3)

    assert "updated-elsewhere" in codes(report)
    assert "update" in desk.article().needs
    assert desk.text(desk.paths()[0]).split("---\n")[2] == before


WITH_200, WITH_240 = ((FERRY[0].replace("two hundred", seats), *FERRY[1:]) for seats in ("200", "240"))
CORRECTED = (FERRY[0].replace("two hundred", "240"), *FERRY[1:3], FERRY[3].replace("fifteen", "twenty"))


def test_a_text_that_was_corrected_waits_for_a_person(desk: Desk) -> None:
    """Headline and day are the same; who published it is not known."""
    desk.inbox("a.html", page(FERRY, ""))
    before = desk.text(desk.paths()[0]).split("---\n")[2]

    report = desk.inbox("b.html", page(CORRECTED, ""), day=3)

    assert "updated-elsewhere" in codes(report)
    assert desk.article().needs == ("publisher", "url", "update")
    assert desk.text(desk.paths()[0]).split("---\n")[2] == before
    assert "240" in (desk.folder / "content/originals/the-ferry-is-back-2.html").read_text()


def test_a_text_that_waits_is_shown_whatever_capture_comes_after_it(desk: Desk) -> None:
    desk.inbox("a.html", page(FERRY, ""))
    desk.inbox("b.html", page(CORRECTED, ""), day=3)

    desk.inbox("c.html", page(FERRY), day=4)

    article = desk.article()
    assert (article.url, article.needs) == (ADDRESS, ("update",))
    assert [capture.file for capture in article.captures] == ["the-ferry-is-back-3.html", "the-ferry-is-back-2.html"]
    assert "240 passengers" in newer_text(desk.folder, load_config(desk.folder)[0], article.path)


def test_a_text_that_its_publisher_corrected_takes_the_place_of_the_old(desk: Desk) -> None:
    desk.inbox("a.html", page(WITH_200))
    name = '<meta property="og:site_name" content="Harbour"></head>'

    report = desk.inbox("b.html", page(WITH_240, "").replace("</head>", name), day=3)

    assert codes(report) == {"updated"}
    assert "240 passengers" in desk.text(desk.article().path)
    assert [capture.file for capture in desk.article().captures] == ["the-ferry-is-back.html"]


def test_a_text_of_one_publisher_with_other_words_waits(desk: Desk) -> None:
    """A notice for another part of the town has headline, day and most words in common too."""
    name = '<meta property="og:site_name" content="Harbour"></head>'
    notice = tuple(paragraph.replace("Sarn", "Tell") for paragraph in FERRY)
    desk.inbox("a.html", page(FERRY, "").replace("</head>", name))

    report = desk.inbox("b.html", page(notice, "").replace("</head>", name), day=3)

    assert "updated-elsewhere" in codes(report)
    assert "Sarn" in desk.text(desk.article().path)


def test_entries_of_one_feed_are_no_updates_of_each_other(desk: Desk) -> None:
    entries = [
        {"id": str(at), "title": "The ferry is back", "date_published": "2024-04-29T08:00:00Z",
         "content_text": "\n\n".join(FERRY).replace("Sarn", place)}
        for at, place in enumerate(("Sarn", "Tell", "Holm"))
    ]  # fmt: skip
    feed = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Harbour", "items": entries})

    report = desk.inbox("feed.json", feed)

    assert len(report.created) == 3
    assert "possible-duplicate" in codes(report)


@pytest.mark.parametrize(
    ("paragraphs", "other"),
    [
        (FERRY, {"title": "The ferry is full"}),
        (FERRY, {"day": "2024-04-30"}),
        (FERRY, {"day": ""}),
        (FERRY[:2], {}),
        (FERRY, {"url": f"{ADDRESS}-2"}),
        (FERRY, {"url": "https://mail.example/ferry"}),
    ],
    ids="headline day undated short two-addresses other-publisher".split(),
)
def test_other_facts_are_a_correction_only_under_one_headline_on_one_day(
    desk: Desk, paragraphs: tuple[str, ...], other: dict[str, str]
) -> None:
    desk.inbox("a.html", page(paragraphs, ADDRESS if "url" in other else ""))

    report = desk.inbox("b.html", page(CORRECTED[: len(paragraphs)], **{"url": ""} | other), day=3)

    assert len(desk.paths()) == 2
    assert "possible-duplicate" in codes(report)


def test_a_translation_is_no_copy_of_what_it_resembles(desk: Desk) -> None:
    body = "\n\n".join(FERRY)
    desk.put("content/articles/x.ar.md", "---\ntitle: س\nlang: ar\n---\nنص.\n")
    desk.put("content/articles/x.en.md", f"---\ntitle: T\nlang: en\ntranslation: {{of: x.ar.md}}\n---\n{body}\n")

    assert len(desk.inbox("a.html", pasted(FERRY)).created) == 1


# Killed at any moment --------------------------------------------------------------------------------------------


class Killed(BaseException):
    """What a test raises where a run is to die."""


def _stepping(monkeypatch: pytest.MonkeyPatch, at: int, *, after: bool) -> list[int]:
    """Let the run die before or after its operation on files of that number; return the count of operations."""
    count = [0]

    def dying(action: Callable[..., Any]) -> Callable[..., Any]:
        def stepped(*arguments: Any, **options: Any) -> Any:
            count[0] += 1
            if count[0] == at and not after:
                raise Killed
            result = action(*arguments, **options)
            if count[0] == at and after:
                raise Killed
            return result

        return stepped

    for owner, name in (
        (os, "link"),
        (os, "open"),
        (os, "fsync"),
        (Path, "replace"),
        (Path, "unlink"),
        (Path, "chmod"),
    ):
        monkeypatch.setattr(owner, name, dying(getattr(owner, name)))
    return count


SECOND = {
    "same": page(FERRY).replace("<body>", "<body><p>Menu</p>"),
    "update": page(EXTENDED),
    "copy": page(FERRY, "https://mail.example/2024/ferry"),
}


@pytest.mark.parametrize("edited", [False, True])
@pytest.mark.parametrize("kind", list(SECOND))
def test_killed_at_any_operation_nothing_is_lost_and_the_next_run_finishes(
    tmp_path: Path, kind: str, *, edited: bool
) -> None:
    def prepared(name: str) -> Desk:
        desk = Desk(tmp_path / name)
        desk.inbox("a.html", page(FERRY))
        if edited:
            path = desk.paths()[0]
            desk.put(path, desk.text(path).replace("Tickets cost", "The tickets cost"))
        desk.put("content/inbox/b.html", SECOND[kind], day=3)
        return desk

    whole = prepared("whole")
    with pytest.MonkeyPatch.context() as patch:
        steps = _stepping(patch, 0, after=False)
        whole.run()
    assert steps[0] > 8
    for step in range(1, steps[0] + 1):
        for after in (False, True):
            desk = prepared(f"{step}{after}")
            mine = desk.text(desk.paths()[0]).split("---\n")[2]
            with pytest.MonkeyPatch.context() as patch:
                _stepping(patch, step, after=after)
                with contextlib.suppress(Killed):
                    desk.run()
            there = desk.everything()
            assert SECOND[kind] in there
            assert page(FERRY) in there
            assert not edited or mine in there
            desk.run()
            for path in (desk.folder / "content").rglob(".nashra-*"):
                path.unlink()
            assert desk.everything() == whole.everything()


# What readers see ------------------------------------------------------------------------------------------------


def test_readers_see_who_else_published_an_article(tmp_path: Path) -> None:
    digest = Digest(tmp_path)
    digest.put("content/sources/mail.toml", '[name]\nen = "The Mail"\n')
    copies = [{"publisher": "mail", "url": "https://www.mail.example/ferry"}, {"publisher": "<Post>"}]
    digest.article("a.en", also=copies)
    digest.build()

    facts = digest.page("en/articles/a.html").split("Also published by")[1].split("</div>")[0]

    assert "The Mail" in facts
    assert 'href="https://www.mail.example/ferry" rel="external noopener"><bdi dir="ltr">mail.example</bdi>' in facts
    assert "&lt;Post&gt;" in facts
    digest.article("a.en").build()
    assert "Also published by" not in digest.page("en/articles/a.html")


@pytest.mark.parametrize(
    "entry", [{}, {"publisher": ""}, {"url": "javascript:alert(1)"}, {"original": {"file": "x.txt"}}]
)
def test_a_copy_of_nobody_is_a_finding(entry: dict[str, Any]) -> None:
    raw = article_document({"title": "T", "lang": "en", "also": [entry]}, "Text.").replace(b"[]", b"[{}]")
    raw = raw if b"also" in raw else raw.replace(b"---\nText", b"also: [{}]\n---\nText")

    article, findings = parse_article("content/articles/a.en.md", raw)

    assert article is not None
    assert article.also == ()
    assert {finding.code for finding in findings} <= {"missing-key", "bad-url"}
    assert findings
