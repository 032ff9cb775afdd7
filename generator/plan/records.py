"""Files for programs: every article and thread as JSON, all articles of a year in one file, and what there is."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from generator.config import Config
from generator.filters import absolute
from generator.fingerprints import fingerprint
from generator.model import Article, CorpusView, Page, RecordVersion, RecordView, Site, Story, TextView, Thread
from generator.plan.editions import Edition, sources_of
from generator.plan.versions import home_of, shown_body
from generator.records import VERSION

UNDATED = "undated"


def record_page(story: Story, config: Config) -> Page | None:
    """Return an article as JSON. A draft has none, also where the site is built with drafts."""
    if story.original.draft:
        return None
    translations = (each for each in story.translations.values() if not each.draft)
    view = RecordView(
        threads=story.threads,
        section=story.section,
        versions=tuple(_version(story, each, config) for each in (story.original, *translations)),
    )
    return _page(f"data/articles/{story.stem}.json", view)


def _version(story: Story, article: Article, config: Config) -> RecordVersion:
    return RecordVersion(article=article, body=shown_body(story, article), path=home_of(story, article, config))


def record_lists(editions: Mapping[str, Edition], site: Site, pages: Iterable[Page]) -> Iterator[Page]:
    """Yield the articles of each year in one file, every thread, and the index of all that `pages` have as records."""
    records = {page.content.versions[0].article.stem: page for page in pages if isinstance(page.content, RecordView)}
    stories = [story for story in reversed(site.stories) if story.stem in records]
    years: dict[str, list[Story]] = {}
    threads: dict[str, list[str]] = {}
    for story in stories:
        years.setdefault(story.day[:4] or UNDATED, []).append(story)
        for thread in story.threads:
            threads.setdefault(thread, []).append(story.stem)
    files = {f"data/articles-{year}.jsonl": members for year, members in sorted(years.items())}
    for path, members in files.items():
        yield _page(path, CorpusView(records=tuple(_line(records[story.stem]) for story in members)))
    having = {lang: {name for story in edition.stories for name in story.threads} for lang, edition in editions.items()}
    for name, stems in sorted(threads.items()):
        paths = {lang: edition.thread_link(name).path for lang, edition in editions.items() if name in having[lang]}
        yield _json(thread_record_path(name), _thread(site.threads[name], stems, paths, _config(editions).base_url))
    yield _json("data/index.json", _index(_config(editions), site, stories, files, threads))


def _config(editions: Mapping[str, Edition]) -> Config:
    return next(iter(editions.values())).config


def _line(record: Page) -> tuple[str, str]:
    return record.path, fingerprint(msgspec.msgpack.encode(record.content), 8)


def thread_record_path(name: str) -> str:
    """Return where a thread lies as JSON."""
    return f"data/threads/{name}.json"


def moved_thread_record(old: str, new: str, base_url: str) -> Page:
    """Return what lies at the old address of a thread that has another id now: the way to its record."""
    path = thread_record_path(new)
    moved_to = {"id": new, "path": path, "address": absolute(base_url, path) or None}
    return _json(thread_record_path(old), {"schema": VERSION, "id": old, "moved_to": moved_to})


def _thread(thread: Thread, stems: list[str], paths: Mapping[str, str], base_url: str) -> dict[str, object]:
    return {
        "schema": VERSION,
        "id": thread.id,
        "title": thread.title,
        "summary": thread.summary,
        "status": thread.status,
        "aliases": thread.aliases,
        "pages": {lang: {"path": path, "address": absolute(base_url, path) or None} for lang, path in paths.items()},
        "articles": stems,
    }


def _index(
    config: Config,
    site: Site,
    stories: Iterable[Story],
    files: Mapping[str, list[Story]],
    threads: Mapping[str, list[str]],
) -> dict[str, object]:
    # A section or source of hidden articles alone is as hidden as they are.
    sections = {story.section for story in stories}
    sources = {name for story in stories for name in sources_of(story)}
    return {
        "schema": VERSION,
        "title": config.title,
        "description": config.description,
        "base_url": config.base_url or None,
        "languages": config.languages,
        "sections": {name: titles for name, titles in config.sections.items() if name in sections},
        "sources": {
            name: {
                "name": source.name,
                "kind": source.kind,
                "url": source.url or None,
                "country": source.country or None,
            }
            for name, source in sorted(site.sources.items())
            if name in sources
        },
        "articles": [{"file": path, "count": len(members)} for path, members in files.items()],
        "threads": [
            {"id": name, "file": thread_record_path(name), "count": len(stems)}
            for name, stems in sorted(threads.items())
        ],
    }


def _json(path: str, told: Mapping[str, object]) -> Page:
    return _page(path, TextView(text=msgspec.json.encode(told).decode() + "\n"))


def _page(path: str, content: RecordView | CorpusView | TextView) -> Page:
    return Page(path=path, template="text.txt", lang="", title="", description="", root="", content=content)
