"""Captures as text: the article out of everything that was copied with it."""

from generator.errors import ImportFailed
from generator.importers import arrange, language, outlets, surroundings
from generator.importers.escaping import markdown
from generator.importers.hygiene import clean, clean_line, decode
from generator.importers.lines import split
from generator.importers.options import ImportOptions
from generator.importers.segment import find_body
from generator.importers.title import find_title
from generator.model import Draft

# An article file may hold no more, and a page that was copied holds some kilobytes.
_MAX_BYTES = 2 * 1024 * 1024


def read(data: bytes, name: str, options: ImportOptions) -> tuple[Draft, ...]:
    """Return the one article of a text capture."""
    if len(data) > _MAX_BYTES:
        raise ImportFailed(f"larger than {_MAX_BYTES // 2**20} MB of text", file=name, hint="save one article a file")
    return (extract(decode(data, name), name, options),)


def extract(text: str, name: str, options: ImportOptions) -> Draft:
    """Return the article in `text`; raise ImportFailed where there is none."""
    lines = split(clean(text))
    options = outlets.recognised(
        options, url=surroundings.address(lines), names=outlets.names_in(lines, options.outlets)
    )
    segment = find_body(lines, arrange.anchors(lines), options.cues.get("end", ()))
    if segment is None:
        raise ImportFailed("no article was found: no line of it reads like prose", file=name,
                           hint="paste the text of the article itself, with its headline in a line above")  # fmt: skip
    title, title_sure = find_title(lines, segment.first)
    parts = arrange.arrange(lines, segment, title, options)
    lang, lang_sure = (options.lang, 1.0) if options.lang else language.guess(parts.sample, options.languages)
    around = surroundings.look(lines, parts, options, lang)
    return Draft(
        file=name,
        kind="text",
        title=clean_line(parts.title) if parts.title else None,
        summary=parts.summary,
        lang=lang,
        published=around.published,
        authors=around.authors,
        sources=around.sources,
        url=around.url,
        image_caption=parts.caption,
        body=markdown(parts.blocks),
        paragraphs=tuple(block.text for block in parts.blocks),
        related=around.related,
        menu=around.menu,
        dropped_lines=around.dropped,
        confidence={
            "body": round(min(0.95, 0.4 + segment.score / 30), 3),
            "title": round(title_sure, 3) if parts.title else 0.0,
            "lang": lang_sure,
            "published": 0.8 if around.published else 0.0,
        },
    )
