"""What is uncertain about imported articles, as questions with the answers that their captures suggest.

Every answer is one write of the whole file at once, in which one key, or the text, differs from before.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath

import msgspec

from generator.config import Config, values
from generator.content import body_of, load, parse_article, safe_join, write_atomic
from generator.content.articles import first_originals
from generator.content.needs import open_needs
from generator.desk.rereading import reread
from generator.desk.updating import UPDATE, as_table, edited
from generator.errors import UsageError
from generator.importers import dates
from generator.importers.escaping import escape
from generator.importers.identity import filing
from generator.importers.identity.known import Existing, Holdings, tables
from generator.importers.text.attribution import people
from generator.model import Draft, Source

UNSURE = 0.6
"""Below this confidence a value that was just imported is asked about."""

_SUGGESTED = 5
_BESIDE = 4
_ADDRESS = re.compile(r"https?://[^\s<>\"')\]]+/[^\s<>\"')\]]+")
_ASKED = ("title", "published", "authors", "publisher", "url")
_READERS: dict[str, Callable[[str], str]] = {
    "title": values.title,
    "published": values.day,
    "authors": values.name,
    "publisher": values.name,
    "url": values.address,
}
_AROUND = ("before the article", "after the article", "around the article", "inset")


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to decide: a key, `body` or `update`; what stands there now, and what could."""

    key: str
    value: str = ""
    suggestions: tuple[str, ...] = ()
    is_needed: bool = False


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """An article that has something uncertain, and the questions on it."""

    path: str
    title: str
    questions: tuple[Question, ...]


def cases(project: Path, config: Config, just_imported: Iterable[str] = ()) -> Iterator[Case]:
    """Yield those just imported that need something or of which something is unsure, then others that need something.

    Each by path.
    """
    fresh = frozenset(just_imported)
    sources = tables(project)[1]
    options = filing.options(sources, config.languages, None)
    held = Holdings(project)
    articles = first_originals(load(project, config, {}).articles).values()
    for article in sorted(articles, key=lambda each: (each.path not in fresh, each.path)):
        if not article.needs and article.path not in fresh:
            continue
        existing = held.existing(article.path)
        if existing is None:
            continue
        draft = reread(project, article, article.original, options, config.slugs)
        questions = tuple(_questions(existing, draft, sources, is_fresh=article.path in fresh))
        if questions:
            yield Case(path=article.path, title=article.title, questions=questions)


def answer(project: Path, path: str, key: str, text: str) -> None:
    """Write a value and take its key out of `needs`; ValueError where it is none. `unknown` is a date too."""
    existing = _existing(project, path)
    if key == "authors":
        value: object = [values.name(name) for name in re.split(r"\s*[,،;]\s*", text) if name]
    else:
        value = "unknown" if key == "published" and text == "unknown" else _READERS[key](values.clean(text)[0])
    _write(project, existing, {key: value, **_without(existing, key)})


def settle(project: Path, path: str, key: str) -> None:
    """Leave a value as it is, and take its key out of `needs`: it is right, or nobody will ever know better."""
    existing = _existing(project, path)
    if changes := _without(existing, key):
        _write(project, existing, changes)


def put_back(project: Path, path: str, line: str, *, at_end: bool) -> None:
    """Add a line that the import left out to the text, at its beginning or end, as a paragraph."""
    existing = _existing(project, path)
    body = existing.body.strip("\n")
    _write(project, existing, {}, f"{body}\n\n{escape(line)}" if at_end else f"{escape(line)}\n\n{body}")


def text_of(project: Path, path: str) -> str:
    """Return the text of an article."""
    return _existing(project, path).body.strip("\n")


def newer_text(project: Path, config: Config, path: str) -> str:
    """Return the text that waits in the newest capture of an article; nothing where it cannot be read."""
    existing = _existing(project, path)
    if not existing.article.captures:
        return ""
    options = filing.options(tables(project)[1], config.languages, None)
    draft = reread(project, existing.article, existing.article.captures[-1], options, config.slugs)
    return draft.body.strip("\n") if draft else ""


def take_text(project: Path, path: str, body: str, *, instead_of: str) -> None:
    """Replace the text of an article by what was chosen of a newer capture, which becomes its original.

    Raise UsageError where the article does not hold the text `instead_of`, because a person has changed it meanwhile.
    """
    existing = _existing(project, path)
    if existing.body.strip("\n") != instead_of:
        raise UsageError(f"`{path}` has just been changed", hint="nothing is written: ask for the review again")
    article = existing.article
    changes = _without(existing, UPDATE)
    if article.captures and article.original:
        older = [*article.captures[:-1], article.original]
        changes |= {"original": as_table(article.captures[-1]), "captures": [as_table(each) for each in older]}
    _write(project, existing, changes, body)


def _questions(
    existing: Existing, draft: Draft | None, sources: tuple[Source, ...], *, is_fresh: bool
) -> Iterator[Question]:
    article = existing.article
    needed = open_needs(article)
    if UPDATE in article.needs:
        yield Question(key=UPDATE, is_needed=True)
    for key in _ASKED:
        unsure = is_fresh and draft is not None and 0 < draft.confidence.get(key, 1.0) < UNSURE
        if key not in needed and not unsure:
            continue
        value = getattr(article, key)
        shown = ", ".join(value) if isinstance(value, tuple) else str(value)
        suggestions = _suggestions(key, draft, sources) if draft else ()
        others = tuple(dict.fromkeys(each for each in suggestions if each and each != shown))[:_SUGGESTED]
        yield Question(key=key, value=shown, suggestions=others, is_needed=key in article.needs)
    if is_fresh and draft is not None and 0 < draft.confidence.get("body", 1.0) < UNSURE:
        beside = _beside(draft)
        if beside:
            yield Question(key="body", value=existing.body, suggestions=beside)


def _beside(draft: Draft) -> tuple[str, ...]:
    """Return the lines next to the text that were left out: `<` marks those before it, `>` those after it."""
    before = [line.text for line in draft.dropped_lines if line.reason.startswith("before")][-_BESIDE:]
    after = [line.text for line in draft.dropped_lines if line.reason.startswith("after")][:_BESIDE]
    return (*(f"<{text}" for text in before), *(f">{text}" for text in after))


def _suggestions(key: str, draft: Draft, sources: tuple[Source, ...]) -> Iterator[str]:
    """Yield what the capture offers for a key, the likeliest first."""
    lines = [line.text for line in draft.dropped_lines]
    match key:
        case "title":
            yield draft.title or ""
            around = [line.text for line in draft.dropped_lines if line.reason in _AROUND or line.reason == "repeat"]
            yield from (line for line in (*around, *draft.paragraphs[:1]) if 15 <= len(line) <= values.TITLE // 2)
        case "published":
            yield draft.published or ""
            found = [dates.find_date(line, draft.lang) for line in (*lines, *draft.paragraphs)]
            yield from (day for day in found if day)
            # Where the order of day and month is open, a person knows which is meant.
            yield from (day for line in lines for stamp in dates.stamps(line) for _, day in stamp.readings)
        case "authors":
            yield ", ".join(draft.authors)
            yield from (", ".join(people(line.text)) for line in draft.dropped_lines if line.reason == "byline")
        case "publisher":
            yield filing.publisher_of(draft, sources) or ""
            text = "\n".join((*lines, *draft.menu)).casefold()
            for source in sources:
                if any(len(name) > 2 and name.casefold() in text for name in (*source.name.values(), *source.aliases)):
                    yield source.id
            yield from draft.sources
        case _:
            yield draft.url or ""
            yield from (found for line in lines for found in _ADDRESS.findall(line))


def _existing(project: Path, path: str) -> Existing:
    try:
        raw = safe_join(project, *PurePosixPath(path).parts).read_bytes()
    except OSError:
        raise UsageError(f"`{path}` is not there any more", hint="ask for the review again") from None
    article = parse_article(path, raw)[0]
    if article is None:
        raise UsageError(f"`{path}` cannot be read", hint="`nashra check` says why")
    return Existing(raw=raw, article=article, body=body_of(raw))


def _without(existing: Existing, key: str) -> dict[str, object]:
    needs = existing.article.needs
    return {"needs": [each for each in needs if each != key]} if key in needs else {}


def _write(project: Path, existing: Existing, changes: dict[str, object], body: str | None = None) -> None:
    path = safe_join(project, *PurePosixPath(existing.path).parts)
    write_atomic(path, edited(existing.raw, changes, body))
