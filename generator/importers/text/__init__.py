"""Captures as text: the article out of everything that was copied with it."""

from collections.abc import Iterator, Sequence

import msgspec

from generator.errors import ImportFailed
from generator.importers import language
from generator.importers.characters import encodings, hygiene, mojibake
from generator.importers.characters.hygiene import clean, clean_line
from generator.importers.escaping import markdown
from generator.importers.options import ImportOptions
from generator.importers.profiles import outlets
from generator.importers.text import chats, surroundings
from generator.importers.text.arrange import arrange
from generator.importers.text.lines import Line, split
from generator.importers.text.marked import read_marked
from generator.importers.text.model import score
from generator.importers.text.second import second_headline
from generator.importers.text.segment import Segment, find_bodies
from generator.importers.text.title import find_lede, find_title, likeliest
from generator.model import Draft, DroppedLine, Notice

# An article file may hold no more, and a page that was copied holds some kilobytes.
_MAX_BYTES = 2 * 1024 * 1024
_MAX_LINES = 20_000
_QUOTED = 60
_SENDER = "before the article"
_PASTE = "paste the text of the article itself, with its headline in a line above"
_REPAIR = "its letters were read in a wrong encoding: `nashra import --repair FILE` puts them right"


def read(data: bytes, name: str, options: ImportOptions) -> tuple[Draft, ...]:
    """Return the one article of a text capture."""
    if len(data) > _MAX_BYTES:
        raise ImportFailed(f"larger than {_MAX_BYTES // 2**20} MB of text", file=name, hint="save one article a file")
    decoded = encodings.decode(data, name)
    whole, broken = mojibake.offer(decoded.text, options.repair)
    draft = read_marked(whole, name, options) or extract(
        whole, name, options, hint=_REPAIR if broken and not options.repair else _PASTE
    )
    hidden = hygiene.inspect(whole, draft.title or "", *draft.authors, draft.url or "")
    return (msgspec.structs.replace(draft, notices=(*decoded.notices, *broken, *hidden, *draft.notices)),)


def extract(text: str, name: str, options: ImportOptions, hint: str = _PASTE) -> Draft:
    """Return the article in `text`; raise ImportFailed with `hint` where there is none."""
    unsent, senders = chats.without_senders(clean(text))
    lines = split(chats.without_bold(unsent))
    if len(lines) > _MAX_LINES:
        raise ImportFailed(f"more than {_MAX_LINES} lines", file=name, hint="save one article a file")
    options = outlets.recognised(
        options, url=surroundings.address(lines), names=outlets.names_in(lines, options.outlets)
    )
    scores = score(lines)
    segments = find_bodies(lines, scores, options.cues)
    if not segments:
        raise ImportFailed("no article was found: no line of it reads like prose", file=name, hint=hint)
    segment = likeliest(lines, scores, segments)
    title, title_sure = find_title(lines, scores, segment)
    parts = arrange(lines, segment, title, find_lede(lines, scores, segment, title))
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
        image_caption=around.image_caption,
        image_credit=around.image_credit,
        body=markdown(parts.blocks),
        paragraphs=tuple(block.text for block in parts.blocks),
        related=around.related,
        menu=around.menu,
        dropped_lines=(*(DroppedLine(text=clean_line(each), reason=_SENDER) for each in senders), *around.dropped),
        confidence={
            "body": round(segment.sure, 3),
            "title": round(title_sure, 3) if parts.title else 0.0,
            "lang": lang_sure,
            **around.confidence,
        },
        notices=tuple(_notices(lines, segment, second_headline(lines, scores.words, segment, title))),
    )


def _notices(lines: Sequence[Line], segment: Segment, second: int | None) -> Iterator[Notice]:
    """Yield what a person should know of several articles in one text: one left out, one in the other's text."""
    hint = "if both are wanted, put each into a file of its own"
    own = {lines[at].folded for at in segment.kept}
    # A page that was pasted twice is one article.
    if segment.another is not None and lines[segment.another].folded not in own:
        start = _beginning(lines[segment.another])
        yield Notice(
            code="several-articles", message=f"another part reads like an article too: it begins “{start}”", hint=hint
        )
    if second is not None:
        yield Notice(
            code="several-articles",
            message=f"another article seems to begin in the midst of its text: “{_beginning(lines[second])}”",
            hint=f"{hint}, import these, and delete this article",
        )


def _beginning(line: Line) -> str:
    """Return the first words of a line."""
    text = clean_line(line.text)
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED].rsplit(maxsplit=1)[0]}…"
