"""One edition of the site: its language, its words, its formats, and what may be said of a story in it."""

from datetime import datetime, timedelta
from functools import cached_property
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec

from generator import letters, locales, slugs
from generator.config import Config
from generator.model import (
    Article,
    Badge,
    Card,
    DateText,
    DayGroup,
    Direction,
    LanguageLink,
    Link,
    Site,
    SourceLine,
    Story,
    Text,
)
from generator.theme import Strings

DAY = len("2019-04-08")
"""A date of this length is known to the day."""


class Edition:
    """What the pages of one language share: stories it shows, links, dates, counts and cards, each made once."""

    def __init__(self, lang: str, site: Site, config: Config, strings: Strings, typeface: Link | None = None) -> None:
        self.lang = lang
        self.site = site
        self.config = config
        self.strings = strings
        self.typeface = typeface
        self.dir: Direction = locales.direction(lang)
        self.regional = locales.regional(lang, config.timezone)
        self.digits = locales.digit_system(self.regional, config.digits)
        self.stories = tuple(story for story in site.stories if self._shows(story))
        self._dates: dict[str, DateText] = {}
        self._cards: dict[str, Card] = {}
        self._sources: dict[str, SourceLine] = {}

    def _shows(self, story: Story) -> bool:
        return self.config.untranslated == "show" or story.version(self.lang) is not None

    @cached_property
    def sources(self) -> frozenset[str]:
        """The ids of the sources that have a page: those that an article of this edition names."""
        return frozenset(name for story in self.stories for name in sources_of(story) if name in self.site.sources)

    # Words ---------------------------------------------------------------------------------------------------

    def say(self, key: str, **values: str) -> str:
        """Return one of the interface's sentences with its blanks filled."""
        text = self.strings.plain[key]
        for name, value in values.items():
            text = text.replace("{" + name + "}", value)
        return text

    def count(self, key: str, number: int, **values: str) -> str:
        """Return a counted noun in the right plural form (`55 خبرًا`), its other blanks filled."""
        forms = self.strings.counted[key]
        category = locales.plural_category(number, self.strings.lang)
        shown = locales.format_number(number, self.regional, self.digits)
        text = forms.get(category, forms["other"])
        for name, value in {"count": shown, **values}.items():
            text = text.replace("{" + name + "}", value)
        return text

    def number(self, number: int) -> str:
        """Return a number in this edition's digits."""
        return locales.format_number(number, self.regional, self.digits)

    def words(self, text: str) -> Text:
        """Return text in this edition's own language."""
        return Text(text=text, lang=self.lang, dir=self.dir)

    def text(self, text: str, article: Article) -> Text:
        """Return text of an article, with the article's language and direction."""
        return Text(text=text, lang=article.lang, dir=article.dir or locales.direction(article.lang))

    def name(self, text: str, article: Article) -> Text:
        """Return a name that an article holds: in the article's language if it is written in its script."""
        if letters.script_of(text) == locales.script(article.lang):
            return Text(text=text, lang=article.lang, dir=locales.direction(article.lang))
        return Text(text=text)

    def named(self, names: dict[str, str], fallback: str) -> Text:
        """Return a name in this language, else in the first language that has one, else `fallback`."""
        for lang in (self.lang, self.lang.partition("-")[0], self.config.default_language, *names):
            if names.get(lang):
                return Text(text=names[lang], lang=lang, dir=locales.direction(lang))
        return Text(text=fallback)

    def date(self, published: str) -> DateText:
        """Return a date as people write it here, as precise as it is known."""
        if published not in self._dates:
            self._dates[published] = DateText(
                machine=published,
                shown=locales.format_date(published, self.regional, self.digits, "long") if published else "",
                time=locales.format_time(published, self.regional, self.digits) if "T" in published else "",
            )
        return self._dates[published]

    def dateline(self, published: str) -> DateText:
        """Return a date with the clock that its time of day is of, for the place where an article stands alone."""
        told = self.date(published)
        return msgspec.structs.replace(told, zone=self._zone(published)) if told.time else told

    def _zone(self, published: str) -> str:
        own = ZoneInfo(self.config.timezone)
        moment = datetime.fromisoformat(published)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=own)
        offset, here = (moment.utcoffset() or timedelta(), moment.astimezone(own).utcoffset())
        city = locales.city_names(self.lang).get(self.config.timezone, "")
        if city and offset == here:
            return self.say("zone_of", city=city)
        return locales.format_offset(round(offset.total_seconds() / 60), self.regional, self.digits)

    def language(self, tag: str) -> str:
        """Return the name of another language in this one."""
        return locales.language_name(tag, self.lang)

    # Places --------------------------------------------------------------------------------------------------

    def at(self, path: str) -> str:
        """Return the site path of something in this edition."""
        return f"{self.lang}/{path}"

    def article_path(self, story: Story) -> str:
        """Return where this edition shows a story."""
        return self.at(f"articles/{story.stem}.html")

    def digest_path(self, day: str) -> str:
        """Return where the digest of a day lies, nothing where the day is not known."""
        return self.at(f"digest/{day}.html") if len(day) == DAY else ""

    def index_link(self, folder: str, word: str) -> Link:
        """Return the link to an index of this edition, called `word` of the interface."""
        return Link(path=self.at(f"{folder}/index.html"), text=self.words(self.say(word)))

    def thread_link(self, thread: str) -> Link:
        """Return the link to a thread's page."""
        title = self.named(self.site.threads[thread].title, thread)
        return Link(path=self.at(f"threads/{thread}.html"), text=title)

    def section_link(self, section: str) -> Link:
        """Return the link to a section's page."""
        title = self.named(self.config.sections[section], section)
        return Link(path=self.at(f"sections/{section}.html"), text=title)

    def tag_link(self, tag: str, article: Article) -> Link:
        """Return the link to a tag's page."""
        return Link(path=self.at(f"tags/{tag_id(tag)}.html"), text=self.name(tag, article))

    def source(self, name: str, article: Article) -> SourceLine:
        """Return a publisher or source: an id of `content/sources/` has a page, a plain name has none."""
        known = self.site.sources.get(name)
        if known is None:
            return SourceLine(name=self.name(name, article))
        if name not in self._sources:
            path = self.at(f"sources/{name}.html") if name in self.sources else ""
            self._sources[name] = SourceLine(name=self.named(known.name, name), path=path)
        return self._sources[name]

    def credits(self, stories: tuple[Story, ...]) -> dict[str, SourceLine]:
        """Return the publishers and sources of stories (newest first), those that came first before others.

        A plain name is in the language of an article that is written in its script, if one of them names it.
        """
        found: dict[str, SourceLine] = {}
        for story in reversed(stories):
            for name in sources_of(story):
                if name not in found or not found[name].name.lang:
                    found[name] = self.source(name, story.original)
        return found

    # Stories -------------------------------------------------------------------------------------------------

    def shown(self, story: Story) -> Article:
        """Return the article that this edition shows of a story: its own language's, else the original."""
        return story.version(self.lang) or story.original

    def headline(self, story: Story, article: Article) -> Text:
        """Return an article's title; one that is not translated yet is the original's, and in its language."""
        owner = story.original if article.title == story.original.title else article
        return self.text(article.title, owner)

    def standfirst(self, story: Story, article: Article) -> Text | None:
        """Return an article's summary, if it has one; one that is not translated yet is in the original's language."""
        owner = story.original if article.summary == story.original.summary else article
        return self.text(article.summary, owner) if article.summary else None

    def badges(self, story: Story) -> tuple[Badge, ...]:
        """Return the labels of a story: its format, whether it is a draft, and how honest its language is."""
        article, original = self.shown(story), story.original
        labels = []
        if original.format != "article":
            labels.append(Badge(kind=original.format, text=self.say(f"badge_{original.format}")))
        if original.draft or article.draft:
            labels.append(Badge(kind="draft", text=self.say("badge_draft")))
        if article.lang != self.lang:
            labels.append(
                Badge(kind="untranslated", text=self.say("untranslated_badge", language=self.language(article.lang)))
            )
        elif article.translation and article.translation.status in {"machine", "partial"}:
            status = article.translation.status
            labels.append(Badge(kind=status, text=self.say(f"badge_{status}")))
        return tuple(labels)

    def card(self, story: Story) -> Card:
        """Return what other pages of this edition show of a story."""
        if story.stem not in self._cards:
            article, original = self.shown(story), story.original
            publisher = self.source(original.publisher, original) if original.publisher else None
            self._cards[story.stem] = Card(
                path=self.article_path(story),
                title=self.headline(story, article),
                summary=self.standfirst(story, article),
                date=self.date(original.published),
                day=story.day,
                publisher=Link(path=publisher.path, text=publisher.name) if publisher else None,
                badges=self.badges(story),
                thread=self.thread_link(story.threads[0]) if story.threads else None,
                section=self.section_link(story.section) if story.section else None,
            )
        return self._cards[story.stem]

    def days(self, stories: tuple[Story, ...]) -> tuple[DayGroup, ...]:
        """Group stories, newest first, by the day of publication."""
        groups: dict[str, list[Card]] = {}
        for story in stories:
            groups.setdefault(story.day, []).append(self.card(story))
        return tuple(
            DayGroup(label=self.date(day), cards=tuple(cards), digest=self.digest_path(day))
            for day, cards in groups.items()
        )

    def readable_in(self, stories: tuple[Story, ...]) -> tuple[Text, ...]:
        """Return the languages that some of these stories can be read in, by their own names, this edition's first."""
        found = {lang for story in stories for lang in (story.original.lang, *story.translations)}
        ordered = sorted(found, key=lambda lang: (lang != self.lang, lang))
        return tuple(Text(text=locales.endonym(lang), lang=lang, dir=locales.direction(lang)) for lang in ordered)

    def language_links(self, paths: dict[str, str], fallback: str) -> tuple[LanguageLink, ...]:
        """Return the language switch: `paths` by edition, and `fallback` below an edition that has no such page."""
        return tuple(
            LanguageLink(
                lang=lang,
                dir=locales.direction(lang),
                name=locales.endonym(lang),
                path=paths.get(lang, f"{lang}/{fallback}"),
                current=lang == self.lang,
                same_page=lang in paths,
            )
            for lang in self.config.languages
        )


def sources_of(story: Story) -> tuple[str, ...]:
    """Return who published a story and whom it names as its sources, each once."""
    names = dict.fromkeys((story.original.publisher, *story.original.sources))
    names.pop("", None)
    return tuple(names)


def tag_id(tag: str) -> str:
    """Return the part of an address that a tag has, the same for tags that a file system may take for one."""
    address = slugs.slug(slugs.fold(tag))
    # The index of all tags lies at that address.
    return f"{address}-1" if address == "index" else address


def host(url: str) -> str:
    """Return the host of an address, as a reader would name the place."""
    return (urlsplit(url).hostname or "").removeprefix("www.")


def root_of(path: str) -> str:
    """Return what leads from a page back to the site's root."""
    return "../" * path.count("/")
