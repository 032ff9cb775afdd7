"""The picture of an article as an edition shows it, and the files of pictures that the pages of a site need."""

from collections.abc import Iterable

from generator.model import Article, ArticleView, Body, BothView, HomeView, Page, Picture, Rendition, ShownImage, Story
from generator.plan.editions import Edition, host


def shown_image(edition: Edition, story: Story, article: Article) -> ShownImage | None:
    """Return the picture of a story: that of its original, in words of `article` as far as it has its own."""
    given = story.original.image
    if given is None:
        return None
    picture = dict(story.original.shown).get(given.file)
    if picture is None and not given.src:
        return None
    own = article.image or given
    caption, credit = own.caption or given.caption, own.credit or given.credit
    return ShownImage(
        picture=picture,
        alt=edition.text(own.alt or given.alt, _owner(story, article, own.alt, given.alt)),
        caption=edition.text(caption, _owner(story, article, own.caption, given.caption)) if caption else None,
        credit=edition.name(credit, _owner(story, article, own.credit, given.credit)) if credit else None,
        url=given.src,
        host=host(given.src),
    )


def _owner(story: Story, article: Article, own: str, given: str) -> Article:
    """Return whose language a picture's words are in: those of a translation that are the original's are its own."""
    return article if own and own != given else story.original


def picture_files(pages: Iterable[Page]) -> frozenset[str]:
    """Return the paths of the files that the pictures of `pages` consist of."""
    return frozenset(each.path for page in pages for picture in _pictures(page) for each in _files(picture))


def _pictures(page: Page) -> Iterable[Picture]:
    match page.content:
        case ArticleView(image=image, body=body) | BothView(image=image, body=body):
            bodies: tuple[Body | None, ...] = (body, body.original)
        case HomeView(lead_image=image):
            bodies = ()
        case _:
            return ()
    shown = [image.picture] if image and image.picture else []
    return (*shown, *(picture for each in bodies if each for _, picture in each.pictures))


def _files(picture: Picture) -> tuple[Rendition, ...]:
    return (*picture.choices, picture.fallback)
