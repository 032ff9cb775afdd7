"""What an article still needs, of what its import could not know."""

from generator.model import Article

# A headline and a language are always there: an import puts its best guess, and only a person can say that it is right.
_GUESSED = ("title", "lang")


def open_needs(article: Article) -> tuple[str, ...]:
    """Return the keys in `needs` that nobody has filled in yet."""
    return tuple(key for key in article.needs if key in _GUESSED or not getattr(article, key, ""))


def filled_needs(article: Article) -> tuple[str, ...]:
    """Return the keys in `needs` that somebody has filled in, so that they can be taken out."""
    still = open_needs(article)
    return tuple(key for key in article.needs if key not in still)
