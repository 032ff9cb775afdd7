"""Which translations a digest wants: one job for each original and language."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from generator.config import Config
from generator.content import Content
from generator.content.articles import first_originals, first_translations
from generator.errors import UsageError
from generator.link import instant
from generator.model import Article, Value
from generator.translation.documents import Document


class Job(Value, frozen=True):
    """One original and the language it is wanted in; `path` is where the translation is or will be."""

    original: Article
    translation: Article | None
    lang: str
    path: str


def find_jobs(content: Content, config: Config, now: datetime, *, paths: Sequence[str], to: Sequence[str]) -> list[Job]:
    """Return the wanted translations of the articles at `paths` (all without any), by path and language.

    Private, draft and embargoed articles are never among them.
    """
    zone = ZoneInfo(config.timezone)
    originals = first_originals(content.articles)
    translations = first_translations(content.articles, originals)
    known = {each.path: each.stem for each in (*originals.values(), *translations.values())}
    there = [each.path for each in content.articles]
    stems = {stem for path in paths for stem in _stems_at(path, known, there)} if paths else set(originals)
    jobs = []
    for stem in sorted(stems & originals.keys()):
        original = originals[stem]
        for lang in to:
            translation = translations.get((stem, lang))
            held = any(each and _held_back(each, now, zone) for each in (original, translation))
            if lang != original.lang and not held:
                path = translation.path if translation else _path_beside(original, lang)
                jobs.append(Job(original, translation, lang, path))
    return jobs


def translated(content: Content, config: Config, now: datetime) -> list[Job]:
    """Return the translations that there are, in all languages, of articles that may be published, by path."""
    zone = ZoneInfo(config.timezone)
    originals = first_originals(content.articles)
    found = [
        Job(originals[stem], each, lang, each.path)
        for (stem, lang), each in first_translations(content.articles, originals).items()
        if not _held_back(each, now, zone) and not _held_back(originals[stem], now, zone)
    ]
    return sorted(found, key=lambda job: job.path)


def answers(translation: Document, job: Job) -> bool:
    """Tell whether a file is a translation, and not of another article with the same name."""
    about = translation.fields.get("translation")
    if not isinstance(about, dict):
        return False
    names = (str(about.get("of", "")), job.original.path)
    return len({unicodedata.normalize("NFC", name.rpartition("/")[2].strip()) for name in names}) == 1


def _stems_at(path: str, known: Mapping[str, str], there: Sequence[str]) -> Iterable[str]:
    folder = f"{path}/" if path else ""
    stems = {stem for file, stem in known.items() if file == path or file.startswith(folder)}
    if path in there and not stems:
        raise UsageError(f"`{path}` belongs to no story", hint="`nashra check` says why it is left out")
    if not stems:
        raise UsageError(f"`{path}` is no article, and no folder with any", hint="name a file of `content/articles/`")
    return stems


def _held_back(article: Article, now: datetime, zone: ZoneInfo) -> bool:
    if article.private or article.draft:
        return True
    try:
        return bool(article.publish_at) and now < instant(article.publish_at, zone)
    except ValueError:
        return True


def _path_beside(original: Article, lang: str) -> str:
    folder, _, _ = original.path.rpartition("/")
    return f"{folder}/{original.stem}.{lang}.md"
