"""Bodies as pages show them: read from the files and fingerprints that a page names, and nowhere before.

`root` leads from a page to the site, for the pictures of a body.
"""

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from markupsafe import Markup
from msgspec.structs import replace

from generator import disk, markdown
from generator.content import body_of, ledger
from generator.content.pictures import picture_file
from generator.errors import SourceChanged, unreadable
from generator.filters import absolute, markup
from generator.fingerprints import fingerprint
from generator.model import Body, Direction, FeedEntry, Frame, Ledger, Picture, Value

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


_Compared: TypeAlias = tuple[ledger.BlockPair, ...]


class Bodies:
    """The bodies of a project. The pages of a story follow one another, so a few are remembered."""

    def __init__(self, project: Path) -> None:
        self._project = str(project)
        self._compared: tuple[tuple[str, ...], _Compared] = (), ()
        self._paired: tuple[markdown.RenderedBody, markdown.RenderedBody, _Compared, ShownPairs] | None = None
        self._bodies: OrderedDict[tuple[str, ...], markdown.RenderedBody] = OrderedDict()

    def source(self, path: str, expected: str) -> str:
        """Return the markdown of a file whose fingerprint is `expected`; SourceChanged where it is not."""
        return body_of(self._read(path, expected))

    def _read(self, path: str, expected: str) -> bytes:
        try:
            raw = disk.read(f"{self._project}/{path}")
        except OSError as error:
            raise SourceChanged(unreadable(Path(self._project, path), error), file=path) from error
        if fingerprint(raw) != expected:
            raise SourceChanged("this file changed while the site was being built", hint="build again", file=path)
        return raw

    def html(self, body: Body, frame: Frame, root: str, prefix: str = "") -> markdown.RenderedBody:
        """Return the HTML of a body. The pages of a story follow one another, so a few bodies are remembered."""
        # Only the way back from a footnote depends on the page, and the way to pictures on its folder: a body without
        # them is the same everywhere.
        plain = (body.path, body.fingerprint, root if body.pictures else "")
        known = self._bodies.get(plain) or self._bodies.get((*plain, prefix, frame.lang))
        if known is None:
            known = _rendered(body_of(self._read(body.path, body.fingerprint)), body, frame, root, prefix)
            self._bodies[(*plain, prefix, frame.lang) if known.notes else plain] = known
            if len(self._bodies) > REMEMBERED_BODIES:
                self._bodies.popitem(last=False)
        return known

    def _entries(self, found: Ledger | None) -> tuple[ledger.Entry, ...]:
        return ledger.parse(self._read(found.path, found.fingerprint), found.path)[0] if found else ()

    def _compare(self, body: Body, original: Body, frame: Frame, root: str) -> tuple[ledger.BlockPair, ...]:
        entries = body.ledger.fingerprint if body.ledger else ""
        key = (body.path, body.fingerprint, original.fingerprint, entries)
        if self._compared[0] != key:
            sources = self.html(original, frame, root).sources, self.html(body, frame, root).sources
            self._compared = key, ledger.compare(*sources, self._entries(body.ledger))
        return self._compared[1]

    def beside(self, body: Body, frame: Frame, root: str) -> tuple[ledger.BlockPair, ...]:
        """Return the blocks of a translation beside those of its original."""
        if body.original is None:
            raise ValueError(f"`{body.path}` has no original to compare it with")
        return self._compare(body, body.original, frame, root)

    def article(self, body: Body, frame: Frame, root: str) -> ShownBody:
        """Return what an article's page shows of its body."""
        html = self.html(body, frame, root)
        notes = Notes(html=markup(html.notes), lang=body.lang, dir=body.dir)
        if body.original is None:
            blocks = tuple(
                ShownBlock(id=f"b{number}", html=markup(block), lang=body.lang, dir=body.dir, state="")
                for number, block in enumerate(html.blocks, 1)
            )
            return ShownBody(blocks=blocks, notes=(notes,) if html.notes else (), stale=False)
        pairs = self._compare(body, body.original, frame, root)
        original = body.original
        standing_in = self._of_the_original(original, pairs, frame, root)
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

    def whole(self, entry: FeedEntry, frame: Frame, root: str) -> ShownBody | None:
        """Return the text of a feed's entry, if the feed has whole texts; its links lead from wherever it is read."""
        if entry.body is None:
            return None
        text, base = self.article(entry.body, frame, root), absolute(frame.base_url, entry.path)
        if not base:
            return text
        return ShownBody(
            blocks=tuple(replace(each, html=markup(markdown.whole_links(each.html, base))) for each in text.blocks),
            notes=tuple(replace(each, html=markup(markdown.whole_links(each.html, base))) for each in text.notes),
            stale=text.stale,
        )

    def _of_the_original(
        self, original: Body, pairs: tuple[ledger.BlockPair, ...], frame: Frame, root: str
    ) -> markdown.RenderedBody:
        """Return the blocks of an original that a translation's page shows, with the notes that they need."""
        wanted = [pair for pair in pairs if _shows_original(pair)]
        blocks = [pair.original.source for pair in wanted if pair.original]
        if not any("[" in block for block in blocks):
            whole = self.html(original, frame, root)
            chosen = [whole.blocks[pair.index] for pair in wanted]
            return markdown.RenderedBody(tuple(chosen), "", ())
        source = body_of(self._read(original.path, original.fingerprint))
        definitions = [each.source for each in markdown.split_definitions(source)]
        # The marker between them keeps two lists from becoming one.
        joined = f"\n\n{markdown.UNTRANSLATED}\n\n".join(blocks)
        rendered = _rendered("\n\n".join([joined, *definitions]), original, frame, root, "o-")
        return markdown.RenderedBody(rendered.blocks[::2], rendered.notes, ())

    def pairs(self, body: Body, frame: Frame, root: str) -> ShownPairs:
        """Return what a side-by-side page shows; its links lead where those of the article's page lead."""
        if body.original is None:
            raise ValueError(f"`{body.path}` has no original to stand beside")
        html = self.html(body, frame, root, "t-")
        original = self.html(body.original, frame, root, "o-")
        compared = self._compare(body, body.original, frame, root)
        # The pages of several editions that follow one another show the same.
        known = self._paired
        if known and known[0] is html and known[1] is original and known[2] is compared:
            return known[3]
        pairs = tuple(
            ShownPair(
                id=f"b{number}",
                original=_deeper(original.blocks[pair.index] if pair.original else ""),
                translation=_deeper(html.blocks[pair.index] if pair.state in {"machine", "person", "extra"} else ""),
                lang=language_of(body, pair),
                stale=pair.stale,
                untranslated=pair.state in UNTRANSLATED,
            )
            for number, pair in enumerate(compared, 1)
        )
        shown = ShownPairs(
            pairs=pairs,
            original_lang=body.original.lang,
            original_dir=body.original.dir,
            translation_lang=body.lang,
            translation_dir=body.dir,
            original_notes=_deeper(original.notes),
            translation_notes=_deeper(html.notes),
        )
        self._paired = html, original, compared, shown
        return shown


def _rendered(text: str, body: Body, frame: Frame, root: str, prefix: str) -> markdown.RenderedBody:
    found = markdown.render_blocks(
        text,
        back_label=frame.strings["back_to_text"],
        notes_label=frame.strings["footnotes"],
        id_prefix=prefix,
        find=_finder(body),
        root=root,
    )
    blocks = tuple(markdown.directed(block, body.dir) for block in found.blocks)
    return replace(found, blocks=blocks, notes=markdown.directed(found.notes, body.dir))


def _deeper(html: str) -> Markup:
    return markup(markdown.deeper_links(html))


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
