"""The languages that one story can be read in, by their own names."""

from generator import locales
from generator.model import LanguageLink, Story
from generator.plan.editions import Edition
from generator.plan.versions import home_of


def readings(edition: Edition, story: Story, both: str) -> tuple[LanguageLink, ...]:
    """Return the way to each version of a story, the one that is shown here marked; nothing where there is only one.

    `both` is the side-by-side page of this edition, which has the original where no edition shows it.
    """
    shown = edition.shown(story)
    found = []
    for lang in dict.fromkeys((story.original.lang, *edition.config.languages)):
        version = story.version(lang)
        if version is None:
            continue
        path = edition.article_path(story) if version is shown else home_of(story, version, edition.config) or both
        if path:
            found.append(
                LanguageLink(
                    lang=lang,
                    dir=locales.direction(lang),
                    name=locales.endonym(lang),
                    path=path,
                    current=version is shown,
                    same_page=True,
                )
            )
    return tuple(found) if len(found) > 1 else ()
