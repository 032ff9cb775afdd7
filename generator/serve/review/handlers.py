"""The addresses of the review: the list, one translation, its style and script; only for this machine."""

import asyncio
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from tornado import web

from generator.desk.translation_review import Reviews, Shown
from generator.errors import NashraError
from generator.serve.addresses import is_loopback
from generator.serve.guard import Guarded
from generator.serve.preview import Preview
from generator.serve.review.forms import Sent, following, read_form
from generator.serve.review.pages import list_page, lost_page, outcome, translation_page
from generator.translation.standing import Standing

PATH = "/nashra-review/"

_FILES = {"review.css": "text/css; charset=utf-8", "review.js": "text/javascript; charset=utf-8"}
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)

Answer = TypeVar("Answer")


def routes(preview: Preview, reviews: Reviews) -> list[tuple[str, type[web.RequestHandler], dict[str, Any]]]:
    """Return the addresses of the review of one digest. The token tells its own forms from those of others."""
    given = {"preview": preview, "reviews": reviews, "token": secrets.token_urlsafe()}
    return [
        (PATH, WorkList, given),
        (f"{PATH}translation", Translation, given),
        (f"{PATH}(review\\.(?:css|js))", Resource, {"preview": preview}),
    ]


class _Review(Guarded):
    """A page of the review. Whoever may write into content sits at this machine."""

    def initialize(self, preview: Preview, reviews: Reviews, token: str) -> None:  # type: ignore[override]  # more is given
        """Take what is reviewed."""
        self.preview, self.reviews, self.token = preview, reviews, token

    def prepare(self) -> None:
        """Refuse who is not at this machine, and forms of which no browser says where they come from."""
        super().prepare()
        unnamed = self.request.method == "POST" and "Origin" not in self.request.headers
        if unnamed or not is_loopback(self.preview.host):
            raise web.HTTPError(403)

    async def ask(self, question: Callable[..., Answer], *arguments: object) -> Answer:
        """Return an answer of the desk, which reads files, without holding up other pages."""
        try:
            return await asyncio.to_thread(question, *arguments)
        except NashraError as error:
            raise web.HTTPError(404, log_message=error.message) from None

    def show(self, page: str, status: int = 200) -> None:
        """Answer with a page."""
        self.set_status(status)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Content-Security-Policy", _POLICY)
        # Not `no-referrer`: under that, a form names no origin, and could not be told from another site's.
        self.set_header("Referrer-Policy", "same-origin")
        self.finish(page)


class WorkList(_Review):
    """All that waits for a person."""

    async def get(self) -> None:
        """Answer with it."""
        self.show(list_page(await self.ask(self.reviews.work), PATH))


class Translation(_Review):
    """One translation, part by part."""

    async def get(self) -> None:
        """Show how it stands."""
        shown = await self.ask(self.reviews.shown, self.get_query_argument("path"))
        at = self.get_query_argument("at", "") or following(shown.standing, "")
        self._answer(shown, at=at, by=self.get_query_argument("by", ""), said=self._said(shown.standing))

    async def post(self) -> None:
        """Write what the person decided, and go on to the next part; or show again what could not be written."""
        path, names = self.get_query_argument("path"), self.request.body_arguments
        fields = {name: self.get_body_argument(name, strip=False) for name in names}
        sent = read_form(fields)
        try:
            settled = await self._settled(path, sent, fields.get("token", ""))
            shown = await asyncio.to_thread(self.reviews.shown, path)
        except NashraError as error:
            self.show(lost_page(sent.typed, error.message, PATH), 409)
            return
        if isinstance(settled, str):
            self._answer(shown, by=sent.by, said=settled, typed=sent.typed, status=409)
            return
        at = following(shown.standing, sent.accepted)
        # No fragment: browsers do not put the cursor anywhere in a page that was asked for with one.
        self.redirect(
            f"{PATH}translation?path={quote(path, safe='')}&at={quote(at)}&by={quote(sent.by)}"
            f"&saved={len(sent.revisions)}",
            status=303,
        )

    async def _settled(self, path: str, sent: Sent, token: str) -> str | None:
        """Write what was sent; return what to tell, as HTML, where it could not be written."""
        if not secrets.compare_digest(token.encode(), self.token.encode()):
            return "The preview was started anew since this page was opened. What you typed is still here: save again."
        if not sent.revisions:
            return None
        settled = await asyncio.to_thread(self.reviews.settle, path, sent.revisions, sent.by)
        return None if settled.status else outcome(settled)

    def _answer(self, shown: Shown, *, status: int = 200, **given: Any) -> None:  # noqa: ANN401
        self.show(translation_page(shown, PATH, token=self.token, **given), status)

    def _said(self, standing: Standing) -> str:
        saved = self.get_query_argument("saved", "")
        if not saved.isdigit():
            return ""
        done = "" if following(standing, "") else f' Nothing waits here any more. <a href="{PATH}">What else waits</a>'
        return f"{'Nothing was changed.' if saved == '0' else 'Saved.'}{done}"


class Resource(Guarded):
    """The style and the script of the review."""

    def get(self, name: str) -> None:
        """Answer with it."""
        self.set_header("Content-Type", _FILES[name])
        self.finish(Path(__file__).with_name(name).read_bytes())
