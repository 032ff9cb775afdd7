"""Servers on loopback for tests: one that translates (LibreTranslate, Google, MyMemory), one that is a web site.

What the first "translates" is made-up English, one word for each word, always the same; numbers, tokens and marks stay.
The second answers what a test puts there, well or badly.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from servers import running

_WORD = re.compile(r"[^\W\d_]+")
_PARTS = ("ba", "re", "mi", "to", "lu", "sen", "dor", "kal", "vi", "pon", "tra", "gel", "hu", "nis", "fo", "wam")

Answer = tuple[int, dict[str, str], str]


def fake(text: str) -> str:
    """Return made-up English for `text`."""
    return _WORD.sub(lambda word: word.group() if word.group().isascii() else _invented(word.group()), text)


def _invented(word: str) -> str:
    digest = hashlib.sha256(word.encode()).digest()
    return "".join(_PARTS[byte % len(_PARTS)] for byte in digest[: max(1, min(4, len(word) // 2))])


class Loopback:
    """What a test sees of the server: its address, what it was asked, and how it is to answer."""

    def __init__(self) -> None:
        self.url = ""
        self.questions: list[str] = []
        self.requests: list[tuple[str, dict[str, str], bytes]] = []
        self.translate: Callable[[str], str] = fake
        self.fault: Callable[[str, int], Answer | None] = lambda _text, _number: None
        self.lock = threading.Lock()

    def count(self, text: str) -> int:
        """Note a question and return its number."""
        with self.lock:
            self.questions.append(text)
            return len(self.questions)


@contextmanager
def serving() -> Iterator[Loopback]:
    """Run a server on a free port of loopback."""
    loopback = Loopback()
    with running(_handler(loopback)) as loopback.url:
        yield loopback


def _handler(loopback: Loopback) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._answer(b"")

        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))

        def _answer(self, body: bytes) -> None:
            parts = urlsplit(self.path)
            asked = {key: values[0] for key, values in parse_qs(parts.query).items()}
            if body.startswith(b"{"):
                asked |= json.loads(body)
            loopback.requests.append((self.path, dict(self.headers.items()), body))
            text = asked.get("q") or asked.get("text") or ""
            answer = loopback.fault(text, loopback.count(text)) or _page(parts.path, loopback.translate(text))
            self._send(*answer)

        def _send(self, status: int, headers: dict[str, str], text: str) -> None:
            data = text.encode()
            try:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)
            except OSError:
                self.close_connection = True

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    return Handler


def _page(path: str, text: str) -> Answer:
    if path.endswith("/translate"):
        return libre(text)
    if path.endswith("/get"):
        return 200, {"Content-Type": "application/json"}, json.dumps({"responseData": {"translatedText": text}})
    return google(text)


def libre(text: object) -> Answer:
    """Return LibreTranslate's answer."""
    return 200, {"Content-Type": "application/json"}, json.dumps({"translatedText": text})


def google(text: str) -> Answer:
    """Return the page that Google gives to a telephone."""
    return 200, {"Content-Type": "text/html"}, f'<html><div class="result-container">{html.escape(text)}</div></html>'


def stall(seconds: float) -> None:
    """Keep the other side waiting."""
    time.sleep(seconds)


class Page(NamedTuple):
    """What a path of a site answers.

    `drip` is endless: it is sent again and again, with `pause` seconds between; `trickle` is a head without end.
    """

    body: bytes = b""
    type: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    drip: bytes = b""
    pause: float = 0.0
    delay: float = 0.0
    trickle: bytes = b""


class Site:
    """A web site on loopback: what its paths answer, and what it was asked, in order."""

    def __init__(self) -> None:
        self.url = ""
        self.pages: dict[str, Page] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.times: list[float] = []
        self.open_requests = 0
        self.most_open = 0
        self.sent = 0
        self.lock = threading.Lock()

    def put(self, path: str, body: str | bytes = b"", type: str = "text/html; charset=utf-8", **more: Any) -> str:  # noqa: A002
        """Give a path its answer, and return its address."""
        self.pages[path] = Page(body.encode() if isinstance(body, str) else body, type, **more)
        return self.url + path

    @property
    def paths(self) -> list[str]:
        """Return the paths that were asked for, but for the rules for robots."""
        return [path for path, _ in self.asked if path != "/robots.txt"]


@contextmanager
def site(tls: ssl.SSLContext | None = None) -> Iterator[Site]:
    """Run a web site on a free port of loopback."""
    there = Site()
    with running(_site_handler(there), tls=tls) as there.url:
        yield there


def _site_handler(there: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with there.lock:
                there.asked.append((self.path, dict(self.headers.items())))
                there.times.append(time.monotonic())
                there.open_requests += 1
                there.most_open = max(there.most_open, there.open_requests)
            try:
                self._answer(there.pages.get(self.path, Page(b"not here", "text/plain", 404)))
            except OSError:
                self.close_connection = True
            finally:
                with there.lock:
                    there.open_requests -= 1

        def _answer(self, page: Page) -> None:
            time.sleep(page.delay)
            if page.trickle:
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Head: ")
            while page.trickle:
                self.wfile.write(page.trickle)
                time.sleep(page.pause)
            etags = [value for name, value in page.headers if name == "ETag"]
            known = self.headers.get("If-None-Match") in etags
            self.send_response(304 if known else page.status)
            for name, value in (("Content-Type", page.type), *page.headers):
                self.send_header(name, value)
            if not page.drip:
                self.send_header("Content-Length", "0" if known else str(len(page.body)))
            self.end_headers()
            if not known:
                self.wfile.write(page.body)
            while page.drip:
                self.wfile.write(page.drip)
                there.sent += len(page.drip)
                time.sleep(page.pause)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    return Handler
