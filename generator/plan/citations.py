"""A reference to an article that a reader can copy, as plain lines of text."""

from generator.filters import absolute
from generator.model import Article, ArticleHead, Story, Text
from generator.plan.editions import Edition


def citation(edition: Edition, story: Story, article: Article, head: ArticleHead) -> tuple[Text, ...]:
    """Return the lines of a reference: whose it is, its title, when and where it appeared, and where it is read.

    What is not known is left out. A translation names its original's title too, as a library has it under that one.
    """
    original = story.original
    lines = [*head.authors, head.title]
    if article.title != original.title:
        lines.append(edition.text(original.title, original))
    if head.publisher:
        lines.append(head.publisher.name)
    if head.date.shown:
        lines.append(edition.words(head.date.shown))
    if original.url:
        lines.append(Text(text=original.url, dir="ltr"))
    lines.append(edition.named(edition.config.title, ""))
    if edition.config.base_url:
        lines.append(Text(text=absolute(edition.config.base_url, edition.article_path(story)), dir="ltr"))
    if article.translation:
        how = f"status_{article.translation.status}"
        lines.append(edition.words(edition.say(how, language=edition.language(original.lang))))
    return tuple(lines)
