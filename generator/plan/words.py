"""The index of words: the words of an edition's headlines and the articles under each, for readers without scripts."""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

from generator import locales
from generator.model import Article, Link, Page, Story, Text, Value, WordEntry, WordsView
from generator.plan.editions import Edition, root_of
from generator.plan.paging import single
from generator.search import fold, words_in, words_of

PLACE = "words/index.html"
WHOLE = 400
"""So few words stand on one page, without pages for letters."""

FULL = 150
"""A letter with more words than this has a page for each pair of first letters."""

NEWEST = 12
"""So many articles stand under a word at most; search finds the others."""

SHORTEST = 3
COMMON = 0.1
"""A word of more than this share of the headlines says nothing of an article …"""

SURELY_RARE = 8
"""… unless there are no more than this many."""


class _Word(Value, frozen=True, kw_only=True):
    """A word with the headlines that have it, newest first, and how it is written in them."""

    spellings: Counter[tuple[str, str]]
    stories: list[Story]


def words_pages(edition: Edition, editions: Mapping[str, Edition]) -> Iterator[Page]:
    """Yield the page of letters, and a page for each beginning of words."""
    words = _words(edition)
    groups = _by_beginning(words) if len(words) > WHOLE else {}
    whole = {} if groups else words
    letters = tuple(
        Link(path=edition.at(f"words/{beginning}.html"), text=_text(beginning, members))
        for beginning, members in sorted(groups.items())
    )
    letters = tuple(sorted(letters, key=lambda link: link.text.lang != edition.lang))
    heading = edition.say("words")
    top = Link(path=edition.at(PLACE), text=edition.words(heading))
    view = WordsView(heading=heading, letters=letters, entries=_entries(edition, whole))
    yield single(edition, editions, PLACE, "words.html", heading, view)
    for link in letters:
        beginning = link.path.rpartition("/")[2].removesuffix(".html")
        entries = _entries(edition, groups[beginning])
        title = f"{heading}: {beginning}"
        yield Page(
            path=link.path,
            template="words.html",
            lang=edition.lang,
            title=title,
            description=f"{title} – {edition.named(edition.config.title, '').text}",
            root=root_of(link.path),
            canonical=link.path,
            alternates=((locales.hreflang(edition.lang), link.path),),
            languages=edition.language_links({edition.lang: link.path}, PLACE),
            trail=(top, link),
            content=WordsView(heading=heading, letters=letters, current=link, entries=entries),
        )


def _words(edition: Edition) -> dict[str, _Word]:
    found: dict[str, _Word] = {}
    for story in edition.stories:
        article = edition.shown(story)
        for stem, spelling in _stems(article):
            word = found.setdefault(stem, _Word(spellings=Counter(), stories=[]))
            word.spellings[spelling, article.lang] += 1
            if not word.stories or word.stories[-1] is not story:
                word.stories.append(story)
    most = max(SURELY_RARE, COMMON * len(edition.stories))
    return {stem: word for stem, word in found.items() if len(word.stories) <= most}


def _stems(article: Article) -> Iterator[tuple[str, str]]:
    for spelling in words_in(article.title):
        stem = _stem(article.lang, spelling)
        if stem:
            yield stem, spelling


@lru_cache(maxsize=100_000)
def _stem(lang: str, spelling: str) -> str:
    """Return what a word of a headline stands under, nothing for a number or a very short word."""
    if len(fold(spelling)) < SHORTEST or spelling[0].isdecimal():
        return ""
    return next(iter(words_of(lang).stems(spelling)), "")


def _by_beginning(words: Mapping[str, _Word]) -> dict[str, dict[str, _Word]]:
    letters: dict[str, dict[str, _Word]] = {}
    for stem, word in words.items():
        letters.setdefault(stem[:1], {})[stem] = word
    groups: dict[str, dict[str, _Word]] = {}
    for letter, members in letters.items():
        for stem, word in members.items():
            groups.setdefault(stem[:2] if len(members) > FULL else letter, {})[stem] = word
    return groups


def _text(beginning: str, members: Mapping[str, _Word]) -> Text:
    langs = Counter(lang for word in members.values() for _, lang in word.spellings)
    lang = min(langs, key=lambda each: (-langs[each], each))
    return Text(text=beginning, lang=lang, dir=locales.direction(lang))


def _entries(edition: Edition, words: Mapping[str, _Word]) -> tuple[WordEntry, ...]:
    entries = (_entry(edition, word) for _, word in sorted(words.items()))
    return tuple(sorted(entries, key=lambda entry: entry.word.lang != edition.lang))


def _entry(edition: Edition, word: _Word) -> WordEntry:
    # The shortest spelling has the fewest particles and endings.
    spelling, lang = min(word.spellings, key=lambda each: (len(each[0]), -word.spellings[each], each))
    return WordEntry(
        word=Text(text=spelling, lang=lang, dir=locales.direction(lang)),
        articles=tuple(
            Link(path=edition.article_path(story), text=edition.headline(story, edition.shown(story)))
            for story in word.stories[:NEWEST]
        ),
        more=edition.count("articles", len(word.stories)) if len(word.stories) > NEWEST else "",
    )
