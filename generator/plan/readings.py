"""The other languages that one story can be read in, by their own names."""

from generator import locales
from generator.model import LanguageLink, Story
from generator.plan.editions import Edition
from generator.plan.versions import home_of


def readings(edition: Edition, story: Story, both: str) -> tuple[LanguageLink, ...]:
    """Return the way to each other version of a story than the one that is shown here.

    `both` is the side-by-side page of this edition, which has the original where no edition shows it.
    """
    shown = edition.shown(story)
    found = []
    for lang in dict.fromkeys((story.original.lang, *edition.config.languages)):
        version = story.version(lang)
        if version is None or version is shown:
            continue
        if path := home_of(story, version, edition.config) or both:
            found.append(
                LanguageLink(
                    lang=lang,
                    dir=locales.direction(lang),
                    name=locales.endonym(lang),
                    path=path,
                    current=False,
                    same_page=path != both and lang in edition.config.languages,
                )
            )
    return tuple(found)
