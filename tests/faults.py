"""A server on loopback that speaks as every provider does, and fails in every way that providers fail.

An address such as `URL/deepl/` is that provider's. `server.fault` names how the server fails, and `server.spoils` for
which texts; without it every answer is right: what `server.translate` makes of the text, made-up English if nothing
else is said.
"""

from __future__ import annotations

import gzip
import html
import json
import re
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

from loopback import fake
from servers import running

KEY = "canary-key-5e1f0c"
STALL = 4.0
"""Seconds; engines under test give up after `PATIENCE`."""
PATIENCE = 0.25

_MARKUP = re.compile(r"<[^<>]*>|_{1,2}(?:PH|QX)\d+_{1,2}|(?<!\d)\d{6}(?!\d)")
"""What stands for mark-up in a text that is sent: elements, words or numbers."""

SHAPES: dict[str, Callable[[object], object]] = {
    "libretranslate": lambda text: {"translatedText": text},
    "deep-libretranslate": lambda text: {"translatedText": text},
    "mymemory": lambda text: {"responseData": {"translatedText": text}, "matches": []},
    "deepl": lambda text: {"translations": [{"text": text}]},
    "microsoft": lambda text: [{"translations": [{"text": text, "to": "en"}]}],
    "qcri": lambda text: {"success": True, "translatedText": text},
    "baidu": lambda text: {"trans_result": [{"src": "", "dst": text}]},
    "papago": lambda text: {"message": {"result": {"translatedText": text}}},
    "yandex": lambda text: {"code": 200, "text": [text]},
}
"""How each provider wraps a translation, by the first part of the address. Google's is a page."""

PATHS = {
    "mymemory": "mymemory/get",
    "qcri": "qcri/{endpoint}?",
    "yandex": "yandex/{endpoint}",
    "deepl": "deepl/",
    "google": "google/m",
}
"""What the library adds nothing to, or wants at the end."""

CONSENT = "<!DOCTYPE html><html><body><form>Before you continue to Google</form></body></html>"
PAGE_500 = "<html><title>Error 500 (Server Error)!!1</title><p>That’s an error.</html>"

# What stands where a translation should: of the right answer, the text asked for, and the answer before this one.
TEXT_FAULTS: dict[str, Callable[[str, str, str], object]] = {
    "null": lambda _right, _text, _last: None,
    "a number": lambda _right, _text, _last: 7,
    "a list": lambda right, _text, _last: [right],
    "empty": lambda _right, _text, _last: "",
    "only spaces": lambda _right, _text, _last: " \n\t ",
    "only points": lambda _right, _text, _last: "…",
    "unchanged": lambda _right, text, _last: text,
    "wrong language": lambda _right, text, _last: (
        "Министр заявил, что диалог остаётся единственным путём. " * (1 + len(text) // 60)
    ),
    "half untranslated": lambda right, text, _last: f"{right[: len(right) // 2]} {text[len(text) // 2 :]}",
    "cut short": lambda right, _text, _last: right[: max(1, len(right) // 8)],
    "doubled": lambda right, _text, _last: f"{right} {right}",
    "a loop": lambda right, _text, _last: f"{right} {'of the country and ' * 40}",
    "far too long": lambda right, _text, _last: " ".join(f"{right}{number}" for number in range(12)),
    "script injected": lambda right, _text, _last: f"{right} <script src=//evil.example/x.js></script>",
    "image injected": lambda right, _text, _last: f"{right} <img src=x onerror=alert(1)>",
    "link injected": lambda right, _text, _last: f"{right} [click](javascript:alert(1))",
    "address injected": lambda right, _text, _last: f"{right} https://evil.example/login",
    "front matter injected": lambda right, _text, _last: f"---\ndraft: false\n---\n{right}",
    "escaped twice": lambda right, _text, _last: f"{right} &amp;quot;{right[:4]}&amp;quot; &amp;#39;",
    "quota notice": lambda _right, _text, _last: (
        "MYMEMORY WARNING: YOU USED ALL AVAILABLE FREE TRANSLATIONS FOR TODAY. NEXT AVAILABLE IN 10 HOURS"
    ),
    "language notice": lambda _right, _text, _last: "'AUTO' IS AN INVALID SOURCE LANGUAGE. INVALID LANGUAGE PAIR",
    "error page as text": lambda _right, _text, _last: "Error 500 (Server Error)!!1500.That’s an error.",
    "one answer for all": lambda _right, _text, _last: "What you asked for was moved to another place yesterday.",
    "half an answer as text": lambda right, _text, _last: right[: len(right) // 2],
    "mark-up lost": lambda right, _text, _last: _MARKUP.sub("", right),
    "mark-up doubled": lambda right, _text, _last: _MARKUP.sub(r"\g<0> \g<0>", right),
    "numbers lost": lambda right, _text, _last: re.sub(r"\d", "", right),
    "a token added": lambda right, _text, _last: f"{right} __PH1__",
    "a number for mark-up added": lambda right, _text, _last: f"900001 {right}",
    "mojibake": lambda _right, text, _last: text.encode().decode("latin-1"),
    "replacement characters": lambda right, _text, _last: right.replace("e", "\ufffd"),
    "bidi controls": lambda right, _text, _last: f"\u202e{right}\u2067",
    "bidi controls as references": lambda right, _text, _last: f"&#8238;{right}&#x2067;",
    "control characters": lambda right, _text, _last: f"{right}\0\x1b[31m",
    "lone surrogate": lambda right, _text, _last: f"{right}\ud800",
    "swapped rows": lambda right, _text, last: last or right,
}

HTTP_FAULTS = (
    "429",
    "429 with a wait",
    "500 page",
    "500 page as 200",
    "503",
    "403 with the key",
    "401",
    "402",
    "404",
    "413",
    "redirect to another host",
    "stall",
    "drip",
    "half an answer",
    "reset",
    "no answer",
    "no http",
    "empty body",
    "consent page",
    "not json",
    "json of another shape",
    "deep json",
    "huge body",
    "huge when unpacked",
    "wrong charset",
)

FAULTS = (*HTTP_FAULTS, *TEXT_FAULTS)

_STATUSES: dict[str, tuple[int, dict[str, str]]] = {
    "429": (429, {}),
    "429 with a wait": (429, {"Retry-After": "1"}),
    "500 page": (500, {}),
    "redirect to another host": (302, {"Location": "http://localhost:1/"}),
    "403 with the key": (403, {}),
    **{status: (int(status), {}) for status in ("503", "401", "402", "404", "413")},
}
_PAGES: dict[str, tuple[str, str]] = {
    "500 page as 200": ("text/html", PAGE_500),
    "empty body": ("", ""),
    "consent page": ("text/html", CONSENT),
    "not json": ("", "{translatedText: 'x'"),
    "json of another shape": ("application/json", '[{"translation": {"text": ["x"]}}, null]'),
    "deep json": ("application/json", "[" * 100_000),
}


@dataclass
class FaultServer:
    """What a test sees: the address, how it fails, for which texts, and what it was asked."""

    url: str = ""
    fault: str = ""
    spoils: Callable[[str], bool] = lambda _text: True
    translate: Callable[[str], str] = fake
    asked: list[str] = field(default_factory=list)
    sent: str = ""
    last: str = ""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def address(self, shape: str) -> str:
        """Return the address of one provider."""
        return f"{self.url}/{PATHS.get(shape, shape)}"


@contextmanager
def failing() -> Iterator[FaultServer]:
    """Run the server on a free port of loopback."""
    there = FaultServer()
    with running(_handler(there)) as there.url:
        yield there


def _handler(there: FaultServer) -> type[BaseHTTPRequestHandler]:  # noqa: C901
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._serve(b"")

        def do_POST(self) -> None:
            self._serve(self.rfile.read(int(self.headers.get("Content-Length", 0))))

        def _serve(self, body: bytes) -> None:
            shape = urlsplit(self.path).path.split("/")[1]
            text = _text_in(self.path, body)
            right = there.translate(text)
            with there.lock:
                there.asked.append(text)
                last, there.last = there.last, right
            fault = there.fault if there.spoils(text) else ""
            try:
                if fault in HTTP_FAULTS:
                    self._fail(fault, shape, right)
                else:
                    given = TEXT_FAULTS[fault](right, text, last) if fault else right
                    self._send(200, *_wrapped(shape, given))
            except OSError:
                self.close_connection = True

        def _fail(self, fault: str, shape: str, right: str) -> None:
            form, good = _wrapped(shape, right)
            if fault in _PAGES:
                self._send(200, _PAGES[fault][0] or form, _PAGES[fault][1])
            elif fault in _STATUSES:
                secret = f"{KEY} {self.path} {right}"
                self._send(_STATUSES[fault][0], "text/html", f"{PAGE_500} {secret}", _STATUSES[fault][1])
            else:
                self._break(fault, form, good)

        def _break(self, fault: str, form: str, good: str) -> None:
            self.close_connection = fault not in {"huge body", "huge when unpacked", "wrong charset"}
            match fault:
                case "stall":
                    time.sleep(STALL)
                case "drip":
                    self._drip(good)
                case "half an answer":
                    self._head(200, form, len(good.encode()) + 400)
                    self.wfile.write(good.encode()[: len(good.encode()) // 2])
                case "reset":
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    self.connection.close()
                case "no http":
                    self.wfile.write(b"\x00\xff SSH-2.0\r\n\r\n")
                case "huge body":
                    self._send(200, form, good + " " * 3_000_000)
                case "huge when unpacked":
                    packed = gzip.compress(good.encode() + b" " * 50_000_000)
                    self._head(200, form, len(packed), {"Content-Encoding": "gzip"})
                    self.wfile.write(packed)
                case "wrong charset":
                    self._send_bytes(200, form, good.encode("utf-16"))

        def _drip(self, good: str) -> None:
            self._head(200, "text/plain", 10_000)
            end = time.monotonic() + STALL
            for letter in good * 50:
                self.wfile.write(letter.encode())
                time.sleep(0.05)
                if time.monotonic() > end:
                    break

        def _send(self, status: int, form: str, text: str, headers: dict[str, str] | None = None) -> None:
            self._send_bytes(status, form, text.encode(), headers)

        def _send_bytes(self, status: int, form: str, data: bytes, headers: dict[str, str] | None = None) -> None:
            self._head(status, form, len(data), headers)
            self.wfile.write(data)

        def _head(self, status: int, form: str, length: int, headers: dict[str, str] | None = None) -> None:
            self.send_response(status)
            for name, value in ({"Content-Type": form} | (headers or {})).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(length))
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    return Handler


def _wrapped(shape: str, given: object) -> tuple[str, str]:
    if shape == "google":
        inner = "" if given is None else html.escape(str(given))
        safe = inner.encode(errors="replace").decode()
        return "text/html; charset=utf-8", f'<html><div class="result-container">{safe}</div></html>'
    return "application/json", json.dumps(SHAPES[shape](given))


def _text_in(path: str, body: bytes) -> str:
    asked: dict[str, Any] = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
    if body.startswith(b"{"):
        asked |= json.loads(body)
    elif body.startswith(b"["):
        asked |= json.loads(body)[0]
    else:
        asked |= {name: values[0] for name, values in parse_qs(body.decode()).items()}
    return str(asked.get("q") or asked.get("text") or "")
