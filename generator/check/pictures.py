"""What is wrong with the pictures of articles, and which could be shown and are not."""

from collections.abc import Collection, Iterator

from generator.model import Article, Finding, Site
from generator.pictures import asked_for


def of_pictures(site: Site, there: Collection[str]) -> tuple[Finding, ...]:
    """Return a finding for each picture that is not `there` or is not described, and a note for each one elsewhere."""
    versions = (article for story in site.stories for article in (story.original, *story.translations.values()))
    return (*asked_for(site, there)[1], *(found for article in versions for found in _elsewhere(article)))


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
