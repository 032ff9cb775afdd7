"""The pages of one story in one edition: the article, and original and translation side by side."""

from collections.abc import Iterator, Mapping

from generator import locales
from generator.config import Config
from generator.model import (
    AlsoPublished,
    Article,
    ArticleHead,
    ArticleView,
    BothView,
    Link,
    Page,
    Story,
    Text,
    TextCorrection,
)
from generator.plan.citations import citation
from generator.plan.datelines import dateline
from generator.plan.digests import day_link
from generator.plan.editions import DAY, Edition, host, root_of
from generator.plan.pictures import shown_image
from generator.plan.positions import Position
from generator.plan.readings import readings
from generator.plan.versions import (
    home_of,
    indexed_versions,
    last_corrected,
    original_work,
    shown_body,
    status_note,
    translated_works,
)


def article_pages(
    edition: Edition, editions: Mapping[str, Edition], story: Story, position: Position
) -> Iterator[Page]:
    """Yield the article's page, and the side-by-side page where there is a translation to set beside it."""
    article = edition.shown(story)
    both = (
        side_by_side_path(edition, story) if edition.lang in story.translations else _both_of_original(edition, story)
    )
    head = _head(edition, story, article)
    yield _article_page(edition, editions, story, article, head, both, position)
    translation = beside(edition, story) if both else None
    if translation:
        head = head if translation is article else _head(edition, story, translation)
        yield _both_page(edition, editions, story, translation, head, both)


def side_by_side_path(edition: Edition, story: Story) -> str:
    """Return where an edition shows a story's original and translation side by side."""
    return edition.at(f"articles/{story.stem}/both.html")


def _both_of_original(edition: Edition, story: Story) -> str:
    """Return the side-by-side page of an edition that shows the original, if the story is translated into another."""
    if story.original.lang != edition.lang:
        return ""
    return side_by_side_path(edition, story) if beside(edition, story) else ""


def beside(edition: Edition, story: Story) -> Article | None:
    """Return the translation that this edition sets beside the original."""
    own = story.translations.get(edition.lang)
    others = (story.translations.get(lang) for lang in edition.config.languages)
    return own or next((article for article in others if article), None)


def indexed_in(story: Story, config: Config) -> tuple[str, ...]:
    """Return the editions in which a search engine should find a story.

    They are those that have it in their own language and may show it to them; where no edition has the original's
    language, the default edition, which shows the original.
    """
    own = indexed_versions(story, config)
    if own or story.original.lang in config.languages or story.version(config.default_language):
        return own
    return (config.default_language,)


def _alternates(edition: Edition, story: Story) -> tuple[tuple[str, str], ...]:
    langs = indexed_versions(story, edition.config)
    return tuple((locales.hreflang(lang), f"{lang}/articles/{story.stem}.html") for lang in langs)


def _x_default(edition: Edition, alternates: tuple[tuple[str, str], ...]) -> str:
    """Return the version for readers of no edition's language: the default one's, else the first there is."""
    paths = [path for _, path in alternates]
    wanted = f"{edition.config.default_language}/"
    return next((path for path in paths if path.startswith(wanted)), paths[0] if paths else "")


def _article_page(
    edition: Edition,
    editions: Mapping[str, Edition],
    story: Story,
    article: Article,
    head: ArticleHead,
    both: str,
    position: Position,
) -> Page:
    original = story.original
    path = edition.article_path(story)
    indexable = edition.lang in indexed_in(story, edition.config)
    shown_in = _shown_in(editions, story)
    paths = {lang: other.article_path(story) for lang, other in editions.items() if lang in shown_in}
    text = edition.text("", article)
    image = shown_image(edition, story, article)
    alternates = _alternates(edition, story) if indexable and article.lang == edition.lang else ()
    canonical = path if article.lang == edition.lang else home_of(story, original, edition.config) or path
    translated_by = article.translation.translator if article.translation else ""
    return Page(
        path=path,
        template="article.html",
        lang=edition.lang,
        title=article.title,
        description=article.summary or article.title,
        root=root_of(path),
        canonical=canonical,
        alternates=alternates,
        x_default=_x_default(edition, alternates),
        indexable=indexable,
        languages=edition.language_links(
            paths, "index.html", untranslated=[lang for lang in paths if story.version(lang) is None]
        ),
        image=image.picture.fallback if image and image.picture else None,
        image_alt=image.alt.text if image else "",
        published=original.published if len(story.day) == DAY and canonical == path else "",
        modified=last_corrected(story, article) if canonical == path else "",
        content=ArticleView(
            head=head,
            body=shown_body(story, article),
            untranslated=_untranslated(edition, article),
            original=_original_link(edition, editions, story, article),
            both=Link(path=both, text=edition.words(edition.say("view_both"))) if both else None,
            versions=readings(edition, story, both),
            image=image,
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
            citation=citation(edition, story, article, head),
            translation_of=original_work(story, edition.config) if article is not original else None,
            translator=translated_by,
            translations=translated_works(story, edition.config) if article is original else (),
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
    path = editions[lang].article_path(story) if lang in editions else side_by_side_path(edition, story)
    return Link(path=path, text=edition.words(edition.say("read_original")))


def _note(edition: Edition, story: Story, article: Article) -> Text | None:
    if article.note:
        return edition.text(article.note, article)
    return edition.text(story.original.note, story.original) if story.original.note else None


def _head(edition: Edition, story: Story, article: Article) -> ArticleHead:
    original = story.original
    return ArticleHead(
        title=edition.headline(story, article),
        summary=edition.standfirst(story, article),
        date=dateline(edition, original.published),
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
        status=status_note(edition, story, article),
        digest=day_link(edition, story.day) if len(story.day) == DAY else None,
        captured=edition.date(original.captured) if original.captured else None,
    )


def _both_page(
    edition: Edition,
    editions: Mapping[str, Edition],
    story: Story,
    translation: Article,
    head: ArticleHead,
    path: str,
) -> Page:
    original = story.original
    other = editions.get(original.lang)
    paths = {
        lang: side_by_side_path(each, story)
        for lang, each in editions.items()
        if lang in story.translations or _both_of_original(each, story)
    }
    near = {lang: editions[lang].article_path(story) for lang in _shown_in(editions, story)}
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
        languages=edition.language_links(paths, "index.html", near=near),
        trail=(Link(path=edition.article_path(story), text=edition.headline(story, article)),),
        content=BothView(
            head=head,
            original_title=edition.headline(story, original),
            original_summary=edition.standfirst(story, original),
            original_label=edition.language(original.lang),
            translation_label=edition.language(translation.lang),
            image=shown_image(edition, story, article),
            body=shown_body(story, translation),
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
