"""A browser that asks questions of a built site, and what it loaded for the answers."""

import asyncio
import functools
import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler
from pathlib import Path

from tornado.websocket import websocket_connect

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[2] / "tests")]
from servers import running  # noqa: E402 - after the folder that it is in
from test_browser import PATIENCE, Tab, browser  # noqa: E402 - after the folder that it is in

OURS = """(async () => {
  const field = document.querySelector('#q'), status = document.querySelector('.search-status'), found = [];
  for (const question of QUESTIONS) {
    field.value = question;
    status.textContent = '';
    field.dispatchEvent(new Event('input', {bubbles: true}));
    while (!status.textContent || document.querySelector('.search-results').hasAttribute('aria-busy')) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    found.push([...document.querySelectorAll('.search-result a')].map((each) => decodeURI(each.href)));
  }
  return found;
})()"""

PAGEFIND = """(async () => {
  const pagefind = await import('/pagefind/pagefind.js'), found = [];
  await pagefind.init();
  for (const question of QUESTIONS) {
    const answer = await pagefind.search(question);
    const shown = await Promise.all(answer.results.slice(0, 10).map((each) => each.data()));
    found.push(shown.map((each) => decodeURI(each.url)));
  }
  return found;
})()"""


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """Serve a folder, and give its address and the paths that are asked for."""
    asked: list[str] = []

    class Remembering(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            asked.append(self.path)

    with running(functools.partial(Remembering, directory=str(folder))) as address:
        yield address, asked


def answers(address: str, script: str, questions: list[str]) -> list[list[str]]:
    """Return what each question finds, best first."""

    async def go(orders: str) -> list[list[str]]:
        connection = await asyncio.wait_for(websocket_connect(orders, max_message_size=2**26), PATIENCE)
        tab = Tab(connection)
        await tab.open()
        await tab.look(address, 1280)
        # One after another: an order of the browser's protocol has to be answered within some seconds.
        found: list[list[str]] = []
        for start in range(0, len(questions), 20):
            expression = script.replace("QUESTIONS", json.dumps(questions[start : start + 20], ensure_ascii=False))
            told = await tab.ask("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
            if "exceptionDetails" in told:
                raise RuntimeError(str(told["exceptionDetails"])[:800])
            found += told["result"]["value"]
        connection.close()
        while await connection.read_message() is not None:
            pass
        return found

    with tempfile.TemporaryDirectory() as folder, browser(Path(folder) / "profile") as orders:
        return asyncio.run(go(orders))
