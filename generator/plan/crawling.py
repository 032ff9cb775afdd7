"""Files for search engines and hosts: the sitemap, robots.txt, and the page that is shown where there is none."""

from collections.abc import Iterable, Iterator, Mapping

from generator.config import Config
from generator.model import Link, NotFoundView, Page, SitemapEntry, SitemapView, Story, TextView
from generator.plan.editions import DAY, Edition
from generator.plan.versions import home_of

MOST = 50_000
"""How many addresses a sitemap may have."""


def sitemap_pages(pages: Iterable[Page], stories: Iterable[Story], config: Config, most: int = MOST) -> Iterator[Page]:
    """Yield the sitemap of all pages that a search engine should find, split where they are more than `most`."""
    changed = _changes(stories, config)
    entries = tuple(
        SitemapEntry(
            path=page.path,
            lastmod=changed.get(page.path, ""),
            alternates=(*page.alternates, *((("x-default", page.x_default),) if page.x_default else ())),
        )
        for page in pages
        if page.indexable and page.canonical == page.path
    )
    if len(entries) <= most:
        yield _sitemap("sitemap.xml", SitemapView(entries=entries))
        return
    parts = {
        f"sitemap-{number}.xml": entries[start : start + most]
        for number, start in enumerate(range(0, len(entries), most), 1)
    }
    yield _sitemap("sitemap.xml", SitemapView(parts=tuple(parts)))
    for path, part in parts.items():
        yield _sitemap(path, SitemapView(entries=part))


def _changes(stories: Iterable[Story], config: Config) -> dict[str, str]:
    """Return the day on which each article's page last changed, as far as its files say: nobody else can know."""
    found = {}
    for story in stories:
        original = story.original
        for version in (original, *story.translations.values()):
            path = home_of(story, version, config)
            days = [original.published, original.captured, *(each.date for each in version.corrections)]
            days += [version.translation.made] if version.translation else []
            known = [day[:DAY] for day in days if len(day) >= DAY]
            if path and known:
                found[path] = max(known)
    return found


def _sitemap(path: str, view: SitemapView) -> Page:
    return Page(path=path, template="sitemap.xml", lang="", title="", description="", root="", content=view)


def robots_page(base_url: str) -> Page:
    """Return robots.txt, which names the sitemap where its address is known."""
    lines = ["User-agent: *", "Allow: /"]
    if base_url:
        lines.append(f"Sitemap: {base_url}sitemap.xml")
    return _text_page("robots.txt", "\n".join(lines) + "\n")


def nojekyll_page() -> Page:
    """Return the empty file that keeps static hosts from leaving out names that start with an underscore."""
    return _text_page(".nojekyll", "")


def _text_page(path: str, text: str) -> Page:
    return Page(path=path, template="text.txt", lang="", title="", description="", root="", content=TextView(text=text))


def not_found_page(editions: Mapping[str, Edition], base_path: str) -> Page:
    """Return the 404 page. It is shown at any depth, so its links start from the path of the base address."""
    first = next(iter(editions.values()))
    return Page(
        path="404.html",
        template="404.html",
        lang=first.lang,
        title=first.say("not_found_title"),
        description=first.say("not_found_text"),
        root=base_path,
        indexable=False,
        languages=first.language_links({lang: f"{lang}/index.html" for lang in editions}, "index.html"),
        content=NotFoundView(
            editions=tuple(
                (
                    lang,
                    edition.dir,
                    edition.say("not_found_title"),
                    edition.say("not_found_text"),
                    Link(path=f"{lang}/index.html", text=edition.words(edition.say("back_home"))),
                )
                for lang, edition in editions.items()
            )
        ),
    )
