"""Why the article on a page stands where it stands: worked out when asked for, kept until content changes."""

import re
from contextlib import suppress
from pathlib import Path
from threading import Event, Lock, Thread

import msgspec

from generator.config import Config, load_config
from generator.content import scan
from generator.desk.thread_items import Stories, read_stories
from generator.desk.thread_speech import speech
from generator.desk.thread_words import explanation, title_of
from generator.desk.threading import decisions_of
from generator.errors import NashraError
from generator.fingerprints import fingerprint
from generator.locales import Direction, direction
from generator.model import Article, Value
from generator.recall import open_state
from generator.threads import Decision

_PAGE = re.compile(r"(?P<lang>[^/]+)/articles/(?P<stem>[^/]+?)(?:/both)?\.html")
_HEADINGS = {
    "assigned": "why_in",
    "suggested": "why_probably_in",
    "none": "why_in_none",
    "by hand": "why_by_hand",
    "private": "why_private",
}


class _Known(Value, frozen=True):
    """What was worked out at one time."""

    config: Config
    stories: Stories
    decisions: dict[str, Decision]


class Standing(Value, frozen=True, kw_only=True):
    """Why an article stands where it stands, in the words of one language, for an editor who looks at its page.

    `heading` says it in short. In all sentences, ids and commands are in backticks, and titles in quotation marks.
    `summed` adds up to the score.
    """

    lang: str
    dir: Direction
    outcome: str
    heading: str
    verdict: str
    summed: tuple[tuple[str, float], ...] = ()
    together: str = ""
    changes: tuple[str, ...] = ()


class Standings:
    """The standings of all articles of a digest; several pages may be asked for at once.

    In a large digest they take their time. Who asks waits for `patience` seconds, and then gets what held before.
    """

    def __init__(self, project: Path, patience: float = 2.0) -> None:
        self._project = project
        self._patience = patience
        self._lock, self._working = Lock(), Lock()
        self._content = ""
        self._done = Event()
        self._known: _Known | None = None

    def of(self, page: str) -> Standing | None:
        """Return why the article on a page of the site is in its thread, in the language of the page.

        None for a page that shows no one article.
        """
        found = _PAGE.fullmatch(page)
        if found is None or (known := self._latest()) is None:
            return None
        article = known.stories.articles.get(found["stem"])
        return self._standing(article, known, found["lang"]) if article else None

    def _standing(self, article: Article, known: _Known, lang: str) -> Standing:
        words = speech(self._project, lang)
        told = explanation(article, known.decisions.get(article.stem), known.stories, known.config, words)
        likeliest = (told.thread or "",)
        threads = likeliest if told.outcome == "suggested" else told.threads or likeliest
        titles = (title_of(thread, known.stories, lang) or f"`{thread}`" for thread in threads)
        return Standing(
            lang=words.lang,
            dir=direction(words.lang),
            outcome=told.outcome,
            heading=words.say(_HEADINGS[told.outcome], thread=", ".join(titles)),
            verdict=told.verdict,
            summed=told.summed(words),
            together=told.together(words) if told.terms else "",
            changes=told.changes,
        )

    def _latest(self) -> _Known | None:
        content = fingerprint(msgspec.msgpack.encode(sorted(scan(self._project).stamps.items())))
        with self._lock:
            if content != self._content:
                self._content, self._done = content, Event()
                # A daemon, so that Ctrl-C need not wait for it.
                Thread(target=self._work_out, args=(content, self._done), daemon=True).start()
            done = self._done
        done.wait(self._patience)
        return self._known

    def _work_out(self, content: str, done: Event) -> None:
        with self._working:
            # What was true two edits ago is not worth the time.
            if content == self._content:
                # Settings that cannot be read, say: the preview shows what is wrong, and the ribbon what was known.
                with suppress(NashraError):
                    self._known = _known(self._project)
        done.set()


def _known(project: Path) -> _Known:
    config, _ = load_config(project)
    with open_state(project) as state:
        stories = read_stories(project, config, state)
        return _Known(config, stories, decisions_of(stories, config, state))
