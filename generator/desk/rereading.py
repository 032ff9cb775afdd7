"""What a capture that was kept gives when it is read again."""

import hashlib
from pathlib import Path

from generator.desk.captures import RawCapture, drafts_of
from generator.desk.originals import read_original
from generator.errors import ImportFailed
from generator.importers import ImportOptions
from generator.importers.identity import filing
from generator.importers.identity.known import KnownArticle
from generator.model import Article, Capture, Draft
from generator.slugs import SlugStyle


def reread(
    project: Path, article: Article, capture: Capture | None, options: ImportOptions, style: SlugStyle
) -> Draft | None:
    """Return the draft of `article` in a capture of it; None where the capture is gone, or another, or has it not."""
    data = read_original(project, capture.file) if capture else b""
    if capture is None or hashlib.sha256(data).hexdigest() != capture.sha256:
        return None
    try:
        drafts = drafts_of(RawCapture(name=capture.file, data=data, captured=article.captured), options)
    except ImportFailed:
        return None
    made = KnownArticle(path=article.path, stem=article.stem, url=article.url, title=article.title)
    of_it = [draft for draft in drafts if made.is_of(draft, filing.stem_for(draft, style))]
    found = drafts if len(drafts) == 1 else of_it
    return found[0] if len(found) == 1 else None
