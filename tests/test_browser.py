"""The demonstration in a browser, from disk: laid out, in its direction, within the screen, and silent."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from digests import Demonstration, demonstration, tree_of
from tornado.websocket import WebSocketClientConnection, websocket_connect

pytestmark = pytest.mark.browser

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 30
WIDTHS = (360, 1280)

# What a page says of itself: how it is laid out with its style sheet, and without.
LOOK = """(() => {
  const style = getComputedStyle(document.body), root = document.scrollingElement;
  const box = (selector) => document.querySelector(selector)?.getBoundingClientRect();
  const scrolls = (each) => each && each !== document.body
    && (/auto|scroll/.test(getComputedStyle(each).overflowX) || scrolls(each.parentElement));
  const links = [...document.querySelectorAll('nav.menu a')].map((each) => each.getBoundingClientRect());
  const seen = {
    template: document.body.dataset.template, direction: style.direction, font: style.fontFamily,
    sheets: document.styleSheets.length, top: box('main').top, width: root.scrollWidth, screen: innerWidth,
    menu: links.length > 1 ? links[1].left - links[0].left : 0,
    menuBelow: links.length > 1 ? links[1].top - links[0].top : 0,
    text: (box('.body p') || {}).width || 0, letters: document.body.innerText.trim().length,
    wide: [...document.querySelectorAll('body *')].filter((each) => {
      const at = each.getBoundingClientRect();
      const out = at.width && (at.left < -1 || at.right > innerWidth + 1);
      return out && !each.closest('.skip, .hidden') && !scrolls(each.parentElement);
    }).map((each) => each.outerHTML.slice(0, 90)),
    columns: [...document.querySelectorAll('.pairs .pair:first-child .cell')].map((each) => {
      const at = each.getBoundingClientRect(); return [at.left, at.top];
    }),
  };
  for (const sheet of document.styleSheets) sheet.disabled = true;
  seen.plainTop = box('main').top; seen.plainFont = getComputedStyle(document.body).fontFamily;
  for (const sheet of document.styleSheets) sheet.disabled = false;
  return seen;
})()"""


def browser_path() -> str:
    """Return the browser of this machine; where there is none, say loudly what is left out."""
    found = next((path for name in NAMES if (path := shutil.which(name))), "")
    if not found:
        reason = "LEFT OUT: the browser tests found no Chromium on this machine; `apt-get install chromium`"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


@contextlib.contextmanager
def browser(profile: Path) -> Iterator[str]:
    """Run a browser of our own, and give the address at which it takes orders."""
    command = [
        *(browser_path(), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-port=0"),
        *("--disable-background-networking", "--disable-dev-shm-usage", "--disable-component-update", "--mute-audio"),
        *("--no-default-browser-check", "--disable-sync", "--disable-extensions", "--hide-scrollbars"),
        *(f"--user-data-dir={profile}", "about:blank"),
    ]
    with (profile.parent / "browser.log").open("wb") as log:
        running = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            env={**os.environ, "HOME": str(profile.parent)},
        )  # fmt: skip
        try:
            yield _address(profile / "DevToolsActivePort", running)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()


def _address(file: Path, running: subprocess.Popen[bytes]) -> str:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        with contextlib.suppress(FileNotFoundError):
            port, _, path = file.read_text().partition("\n")
            if path:
                return f"ws://127.0.0.1:{port}{path}"
        assert running.poll() is None, "the browser has ended"
        time.sleep(0.05)
    raise AssertionError("the browser takes no orders")


class Tab:
    """One tab of a browser, spoken to in its own protocol; it remembers what the page complains about."""

    def __init__(self, connection: WebSocketClientConnection) -> None:
        self._connection = connection
        self._number = 0
        self._session = ""
        self.events: list[dict[str, Any]] = []

    async def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Send an order and return its answer."""
        self._number += 1
        told: dict[str, Any] = {"id": self._number, "method": method, "params": parameters}
        await self._connection.write_message(json.dumps(told | ({"sessionId": self._session} if self._session else {})))
        while True:
            message = await self._message()
            if message.get("id") == self._number:
                assert "error" not in message, message
                return dict(message["result"])

    async def _message(self) -> dict[str, Any]:
        raw = await asyncio.wait_for(self._connection.read_message(), PATIENCE)
        assert raw is not None, "the browser has gone"
        message: dict[str, Any] = json.loads(raw)
        if "method" in message:
            self.events.append(message)
        return message

    async def open(self) -> None:
        """Open the tab and listen."""
        target = await self.ask("Target.createTarget", url="about:blank")
        attached = await self.ask("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            await self.ask(f"{domain}.enable")

    async def look(self, address: str, width: int) -> dict[str, Any]:
        """Return what a page says of itself on a screen of this width, and what it said while it was loaded."""
        self.events.clear()
        screen = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}
        await self.ask("Emulation.setDeviceMetricsOverride", **screen)
        await self.ask("Page.navigate", url=address)
        while not any(each["method"] == "Page.loadEventFired" for each in self.events):
            await self._message()
        answer = await self.ask("Runtime.evaluate", expression=LOOK, returnByValue=True)
        seen: dict[str, Any] = answer["result"]["value"]
        complaints = [
            each["params"]
            for each in self.events
            if each["method"] == "Runtime.exceptionThrown"
            or (each["method"] == "Runtime.consoleAPICalled" and each["params"]["type"] in {"error", "warning"})
            or (each["method"] == "Log.entryAdded" and each["params"]["entry"]["level"] in {"error", "warning"})
            or each["method"] == "Network.loadingFailed"
        ]
        asked = [
            each["params"]["request"]["url"] for each in self.events if each["method"] == "Network.requestWillBeSent"
        ]
        return seen | {"complaints": complaints, "asked": asked, "address": address}


def one_of_each_kind(site: Path) -> list[str]:
    """Return a page of every template in every edition, and every article that has something special."""
    special = re.compile(r'class="(stale|untranslated|note|corrections|notes|picture)\b|<table>|<blockquote>')
    chosen: dict[tuple[str, str], str] = {}
    for path, raw in tree_of(site).items():
        if path.endswith(".html") and path != "404.html":  # whose links only a server answers
            text = raw.decode()
            kind = re.search(r'<body data-template="([^"]+)"', text)
            assert kind, path
            chosen.setdefault((path.partition("/")[0], kind[1]), path)
            for found in special.finditer(text):
                chosen.setdefault((path.partition("/")[0], f"{kind[1]} {found[0]}"), path)
    return sorted(set(chosen.values()))


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, int], dict[str, Any]]:
    """Return what a browser sees of each page at each width."""
    browser_path()
    demo: Demonstration = demonstration(tmp_path_factory)

    async def tour(address: str) -> dict[tuple[str, int], dict[str, Any]]:
        connection = await asyncio.wait_for(websocket_connect(address, max_message_size=2**26), PATIENCE)
        tab = Tab(connection)
        await tab.open()
        paths = one_of_each_kind(demo.site)
        found = {
            (path, width): await tab.look((demo.site / path).as_uri(), width) for width in WIDTHS for path in paths
        }
        connection.close()
        while await asyncio.wait_for(connection.read_message(), PATIENCE) is not None:
            pass  # until the browser has said goodbye too: what is left open is reported in somebody else's test
        return found

    with browser(tmp_path_factory.mktemp("browser") / "profile") as address:
        return asyncio.run(tour(address))


Seen = dict[tuple[str, int], dict[str, Any]]


def test_a_page_of_every_kind_was_seen(seen: Seen) -> None:
    kinds = {found["template"] for found in seen.values()}

    assert kinds >= {"home", "article", "both", "thread", "threads", "section", "source", "tag", "month"}
    assert all(found["letters"] > 20 for found in seen.values())


def test_the_style_sheet_is_applied_from_disk(seen: Seen) -> None:
    """Without it every page would be in another face, and its text in another place."""
    for (path, width), found in seen.items():
        assert found["sheets"] == 1, path
        assert found["font"] != found["plainFont"], path
        assert found["top"] != found["plainTop"], (path, width)


def test_arabic_pages_run_from_the_right(seen: Seen) -> None:
    """Not only by an attribute: the menu begins at the right, and the original stands on its side."""
    for (path, width), found in seen.items():
        rtl = path.startswith("ar/") or path == "index.html"
        assert found["direction"] == ("rtl" if rtl else "ltr"), path
        if abs(found["menuBelow"]) < 1:
            assert (found["menu"] < 0) is rtl, (path, width, found["menu"])


def test_columns_stand_side_by_side_where_there_is_room(seen: Seen) -> None:
    """And one above the other on a phone."""
    for (path, width), found in seen.items():
        if found["template"] == "both":
            (left, top), (other_left, other_top) = found["columns"]
            if width > 1000:
                assert left != other_left, path
                assert abs(top - other_top) < 2, path
            else:
                assert top != other_top, path


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_screen(seen: Seen, width: int) -> None:
    """No page is pushed sideways, by a long word, a table, an address or a name; to the right or to the left."""
    for (path, screen), found in seen.items():
        if screen == width:
            assert found["screen"] == width, path
            assert found["width"] <= width, (path, found["wide"][:3])
            assert found["wide"] == [], (path, found["wide"][:3])


def test_a_line_is_of_a_length_that_can_be_read(seen: Seen) -> None:
    for (path, width), found in seen.items():
        if found["template"] == "article" and found["text"]:
            assert found["text"] <= (width if width < 1000 else 900), path


def test_no_page_complains(seen: Seen) -> None:
    """Nothing in the console, nothing refused by the page's own policy, nothing that cannot be loaded."""
    assert {path: found["complaints"] for (path, _), found in seen.items() if found["complaints"]} == {}


def test_no_page_asks_anybody_else(seen: Seen) -> None:
    """All that a page loads lies beside it."""
    asked = {address for found in seen.values() for address in found["asked"]}

    assert asked
    assert [address for address in asked if not address.startswith("file:///")] == []
