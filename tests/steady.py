"""A page in a browser over a slow line: what moves while it comes in, what it asks for, and what it is set in."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

from test_browser import PATIENCE, Tab, browser
from tornado.websocket import websocket_connect

SLOW = {"offline": False, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 90_000}

# What shifts while the page comes in; then it is scrolled through, so that pictures further down come in too, and what
# stands elsewhere after that than before has moved.
READ = """(async () => {
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  let shift = 0;
  const watch = new PerformanceObserver((list) => { for (const each of list.getEntries()) shift += each.value; });
  watch.observe({type: 'layout-shift', buffered: true});
  await wait(400);
  watch.disconnect();
  const boxes = () => [...document.querySelectorAll('img, main p')].map((each) => {
    const at = each.getBoundingClientRect();
    return [at.left, at.top + scrollY, at.width, at.height].map(Math.round).join(' ');
  });
  const before = boxes();
  for (let at = 0; at < document.body.scrollHeight; at += 400) { scrollTo(0, at); await wait(60); }
  await Promise.all([...document.images].map((each) => each.complete || new Promise((done) => {
    each.onload = each.onerror = done; })));
  await wait(200);
  scrollTo(0, 0);
  await wait(60);
  return {
    shift,
    moved: boxes().filter((each, index) => each !== before[index]),
    pictures: [...document.images].map((each) => [each.currentSrc, each.naturalWidth, each.clientWidth]),
    fonts: [...document.fonts].filter((each) => each.status === 'loaded').map((each) => each.family),
    heading: getComputedStyle(document.querySelector('h1')).fontFamily,
  };
})()"""


def read_slowly(profile: Path, addresses: list[str], *, width: int = 390, dark: bool = False) -> list[dict[str, Any]]:
    """Return what each page says of itself after it was read to its end, with what it asked for and complained of."""

    async def tour(orders: str) -> list[dict[str, Any]]:
        connection = await websocket_connect(orders, max_message_size=2**26)
        tab = Tab(connection)
        await tab.open()
        await tab.ask("Network.emulateNetworkConditions", **SLOW)
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        await tab.ask("Emulation.setEmulatedMedia", features=[scheme])
        found = [await _read(tab, address, width) for address in addresses]
        connection.close()
        while await connection.read_message() is not None:
            pass  # until the browser has said goodbye too
        return found

    with browser(profile) as orders:
        return asyncio.run(asyncio.wait_for(tour(orders), PATIENCE * len(addresses)))


async def _read(tab: Tab, address: str, width: int) -> dict[str, Any]:
    seen = await tab.look(address, width)
    read = await tab.ask("Runtime.evaluate", expression=READ, returnByValue=True, awaitPromise=True)
    asked = [each["params"]["request"]["url"] for each in tab.events if each["method"] == "Network.requestWillBeSent"]
    told: dict[str, Any] = read["result"]["value"]
    return told | {"asked": asked, "complaints": seen["complaints"]}
