"""What a saved page says of when, by whom and where, and pages as browsers save them: nothing of it is another's."""

import json
import plistlib
import quopri
import textwrap
from collections.abc import Sequence
from typing import Any

import pytest
from breakwater import HOME, PROSE, TEXT, TITLE
from processor import at_most

from generator.errors import ImportFailed
from generator.importers import EXPANDERS, Member, detect, read
from generator.importers.identity.filing import fields
from generator.model import Draft


def page(body: str = PROSE, head: str = "", above: str = "", below: str = "", beside: str = "") -> Draft:
    article = f"{above}<article><h1>{TITLE}</h1>{beside}{body}</article>{below}"
    markup = f"<!DOCTYPE html><html><head><title>{TITLE}</title>{head}</head><body>{article}</body></html>"
    return read(markup.encode(), "x.html")[0]


def described(*items: dict[str, Any], head: str = "") -> Draft:
    return page(head=f'{head}<script type="application/ld+json">{json.dumps(items)}</script>')


def news(title: str, **said: Any) -> dict[str, Any]:
    return {"@type": "NewsArticle", "headline": title, **said}


def texts(draft: Draft) -> tuple[Sequence[str], tuple[str, ...]]:
    return draft.paragraphs, tuple(line.text for line in draft.dropped_lines)


@pytest.mark.parametrize(
    "above",
    [
        '<header><a href="/">Shore</a> <time datetime="2026-11-30">Monday</time></header>',
        '<ul><li><time datetime="2026-11-30">10:00</time> <a href="/a">A whale comes into the bay</a></li></ul>',
        '<div><h3>A whale in the bay</h3><time datetime="2026-11-30">today</time></div>',
        '<div><time datetime="2026-11-30">Monday</time></div>',
    ],
)
def test_a_time_around_an_article_is_not_when_it_was_published(above: str) -> None:
    """Today's date in the head of the site, or that of another article, is no day of publication."""
    assert page(above=above, beside="<p>12 March 2024</p>").published == "2024-03-12"
    assert page(above=above, beside='<time datetime="2024-03-12">12.3.</time>').published == "2024-03-12"


def test_a_time_that_does_not_stand_beside_the_headline_is_less_sure() -> None:
    near = page(beside='<time datetime="2024-03-12">12.3.</time>')
    far = page(below='<div><time datetime="2024-03-12">12.3.</time></div>')

    assert (near.published, far.published) == ("2024-03-12", "2024-03-12")
    assert near.confidence["published"] > 0.6 > far.confidence["published"]


def test_a_page_that_describes_several_articles_is_the_one_at_its_address() -> None:
    canonical = f'<link rel="canonical" href="{HOME}/breakwater">'
    other = news("Ferry fares go up", datePublished="2023-05-01", author={"name": "Lea Wrong"}, url=f"{HOME}/fares")
    own = news("Wall to be rebuilt", datePublished="2024-03-12", author={"name": "Jon Berg"}, url=f"{HOME}/breakwater")

    found = described(other, own, head=canonical)

    assert (found.published, found.authors, found.url) == ("2024-03-12", ("Jon Berg",), f"{HOME}/breakwater")


def test_a_page_that_describes_several_articles_is_the_one_under_its_headline() -> None:
    other = news("Ferry fares go up", datePublished="2023-05-01", author={"name": "Lea Wrong"})

    found = described(other, news(TITLE, datePublished="2024-03-12", author={"name": "Jon Berg"}))

    assert (found.published, found.authors) == ("2024-03-12", ("Jon Berg",))


def test_of_other_articles_alone_nothing_is_taken() -> None:
    canonical = f'<link rel="canonical" href="{HOME}/breakwater">'
    others = [news(f"Ferry fares {at}", datePublished=f"2023-05-0{at}", url=f"{HOME}/{at}") for at in (1, 2)]

    assert described(*others, head=canonical).published is None


def test_names_are_found_where_an_item_refers_to_another() -> None:
    graph = {
        "@graph": [
            news(TITLE, author={"@id": "#jon"}, publisher={"@id": "#paper"}),
            {"@type": "Person", "@id": "#jon", "name": "Jon Berg"},
            {"@type": "Organization", "@id": "#paper", "name": "Shore Gazette"},
        ]
    }

    found = described(graph)

    assert (found.authors, found.publisher) == (("Jon Berg",), "Shore Gazette")


def test_the_address_of_the_page_of_an_article_is_the_article_s() -> None:
    assert described(news(TITLE, mainEntityOfPage={"@type": "WebPage", "@id": f"{HOME}/b"})).url == f"{HOME}/b"


@pytest.mark.parametrize(
    "note",
    [
        f"<!-- saved from url=(0030){HOME}/news?id=1&amp;p=2 -->",
        f"<!--\n Page saved with SingleFile \n url: {HOME}/news?id=1&p=2 \n saved date: Mon Nov 30 2026\n-->",
    ],
)
def test_the_address_that_a_browser_noted_is_the_page_s(note: str) -> None:
    markup = f"<!DOCTYPE html>{note}<html><title>{TITLE}</title><h1>{TITLE}</h1>{PROSE}<p>See <a href='/p'>papers</a>."

    (found,) = read(markup.encode(), "x.html")

    assert found.url == f"{HOME}/news?id=1&p=2"
    assert f"[papers]({HOME}/p)" in found.body
    stated = markup.replace("<title>", f"<link rel=canonical href='{HOME}/own'><title>")
    assert read(stated.encode(), "x.html")[0].url == f"{HOME}/own"


def test_a_page_in_mhtml_is_a_page_with_its_address() -> None:
    markup = f"<html><title>{TITLE}</title><h1>{TITLE}</h1>{PROSE}<p>See “<a href='/p'>papers</a>”.</html>"
    part = quopri.encodestring(markup.encode()).replace(b"\n", b"\r\n")
    data = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {HOME}/news/1\r\nSubject: {TITLE} | Shore\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="b"\r\n\r\n'
        "--b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        f"Content-Location: {HOME}/news/1\r\n\r\n"
    ).encode()
    rest = b"\r\n--b\r\nContent-Type: text/css\r\nContent-Location: cid:css\r\n\r\nbody { color: red }\r\n--b--\r\n"

    (found,) = read(data + part + rest, "x.mht")

    assert (found.kind, found.url, found.title) == ("html", f"{HOME}/news/1", TITLE)
    assert found.paragraphs == (*TEXT, "See “papers”.")
    assert f"[papers]({HOME}/p)" in found.body


@pytest.mark.parametrize("form", [plistlib.FMT_BINARY, plistlib.FMT_XML])
@pytest.mark.parametrize("encoding", ["UTF-8", "windows-1256"])
def test_a_web_archive_is_a_page_with_its_address(form: Any, encoding: str) -> None:
    words = "قرر مجلس الميناء يوم الثلاثاء إعادة بناء الحاجز الشرقي الذي تضرر بسبب العواصف ثلاث مرات منذ الربيع."
    markup = f"<html><title>مجلس الميناء</title><h1>مجلس الميناء</h1><p>{words}</p><p>{words[:60]}.</p></html>"
    held = {
        "WebMainResource": {
            "WebResourceData": markup.encode(encoding),
            "WebResourceURL": f"{HOME}/news/1",
            "WebResourceTextEncodingName": encoding,
        }
    }

    (found,) = read(plistlib.dumps(held, fmt=form), "x.webarchive")

    assert (found.kind, found.url, found.paragraphs[0]) == ("html", f"{HOME}/news/1", words)


@pytest.mark.parametrize(
    "data",
    [b"bplist00WebMainResource", plistlib.dumps({"WebMainResource": 1}), plistlib.dumps({"WebMainResource": {}})],
)
def test_a_damaged_web_archive_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(ImportFailed, match="web archive"):
        read(data, "x.webarchive")


@pytest.mark.parametrize(
    "data",
    [
        b"[InternetShortcut]\r\nURL=https://shore.example/news/1\r\n",
        b"[Desktop Entry]\nType=Link\nURL=https://shore.example/news/1\nName=x\n",
        plistlib.dumps({"URL": "https://shore.example/news/1"}),
        plistlib.dumps({"URL": "https://shore.example/news/1"}, fmt=plistlib.FMT_BINARY),
    ],
)
def test_a_link_that_was_dragged_out_of_a_browser_is_its_address(data: bytes) -> None:
    assert detect(data, "x.url") == "shortcut"
    address = f"{HOME}/news/1"
    assert EXPANDERS["shortcut"](data, "x.url") == (Member(name=address, address=address),)


@pytest.mark.parametrize("data", [b"[InternetShortcut]\nIconIndex=1\n", plistlib.dumps({"URL": ""})])
def test_a_link_without_an_address_is_refused_in_a_sentence(data: bytes) -> None:
    with pytest.raises(ImportFailed, match="names no address"):
        EXPANDERS[detect(data, "x.url")](data, "x.url")


def test_a_page_of_frames_is_told() -> None:
    markup = (
        "<html><title>Shore</title><frameset cols='20%,80%'><frame src=menu.html><frame src=story.html>"
        "<noframes><body>Your browser does not support frames, which this page needs.</body></noframes></frameset>"
    )

    with pytest.raises(ImportFailed) as failure:
        read(markup.encode(), "x.html")
    assert failure.value.hint == "open the frame with the article by itself, and save that"


def test_a_page_of_garbled_letters_without_an_article_says_how_to_read_it() -> None:
    garbled = "قرر مجلس الميناء إعادة بناء الحاجز".encode().decode("cp1256", errors="replace")
    markup = f"<html><meta charset=utf-8><title>x</title><body><ul><li><a href='/a'>{garbled}</a></li></ul></html>"

    with pytest.raises(ImportFailed) as failure:
        read(markup.encode(), "x.html")
    assert "--repair" in failure.value.hint


def test_a_page_that_shows_nothing_may_tell_its_text_to_machines() -> None:
    data = json.dumps(news(TITLE, articleBody="\n".join(TEXT)))
    markup = (
        f'<html><title>{TITLE} | Shore</title><script type="application/ld+json">{data}</script>'
        "<body><div id=root></div><footer>© Shore Gazette</footer></html>"
    )

    (found,) = read(markup.encode(), "x.html")

    assert (found.title, texts(found)) == (TITLE, (TEXT, ("© Shore Gazette",)))
    assert [notice.code for notice in found.notices] == ["not-shown"]


def test_text_as_it_was_typed_keeps_its_paragraphs() -> None:
    wrapped = "\n\n".join(textwrap.fill(paragraph, 60) for paragraph in TEXT).replace("times", "<b>times</b>")

    found = page(f"<pre>SHORT REPORT 24/17\n12 March 2024\n\n{wrapped}\n- a shelter for boats\n- the pier\n</pre>")

    assert found.paragraphs[1:4] == TEXT
    assert "**times**" in found.body


def test_a_headline_is_found_above_the_text_where_the_page_is_called_otherwise() -> None:
    markup = f"<html><title>Print | Shore</title><body><h2>{TITLE}</h2><p>12 March 2024</p>{PROSE}<p>Print</p></html>"

    assert read(markup.encode(), "x.html")[0].title == TITLE


def test_the_updates_of_a_live_page_keep_their_hours_and_headings() -> None:
    kind = json.dumps({"@type": "LiveBlogPosting", "headline": TITLE})
    updates = "".join(
        f'<article><time datetime="2024-03-12T{hour}Z">{hour}</time>{heading}<p>{text}</p></article>'
        for hour, heading, text in (("09:30", "<h2>The wall holds</h2>", TEXT[1]), ("06:10", "", TEXT[2]))
    )
    head = f"<title>{TITLE}</title><script type='application/ld+json'>{kind}</script>"
    markup = f"<html><head>{head}</head><body><main><h1>{TITLE}</h1><p>{TEXT[0]}</p>{updates}</main></html>"

    (found,) = read(markup.encode(), "x.html")

    assert found.body == f"{TEXT[0]}\n\n## 09:30 The wall holds\n\n{TEXT[1]}\n\n## 06:10\n\n{TEXT[2]}"
    assert found.format == fields(found, ())["format"] == "live"
    assert found.dropped_lines == ()


def test_a_page_that_leads_to_a_live_one_is_none() -> None:
    found = described(news(TITLE), {"@type": "LiveBlogPosting", "headline": "Storm on the coast"})

    assert found.format is None


def test_the_captions_of_a_gallery_are_its_text() -> None:
    captions = [
        f"Picture {at} shows the waves that hit the old wall in the night, and who came to see them."
        for at in (1, 2, 3)
    ]
    figures = "".join(f"<figure><img src='{HOME}/{at}.jpg'><figcaption>{text}</figcaption></figure>"
                      for at, text in enumerate(captions))  # fmt: skip

    assert page(f"<p>{TEXT[0]}</p>{figures}").paragraphs == (TEXT[0], *captions)


def test_a_page_that_breaks_off_is_told() -> None:
    offer = (
        "<div class=paywall><h3>This article is for subscribers</h3><p>Subscribe now for 1 a month to read the whole "
        "story. Cancel at any time.</p><a href=/login>Log in</a></div>"
    )

    found = page(f"<p>{TEXT[0]}</p><p>{TEXT[1][:60]}…</p>{offer}")

    assert [notice.code for notice in found.notices] == ["teaser-only"]
    assert page().notices == ()


@pytest.mark.parametrize(
    "image",
    [
        "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' data-lazy-src='https://shore.example/wall.jpg'>",
        "<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='><noscript><img src='https://shore.example/wall.jpg'></noscript>",
        "<img data-srcset='https://shore.example/small.jpg 320w, https://shore.example/wall.jpg 1200w'>",
    ],
)
def test_a_picture_that_is_loaded_late_is_found(image: str) -> None:
    found = page(f"<figure>{image}<figcaption>The wall in March. Photo: Jon Berg</figcaption></figure>{PROSE}")

    assert (found.image_src, found.image_credit) == (f"{HOME}/wall.jpg", "Jon Berg")
    assert found.image_caption == "The wall in March."
    assert found.dropped_lines == ()


_STAMP = "<time datetime='2024-03-12'>x</time>"


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 2000 + _STAMP * 300 + "</div>" * 2000 + PROSE,
        "<div><i></i>" * 1500 + _STAMP * 300 + PROSE,
        "".join(f"<h2>Heading number {at} of the page</h2>" for at in range(3000)) + _STAMP * 300 + PROSE,
        f"<pre>{'<b>x</b>' + chr(10)}" * 20_000 + f"</pre>{PROSE}",
        f"<pre>{'The council voted on Tuesday. ' * 40_000}{chr(10)}</pre>",
        f"<!-- saved from url=(0042){'https://' * 20_000} -->{PROSE}",
    ],
)
def test_a_page_that_is_made_to_be_slow_ends_soon(body: str) -> None:
    with at_most(8):
        page(body)


def test_a_rubric_that_is_glued_to_the_headline_is_no_part_of_it() -> None:
    head = f"<title>{TITLE} | Shore</title>"
    markup = f"<html><head>{head}</head><article><h1><i>Harbour</i><span>{TITLE}</span></h1>{PROSE}</article></html>"

    (found,) = read(markup.encode(), "x.html")

    assert (found.title, found.paragraphs) == (TITLE, TEXT)


def test_a_time_of_a_change_is_known_by_the_words_before_it() -> None:
    changed = "Last updated <time datetime='2024-03-14'>14.3.</time>"
    first = "Published <time datetime='2024-03-12'>12.3.</time>"

    assert page(beside=f"<p>{changed} {first}</p>").published == "2024-03-12"


def test_the_time_of_a_comment_is_not_when_the_article_was_published() -> None:
    comment = (
        "About time, for the wall was a shame for the whole town and for its harbour too, I think, and so do many."
    )
    said = f"<div class=comment><time datetime='2025-01-01'>1.1.</time><p>{comment}</p></div>"

    assert page(below=f"<section id=comments>{said}</section>").published is None


@pytest.mark.parametrize("name", ["admin", "Administrator", "webmaster"])
def test_an_account_of_a_system_wrote_nothing(name: str) -> None:
    assert page(head=f'<meta name="author" content="{name}">').authors == ()


def test_what_stands_above_a_smaller_heading_that_is_the_headline_is_not_of_the_text() -> None:
    above = "<p>Shore Gazette - https://shore.example/1</p>"
    markup = f"<html><title>Print</title><body>{above}<h2>{TITLE}</h2><p><i>March 12, 2024</i></p>{PROSE}</html>"

    (found,) = read(markup.encode(), "x.html")

    assert (found.title, found.published, found.paragraphs) == (TITLE, "2024-03-12", TEXT)
