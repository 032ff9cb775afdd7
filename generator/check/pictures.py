"""What is wrong with the pictures of articles, and which could be shown and are not."""

from collections.abc import Collection, Iterator

from generator.model import Article, Finding, Site, Story
from generator.pictures import asked_for


def of_pictures(site: Site, there: Collection[str]) -> tuple[Finding, ...]:
    """Return what is wrong with pictures.

    A finding for each one that is not `there` or is not described, a note for each one elsewhere and for each
    translation that leaves the words about its picture to the original.
    """
    versions = (article for story in site.stories for article in (story.original, *story.translations.values()))
    return (
        *asked_for(site, there)[1],
        *(found for article in versions for found in _elsewhere(article)),
        *(found for story in site.stories for found in _of_the_original(story)),
    )


def _of_the_original(story: Story) -> Iterator[Finding]:
    given = story.original.image
    if given is None:
        return
    for article in story.translations.values():
        own = article.image
        words = {
            "alt": (given.alt, own.alt if own else ""),
            "caption": (given.caption, own.caption if own else ""),
        }
        missing = [f"`{name}`" for name, (told, said) in words.items() if told and said in {"", told}]
        if missing:
            line, column = article.place("image")
            yield Finding(
                code="picture-words",
                severity="note",
                file=article.path,
                line=line,
                column=column,
                message=f"the picture has no {' and no '.join(missing)} in this language: the original's is shown",
                hint="write `image: {alt: …, caption: …}` in this file, in its own language",
            )


def _elsewhere(article: Article) -> Iterator[Finding]:
    if article.image and article.image.src:
        yield _remote(article, article.place("image"), article.image.src)
    for use in article.pictures:
        if use.url[:4].lower() == "http":
            yield _remote(article, (use.line, 1), use.url)


def _remote(article: Article, place: tuple[int, int], url: str) -> Finding:
    line, column = place
    return Finding(
        code="remote-picture",
        severity="note",
        file=article.path,
        line=line,
        column=column,
        message=f"the picture at {url} is linked to, not shown: readers of a digest load nothing from elsewhere",
        hint="if you may show it, save it in `content/pictures/` and name it here, as in `pictures/harbour.jpg`",
    )
