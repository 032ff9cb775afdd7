"""The server: livereload's handlers on tornado, behind checks of who asks and for what."""

import asyncio
import errno
import json
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler, StaticFileHandler
from livereload.server import LiveScriptInjector
from livereload.watcher import Watcher
from tornado import httputil, web
from tornado.httpserver import HTTPServer

from generator.errors import UsageError
from generator.serve.addresses import content_type, is_page, locate
from generator.serve.answers import error_page, missing_page, relax_policy, script_tag
from generator.serve.guard import Guarded
from generator.serve.preview import Preview
from generator.serve.review import PATH as REVIEW_PATH
from generator.serve.review import routes as review_routes
from generator.serve.ribbon import STYLE, STYLE_PATH, Told, with_ribbon

_PORTS_TO_TRY = 100


def bind(host: str, port: int) -> tuple[list[socket.socket], int]:
    """Return sockets on `port`, or on the next free one, and its number; port 0 is any free one."""
    for candidate in range(port, min(port + _PORTS_TO_TRY, 65536)):
        try:
            sockets = _bound(host.strip("[]"), candidate)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                continue
            raise UsageError(f"cannot listen on `{host}` port {candidate}: {error.strerror or error}") from error
        return sockets, int(sockets[0].getsockname()[1])
    raise UsageError(f"no free port from {port} on", hint="name another with `--port`")


def _bound(host: str, port: int) -> list[socket.socket]:
    """Return a socket for each address of `host` that this machine has (`localhost` is often two)."""
    sockets: list[socket.socket] = []
    for family, _, _, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE):
        number = sockets[0].getsockname()[1] if sockets else port
        try:
            made = socket.create_server((str(address[0]), number), family=family)
        except OSError as error:
            if sockets and error.errno in (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT):
                continue
            for earlier in sockets:
                earlier.close()
            raise
        made.setblocking(False)
        sockets.append(made)
    return sockets


@contextmanager
def listening(preview: Preview, sockets: list[socket.socket]) -> Iterator[Callable[[], None]]:
    """Serve in a thread of its own while the block runs; give a function that reloads every open page."""
    ready = threading.Event()
    running: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    async def run() -> None:
        done = asyncio.Event()
        running.append((asyncio.get_running_loop(), done))
        server = HTTPServer(application(preview))
        server.add_sockets(sockets)
        ready.set()
        await done.wait()
        server.stop()
        await server.close_all_connections()

    thread = threading.Thread(target=lambda: asyncio.run(run()), name="preview", daemon=True)
    thread.start()
    ready.wait()
    loop, done = running[0]
    try:
        yield lambda: _call(loop, lambda: LiveSocket.reload_waiters("*"))
    finally:
        _call(loop, done.set)
        thread.join(timeout=5)


def _call(loop: asyncio.AbstractEventLoop, function: Callable[[], object]) -> None:
    loop.call_soon_threadsafe(function)


def application(preview: Preview) -> web.Application:
    """Return the whole preview: livereload's two addresses, the ribbon's style, the review, then the site."""
    given = {"preview": preview}
    return web.Application(
        [
            (r"/livereload", LiveSocket, given),
            (r"/livereload\.js", ReloadScript, given),
            (re.escape(STYLE_PATH), RibbonStyle, given),
            *(review_routes(preview, preview.reviews) if preview.reviews else ()),
            (r".*", SiteFile, given),
        ],
        transforms=[_Injector],
        log_function=lambda _: None,
        websocket_max_message_size=64 * 1024,
    )


class _Injector(LiveScriptInjector):  # type: ignore[misc]
    """livereload's injector, with a script that needs no inline code and a policy that lets it run."""

    def __init__(self, request: httputil.HTTPServerRequest) -> None:
        super().__init__(request)
        # A page that somebody types into must never be reloaded.
        self.is_typed_into = request.path.startswith(REVIEW_PATH)
        self.host = request.headers.get("Host", "")
        self.script = script_tag(self.host)

    def transform_first_chunk(
        self, status_code: int, headers: httputil.HTTPHeaders, chunk: bytes, finishing: bool
    ) -> tuple[int, httputil.HTTPHeaders, bytes]:
        if self.is_typed_into:
            return status_code, headers, chunk
        if "html" in headers.get("Content-Type", ""):
            relaxed = relax_policy(chunk, self.host)
            if "Content-Length" in headers:
                headers["Content-Length"] = str(int(headers["Content-Length"]) + len(relaxed) - len(chunk))
            chunk = relaxed
        status, headers, chunk = super().transform_first_chunk(status_code, headers, chunk, finishing)
        return status, headers, chunk


class SiteFile(Guarded, StaticFileHandler):  # type: ignore[misc]
    """One file of the site, the error page while the digest cannot be built, or the site's own 404 page."""

    def initialize(self, preview: Preview) -> None:
        """Take what is to be shown."""
        self.preview = preview
        StaticFileHandler.initialize(self, path=str(preview.site))

    async def head(self, path: str = "") -> None:
        """Answer as `get` does, without the body."""
        await self.get(path, include_body=False)

    async def get(self, path: str = "", include_body: bool = True) -> None:  # noqa: ARG002  (tornado's signature)
        """Answer with the page as it is now."""
        asked = self.request.path
        found = locate(self.preview.site, self.preview.base, asked)
        if isinstance(found, str):
            self.redirect(found)
            return
        page = is_page(asked) if found is None else found.suffix == ".html"
        if page:
            self.preview.showed(asked)
        if page and self.preview.problems:
            self._answer(500, error_page(self.preview.problems))
        elif found is None:
            raise web.HTTPError(404)
        elif page and (told := await self._told(found)):
            self._answer(200, with_ribbon(found.read_bytes(), told))
        else:
            await StaticFileHandler.get(self, found.relative_to(self.preview.site).as_posix(), include_body)

    async def _told(self, found: Path) -> Told | None:
        """Return what there is to say of a page's article; nothing where that fails, for the page is what is wanted."""
        if self.preview.explain is None:
            return None
        try:
            return await asyncio.to_thread(self.preview.explain, found.relative_to(self.preview.site).as_posix())
        except Exception:  # noqa: BLE001  (as a fault of ours in building does not end the preview)
            return None

    def _answer(self, status: int, text: str | bytes) -> None:
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(text)

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ANN401
        """Answer with the site's own `404.html` where it has one."""
        if status_code != 404:
            super().write_error(status_code, **kwargs)
            return
        own = locate(self.preview.site, "/", "/404.html")
        self._answer(404, own.read_text("utf-8") if isinstance(own, Path) else missing_page())

    def get_content_type(self) -> str:
        """Return the same type on every machine."""
        return content_type(Path(self.absolute_path).name)

    def compute_etag(self) -> None:
        """Give none: nothing is to be kept."""


class RibbonStyle(Guarded):
    """The style sheet of the editor's ribbon."""

    def get(self) -> None:
        """Answer with it."""
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.finish(STYLE)


class ReloadScript(Guarded, LiveReloadJSHandler):  # type: ignore[misc]
    """livereload's script."""


class LiveSocket(Guarded, LiveReloadHandler):  # type: ignore[misc]
    """livereload's websocket, for pages of the preview only. It tells that something changed, never what."""

    watcher = Watcher()
    live_css = False

    def on_message(self, message: str | bytes) -> None:
        """Greet a page, and reload it when it is old already."""
        try:
            command = json.loads(message)
            name, path = command["command"], urlsplit(str(command.get("url", ""))).path
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            self.close(1003)
            return
        super().on_message(message)
        # A page that was built again between its loading and its greeting would stay old.
        if name == "info" and self.preview.is_outdated(path):
            self.send_message({"command": "reload", "path": "*", "liveCSS": False})
