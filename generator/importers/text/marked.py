"""Markdown files with front matter, as notes and other sites' articles are kept: what it says is the article's."""

from collections.abc import Iterator, Mapping

from generator import frontmatter
from generator.importers import cues, dates, language
from generator.importers.characters.hygiene import clean, clean_line
from generator.importers.options import ImportOptions
from generator.markdown import plain_text, split_blocks
from generator.model import Draft, DroppedLine

# What programs call these fields; the first of them that is filled counts.
_KEYS = {
    "title": ("title", "headline"),
    "summary": ("summary", "description", "excerpt", "subtitle"),
    "authors": ("authors", "author", "byline"),
    "published": ("published", "date", "publishdate", "pubdate", "published_at"),
    "lang": ("lang", "language", "locale"),
    "url": ("url", "source_url", "canonical", "link"),
    "tags": ("tags", "keywords"),
}
_SURE = 0.95
_HEADING = "# "


def read_marked(text: str, name: str, options: ImportOptions) -> Draft | None:
    """Return the article of a Markdown file that begins with front matter; None of any other text.

    The body stays as it is written, but for a heading that repeats the headline; keys that are not known are told as
    left out. Authors are as they are written, each value one.
    """
    if not text.startswith("---"):
        return None
    parsed = frontmatter.parse(text, name)
    fields = parsed.fields or {}
    keys = {field: _filled(fields, names) for field, names in _KEYS.items()}
    known = {field: _texts(fields.get(key)) for field, key in keys.items()}
    body = clean(parsed.body).strip("\n")
    if not any(map(any, known.values())) or not body.strip():
        return None
    title = " ".join(known["title"]) or None
    body, title = _without_headline(body, title)
    paragraphs = tuple(shown for block in split_blocks(body) if (shown := plain_text(block.source)))
    said = "".join(known["lang"]).replace("_", "-")
    sample = "\n".join((title or "", *paragraphs))
    lang, lang_sure = (options.lang, 1.0) if options.lang else language.agree(said, sample, options.languages)
    published = _published("".join(known["published"]), lang)
    address = "".join(known["url"])
    return Draft(
        file=name,
        kind="text",
        title=title,
        summary=" ".join(known["summary"]) or None,
        lang=lang,
        published=published,
        authors=known["authors"],
        url=address if address.startswith(("http://", "https://")) else None,
        body=body,
        paragraphs=paragraphs,
        tags=known["tags"],
        dropped_lines=tuple(_unused(fields, frozenset(keys.values()))),
        confidence={
            "body": _SURE,
            "title": _SURE if title else 0.0,
            "lang": lang_sure,
            "published": _SURE if published else 0.0,
            "authors": _SURE if known["authors"] else 0.0,
            "sources": 0.0,
        },
    )


def _filled(fields: Mapping[str, object], names: tuple[str, ...]) -> str:
    return next((name for name in names if _texts(fields.get(name))), "")


def _texts(value: object) -> tuple[str, ...]:
    """Return the texts in a value that is one or a list of them."""
    texts = value if isinstance(value, list) else [value]
    return tuple(line for each in texts if isinstance(each, str) and (line := clean_line(each)))


def _published(text: str, lang: str | None) -> str | None:
    day = dates.find_date(text, lang)
    return dates.instant(text, day) if day else None


def _without_headline(body: str, title: str | None) -> tuple[str, str | None]:
    """Return the body without a heading of the first level on top of it that is the headline, and the headline."""
    first, _, rest = body.partition("\n")
    heading = clean_line(plain_text(first)) if first.startswith(_HEADING) else ""
    if heading and (title is None or cues.fold(heading) == cues.fold(title)):
        return rest.strip("\n"), title or heading
    return body, title


def _unused(fields: Mapping[str, object], used: frozenset[str]) -> Iterator[DroppedLine]:
    for key, value in fields.items():
        if key not in used:
            line = f"{key}: {', '.join(_texts(value)) or value}"
            yield DroppedLine(text=clean_line(line), reason="before the article")
