"""The linked site becomes pages, each with its address, its template and every value that its template shows.

Pure and complete: what is not in a page or its frame cannot be on the page, so the fingerprint of the two is its key.
"""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import msgspec

from generator import locales
from generator.config import Config
from generator.model import Finding, Frame, IndexKind, Link, Page, Site, Value
from generator.plan import archive, crawling, digests, feed_lists, feeds, home, lists, records, threads
from generator.plan.articles import article_pages
from generator.plan.credits import credits_pages
from generator.plan.editions import Edition
from generator.plan.pictures import picture_files
from generator.plan.positions import NOWHERE, positions
from generator.plan.redirects import redirects
from generator.plan.related import related_threads
from generator.plan.search import SCRIPTS, search_index, search_page
from generator.plan.typefaces import needed_at_once, typeface
from generator.plan.words import words_pages
from generator.theme import AssetFile, ThemeFiles

RESERVED = frozenset({"sitemap.xml"})
"""Addresses that are the site's own also where there is no page at them."""


class Plan(Value, frozen=True, kw_only=True):
    """All outputs of a build: pages, the frame of each edition, and files that are copied as they are.

    `pictures` are the paths of the files that the pages' pictures consist of.
    """

    pages: tuple[Page, ...]
    frames: dict[str, Frame]
    assets: tuple[AssetFile, ...]
    pictures: frozenset[str]
    findings: tuple[Finding, ...]


def plan(site: Site, config: Config, theme: ThemeFiles) -> Plan:
    """Return everything that the site consists of. Pages of one story stand together, so that they share its body."""
    font = None if config.fonts == "system" else theme.font(config.fonts)
    named = typeface(font, config.fonts)
    editions = {lang: Edition(lang, site, config, theme.strings(lang), named) for lang in config.languages}
    told = {lang: _Lists(edition) for lang, edition in editions.items()}
    style, others = theme.stylesheet(*([font.css] if font else [])), theme.assets()
    pages = [
        *_articles(site, config, editions, told),
        *(page for lang in editions for page in told[lang].pages(editions, told)),
    ]
    pages += [
        told[config.default_language].front(editions),
        crawling.not_found_page(editions, urlsplit(config.base_url).path or "/"),
        crawling.robots_page(config.base_url),
        crawling.nojekyll_page(),
    ]
    index = search_index(editions, site)
    scripts = tuple(others[name].path for name in SCRIPTS if name in others)
    pages += index.pages
    for edition in editions.values():
        pages.append(search_page(edition, editions, index, scripts))
        pages += words_pages(edition, editions)
    pages += [feed_lists.feeds_page(edition, editions, pages) for edition in editions.values()]
    pages.append(feed_lists.feed_list_page(editions, pages))
    if config.data:
        pages += list(records.record_lists(editions, site, pages))
    if config.base_url:
        pages += list(crawling.sitemap_pages(pages, site.stories, config))
    assets = (style, *others.values(), *([font.file, font.licence] if font else []))
    pictures = picture_files(pages)
    taken = {page.path for page in pages} | {asset.path for asset in assets} | pictures | RESERVED
    leading_on, findings = redirects(editions, pages, taken)
    pages += leading_on
    icon = others["icon.svg"].path if "icon.svg" in others else ""
    frames = {
        lang: _frame(edition, told[lang], style.path, needed_at_once(font, lang), icon)
        for lang, edition in editions.items()
    }
    return Plan(pages=tuple(pages), frames=frames, assets=assets, pictures=pictures, findings=findings)


def _articles(
    site: Site, config: Config, editions: Mapping[str, Edition], told: Mapping[str, "_Lists"]
) -> Iterator[Page]:
    visible = {lang: frozenset(story.stem for story in edition.stories) for lang, edition in editions.items()}
    for story in site.stories:
        shown = False
        for lang, edition in editions.items():
            if story.stem in visible[lang]:
                shown = True
                yield from article_pages(edition, editions, story, told[lang].positions.get(story.stem, NOWHERE))
        if shown and config.data and (record := records.record_page(story, config)):
            yield record


class _Lists:
    """The lists of one edition, each grouped once."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.threads = threads.by_thread(edition)
        self.groups: dict[IndexKind, tuple[lists.Group, ...]] = {
            "sections": tuple(lists.section_groups(edition)),
            "sources": tuple(lists.source_groups(edition)),
            "tags": tuple(lists.tag_groups(edition)),
        }
        self.ids = {folder: frozenset(group.id for group in groups) for folder, groups in self.groups.items()}
        self.months = archive.months(edition)
        self.digests = digests.digests(edition)
        self.names = self.digests.ids
        self.positions = positions(edition, self.threads)

    def pages(self, editions: Mapping[str, Edition], told: Mapping[str, "_Lists"]) -> Iterator[Page]:
        """Yield every list of this edition, and the feeds beside them."""
        edition = self.edition
        yield from home.home_pages(edition, editions, self.threads)
        related = related_threads(edition, self.threads)
        for thread, stories in self.threads.items():
            having = {lang: other.threads[thread] for lang, other in told.items() if thread in other.threads}
            yield from threads.thread_pages(edition, editions, thread, stories, related[thread], having)
        yield threads.threads_page(edition, editions, self.threads)
        for folder, groups in self.groups.items():
            yield from self._groups(folder, groups, editions, told)
        yield from self._days(editions, told)
        yield from credits_pages(edition, editions)

    def _days(self, editions: Mapping[str, Edition], told: Mapping[str, "_Lists"]) -> Iterator[Page]:
        names = {lang: other.names for lang, other in told.items()}
        yield from digests.digest_pages(self.edition, editions, self.digests, names)
        months = {lang: frozenset(month.id for month in other.months) for lang, other in told.items()}
        having = {
            month.id: frozenset(lang for lang, found in months.items() if month.id in found) for month in self.months
        }
        yield from archive.month_pages(self.edition, editions, self.months, having)
        yield archive.archive_page(self.edition, editions, self.months, tags=bool(self.groups["tags"]))

    def _groups(
        self,
        folder: IndexKind,
        groups: tuple[lists.Group, ...],
        editions: Mapping[str, Edition],
        told: Mapping[str, "_Lists"],
    ) -> Iterator[Page]:
        for group in groups:
            having = frozenset(lang for lang, other in told.items() if group.id in other.ids[folder])
            yield from lists.group_pages(self.edition, editions, group, having)
        if any(other.groups[folder] for other in told.values()):
            yield from lists.index_pages(self.edition, editions, folder, groups)

    def front(self, editions: Mapping[str, Edition]) -> Page:
        """Return `/index.html`: the home of the default language, with the others one click away.

        Where there are no others, it is that home once more, to which search engines are sent.
        """
        front = next(home.home_pages(self.edition, editions, self.threads))
        titles = dict.fromkeys(edition.named(edition.config.title, "").text for edition in editions.values())
        if len(editions) > 1:
            title = " | ".join(titles)
            return msgspec.structs.replace(front, path=home.FRONT, canonical=home.FRONT, root="", title=title)
        motto = self.edition.named(self.edition.config.description, "").text
        title = " | ".join(filter(None, (*titles, motto)))
        return msgspec.structs.replace(front, path=home.FRONT, root="", title=title, alternates=(), x_default="")


def _frame(edition: Edition, told: _Lists, stylesheet: str, fonts: tuple[str, ...], icon: str) -> Frame:
    config = edition.config
    having = {"sections": told.groups["sections"], "archive": told.months, "sources": told.groups["sources"]}
    nav = [("home", "index.html"), ("threads", "threads/index.html")]
    nav += [(folder, f"{folder}/index.html") for folder, there in having.items() if there]
    nav.append(("search", "search.html"))
    foot = (("credits", "credits.html"), ("all_feeds", feed_lists.PAGE))
    return Frame(
        lang=edition.lang,
        dir=edition.dir,
        digits=edition.digits,
        site_title=edition.named(config.title, "").text,
        nameplate=edition.named(config.title, ""),
        motto=edition.named(config.description, "") if config.description else None,
        base_url=config.base_url,
        og_locale=locales.og_locale(edition.regional),
        og_locales={
            locales.hreflang(lang): locales.og_locale(locales.regional(lang, config.timezone))
            for lang in config.languages
            if lang != edition.lang
        },
        home=edition.at("index.html"),
        nav=tuple(Link(path=edition.at(path), text=edition.words(edition.say(key))) for key, path in nav),
        sections=tuple(edition.section_link(group.id) for group in told.groups["sections"]),
        strip=tuple(edition.thread_link(thread) for thread in threads.strip(edition, told.threads)),
        follow=tuple(
            Link(path=each.url, text=edition.named(each.label, each.url), external=True) for each in config.follow
        ),
        foot=tuple(Link(path=edition.at(path), text=edition.words(edition.say(key))) for key, path in foot),
        feed=feeds.edition_feeds(edition)[0].path,
        stylesheet=stylesheet,
        fonts=fonts,
        icon=icon,
        strings=edition.strings.plain,
    )
