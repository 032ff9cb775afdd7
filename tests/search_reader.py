"""Somebody at the search page, in a real browser."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from test_browser import PATIENCE, Tab
from tornado.websocket import websocket_connect

ANSWER = """(async () => {
  const status = document.querySelector('.search-status');
  for (let wait = 0; wait < 500; wait += 1) {
    if (status.textContent && !document.querySelector('.search-results').hasAttribute('aria-busy')) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return {
    status: status.textContent, address: location.search, hidden: document.querySelector('form').hidden,
    results: [...document.querySelectorAll('.search-result')].map((each) => {
      const link = each.querySelector('a'), heading = each.querySelector('h2');
      return {
        href: link.getAttribute('href'), title: link.textContent, lang: heading.lang, dir: heading.dir,
        marks: [...each.querySelectorAll('mark')].map((mark) => mark.textContent),
        meta: each.querySelector('.meta').textContent,
      };
    }),
  };
})()"""


class Reader:
    """Somebody at the search page."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab

    async def open(self, address: str) -> list[Any]:
        """Open a page, and return its complaints."""
        seen = await self._tab.look(address, 390)
        await self._tab.ask("Page.bringToFront")
        complaints: list[Any] = seen["complaints"]
        return complaints

    async def value(self, expression: str) -> Any:
        """Return what the page makes of an expression."""
        told = await self._tab.ask("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in told, told
        return told["result"].get("value")

    async def press(self, key: str) -> None:
        """Press a key."""
        codes = {"Tab": 9, "Enter": 13, "ArrowDown": 40}
        told = {"key": key, "code": key, "windowsVirtualKeyCode": codes[key]}
        text = {"text": "\r"} if key == "Enter" else {}
        await self._tab.ask("Input.dispatchKeyEvent", type="keyDown", **told, **text)
        await self._tab.ask("Input.dispatchKeyEvent", type="keyUp", **told)

    async def search(self, words: str) -> dict[str, Any]:
        """Type words into the field, and return the answer."""
        await self.value("document.querySelector('#q').focus(); document.querySelector('#q').select()")
        await self.value("document.querySelector('.search-status').textContent = ''")
        await self._tab.ask("Input.insertText", text=words)
        return dict(await self.value(ANSWER))

    async def choose(self, name: str, value: str) -> dict[str, Any]:
        """Choose a filter, and return the answer."""
        await self.value("document.querySelector('.search-status').textContent = ''")
        await self.value(f"""(() => {{
          const field = document.querySelector('form').elements[{json.dumps(name)}];
          field.value = {json.dumps(value)};
          field.dispatchEvent(new Event('input', {{bubbles: true}}));
        }})()""")
        return dict(await self.value(ANSWER))

    @property
    def loaded(self) -> list[str]:
        """What the page has asked for."""
        return [
            each["params"]["request"]["url"]
            for each in self._tab.events
            if each["method"] == "Network.requestWillBeSent"
        ]

    @property
    def complaints(self) -> list[Any]:
        """What the page has complained about since it was opened."""
        return [
            each["params"]
            for each in self._tab.events
            if each["method"] in {"Runtime.exceptionThrown", "Network.loadingFailed"}
            or (each["method"] == "Log.entryAdded" and each["params"]["entry"]["level"] in {"error", "warning"})
        ]


Visit = Callable[[Reader], Awaitable[None]]


def visit(orders: str, doing: Visit) -> None:
    """Let a reader do something in a tab of their own."""

    async def go() -> None:
        connection = await asyncio.wait_for(websocket_connect(orders, max_message_size=2**26), PATIENCE)
        tab = Tab(connection)
        await tab.open()
        try:
            await doing(Reader(tab))
        finally:
            connection.close()
            while await asyncio.wait_for(connection.read_message(), PATIENCE) is not None:
                pass  # until the browser has said goodbye too

    asyncio.run(go())
