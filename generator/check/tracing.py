"""From a finding in a page of the built site to the article in which an editor mends it."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

import msgspec

from generator.content import body_of, safe_join
from generator.errors import NashraError
from generator.model import Article, Finding

_ARTICLE_PAGE = re.compile(r"/articles/(?P<stem>[^/]+?)(?:/both)?\.html$")
# What a link leads to, as the message shows it: a path or the name of an anchor.
_TARGET = re.compile(r"`(?:[^`]*[/#])?([^`/#]+)`")


def traced(project: Path, findings: Iterable[Finding], articles: Iterable[Article]) -> Iterator[Finding]:
    """Yield findings in pages of articles with the files that have the link; all others as they are."""
    by_stem: dict[str, list[Article]] = {}
    for article in articles:
        by_stem.setdefault(article.stem, []).append(article)
    for finding in findings:
        page, target = _ARTICLE_PAGE.search(finding.file), _TARGET.search(finding.message)
        candidates = by_stem.get(page["stem"], []) if page else []
        files = [each.path for each in candidates if target and _mentions(project, each, target[1])]
        if files:
            named = " or ".join(f"`{path}`" for path in sorted(files))
            yield msgspec.structs.replace(finding, hint=f"mend it in {named}, then `nashra build`")
        else:
            yield finding


def _mentions(project: Path, article: Article, name: str) -> bool:
    try:
        body = body_of(safe_join(project, *article.path.split("/")).read_bytes())
    except (OSError, NashraError):
        return False
    return name in body or quote(name) in body
