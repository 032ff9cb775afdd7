"""What `data/` tells programs of an article: everything that its pages show, as values."""

from generator.model.articles import Article
from generator.model.pieces import Body
from generator.model.values import Value


class RecordVersion(Value, frozen=True, kw_only=True):
    """One language of an article: what its file says, its body, and the page that shows it (empty if none does)."""

    article: Article
    body: Body
    path: str


class RecordView(Value, frozen=True, kw_only=True, tag="record"):
    """An article with all its languages, the original first, and the threads and section that it is in."""

    threads: tuple[str, ...]
    section: str
    versions: tuple[RecordVersion, ...]


class CorpusView(Value, frozen=True, kw_only=True, tag="corpus"):
    """Records in one file, a line each: the path of each, and a fingerprint of what it holds."""

    records: tuple[tuple[str, str], ...]
