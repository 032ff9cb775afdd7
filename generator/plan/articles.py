"""The pages of one story in one edition: the article, and original and translation side by side."""

from collections.abc import Iterator, Mapping

from generator import locales
from generator.config import Config
from generator.model import (
    AlsoPublished,
    Article,
    ArticleHead,
    ArticleView,
    Body,
    BothView,
    Link,
    Page,
    StatusNote,
    Story,
    Text,
    TextCorrection,
)
from generator.plan.editions import DAY, Edition, host, root_of
from generator.plan.positions import Position


def article_pages(
    edition: Edition, editions: Mapping[str, Edition], story: Story, position: Position
) -> Iterator[Page]:
    """Yield the article's page, and the side-by-side page where there is a translation to set beside it."""
    article = edition.shown(story)
    both = _both_path(edition, story) if edition.lang in story.translations else _both_of_original(edition, story)
    yield _article_page(edition, editions, story, article, both, position)
    if both:
        yield _both_page(edition, editions, story, both)


def _both_path(edition: Edition, story: Story) -> str:
    return edition.at(f"articles/{story.stem}/both.html")


def _both_of_original(edition: Edition, story: Story) -> str:
    """Return the side-by-side page of an edition that shows the original, if the story is translated into another."""
    if story.original.lang != edition.lang:
        return ""
    return _both_path(edition, story) if beside(edition, story) else ""


def beside(edition: Edition, story: Story) -> Article | None:
    """Return the translation that this edition sets beside the original."""
    own = story.translations.get(edition.lang)
    others = (story.translations.get(lang) for lang in edition.config.languages)
    return own or next((article for article in others if article), None)


def indexed_in(story: Story, config: Config) -> tuple[str, ...]:
    """Return the editions in which a search engine should find a story.

    They are those that have it in their own language; where none has, the default edition, which shows the original.
    """
    own = tuple(lang for lang in config.languages if story.version(lang))
    return own or (config.default_language,)


def _alternates(edition: Edition, story: Story) -> tuple[tuple[str, str], ...]:
    langs = [lang for lang in edition.config.languages if story.version(lang)]
    return tuple((locales.hreflang(lang), f"{lang}/articles/{story.stem}.html") for lang in langs)


def _x_default(edition: Edition, alternates: tuple[tuple[str, str], ...]) -> str:
    """Return the version for readers of no edition's language: the default one's, else the first there is."""
    paths = [path for _, path in alternates]
    wanted = f"{edition.config.default_language}/"
    return next((path for path in paths if path.startswith(wanted)), paths[0] if paths else "")


def _article_page(
    edition: Edition, editions: Mapping[str, Edition], story: Story, article: Article, both: str, position: Position
) -> Page:
    original = story.original
    path = edition.article_path(story)
    indexed = indexed_in(story, edition.config)
    indexable = edition.lang in indexed
    shown_in = _shown_in(editions, story)
    paths = {lang: other.article_path(story) for lang, other in editions.items() if lang in shown_in}
    text = edition.text("", article)
    alternates = _alternates(edition, story) if indexable and article.lang == edition.lang else ()
    return Page(
        path=path,
        template="article.html",
        lang=edition.lang,
        title=article.title,
        description=article.summary or article.title,
        root=root_of(path),
        canonical=path if indexable else f"{indexed[0]}/articles/{story.stem}.html",
        alternates=alternates,
        x_default=_x_default(edition, alternates),
        indexable=indexable,
        languages=edition.language_links(paths, "index.html"),
        published=original.published if len(story.day) == DAY and article.lang == edition.lang else "",
        content=ArticleView(
            head=_head(edition, story, article),
            body=_body(story, article),
            untranslated=_untranslated(edition, article),
            original=_original_link(edition, editions, story, article),
            both=Link(path=both, text=edition.words(edition.say("view_both"))) if both else None,
            versions=edition.language_links(paths, "index.html"),
            image=original.image,
            image_host=host(original.image.src) if original.image else "",
            text_lang=text.lang,
            text_dir=text.dir if text.dir != "auto" else "ltr",
            note=_note(edition, story, article),
            corrections=tuple(
                TextCorrection(date=edition.date(each.date), text=edition.text(each.text, owner))
                for owner in ((original,) if article is original else (original, article))
                for each in owner.corrections
            ),
            tags=tuple(edition.tag_link(tag, original) for tag in original.tags),
            places=position.places,
            related=position.related,
        ),
    )


def _shown_in(editions: Mapping[str, Edition], story: Story) -> frozenset[str]:
    return frozenset(
        lang for lang, other in editions.items() if other.config.untranslated == "show" or story.version(lang)
    )


def _untranslated(edition: Edition, article: Article) -> str:
    if article.lang == edition.lang:
        return ""
    return edition.say(
        "untranslated_notice", language=edition.language(edition.lang), original=edition.language(article.lang)
    )


def _original_link(edition: Edition, editions: Mapping[str, Edition], story: Story, article: Article) -> Link | None:
    """Return the link from a translation to its original: its own edition's page, else the side-by-side page."""
    if article is story.original:
        return None
    lang = story.original.lang
    path = editions[lang].article_path(story) if lang in editions else _both_path(edition, story)
    return Link(path=path, text=edition.words(edition.say("read_original")))


def _note(edition: Edition, story: Story, article: Article) -> Text | None:
    if article.note:
        return edition.text(article.note, article)
    return edition.text(story.original.note, story.original) if story.original.note else None


def _body(story: Story, article: Article) -> Body:
    text = _plain_body(article)
    if article is story.original:
        return text
    return Body(
        path=text.path,
        fingerprint=text.fingerprint,
        lang=text.lang,
        dir=text.dir,
        original=_plain_body(story.original),
        ledger=story.ledgers.get(article.lang),
    )


def _plain_body(article: Article) -> Body:
    return Body(
        path=article.path,
        fingerprint=article.fingerprint,
        lang=article.lang,
        dir=article.dir or locales.direction(article.lang),
    )


def _head(edition: Edition, story: Story, article: Article) -> ArticleHead:
    original = story.original
    return ArticleHead(
        title=edition.headline(story, article),
        summary=edition.standfirst(story, article),
        date=edition.date(original.published),
        badges=edition.badges(story),
        section=edition.section_link(story.section) if story.section else None,
        threads=tuple(edition.thread_link(thread) for thread in story.threads),
        publisher=edition.source(original.publisher, original) if original.publisher else None,
        sources=tuple(edition.source(name, original) for name in original.sources),
        authors=tuple(edition.name(name, original) for name in original.authors),
        original_url=original.url,
        original_host=host(original.url),
        also=tuple(
            AlsoPublished(
                publisher=edition.source(copy.publisher, original) if copy.publisher else None,
                url=copy.url,
                host=host(copy.url),
            )
            for copy in original.also
        ),
        status=_status(edition, story, article),
    )


def _status(edition: Edition, story: Story, article: Article) -> StatusNote | None:
    made = article.translation
    if made is None:
        return None
    language = edition.language(story.original.lang)
    if made.status == "human" and made.translator:
        text = edition.say("status_human_by", language=language, name=isolate(made.translator))
    else:
        text = edition.say(f"status_{made.status}", language=language)
    details = []
    if made.reviewed_by:
        details.append(edition.say("reviewed_by", name=isolate(made.reviewed_by)))
    if made.engine:
        details.append(edition.say("engine_named", engine=isolate(made.engine)))
    if made.made:
        details.append(edition.say("made_on", date=edition.date(made.made).shown))
    return StatusNote(kind=made.status, text=text, details=tuple(details))


def isolate(name: str) -> str:
    """Return a name of unknown direction wrapped so that it cannot disturb the sentence around it."""
    return f"\u2068{name}\u2069"


def _both_page(edition: Edition, editions: Mapping[str, Edition], story: Story, path: str) -> Page:
    translation = beside(edition, story)
    if translation is None:
        raise ValueError(f"no translation of {story.stem} to set beside its original")
    original = story.original
    other = editions.get(original.lang)
    paths = {
        lang: _both_path(each, story)
        for lang, each in editions.items()
        if lang in story.translations or _both_of_original(each, story)
    }
    article = edition.shown(story)
    return Page(
        path=path,
        template="both.html",
        lang=edition.lang,
        title=f"{article.title} – {edition.say('view_both')}",
        description=article.summary or article.title,
        root=root_of(path),
        canonical=edition.article_path(story),
        indexable=False,
        languages=edition.language_links(paths, f"articles/{story.stem}.html"),
        content=BothView(
            head=_head(edition, story, translation),
            original_title=edition.headline(story, original),
            original_summary=edition.standfirst(story, original),
            original_label=edition.language(original.lang),
            translation_label=edition.language(translation.lang),
            body=_body(story, translation),
            original=Link(path=other.article_path(story), text=edition.words(edition.say("view_original")))
            if other
            else None,
            translation=Link(
                path=f"{translation.lang}/articles/{story.stem}.html",
                text=edition.words(edition.say("view_translation")),
            )
            if translation.lang in editions
            else None,
        ),
    )
