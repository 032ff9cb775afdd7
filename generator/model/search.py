"""What the search page, its index and the index of words show."""

from generator.model.pieces import Link, Text
from generator.model.values import Direction, Value


class SearchDocument(Value, frozen=True, kw_only=True):
    """One text as it is searched: title, standfirst, names and tags (`about`), and the file that its body is in."""

    title: str
    summary: str
    about: str
    path: str
    fingerprint: str


class SearchWordsView(Value, frozen=True, kw_only=True, tag="search-words"):
    """A file of the index: postings of one shard of the words of a part.

    `table` is the fingerprint of the rules for words; documents are numbered from 1, oldest first. They are packed
    (a tuple of `SearchDocument` as msgpack), as all files of a part have them in their keys.
    """

    lang: str
    shard: int
    shards: int
    table: str
    documents: bytes


class SearchDocumentsView(Value, frozen=True, kw_only=True, tag="search-documents"):
    """A file of the index: where the shards of a part begin, and which documents a thread, source or edition has.

    An edition has those that its lists show: of each story the text in its language, else the original.
    """

    words: SearchWordsView
    threads: tuple[tuple[str, ...], ...]
    sources: tuple[tuple[str, ...], ...]
    editions: tuple[tuple[str, ...], ...]


class SearchText(Value, frozen=True, kw_only=True):
    """What a result shows of a document. `places` are the pages that show it, the best of each edition."""

    title: str
    dir: Direction
    published: str
    publisher: str
    places: tuple[str, ...]
    summary: str
    path: str
    fingerprint: str


class SearchTextsView(Value, frozen=True, kw_only=True, tag="search-texts"):
    """A file of the index: what results show of a few neighbouring documents."""

    texts: tuple[SearchText, ...]


class SearchPart(Value, frozen=True, kw_only=True):
    """A part of the index: its folder, language, year (empty: undated), fingerprint, and how many files it has."""

    folder: str
    lang: str
    year: str
    version: str
    documents: int
    shards: int
    texts: int


class SearchChoice(Value, frozen=True, kw_only=True):
    """Something to filter by: its value, what it is called here, all its names, and the page of it, if there is one."""

    value: str
    text: Text
    names: tuple[str, ...] = ()
    path: str = ""


class SearchView(Value, frozen=True, kw_only=True, tag="search"):
    """The search page: the parts of the index, and what can be chosen.

    `table` is the address of the rules for words; `locale` and `digits` say how dates are written here, `plurals` has
    the language of the forms in `count`.
    """

    scripts: tuple[str, ...]
    table: str
    parts: tuple[SearchPart, ...]
    languages: tuple[SearchChoice, ...]
    years: tuple[SearchChoice, ...]
    threads: tuple[SearchChoice, ...]
    sources: tuple[SearchChoice, ...]
    words: Link
    locale: str
    digits: str
    plurals: str
    count: dict[str, str]


class WordEntry(Value, frozen=True, kw_only=True):
    """A word of the index of words: its articles, newest first, and how many there are where these are not all."""

    word: Text
    articles: tuple[Link, ...]
    more: str


class WordsView(Value, frozen=True, kw_only=True, tag="words"):
    """The index of words: all beginnings of words, and the words of one of them.

    Where there are few words, they all stand on the first page, which has no beginnings then.
    """

    heading: str
    letters: tuple[Link, ...]
    current: Link | None = None
    entries: tuple[WordEntry, ...] = ()
