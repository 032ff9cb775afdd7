"""One edition of the site: its language, its words, its formats, and what may be said of a story in it."""

from collections.abc import Callable, Collection, Mapping
from functools import cached_property
from types import MappingProxyType
from urllib.parse import urlsplit

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
        self.stories = tuple(story for story in site.stories if self.shows(story))
        self._dates: dict[str, DateText] = {}
        self._cards: dict[str, Card] = {}
        self._links: dict[str | tuple[str, str], Link] = {}
        self._sources: dict[str, SourceLine] = {}

    def shows(self, story: Story) -> bool:
        """Return whether the lists of this edition have a story."""
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
        return self.of_no_language(text)

    def of_no_language(self, text: str) -> Text:
        """Return text of which nobody said the language: only its letters are known, where they are not these ones."""
        written = letters.script_of(text)
        return Text(text=text, lang=f"und-{written}" if written not in {"", locales.script(self.lang)} else "")

    def named(self, names: dict[str, str], fallback: str) -> Text:
        """Return a name in this language, else in the first language that has one, else `fallback`."""
        for lang in (self.lang, self.lang.partition("-")[0], self.config.default_language, *names):
            if names.get(lang):
                return Text(text=names[lang], lang=lang, dir=locales.direction(lang))
        return self.of_no_language(fallback)

    def date(self, published: str) -> DateText:
        """Return a date as people write it here, as precise as it is known."""
        if published not in self._dates:
            self._dates[published] = DateText(
                machine=published,
                shown=locales.format_date(published, self.regional, self.digits, "long") if published else "",
                time=locales.format_time(published, self.regional, self.digits) if "T" in published else "",
            )
        return self._dates[published]

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
        return self._link(f"threads/{thread}.html", lambda: self.named(self.site.threads[thread].title, thread))

    def section_link(self, section: str) -> Link:
        """Return the link to a section's page."""
        return self._link(f"sections/{section}.html", lambda: self.named(self.config.sections[section], section))

    def _link(self, path: str, text: Callable[[], Text]) -> Link:
        """Return a link that many pages have, and with them its very value: the fewer there are, the sooner read."""
        if path not in self._links:
            self._links[path] = Link(path=self.at(path), text=text())
        return self._links[path]

    def tag_link(self, tag: str, article: Article) -> Link:
        """Return the link to a tag's page."""
        key = tag, article.lang
        if key not in self._links:
            self._links[key] = Link(path=self.at(f"tags/{tag_id(tag)}.html"), text=self.name(tag, article))
        return self._links[key]

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

    def language_links(
        self,
        paths: Mapping[str, str],
        fallback: str,
        near: Mapping[str, str] = MappingProxyType({}),
        untranslated: Collection[str] = (),
    ) -> tuple[LanguageLink, ...]:
        """Return the language switch: `paths` by edition, of which `untranslated` ones show the original.

        An edition without such a page has one that is `near`, or `fallback`.
        """
        return tuple(
            LanguageLink(
                lang=lang,
                dir=locales.direction(lang),
                name=locales.endonym(lang),
                path=paths.get(lang) or near.get(lang) or f"{lang}/{fallback}",
                current=lang == self.lang,
                same_page=lang in paths and lang not in untranslated,
                note=self._switch_note(lang, lang in paths, lang in untranslated),
            )
            for lang in self.config.languages
        )

    def _switch_note(self, lang: str, there: bool, untranslated: bool) -> str:
        if lang == self.lang or (there and not untranslated):
            return ""
        return self.say("switch_untranslated" if there else "switch_elsewhere")


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
