"""What an importer found in a capture, before a person has looked at it."""

from generator.model.values import ArticleFormat, Value


class DroppedLine(Value, frozen=True, kw_only=True):
    """A line of a capture that is not part of the article, and why (`menu`, `related`, `comments`, …)."""

    text: str
    reason: str


class Notice(Value, frozen=True, kw_only=True):
    """Something that a person should know of a capture, as a finding says it; `code` is the finding's."""

    code: str
    message: str
    hint: str = ""


class Draft(Value, frozen=True, kw_only=True):
    """One article as found in a capture, before a person has looked at it. None and empty mean unknown."""

    file: str
    index: int = 0
    kind: str = "text"
    title: str | None = None
    summary: str | None = None
    lang: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    sources: tuple[str, ...] = ()
    url: str | None = None
    image_src: str | None = None
    image_caption: str | None = None
    image_credit: str | None = None
    body: str = ""
    paragraphs: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    menu: tuple[str, ...] = ()
    dropped_lines: tuple[DroppedLine, ...] = ()
    section: str | None = None
    format: ArticleFormat | None = None
    tags: tuple[str, ...] = ()
    confidence: dict[str, float] = {}
    notices: tuple[Notice, ...] = ()
