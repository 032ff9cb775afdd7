"""The index of words: the words of an edition's headlines and the articles under each, for readers without scripts."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from generator import letters, locales
from generator.model import Article, Link, Page, Story, Text, Value, WordEntry, WordsView
from generator.plan.editions import Edition, root_of
from generator.plan.ordering import order_key
from generator.plan.paging import single
from generator.search import fold, words_in, words_of

PLACE = "words/index.html"
WHOLE = 700
"""So few lines, words and headlines, stand on one page, without pages for letters."""

FULL = 150
"""A letter with more words than this has a page for each pair of first letters."""

NEWEST = 12
"""So many articles stand under a word at most; search finds the others."""

SHORTEST = 3
COMMON = 0.1
"""A word of more than this share of the headlines says nothing of an article …"""

SURELY_RARE = 8
"""… unless there are no more than this many."""


_MIXED = re.compile(r"\d[^\W\d]|[^\W\d]\d")


class _Word(Value, frozen=True, kw_only=True):
    """A word with the headlines that have it, newest first, and how it is written in them."""

    spellings: Counter[tuple[str, str]]
    stories: list[Story]


def words_pages(edition: Edition, editions: Mapping[str, Edition]) -> Iterator[Page]:
    """Yield the page of letters, and a page for each beginning of words."""
    words = _words(edition)
    lines = sum(1 + min(len(word.stories), NEWEST) for word in words.values())
    groups = _by_beginning(words) if lines > WHOLE else {}
    whole = {} if groups else words
    beginnings = tuple(
        Link(
            path=edition.at(f"words/{beginning}.html"),
            text=_text(edition, beginning, _langs(groups[beginning].values())),
        )
        for beginning in groups
    )
    beginnings = tuple(sorted(beginnings, key=lambda link: _order(edition, link.text)))
    heading = edition.say("words")
    top = Link(path=edition.at(PLACE), text=edition.words(heading))
    view = WordsView(heading=heading, letters=beginnings, entries=_entries(edition, whole))
    yield single(edition, editions, PLACE, "words.html", heading, view)
    for link in beginnings:
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
            content=WordsView(heading=heading, letters=beginnings, current=link, entries=entries),
        )


def _words(edition: Edition) -> dict[str, _Word]:
    found: dict[str, _Word] = {}
    shown = tuple((story, edition.shown(story)) for story in edition.stories)
    headlines = tuple((story, article.lang, _spellings(article)) for story, article in shown)
    # A word that two languages spell alike stands once, where this edition's language has it.
    homes: dict[str, str] = {}
    for _, lang, spellings in sorted(headlines, key=lambda each: each[1] != edition.lang):
        for spelling in spellings:
            homes.setdefault(fold(spelling), _stem(lang, spelling))
    for story, lang, spellings in headlines:
        for spelling in spellings:
            stem = homes[fold(spelling)]
            word = found.get(stem) or found.setdefault(stem, _Word(spellings=Counter(), stories=[]))
            word.spellings[spelling, lang] += 1
            if not word.stories or word.stories[-1] is not story:
                word.stories.append(story)
    most = max(SURELY_RARE, COMMON * len(edition.stories))
    return {stem: word for stem, word in found.items() if len(word.stories) <= most}


def _spellings(article: Article) -> tuple[str, ...]:
    """Return the words of a headline that the index has."""
    return tuple(spelling for spelling in words_in(article.title) if _stem(article.lang, spelling))


@lru_cache(maxsize=100_000)
def _stem(lang: str, spelling: str) -> str:
    """Return what a word of a headline stands under, nothing for a number or a very short word."""
    if len(fold(spelling)) < SHORTEST or spelling[0].isdecimal():
        return ""
    stems = words_of(lang).stems(spelling)
    # A name with a number has both for stems, and stands here as a whole.
    return fold(spelling) if _MIXED.search(spelling) else next(iter(stems), "")


def _by_beginning(words: Mapping[str, _Word]) -> dict[str, dict[str, _Word]]:
    letters: dict[str, dict[str, _Word]] = {}
    for stem, word in words.items():
        letters.setdefault(stem[:1], {})[stem] = word
    groups: dict[str, dict[str, _Word]] = {}
    for letter, members in letters.items():
        for stem, word in members.items():
            groups.setdefault(stem[:2] if len(members) > FULL else letter, {})[stem] = word
    return groups


def _text(edition: Edition, text: str, langs: Counter[str]) -> Text:
    """Return a word, or its beginning, in a language that is written in its script.

    `langs` counts the headlines that have it: one in English may quote an Arabic name.
    """
    often = sorted(langs, key=lambda each: (-langs[each], each))
    written = letters.script_of(text)
    if not written:
        return Text(text=text, lang=often[0], dir=locales.direction(often[0]))
    known = (*often, edition.lang, *edition.config.languages)
    lang = next((each for each in known if locales.script(each) == written), "")
    return Text(text=text, lang=lang, dir=locales.direction(lang)) if lang else Text(text=text, lang=f"und-{written}")


def _langs(words: Iterable[_Word]) -> Counter[str]:
    return Counter(lang for word in words for _, lang in word.spellings)


def _entries(edition: Edition, words: Mapping[str, _Word]) -> tuple[WordEntry, ...]:
    entries = (_entry(edition, word) for word in words.values())
    return tuple(sorted(entries, key=lambda entry: _order(edition, entry.word)))


def _order(edition: Edition, word: Text) -> tuple[bool, tuple[bool, str, str]]:
    """Return what words are sorted by: those of the edition's language first, then by its alphabet."""
    return word.lang != edition.lang, order_key(word.text, edition.lang)


def _entry(edition: Edition, word: _Word) -> WordEntry:
    counts: Counter[str] = Counter()
    for (spelling, _), count in word.spellings.items():
        counts[spelling] += count
    # The shortest spelling has the fewest particles and endings.
    spelling = min(counts, key=lambda each: (len(each), -counts[each], each))
    langs = Counter({lang: count for (each, lang), count in word.spellings.items() if each == spelling})
    return WordEntry(
        word=_text(edition, spelling, langs),
        articles=tuple(
            Link(path=edition.article_path(story), text=edition.headline(story, edition.shown(story)))
            for story in word.stories[:NEWEST]
        ),
        more=edition.count("articles", len(word.stories)) if len(word.stories) > NEWEST else "",
    )
