"""One version of a story: its body, how its translation came to be, and whether search engines should find it."""

from generator import locales
from generator.config import Config
from generator.config.engines import names_for_readers
from generator.link import is_reviewed
from generator.model import Article, Body, StatusNote, Story, Work
from generator.plan.editions import DAY, Edition


def shown_body(story: Story, article: Article) -> Body:
    """Return the body of a version; a translation brings its original, block by block."""
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
        pictures=text.pictures,
    )


def _plain_body(article: Article) -> Body:
    return Body(
        path=article.path,
        fingerprint=article.fingerprint,
        lang=article.lang,
        dir=article.dir or locales.direction(article.lang),
        pictures=tuple(each for each in article.shown if any(use.file == each[0] for use in article.pictures)),
    )


def status_note(edition: Edition, story: Story, article: Article) -> StatusNote | None:
    """Return how a translation came to be, in the edition's words; None for an original."""
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
        details.append(
            edition.say(
                "engine_named",
                engine=isolate(", ".join(names_for_readers(edition.config.translate.engines, made.engine))),
            )
        )
    if made.made:
        details.append(edition.say("made_on", date=edition.date(made.made).shown))
    return StatusNote(kind=made.status, text=text, details=tuple(details))


def isolate(name: str) -> str:
    """Return a name of unknown direction wrapped so that it cannot disturb the sentence around it."""
    return f"\u2068{name}\u2069"


def may_be_indexed(article: Article, config: Config) -> bool:
    """Return whether search engines may have a version: one that no person has read only where the settings say so."""
    return config.translate.index == "all" or is_reviewed(article)


def indexed_versions(story: Story, config: Config) -> tuple[str, ...]:
    """Return the editions that have a story in their own language for search engines to find."""
    return tuple(
        lang
        for lang in config.languages
        if (version := story.version(lang)) is not None and may_be_indexed(version, config)
    )


def home_of(story: Story, article: Article, config: Config) -> str:
    """Return where the site shows a version: in the edition of its language, else in the default one; empty if nowhere.

    An edition shows an article of another language only where the settings say so, and only the original.
    """
    path = f"articles/{story.stem}.html"
    if article.lang in config.languages:
        return f"{article.lang}/{path}"
    stands_in = article is story.original and story.version(config.default_language) is None
    return f"{config.default_language}/{path}" if stands_in and config.untranslated == "show" else ""


def last_corrected(story: Story, article: Article) -> str:
    """Return the day of the last correction to a version or its original, no earlier than its publication."""
    days = [each.date for version in (story.original, article) for each in version.corrections]
    return max((day for day in days if len(day) >= DAY and day >= story.day), default="")


def original_work(story: Story, config: Config) -> Work:
    """Return what a program is told of the original of a translation."""
    return _work(story, story.original, config)


def translated_works(story: Story, config: Config) -> tuple[Work, ...]:
    """Return what a program is told of the translations of an original that have pages."""
    found = (_work(story, each, config) for each in story.translations.values())
    return tuple(work for work in found if work.path)


def _work(story: Story, article: Article, config: Config) -> Work:
    return Work(lang=article.lang, title=article.title, path=home_of(story, article, config), url=story.original.url)
