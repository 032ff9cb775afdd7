"""A run of `nashra translate` that is killed again and again, and a server in a process of its own that counts."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from digests import Digest
from loopback import fake, libre

from generator.frontmatter import split
from generator.markdown import UNTRANSLATED, split_blocks

ARTICLES = 12
BLOCKS = 8
REFUSED = "كرر"
"""A line with this word is given back as it is, which is no translation."""


@dataclass
class Outcome:
    """How many runs were killed, the texts sent more than once, and those of them that no kill explains."""

    kills: int = 0
    sent: int = 0
    again: int = 0
    unexplained: list[str] = field(default_factory=list)
    untranslated: int = 0


def kill_runs(folder: Path, kills: int, *, seed: int = 1) -> Outcome:
    """Translate a digest with runs that are killed at any moment, then once to the end; return what was paid twice."""
    rng = random.Random(seed)  # noqa: S311 - moments to kill at
    log = folder / "asked.jsonl"
    outcome = Outcome()
    with _counting(log) as url:
        world = _World(folder / "digest", url)
        in_flight: Counter[str] = Counter()
        while outcome.kills < kills:
            before = len(_asked(log))
            child = _start(world.folder)
            if _killed(child, log, before + rng.randint(1, 4), rng.uniform(0, 0.02)):
                outcome.kills += 1
                in_flight[_asked(log)[-1]] += 1
            else:
                world.rewrite(rng)
        for _ in range(3):
            _run_to_the_end(world.folder)
        asked = Counter(_asked(log))
    outcome.sent = asked.total()
    outcome.again = asked.total() - len(asked)
    outcome.unexplained = [text for text, count in asked.items() if count - 1 > in_flight[text]]
    outcome.untranslated = world.untranslated()
    return outcome


class _World:
    """A digest of articles whose lines are all different: paragraphs, and lists between them."""

    def __init__(self, folder: Path, url: str) -> None:
        self.digest, self.folder, self.number = Digest(folder), folder, 0
        settings = (folder / "content/digest.toml").read_text(encoding="utf-8")
        engine = f'[translate]\nengine = "libretranslate"\n[translate.engines.libretranslate]\nurl = "{url}"\n'
        self.digest.put("content/digest.toml", f"{settings}{engine}")
        for article in range(ARTICLES):
            self._write(article, [self._block(place) for place in range(BLOCKS)])

    def rewrite(self, rng: random.Random) -> None:
        """Change paragraphs here and there, so that there is something to translate."""
        for article in range(ARTICLES):
            blocks = enumerate(self._blocks(f"a{article}.ar"))
            self._write(article, [block if rng.random() < 0.5 else self._block(place) for place, block in blocks])

    def untranslated(self) -> int:
        """Return how many blocks have no translation, those left out of which a line was refused."""
        names = [f"a{article}" for article in range(ARTICLES)]
        both = [
            pair
            for name in names
            for pair in zip(*(self._blocks(f"{name}.{lang}") for lang in ("ar", "en")), strict=True)
        ]
        return sum(translation == UNTRANSLATED and REFUSED not in original for original, translation in both)

    def _blocks(self, name: str) -> list[str]:
        text = (self.folder / f"content/articles/{name}.md").read_text(encoding="utf-8")
        blocks = [block.source for block in split_blocks(split(text).body)]
        assert len(blocks) == BLOCKS
        return blocks

    def _block(self, place: int) -> str:
        return "\n".join(f"- {self._line()}" for _ in range(3)) if place % 2 else self._line()

    def _line(self) -> str:
        self.number += 1
        if self.number % 9 == 0:
            return f"{REFUSED} هذا السطر رقم {self.number} كما هو"
        return f"قال الوزير في الجلسة رقم {self.number} إن الحوار هو الطريق الوحيد لتسوية الأزمة"

    def _write(self, article: int, blocks: list[str]) -> None:
        self.digest.article(f"a{article}.ar", "\n\n".join(blocks) + "\n", title=f"خبر جديد {article}")


def _start(folder: Path) -> int:
    """Start `nashra translate` in a process of its own: a copy of this one, which has it all imported."""
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
            sys.stdout = sys.stderr = nowhere
            from generator.cli import run

            code = run(["translate", "--project", str(folder)])
    finally:
        os._exit(code)


def _killed(child: int, log: Path, at: int, delay: float) -> bool:
    """Kill a run once `at` texts were asked for and `delay` seconds have passed; False where it ended before."""
    while len(_asked(log)) < at:
        if os.waitpid(child, os.WNOHANG)[0]:
            return False
        time.sleep(0.001)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _run_to_the_end(folder: Path) -> None:
    code = os.waitstatus_to_exitcode(os.waitpid(_start(folder), 0)[1])
    # Lines that are refused are left in the end.
    assert code in {0, 4}


def _asked(log: Path) -> list[str]:
    # The last line may be half written.
    lines = log.read_text(encoding="utf-8").split("\n")[:-1] if log.exists() else []
    return [json.loads(line) for line in lines]


@contextmanager
def _counting(log: Path) -> Iterator[str]:
    """Run a translation server in another process that writes every text it is asked for into `log`."""
    server = HTTPServer(("127.0.0.1", 0), _handler(log))
    child = os.fork()
    if not child:
        server.serve_forever()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        server.server_close()


def _handler(log: Path) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_error(404)

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))["q"]
            texts = [asked] if isinstance(asked, str) else asked
            with log.open("a", encoding="utf-8") as file:
                file.writelines(f"{json.dumps(text)}\n" for text in texts)
            time.sleep(0.003)
            given = [text if REFUSED in text else fake(text) for text in texts]
            status, headers, body = libre(given[0] if isinstance(asked, str) else given)
            try:
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body.encode())))
                self.end_headers()
                self.wfile.write(body.encode())
            except OSError:
                self.close_connection = True

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    return Handler
