"""What does not fit together among threads, and between them and articles; none of it keeps a page from being built."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from generator.link import ids_of_today
from generator.model import Article, Finding, Severity, Thread
from generator.threads.aliases import fold


def of_threads(threads: Mapping[str, Thread], articles: Iterable[Article]) -> tuple[Finding, ...]:
    """Return findings on aliases that decide nothing, names nobody has read, and what articles rule out."""
    called_now = ids_of_today(threads)
    return (
        *_shared_aliases(threads),
        *_unread_names(threads),
        *(found for article in articles for found in _ruled_out(article, threads, called_now)),
    )


def _shared_aliases(threads: Mapping[str, Thread]) -> Iterator[Finding]:
    """Yield the aliases of more than one thread that takes articles."""
    having: dict[str, dict[str, str]] = {}
    for name, thread in sorted(threads.items()):
        for alias in thread.aliases if thread.status != "closed" else ():
            having.setdefault(fold(alias), {}).setdefault(name, alias)
    for found in having.values():
        for name, alias in found.items() if len(found) > 1 else ():
            others = ", ".join(f"`{other}`" for other in found if other != name)
            yield _at_thread(
                threads[name],
                "aliases",
                code="shared-alias",
                severity="warning",
                message=f"`{alias}` is an alias of {others} too, so that it decides for none of them",
                hint="keep it where it means that story and no other, or put it into `names`",
            )


def _unread_names(threads: Mapping[str, Thread]) -> Iterator[Finding]:
    """Yield the threads whose name on the site is one that Nashra proposed."""
    for _, thread in sorted(threads.items()):
        if thread.proposed:
            named = ", ".join(f"`{lang}`: {thread.title[lang]}" for lang in thread.proposed)
            yield _at_thread(
                thread,
                "title",
                code="proposed-name",
                severity="note",
                message=f"readers see a name that Nashra proposed ({named})",
                hint="write a better one, or leave it; then remove the remark behind it",
            )


def _ruled_out(article: Article, threads: Mapping[str, Thread], called_now: Mapping[str, str]) -> Iterator[Finding]:
    """Yield the threads that an article rules out and names all the same, and those that there are not."""
    chosen = {called_now.get(name, name) for name in article.threads}
    for name in article.not_threads:
        now = called_now.get(name, name)
        if now in chosen:
            yield _at_article(
                article,
                code="in-and-out",
                severity="warning",
                message=f"`{name}` is in `threads` and in `not_threads`; the first counts",
                hint="take it out of one of the two",
            )
        elif now not in threads:
            near = get_close_matches(name, threads, n=1)
            yield _at_article(
                article,
                code="unknown-thread",
                severity="warning" if near else "note",
                message=f"there is no thread `{name}` to keep out of",
                hint=f"did you mean `{near[0]}`?" if near else "remove it here",
            )


def _at_thread(thread: Thread, key: str, *, code: str, severity: Severity, message: str, hint: str) -> Finding:
    line, column = thread.place(key)
    return Finding(code=code, severity=severity, file=thread.path, line=line, column=column, message=message, hint=hint)


def _at_article(article: Article, *, code: str, severity: Severity, message: str, hint: str) -> Finding:
    line, column = article.place("not_threads")
    return Finding(
        code=code, severity=severity, file=article.path, line=line, column=column, message=message, hint=hint
    )
