"""Who may ask the preview: browsers that know it by its own name, so that no web site can read or drive it."""

from typing import Any

from tornado import web

from generator.serve.addresses import is_our_host, is_our_origin
from generator.serve.preview import Preview


class Guarded(web.RequestHandler):
    """Answers only those who know the preview by its own name, so that no web site can read or drive it."""

    def initialize(self, preview: Preview) -> None:
        """Take what is to be shown."""
        self.preview = preview

    def set_default_headers(self) -> None:
        """Keep answers out of caches and other sites' pages."""
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        self.set_header("Cross-Origin-Resource-Policy", "same-origin")
        self.clear_header("Server")

    def prepare(self) -> None:
        """Refuse who asks under another name, or from another site's page."""
        ask, ours = self.request.headers.get, (self.preview.host, self.preview.port)
        origin = ask("Origin")
        if not is_our_host(ask("Host", ""), *ours) or (origin is not None and not is_our_origin(origin, *ours)):
            raise web.HTTPError(403)

    def write_error(self, status_code: int, **kwargs: Any) -> None:  # noqa: ANN401, ARG002  (tornado's signature)
        """Answer with the number alone."""
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish(f"{status_code}\n")

    def log_exception(self, *args: Any) -> None:  # noqa: ANN401  (tornado's signature)
        """Print what is a fault of ours, and nothing of what was refused."""
        if not isinstance(args[1], web.HTTPError):
            super().log_exception(*args)
