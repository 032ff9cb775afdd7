"""Articles become a site: versions of one story meet, threads and sections are looked up, hidden things leave.

Pure: the build's instant is an argument. What does not fit together is a finding, and the rest is linked.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, time
from difflib import get_close_matches
from zoneinfo import ZoneInfo

from generator.config import Config
from generator.content import Content
from generator.content.articles import first_originals, first_translations
from generator.model import Article, Finding, Ledger, Site, Source, Story, Thread, Value
from generator.slugs import fold

# How alike, of 1, a plain name and an id are where the name is probably the id with a typing error.
_ALL_BUT = 0.8


class Linked(Value, frozen=True, kw_only=True):
    """A site, what does not fit together, and the instants around the build's own at which it would be another."""

    site: Site
    findings: tuple[Finding, ...]
    since: str
    until: str


def link(content: Content, config: Config, now: datetime, *, drafts: bool = False) -> Linked:
    """Link `content` into the site that may be seen at `now`, stories newest first; drafts only where asked for."""
    findings: list[Finding] = []
    zone = ZoneInfo(config.timezone)
    originals = first_originals(content.articles)
    translations = first_translations(content.articles, originals)
    called_now = ids_of_today(content.threads)
    findings += _left_out(content.articles, originals, translations)
    findings += _mistyped_sources(originals.values(), content.sources)
    versions_of: dict[str, list[Article]] = {}
    for (stem, _), article in translations.items():
        versions_of.setdefault(stem, []).append(article)
    stories = []
    for stem, original in originals.items():
        if not _may_be_seen(original, now, zone, drafts=drafts):
            continue
        versions = {
            article.lang: article
            for article in versions_of.get(stem, ())
            if _may_be_seen(article, now, zone, drafts=drafts) and _may_be_published(article, config)
        }
        threads = _threads(original, content.threads, called_now, findings)
        stories.append(_story(original, versions, threads, content, config, findings))
    stories.sort(key=lambda story: story.order, reverse=True)
    since, until = _valid(content.articles, now, zone)
    site = Site(stories=tuple(stories), threads=content.threads, sources=content.sources)
    return Linked(site=site, findings=tuple(findings), since=since, until=until)


def ids_of_today(threads: Mapping[str, Thread]) -> dict[str, str]:
    """Return what each old id of a thread is called now; an id that is in use again is nobody's old one."""
    found: dict[str, str] = {}
    for name, thread in sorted(threads.items()):
        for old in thread.old_ids:
            if old not in threads:
                found.setdefault(old, name)
    return found


def threads_of(article: Article, called_now: Mapping[str, str]) -> tuple[str, ...]:
    """Return the threads an article is in by the ids that they have now, a person's first; they need not be there."""
    named, automatic, refused = (
        [called_now.get(thread, thread) for thread in threads]
        for threads in (article.threads, article.threads_auto, article.not_threads)
    )
    return tuple(dict.fromkeys((*named, *(thread for thread in automatic if thread not in refused))))


def instant(value: str, zone: ZoneInfo) -> datetime:
    """Return the instant that a date of an article means: midnight in the digest's zone where it has no time."""
    if "T" in value:
        moment = datetime.fromisoformat(value)
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)
    year, month, day = (*(int(part) for part in value.split("-")), 1, 1)[:3]
    return datetime.combine(datetime(year, month, day, tzinfo=zone), time(), zone)


def _left_out(
    articles: Iterable[Article], originals: Mapping[str, Article], translations: Mapping[tuple[str, str], Article]
) -> Iterator[Finding]:
    """Yield a finding for each article that is neither an original of its own nor a translation of one."""
    by_name = {fold(stem): article for stem, article in originals.items()}
    for article in articles:
        other = translations.get((article.stem, article.lang)) if article.translation else by_name[fold(article.stem)]
        if other is article:
            continue
        if article.translation:
            message, hint = _fault(article, originals.get(article.stem), other)
            line, column = article.place("translation")
            yield _error("bad-translation", article.path, (line, column), message, hint)
        elif other:
            name = other.path.rpartition("/")[2]
            message = f"`{other.path}` is an original of the same name, so this file is left out"
            hint = f"a translation says `translation: {{of: {name}}}`; another article needs another file name"
            yield _error("same-stem", article.path, (1, 1), message, hint)


def _error(code: str, file: str, place: tuple[int, int], message: str, hint: str) -> Finding:
    return Finding(code=code, severity="error", file=file, line=place[0], column=place[1], message=message, hint=hint)


def _fault(article: Article, original: Article | None, other: Article | None) -> tuple[str, str]:
    of = article.translation.of if article.translation else ""
    if original is None:
        return (
            f"the original of this translation, `{of}`, is not there",
            f"put `{article.stem}.LANG.md` beside it, or remove its `translation:` to make it an original",
        )
    if of.rpartition("/")[2] != original.path.rpartition("/")[2]:
        return (
            f"`translation.of` names `{of}`, but the original of this name is `{original.path}`",
            "a translation has the file name of its original, with another language",
        )
    if article.lang == original.lang or other is None:
        return f"a translation into `{article.lang}` of an original in `{original.lang}`", "give it another language"
    return f"`{other.path}` is a translation into `{article.lang}` already", "keep one of the two"


def _may_be_seen(article: Article, now: datetime, zone: ZoneInfo, *, drafts: bool) -> bool:
    if article.private or (article.draft and not drafts):
        return False
    if article.publish_at and now < instant(article.publish_at, zone):
        return False
    return not (article.expires and now >= instant(article.expires, zone))


def is_reviewed(article: Article) -> bool:
    """Return whether a person stands behind a text: its author, its translator, or somebody who read the machine's."""
    made = article.translation
    return made is None or made.status in {"human", "edited"} or bool(made.reviewed_by)


def _may_be_published(article: Article, config: Config) -> bool:
    return config.translate.publish == "all" or is_reviewed(article)


def _threads(
    article: Article, threads: Mapping[str, Thread], called_now: Mapping[str, str], findings: list[Finding]
) -> tuple[str, ...]:
    """Return the threads of an article that there are, also where it names them by an old id."""
    ruled_out = {called_now.get(name, name) for name in article.not_threads}
    found: dict[str, None] = {}
    for key, names in (("threads", article.threads), ("threads_auto", article.threads_auto)):
        for name in names:
            now = called_now.get(name, name)
            if key == "threads_auto" and now in ruled_out:
                continue
            if now != name:
                findings.append(_renamed(article, key, name, now))
            if _known(article, key, now, threads, findings):
                found[now] = None
    return tuple(found)


def _renamed(article: Article, key: str, name: str, now: str) -> Finding:
    line, column = article.place(key)
    return Finding(
        code="renamed-thread",
        severity="warning",
        file=article.path,
        line=line,
        column=column,
        message=f"the thread `{name}` is called `{now}` now",
        hint=f"`nashra threads rename {name} {now}` changes it in every article",
    )


def _story(
    original: Article,
    versions: dict[str, Article],
    threads: tuple[str, ...],
    content: Content,
    config: Config,
    findings: list[Finding],
) -> Story:
    section = original.section
    if section and not _known(original, "section", section, config.sections, findings):
        section = ""
    ledgers = {}
    for lang, article in versions.items():
        path = article.path.removesuffix(".md") + ".tm.jsonl"
        if path in content.ledgers:
            ledgers[lang] = Ledger(path=path, fingerprint=content.ledgers[path])
    day = original.published.split("T")[0]
    moment = (
        instant(original.published, ZoneInfo("UTC")).astimezone(UTC).isoformat() if "T" in original.published else ""
    )
    return Story(
        stem=original.stem,
        original=original,
        translations=dict(sorted(versions.items())),
        ledgers=ledgers,
        threads=threads,
        section=section,
        day=day,
        order=(day, moment, original.stem),
    )


def _known(article: Article, key: str, name: str, table: Mapping[str, object], findings: list[Finding]) -> bool:
    if name in table:
        return True
    kind = "section" if key == "section" else "thread"
    home = "`content/digest.toml`" if kind == "section" else f"`content/threads/{name}.toml`"
    near = get_close_matches(name, table, n=1)
    line, column = article.place(key)
    findings.append(
        Finding(
            code=f"unknown-{kind}",
            severity="warning",
            file=article.path,
            line=line,
            column=column,
            message=f"there is no {kind} `{name}`",
            hint=_hint(article, key, near, home),
        )
    )
    return False


def _hint(article: Article, key: str, near: Sequence[str], home: str) -> str:
    if key == "threads_auto":
        return f"`nashra threads assign {article.path}` brings it up to date"
    return f"did you mean `{near[0]}`?" if near else f"name it in {home}, or remove it here"


def _mistyped_sources(articles: Iterable[Article], sources: Mapping[str, Source]) -> Iterator[Finding]:
    """Yield the names of publishers and sources that are all but the id of a source, and look like one."""
    nearest: dict[str, str] = {}
    for article in articles:
        for key, names in (("publisher", (article.publisher,)), ("sources", article.sources)):
            for name in names:
                if not name or name in sources or " " in name or name != name.casefold():
                    continue
                if name not in nearest:
                    nearest[name] = next(iter(get_close_matches(name, sources, n=1, cutoff=_ALL_BUT)), "")
                if nearest[name]:
                    line, column = article.place(key)
                    yield Finding(
                        code="unknown-source",
                        severity="note",
                        file=article.path,
                        line=line,
                        column=column,
                        message=f"there is no source `{name}`, so it is shown as a plain name",
                        hint=f"did you mean `{nearest[name]}`?",
                    )


def _valid(articles: Iterable[Article], now: datetime, zone: ZoneInfo) -> tuple[str, str]:
    moments = [
        instant(value, zone).astimezone(UTC)
        for article in articles
        for value in (article.publish_at, article.expires)
        if value
    ]
    past = [moment for moment in moments if moment <= now]
    future = [moment for moment in moments if moment > now]
    return max(past).isoformat() if past else "", min(future).isoformat() if future else ""
