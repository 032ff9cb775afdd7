"""Old addresses kept alive: pages that lead on, and feeds that go on where they were.

A static host cannot answer "moved". A page leads on by itself; a feed reader would not follow it, so at the old address
of a feed lies the feed of today: it keeps the id that its readers know, and names its new address. What programs read
of a thread says at its old address where it is now.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

import msgspec

from generator import slugs
from generator.folders import above
from generator.model import FeedView, Finding, Link, Page, RedirectView, Story, TextView, Thread, Value
from generator.plan.editions import Edition, root_of
from generator.plan.feeds import feed_id
from generator.plan.records import moved_thread_record, thread_record_path


class _Old(Value, frozen=True):
    """A page at an old address, where in which file somebody asks for it, and whether the address is in use again."""

    page: Page
    file: str
    place: tuple[int, int]
    key: str
    in_use: bool = False


def redirects(
    editions: Mapping[str, Edition], pages: Iterable[Page], taken: Collection[str]
) -> tuple[list[Page], tuple[Finding, ...]]:
    """Return the pages at old addresses of articles and threads, and a finding for each that something else has."""
    made, findings = [], []
    # Some file systems do not tell capitals apart, and no file lies where a folder does.
    files = {slugs.fold(path) for path in taken}
    folders = {folder for path in files for folder in above(path)}
    for old in (*_of_articles(editions), *_of_threads(editions, pages)):
        path = slugs.fold(old.page.path)
        if old.in_use or path in files or path in folders or not files.isdisjoint(above(path)):
            findings.append(_address_taken(old))
            continue
        files.add(path)
        folders.update(above(path))
        made.append(old.page)
    return made, tuple(findings)


def _of_articles(editions: Mapping[str, Edition]) -> Iterator[_Old]:
    for edition in editions.values():
        for story in edition.stories:
            original = story.original
            for page in _redirects_of(edition, story):
                yield _Old(page, original.path, original.place("aliases"), "aliases")


def _redirects_of(edition: Edition, story: Story) -> Iterator[Page]:
    """Yield a page at each old address of the articles that this edition shows in their own language.

    An original in no edition's language keeps its old addresses in the default edition.
    """
    config = edition.config
    homeless = edition.lang == config.default_language and story.original.lang not in config.languages
    owners = (story.version(edition.lang), story.original if homeless else None)
    for address in dict.fromkeys(address for owner in owners if owner for address in owner.aliases):
        target = Link(path=edition.article_path(story), text=edition.headline(story, edition.shown(story)))
        yield _redirect(edition, _file_at(address), target)


def _file_at(address: str) -> str:
    """Return the file that a static host serves at an old address: `x.html` itself, for `x` and `x/` an index."""
    path = address.strip("/")
    return path if path.endswith((".html", ".htm")) else f"{path}/index.html".lstrip("/")


def _of_threads(editions: Mapping[str, Edition], pages: Iterable[Page]) -> Iterator[_Old]:
    """Yield what lies at the addresses of a thread once more for each id that it had."""
    threads = next(iter(editions.values())).site.threads
    renamed = [thread for _, thread in sorted(threads.items()) if thread.old_ids]
    by_thread = _by_thread(editions, pages) if renamed else {}
    for edition in editions.values():
        for thread in renamed:
            own = by_thread.get((edition.lang, thread.id), [])
            place = thread.place("old_ids")
            for old in thread.old_ids:
                in_use = old in threads
                for page in own[:1] if in_use else own:
                    yield _Old(_moved(edition, thread, old, page), thread.path, place, "old_ids", in_use)
    records = {page.path for page in pages if isinstance(page.content, TextView)} if renamed else frozenset()
    base_url = next(iter(editions.values())).config.base_url
    for thread in renamed:
        for old in thread.old_ids:
            if old not in threads and thread_record_path(thread.id) in records:
                record = moved_thread_record(old, thread.id, base_url)
                yield _Old(record, thread.path, thread.place("old_ids"), "old_ids")


def _by_thread(editions: Collection[str], pages: Iterable[Page]) -> dict[tuple[str, str], list[Page]]:
    """Return the pages and feeds of each thread by edition and id."""
    found: dict[tuple[str, str], list[Page]] = {}
    for page in pages:
        lang, _, rest = page.path.partition("/threads/")
        if rest and lang in editions:
            found.setdefault((lang, rest.partition("/")[0].partition(".")[0]), []).append(page)
    return found


def _moved(edition: Edition, thread: Thread, old: str, page: Page) -> Page:
    """Return what lies at the address that a page of a thread had under an old id."""
    start = edition.at(f"threads/{thread.id}")
    path = edition.at(f"threads/{old}") + page.path.removeprefix(start)
    if not page.path.endswith(".html"):
        content = page.content
        if isinstance(content, FeedView):
            content = msgspec.structs.replace(content, id=feed_id(edition, edition.at(f"threads/{old}.html")))
        return msgspec.structs.replace(page, path=path, canonical=page.path, content=content)
    return _redirect(edition, path, Link(path=page.path, text=edition.named(thread.title, thread.id)))


def _redirect(edition: Edition, path: str, target: Link) -> Page:
    return Page(
        path=path,
        template="redirect.html",
        lang=edition.lang,
        title=target.text.text,
        description=target.text.text,
        root=root_of(path),
        canonical=target.path,
        indexable=False,
        content=RedirectView(target=target),
    )


def _address_taken(old: _Old) -> Finding:
    line, column = old.place
    return Finding(
        code="address-taken",
        severity="warning",
        file=old.file,
        line=line,
        column=column,
        message=f"something else of the site lies at the old address `{old.page.path}`",
        hint=f"remove it from `{old.key}`",
    )
