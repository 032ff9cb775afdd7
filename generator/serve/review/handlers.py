"""The addresses of the review: the list, one translation, its style and script; only for this machine."""

import asyncio
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from tornado import web

from generator.desk.translation_review import Reviews
from generator.errors import NashraError
from generator.serve.addresses import is_loopback
from generator.serve.guard import Guarded
from generator.serve.preview import Preview
from generator.serve.review.forms import following, read_form
from generator.serve.review.pages import list_page, outcome, translation_page
from generator.translation.standing import BlockStanding, Standing

PATH = "/nashra-review/"

_FILES = {"review.css": "text/css; charset=utf-8", "review.js": "text/javascript; charset=utf-8"}
_POLICY = "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'"

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
        standing = await self._standing()
        at = self.get_query_argument("at", "") or following(standing, "")
        await self._answer(standing, at=at, by=self.get_query_argument("by", ""), said=self._said(standing))

    async def post(self) -> None:
        """Write what the person decided, and go on to the next part; or show again what could not be written."""
        if not secrets.compare_digest(self.get_body_argument("token", ""), self.token):
            raise web.HTTPError(403)
        standing = await self._standing()
        sent = read_form(standing, lambda name: self.get_body_argument(name, None, strip=False))
        if sent.revisions:
            settled = await self.ask(self.reviews.settle, standing.path, sent.revisions, sent.by)
            if not settled.status:
                now = await self._standing()
                place = settled.unfit.place if settled.unfit else settled.changed[0]
                await self._answer(now, at=place, by=sent.by, said=outcome(settled), typed=sent.typed, status=409)
                return
            standing = await self._standing()
        at = following(standing, sent.accepted)
        # No fragment: browsers do not put the cursor anywhere in a page that was asked for with one.
        self.redirect(
            f"{PATH}translation?path={quote(standing.path, safe='')}&at={quote(at)}&by={quote(sent.by)}"
            f"&saved={len(sent.revisions)}",
            status=303,
        )

    async def _standing(self) -> Standing:
        return await self.ask(self.reviews.standing, self.get_query_argument("path"))

    async def _answer(self, standing: Standing, *, status: int = 200, **given: Any) -> None:  # noqa: ANN401
        pair = standing.source, standing.target

        def similar(part: BlockStanding) -> list[Any]:
            return self.reviews.similar(pair, part.original) if part.kind == "block" else []

        page = await asyncio.to_thread(
            lambda: translation_page(standing, PATH, token=self.token, similar=similar, **given)
        )
        self.show(page, status)

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
