"""What a desk editor would find: faults of content and settings, and links of the built site that lead nowhere."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec

from generator.check.links import broken_links, built_for
from generator.check.pictures import of_pictures
from generator.check.reports import as_json, as_sarif
from generator.check.threads import of_threads
from generator.check.tracing import traced
from generator.config import SETTINGS, Config
from generator.content import Content
from generator.content.needs import filled_needs, open_needs
from generator.errors import TemplateError
from generator.folders import theme_folders
from generator.model import Article, Finding, Severity, Site
from generator.plan import plan
from generator.theme import ThemeFiles
from generator.translation import ENGINES, TranslationState
from generator.translation.budget import is_cost_unlimited, price_hint
from generator.translation.glossary import read_glossary
from generator.translation.glossary.checking import check_translations

__all__ = [
    "as_json",
    "as_sarif",
    "check",
    "has_errors",
    "incomplete",
    "left_behind",
    "of_pictures",
    "of_threads",
    "planned",
    "too_early",
    "unagreed",
    "unfilled",
]


def check(
    project: Path,
    config: Config,
    findings_of_content: Iterable[Finding],
    site: Path | None,
    articles: Iterable[Article] = (),
) -> tuple[Finding, ...]:
    """Return all findings by file and line: those given, those of the settings, and those of the site that is built.

    Of a page of one of the `articles`, a finding says where the article is.
    """
    of_site = traced(project, _site(project, config, site), articles)
    everything = {*findings_of_content, *_settings(project, config, site), *of_site}
    return tuple(sorted(map(_readable, everything), key=_order))


def planned(project: Path, config: Config, site: Site) -> tuple[Finding, ...]:
    """Return what a build would find when it gives every page its address."""
    try:
        return plan(site, config, ThemeFiles(theme_folders(project))).findings
    except TemplateError as error:
        fault = Finding(
            code="build-failed",
            severity="error",
            file=error.file,
            line=error.line,
            message=error.message,
            hint=error.hint,
        )
        return (fault,)


def unfilled(articles: Iterable[Article]) -> tuple[Finding, ...]:
    """Return a finding for each article that needs something, and for what stands in `needs` and is there."""
    return tuple(finding for article in articles for finding in _needs_of(article))


def _needs_of(article: Article) -> Iterable[Finding]:
    still = open_needs(article)
    if unknown := _names(key for key in still if key != "update"):
        hint = "fill them in, and take them out of `needs`"
        yield _at_needs(article, code="needs", severity="warning", message=f"not known: {unknown}", hint=hint)
    if "update" in still:
        newest = f": `content/originals/{article.captures[-1].file}`" if article.captures else ""
        yield _at_needs(
            article,
            code="updated-elsewhere",
            severity="warning",
            message=f"a newer text was captured, and yours is not the one of the capture before{newest}",
            hint="`nashra import --review` shows both; or take `update` out of `needs`",
        )
    if filled := _names(filled_needs(article)):
        hint = "take them out of `needs`"
        yield _at_needs(article, code="needs-filled", severity="note", message=f"filled in: {filled}", hint=hint)


def _names(keys: Iterable[str]) -> str:
    return ", ".join(f"`{key}`" for key in keys)


def _at_needs(article: Article, *, code: str, severity: Severity, message: str, hint: str) -> Finding:
    line, column = article.place("needs")
    return Finding(
        code=code, severity=severity, file=article.path, line=line, column=column, message=message, hint=hint
    )


def too_early(articles: Iterable[Article], now: datetime) -> tuple[Finding, ...]:
    """Return a finding for each article that is published on a day to come, by the clock of any place on earth."""
    latest = (now.astimezone(UTC) + timedelta(hours=14)).date().isoformat()
    return tuple(
        Finding(
            code="future-date",
            severity="warning",
            file=article.path,
            line=article.place("published")[0],
            column=article.place("published")[1],
            message=f"`published` is still to come: {article.published}",
            hint="correct the year; to show an article from a time on, write `publish_at`",
        )
        for article in articles
        if article.published[: len(latest)] > latest
    )


def incomplete(states: Iterable[TranslationState]) -> tuple[Finding, ...]:
    """Return a finding for each translation that lacks blocks and does not say so."""
    return tuple(
        Finding(
            code="incomplete-translation",
            severity="warning",
            file=state.path,
            line=1,
            column=1,
            message=f"{state.untranslated} of {state.blocks} blocks are not translated, but it is `{state.status}`",
            hint="the n-th block answers the n-th of the original: translate the rest, or write `status: partial`",
        )
        for state in states
        if state.untranslated and state.status not in {"", "partial"}
    )


def left_behind(states: Iterable[TranslationState]) -> tuple[Finding, ...]:
    """Return a finding for each translation with texts of a person whose original has changed, or is gone."""
    return tuple(
        Finding(
            code="stale-translation",
            severity="warning",
            file=state.path,
            line=1,
            column=1,
            message=f"{_texts(state.overtaken)}, and no engine replaces what a person wrote",
            hint=f"`nashra review {state.path}` shows what changed; accept each text, or correct it",
        )
        for state in states
        if state.overtaken
    )


def _texts(number: int) -> str:
    if number == 1:
        return "the original of 1 text has changed or is gone"
    return f"the originals of {number} texts have changed or are gone"


def unagreed(project: Path, content: Content) -> tuple[Finding, ...]:
    """Return a finding for each term of the glossary that a translation does not render as agreed."""
    glossary, _ = read_glossary(project)
    return tuple(check_translations(project, content, glossary))


def has_errors(findings: Iterable[Finding]) -> bool:
    """Return whether anything found keeps the digest from being published as it is."""
    return any(finding.severity == "error" for finding in findings)


def _order(finding: Finding) -> tuple[str, int, int, str, str]:
    return finding.file, finding.line, finding.column, finding.code, finding.message


def _readable(finding: Finding) -> Finding:
    """Return a finding that can be printed and sent: names of files may hold bytes that are no text."""
    texts = {key: getattr(finding, key) for key in ("file", "message")}
    plain = {key: text.encode(errors="backslashreplace").decode() for key, text in texts.items()}
    return finding if plain == texts else msgspec.structs.replace(finding, **plain)


def _settings(project: Path, config: Config, site: Path | None) -> Iterable[Finding]:
    if not config.base_url and not (site and built_for(site, config.languages)):
        yield Finding(
            code="no-base-url",
            severity="note",
            file=SETTINGS,
            message="`base_url` is not set: canonical and hreflang links and the sitemap are left out",
            hint='add `base_url = "https://…/"`, the address under which readers will find the site',
        )
    engine = config.translate.engine
    if engine in ENGINES and is_cost_unlimited(config, engine, network=ENGINES[engine].network):
        yield Finding(
            code="cost-unknown",
            severity="error",
            file=SETTINGS,
            message=f"`max_cost` cannot be kept, as what engine `{engine}` costs is not known: nothing is translated",
            hint=price_hint(engine),
        )
    theme = ThemeFiles(theme_folders(project))
    for lang in config.languages:
        if not theme.has_strings(lang):
            yield Finding(
                code="no-ui-strings",
                severity="warning",
                file=SETTINGS,
                message=f"the theme has no words in `{lang}`: its pages speak English around the articles",
                hint=f"copy `strings/en.toml` of the theme to `templates/strings/{lang}.toml` and translate it",
            )


def _site(project: Path, config: Config, site: Path | None) -> Iterable[Finding]:
    if site is None or not (site / "index.html").is_file():
        return (
            Finding(
                code="not-built",
                severity="note",
                file=_shown(project, site or project / "site"),
                message="there is no built site here: its links were not checked",
                hint="`nashra build`, then check again",
            ),
        )
    if config.base_url and not built_for(site, config.languages):
        return (
            Finding(
                code="not-built",
                severity="note",
                file=_shown(project, site),
                message="the site was built before `base_url` was set: its links were not checked",
                hint="`nashra build`, then check again",
            ),
        )
    return broken_links(site, _shown(project, site), config.base_url)


def _shown(project: Path, site: Path) -> str:
    return site.relative_to(project).as_posix() if site.is_relative_to(project) else site.as_posix()
