"""Which pictures the articles of a site ask for, and what is wrong with how they ask."""

from collections.abc import Collection, Iterator, Mapping
from difflib import get_close_matches

from msgspec.structs import replace

from generator.content.pictures import FOLDER
from generator.model import Article, Finding, Picture, Severity, Site, Story


def asked_for(site: Site, there: Collection[str]) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Return the pictures, of those that are `there`, that the articles of `site` show, and findings on the others."""
    wanted: dict[str, None] = {}
    findings: list[Finding] = []
    for story in site.stories:
        for article in (story.original, *story.translations.values()):
            for file, place, described in _pictures(article):
                if file not in there:
                    findings.append(_missing(article, place, file, there))
                    continue
                wanted[file] = None
                if not described:
                    findings.append(_undescribed(article, place, file))
    return tuple(sorted(wanted)), tuple(findings)


def with_pictures(site: Site, pictures: Mapping[str, Picture]) -> Site:
    """Return `site` with the pictures that can be shown, each in the articles that ask for it."""
    return replace(site, stories=tuple(_with_pictures(story, pictures) for story in site.stories))


def _with_pictures(story: Story, pictures: Mapping[str, Picture]) -> Story:
    versions = (story.original, *story.translations.values())
    if not any(_files(article) for article in versions):
        return story
    original, *others = (
        replace(article, shown=tuple((file, pictures[file]) for file in _files(article) if file in pictures))
        for article in versions
    )
    return replace(story, original=original, translations=dict(zip(story.translations, others, strict=True)))


def _files(article: Article) -> tuple[str, ...]:
    return tuple(dict.fromkeys(file for file, _, _ in _pictures(article)))


def _pictures(article: Article) -> Iterator[tuple[str, tuple[int, int], bool]]:
    if article.image and article.image.file:
        yield article.image.file, article.place("image"), bool(article.image.alt)
    for use in article.pictures:
        if use.file:
            yield use.file, (use.line, 1), bool(use.alt)


def _missing(article: Article, place: tuple[int, int], file: str, there: Collection[str]) -> Finding:
    near = get_close_matches(file, there, n=1, cutoff=0.8)
    name = file.removeprefix(f"{FOLDER}/")
    hint = (
        f"did you mean `pictures/{near[0].removeprefix(FOLDER + '/')}`?" if near else f"put `{name}` into `{FOLDER}/`"
    )
    return _finding(article, "no-picture", place, f"there is no picture `{file}`", hint)


def _undescribed(article: Article, place: tuple[int, int], file: str) -> Finding:
    hint = "say what it shows, for those who cannot see it: `alt: …`, or in the text `![what it shows](…)`"
    message = f"the picture `{file.rpartition('/')[2]}` has no description"
    return _finding(article, "no-alt", place, message, hint, "warning")


def _finding(
    article: Article, code: str, place: tuple[int, int], message: str, hint: str, severity: Severity = "error"
) -> Finding:
    line, column = place
    return Finding(
        code=code, severity=severity, file=article.path, line=line, column=column, message=message, hint=hint
    )
