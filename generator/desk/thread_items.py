"""A digest as threading reads it: articles as plain text with a person's words for and against, threads as outlines.

What was read of a file is remembered in `.nashra/` by the file's fingerprint, so that the next command reads only what
changed. Private articles are left out altogether: their words must not tell in anything that is said of others.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec

from generator.config import Config
from generator.content import body_of, safe_join
from generator.content.articles import first_originals, first_translations
from generator.errors import NashraError
from generator.fingerprints import combine
from generator.importers.identity import NEAR
from generator.link import ids_of_today
from generator.markdown import plain_text
from generator.model import Article, Thread, Value
from generator.recall import recall
from generator.similarity import Index, compare, sketch
from generator.state import State
from generator.threads import Item, Outline
from generator.threads.deciding import day
from generator.threads.terms import language

PIVOT = "en"
"""The language in which articles of all languages are compared."""

_MOST = 6_000
"""How many letters of an article are read: what it is about stands at its beginning."""
_ALIKE = 20
"""How many runs of words two sketches must share for their texts to be compared."""
_KIND = "thread-text"


class Stories(Value, frozen=True, kw_only=True):
    """What threading reads of a digest: the originals by stem, items of those that are not private, and outlines.

    `called_now` has the present id of threads that were renamed; `keys` tells what each item was read from.
    """

    articles: dict[str, Article]
    items: tuple[Item, ...]
    threads: dict[str, Thread]
    outlines: tuple[Outline, ...]
    called_now: dict[str, str] = {}  # noqa: RUF012 - a struct copies it
    keys: dict[str, str] = {}  # noqa: RUF012 - a struct copies it

    def now(self, threads: Iterable[str]) -> tuple[str, ...]:
        """Return threads that an article names by the ids that they have now; those that are not there are left out."""
        return _now(threads, self.threads, self.called_now)

    def at(self, path: str) -> Article | None:
        """Return the original at `path`, or that of the translation there."""
        stem = path.rpartition("/")[2].removesuffix(".md").rpartition(".")[0]
        article = self.articles.get(stem)
        # Another file of the same name is no article: the build says so.
        is_its_own = article is not None and (article.path == path or not path.endswith(f".{article.lang}.md"))
        return article if is_its_own else None

    def same(self, thread: str, other: str) -> bool:
        """Tell whether two ids mean one thread, by whatever id it had."""
        return self.called_now.get(thread, thread) == self.called_now.get(other, other)


class _Text(Value, frozen=True):
    """What was read of one article: lede and text, title and text in English if there is a translation, a sketch."""

    text: str
    pivot: str
    sketch: tuple[int, ...]


def read_stories(project: Path, config: Config, state: State | None = None) -> Stories:
    """Return the articles and threads of `project`, reading only files that are not remembered in `state`."""
    content = recall(project, config, state)
    originals = first_originals(content.articles)
    translations = first_translations(content.articles, originals)
    public = {stem: article for stem, article in originals.items() if not article.private}
    pivots = _pivots(public, translations.values())
    keys = {stem: combine(article.fingerprint, _fingerprint(pivots[stem])) for stem, article in public.items()}
    texts = _texts(project, public, pivots, keys, state)
    called_now = ids_of_today(content.threads)
    items = {stem: _item(article, texts[stem], content.threads, called_now) for stem, article in public.items()}
    copies = _copies(items, texts)
    return Stories(
        articles=originals,
        items=tuple(msgspec.structs.replace(item, copy_of=copies.get(stem, "")) for stem, item in items.items()),
        threads=content.threads,
        outlines=tuple(outline(thread) for _, thread in sorted(content.threads.items())),
        called_now=called_now,
        keys=keys,
    )


def outline(thread: Thread) -> Outline:
    """Return what threading reads of a thread."""
    return Outline(
        id=thread.id,
        titles=thread.title,
        aliases=thread.aliases,
        names=thread.names,
        closed=thread.status == "closed",
    )


def keep_derived(state: State | None, kind: str, fresh: Mapping[str, bytes], gone: Iterable[str]) -> None:
    """Remember what was worked out, and forget what is gone; a state that is being written to is let be."""
    if state is not None:
        with suppress(NashraError), state.change() as change:
            change.keep_derived(kind, fresh, gone)


def _pivots(articles: Iterable[str], translations: Iterable[Article]) -> dict[str, Article | None]:
    """Return the English translation of each article, where there is one that may be read."""
    pivots: dict[str, Article | None] = dict.fromkeys(articles)
    for each in sorted(translations, key=lambda each: (each.stem, each.lang), reverse=True):
        if each.stem in pivots and language(each.lang) == PIVOT and not each.private:
            pivots[each.stem] = each
    return pivots


def _texts(
    project: Path,
    articles: Mapping[str, Article],
    pivots: Mapping[str, Article | None],
    keys: Mapping[str, str],
    state: State | None,
) -> dict[str, _Text]:
    known = state.derived(_KIND) if state else {}
    decode, encode = msgspec.msgpack.Decoder(_Text).decode, msgspec.msgpack.encode
    found: dict[str, _Text] = {}
    fresh: dict[str, bytes] = {}
    for stem, key in keys.items():
        if key in known:
            found[stem] = decode(known[key])
            continue
        found[stem] = _read(project, articles[stem], pivots[stem])
        fresh[key] = encode(found[stem])
    gone = known.keys() - set(keys.values())
    if fresh or gone:
        keep_derived(state, _KIND, fresh, gone)
    return found


def _fingerprint(article: Article | None) -> str:
    return article.fingerprint if article else ""


def _read(project: Path, article: Article, pivot: Article | None) -> _Text:
    text = _plain(project, article)
    english = f"{pivot.title}\n\n{_plain(project, pivot)}"[:_MOST] if pivot else ""
    return _Text(text, english, sketch(text))


def _plain(project: Path, article: Article) -> str:
    """Return lede and text of an article without markup, cut where they are long."""
    try:
        raw = safe_join(project, *article.path.split("/")).read_bytes()
    except (OSError, NashraError):
        # It went away since it was listed, and the next command will not list it.
        return article.summary
    body = plain_text(body_of(raw)[: 2 * _MOST])
    lede = "" if article.summary in body else f"{article.summary}\n\n"
    return f"{lede}{body}"[:_MOST]


def _copies(items: Mapping[str, Item], texts: Mapping[str, _Text]) -> dict[str, str]:
    """Return the article that each near-copy is a copy of: the first one of that language by day and name."""
    found: dict[str, str] = {}
    indexes: dict[str, Index[str]] = {}
    for stem in sorted(items, key=lambda each: (day(items[each]), each)):
        mine = texts[stem]
        index = indexes.setdefault(items[stem].lang, Index())
        for other in index.near(mine.sketch):
            if _is_copy(mine, texts[other]):
                found[stem] = other
                break
        else:
            # A copy of a copy is one of the first.
            index.add(stem, mine.sketch)
    return found


def _is_copy(left: _Text, right: _Text) -> bool:
    if len(set(left.sketch) & set(right.sketch)) < min(_ALIKE, len(left.sketch)):
        return False
    compared = compare(left.text, right.text)
    return compared.same or (compared.least >= NEAR and not compared.figures)


def _item(article: Article, text: _Text, threads: Mapping[str, Thread], called_now: Mapping[str, str]) -> Item:
    return Item(
        id=article.stem,
        date=article.published[:10],
        lang=article.lang,
        title=article.title,
        text=text.text,
        pivot=text.pivot,
        threads=_now(article.threads, threads, called_now),
        not_threads=_now(article.not_threads, threads, called_now),
    )


def _now(named: Iterable[str], threads: Mapping[str, Thread], called_now: Mapping[str, str]) -> tuple[str, ...]:
    now = dict.fromkeys(called_now.get(name, name) for name in named)
    return tuple(name for name in now if name in threads)
