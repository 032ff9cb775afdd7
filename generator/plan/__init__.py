"""The linked site becomes pages, each with its address, its template and every value that its template shows.

Pure and complete: what is not in a page or its frame cannot be on the page, so the fingerprint of the two is its key.
"""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import msgspec

from generator import locales
from generator.config import Config
from generator.model import Finding, Frame, Link, Page, Site, Value
from generator.plan import feeds, lists, threads
from generator.plan.articles import article_pages
from generator.plan.editions import Edition
from generator.plan.positions import NOWHERE, positions
from generator.plan.redirects import redirects
from generator.plan.related import related_threads
from generator.theme import AssetFile, ThemeFiles

RESERVED = frozenset({"sitemap.xml"})
"""Addresses that are the site's own also where there is no page at them."""


class Plan(Value, frozen=True, kw_only=True):
    """All outputs of a build: pages, the frame of each edition, and files that are copied as they are."""

    pages: tuple[Page, ...]
    frames: dict[str, Frame]
    assets: tuple[AssetFile, ...]
    findings: tuple[Finding, ...]


def plan(site: Site, config: Config, theme: ThemeFiles) -> Plan:
    """Return everything that the site consists of. Pages of one story stand together, so that they share its body."""
    editions = {lang: Edition(lang, site, config, theme.strings(lang)) for lang in config.languages}
    told = {lang: _Lists(edition) for lang, edition in editions.items()}
    style, others = theme.stylesheet(), theme.assets()
    pages = [
        *_articles(site, editions, told),
        *(page for lang in editions for page in told[lang].pages(editions, told)),
    ]
    home = told[config.default_language].front(editions)
    pages += [
        home,
        feeds.not_found_page(editions, urlsplit(config.base_url).path or "/"),
        feeds.robots_page(config.base_url),
        feeds.nojekyll_page(),
    ]
    if config.base_url:
        pages.append(feeds.sitemap_page(pages, site.stories))
    assets = (style, *others.values())
    taken = {page.path for page in pages} | {asset.path for asset in assets} | RESERVED
    leading_on, findings = redirects(editions, pages, taken)
    pages += leading_on
    icon = others["icon.svg"].path if "icon.svg" in others else ""
    frames = {lang: _frame(edition, told[lang], style.path, icon) for lang, edition in editions.items()}
    return Plan(pages=tuple(pages), frames=frames, assets=assets, findings=findings)


def _articles(site: Site, editions: Mapping[str, Edition], told: Mapping[str, "_Lists"]) -> Iterator[Page]:
    visible = {lang: frozenset(story.stem for story in edition.stories) for lang, edition in editions.items()}
    for story in site.stories:
        for lang, edition in editions.items():
            if story.stem in visible[lang]:
                yield from article_pages(edition, editions, story, told[lang].positions.get(story.stem, NOWHERE))


class _Lists:
    """The lists of one edition, each grouped once."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.threads = threads.by_thread(edition)
        self.groups: dict[str, tuple[lists.Group, ...]] = {
            "sections": tuple(lists.section_groups(edition)),
            "sources": tuple(lists.source_groups(edition)),
            "tags": tuple(lists.tag_groups(edition)),
            "archive": tuple(lists.month_groups(edition)),
        }
        self.ids = {folder: frozenset(group.id for group in groups) for folder, groups in self.groups.items()}
        self.positions = positions(edition, self.threads)

    def pages(self, editions: Mapping[str, Edition], told: Mapping[str, "_Lists"]) -> Iterator[Page]:
        """Yield every list of this edition, and the feeds beside them."""
        edition = self.edition
        yield from lists.home_pages(edition, editions, self.threads)
        related = related_threads(edition, self.threads)
        for thread, stories in self.threads.items():
            having = frozenset(lang for lang, other in told.items() if thread in other.threads)
            yield from threads.thread_pages(edition, editions, thread, stories, related[thread], having)
        yield threads.threads_page(edition, editions, self.threads)
        for folder, groups in self.groups.items():
            yield from self._groups(folder, groups, editions, told)

    def _groups(
        self,
        folder: str,
        groups: tuple[lists.Group, ...],
        editions: Mapping[str, Edition],
        told: Mapping[str, "_Lists"],
    ) -> Iterator[Page]:
        for group in groups:
            having = frozenset(lang for lang, other in told.items() if group.id in other.ids[folder])
            yield from lists.group_pages(self.edition, editions, group, having)
        match folder:
            case "sections" | "sources" | "archive":
                yield lists.index_page(self.edition, editions, folder, groups)

    def front(self, editions: Mapping[str, Edition]) -> Page:
        """Return `/index.html`: the home of the default language, with the others one click away."""
        home = next(lists.home_pages(self.edition, editions, self.threads))
        titles = dict.fromkeys(edition.named(edition.config.title, "").text for edition in editions.values())
        return msgspec.structs.replace(home, path=lists.FRONT, canonical=lists.FRONT, root="", title=" | ".join(titles))


def _frame(edition: Edition, told: _Lists, stylesheet: str, icon: str) -> Frame:
    config = edition.config
    nav = [("home", "index.html"), ("threads", "threads/index.html")]
    nav += [(folder, f"{folder}/index.html") for folder in ("sections", "archive", "sources") if told.groups[folder]]
    return Frame(
        lang=edition.lang,
        dir=edition.dir,
        site_title=edition.named(config.title, "").text,
        site_description=edition.named(config.description, "").text,
        base_url=config.base_url,
        og_locale=locales.og_locale(edition.regional),
        og_alternates=tuple(locales.og_locale(lang) for lang in config.languages if lang != edition.lang),
        home=edition.at("index.html"),
        nav=tuple(Link(path=edition.at(path), text=edition.words(edition.say(key))) for key, path in nav),
        sections=tuple(edition.section_link(group.id) for group in told.groups["sections"]),
        strip=tuple(edition.thread_link(thread) for thread in threads.strip(edition, told.threads)),
        follow=tuple(
            Link(path=each.url, text=edition.named(each.label, each.url), external=True) for each in config.follow
        ),
        feed=feeds.edition_feeds(edition)[0].path,
        stylesheet=stylesheet,
        icon=icon,
        strings=edition.strings.plain,
    )
