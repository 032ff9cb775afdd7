"""A page becomes bytes. Runs in worker processes, so everything that a renderer holds can be pickled.

Bodies are read here, from the files and fingerprints that the page names, and nowhere before.
"""

import os
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from markupsafe import Markup

from generator import disk, markdown
from generator.content import body_of, ledger
from generator.errors import OutputError, SourceChanged, unreadable
from generator.filters import markup
from generator.fingerprints import fingerprint
from generator.model import ArticleView, Body, BothView, Direction, Frame, Ledger, Page, Value
from generator.templates import Theme

REMEMBERED_BODIES = 64
UNTRANSLATED = frozenset({"untranslated", "missing"})


class ShownBlock(Value, frozen=True, kw_only=True):
    """One block of an article's page; `state` is empty, `stale`, or `untranslated` (the original's block)."""

    id: str
    html: Markup
    lang: str
    dir: Direction
    state: str


class Notes(Value, frozen=True, kw_only=True):
    """The footnotes of one text."""

    html: Markup
    lang: str
    dir: Direction


class ShownBody(Value, frozen=True, kw_only=True):
    """The body of an article's page; notes are those of the text and, where its blocks stand in, of the original."""

    blocks: tuple[ShownBlock, ...]
    notes: tuple[Notes, ...]
    stale: bool


class ShownPair(Value, frozen=True, kw_only=True):
    """A block of the original and what answers it."""

    id: str
    original: Markup
    translation: Markup
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
        self._compared: tuple[tuple[str, ...], tuple[ledger.BlockPair, ...]] = (), ()
        self._bodies: OrderedDict[tuple[str, ...], markdown.RenderedBody] = OrderedDict()

    def __reduce__(self) -> tuple[Callable[..., "Renderer"], tuple[Any, ...]]:
        return _renderer, (self.project, self.output, self.stage, self.theme.folders, self.frames)

    def __call__(self, page: Page) -> Staged:
        """Render one page and stage it."""
        return self.keep(page.path, self.render(page))

    def render(self, page: Page) -> bytes:
        """Return the bytes of one page."""
        frame = self.frames.get(page.lang) or next(iter(self.frames.values()))
        values: dict[str, object] = {}
        match page.content:
            case ArticleView(body=body):
                values["body"] = self._article(body, frame)
            case BothView(body=body):
                values["body"] = self._pairs(body, frame)
        return self.theme.render(page, frame, values).encode()

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
        # Only the way back from a footnote depends on the page; a body without notes is the same everywhere.
        plain = (body.path, body.fingerprint)
        known = self._bodies.get(plain) or self._bodies.get((*plain, prefix, frame.lang))
        if known is None:
            known = markdown.render_blocks(
                body_of(self._read(body.path, body.fingerprint)),
                back_label=frame.strings["back_to_text"],
                notes_label=frame.strings["footnotes"],
                id_prefix=prefix,
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
        standing_in = self._standing_in(body.original, pairs, frame)
        theirs = iter(standing_in.blocks)
        shown = []
        for number, pair in enumerate(pairs, 1):
            if pair.state in UNTRANSLATED:
                text, owner, state = next(theirs), body.original, "untranslated"
            else:
                text, owner, state = html.blocks[pair.index], body, "stale" if pair.stale else ""
            shown.append(ShownBlock(id=f"b{number}", html=markup(text), lang=owner.lang, dir=owner.dir, state=state))
        original_notes = Notes(html=markup(standing_in.notes), lang=body.original.lang, dir=body.original.dir)
        return ShownBody(
            blocks=tuple(shown),
            notes=tuple(each for each in (notes, original_notes) if each.html),
            stale=any(pair.stale for pair in pairs),
        )

    def _standing_in(self, original: Body, pairs: tuple[ledger.BlockPair, ...], frame: Frame) -> markdown.RenderedBody:
        """Return the blocks of an original that stand in for what is not translated, with the notes that they need."""
        blocks = [pair.original.source for pair in pairs if pair.state in UNTRANSLATED and pair.original]
        if not any("[" in block for block in blocks):
            whole = self._body(original, frame)
            chosen = [whole.blocks[pair.index] for pair in pairs if pair.state in UNTRANSLATED]
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


def _renderer(
    project: Path, output: Path, stage: Path, folders: tuple[Path, ...], frames: dict[str, Frame]
) -> Renderer:
    return Renderer(project, output, stage, Theme(folders), frames)


def _is_file(status: os.stat_result) -> bool:
    return status.st_mode & 0o170000 == 0o100000
