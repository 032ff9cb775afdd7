"""The search page of each edition, and the index that all of them share.

The index has a part for each language of texts and each year, and another one where a part is full; documents are
numbered from the oldest, so that a full part, and the files of texts before the newest, never change.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from generator import locales
from generator.fingerprints import fingerprint
from generator.model import (
    Article,
    Content,
    Link,
    Page,
    SearchChoice,
    SearchDocument,
    SearchDocumentsView,
    SearchPart,
    SearchText,
    SearchTextsView,
    SearchView,
    SearchWordsView,
    Site,
    Story,
    TextView,
    Value,
)
from generator.plan.articles import side_by_side_path
from generator.plan.editions import Edition, root_of, sources_of
from generator.plan.ordering import order_key
from generator.plan.paging import single
from generator.plan.words import PLACE as WORDS
from generator.search import TABLE, table_file

FOLDER = "search"
FULL = 512
"""So many documents has a part at most: one that changes is made again as a whole."""

A_SHARD = 32
MOST_SHARDS = 16
A_FILE_OF_TEXTS = 6
CSP = "script-src 'self'"
SCRIPTS = ("search-words.js", "search-files.js", "search-find.js", "search.js")
"""The scripts of the page, in their order."""

_TABLE_FINGERPRINT = fingerprint(TABLE.encode(), 5)
_TABLE_PATH = f"{FOLDER}/words.{_TABLE_FINGERPRINT}.js"


class _Text(Value, frozen=True, kw_only=True):
    """One version of a story, and the pages that show it."""

    story: Story
    article: Article
    places: tuple[str, ...]
    editions: tuple[str, ...]


class Index(Value, frozen=True, kw_only=True):
    """The whole index: its files, and what a search page says of its parts."""

    pages: tuple[Page, ...]
    parts: tuple[SearchPart, ...]
    threads: frozenset[str]
    sources: frozenset[str]


def search_index(editions: Mapping[str, Edition], site: Site) -> Index:
    """Return the index of every text that a page shows."""
    groups: dict[tuple[str, str], list[_Text]] = {}
    for story in sorted(site.stories, key=lambda each: each.order):
        for text in _texts(editions, story):
            groups.setdefault((text.article.lang, story.day[:4]), []).append(text)
    pages: list[Page] = []
    parts = []
    for (lang, year), texts in sorted(groups.items()):
        for number, members in enumerate(_cut(texts, FULL), 1):
            folder = f"{FOLDER}/{lang}-{year or 'undated'}-{number}"
            part, files = _part(folder, year, members, site)
            parts.append(part)
            pages += files
    if parts:
        pages.append(_page(_TABLE_PATH, "text.txt", TextView(text=table_file())))
    told = [text.story for texts in groups.values() for text in texts]
    return Index(
        pages=tuple(pages),
        parts=tuple(parts),
        threads=frozenset(thread for story in told for thread in story.threads),
        sources=frozenset(name for story in told for name in sources_of(story) if name in site.sources),
    )


def _texts(editions: Mapping[str, Edition], story: Story) -> Iterator[_Text]:
    for article in (story.original, *(article for _, article in sorted(story.translations.items()))):
        places = tuple(_places(editions, story, article))
        if places:
            lists = (each for each in editions.values() if each.shows(story) and each.shown(story) is article)
            yield _Text(story=story, article=article, places=places, editions=tuple(each.lang for each in lists))


def _places(editions: Mapping[str, Edition], story: Story, article: Article) -> Iterator[str]:
    """Yield the pages that show a text: of its own edition, else of those that show it beside or for want of theirs."""
    if article.lang in editions:
        yield editions[article.lang].article_path(story)
    elif article is story.original:
        for edition in editions.values():
            if edition.lang in story.translations:
                yield side_by_side_path(edition, story)
            elif edition.config.untranslated == "show":
                yield edition.article_path(story)


def _part(folder: str, year: str, texts: Sequence[_Text], site: Site) -> tuple[SearchPart, list[Page]]:
    lang = texts[0].article.lang
    documents = msgspec.msgpack.encode(tuple(_document(text, site) for text in texts))
    shards = max(1, min(MOST_SHARDS, len(texts) // A_SHARD))
    files: list[tuple[str, SearchWordsView | SearchDocumentsView | SearchTextsView]] = []
    views = [
        SearchWordsView(lang=lang, shard=number, shards=shards, table=_TABLE_FINGERPRINT, documents=documents)
        for number in range(shards)
    ]
    about = SearchDocumentsView(
        words=views[0],
        threads=tuple(text.story.threads for text in texts),
        sources=tuple(tuple(name for name in sources_of(text.story) if name in site.sources) for text in texts),
        editions=tuple(text.editions for text in texts),
    )
    files.append(("documents", about))
    files += [(f"words-{view.shard}", view) for view in views]
    files += [
        (f"texts-{number}", SearchTextsView(texts=tuple(_shown(text) for text in some)))
        for number, some in enumerate(_cut(texts, A_FILE_OF_TEXTS))
    ]
    pages = [_page(f"{folder}/{name}.js", "search-index.js", view) for name, view in files]
    # Only what is not in `about` is in the texts.
    told = (about, [view for _, view in files if isinstance(view, SearchTextsView)])
    part = SearchPart(
        folder=folder,
        lang=lang,
        year=year,
        version=fingerprint(msgspec.msgpack.encode(told), 5),
        documents=len(texts),
        shards=shards,
        texts=A_FILE_OF_TEXTS,
    )
    return part, pages


def _cut(texts: Sequence[_Text], size: int) -> Iterator[Sequence[_Text]]:
    return (texts[start : start + size] for start in range(0, len(texts), size))


def _document(text: _Text, site: Site) -> SearchDocument:
    original = text.story.original
    names = (*original.authors, *original.tags, *(name for name in sources_of(text.story) if name not in site.sources))
    return SearchDocument(
        title=text.article.title,
        summary=text.article.summary,
        about=" ".join(names),
        path=text.article.path,
        fingerprint=text.article.fingerprint,
    )


def _shown(text: _Text) -> SearchText:
    article = text.article
    return SearchText(
        title=article.title,
        dir=article.dir or locales.direction(article.lang),
        published=text.story.original.published,
        publisher=text.story.original.publisher,
        places=text.places,
        summary=article.summary,
        path=article.path,
        fingerprint=article.fingerprint,
    )


def _page(path: str, template: str, content: Content) -> Page:
    return Page(path=path, template=template, lang="", title="", description="", root=root_of(path), content=content)


# The page of an edition ---------------------------------------------------------------------------------------------


def search_page(edition: Edition, editions: Mapping[str, Edition], index: Index, scripts: tuple[str, ...]) -> Page:
    """Return the search page of an edition, with what a reader can choose in the edition's words."""
    langs = dict.fromkeys(part.lang for part in index.parts)
    years = sorted({part.year for part in index.parts if part.year}, reverse=True)
    undated = [SearchChoice(value="undated", text=edition.words(edition.say("undated")))]
    sources, threads = edition.site.sources, edition.site.threads
    told = frozenset(thread for story in edition.stories for thread in story.threads)
    view = SearchView(
        scripts=scripts,
        table=_TABLE_PATH,
        parts=index.parts,
        languages=_by_name(
            (
                SearchChoice(
                    value=lang,
                    text=edition.words(edition.language(lang)),
                    path=editions[lang].at("index.html") if lang in editions else "",
                )
                for lang in langs
            ),
            edition.lang,
        ),
        years=(
            *(
                SearchChoice(
                    value=year, text=edition.words(edition.date(year).shown), path=edition.at("archive/index.html")
                )
                for year in years
            ),
            *(undated if years and any(not part.year for part in index.parts) else ()),
        ),
        threads=_by_name(
            (
                SearchChoice(
                    value=name,
                    text=edition.thread_link(name).text,
                    names=_names(threads[name].title, threads[name].aliases),
                    path=edition.thread_link(name).path if name in told else "",
                )
                for name in index.threads
            ),
            edition.lang,
        ),
        sources=_by_name(
            (
                SearchChoice(
                    value=name,
                    text=edition.named(sources[name].name, name),
                    names=_names(sources[name].name, sources[name].aliases),
                    path=edition.at(f"sources/{name}.html") if name in edition.sources else "",
                )
                for name in index.sources
            ),
            edition.lang,
        ),
        words=Link(path=edition.at(WORDS), text=edition.words(edition.say("words"))),
        locale=edition.regional,
        digits=edition.digits,
        plurals=edition.strings.lang,
        count=edition.strings.counted["articles"],
    )
    page = single(edition, editions, "search.html", "search.html", edition.say("search"), view)
    return msgspec.structs.replace(page, csp=CSP)


def _by_name(choices: Iterable[SearchChoice], lang: str) -> tuple[SearchChoice, ...]:
    return tuple(sorted(choices, key=lambda each: (order_key(each.text.text, lang), each.value)))


def _names(names: Mapping[str, str], aliases: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*(name for _, name in sorted(names.items())), *aliases)))
