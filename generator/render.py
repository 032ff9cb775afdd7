"""A page becomes bytes. Runs in worker processes, so everything that a renderer holds can be pickled.

Bodies are read here, from the files and fingerprints that the page names, and nowhere before.
"""

import os
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from markupsafe import Markup
from msgspec.structs import replace

from generator import disk, markdown
from generator.content import body_of, ledger
from generator.content.pictures import picture_file
from generator.errors import OutputError, SourceChanged, unreadable
from generator.filters import absolute, markup
from generator.fingerprints import fingerprint
from generator.model import (
    ArticleView,
    Body,
    BothView,
    CorpusView,
    Direction,
    FeedEntry,
    FeedView,
    Frame,
    Ledger,
    Page,
    Picture,
    RecordView,
    SearchDocumentsView,
    SearchTextsView,
    SearchWordsView,
    Value,
)
from generator.records import record
from generator.search import SearchFiles
from generator.templates import Theme

REMEMBERED_BODIES = 64
UNTRANSLATED = frozenset({"untranslated", "missing"})


class ShownBlock(Value, frozen=True, kw_only=True):
    """One block of an article's page; `state` is empty, `stale`, or `untranslated` (the original's block).

    `original` is what a stale block's original says now.
    """

    id: str
    html: Markup
    lang: str
    dir: Direction
    state: str
    original: Markup = markup("")


class Notes(Value, frozen=True, kw_only=True):
    """The footnotes of one text."""

    html: Markup
    lang: str
    dir: Direction


class ShownBody(Value, frozen=True, kw_only=True):
    """The body of an article's page; notes are those of the text and, where its blocks stand in, of the original.

    A translation has the language and direction of its original too.
    """

    blocks: tuple[ShownBlock, ...]
    notes: tuple[Notes, ...]
    stale: bool
    original_lang: str = ""
    original_dir: Direction = "ltr"


class ShownPair(Value, frozen=True, kw_only=True):
    """A block of the original and what answers it, in the language `lang`, which says so if a machine wrote it."""

    id: str
    original: Markup
    translation: Markup
    lang: str
    stale: bool
    untranslated: bool


class ShownPairs(Value, frozen=True, kw_only=True):
    """The body of a side-by-side page."""

    pairs: tuple[ShownPair, ...]
    original_lang: str
    original_dir: Direction
    translation_lang: str
    translation_dir: Direction
    original_notes: Markup
    translation_notes: Markup


class Staged(Value, frozen=True, kw_only=True):
    """A rendered page: the stamp of its file, and where the new bytes wait (empty when the file has them already)."""

    path: str
    staged: str
    stamp: tuple[int, int, int]


class Renderer:
    """Renders pages and stages what differs from the file that is there."""

    def __init__(self, project: Path, output: Path, stage: Path, theme: Theme, frames: dict[str, Frame]) -> None:
        self.project = project
        self.output = output
        self.stage = stage
        self.theme = theme
        self.frames = frames
        self._output, self._stage = str(output), str(stage)
        self._search = SearchFiles(lambda path, expected: body_of(self._read(path, expected)))
        self._compared: tuple[tuple[str, ...], tuple[ledger.BlockPair, ...]] = (), ()
        self._root = ""
        self._bodies: OrderedDict[tuple[str, ...], markdown.RenderedBody] = OrderedDict()

    def __reduce__(self) -> tuple[Callable[..., "Renderer"], tuple[Any, ...]]:
        return _renderer, (self.project, self.output, self.stage, self.theme.folders, self.frames)

    def __call__(self, page: Page) -> Staged:
        """Render one page and stage it."""
        return self.keep(page.path, self.render(page))

    def render(self, page: Page) -> bytes:
        """Return the bytes of one page."""
        frame = self.frames.get(page.lang) or next(iter(self.frames.values()))
        if isinstance(page.content, RecordView):
            return record(
                page.content,
                frame.base_url,
                lambda body: self._body(body, frame),
                lambda body: self._beside(body, frame),
            )
        # A feed is read anywhere, so its pictures are named by their whole address where that is known.
        self._root = frame.base_url or page.root if isinstance(page.content, FeedView) else page.root
        values: dict[str, object] = {}
        match page.content:
            case ArticleView(body=body):
                values["body"] = self._article(body, frame)
            case BothView(body=body):
                values["body"] = self._pairs(body, frame)
            case SearchWordsView() | SearchDocumentsView() | SearchTextsView():
                values["file"] = self._search.file(page.content)
            case FeedView(entries=entries):
                values["texts"] = tuple(self._whole(each, frame) for each in entries)
        return self.theme.render(page, frame, values).encode()

    def join(self, page: Page) -> Staged:
        """Stage the records of a corpus as one file: each as it was just staged, else as it lies in the output."""
        if not isinstance(page.content, CorpusView):
            raise TypeError(f"`{page.path}` is no corpus")
        return self.keep(page.path, b"".join(self._current(path) for path, _ in page.content.records))

    def _current(self, path: str) -> bytes:
        try:
            return disk.read(f"{self._stage}/{fingerprint(path.encode())}")
        except FileNotFoundError:
            return disk.read(f"{self._output}/{path}")

    def keep(self, path: str, data: bytes) -> Staged:
        """Stage the bytes of an output, unless the file that is there has them already."""
        # Strings: making a path object costs more here than writing the file does.
        target = f"{self._output}/{path}"
        try:
            status = os.lstat(target)
            same = status.st_size == len(data) and _is_file(status) and disk.read(target) == data
        except OSError:
            same = False
        if same:
            return Staged(path=path, staged="", stamp=(status.st_mtime_ns, status.st_size, status.st_ino))
        name = fingerprint(path.encode())
        staged = f"{self._stage}/{name}"
        try:
            status = disk.write(staged, data)
        except OSError as error:
            raise OutputError(unreadable(Path(staged), error)) from error
        return Staged(path=path, staged=name, stamp=(status.st_mtime_ns, status.st_size, status.st_ino))

    # Bodies --------------------------------------------------------------------------------------------------

    def _read(self, path: str, expected: str) -> bytes:
        try:
            raw = disk.read(f"{self.project}/{path}")
        except OSError as error:
            raise SourceChanged(unreadable(self.project / path, error), file=path) from error
        if fingerprint(raw) != expected:
            raise SourceChanged("this file changed while the site was being built", hint="build again", file=path)
        return raw

    def _body(self, body: Body, frame: Frame, prefix: str = "") -> markdown.RenderedBody:
        """Return the HTML of a body. The pages of a story follow one another, so a few bodies are remembered."""
        # Only the way back from a footnote depends on the page, and the way to pictures on its folder: a body without
        # them is the same everywhere.
        plain = (body.path, body.fingerprint, self._root if body.pictures else "")
        known = self._bodies.get(plain) or self._bodies.get((*plain, prefix, frame.lang))
        if known is None:
            known = markdown.render_blocks(
                body_of(self._read(body.path, body.fingerprint)),
                back_label=frame.strings["back_to_text"],
                notes_label=frame.strings["footnotes"],
                id_prefix=prefix,
                find=_finder(body),
                root=self._root,
            )
            self._bodies[(*plain, prefix, frame.lang) if known.notes else plain] = known
            if len(self._bodies) > REMEMBERED_BODIES:
                self._bodies.popitem(last=False)
        return known

    def _entries(self, found: Ledger | None) -> tuple[ledger.Entry, ...]:
        return ledger.parse(self._read(found.path, found.fingerprint), found.path)[0] if found else ()

    def _compare(self, body: Body, original: Body, frame: Frame) -> tuple[ledger.BlockPair, ...]:
        entries = body.ledger.fingerprint if body.ledger else ""
        key = (body.path, body.fingerprint, original.fingerprint, entries)
        if self._compared[0] != key:
            sources = self._body(original, frame).sources, self._body(body, frame).sources
            self._compared = key, ledger.compare(*sources, self._entries(body.ledger))
        return self._compared[1]

    def _beside(self, body: Body, frame: Frame) -> tuple[ledger.BlockPair, ...]:
        if body.original is None:
            raise ValueError(f"`{body.path}` has no original to compare it with")
        return self._compare(body, body.original, frame)

    def _article(self, body: Body, frame: Frame) -> ShownBody:
        html = self._body(body, frame)
        notes = Notes(html=markup(html.notes), lang=body.lang, dir=body.dir)
        if body.original is None:
            blocks = tuple(
                ShownBlock(id=f"b{number}", html=markup(block), lang=body.lang, dir=body.dir, state="")
                for number, block in enumerate(html.blocks, 1)
            )
            return ShownBody(blocks=blocks, notes=(notes,) if html.notes else (), stale=False)
        pairs = self._compare(body, body.original, frame)
        original = body.original
        standing_in = self._of_the_original(original, pairs, frame)
        theirs = iter(standing_in.blocks)
        shown = []
        for number, pair in enumerate(pairs, 1):
            now = markup(next(theirs) if _shows_original(pair) else "")
            if pair.state in UNTRANSLATED:
                text, lang, direction, state = now, original.lang, original.dir, "untranslated"
            else:
                text, lang, direction = markup(html.blocks[pair.index]), language_of(body, pair), body.dir
                state = "stale" if pair.stale else ""
            kept = now if state == "stale" else markup("")
            shown.append(ShownBlock(id=f"b{number}", html=text, lang=lang, dir=direction, state=state, original=kept))
        original_notes = Notes(html=markup(standing_in.notes), lang=original.lang, dir=original.dir)
        return ShownBody(
            blocks=tuple(shown),
            notes=tuple(each for each in (notes, original_notes) if each.html),
            stale=any(pair.stale for pair in pairs),
            original_lang=original.lang,
            original_dir=original.dir,
        )

    def _whole(self, entry: FeedEntry, frame: Frame) -> ShownBody | None:
        """Return the text of a feed's entry, if the feed has whole texts; its links lead from wherever it is read."""
        if entry.body is None:
            return None
        text, base = self._article(entry.body, frame), absolute(frame.base_url, entry.path)
        if not base:
            return text
        return ShownBody(
            blocks=tuple(replace(each, html=markup(markdown.whole_links(each.html, base))) for each in text.blocks),
            notes=tuple(replace(each, html=markup(markdown.whole_links(each.html, base))) for each in text.notes),
            stale=text.stale,
        )

    def _of_the_original(
        self, original: Body, pairs: tuple[ledger.BlockPair, ...], frame: Frame
    ) -> markdown.RenderedBody:
        """Return the blocks of an original that a translation's page shows, with the notes that they need."""
        wanted = [pair for pair in pairs if _shows_original(pair)]
        blocks = [pair.original.source for pair in wanted if pair.original]
        if not any("[" in block for block in blocks):
            whole = self._body(original, frame)
            chosen = [whole.blocks[pair.index] for pair in wanted]
            return markdown.RenderedBody(tuple(chosen), "", ())
        source = body_of(self._read(original.path, original.fingerprint))
        definitions = [each.source for each in markdown.split_definitions(source)]
        # The marker between them keeps two lists from becoming one.
        joined = f"\n\n{markdown.UNTRANSLATED}\n\n".join(blocks)
        rendered = markdown.render_blocks(
            "\n\n".join([joined, *definitions]),
            back_label=frame.strings["back_to_text"],
            notes_label=frame.strings["footnotes"],
            id_prefix="o-",
            find=_finder(original),
            root=self._root,
        )
        return markdown.RenderedBody(rendered.blocks[::2], rendered.notes, ())

    def _pairs(self, body: Body, frame: Frame) -> ShownPairs:
        if body.original is None:
            raise ValueError(f"`{body.path}` has no original to stand beside")
        html = self._body(body, frame, "t-")
        original = self._body(body.original, frame, "o-")
        pairs = tuple(
            ShownPair(
                id=f"b{number}",
                original=markup(original.blocks[pair.index] if pair.original else ""),
                translation=markup(html.blocks[pair.index] if pair.state in {"machine", "person", "extra"} else ""),
                lang=language_of(body, pair),
                stale=pair.stale,
                untranslated=pair.state in UNTRANSLATED,
            )
            for number, pair in enumerate(self._compare(body, body.original, frame), 1)
        )
        return ShownPairs(
            pairs=pairs,
            original_lang=body.original.lang,
            original_dir=body.original.dir,
            translation_lang=body.lang,
            translation_dir=body.dir,
            original_notes=markup(original.notes),
            translation_notes=markup(html.notes),
        )


def _finder(body: Body) -> Callable[[str], Picture | None]:
    pictures = dict(body.pictures)
    return lambda written: pictures.get(picture_file(written, body.path))


def _shows_original(pair: ledger.BlockPair) -> bool:
    """Say whether a translation's page shows what the original has: for want of a translation, or beside an old one."""
    return pair.state in UNTRANSLATED or pair.stale


def language_of(body: Body, pair: ledger.BlockPair) -> str:
    """Return the language tag of a block; that of machine text says so, and from which language it was made.

    That is extension T of BCP 47 (RFC 6497): `en-t-ar-t0-und`.
    """
    if pair.state != "machine" or body.original is None:
        return body.lang
    return f"{body.lang}-t-{body.original.lang.lower()}-t0-und"


def _renderer(
    project: Path, output: Path, stage: Path, folders: tuple[Path, ...], frames: dict[str, Frame]
) -> Renderer:
    return Renderer(project, output, stage, Theme(folders), frames)


def _is_file(status: os.stat_result) -> bool:
    return status.st_mode & 0o170000 == 0o100000
