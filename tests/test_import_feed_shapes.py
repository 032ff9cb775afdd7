"""Feeds as they are found: out of encoding, out of form, of several sites, with addresses that begin at the slash."""

import html
import json

import pytest
from breakwater import HOME, PROSE, TEXT, TITLE
from processor import at_most

from generator.importers import read
from generator.model import Draft

ARABIC = (
    "قرر مجلس الميناء يوم الثلاثاء إعادة بناء حاجز الأمواج الشرقي الذي تضرر بسبب العواصف ثلاث مرات منذ الربيع.",
    "وقال مهندسون للأعضاء إن حجارة الجدار القديم تحركت نحو مترين، وإن المد العالي المقبل قد يهدمه.",
)


def item(parts: str = "", text: str = PROSE, title: str = TITLE, link: str = f"{HOME}/1") -> str:
    shown = f"<description>{html.escape(text)}</description>" if text else ""
    return f"<item><title>{title}</title><link>{link}</link>{parts}{shown}</item>"


def rss(*items: str, channel: str = f"<title>Shore Gazette</title><link>{HOME}/</link>") -> str:
    return f"<rss version='2.0'><channel>{channel}{''.join(items)}</channel></rss>"


def atom(parts: str) -> Draft:
    entry = f"<entry><id>tag:1</id><title>{TITLE}</title><content type='html'>{html.escape(PROSE)}</content>{parts}"
    feed = f"<feed xmlns='http://www.w3.org/2005/Atom'><title>All of the coast</title>{entry}</entry></feed>"
    return read(feed.encode(), "feed.xml")[0]


def first(feed: str, encoding: str = "utf-8") -> Draft:
    return read(feed.encode(encoding), "feed.xml")[0]


@pytest.mark.parametrize("declared", ["", "<?xml version='1.0'?>", "<?xml version='1.0' encoding='utf-8'?>"])
def test_a_feed_that_does_not_say_its_encoding_is_read_by_its_letters(declared: str) -> None:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in ARABIC)

    found = first(declared + rss(item(text=text, title="حاجز الأمواج")), "cp1256")

    assert (found.title, found.lang, found.paragraphs) == ("حاجز الأمواج", "ar", ARABIC)
    assert found.notices[0].code == "decoded"


def test_a_damaged_letter_spoils_no_other() -> None:
    feed = rss(item(text="".join(f"<p>{each}</p>" for each in ARABIC * 3), title="حاجز")).encode()

    (found,) = read(feed.replace("العواصف".encode(), "العوا".encode() + b"\xd8"), "feed.xml")

    assert found.title == "حاجز"
    assert "العوا\ufffd" in found.body
    assert [notice.code for notice in found.notices] == ["decoded"]


@pytest.mark.parametrize(
    ("link", "whole"), [("/news/1", f"{HOME}/news/1"), ("news/1", f"{HOME}/news/1"), ("javascript:x", None)]
)
def test_an_address_without_a_host_is_on_the_site_of_the_feed(link: str, whole: str | None) -> None:
    assert first(rss(item(link=link))).url == whole
    items = [{"id": "1", "url": link, "content_html": PROSE}]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "x", "home_page_url": HOME, "items": items}
    assert first(json.dumps(feed)).url == whole


def test_the_source_of_an_entry_published_it_and_not_the_feed_that_collects() -> None:
    source = "<source url='https://shore.example'>Shore Gazette</source>"

    found = first(rss(item(source, title=f"{TITLE} - Shore Gazette"), channel="<title>All news</title>"))

    assert (found.publisher, found.title) == ("Shore Gazette", TITLE)
    assert atom("<source><title>Shore Gazette</title></source>").publisher == "Shore Gazette"
    assert atom("").publisher == "All of the coast"


def test_text_that_was_escaped_twice_is_read_as_it_was_meant() -> None:
    found = first(rss(item(text=html.escape(PROSE), title="Wall &amp;lt;i&amp;gt;holds&amp;lt;/i&amp;gt;")))

    assert (found.title, found.paragraphs) == ("Wall holds", TEXT)


def test_tags_that_a_text_speaks_of_stay() -> None:
    text = f"{PROSE}<p>Write &lt;b&gt;bold&lt;/b&gt; for bold, she says.</p>"

    assert first(rss(item(text=text))).paragraphs[-1] == "Write <b>bold</b> for bold, she says."


def test_plain_text_keeps_its_paragraphs() -> None:
    typed = f"\n  {TEXT[0][:60]}\n  {TEXT[0][60:].strip()}\n\n  {TEXT[1]}\n\n  {TEXT[2]}\n"

    assert first(rss(item(text=typed))).paragraphs == TEXT


def test_the_line_that_only_names_the_site_is_left_out() -> None:
    line = f"<p>The post <a href='{HOME}/1'>{TITLE}</a> appeared first on <a href='{HOME}'>Shore Gazette</a>.</p>"

    found = first(rss(item(text=PROSE + line)))

    assert found.paragraphs == TEXT
    assert [each.text for each in found.dropped_lines] == [f"The post {TITLE} appeared first on Shore Gazette."]
    other = f"<p>See <a href='{HOME}/1'>our report</a> and <a href='{HOME}/2'>the one before</a>.</p>"
    assert len(first(rss(item(text=PROSE + other))).paragraphs) == 4


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("الثلاثاء, 12 مارس 2024 08:00:00 +0300", "2024-03-12T08:00+03:00"),
        ("12 آذار 2024", "2024-03-12"),
        ("Вт, 12 мар 2024 08:00:00 +0300", "2024-03-12T08:00+03:00"),
        ("Tue, 12 Mar 2024", "2024-03-12"),
        ("۱۴۰۲/۱۲/۲۲", "2024-03-12"),
        ("12/03/2024 08:00", None),
        ("12 Mar 2024 25:61", None),
    ],
)
def test_a_date_in_words_is_read_if_there_is_one_way_to(written: str, published: str | None) -> None:
    assert first(rss(item(f"<pubDate>{written}</pubDate>"))).published == published


def test_when_an_entry_was_changed_is_less_sure_than_when_it_was_published() -> None:
    changed = atom("<updated>2024-03-14T00:00:00Z</updated>")
    dated = atom("<updated>2024-03-14T00:00:00Z</updated><published>2024-03-12T00:00:00Z</published>")

    assert (changed.published, dated.published) == ("2024-03-14T00:00+00:00", "2024-03-12T00:00+00:00")
    assert changed.confidence["published"] < 0.6 < dated.confidence["published"]


def test_a_feed_that_breaks_off_is_told() -> None:
    whole = rss(item(), item(title="Second", link=f"{HOME}/2", text=PROSE.replace("wall", "pier")))

    found = read(whole[: whole.index("Second")].encode(), "feed.xml")

    assert [draft.title for draft in found] == [TITLE]
    assert [notice.code for notice in found[0].notices] == ["feed-damaged"]
    assert "(line 1)" in found[0].notices[0].message


def test_headlines_that_lead_nowhere_are_not_to_be_fetched() -> None:
    found = first(rss(item(), "<item><title>Ferry fares</title></item>"))

    assert [notice.hint for notice in found.notices] == ["they name no page: look for the articles on the site"]


@pytest.mark.parametrize("text", ["&lt;a&gt; " * 60_000, "<a" * 100_000, " \n" * 200_000 + "x", "\n\nx" * 50_000])
def test_a_text_that_is_made_to_be_slow_ends_soon(text: str) -> None:
    with at_most(8):
        first(rss(item(text=text), item(title="Second", link=f"{HOME}/2")))
