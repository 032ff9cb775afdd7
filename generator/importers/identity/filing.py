"""From a draft to the front matter of an article: names to ids, what is too long cut, what is missing named."""

import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType

from generator.config import values
from generator.importers.cues import fold
from generator.importers.options import ImportOptions, Outlet
from generator.importers.records import needs
from generator.model import Draft, Source
from generator.slugs import SlugStyle, slug

_PROVISIONAL = 80


def options(sources: Iterable[Source], languages: tuple[str, ...], lang: str | None) -> ImportOptions:
    """Return what the digest's languages and sources tell an importer."""
    known: set[str] = set()
    outlets: list[Outlet] = []
    for source in sources:
        known.update(_names(source))
        if any(source.cues.values()):
            # An id such as `news` is a word of menus as well.
            names = (*source.name.values(), *source.aliases)
            outlets.append(Outlet(names=names, url=source.url, cues=source.cues))
    return ImportOptions(lang=lang, languages=languages, outlets=tuple(outlets), names=frozenset(known))


def title_of(draft: Draft) -> str:
    """Return the headline, or the beginning of the text for an editor to replace."""
    if draft.title:
        return _cut(draft.title, values.TITLE)
    text = draft.summary or (draft.paragraphs[0] if draft.paragraphs else "")
    return _cut(text, _PROVISIONAL) or draft.file


def stem_for(draft: Draft, style: SlugStyle) -> str:
    """Return the slug from which the article's identity is made."""
    fallback = f"article-{hashlib.sha256(draft.body.encode()).hexdigest()[:8]}"
    return slug(title_of(draft), style, fallback=fallback)


def fields(
    draft: Draft, sources: Sequence[Source], sections: Mapping[str, Mapping[str, str]] = MappingProxyType({})
) -> dict[str, object]:
    """Return the front matter that `draft` fills; what is unknown has no key, and is in `needs` if it matters.

    `sections` are the digest's, by id: their names in all languages. Another publisher's section is not one of them.
    """
    publisher = publisher_of(draft, sources)
    url = _fitting(values.address, [draft.url or ""])
    src = _fitting(values.address, [draft.image_src or ""])
    image = {"src": src[0], "caption": draft.image_caption, "credit": draft.image_credit} if src else {}
    missing = {*needs(draft), *(() if url else ("url",))} - ({"publisher"} if publisher else set())
    filled: dict[str, object] = {
        "title": title_of(draft),
        "summary": _cut(draft.summary or "", 2000),
        "published": draft.published,
        "url": url[0] if url else None,
        "publisher": publisher,
        "sources": [source_id(name, sources) or name for name in _fitting(values.name, draft.sources)],
        "authors": _fitting(values.name, draft.authors),
        "section": _section_id(draft.section or "", sections),
        "format": draft.format,
        "tags": _fitting(values.tag, draft.tags)[:50],
        "image": image,
        "needs": sorted(missing),
    }
    return {key: value for key, value in filled.items() if value}


def publisher_of(draft: Draft, sources: Sequence[Source]) -> str | None:
    """Return the id of the source that published the article, told by name, else by address; else the plain name."""
    by_name = source_id(draft.publisher, sources) if draft.publisher else None
    address = f"{draft.url or ''}/"
    by_address = [each.id for each in sources if each.url and address.startswith(f"{each.url.rstrip('/')}/")]
    plain = _fitting(values.name, [draft.publisher or ""])
    return by_name or (by_address[0] if len(by_address) == 1 else None) or (plain[0] if plain else None)


def source_id(name: str, sources: Iterable[Source]) -> str | None:
    """Return the id of the one source that goes by `name`, or None."""
    wanted = fold(name)
    found = {source.id for source in sources if any(fold(known) == wanted for known in _names(source))}
    return found.pop() if len(found) == 1 else None


def _section_id(name: str, sections: Mapping[str, Mapping[str, str]]) -> str | None:
    wanted = fold(name)
    found = [key for key, names in sections.items() if wanted and wanted in map(fold, (key, *names.values()))]
    return found[0] if len(found) == 1 else None


def _names(source: Source) -> tuple[str, ...]:
    return (source.id, *source.name.values(), *source.aliases)


def _cut(text: str, limit: int) -> str:
    """Cut at a word, with an ellipsis."""
    if len(text) <= limit:
        return text
    return re.sub(r"\s*\S*$", "", text[: limit - 1], count=1) + "…" if " " in text[:limit] else text[: limit - 1] + "…"


def _fitting(check: Callable[[str], str], texts: Iterable[str]) -> list[str]:
    """Return the texts that the schema of article files allows."""
    kept = []
    for text in texts:
        try:
            if text:
                kept.append(check(text))
        except values.Unfit:
            continue
    return kept
