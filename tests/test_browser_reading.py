"""The demonstration read in a browser: by keyboard, in the dark, enlarged, on paper, and beside its original."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import re
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from digests import Demonstration, Digest, demonstration
from test_browser import PATIENCE, Tab, browser, browser_path
from tornado.websocket import websocket_connect

pytestmark = pytest.mark.browser

Found = TypeVar("Found")
ARTICLE = "articles/أرتميس-1-تنطلق-نحو-القمر"
PAGES = (
    "ar/index.html",
    f"ar/{ARTICLE}.html",
    f"en/{ARTICLE}/both.html",
    "en/threads/cop27.html",
    "ar/archive/2022-11.html",
)

FITS = "({wide: document.scrollingElement.scrollWidth, screen: innerWidth})"

# What a reader may set over a page (WCAG 1.4.12), in a way that the page's own policy does not hinder.
SPACING = """(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`);
  document.adoptedStyleSheets = [sheet];
  const cut = [...document.querySelectorAll('main *')].filter((each) => {
    const style = getComputedStyle(each);
    return /hidden|clip/.test(style.overflowY) && each.scrollHeight > each.clientHeight + 1 && !each.closest('.hidden');
  });
  const wide = document.scrollingElement.scrollWidth;
  return {cut: cut.map((each) => each.outerHTML.slice(0, 80)), wide, screen: innerWidth};
})()"""

# Where the focus is: what it is on, whether it is on the screen, and whether it is seen.
FOCUS = """(() => {
  const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
  return {
    name: at.className, href: at.getAttribute('href'), id: at.id,
    seen: box.width > 1 && box.height > 1
      && box.bottom > 0 && box.top < innerHeight
      && Math.min(box.right, innerWidth) - Math.max(box.left, 0) >= 0.75 * box.width,
    faded: [...document.querySelectorAll('.bar, .strip')].some((each) =>
      each.contains(at) && getComputedStyle(each).maskImage !== 'none'),
    outline: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
  };
})()"""


class Reader:
    """A browser with the demonstration at hand; every question opens a tab of its own."""

    def __init__(self, address: str, site: Path) -> None:
        self.address = address
        self.site = site

    def read(self, path: str, ask: Callable[[Tab], Awaitable[Found]], width: int = 1280, **media: str) -> Found:
        """Open a page on a screen of this width, with these media features, and return what `ask` finds."""

        async def read() -> Found:
            connection = await asyncio.wait_for(websocket_connect(self.address, max_message_size=2**26), PATIENCE)
            tab = Tab(connection)
            await tab.open()
            features = [
                {"name": name.replace("_", "-"), "value": value} for name, value in media.items() if name != "media"
            ]
            await tab.ask("Emulation.setEmulatedMedia", media=media.get("media", ""), features=features)
            await tab.look((self.site / path).as_uri(), width)
            found = await ask(tab)
            await tab.ask("Page.close")
            connection.close()
            while await asyncio.wait_for(connection.read_message(), PATIENCE) is not None:
                pass
            return found

        return asyncio.run(read())

    def say(self, path: str, expression: str, width: int = 1280, **media: str) -> Any:
        """Return what an expression is on a page."""
        return self.read(path, lambda tab: value(tab, expression), width, **media)


async def value(tab: Tab, expression: str) -> Any:
    answer = await tab.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
    assert "exceptionDetails" not in answer, answer
    return answer["result"].get("value")


async def press(tab: Tab, key: str, code: int) -> None:
    for kind in ("rawKeyDown", "char", "keyUp") if key == "Enter" else ("rawKeyDown", "keyUp"):
        text = {"text": "\r"} if kind == "char" else {}
        await tab.ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **text)


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    browser_path()
    demo: Demonstration = demonstration(tmp_path_factory)
    with browser(tmp_path_factory.mktemp("reading") / "profile") as address:
        yield Reader(address, demo.site)


# Languages ---------------------------------------------------------------------------------------------------------


def test_paragraphs_stand_beside_their_originals(reader: Reader) -> None:
    """Each on one line with its answer; on a phone one below the other, the original first."""
    tops = """[...document.querySelectorAll('.pairs .pair')].map((pair) =>
      ['original', 'translation'].map((side) => { const at = pair.querySelector('.' + side).getBoundingClientRect();
        return [Math.round(at.left), Math.round(at.top)]; }))"""

    wide = reader.say(f"en/{ARTICLE}/both.html", tops)
    narrow = reader.say(f"en/{ARTICLE}/both.html", tops, 360)

    assert len(wide) == len(narrow) > 3
    assert all(original[1] == translation[1] and original[0] > translation[0] for original, translation in wide)
    assert all(original[1] < translation[1] for original, translation in narrow)
    arabic = reader.say(f"ar/{ARTICLE}/both.html", tops)
    assert all(original[0] > translation[0] for original, translation in arabic)


def test_what_is_first_for_the_eye_is_first_for_the_ear(reader: Reader) -> None:
    """Side by side, from the start of the line: headings, paragraphs and notes of a translation and of an original."""
    starts = """[...document.querySelectorAll('.pair')].map((pair) =>
      [...pair.querySelectorAll('.cell')].map((cell) => {
        const at = cell.getBoundingClientRect();
        return document.documentElement.dir === 'rtl' ? -at.right : at.left;
      }))"""

    for lang in ("ar", "en"):
        pairs = reader.say(f"{lang}/{ARTICLE}/both.html", starts)
        assert len(pairs) > 3
        assert all(len(cells) == 2 and cells[0] < cells[1] for cells in pairs), lang


def test_the_language_switch_leads_to_this_pages_translation(reader: Reader) -> None:
    async def switch(tab: Tab) -> Any:
        tab.events.clear()
        await value(tab, "document.querySelector('.languages a[hreflang=en]').click()")
        while not any(each["method"] == "Page.loadEventFired" for each in tab.events):
            await tab._message()
        return await value(
            tab, "[document.documentElement.lang, document.querySelector('h1').innerText, decodeURI(location.pathname)]"
        )

    lang, title, path = reader.read(f"ar/{ARTICLE}.html", switch)

    assert (lang, title.split(":")[0]) == ("en", "Artemis I lifts off at last")
    assert path.endswith(f"/en/{ARTICLE}.html")


def test_each_side_has_its_own_letters_and_lines(reader: Reader) -> None:
    """Nothing of the page's language leaks into the other column."""
    style = """(() => { const style = getComputedStyle(document.querySelector('.pairs .{side} p'));
      return [style.fontFamily, style.lineHeight, style.direction]; })()"""

    sides = {
        (lang, side): reader.say(f"{lang}/{ARTICLE}/both.html", style.replace("{side}", side))
        for lang in ("ar", "en")
        for side in ("original", "translation")
    }

    assert sides["ar", "original"] == sides["en", "original"]
    assert sides["ar", "translation"] == sides["en", "translation"]
    assert sides["ar", "original"] != sides["ar", "translation"]


# By keyboard -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [360, 1280])
def test_a_reader_without_a_mouse_sees_where_they_are(reader: Reader, width: int) -> None:
    """First the way past the menus, which is seen and works; then, stop by stop, something on the screen."""

    async def walk(tab: Tab) -> list[dict[str, Any]]:
        stops = []
        for _ in range(25):
            await press(tab, "Tab", 9)
            stops.append(await value(tab, FOCUS))
        return stops

    stops = reader.read("ar/index.html", walk, width)

    assert stops[0]["href"] == "#content"
    assert [stop for stop in stops if not stop["seen"] or not stop["outline"] or stop["faded"]] == []
    assert len({json.dumps(stop) for stop in stops}) > 20


def test_the_way_past_the_menus_leads_to_the_text(reader: Reader) -> None:
    async def skip(tab: Tab) -> Any:
        await press(tab, "Tab", 9)
        await press(tab, "Enter", 13)
        await press(tab, "Tab", 9)
        return await value(tab, "!!document.activeElement.closest('main')")

    assert reader.read(f"ar/{ARTICLE}.html", skip) is True


def test_the_menu_of_a_phone_leads_to_all_lists(reader: Reader) -> None:
    menu = """[...document.querySelectorAll(document.querySelector('.to-menu').hash + ' a')]
      .map((each) => each.getAttribute('href').replace('../ar/', ''))"""

    found = set(reader.say("ar/index.html", menu, 360))

    assert {"index.html", "threads/index.html", "archive/index.html", "credits.html"} <= found
    assert reader.say("ar/index.html", "getComputedStyle(document.querySelector('.to-menu')).display") == "none"


def test_what_is_pressed_is_large_enough(reader: Reader) -> None:
    """44 px for the language switch and the menu, 24 for whatever does not stand in a sentence."""
    sizes = """[...document.querySelectorAll('body a:not(.skip)')]
      .filter((each) => !each.closest('.prose, .position, p.credit'))
      .map((each) => [each.closest('nav')?.className || each.className,
        Math.round(each.getBoundingClientRect().height), each.outerHTML.slice(0, 80)])"""

    for path, width in itertools.product(PAGES, (360, 1280)):
        found = [(where, height, shown) for where, height, shown in reader.say(path, sizes, width) if height]
        assert [shown for where, height, shown in found if where in {"languages", "to-menu"} and height < 44] == []
        assert [shown for where, height, shown in found if height < 24] == [], path


# As a reader's machine is set --------------------------------------------------------------------------------------


def luminance(colour: str) -> float:
    parts = [int(each) / 255 for each in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_is_as_dark_as_the_reader_wants_it(reader: Reader, scheme: str) -> None:
    colours = (
        "(() => { const style = getComputedStyle(document.body); return [style.backgroundColor, style.color]; })()"
    )

    paper, ink = (luminance(each) for each in reader.say("ar/index.html", colours, prefers_color_scheme=scheme))

    assert (paper < ink) is (scheme == "dark")
    assert (max(paper, ink) + 0.05) / (min(paper, ink) + 0.05) > 12


def test_nothing_moves_for_a_reader_who_wants_stillness(reader: Reader) -> None:
    """The theme moves nothing for anybody, and what a digest's own style would move stands still for these readers."""
    moving = """[...document.querySelectorAll('*')]
      .filter((each) => parseFloat(getComputedStyle(each).transitionDuration)).length"""
    own = f"(() => {{ document.body.style.transition = 'color 2s'; return {moving}; }})()"

    assert reader.say("ar/index.html", moving, prefers_reduced_motion="no-preference") == 0
    assert reader.say("ar/index.html", own, prefers_reduced_motion="reduce") == 0
    assert reader.say("ar/index.html", own, prefers_reduced_motion="no-preference") == 1


def test_forced_colours_leave_the_current_place_marked(reader: Reader) -> None:
    mark = "getComputedStyle(document.querySelector('.menu [aria-current]')).textDecorationLine"

    assert "underline" in reader.say("ar/index.html", mark, forced_colors="active")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_fits_at_any_size_of_its_letters(reader: Reader, path: str) -> None:
    """On 320 px, with letters twice as large, and with the space that a reader may want between them."""
    narrow = reader.say(path, FITS, 320)
    large = reader.say(path, f"(document.documentElement.style.fontSize = '200%', {FITS})", 1280)
    spaced = reader.say(path, SPACING, 360)

    for found in (narrow, large, spaced):
        assert found["wide"] <= found["screen"], found
    assert spaced["cut"] == []


# On paper ----------------------------------------------------------------------------------------------------------


def test_paper_has_no_menus_and_says_where_things_come_from(reader: Reader) -> None:
    shown = """(() => ({
      menus: [...document.querySelectorAll('nav, .skip, .to-menu')].filter((each) => each.getClientRects().length)
        .length,
      paper: getComputedStyle(document.body).backgroundColor,
      source: getComputedStyle(document.querySelector('.facts a[rel]'), '::after').content,
    }))()"""

    found = reader.say(f"en/{ARTICLE}.html", shown, media="print", prefers_color_scheme="dark")

    assert (found["menus"], found["paper"]) == (0, "rgb(255, 255, 255)")
    assert "https://saqiya.example" in found["source"]


@pytest.mark.parametrize("path", ["index.html", f"en/{ARTICLE}/both.html"])
def test_a_page_can_be_printed(reader: Reader, path: str) -> None:
    async def printed(tab: Tab) -> bytes:
        return base64.b64decode((await tab.ask("Page.printToPDF", printBackground=False))["data"])

    pdf = reader.read(path, printed)

    assert pdf.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 6


def test_original_and_translation_stay_side_by_side_on_paper(reader: Reader) -> None:
    columns = """(() => {
      const [one, two] = [...document.querySelectorAll('.pairs .pair:first-child .cell')]
        .map((each) => each.getBoundingClientRect());
      return [one.top === two.top, one.left !== two.left];
    })()"""

    assert reader.say(f"en/{ARTICLE}/both.html", columns, 700, media="print") == [True, True]


# What a desk may bring ---------------------------------------------------------------------------------------------


def test_names_without_a_space_fit_a_small_screen(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Of the digest, a section, a story, a source, an author, a translator and a tag, on each kind of page."""
    name = "Aljumhuriyyatuddimuqratiyyatushshabiyya" * 2
    digest = Digest(tmp_path / "digest").put(
        "content/digest.toml", f'languages = ["ar", "en"]\n[title]\nen = "{name}"\n[sections.a]\nen = "{name}"\n'
    )
    digest.put("content/threads/t.toml", f'[title]\nen = "{name}"\n')
    digest.put("content/sources/s.toml", f'kind = "person"\n[name]\nen = "{name}"\n')
    facts: dict[str, Any] = {
        "publisher": "s",
        "sources": [name],
        "authors": [name],
        "tags": [name],
        "threads": ["t"],
        "section": "a",
    }
    digest.article("a.pt", title=name, summary=name, published="2019-04-01", **facts)
    digest.article("b.pt", title=name, published="2019-04-02", threads=["t"])
    digest.translation("a.en", "a.pt", title=name, translation={"status": "human", "translator": name})
    digest.build()
    paths = [path for path in digest.tree() if path.endswith(".html") and path not in {"index.html", "404.html"}]

    with browser(tmp_path_factory.mktemp("names") / "profile") as address:
        reader = Reader(address, digest.output)
        sizes = {path: reader.say(path, FITS, 320) for path in paths}

    assert len(sizes) > 30
    assert {path: found for path, found in sizes.items() if found["wide"] > found["screen"]} == {}


def test_the_longest_headlines_and_five_scripts_fit_a_small_screen(
    tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A headline of 200 letters, an address without a break, a story of one article, no date, no translation."""
    digest = Digest(tmp_path / "digest").thread("alone")
    title = ("وزراء خارجية ست دول يبحثون في اجتماع مغلق سبل تثبيت الهدنة وفتح الطرق " * 3)[:200]
    address = "https://example.org/" + "very-long-and-without-a-break" * 6
    digest.article("long.ar", f"{address}\n\n" + "ب" * 120 + "\n", title=title, url=address, tags=["x" * 60])
    digest.translation("long.en", "long.ar", "A.\n\nB.\n", title="W" * 200, translation={"status": "machine"})
    for number, (lang, told) in enumerate(
        {"ur": "آٹھ ارب", "he": "האפוד", "ru": "Орион", "zh": "八十亿", "am": "ስምንት"}.items()
    ):
        digest.article(
            f"s{number}.{lang}", title=f"{told} " * 12, published="2019-04-08", threads=["alone"] * (not number)
        )
    digest.build()
    paths = (
        *(
            "ar/index.html",
            "en/index.html",
            "ar/articles/long.html",
            "en/articles/long.html",
            "ar/articles/long/both.html",
        ),
        *("ar/threads/alone.html", "en/digest/2019-04-08.html", "ar/archive/undated.html"),
    )

    with browser(tmp_path_factory.mktemp("extremes") / "profile") as address:
        reader = Reader(address, digest.output)
        sizes = {path: reader.say(path, FITS, 320) for path in paths}

    assert {path: found for path, found in sizes.items() if found["wide"] > found["screen"]} == {}
