"""The preview shows this machine, and only this machine, the site as it is now."""

import asyncio
import http.client
import json
import os
import queue
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from tornado.websocket import WebSocketClientConnection, websocket_connect

from generator.errors import TemplateError, UsageError
from generator.model import Finding
from generator.serve import ServeOptions, serve
from generator.serve.addresses import base_path, content_type, is_our_host
from generator.serve.answers import error_page, relax_policy
from generator.serve.watching import snapshot
from generator.serve.web import bind

POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data: https:; base-uri 'none'"
WAIT = 10.0


def page(title: str) -> str:
    """Return a page as the theme writes it, with a policy under which no script runs."""
    return (
        '<!doctype html><html lang="ar" dir="rtl"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f"<title>{title}</title></head><body><h1>{title}</h1></body></html>"
    )


@dataclass
class Outcome:
    findings: tuple[Finding, ...] = ()
    written: tuple[str, ...] = ()


@dataclass
class Digest:
    """A digest whose build copies each content file into a page, and fails on what says so."""

    folder: Path
    builds: int = 0
    said: "queue.Queue[str]" = field(default_factory=queue.Queue)
    heard: list[str] = field(default_factory=list)
    address: str = ""
    port: int = 0
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    def write(self, name: str, text: str) -> "Digest":
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return self

    def build(self) -> Outcome:
        self.builds += 1
        findings, written = [], []
        for path in sorted((self.folder / "content").rglob("*.md")):
            text = path.read_text(encoding="utf-8")
            name = path.relative_to(self.folder).as_posix()
            if text == "fail":
                raise TemplateError("`page.title` is undefined", file="templates/article.html", line=7, hint="add it")
            if text == "bug":
                raise KeyError("no such key")
            if text == "bad":
                finding = {"code": "bad", "severity": "error", "file": name, "line": 4, "column": 12}
                findings.append(Finding(**finding, message="<script>alert(1)</script>", hint="write it"))  # type: ignore[arg-type]
                continue
            out = self.folder / "site" / f"{path.stem}.html"
            if not out.exists() or out.read_text(encoding="utf-8") != page(text):
                out.write_text(page(text), encoding="utf-8")
                written.append(out.name)
        assert self.gate.wait(WAIT)
        return Outcome(tuple(findings), tuple(written))

    def get(
        self, path: str, *, host: str | None = None, method: str = "GET", headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=WAIT)
        try:
            connection.putrequest(method, path, skip_host=True)
            connection.putheader("Host", f"127.0.0.1:{self.port}" if host is None else host)
            for name, value in (headers or {}).items():
                connection.putheader(name, value)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode("utf-8")
        finally:
            connection.close()

    def wait_for(self, what: Callable[[], bool]) -> None:
        """Wait until something is so; a test fails that waits in vain."""
        until = time.monotonic() + WAIT
        while not what():
            assert time.monotonic() < until, "waited in vain"
            time.sleep(0.02)


Start = Callable[..., Digest]


@pytest.fixture
def digest(tmp_path: Path) -> Digest:
    """Return a digest with one page and one of each thing that a site may hold."""
    (tmp_path / "site/ar").mkdir(parents=True)
    (tmp_path / "site/assets").mkdir()
    made = Digest(tmp_path).write("content/articles/a.md", "قديم").write("site/ar/index.html", page("الرئيسية"))
    made.write("site/index.html", page("home")).write("site/404.html", page("لا صفحة هنا"))
    made.write("site/ar/feed.atom.xml", "<feed/>").write("site/assets/site.css", "body{}").write("site/.env", "secret")
    return made


@pytest.fixture
def start(digest: Digest) -> Iterator[Start]:
    """Serve the digest in a thread until the test ends."""
    stop = threading.Event()
    threads: list[threading.Thread] = []
    failures: list[BaseException] = []

    def run(**options: str | int) -> Digest:
        given = ServeOptions(project=digest.folder, site=digest.folder / "site", **{"port": 0, **options})  # type: ignore[arg-type]

        def work() -> None:
            try:
                serve(given, digest.build, digest.said.put, stop=stop)
            except BaseException as error:  # noqa: BLE001  (told to the test below)
                failures.append(error)
                digest.said.put("failed")

        threads.append(threading.Thread(target=work))
        threads[0].start()
        while True:
            line = digest.said.get(timeout=WAIT)
            digest.heard.append(line)
            assert line != "failed", failures
            if line.startswith("serving "):
                digest.address = line.split()[1]
                digest.port = int(digest.address.split(":")[2].split("/")[0])
                return digest

    yield run
    stop.set()
    for thread in threads:
        thread.join(WAIT)
        assert not thread.is_alive()
    assert not failures


# Who may ask, and for what -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["evil.example", "evil.example:{port}", "127.0.0.1:1", "localhost.evil:{port}", ""])
def test_a_foreign_host_is_refused(start: Start, host: str) -> None:
    """A name that was made to lead here (DNS rebinding) sees nothing."""
    digest = start()
    for path in ("/index.html", "/livereload.js", "/livereload"):
        status, _, text = digest.get(path, host=host.format(port=digest.port))
        assert status in (400, 403)
        assert "home" not in text


def test_local_names_are_answered(start: Start) -> None:
    digest = start()
    for name in ("localhost", "LOCALHOST", "127.0.0.1", "[::1]"):
        assert digest.get("/index.html", host=f"{name}:{digest.port}")[0] == 200


def test_nothing_but_the_site_is_shown(start: Start, digest: Digest, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Hidden files, symlinks, folders and ways out of the site are missing pages: no error, no redirect away."""
    outside = tmp_path_factory.mktemp("outside")
    (outside / "secret.txt").write_text("secret")
    (digest.folder / "site/out").symlink_to(outside)
    (digest.folder / "site/link.html").symlink_to(outside / "secret.txt")
    start()

    for path in (
        "/..%2f", "/%2e%2e/", "/..%2f..%2fetc/passwd", "/../../etc/passwd", "/.env", "/%2eenv", "/.git/config", "/%00",
        "/a%00.html", "//evil.example", "//evil.example/%2e%2e", "/%E0%A4%A", "/%ff", "/ar/..%5c..%5cx", "/assets/",
        "/assets", "/ar/index.html/", "/C:/x", "/forcereload", "/forcereload?path=x", "/link.html", "/out/secret.txt",
        "http://evil.example/",
    ):  # fmt: skip
        status, headers, text = digest.get(path)

        assert status == 404, path
        assert "Location" not in headers
        assert "secret" not in text


def test_only_reading_is_possible(start: Start) -> None:
    digest = start()
    assert [digest.get("/index.html", method=method)[0] for method in ("POST", "PUT", "DELETE")] == [405] * 3
    assert digest.get("/index.html", method="HEAD")[::2] == (200, "")


def test_a_foreign_page_cannot_listen(start: Start) -> None:
    """The websocket greets pages of the preview alone."""
    digest = start()

    def status(origin: str, host: str | None = None) -> int:
        upgrade = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
        key = {"Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==", "Origin": origin.format(port=digest.port)}
        return digest.get("/livereload", host=host, headers=upgrade | key)[0]

    assert status("http://localhost:{port}") == 101
    for origin in ("http://evil.example", "http://evil.example:{port}", "https://localhost:{port}", "null", "http://["):
        assert status(origin) == 403, origin
    assert status("http://localhost:{port}", host="evil.example") == 403


def test_nonsense_over_the_websocket_does_no_harm(start: Start) -> None:
    digest = start()

    async def talk(message: str) -> None:
        connection = await websocket_connect(f"ws://127.0.0.1:{digest.port}/livereload")
        await connection.write_message(message)
        assert await asyncio.wait_for(connection.read_message(), WAIT) is None
        connection.close()

    for message in ("", "[]", "{}", '"x"', "{" * 50, "null"):
        asyncio.run(talk(message))
    assert digest.get("/index.html")[0] == 200


@pytest.mark.parametrize(
    ("given", "host", "ours"),
    [
        ("localhost:5500", "127.0.0.1", True),
        ("192.168.1.5:5500", "127.0.0.1", False),
        ("192.168.1.5:5500", "192.168.1.5", True),
        ("192.168.1.5:5500", "0.0.0.0", True),  # noqa: S104
        ("evil.example:5500", "0.0.0.0", False),  # noqa: S104
        ("[fe80::1]:5500", "::", True),
        ("desk.local:5500", "desk.local", True),
        ("localhost", "127.0.0.1", False),
        ("a:b:5500", "127.0.0.1", False),
    ],
)
def test_which_hosts_are_ours(given: str, host: str, ours: bool) -> None:
    assert is_our_host(given, host, 5500) is ours


def test_port_80_goes_without_saying() -> None:
    assert is_our_host("localhost", "127.0.0.1", 80)
    assert is_our_host("[::1]", "127.0.0.1", 80)


def test_another_host_brings_a_warning(start: Start) -> None:
    digest = start(host="0.0.0.0")  # noqa: S104
    assert digest.address == f"http://localhost:{digest.port}/"
    assert [line for line in digest.heard if line.startswith("warning: `--host 0.0.0.0`")]


def test_a_taken_port_gives_the_next_one(start: Start, digest: Digest) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        number = taken.getsockname()[1]
        start(port=number)
        assert number < digest.port < number + 100
        assert digest.heard[0] == f"port {number} is taken: using {digest.port}"


def test_an_unknown_host_is_a_wrong_use() -> None:
    with pytest.raises(UsageError, match=r"cannot listen on `203\.0\.113\.7`"):
        bind("203.0.113.7", 0)


# What is shown -------------------------------------------------------------------------------------------------------


def test_a_missing_page_shows_the_sites_own(start: Start) -> None:
    status, headers, text = start().get("/nowhere.html")
    assert (status, headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "لا صفحة هنا" in text


def test_a_missing_page_without_its_own(start: Start, digest: Digest) -> None:
    (digest.folder / "site/404.html").unlink()
    status, _, text = start().get("/nowhere.html")
    assert status == 404
    assert "404" in text


@pytest.mark.parametrize("given", ["/news/", "news", "/news", "news/", "https://example.org/news/"])
def test_the_site_lies_under_its_base_path(start: Start, given: str) -> None:
    digest = start(base=given)
    assert digest.address.endswith(f":{digest.port}/news/")
    assert digest.get("/news/a.html")[0] == 200
    assert digest.get("/a.html")[0] == 404
    assert digest.get("/newsletter/")[0] == 404
    for path, location in (("/", "/news/"), ("/news", "/news/"), ("/news/ar", "/news/ar/")):
        status, headers, _ = digest.get(path)
        assert (status, headers["Location"]) == (302, location)


def test_base_paths() -> None:
    assert [base_path(given) for given in ("", "/", "a/b", "https://x.example", "/نشرة/")] == [
        "/", "/", "/a/b/", "/", "/%D9%86%D8%B4%D8%B1%D8%A9/",
    ]  # fmt: skip


def test_types_are_right_everywhere(start: Start) -> None:
    digest = start()
    expected = {
        "/ar/": "text/html; charset=utf-8",
        "/ar/feed.atom.xml": "application/atom+xml; charset=utf-8",
        "/assets/site.css": "text/css; charset=utf-8",
    }
    for path, kind in expected.items():
        _, headers, _ = digest.get(path)
        assert headers["Content-Type"] == kind
        assert headers["Cache-Control"] == "no-store"
        assert not {"Etag", "Server"} & set(headers)
    assert content_type("x.woff2") == "font/woff2"
    assert content_type("x.unknown") == "application/octet-stream"


def test_names_in_any_script_are_found(start: Start, digest: Digest) -> None:
    digest.write("content/articles/خبر-نیم\u200cفاصله.md", "خبر")
    status, _, text = start().get("/%D8%AE%D8%A8%D8%B1-%D9%86%DB%8C%D9%85%E2%80%8C%D9%81%D8%A7%D8%B5%D9%84%D9%87.html")
    assert status == 200
    assert "<h1>خبر</h1>" in text


def test_the_policy_lets_the_script_run_in_the_answer_only(start: Start) -> None:
    """The page in the browser may load our script and connect to us; the page on disk stays as it was built."""
    digest = start()
    status, headers, text = digest.get("/a.html", host=f"localhost:{digest.port}")
    assert status == 200
    assert int(headers["Content-Length"]) == len(text.encode())
    assert (
        f'<script src="//localhost:{digest.port}/livereload.js?host=localhost&amp;port={digest.port}"></script></head>'
        in text
    )
    assert f"content=\"{POLICY}; script-src 'self'; connect-src ws://localhost:{digest.port}\">" in text
    assert (digest.folder / "site/a.html").read_text(encoding="utf-8") == page("قديم")
    assert "livereload" not in digest.get("/ar/feed.atom.xml")[2]


@pytest.mark.parametrize(
    ("policy", "widened"),
    [
        ("default-src 'none'; script-src 'self'", "default-src 'none'; script-src 'self'; connect-src ws://h:1"),
        (
            "default-src 'self' https:",
            "default-src 'self' https:; script-src https: 'self'; connect-src 'self' https: ws://h:1",
        ),
        ("script-src 'none'", "script-src 'self'"),
        ("img-src 'self'", "img-src 'self'"),
        ("", ""),
    ],
)
def test_a_policy_is_widened_no_further(policy: str, widened: str) -> None:
    before = f'<meta content="{policy}" http-equiv=content-security-policy>'.encode()
    assert relax_policy(before, "h:1") == f'<meta content="{widened}" http-equiv=content-security-policy>'.encode()


def test_without_a_policy_a_page_stays() -> None:
    assert (
        relax_policy(b'<meta name="description" content="x; y">', "h:1") == b'<meta name="description" content="x; y">'
    )


# Building and failing ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("fail", ["<bdi>templates/article.html</bdi>:7", "`page.title` is undefined", "hint: add it"]),
        ("bad", ["<bdi>content/articles/a.md</bdi>:4:12", "&lt;script&gt;alert(1)&lt;/script&gt;", "hint: write it"]),
        ("bug", ["test_serve.py</bdi>:", "this is a fault of Nashra: KeyError"]),
    ],
)
def test_a_failed_build_shows_why_and_recovers(start: Start, text: str, shown: list[str]) -> None:
    """The last good site stays on disk, pages show file, line and hint, and mending the file brings the site back."""
    digest = start()
    before = (digest.folder / "site/a.html").read_bytes()

    digest.write("content/articles/a.md", text)
    digest.wait_for(lambda: digest.get("/a.html")[0] == 500)
    _, headers, error = digest.get("/a.html")

    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert all(part in error for part in shown)
    assert "<script>alert" not in error
    assert "livereload.js" in error
    assert digest.get("/nowhere.html")[0] == 500
    assert digest.get("/assets/site.css")[0] == 200
    assert (digest.folder / "site/a.html").read_bytes() == before

    digest.write("content/articles/b.md", "another file does not mend it")
    digest.wait_for(lambda: digest.builds >= 3)
    assert digest.get("/a.html")[0] == 500

    digest.write("content/articles/a.md", "جديد")
    digest.wait_for(lambda: "<h1>جديد</h1>" in digest.get("/a.html")[2])
    assert digest.get("/a.html")[0] == 200


def test_old_errors_of_other_files_do_not_hide_the_site(start: Start, digest: Digest) -> None:
    digest.write("content/articles/old.md", "bad")
    start()
    assert digest.get("/a.html")[0] == 200
    digest.write("content/articles/a.md", "جديد")
    digest.wait_for(lambda: "جديد" in digest.get("/a.html")[2])


def test_a_first_build_that_fails_is_shown(start: Start, digest: Digest) -> None:
    digest.write("content/articles/a.md", "fail")
    start()
    assert digest.get("/")[0] == 500
    digest.write("content/articles/a.md", "جديد")
    digest.wait_for(lambda: digest.get("/a.html")[0] == 200)


def test_an_error_page_needs_no_place() -> None:
    shown = error_page([Finding(code="x", severity="error", file="", message="لا مكان")])
    assert "<code>build</code>" in shown
    assert "hint" not in shown.split("</style>")[1]


def test_a_burst_of_changes_is_one_build(start: Start) -> None:
    """However many files change while a build runs, one more build shows them all."""
    digest = start()
    digest.wait_for(lambda: digest.builds == 1)
    digest.gate.clear()
    digest.write("content/articles/a.md", "جديد")
    digest.wait_for(lambda: digest.builds == 2)
    for number in range(2_000):
        (digest.folder / f"content/articles/{number}.txt").write_text(str(number))
    digest.gate.set()
    digest.wait_for(lambda: digest.builds == 3)
    time.sleep(0.3)  # time for another build, if there were to be one
    assert digest.builds == 3


def test_a_whole_folder_is_one_build(start: Start, digest: Digest, tmp_path_factory: pytest.TempPathFactory) -> None:
    """5,000 files that appear at once, as from version control, are one change."""
    start()
    burst = tmp_path_factory.mktemp("burst")
    for number in range(5_000):
        (burst / f"{number}.txt").touch()
    digest.wait_for(lambda: digest.builds == 1)
    burst.rename(digest.folder / "content/articles/burst")
    digest.wait_for(lambda: digest.builds == 2)
    time.sleep(0.3)
    assert digest.builds == 2


def test_what_does_not_change_the_digest_builds_nothing(
    start: Start, digest: Digest, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Editors' own files and whatever a symlink leads to are not watched."""
    outside = tmp_path_factory.mktemp("outside")
    (digest.folder / "content/link").symlink_to(outside)
    start()
    (outside / "x.md").write_text("x")
    digest.write("content/articles/.a.md.swp", "x").write("content/articles/a.md~", "x").write("notes/x.md", "x")
    digest.write("content/articles/b.md", "جديد")
    digest.wait_for(lambda: digest.get("/b.html")[0] == 200)
    assert digest.builds == 2
    assert "content/link" not in " ".join(snapshot(digest.folder).files)


def test_folders_that_come_later_are_watched(start: Start) -> None:
    """A month's first article, and a digest's first template of its own, are seen as any other."""
    digest = start()
    for number, name in enumerate(
        ["content/articles/2019/04/c.md", "content/articles/2019/04/d.md", "templates/x/y.html"]
    ):
        digest.write(name, "جديد")
        digest.wait_for(lambda done=number: digest.builds >= done + 2)  # type: ignore[misc]
    digest.write("templates/x/y.html", "again")
    digest.wait_for(lambda: digest.builds >= 5)
    shutil.rmtree(digest.folder / "content/articles/2019")
    digest.wait_for(lambda: digest.builds >= 6)


# The command -------------------------------------------------------------------------------------------------------


def test_the_command_builds_as_build_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies in the inbox becomes an article; drafts are built where nothing is published from."""
    from generator.cli import run
    from generator.cli import serve as command

    assert run(["init", str(tmp_path / "x")]) == 0
    folder = (tmp_path / "x").resolve()
    articles = folder / "content/articles"
    (articles / "draft.en.md").write_text("---\ntitle: Draft\nlang: en\ndraft: true\n---\nText.\n")
    (folder / "content/inbox/new.txt").write_text("A new story\n\n" + "It has a sentence, and then another one. " * 20)
    shown: list[ServeOptions] = []

    def fake(options: ServeOptions, build: Callable[[], Outcome], say: Callable[[str], None]) -> None:
        shown.append(options)
        assert not [each for each in build().findings if each.severity == "error"]

    monkeypatch.setattr(command, "serve", fake)
    assert run(["serve", "--project", str(folder), "--drafts", "--base", "news", "--port", "0"]) == 0

    (options,) = shown
    assert (options.project, options.site, options.base) == (folder, folder / "site-drafts", "news")
    assert (options.site / "en/articles/draft.html").is_file()
    assert not (folder / "site").exists()
    assert list((folder / "content/inbox").iterdir()) == []
    assert list((articles / "undated").iterdir())


# Reloading -----------------------------------------------------------------------------------------------------------


async def _greet(digest: Digest, path: str) -> WebSocketClientConnection:
    """Connect as livereload's script does, and tell which page this is."""
    connection = await websocket_connect(f"ws://127.0.0.1:{digest.port}/livereload")
    hello = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}
    await connection.write_message(json.dumps(hello))
    assert json.loads(await connection.read_message() or "")["command"] == "hello"
    await connection.write_message(json.dumps({"command": "info", "url": f"http://localhost:{digest.port}{path}"}))
    return connection


async def _leave(connection: WebSocketClientConnection) -> None:
    connection.close()
    while await asyncio.wait_for(connection.read_message(), WAIT) is not None:
        pass


def test_open_pages_reload_when_a_page_changes(start: Start) -> None:
    digest = start()
    digest.get("/a.html")

    async def listen() -> dict[str, Any]:
        connection = await _greet(digest, "/a.html")
        digest.write("content/articles/a.md", "جديد")
        message = await asyncio.wait_for(connection.read_message(), WAIT)
        await _leave(connection)
        return json.loads(message or "")  # type: ignore[no-any-return]

    told = asyncio.run(listen())
    assert (told["command"], told["path"]) == ("reload", "*")


def test_a_page_that_is_old_when_it_connects_reloads(start: Start) -> None:
    """Nothing is missed between loading and connecting, nor over a restart of the preview."""
    digest = start()
    digest.get("/a.html")
    digest.write("content/articles/a.md", "جديد")
    digest.wait_for(lambda: digest.builds == 2 and "جديد" in (digest.folder / "site/a.html").read_text())

    async def listen() -> str:
        connection = await _greet(digest, "/a.html")
        message = await asyncio.wait_for(connection.read_message(), WAIT)
        await _leave(connection)
        return str(message)

    digest.wait_for(lambda: not digest.said.empty())  # the build has been told of
    assert json.loads(asyncio.run(listen()))["command"] == "reload"


def test_what_an_import_finds_is_said_once(tmp_path: Path) -> None:
    digest = Digest(tmp_path).write("content/digest.toml", 'languages = ["en"]\n[title]\nen = "Digest"\n')
    digest.write("content/inbox/early.txt", "Menu\nSport\n")
    command = [sys.executable, "-m", "generator", "serve", "--project", str(tmp_path), "--port", "0"]
    heard: list[str] = []
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as preview:
        patience = threading.Timer(6 * WAIT, preview.kill)
        patience.start()
        assert preview.stderr is not None
        for line in preview.stderr:
            heard.append(line)
            if line.startswith("serving"):
                prose = "The ferry returned to the old harbour on Monday, four years after the line was closed."
                digest.write("content/inbox/ferry.txt", f"Share\n\nThe ferry is back\n\n{prose}\n")
            elif line.startswith("built: ") and not (tmp_path / "content/articles/b.en.md").exists():
                digest.write("content/articles/b.en.md", "---\ntitle: The mill\nlang: en\n---\nThe mill turns.\n")
            elif line.startswith("built: "):
                preview.terminate()
        patience.cancel()

    (made,) = [line for line in heard if "[imported]" in line]
    (wanted,) = [line for line in heard if "[needs]" in line]
    (refused,) = [line for line in heard if "[no-article]" in line]
    assert "1 line left out (1 share)" in made
    assert "not known: `published`" in wanted
    assert refused.startswith("content/inbox/early.txt: error: no article was found")
    assert heard.index(refused) < heard.index(made)


def _chromium() -> str:
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), ""
    )
    if not found and os.environ.get("CI", "").lower() in ("", "0", "false"):
        pytest.skip("NO CHROMIUM on this machine: that a browser reloads the page was NOT tried")
    assert found, "CI has no chromium: install it (Debian: `apt-get install chromium`)"
    return found


@pytest.mark.browser
def test_an_edit_reloads_the_page_in_a_browser(start: Start, tmp_path_factory: pytest.TempPathFactory) -> None:
    """In a real browser, under the page's own policy: edit, error page, and mended again, all without a hand."""
    binary = _chromium()
    digest = start(base="/news/")
    profile = tmp_path_factory.mktemp("profile")
    command = [
        binary, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
        "--remote-debugging-port=0", f"--user-data-dir={profile}", f"{digest.address}a.html",
    ]  # fmt: skip
    browser = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        port_file = profile / "DevToolsActivePort"
        digest.wait_for(lambda: port_file.exists() and "\n" in port_file.read_text())
        asyncio.run(_watch_reloads(digest, int(port_file.read_text().split()[0])))
    finally:
        browser.terminate()
        browser.wait(WAIT)


async def _watch_reloads(digest: Digest, port: int) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=WAIT)
    connection.request("GET", "/json/list")
    tabs = json.loads(connection.getresponse().read())
    connection.close()
    tab = await websocket_connect(next(tab["webSocketDebuggerUrl"] for tab in tabs if tab["type"] == "page"))

    async def title() -> str:
        await tab.write_message(
            json.dumps({"id": 1, "method": "Runtime.evaluate", "params": {"expression": "document.title"}})
        )
        while True:
            answer = json.loads(await tab.read_message() or "")
            if answer.get("id") == 1:
                return str(answer.get("result", {}).get("result", {}).get("value"))

    async def becomes(expected: str) -> None:
        until = time.monotonic() + WAIT
        while (seen := await title()) != expected:
            assert time.monotonic() < until, f"the page still shows {seen!r}, not {expected!r}"
            await asyncio.sleep(0.05)

    await becomes("قديم")
    for text, expected in (("جديد", "جديد"), ("fail", "The digest cannot be built"), ("أجدّ", "أجدّ")):
        digest.write("content/articles/a.md", text)
        await becomes(expected)
    await _leave(tab)
